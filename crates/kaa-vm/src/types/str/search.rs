//! Finding and replacing: find, index, count, startswith, replace, removeprefix, strip.
//!
//! Must not know: how searching works (crate `kaa-data`). Next: `split.rs`.

use super::Str;
use super::args::{argument_name, bounds, check, int_or, text, this};
use super::case::{part, unchanged};
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{Slot, arg};
use crate::types::Tuple;
use crate::vm::Vm;
use kaa_data::wtf8::{Side, Wtf8};
use kaa_heap::{Ref, Value};

type Finder = for<'a> fn(Wtf8<'a>, Wtf8<'_>, i64, i64) -> Option<usize>;

fn search(vm: &Vm, args: &[Slot], name: &str, finder: Finder) -> Fallible<Option<usize>> {
    let s = this(vm, args)?;
    let needle = text(vm, args, 1, name)?;
    let (start, end) = bounds(vm, &args[2], &args[3])?;
    Ok(finder(s.wtf8(), needle.wtf8(), start, end))
}

fn or_minus_one(vm: &Vm, found: Option<usize>) -> NativeResult {
    done(found.map_or_else(|| vm.new_int(-1), |i| vm.new_usize(i)))
}

fn or_error(vm: &Vm, found: Option<usize>) -> NativeResult {
    match found {
        Some(i) => done(vm.new_usize(i)),
        None => Err(vm.value_error("substring not found")),
    }
}

pub(super) fn find(vm: &Vm, args: &[Slot]) -> NativeResult {
    or_minus_one(vm, search(vm, args, "find", |s, n, a, b| s.find(n, a, b))?)
}

pub(super) fn rfind(vm: &Vm, args: &[Slot]) -> NativeResult {
    or_minus_one(vm, search(vm, args, "rfind", |s, n, a, b| s.rfind(n, a, b))?)
}

pub(super) fn index(vm: &Vm, args: &[Slot]) -> NativeResult {
    or_error(vm, search(vm, args, "index", |s, n, a, b| s.find(n, a, b))?)
}

pub(super) fn rindex(vm: &Vm, args: &[Slot]) -> NativeResult {
    or_error(vm, search(vm, args, "rindex", |s, n, a, b| s.rfind(n, a, b))?)
}

pub(super) fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = search(vm, args, "count", |s, n, a, b| Some(s.count(n, a, b)))?;
    done(vm.new_usize(n.unwrap_or(0)))
}

pub(super) fn startswith(vm: &Vm, args: &[Slot]) -> NativeResult {
    at_end(vm, args, "startswith", |s, p, a, b| s.starts_with(p, a, b))
}

pub(super) fn endswith(vm: &Vm, args: &[Slot]) -> NativeResult {
    at_end(vm, args, "endswith", |s, p, a, b| s.ends_with(p, a, b))
}

fn at_end(
    vm: &Vm,
    args: &[Slot],
    name: &str,
    test: fn(Wtf8<'_>, Wtf8<'_>, i64, i64) -> bool,
) -> NativeResult {
    let s = this(vm, args)?;
    let (start, end) = bounds(vm, &args[2], &args[3])?;
    let given = arg(args, 1);
    if let Some(one) = given.payload::<Str>() {
        return done(Value::bool(test(s.wtf8(), one.wtf8(), start, end)));
    }
    let Some(several) = given.payload::<Tuple>() else {
        let found = vm.type_name(given);
        return Err(vm.type_error(format!("{name} first arg must be str or a tuple of str, not {found}")));
    };
    for item in several.iter() {
        let Some(one) = item.payload::<Str>() else { return Err(not_text(vm, name, item)) };
        if test(s.wtf8(), one.wtf8(), start, end) {
            return done(Value::True);
        }
    }
    done(Value::False)
}

#[cold]
fn not_text(vm: &Vm, name: &str, item: &Value) -> Raised {
    vm.type_error(format!("tuple for {name} must only contain str, not {}", vm.type_name(item)))
}

pub(super) fn replace(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let (old, new) = (text(vm, args, 1, "replace")?, text(vm, args, 2, "replace")?);
    let max = int_or(vm, &args[3], -1)?;
    match check(vm, s.wtf8().replace(old.wtf8(), new.wtf8(), max))? {
        Some(text) => done(vm.wtf8_value(text)),
        None => done(unchanged(vm, s)),
    }
}

fn affix<'a>(vm: &Vm, args: &'a [Slot], name: &str) -> Fallible<&'a Ref<Str>> {
    let v = arg(args, 1);
    v.as_ref::<Str>()
        .ok_or_else(|| vm.type_error(format!("{name}() argument must be str, not {}", argument_name(vm, v))))
}

pub(super) fn removeprefix(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    done(part(vm, s, s.wtf8().remove_prefix(affix(vm, args, "removeprefix")?.wtf8())))
}

pub(super) fn removesuffix(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    done(part(vm, s, s.wtf8().remove_suffix(affix(vm, args, "removesuffix")?.wtf8())))
}

fn strip_side(vm: &Vm, args: &[Slot], side: Side, name: &str) -> NativeResult {
    let s = this(vm, args)?;
    let chars = match &args[1] {
        Some(v) if !v.is_none() => match v.payload::<Str>() {
            Some(chars) => Some(chars.wtf8()),
            None => return Err(vm.type_error(format!("{name} arg must be None or str"))),
        },
        _ => None,
    };
    done(part(vm, s, s.wtf8().strip(side, chars)))
}

pub(super) fn strip(vm: &Vm, args: &[Slot]) -> NativeResult {
    strip_side(vm, args, Side::Both, "strip")
}

pub(super) fn lstrip(vm: &Vm, args: &[Slot]) -> NativeResult {
    strip_side(vm, args, Side::Left, "lstrip")
}

pub(super) fn rstrip(vm: &Vm, args: &[Slot]) -> NativeResult {
    strip_side(vm, args, Side::Right, "rstrip")
}
