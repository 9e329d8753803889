//! Warnings and errors that nobody can catch: `vm.warn`, `vm.unraisable`.
//!
//! `sys.unraisablehook` and the `_warnings` module read and write through here.

use crate::eval::frame_object;
use crate::flow::{Fallible, Raised};
use crate::frame::Frame;
use crate::types::{Exception, Str, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// The text of a source line, when the file can be read.
pub fn source_line(filename: &str, line: usize) -> Option<String> {
    let text = std::fs::read_to_string(filename).ok()?;
    text.lines().nth(line.checked_sub(1)?).map(str::to_string)
}

impl Vm {
    /// Issues a warning as `warnings.warn(message, category, stacklevel)` does by default: RuntimeWarning, SyntaxWarning and
    /// UserWarning are shown, DeprecationWarning in `__main__` only. An `error` filter is what `-W error` asks for.
    pub fn warn(&self, category: &Ref<Type>, message: &str, stacklevel: usize) -> Fallible<()> {
        let hook = self.modules.get_text(self, "warnings");
        if let Some(module) = hook
            && let Some(f) = self.get_attr_opt(&module, &self.names.warn)?
        {
            let level = self.new_usize(stacklevel);
            self.call(&f, &[self.str_value(message), category.value().clone(), level])?;
            return Ok(());
        }
        let frame = self.python_frame(stacklevel.saturating_sub(1));
        let (file, line, module) = self.place_of(frame);
        let hidden = [
            &self.exceptions.deprecation_warning,
            &self.exceptions.pending_deprecation_warning,
            &self.exceptions.import_warning,
            &self.exceptions.resource_warning,
        ];
        let main_only = category.is(&self.exceptions.deprecation_warning) && module == "__main__";
        let options = self.config.borrow().warnoptions.clone();
        match options.last().map(String::as_str) {
            Some("error") => return Err(self.error(category, message)),
            Some("ignore") => return Ok(()),
            Some("always" | "default") => {}
            _ if hidden.iter().any(|h| category.is_subtype_of(h)) && !main_only => return Ok(()),
            _ => {}
        }
        let key = format!("{file}:{line}:{}:{message}", category.name());
        if !SEEN.with(|s| s.borrow_mut().insert(key)) && options.last().map(String::as_str) != Some("always")
        {
            return Ok(());
        }
        let mut text = format!("{file}:{line}: {}: {message}\n", category.name());
        if let Some(source) = source_line(&file, line) {
            text.push_str(&format!("  {}\n", source.trim()));
        }
        self.write_stderr(&text);
        Ok(())
    }

    fn place_of(&self, frame: Option<*mut Frame>) -> (String, usize, String) {
        let Some(f) = frame else { return ("sys".to_string(), 1, "sys".to_string()) };
        // SAFETY: the frame is alive and has a function.
        let function = unsafe { (*f).function.clone() };
        let Some(function) = function else { return ("sys".to_string(), 1, "sys".to_string()) };
        let line = crate::eval::line_of(&function, Frame::lasti(f));
        let file = function.code.borrow().filename.to_string_lossy().into_owned();
        let module = function.globals.get_str(&self.names.__name__);
        let module =
            module.as_ref().and_then(|m| m.payload::<Str>()).map(|m| m.to_string_lossy().into_owned());
        (file, line.max(1) as usize, module.unwrap_or_default())
    }

    /// Writes to `sys.stderr`, or to the process's when there is none.
    pub fn write_stderr(&self, text: &str) {
        if let Some(stream) = self.sys.get_str(&self.names.stderr).filter(|s| !s.is_none())
            && self.call_method(&stream, "write", &[self.str_value(text)]).is_ok()
        {
            let _ = self.call_method(&stream, "flush", &[]);
            return;
        }
        use std::io::Write;
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// An exception that nobody can catch goes to `sys.unraisablehook`.
    /// The message names the object, unless that is None.
    pub fn unraisable(&self, e: Raised, message: &str, object: &Value) {
        let message = match object.is_none() {
            true => message.to_string(),
            false => {
                let shown = self.repr(object).map(|s| s.to_string_lossy().into_owned());
                format!("{message} {}", shown.unwrap_or_else(|_| "<object repr() failed>".to_string()))
            }
        };
        let tb = e.0.payload::<Exception>().and_then(|x| x.traceback.borrow().clone()).unwrap_or(Value::None);
        let class = self.class_ref(&e.0).into_value();
        let hook = self.sys.get_str(&self.names.unraisablehook);
        let make = self.sys.get_text(self, "UnraisableHookArgs");
        if let (Some(hook), Some(make)) = (hook, make) {
            let items = vec![class, e.0.clone(), tb, self.str_value(&message), Value::None];
            let packed = self.new_tuple(items);
            if let Ok(args) = self.call(&make, &[packed.into()])
                && self.call(&hook, &[args]).is_ok()
            {
                return;
            }
        }
        let text = crate::exceptions::traceback::format_exception_in(self, &e.0, &super::traceback::BARE);
        self.write_stderr(&format!("{message}:\n{text}"));
    }

    /// The same without words of its own: "Exception ignored in".
    pub fn unraisable_in(&self, e: Raised, object: &Value) {
        self.unraisable(e, "Exception ignored in", object);
    }

    /// The frame object of the nearest Python frame, `above` levels up (`sys._getframe`).
    pub fn get_frame(&self, above: usize) -> Option<Value> {
        self.python_frame(above).map(|f| frame_object(self, f))
    }
}

thread_local! {
    static SEEN: std::cell::RefCell<std::collections::HashSet<String>> = std::cell::RefCell::default();
}
