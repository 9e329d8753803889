//! The module `_struct`: values as C structs. `layout.rs` reads formats and moves values, `object.rs` is the class.

mod layout;
mod object;

use crate::helpers::{class_named, enter_class, given};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::{Bytes, Module, Str};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};
use layout::Layout;

const ROWS: &[Method] = &[
    function(
        "calcsize",
        "($module, format, /)",
        |vm, a| done(vm.new_usize(layout(vm, arg(a, 1))?.size)),
        "Size of a format's struct.",
    ),
    function("pack", "($module, /, *args)", pack, "Bytes of values."),
    function("pack_into", "($module, /, *args)", pack_into, "Puts the bytes of values into a buffer."),
    function(
        "unpack",
        "($module, format, buffer, /)",
        |vm, a| layout::unpack(vm, &*layout(vm, arg(a, 1))?, arg(a, 2)),
        "Values of bytes.",
    ),
    function(
        "unpack_from",
        "($module, format, /, buffer, offset=0)",
        unpack_from,
        "Values of a part of a buffer.",
    ),
    function(
        "iter_unpack",
        "($module, format, buffer, /)",
        iter_unpack,
        "Values of structs one after the other.",
    ),
    function("_clearcache", "($module, /)", |_, _| done(Value::None), "Accepted without effect."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_struct", Some("Values as C structs."));
    vm.add_functions(&module, ROWS);
    let error = vm.new_exception_type(&vm.exceptions.exception, "struct.error", "");
    enter_class(vm, &module, "struct.error", &error);
    object::install(vm, &module);
    Ok(module)
}

/// `struct.error` with a message.
#[cold]
fn error(vm: &Vm, message: impl AsRef<str>) -> Raised {
    match class_named(vm, "struct.error") {
        Some(class) => vm.error(&class, message.as_ref()),
        None => vm.value_error(message),
    }
}

thread_local! {
    /// The formats used last.
    static KNOWN: std::cell::RefCell<std::collections::HashMap<Vec<u8>, std::rc::Rc<Layout>>> =
        std::cell::RefCell::default();
}

/// The layout of a format argument.
fn layout(vm: &Vm, format: &Value) -> Fallible<std::rc::Rc<Layout>> {
    let text = match (format.payload::<Str>(), format.payload::<Bytes>()) {
        (Some(s), _) => s.as_bytes(),
        (_, Some(b)) => &b.data[..],
        _ => {
            let got = vm.type_name(format);
            return Err(
                vm.type_error(format!("Struct() argument 1 must be a str or bytes object, not {got}"))
            );
        }
    };
    if let Some(known) = KNOWN.with_borrow(|k| k.get(text).cloned()) {
        return Ok(known);
    }
    let made = std::rc::Rc::new(Layout::read(vm, text)?);
    KNOWN.with_borrow_mut(|k| {
        if k.len() >= 100 {
            k.clear();
        }
        k.insert(text.to_vec(), made.clone());
    });
    Ok(made)
}

fn pack(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some((format, values)) = varargs(&args[1]).split_first() else {
        return Err(vm.type_error("missing format argument"));
    };
    done(vm.new_bytes_owned(layout::pack(vm, &*layout(vm, format)?, values, "pack")?))
}

fn pack_into(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some((format, rest)) = varargs(&args[1]).split_first() else {
        return Err(vm.type_error("missing format argument"));
    };
    layout::pack_into(vm, &*layout(vm, format)?, rest)
}

fn unpack_from(vm: &Vm, args: &[Slot]) -> NativeResult {
    layout::unpack_from(vm, &*layout(vm, arg(args, 1))?, arg(args, 2), given(args, 3))
}

fn iter_unpack(vm: &Vm, args: &[Slot]) -> NativeResult {
    layout::iter_unpack(vm, &*layout(vm, arg(args, 1))?, arg(args, 2))
}
