//! The module `binascii`: hexadecimal, base 64, check sums; `text.rs` is uuencode and quoted-printable.

mod text;

use crate::helpers::{class_named, enter_class, given};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function(
        "hexlify",
        "($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)",
        hexlify,
        "Hexadecimal digits of bytes.",
    ),
    function(
        "b2a_hex",
        "($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)",
        hexlify,
        "Hexadecimal digits of bytes.",
    ),
    function("unhexlify", "($module, hexstr, /)", unhexlify, "Bytes of hexadecimal digits."),
    function("a2b_hex", "($module, hexstr, /)", unhexlify, "Bytes of hexadecimal digits."),
    function("b2a_base64", "($module, data, /, *, newline=True)", to_base64, "A line of base 64."),
    function("a2b_base64", "($module, data, /, *, strict_mode=False)", from_base64, "Bytes of base 64."),
    function("crc32", "($module, data, crc=0, /)", crc32, "The CRC-32 check sum."),
    function("crc_hqx", "($module, data, crc, /)", crc_hqx, "The CRC-CCITT check sum."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("binascii", Some("Binary data as ASCII text."));
    vm.add_functions(&module, ROWS);
    vm.add_functions(&module, text::ROWS);
    let error = vm.new_exception_type(&vm.exceptions.value_error, "binascii.Error", "");
    enter_class(vm, &module, "binascii.Error", &error);
    let incomplete = vm.new_exception_type(&vm.exceptions.exception, "binascii.Incomplete", "");
    enter_class(vm, &module, "binascii.Incomplete", &incomplete);
    Ok(module)
}

#[cold]
fn error(vm: &Vm, message: impl AsRef<str>) -> Raised {
    match class_named(vm, "binascii.Error") {
        Some(class) => vm.error(&class, message.as_ref()),
        None => vm.value_error(message),
    }
}

/// The bytes of ASCII text or of a bytes-like object.
fn ascii(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    match v.payload::<Str>() {
        Some(s) if s.is_ascii() => Ok(s.as_bytes().to_vec()),
        Some(_) => Err(vm.value_error("string argument should contain only ASCII characters")),
        None => match vm.bytes_like(v)? {
            Some(b) => Ok(b.to_vec()),
            None => {
                let got = vm.type_name(v);
                Err(vm.type_error(format!("argument should be bytes, buffer or ASCII string, not '{got}'")))
            }
        },
    }
}

fn hexlify(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = vm.require_bytes(arg(args, 1))?.to_vec();
    let mut call = Vec::new();
    call.extend(given(args, 2).cloned());
    call.extend(given(args, 3).filter(|_| given(args, 2).is_some()).cloned());
    let text = vm.call_method(&vm.new_bytes_owned(bytes), "hex", &call)?;
    done(vm.new_bytes(text.payload::<Str>().map_or(b"", |s| s.as_bytes())))
}

fn unhexlify(vm: &Vm, args: &[Slot]) -> NativeResult {
    let digits = ascii(vm, arg(args, 1))?;
    if digits.len() % 2 == 1 {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |b: u8| char::from(b).to_digit(16);
    let mut out = Vec::with_capacity(digits.len() / 2);
    for pair in digits.chunks_exact(2) {
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => out.push((high * 16 + low) as u8),
            _ => return Err(error(vm, "Non-hexadecimal digit found")),
        }
    }
    done(vm.new_bytes_owned(out))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn to_base64(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = vm.require_bytes(arg(args, 1))?.to_vec();
    let newline = given(args, 2).map_or(Ok(true), |n| vm.is_true(n))?;
    let mut out = Vec::with_capacity(bytes.len() / 3 * 4 + 5);
    for part in bytes.chunks(3) {
        let word = part.iter().fold(0u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - part.len()));
        for i in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= part.len() { digit } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    done(vm.new_bytes_owned(out))
}

fn from_base64(vm: &Vm, args: &[Slot]) -> NativeResult {
    let text = ascii(vm, arg(args, 1))?;
    let strict = given(args, 2).map_or(Ok(false), |s| vm.is_true(s))?;
    if strict && text.first() == Some(&b'=') {
        return Err(error(vm, "Leading padding not allowed"));
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut place, mut left, mut pads, mut padded) = (0u32, 0u32, 0, false);
    for (i, &c) in text.iter().enumerate() {
        if c == b'=' {
            padded = true;
            pads += 1;
            if place >= 2 && place + pads >= 4 {
                // A quad ended.
                if strict && i + 1 < text.len() {
                    return Err(error(vm, "Excess data after padding"));
                }
                return done(vm.new_bytes_owned(out));
            }
            if strict && place == 0 {
                return Err(error(vm, "Excess padding not allowed"));
            }
            continue;
        }
        let Some(digit) = DIGITS.iter().position(|d| *d == c) else {
            if strict {
                return Err(error(vm, "Only base64 data is allowed"));
            }
            continue;
        };
        if strict && padded {
            return Err(error(vm, "Discontinuous padding not allowed"));
        }
        pads = 0;
        let digit = digit as u32;
        match place {
            0 => left = digit,
            1 => {
                out.push((left << 2 | digit >> 4) as u8);
                left = digit & 15;
            }
            2 => {
                out.push((left << 4 | digit >> 2) as u8);
                left = digit & 3;
            }
            _ => out.push((left << 6 | digit) as u8),
        }
        place = (place + 1) % 4;
    }
    match place {
        0 => done(vm.new_bytes_owned(out)),
        1 => {
            let n = out.len() / 3 * 4 + 1;
            Err(error(
                vm,
                format!(
                    "Invalid base64-encoded string: number of data characters ({n}) cannot be 1 more than a multiple of 4"
                ),
            ))
        }
        _ => Err(error(vm, "Incorrect padding")),
    }
}

fn crc32(vm: &Vm, args: &[Slot]) -> NativeResult {
    let start = given(args, 2).map_or(Ok(0), |c| vm.index_bigint(c).map(low_bits))?;
    let bytes = vm.require_bytes(arg(args, 1))?;
    let mut crc = !start;
    for b in bytes.iter() {
        crc ^= u32::from(*b);
        for _ in 0..8 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    done(vm.new_int(i64::from(!crc)))
}

fn crc_hqx(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut crc = vm.index_bigint(arg(args, 2)).map(low_bits)? & 0xffff;
    let bytes = vm.require_bytes(arg(args, 1))?;
    for b in bytes.iter() {
        crc ^= u32::from(*b) << 8;
        for _ in 0..8 {
            crc = (crc << 1 ^ if crc & 0x8000 != 0 { 0x1021 } else { 0 }) & 0xffff;
        }
    }
    done(vm.new_int(i64::from(crc)))
}

/// The low 32 bits, as C's conversion gives them.
fn low_bits(n: num_bigint::BigInt) -> u32 {
    let magnitude = n.magnitude().iter_u32_digits().next().unwrap_or(0);
    if n.sign() == num_bigint::Sign::Minus { magnitude.wrapping_neg() } else { magnitude }
}
