//! Attribute instructions with their inline caches.

use super::fast::cache_of;
use super::name::name_at;
use super::{Running, Step, StepResult, effect_step, flow_step};
use crate::flow::Flow;
use crate::frame::{Action, Cache, Instr};
use crate::protocol::instance::shape_of;
use crate::types::type_object::flags;
use crate::types::{Function, NativeFunction, Str};
use crate::vm::Vm;
use kaa_heap::{AttrArea, Ref, Value};

/// `LoadAttr` when its cache does not hold.
#[inline(never)]
pub(crate) fn load_attr(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.read(i.a);
    let name = name_at(r, i.imm);
    if let Some(place) = own_place(vm, v, &name)
        && let Some(a) = v.header().and_then(|h| h.attrs())
    {
        let version = vm.class_of(v).version.get();
        *cache_of(&r, i) = Cache { key: a.keys.get() as u64, value: 0, version, place };
    }
    let v = v.clone();
    let flow = vm.get_attr_flow(&v, &name, Action::Return)?;
    r.release(i.a, i.flags & 1 != 0);
    drop(v);
    flow_step(vm, r, i, Ok(flow))
}

/// Where an attribute stands (as `Cache::place`) that is the instance's own and that no data descriptor hides.
fn own_place(vm: &Vm, v: &Value, name: &Ref<Str>) -> Option<u32> {
    let class = vm.class_of(v);
    if class.has(flags::CUSTOM_GETATTR) || class.getattro.get().is_some() {
        return None;
    }
    let a = v.header()?.attrs()?;
    let at = shape_of(a)?.index_of(name)?;
    if class.lookup(vm, name).is_some_and(|d| vm.is_data_descriptor(&d)) {
        return None;
    }
    Some(u32::try_from(at).ok().filter(|at| *at < 0x1_0000)? | offset_of(v, a) << 16)
}

/// Bytes from the object's start to its attribute area.
fn offset_of(v: &Value, a: &AttrArea) -> u32 {
    (std::ptr::from_ref(a) as u64 - v.bits()) as u32
}

/// `LoadMethod` when its cache does not hold: function and receiver, or a value and nothing.
#[inline(never)]
pub(crate) fn load_method(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.read(i.a);
    let class = vm.class_of(v);
    let name = name_at(r, i.imm);
    if !class.has(flags::CUSTOM_GETATTR)
        && class.getattro.get().is_none()
        && let Some(m) = class.lookup(vm, &name)
        && (m.payload::<Function>().is_some()
            || m.payload::<NativeFunction>()
                .is_some_and(|n| n.receiver.is_none() && n.row.kind == crate::native::Kind::Method))
        && vm.own_attribute(v, &name).is_none()
    {
        let version = class.version.get();
        match v.header().map(|h| h.attrs()) {
            Some(None) if !class.has(flags::DICT) => {
                *cache_of(&r, i) = Cache { key: 0, value: m.bits(), version, place: 0 };
            }
            Some(Some(a)) if a.dict().is_none() => {
                let place = offset_of(v, a) << 16;
                *cache_of(&r, i) = Cache { key: a.keys.get() as u64, value: m.bits(), version, place };
            }
            _ => {}
        }
        let receiver = r.take(i.a, i.flags & 1 != 0);
        r.store(i.dst, m);
        r.store(i.dst + 1, receiver);
        return Ok(Step::Next);
    }
    let v = v.clone();
    let flow = vm.get_attr_flow(&v, &name, Action::Return)?;
    r.release(i.a, i.flags & 1 != 0);
    drop(v);
    drop(r.slot(i.dst + 1).take());
    flow_step(vm, r, i, Ok(flow))
}

/// `StoreAttr` when its cache does not hold.
#[inline(never)]
pub(crate) fn store_attr(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let name = name_at(r, i.imm);
    let object = r.read(i.b).clone();
    let x = r.take(i.a, i.flags & 1 != 0);
    r.release(i.b, i.flags & 2 != 0);
    let class = vm.class_of(&object);
    let before = object.header().and_then(|h| h.attrs()).filter(|a| a.dict().is_none()).map(|a| a.keys.get());
    let flow = vm.set_attr_flow(&object, &name, Some(&x))?;
    if matches!(flow, Flow::Value(_))
        && !class.has(flags::CUSTOM_SETATTR)
        && class.setattro.get().is_none()
        && let Some(before) = before
        && let Some(place) = own_place(vm, &object, &name)
        && let Some(a) = object.header().and_then(|h| h.attrs())
    {
        let after = a.keys.get();
        let value = if after == before { 0 } else { after as u64 };
        *cache_of(&r, i) = Cache { key: before as u64, value, version: class.version.get(), place };
    }
    drop(x);
    effect_step(vm, Ok(flow))
}

/// `DeleteAttr`.
pub(crate) fn delete_attr(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let name = name_at(r, i.imm);
    let v = r.take(i.a, i.flags & 1 != 0);
    effect_step(vm, vm.set_attr_flow(&v, &name, None))
}

/// `LoadSuperAttr`: `super().name` without making the super object.
pub(crate) fn load_super_attr(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let name = name_at(r, i.imm);
    let (method, first) = (i.flags & 0x10 != 0, i.a as u16);
    let global = r.slot(first).take().unwrap_or(Value::None);
    let class = r.slot(first + 1).take().unwrap_or(Value::None);
    let receiver = r.slot(first + 2).take().unwrap_or(Value::None);
    if global.is(vm.types.super_.value())
        && !name.is(&vm.names.__class__)
        && let Some(own) = crate::protocol::attribute::super_class(vm, &class, &receiver)
        && let Some(found) = crate::protocol::attribute::super_lookup(vm, &class, &receiver, &own, &name)
    {
        let flow = found?;
        if method {
            *r.slot(i.dst + 1) = None;
        }
        return flow_step(vm, r, i, Ok(flow));
    }
    let made =
        if i.flags & 0x20 != 0 { vm.call(&global, &[class, receiver])? } else { vm.call(&global, &[])? };
    if method {
        *r.slot(i.dst + 1) = None;
    }
    flow_step(vm, r, i, vm.get_attr_flow(&made, &name, Action::Return))
}
