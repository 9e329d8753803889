//! The module `_imp`: what the library's import machinery asks of the runtime. Nothing is frozen in CPython's sense; functions
//! named `_kaa_…` read the embedded library.

use crate::helpers::text;
use kaa_vm::builtins::import::{embedded_file, embedded_modules};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("acquire_lock", "($module, /)", nothing, "Accepted without effect: imports are not concurrent."),
    function("release_lock", "($module, /)", nothing, "Accepted without effect."),
    function("lock_held", "($module, /)", no, "Always false."),
    function("is_builtin", "($module, name, /)", is_builtin, "Is there a native module of this name?"),
    function("is_frozen", "($module, name, /)", no, "Always false."),
    function("is_frozen_package", "($module, name, /)", no_frozen, "Always an ImportError."),
    function("init_frozen", "($module, name, /)", nothing, "Always None."),
    function("find_frozen", "($module, name, /, *, withdata=False)", nothing, "Always None."),
    function("get_frozen_object", "($module, name, data=None, /)", no_frozen, "Always an ImportError."),
    function("_frozen_module_names", "($module, /)", |vm, _| done(vm.new_list(Vec::new())), "Always empty."),
    function(
        "_override_frozen_modules_for_tests",
        "($module, override, /)",
        nothing,
        "Accepted without effect.",
    ),
    function(
        "_override_multi_interp_extensions_check",
        "($module, override, /)",
        |vm, _| done(vm.new_int(0)),
        "Accepted without effect.",
    ),
    function("create_builtin", "($module, spec, /)", create_builtin, "Makes a native module."),
    function(
        "exec_builtin",
        "($module, mod, /)",
        |vm, _| done(vm.new_int(0)),
        "Native modules are complete when made.",
    ),
    function("extension_suffixes", "($module, /)", |vm, _| done(vm.new_list(Vec::new())), "Always empty."),
    function("_fix_co_filename", "($module, code, path, /)", nothing, "Accepted without effect."),
    function("source_hash", "($module, /, key, source)", source_hash, "A hash of a source."),
    function(
        "_kaa_has",
        "($module, path, /)",
        |vm, a| done(Value::bool(embedded(vm, a)?.is_some())),
        "Is there such an embedded file?",
    ),
    function(
        "_kaa_file",
        "($module, path, /)",
        |vm, a| done(embedded(vm, a)?.map_or(Value::None, |f| vm.new_bytes(f))),
        "An embedded file.",
    ),
    function(
        "_kaa_modules",
        "($module, path, /)",
        kaa_modules,
        "Modules in an embedded folder, and whether they are packages.",
    ),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_imp", Some("What the import machinery asks of the runtime."));
    vm.add_functions(&module, ROWS);
    module.dict.set_str(&vm.intern("check_hash_based_pycs"), vm.str_value("default"));
    module.dict.set_str(&vm.intern("pyc_magic_number_token"), vm.new_int(168_627_755));
    Ok(module)
}

fn nothing(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::None)
}

fn no(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::False)
}

fn import_error(vm: &Vm, message: &str, name: &Value) -> Raised {
    let e = vm.import_error_text(message);
    match vm.set_attr(&e.0, &vm.names.name, name.clone()) {
        Ok(()) => e,
        Err(other) => other,
    }
}

fn no_frozen(vm: &Vm, args: &[Slot]) -> NativeResult {
    let shown = vm.repr(arg(args, 1))?;
    Err(import_error(vm, &format!("No such frozen object named {}", shown.to_string_lossy()), arg(args, 1)))
}

fn is_builtin(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = text(vm, arg(args, 1), "is_builtin() argument")?;
    let known = vm.native_modules.borrow().contains_key(&name);
    done(vm.new_int(match name.as_str() {
        "builtins" | "sys" => -1,
        _ => i64::from(known),
    }))
}

fn create_builtin(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = vm.get_attr(arg(args, 1), &vm.names.name)?;
    let Some(s) = name.as_ref::<Str>() else { return Err(vm.type_error("spec.name must be str")) };
    if matches!(s.as_bytes(), b"sys" | b"builtins")
        && let Some(m) = vm.modules.get_str(s)
    {
        return done(m);
    }
    let make = vm.native_modules.borrow().get(s.to_string_lossy().as_ref()).copied();
    match make {
        Some(make) => done(make(vm)?),
        None => done(Value::None),
    }
}

fn source_hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let source = vm.require_bytes(arg(args, 2))?.to_vec();
    let key = vm.index_bigint(arg(args, 1))?;
    let key = u128::try_from(&key).unwrap_or(0);
    let hash = kaa_data::hash::HashKey::from_bytes(key.to_le_bytes()).bytes(&source);
    done(vm.new_bytes(&hash.to_le_bytes()))
}

fn embedded(vm: &Vm, args: &[Slot]) -> Fallible<Option<&'static [u8]>> {
    Ok(embedded_file(&text(vm, arg(args, 1), "path")?))
}

fn kaa_modules(vm: &Vm, args: &[Slot]) -> NativeResult {
    let rows = embedded_modules(&text(vm, arg(args, 1), "path")?);
    let pair = |(name, package): (String, bool)| {
        vm.new_tuple(vec![vm.str_value(&name), Value::bool(package)]).into()
    };
    done(vm.new_list(rows.into_iter().map(pair).collect()))
}
