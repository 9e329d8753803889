//! Method table of `range_iterator`.

use super::{Range, RangeIterator};
use crate::flow::{NativeResult, Next, Raised, done};
use crate::native::{Method, Slot, arg, method};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

fn next(_: &Vm, v: &Value) -> Result<Next, Raised> {
    Ok(v.payload::<RangeIterator>().and_then(RangeIterator::step).map_or(Next::Done, Next::Item))
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let left = arg(args, 0).payload::<RangeIterator>().map_or(0, |it| it.left.get());
    done(vm.new_int(i64::try_from(left).unwrap_or(i64::MAX)))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(it) = arg(args, 0).payload::<RangeIterator>() else { return done(Value::None) };
    let (start, step, left) = (i128::from(it.next.get()), i128::from(it.step), i128::from(it.left.get()));
    let stop = vm.new_number((start + step * left).into());
    let length = vm.new_number(left.into());
    let range = Range { start: vm.new_int(it.next.get()), stop, step: vm.new_int(it.step), length };
    super::methods::reduced_iterator(vm, range)
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.index_clamped(arg(args, 1))?;
    if let Some(it) = arg(args, 0).payload::<RangeIterator>() {
        let skip = n.clamp(0, i64::try_from(it.left.get()).unwrap_or(i64::MAX));
        it.next.set(it.next.get().wrapping_add(it.step.wrapping_mul(skip)));
        it.left.set(it.left.get() - skip as u64);
    }
    done(Value::None)
}

static METHODS: &[Method] = &[
    method(
        "__length_hint__",
        "($self, /)",
        length_hint,
        "Private method returning an estimate of len(list(it)).",
    ),
    method("__reduce__", "($self, /)", reduce, "Return state information for pickling."),
    method("__setstate__", "($self, object, /)", setstate, "Set state information for unpickling."),
];

/// The type `range_iterator`.
pub static SPEC: TypeSpec =
    TypeSpec { name: "range_iterator", doc: "", methods: METHODS, iternext: Some(next), ..TypeSpec::EMPTY };
