//! What a pattern is matched against: text or bytes, with the part that counts. Text that is not ASCII is spelled out as code
//! points; the last one stays, because tokenizers match the same text again and again.

use super::engine::{self, Found, Request};
use kaa_vm::types::{Str, bytes::View};
use kaa_vm::{Fallible, Value, Vm};
use std::cell::RefCell;
use std::rc::Rc;

/// What a pattern can be matched against.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Anything: the pattern was made of neither.
    Any,
}

/// What a pattern's source says of its subjects.
pub(super) fn kind_of(source: &Value) -> Kind {
    if source.payload::<Str>().is_some() {
        Kind::Text
    } else if source.is_none() {
        Kind::Any
    } else {
        Kind::Bytes
    }
}

/// The characters.
enum Characters<'a> {
    Bytes(View<'a>),
    Points(Rc<[u32]>),
}

/// A subject with bounds.
pub(super) struct Subject<'a> {
    value: &'a Value,
    characters: Characters<'a>,
    /// Where the search starts and ends.
    pub(super) start: usize,
    pub(super) end: usize,
}

thread_local! {
    static LAST: RefCell<Option<(Value, Rc<[u32]>)>> = const { RefCell::new(None) };
}

fn points(v: &Value, s: &Str) -> Rc<[u32]> {
    let known = LAST.with_borrow(|l| l.as_ref().filter(|(last, _)| last.is(v)).map(|(_, p)| p.clone()));
    if let Some(points) = known {
        return points;
    }
    let points: Rc<[u32]> = s.wtf8().code_points().collect();
    let old = LAST.replace(Some((v.clone(), points.clone())));
    drop(old);
    points
}

impl<'a> Subject<'a> {
    /// The subject of a call, for a pattern of a kind.
    pub(super) fn new(vm: &Vm, v: &'a Value, kind: Kind, bounds: (i64, i64)) -> Fallible<Subject<'a>> {
        let (characters, len) = match v.payload::<Str>() {
            Some(_) if kind == Kind::Bytes => {
                return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
            }
            Some(s) if s.is_ascii() => (Characters::Bytes(View::Slice(s.as_bytes())), s.len()),
            Some(s) => (Characters::Points(points(v, s)), s.len()),
            None => {
                let Some(view) = vm.bytes_like(v)? else {
                    let name = vm.type_name(v);
                    return Err(vm.type_error(format!("expected string or bytes-like object, got '{name}'")));
                };
                if kind == Kind::Text {
                    return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
                }
                // A bytearray may change while a replacement function runs.
                let view = View::Owned(view.to_vec());
                let len = view.len();
                (Characters::Bytes(view), len)
            }
        };
        let clamp = |i: i64| usize::try_from(i).unwrap_or(0).min(len);
        let end = clamp(bounds.1);
        Ok(Subject { value: v, characters, start: clamp(bounds.0), end })
    }

    fn request<'c>(&self, code: &'c [u32], start: usize, whole: bool, advance: bool) -> Request<'c> {
        Request { code, start, end: self.end, whole, advance }
    }

    /// Matches at a place.
    pub(super) fn match_at(&self, code: &[u32], start: usize, whole: bool, advance: bool) -> Option<Found> {
        if start > self.end {
            return None;
        }
        let request = self.request(code, start, whole, advance);
        match &self.characters {
            Characters::Bytes(b) => engine::match_at::<&[u8]>(b, request),
            Characters::Points(p) => engine::match_at::<&[u32]>(p, request),
        }
    }

    /// Looks from a place on.
    pub(super) fn search(&self, code: &[u32], start: usize, advance: bool) -> Option<Found> {
        if start > self.end {
            return None;
        }
        let request = self.request(code, start, false, advance);
        match &self.characters {
            Characters::Bytes(b) => engine::search::<&[u8]>(b, request),
            Characters::Points(p) => engine::search::<&[u32]>(p, request),
        }
    }

    /// A part of the subject as an object.
    pub(super) fn part(&self, vm: &Vm, from: usize, to: usize) -> Value {
        part(vm, self.value, from, to)
    }
}

/// A part of a text or bytes-like object.
pub(super) fn part(vm: &Vm, v: &Value, from: usize, to: usize) -> Value {
    if let Some(s) = v.payload::<Str>() {
        if from == 0 && to >= s.len() && vm.exact_str(v).is_some() {
            return v.clone();
        }
        return vm.new_str_wtf8(s.slice_bytes(from, to)).into();
    }
    match vm.bytes_like(v) {
        Ok(Some(b)) => vm.new_bytes(b.get(from..to.min(b.len())).unwrap_or(&[])),
        _ => Value::None,
    }
}
