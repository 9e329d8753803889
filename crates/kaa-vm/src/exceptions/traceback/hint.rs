//! "Did you mean" for NameError, AttributeError and ImportError: which names the wrong one could have been.

use super::super::suggest::closest_name;
use crate::flow::Fallible;
use crate::types::traceback::Traceback;
use crate::types::{Exception, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// The text to append to an exception's message.
pub(super) fn for_exception(vm: &Vm, exc: &Value) -> String {
    let Some(e) = exc.payload::<Exception>() else { return String::new() };
    let x = &vm.exceptions;
    let is = |class| vm.is_instance_of(exc, class);
    let text = |v: Option<Value>| v.and_then(|v| v.downcast::<Str>().ok());
    let names_error = is(&x.name_error);
    let (wrong, candidates) = if is(&x.import_error) {
        let Some(wrong) = text(e.field(3)) else { return String::new() };
        let found = of_module(vm, e, &wrong);
        (wrong, found)
    } else if names_error || is(&x.attribute_error) {
        let Some(wrong) = text(e.field(0)) else { return String::new() };
        let found = if names_error { of_frame(vm, e, &wrong) } else { of_object(vm, e, &wrong) };
        (wrong, found)
    } else {
        return String::new();
    };
    let name = wrong.to_string_lossy().into_owned();
    let best = match candidates {
        Ok(Candidates::Names(names)) => closest_name(&name, &names),
        Ok(Candidates::Answer(a)) => Some(a),
        Err(_) => None,
    };
    let forgotten = names_error && is_library_module(vm, &wrong);
    match (best, forgotten) {
        (Some(b), false) => format!(". Did you mean: '{b}'?"),
        (Some(b), true) => format!(". Did you mean: '{b}'? Or did you forget to import '{name}'?"),
        (None, true) => format!(". Did you forget to import '{name}'?"),
        (None, false) => String::new(),
    }
}

enum Candidates {
    Names(Vec<String>),
    /// The suggestion is known already.
    Answer(String),
}

fn is_library_module(vm: &Vm, name: &Ref<Str>) -> bool {
    let Some(all) = vm.sys.get_text(vm, "stdlib_module_names") else { return false };
    vm.contains(&all, name.value()).unwrap_or(false)
}

/// The names that `dir()` would give, sorted; private ones only for a private name.
fn directory(vm: &Vm, v: &Value, with_private: bool) -> Fallible<Vec<String>> {
    let listed = match vm.call_method(v, "__dir__", &[]) {
        Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {
            // The object is a class, whose own `__dir__` wants an instance.
            let class: Value = vm.class_ref(v).into();
            vm.call_method(&class, "__dir__", std::slice::from_ref(v))?
        }
        other => other?,
    };
    let mut names = texts(&vm.collect(&listed)?);
    names.sort();
    if !with_private {
        names.retain(|n| !n.starts_with('_'));
    }
    Ok(names)
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(|v| Some(v.payload::<Str>()?.to_string_lossy().into_owned())).collect()
}

/// The innermost frame of the exception's traceback.
fn last_frame(e: &Exception) -> Option<Value> {
    let mut at = e.traceback.borrow().clone()?;
    loop {
        let tb = at.payload::<Traceback>()?;
        let next = tb.next.borrow().clone();
        match next {
            Some(n) => at = n,
            None => return Some(tb.frame.clone()),
        }
    }
}

fn local(vm: &Vm, frame: &Value, name: &str) -> Fallible<Option<Value>> {
    let locals = vm.get_attr(frame, &vm.intern("f_locals"))?;
    let key = vm.str_value(name);
    if vm.contains(&locals, &key)? { Ok(Some(vm.get_item(&locals, &key)?)) } else { Ok(None) }
}

fn of_object(vm: &Vm, e: &Exception, wrong: &Str) -> Fallible<Candidates> {
    let object = e.field(1).unwrap_or(Value::None);
    let mut with_private = wrong.as_bytes().starts_with(b"_");
    if !with_private && let Some(frame) = last_frame(e) {
        // A method may use the private attributes of its own object.
        with_private = local(vm, &frame, "self").ok().flatten().is_some_and(|s| s.is(&object));
    }
    Ok(Candidates::Names(directory(vm, &object, with_private)?))
}

fn of_module(vm: &Vm, e: &Exception, wrong: &Str) -> Fallible<Candidates> {
    let name = e.field(1).and_then(|n| n.downcast::<Str>().ok());
    let module = name.and_then(|n| vm.modules.get_str(&vm.intern_str(&n)));
    let Some(module) = module else { return Ok(Candidates::Names(Vec::new())) };
    Ok(Candidates::Names(directory(vm, &module, wrong.as_bytes().starts_with(b"_"))?))
}

fn of_frame(vm: &Vm, e: &Exception, wrong: &Ref<Str>) -> Fallible<Candidates> {
    let Some(frame) = last_frame(e) else { return Ok(Candidates::Names(Vec::new())) };
    let mut names = Vec::new();
    for space in ["f_locals", "f_globals", "f_builtins"] {
        let space = vm.get_attr(&frame, &vm.intern(space))?;
        names.extend(texts(&vm.collect(&space)?));
    }
    if let Some(this) = local(vm, &frame, "self")?
        && matches!(vm.get_attr_opt(&this, &vm.intern_str(wrong)), Ok(Some(_)))
    {
        return Ok(Candidates::Answer(format!("self.{}", wrong.to_string_lossy())));
    }
    Ok(Candidates::Names(names))
}
