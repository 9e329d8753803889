//! Errors that nobody can catch, and writing to standard error. Warnings are in `warnings/`.

use crate::eval::frame_object;
use crate::flow::Raised;
use crate::frame::Frame;
use crate::types::Exception;
use crate::vm::Vm;
use kaa_heap::Value;

impl Vm {
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
        let mut tb = e.0.payload::<Exception>().and_then(|x| x.traceback.borrow().clone());
        if tb.is_none()
            && let Some(frame) = self.python_frame(0)
        {
            // It shows at least where the program is.
            let made = self.new_traceback(frame_object(self, frame), None, Frame::lasti(frame), -1);
            tb = Some(made);
            if let Some(x) = e.0.payload::<Exception>() {
                *x.traceback.borrow_mut() = tb.clone();
            }
        }
        let tb = tb.unwrap_or(Value::None);
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

    /// The frame object of the nearest Python frame, `above` levels up (`sys._getframe`).
    pub fn get_frame(&self, above: usize) -> Option<Value> {
        self.python_frame(above).map(|f| frame_object(self, f))
    }
}
