//! Warnings that native code gives. When the module `warnings` is loaded it decides; before that, Python's default filters
//! hold: deprecations show in `__main__` only, each text once for each line.

use crate::flow::Fallible;
use crate::types::frame_object::FrameObject;
use crate::types::int::as_i64;
use crate::types::{Dict, Str, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Where a warning belongs.
struct Place {
    filename: String,
    line: i32,
    module: String,
    globals: Option<Ref<Dict>>,
}

impl Vm {
    /// Gives a warning of a class; `stacklevel` 1 is the running Python function.
    pub fn warn(&self, class: &Ref<Type>, text: &str, stacklevel: usize) -> Fallible<()> {
        let loaded = self.modules.get_str(&self.names.warnings).filter(|m| !m.is_none());
        if let Some(module) = loaded
            && let Some(function) = self.get_attr_opt(&module, &self.names.warn)?
        {
            let level = self.new_usize(stacklevel);
            self.call(&function, &[self.str_value(text), class.value().clone(), level])?;
            return Ok(());
        }
        let place = place(self, stacklevel);
        match decide(self, class, &place) {
            Decision::Ignore => Ok(()),
            Decision::Raise => Err(self.error(class, text)),
            Decision::Show if first_time(self, class, text, &place) => {
                show(self, class, text, &place);
                Ok(())
            }
            Decision::Show => Ok(()),
        }
    }
}

fn place(vm: &Vm, stacklevel: usize) -> Place {
    let frame = vm.frame_at(stacklevel.saturating_sub(1));
    let object = frame.as_ref().and_then(|f| f.payload::<FrameObject>());
    let (Some(frame), Some(object)) = (&frame, object) else {
        return Place { filename: "<sys>".into(), line: 0, module: "sys".into(), globals: None };
    };
    let globals = object.function.globals.clone();
    let filename = object.function.code.borrow().filename.to_string_lossy().into_owned();
    let line = vm.get_attr_opt(frame, &vm.intern("f_lineno")).ok().flatten();
    let line = line.as_ref().and_then(as_i64).and_then(|l| i32::try_from(l).ok()).unwrap_or(0);
    let module = globals.get_str(&vm.names.__name__);
    let module = module.as_ref().and_then(|m| m.payload::<Str>()).map(|m| m.to_string_lossy().into_owned());
    Place { filename, line, module: module.unwrap_or_else(|| "<string>".into()), globals: Some(globals) }
}

enum Decision {
    Show,
    Ignore,
    Raise,
}

/// The `-W` options that name no module, the last one first, then the default filters.
fn decide(vm: &Vm, class: &Ref<Type>, place: &Place) -> Decision {
    let options = vm.config.borrow().warnoptions.clone();
    for option in options.iter().rev() {
        let mut parts = option.split(':');
        let (action, category) = (parts.next().unwrap_or(""), parts.nth(1).unwrap_or(""));
        if !category.is_empty() && *category != *class.name() {
            continue;
        }
        return match action {
            a if !a.is_empty() && "ignore".starts_with(a) => Decision::Ignore,
            a if !a.is_empty() && "error".starts_with(a) => Decision::Raise,
            _ => Decision::Show,
        };
    }
    let x = &vm.exceptions;
    if class.is_subtype_of(&x.deprecation_warning) && place.module == "__main__" {
        return Decision::Show;
    }
    let quiet =
        [&x.deprecation_warning, &x.pending_deprecation_warning, &x.import_warning, &x.resource_warning];
    if quiet.iter().any(|q| class.is_subtype_of(q)) { Decision::Ignore } else { Decision::Show }
}

/// Notes the warning in the module's `__warningregistry__`; false when it is there already.
fn first_time(vm: &Vm, class: &Ref<Type>, text: &str, place: &Place) -> bool {
    let Some(globals) = &place.globals else { return true };
    let name = vm.intern("__warningregistry__");
    let registry = match globals.get_str(&name).and_then(|r| r.downcast::<Dict>().ok()) {
        Some(r) => r,
        None => {
            let fresh = vm.new_dict();
            globals.set_str(&name, fresh.value().clone());
            fresh
        }
    };
    let line = vm.new_int(i64::from(place.line));
    let key: Value = vm.new_tuple(vec![vm.str_value(text), class.value().clone(), line]).into();
    match registry.get(vm, &key) {
        Ok(Some(_)) => false,
        _ => {
            drop(registry.set(vm, key, Value::True));
            true
        }
    }
}

fn show(vm: &Vm, class: &Ref<Type>, text: &str, place: &Place) {
    let mut out = format!("{}:{}: {}: {text}\n", place.filename, place.line, class.name());
    let source = usize::try_from(place.line).ok().and_then(|l| super::traceback::source_line(&place.filename, l));
    if let Some(s) = source {
        out.push_str(&format!("  {}\n", s.trim()));
    }
    vm.print_error_text(&out);
}
