//! Method table of `set`, and the methods that it shares with `frozenset`.

use super::fill::fill_then;
use super::ops::{as_set, to_set, with_lookup};
use super::{Set, hash_item};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method, static_method};
use crate::protocol::CompareOp;
use crate::types::sequence::{Keywords, class_arg, class_getitem, one_argument, receiver};
use crate::types::type_object::TypeSpec;
use crate::types::{Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// `set` or `frozenset`: what results of operations are, whatever subclass the operands have.
fn base_class(vm: &Vm, v: &Ref<Set>) -> Ref<Type> {
    let frozen = vm.is_instance_of(v.value(), &vm.types.frozenset);
    if frozen { vm.types.frozenset.clone() } else { vm.types.set.clone() }
}

fn fresh(vm: &Vm, like: &Ref<Set>) -> Ref<Set> {
    vm.new_object(&base_class(vm, like), Set::new())
}

fn copy_of(vm: &Vm, s: &Ref<Set>) -> Fallible<Ref<Set>> {
    let result = fresh(vm, s);
    result.update_from(vm, s.value())?;
    Ok(result)
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Set>> {
    receiver::<Set>(vm, args)
}

/// The values of `*others` in slot 1.
fn others(args: &[Slot]) -> &[Value] {
    args[1].as_ref().and_then(|t| t.payload::<Tuple>()).map_or(&[], |t| &t[..])
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_arg::<Set>(vm, args, &vm.types.set)?;
    done(vm.new_object(class, Set::new()))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let source = one_argument(vm, "set", args, Keywords::Refused)?;
    let old = s.table.borrow_mut().take_all();
    drop(old);
    match source {
        Some(source) => fill_then(vm, s, &source, Value::None),
        None => done(Value::None),
    }
}

fn add(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, args)?.add(vm, arg(args, 1).clone())?;
    done(Value::None)
}

fn discard(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    with_lookup(vm, arg(args, 1), |v| s.discard(vm, v))?;
    done(Value::None)
}

fn remove(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    if with_lookup(vm, arg(args, 1), |v| s.discard(vm, v))? {
        return done(Value::None);
    }
    Err(vm.key_error(arg(args, 1)))
}

fn pop(vm: &Vm, args: &[Slot]) -> NativeResult {
    let item = this(vm, args)?.table.borrow_mut().pop();
    match item {
        Some(v) => done(v),
        None => Err(vm.key_error(&vm.str_value("pop from an empty set"))),
    }
}

fn clear(vm: &Vm, args: &[Slot]) -> NativeResult {
    let old = this(vm, args)?.table.borrow_mut().take_all();
    drop(old);
    done(Value::None)
}

pub(super) fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(copy_of(vm, this(vm, args)?)?)
}

pub(super) fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(this(vm, args)?.len()))
}

pub(super) fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_set_iterator(this(vm, args)?))
}

pub(super) fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    done(Value::bool(with_lookup(vm, arg(args, 1), |v| {
        let hash = hash_item(vm, v)?;
        Ok(s.find(vm, v, hash)?.is_some())
    })?))
}

pub(super) fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.check_native_stack()?;
    let s = this(vm, args)?;
    let name = vm.type_name(s.value());
    if s.is_empty() {
        return done(vm.str_value(&format!("{name}()")));
    }
    let Some(guard) = vm.repr_enter(s.value()) else { return done(vm.str_value(&format!("{name}(...)"))) };
    let plain = vm.is_exact(s.value(), &vm.types.set);
    let (open, close) = if plain { ("{".to_string(), "}") } else { (format!("{name}({{"), "})") };
    let items = vm.new_tuple(s.to_vec());
    crate::types::walk::repr(vm, items.value(), &open, close, guard)
}

pub(super) fn union(vm: &Vm, args: &[Slot]) -> NativeResult {
    let result = copy_of(vm, this(vm, args)?)?;
    for o in others(args) {
        result.update_from(vm, o)?;
    }
    done(result)
}

pub(super) fn intersection(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(intersected(vm, this(vm, args)?, others(args))?)
}

fn intersected(vm: &Vm, s: &Ref<Set>, others: &[Value]) -> Fallible<Ref<Set>> {
    let Some((first, rest)) = others.split_first() else { return copy_of(vm, s) };
    let mut result = fresh(vm, s);
    s.intersect_into(vm, first, &result)?;
    for o in rest {
        let next = fresh(vm, s);
        result.intersect_into(vm, o, &next)?;
        result = next;
    }
    Ok(result)
}

pub(super) fn difference(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let Some((first, rest)) = others(args).split_first() else { return done(copy_of(vm, s)?) };
    let result = fresh(vm, s);
    s.subtract_into(vm, first, &result)?;
    for o in rest {
        result.difference_update(vm, o)?;
    }
    done(result)
}

pub(super) fn symmetric_difference(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(symmetric(vm, this(vm, args)?, arg(args, 1))?)
}

