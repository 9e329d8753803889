//! The coders of the codecs that are native: each gives the result and how much of the input it took.
//!
//! Must not know: the registry. The algorithms are in the crate `kaa-data`.

use crate::helpers::{bytes_of, given};
use kaa_data::codec::{Codec, Input};
use kaa_data::int_text::ByteOrder;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::Str;
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const LITTLE: Option<ByteOrder> = Some(ByteOrder::Little);
const BIG: Option<ByteOrder> = Some(ByteOrder::Big);

macro_rules! coders {
    ($($encode:literal $decode:literal $signature:literal $codec:expr;)*) => { &[$(
        function($encode, "(str, errors=None, /)", |vm, args| encode(vm, args, $codec), "Encodes text."),
        function($decode, $signature, |vm, args| decode(vm, args, $codec), "Decodes bytes."),
    )*
        function("utf_16_encode", "(str, errors=None, byteorder=0, /)", |vm, args| {
            encode(vm, args, Codec::Utf16(order(vm, args, 2)?))
        }, "Encodes text."),
        function("utf_16_decode", "(data, errors=None, final=False, /)", |vm, args| {
            decode(vm, args, Codec::Utf16(None))
        }, "Decodes bytes."),
        function("utf_16_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", |vm, args| {
            decode_wide(vm, args, Codec::Utf16(order(vm, args, 2)?))
        }, "Decodes bytes; tells the byte order."),
        function("utf_32_encode", "(str, errors=None, byteorder=0, /)", |vm, args| {
            encode(vm, args, Codec::Utf32(order(vm, args, 2)?))
        }, "Encodes text."),
        function("utf_32_decode", "(data, errors=None, final=False, /)", |vm, args| {
            decode(vm, args, Codec::Utf32(None))
        }, "Decodes bytes."),
        function("utf_32_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", |vm, args| {
            decode_wide(vm, args, Codec::Utf32(order(vm, args, 2)?))
        }, "Decodes bytes; tells the byte order."),
        function("readbuffer_encode", "(data, errors=None, /)", readbuffer, "The bytes of a buffer or text."),
    ] };
}

pub(super) static ROWS: &[Method] = coders! {
    "utf_8_encode" "utf_8_decode" "(data, errors=None, final=False, /)" Codec::Utf8;
    "utf_7_encode" "utf_7_decode" "(data, errors=None, final=False, /)" Codec::Utf7;
    "utf_16_le_encode" "utf_16_le_decode" "(data, errors=None, final=False, /)" Codec::Utf16(LITTLE);
    "utf_16_be_encode" "utf_16_be_decode" "(data, errors=None, final=False, /)" Codec::Utf16(BIG);
    "utf_32_le_encode" "utf_32_le_decode" "(data, errors=None, final=False, /)" Codec::Utf32(LITTLE);
    "utf_32_be_encode" "utf_32_be_decode" "(data, errors=None, final=False, /)" Codec::Utf32(BIG);
    "latin_1_encode" "latin_1_decode" "(data, errors=None, /)" Codec::Latin1;
    "ascii_encode" "ascii_decode" "(data, errors=None, /)" Codec::Ascii;
    "unicode_escape_encode" "unicode_escape_decode" "(data, errors=None, final=True, /)" Codec::UnicodeEscape;
    "raw_unicode_escape_encode" "raw_unicode_escape_decode" "(data, errors=None, final=True, /)" Codec::RawUnicodeEscape;
};

/// The name of the error handler.
pub(super) fn errors(vm: &Vm, args: &[Slot], i: usize) -> Fallible<String> {
    let Some(v) = given(args, i).filter(|v| !v.is_none()) else { return Ok("strict".into()) };
    match v.payload::<Str>() {
        Some(s) => Ok(s.to_string_lossy().into_owned()),
        None => Err(vm.type_error(format!("argument 2 must be str or None, not {}", vm.type_name(v)))),
    }
}

/// A text argument.
pub(super) fn text<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Str>> {
    v.as_ref::<Str>().ok_or_else(|| vm.type_error(format!("argument 1 must be str, not {}", vm.type_name(v))))
}

/// The bytes of the first argument; escapes may come as text.
fn data(vm: &Vm, v: &Value, codec: Codec) -> Fallible<Vec<u8>> {
    if matches!(codec, Codec::UnicodeEscape | Codec::RawUnicodeEscape)
        && let Some(s) = v.payload::<Str>()
    {
        return Ok(s.as_bytes().to_vec());
    }
    bytes_of(vm, v)
}

fn order(vm: &Vm, args: &[Slot], i: usize) -> Fallible<Option<ByteOrder>> {
    let n = match given(args, i) {
        Some(v) => vm.index_clamped(v)?,
        None => 0,
    };
    Ok(match n {
        0 => None,
        n if n < 0 => LITTLE,
        _ => BIG,
    })
}

fn encode(vm: &Vm, args: &[Slot], codec: Codec) -> NativeResult {
    let s = text(vm, arg(args, 0))?;
    let bytes = vm.encode_with(codec, s, &errors(vm, args, 1)?)?;
    done(vm.new_tuple(vec![vm.new_bytes_owned(bytes), vm.new_usize(s.len())]))
}

fn input(vm: &Vm, args: &[Slot], i: usize, default: Input) -> Fallible<Input> {
    Ok(match given(args, i) {
        Some(v) if vm.is_true(v)? => Input::Final,
        Some(_) => Input::Partial,
        None => default,
    })
}

fn decode(vm: &Vm, args: &[Slot], codec: Codec) -> NativeResult {
    let bytes = data(vm, arg(args, 0), codec)?;
    let escapes = matches!(codec, Codec::UnicodeEscape | Codec::RawUnicodeEscape);
    let input = input(vm, args, 2, if escapes { Input::Final } else { Input::Partial })?;
    let errors = errors(vm, args, 1)?;
    let decoded = vm.decoding(&bytes, &errors, |handler| codec.decode(&bytes, input, handler))?;
    done(vm.new_tuple(vec![vm.wtf8_value(decoded.text), vm.new_usize(decoded.consumed)]))
}

fn decode_wide(vm: &Vm, args: &[Slot], codec: Codec) -> NativeResult {
    let bytes = data(vm, arg(args, 0), codec)?;
    let input = input(vm, args, 3, Input::Partial)?;
    let errors = errors(vm, args, 1)?;
    let decoded = vm.decoding(&bytes, &errors, |handler| codec.decode(&bytes, input, handler))?;
    let order = match decoded.order {
        None => 0,
        Some(ByteOrder::Little) => -1,
        Some(ByteOrder::Big) => 1,
    };
    done(vm.new_tuple(vec![vm.wtf8_value(decoded.text), vm.new_usize(decoded.consumed), vm.new_int(order)]))
}

fn readbuffer(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let bytes = match v.payload::<Str>() {
        Some(s) => s.as_bytes().to_vec(),
        None => bytes_of(vm, v)?,
    };
    let len = vm.new_usize(bytes.len());
    done(vm.new_tuple(vec![vm.new_bytes_owned(bytes), len]))
}
