//! The module `_heapq`: heaps in lists, the least or the greatest item first.

use kaa_vm::flow::done;
use kaa_vm::native::{Method, NativeFn, Slot, arg, function};
use kaa_vm::protocol::CompareOp;
use kaa_vm::types::{List, Module};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

/// Which item comes first.
#[derive(Clone, Copy)]
enum Kind {
    Min,
    Max,
}

macro_rules! rows {
    ($($name:literal $signature:literal $f:ident $kind:ident;)*) => {
        &[$(function($name, $signature, (|vm, a| $f(vm, a, $name, Kind::$kind)) as NativeFn, "An operation on a heap.")),*]
    };
}

const ROWS: &[Method] = rows! {
    "heapify" "($module, heap, /)" heapify Min;
    "heapify_max" "($module, heap, /)" heapify Max;
    "heappop" "($module, heap, /)" pop Min;
    "heappop_max" "($module, heap, /)" pop Max;
    "heappush" "($module, heap, item, /)" push Min;
    "heappush_max" "($module, heap, item, /)" push Max;
    "heappushpop" "($module, heap, item, /)" push_pop Min;
    "heappushpop_max" "($module, heap, item, /)" push_pop Max;
    "heapreplace" "($module, heap, item, /)" replace Min;
    "heapreplace_max" "($module, heap, item, /)" replace Max;
};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_heapq", Some("Heaps in lists."));
    vm.add_functions(&module, ROWS);
    module.dict.set_str(&vm.intern("__about__"), vm.str_value(""));
    Ok(module)
}

fn heap<'a>(vm: &Vm, args: &'a [Slot], function: &str) -> Fallible<&'a List> {
    let v = arg(args, 1);
    v.payload::<List>().ok_or_else(|| {
        let which = if args.len() > 2 { " 1" } else { "" };
        vm.type_error(format!("{function}() argument{which} must be list, not {}", vm.type_name(v)))
    })
}

/// Does `a` come before `b`?
fn before(vm: &Vm, kind: Kind, a: &Value, b: &Value) -> Fallible<bool> {
    match kind {
        Kind::Min => vm.compare_bool(CompareOp::Lt, a, b),
        Kind::Max => vm.compare_bool(CompareOp::Lt, b, a),
    }
}

fn get(vm: &Vm, h: &List, i: usize) -> Fallible<Value> {
    h.items.borrow().get(i).cloned().ok_or_else(|| vm.index_error("list index out of range"))
}

/// Comparing may have changed the list.
fn same_size(vm: &Vm, h: &List, n: usize) -> Fallible<()> {
    if h.items.borrow().len() == n {
        Ok(())
    } else {
        Err(vm.runtime_error("list changed size during iteration"))
    }
}

fn swap(h: &List, a: usize, b: usize) {
    let mut items = h.items.borrow_mut();
    if a < items.len() && b < items.len() {
        items.swap(a, b);
    }
}

/// Moves an item towards the root, not beyond `start`.
fn sift_down(vm: &Vm, h: &List, kind: Kind, start: usize, mut at: usize) -> Fallible<()> {
    let n = h.items.borrow().len();
    while at > start {
        let parent = (at - 1) / 2;
        let moves = before(vm, kind, &get(vm, h, at)?, &get(vm, h, parent)?)?;
        same_size(vm, h, n)?;
        if !moves {
            break;
        }
        swap(h, at, parent);
        at = parent;
    }
    Ok(())
}

/// Moves an item to a leaf, and from there to its place.
fn sift_up(vm: &Vm, h: &List, kind: Kind, start: usize) -> Fallible<()> {
    let n = h.items.borrow().len();
    let mut at = start;
    while 2 * at + 1 < n {
        let mut child = 2 * at + 1;
        if child + 1 < n {
            let left = before(vm, kind, &get(vm, h, child)?, &get(vm, h, child + 1)?)?;
            child += usize::from(!left);
            same_size(vm, h, n)?;
        }
        swap(h, at, child);
        at = child;
    }
    sift_down(vm, h, kind, start, at)
}

fn heapify(vm: &Vm, args: &[Slot], name: &str, kind: Kind) -> NativeResult {
    let h = heap(vm, args, name)?;
    let n = h.items.borrow().len();
    for i in (0..n / 2).rev() {
        sift_up(vm, h, kind, i)?;
    }
    done(Value::None)
}

fn push(vm: &Vm, args: &[Slot], name: &str, kind: Kind) -> NativeResult {
    let h = heap(vm, args, name)?;
    h.items.borrow_mut().push(arg(args, 2).clone());
    let last = h.items.borrow().len() - 1;
    sift_down(vm, h, kind, 0, last)?;
    done(Value::None)
}

fn pop(vm: &Vm, args: &[Slot], name: &str, kind: Kind) -> NativeResult {
    let h = heap(vm, args, name)?;
    let Some(last) = h.items.borrow_mut().pop() else { return Err(vm.index_error("index out of range")) };
    if h.items.borrow().is_empty() {
        return done(last);
    }
    let first = std::mem::replace(&mut h.items.borrow_mut()[0], last);
    sift_up(vm, h, kind, 0)?;
    done(first)
}

fn replace(vm: &Vm, args: &[Slot], name: &str, kind: Kind) -> NativeResult {
    let h = heap(vm, args, name)?;
    let first = h.items.borrow_mut().get_mut(0).map(|x| std::mem::replace(x, arg(args, 2).clone()));
    let Some(first) = first else { return Err(vm.index_error("index out of range")) };
    sift_up(vm, h, kind, 0)?;
    done(first)
}

fn push_pop(vm: &Vm, args: &[Slot], name: &str, kind: Kind) -> NativeResult {
    let h = heap(vm, args, name)?;
    let item = arg(args, 2);
    let Some(first) = h.items.borrow().first().cloned() else { return done(item.clone()) };
    if !before(vm, kind, &first, item)? {
        return done(item.clone());
    }
    let first = h.items.borrow_mut().get_mut(0).map(|x| std::mem::replace(x, item.clone()));
    let Some(first) = first else { return Err(vm.index_error("index out of range")) };
    sift_up(vm, h, kind, 0)?;
    done(first)
}
