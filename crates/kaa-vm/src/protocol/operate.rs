//! Operators and comparisons inside native loops: the flow forms for code that is not an instruction. Methods written in
//! Python run on the frame stack; a reflected attempt follows when one gives NotImplemented.
//!
//! Next: `number.rs` and `compare.rs` for the methods to try, and for instructions.

use super::{BinaryOp, CompareOp};
use crate::eval::task::{self, Event, Task};
use crate::flow::{Flow, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::vm::Vm;
use kaa_heap::Value;

impl Vm {
    /// `a op b` for native loops.
    pub(crate) fn binary_task(&self, op: BinaryOp, a: &Value, b: &Value) -> NativeResult {
        let attempts = self.binary_attempts(op, false, a, b);
        task::start(self, Operation { what: What::Binary(op), a: a.clone(), b: b.clone(), attempts, next: 0 })
    }

    /// `a op b`, a comparison, for native loops.
    pub(crate) fn compare_task(&self, op: CompareOp, a: &Value, b: &Value) -> NativeResult {
        match self.compare_fast(op, a, b).or_else(|| self.compare_direct(op, a, b)) {
            Some(r) => done(Value::bool(r)),
            None => self.compare_slowly(What::Compare(op, false), op, a, b),
        }
    }

    /// The truth of `a op b` for native loops.
    pub(crate) fn compare_bool_task(&self, op: CompareOp, a: &Value, b: &Value) -> NativeResult {
        match self.compare_fast(op, a, b).or_else(|| self.compare_direct(op, a, b)) {
            Some(r) => done(Value::bool(r)),
            None => self.compare_slowly(What::Compare(op, true), op, a, b),
        }
    }

    /// The truth of `a op b` when the left operand's method has given NotImplemented already, both being of one class.
    pub(crate) fn compare_reflected_task(&self, op: CompareOp, a: &Value, b: &Value) -> NativeResult {
        let [_, second] = self.compare_attempts(op, a, b);
        let what = What::Compare(op, true);
        let attempts = [None, second, None];
        task::start(self, Operation { what, a: a.clone(), b: b.clone(), attempts, next: 0 })
    }

    fn compare_slowly(&self, what: What, op: CompareOp, a: &Value, b: &Value) -> NativeResult {
        let [first, second] = self.compare_attempts(op, a, b);
        let attempts = [first, second, None];
        task::start(self, Operation { what, a: a.clone(), b: b.clone(), attempts, next: 0 })
    }

    /// `a is b or a == b` for native loops: a bool.
    pub(crate) fn eq_task(&self, a: &Value, b: &Value) -> NativeResult {
        if a.is(b) { done(Value::True) } else { self.compare_bool_task(CompareOp::Eq, a, b) }
    }
}

enum What {
    Binary(BinaryOp),
    /// With `true`, its truth.
    Compare(CompareOp, bool),
}

struct Operation {
    what: What,
    a: Value,
    b: Value,
    /// Methods, and whether they are the right operand's.
    attempts: [Option<(Value, bool)>; 3],
    /// The attempt to make next; past all of them while a truth is awaited.
    next: usize,
}

/// `next` of an operation that waits for the truth of its answer.
const TRUTH: usize = usize::MAX;

impl Task for Operation {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        let answer = match event {
            Event::Failed(e) => return Err(e),
            Event::Value(v) if self.next == TRUTH => return done(v),
            Event::Value(v) => Some(v),
            Event::Start | Event::End => None,
        };
        if let Some(v) = answer {
            if !v.is_not_implemented() {
                return self.settled(vm, v);
            }
            self.next += 1;
        }
        while let Some(attempt) = self.attempts.get(self.next) {
            let Some((m, swapped)) = attempt else {
                self.next += 1;
                continue;
            };
            let (x, y) = if *swapped { (&self.b, &self.a) } else { (&self.a, &self.b) };
            match vm.call_special_flow(m, x, std::slice::from_ref(y), Action::Native(Cont::Pass), None)? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(v) if v.is_not_implemented() => self.next += 1,
                Flow::Value(v) => return self.settled(vm, v),
            }
        }
        self.nobody(vm)
    }
}

impl Operation {
    fn settled(&mut self, vm: &Vm, v: Value) -> NativeResult {
        if !matches!(self.what, What::Compare(_, true)) || v.as_bool().is_some() {
            return done(v);
        }
        self.next = TRUTH;
        vm.truth_flow(&v, Action::Native(Cont::Pass))
    }

    fn nobody(&self, vm: &Vm) -> NativeResult {
        match self.what {
            What::Binary(op) => Err(vm.unsupported_operands(op, false, &self.a, &self.b)),
            What::Compare(op, _) => vm.compare_default(op, &self.a, &self.b),
        }
    }
}
