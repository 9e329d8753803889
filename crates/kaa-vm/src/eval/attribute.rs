//! Attribute instructions with their inline caches.

use super::fast::cache_of;
use super::name::name_at;
use super::{Running, Step, StepResult, effect_step, flow_step};
use crate::flow::Flow;
use crate::frame::{Action, Cache, Found, Instr};
use crate::protocol::instance::shape_of;
use crate::types::descriptors::Property;
use crate::types::type_object::flags;
use crate::types::{Function, Module, NativeFunction, Str, Type};
use crate::vm::Vm;
use kaa_heap::{AttrArea, Ref, Value};

/// `LoadAttr` when its cache does not hold.
#[inline(never)]
pub(crate) fn load_attr(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.read(i.a);
    match cached(vm, r, i, v) {
        Some(Hit::Value(x)) => {
            r.release(i.a, i.flags & 1 != 0);
            r.store(i.dst, x);
            return super::after_native(vm);
        }
        Some(Hit::Getter(f)) => {
            let receiver = r.take(i.a, i.flags & 1 != 0);
            super::push_function(vm, &f, vec![receiver], &[], Action::Return, None)?;
            return Ok(Step::Switch);
        }
        None => {}
    }
    let name = name_at(r, i.imm);
    *cache_of(&r, i) = learn(vm, v, &name);
    let v = v.clone();
    let flow = vm.get_attr_flow(&v, &name, Action::Return)?;
    r.release(i.a, i.flags & 1 != 0);
    drop(v);
    flow_step(vm, r, i, Ok(flow))
}

/// What a cache beyond the loop's own says.
enum Hit {
    Value(Value),
    Getter(Ref<Function>),
}

/// What the cache says of attributes that are not the instance's own.
#[inline]
fn cached(vm: &Vm, r: Running, i: &Instr, v: &Value) -> Option<Hit> {
    let cache = cache_of(&r, i);
    let borrowed = || {
        // SAFETY: while the version that was just compared stands, a class's dict keeps the value alive.
        let x = unsafe { std::mem::ManuallyDrop::new(Value::from_bits(cache.value)) };
        (*x).clone()
    };
    let same_class = || vm.class_of(v).version.get() == cache.version;
    match cache.kind {
        Found::Own => None,
        Found::OnClass if same_class() => {
            let shape = v.header()?.attrs().map_or(0, |a| a.keys.get() as u64);
            (shape == cache.key && v.header()?.attrs().is_none_or(|a| a.dict().is_none()))
                .then(|| Hit::Value(borrowed()))
        }
        Found::Property if same_class() => {
            let getter = borrowed().payload::<Property>()?.get.borrow().clone()?;
            getter.downcast().ok().map(Hit::Getter)
        }
        Found::OfType if v.bits() == cache.key && v.payload::<Type>()?.version.get() == cache.version => {
            Some(Hit::Value(borrowed()))
        }
        Found::InModule => {
            let table = v.payload::<Module>()?.dict.table.borrow();
            (table.guard() == cache.key).then(|| Hit::Value(table.entry(cache.place as usize).value.clone()))
        }
        _ => None,
    }
}

/// What can be noted of an attribute before it is read.
fn learn(vm: &Vm, v: &Value, name: &Ref<Str>) -> Cache {
    if let Some(place) = own_place(vm, v, name)
        && let Some(a) = v.header().and_then(|h| h.attrs())
    {
        let version = vm.class_of(v).version.get();
        return Cache { key: a.keys.get() as u64, version, place, ..Cache::default() };
    }
    learn_other(vm, v, name).unwrap_or_default()
}