fn symmetric(vm: &Vm, s: &Ref<Set>, other: &Value) -> Fallible<Ref<Set>> {
    let result = fresh(vm, s);
    result.update_from(vm, other)?;
    result.symmetric_update(vm, s.value())?;
    Ok(result)
}

fn update(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let Some((last, before)) = others(args).split_last() else { return done(Value::None) };
    for o in before {
        s.update_from(vm, o)?;
    }
    fill_then(vm, s, last, Value::None)
}

fn intersection_update(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    s.take_from(&*intersected(vm, s, others(args))?);
    done(Value::None)
}

fn difference_update(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    for o in others(args) {
        s.difference_update(vm, o)?;
    }
    done(Value::None)
}

fn symmetric_difference_update(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, args)?.symmetric_update(vm, arg(args, 1))?;
    done(Value::None)
}

pub(super) fn issubset(vm: &Vm, args: &[Slot]) -> NativeResult {
    let other = to_set(vm, arg(args, 1))?;
    done(Value::bool(this(vm, args)?.is_subset(vm, &other)?))
}

pub(super) fn issuperset(vm: &Vm, args: &[Slot]) -> NativeResult {
    let other = to_set(vm, arg(args, 1))?;
    done(Value::bool(other.is_subset(vm, this(vm, args)?)?))
}

pub(super) fn isdisjoint(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(this(vm, args)?.is_disjoint(vm, arg(args, 1))?))
}

/// What an operator does with two sets; NotImplemented when one is none.
pub(super) type Operation = fn(&Vm, &Ref<Set>, &Ref<Set>) -> NativeResult;

pub(super) fn operate(vm: &Vm, a: &Value, b: &Value, f: Operation) -> NativeResult {
    match (as_set(a), as_set(b)) {
        (Some(a), Some(b)) => f(vm, a, b),
        _ => done(Value::NotImplemented),
    }
}

pub(super) const OR: Operation = |vm, a, b| {
    let result = copy_of(vm, a)?;
    result.update_from(vm, b.value())?;
    done(result)
};
pub(super) const AND: Operation = |vm, a, b| done(intersected(vm, a, std::slice::from_ref(b.value()))?);
pub(super) const SUB: Operation = |vm, a, b| {
    let result = fresh(vm, a);
    a.subtract_into(vm, b.value(), &result)?;
    done(result)
};
pub(super) const XOR: Operation = |vm, a, b| done(symmetric(vm, a, b.value())?);

const IOR: Operation = |vm, a, b| {
    a.update_from(vm, b.value())?;
    done(a.clone())
};
const IAND: Operation = |vm, a, b| {
    a.take_from(&*intersected(vm, a, std::slice::from_ref(b.value()))?);
    done(a.clone())
};
const ISUB: Operation = |vm, a, b| {
    a.difference_update(vm, b.value())?;
    done(a.clone())
};
const IXOR: Operation = |vm, a, b| {
    a.symmetric_update(vm, b.value())?;
    done(a.clone())
};

pub(super) fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let a = this(vm, args)?;
    let Some(b) = as_set(arg(args, 1)) else { return done(Value::NotImplemented) };
    let (la, lb) = (a.len(), b.len());
    let held = match op {
        CompareOp::Eq | CompareOp::Ne => {
            let hashes_differ = matches!((a.hash.get(), b.hash.get()), (Some(x), Some(y)) if x != y);
            let equal = la == lb && !hashes_differ && a.is_subset(vm, b)?;
            equal == (op == CompareOp::Eq)
        }
        CompareOp::Lt => la < lb && a.is_subset(vm, b)?,
        CompareOp::Le => a.is_subset(vm, b)?,
        CompareOp::Gt => la > lb && b.is_subset(vm, a)?,
        CompareOp::Ge => b.is_subset(vm, a)?,
    };
    done(Value::bool(held))
}

pub(super) fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let items = vm.new_tuple(vec![vm.new_list(s.to_vec()).into()]);
    let state = vm.get_attr_opt(s.value(), &vm.names.__dict__)?.unwrap_or(Value::None);
    done(vm.new_tuple(vec![vm.class_ref(s.value()).into(), items.into(), state]))
}

pub(super) fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(200 + 16 * this(vm, args)?.len()))
}

