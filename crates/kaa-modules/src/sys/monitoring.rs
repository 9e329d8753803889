//! `sys.monitoring`: the functions by which tools register and choose events. What comes of it is in `kaa-vm`'s
//! `eval/monitoring`.

use super::new_namespace;
use crate::helpers::int32;
use kaa_vm::eval::monitoring::{EVENT_NAMES, EVENTS, Event, LOCAL_EVENTS, TOOLS};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{CodeObject, Str};
use kaa_vm::{Fallible, NativeResult, Value, Vm};

const ROWS: &[Method] = &[
    function("use_tool_id", "($module, tool_id, name, /)", use_tool_id, ""),
    function("clear_tool_id", "($module, tool_id, /)", clear_tool_id, ""),
    function("free_tool_id", "($module, tool_id, /)", free_tool_id, ""),
    function("get_tool", "($module, tool_id, /)", get_tool, ""),
    function("register_callback", "($module, tool_id, event, func, /)", register_callback, ""),
    function("get_events", "($module, tool_id, /)", get_events, ""),
    function("set_events", "($module, tool_id, event_set, /)", set_events, ""),
    function("get_local_events", "($module, tool_id, code, /)", get_local_events, ""),
    function("set_local_events", "($module, tool_id, code, event_set, /)", set_local_events, ""),
    function("restart_events", "($module, /)", restart_events, ""),
    function("_all_events", "($module, /)", all_events, ""),
];

