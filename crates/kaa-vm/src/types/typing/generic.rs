//! `typing.Generic`, `typing.NoDefault` and the base that `class C[T]` gets.

use super::{call_library, library, unpack_tuples};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method};
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Dict, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// `Generic[params]` for the type parameters of a class statement.
pub(super) fn subscript(vm: &Vm, params: &Value) -> Fallible<Value> {
    let params = unpack_tuples(vm, super::items(params))?;
    call_library(vm, "_GenericAlias", &[vm.types.generic.value().clone(), params.into()])
}

/// The arguments of a method with `*args` and `**kwargs` go on to a function of the library, class first.
fn forward(vm: &Vm, name: &str, args: &[Slot]) -> NativeResult {
    let f = library(vm, name)?;
    let mut all = vec![arg(args, 0).clone()];
    all.extend(args[1].as_ref().and_then(|t| t.payload::<Tuple>()).iter().flat_map(|t| t.iter().cloned()));
    let mut keywords: Vec<(Ref<Str>, Value)> = Vec::new();
    if let Some(d) = args[2].as_ref().and_then(|k| k.payload::<Dict>()) {
        keywords
            .extend(d.entries().into_iter().filter_map(|e| Some((e.key.downcast::<Str>().ok()?, e.value))));
    }
    done(vm.call_kw(&f, &all, &keywords)?)
}

fn class_getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    forward(vm, "_generic_class_getitem", args)
}

fn init_subclass(vm: &Vm, args: &[Slot]) -> NativeResult {
    forward(vm, "_generic_init_subclass", args)
}

static METHODS: &[Method] = &[
    class_method(
        "__class_getitem__",
        "($type, *args, **kwargs)",
        class_getitem,
        "The class with type arguments.",
    ),
    class_method(
        "__init_subclass__",
        "($type, *args, **kwargs)",
        init_subclass,
        "Checks a new subclass's parameters.",
    ),
];

/// The type `typing.Generic`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "typing.Generic",
    doc: "Base of classes with type parameters.",
    methods: METHODS,
    ..TypeSpec::EMPTY
};

fn no_default_repr(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.str_value("typing.NoDefault"))
}

fn no_default_reduce(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.str_value("NoDefault"))
}

static NO_DEFAULT_METHODS: &[Method] = &[
    method("__repr__", "($self, /)", no_default_repr, "repr(self)."),
    method("__reduce__", "($self, /)", no_default_reduce, "The name, under which it is found."),
];

/// The type of `typing.NoDefault`.
pub static NO_DEFAULT: TypeSpec = TypeSpec {
    name: "NoDefaultType",
    doc: "Says that a type parameter has no default.",
    methods: NO_DEFAULT_METHODS,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};
