//! `TypeVar`, `ParamSpec`, `TypeVarTuple`: one payload with a kind. Bounds, constraints and defaults written in brackets are
//! computed when first asked for. The method tables are in `param_methods.rs`.

use super::{evaluate, no_default};
use crate::flow::Fallible;
use crate::types::{Str, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::RefCell;

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// `T`.
    TypeVar,
    /// `**P`.
    ParamSpec,
    /// `*Ts`.
    TypeVarTuple,
}

impl ParamKind {
    pub(super) fn class(self, vm: &Vm) -> &Ref<Type> {
        match self {
            ParamKind::TypeVar => &vm.types.type_var,
            ParamKind::ParamSpec => &vm.types.param_spec,
            ParamKind::TypeVarTuple => &vm.types.type_var_tuple,
        }
    }
}

/// How a parameter's uses may vary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variance {
    /// Neither.
    Invariant,
    /// `covariant=True`.
    Covariant,
    /// `contravariant=True`.
    Contravariant,
    /// To be found by the type checker.
    Inferred,
}

/// A value that may still have to be computed.
#[derive(Clone, Default)]
pub struct Lazy {
    /// The value, once known.
    pub value: Option<Value>,
    /// The function that computes it.
    pub evaluate: Option<Value>,
}

impl Lazy {
    pub(super) fn known(value: Option<Value>) -> Lazy {
        Lazy { value, evaluate: None }
    }
    pub(super) fn later(f: Value) -> Lazy {
        Lazy { value: None, evaluate: Some(f) }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.value);
        t.option(&self.evaluate);
    }
}

/// The value in a lazy cell, computed now if need be.
pub(super) fn force(vm: &Vm, cell: &RefCell<Lazy>) -> Fallible<Option<Value>> {
    let lazy = cell.borrow().clone();
    match (lazy.value, lazy.evaluate) {
        (None, Some(f)) => {
            let v = evaluate(vm, &f)?;
            cell.borrow_mut().value = Some(v.clone());
            Ok(Some(v))
        }
        (v, _) => Ok(v),
    }
}

/// Payload of the three types.
pub struct TypeParam {
    /// Which of them.
    pub kind: ParamKind,
    /// `__name__`.
    pub name: Ref<Str>,
    /// `__bound__`.
    pub bound: RefCell<Lazy>,
    /// `__constraints__`: a tuple.
    pub constraints: RefCell<Lazy>,
    /// `__default__`.
    pub default: RefCell<Lazy>,
    /// Variance.
    pub variance: Variance,
    /// `__module__`, when made by a call.
    pub module: Option<Value>,
}
kaa_heap::payload!(TypeParam, trace, clear);

impl TypeParam {
    pub(super) fn new(kind: ParamKind, name: Ref<Str>, variance: Variance) -> TypeParam {
        TypeParam {
            kind,
            name,
            bound: RefCell::default(),
            constraints: RefCell::default(),
            default: RefCell::default(),
            variance,
            module: None,
        }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        for cell in [&self.bound, &self.constraints, &self.default] {
            cell.borrow().trace(t);
        }
        t.option(&self.module);
    }
    fn clear(&self) {
        for cell in [&self.bound, &self.constraints, &self.default] {
            let old = cell.take();
            drop(old);
        }
    }
    /// The default is what this function will compute.
    pub fn set_default_later(&self, f: Value) {
        let old = self.default.replace(Lazy::later(f));
        drop(old);
    }
    /// `__default__`.
    pub fn default_value(&self, vm: &Vm) -> Fallible<Value> {
        Ok(force(vm, &self.default)?.unwrap_or_else(|| no_default(vm)))
    }
}

fn make(vm: &Vm, p: TypeParam) -> Value {
    vm.new_object(p.kind.class(vm), p).into()
}

fn named(vm: &Vm, kind: ParamKind, name: &Value) -> TypeParam {
    let text = name.as_ref::<Str>().cloned().unwrap_or_else(|| vm.intern(""));
    TypeParam::new(kind, text, Variance::Inferred)
}

/// A parameter written in brackets: its name is all there is.
pub(super) fn from_syntax(vm: &Vm, kind: ParamKind, name: Value) -> Value {
    make(vm, named(vm, kind, &name))
}

/// `T: bound`.
pub(super) fn bounded(vm: &Vm, name: Value, evaluate: Value) -> Value {
    let p = named(vm, ParamKind::TypeVar, &name);
    p.bound.replace(Lazy::later(evaluate));
    make(vm, p)
}

/// `T: (a, b)`.
pub(super) fn constrained(vm: &Vm, name: Value, evaluate: Value) -> Value {
    let p = named(vm, ParamKind::TypeVar, &name);
    p.constraints.replace(Lazy::later(evaluate));
    make(vm, p)
}
