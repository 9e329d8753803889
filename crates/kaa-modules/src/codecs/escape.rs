//! `escape_encode` and `escape_decode`: bytes with backslash escapes, as in a bytes literal.

use super::coders::errors;
use crate::helpers::bytes_of;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Bytes, Str};
use kaa_vm::{Fallible, NativeResult, Vm};

pub(super) const ROWS: &[Method] = &[
    function(
        "escape_encode",
        "(data, errors=None, /)",
        encode,
        "Bytes with escapes for what is not printable.",
    ),
    function("escape_decode", "(data, errors=None, /)", decode, "The bytes that escapes stand for."),
];

fn encode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(data) = arg(args, 0).payload::<Bytes>() else {
        let got = vm.type_name(arg(args, 0));
        return Err(vm.type_error(format!("escape_encode() argument 1 must be bytes, not {got}")));
    };
    let mut out = Vec::with_capacity(data.data.len());
    for &byte in data.data.iter() {
        match byte {
            b'\\' | b'\'' => out.extend([b'\\', byte]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b' '..=b'~' => out.push(byte),
            _ => out.extend(format!("\\x{byte:02x}").bytes()),
        }
    }
    done(vm.new_tuple(vec![vm.new_bytes_owned(out), vm.new_usize(data.data.len())]))
}

fn decode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = match arg(args, 0).payload::<Str>() {
        Some(s) => s.as_bytes().to_vec(),
        None => bytes_of(vm, arg(args, 0))?,
    };
    let errors = errors(vm, args, 1)?;
    let out = unescaped(vm, &data, &errors)?;
    done(vm.new_tuple(vec![vm.new_bytes_owned(out), vm.new_usize(data.len())]))
}

fn unescaped(vm: &Vm, data: &[u8], errors: &str) -> Fallible<Vec<u8>> {
    let (mut out, mut at) = (Vec::with_capacity(data.len()), 0);
    while let Some(&byte) = data.get(at) {
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(&escape) = data.get(at) else { return Err(vm.value_error("Trailing \\ in string")) };
        at += 1;
        match escape {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(escape),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b't' => out.push(b'\t'),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b'v' => out.push(11),
            b'a' => out.push(7),
            b'0'..=b'7' => {
                let digits = data[at - 1..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b));
                let (value, count) =
                    digits.fold((0_u32, 0), |(value, count), b| (value * 8 + u32::from(b - b'0'), count + 1));
                at += count - 1;
                out.push(value as u8);
            }
            b'x' => at += hex(vm, data, at, errors, &mut out)?,
            _ => out.extend([b'\\', escape]),
        }
    }
    Ok(out)
}

/// Two digits after `\x`; gives how many bytes it took.
fn hex(vm: &Vm, data: &[u8], at: usize, errors: &str, out: &mut Vec<u8>) -> Fallible<usize> {
    let digit = |i: usize| data.get(i).and_then(|b| char::from(*b).to_digit(16));
    if let (Some(a), Some(b)) = (digit(at), digit(at + 1)) {
        out.push((a * 16 + b) as u8);
        return Ok(2);
    }
    match errors {
        "strict" => {
            let position = at - 2;
            return Err(vm.value_error(format!("invalid \\x escape at position {position}")));
        }
        "replace" => out.push(b'?'),
        "ignore" => {}
        _ => {
            return Err(vm.value_error(format!("decoding error; unknown error handling code: {errors}")));
        }
    }
    // One digit belongs to the bad escape.
    Ok(usize::from(digit(at).is_some()))
}
