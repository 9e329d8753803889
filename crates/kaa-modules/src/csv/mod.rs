//! The module `_csv`: `dialect.rs` how rows are written, `reader.rs` and `writer.rs`.

mod dialect;
mod reader;
mod writer;

use crate::helpers::{add_class, class_named, enter_class, given};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Dict, Module, Str};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};
use std::cell::Cell;

const ROWS: &[Method] = &[
    function("reader", "($module, iterable, dialect='excel', /, **fmtparams)", reader::make, "Reads rows."),
    function("writer", "($module, fileobj, dialect='excel', /, **fmtparams)", writer::make, "Writes rows."),
    function("list_dialects", "($module, /)", list, "The names of known dialects."),
    function(
        "register_dialect",
        "($module, name, /, dialect=None, **fmtparams)",
        register,
        "Names a dialect.",
    ),
    function("unregister_dialect", "($module, /, name)", unregister, "Forgets a name."),
    function("get_dialect", "($module, /, name)", get, "The dialect of a name."),
    function(
        "field_size_limit",
        "($module, /, new_limit=<unrepresentable>)",
        limit,
        "How long fields may be.",
    ),
];

thread_local! {
    static LIMIT: Cell<i64> = const { Cell::new(131_072) };
}

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_csv", Some("Rows of fields, separated by commas or otherwise."));
    vm.add_functions(&module, ROWS);
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    for (name, n) in [
        ("QUOTE_MINIMAL", dialect::MINIMAL),
        ("QUOTE_ALL", dialect::ALL),
        ("QUOTE_NONNUMERIC", dialect::NON_NUMERIC),
        ("QUOTE_NONE", dialect::NONE),
        ("QUOTE_STRINGS", dialect::STRINGS),
        ("QUOTE_NOTNULL", dialect::NOT_NULL),
    ] {
        set(name, vm.new_int(n));
    }
    let known = vm.new_dict();
    set("_dialects", known.value().clone());
    vm.module_state.borrow_mut().insert("_csv:dialects", known.into());
    let class = vm.new_exception_type(&vm.exceptions.exception, "_csv.Error", "");
    enter_class(vm, &module, "_csv.Error", &class);
    add_class::<dialect::Dialect>(vm, &module, &dialect::SPEC);
    for (name, class) in [
        ("Reader", vm.new_native_type::<reader::Reader>(&vm.types.object, &reader::SPEC)),
        ("Writer", vm.new_native_type::<writer::Writer>(&vm.types.object, &writer::SPEC)),
    ] {
        set(name, class.value().clone());
        let key = if name == "Reader" { reader::SPEC.name } else { writer::SPEC.name };
        vm.module_state.borrow_mut().insert(key, class.into());
    }
    Ok(module)
}

/// `_csv.Error`.
#[cold]
fn error(vm: &Vm, text: impl AsRef<str>) -> Raised {
    let class = class_named(vm, "_csv.Error").unwrap_or_else(|| vm.exceptions.exception.clone());
    vm.error(&class, text.as_ref())
}

fn known(vm: &Vm) -> Value {
    vm.module_state.borrow().get("_csv:dialects").cloned().unwrap_or(Value::None)
}

/// The dialect of a name.
fn named(vm: &Vm, name: &Value) -> Fallible<Value> {
    let found = match known(vm).payload::<Dict>() {
        Some(d) => d.get(vm, name)?,
        None => None,
    };
    found.ok_or_else(|| error(vm, "unknown dialect"))
}

fn list(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let names = known(vm).payload::<Dict>().map(Dict::keys).unwrap_or_default();
    done(vm.new_list(names))
}

fn register(vm: &Vm, args: &[Slot]) -> NativeResult {
    if arg(args, 1).payload::<Str>().is_none() {
        return Err(vm.type_error("dialect name must be a string"));
    }
    let made = dialect::of(vm, given(args, 2), given(args, 3))?;
    if let Some(d) = known(vm).payload::<Dict>() {
        d.set(vm, arg(args, 1).clone(), made)?;
    }
    done(Value::None)
}

fn unregister(vm: &Vm, args: &[Slot]) -> NativeResult {
    let known = known(vm);
    let gone = match known.payload::<Dict>() {
        Some(d) => d.remove(vm, arg(args, 1))?,
        None => None,
    };
    match gone {
        Some(_) => done(Value::None),
        None => Err(error(vm, "unknown dialect")),
    }
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(named(vm, arg(args, 1))?)
}

fn limit(vm: &Vm, args: &[Slot]) -> NativeResult {
    let old = LIMIT.get();
    if let Some(v) = given(args, 1) {
        if !kaa_vm::types::int::is_int(v) {
            return Err(vm.type_error("limit must be an integer"));
        }
        LIMIT.set(vm.index_i64(v)?);
    }
    done(vm.new_int(old))
}
