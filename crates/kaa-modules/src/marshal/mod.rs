//! The module `marshal`: values as bytes, as CPython writes and reads them. `read.rs` and `write.rs` know the format;
//! `kaa-bytecode` knows the code objects' part alone, for files of modules.

mod read;
mod write;

use crate::helpers::{bytes_of, given};
use kaa_bytecode::marshal::VERSION;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::Module;
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

/// Tags of the values that the compiler's constants do not have.
mod more_tags {
    pub(super) const NULL: u8 = b'0';
    pub(super) const STOP_ITERATION: u8 = b'S';
    pub(super) const LIST: u8 = b'[';
    pub(super) const DICT: u8 = b'{';
    pub(super) const SET: u8 = b'<';
}

/// How deep values may nest.
const MAX_DEPTH: usize = 2000;

const ROWS: &[Method] = &[
    function(
        "dump",
        "($module, value, file, version=version, /, *, allow_code=True)",
        dump,
        "Writes a value to a binary file.",
    ),
    function("load", "($module, file, /, *, allow_code=True)", load, "Reads one value from a binary file."),
    function(
        "dumps",
        "($module, value, version=version, /, *, allow_code=True)",
        dumps,
        "The bytes of a value.",
    ),
    function("loads", "($module, bytes, /, *, allow_code=True)", loads, "The value that bytes hold."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("marshal", Some("Values as bytes, for files of compiled modules."));
    vm.add_functions(&module, ROWS);
    module.dict.set_str(&vm.intern("version"), vm.new_int(i64::from(VERSION)));
    Ok(module)
}

/// Whether code objects may occur.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CodeObjects {
    Allowed,
    Refused,
}

fn code_arg(vm: &Vm, args: &[Slot], i: usize) -> Fallible<CodeObjects> {
    match given(args, i) {
        Some(v) if !vm.is_true(v)? => Ok(CodeObjects::Refused),
        _ => Ok(CodeObjects::Allowed),
    }
}

fn version_arg(vm: &Vm, args: &[Slot], i: usize) -> Fallible<i32> {
    given(args, i).map_or(Ok(VERSION as i32), |v| crate::helpers::int32(vm, v))
}

fn dumps(vm: &Vm, args: &[Slot]) -> NativeResult {
    let version = version_arg(vm, args, 2)?;
    done(vm.new_bytes_owned(write::dump(vm, arg(args, 1), version, code_arg(vm, args, 3)?)?))
}

fn dump(vm: &Vm, args: &[Slot]) -> NativeResult {
    let version = version_arg(vm, args, 3)?;
    let bytes = write::dump(vm, arg(args, 1), version, code_arg(vm, args, 4)?)?;
    done(vm.call_method(arg(args, 2), "write", &[vm.new_bytes_owned(bytes)])?)
}

fn loads(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = bytes_of(vm, arg(args, 1))?;
    let mut source = read::Source::Bytes { bytes: &bytes, at: 0 };
    done(read::load(vm, &mut source, code_arg(vm, args, 2)?)?)
}

fn load(vm: &Vm, args: &[Slot]) -> NativeResult {
    let file = arg(args, 1);
    let probe: Value = vm.call_method(file, "read", &[vm.new_int(0)])?;
    if vm.bytes_like(&probe)?.is_none() {
        let name = vm.type_name(&probe);
        return Err(vm.type_error(format!("file.read() returned not bytes but {name}")));
    }
    let mut source = read::Source::File(file.clone());
    done(read::load(vm, &mut source, code_arg(vm, args, 2)?)?)
}
