//! Warnings: `vm.warn` and the module `_warnings`. Filters, the registries of what was shown, and showing.
//!
//! Once the library's `warnings` is imported, its `filters`, `defaultaction`, `onceregistry` and `_showwarnmsg` count, because
//! programs change them. `place.rs` finds whom a warning is about, `module.rs` has the module's rows.

mod module;
mod place;

pub(crate) use module::make as make_module;
pub(crate) use place::Place;

use crate::flow::{Fallible, Raised};
use crate::types::{Dict, List, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use std::cell::{Cell, OnceCell};

/// What the machine keeps for warnings.
#[derive(Default)]
pub struct State {
    /// Counts changes of the filters; registries of an older count are forgotten.
    version: Cell<i64>,
    /// How often the lock is held.
    locked: Cell<usize>,
    /// The default filters, and what was shown once for all.
    filters: OnceCell<Value>,
    once: OnceCell<Value>,
}

/// A warning to issue.
pub(crate) struct Warning {
    /// An instance of the category, or its text.
    pub(crate) message: Value,
    pub(crate) category: Value,
    /// The object that the warning is about (ResourceWarning).
    pub(crate) source: Value,
    /// The line to show, when it is not in the file.
    pub(crate) line: Option<String>,
}

impl Vm {
    /// Issues a warning about the Python code `stacklevel` levels up, 1 being the running function.
    pub fn warn(&self, category: &Ref<Type>, message: &str, stacklevel: usize) -> Fallible<()> {
        self.warn_about(category, message, stacklevel, Value::None)
    }

    /// The same, about an object.
    pub fn warn_about(
        &self,
        category: &Ref<Type>,
        message: &str,
        stacklevel: usize,
        source: Value,
    ) -> Fallible<()> {
        let place = place::of_caller(self, stacklevel as i64, &[])?;
        let warning = Warning {
            message: self.str_value(message),
            category: category.value().clone(),
            source,
            line: None,
        };
        explicit(self, warning, &place)
    }

    /// Issues a warning about a line of a file.
    pub fn warn_at(&self, category: &Ref<Type>, message: &str, filename: &str, line: i64) -> Fallible<()> {
        let place = Place::of_file(self, self.str_value(filename), line);
        let warning = Warning {
            message: self.str_value(message),
            category: category.value().clone(),
            source: Value::None,
            line: None,
        };
        explicit(self, warning, &place)
    }
}

/// The filters decide, then it is shown, raised or forgotten.
pub(crate) fn explicit(vm: &Vm, warning: Warning, place: &Place) -> Fallible<()> {
    if place.module.is_none() {
        return Ok(());
    }
    let (text, category, instance) = match vm.is_instance_of(&warning.message, &vm.exceptions.warning) {
        true => {
            let class: Value = vm.class_ref(&warning.message).into();
            (vm.str(&warning.message)?.into_value(), class, warning.message.clone())
        }
        false => {
            let made = vm.call(&warning.category, std::slice::from_ref(&warning.message))?;
            (warning.message.clone(), warning.category.clone(), made)
        }
    };
    let key: Value = vm.new_tuple(vec![text.clone(), category.clone(), vm.new_int(place.line)]).into();
    if let Some(registry) = &place.registry
        && already(vm, registry, &key, false)?
    {
        return Ok(());
    }
    let (action, item) = action_for(vm, &text, &category, place)?;
    let shown = match action.as_str() {
        "error" => return Err(Raised(instance)),
        "ignore" => return Ok(()),
        "always" | "all" => true,
        other => {
            if let Some(registry) = &place.registry {
                registry.set(vm, key, Value::True)?;
            }
            let short: Value = vm.new_tuple(vec![text.clone(), category.clone()]).into();
            match (other, &place.registry) {
                ("default", _) => true,
                ("module", Some(registry)) => !already(vm, registry, &short, true)?,
                ("module", None) => true,
                ("once", Some(registry)) => !already(vm, registry, &short, true)?,
                ("once", None) => !already(vm, &once_registry(vm)?, &short, true)?,
                _ => {
                    let action = vm.repr(&vm.str_value(other))?.to_string_lossy().into_owned();
                    let item = vm.repr(&item)?.to_string_lossy().into_owned();
                    let message = format!("Unrecognized action ({action}) in warnings.filters:\n {item}");
                    return Err(vm.runtime_error(message));
                }
            }
        }
    };
    if shown { show(vm, &Shown { text, category, instance, place, warning: &warning }) } else { Ok(()) }
}

/// Was it shown already? With `note` it counts as shown from now on.
fn already(vm: &Vm, registry: &Ref<Dict>, key: &Value, note: bool) -> Fallible<bool> {
    let version = vm.warnings.version.get();
    let name = vm.intern("version");
    let known = registry.get_str(&name).as_ref().and_then(crate::types::int::as_i64);
    if known != Some(version) {
        let old = std::mem::take(&mut *registry.table.borrow_mut());
        drop(old);
        registry.set_str(&name, vm.new_int(version));
    } else if let Some(seen) = registry.get(vm, key)?
        && vm.is_true(&seen)?
    {
        return Ok(true);
    }
    if note {
        registry.set(vm, key.clone(), Value::True)?;
    }
    Ok(false)
}

/// An attribute of the library's `warnings`, if that is imported.
fn library(vm: &Vm, name: &str) -> Fallible<Option<Value>> {
    match vm.modules.get_text(vm, "warnings") {
        Some(module) if !module.is_none() => vm.get_attr_opt(&module, &vm.intern(name)),
        _ => Ok(None),
    }
}

fn once_registry(vm: &Vm) -> Fallible<Ref<Dict>> {
    let registry = library(vm, "onceregistry")?.unwrap_or_else(|| module::own_once_registry(vm));
    registry.downcast::<Dict>().map_err(|v| {
        vm.type_error(format!("_warnings.onceregistry must be a dict, not '{}'", vm.type_name(&v)))
    })
}

/// The first filter that fits says what to do.
fn action_for(vm: &Vm, text: &Value, category: &Value, place: &Place) -> Fallible<(String, Value)> {
    let uses_context = vm.config.borrow().flags.get("context_aware_warnings").is_some_and(|n| *n != 0);
    let from_context = if uses_context { library(vm, "_get_filters")? } else { None };
    let filters = match from_context {
        Some(get) => vm.call(&get, &[])?,
        None => library(vm, "filters")?.unwrap_or_else(|| module::own_filters(vm)),
    };
    let Some(list) = filters.payload::<List>() else {
        return Err(vm.value_error("_warnings.filters must be a list"));
    };
    let mut index = 0;
    loop {
        let Some(item) = list.items.borrow().get(index).cloned() else { break };
        let Some([action, message, class, module, line]) = item.payload::<Tuple>().map(|t| &t[..]) else {
            return Err(vm.value_error(format!("warnings.filters item {index} isn't a 5-tuple")));
        };
        let Some(name) = action.payload::<Str>() else {
            let got = vm.type_name(action);
            return Err(vm.type_error(format!("action must be a string, not '{got}'")));
        };
        let line = vm.index_clamped(line)?;
        if fits(vm, message, text)?
            && fits(vm, module, &place.module)?
            && vm.is_subclass(category, class)?
            && (line == 0 || line == place.line)
        {
            return Ok((name.to_string_lossy().into_owned(), item.clone()));
        }
        index += 1;
    }
    let action = library(vm, "defaultaction")?.unwrap_or_else(|| vm.str_value("default"));
    match action.payload::<Str>() {
        Some(name) => Ok((name.to_string_lossy().into_owned(), Value::None)),
        None => {
            let got = vm.type_name(&action);
            Err(vm.type_error(format!("_warnings.defaultaction must be a string, not '{got}'")))
        }
    }
}

/// A text must be equal, a pattern must match, nothing always fits.
fn fits(vm: &Vm, pattern: &Value, text: &Value) -> Fallible<bool> {
    if pattern.is_none() {
        return Ok(true);
    }
    if vm.exact_str(pattern).is_some() {
        return vm.eq(pattern, text);
    }
    let found = vm.call_method(pattern, "match", std::slice::from_ref(text))?;
    vm.is_true(&found)
}

struct Shown<'a> {
    text: Value,
    category: Value,
    instance: Value,
    place: &'a Place,
    warning: &'a Warning,
}

