//! The module `_types`: the built-in types that have no name among the built-ins.

use kaa_vm::types::Module;
use kaa_vm::{Fallible, Ref, Vm};

/// Payload of capsules, of which Kaa makes none; the type is there for `types.CapsuleType`.
struct Capsule;
kaa_heap::payload!(Capsule);

static CAPSULE: kaa_vm::types::type_object::TypeSpec = kaa_vm::types::type_object::TypeSpec {
    name: "PyCapsule",
    flags: kaa_vm::types::type_object::flags::NO_INSTANTIATION,
    ..kaa_vm::types::type_object::TypeSpec::EMPTY
};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_types", Some("Names for built-in types."));
    let t = &vm.types;
    let classes = [
        ("AsyncGeneratorType", &t.async_generator),
        ("BuiltinFunctionType", &t.builtin_function),
        ("BuiltinMethodType", &t.builtin_function),
        ("CellType", &t.cell),
        ("ClassMethodDescriptorType", &t.classmethod_descriptor),
        ("CodeType", &t.code),
        ("CoroutineType", &t.coroutine),
        ("EllipsisType", &t.ellipsis_type),
        ("FrameType", &t.frame),
        ("FunctionType", &t.function),
        ("GeneratorType", &t.generator),
        ("GenericAlias", &t.generic_alias),
        ("GetSetDescriptorType", &t.getset_descriptor),
        ("LambdaType", &t.function),
        ("MappingProxyType", &t.mappingproxy),
        ("MemberDescriptorType", &t.member_descriptor),
        ("MethodDescriptorType", &t.method_descriptor),
        ("MethodType", &t.method),
        ("MethodWrapperType", &t.method_wrapper),
        ("ModuleType", &t.module),
        ("NoneType", &t.none_type),
        ("NotImplementedType", &t.not_implemented_type),
        ("TracebackType", &t.traceback),
        ("UnionType", &t.union_type),
        ("WrapperDescriptorType", &t.wrapper_descriptor),
    ];
    for (name, class) in classes {
        module.dict.set_str(&vm.intern(name), class.value().clone());
    }
    module.dict.set_str(&vm.intern("SimpleNamespace"), crate::sys::namespace_class(vm).into());
    let capsule = vm.new_native_type::<Capsule>(&vm.types.object, &CAPSULE);
    module.dict.set_str(&vm.intern("CapsuleType"), capsule.into());
    Ok(module)
}