/// Modules, class objects, what stands on the class of an instance.
fn learn_other(vm: &Vm, v: &Value, name: &Ref<Str>) -> Option<Cache> {
    let class = vm.class_of(v);
    if let Some(m) = v.payload::<Module>() {
        if !vm.is_exact(v, &vm.types.module) || class.lookup(vm, name).is_some() {
            return None;
        }
        let table = m.dict.table.borrow();
        let place = table.find_str(name)? as u32;
        return Some(Cache { key: table.guarded(vm), place, kind: Found::InModule, ..Cache::default() });
    }
    if let Some(t) = v.payload::<Type>() {
        if !vm.is_exact(v, &vm.types.type_) || class.lookup(vm, name).is_some() {
            return None;
        }
        let found = t.lookup(vm, name).filter(|f| f.payload::<Function>().is_some() || is_plain(vm, f))?;
        let version = t.version.get();
        return Some(Cache { key: v.bits(), value: found.bits(), version, kind: Found::OfType, place: 0 });
    }
    if class.has(flags::CUSTOM_GETATTR) || class.getattro.get().is_some() {
        return None;
    }
    let found = class.lookup(vm, name)?;
    let version = class.version.get();
    if vm.is_exact(&found, &vm.types.property) {
        return Some(Cache { key: 0, value: found.bits(), version, kind: Found::Property, place: 0 });
    }
    let area = v.header()?.attrs();
    let may_hide = match area {
        Some(a) => a.dict().is_some() || shape_of(a).is_some_and(|s| s.index_of(name).is_some()),
        None => class.has(flags::DICT),
    };
    if may_hide || !is_plain(vm, &found) {
        return None;
    }
    let key = area.map_or(0, |a| a.keys.get() as u64);
    Some(Cache { key, value: found.bits(), version, kind: Found::OnClass, place: 0 })
}

/// No descriptor: what is found on the class is the attribute.
fn is_plain(vm: &Vm, found: &Value) -> bool {
    vm.class_of(found).special(vm, crate::dunder::Dunder::Get).is_none()
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
    if let Some(Hit::Value(x)) = cached(vm, r, i, v) {
        r.release(i.a, i.flags & 1 != 0);
        r.store(i.dst, x);
        *r.slot(i.dst + 1) = None;
        return super::after_native(vm);
    }
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
                *cache_of(&r, i) = Cache { key: 0, value: m.bits(), version, ..Cache::default() };
            }
            Some(Some(a)) if a.dict().is_none() => {
                let place = offset_of(v, a) << 16;
                *cache_of(&r, i) =
                    Cache { key: a.keys.get() as u64, value: m.bits(), version, place, kind: Found::Own };
            }
            _ => {}
        }
        let receiver = r.take(i.a, i.flags & 1 != 0);
        r.store(i.dst, m);
        r.store(i.dst + 1, receiver);
        return Ok(Step::Next);
    }
    if v.payload::<Module>().is_some() || v.payload::<Type>().is_some() {
        *cache_of(&r, i) = learn_other(vm, v, &name).unwrap_or_default();
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
        *cache_of(&r, i) =
            Cache { key: before as u64, value, version: class.version.get(), place, kind: Found::Own };
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
    let (method, first) = (i.flags & 0x10 != 0, i.a as u16);
    let global = r.slot(first).take().unwrap_or(Value::None);
    let class = r.slot(first + 1).take().unwrap_or(Value::None);
    let receiver = r.slot(first + 2).take().unwrap_or(Value::None);
    let cache = *cache_of(&r, i);
    let genuine = global.is(vm.types.super_.value());
    let version = vm.class_of(&receiver).version.get();
    if genuine && method && cache.version == version && cache.key == class.bits() {
        // SAFETY: while the version of the receiver's class stands, a class of its MRO keeps the method alive.
        let m = unsafe { std::mem::ManuallyDrop::new(Value::from_bits(cache.value)) };
        r.store(i.dst, (*m).clone());
        r.store(i.dst + 1, receiver);
        return super::after_native(vm);
    }
    let name = name_at(r, i.imm);
    if genuine
        && !name.is(&vm.names.__class__)
        && let Some(own) = crate::protocol::attribute::super_class(vm, &class, &receiver)
    {
        if method
            && own.is(vm.class_ref(&receiver).value())
            && let Some(f) = crate::protocol::attribute::super_find(&class, &own, &name)
            && f.payload::<Function>().is_some()
        {
            *cache_of(&r, i) = Cache { key: class.bits(), value: f.bits(), version, ..Cache::default() };
            r.store(i.dst, f);
            r.store(i.dst + 1, receiver);
            return super::after_native(vm);
        }
        if let Some(found) = crate::protocol::attribute::super_lookup(vm, &class, &receiver, &own, &name) {
            let flow = found?;
            if method {
                *r.slot(i.dst + 1) = None;
            }
            return flow_step(vm, r, i, Ok(flow));
        }
    }
    let made =
        if i.flags & 0x20 != 0 { vm.call(&global, &[class, receiver])? } else { vm.call(&global, &[])? };
    if method {
        *r.slot(i.dst + 1) = None;
    }
    flow_step(vm, r, i, vm.get_attr_flow(&made, &name, Action::Return))
}
