//! The module `zlib`: `compress.rs` and `decompress.rs` the streams, here checksums and the calls that do all at once.

mod compress;
mod constants;
mod decompress;
mod decompressor;

use crate::helpers::{bytes_of, class_named, enter_class, given, int32};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::Module;
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("adler32", "($module, data, value=1, /)", adler32, "The Adler-32 checksum of bytes."),
    function("crc32", "($module, data, value=0, /)", crc32, "The CRC-32 checksum of bytes."),
    function(
        "compress",
        "($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)",
        compress,
        "Compresses bytes.",
    ),
    function(
        "decompress",
        "($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)",
        decompress,
        "Decompresses bytes.",
    ),
    function(
        "compressobj",
        "($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>)",
        compress::make,
        "A stream that compresses.",
    ),
    function(
        "decompressobj",
        "($module, /, wbits=MAX_WBITS, zdict=b'')",
        decompress::make,
        "A stream that decompresses.",
    ),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("zlib", Some("Compression in the formats of zlib and gzip."));
    vm.add_functions(&module, ROWS);
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    for (name, n) in constants::NUMBERS {
        set(name, vm.new_int(*n));
    }
    set("ZLIB_VERSION", vm.str_value("1.3.1"));
    set("ZLIB_RUNTIME_VERSION", vm.str_value("1.3.1"));
    set("__version__", vm.str_value("1.0"));
    let class = vm.new_exception_type(&vm.exceptions.exception, "zlib.error", "");
    enter_class(vm, &module, "zlib.error", &class);
    for (key, class) in [
        ("zlib.Compress", vm.new_native_type::<compress::Compress>(&vm.types.object, &compress::SPEC)),
        (
            "zlib.Decompress",
            vm.new_native_type::<decompress::Decompress>(&vm.types.object, &decompress::SPEC),
        ),
    ] {
        vm.module_state.borrow_mut().insert(key, class.into());
    }
    let spec = &decompressor::SPEC;
    let class = vm.new_native_type::<decompressor::Decompressor>(&vm.types.object, spec);
    enter_class(vm, &module, spec.name, &class);
    Ok(module)
}

/// `zlib.error`.
#[cold]
fn error(vm: &Vm, text: &str) -> Raised {
    let class = class_named(vm, "zlib.error").unwrap_or_else(|| vm.exceptions.exception.clone());
    vm.error(&class, text)
}

/// The first value of a checksum: 32 bits of any int.
fn start(vm: &Vm, args: &[Slot], default: u32) -> Fallible<u32> {
    let Some(v) = given(args, 2) else { return Ok(default) };
    let n = vm.index_bigint(v)?;
    let low = n.iter_u32_digits().next().unwrap_or(0);
    Ok(if n.sign() == num_bigint::Sign::Minus { low.wrapping_neg() } else { low })
}

fn adler32(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = bytes_of(vm, arg(args, 1))?;
    done(vm.new_int(i64::from(zlib_rs::adler32::adler32(start(vm, args, 1)?, &data))))
}

fn crc32(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = bytes_of(vm, arg(args, 1))?;
    done(vm.new_int(i64::from(zlib_rs::crc32::crc32(start(vm, args, 0)?, &data))))
}

fn compress(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = bytes_of(vm, arg(args, 1))?;
    let level = given(args, 2).map_or(Ok(-1), |v| int32(vm, v))?;
    let bits = given(args, 3).map_or(Ok(15), |v| int32(vm, v))?;
    let settings = compress::Settings { level, bits, ..compress::Settings::default() };
    let Some(mut stream) = settings.stream() else { return Err(error(vm, "Bad compression level")) };
    match compress::pump(&mut stream, &data, zlib_rs::DeflateFlush::Finish) {
        Some(out) => done(vm.new_bytes_owned(out)),
        None => Err(error(vm, "Error -2 while compressing data: inconsistent stream state")),
    }
}

fn decompress(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = bytes_of(vm, arg(args, 1))?;
    let bits = given(args, 2).map_or(Ok(15), |v| int32(vm, v))?;
    if given(args, 3).map_or(Ok(0), |v| vm.index_i64(v))? < 0 {
        return Err(vm.value_error("bufsize must be non-negative"));
    }
    let Some(mut stream) = decompress::stream(bits) else {
        return Err(error(vm, "Error -2 while preparing to decompress data: inconsistent stream state"));
    };
    let got = decompress::pump(vm, &mut stream, &data, None, &[])?;
    match got.ended {
        true => done(vm.new_bytes_owned(got.out)),
        false => Err(error(vm, "Error -5 while decompressing data: incomplete or truncated stream")),
    }
}
