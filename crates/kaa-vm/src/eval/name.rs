//! Names: globals, namespaces, cells.

use super::{Running, Step, StepResult, after_native, flow_step};
use crate::flow::{Fallible, Raised};
use crate::frame::{Action, Cache, Frame, Instr};
use crate::types::{Cell, CodeObject, Dict, Function, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// The running function.
pub(crate) fn function_of(r: Running) -> &'static Ref<Function> {
    // SAFETY: the running frame is alive and has a function; callers use the reference up before the frame can end.
    unsafe {
        match &(*r.frame()).function {
            Some(f) => &*std::ptr::from_ref(f),
            None => unreachable!("a frame with code has a function"),
        }
    }
}

/// The code that the running frame runs.
pub(crate) fn code_of<'f>(r: Running) -> &'f CodeObject {
    // SAFETY: the running frame is alive; callers use the reference up before the frame can end.
    unsafe { Frame::code_object(r.frame()) }
}

/// The name with an index.
pub(crate) fn name_at(r: Running, i: u32) -> Ref<Str> {
    code_of(r).names[i as usize].clone()
}

/// `LoadGlobal` when its cache does not hold: globals, then built-ins.
#[inline(never)]
pub(crate) fn load_global(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let f = function_of(r);
    let name = name_at(r, i.imm);
    if !vm.is_exact(f.globals.value(), &vm.types.dict) {
        // A subclass may bring its own ways to look up.
        let v = global(vm, r, &name)?;
        r.store(i.dst, v);
        return after_native(vm);
    }
    let mut cache = Cache::default();
    let in_globals = f.globals.table.borrow().find_str(&name);
    cache.key = f.globals.table.borrow().guarded(vm);
    let v = match in_globals {
        Some(at) => {
            cache.place = at as u32;
            f.globals.table.borrow().entry(at).value.clone()
        }
        None => {
            let builtins = f.builtins.table.borrow();
            let Some(at) = builtins.find_str(&name) else {
                drop(builtins);
                // Keys that are no strings may claim to equal one.
                let v = global(vm, r, &name)?;
                r.store(i.dst, v);
                return after_native(vm);
            };
            cache.place = at as u32;
            cache.value = builtins.guarded(vm);
            builtins.entry(at).value.clone()
        }
    };
    *super::fast::cache_of(&r, i) = cache;
    r.store(i.dst, v);
    after_native(vm)
}

/// A name in a mapping: `None` when it is not there.
fn in_mapping(vm: &Vm, mapping: &Value, name: &Ref<Str>) -> Fallible<Option<Value>> {
    if let Some(d) = mapping.payload::<Dict>()
        && vm.is_exact(mapping, &vm.types.dict)
    {
        return d.get(vm, name.value());
    }
    let r = vm.get_item(mapping, name.value());
    vm.catch(r, &vm.exceptions.key_error)
}

fn global(vm: &Vm, r: Running, name: &Ref<Str>) -> Fallible<Value> {
    let f = function_of(r);
    let found = match in_mapping(vm, f.globals.value(), name)? {
        Some(v) => Some(v),
        None => in_mapping(vm, f.builtins.value(), name)?,
    };
    match found {
        Some(v) => Ok(v),
        None => Err(vm.name_error(name)),
    }
}

/// The frame's namespace: that of a module or class, or the globals.
pub(crate) fn namespace(r: Running) -> Value {
    // SAFETY: the running frame is alive.
    let at = unsafe { (*(*r.frame()).code).namespace };
    match r.slot(at as u16) {
        Some(v) => v.clone(),
        None => function_of(r).globals.value().clone(),
    }
}