/// Through the library's `_showwarnmsg`, or as the interpreter itself prints.
fn show(vm: &Vm, shown: &Shown<'_>) -> Fallible<()> {
    if !shown.warning.source.is_none() {
        // Only the library tells where the object was made.
        let _ = vm.import_module("warnings");
    }
    let place = shown.place;
    if let Some(function) = library(vm, "_showwarnmsg")? {
        if !vm.is_callable(&function) {
            return Err(vm.type_error("warnings._showwarnmsg() must be set to a callable"));
        }
        let Some(class) = library(vm, "WarningMessage")? else {
            return Err(vm.runtime_error("unable to get warnings.WarningMessage"));
        };
        let args = [
            shown.instance.clone(),
            shown.category.clone(),
            place.filename.clone(),
            vm.new_int(place.line),
            Value::None,
            Value::None,
            shown.warning.source.clone(),
        ];
        let message = vm.call(&class, &args)?;
        return vm.call(&function, &[message]).map(drop);
    }
    let class = shown.category.as_ref::<Type>().map_or_else(String::new, |c| c.name().to_string());
    let filename = vm.str(&place.filename)?.to_string_lossy().into_owned();
    let text = vm.str(&shown.text)?.to_string_lossy().into_owned();
    let mut out = format!("{filename}:{}: {class}: {text}\n", place.line);
    let line = shown.warning.line.clone().or_else(|| {
        let number = usize::try_from(place.line).ok()?;
        super::traceback::source_line(&filename, number)
    });
    if let Some(line) = line.filter(|l| !l.trim().is_empty()) {
        out.push_str(&format!("  {}\n", line.trim()));
    }
    vm.write_stderr(&out);
    Ok(())
}
