//! Building containers, items, slices, and the strings of f-strings and templates.

use super::{Running, Step, StepResult, after_native, effect_step, flow_step};
use crate::flow::{Fallible, Flow, Raised};
use crate::frame::{Action, Instr};
use crate::types::{Dict, List, Set, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// `Subscript`: lists and tuples by small int, dicts, else the method.
pub(crate) fn subscript(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let (a, b) = (r.read(i.a), r.read(i.b));
    if let Some(found) = quick_item(vm, a, b) {
        r.release(i.a, i.flags & 1 != 0);
        r.release(i.b, i.flags & 2 != 0);
        r.store(i.dst, found);
        return after_native(vm);
    }
    let (a, b) = (a.clone(), b.clone());
    let flow = vm.get_item_flow(&a, &b, Action::Return)?;
    r.release(i.a, i.flags & 1 != 0);
    r.release(i.b, i.flags & 2 != 0);
    drop((a, b));
    flow_step(vm, r, i, Ok(flow))
}

#[inline]
fn quick_item(vm: &Vm, a: &Value, b: &Value) -> Option<Value> {
    if let Some(n) = b.as_small_int() {
        if vm.is_exact(a, &vm.types.list) {
            let items = a.payload::<List>()?.items.borrow();
            let at = if n < 0 { n + items.len() as i64 } else { n };
            return items.get(usize::try_from(at).ok()?).cloned();
        }
        if vm.is_exact(a, &vm.types.tuple) {
            let t = a.payload::<Tuple>()?;
            let at = if n < 0 { n + t.len() as i64 } else { n };
            return t.get(usize::try_from(at).ok()?).cloned();
        }
    }
    if vm.is_exact(a, &vm.types.dict) && (b.as_small_int().is_some() || vm.exact_str(b).is_some()) {
        return a.payload::<Dict>()?.get(vm, b).ok()?;
    }
    None
}

/// `StoreSubscript`.
pub(crate) fn store_subscript(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let value = r.take(i.imm as u16 as i16, i.flags & 4 != 0);
    let container = r.take(i.a, i.flags & 1 != 0);
    let key = r.take(i.b, i.flags & 2 != 0);
    if vm.is_exact(&container, &vm.types.list)
        && let (Some(l), Some(n)) = (container.payload::<List>(), key.as_small_int())
    {
        let mut items = l.items.borrow_mut();
        let at = if n < 0 { n + items.len() as i64 } else { n };
        if let Some(place) = usize::try_from(at).ok().and_then(|at| items.get_mut(at)) {
            let old = std::mem::replace(place, value);
            drop(items);
            drop((old, container));
            return after_native(vm);
        }
    } else if vm.is_exact(&container, &vm.types.dict)
        && let Some(d) = container.payload::<Dict>()
    {
        d.set(vm, key, value)?;
        drop(container);
        return after_native(vm);
    }
    effect_step(vm, vm.set_item_flow(&container, &key, &value))
}

/// `DeleteSubscript`.
pub(crate) fn delete_subscript(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let container = r.take(i.a, i.flags & 1 != 0);
    let key = r.take(i.b, i.flags & 2 != 0);
    effect_step(vm, vm.del_item_flow(&container, &key))
}

/// `BinarySlice`: a[b:c].
pub(crate) fn binary_slice(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let [container, start, stop] = three(r, i.a);
    if let Some(part) = vm.slice_direct(&container, &start, &stop) {
        drop(container);
        r.store(i.dst, part);
        return after_native(vm);
    }
    let slice = vm.new_slice(start, stop, Value::None);
    flow_step(vm, r, i, vm.get_item_flow(&container, &slice, Action::Return))
}

/// `StoreSlice`: value, container, start, stop.
pub(crate) fn store_slice(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let [value, container, start] = three(r, i.a);
    let stop = r.slot(i.a as u16 + 3).take().unwrap_or(Value::None);
    let slice = vm.new_slice(start, stop, Value::None);
    effect_step(vm, vm.set_item_flow(&container, &slice, &value))
}

pub(crate) fn three(r: Running, first: i16) -> [Value; 3] {
    let take = |k: u16| r.slot(first as u16 + k).take().unwrap_or(Value::None);
    [take(0), take(1), take(2)]
}

/// `Contains`.
pub(crate) fn contains(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let item = r.take(i.a, i.flags & 1 != 0);
    let container = r.take(i.b, i.flags & 2 != 0);
    let flow = vm.contains_flow(&container, &item)?;
    drop((item, container));
    match flow {
        Flow::Value(found) => {
            r.store(i.dst, contains_result(i, &found));
            after_native(vm)
        }
        Flow::Pushed => Ok(super::Step::Switch),
    }
}

/// `in` or `not in`, from whether it is in.
pub(crate) fn contains_result(i: &Instr, found: &Value) -> Value {
    Value::bool(found.is_true() != (i.imm & 1 != 0))
}

/// `BuildTuple`, `BuildList`, `BuildSet`, `BuildMap`, `BuildString`, `BuildSlice`.
pub(crate) fn build(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    use crate::frame::ROp;
    let n = i.imm as usize;
    let v: Value = match i.op {
        ROp::BuildTuple => vm.new_tuple(r.take_many(i.a, n)).into(),
        ROp::BuildList => vm.new_list(r.take_many(i.a, n)).into(),
        ROp::BuildSet => {
            let set = vm.new_set();
            for item in r.take_many(i.a, n) {
                set.add(vm, item)?;
            }
            set.into()
        }
        ROp::BuildMap => {
            let d = vm.new_dict();
            let mut items = r.take_many(i.a, n * 2).into_iter();
            while let (Some(k), Some(v)) = (items.next(), items.next()) {
                d.set(vm, k, v)?;
            }
            d.into()
        }
        ROp::BuildString => join(vm, &r.take_many(i.a, n)),
        _ => {
            let mut parts = r.take_many(i.a, n).into_iter();
            let mut next = || parts.next().unwrap_or(Value::None);
            vm.new_slice(next(), next(), next())
        }
    };
    r.store(i.dst, v);
    after_native(vm)
}

fn join(vm: &Vm, parts: &[Value]) -> Value {
    let mut bytes = Vec::new();
    for p in parts {
        if let Some(s) = p.payload::<Str>() {
            bytes.extend_from_slice(s.as_bytes());
        }
    }
    vm.new_str_owned(bytes).into()
}

/// `ListAppend`, of a comprehension's own list.
pub(crate) fn list_append(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let item = r.take(i.b, i.flags & 2 != 0);
    match r.slot(i.a as u16).as_ref().and_then(|l| l.payload::<List>()) {
        Some(l) => {
            l.items.borrow_mut().push(item);
            Ok(Step::Next)
        }
        None => Err(vm.system_error("a comprehension without its list")),
    }
}

/// `FormatSimple`.
pub(crate) fn format_simple(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    format(vm, r, i, false)
}

/// `ListExtend`, `SetAdd`, `SetUpdate`, `MapAdd`, `DictUpdate`, `DictMerge`.
pub(crate) fn add(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    use crate::frame::ROp;
    let target = r.read(i.a).clone();
    let v = r.take(i.b, i.flags & 2 != 0);
    match i.op {
        ROp::ListAppend => {
            if let Some(l) = target.payload::<List>() {
                l.items.borrow_mut().push(v);
            }
        }
        ROp::ListExtend => {
            let Some(l) = target.as_ref::<List>() else { return after_native(vm) };
            let flow = crate::types::list::fill::extend_then(vm, l, &v, Value::None);
            return effect_step(vm, flow.map_err(|e| star_error(vm, e, &v)));
        }
        ROp::SetAdd | ROp::SetUpdate => {
            let Some(s) = target.as_ref::<Set>() else { return after_native(vm) };
            if i.op == ROp::SetUpdate {
                let flow = crate::types::set::fill::fill_then(vm, s, &v, Value::None);
                return effect_step(vm, flow);
            }
            s.add(vm, v)?;
        }
        ROp::MapAdd => {
            let value = r.take(i.imm as u16 as i16, i.flags & 4 != 0);
            if let Some(d) = target.payload::<Dict>() {
                d.set(vm, v, value)?;
            }
        }
        _ => {
            let Some(d) = target.as_ref::<Dict>() else { return after_native(vm) };
            let callable = if i.op == ROp::DictMerge { Some(r.read(i.imm as i16).clone()) } else { None };
            update(vm, d, &v, callable.as_ref())?;
        }
    }
    drop(target);
    after_native(vm)
}

fn star_error(vm: &Vm, e: Raised, v: &Value) -> Raised {
    let class = vm.class_of(v);
    let iterable = class.special(vm, crate::dunder::Dunder::Iter).is_some()
        || class.special(vm, crate::dunder::Dunder::GetItem).is_some();
    if iterable || !vm.matches(&e, &vm.exceptions.type_error) {
        return e;
    }
    vm.type_error(format!("Value after * must be an iterable, not {}", class.name()))
}

/// Merges a mapping into a dict; with a callable, keys must be new strings.
fn update(vm: &Vm, d: &Ref<Dict>, other: &Value, callable: Option<&Value>) -> Fallible<()> {
    let pairs: Vec<(Value, Value)> = if let Some(o) = other.payload::<Dict>() {
        o.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect()
    } else {
        let Some(keys) = vm.get_attr_opt(other, &vm.names.keys)? else {
            let name = vm.type_name(other);
            return Err(match callable {
                Some(c) => vm.type_error(format!(
                    "{} argument after ** must be a mapping, not {name}",
                    super::call::display_callable(vm, c)
                )),
                None => vm.type_error(format!("'{name}' object is not a mapping")),
            });
        };
        let keys = vm.call(&keys, &[])?;
        let mut pairs = Vec::new();
        for k in vm.collect(&keys)? {
            let v = vm.get_item(other, &k)?;
            pairs.push((k, v));
        }
        pairs
    };
    for (k, v) in pairs {
        if let Some(c) = callable {
            let f = super::call::display_callable(vm, c);
            let Some(text) = k.payload::<Str>() else {
                return Err(vm.type_error("keywords must be strings"));
            };
            if d.get(vm, &k)?.is_some() {
                let text = text.to_string_lossy();
                return Err(vm.type_error(format!("{f} got multiple values for keyword argument '{text}'")));
            }
        }
        d.set(vm, k, v)?;
    }
    Ok(())
}

/// `FormatSimple`, `FormatWithSpec`.
pub(crate) fn format(vm: &Vm, r: Running, i: &Instr, with_spec: bool) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    if !with_spec {
        if let Some(text) = vm.str_direct(&v) {
            r.store(i.dst, text);
            return after_native(vm);
        }
        let empty = vm.intern("");
        return flow_step(vm, r, i, vm.format_flow(&v, &empty));
    }
    let spec = r.take(i.b, i.flags & 2 != 0);
    match spec.downcast::<Str>() {
        Ok(s) => flow_step(vm, r, i, vm.format_flow(&v, &s)),
        Err(other) => {
            Err(vm.type_error(format!("format() argument 2 must be str, not {}", vm.type_name(&other))))
        }
    }
}

/// `ConvertValue`: 1 str, 2 repr, 3 ascii.
pub(crate) fn convert(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    let flow = match i.imm {
        1 => vm.str_flow(&v),
        2 => vm.repr_flow(&v),
        _ => vm.ascii(&v).map(|s| Flow::Value(s.into())),
    };
    flow_step(vm, r, i, flow)
}
