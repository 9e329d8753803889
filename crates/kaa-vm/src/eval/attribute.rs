//! Attribute instructions with their inline caches.

use super::name::name_at;
use super::{Running, Step, StepResult, effect_step, flow_step};
use crate::flow::Flow;
use crate::frame::{Action, Cache, Instr};
use crate::protocol::instance::shape_of;
use crate::types::type_object::flags;
use crate::types::{Function, NativeFunction};
use crate::vm::Vm;
use kaa_heap::Value;

fn cache_of(r: Running, i: &Instr) -> &'static mut Cache {
    // SAFETY: the running frame's code is alive; callers use the reference up before anything else can run.
    unsafe { &mut (&mut *(*(*r.frame).code).caches.get())[i.cache as usize] }
}

/// `LoadAttr`: by shape when the cache's shape and class version fit.
pub(crate) fn load_attr(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let cache = cache_of(r, i);
    let v = r.read(i.a);
    if let Some(h) = v.header()
        && let Some(a) = h.attrs()
        && a.keys.get() as u64 == cache.key
        && cache.key != 0
        && vm.class_of(v).version.get() == cache.version
        && let Some(x) = a.get(cache.value as usize)
    {
        let x = x.clone();
        r.release(i.a, i.flags & 1 != 0);
        r.store(i.dst, x);
        return super::after_native(vm);
    }
    let name = name_at(r, i.imm);
    learn_shape(vm, cache, v, &name);
    let v = v.clone();
    let flow = vm.get_attr_flow(&v, &name, Action::Return)?;
    r.release(i.a, i.flags & 1 != 0);
    drop(v);
    flow_step(vm, r, i, Ok(flow))
}

/// Fills the cache when the attribute is the instance's own and no data descriptor hides it.
fn learn_shape(vm: &Vm, cache: &mut Cache, v: &Value, name: &kaa_heap::Ref<crate::types::Str>) {
    let class = vm.class_of(v);
    if class.has(flags::CUSTOM_GETATTR) || class.getattro.get().is_some() {
        return;
    }
    let Some(a) = v.header().and_then(|h| h.attrs()) else { return };
    let Some(at) = shape_of(a).and_then(|s| s.index_of(name)) else { return };
    if class.lookup(vm, name).is_some_and(|d| vm.is_data_descriptor(&d)) {
        return;
    }
    *cache = Cache { key: a.keys.get() as u64, value: at as u64, version: class.version.get(), counter: 0 };
}

/// `LoadMethod`: function and receiver, or a value and nothing.
pub(crate) fn load_method(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let cache = cache_of(r, i);
    let v = r.read(i.a);
    let class = vm.class_of(v);
    if class.version.get() == cache.version && cache.value != 0 && shape_word(v) == cache.key {
        // SAFETY: while the class's version stands, its dict (or a base's) keeps the method alive.
        let m = unsafe { std::mem::ManuallyDrop::new(Value::from_bits(cache.value)) };
        let m = (*m).clone();
        let receiver = r.take(i.a, i.flags & 1 != 0);
        r.store(i.dst, m);
        r.store(i.dst + 1, receiver);
        return Ok(Step::Next);
    }
    let name = name_at(r, i.imm);
    if !class.has(flags::CUSTOM_GETATTR)
        && class.getattro.get().is_none()
        && let Some(m) = class.lookup(vm, &name)
        && (m.payload::<Function>().is_some()
            || m.payload::<NativeFunction>()
                .is_some_and(|n| n.receiver.is_none() && n.row.kind == crate::native::Kind::Method))
        && vm.own_attribute(v, &name).is_none()
    {
        if v.header().is_none_or(|h| h.attrs().is_none_or(|a| a.dict().is_none())) && class.version.get() != 0
        {
            *cache = Cache { key: shape_word(v), value: m.bits(), version: class.version.get(), counter: 0 };
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

/// The shape word of an instance (0: none, or its attributes are in a dict); objects whose payload has a dict give 1.
fn shape_word(v: &Value) -> u64 {
    match v.header().and_then(|h| h.attrs()) {
        Some(a) if a.dict().is_some() => u64::MAX,
        Some(a) => a.keys.get() as u64,
        None => 0,
    }
}

/// `StoreAttr`: by shape when it fits.
pub(crate) fn store_attr(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let cache = cache_of(r, i);
    let object = r.read(i.b);
    if let Some(h) = object.header()
        && let Some(a) = h.attrs()
        && a.keys.get() as u64 == cache.key
        && cache.key != 0
        && vm.class_of(object).version.get() == cache.version
    {
        let x = r.take(i.a, i.flags & 1 != 0);
        let old = a.set(cache.value as usize, Some(x));
        drop(old);
        r.release(i.b, i.flags & 2 != 0);
        return super::after_native(vm);
    }
    let name = name_at(r, i.imm);
    let object = object.clone();
    let x = r.take(i.a, i.flags & 1 != 0);
    r.release(i.b, i.flags & 2 != 0);
    let flow = vm.set_attr_flow(&object, &name, Some(&x))?;
    let class = vm.class_of(&object);
    if matches!(flow, Flow::Value(_)) && !class.has(flags::CUSTOM_SETATTR) && class.setattro.get().is_none() {
        learn_shape(vm, cache_of(r, i), &object, &name);
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
