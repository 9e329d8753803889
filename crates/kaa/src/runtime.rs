//! The runtime: start it, run source, reach names.

use crate::compile;
use crate::convert::IntoPython;
use crate::error::Error;
use crate::object::Object;
use kaa_vm::types::Module;
use kaa_vm::vm::{CompileRequest, TreeHooks};
use kaa_vm::{Config, Raised, Ref, Value, Vm};

/// A Python runtime. It lives on the thread that made it, as long as the thread; making a second one gives the first.
///
/// ```
/// use kaa::{Config, Runtime};
///
/// let python = Runtime::new(Config::default());
/// python.run("def double(x): return x + x")?;
/// let text: String = python.get("double")?.call(("ab",))?.extract()?;
/// assert_eq!(text, "abab");
/// # Ok::<(), kaa::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Runtime {
    vm: &'static Vm,
}

impl Runtime {
    /// Starts the thread's runtime: types, built-ins, native modules, compiler, embedded library.
    pub fn new(config: Config) -> Runtime {
        let vm = Vm::start(config);
        if vm.compile_hook.get().is_none() {
            vm.compile_hook.set(Some(compile::compile));
            vm.tree_hooks.set(Some(TreeHooks {
                parse: compile::parse,
                blocks: compile::blocks,
                is_node: kaa_modules::ast::is_node,
                source: kaa_modules::ast::source,
            }));
            kaa_vm::builtins::import::set_embedded(kaa_stdlib::file, |folder| {
                kaa_stdlib::files_in(folder).collect()
            });
            kaa_modules::install(vm);
        }
        Runtime { vm }
    }

    /// The machine inside.
    pub fn vm(&self) -> &'static Vm {
        self.vm
    }

    /// Runs statements in `__main__`.
    pub fn run(&self, source: &str) -> Result<(), Error> {
        Ok(self.execute(source.as_bytes(), true, "<string>", "exec").map(drop)?)
    }

    /// Runs a file in `__main__`.
    pub fn run_file(&self, path: &str) -> Result<(), Error> {
        let source = std::fs::read(path).map_err(|e| host_error(self.vm, &e))?;
        Ok(self.execute(&source, false, path, "exec").map(drop)?)
    }

    /// The value of an expression in `__main__`.
    pub fn evaluate(&self, source: &str) -> Result<Object, Error> {
        Ok(Object::new(self.execute(source.as_bytes(), true, "<string>", "eval")?))
    }

    /// A name of `__main__` or a built-in one.
    pub fn get(&self, name: &str) -> Result<Object, Error> {
        let vm = self.vm;
        let found = self.main_module().dict.get_text(vm, name).or_else(|| vm.builtins.get_text(vm, name));
        let missing = || vm.error(&vm.exceptions.name_error, &format!("name '{name}' is not defined"));
        Ok(Object::new(found.ok_or_else(missing)?))
    }

    /// Gives a name of `__main__` a value.
    pub fn set(&self, name: &str, value: impl IntoPython) {
        let vm = self.vm;
        self.main_module().dict.set_str(&vm.intern(name), value.into_python(vm));
    }

    /// Imports a module.
    pub fn import(&self, name: &str) -> Result<Object, Error> {
        Ok(Object::new(self.vm.import_module(name)?))
    }

    /// The module `__main__`, made at the first call.
    pub(crate) fn main_module(&self) -> Ref<Module> {
        let vm = self.vm;
        let found = vm.modules.get_str(&vm.names.__main__).and_then(|m| m.downcast::<Module>().ok());
        found.unwrap_or_else(|| {
            let module = vm.new_module("__main__", None);
            let builtins = vm.modules.get_str(&vm.names.builtins).unwrap_or(Value::None);
            module.dict.set_str(&vm.names.__builtins__, builtins);
            vm.modules.set_str(&vm.names.__main__, module.value().clone());
            module
        })
    }

    /// Runs source of any form in `__main__`.
    pub(crate) fn execute(
        &self,
        source: &[u8],
        is_text: bool,
        filename: &str,
        mode: &str,
    ) -> Result<Value, Raised> {
        let names = self.main_module().dict.clone();
        let request = CompileRequest { source, is_text, filename, mode, flags: 0, optimize: -1 };
        let code = self.vm.compile(request)?;
        self.vm.run_code(&code, &names, names.value().clone())
    }
}

/// A failure of the system as an OSError.
pub(crate) fn host_error(vm: &Vm, e: &std::io::Error) -> Raised {
    let number = vm.new_int(i64::from(e.raw_os_error().unwrap_or(0)));
    let text = e.to_string();
    let text = vm.str_value(text.split(" (os error").next().unwrap_or(&text));
    match vm.call(vm.exceptions.os_error.value(), &[number, text]) {
        Ok(e) => Raised(e),
        Err(e) => e,
    }
}
