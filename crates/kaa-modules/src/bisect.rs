//! The module `_bisect`: places in sorted sequences.

use crate::helpers::{given, some};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::protocol::CompareOp;
use kaa_vm::types::{List, Module};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

/// Before or behind items that are equal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

const SIGNATURE: &str = "($module, /, a, x, lo=0, hi=None, *, key=None)";
const ROWS: &[Method] = &[
    function("bisect_left", SIGNATURE, |vm, a| find(vm, a, Side::Left), "The place before equal items."),
    function("bisect_right", SIGNATURE, |vm, a| find(vm, a, Side::Right), "The place behind equal items."),
    function("insort_left", SIGNATURE, |vm, a| insert(vm, a, Side::Left), "Inserts before equal items."),
    function("insort_right", SIGNATURE, |vm, a| insert(vm, a, Side::Right), "Inserts behind equal items."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_bisect", Some("Places in sorted sequences."));
    vm.add_functions(&module, ROWS);
    Ok(module)
}

fn place(vm: &Vm, args: &[Slot], x: &Value, side: Side) -> Fallible<i64> {
    let a = arg(args, 1);
    let mut low = given(args, 3).map_or(Ok(0), |v| vm.index_i64(v))?;
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut high = match some(args, 4) {
        Some(v) => vm.index_i64(v)?,
        None => i64::try_from(vm.len(a)?).unwrap_or(i64::MAX),
    };
    let key = some(args, 5);
    while low < high {
        let middle = low + (high - low) / 2;
        let fast = a.payload::<List>().filter(|_| vm.is_exact(a, &vm.types.list));
        let item = match fast.and_then(|l| l.items.borrow().get(middle as usize).cloned()) {
            Some(item) => item,
            None => vm.get_item(a, &vm.new_int(middle))?,
        };
        let item = match key {
            Some(f) => vm.call(f, &[item])?,
            None => item,
        };
        let right = match side {
            Side::Left => vm.compare_bool(CompareOp::Lt, &item, x)?,
            Side::Right => !vm.compare_bool(CompareOp::Lt, x, &item)?,
        };
        if right {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn find(vm: &Vm, args: &[Slot], side: Side) -> NativeResult {
    done(vm.new_int(place(vm, args, arg(args, 2), side)?))
}

fn insert(vm: &Vm, args: &[Slot], side: Side) -> NativeResult {
    let (a, x) = (arg(args, 1), arg(args, 2));
    let compared = match some(args, 5) {
        Some(key) => vm.call(key, std::slice::from_ref(x))?,
        None => x.clone(),
    };
    let at = place(vm, args, &compared, side)?;
    vm.call_method(a, "insert", &[vm.new_int(at), x.clone()])?;
    done(Value::None)
}
