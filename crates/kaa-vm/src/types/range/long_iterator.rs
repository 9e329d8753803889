//! Method table of `longrange_iterator`.

use super::{LongRangeIterator, Range};
use crate::flow::{NativeResult, Next, Raised, done};
use crate::native::{Method, Slot, arg, method};
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;
use num_bigint::BigInt;
use num_traits::Zero;

fn next(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let Some(it) = v.payload::<LongRangeIterator>() else { return Ok(Next::Done) };
    if it.left.borrow().is_zero() {
        return Ok(Next::Done);
    }
    *it.left.borrow_mut() -= 1;
    let value = it.next.borrow().clone();
    *it.next.borrow_mut() += &it.step;
    Ok(Next::Item(vm.new_bigint(value)))
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let left = arg(args, 0).payload::<LongRangeIterator>().map(|it| it.left.borrow().clone());
    done(vm.new_bigint(left.unwrap_or_default()))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(it) = arg(args, 0).payload::<LongRangeIterator>() else { return done(Value::None) };
    let (start, left) = (it.next.borrow().clone(), it.left.borrow().clone());
    let stop = &start + &it.step * &left;
    let range = Range {
        start: vm.new_bigint(start),
        stop: vm.new_bigint(stop),
        step: vm.new_bigint(it.step.clone()),
        length: vm.new_bigint(left),
    };
    super::methods::reduced_iterator(vm, range)
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.index_bigint(arg(args, 1))?;
    if let Some(it) = arg(args, 0).payload::<LongRangeIterator>() {
        let skip = n.clamp(BigInt::zero(), it.left.borrow().clone());
        *it.next.borrow_mut() += &it.step * &skip;
        *it.left.borrow_mut() -= skip;
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

/// The type `longrange_iterator`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "longrange_iterator",
    doc: "",
    methods: METHODS,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};
