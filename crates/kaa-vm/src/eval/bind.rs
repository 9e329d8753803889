//! Binding arguments to the parameters of a Python function, the general way, with CPython's messages for wrong calls. Calls
//! with plain parameters are bound by the call instruction itself (`call.rs`, `fast.rs`).

use crate::flow::{Fallible, Raised};
use crate::types::{CodeObject, Dict, Function, Str, Tuple};
use crate::vm::Vm;
use kaa_bytecode::CodeFlags;
use kaa_heap::{Ref, Value};

/// Binds arguments to the slots of a new frame, with CPython's messages.
pub(crate) fn bind_arguments(
    vm: &Vm,
    f: &Ref<Function>,
    code: &CodeObject,
    args: Vec<Value>,
    kwnames: &[Ref<Str>],
    slots: *mut Option<Value>,
) -> Fallible<()> {
    let c = &code.code;
    let (argcount, kwonly) = (c.argcount as usize, c.kwonlyargcount as usize);
    let total = argcount + kwonly;
    let npos = args.len() - kwnames.len();
    // SAFETY (all of this function): parameters, `*args` and `**kwargs` are the first slots of the new frame.
    let slot = |k: usize| -> &mut Option<Value> {
        // SAFETY: see above.
        unsafe { &mut *slots.add(k) }
    };
    let mut values = args.into_iter();
    let given = npos.min(argcount);
    for k in 0..given {
        *slot(k) = values.next();
    }
    let extra: Vec<Value> = values.by_ref().take(npos - given).collect();
    let too_many = !extra.is_empty();
    let mut next = total;
    if c.flags.has(CodeFlags::VARARGS) {
        *slot(next) = Some(vm.new_tuple(extra).into());
        next += 1;
    }
    let kwdict = if c.flags.has(CodeFlags::VARKEYWORDS) {
        let d = vm.new_dict();
        *slot(next) = Some(d.value().clone());
        Some(d)
    } else {
        None
    };
    bind_keywords(vm, f, code, kwnames, values, kwdict.as_ref(), &slot)?;
    if too_many && !c.flags.has(CodeFlags::VARARGS) {
        return Err(too_many_positional(vm, f, code, npos, &slot));
    }
    bind_defaults(vm, f, code, npos, &slot)
}

fn function_name(f: &Ref<Function>) -> String {
    f.qualname.borrow().to_string_lossy().into_owned()
}

fn bind_keywords<'s>(
    vm: &Vm,
    f: &Ref<Function>,
    code: &CodeObject,
    kwnames: &[Ref<Str>],
    values: impl Iterator<Item = Value>,
    kwdict: Option<&Ref<Dict>>,
    slot: &impl Fn(usize) -> &'s mut Option<Value>,
) -> Fallible<()> {
    let c = &code.code;
    let total = (c.argcount + c.kwonlyargcount) as usize;
    let posonly = c.posonlyargcount as usize;
    for (name, v) in kwnames.iter().zip(values) {
        let found = (posonly..total).find(|k| code.localsplus[*k].is(name) || code.localsplus[*k].same(name));
        match (found, kwdict) {
            (Some(k), _) => {
                if slot(k).is_some() {
                    return Err(vm.type_error(format!(
                        "{}() got multiple values for argument '{}'",
                        function_name(f),
                        name.to_string_lossy()
                    )));
                }
                *slot(k) = Some(v);
            }
            (None, Some(d)) => d.set_str(name, v),
            (None, None) => return Err(unexpected_keyword(vm, f, code, kwnames, name)),
        }
    }
    Ok(())
}

