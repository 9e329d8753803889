//! The module `_warnings`, on which the library's `warnings` stands.

use super::{Place, Warning, explicit, place};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Method, Slot, arg, function};
use crate::types::{Dict, Module, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

const ROWS: &[Method] = &[
    function(
        "warn",
        "(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())",
        warn,
        "Issues a warning, or ignores it, or raises it.",
    ),
    function(
        "warn_explicit",
        "(message, category, filename, lineno, module=<unrepresentable>, registry=None, module_globals=None, source=None)",
        warn_explicit,
        "Issues a warning about a given place.",
    ),
    function("_filters_mutated_lock_held", "()", mutated, "The filters were changed."),
    function("_acquire_lock", "()", acquire, "Takes the lock of the filters."),
    function("_release_lock", "()", release, "Lets the lock of the filters go."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_warnings", Some("Filtering of warnings."));
    vm.add_functions(&module, ROWS);
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    set("filters", own_filters(vm));
    set("_onceregistry", own_once_registry(vm));
    set("_defaultaction", vm.str_value("default"));
    let context = match vm.import_module("_contextvars") {
        Ok(m) => {
            let class = vm.get_attr(&m, &vm.intern("ContextVar"))?;
            vm.call(&class, &[vm.str_value("_warnings_context")])?
        }
        Err(_) => Value::None,
    };
    set("_warnings_context", context);
    Ok(module)
}

/// The filters that hold until somebody changes them.
pub(super) fn own_filters(vm: &Vm) -> Value {
    let made = || {
        let x = &vm.exceptions;
        let row = |action: &str, class: &Ref<Type>, module: Value| -> Value {
            let action = vm.intern(action).into();
            vm.new_tuple(vec![action, Value::None, class.value().clone(), module, vm.new_int(0)]).into()
        };
        let rows = vec![
            row("default", &x.deprecation_warning, vm.intern("__main__").into()),
            row("ignore", &x.deprecation_warning, Value::None),
            row("ignore", &x.pending_deprecation_warning, Value::None),
            row("ignore", &x.import_warning, Value::None),
            row("ignore", &x.resource_warning, Value::None),
        ];
        vm.new_list(rows).into()
    };
    vm.warnings.filters.get_or_init(made).clone()
}

/// What was shown under the action `once`.
pub(super) fn own_once_registry(vm: &Vm) -> Value {
    vm.warnings.once.get_or_init(|| vm.new_dict().into()).clone()
}

/// The class of a warning: that of the message if it is one, else what is given, else UserWarning.
fn category(vm: &Vm, message: &Value, given: Option<&Value>) -> Fallible<Value> {
    if vm.is_instance_of(message, &vm.exceptions.warning) {
        return Ok(vm.class_ref(message).into());
    }
    let Some(class) = given else { return Ok(vm.exceptions.user_warning.value().clone()) };
    match class.as_ref::<Type>() {
        Some(c) if c.is_subtype_of(&vm.exceptions.warning) => Ok(class.clone()),
        _ => {
            let got = vm.type_name(class);
            Err(vm.type_error(format!("category must be a Warning subclass, not '{got}'")))
        }
    }
}

fn given(args: &[Slot], i: usize) -> Option<&Value> {
    args.get(i).and_then(|s| s.as_ref()).filter(|v| !v.is_none())
}

fn warn(vm: &Vm, args: &[Slot]) -> NativeResult {
    let message = arg(args, 0).clone();
    let category = category(vm, &message, given(args, 1))?;
    let level = match given(args, 2) {
        Some(l) => vm.index_clamped(l)?,
        None => 1,
    };
    let mut skipped = Vec::new();
    if let Some(prefixes) = args.get(4).and_then(|s| s.as_ref()) {
        let Some(t) = prefixes.payload::<Tuple>() else {
            let got = vm.type_name(prefixes);
            let message = format!("warn() argument 'skip_file_prefixes' must be tuple, not {got}");
            return Err(vm.type_error(message));
        };
        for p in t.iter() {
            let Some(s) = p.payload::<Str>() else {
                let got = vm.type_name(p);
                return Err(vm.type_error(format!("Found non-str '{got}' in skip_file_prefixes.")));
            };
            skipped.push(s.as_bytes().to_vec());
        }
    }
    let place = place::of_caller(vm, level, &skipped)?;
    let source = given(args, 3).cloned().unwrap_or(Value::None);
    explicit(vm, Warning { message, category, source, line: None }, &place)?;
    done(Value::None)
}

fn warn_explicit(vm: &Vm, args: &[Slot]) -> NativeResult {
    let filename = arg(args, 2).clone();
    if filename.payload::<Str>().is_none() {
        let got = vm.type_name(&filename);
        return Err(vm.type_error(format!("warn_explicit() argument 'filename' must be str, not {got}")));
    }
    let line = vm.index_clamped(arg(args, 3))?;
    let mut place = Place::of_file(vm, filename, line);
    if let Some(module) = args.get(4).and_then(|s| s.as_ref()) {
        place.module = module.clone();
    }
    place.registry = match given(args, 5) {
        None => None,
        Some(r) => match r.clone().downcast::<Dict>() {
            Ok(d) => Some(d),
            Err(_) => return Err(vm.type_error("'registry' must be a dict or None")),
        },
    };
    let line = match given(args, 6) {
        None => None,
        Some(globals) => match globals.as_ref::<Dict>() {
            Some(d) => source_line(vm, d, line)?,
            None => {
                let got = vm.type_name(globals);
                return Err(vm.type_error(format!("module_globals must be a dict, not '{got}'")));
            }
        },
    };
    let source = given(args, 7).cloned().unwrap_or(Value::None);
    let warning = Warning { message: arg(args, 0).clone(), category: arg(args, 1).clone(), source, line };
    explicit(vm, warning, &place)?;
    done(Value::None)
}

/// The line from the module's loader, which may know sources that are in no file.
fn source_line(vm: &Vm, globals: &Ref<Dict>, line: i64) -> Fallible<Option<String>> {
    let loader = globals.get_str(&vm.names.__loader__).filter(|l| !l.is_none());
    let name = globals.get_str(&vm.names.__name__).filter(|n| !n.is_none());
    let (Some(loader), Some(name)) = (loader, name) else { return Ok(None) };
    let Some(get) = vm.get_attr_opt(&loader, &vm.intern("get_source"))? else { return Ok(None) };
    let source = vm.call(&get, &[name])?;
    let Some(text) = source.payload::<Str>() else { return Ok(None) };
    let number = usize::try_from(line).ok().and_then(|n| n.checked_sub(1));
    Ok(number.and_then(|n| text.to_string_lossy().lines().nth(n).map(str::to_owned)))
}

fn mutated(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let state = &vm.warnings;
    if state.locked.get() == 0 {
        return Err(vm.runtime_error("warnings lock is not held"));
    }
    state.version.set(state.version.get().wrapping_add(1));
    done(Value::None)
}

fn acquire(vm: &Vm, _args: &[Slot]) -> NativeResult {
    vm.warnings.locked.set(vm.warnings.locked.get().saturating_add(1));
    done(Value::None)
}

fn release(vm: &Vm, _args: &[Slot]) -> NativeResult {
    match vm.warnings.locked.get().checked_sub(1) {
        Some(n) => {
            vm.warnings.locked.set(n);
            done(Value::None)
        }
        None => Err(vm.runtime_error("cannot release un-acquired lock")),
    }
}
