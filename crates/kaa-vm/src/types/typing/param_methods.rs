//! Method tables of `TypeVar`, `ParamSpec` and `TypeVarTuple`.

use super::param::{Lazy, ParamKind, TypeParam, Variance, force};
use super::spec_args::SpecPart;
use super::{call_library, caller_module, items, name_of, no_default, unpacked};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use crate::protocol::BinaryOp;
use crate::types::Str;
use crate::types::sequence::{as_type, receiver};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn truth(vm: &Vm, slot: &Slot) -> Fallible<bool> {
    slot.as_ref().map_or(Ok(false), |v| vm.is_true(v))
}

/// The variance that three keyword arguments ask for.
fn variance(vm: &Vm, slots: &[Slot]) -> Fallible<Variance> {
    let [co, contra, infer] = slots else { return Ok(Variance::Invariant) };
    match (truth(vm, co)?, truth(vm, contra)?, truth(vm, infer)?) {
        (true, true, _) => Err(vm.value_error("Bivariant types are not supported.")),
        (true, _, true) | (_, true, true) => {
            Err(vm.value_error("Variance cannot be specified with infer_variance."))
        }
        (true, false, false) => Ok(Variance::Covariant),
        (false, true, false) => Ok(Variance::Contravariant),
        (false, false, true) => Ok(Variance::Inferred),
        (false, false, false) => Ok(Variance::Invariant),
    }
}

fn default_of(vm: &Vm, slot: &Slot) -> Lazy {
    Lazy::known(slot.clone().filter(|d| !d.is(&no_default(vm))))
}

/// A bound as the library checks it: None stays None.
fn checked_bound(vm: &Vm, slot: &Slot) -> Fallible<Option<Value>> {
    match slot.as_ref().filter(|b| !b.is_none()) {
        None => Ok(None),
        Some(b) => {
            let message = vm.str_value("Bound must be a type.");
            call_library(vm, "_type_check", &[b.clone(), message]).map(Some)
        }
    }
}

fn finish(vm: &Vm, mut p: TypeParam, default: &Slot) -> NativeResult {
    p.default.replace(default_of(vm, default));
    p.module = caller_module(vm);
    done(vm.new_object(p.kind.class(vm), p))
}

fn new_type_var(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = name_of(vm, arg(args, 1), "typevar")?;
    let constraints = args[2].clone().unwrap_or(Value::None);
    let variance = variance(vm, &args[5..8])?;
    let bound = checked_bound(vm, &args[3])?;
    match items(&constraints).len() {
        1 => return Err(vm.type_error("A single constraint is not allowed")),
        n if n > 1 && bound.is_some() => {
            return Err(vm.type_error("Constraints cannot be combined with bound=..."));
        }
        _ => {}
    }
    let p = TypeParam::new(ParamKind::TypeVar, name, variance);
    p.bound.replace(Lazy::known(bound));
    p.constraints.replace(Lazy::known(Some(constraints)));
    finish(vm, p, &args[4])
}

fn new_param_spec(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = name_of(vm, arg(args, 1), "paramspec")?;
    let p = TypeParam::new(ParamKind::ParamSpec, name, variance(vm, &args[4..7])?);
    p.bound.replace(Lazy::known(checked_bound(vm, &args[2])?));
    finish(vm, p, &args[3])
}

