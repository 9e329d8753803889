//! Exceptions that nobody can catch (finalisers, weak reference callbacks, dropped generators): they go to
//! `sys.unraisablehook`.

use crate::flow::{NativeResult, Raised, done};
use crate::native::{GetSet, getter};
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Exception, Type};
use crate::vm::Vm;
use kaa_heap::{ClassFlags, Ref, Tracer, Value};

/// Payload of the hook's argument.
struct HookArguments {
    /// Type, value, traceback, message, object.
    parts: [Value; 5],
}
kaa_heap::payload!(HookArguments, trace);

impl HookArguments {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(self.parts.iter());
    }
}

fn part(v: &Value, i: usize) -> NativeResult {
    done(v.payload::<HookArguments>().map_or(Value::None, |a| a.parts[i].clone()))
}

static GETSET: &[GetSet] = &[
    getter("exc_type", |_, v| part(v, 0), "Exception type"),
    getter("exc_value", |_, v| part(v, 1), "Exception value"),
    getter("exc_traceback", |_, v| part(v, 2), "Exception traceback"),
    getter("err_msg", |_, v| part(v, 3), "Error message"),
    getter("object", |_, v| part(v, 4), "Object causing the exception"),
];

static SPEC: TypeSpec = TypeSpec {
    name: "sys.UnraisableHookArgs",
    doc: "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.",
    getset: GETSET,
    flags: flags::NO_INSTANTIATION | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

/// The key of the class in the VM's module state.
const STATE: &str = "sys.UnraisableHookArgs";

fn class(vm: &Vm) -> Ref<Type> {
    let known = vm.module_state.borrow().get(STATE).and_then(|v| v.as_ref::<Type>().cloned());
    known.unwrap_or_else(|| {
        let class = vm.new_native_type::<HookArguments>(&vm.types.object, &SPEC);
        vm.module_state.borrow_mut().insert(STATE, class.value().clone());
        class
    })
}

impl Vm {
    /// Reports an exception that cannot be raised. `message` says what was going on, `object` is where (None: nowhere).
    pub fn unraisable(&self, e: Raised, message: &str, object: &Value) {
        let traceback = e.0.payload::<Exception>().and_then(|x| x.traceback.borrow().clone());
        let parts = [
            self.class_ref(&e.0).into(),
            e.0.clone(),
            traceback.unwrap_or(Value::None),
            self.str_value(message),
            object.clone(),
        ];
        let hook = self.sys.get_text(self, "unraisablehook").filter(|h| !h.is_none());
        let argument = self.new_object(&class(self), HookArguments { parts });
        let failed = match hook {
            Some(hook) => match self.call(&hook, &[argument.into()]) {
                Ok(_) => return,
                Err(second) => second,
            },
            None => e,
        };
        // No hook, or one that failed: the text goes straight to `sys.stderr`.
        let shown = match self.repr(object) {
            Ok(r) => super::traceback::printable(r.as_bytes()),
            Err(_) => "<object repr() failed>".to_string(),
        };
        let text = format!("{message} {shown}:\n{}", super::traceback::format_exception(self, &failed.0));
        self.print_error_text(&text);
    }

    /// Writes a text to `sys.stderr`, if there is one; what goes wrong with that is lost.
    pub(crate) fn print_error_text(&self, text: &str) {
        let stream = self.sys.get_str(&self.names.stderr).filter(|s| !s.is_none());
        if let Some(stream) = stream {
            drop(self.call_method(&stream, "write", &[self.str_value(text)]));
            drop(self.call_method(&stream, "flush", &[]));
        }
    }
}
