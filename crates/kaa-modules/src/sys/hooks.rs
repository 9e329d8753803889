//! Hooks of `sys`: what prints values at the prompt, uncaught exceptions and exceptions that nobody can catch.

use crate::helpers::{given, some};
use crate::host::fd;
use kaa_vm::exceptions::traceback;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Dict, Exception, Tuple};
use kaa_vm::{Fallible, NativeResult, Raised, Value, Vm};

pub(super) static ROWS: &[Method] = &[
    function(
        "displayhook",
        "(object, /)",
        displayhook,
        "Prints a value at the prompt and keeps it as builtins._",
    ),
    function(
        "excepthook",
        "(exctype, value, traceback, /)",
        excepthook,
        "Prints an exception with its traceback on sys.stderr.",
    ),
    function(
        "unraisablehook",
        "(unraisable, /)",
        unraisablehook,
        "Prints an exception that nobody can catch.",
    ),
    function("breakpointhook", "(*args, **kwargs)", breakpointhook, "Starts the debugger."),
    function("__interactivehook__", "()", interactive, "Prepares a prompt."),
];

fn interactive(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::None)
}

fn displayhook(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    if v.is_none() {
        return done(Value::None);
    }
    vm.builtins.set_str(&vm.intern("_"), Value::None);
    let text = vm.repr(v)?;
    let Some(out) = vm.sys.get_str(&vm.names.stdout).filter(|o| !o.is_none()) else {
        return Err(vm.runtime_error("lost sys.stdout"));
    };
    vm.call_method(&out, "write", &[text.into()])?;
    vm.call_method(&out, "write", &[vm.str_value("\n")])?;
    vm.builtins.set_str(&vm.intern("_"), v.clone());
    done(Value::None)
}

fn excepthook(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = arg(args, 1);
    let Some(x) = e.payload::<Exception>() else {
        let name = vm.type_name(e);
        let message = format!("print_exception(): Exception expected for value, {name} found");
        write_stderr(vm, &format!("TypeError: {message}\n"));
        return done(Value::None);
    };
    if let Some(tb) = some(args, 2)
        && x.traceback.borrow().is_none()
    {
        *x.traceback.borrow_mut() = Some(tb.clone());
    }
    flush_stdout(vm);
    print_exception(vm, e);
    done(Value::None)
}

/// Prints an exception on `sys.stderr`, in colours if that is a terminal.
fn print_exception(vm: &Vm, e: &Value) {
    // CPython's printer is written in Python: below this limit it does not fit on the stack, and a simpler one takes over.
    let theme = if vm.recursion_limit.get() <= 45 { &traceback::BARE } else { traceback::for_stderr(vm) };
    let text = traceback::format_exception_in(vm, e, theme);
    write_stderr(vm, &text);
}

/// Flushes `sys.stdout`; failures do not count.
pub fn flush_stdout(vm: &Vm) {
    if let Some(out) = vm.sys.get_str(&vm.names.stdout).filter(|o| !o.is_none()) {
        // The exception being printed matters more than one in here.
        let _ = vm.call_method(&out, "flush", &[]);
    }
}

/// Writes a text to `sys.stderr`; straight to the descriptor when that fails.
pub fn write_stderr(vm: &Vm, text: &str) {
    let Some(err) = vm.sys.get_str(&vm.names.stderr).filter(|e| !e.is_none()) else { return };
    let written =
        vm.call_method(&err, "write", &[vm.str_value(text)]).and_then(|_| vm.call_method(&err, "flush", &[]));
    if written.is_err() {
        // Nothing is left to report to.
        let _ = fd::write_all(2, text.as_bytes());
    }
}

/// Prints an uncaught exception through `sys.excepthook`. Gives the SystemExit that the hook raised, if it did.
pub fn print_uncaught(vm: &Vm, e: &Value) -> Option<Raised> {
    let tb = e.payload::<Exception>().and_then(|x| x.traceback.borrow().clone()).unwrap_or(Value::None);
    vm.sys.set_str(&vm.names.last_exc, e.clone());
    for (name, v) in
        [("last_type", vm.class_ref(e).into()), ("last_value", e.clone()), ("last_traceback", tb.clone())]
    {
        vm.sys.set_str(&vm.intern(name), v);
    }
    let Some(hook) = vm.sys.get_str(&vm.names.excepthook) else {
        write_stderr(vm, "sys.excepthook is missing\n");
        print_exception(vm, e);
        return None;
    };
    if let Err(second) = vm.call(&hook, &[vm.class_ref(e).into(), e.clone(), tb]) {
        if vm.matches(&second, &vm.exceptions.system_exit) {
            return Some(second);
        }
        write_stderr(vm, "Error in sys.excepthook:\n");
        print_exception(vm, &second.0);
        write_stderr(vm, "\nOriginal exception was:\n");
        print_exception(vm, e);
    }
    None
}

fn unraisablehook(vm: &Vm, args: &[Slot]) -> NativeResult {
    let u = arg(args, 0);
    let class = vm.sys.get_text(vm, "UnraisableHookArgs").unwrap_or(Value::None);
    if !vm.class_ref(u).value().is(&class) {
        return Err(vm.type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
    }
    let part = |name: &str| -> Fallible<Option<Value>> {
        Ok(vm.get_attr_opt(u, &vm.intern(name))?.filter(|v| !v.is_none()))
    };
    let mut text = String::new();
    let message = match part("err_msg")? {
        Some(m) => vm.str(&m)?.to_string_lossy().into_owned(),
        None => "Exception ignored in".to_string(),
    };
    text.push_str(&message);
    if let Some(object) = part("object")? {
        let shown = match vm.repr(&object) {
            Ok(r) => r.to_string_lossy().into_owned(),
            Err(_) => "<object repr() failed>".to_string(),
        };
        text.push_str(": ");
        text.push_str(&shown);
    }
    text.push_str(if part("object")?.is_some() || part("err_msg")?.is_some() { ":\n" } else { "\n" });
    if let Some(e) = part("exc_value")? {
        text.push_str(&traceback::format_exception_in(vm, &e, &traceback::BARE));
    }
    write_stderr(vm, &text);
    done(Value::None)
}

/// A function by the names of its module and its own; none when either is not there.
fn named_function(vm: &Vm, module: &str, name: &str) -> Fallible<Option<Value>> {
    if module.is_empty() {
        return Ok(None);
    }
    let module = match vm.import_module(module) {
        Err(e) if vm.matches(&e, &vm.exceptions.import_error) => return Ok(None),
        r => r?,
    };
    vm.get_attr_opt(&module, &vm.intern(name))
}

fn breakpointhook(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = std::env::var("PYTHONBREAKPOINT").unwrap_or_default();
    if name == "0" {
        return done(Value::None);
    }
    let path = if name.is_empty() { "pdb.set_trace" } else { &name };
    let (module, function) = path.rsplit_once('.').unwrap_or(("builtins", path));
    let Some(function) = named_function(vm, module, function)? else {
        let text = format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{path}\"");
        vm.warn(&vm.exceptions.runtime_warning, &text, 1)?;
        return done(Value::None);
    };
    let positional = arg(args, 0).payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let mut keywords = Vec::new();
    if let Some(d) = given(args, 1).and_then(|d| d.payload::<Dict>()) {
        for e in d.table.borrow().iter() {
            if let Some(k) = e.key.as_ref::<kaa_vm::types::Str>() {
                keywords.push((k.clone(), e.value.clone()));
            }
        }
    }
    done(vm.call_kw(&function, &positional, &keywords)?)
}
