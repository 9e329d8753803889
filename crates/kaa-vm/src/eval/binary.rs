//! Operators, comparisons and truth tests.

use super::{Running, Step, StepResult, after_native, flow_step};
use crate::dunder::Dunder;
use crate::flow::{Fallible, Flow};
use crate::frame::{Action, Instr, ROp};
use crate::protocol::CompareOp;
use crate::types::Str;
use crate::vm::Vm;
use kaa_heap::Value;

/// Arithmetic of small ints and floats beyond what the loop does on the spot; floats may need an object.
#[inline(never)]
pub(super) fn numbers(vm: &Vm, number: u32, a: &Value, b: &Value) -> Option<Value> {
    if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
        return match number {
            1 | 14 => Some(Value::small_int_unchecked(x & y)),
            7 | 20 => Some(Value::small_int_unchecked(x | y)),
            12 | 25 => Some(Value::small_int_unchecked(x ^ y)),
            6 | 19 if y != 0 => Some(Value::small_int_unchecked(
                x.rem_euclid(y) + if y < 0 && x.rem_euclid(y) != 0 { y } else { 0 },
            )),
            2 | 15 if y > 0 => Some(Value::small_int_unchecked(x.div_euclid(y))),
            9 | 22 if (0..63).contains(&y) => Some(Value::small_int_unchecked(x >> y)),
            3 | 16 if (0..62).contains(&y) && (x << y) >> y == x => Value::small_int(x << y),
            11 | 24 if y != 0 && x.unsigned_abs() < 1 << 53 && y.unsigned_abs() < 1 << 53 => {
                Some(vm.new_float(x as f64 / y as f64))
            }
            _ => None,
        };
    }
    let (x, y) = super::fast::floats(a, b)?;
    match number {
        0 | 13 => Some(vm.new_float(x + y)),
        10 | 23 => Some(vm.new_float(x - y)),
        5 | 18 => Some(vm.new_float(x * y)),
        11 | 24 if y != 0.0 => Some(vm.new_float(x / y)),
        _ => None,
    }
}

/// Everything else: text first, then the methods.
#[inline(never)]
pub(crate) fn slow(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    if i.op != ROp::Binary
        && let Some(v) = numbers(vm, i.imm, r.read(i.a), r.read(i.b))
    {
        r.store(i.dst, v);
        return after_native(vm);
    }
    let (a, b) = (r.read(i.a).clone(), r.read(i.b).clone());
    if matches!(i.imm, 0 | 13)
        && let (Some(x), Some(y)) = (vm.exact_str(&a), vm.exact_str(&b))
    {
        let v = concat(vm, x, y);
        r.release(i.a, i.flags & 1 != 0);
        r.release(i.b, i.flags & 2 != 0);
        r.store(i.dst, v);
        return Ok(Step::Next);
    }
    finish_binary(vm, r, i, &a, &b, 0)
}

fn concat(vm: &Vm, x: &Str, y: &Str) -> Value {
    let mut bytes = Vec::with_capacity(x.as_bytes().len() + y.as_bytes().len());
    bytes.extend_from_slice(x.as_bytes());
    bytes.extend_from_slice(y.as_bytes());
    vm.new_str_owned(join_surrogates(bytes, x.as_bytes().len())).into()
}

/// A high surrogate at the end of one text and a low one at the start of the next stay two code points, as in CPython.
fn join_surrogates(bytes: Vec<u8>, _seam: usize) -> Vec<u8> {
    bytes
}

fn finish_binary(vm: &Vm, r: Running, i: &Instr, a: &Value, b: &Value, attempt: usize) -> StepResult {
    match vm.binary_flow(i.imm, a, b, attempt)? {
        Flow::Value(v) => {
            r.release(i.a, i.flags & 1 != 0);
            r.release(i.b, i.flags & 2 != 0);
            r.store(i.dst, v);
            after_native(vm)
        }
        Flow::Pushed => Ok(Step::Switch),
    }
}

/// A method of `Binary`, `Compare` or `CompareJump` answered.
pub(crate) fn resume(vm: &Vm, r: Running, i: &Instr, v: Value, attempt: usize) -> Fallible<Step> {
    if v.is_not_implemented() {
        let (a, b) = (r.read(i.a).clone(), r.read(i.b).clone());
        return match i.op {
            ROp::Compare | ROp::CompareJump | ROp::CompareJumpBack => compare_from(vm, r, i, &a, &b, attempt),
            _ => finish_binary(vm, r, i, &a, &b, attempt),
        };
    }
    r.release(i.a, i.flags & 1 != 0);
    r.release(i.b, i.flags & 2 != 0);
    match i.op {
        ROp::Compare | ROp::CompareJump | ROp::CompareJumpBack => compared(vm, r, i, v),
        _ => {
            r.store(i.dst, v);
            Ok(Step::Next)
        }
    }
}

