//! An interactive session: statements typed one after the other, run in `__main__`. How lines are read is not its business.

use crate::program::{Exit, report};
use crate::runtime::Runtime;
use kaa_bytecode::CodeFlags;
use kaa_vm::exceptions::traceback::remember_code;
use kaa_vm::types::{CodeObject, Str};
use kaa_vm::vm::CompileRequest;
use kaa_vm::{Raised, Ref, Value, Vm};

/// `PyCF_ALLOW_TOP_LEVEL_AWAIT` and `PyCF_ALLOW_INCOMPLETE_INPUT`.
const FLAGS: u32 = 0x2000 | 0x4000;

/// Statements that go on until an empty line.
const COMPOUND: &[&str] = &["if", "for", "while", "try", "with", "def", "class", "async", "match"];

/// What became of a text that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fed {
    /// It ran, or its mistake was printed.
    Done,
    /// More lines are needed.
    Incomplete,
    /// The program wants to end.
    Exit(Exit),
}

/// How typed texts are called in tracebacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// `<stdin>`, as when lines come without an editor.
    Stdin,
    /// `<python-input-0>` and so on.
    Numbered,
}

/// See the module's documentation.
pub struct Session {
    runtime: Runtime,
    naming: Naming,
    count: usize,
    /// Flags of `from __future__` imports so far.
    future: u32,
}

impl Session {
    /// A session in the runtime's `__main__`; `sys.ps1` and `sys.ps2` get their usual values.
    pub fn new(runtime: &Runtime, naming: Naming) -> Session {
        let vm = runtime.vm();
        for (name, text) in [("ps1", ">>> "), ("ps2", "... ")] {
            if vm.sys.get_text(vm, name).is_none() {
                vm.sys.set_str(&vm.intern(name), vm.str_value(text));
            }
        }
        Session { runtime: *runtime, naming, count: 0, future: 0 }
    }

    /// The text of `sys.ps1` or `sys.ps2`.
    pub fn prompt(&self, first: bool) -> String {
        let vm = self.runtime.vm();
        let value = vm.sys.get_text(vm, if first { "ps1" } else { "ps2" });
        let text = value.and_then(|v| vm.str(&v).ok());
        text.map_or_else(String::new, |t| t.to_string_lossy().into_owned())
    }

    /// Runs a text if it is complete. The last line of a compound statement must be empty.
    pub fn feed(&mut self, text: &str) -> Fed {
        if text.trim().is_empty() {
            return Fed::Done;
        }
        let filename = match self.naming {
            Naming::Stdin => format!("<stdin-{}>", self.count),
            Naming::Numbered => format!("<python-input-{}>", self.count),
        };
        let vm = self.runtime.vm();
        let code = match self.compile(text, &filename) {
            Ok(_) if waits_for_empty_line(text) => return Fed::Incomplete,
            Err(e) if vm.matches(&e, &vm.exceptions.incomplete_input_error) && !ends_empty(text) => {
                return Fed::Incomplete;
            }
            Ok(code) => code,
            Err(e) => {
                // Without an editor, mistakes are told about "<stdin>".
                let e = match self.naming {
                    Naming::Stdin => self.compile(text, "<stdin>").err().unwrap_or(e),
                    Naming::Numbered => e,
                };
                return self.failed(e);
            }
        };
        self.count += 1;
        self.future |= code.code.flags.0 & CodeFlags::FUTURE_MASK;
        remember_code(&code.code, text);
        match self.run(&code) {
            Ok(()) => Fed::Done,
            Err(e) => self.failed(e),
        }
    }

    fn compile(&self, text: &str, filename: &str) -> Result<Ref<CodeObject>, Raised> {
        let source = format!("{}\n", text.trim_end_matches(['\n', ' ', '\t']));
        // A line that ends in a backslash goes on.
        let source = if text.ends_with("\\\n") { text.to_owned() } else { source };
        let vm = self.runtime.vm();
        let compile = |mode: &'static str| {
            let flags = FLAGS | self.future;
            let source = source.as_bytes();
            vm.compile(CompileRequest { source, is_text: true, filename, mode, flags, optimize: -1 })
        };
        compile("single").or_else(|e| match text.trim().contains('\n') {
            // Several statements may come at once, when somebody pastes them.
            true if !vm.matches(&e, &vm.exceptions.incomplete_input_error) => compile("exec").map_err(|_| e),
            _ => Err(e),
        })
    }

    fn run(&self, code: &Ref<CodeObject>) -> Result<(), Raised> {
        let vm = self.runtime.vm();
        let names = self.runtime.main_module().dict.clone();
        let result = vm.run_code(code, &names, names.value().clone())?;
        if code.code.flags.has(CodeFlags::COROUTINE) {
            drive(vm, &result)?;
        }
        Ok(())
    }

    fn failed(&self, e: Raised) -> Fed {
        let vm = self.runtime.vm();
        if vm.matches(&e, &vm.exceptions.system_exit) {
            return Fed::Exit(report(&self.runtime, e));
        }
        match kaa_modules::sys::print_uncaught(vm, &e.0) {
            Some(exit) => Fed::Exit(report(&self.runtime, exit)),
            None => Fed::Done,
        }
    }

    /// A line from `sys.stdin` with its end; empty at the end of input.
    pub fn read_line(&self) -> Result<String, Raised> {
        let vm = self.runtime.vm();
        let stdin = vm.sys.get_text(vm, "stdin").unwrap_or(Value::None);
        let line = vm.call_method(&stdin, "readline", &[])?;
        Ok(line.payload::<Str>().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default())
    }

    /// Is the word a function that `site` adds for people, not one that the program defined?
    pub fn is_command(&self, word: &str) -> bool {
        let vm = self.runtime.vm();
        self.runtime.main_module().dict.get_text(vm, word).is_none()
            && vm.builtins.get_text(vm, word).is_some()
    }

    /// What the word before `position` could go on as: where it starts, and the candidates.
    pub fn complete(&self, line: &str, position: usize) -> (usize, Vec<String>) {
        crate::complete::complete(&self.runtime, line, position)
    }
}

/// Runs a coroutine to its end: on the program's asyncio if that is imported, else by itself.
fn drive(vm: &Vm, coroutine: &Value) -> Result<(), Raised> {
    if let Some(asyncio) = vm.modules.get_text(vm, "asyncio") {
        let runner = match vm.module_state.borrow().get("session.runner").cloned() {
            Some(r) => r,
            None => vm.call_method(&asyncio, "Runner", &[])?,
        };
        vm.module_state.borrow_mut().insert("session.runner", runner.clone());
        return vm.call_method(&runner, "run", std::slice::from_ref(coroutine)).map(drop);
    }
    loop {
        match vm.call_method(coroutine, "send", &[Value::None]) {
            Ok(_) => vm.check_signals()?,
            Err(e) if vm.matches(&e, &vm.exceptions.stop_iteration) => return Ok(()),
            Err(e) => return Err(e),
        }
    }
}

fn ends_empty(text: &str) -> bool {
    text.ends_with("\n\n") || text.ends_with("\n \n")
}

/// A compound statement that no empty line ends yet.
fn waits_for_empty_line(text: &str) -> bool {
    let word: String = text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let compound = text.trim_start().starts_with('@')
        || COMPOUND.contains(&word.as_str()) && (word != "match" || text.lines().count() > 1);
    let last = text.trim_end_matches('\n').len();
    compound && text.len() - last < 2 && !text.lines().last().is_some_and(|l| l.trim().is_empty())
}
