//! Arithmetic operators, unary operators, truth and `__index__`.

use crate::dunder::Dunder;
use crate::flow::{Fallible, Flow, NativeResult, Raised, done};
use crate::frame::{Action, Cont};
use crate::types::type_object::flags;
use crate::types::{ByteArray, Bytes, List, NativeFunction, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;
use num_bigint::BigInt;

/// The binary operators, numbered as `BINARY_OP`'s argument; in-place forms follow at +13.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "each variant is its operator's name")]
pub enum BinaryOp {
    Add,
    And,
    FloorDivide,
    LShift,
    MatMul,
    Multiply,
    Mod,
    Or,
    Power,
    RShift,
    Subtract,
    TrueDivide,
    Xor,
}

use BinaryOp as B;
use Dunder as D;

/// (operator, text, method, reflected, in place), by number.
const TABLE: [(BinaryOp, &str, Dunder, Dunder, Dunder); 13] = [
    (B::Add, "+", D::Add, D::RAdd, D::IAdd),
    (B::And, "&", D::And, D::RAnd, D::IAnd),
    (B::FloorDivide, "//", D::FloorDiv, D::RFloorDiv, D::IFloorDiv),
    (B::LShift, "<<", D::LShift, D::RLShift, D::ILShift),
    (B::MatMul, "@", D::MatMul, D::RMatMul, D::IMatMul),
    (B::Multiply, "*", D::Mul, D::RMul, D::IMul),
    (B::Mod, "%", D::Mod, D::RMod, D::IMod),
    (B::Or, "|", D::Or, D::ROr, D::IOr),
    (B::Power, "**", D::Pow, D::RPow, D::IPow),
    (B::RShift, ">>", D::RShift, D::RRShift, D::IRShift),
    (B::Subtract, "-", D::Sub, D::RSub, D::ISub),
    (B::TrueDivide, "/", D::TrueDiv, D::RTrueDiv, D::ITrueDiv),
    (B::Xor, "^", D::Xor, D::RXor, D::IXor),
];

impl BinaryOp {
    /// From the bytecode's number (in-place numbers too).
    pub fn from_number(n: u32) -> BinaryOp {
        TABLE[(n % 13) as usize].0
    }
    /// The operator's text.
    pub fn text(self) -> &'static str {
        TABLE[self as usize].1
    }
}

/// Is it a sequence that `*` repeats?
fn repeats(v: &Value) -> bool {
    v.payload::<Str>().is_some()
        || v.payload::<Bytes>().is_some()
        || v.payload::<ByteArray>().is_some()
        || v.payload::<List>().is_some()
        || v.payload::<Tuple>().is_some()
}

/// What `+` and `*` say when an operand is a text or a byte string.
fn sequence_operands(op: BinaryOp, a: &Value, b: &Value, ta: &str, tb: &str) -> Option<String> {
    let text = |v: &Value| v.payload::<Str>().is_some();
    let bytes = |v: &Value| v.payload::<Bytes>().is_some() || v.payload::<ByteArray>().is_some();
    match op {
        B::Add if text(a) => Some(format!("can only concatenate str (not \"{tb}\") to str")),
        B::Add if bytes(a) => Some(format!("can't concat {tb} to {ta}")),
        B::Add if a.payload::<List>().is_some() => {
            Some(format!("can only concatenate list (not \"{tb}\") to list"))
        }
        B::Add if a.payload::<Tuple>().is_some() => {
            Some(format!("can only concatenate tuple (not \"{tb}\") to tuple"))
        }
        B::Multiply if repeats(a) => Some(format!("can't multiply sequence by non-int of type '{tb}'")),
        B::Multiply if repeats(b) => Some(format!("can't multiply sequence by non-int of type '{ta}'")),
        _ => None,
    }
}

impl Vm {
    /// The methods to try for `a op b`, in order: (method, operands exchanged).
    pub(crate) fn binary_attempts(
        &self,
        op: BinaryOp,
        in_place: bool,
        a: &Value,
        b: &Value,
    ) -> [Option<(Value, bool)>; 3] {
        let (_, _, left, right, inplace) = TABLE[op as usize];
        let (ca, cb) = (self.class_of(a), self.class_of(b));
        let first = if in_place { ca.special(self, inplace) } else { None };
        let l = ca.special(self, left);
        let same = std::ptr::eq(ca, cb);
        let r = if same { None } else { cb.special(self, right) };
        let derived = !same
            && cb.mro.borrow().iter().skip(1).any(|t| std::ptr::eq(&**t, ca))
            && match (&r, ca.special(self, right)) {
                (Some(r), Some(inherited)) => !r.is(&inherited),
                (Some(_), None) => true,
                _ => false,
            };
        let (l, r) = (l.map(|m| (m, false)), r.map(|m| (m, true)));
        let first = first.map(|m| (m, false));
        if derived { [first, r, l] } else { [first, l, r] }
    }

