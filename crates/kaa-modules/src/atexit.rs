//! The module `atexit`: functions to call when the program ends.

use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Dict, List, Module, Str, Tuple};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("register", "(func, /, *args, **kwargs)", register, "Has a function called at the end."),
    function("unregister", "(func, /)", unregister, "Takes a function out again."),
    function("_run_exitfuncs", "()", run, "Calls the functions, last one first."),
    function("_clear", "()", clear, "Forgets all functions."),
    function("_ncallbacks", "()", how_many, "How many functions there are."),
];

const KEY: &str = "atexit";

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("atexit", Some("Functions to call when the program ends."));
    vm.add_functions(&module, ROWS);
    Ok(module)
}

/// The list of (function, args, kwargs).
fn registered(vm: &Vm) -> Value {
    let known = vm.module_state.borrow().get(KEY).cloned();
    known.unwrap_or_else(|| {
        let list: Value = vm.new_list(Vec::new()).into();
        vm.module_state.borrow_mut().insert(KEY, list.clone());
        list
    })
}

fn items(vm: &Vm) -> Vec<Value> {
    registered(vm).payload::<List>().map(|l| l.items.borrow().clone()).unwrap_or_default()
}

fn set_items(vm: &Vm, items: Vec<Value>) {
    if let Some(l) = registered(vm).payload::<List>() {
        let old = l.items.replace(items);
        drop(old);
    }
}

fn register(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = arg(args, 0);
    if !vm.is_callable(f) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let kwargs = args.get(2).and_then(|k| k.clone()).unwrap_or(Value::None);
    let entry = vm.new_tuple(vec![f.clone(), arg(args, 1).clone(), kwargs]);
    let mut all = items(vm);
    all.push(entry.into());
    set_items(vm, all);
    done(f.clone())
}

fn unregister(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut kept = Vec::new();
    for entry in items(vm) {
        let function = entry.payload::<Tuple>().and_then(|t| t.first().cloned()).unwrap_or(Value::None);
        if !vm.eq(&function, arg(args, 0))? {
            kept.push(entry);
        }
    }
    set_items(vm, kept);
    done(Value::None)
}

fn run(vm: &Vm, _args: &[Slot]) -> NativeResult {
    loop {
        let mut all = items(vm);
        let Some(entry) = all.pop() else { return done(Value::None) };
        set_items(vm, all);
        let Some([f, args, kwargs]) = entry.payload::<Tuple>().map(|t| &t[..]) else { continue };
        let positional = args.payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
        let mut keywords = Vec::new();
        if let Some(d) = kwargs.payload::<Dict>() {
            for e in d.table.borrow().iter() {
                if let Some(k) = e.key.as_ref::<Str>() {
                    keywords.push((k.clone(), e.value.clone()));
                }
            }
        }
        if let Err(e) = vm.call_kw(f, &positional, &keywords) {
            vm.unraisable(e, "Exception ignored in atexit callback", f);
        }
    }
}

fn clear(vm: &Vm, _args: &[Slot]) -> NativeResult {
    set_items(vm, Vec::new());
    done(Value::None)
}

fn how_many(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_usize(items(vm).len()))
}
