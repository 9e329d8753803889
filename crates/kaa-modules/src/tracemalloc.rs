//! The module `_tracemalloc`, under the library's `tracemalloc`: it can be switched on, but nothing is recorded, so there are no
//! traces and no sizes. The library's `warnings` asks it where an object was made.

use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Module, Tuple};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("is_tracing", "()", is_tracing, "Was tracing switched on?"),
    function("start", "(nframe=1, /)", start, "Switches tracing on, with so many frames for each trace."),
    function("stop", "()", stop, "Switches tracing off and forgets all traces."),
    function("get_traceback_limit", "()", limit, "How many frames a trace holds at most."),
    function("clear_traces", "()", nothing, "Forgets all traces."),
    function("reset_peak", "()", nothing, "The current size becomes the greatest one."),
    function("get_traced_memory", "()", sizes, "Current and greatest size of what is traced."),
    function("get_tracemalloc_memory", "()", own_size, "How many bytes the traces need."),
    function("_get_traces", "()", traces, "The traces of all objects."),
    function("_get_object_traceback", "(obj, /)", nothing, "Where an object was made, or None."),
];

const KEY: &str = "tracemalloc";
/// CPython's greatest limit.
const MOST_FRAMES: i64 = 65_535;

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_tracemalloc", Some("Where objects were made."));
    vm.add_functions(&module, ROWS);
    Ok(module)
}

/// Is it on, and its limit.
fn state(vm: &Vm) -> (Value, Value) {
    let known = vm.module_state.borrow().get(KEY).cloned();
    match known.as_ref().and_then(|v| v.payload::<Tuple>()).map(|t| &t[..]) {
        Some([on, limit]) => (on.clone(), limit.clone()),
        _ => (Value::False, vm.new_int(1)),
    }
}

fn set(vm: &Vm, on: Value, limit: Value) {
    let state = vm.new_tuple(vec![on, limit]).into();
    let old = vm.module_state.borrow_mut().insert(KEY, state);
    drop(old);
}

fn is_tracing(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(state(vm).0)
}
fn limit(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(state(vm).1)
}

fn start(vm: &Vm, args: &[Slot]) -> NativeResult {
    let frames = match args.first() {
        Some(Some(_)) => vm.index_clamped(arg(args, 0))?,
        _ => 1,
    };
    if !(1..=MOST_FRAMES).contains(&frames) {
        return Err(vm.value_error(format!("the number of frames must be in range [1; {MOST_FRAMES}]")));
    }
    if state(vm).0.is_false() {
        set(vm, Value::True, vm.new_int(frames));
    }
    done(Value::None)
}

fn stop(vm: &Vm, _args: &[Slot]) -> NativeResult {
    set(vm, Value::False, state(vm).1);
    done(Value::None)
}

fn nothing(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::None)
}
fn sizes(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_tuple(vec![vm.new_int(0), vm.new_int(0)]))
}
fn own_size(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_int(0))
}
fn traces(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_list(Vec::new()))
}