/// `LoadName` when its cache does not hold.
#[inline(never)]
pub(crate) fn load_name(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let name = name_at(r, i.imm);
    let space = namespace(r);
    if let Some(d) = space.payload::<Dict>()
        && vm.is_exact(&space, &vm.types.dict)
    {
        let table = d.table.borrow();
        if let Some(at) = table.find_str(&name) {
            *super::fast::cache_of(&r, i) =
                Cache { key: table.guarded(vm), place: at as u32, ..Cache::default() };
        }
    }
    let v = match in_mapping(vm, &space, &name)? {
        Some(v) => v,
        None => global(vm, r, &name)?,
    };
    r.store(i.dst, v);
    after_native(vm)
}

/// `StoreName`.
pub(crate) fn store_name(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let name = name_at(r, i.imm);
    let v = r.take(i.a, i.flags & 1 != 0);
    let space = namespace(r);
    if let Some(d) = space.payload::<Dict>()
        && vm.is_exact(&space, &vm.types.dict)
    {
        d.set_str(&name, v);
        let table = d.table.borrow();
        if let Some(at) = table.find_str(&name) {
            *super::fast::cache_of(&r, i) =
                Cache { key: table.guarded(vm), place: at as u32, ..Cache::default() };
        }
        return after_native(vm);
    }
    super::effect_step(vm, vm.set_item_flow(&space, name.value(), &v))
}

/// `DeleteName`.
pub(crate) fn delete_name(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let name = name_at(r, i.imm);
    let space = namespace(r);
    match vm.del_item(&space, name.value()) {
        Err(e) if vm.matches(&e, &vm.exceptions.key_error) => Err(vm.name_error(&name)),
        Err(e) => Err(e),
        Ok(()) => after_native(vm),
    }
}

/// `StoreGlobal`, `DeleteGlobal`.
pub(crate) fn set_global(vm: &Vm, r: Running, i: &Instr, store: bool) -> StepResult {
    let name = name_at(r, i.imm);
    let globals = function_of(r).globals.clone();
    if store {
        globals.set_str(&name, r.take(i.a, i.flags & 1 != 0));
    } else if globals.remove_str(&name).is_none() {
        return Err(vm.name_error(&name));
    }
    after_native(vm)
}

fn cell_at(r: Running, slot: i16) -> Option<Ref<Cell>> {
    r.slot(slot as u16).as_ref()?.as_ref::<Cell>().cloned()
}

fn unbound_cell(vm: &Vm, r: Running, slot: i16) -> Raised {
    let code = code_of(r);
    let name = &code.localsplus[slot as usize];
    let free = code.code.localspluskinds[slot as usize] & kaa_bytecode::code::local_kind::FREE != 0;
    let text = name.to_string_lossy();
    if free {
        let e = vm.error(
            &vm.exceptions.name_error,
            &format!("cannot access free variable '{text}' where it is not associated with a value in enclosing scope"),
        );
        if let Some(x) = e.0.payload::<crate::types::Exception>() {
            x.set_field(0, Some(name.value().clone()));
        }
        return e;
    }
    unbound_local(vm, &text)
}

pub(crate) fn unbound_local(vm: &Vm, name: &str) -> Raised {
    let message = format!("cannot access local variable '{name}' where it is not associated with a value");
    vm.error(&vm.exceptions.unbound_local_error, &message)
}

/// `LoadDeref`.
pub(crate) fn load_deref(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let content = cell_at(r, i.a).and_then(|c| c.content.borrow().clone());
    match content {
        Some(v) => {
            r.store(i.dst, v);
            Ok(Step::Next)
        }
        None => Err(unbound_cell(vm, r, i.a)),
    }
}

/// `StoreDeref`.
pub(crate) fn store_deref(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    if let Some(c) = cell_at(r, i.b) {
        let old = c.content.replace(Some(v));
        drop(old);
    }
    after_native(vm)
}

/// `DeleteDeref`.
pub(crate) fn delete_deref(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let old = cell_at(r, i.a).and_then(|c| c.content.take());
    if old.is_none() {
        return Err(unbound_cell(vm, r, i.a));
    }
    drop(old);
    after_native(vm)
}

/// `MakeCell`.
pub(crate) fn make_cell(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let content = r.slot(i.a as u16).take();
    *r.slot(i.a as u16) = Some(vm.new_cell(content).into());
    Ok(Step::Next)
}

