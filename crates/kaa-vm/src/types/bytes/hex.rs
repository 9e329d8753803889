//! `hex()` and `fromhex()` of the byte strings; `memoryview.hex` uses them as well.
//!
//! Must not know: who asks. Next: `methods.rs`.

use super::args::this;
use super::{ByteArray, Bytes};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::str::args::size;
use crate::types::{Str, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

pub(super) fn hex(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (separator, group) = arguments(vm, &args[1], &args[2])?;
    let text = encode(&this(vm, args)?, separator, group);
    done(vm.new_str_owned(text))
}

/// The separator and how many bytes a group has (counted from the end when positive).
pub(crate) fn arguments(vm: &Vm, sep: &Slot, group: &Slot) -> Fallible<(Option<u8>, i64)> {
    let group = match group {
        Some(v) => size(vm, v)?,
        None => 1,
    };
    let Some(sep) = sep.as_ref() else { return Ok((None, group)) };
    if vm.len(sep)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    let first = match (sep.payload::<Str>(), sep.payload::<Bytes>()) {
        (Some(s), _) => s.as_bytes().first().copied(),
        (_, Some(b)) => b.data.first().copied(),
        _ => return Err(vm.type_error("sep must be str or bytes.")),
    };
    match first.filter(u8::is_ascii) {
        Some(b) => Ok((Some(b), group)),
        None => Err(vm.value_error("sep must be ASCII.")),
    }
}

/// Two digits for each byte, groups of bytes apart.
pub(crate) fn encode(data: &[u8], separator: Option<u8>, group: i64) -> Vec<u8> {
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = Vec::with_capacity(data.len() * 3);
    for (i, b) in data.iter().enumerate() {
        let from_edge = if group < 0 { i } else { data.len() - i };
        if let Some(s) = separator
            && i > 0
            && size > 0
            && from_edge % size == 0
        {
            out.push(s);
        }
        out.push(DIGITS[usize::from(b >> 4)]);
        out.push(DIGITS[usize::from(b & 15)]);
    }
    out
}

pub(super) fn fromhex(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 0).as_ref::<Type>() else {
        return Err(vm.type_error("fromhex() needs a type"));
    };
    let given = arg(args, 1);
    let data = match given.payload::<Str>() {
        Some(s) => decode(vm, s.as_bytes(), true)?,
        None => match vm.bytes_like(given)? {
            Some(b) => decode(vm, &b, false)?,
            None => {
                let name = vm.type_name(given);
                return Err(
                    vm.type_error(format!("fromhex() argument must be str or bytes-like, not {name}"))
                );
            }
        },
    };
    done(instance(vm, class, data)?)
}

fn instance(vm: &Vm, class: &Ref<Type>, data: Vec<u8>) -> Fallible<Value> {
    let array = class.has_layout::<ByteArray>();
    let plain = if array { vm.new_bytearray(data) } else { vm.new_bytes_owned(data) };
    let exact = class.is(if array { &vm.types.bytearray } else { &vm.types.bytes });
    if exact { Ok(plain) } else { vm.call(class.value(), &[plain]) }
}

fn decode(vm: &Vm, text: &[u8], characters: bool) -> Fallible<Vec<u8>> {
    let wrong = |at: usize| {
        let at = if characters { kaa_data::wtf8::count_chars(&text[..at]) } else { at };
        vm.value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}"))
    };
    let digit = |at: usize| char::from(text[at]).to_digit(16).map(|d| d as u8).ok_or_else(|| wrong(at));
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while at < text.len() {
        if super::algorithms::is_space(text[at]) {
            at += 1;
            continue;
        }
        let high = digit(at)?;
        if at + 1 >= text.len() {
            return Err(vm.value_error("fromhex() arg must contain an even number of hexadecimal digits"));
        }
        out.push(high << 4 | digit(at + 1)?);
        at += 2;
    }
    Ok(out)
}
