//! Iterators over `bytes` and `bytearray`.
//!
//! Must not know: the `for` loop's fast path. Next: `sequence.rs`.

use super::ByteArray;
use super::buffer::plain_view;
use crate::flow::{Fallible, NativeResult, Next, Raised, done};
use crate::native::{Method, Slot, arg, method};
use crate::types::str::args::size;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of the iterators.
pub struct BytesIterator {
    /// The byte string; none when exhausted.
    source: RefCell<Option<Value>>,
    index: Cell<usize>,
}
kaa_heap::payload!(BytesIterator, trace);

impl BytesIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.source.borrow());
    }
}

/// `iter(source)`.
pub(super) fn new(vm: &Vm, source: &Value) -> Value {
    let array = source.payload::<ByteArray>().is_some();
    let class = if array { &vm.types.bytearray_iterator } else { &vm.types.bytes_iterator };
    vm.new_object(class, BytesIterator { source: RefCell::new(Some(source.clone())), index: Cell::new(0) })
        .into()
}

fn step(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let Some(it) = v.payload::<BytesIterator>() else { return Err(foreign(vm, v)) };
    let Some(source) = it.source.borrow().clone() else { return Ok(Next::Done) };
    let at = it.index.get();
    let byte = plain_view(&source).and_then(|data| data.get(at).copied());
    match byte {
        Some(b) => {
            it.index.set(at + 1);
            Ok(Next::Item(vm.new_int(i64::from(b))))
        }
        None => {
            let old = it.source.take();
            drop(old);
            Ok(Next::Done)
        }
    }
}

#[cold]
fn foreign(vm: &Vm, v: &Value) -> Raised {
    vm.type_error(format!(
        "descriptor '__next__' requires a 'bytes_iterator' object but received '{}'",
        vm.type_name(v)
    ))
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a BytesIterator> {
    let v = arg(args, 0);
    v.payload::<BytesIterator>().ok_or_else(|| foreign(vm, v))
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = this(vm, args)?;
    let source = it.source.borrow().clone();
    let len = source.as_ref().and_then(plain_view).map_or(0, |d| d.len());
    done(vm.new_usize(len.saturating_sub(it.index.get())))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = this(vm, args)?;
    let iter = crate::types::sequence::builtin(vm, "iter")?;
    let source = it.source.borrow().clone();
    done(match source {
        Some(s) => vm.new_tuple(vec![iter, vm.new_tuple(vec![s]).into(), vm.new_usize(it.index.get())]),
        None => vm.new_tuple(vec![iter, vm.new_tuple(vec![vm.new_tuple(vec![]).into()]).into()]),
    })
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = this(vm, args)?;
    let index = usize::try_from(size(vm, arg(args, 1))?).unwrap_or(0);
    let source = it.source.borrow().clone();
    if let Some(data) = source.as_ref().and_then(plain_view) {
        it.index.set(index.min(data.len()));
    }
    done(Value::None)
}

static METHODS: &[Method] = &[
    method("__length_hint__", "($self, /)", length_hint, "How many bytes are left."),
    method("__reduce__", "($self, /)", reduce, "What pickle needs to make the iterator again."),
    method("__setstate__", "($self, object, /)", setstate, "Sets the position."),
];

/// The type `bytes_iterator`.
pub static SPEC: TypeSpec =
    TypeSpec { name: "bytes_iterator", methods: METHODS, iternext: Some(step), ..TypeSpec::EMPTY };
/// The type `bytearray_iterator`.
pub static ARRAY_SPEC: TypeSpec =
    TypeSpec { name: "bytearray_iterator", methods: METHODS, iternext: Some(step), ..TypeSpec::EMPTY };
