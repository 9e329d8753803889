//! Method table of `classmethod`.

use super::wrapper;
use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method, static_method};
use crate::types::sequence::class_getitem;
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    wrapper::init(vm, args, "classmethod")
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.check_native_stack()?;
    let inner = vm.repr(&wrapper::callable(vm, arg(args, 0))?)?;
    done(vm.new_str_owned([b"<classmethod(", inner.as_bytes(), b")>"].concat()))
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
];

/// The type `classmethod`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "classmethod",
    doc: "A method that receives the class in place of an instance.",
    methods: METHODS,
    getset: wrapper::GETSET,
    flags: flags::DICT,
    ..TypeSpec::EMPTY
};
