//! The module `gc`: the cycle collector's switches and counters.

use crate::helpers::{given, int32};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::type_object::flags;
use kaa_vm::types::{Module, Type};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function(
        "collect",
        "(generation=2)",
        collect,
        "Looks for unreachable objects now; gives how many there were.",
    ),
    function("enable", "()", enable, "Lets the collector run by itself."),
    function("disable", "()", disable, "Keeps the collector from running by itself."),
    function("isenabled", "()", isenabled, "Whether it runs by itself."),
    function("get_count", "()", get_count, "Objects in each generation."),
    function("get_threshold", "()", get_threshold, "When the collector runs."),
    function(
        "set_threshold",
        "(threshold0, threshold1=10, threshold2=0, /)",
        set_threshold,
        "Sets when the collector runs.",
    ),
    function("get_debug", "()", get_debug, "Debugging flags."),
    function("set_debug", "(flags, /)", set_debug, "Sets debugging flags."),
    function("get_objects", "(generation=None)", get_objects, "The objects that the collector watches."),
    function("get_stats", "()", get_stats, "What the collector did, by generation."),
    function("is_tracked", "(obj, /)", is_tracked, "Whether the collector watches the object."),
    function("is_finalized", "(obj, /)", is_finalized, "Whether the object's finaliser ran."),
    function("freeze", "()", freeze, "Leaves all present objects out of collections."),
    function("unfreeze", "()", unfreeze, "Takes them in again."),
    function("get_freeze_count", "()", get_freeze_count, "How many are left out."),
    function("get_referrers", "(*objs)", get_referrers, "Objects that refer to one of these."),
    function("get_referents", "(*objs)", get_referents, "Objects that these refer to."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("gc", Some("The collector of unreachable cycles."));
    vm.add_functions(&module, ROWS);
    for (name, v) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        module.dict.set_str(&vm.intern(name), vm.new_int(v));
    }
    for name in ["garbage", "callbacks"] {
        let list: Value = vm.new_list(Vec::new()).into();
        module.dict.set_str(&vm.intern(name), list.clone());
        vm.module_state
            .borrow_mut()
            .insert(if name == "garbage" { "gc.garbage" } else { "gc.callbacks" }, list);
    }
    Ok(module)
}

fn state(vm: &Vm, name: &'static str, default: i64) -> Value {
    vm.module_state.borrow().get(name).cloned().unwrap_or_else(|| vm.new_int(default))
}

fn collect(vm: &Vm, args: &[Slot]) -> NativeResult {
    let generation = match given(args, 0) {
        Some(g) => int32(vm, g)?,
        None => 2,
    };
    if !(0..=2).contains(&generation) {
        return Err(vm.value_error("invalid generation"));
    }
    let before = vm.module_state.borrow().get("gc.callbacks").cloned();
    notify(vm, before.as_ref(), "start", generation, 0)?;
    let found = kaa_vm::eval::pending::collect(vm, generation as usize);
    kaa_vm::eval::pending::run_finalizers(vm);
    let n = found.collected;
    notify(vm, before.as_ref(), "stop", generation, n)?;
    done(vm.new_usize(n))
}

fn notify(vm: &Vm, callbacks: Option<&Value>, phase: &str, generation: i32, found: usize) -> Fallible<()> {
    let Some(callbacks) = callbacks else { return Ok(()) };
    for f in vm.collect(callbacks)? {
        let info = vm.new_dict();
        info.set_str(&vm.intern("generation"), vm.new_int(i64::from(generation)));
        info.set_str(&vm.intern("collected"), vm.new_usize(found));
        info.set_str(&vm.intern("uncollectable"), vm.new_int(0));
        vm.call(&f, &[vm.str_value(phase), info.into()])?;
    }
    Ok(())
}

fn enable(vm: &Vm, _args: &[Slot]) -> NativeResult {
    kaa_heap::set_gc_enabled(true);
    vm.module_state.borrow_mut().insert("gc.enabled", Value::True);
    done(Value::None)
}

