//! Rich comparison.

use crate::dunder::Dunder;
use crate::flow::{Fallible, Flow, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::types::Tuple;
use crate::vm::Vm;
use kaa_heap::Value;

/// The six comparisons, numbered as in the bytecode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "each variant is its operator's name")]
pub enum CompareOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl CompareOp {
    /// From the bytecode's number.
    #[inline(always)]
    pub fn from_number(n: u32) -> CompareOp {
        [CompareOp::Lt, CompareOp::Le, CompareOp::Eq, CompareOp::Ne, CompareOp::Gt, CompareOp::Ge]
            [(n % 6) as usize]
    }
    /// The operator's text.
    pub fn text(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }
    /// The method of the left operand.
    pub fn dunder(self) -> Dunder {
        [Dunder::Lt, Dunder::Le, Dunder::Eq, Dunder::Ne, Dunder::Gt, Dunder::Ge][self as usize]
    }
    /// The comparison with operands exchanged.
    pub fn swapped(self) -> CompareOp {
        [CompareOp::Gt, CompareOp::Ge, CompareOp::Eq, CompareOp::Ne, CompareOp::Lt, CompareOp::Le]
            [self as usize]
    }
    /// Does an ordering satisfy it?
    #[inline(always)]
    pub fn holds(self, o: std::cmp::Ordering) -> bool {
        match self {
            CompareOp::Lt => o.is_lt(),
            CompareOp::Le => o.is_le(),
            CompareOp::Eq => o.is_eq(),
            CompareOp::Ne => o.is_ne(),
            CompareOp::Gt => o.is_gt(),
            CompareOp::Ge => o.is_ge(),
        }
    }
}

impl Vm {
    /// Which of the two attempts comes first, and the methods: (method, receiver, other), in order.
    pub(crate) fn compare_attempts(&self, op: CompareOp, a: &Value, b: &Value) -> [Option<(Value, bool)>; 2] {
        let (ca, cb) = (self.class_of(a), self.class_of(b));
        let left = ca.special(self, op.dunder());
        let right = cb.special(self, op.swapped().dunder());
        let derived = !std::ptr::eq(ca, cb) && cb.mro.borrow().iter().skip(1).any(|t| std::ptr::eq(&**t, ca));
        if derived && right.is_some() {
            [right.map(|m| (m, true)), left.map(|m| (m, false))]
        } else {
            [left.map(|m| (m, false)), right.map(|m| (m, true))]
        }
    }

    /// What a comparison gives when nobody implements it.
    pub(crate) fn compare_default(&self, op: CompareOp, a: &Value, b: &Value) -> NativeResult {
        match op {
            CompareOp::Eq => done(Value::bool(a.is(b))),
            CompareOp::Ne => done(Value::bool(!a.is(b))),
            _ => Err(self.type_error(format!(
                "'{}' not supported between instances of '{}' and '{}'",
                op.text(),
                self.type_name(a),
                self.type_name(b)
            ))),
        }
    }

    /// The comparison of two ints or floats in hand, without look-ups.
    #[inline(always)]
    pub(crate) fn compare_fast(&self, op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
            return Some(op.holds(x.cmp(&y)));
        }
        if let (Some(x), Some(y)) = (a.as_small_float(), b.as_small_float()) {
            return Some(match op {
                CompareOp::Ne => x != y,
                _ => x.partial_cmp(&y).is_some_and(|o| op.holds(o)),
            });
        }
        if let (Some(x), Some(y)) = (self.exact_str(a), self.exact_str(b)) {
            return Some(match op {
                CompareOp::Eq => x.same(y),
                CompareOp::Ne => !x.same(y),
                _ => op.holds(x.as_bytes().cmp(y.as_bytes())),
            });
        }
        None
    }

    /// `a < b` of plain values and of tuples of them, without look-ups.
    pub(crate) fn less_plainly(&self, a: &Value, b: &Value) -> Option<bool> {
        if let Some(less) = self.compare_fast(CompareOp::Lt, a, b) {
            return Some(less);
        }
        if !self.is_exact(a, &self.types.tuple) || !self.is_exact(b, &self.types.tuple) {
            return None;
        }
        let (x, y) = (a.payload::<Tuple>()?, b.payload::<Tuple>()?);
        for (v, w) in x.iter().zip(y.iter()) {
            if v.is(w) || self.compare_fast(CompareOp::Eq, v, w)? {
                continue;
            }
            return self.compare_fast(CompareOp::Lt, v, w);
        }
        Some(x.len() < y.len())
    }

    /// `a op b`; `attempt` counts how many methods have already given NotImplemented. The pushed frame's action is
    /// `Resume`/`ResumeNext` of the instruction that compares, or of the continuation that `compare` below pushes.
    pub(crate) fn compare_flow(&self, op: CompareOp, a: &Value, b: &Value, attempt: usize) -> NativeResult {
        if attempt == 0
            && let Some(r) = self.compare_fast(op, a, b)
        {
            return done(Value::bool(r));
        }
        if attempt == 0
            && let Some(r) = self.compare_direct(op, a, b)
        {
            return done(Value::bool(r));
        }
        let attempts = self.compare_attempts(op, a, b);
        for (i, m) in attempts.iter().enumerate().skip(attempt) {
            let Some((m, swapped)) = m else { continue };
            let (x, y) = if *swapped { (b, a) } else { (a, b) };
            let action = if i == 0 { Action::Resume } else { Action::ResumeNext };
            match self.call_special_flow(m, x, std::slice::from_ref(y), action, None)? {
                Flow::Value(v) if v.is_not_implemented() => {}
                other => return Ok(other),
            }
        }
        self.compare_default(op, a, b)
    }

    /// `a op b` on the spot.
    pub fn compare(&self, op: CompareOp, a: &Value, b: &Value) -> Fallible<Value> {
        if let Some(r) = self.compare_fast(op, a, b) {
            return Ok(Value::bool(r));
        }
        if let Some(r) = self.compare_direct(op, a, b) {
            return Ok(Value::bool(r));
        }
        for (m, swapped) in self.compare_attempts(op, a, b).into_iter().flatten() {
            let (x, y) = if swapped { (b, a) } else { (a, b) };
            let v = self.sync(|vm| {
                vm.call_special_flow(&m, x, std::slice::from_ref(y), Action::Native(Cont::Pass), None)
            })?;
            if !v.is_not_implemented() {
                return Ok(v);
            }
        }
        self.sync(|vm| vm.compare_default(op, a, b))
    }

    /// `a is b or a == b`, as containers compare.
    pub fn eq(&self, a: &Value, b: &Value) -> Fallible<bool> {
        if a.is(b) {
            return Ok(true);
        }
        if let Some(r) = self.compare_fast(CompareOp::Eq, a, b) {
            return Ok(r);
        }
        let v = self.compare(CompareOp::Eq, a, b)?;
        self.is_true(&v)
    }

    /// The truth of `a op b`.
    pub fn compare_bool(&self, op: CompareOp, a: &Value, b: &Value) -> Fallible<bool> {
        let v = self.compare(op, a, b)?;
        self.is_true(&v)
    }
}
