//! The module `_typing`: what the library's `typing` takes from the runtime.

use super::no_default;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Method, Slot, arg, function};
use crate::types::Module;
use crate::vm::Vm;
use kaa_heap::Ref;

fn idfunc(_: &Vm, args: &[Slot]) -> NativeResult {
    done(arg(args, 0).clone())
}

static FUNCTIONS: &[Method] = &[function("_idfunc", "(object, /)", idfunc, "The argument.")];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_typing", Some("Native parts of typing."));
    vm.add_functions(&module, FUNCTIONS);
    let t = &vm.types;
    for (name, class) in [
        ("TypeVar", &t.type_var),
        ("ParamSpec", &t.param_spec),
        ("TypeVarTuple", &t.type_var_tuple),
        ("ParamSpecArgs", &t.param_spec_args),
        ("ParamSpecKwargs", &t.param_spec_kwargs),
        ("TypeAliasType", &t.type_alias_type),
        ("Generic", &t.generic),
        ("Union", &t.union_type),
    ] {
        module.dict.set_str(&vm.intern(name), class.value().clone());
    }
    module.dict.set_str(&vm.intern("NoDefault"), no_default(vm));
    Ok(module)
}