/// The rows that `set` and `frozenset` have in common, then those given.
macro_rules! set_methods {
    ($($more:expr,)*) => {
        &[
            method("__len__", "($self, /)", m::len, "len(self)."),
            method("__iter__", "($self, /)", m::iter, "iter(self)."),
            method("__contains__", "($self, object, /)", m::contains, "object in self."),
            method("__repr__", "($self, /)", m::repr, "repr(self)."),
            method("union", "($self, /, *others)", m::union, "What is in any."),
            method("intersection", "($self, /, *others)", m::intersection, "What is in all."),
            method("difference", "($self, /, *others)", m::difference, "What only this one has."),
            method("symmetric_difference", "($self, other, /)", m::symmetric_difference, "What exactly one of both has."),
            method("issubset", "($self, other, /)", m::issubset, "Has the other every item of this?"),
            method("issuperset", "($self, other, /)", m::issuperset, "Has this every item of the other?"),
            method("isdisjoint", "($self, other, /)", m::isdisjoint, "Have they no item in common?"),
            method("__or__", "($self, value, /)", |vm, a| m::operate(vm, arg(a, 0), arg(a, 1), m::OR), "self | value."),
            method("__ror__", "($self, value, /)", |vm, a| m::operate(vm, arg(a, 1), arg(a, 0), m::OR), "value | self."),
            method("__and__", "($self, value, /)", |vm, a| m::operate(vm, arg(a, 0), arg(a, 1), m::AND), "self & value."),
            method("__rand__", "($self, value, /)", |vm, a| m::operate(vm, arg(a, 1), arg(a, 0), m::AND), "value & self."),
            method("__sub__", "($self, value, /)", |vm, a| m::operate(vm, arg(a, 0), arg(a, 1), m::SUB), "self - value."),
            method("__rsub__", "($self, value, /)", |vm, a| m::operate(vm, arg(a, 1), arg(a, 0), m::SUB), "value - self."),
            method("__xor__", "($self, value, /)", |vm, a| m::operate(vm, arg(a, 0), arg(a, 1), m::XOR), "self ^ value."),
            method("__rxor__", "($self, value, /)", |vm, a| m::operate(vm, arg(a, 1), arg(a, 0), m::XOR), "value ^ self."),
            method("__lt__", "($self, value, /)", |vm, a| m::compare(vm, a, CompareOp::Lt), "self < value."),
            method("__le__", "($self, value, /)", |vm, a| m::compare(vm, a, CompareOp::Le), "self <= value."),
            method("__eq__", "($self, value, /)", |vm, a| m::compare(vm, a, CompareOp::Eq), "self == value."),
            method("__ne__", "($self, value, /)", |vm, a| m::compare(vm, a, CompareOp::Ne), "self != value."),
            method("__gt__", "($self, value, /)", |vm, a| m::compare(vm, a, CompareOp::Gt), "self > value."),
            method("__ge__", "($self, value, /)", |vm, a| m::compare(vm, a, CompareOp::Ge), "self >= value."),
            method("__reduce__", "($self, /)", m::reduce, "State for pickling."),
            method("__sizeof__", "($self, /)", m::sizeof, "Bytes in memory."),
            class_method("__class_getitem__", "($type, object, /)", class_getitem, "For annotations."),
            $($more,)*
        ]
    };
}
pub(super) use set_methods;

use self as m;

static METHODS: &[Method] = set_methods![
    static_method("__new__", "($type, *args, **kwargs)", new, "Makes an empty set of this class."),
    method("__init__", "($self, /, *args, **kwargs)", init, "Fills the set from an iterable."),
    method("add", "($self, object, /)", add, "Adds an item."),
    method("discard", "($self, object, /)", discard, "Takes an item out, if it is in."),
    method("remove", "($self, object, /)", remove, "Takes an item out; KeyError if it is not in."),
    method("pop", "($self, /)", pop, "Takes some item out and returns it."),
    method("clear", "($self, /)", clear, "Takes out all items."),
    method("copy", "($self, /)", copy, "A set of the same items."),
    method("update", "($self, /, *others)", update, "Adds all items of the others."),
    method("intersection_update", "($self, /, *others)", intersection_update, "Keeps what is in all."),
    method(
        "difference_update",
        "($self, /, *others)",
        difference_update,
        "Takes out all items of the others."
    ),
    method(
        "symmetric_difference_update",
        "($self, other, /)",
        symmetric_difference_update,
        "Keeps what exactly one has."
    ),
    method("__ior__", "($self, value, /)", |vm, a| operate(vm, arg(a, 0), arg(a, 1), IOR), "self |= value."),
    method(
        "__iand__",
        "($self, value, /)",
        |vm, a| operate(vm, arg(a, 0), arg(a, 1), IAND),
        "self &= value."
    ),
    method(
        "__isub__",
        "($self, value, /)",
        |vm, a| operate(vm, arg(a, 0), arg(a, 1), ISUB),
        "self -= value."
    ),
    method(
        "__ixor__",
        "($self, value, /)",
        |vm, a| operate(vm, arg(a, 0), arg(a, 1), IXOR),
        "self ^= value."
    ),
];

/// The type `set`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "set",
    doc: "Items without order and without doubles.",
    methods: METHODS,
    none_dunders: &["__hash__"],
    flags: crate::types::type_object::flags::WEAKREF | crate::types::type_object::flags::PLAIN,
    ..TypeSpec::EMPTY
};