/// Numbers of tools that have a name.
const TOOL_IDS: &[(&str, i64)] =
    &[("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)];

/// Both ways of a branch.
const BRANCHES: u32 = Event::BranchLeft.bit() | Event::BranchRight.bit();
/// Come with `CALL`.
const NATIVE_RETURNS: u32 = Event::CReturn.bit() | Event::CRaise.bit();

/// The module object.
pub(super) fn new(vm: &Vm) -> Value {
    let module = vm.new_module("sys.monitoring", None);
    vm.add_functions(&module, ROWS);
    for (name, id) in TOOL_IDS {
        module.dict.set_str(&vm.intern(name), vm.new_int(*id));
    }
    let mut events: Vec<(&str, Value)> =
        EVENT_NAMES.iter().enumerate().map(|(i, n)| (*n, vm.new_int(1 << i))).collect();
    events.push(("NO_EVENTS", vm.new_int(0)));
    module.dict.set_str(&vm.intern("events"), new_namespace(vm, events));
    module.dict.set_str(&vm.intern("DISABLE"), vm.monitoring().disable(vm));
    module.dict.set_str(&vm.intern("MISSING"), vm.monitoring().missing(vm));
    module.into()
}

/// The slot that holds the `i`th argument: the first one is the module.
fn given(args: &[Slot], i: usize) -> &Value {
    arg(args, i + 1)
}

fn tool(vm: &Vm, args: &[Slot]) -> Fallible<usize> {
    let id = int32(vm, given(args, 0))?;
    usize::try_from(id)
        .ok()
        .filter(|t| *t < TOOLS)
        .ok_or_else(|| vm.value_error(format!("invalid tool {id} (must be between 0 and {})", TOOLS - 1)))
}

fn tool_in_use(vm: &Vm, args: &[Slot]) -> Fallible<usize> {
    let tool = tool(vm, args)?;
    match vm.monitoring().tool(tool) {
        Some(_) => Ok(tool),
        None => Err(vm.value_error(format!("tool {tool} is not in use"))),
    }
}

fn code<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a CodeObject> {
    given(args, 1).payload::<CodeObject>().ok_or_else(|| vm.type_error("code must be a code object"))
}

fn use_tool_id(vm: &Vm, args: &[Slot]) -> NativeResult {
    let tool = tool(vm, args)?;
    let name = given(args, 1);
    if name.payload::<Str>().is_none() {
        return Err(vm.value_error("tool name must be a str"));
    }
    if vm.monitoring().tool(tool).is_some() {
        return Err(vm.value_error(format!("tool {tool} is already in use")));
    }
    vm.monitoring().set_tool(tool, Some(name.clone()));
    done(Value::None)
}

fn clear_tool_id(vm: &Vm, args: &[Slot]) -> NativeResult {
    let tool = tool(vm, args)?;
    if vm.monitoring().tool(tool).is_some() {
        vm.clear_monitoring_tool(tool);
    }
    done(Value::None)
}

fn free_tool_id(vm: &Vm, args: &[Slot]) -> NativeResult {
    let tool = tool(vm, args)?;
    if vm.monitoring().tool(tool).is_some() {
        vm.clear_monitoring_tool(tool);
    }
    vm.monitoring().set_tool(tool, None);
    done(Value::None)
}

fn get_tool(vm: &Vm, args: &[Slot]) -> NativeResult {
    let tool = tool(vm, args)?;
    done(vm.monitoring().tool(tool).unwrap_or(Value::None))
}

fn register_callback(vm: &Vm, args: &[Slot]) -> NativeResult {
    let tool = tool(vm, args)?;
    let number = int32(vm, given(args, 1))?;
    let f = given(args, 2);
    if number <= 0 || !(number as u32).is_power_of_two() {
        return Err(vm.value_error("The callback can only be set for one event at a time"));
    }
    let Some(event) = Event::from_number(number.trailing_zeros()) else {
        return Err(vm.value_error(format!("invalid event {number}")));
    };
    vm.audit("sys.monitoring.register_callback", || vec![f.clone()])?;
    let f = Some(f.clone()).filter(|f| !f.is_none());
    done(vm.monitoring().set_callback(tool, event, f).unwrap_or(Value::None))
}

/// A set of events as it is kept: `BRANCH` is both ways, native returns come with calls.
fn event_set(vm: &Vm, set: i32, allowed: u32, what: &str) -> Fallible<u32> {
    let mut events = set as u32;
    if events >= 1 << EVENTS {
        return Err(vm.value_error(format!("invalid {what} 0x{events:x}")));
    }
    if events & NATIVE_RETURNS != 0 {
        if events & (NATIVE_RETURNS | Event::Call.bit()) != NATIVE_RETURNS | Event::Call.bit() {
            return Err(vm.value_error("cannot set C_RETURN or C_RAISE events independently"));
        }
        events &= !NATIVE_RETURNS;
    }
    if events & Event::Branch.bit() != 0 {
        events = events & !Event::Branch.bit() | BRANCHES;
    }
    if events & !allowed != 0 {
        return Err(vm.value_error(format!("invalid {what} 0x{events:x}")));
    }
    Ok(events)
}

fn get_events(vm: &Vm, args: &[Slot]) -> NativeResult {
    let tool = tool(vm, args)?;
    done(vm.new_int(i64::from(vm.monitoring().events(tool))))
}

fn set_events(vm: &Vm, args: &[Slot]) -> NativeResult {
    let set = int32(vm, given(args, 1))?;
    tool(vm, args)?;
    let events = event_set(vm, set, u32::MAX, "event set")?;
    vm.set_monitoring_events(tool_in_use(vm, args)?, events);
    done(Value::None)
}

fn get_local_events(vm: &Vm, args: &[Slot]) -> NativeResult {
    let code = code(vm, args)?;
    let tool = tool(vm, args)?;
    done(vm.new_int(i64::from(vm.monitoring().local_events(tool, code))))
}

fn set_local_events(vm: &Vm, args: &[Slot]) -> NativeResult {
    let set = int32(vm, given(args, 2))?;
    let code = code(vm, args)?;
    tool(vm, args)?;
    let events = event_set(vm, set, LOCAL_EVENTS, "local event set")?;
    vm.set_local_monitoring_events(tool_in_use(vm, args)?, code, events);
    done(Value::None)
}

fn restart_events(vm: &Vm, _args: &[Slot]) -> NativeResult {
    vm.monitoring().restart();
    done(Value::None)
}

fn all_events(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let dict = vm.new_dict();
    for number in 0..Event::CReturn as u32 {
        let Some(event) = Event::from_number(number) else { continue };
        let tools = vm.monitoring().listeners(event);
        if tools != 0 {
            dict.set_str(&vm.intern(EVENT_NAMES[number as usize]), vm.new_int(i64::from(tools)));
        }
    }
    done(dict)
}
