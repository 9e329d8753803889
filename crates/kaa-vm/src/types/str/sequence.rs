//! `str` as a sequence and as a value: length, indexing, concatenation, repetition, comparison, hash, repr.
//!
//! Must not know: the fast paths that the eval loop takes before it comes here. Next: `iterator.rs`.

use super::Str;
use super::args::{check, this};
use super::case::unchanged;
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::protocol::CompareOp;
use crate::types::Slice;
use crate::types::slice::Span;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

pub(super) fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(this(vm, args)?.len()))
}

pub(super) fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.wtf8_value(kaa_data::repr::str_repr(this(vm, args)?.wtf8())))
}

pub(super) fn str(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(unchanged(vm, this(vm, args)?))
}

pub(super) fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(this(vm, args)?.hash(vm)))
}

pub(super) fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(super::iterator::new(vm, this(vm, args)?))
}

pub(super) fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let given = arg(args, 1);
    match given.payload::<Str>() {
        Some(needle) => done(Value::bool(s.wtf8().contains(needle.wtf8()))),
        None => {
            let name = vm.type_name(given);
            Err(vm.type_error(format!("'in <string>' requires string as left operand, not {name}")))
        }
    }
}

pub(super) fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    done(vm.str_item(s, arg(args, 1))?)
}

impl Vm {
    /// `s[key]` for an index or a slice.
    pub(crate) fn str_item(&self, s: &Ref<Str>, key: &Value) -> Fallible<Value> {
        if let Some(slice) = key.payload::<Slice>() {
            let span = self.slice_span(slice, || s.len())?;
            return Ok(slice_text(self, s, span));
        }
        if !crate::types::int::is_int(key) && self.class_of(key).special(self, Dunder::Index).is_none() {
            let name = self.type_name(key);
            return Err(self.type_error(format!("string indices must be integers, not '{name}'")));
        }
        let i = self.index_i64(key)?;
        let len = s.len() as i64;
        let at = if i < 0 { i.saturating_add(len) } else { i };
        if at < 0 || at >= len {
            return Err(self.index_error("string index out of range"));
        }
        let at = at as usize;
        Ok(self.new_str_wtf8(s.slice_bytes(at, at + 1)).into())
    }

    /// The indexes that a slice names in a sequence; the length is asked after `__index__` of the parts ran.
    pub(crate) fn slice_span(&self, slice: &Slice, len: impl FnOnce() -> usize) -> Fallible<Span> {
        let step = self.slice_part(&slice.step)?.unwrap_or(1);
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let start = self.slice_part(&slice.start)?;
        let stop = self.slice_part(&slice.stop)?;
        Ok(Span::clamp(start, stop, step.max(-i64::MAX), len()))
    }

    fn slice_part(&self, v: &Value) -> Fallible<Option<i64>> {
        if v.is_none() {
            return Ok(None);
        }
        if !crate::types::int::is_int(v) && self.class_of(v).special(self, Dunder::Index).is_none() {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        self.index_clamped(v).map(Some)
    }
}

fn slice_text(vm: &Vm, s: &Ref<Str>, span: Span) -> Value {
    if span.count == 0 {
        return vm.str_value("");
    }
    let start = span.start as usize;
    if span.step == 1 {
        if span.count == s.len() {
            return unchanged(vm, s);
        }
        return vm.new_str_wtf8(s.slice_bytes(start, start + span.count)).into();
    }
    vm.wtf8_value(s.wtf8().slice_step(start, span.step as isize, span.count))
}

pub(super) fn add(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let Some(other) = arg(args, 1).as_ref::<Str>() else { return done(Value::NotImplemented) };
    done(vm.concat_texts(s, other)?)
}

impl Vm {
    /// `a + b`.
    pub(crate) fn concat_texts(&self, a: &Ref<Str>, b: &Ref<Str>) -> Fallible<Value> {
        if a.is_empty() {
            return Ok(unchanged(self, b));
        }
        if b.is_empty() {
            return Ok(unchanged(self, a));
        }
        let mut out = Vec::new();
        if out.try_reserve_exact(a.as_bytes().len() + b.as_bytes().len()).is_err() {
            return Err(self.error_with(&self.exceptions.memory_error, Vec::new()));
        }
        out.extend_from_slice(a.as_bytes());
        out.extend_from_slice(b.as_bytes());
        Ok(self.new_str_owned(out).into())
    }

    /// How often a sequence is repeated by `* v`; none when the operand is no integer.
    pub(crate) fn repeat_count(&self, v: &Value) -> Fallible<Option<usize>> {
        if !crate::types::int::is_int(v) && self.class_of(v).special(self, Dunder::Index).is_none() {
            return Ok(None);
        }
        let i = self.index(v)?;
        match crate::types::int::as_i64(&i) {
            Some(n) => Ok(Some(usize::try_from(n).unwrap_or(0))),
            None => {
                let name = self.type_name(v);
                Err(self.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }
}

pub(super) fn mul(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    match vm.repeat_count(arg(args, 1))? {
        None => done(Value::NotImplemented),
        Some(1) => done(unchanged(vm, s)),
        Some(n) => done(vm.wtf8_value(check(vm, s.wtf8().repeat(n))?)),
    }
}

macro_rules! comparisons {
    ($($name:ident = $op:ident;)*) => {
        $(pub(super) fn $name(vm: &Vm, args: &[Slot]) -> NativeResult {
            let s = this(vm, args)?;
            let Some(other) = arg(args, 1).payload::<Str>() else { return done(Value::NotImplemented) };
            done(Value::bool(CompareOp::$op.holds(s.as_bytes().cmp(other.as_bytes()))))
        })*
    };
}

comparisons! { lt = Lt; le = Le; gt = Gt; ge = Ge; }

pub(super) fn eq(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    match arg(args, 1).payload::<Str>() {
        Some(other) => done(Value::bool(s.same(other))),
        None => done(Value::NotImplemented),
    }
}

pub(super) fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    match arg(args, 1).payload::<Str>() {
        Some(other) => done(Value::bool(!s.same(other))),
        None => done(Value::NotImplemented),
    }
}

/// The size CPython would report: header, then 1, 2 or 4 bytes for each code point and the closing zero.
pub(super) fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let n = s.len();
    let size = match s.wtf8().code_points().max().unwrap_or(0) {
        0..0x80 => 41 + n,
        0x80..0x100 => 57 + n,
        0x100..0x1_0000 => 58 + 2 * n,
        _ => 60 + 4 * n,
    };
    done(vm.new_usize(size))
}

pub(super) fn getnewargs(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    done(vm.new_tuple(vec![vm.part_value(s.wtf8())]))
}
