//! Pattern matching: `MATCH_*` and `GET_LEN`.

use super::{Running, StepResult, after_native, flow_step};
use crate::flow::{Fallible, NativeResult};
use crate::frame::{Instr, ROp};
use crate::types::type_object::flags;
use crate::types::{Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// All of them.
pub(crate) fn operation(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    match i.op {
        ROp::MatchMapping | ROp::MatchSequence => {
            let flag = if i.op == ROp::MatchMapping { flags::MAPPING } else { flags::SEQUENCE };
            let yes = vm.class_of(r.read(i.a)).has(flag);
            r.store(i.dst, Value::bool(yes));
            after_native(vm)
        }
        ROp::GetLen => {
            let v = r.read(i.a).clone();
            let flow: NativeResult = vm.len_flow(&v);
            flow_step(vm, r, i, flow)
        }
        ROp::MatchKeys => {
            let (subject, keys) = (r.read(i.a).clone(), r.read(i.b).clone());
            let found = match_keys(vm, &subject, &keys)?;
            r.store(i.dst, found);
            after_native(vm)
        }
        _ => {
            let [subject, class, names] = super::container::three(r, i.a);
            let found = match_class(vm, &subject, &class, &names, i.imm as usize)?;
            r.store(i.dst, found);
            after_native(vm)
        }
    }
}

fn match_keys(vm: &Vm, subject: &Value, keys: &Value) -> Fallible<Value> {
    let Some(keys) = keys.payload::<Tuple>() else { return Ok(Value::None) };
    let seen = vm.new_set();
    let get = vm.get_attr(subject, &vm.names.get)?;
    let missing: Value = vm.new_list(Vec::new()).into();
    let mut values = Vec::new();
    for k in keys.to_vec() {
        if !seen.add(vm, k.clone())? {
            let shown = vm.repr(&k)?;
            return Err(
                vm.value_error(format!("mapping pattern checks duplicate key ({})", shown.to_string_lossy()))
            );
        }
        let v = vm.call(&get, &[k, missing.clone()])?;
        if v.is(&missing) {
            return Ok(Value::None);
        }
        values.push(v);
    }
    Ok(vm.new_tuple(values).into())
}

fn match_class(vm: &Vm, subject: &Value, class: &Value, names: &Value, positional: usize) -> Fallible<Value> {
    let Some(t) = class.as_ref::<Type>() else {
        return Err(vm.type_error("called match pattern must be a class"));
    };
    if !vm.is_instance(subject, class)? {
        return Ok(Value::None);
    }
    let mut seen: Vec<Ref<Str>> = Vec::new();
    let mut found = Vec::new();
    if positional > 0 {
        let args = vm.get_attr_opt(class, &vm.names.__match_args__)?;
        match args {
            None if matches_self(vm, t) => {
                if positional > 1 {
                    return Err(too_many(vm, t, 1, positional));
                }
                found.push(subject.clone());
            }
            args => {
                let names = match_args(vm, t, args)?;
                if names.len() < positional {
                    return Err(too_many(vm, t, names.len(), positional));
                }
                for n in &names[..positional] {
                    let Some(n) = n.as_ref::<Str>() else {
                        let got = vm.type_name(n);
                        return Err(
                            vm.type_error(format!("__match_args__ elements must be strings (got {got})"))
                        );
                    };
                    if !take(vm, t, subject, n, &mut seen, &mut found)? {
                        return Ok(Value::None);
                    }
                }
            }
        }
    }
    if let Some(names) = names.payload::<Tuple>() {
        for n in names.iter().filter_map(|n| n.as_ref::<Str>()) {
            if !take(vm, t, subject, n, &mut seen, &mut found)? {
                return Ok(Value::None);
            }
        }
    }
    Ok(vm.new_tuple(found).into())
}

fn match_args(vm: &Vm, t: &Ref<Type>, args: Option<Value>) -> Fallible<Vec<Value>> {
    let Some(v) = args else { return Ok(Vec::new()) };
    match v.payload::<Tuple>() {
        Some(t) => Ok(t.to_vec()),
        None => {
            let (name, got) = (t.name(), vm.type_name(&v));
            Err(vm.type_error(format!("{name}.__match_args__ must be a tuple (got {got})")))
        }
    }
}

fn too_many(vm: &Vm, t: &Ref<Type>, allowed: usize, given: usize) -> crate::flow::Raised {
    let plural = if allowed == 1 { "" } else { "s" };
    let name = t.name();
    vm.type_error(format!("{name}() accepts {allowed} positional sub-pattern{plural} ({given} given)"))
}

fn take(
    vm: &Vm,
    t: &Ref<Type>,
    subject: &Value,
    name: &Ref<Str>,
    seen: &mut Vec<Ref<Str>>,
    found: &mut Vec<Value>,
) -> Fallible<bool> {
    if seen.iter().any(|s| s.same(name)) {
        let (class, text) = (t.name(), name.to_string_lossy());
        return Err(vm.type_error(format!("{class}() got multiple sub-patterns for attribute '{text}'")));
    }
    seen.push(name.clone());
    match vm.get_attr_opt(subject, name)? {
        Some(v) => {
            found.push(v);
            Ok(true)
        }
        None => Ok(false),
    }
}

/// Classes whose single positional pattern is the subject itself.
fn matches_self(vm: &Vm, t: &Ref<Type>) -> bool {
    let y = &vm.types;
    [
        &y.bool,
        &y.bytearray,
        &y.bytes,
        &y.dict,
        &y.float,
        &y.frozenset,
        &y.int,
        &y.list,
        &y.set,
        &y.str,
        &y.tuple,
    ]
    .into_iter()
    .any(|c| t.is_subtype_of(c))
}