fn disable(vm: &Vm, _args: &[Slot]) -> NativeResult {
    kaa_heap::set_gc_enabled(false);
    vm.module_state.borrow_mut().insert("gc.enabled", Value::False);
    done(Value::None)
}

fn isenabled(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.module_state.borrow().get("gc.enabled").cloned().unwrap_or(Value::True))
}

fn get_count(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let counts = (0..3).map(|g| vm.new_usize(kaa_heap::count_in(g))).collect();
    done(vm.new_tuple(counts))
}

fn get_threshold(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let items =
        vec![state(vm, "gc.threshold0", 2000), state(vm, "gc.threshold1", 10), state(vm, "gc.threshold2", 0)];
    done(vm.new_tuple(items))
}

fn set_threshold(vm: &Vm, args: &[Slot]) -> NativeResult {
    for (i, name) in ["gc.threshold0", "gc.threshold1", "gc.threshold2"].into_iter().enumerate() {
        let Some(v) = given(args, i) else { continue };
        let n = int32(vm, v)?;
        vm.module_state.borrow_mut().insert(name, vm.new_int(i64::from(n)));
        kaa_heap::set_threshold(i, usize::try_from(n).unwrap_or(0));
    }
    done(Value::None)
}

fn get_debug(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(state(vm, "gc.debug", 0))
}

fn set_debug(vm: &Vm, args: &[Slot]) -> NativeResult {
    let flags = int32(vm, arg(args, 0))?;
    vm.module_state.borrow_mut().insert("gc.debug", vm.new_int(i64::from(flags)));
    done(Value::None)
}

fn all_objects() -> Vec<Value> {
    let mut all = Vec::new();
    kaa_heap::for_each_tracked(None, &mut |h| all.push(Value::from_header(h)));
    all
}

fn get_objects(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_list(all_objects()))
}

fn get_stats(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let stats = vm.collections.get().into_iter().map(|(collections, collected)| {
        let d = vm.new_dict();
        d.set_str(&vm.intern("collections"), vm.new_usize(collections as usize));
        d.set_str(&vm.intern("collected"), vm.new_usize(collected as usize));
        d.set_str(&vm.intern("uncollectable"), vm.new_int(0));
        d.into()
    });
    done(vm.new_list(stats.collect()))
}

fn is_tracked(_vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let built_in = v.payload::<Type>().is_some_and(|t| !t.has(flags::HEAPTYPE));
    done(Value::bool(!built_in && v.header().is_some_and(kaa_heap::is_tracked)))
}

fn is_finalized(_vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(arg(args, 0).header().is_some_and(kaa_heap::was_finalized)))
}

fn freeze(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    kaa_heap::freeze();
    done(Value::None)
}

fn unfreeze(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    kaa_heap::unfreeze();
    done(Value::None)
}

fn get_freeze_count(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_usize(kaa_heap::frozen_count()))
}

fn get_referrers(vm: &Vm, args: &[Slot]) -> NativeResult {
    let wanted = vm.collect(arg(args, 0))?;
    // The tuple of the arguments does not count.
    let others = all_objects().into_iter().filter(|v| !v.is(arg(args, 0)));
    let found = others.filter(|v| referents(v).iter().any(|r| wanted.iter().any(|w| w.is(r))));
    done(vm.new_list(found.collect()))
}

fn get_referents(vm: &Vm, args: &[Slot]) -> NativeResult {
    let objects = vm.collect(arg(args, 0))?;
    done(vm.new_list(objects.iter().flat_map(referents).collect()))
}

fn referents(v: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    if let Some(h) = v.header() {
        let mut visit = |r: &kaa_heap::Header| found.push(Value::from_header(r));
        h.trace(&mut kaa_heap::Tracer::new(&mut visit));
        // Built-in classes are not counted among what their instances refer to.
        let own = Value::from_header(&h.class().header);
        if own.payload::<Type>().is_some_and(|t| !t.has(flags::HEAPTYPE)) {
            let at = found.iter().position(|r| r.is(&own));
            at.map(|i| found.remove(i));
        }
    }
    found
}