    /// `a op b`; `number` is `BINARY_OP`'s argument (13 and above: in place), `attempt` the first method to try.
    pub(crate) fn binary_flow(&self, number: u32, a: &Value, b: &Value, attempt: usize) -> NativeResult {
        let op = BinaryOp::from_number(number);
        let in_place = number >= 13;
        if attempt == 0
            && let Some(answer) = self.binary_direct(op, in_place, a, b)
        {
            return answer;
        }
        let attempts = self.binary_attempts(op, in_place, a, b);
        let actions = [Action::Resume, Action::ResumeNext, Action::ResumeLast];
        for (i, m) in attempts.iter().enumerate().skip(attempt) {
            let Some((m, swapped)) = m else { continue };
            let (x, y) = if *swapped { (b, a) } else { (a, b) };
            match self.call_special_flow(m, x, std::slice::from_ref(y), actions[i], None)? {
                Flow::Value(v) if v.is_not_implemented() => {}
                other => return Ok(other),
            }
        }
        Err(self.unsupported_operands(op, in_place, a, b))
    }

    /// `a op b` of built-in values whose methods answer on the spot.
    fn binary_direct(&self, op: BinaryOp, in_place: bool, a: &Value, b: &Value) -> Option<NativeResult> {
        if let Some(v) = crate::types::int::wide::binary(self, op, a, b) {
            return Some(done(v));
        }
        let (ca, cb) = (self.class_of(a), self.class_of(b));
        if !ca.has(flags::PLAIN)
            || !cb.has(flags::PLAIN)
            || op == B::Mod && crate::types::float::as_f64(a).is_none()
        {
            return None;
        }
        let same = std::ptr::eq(ca, cb);
        let number = |v: &Value| v.as_small_int().is_some() || crate::types::float::as_f64(v).is_some();
        if !same && !(number(a) && number(b)) && !(op == B::Multiply && (number(a) || number(b))) {
            return None;
        }
        let (_, _, left, right, inplace) = TABLE[op as usize];
        if in_place && ca.special(self, inplace).is_some() {
            return None;
        }
        let attempts = [(ca, left, a, b), (cb, right, b, a)];
        for (class, d, x, y) in &attempts[..if same { 1 } else { 2 }] {
            let Some(m) = class.special(self, *d) else { continue };
            let native = m.payload::<NativeFunction>()?;
            let args = [Some((*x).clone()), Some((*y).clone()), None];
            match (native.row.function)(self, args.get(..native.signature.names.len())?) {
                Ok(Flow::Value(v)) if v.is_not_implemented() => {}
                answer => return Some(answer),
            }
        }
        Some(Err(self.unsupported_operands(op, in_place, a, b)))
    }

    #[cold]
    pub(crate) fn unsupported_operands(&self, op: BinaryOp, in_place: bool, a: &Value, b: &Value) -> Raised {
        let text = match (op, in_place) {
            (B::Power, false) => "** or pow()".to_string(),
            (B::Power, true) => "**=".to_string(),
            (_, true) => format!("{}=", op.text()),
            _ => op.text().to_string(),
        };
        let (ta, tb) = (self.type_name(a), self.type_name(b));
        // In place, the right operand is asked only when the left one cannot be a sequence.
        let left = self.class_of(a);
        let closed = in_place
            && op == B::Multiply
            && !repeats(a)
            && (left.has(flags::HEAPTYPE)
                || left.special(self, D::Len).is_some()
                || left.special(self, D::Contains).is_some());
        if let Some(message) = sequence_operands(op, a, b, &ta, &tb).filter(|_| !closed) {
            return self.type_error(message);
        }
        self.type_error(format!("unsupported operand type(s) for {text}: '{ta}' and '{tb}'"))
    }

    /// `a op b` on the spot.
    pub fn binary(&self, op: BinaryOp, a: &Value, b: &Value) -> Fallible<Value> {
        self.binary_with(op, false, a, b)
    }

    /// `a op= b` on the spot.
    pub fn binary_in_place(&self, op: BinaryOp, a: &Value, b: &Value) -> Fallible<Value> {
        self.binary_with(op, true, a, b)
    }

