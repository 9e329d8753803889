//! Operators on strings, bytes and tuples.

use std::sync::Arc;

use kaa_bytecode::{Const, Wtf8Buf};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

/// The longest string that repetition may give.
const MAX_TEXT: usize = 4096;
/// The longest tuple that repetition may give.
const MAX_ITEMS: usize = 256;
/// The most items, those of nested tuples included.
const MAX_TOTAL_ITEMS: usize = 1024;

/// `left + right`
pub(super) fn concat(left: &Const, right: &Const) -> Option<Const> {
    Some(match (left, right) {
        (Const::Str(a), Const::Str(b)) => text([a.as_bytes(), b.as_bytes()].concat())?,
        (Const::Bytes(a), Const::Bytes(b)) => Const::Bytes([&a[..], &b[..]].concat().into()),
        (Const::Tuple(a), Const::Tuple(b)) => Const::tuple([&a[..], &b[..]].concat()),
        _ => return None,
    })
}

/// A string of bytes that were put together from strings. A surrogate pair that came together that way is two
/// characters still, which WTF-8 cannot say.
fn text(bytes: Vec<u8>) -> Option<Const> {
    Wtf8Buf::from_bytes(&bytes).map(Const::Str)
}

/// `value * count`
pub(super) fn repeat(value: &Const, count: &BigInt) -> Option<Const> {
    let (len, limit) = match value {
        Const::Str(text) => (text.code_point_count(), MAX_TEXT),
        Const::Bytes(bytes) => (bytes.len(), MAX_TEXT),
        Const::Tuple(items) => (items.len(), MAX_ITEMS),
        _ => return None,
    };
    let count = if len == 0 {
        // Any int that fits a word will do, but the others raise.
        count.to_i64().map(|_| 0)?
    } else {
        count.to_usize().filter(|&count| count <= limit / len)?
    };
    Some(match value {
        Const::Str(value) => text(value.as_bytes().repeat(count))?,
        Const::Bytes(bytes) => Const::Bytes(bytes.repeat(count).into()),
        Const::Tuple(items) => {
            if let Some(limit) = MAX_TOTAL_ITEMS.checked_div(count) {
                items_left(value, limit)?;
            }
            let all: Vec<Const> = std::iter::repeat_n(&items[..], count).flatten().cloned().collect();
            Const::tuple(all)
        }
        _ => return None,
    })
}

/// The limit less the number of items, nested ones included; `None` below zero.
fn items_left(value: &Const, limit: usize) -> Option<usize> {
    let mut left = limit;
    let mut todo = vec![value];
    while let Some(value) = todo.pop() {
        if let Const::Tuple(items) = value {
            left = left.checked_sub(items.len())?;
            todo.extend(items.iter());
        }
    }
    Some(left)
}

/// `value[index]`
pub(super) fn subscript(value: &Const, index: &Const) -> Option<Const> {
    match value {
        Const::Str(text) => {
            let points: Vec<u32> = text.code_points().collect();
            let picked = pick(points.len(), index)?;
            let picked = picked.places.into_iter().map(|place| points[place]);
            Wtf8Buf::from_code_points(picked).map(Const::Str)
        }
        Const::Bytes(bytes) => {
            let picked = pick(bytes.len(), index)?;
            if picked.single {
                return picked.places.first().map(|&place| Const::Int(bytes[place].into()));
            }
            let bytes: Arc<[u8]> = picked.places.into_iter().map(|place| bytes[place]).collect();
            Some(Const::Bytes(bytes))
        }
        Const::Tuple(items) => {
            let picked = pick(items.len(), index)?;
            if picked.single {
                return picked.places.first().map(|&place| items[place].clone());
            }
            let items: Vec<Const> = picked.places.into_iter().map(|place| items[place].clone()).collect();
            Some(Const::tuple(items))
        }
        _ => None,
    }
}

/// The places that a subscript means.
struct Picked {
    places: Vec<usize>,
    /// Whether it is an index, not a slice.
    single: bool,
}

fn pick(len: usize, index: &Const) -> Option<Picked> {
    if let Const::Slice(parts) = index {
        return Some(Picked { places: slice(len, parts)?, single: false });
    }
    let index = index.as_int()?.to_i64()?;
    let from_end = if index < 0 { index.checked_add(len as i64)? } else { index };
    let place = usize::try_from(from_end).ok().filter(|&place| place < len)?;
    Some(Picked { places: vec![place], single: true })
}

/// The places that a slice means, as `slice.indices` gives them.
fn slice(len: usize, [start, stop, step]: &[Const; 3]) -> Option<Vec<usize>> {
    let part = |part: &Const| match part {
        Const::None => Some(None),
        part => part.as_int().map(|value| Some(saturate(&value))),
    };
    let step = part(step)?.unwrap_or(1);
    if step == 0 {
        return None;
    }
    let len = len as i64;
    let (lowest, highest) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let bound = |value: Option<i64>, default: i64| match value {
        None => default,
        Some(value) if value < 0 => value.saturating_add(len).max(lowest),
        Some(value) => value.min(highest),
    };
    let start = bound(part(start)?, if step > 0 { lowest } else { highest });
    let stop = bound(part(stop)?, if step > 0 { highest } else { lowest });
    let mut places = Vec::new();
    let mut at = start;
    while if step > 0 { at < stop } else { at > stop } {
        places.push(usize::try_from(at).ok()?);
        at = at.saturating_add(step);
    }
    Some(places)
}

fn saturate(value: &BigInt) -> i64 {
    value.to_i64().unwrap_or(if value.is_negative() { i64::MIN } else { i64::MAX })
}
