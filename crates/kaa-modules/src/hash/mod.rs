//! The modules `_md5`, `_sha1`, `_sha2`, `_sha3` and `_blake2`, on which `hashlib` stands: `state.rs` the hashes, `classes.rs`
//! their classes, `blake2.rs` BLAKE2.

mod blake2;
mod classes;
mod state;

use crate::helpers::{class_named, enter_class};
use classes::Hash;
use kaa_vm::native::{Method, NativeFn, function};
use kaa_vm::types::Module;
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::{Fallible, Ref, Vm};

/// A function that makes hashes of one kind, the class's key, and its name in the module.
type Row = (&'static Method, &'static TypeSpec, &'static str);

macro_rules! functions {
    ($($constant:ident $name:literal $class:literal;)*) => {
        $(static $constant: Method = function(
            $name,
            "($module, /, data=b'', *, usedforsecurity=True, string=None)",
            (|vm, args| classes::new(vm, args, $name, class_named(vm, $class))) as NativeFn,
            concat!("A new hash object of the kind ", $name, "."),
        );)*
    };
}

functions! {
    MD5 "md5" "_md5.md5";
    SHA1 "sha1" "_sha1.sha1";
    SHA224 "sha224" "_sha2.SHA224Type";
    SHA256 "sha256" "_sha2.SHA256Type";
    SHA384 "sha384" "_sha2.SHA384Type";
    SHA512 "sha512" "_sha2.SHA512Type";
}

fn module(vm: &Vm, name: &str) -> Ref<Module> {
    let module = vm.new_module(name, Some("Hashes."));
    module.dict.set_str(&vm.intern("_GIL_MINSIZE"), vm.new_int(2048));
    module
}

fn with_functions(vm: &Vm, name: &str, rows: &[Row]) -> Fallible<Ref<Module>> {
    let module = module(vm, name);
    for (row, spec, shown) in rows {
        vm.add_functions(&module, std::slice::from_ref(*row));
        let class = vm.new_native_type::<Hash>(&vm.types.object, spec);
        module.dict.set_str(&vm.intern(shown), class.value().clone());
        vm.module_state.borrow_mut().insert(spec.name, class.into());
    }
    Ok(module)
}

/// Makes `_md5`.
pub(crate) fn make_md5(vm: &Vm) -> Fallible<Ref<Module>> {
    with_functions(vm, "_md5", &[(&MD5, &classes::MD5, "MD5Type")])
}

/// Makes `_sha1`.
pub(crate) fn make_sha1(vm: &Vm) -> Fallible<Ref<Module>> {
    with_functions(vm, "_sha1", &[(&SHA1, &classes::SHA1, "SHA1Type")])
}

/// Makes `_sha2`.
pub(crate) fn make_sha2(vm: &Vm) -> Fallible<Ref<Module>> {
    let rows: [Row; 4] = [
        (&SHA224, &classes::SHA224, "SHA224Type"),
        (&SHA256, &classes::SHA256, "SHA256Type"),
        (&SHA384, &classes::SHA384, "SHA384Type"),
        (&SHA512, &classes::SHA512, "SHA512Type"),
    ];
    with_functions(vm, "_sha2", &rows)
}

/// Makes `_sha3`.
pub(crate) fn make_sha3(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = module(vm, "_sha3");
    module.dict.set_str(&vm.intern("implementation"), vm.str_value("RustCrypto"));
    for spec in &classes::SHA3 {
        let class = vm.new_native_type::<Hash>(&vm.types.object, spec);
        enter_class(vm, &module, spec.name, &class);
    }
    Ok(module)
}

/// Makes `_blake2`.
pub(crate) fn make_blake2(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = module(vm, "_blake2");
    for (letter, spec, salt, most) in [
        ('B', &classes::BLAKE2B, blake2::Blake2b::SALT, blake2::Blake2b::MOST),
        ('S', &classes::BLAKE2S, blake2::Blake2s::SALT, blake2::Blake2s::MOST),
    ] {
        let class = vm.new_native_type::<Hash>(&vm.types.object, spec);
        for (name, n) in
            [("SALT_SIZE", salt), ("PERSON_SIZE", salt), ("MAX_KEY_SIZE", most), ("MAX_DIGEST_SIZE", most)]
        {
            class.dict.set_str(&vm.intern(name), vm.new_usize(n));
            module.dict.set_str(&vm.intern(&format!("BLAKE2{letter}_{name}")), vm.new_usize(n));
        }
        class.modified(vm);
        enter_class(vm, &module, spec.name, &class);
    }
    Ok(module)
}
