//! The module `_json`: `scanner.rs` reads, `encoder.rs` writes, `text.rs` strings in both directions.

mod encoder;
mod scanner;
mod text;

use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function(
        "encode_basestring",
        "($module, object, /)",
        |vm, a| quoted(vm, a, text::Target::Unicode),
        "A string as JSON.",
    ),
    function(
        "encode_basestring_ascii",
        "($module, object, /)",
        |vm, a| quoted(vm, a, text::Target::Ascii),
        "A string as JSON in ASCII.",
    ),
    function("scanstring", "($module, string, end, strict=True, /)", scan_string, "Reads a string of JSON."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_json", Some("For the module json."));
    vm.add_functions(&module, ROWS);
    let scanner = vm.new_native_type::<scanner::Scanner>(&vm.types.object, &scanner::SPEC);
    module.dict.set_str(&vm.intern("make_scanner"), scanner.into());
    let encoder = vm.new_native_type::<encoder::Encoder>(&vm.types.object, &encoder::SPEC);
    module.dict.set_str(&vm.intern("make_encoder"), encoder.into());
    Ok(module)
}

/// `JSONDecodeError` at a place that is counted in bytes.
#[cold]
fn error(vm: &Vm, message: &str, text: &Value, at: usize) -> Raised {
    let make = || {
        let library = vm.import_module("json.decoder")?;
        let class = vm.get_attr(&library, &vm.intern("JSONDecodeError"))?;
        let place = text.payload::<Str>().map_or(at, |s| characters(s, at));
        let place = if at == usize::MAX { vm.new_int(-1) } else { vm.new_usize(place) };
        vm.call(&class, &[vm.str_value(message), text.clone(), place])
    };
    match make() {
        Ok(e) => Raised(e),
        Err(e) => e,
    }
}

/// How many characters the first bytes are.
fn characters(s: &Str, bytes: usize) -> usize {
    if s.is_ascii() {
        return bytes;
    }
    s.as_bytes()[..bytes.min(s.as_bytes().len())].iter().filter(|b| (**b & 0xc0) != 0x80).count()
}

fn quoted(vm: &Vm, args: &[Slot], target: text::Target) -> NativeResult {
    let Some(s) = arg(args, 1).payload::<Str>() else {
        let got = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("first argument must be a string, not {got}")));
    };
    let mut out = Vec::with_capacity(s.as_bytes().len() + 2);
    text::quote(s.as_bytes(), target, &mut out);
    done(vm.new_str_owned(out))
}

fn scan_string(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 1);
    let end = i64::try_from(&vm.index_bigint(arg(args, 2))?)
        .map_err(|_| vm.overflow_error("Python int too large to convert to C ssize_t"))?;
    let strict = crate::helpers::given(args, 3).map_or(Ok(true), |v| vm.is_true(v))?;
    let Some(s) = v.payload::<Str>() else {
        let got = vm.type_name(v);
        return Err(vm.type_error(format!("first argument must be a string, not {got}")));
    };
    let at = match usize::try_from(end) {
        Ok(n) if n <= s.len() => s.byte_offset(n),
        _ => return Err(vm.value_error("end is out of bounds")),
    };
    let (out, end) = text::unquote(vm, v, s.as_bytes(), at, strict)?;
    let end = vm.new_usize(characters(s, end));
    done(vm.new_tuple(vec![vm.new_str_owned(out).into(), end]))
}