/// `CopyFreeVars`.
pub(crate) fn copy_free_vars(_vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let closure = function_of(r).closure.borrow().clone();
    if let Some(t) = closure.as_ref().and_then(|c| c.payload::<Tuple>()) {
        for (k, cell) in t.iter().enumerate() {
            *r.slot(i.dst + k as u16) = Some(cell.clone());
        }
    }
    Ok(Step::Next)
}

/// `LoadFromDictOrDeref`, `LoadFromDictOrGlobals`.
pub(crate) fn load_from_dict_or(vm: &Vm, r: Running, i: &Instr, deref: bool) -> StepResult {
    let mapping = r.take(i.a, i.flags & 1 != 0);
    let name = if deref { code_of(r).localsplus[i.b as usize].clone() } else { name_at(r, i.imm) };
    if let Some(v) = in_mapping(vm, &mapping, &name)? {
        r.store(i.dst, v);
        return after_native(vm);
    }
    if deref {
        return match cell_at(r, i.b).and_then(|c| c.content.borrow().clone()) {
            Some(v) => {
                r.store(i.dst, v);
                after_native(vm)
            }
            None => Err(unbound_cell(vm, r, i.b)),
        };
    }
    let v = global(vm, r, &name)?;
    r.store(i.dst, v);
    after_native(vm)
}

/// `ImportName`: `__import__(name, globals, locals, fromlist, level)`.
pub(crate) fn import_name(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let name = name_at(r, i.imm);
    let fromlist = r.take(i.b, i.flags & 2 != 0);
    let level = r.take(i.a, i.flags & 1 != 0);
    let f = function_of(r);
    let Some(import) = f.builtins.get_str(&vm.names.__import__) else {
        return Err(vm.error(&vm.exceptions.import_error, "__import__ not found"));
    };
    // SAFETY: the running frame is alive.
    let space = unsafe { (*(*r.frame()).code).namespace };
    let locals = r.slot(space as u16).clone().unwrap_or(Value::None);
    let args = vec![name.into_value(), f.globals.value().clone(), locals, fromlist, level];
    flow_step(vm, r, i, vm.call_flow(&import, args, &[], Action::Return, None))
}

/// `ImportFrom`: an attribute of the module, or the submodule of that name.
pub(crate) fn import_from(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let name = name_at(r, i.imm);
    let module = r.read(i.a).clone();
    if let Some(v) = vm.get_attr_opt(&module, &name)? {
        r.store(i.dst, v);
        return after_native(vm);
    }
    let own = vm.get_attr_opt(&module, &vm.names.__name__)?;
    let own = own.as_ref().and_then(|n| n.payload::<Str>()).map(|n| n.to_string_lossy().into_owned());
    let text = name.to_string_lossy();
    if let Some(own) = &own
        && let Some(v) = vm.modules.get_str(&vm.intern(&format!("{own}.{text}")))
    {
        r.store(i.dst, v);
        return after_native(vm);
    }
    let shown = own.unwrap_or_else(|| "<unknown module name>".to_string());
    let file = vm.get_attr_opt(&module, &vm.names.__file__)?;
    let place = match file.as_ref().and_then(|f| f.payload::<Str>()) {
        Some(p) => p.to_string_lossy().into_owned(),
        None => "unknown location".to_string(),
    };
    let running = module
        .payload::<crate::types::Module>()
        .is_some_and(|m| crate::builtins::import::machinery::is_initializing(vm, m));
    let message = if running {
        format!(
            "cannot import name '{text}' from partially initialized module '{shown}' (most likely due to a circular import) ({place})"
        )
    } else {
        format!("cannot import name '{text}' from '{shown}' ({place})")
    };
    let e = vm.error(&vm.exceptions.import_error, &message);
    crate::types::exception::set_import_fields(vm, &e, &shown, file, &text);
    Err(e)
}
