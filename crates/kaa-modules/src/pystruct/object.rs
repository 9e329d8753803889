//! The class `Struct`: a format read once.

use super::layout::{self, Layout};
use crate::helpers::{class_for, enter_class, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Bytes, Module};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::cell::RefCell;
use std::rc::Rc;

/// Payload: the format and its layout, once `__init__` ran.
struct Struct(RefCell<Option<(Value, Rc<Layout>)>>);
kaa_heap::payload!(Struct, trace);

impl Struct {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Some((format, _)) = &*self.0.borrow() {
            t.value(format);
        }
    }
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, "Create and return a new object."),
    method(
        "__init__",
        "($self, /, format)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method(
        "pack",
        "($self, /, *args)",
        |vm, a| done(vm.new_bytes_owned(layout::pack(vm, &*this(vm, a)?, varargs(&a[1]), "pack")?)),
        "Bytes of values.",
    ),
    method(
        "pack_into",
        "($self, /, *args)",
        |vm, a| layout::pack_into(vm, &*this(vm, a)?, varargs(&a[1])),
        "Puts the bytes of values into a buffer.",
    ),
    method(
        "unpack",
        "($self, buffer, /)",
        |vm, a| layout::unpack(vm, &*this(vm, a)?, arg(a, 1)),
        "Values of bytes.",
    ),
    method(
        "unpack_from",
        "($self, /, buffer, offset=0)",
        |vm, a| layout::unpack_from(vm, &*this(vm, a)?, arg(a, 1), given(a, 2)),
        "Values of a part of a buffer.",
    ),
    method(
        "iter_unpack",
        "($self, buffer, /)",
        |vm, a| layout::iter_unpack(vm, &*this(vm, a)?, arg(a, 1)),
        "Values of structs one after the other.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__sizeof__", "($self, /)", |vm, _| done(vm.new_int(64)), "Size in memory, in bytes."),
];
static ATTRIBUTES: &[GetSet] = &[
    getter("format", format, "struct format string"),
    getter("size", |vm, v| done(vm.new_usize(layout_of(vm, v)?.size)), "struct size in bytes"),
];
static SPEC: TypeSpec = TypeSpec {
    name: "_struct.Struct",
    doc: "A struct format, read once.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::BASETYPE | ClassFlags::GC | flags::WEAKREF,
    ..TypeSpec::EMPTY
};

pub(super) fn install(vm: &Vm, module: &Ref<Module>) {
    let class = vm.new_native_type::<Struct>(&vm.types.object, &SPEC);
    enter_class(vm, module, SPEC.name, &class);
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_object(class_for::<Struct>(vm, args)?, Struct(RefCell::new(None))))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let made = super::layout(vm, arg(args, 1))?;
    let text = match arg(args, 1).payload::<Bytes>() {
        Some(b) => vm.new_str_wtf8(&b.data).into(),
        None => arg(args, 1).clone(),
    };
    let old = as_type::<Struct>(vm, arg(args, 0))?.0.replace(Some((text, made)));
    drop(old);
    done(Value::None)
}

fn layout_of(vm: &Vm, v: &Value) -> Fallible<Rc<Layout>> {
    match &*as_type::<Struct>(vm, v)?.0.borrow() {
        Some((_, l)) => Ok(l.clone()),
        None => Err(vm.runtime_error("Struct object is not initialized")),
    }
}

fn this(vm: &Vm, args: &[Slot]) -> Fallible<Rc<Layout>> {
    layout_of(vm, arg(args, 0))
}

fn format(vm: &Vm, v: &Value) -> NativeResult {
    match &*as_type::<Struct>(vm, v)?.0.borrow() {
        Some((text, _)) => done(text.clone()),
        None => Err(vm.runtime_error("Struct object is not initialized")),
    }
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let text = match &*as_type::<Struct>(vm, arg(args, 0))?.0.borrow() {
        Some((text, _)) => text.clone(),
        None => Value::None,
    };
    let shown = vm.repr(&text)?;
    done(vm.str_value(&format!("{}({})", vm.class_of(arg(args, 0)).name(), shown.to_string_lossy())))
}
