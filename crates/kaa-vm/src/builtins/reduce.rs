//! What makes one value of an iterable: `all`, `any`, `sum`; `max` and `min` are in `extreme.rs`.
//!
//! Each is a body for `protocol/drive.rs`, so that items, truths and additions written in Python need no native stack.

use crate::flow::{Fallible, Flow, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Slot, arg, function};
use crate::protocol::BinaryOp;
use crate::protocol::drive::{Body, Turn, over};
use crate::types::{ByteArray, Bytes, Str};
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) static ROWS: &[Method] = &[
    function("all", "(iterable, /)", all, "Whether all items are true; true when there are none."),
    function("any", "(iterable, /)", any, "Whether some item is true; false when there are none."),
    function("sum", "(iterable, /, start=0)", sum, "The sum of the items and the start value."),
];

fn all(vm: &Vm, args: &[Slot]) -> NativeResult {
    over(vm, arg(args, 0).clone(), Until(false))
}

fn any(vm: &Vm, args: &[Slot]) -> NativeResult {
    over(vm, arg(args, 0).clone(), Until(true))
}

/// Looks for the first item with this truth.
struct Until(bool);

impl Until {
    fn judge(&self, truth: bool) -> Fallible<Turn> {
        Ok(if truth == self.0 { Turn::Done(Value::bool(truth)) } else { Turn::Next })
    }
}

impl Body for Until {
    fn item(&mut self, vm: &Vm, item: Value) -> Fallible<Turn> {
        match vm.truth_flow(&item, Action::Native(Cont::Pass))? {
            Flow::Value(t) => self.judge(t.is_true()),
            Flow::Pushed => Ok(Turn::Wait),
        }
    }
    fn answer(&mut self, _vm: &Vm, answer: Value) -> Fallible<Turn> {
        self.judge(answer.is_true())
    }
    fn end(&mut self, _vm: &Vm) -> NativeResult {
        done(Value::bool(!self.0))
    }
    #[inline]
    fn take(&mut self, vm: &Vm, item: Value) -> Result<(), Value> {
        if vm.truth_fast(&item) == Some(!self.0) { Ok(()) } else { Err(item) }
    }
}

/// A running total: exact for ints, compensated for floats (the errors of the additions are summed beside), `+` for the rest.
enum Total {
    Int(i128),
    Float { sum: f64, lost: f64 },
    Any(Value),
}

impl Total {
    fn start(vm: &Vm, v: &Value) -> Total {
        match (v.as_small_int(), exact_float(vm, v)) {
            (Some(i), _) => Total::Int(i128::from(i)),
            (_, Some(sum)) => Total::Float { sum, lost: 0.0 },
            _ => Total::Any(v.clone()),
        }
    }

    fn value(&self, vm: &Vm) -> Value {
        match self {
            Total::Int(i) => match i64::try_from(*i) {
                Ok(i) => vm.new_int(i),
                Err(_) => vm.new_bigint((*i).into()),
            },
            Total::Float { sum, lost } => {
                vm.new_float(if *lost != 0.0 && lost.is_finite() { sum + lost } else { *sum })
            }
            Total::Any(v) => v.clone(),
        }
    }

    /// Adds a number where that needs no method; false when it does.
    #[inline]
    fn add(&mut self, vm: &Vm, v: &Value) -> bool {
        match self {
            Total::Int(a) => match v.as_small_int().and_then(|b| a.checked_add(i128::from(b))) {
                Some(sum) => *a = sum,
                None => return false,
            },
            Total::Float { sum, lost } => {
                if let Some(x) = exact_float(vm, v) {
                    // Neumaier's summation: what an addition rounds away is kept.
                    let t = *sum + x;
                    *lost += if sum.abs() >= x.abs() { (*sum - t) + x } else { (x - t) + *sum };
                    *sum = t;
                } else if let Some(i) = v.as_small_int() {
                    *sum += i as f64;
                } else {
                    return false;
                }
            }
            Total::Any(_) => return false,
        }
        true
    }
}

#[inline]
fn exact_float(vm: &Vm, v: &Value) -> Option<f64> {
    if let Some(f) = v.as_small_float() {
        return Some(f);
    }
    if vm.is_exact(v, &vm.types.float) { crate::types::float::as_f64(v) } else { None }
}

impl Body for Total {
    fn item(&mut self, vm: &Vm, item: Value) -> Fallible<Turn> {
        if self.add(vm, &item) {
            return Ok(Turn::Next);
        }
        match vm.binary_task(BinaryOp::Add, &self.value(vm), &item)? {
            Flow::Value(v) => self.answer(vm, v),
            Flow::Pushed => Ok(Turn::Wait),
        }
    }
    fn answer(&mut self, vm: &Vm, answer: Value) -> Fallible<Turn> {
        *self = Total::start(vm, &answer);
        Ok(Turn::Next)
    }
    fn end(&mut self, vm: &Vm) -> NativeResult {
        done(self.value(vm))
    }
    #[inline]
    fn take(&mut self, vm: &Vm, item: Value) -> Result<(), Value> {
        if self.add(vm, &item) { Ok(()) } else { Err(item) }
    }
}

fn sum(vm: &Vm, args: &[Slot]) -> NativeResult {
    let start = match args.get(1) {
        Some(Some(v)) => v.clone(),
        _ => vm.new_int(0),
    };
    let refused = if start.payload::<Str>().is_some() {
        Some("sum() can't sum strings [use ''.join(seq) instead]")
    } else if start.payload::<Bytes>().is_some() {
        Some("sum() can't sum bytes [use b''.join(seq) instead]")
    } else if start.payload::<ByteArray>().is_some() {
        Some("sum() can't sum bytearray [use b''.join(seq) instead]")
    } else {
        None
    };
    if let Some(message) = refused {
        // CPython asks for the iterator first.
        vm.iter(arg(args, 0))?;
        return Err(vm.type_error(message));
    }
    over(vm, arg(args, 0).clone(), Total::start(vm, &start))
}
