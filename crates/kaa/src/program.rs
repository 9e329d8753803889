//! Running a program from start to exit code, as the command line does: `__main__`, uncaught exceptions, exit functions,
//! flushing.

use crate::runtime::Runtime;
use kaa_vm::types::Exception;
use kaa_vm::{Raised, Value};

/// What to run.
#[derive(Clone, Debug)]
pub enum Start {
    /// `-c`: statements.
    Command(String),
    /// `-m`: a module by name.
    Module(String),
    /// A file.
    File(String),
    /// Standard input's text.
    Stdin,
}

/// A program to run to its end.
#[derive(Clone, Debug)]
pub struct Program {
    /// What to run.
    pub start: Start,
}

impl Program {
    /// Runs it; the result is the process's exit code. Everything is flushed.
    pub fn run(&self, runtime: &Runtime) -> i32 {
        let result = self.body(runtime);
        let code = match result {
            Ok(()) => 0,
            Err(e) => report(runtime, e),
        };
        finish(runtime, code)
    }

    fn body(&self, runtime: &Runtime) -> Result<(), Raised> {
        let vm = runtime.vm();
        let main = runtime.main_module();
        match &self.start {
            Start::Command(text) => runtime.run_source(&format!("{text}\n"), "<string>"),
            Start::Module(name) => {
                let runpy = vm.import_module("runpy")?;
                vm.call_method(&runpy, "_run_module_as_main", &[vm.str_value(name)]).map(drop)
            }
            Start::File(path) => {
                main.dict.set_str(&vm.names.__file__, vm.str_value(path));
                let source = std::fs::read(path).unwrap_or_default();
                runtime.run(&source, false, path, "exec").map(drop)
            }
            Start::Stdin => {
                let mut source = Vec::new();
                let read = std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut source);
                if let Err(e) = read {
                    return Err(vm.error(&vm.exceptions.os_error, &e.to_string()));
                }
                runtime.run(&source, false, "<stdin>", "exec").map(drop)
            }
        }
    }
}

/// Prints an uncaught exception; the exit code it leads to.
pub(crate) fn report(runtime: &Runtime, e: Raised) -> i32 {
    let vm = runtime.vm();
    if vm.matches(&e, &vm.exceptions.system_exit) {
        return exit_code(runtime, &e.0);
    }
    let interrupted = vm.matches(&e, &vm.exceptions.keyboard_interrupt);
    kaa_modules::sys::print_uncaught(vm, &e.0);
    if interrupted { 130 } else { 1 }
}

/// `SystemExit.code` as an exit code; texts are printed.
fn exit_code(runtime: &Runtime, e: &Value) -> i32 {
    let vm = runtime.vm();
    let code = match vm.get_attr_opt(e, &vm.names.code) {
        Ok(Some(c)) => c,
        _ => e.payload::<Exception>().and_then(|x| x.args.borrow().first().cloned()).unwrap_or(Value::None),
    };
    if code.is_none() {
        return 0;
    }
    if kaa_vm::types::int::is_int(&code) {
        return kaa_vm::types::int::as_i64(&code).map_or(-1, |i| i as i32);
    }
    if let Ok(text) = vm.str(&code) {
        kaa_modules::sys::write_stderr(vm, &format!("{}\n", text.to_string_lossy()));
    }
    1
}

/// Exit functions, then the standard streams.
fn finish(runtime: &Runtime, code: i32) -> i32 {
    let vm = runtime.vm();
    if let Some(threading) = vm.modules.get_text(vm, "threading")
        && let Err(e) = vm.call_method(&threading, "_shutdown", &[])
    {
        kaa_modules::sys::print_uncaught(vm, &e.0);
    }
    if let Some(atexit) = vm.modules.get_text(vm, "atexit") {
        // It prints errors of its functions itself.
        let _ = vm.call_method(&atexit, "_run_exitfuncs", &[]);
    }
    let mut code = code;
    if !kaa_modules::sys::flush_std(vm) && code == 0 {
        code = 120;
    }
    code
}