fn compare_op(i: &Instr) -> CompareOp {
    if i.op == ROp::Compare {
        CompareOp::from_number(i.imm & 7)
    } else {
        CompareOp::from_number(u32::from(i.flags >> 4 & 7))
    }
}

fn compare_from(vm: &Vm, r: Running, i: &Instr, a: &Value, b: &Value, attempt: usize) -> StepResult {
    match vm.compare_flow(compare_op(i), a, b, attempt)? {
        Flow::Value(v) => {
            r.release(i.a, i.flags & 1 != 0);
            r.release(i.b, i.flags & 2 != 0);
            compared(vm, r, i, v)
        }
        Flow::Pushed => Ok(Step::Switch),
    }
}

/// The comparison's value is there; its truth may need another method.
fn compared(vm: &Vm, r: Running, i: &Instr, v: Value) -> StepResult {
    if i.op == ROp::Compare && i.imm & 16 == 0 {
        r.store(i.dst, v);
        return after_native(vm);
    }
    let truth = match vm.truth_fast(&v) {
        Some(b) => b,
        None => vm.is_true(&v)?,
    };
    drop(v);
    if i.op == ROp::Compare {
        r.store(i.dst, Value::bool(truth));
        return after_native(vm);
    }
    let to = if truth == (i.flags >> 7 != 0) { Step::Jump(i.imm) } else { Step::Next };
    if kaa_heap::attention() { super::pending::look(vm, to) } else { Ok(to) }
}

/// `Compare`.
pub(crate) fn compare(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    if let Some(t) = vm.compare_fast(compare_op(i), r.read(i.a), r.read(i.b)) {
        r.release(i.a, i.flags & 1 != 0);
        r.release(i.b, i.flags & 2 != 0);
        r.store(i.dst, Value::bool(t));
        return Ok(Step::Next);
    }
    let (a, b) = (r.read(i.a).clone(), r.read(i.b).clone());
    compare_from(vm, r, i, &a, &b, 0)
}

/// `CompareJump` of anything but small ints.
pub(crate) fn compare_jump(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let op = compare_op(i);
    if let Some(t) = vm.compare_fast(op, r.read(i.a), r.read(i.b)) {
        r.release(i.a, i.flags & 1 != 0);
        r.release(i.b, i.flags & 2 != 0);
        return Ok(if t == (i.flags >> 7 != 0) { Step::Jump(i.imm) } else { Step::Next });
    }
    compare(vm, r, i)
}

/// `JumpIfTrue`, `JumpIfFalse`.
pub(crate) fn jump_if(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    match vm.truth_flow(&v, Action::Resume)? {
        Flow::Value(t) => {
            drop(v);
            let to = if t.is_true() == (i.op == ROp::JumpIfTrue) { Step::Jump(i.imm) } else { Step::Next };
            if kaa_heap::attention() { super::pending::look(vm, to) } else { Ok(to) }
        }
        Flow::Pushed => Ok(Step::Switch),
    }
}

/// `ToBool`, `Not`.
pub(crate) fn to_bool(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    match vm.truth_flow(&v, Action::Resume)? {
        Flow::Value(t) => {
            drop(v);
            r.store(i.dst, Value::bool(t.is_true() != (i.op == ROp::Not)));
            after_native(vm)
        }
        Flow::Pushed => Ok(Step::Switch),
    }
}

/// `__bool__` or `__len__` answered (a bool already).
pub(crate) fn resume_truth(r: Running, i: &Instr, v: &Value) -> Step {
    let t = v.is_true();
    match i.op {
        ROp::JumpIfTrue | ROp::JumpIfFalse => {
            if t == (i.op == ROp::JumpIfTrue) {
                return Step::Jump(i.imm);
            }
        }
        ROp::Not => r.store(i.dst, Value::bool(!t)),
        _ => r.store(i.dst, Value::bool(t)),
    }
    Step::Next
}

/// `Negate`, `Invert`.
pub(crate) fn unary(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    if let Some(n) = v.as_small_int() {
        r.store(i.dst, if i.op == ROp::Negate { vm.new_int(-n) } else { Value::small_int_unchecked(!n) });
        return Ok(Step::Next);
    }
    let (d, what) = if i.op == ROp::Negate { (Dunder::Neg, "unary -") } else { (Dunder::Invert, "unary ~") };
    flow_step(vm, r, i, vm.unary_flow(d, what, &v, Action::Return))
}
