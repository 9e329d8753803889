//! Cutting apart and joining: split, splitlines, partition, join.
//!
//! Must not know: how cutting works (crate `kaa-data`). Next: `sequence.rs`.

use super::Str;
use super::args::{int_or, plain_text, this};
use super::case::unchanged;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::vm::Vm;
use kaa_data::wtf8::Wtf8;
use kaa_heap::{Ref, Value};

fn parts_list(vm: &Vm, parts: Vec<Wtf8<'_>>) -> NativeResult {
    done(vm.new_list(parts.into_iter().map(|p| vm.part_value(p)).collect()))
}

/// The separator of a split: a text that is not empty, or none for white space.
fn separator<'a>(vm: &Vm, slot: &'a Slot) -> Fallible<Option<&'a Ref<Str>>> {
    let Some(v) = slot.as_ref().filter(|v| !v.is_none()) else { return Ok(None) };
    match v.as_ref::<Str>() {
        Some(s) if s.is_empty() => Err(vm.value_error("empty separator")),
        Some(s) => Ok(Some(s)),
        None => Err(vm.type_error(format!("must be str or None, not {}", vm.type_name(v)))),
    }
}

pub(super) fn split(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let max = int_or(vm, &args[2], -1)?;
    match separator(vm, &args[1])? {
        Some(sep) => parts_list(vm, s.wtf8().split(sep.wtf8(), max)),
        None => parts_list(vm, s.wtf8().split_whitespace(max)),
    }
}

pub(super) fn rsplit(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let max = int_or(vm, &args[2], -1)?;
    match separator(vm, &args[1])? {
        Some(sep) => parts_list(vm, s.wtf8().rsplit(sep.wtf8(), max)),
        None => parts_list(vm, s.wtf8().rsplit_whitespace(max)),
    }
}

pub(super) fn splitlines(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let keep = match &args[1] {
        Some(v) => vm.is_true(v)?,
        None => false,
    };
    parts_list(vm, s.wtf8().splitlines(keep))
}

fn partition_separator<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Str>> {
    let sep = plain_text(vm, arg(args, 1))?;
    if sep.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(sep) }
}

pub(super) fn partition(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let sep = partition_separator(vm, args)?;
    let empty = || vm.str_value("");
    done(vm.new_tuple(match s.wtf8().partition(sep.wtf8()) {
        Some((before, after)) => vec![vm.part_value(before), sep.value().clone(), vm.part_value(after)],
        None => vec![unchanged(vm, s), empty(), empty()],
    }))
}

pub(super) fn rpartition(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let sep = partition_separator(vm, args)?;
    let empty = || vm.str_value("");
    done(vm.new_tuple(match s.wtf8().rpartition(sep.wtf8()) {
        Some((before, after)) => vec![vm.part_value(before), sep.value().clone(), vm.part_value(after)],
        None => vec![empty(), empty(), unchanged(vm, s)],
    }))
}

pub(super) fn join(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let iterable = arg(args, 1);
    vm.collect_or_refuse(iterable, vec![s.value().clone()], "can only join an iterable", |vm, items, kept| {
        match kept.first().and_then(|s| s.as_ref::<Str>()) {
            Some(s) => done(vm.join_texts(s, &items)?),
            None => done(Value::None),
        }
    })
}

impl Vm {
    /// Whether `iter(v)` has something to call.
    pub(crate) fn is_iterable(&self, v: &Value) -> bool {
        use crate::dunder::Dunder;
        let class = self.class_of(v);
        match class.special(self, Dunder::Iter) {
            Some(m) => !m.is_none(),
            None => class.iternext.get().is_some() || class.special(self, Dunder::GetItem).is_some(),
        }
    }

    /// The items, which must be texts, with a separator between them.
    pub fn join_texts(&self, separator: &Ref<Str>, items: &[Value]) -> Fallible<Value> {
        if let [one] = items
            && self.exact_str(one).is_some()
        {
            return Ok(one.clone());
        }
        let sep = separator.as_bytes();
        let mut size = sep.len().saturating_mul(items.len());
        for (i, item) in items.iter().enumerate() {
            match item.payload::<Str>() {
                Some(s) => size = size.saturating_add(s.as_bytes().len()),
                None => {
                    let name = self.type_name(item);
                    return Err(
                        self.type_error(format!("sequence item {i}: expected str instance, {name} found"))
                    );
                }
            }
        }
        let mut out = Vec::new();
        if out.try_reserve_exact(size).is_err() {
            return Err(self.error_with(&self.exceptions.memory_error, Vec::new()));
        }
        for (i, s) in items.iter().filter_map(|v| v.payload::<Str>()).enumerate() {
            if i > 0 {
                out.extend_from_slice(sep);
            }
            out.extend_from_slice(s.as_bytes());
        }
        Ok(self.new_str_owned(out).into())
    }
}
