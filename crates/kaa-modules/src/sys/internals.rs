//! `sys._kaa`: what the runtime tells about itself that CPython has no word for; `sys._jit`, which says no.

use kaa_vm::flow::{NativeResult, done};
use kaa_vm::native::{GetSet, Method, Slot, function, getter};
use kaa_vm::types::builtin_types::Empty;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Value, Vm};

fn native_reentries(vm: &Vm, _this: &Value) -> NativeResult {
    done(vm.new_int(i64::try_from(vm.native_reentries.get()).unwrap_or(i64::MAX)))
}

static ATTRIBUTES: &[GetSet] = &[getter(
    "native_reentries",
    native_reentries,
    "How often native code had to wait for Python code on the spot (docs/architecture.md lists where).",
)];

static SPEC: TypeSpec = TypeSpec {
    name: "sys._kaa",
    doc: "What the runtime tells about itself.",
    getset: ATTRIBUTES,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

/// The object.
pub(super) fn new(vm: &Vm) -> Value {
    let class = vm.new_native_type::<Empty>(&vm.types.object, &SPEC);
    vm.new_object(&class, Empty).into()
}

fn no(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::False)
}

static JIT: &[Method] = &[
    function("is_available", "()", no, "Whether there is a machine-code compiler."),
    function("is_enabled", "()", no, "Whether the machine-code compiler is switched on."),
    function("is_active", "()", no, "Whether the calling frame runs machine code."),
];

/// The module `sys._jit`.
pub(super) fn jit(vm: &Vm) -> Value {
    let module = vm.new_module("sys._jit", Some("There is no machine-code compiler here."));
    vm.add_functions(&module, JIT);
    module.into()
}
