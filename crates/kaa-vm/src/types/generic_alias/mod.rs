//! `types.GenericAlias`: `list[int]`. Attributes that are not its own are those of the origin. Substitution of type
//! parameters is in `substitute.rs`, the method table in `methods.rs`.

pub mod iter;
pub mod methods;
mod substitute;

pub use substitute::{parameters_of, substitute};

use crate::flow::{Fallible, NativeResult};
use crate::types::{List, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::OnceCell;

/// Payload of `types.GenericAlias`.
pub struct GenericAlias {
    /// The class before the brackets.
    pub origin: Value,
    /// What stands in the brackets.
    pub args: Ref<Tuple>,
    /// `*list[int]`.
    pub unpacked: bool,
    /// `__parameters__`, once asked for.
    parameters: OnceCell<Ref<Tuple>>,
}
kaa_heap::payload!(GenericAlias, trace);

impl GenericAlias {
    fn new(vm: &Vm, origin: Value, item: &Value, unpacked: bool) -> GenericAlias {
        let args = match item.as_ref::<Tuple>() {
            Some(t) => t.clone(),
            None => vm.new_tuple(vec![item.clone()]),
        };
        GenericAlias { origin, args, unpacked, parameters: OnceCell::new() }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.origin);
        t.value(self.args.value());
        if let Some(p) = self.parameters.get() {
            t.value(p.value());
        }
    }
    /// `__parameters__`.
    pub fn parameters(&self, vm: &Vm) -> Fallible<Ref<Tuple>> {
        if let Some(p) = self.parameters.get() {
            return Ok(p.clone());
        }
        let found = parameters_of(vm, &self.args)?;
        Ok(self.parameters.get_or_init(|| found).clone())
    }
}

/// `origin[item]`: a tuple in the brackets is the arguments, anything else the one argument.
pub fn new_alias(vm: &Vm, origin: &Value, item: &Value) -> Value {
    make(vm, origin.clone(), item, false)
}

pub(super) fn make(vm: &Vm, origin: Value, item: &Value, unpacked: bool) -> Value {
    vm.new_object(&vm.types.generic_alias, GenericAlias::new(vm, origin, item, unpacked)).into()
}

impl Vm {
    /// `origin[item]`.
    pub fn new_generic_alias(&self, origin: &Value, item: &Value) -> Value {
        new_alias(self, origin, item)
    }
}

/// Attributes that the alias answers itself.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__bases__",
    "__copy__",
    "__deepcopy__",
];

fn getattro(vm: &Vm, v: &Value, name: &Ref<Str>) -> NativeResult {
    match v.payload::<GenericAlias>() {
        Some(a) if !name.as_str().is_some_and(|n| OWN.contains(&n)) => {
            vm.get_attr_flow(&a.origin, name, crate::frame::Action::Native(crate::frame::Cont::Pass))
        }
        _ => vm.generic_get(v, name),
    }
}

/// How a type argument is written: classes by their qualified names, others by `repr`.
pub fn argument_text(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    vm.check_native_stack()?;
    if v.is(&Value::Ellipsis) {
        return Ok(b"...".to_vec());
    }
    if let Some(items) = v.payload::<List>() {
        let inner = items.to_vec().iter().map(|i| argument_text(vm, i)).collect::<Fallible<Vec<_>>>()?;
        return Ok([b"[", &inner.join(&b", "[..])[..], b"]"].concat());
    }
    let names = &vm.names;
    let alias =
        vm.get_attr_opt(v, &names.__origin__)?.is_some() && vm.get_attr_opt(v, &names.__args__)?.is_some();
    if !alias
        && let Some(qualname) = vm.get_attr_opt(v, &names.__qualname__)?
        && let Some(module) = vm.get_attr_opt(v, &names.__module__)?.filter(|m| !m.is_none())
    {
        let (qualname, module) = (vm.str(&qualname)?, vm.str(&module)?);
        if module.is_text("builtins") {
            return Ok(qualname.as_bytes().to_vec());
        }
        return Ok([module.as_bytes(), b".", qualname.as_bytes()].concat());
    }
    Ok(vm.repr(v)?.as_bytes().to_vec())
}

/// Is it a class (so that its own `__parameters__` do not count)?
fn is_class(v: &Value) -> bool {
    v.payload::<Type>().is_some()
}
