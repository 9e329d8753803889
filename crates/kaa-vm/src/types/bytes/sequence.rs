//! `bytes` and `bytearray` as sequences and values: length, indexing, concatenation, comparison, hash, repr, pickling.
//!
//! Must not know: how a `bytearray` changes (`edit.rs`). Next: `new.rs`.

use super::args::{make, no_memory, this, unchanged, wrong_receiver};
use super::{ByteArray, Bytes, View};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::protocol::CompareOp;
use crate::types::slice::Span;
use crate::types::str::codec::Codec;
use crate::types::{Slice, int};
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(this(vm, args)?.len()))
}

pub(super) fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = this(vm, args)?;
    let v = arg(args, 0);
    done(match v.payload::<ByteArray>() {
        Some(_) => vm.str_value(&kaa_data::repr::bytearray_repr(&vm.type_name(v), &data)),
        None => vm.str_value(&kaa_data::repr::bytes_repr(&data)),
    })
}

pub(super) fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let Some(b) = v.payload::<Bytes>() else { return Err(wrong_receiver(vm, v)) };
    if b.hash.get() == 0 {
        b.hash.set(vm.hash_bytes(&b.data));
    }
    done(vm.new_int(b.hash.get()))
}

pub(super) fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(super::iterator::new(vm, arg(args, 0)))
}

/// An index or a slice applied to a byte string.
pub(super) enum Place {
    At(usize),
    Span(Span),
}

/// Finds what a key means. `kind` begins the message for wrong keys, `range` is the one for indexes outside.
pub(super) fn place(vm: &Vm, v: &Value, key: &Value, kind: &str, range: &str) -> Fallible<Place> {
    let length = || super::buffer::plain_view(v).map_or(0, |d| d.len());
    if let Some(slice) = key.payload::<Slice>() {
        return Ok(Place::Span(vm.slice_span(slice, length)?));
    }
    if !int::is_int(key) && vm.class_of(key).special(vm, Dunder::Index).is_none() {
        let name = vm.type_name(key);
        return Err(vm.type_error(format!("{kind} indices must be integers or slices, not {name}")));
    }
    let i = vm.index_i64(key)?;
    let len = length() as i64;
    let at = if i < 0 { i.saturating_add(len) } else { i };
    if (0..len).contains(&at) { Ok(Place::At(at as usize)) } else { Err(vm.index_error(range)) }
}

/// The kind and the range message of a receiver.
pub(super) fn words(v: &Value) -> (&'static str, &'static str) {
    match v.payload::<ByteArray>() {
        Some(_) => ("bytearray", "bytearray index out of range"),
        None => ("byte", "index out of range"),
    }
}

pub(super) fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let (kind, range) = words(v);
    match place(vm, v, arg(args, 1), kind, range)? {
        Place::At(i) => done(vm.new_int(i64::from(this(vm, args)?.get(i).copied().unwrap_or(0)))),
        Place::Span(span) => {
            let data = this(vm, args)?;
            if span.step == 1 && span.count == data.len() {
                drop(data);
                return done(unchanged(vm, args)?);
            }
            let part = span.indexes().filter_map(|i| data.get(i).copied()).collect();
            done(make(vm, args, part))
        }
    }
}

pub(super) fn add(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(other) = vm.bytes_like(arg(args, 1))? else { return done(Value::NotImplemented) };
    let data = this(vm, args)?;
    let mut out = Vec::new();
    out.try_reserve_exact(data.len() + other.len()).map_err(|_| no_memory(vm))?;
    out.extend_from_slice(&data);
    out.extend_from_slice(&other);
    done(make(vm, args, out))
}

pub(super) fn mul(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(n) = vm.repeat_count(arg(args, 1))? else { return done(Value::NotImplemented) };
    if n == 1 {
        return done(unchanged(vm, args)?);
    }
    let made = repeat(vm, &this(vm, args)?, n)?;
    done(make(vm, args, made))
}

/// The bytes `n` times.
pub(super) fn repeat(vm: &Vm, data: &[u8], n: usize) -> Fallible<Vec<u8>> {
    let mut out = Vec::new();
    let size = data.len().checked_mul(n).ok_or_else(|| no_memory(vm))?;
    out.try_reserve_exact(size).map_err(|_| no_memory(vm))?;
    for _ in 0..n {
        out.extend_from_slice(data);
    }
    Ok(out)
}

/// The other operand of a comparison: `bytes` compares with its like only, `bytearray` with any buffer.
fn operand<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<Option<View<'a>>> {
    if arg(args, 0).payload::<Bytes>().is_some() && arg(args, 1).payload::<Bytes>().is_none() {
        return Ok(None);
    }
    vm.bytes_like(arg(args, 1))
}