fn unexpected_keyword(
    vm: &Vm,
    f: &Ref<Function>,
    code: &CodeObject,
    kwnames: &[Ref<Str>],
    name: &Ref<Str>,
) -> Raised {
    let posonly = code.code.posonlyargcount as usize;
    let wrong: Vec<String> = code.localsplus[..posonly]
        .iter()
        .filter(|p| kwnames.iter().any(|k| k.same(p)))
        .map(|p| p.to_string_lossy().into_owned())
        .collect();
    if !wrong.is_empty() {
        return vm.type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            function_name(f),
            wrong.join(", ")
        ));
    }
    let total = (code.code.argcount + code.code.kwonlyargcount) as usize;
    let candidates: Vec<String> =
        code.localsplus[posonly..total].iter().map(|s| s.to_string_lossy().into_owned()).collect();
    let text = name.to_string_lossy();
    let mut message = format!("{}() got an unexpected keyword argument '{text}'", function_name(f));
    if let Some(best) = crate::exceptions::closest_name(&text, &candidates) {
        message.push_str(&format!(". Did you mean '{best}'?"));
    }
    vm.type_error(message)
}

fn bind_defaults<'s>(
    vm: &Vm,
    f: &Ref<Function>,
    code: &CodeObject,
    npos: usize,
    slot: &impl Fn(usize) -> &'s mut Option<Value>,
) -> Fallible<()> {
    let c = &code.code;
    let argcount = c.argcount as usize;
    let defaults = f.defaults.borrow().clone();
    let defaults: &[Value] = defaults.as_ref().and_then(|d| d.payload::<Tuple>()).map_or(&[], |t| t);
    let required = argcount.saturating_sub(defaults.len());
    let missing: Vec<usize> = (npos.min(argcount)..required).filter(|k| slot(*k).is_none()).collect();
    if !missing.is_empty() {
        return Err(missing_arguments(vm, f, code, &missing, "positional"));
    }
    for k in required.max(npos)..argcount {
        if slot(k).is_none() {
            *slot(k) = Some(defaults[k + defaults.len() - argcount].clone());
        }
    }
    if c.kwonlyargcount == 0 {
        return Ok(());
    }
    let kwdefaults = f.kwdefaults.borrow().clone();
    let kwdefaults = kwdefaults.as_ref().and_then(|d| d.payload::<Dict>());
    let mut missing = Vec::new();
    for k in argcount..argcount + c.kwonlyargcount as usize {
        if slot(k).is_none() {
            match kwdefaults.and_then(|d| d.get_str(&code.localsplus[k])) {
                Some(v) => *slot(k) = Some(v),
                None => missing.push(k),
            }
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing_arguments(vm, f, code, &missing, "keyword-only")) }
}

fn missing_arguments(vm: &Vm, f: &Ref<Function>, code: &CodeObject, missing: &[usize], kind: &str) -> Raised {
    let names: Vec<String> =
        missing.iter().map(|k| format!("'{}'", code.localsplus[*k].to_string_lossy())).collect();
    let list = match &names[..] {
        [one] => one.clone(),
        [a, b] => format!("{a} and {b}"),
        _ => format!("{}, and {}", names[..names.len() - 1].join(", "), names[names.len() - 1]),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    vm.type_error(format!(
        "{}() missing {} required {kind} argument{plural}: {list}",
        function_name(f),
        names.len()
    ))
}

fn too_many_positional<'s>(
    vm: &Vm,
    f: &Ref<Function>,
    code: &CodeObject,
    npos: usize,
    slot: &impl Fn(usize) -> &'s mut Option<Value>,
) -> Raised {
    let c = &code.code;
    let argcount = c.argcount as usize;
    let ndefaults =
        f.defaults.borrow().as_ref().and_then(|d| d.payload::<Tuple>().map(|t| t.len())).unwrap_or(0);
    let kwgiven = (argcount..argcount + c.kwonlyargcount as usize).filter(|k| slot(*k).is_some()).count();
    let (takes, plural) = if ndefaults > 0 {
        (format!("from {} to {argcount}", argcount - ndefaults), true)
    } else {
        (argcount.to_string(), argcount != 1)
    };
    let s = |many: bool| if many { "s" } else { "" };
    let given = if kwgiven > 0 {
        format!(
            "{npos} positional argument{} (and {kwgiven} keyword-only argument{}) were",
            s(npos != 1),
            s(kwgiven != 1)
        )
    } else {
        format!("{npos} {}", if npos == 1 { "was" } else { "were" })
    };
    vm.type_error(format!(
        "{}() takes {takes} positional argument{} but {given} given",
        function_name(f),
        s(plural)
    ))
}
