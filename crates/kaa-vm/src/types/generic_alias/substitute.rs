//! Type parameters of aliases: collecting them and putting arguments in their place (PEP 585, 646).

use super::is_class;
use crate::dunder::Dunder;
use crate::flow::Fallible;
use crate::types::{List, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn name(vm: &Vm, text: &str) -> Ref<Str> {
    vm.intern(text)
}

/// The type parameters in arguments, each once, in order.
pub fn parameters_of(vm: &Vm, args: &[Value]) -> Fallible<Ref<Tuple>> {
    let mut found = Vec::new();
    collect(vm, args, &mut found)?;
    Ok(vm.new_tuple(found))
}

fn collect(vm: &Vm, args: &[Value], found: &mut Vec<Value>) -> Fallible<()> {
    vm.check_native_stack()?;
    let mut note = |v: &Value| {
        if !found.iter().any(|f| f.is(v)) {
            found.push(v.clone());
        }
    };
    let mut nested = Vec::new();
    for v in args.iter().filter(|v| !is_class(v)) {
        if vm.get_attr_opt(v, &vm.names.__typing_subst__)?.is_some() {
            note(v);
        } else if let Some(t) = v.payload::<Tuple>() {
            nested.push(t.to_vec());
        } else if let Some(l) = v.payload::<List>() {
            nested.push(l.to_vec());
        } else if let Some(own) = vm.get_attr_opt(v, &vm.names.__parameters__)?
            && let Some(own) = own.payload::<Tuple>()
        {
            own.iter().for_each(&mut note);
        }
        while let Some(inner) = nested.pop() {
            for p in parameters_of(vm, &inner)?.iter() {
                note(p);
            }
        }
    }
    Ok(())
}

/// `self_[item]`: the arguments with parameters replaced by what stands in the brackets.
pub fn substitute(
    vm: &Vm,
    this: &Value,
    args: &[Value],
    parameters: &Ref<Tuple>,
    item: &Value,
) -> Fallible<Vec<Value>> {
    if parameters.is_empty() {
        let text = vm.repr(this)?;
        return Err(vm.type_error(format!("{} is not a generic class", text.to_string_lossy())));
    }
    let mut given: Value = match item.payload::<Tuple>() {
        Some(_) => unpack_aliases(vm, item)?,
        None => unpack_aliases(vm, vm.new_tuple(vec![item.clone()]).value())?,
    };
    for p in parameters.iter() {
        if let Some(prepare) =
            vm.get_attr_opt(p, &name(vm, "__typing_prepare_subst__"))?.filter(|f| !f.is_none())
        {
            given = vm.call(&prepare, &[this.clone(), given])?;
        }
    }
    let given = vm.collect(&given)?;
    if given.len() != parameters.len() {
        let word = if given.len() > parameters.len() { "many" } else { "few" };
        let text = vm.repr(this)?;
        return Err(vm.type_error(format!(
            "Too {word} arguments for {}; actual {}, expected {}",
            text.to_string_lossy(),
            given.len(),
            parameters.len()
        )));
    }
    replace(vm, args, parameters, &given)
}

/// `*tuple[int, str]` among the given arguments counts as its arguments.
fn unpack_aliases(vm: &Vm, given: &Value) -> Fallible<Value> {
    let mut out = Vec::new();
    for v in vm.collect(given)? {
        let inner = match is_class(&v) {
            true => None,
            false => vm.get_attr_opt(&v, &name(vm, "__typing_unpacked_tuple_args__"))?,
        };
        match inner.as_ref().and_then(|i| i.payload::<Tuple>()) {
            Some(t) if !t.last().is_some_and(|l| l.is(&Value::Ellipsis)) => out.extend(t.iter().cloned()),
            _ => out.push(v),
        }
    }
    Ok(vm.new_tuple(out).into())
}

fn replace(vm: &Vm, args: &[Value], parameters: &[Value], given: &[Value]) -> Fallible<Vec<Value>> {
    vm.check_native_stack()?;
    let value_of = |p: &Value| parameters.iter().position(|q| q.is(p)).and_then(|i| given.get(i)).cloned();
    let mut out = Vec::with_capacity(args.len());
    for v in args {
        if is_class(v) {
            out.push(v.clone());
            continue;
        }
        let unpack = match vm.get_attr_opt(v, &name(vm, "__typing_is_unpacked_typevartuple__"))? {
            Some(u) => vm.is_true(&u)?,
            None => false,
        };
        let new = match vm.get_attr_opt(v, &vm.names.__typing_subst__)? {
            Some(f) => vm.call(&f, &[value_of(v).unwrap_or(Value::None)])?,
            None => replace_nested(vm, v, parameters, given)?,
        };
        match new.payload::<Tuple>() {
            Some(t) if unpack => out.extend(t.iter().cloned()),
            _ => out.push(new),
        }
    }
    Ok(out)
}

fn replace_nested(vm: &Vm, v: &Value, parameters: &[Value], given: &[Value]) -> Fallible<Value> {
    if let Some(t) = v.payload::<Tuple>() {
        return Ok(vm.new_tuple(replace(vm, t, parameters, given)?).into());
    }
    if let Some(l) = v.payload::<List>() {
        return Ok(vm.new_list(replace(vm, &l.to_vec(), parameters, given)?).into());
    }
    let Some(own) = vm.get_attr_opt(v, &vm.names.__parameters__)? else { return Ok(v.clone()) };
    let Some(own) = own.payload::<Tuple>().filter(|t| !t.is_empty()) else { return Ok(v.clone()) };
    let mut items = Vec::with_capacity(own.len());
    for p in own.iter() {
        let new = parameters.iter().position(|q| q.is(p)).and_then(|i| given.get(i)).unwrap_or(p);
        // What stands for a TypeVarTuple, the only iterable parameter, is a tuple.
        match new.payload::<Tuple>() {
            Some(t) if vm.class_of(p).special(vm, Dunder::Iter).is_some() => items.extend(t.iter().cloned()),
            _ => items.push(new.clone()),
        }
    }
    vm.get_item(v, vm.new_tuple(items).value())
}
