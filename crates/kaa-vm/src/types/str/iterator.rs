//! Iterators over `str`: one for ASCII text and one for other text, as in CPython; one payload serves both.
//!
//! Must not know: the `for` loop's fast path. Next: `sequence.rs`.

use super::Str;
use super::args::size;
use crate::flow::{Fallible, NativeResult, Next, Raised, done};
use crate::native::{Method, Slot, arg, method};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_data::wtf8::Wtf8;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of string iterators.
pub struct StrIterator {
    /// The text; none when exhausted.
    text: RefCell<Option<Ref<Str>>>,
    /// Code points handed out.
    index: Cell<usize>,
    /// Bytes handed out.
    offset: Cell<usize>,
}
kaa_heap::payload!(StrIterator, trace);

impl StrIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Some(s) = &*self.text.borrow() {
            t.value(s.value());
        }
    }
}

/// `iter(text)`.
pub(super) fn new(vm: &Vm, text: &Ref<Str>) -> Value {
    let class = if text.is_ascii() { &vm.types.str_ascii_iterator } else { &vm.types.str_iterator };
    let payload =
        StrIterator { text: RefCell::new(Some(text.clone())), index: Cell::new(0), offset: Cell::new(0) };
    vm.new_object(class, payload).into()
}

fn step(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let Some(it) = v.payload::<StrIterator>() else { return Err(foreign(vm, v)) };
    let text = it.text.borrow();
    let Some(bytes) = text.as_ref().map(|t| t.as_bytes()) else { return Ok(Next::Done) };
    let at = it.offset.get();
    if at >= bytes.len() {
        drop(text);
        let old = it.text.take();
        drop(old);
        return Ok(Next::Done);
    }
    let end = at + super::width(bytes[at]);
    it.offset.set(end);
    it.index.set(it.index.get() + 1);
    Ok(Next::Item(vm.new_str_wtf8(&bytes[at..end.min(bytes.len())]).into()))
}

#[cold]
fn foreign(vm: &Vm, v: &Value) -> Raised {
    vm.type_error(format!(
        "descriptor '__next__' requires a 'str_iterator' object but received '{}'",
        vm.type_name(v)
    ))
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a StrIterator> {
    let v = arg(args, 0);
    v.payload::<StrIterator>().ok_or_else(|| foreign(vm, v))
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = this(vm, args)?;
    let left = it.text.borrow().as_ref().map_or(0, |s| s.len().saturating_sub(it.index.get()));
    done(vm.new_usize(left))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = this(vm, args)?;
    let iter = crate::types::sequence::builtin(vm, "iter")?;
    let text = it.text.borrow().clone();
    done(match text {
        Some(s) => {
            let arguments = vm.new_tuple(vec![s.into()]).into();
            vm.new_tuple(vec![iter, arguments, vm.new_usize(it.index.get())])
        }
        None => {
            let arguments = vm.new_tuple(vec![vm.str_value("")]).into();
            vm.new_tuple(vec![iter, arguments])
        }
    })
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = this(vm, args)?;
    let index = size(vm, arg(args, 1))?;
    let text = it.text.borrow().clone();
    if let Some(s) = text {
        let index = usize::try_from(index).unwrap_or(0).min(s.len());
        it.index.set(index);
        it.offset.set(Wtf8::with_len(s.as_bytes(), s.len()).byte_offset(index));
    }
    done(Value::None)
}

static METHODS: &[Method] = &[
    method("__length_hint__", "($self, /)", length_hint, "How many characters are left."),
    method("__reduce__", "($self, /)", reduce, "What pickle needs to make the iterator again."),
    method("__setstate__", "($self, object, /)", setstate, "Sets the position."),
];

/// The type `str_iterator`.
pub static SPEC: TypeSpec =
    TypeSpec { name: "str_iterator", methods: METHODS, iternext: Some(step), ..TypeSpec::EMPTY };
/// The type `str_ascii_iterator`.
pub static ASCII_SPEC: TypeSpec =
    TypeSpec { name: "str_ascii_iterator", methods: METHODS, iternext: Some(step), ..TypeSpec::EMPTY };
