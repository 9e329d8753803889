//! Pickling's protocol of `object`: `__reduce_ex__`, `__reduce__`, `__getstate__`. The oldest protocols are `copyreg`'s.

use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::builtin_types::Empty;
use crate::types::type_object::flags;
use crate::types::{Dict, List, NativeFunction, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

/// The module `copyreg`.
fn copyreg(vm: &Vm) -> Fallible<Value> {
    let name = vm.intern("copyreg");
    if let Some(m) = vm.modules.get_str(&name) {
        return Ok(m);
    }
    match vm.builtins.get_str(&vm.names.__import__) {
        Some(import) => vm.call(&import, &[name.into_value()]),
        None => Err(vm.runtime_error("__import__ not found")),
    }
}

pub(super) fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    old_protocol(vm, arg(args, 0), 0)
}

fn old_protocol(vm: &Vm, v: &Value, protocol: i64) -> NativeResult {
    let f = vm.get_attr(&copyreg(vm)?, &vm.intern("_reduce_ex"))?;
    done(vm.call(&f, &[v.clone(), vm.new_int(protocol)])?)
}

pub(super) fn reduce_ex(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let protocol = vm.index_clamped(arg(args, 1))?;
    let own = vm.class_of(v).lookup(vm, &vm.names.__reduce__);
    let default = own.is_none_or(|m| {
        m.payload::<NativeFunction>().and_then(|n| n.owner.as_ref()).is_some_and(|o| o.is(&vm.types.object))
    });
    if !default {
        return done(vm.call_method(v, "__reduce__", &[])?);
    }
    if protocol < 2 {
        return old_protocol(vm, v, protocol);
    }
    new_protocol(vm, v)
}

/// Protocol 2 and up: (`__newobj__`, (class, *arguments), state, list items, dict items).
fn new_protocol(vm: &Vm, v: &Value) -> NativeResult {
    let class = vm.class_ref(v);
    let (arguments, keywords) = new_arguments(vm, v)?;
    let has_arguments = arguments.is_some() || keywords.is_some();
    let list = v.payload::<List>().is_some();
    let dict = v.payload::<Dict>().is_some();
    let state = state_of(vm, v, !has_arguments && !list && !dict)?;
    let copyreg = copyreg(vm)?;
    let given = arguments.unwrap_or_default();
    let (function, arguments) = match keywords {
        Some(k) if k.payload::<Dict>().is_some_and(|d| !d.is_empty()) => {
            let items = vec![class.into_value(), vm.new_tuple(given).into(), k];
            (vm.get_attr(&copyreg, &vm.intern("__newobj_ex__"))?, items)
        }
        _ => {
            let mut items = vec![class.into_value()];
            items.extend(given);
            (vm.get_attr(&copyreg, &vm.intern("__newobj__"))?, items)
        }
    };
    let list_items = if list { vm.iter(v)? } else { Value::None };
    let dict_items = if dict { vm.iter(&vm.call_method(v, "items", &[])?)? } else { Value::None };
    done(vm.new_tuple(vec![function, vm.new_tuple(arguments).into(), state, list_items, dict_items]))
}

/// What `__getnewargs_ex__` or `__getnewargs__` say.
fn new_arguments(vm: &Vm, v: &Value) -> Fallible<(Option<Vec<Value>>, Option<Value>)> {
    if let Some(f) = vm.get_attr_opt(v, &vm.intern("__getnewargs_ex__"))? {
        let r = vm.call(&f, &[])?;
        let Some(pair) = r.payload::<Tuple>() else {
            let t = vm.type_name(&r);
            return Err(vm.type_error(format!("__getnewargs_ex__ should return a tuple, not '{t}'")));
        };
        let [a, k] = &pair[..] else {
            let n = pair.len();
            return Err(
                vm.value_error(format!("__getnewargs_ex__ should return a tuple of length 2, not {n}"))
            );
        };
        let Some(items) = a.payload::<Tuple>() else {
            let t = vm.type_name(a);
            return Err(vm.type_error(format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{t}'"
            )));
        };
        if k.payload::<Dict>().is_none() {
            let t = vm.type_name(k);
            return Err(vm.type_error(format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{t}'"
            )));
        }
        return Ok((Some(items.to_vec()), Some(k.clone())));
    }
    if let Some(f) = vm.get_attr_opt(v, &vm.intern("__getnewargs__"))? {
        let r = vm.call(&f, &[])?;
        return match r.payload::<Tuple>() {
            Some(t) => Ok((Some(t.to_vec()), None)),
            None => {
                let t = vm.type_name(&r);
                Err(vm.type_error(format!("__getnewargs__ should return a tuple, not '{t}'")))
            }
        };
    }
    Ok((None, None))
}

/// The object's state: its own `__getstate__`, or the default one, which knows whether more than attributes would be needed.
fn state_of(vm: &Vm, v: &Value, required: bool) -> Fallible<Value> {
    let name = vm.intern("__getstate__");
    let own = vm.class_of(v).lookup(vm, &name);
    let default = own.is_some_and(|m| {
        m.payload::<NativeFunction>().and_then(|n| n.owner.as_ref()).is_some_and(|o| o.is(&vm.types.object))
    });
    if default && vm.get_attr(v, &name)?.payload::<NativeFunction>().is_some() {
        return default_state(vm, v, required);
    }
    vm.call_method(v, "__getstate__", &[])
}

pub(super) fn getstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(default_state(vm, arg(args, 0), false)?)
}

fn default_state(vm: &Vm, v: &Value, required: bool) -> Fallible<Value> {
    let class = vm.class_ref(v);
    if required && (!class.has_layout::<Empty>() || v.header().is_none()) {
        return Err(vm.type_error(format!("cannot pickle '{}' object", class.name())));
    }
    let state = match vm.get_attr_opt(v, &vm.names.__dict__)? {
        Some(d) => d,
        None => Value::None,
    };
    if !class.has(flags::HEAPTYPE) {
        return Ok(state);
    }
    let f = vm.get_attr(&copyreg(vm)?, &vm.intern("_slotnames"))?;
    let names = vm.call(&f, &[class.into_value()])?;
    let values = vm.new_dict();
    if !names.is_none() {
        for n in vm.collect(&names)? {
            let Some(name) = n.as_ref::<crate::types::Str>() else { continue };
            if let Some(x) = vm.get_attr_opt(v, name)? {
                values.set_str(name, x);
            }
        }
    }
    if values.is_empty() {
        return Ok(state);
    }
    Ok(vm.new_tuple(vec![state, values.into()]).into())
}
