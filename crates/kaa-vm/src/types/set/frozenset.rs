//! Method table of `frozenset`.

use super::Set;
use super::fill::fill_then;
use super::methods::{self as m, set_methods};
use crate::dunder::Dunder;
use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method, static_method};
use crate::protocol::CompareOp;
use crate::types::sequence::{class_arg, class_getitem, keywords_of, one_argument, receiver};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let base = &vm.types.frozenset;
    let class = class_arg::<Set>(vm, args, base)?;
    let source = one_argument(vm, "frozenset", args, keywords_of(vm, class, base, Dunder::Init))?;
    if let Some(s) = &source
        && class.is(base)
        && vm.is_exact(s, base)
    {
        return done(s.clone());
    }
    let set = vm.new_object(class, Set::new());
    match source {
        Some(s) => fill_then(vm, &set, &s, set.value().clone()),
        None => done(set),
    }
}

/// A frozenset is its own copy, a subclass's instance is not.
fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    if vm.is_exact(arg(args, 0), &vm.types.frozenset) {
        return done(arg(args, 0).clone());
    }
    m::copy(vm, args)
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = receiver::<Set>(vm, args)?;
    let h =
        s.hash.get().unwrap_or_else(|| kaa_data::hash::frozenset(s.table.borrow().iter().map(|(h, _)| h)));
    s.hash.set(Some(h));
    done(vm.new_int(h))
}

static METHODS: &[Method] = set_methods![
    static_method("__new__", "($type, *args, **kwargs)", new, "Makes a frozenset of an iterable's items."),
    method("__hash__", "($self, /)", hash, "hash(self)."),
    method("copy", "($self, /)", copy, "The set itself."),
];

/// The type `frozenset`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "frozenset",
    doc: "A set that never changes.",
    methods: METHODS,
    flags: crate::types::type_object::flags::WEAKREF | crate::types::type_object::flags::PLAIN,
    ..TypeSpec::EMPTY
};