fn new_type_var_tuple(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = name_of(vm, arg(args, 1), "typevartuple")?;
    finish(vm, TypeParam::new(ParamKind::TypeVarTuple, name, Variance::Invariant), &args[2])
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<TypeParam>> {
    receiver::<TypeParam>(vm, args)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let sign: &[u8] = match p.variance {
        _ if p.kind == ParamKind::TypeVarTuple => b"",
        Variance::Inferred => b"",
        Variance::Covariant => b"+",
        Variance::Contravariant => b"-",
        Variance::Invariant => b"~",
    };
    done(vm.new_str_owned([sign, p.name.as_bytes()].concat()))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(this(vm, args)?.name.clone())
}

fn has_default(vm: &Vm, args: &[Slot]) -> NativeResult {
    let lazy = this(vm, args)?.default.borrow().clone();
    done(Value::bool(lazy.value.is_some() || lazy.evaluate.is_some()))
}

fn mro_entries(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = vm.type_name(this(vm, args)?.value());
    Err(vm.type_error(format!("Cannot subclass an instance of {name}")))
}

fn subst(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let function = match p.kind {
        ParamKind::TypeVar => "_typevar_subst",
        ParamKind::ParamSpec => "_paramspec_subst",
        ParamKind::TypeVarTuple => {
            return Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"));
        }
    };
    done(call_library(vm, function, &[p.value().clone(), arg(args, 1).clone()])?)
}

fn prepare_subst(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let function = match p.kind {
        ParamKind::TypeVar => return prepare_type_var(vm, p, arg(args, 1), arg(args, 2)),
        ParamKind::ParamSpec => "_paramspec_prepare_subst",
        ParamKind::TypeVarTuple => "_typevartuple_prepare_subst",
    };
    done(call_library(vm, function, &[p.value().clone(), arg(args, 1).clone(), arg(args, 2).clone()])?)
}

/// A missing last argument is the parameter's default. The arguments are any sequence: the library gives lists.
fn prepare_type_var(vm: &Vm, p: &Ref<TypeParam>, alias: &Value, given: &Value) -> NativeResult {
    let params = vm.get_attr(alias, &vm.names.__parameters__)?;
    let n = vm.len(given)?;
    let Some(index) = vm.collect(&params)?.iter().position(|q| q.is(p.value())) else {
        return Err(vm.value_error("sequence.index(x): x not in sequence"));
    };
    if index < n {
        return done(given.clone());
    }
    let default = p.default_value(vm)?;
    if index == n && !default.is(&no_default(vm)) {
        let more = vm.new_tuple(vec![default]);
        return done(vm.binary(BinaryOp::Add, given, more.value())?);
    }
    let text = vm.repr(alias)?;
    let (text, least) = (text.to_string_lossy(), index + 1);
    Err(vm.type_error(format!("Too few arguments for {text}; actual {n}, expected at least {least}")))
}

fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    union(vm, arg(args, 0), arg(args, 1))
}

fn ror(vm: &Vm, args: &[Slot]) -> NativeResult {
    union(vm, arg(args, 1), arg(args, 0))
}

/// A union of whatever stands beside a type parameter; a `str` is a forward reference.
pub(super) fn union(vm: &Vm, a: &Value, b: &Value) -> NativeResult {
    let member = |v: &Value| match v.payload::<Str>() {
        Some(_) => call_library(vm, "_make_forward_ref", std::slice::from_ref(v)),
        None => Ok(v.clone()),
    };
    done(crate::types::union_type::union_of_all(vm, &[member(a)?, member(b)?])?)
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let one = unpacked(vm, this(vm, args)?.value())?;
    done(vm.iter(vm.new_tuple(vec![one]).value())?)
}

fn at<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<TypeParam>> {
    as_type::<TypeParam>(vm, v)
}

fn name(vm: &Vm, v: &Value) -> NativeResult {
    done(at(vm, v)?.name.clone())
}

fn bound(vm: &Vm, v: &Value) -> NativeResult {
    done(force(vm, &at(vm, v)?.bound)?.unwrap_or(Value::None))
}

fn constraints(vm: &Vm, v: &Value) -> NativeResult {
    done(
        force(vm, &at(vm, v)?.constraints)?
            .filter(|c| !c.is_none())
            .unwrap_or_else(|| vm.new_tuple(vec![]).into()),
    )
}

fn default(vm: &Vm, v: &Value) -> NativeResult {
    done(at(vm, v)?.default_value(vm)?)
}

fn evaluator(cell: &std::cell::RefCell<Lazy>, vm: &Vm) -> Value {
    let lazy = cell.borrow().clone();
    match (lazy.evaluate, lazy.value) {
        (Some(f), _) => f,
        (None, Some(v)) if !v.is_none() => super::alias::constant_evaluator(vm, v),
        _ => Value::None,
    }
}

fn evaluate_bound(vm: &Vm, v: &Value) -> NativeResult {
    done(evaluator(&at(vm, v)?.bound, vm))
}

fn evaluate_constraints(vm: &Vm, v: &Value) -> NativeResult {
    done(evaluator(&at(vm, v)?.constraints, vm))
}

fn evaluate_default(vm: &Vm, v: &Value) -> NativeResult {
    done(evaluator(&at(vm, v)?.default, vm))
}

fn is_variance(vm: &Vm, v: &Value, wanted: Variance) -> NativeResult {
    done(Value::bool(at(vm, v)?.variance == wanted))
}

fn spec_args(vm: &Vm, v: &Value) -> NativeResult {
    done(super::spec_args::make(vm, v, SpecPart::Args))
}

fn spec_kwargs(vm: &Vm, v: &Value) -> NativeResult {
    done(super::spec_args::make(vm, v, SpecPart::Kwargs))
}

