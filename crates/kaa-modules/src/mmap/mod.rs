//! The module `mmap`: files and memory as sequences of bytes. `object.rs` is the class, `edit.rs` what changes the bytes.
//!
//! Views (`memoryview`) of a mapping are copies that cannot be written.

mod constants;
mod edit;
mod object;

use crate::helpers::enter_class;
use kaa_vm::types::Module;
use kaa_vm::{Fallible, Ref, Vm};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("mmap", Some("Files as memory."));
    for (name, n) in constants::NUMBERS {
        module.dict.set_str(&vm.intern(name), vm.new_int(*n));
    }
    module.dict.set_str(&vm.intern("error"), vm.exceptions.os_error.value().clone());
    let class = vm.new_native_type::<object::Map>(&vm.types.object, &object::SPEC);
    enter_class(vm, &module, object::SPEC.name, &class);
    Ok(module)
}
