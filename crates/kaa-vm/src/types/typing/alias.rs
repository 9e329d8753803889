//! `typing.TypeAliasType`: `type X[T] = …`, with a value that is computed when first asked for. Also the object that stands for
//! the computing function of values that are known already.

use super::param::{Lazy, force};
use super::param_methods::{getattro, union};
use super::{caller_module, items, name_of, unpack_tuples, unpacked};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use crate::types::sequence::{as_type, receiver};
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::RefCell;

/// Payload of `typing.TypeAliasType`.
pub struct TypeAlias {
    name: Ref<Str>,
    params: Ref<Tuple>,
    value: RefCell<Lazy>,
    /// `__module__`.
    pub(super) module: Option<Value>,
}
kaa_heap::payload!(TypeAlias, trace, clear);

impl TypeAlias {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.params.value());
        t.option(&self.value.borrow().value);
        t.option(&self.value.borrow().evaluate);
        t.option(&self.module);
    }
    fn clear(&self) {
        let old = self.value.take();
        drop(old);
    }
}

/// `type name[params] = …`: the parts are (name, parameters or None, function that computes the value).
pub(super) fn from_syntax(vm: &Vm, parts: &Value) -> Fallible<Value> {
    let [name, params, compute] = items(parts) else {
        return Err(vm.system_error("a type alias is made of three parts"));
    };
    let name = name_of(vm, name, "typealias")?;
    let params = params.as_ref::<Tuple>().cloned().unwrap_or_else(|| vm.new_tuple(vec![]));
    let module = match compute.payload::<crate::types::Function>() {
        Some(f) => f.module.borrow().clone().or_else(|| f.globals.get_str(&vm.names.__name__)),
        None => None,
    };
    let alias = TypeAlias { name, params, value: RefCell::new(Lazy::later(compute.clone())), module };
    Ok(vm.new_object(&vm.types.type_alias_type, alias).into())
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = name_of(vm, arg(args, 1), "typealias")?;
    let params = match &args[3] {
        None => vm.new_tuple(vec![]),
        Some(p) => match p.as_ref::<Tuple>() {
            Some(t) => t.clone(),
            None => return Err(vm.type_error("type_params must be a tuple")),
        },
    };
    let value = RefCell::new(Lazy::known(Some(arg(args, 2).clone())));
    done(
        vm.new_object(
            &vm.types.type_alias_type,
            TypeAlias { name, params, value, module: caller_module(vm) },
        ),
    )
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(receiver::<TypeAlias>(vm, args)?.name.clone())
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let a = receiver::<TypeAlias>(vm, args)?;
    if a.params.is_empty() {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    done(vm.new_generic_alias(a.value(), arg(args, 1)))
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let one = unpacked(vm, arg(args, 0))?;
    done(vm.iter(vm.new_tuple(vec![one]).value())?)
}

fn name(vm: &Vm, v: &Value) -> NativeResult {
    done(as_type::<TypeAlias>(vm, v)?.name.clone())
}

fn value(vm: &Vm, v: &Value) -> NativeResult {
    done(force(vm, &as_type::<TypeAlias>(vm, v)?.value)?.unwrap_or(Value::None))
}

fn type_params(vm: &Vm, v: &Value) -> NativeResult {
    done(as_type::<TypeAlias>(vm, v)?.params.clone())
}

fn parameters(vm: &Vm, v: &Value) -> NativeResult {
    done(unpack_tuples(vm, &as_type::<TypeAlias>(vm, v)?.params)?)
}

fn evaluate_value(vm: &Vm, v: &Value) -> NativeResult {
    let lazy = as_type::<TypeAlias>(vm, v)?.value.borrow().clone();
    done(match (lazy.evaluate, lazy.value) {
        (Some(f), _) => f,
        (None, known) => constant_evaluator(vm, known.unwrap_or(Value::None)),
    })
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, name, value, *, type_params=())", new, "Makes a type alias."),
    method("__repr__", "($self, /)", repr, "repr(self)."),
    method("__reduce__", "($self, /)", repr, "The name, under which it is found."),
    method("__getitem__", "($self, key, /)", getitem, "The alias with type arguments."),
    method("__iter__", "($self, /)", iter, "For unpacking."),
    method("__or__", "($self, value, /)", |vm, a| union(vm, arg(a, 0), arg(a, 1)), "self | value."),
    method("__ror__", "($self, value, /)", |vm, a| union(vm, arg(a, 1), arg(a, 0)), "value | self."),
];

static ATTRIBUTES: &[GetSet] = &[
    getter("__name__", name, "Its name."),
    getter("__value__", value, "What it stands for."),
    getter("__type_params__", type_params, "Its type parameters."),
    getter("__parameters__", parameters, "Its type parameters, tuples unpacked."),
    getter("evaluate_value", evaluate_value, "Computes the value."),
];

/// The type `typing.TypeAliasType`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "typing.TypeAliasType",
    doc: "A name for a type.",
    methods: METHODS,
    getset: ATTRIBUTES,
    getattro: Some(getattro),
    ..TypeSpec::EMPTY
};

/// Payload of the object that "computes" a known value.
pub struct ConstantEvaluator(Value);
kaa_heap::payload!(ConstantEvaluator, trace);

impl ConstantEvaluator {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.0);
    }
}

/// A callable that gives the value, whatever the format; as text for the format that asks for source.
pub(super) fn constant_evaluator(vm: &Vm, v: Value) -> Value {
    vm.new_object(&vm.types.constant_evaluator, ConstantEvaluator(v)).into()
}

/// `annotationlib.Format.STRING`.
const FORMAT_STRING: i64 = 4;

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = receiver::<ConstantEvaluator>(vm, args)?.0.clone();
    if vm.index_clamped(arg(args, 1))? != FORMAT_STRING {
        return done(v);
    }
    let text = match v.payload::<Tuple>() {
        Some(t) => {
            let parts = t.iter().map(|i| crate::types::generic_alias::argument_text(vm, i));
            let parts = parts.collect::<Fallible<Vec<_>>>()?;
            [b"(", &parts.join(&b", "[..])[..], b")"].concat()
        }
        None => crate::types::generic_alias::argument_text(vm, &v)?,
    };
    done(vm.new_str_owned(text))
}

fn evaluator_repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let inner = vm.repr(&receiver::<ConstantEvaluator>(vm, args)?.0)?;
    done(vm.new_str_owned([b"<constevaluator ", inner.as_bytes(), b">"].concat()))
}

static EVALUATOR_METHODS: &[Method] = &[
    method("__call__", "($self, format, /)", call, "The value."),
    method("__repr__", "($self, /)", evaluator_repr, "repr(self)."),
];

/// The type `_typing._ConstEvaluator`.
pub static EVALUATOR: TypeSpec = TypeSpec {
    name: "_typing._ConstEvaluator",
    methods: EVALUATOR_METHODS,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};
