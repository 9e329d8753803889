//! Keys that compare by a function of two arguments.

use crate::helpers::{class_named, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::{Flow, done};
use kaa_vm::native::{GetSet, Method, Slot, arg, getset, method};
use kaa_vm::protocol::CompareOp;
use kaa_vm::types::iterators::inner_call;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::RefCell;

/// Payload of keys; the key function is one without object.
pub(super) struct Key {
    compare: Value,
    object: RefCell<Option<Value>>,
}
kaa_heap::payload!(Key, trace);

impl Key {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.compare);
        t.option(&self.object.borrow());
    }
}

macro_rules! compared {
    ($op:expr) => {
        |vm, args| compared(vm, args, $op)
    };
}

static METHODS: &[Method] = &[
    method("__call__", "($self, /, obj)", call, "The key of an object."),
    method("__lt__", "($self, value, /)", compared!(CompareOp::Lt), "Return self<value."),
    method("__le__", "($self, value, /)", compared!(CompareOp::Le), "Return self<=value."),
    method("__eq__", "($self, value, /)", compared!(CompareOp::Eq), "Return self==value."),
    method("__ne__", "($self, value, /)", compared!(CompareOp::Ne), "Return self!=value."),
    method("__gt__", "($self, value, /)", compared!(CompareOp::Gt), "Return self>value."),
    method("__ge__", "($self, value, /)", compared!(CompareOp::Ge), "Return self>=value."),
];
static ATTRIBUTES: &[GetSet] = &[getset(
    "obj",
    |vm, v| {
        let object = as_type::<Key>(vm, v)?.object.borrow().clone();
        done(object.unwrap_or(Value::None))
    },
    |vm, v, new| {
        let old = as_type::<Key>(vm, v)?.object.replace(new.cloned());
        drop(old);
        Ok(())
    },
    "Value wrapped by a key function.",
)];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "functools.KeyWrapper",
    methods: METHODS,
    getset: ATTRIBUTES,
    none_dunders: &["__hash__"],
    flags: flags::NO_INSTANTIATION | ClassFlags::GC,
    resume: Some(resume),
    ..TypeSpec::EMPTY
};

fn new_key(vm: &Vm, compare: Value, object: Option<Value>) -> NativeResult {
    match class_named(vm, "functools.KeyWrapper") {
        Some(class) => done(vm.new_object(&class, Key { compare, object: RefCell::new(object) })),
        None => Err(vm.system_error("the module _functools is not there")),
    }
}

pub(super) fn cmp_to_key(vm: &Vm, args: &[Slot]) -> NativeResult {
    new_key(vm, arg(args, 1).clone(), None)
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let key = as_type::<Key>(vm, arg(args, 0))?;
    new_key(vm, key.compare.clone(), given(args, 1).cloned())
}

fn compared(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let me = arg(args, 0);
    let key = as_type::<Key>(vm, me)?;
    let Some(other) = arg(args, 1).payload::<Key>() else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let (Some(a), Some(b)) = (key.object.borrow().clone(), other.object.borrow().clone()) else {
        return Err(vm.attribute_error_text("object"));
    };
    let saved = || vec![me.clone(), vm.new_int(op as i64)];
    match inner_call(vm, &key.compare, vec![a, b], saved)? {
        None => Ok(Flow::Pushed),
        Some(answer) => done(judge(vm, op, &answer)?),
    }
}

fn judge(vm: &Vm, op: CompareOp, answer: &Value) -> Fallible<Value> {
    vm.compare(op, answer, &vm.new_int(0))
}

fn resume(vm: &Vm, _v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let answer = arrived?;
    let op = state.first().and_then(kaa_vm::types::int::as_i64).unwrap_or(0);
    judge(vm, CompareOp::from_number(op as u32), &answer).map(Next::Item)
}
