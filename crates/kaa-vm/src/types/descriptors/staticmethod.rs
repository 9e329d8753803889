//! Method table of `staticmethod`.

use super::wrapper;
use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method, static_method};
use crate::types::sequence::class_getitem;
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    wrapper::init(vm, args, "staticmethod")
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.check_native_stack()?;
    let inner = vm.repr(&wrapper::callable(vm, arg(args, 0))?)?;
    done(vm.new_str_owned([b"<staticmethod(", inner.as_bytes(), b")>"].concat()))
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = wrapper::callable(vm, arg(args, 0))?;
    crate::types::native_function::call_with(vm, &f, args)
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, *args, **kwargs)",
        wrapper::new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method(
        "__init__",
        "($self, /, *args)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        wrapper::get,
        "Return an attribute of instance, which is of type owner.",
    ),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, ""),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__call__", "($self, /, *args, **kwargs)", call, "Call self as a function."),
];

/// The type `staticmethod`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "staticmethod",
    doc: "A method that receives neither the instance nor the class.",
    methods: METHODS,
    getset: wrapper::GETSET,
    flags: flags::DICT,
    ..TypeSpec::EMPTY
};
