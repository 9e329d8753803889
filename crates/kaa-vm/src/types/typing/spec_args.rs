//! `P.args` and `P.kwargs` of a `ParamSpec`.

use super::TypeParam;
use crate::flow::{NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use crate::protocol::CompareOp;
use crate::types::sequence::{as_type, receiver};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecPart {
    /// `P.args`.
    Args,
    /// `P.kwargs`.
    Kwargs,
}

/// Payload of both types.
pub struct SpecArgs {
    origin: Value,
    part: SpecPart,
}
kaa_heap::payload!(SpecArgs, trace);

impl SpecArgs {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.origin);
    }
}

pub(super) fn make(vm: &Vm, origin: &Value, part: SpecPart) -> Value {
    let class = match part {
        SpecPart::Args => &vm.types.param_spec_args,
        SpecPart::Kwargs => &vm.types.param_spec_kwargs,
    };
    vm.new_object(class, SpecArgs { origin: origin.clone(), part }).into()
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let a = receiver::<SpecArgs>(vm, args)?;
    let name = match a.origin.payload::<TypeParam>() {
        Some(p) => p.name.clone(),
        None => vm.repr(&a.origin)?,
    };
    let part: &[u8] = if a.part == SpecPart::Args { b".args" } else { b".kwargs" };
    done(vm.new_str_owned([name.as_bytes(), part].concat()))
}

fn equal(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let a = receiver::<SpecArgs>(vm, args)?;
    match arg(args, 1).payload::<SpecArgs>().filter(|b| b.part == a.part) {
        Some(b) => done(Value::bool(vm.eq(&a.origin, &b.origin)? == (op == CompareOp::Eq))),
        None => done(Value::NotImplemented),
    }
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let a = receiver::<SpecArgs>(vm, args)?;
    let h = vm.hash(&a.origin)?;
    done(vm.new_int(kaa_data::hash::not_minus_one(h ^ (a.part as i64 + 1))))
}

fn mro_entries(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = vm.type_name(arg(args, 0));
    Err(vm.type_error(format!("Cannot subclass an instance of {name}")))
}

fn origin(vm: &Vm, v: &Value) -> NativeResult {
    done(as_type::<SpecArgs>(vm, v)?.origin.clone())
}

macro_rules! rows {
    ($part:expr) => {
        &[
            static_method(
                "__new__",
                "($type, origin)",
                |vm, a| done(make(vm, arg(a, 1), $part)),
                "Makes it for a ParamSpec.",
            ),
            method("__repr__", "($self, /)", repr, "repr(self)."),
            method("__eq__", "($self, value, /)", |vm, a| equal(vm, a, CompareOp::Eq), "self == value."),
            method("__ne__", "($self, value, /)", |vm, a| equal(vm, a, CompareOp::Ne), "self != value."),
            method("__hash__", "($self, /)", hash, "hash(self)."),
            method("__mro_entries__", "($self, bases, /)", mro_entries, "Refused."),
        ]
    };
}

static ARGS_METHODS: &[Method] = rows!(SpecPart::Args);
static KWARGS_METHODS: &[Method] = rows!(SpecPart::Kwargs);
static ATTRIBUTES: &[GetSet] = &[getter("__origin__", origin, "The ParamSpec.")];

/// The type `typing.ParamSpecArgs`.
pub static ARGS: TypeSpec = TypeSpec {
    name: "typing.ParamSpecArgs",
    doc: "The positional parameters of a ParamSpec.",
    methods: ARGS_METHODS,
    getset: ATTRIBUTES,
    ..TypeSpec::EMPTY
};

/// The type `typing.ParamSpecKwargs`.
pub static KWARGS: TypeSpec = TypeSpec {
    name: "typing.ParamSpecKwargs",
    doc: "The keyword parameters of a ParamSpec.",
    methods: KWARGS_METHODS,
    getset: ATTRIBUTES,
    ..TypeSpec::EMPTY
};
