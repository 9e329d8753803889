//! Running a program as the command line does: `__main__`, its source, uncaught exceptions, the exit status they lead to.
//! `finish.rs` is what comes after.

use crate::finish;
use crate::runtime::Runtime;
use kaa_vm::exceptions::traceback::remember_code;
use kaa_vm::types::{Exception, List};
use kaa_vm::vm::CompileRequest;
use kaa_vm::{Raised, Value};

/// What to run.
#[derive(Clone, Debug)]
pub enum Start {
    /// `-c`: statements.
    Command(String),
    /// `-m`: a module by name.
    Module(String),
    /// A file, or a folder or archive with a `__main__`.
    File(String),
    /// Standard input's text.
    Stdin,
    /// Nothing: only what comes before and after a program.
    Nothing,
}

/// How a process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// With this status.
    Status(i32),
    /// By SIGINT, after an uncaught KeyboardInterrupt.
    Interrupted,
}

/// A program to run to its end.
#[derive(Clone, Debug)]
pub struct Program {
    /// What to run.
    pub start: Start,
    /// `-x`: leave out the first line of the file.
    pub skip_first_line: bool,
    /// `-i`: `SystemExit` is shown as any other exception is.
    pub inspect: bool,
}

impl Program {
    /// Runs it and ends the runtime: exit functions, finalisers, flushing.
    pub fn run(&self, runtime: &Runtime) -> Exit {
        let exit = self.execute(runtime);
        finish::finish(runtime, exit)
    }

    /// Runs it. The runtime may be used further; [`finish`](crate::finish) ends it.
    pub fn execute(&self, runtime: &Runtime) -> Exit {
        match self.body(runtime) {
            Ok(()) => Exit::Status(0),
            Err(e) if self.inspect => {
                kaa_modules::sys::print_uncaught(runtime.vm(), &e.0);
                Exit::Status(1)
            }
            Err(e) => report(runtime, e),
        }
    }

    fn body(&self, runtime: &Runtime) -> Result<(), Raised> {
        let main = runtime.main_module();
        prepare_warnings(runtime)?;
        match &self.start {
            Start::Command(text) => run_kept(runtime, &format!("{}\n", dedent(text)), "<string>"),
            Start::Module(name) => run_module(runtime, name, true),
            Start::File(path) if is_package(path) => {
                let vm = runtime.vm();
                if let Some(l) = vm.sys.get_text(vm, "path").as_ref().and_then(|p| p.payload::<List>()) {
                    l.items.borrow_mut().insert(0, vm.str_value(path));
                }
                run_module(runtime, "__main__", false)
            }
            Start::File(path) => {
                let vm = runtime.vm();
                let full = std::path::absolute(path).unwrap_or_else(|_| path.into());
                let full = full.to_string_lossy().into_owned();
                main.dict.set_str(&vm.names.__file__, vm.str_value(&full));
                main.dict.set_str(&vm.intern("__cached__"), Value::None);
                let source = self.read(runtime, path)?;
                runtime.execute(&source, false, &full, "exec").map(drop)
            }
            Start::Stdin => {
                let mut source = Vec::new();
                let read = std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut source);
                read.map_err(|e| crate::runtime::host_error(runtime.vm(), &e))?;
                runtime.execute(&source, false, "<stdin>", "exec").map(drop)
            }
            Start::Nothing => Ok(()),
        }
    }

    fn read(&self, runtime: &Runtime, path: &str) -> Result<Vec<u8>, Raised> {
        let mut source = std::fs::read(path).map_err(|e| crate::runtime::host_error(runtime.vm(), &e))?;
        if self.skip_first_line {
            // The line end stays, so that lines keep their numbers.
            let first = source.iter().position(|b| *b == b'\n').unwrap_or(source.len());
            source.drain(..first);
        }
        Ok(source)
    }
}

/// A folder, or an archive.
fn is_package(path: &str) -> bool {
    let is_archive = || {
        let mut start = [0; 4];
        let read = std::fs::File::open(path).and_then(|mut f| std::io::Read::read_exact(&mut f, &mut start));
        read.is_ok() && start == *b"PK\x03\x04"
    };
    std::path::Path::new(path).is_dir() || is_archive()
}

/// Through the library's `runpy`; with `arguments` the module's file becomes `sys.argv[0]`.
fn run_module(runtime: &Runtime, name: &str, arguments: bool) -> Result<(), Raised> {
    let vm = runtime.vm();
    let runpy = vm.import_module("runpy")?;
    vm.call_method(&runpy, "_run_module_as_main", &[vm.str_value(name), Value::bool(arguments)]).map(drop)
}

/// `-W` options are read by the library's `warnings`, which must be there before anything warns.
fn prepare_warnings(runtime: &Runtime) -> Result<(), Raised> {
    let vm = runtime.vm();
    if vm.config.borrow().warnoptions.is_empty() {
        return Ok(());
    }
    // As in CPython, a library without it is no reason not to start.
    let _ = vm.import_module("warnings");
    Ok(())
}

/// Runs statements whose lines tracebacks are to show.
pub(crate) fn run_kept(runtime: &Runtime, text: &str, filename: &str) -> Result<(), Raised> {
    let vm = runtime.vm();
    let request = CompileRequest {
        source: text.as_bytes(),
        is_text: true,
        filename,
        mode: "exec",
        flags: 0,
        optimize: -1,
    };
    let code = vm.compile(request)?;
    remember_code(&code.code, text);
    let names = runtime.main_module().dict.clone();
    vm.run_code(&code, &names, names.value().clone()).map(drop)
}

/// Takes the blanks that all lines begin with away; lines of blanks do not count.
fn dedent(text: &str) -> String {
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut margin: Option<&str> = None;
    for line in text.split('\n').filter(|l| l.len() > blanks(l)) {
        let own = &line[..blanks(line)];
        margin = Some(match margin {
            None => own,
            Some(m) => &m[..m.bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count()],
        });
    }
    match margin {
        None | Some("") => text.to_owned(),
        Some(m) => {
            let cut = |line: &str| line.get(m.len().min(blanks(line))..).unwrap_or_default().to_owned();
            text.split('\n').map(cut).collect::<Vec<String>>().join("\n")
        }
    }
}

/// Prints an uncaught exception; how the process ends by it.
pub fn report(runtime: &Runtime, e: Raised) -> Exit {
    let vm = runtime.vm();
    if vm.matches(&e, &vm.exceptions.system_exit) {
        return Exit::Status(exit_status(runtime, &e.0));
    }
    let interrupted = vm.matches(&e, &vm.exceptions.keyboard_interrupt);
    if let Some(exit) = kaa_modules::sys::print_uncaught(vm, &e.0) {
        return Exit::Status(exit_status(runtime, &exit.0));
    }
    if interrupted { Exit::Interrupted } else { Exit::Status(1) }
}

/// `SystemExit.code` as an exit status; texts are printed.
fn exit_status(runtime: &Runtime, e: &Value) -> i32 {
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
        kaa_modules::sys::flush_stdout(vm);
        kaa_modules::sys::write_stderr(vm, &format!("{}\n", text.to_string_lossy()));
    }
    1
}