    fn binary_with(&self, op: BinaryOp, in_place: bool, a: &Value, b: &Value) -> Fallible<Value> {
        if let Some(answer) = self.binary_direct(op, in_place, a, b)
            && let Flow::Value(v) = answer?
        {
            return Ok(v);
        }
        for (m, swapped) in self.binary_attempts(op, in_place, a, b).into_iter().flatten() {
            let (x, y) = if swapped { (b, a) } else { (a, b) };
            let v = self.sync(|vm| {
                vm.call_special_flow(&m, x, std::slice::from_ref(y), Action::Native(Cont::Pass), None)
            })?;
            if !v.is_not_implemented() {
                return Ok(v);
            }
        }
        Err(self.unsupported_operands(op, in_place, a, b))
    }

    /// `-a`, `+a`, `~a`, `abs(a)`: calls the method or raises the usual TypeError (`what` is the operator's text).
    pub fn unary_flow(&self, d: Dunder, what: &str, a: &Value, action: Action) -> NativeResult {
        match self.class_of(a).special(self, d) {
            Some(m) => self.call_special_flow(&m, a, &[], action, None),
            None => Err(self.type_error(format!("bad operand type for {what}: '{}'", self.type_name(a)))),
        }
    }

    /// The truth of values that need no method.
    #[inline(always)]
    pub(crate) fn truth_fast(&self, v: &Value) -> Option<bool> {
        if let Some(b) = v.as_bool() {
            return Some(b);
        }
        if v.is_none() {
            return Some(false);
        }
        if let Some(i) = v.as_small_int() {
            return Some(i != 0);
        }
        if let Some(s) = self.exact_str(v) {
            return Some(!s.is_empty());
        }
        None
    }

    /// `bool(v)`.
    pub fn truth_flow(&self, v: &Value, action: Action) -> NativeResult {
        if let Some(b) = self.truth_fast(v) {
            return done(Value::bool(b));
        }
        if let Some(b) = self.truth_direct(v) {
            return done(Value::bool(b));
        }
        let class = self.class_of(v);
        if let Some(m) = class.special(self, Dunder::Bool).filter(|m| !m.is_none()) {
            return self.continue_with(action, Cont::MustBeBool, None, |vm, inner| {
                vm.call_special_flow(&m, v, &[], inner, None)
            });
        }
        if let Some(m) = class.special(self, Dunder::Len) {
            return self.continue_with(action, Cont::LenToBool, None, |vm, inner| {
                vm.call_special_flow(&m, v, &[], inner, None)
            });
        }
        done(Value::True)
    }

    /// The truth of a value, on the spot.
    #[inline]
    pub fn is_true(&self, v: &Value) -> Fallible<bool> {
        match self.truth_fast(v) {
            Some(b) => Ok(b),
            None if let Some(b) = self.truth_direct(v) => Ok(b),
            None => Ok(self.sync(|vm| vm.truth_flow(v, Action::Native(Cont::Pass)))?.is_true()),
        }
    }

    /// `operator.index(v)`: the int as a value. Error when it has no `__index__`.
    pub fn index(&self, v: &Value) -> Fallible<Value> {
        if crate::types::int::is_int(v) {
            return Ok(v.clone());
        }
        let Some(m) = self.class_of(v).special(self, Dunder::Index) else {
            let name = self.type_name(v);
            return Err(self.type_error(format!("'{name}' object cannot be interpreted as an integer")));
        };
        let i = self.sync(|vm| vm.call_special_flow(&m, v, &[], Action::Native(Cont::Pass), None))?;
        if crate::types::int::is_int(&i) {
            return Ok(i);
        }
        let name = self.type_name(&i);
        Err(self.type_error(format!("__index__ returned non-int (type {name})")))
    }

    /// The same as a big int.
    pub fn index_bigint(&self, v: &Value) -> Fallible<BigInt> {
        let i = self.index(v)?;
        Ok(crate::types::int::as_bigint(&i).map(|c| c.into_owned()).unwrap_or_default())
    }

    /// The same as an `i64`; IndexError `cannot fit 'T' into an index-sized integer` when too large.
    pub fn index_i64(&self, v: &Value) -> Fallible<i64> {
        let i = self.index(v)?;
        crate::types::int::as_i64(&i).ok_or_else(|| {
            self.index_error(format!("cannot fit '{}' into an index-sized integer", self.type_name(v)))
        })
    }

    /// The same, clamped to the range of `i64`: for slices and counts.
    pub fn index_clamped(&self, v: &Value) -> Fallible<i64> {
        let i = self.index(v)?;
        Ok(crate::types::int::as_i64(&i).unwrap_or_else(|| {
            let negative =
                crate::types::int::as_bigint(&i).is_some_and(|b| b.sign() == num_bigint::Sign::Minus);
            if negative { i64::MIN } else { i64::MAX }
        }))
    }
}
