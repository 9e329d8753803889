//! Method table of `list`. Subscripts are in `subscript.rs`, sorting in `sort.rs`.

use super::fill::extend_then;
use super::{sort, subscript};
use crate::dunder::Dunder;
use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method, static_method};
use crate::protocol::CompareOp;
use crate::types::sequence::{
    bound, class_arg, class_getitem, from_end, keywords_of, one_argument, receiver, reflects, repeat_count,
    repeated, resolve,
};
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{List, walk};
use crate::vm::Vm;
use kaa_heap::Value;
use std::cell::RefCell;

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_arg::<List>(vm, args, &vm.types.list)?;
    done(vm.new_object(class, List { items: RefCell::default() }))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    let keywords = keywords_of(vm, vm.class_of(list.value()), &vm.types.list, Dunder::New);
    let source = one_argument(vm, "list", args, keywords)?;
    let old = std::mem::take(&mut *list.items.borrow_mut());
    drop(old);
    match source {
        Some(s) => extend_then(vm, list, &s, Value::None),
        None => done(Value::None),
    }
}

fn append(vm: &Vm, args: &[Slot]) -> NativeResult {
    receiver::<List>(vm, args)?.items.borrow_mut().push(arg(args, 1).clone());
    done(Value::None)
}

fn extend(vm: &Vm, args: &[Slot]) -> NativeResult {
    extend_then(vm, receiver::<List>(vm, args)?, arg(args, 1), Value::None)
}

fn insert(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    let i = vm.index_clamped(arg(args, 1))?;
    let mut items = list.items.borrow_mut();
    let at = from_end(i, items.len()).min(items.len());
    items.insert(at, arg(args, 2).clone());
    done(Value::None)
}

fn pop(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    let i = match &args[1] {
        Some(v) => vm.index_i64(v)?,
        None => -1,
    };
    let mut items = list.items.borrow_mut();
    if items.is_empty() {
        return Err(vm.index_error("pop from empty list"));
    }
    match resolve(i, items.len()) {
        Some(at) => done(items.remove(at)),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &Vm, args: &[Slot]) -> NativeResult {
    walk::find(vm, arg(args, 0), arg(args, 1), 0..usize::MAX, |vm, list, at| {
        let (Some(i), Some(list)) = (at, list.payload::<List>()) else {
            return Err(vm.value_error("list.remove(x): x not in list"));
        };
        let mut items = list.items.borrow_mut();
        let old = if i < items.len() { Some(items.remove(i)) } else { None };
        drop(items);
        drop(old);
        done(Value::None)
    })
}

fn index(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    let (start, stop) = (bound(vm, &args[2], 0)?, bound(vm, &args[3], i64::MAX)?);
    let len = list.len();
    let range = from_end(start, len)..from_end(stop, len);
    walk::find(vm, arg(args, 0), arg(args, 1), range, |vm, _, at| match at {
        Some(i) => done(vm.new_usize(i)),
        None => Err(vm.value_error("list.index(x): x not in list")),
    })
}

fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    walk::count(vm, arg(args, 0), arg(args, 1))
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    walk::contains(vm, arg(args, 0), arg(args, 1))
}

fn clear(vm: &Vm, args: &[Slot]) -> NativeResult {
    let old = std::mem::take(&mut *receiver::<List>(vm, args)?.items.borrow_mut());
    super::drop_backwards(old);
    done(Value::None)
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_list(receiver::<List>(vm, args)?.to_vec()))
}

fn reverse(vm: &Vm, args: &[Slot]) -> NativeResult {
    receiver::<List>(vm, args)?.items.borrow_mut().reverse();
    done(Value::None)
}

fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(receiver::<List>(vm, args)?.len()))
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_list_iterator(receiver::<List>(vm, args)?))
}

fn reversed(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_list_reverse_iterator(receiver::<List>(vm, args)?))
}

fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(40 + 8 * receiver::<List>(vm, args)?.items.borrow().capacity()))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    if list.is_empty() {
        return done(vm.str_value("[]"));
    }
    match vm.repr_enter(list.value()) {
        Some(guard) => walk::repr(vm, list.value(), "[", "]", guard),
        None => done(vm.str_value("[...]")),
    }
}