/// Equal to nothing else; `-b` warns of texts and ints, which were meant to be bytes.
#[cold]
fn foreign(vm: &Vm, op: CompareOp, args: &[Slot]) -> NativeResult {
    let (v, other) = (arg(args, 0), arg(args, 1));
    let what = match v.payload::<ByteArray>() {
        Some(_) => "bytearray",
        None => "bytes",
    };
    let against = match () {
        () if other.payload::<crate::types::Str>().is_some() => "string",
        () if what == "bytes" && crate::types::int::is_int(other) => "int",
        () => return done(Value::NotImplemented),
    };
    if matches!(op, CompareOp::Eq | CompareOp::Ne) && warns(vm) {
        vm.warn(&vm.exceptions.bytes_warning, &format!("Comparison between {what} and {against}"), 1)?;
    }
    done(Value::NotImplemented)
}

/// `-b`
fn warns(vm: &Vm) -> bool {
    vm.config.borrow().flags.contains_key("bytes_warning")
}

/// `str(b)` is hardly ever meant.
pub(super) fn text(vm: &Vm, args: &[Slot]) -> NativeResult {
    if warns(vm) {
        let what = if arg(args, 0).payload::<ByteArray>().is_some() { "bytearray" } else { "bytes" };
        vm.warn(&vm.exceptions.bytes_warning, &format!("str() on a {what} instance"), 1)?;
    }
    repr(vm, args)
}

macro_rules! comparisons {
    ($($name:ident = $op:ident;)*) => {
        $(pub(super) fn $name(vm: &Vm, args: &[Slot]) -> NativeResult {
            let Some(other) = operand(vm, args)? else { return foreign(vm, CompareOp::$op, args) };
            let data = this(vm, args)?;
            done(Value::bool(CompareOp::$op.holds((*data).cmp(&*other))))
        })*
    };
}

comparisons! { lt = Lt; le = Le; eq = Eq; ne = Ne; gt = Gt; ge = Ge; }

pub(super) fn modulo(vm: &Vm, args: &[Slot]) -> NativeResult {
    let format = this(vm, args)?.to_vec();
    let made = crate::types::str::percent::format_bytes(vm, &format, arg(args, 1))?;
    done(make(vm, args, made))
}

pub(super) fn rmodulo(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::NotImplemented)
}

pub(super) fn decode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let encoding = crate::types::str::option_text(vm, &args[1], "decode", "encoding")?;
    let errors = crate::types::str::option_text(vm, &args[2], "decode", "errors")?;
    let data = this(vm, args)?.to_vec();
    done(vm.decode_bytes(
        &data,
        encoding.as_deref().unwrap_or("utf-8"),
        errors.as_deref().unwrap_or("strict"),
    )?)
}

pub(super) fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = this(vm, args)?.len();
    done(vm.new_usize(match arg(args, 0).payload::<ByteArray>() {
        Some(_) if n == 0 => 56,
        Some(_) => 57 + n,
        None => 33 + n,
    }))
}

pub(super) fn getnewargs(vm: &Vm, args: &[Slot]) -> NativeResult {
    let copy = this(vm, args)?.to_vec();
    done(vm.new_tuple(vec![vm.new_bytes_owned(copy)]))
}

pub(super) fn dunder_bytes(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    if vm.is_exact(v, &vm.types.bytes) {
        return done(v.clone());
    }
    let copy = this(vm, args)?.to_vec();
    done(vm.new_bytes_owned(copy))
}

pub(super) fn buffer(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(crate::types::memoryview::new(vm, arg(args, 0))?)
}

fn reduced(vm: &Vm, args: &[Slot], text: bool) -> NativeResult {
    let v = arg(args, 0);
    let data = this(vm, args)?.to_vec();
    let arguments = if data.is_empty() {
        vec![]
    } else if text {
        vec![vm.decode_with(Codec::Latin1, &data, "strict")?, vm.str_value("latin-1")]
    } else {
        vec![vm.new_bytes_owned(data)]
    };
    let state = vm.get_attr_opt(v, &vm.names.__dict__)?.unwrap_or(Value::None);
    done(vm.new_tuple(vec![vm.class_ref(v).into(), vm.new_tuple(arguments).into(), state]))
}

pub(super) fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    reduced(vm, args, true)
}

pub(super) fn reduce_ex(vm: &Vm, args: &[Slot]) -> NativeResult {
    let protocol = match &args[1] {
        Some(p) => vm.index_clamped(p)?,
        None => 0,
    };
    reduced(vm, args, protocol < 3)
}
