//! Case conversions, the `is…` tests, and filling to a width.
//!
//! Must not know: Unicode's tables (crate `kaa-data`). Next: `methods.rs` for the table.

use super::Str;
use super::args::{check, int_or, size, this};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::vm::Vm;
use kaa_data::wtf8::{Side, Wtf8};
use kaa_heap::{Ref, Value};

macro_rules! conversions {
    ($($name:ident = $algorithm:ident;)*) => {
        $(pub(super) fn $name(vm: &Vm, args: &[Slot]) -> NativeResult {
            done(vm.wtf8_value(this(vm, args)?.wtf8().$algorithm()))
        })*
    };
}

conversions! {
    capitalize = to_capitalized;
    casefold = to_casefold;
    lower = to_lower;
    swapcase = to_swapcase;
    title = to_title;
    upper = to_upper;
}

macro_rules! tests {
    ($($name:ident = $algorithm:ident;)*) => {
        $(pub(super) fn $name(vm: &Vm, args: &[Slot]) -> NativeResult {
            done(Value::bool(this(vm, args)?.wtf8().$algorithm()))
        })*
    };
}

tests! {
    isalnum = is_alnum;
    isalpha = is_alpha;
    isascii = is_ascii;
    isdecimal = is_decimal;
    isdigit = is_digit;
    isidentifier = is_identifier;
    islower = is_lower;
    isnumeric = is_numeric;
    isprintable = is_printable;
    isspace = is_space;
    istitle = is_title;
    isupper = is_upper;
}

/// The text itself when it is an exact `str`, else a plain copy: methods never give a subclass instance back.
pub(super) fn unchanged(vm: &Vm, s: &Ref<Str>) -> Value {
    if vm.exact_str(s.value()).is_some() { s.value().clone() } else { vm.part_value(s.wtf8()) }
}

/// A part of the receiver, the receiver itself when the part is all of it.
pub(super) fn part(vm: &Vm, s: &Ref<Str>, part: Wtf8<'_>) -> Value {
    if part.len() == s.len() { unchanged(vm, s) } else { vm.part_value(part) }
}

fn justify(vm: &Vm, args: &[Slot], side: Side) -> NativeResult {
    let s = this(vm, args)?;
    let width = size(vm, arg(args, 1))?;
    let fill = match &args[2] {
        Some(v) => fill_character(vm, v)?,
        None => u32::from(b' '),
    };
    if usize::try_from(width).is_ok_and(|w| w > s.len()) {
        return done(vm.wtf8_value(check(vm, s.wtf8().justify(side, width, fill))?));
    }
    done(unchanged(vm, s))
}

fn fill_character(vm: &Vm, v: &Value) -> Fallible<u32> {
    let Some(s) = v.as_ref::<Str>() else {
        let name = vm.type_name(v);
        return Err(vm.type_error(format!("The fill character must be a unicode character, not {name}")));
    };
    match (s.len(), s.wtf8().get(0)) {
        (1, Some(c)) => Ok(c),
        _ => Err(vm.type_error("The fill character must be exactly one character long")),
    }
}

pub(super) fn center(vm: &Vm, args: &[Slot]) -> NativeResult {
    justify(vm, args, Side::Both)
}

pub(super) fn ljust(vm: &Vm, args: &[Slot]) -> NativeResult {
    justify(vm, args, Side::Left)
}

pub(super) fn rjust(vm: &Vm, args: &[Slot]) -> NativeResult {
    justify(vm, args, Side::Right)
}

pub(super) fn zfill(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let width = size(vm, arg(args, 1))?;
    if usize::try_from(width).is_ok_and(|w| w > s.len()) {
        return done(vm.wtf8_value(check(vm, s.wtf8().zfill(width))?));
    }
    done(unchanged(vm, s))
}

pub(super) fn expandtabs(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let tab = int_or(vm, &args[1], 8)?;
    done(vm.wtf8_value(check(vm, s.wtf8().expandtabs(tab))?))
}