/// `__module__` is the instance's own; the class has another.
pub(super) fn getattro(vm: &Vm, v: &Value, name: &Ref<Str>) -> NativeResult {
    let module = match (v.payload::<TypeParam>(), v.payload::<super::TypeAlias>()) {
        _ if !name.is(&vm.names.__module__) => None,
        (Some(p), _) => p.module.clone(),
        (_, Some(a)) => a.module.clone(),
        _ => None,
    };
    match module {
        Some(m) => done(m),
        None => vm.generic_get(v, name),
    }
}

macro_rules! common_methods {
    ($($more:expr,)*) => {
        &[
            method("__repr__", "($self, /)", repr, "repr(self)."),
            method("__reduce__", "($self, /)", reduce, "The name, under which it is found."),
            method("has_default", "($self, /)", has_default, "Has it a default?"),
            method("__mro_entries__", "($self, bases, /)", mro_entries, "Refused."),
            method("__typing_subst__", "($self, arg, /)", subst, "What stands in its place."),
            method("__typing_prepare_subst__", "($self, alias, args, /)", prepare_subst, "Prepares substitution."),
            $($more,)*
        ]
    };
}

static TYPE_VAR_METHODS: &[Method] = common_methods![
    static_method(
        "__new__",
        "($type, name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
        new_type_var,
        "Makes a type variable."
    ),
    method("__or__", "($self, value, /)", or, "self | value."),
    method("__ror__", "($self, value, /)", ror, "value | self."),
];

static PARAM_SPEC_METHODS: &[Method] = common_methods![
    static_method(
        "__new__",
        "($type, name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
        new_param_spec,
        "Makes a parameter specification."
    ),
    method("__or__", "($self, value, /)", or, "self | value."),
    method("__ror__", "($self, value, /)", ror, "value | self."),
];

static TYPE_VAR_TUPLE_METHODS: &[Method] = common_methods![
    static_method(
        "__new__",
        "($type, name, *, default=typing.NoDefault)",
        new_type_var_tuple,
        "Makes a type variable tuple."
    ),
    method("__iter__", "($self, /)", iter, "For unpacking."),
];

macro_rules! common_attributes {
    ($($more:expr,)*) => {
        &[
            getter("__name__", name, "Its name."),
            getter("__default__", default, "Its default, or typing.NoDefault."),
            getter("evaluate_default", evaluate_default, "Computes the default."),
            $($more,)*
        ]
    };
}

macro_rules! varying {
    ($($more:expr,)*) => {
        common_attributes![
            getter("__bound__", bound, "Its upper bound."),
            getter("__covariant__", |vm, v| is_variance(vm, v, Variance::Covariant), "Covariant?"),
            getter("__contravariant__", |vm, v| is_variance(vm, v, Variance::Contravariant), "Contravariant?"),
            getter("__infer_variance__", |vm, v| is_variance(vm, v, Variance::Inferred), "Variance to be inferred?"),
            $($more,)*
        ]
    };
}

static TYPE_VAR_ATTRIBUTES: &[GetSet] = varying![
    getter("__constraints__", constraints, "Its constraints."),
    getter("evaluate_bound", evaluate_bound, "Computes the bound."),
    getter("evaluate_constraints", evaluate_constraints, "Computes the constraints."),
];

static PARAM_SPEC_ATTRIBUTES: &[GetSet] = varying![
    getter("args", spec_args, "Stands for the positional parameters."),
    getter("kwargs", spec_kwargs, "Stands for the keyword parameters."),
];

static TYPE_VAR_TUPLE_ATTRIBUTES: &[GetSet] = common_attributes![];

/// The type `typing.TypeVar`.
pub static TYPE_VAR: TypeSpec = TypeSpec {
    name: "typing.TypeVar",
    flags: flags::WEAKREF,
    doc: "A type variable.",
    methods: TYPE_VAR_METHODS,
    getset: TYPE_VAR_ATTRIBUTES,
    getattro: Some(getattro),
    ..TypeSpec::EMPTY
};

/// The type `typing.ParamSpec`.
pub static PARAM_SPEC: TypeSpec = TypeSpec {
    name: "typing.ParamSpec",
    flags: flags::WEAKREF,
    doc: "A parameter specification.",
    methods: PARAM_SPEC_METHODS,
    getset: PARAM_SPEC_ATTRIBUTES,
    getattro: Some(getattro),
    ..TypeSpec::EMPTY
};

/// The type `typing.TypeVarTuple`.
pub static TYPE_VAR_TUPLE: TypeSpec = TypeSpec {
    name: "typing.TypeVarTuple",
    flags: flags::WEAKREF,
    doc: "A type variable tuple.",
    methods: TYPE_VAR_TUPLE_METHODS,
    getset: TYPE_VAR_TUPLE_ATTRIBUTES,
    getattro: Some(getattro),
    ..TypeSpec::EMPTY
};
