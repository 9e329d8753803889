//! Finding and replacing in `bytes` and `bytearray`.
//!
//! Must not know: how searching works (`algorithms.rs`). Next: `split.rs`.

use super::algorithms as a;
use super::args::{make, needle, no_memory, this, unchanged};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::str::args::{bounds, size};
use crate::types::{ByteArray, Bytes, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

fn search<T>(vm: &Vm, args: &[Slot], finder: fn(&[u8], &[u8], i64, i64) -> T) -> Fallible<T> {
    let (start, end) = bounds(vm, &args[2], &args[3])?;
    let needle = needle(vm, arg(args, 1))?;
    Ok(finder(&this(vm, args)?, &needle, start, end))
}

fn or_minus_one(vm: &Vm, found: Option<usize>) -> NativeResult {
    done(found.map_or_else(|| vm.new_int(-1), |i| vm.new_usize(i)))
}

fn or_error(vm: &Vm, found: Option<usize>) -> NativeResult {
    match found {
        Some(i) => done(vm.new_usize(i)),
        None => Err(vm.value_error("subsection not found")),
    }
}

pub(super) fn find(vm: &Vm, args: &[Slot]) -> NativeResult {
    or_minus_one(vm, search(vm, args, a::find)?)
}

pub(super) fn rfind(vm: &Vm, args: &[Slot]) -> NativeResult {
    or_minus_one(vm, search(vm, args, a::rfind)?)
}

pub(super) fn index(vm: &Vm, args: &[Slot]) -> NativeResult {
    or_error(vm, search(vm, args, a::find)?)
}

pub(super) fn rindex(vm: &Vm, args: &[Slot]) -> NativeResult {
    or_error(vm, search(vm, args, a::rfind)?)
}

pub(super) fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(search(vm, args, a::count)?))
}

pub(super) fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 1);
    let is_byte =
        crate::types::int::is_int(v) || vm.class_of(v).special(vm, crate::dunder::Dunder::Index).is_some();
    let needle = if is_byte { needle(vm, v)? } else { vm.require_bytes(v)? };
    done(Value::bool(a::find(&this(vm, args)?, &needle, 0, i64::MAX).is_some()))
}

pub(super) fn startswith(vm: &Vm, args: &[Slot]) -> NativeResult {
    at_end(vm, args, "startswith", |part, affix| part.starts_with(affix))
}

pub(super) fn endswith(vm: &Vm, args: &[Slot]) -> NativeResult {
    at_end(vm, args, "endswith", |part, affix| part.ends_with(affix))
}

fn at_end(vm: &Vm, args: &[Slot], name: &str, test: fn(&[u8], &[u8]) -> bool) -> NativeResult {
    let (start, end) = bounds(vm, &args[2], &args[3])?;
    let given = arg(args, 1);
    let matches = |affix: &[u8]| -> Fallible<bool> {
        Ok(a::window(&this(vm, args)?, start, end).is_some_and(|(part, _)| test(part, affix)))
    };
    if let Some(several) = given.payload::<Tuple>() {
        for item in several.iter() {
            let affix = vm.require_bytes(item)?;
            if matches(&affix)? {
                return done(Value::True);
            }
        }
        return done(Value::False);
    }
    match vm.bytes_like(given)? {
        Some(affix) => done(Value::bool(matches(&affix)?)),
        None => {
            let found = vm.type_name(given);
            Err(vm.type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {found}")))
        }
    }
}

pub(super) fn replace(vm: &Vm, args: &[Slot]) -> NativeResult {
    let max = match &args[3] {
        Some(v) => size(vm, v)?,
        None => -1,
    };
    let old = vm.require_bytes(arg(args, 1))?.to_vec();
    let new = vm.require_bytes(arg(args, 2))?;
    let made = a::replace(&this(vm, args)?, &old, &new, max).ok_or_else(|| no_memory(vm))?;
    done(make(vm, args, made))
}

pub(super) fn removeprefix(vm: &Vm, args: &[Slot]) -> NativeResult {
    let affix = vm.require_bytes(arg(args, 1))?;
    let rest = this(vm, args)?.strip_prefix(&*affix).map(<[u8]>::to_vec);
    drop(affix);
    done(match rest {
        Some(rest) => make(vm, args, rest),
        None => unchanged(vm, args)?,
    })
}

pub(super) fn removesuffix(vm: &Vm, args: &[Slot]) -> NativeResult {
    let affix = vm.require_bytes(arg(args, 1))?;
    let rest = this(vm, args)?.strip_suffix(&*affix).map(<[u8]>::to_vec);
    drop(affix);
    done(match rest {
        Some(rest) => make(vm, args, rest),
        None => unchanged(vm, args)?,
    })
}

fn strip_ends(vm: &Vm, args: &[Slot], start: bool, end: bool) -> NativeResult {
    let set = match args[1].as_ref().filter(|v| !v.is_none()) {
        Some(v) => Some(vm.require_bytes(v)?.to_vec()),
        None => None,
    };
    let test = |b: u8| match &set {
        Some(set) => set.contains(&b),
        None => a::is_space(b),
    };
    let whole = this(vm, args)?;
    let mut part: &[u8] = &whole;
    if start {
        part = a::trim_start(part, test);
    }
    if end {
        part = a::trim_end(part, test);
    }
    if part.len() == whole.len() {
        drop(whole);
        return done(unchanged(vm, args)?);
    }
    done(make(vm, args, part.to_vec()))
}

pub(super) fn strip(vm: &Vm, args: &[Slot]) -> NativeResult {
    strip_ends(vm, args, true, true)
}

pub(super) fn lstrip(vm: &Vm, args: &[Slot]) -> NativeResult {
    strip_ends(vm, args, true, false)
}

pub(super) fn rstrip(vm: &Vm, args: &[Slot]) -> NativeResult {
    strip_ends(vm, args, false, true)
}

pub(super) fn translate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let table = match arg(args, 1) {
        t if t.is_none() => None,
        t => Some(vm.require_bytes(t)?.to_vec()),
    };
    if table.as_ref().is_some_and(|t| t.len() != 256) {
        return Err(vm.value_error("translation table must be 256 characters long"));
    }
    let delete = match &args[2] {
        Some(d) => vm.require_bytes(d)?.to_vec(),
        None => Vec::new(),
    };
    let kept = this(vm, args)?;
    let map = |b: &u8| table.as_ref().map_or(*b, |t| t[usize::from(*b)]);
    let made: Vec<u8> = kept.iter().filter(|b| !delete.contains(b)).map(map).collect();
    done(make(vm, args, made))
}

pub(super) fn maketrans(vm: &Vm, args: &[Slot]) -> NativeResult {
    let from = vm.require_bytes(arg(args, 0))?.to_vec();
    let to = vm.require_bytes(arg(args, 1))?;
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (f, t) in from.iter().zip(to.iter()) {
        table[usize::from(*f)] = *t;
    }
    done(vm.new_bytes_owned(table))
}

/// Is it exactly `bytes` or `bytearray`, or of a subclass?
pub(super) fn is_byte_string(v: &Value) -> bool {
    v.payload::<Bytes>().is_some() || v.payload::<ByteArray>().is_some()
}
