//! The library's own import machinery (`importlib._bootstrap` and `_bootstrap_external`), installed when a program looks at it:
//! imports `importlib`, reads `sys.meta_path` or its kin, or a module's `__spec__` or `__loader__`.
//!
//! What it must not know: how modules are found; that is the library's business, and `_kaa_import.py`'s for the embedded one.

use super::{EMBEDDED_ROOT, embedded_file};
use crate::flow::{Fallible, Raised};
use crate::types::{Module, Str};
use crate::vm::{CompileRequest, Vm};
use kaa_heap::{Ref, Value};
use std::cell::RefCell;

/// What `sys` has only once the machinery is there.
const SYS_NAMES: [&str; 3] = ["meta_path", "path_hooks", "path_importer_cache"];
/// Where the function that imports is kept.
const FIND_AND_LOAD: &str = "import.find_and_load";
/// Set while the machinery itself is loaded.
const LOADING: &str = "import.loading";

/// A module loaded without the machinery has no spec until somebody asks for it.
pub(super) fn forget_spec(vm: &Vm, module: &Ref<Module>) {
    if !is_installed(vm) {
        for name in [&vm.names.__spec__, &vm.names.__loader__] {
            if module.dict.get_str(name).is_some_and(|v| v.is_none()) {
                module.dict.remove_str(name);
            }
        }
    }
}

thread_local! {
    /// Modules that run for the first time now, without the machinery.
    static RUNNING: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A module starts to run.
pub(super) fn begin(name: &str) {
    RUNNING.with_borrow_mut(|r| r.push(name.to_string()));
}

/// It ended.
pub(super) fn end(name: &str) {
    RUNNING.with_borrow_mut(|r| {
        if let Some(i) = r.iter().rposition(|n| n == name) {
            r.remove(i);
        }
    });
}

/// Is a module still running for the first time?
pub(crate) fn is_initializing(vm: &Vm, module: &Module) -> bool {
    let own = module.dict.get_str(&vm.names.__name__);
    let own = own.as_ref().and_then(|n| n.payload::<Str>()).map(|n| n.to_string_lossy().into_owned());
    if own.is_some_and(|own| RUNNING.with_borrow(|r| r.contains(&own))) {
        return true;
    }
    let spec = module.dict.get_str(&vm.names.__spec__).filter(|s| !s.is_none());
    let flag = spec.and_then(|s| vm.get_attr_opt(&s, &vm.intern("_initializing")).ok().flatten());
    flag.is_some_and(|f| f.as_bool() == Some(true))
}

fn is_installed(vm: &Vm) -> bool {
    let state = vm.module_state.borrow();
    state.contains_key(FIND_AND_LOAD) || state.contains_key(LOADING)
}

/// Is this missing attribute one that the machinery brings?
pub(crate) fn is_asked_for(vm: &Vm, module: &Module, name: &Ref<Str>) -> bool {
    let text = name.to_string_lossy();
    let brings = match text.as_ref() {
        "__spec__" | "__loader__" => true,
        other => SYS_NAMES.contains(&other) && std::ptr::eq(&*module.dict, &*vm.sys),
    };
    brings && !is_installed(vm) && vm.compile_hook.get().is_some()
}

/// Imports through the machinery. `None`: it is not there, and this import needs none.
pub(super) fn import(vm: &Vm, name: &str) -> Fallible<Option<Value>> {
    let loading = vm.module_state.borrow().contains_key(LOADING);
    if loading {
        return Ok(None);
    }
    let touched = || SYS_NAMES.iter().any(|n| vm.sys.get_text(vm, n).is_some());
    let mut find = vm.module_state.borrow().get(FIND_AND_LOAD).cloned();
    if find.is_none() && (name == "importlib" || name.starts_with("_frozen_importlib") || touched()) {
        install(vm)?;
        find = vm.module_state.borrow().get(FIND_AND_LOAD).cloned();
        if let Some(m) = vm.modules.get_text(vm, name) {
            return Ok(Some(m));
        }
    }
    let Some(find) = find else { return Ok(None) };
    let import = vm.builtins.get_str(&vm.names.__import__).unwrap_or(Value::None);
    vm.call(&find, &[vm.str_value(name), import]).map(Some)
}

/// Loads and installs the machinery.
pub(crate) fn install(vm: &Vm) -> Fallible<()> {
    if is_installed(vm) {
        return Ok(());
    }
    vm.module_state.borrow_mut().insert(LOADING, Value::True);
    let r = load(vm);
    let old = vm.module_state.borrow_mut().remove(LOADING);
    drop(old);
    let find = r?;
    vm.module_state.borrow_mut().insert(FIND_AND_LOAD, find);
    let last = run(vm, "_kaa_import", "_kaa_import.py", "<frozen _kaa_import>")?;
    drop(last);
    Ok(())
}

fn load(vm: &Vm) -> Fallible<Value> {
    for name in SYS_NAMES {
        if vm.sys.get_text(vm, name).is_none() {
            let empty =
                if name == SYS_NAMES[2] { vm.new_dict().into() } else { vm.new_list(Vec::new()).into() };
            vm.sys.set_str(&vm.intern(name), empty);
        }
    }
    for name in ["_imp", "_thread", "_warnings", "_weakref", "_io", "marshal", "posix"] {
        vm.import_module(name)?;
    }
    let imp = vm.import_module("_imp")?;
    let sys = vm.modules.get_str(&vm.names.sys).unwrap_or(Value::None);
    let file = "<frozen importlib._bootstrap>";
    let bootstrap = run(vm, "_frozen_importlib", "importlib/_bootstrap.py", file)?;
    vm.call_method(&bootstrap, "_install", &[sys, imp])?;
    let file = "<frozen importlib._bootstrap_external>";
    run(vm, "_frozen_importlib_external", "importlib/_bootstrap_external.py", file)?;
    vm.call_method(&bootstrap, "_install_external_importers", &[])?;
    vm.get_attr(&bootstrap, &vm.intern("_find_and_load"))
}

/// Runs an embedded file as a module whose frames are hidden.
fn run(vm: &Vm, name: &str, path: &str, filename: &str) -> Fallible<Value> {
    let Some(source) = embedded_file(&format!("{EMBEDDED_ROOT}/{path}")) else {
        return Err(missing(vm, path));
    };
    let Some(compile) = vm.compile_hook.get() else { return Err(missing(vm, path)) };
    let request = CompileRequest { source, is_text: false, filename, mode: "exec", flags: 0, optimize: -1 };
    let code = vm.new_code(&compile(vm, request)?, crate::types::code::Origin::BuiltIn);
    let module = vm.new_module(name, None);
    module.dict.set_str(&vm.names.__builtins__, vm.builtins.value().clone());
    vm.modules.set_str(&vm.intern(name), module.value().clone());
    vm.run_code(&code, &module.dict, module.dict.value().clone())?;
    Ok(module.into())
}

#[cold]
fn missing(vm: &Vm, path: &str) -> Raised {
    vm.system_error(format!("the embedded library lacks {path}"))
}
