//! The module `_functools`: `partial.rs`, `lru.rs` the cache, `compare.rs` keys of comparison functions, and here `reduce`.

mod compare;
mod lru;
mod partial;

use crate::helpers::{add_class, class_named, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::iterators::{flow_of, inner_call, inner_next};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Module, Str};
use kaa_vm::{Fallible, NativeResult, Next, Ref, Value, Vm};
use std::cell::RefCell;

const ROWS: &[Method] = &[
    function(
        "reduce",
        "($module, function, iterable, /, initial=<unrepresentable>)",
        reduce,
        "Folds an iterable with a function of two arguments.",
    ),
    function(
        "cmp_to_key",
        "($module, /, mycmp)",
        compare::cmp_to_key,
        "A key function of a comparison function.",
    ),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_functools", Some("Tools for functions."));
    vm.add_functions(&module, ROWS);
    add_class::<partial::Partial>(vm, &module, &partial::SPEC);
    let placeholder = add_class::<partial::Placeholder>(vm, &module, &partial::PLACEHOLDER);
    let one: Value = vm.new_object(&placeholder, partial::Placeholder).into();
    vm.module_state.borrow_mut().insert("functools.Placeholder", one.clone());
    module.dict.set_str(&vm.intern("Placeholder"), one);
    add_class::<lru::Lru>(vm, &module, &lru::SPEC);
    for (name, class) in [
        ("functools.KeyWrapper", vm.new_native_type::<compare::Key>(&vm.types.object, &compare::SPEC)),
        ("functools.reduce", vm.new_native_type::<Fold>(&vm.types.object, &FOLD)),
    ] {
        vm.module_state.borrow_mut().insert(name, class.into());
    }
    Ok(module)
}

/// Names and values of a `**kwargs` slot.
fn keywords(slot: Option<&Value>) -> (Vec<Ref<Str>>, Vec<Value>) {
    let entries = slot.and_then(|k| k.payload::<Dict>()).map(Dict::entries).unwrap_or_default();
    entries.into_iter().filter_map(|e| Some((e.key.as_ref::<Str>()?.clone(), e.value))).unzip()
}

/// A `reduce` on its way.
struct Fold {
    function: Value,
    source: Value,
    total: RefCell<Option<Value>>,
}
kaa_heap::payload!(Fold, trace);

impl Fold {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.function, &self.source]);
        t.option(&self.total.borrow());
    }
}

static FOLD: TypeSpec = TypeSpec {
    name: "functools._fold",
    flags: flags::NO_INSTANTIATION | ClassFlags::GC,
    resume: Some(fold_on),
    ..TypeSpec::EMPTY
};

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let source = match vm.iter(arg(args, 2)) {
        Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {
            return Err(vm.type_error("reduce() arg 2 must support iteration"));
        }
        r => r?,
    };
    let Some(class) = class_named(vm, "functools.reduce") else {
        return Err(vm.system_error("the module _functools is not there"));
    };
    let f = Fold { function: arg(args, 1).clone(), source, total: RefCell::new(given(args, 3).cloned()) };
    let v: Value = vm.new_object(&class, f).into();
    flow_of(vm, fold(vm, &v))
}

fn fold(vm: &Vm, v: &Value) -> Fallible<Next> {
    let f = as_type::<Fold>(vm, v)?;
    loop {
        match inner_next(vm, &f.source, || vec![v.clone(), Value::None])? {
            Next::Item(x) => {
                if let Some(pushed) = take(vm, v, f, x)? {
                    return Ok(pushed);
                }
            }
            Next::Pushed => return Ok(Next::Pushed),
            Next::Done => return end(vm, f),
        }
    }
}

/// Folds an item in; `Some` when a frame was pushed.
fn take(vm: &Vm, v: &Value, f: &Fold, x: Value) -> Fallible<Option<Next>> {
    let total = f.total.take();
    let new = match total {
        None => x,
        Some(total) => match inner_call(vm, &f.function, vec![total, x], || vec![v.clone()])? {
            Some(new) => new,
            None => return Ok(Some(Next::Pushed)),
        },
    };
    *f.total.borrow_mut() = Some(new);
    Ok(None)
}

fn end(vm: &Vm, f: &Fold) -> Fallible<Next> {
    match f.total.take() {
        Some(total) => Ok(Next::Item(total)),
        None => Err(vm.type_error("reduce() of empty iterable with no initial value")),
    }
}

fn fold_on(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let f = as_type::<Fold>(vm, v)?;
    if state.is_empty() {
        let new = arrived?;
        *f.total.borrow_mut() = Some(new);
        return fold(vm, v);
    }
    match vm.catch(arrived, &vm.exceptions.stop_iteration)? {
        Some(x) => match take(vm, v, f, x)? {
            Some(pushed) => Ok(pushed),
            None => fold(vm, v),
        },
        None => end(vm, f),
    }
}
