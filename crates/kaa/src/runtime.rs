//! The runtime: start it, run source, call functions, take items from iterators.

use crate::compile;
use kaa_vm::types::{Dict, Module};
use kaa_vm::vm::CompileRequest;
use kaa_vm::{Config, Raised, Ref, Value, Vm};

/// A Python runtime. It lives on the thread that made it, as long as the thread; making a second one gives the first.
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
            kaa_vm::builtins::import::set_embedded(kaa_stdlib::file);
            kaa_modules::install(vm);
        }
        Runtime { vm }
    }

    /// The machine inside.
    pub fn vm(&self) -> &'static Vm {
        self.vm
    }

    /// The module `__main__`, made at the first call.
    pub fn main_module(&self) -> Ref<Module> {
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

    /// Runs statements in `__main__`.
    pub fn run_source(&self, source: &str, filename: &str) -> Result<(), Raised> {
        self.run(source.as_bytes(), true, filename, "exec").map(drop)
    }

    /// The value of an expression in `__main__`.
    pub fn evaluate(&self, source: &str) -> Result<Value, Raised> {
        self.run(source.as_bytes(), true, "<string>", "eval")
    }

    /// Runs a file in `__main__`.
    pub fn run_file(&self, path: &str) -> Result<(), Raised> {
        let source = std::fs::read(path).map_err(|e| host_error(self.vm, &e))?;
        self.run(&source, false, path, "exec").map(drop)
    }

    /// Runs source of any form in `__main__`.
    pub fn run(&self, source: &[u8], is_text: bool, filename: &str, mode: &str) -> Result<Value, Raised> {
        let namespace = self.main_module().dict.clone();
        self.run_in(source, is_text, filename, mode, &namespace)
    }

    fn run_in(
        &self,
        source: &[u8],
        is_text: bool,
        filename: &str,
        mode: &str,
        names: &Ref<Dict>,
    ) -> Result<Value, Raised> {
        let request = CompileRequest { source, is_text, filename, mode, flags: 0, optimize: -1 };
        let code = self.vm.compile(request)?;
        self.vm.run_code(&code, names, names.value().clone())
    }

    /// Calls anything callable.
    pub fn call(&self, function: &Value, args: &[Value]) -> Result<Value, Raised> {
        self.vm.call(function, args)
    }

    /// The items of an iterable, one at a time: a Python generator as a Rust iterator.
    pub fn items(&self, iterable: &Value) -> Result<Items, Raised> {
        Ok(Items { vm: self.vm, iterator: Some(self.vm.iter(iterable)?) })
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

/// Items of a Python iterable. After an error or the end it gives nothing more.
pub struct Items {
    vm: &'static Vm,
    iterator: Option<Value>,
}

impl Iterator for Items {
    type Item = Result<Value, Raised>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.vm.next(self.iterator.as_ref()?).transpose();
        if !matches!(step, Some(Ok(_))) {
            self.iterator = None;
        }
        step
    }
}