fn add(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    let Some(other) = arg(args, 1).payload::<List>() else {
        if reflects(vm, arg(args, 1), Dunder::RAdd) {
            return done(Value::NotImplemented);
        }
        let name = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("can only concatenate list (not \"{name}\") to list")));
    };
    let mut items = Vec::with_capacity(list.len() + other.len());
    items.extend_from_slice(&list.items.borrow());
    items.extend_from_slice(&other.items.borrow());
    done(vm.new_list(items))
}

fn iadd(vm: &Vm, args: &[Slot]) -> NativeResult {
    extend_then(vm, receiver::<List>(vm, args)?, arg(args, 1), arg(args, 0).clone())
}

fn mul(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    match repeat_count(vm, arg(args, 1), Dunder::RMul)? {
        Some(n) => {
            let items = repeated(vm, &list.items.borrow(), n)?;
            done(vm.new_list(items))
        }
        None => done(Value::NotImplemented),
    }
}

fn imul(vm: &Vm, args: &[Slot]) -> NativeResult {
    let list = receiver::<List>(vm, args)?;
    let Some(n) = repeat_count(vm, arg(args, 1), Dunder::RMul)? else { return done(Value::NotImplemented) };
    let items = repeated(vm, &list.items.borrow(), n)?;
    let old = std::mem::replace(&mut *list.items.borrow_mut(), items);
    drop(old);
    done(arg(args, 0).clone())
}

fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    if arg(args, 1).payload::<List>().is_none() {
        return done(Value::NotImplemented);
    }
    walk::compare(vm, op, arg(args, 0), arg(args, 1))
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, "Makes an empty list of this class."),
    method("__init__", "($self, /, *args, **kwargs)", init, "Fills the list from an iterable."),
    method("append", "($self, object, /)", append, "Adds an item at the end."),
    method("extend", "($self, iterable, /)", extend, "Adds all items of an iterable at the end."),
    method("insert", "($self, index, object, /)", insert, "Puts an item before the given index."),
    method(
        "pop",
        "($self, index=-1, /)",
        pop,
        "Takes out the item at an index, the last by default, and returns it.",
    ),
    method("remove", "($self, value, /)", remove, "Takes out the first item that equals the value."),
    method("index", "($self, value, start=0, stop=sys.maxsize, /)", index, "Where the value first stands."),
    method("count", "($self, value, /)", count, "How many items equal the value."),
    method("clear", "($self, /)", clear, "Takes out all items."),
    method("copy", "($self, /)", copy, "A new list of the same items."),
    method("reverse", "($self, /)", reverse, "Turns the order round, in place."),
    method(
        "sort",
        "($self, /, *, key=None, reverse=False)",
        sort::sort,
        "Sorts in place; equal items keep their order.",
    ),
    method("__len__", "($self, /)", len, "len(self)."),
    method("__iter__", "($self, /)", iter, "iter(self)."),
    method("__reversed__", "($self, /)", reversed, "reversed(self)."),
    method("__contains__", "($self, key, /)", contains, "key in self."),
    method("__getitem__", "($self, index, /)", subscript::getitem, "self[index]."),
    method("__setitem__", "($self, key, value, /)", subscript::setitem, "self[key] = value."),
    method("__delitem__", "($self, key, /)", subscript::delitem, "del self[key]."),
    method("__repr__", "($self, /)", repr, "repr(self)."),
    method("__add__", "($self, value, /)", add, "self + value."),
    method("__iadd__", "($self, value, /)", iadd, "self += value."),
    method("__mul__", "($self, value, /)", mul, "self * value."),
    method("__rmul__", "($self, value, /)", mul, "value * self."),
    method("__imul__", "($self, value, /)", imul, "self *= value."),
    method("__lt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "self < value."),
    method("__le__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "self <= value."),
    method("__eq__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "self == value."),
    method("__ne__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "self != value."),
    method("__gt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "self > value."),
    method("__ge__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "self >= value."),
    method("__sizeof__", "($self, /)", sizeof, "Bytes in memory."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "list[object], for annotations."),
];

/// The type `list`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "list",
    doc: "A growable run of items.\n\nWithout argument it is empty; an iterable's items fill it.",
    methods: METHODS,
    flags: flags::SEQUENCE | flags::PLAIN,
    none_dunders: &["__hash__"],
    ..TypeSpec::EMPTY
};
