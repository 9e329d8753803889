//! Case, the `is…` tests and filling to a width, for `bytes` and `bytearray`; ASCII only.
//!
//! Must not know: Unicode. Next: `methods.rs` for the table.

use super::algorithms as a;
use super::args::{make, no_memory, this, unchanged};
use super::search::is_byte_string;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::str::args::size;
use crate::vm::Vm;
use kaa_heap::Value;

macro_rules! conversions {
    ($($name:ident = $convert:expr;)*) => {
        $(pub(super) fn $name(vm: &Vm, args: &[Slot]) -> NativeResult {
            let convert: fn(&[u8]) -> Vec<u8> = $convert;
            let made = convert(&this(vm, args)?);
            done(make(vm, args, made))
        })*
    };
}

conversions! {
    lower = <[u8]>::to_ascii_lowercase;
    upper = <[u8]>::to_ascii_uppercase;
    title = a::title;
    swapcase = |data| data.iter().map(|b| if b.is_ascii_alphabetic() { b ^ 0x20 } else { *b }).collect();
    capitalize = |data| {
        let mut out = data.to_ascii_lowercase();
        if let Some(first) = out.first_mut() {
            first.make_ascii_uppercase();
        }
        out
    };
}

macro_rules! tests {
    ($($name:ident = $test:expr;)*) => {
        $(pub(super) fn $name(vm: &Vm, args: &[Slot]) -> NativeResult {
            let test: fn(&[u8]) -> bool = $test;
            done(Value::bool(test(&this(vm, args)?)))
        })*
    };
}

fn all(data: &[u8], test: fn(&u8) -> bool) -> bool {
    !data.is_empty() && data.iter().all(test)
}

tests! {
    isalnum = |d| all(d, u8::is_ascii_alphanumeric);
    isalpha = |d| all(d, u8::is_ascii_alphabetic);
    isascii = <[u8]>::is_ascii;
    isdigit = |d| all(d, u8::is_ascii_digit);
    isspace = |d| all(d, |b| a::is_space(*b));
    islower = |d| d.iter().any(u8::is_ascii_lowercase) && !d.iter().any(u8::is_ascii_uppercase);
    isupper = |d| d.iter().any(u8::is_ascii_uppercase) && !d.iter().any(u8::is_ascii_lowercase);
    istitle = a::is_title;
}

fn justify(vm: &Vm, args: &[Slot], name: &str, left_part: fn(usize, usize) -> usize) -> NativeResult {
    let width = usize::try_from(size(vm, arg(args, 1))?).unwrap_or(0);
    let fill = match &args[2] {
        Some(v) => fill_byte(vm, v, name)?,
        None => b' ',
    };
    let data = this(vm, args)?;
    let missing = width.saturating_sub(data.len());
    if missing == 0 {
        drop(data);
        return done(unchanged(vm, args)?);
    }
    let mut out = Vec::new();
    out.try_reserve_exact(width).map_err(|_| no_memory(vm))?;
    out.resize(left_part(missing, width), fill);
    out.extend_from_slice(&data);
    out.resize(width, fill);
    done(make(vm, args, out))
}

fn fill_byte(vm: &Vm, v: &Value, name: &str) -> Fallible<u8> {
    if !is_byte_string(v) {
        let found = vm.type_name(v);
        return Err(
            vm.type_error(format!("{name}() argument 2 must be a byte string of length 1, not {found}"))
        );
    }
    match &*vm.require_bytes(v)? {
        [b] => Ok(*b),
        other => {
            let (class, n) = (vm.type_name(v), other.len());
            Err(vm.type_error(format!(
                "{name}(): argument 2 must be a byte string of length 1, not a {class} object of length {n}"
            )))
        }
    }
}

pub(super) fn center(vm: &Vm, args: &[Slot]) -> NativeResult {
    justify(vm, args, "center", |missing, width| missing / 2 + (missing & width & 1))
}

pub(super) fn ljust(vm: &Vm, args: &[Slot]) -> NativeResult {
    justify(vm, args, "ljust", |_, _| 0)
}

pub(super) fn rjust(vm: &Vm, args: &[Slot]) -> NativeResult {
    justify(vm, args, "rjust", |missing, _| missing)
}

pub(super) fn zfill(vm: &Vm, args: &[Slot]) -> NativeResult {
    let width = usize::try_from(size(vm, arg(args, 1))?).unwrap_or(0);
    let data = this(vm, args)?;
    let missing = width.saturating_sub(data.len());
    if missing == 0 {
        drop(data);
        return done(unchanged(vm, args)?);
    }
    let signed = usize::from(matches!(data.first(), Some(b'+' | b'-')));
    let mut out = Vec::new();
    out.try_reserve_exact(width).map_err(|_| no_memory(vm))?;
    out.extend_from_slice(&data[..signed]);
    out.resize(signed + missing, b'0');
    out.extend_from_slice(&data[signed..]);
    done(make(vm, args, out))
}

pub(super) fn expandtabs(vm: &Vm, args: &[Slot]) -> NativeResult {
    let tab = match &args[1] {
        Some(v) => usize::try_from(size(vm, v)?).unwrap_or(0),
        None => 8,
    };
    let made = a::expand_tabs(&this(vm, args)?, tab).ok_or_else(|| no_memory(vm))?;
    done(make(vm, args, made))
}
