//! What `list`, `tuple` and other native containers share: subscripts, repetition, comparison, `repr`, constructor checks.
//!
//! It knows no type's layout beyond what it is handed; the types' own folders hold the rest.

use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::native::{Slot, arg};
use crate::protocol::CompareOp;
use crate::types::slice::Span;
use crate::types::type_object::flags;
use crate::types::{Slice, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Payload, Ref, Value};

/// What stands between square brackets.
pub enum Subscript {
    /// An index, negative ones not yet resolved.
    Index(i64),
    /// Unpacked parts of a slice.
    Slice(SliceParts),
}

/// Start, stop and step of a slice as numbers.
#[derive(Clone, Copy)]
pub struct SliceParts {
    /// Start, when given.
    pub start: Option<i64>,
    /// Stop, when given.
    pub stop: Option<i64>,
    /// Step, never zero.
    pub step: i64,
}

impl SliceParts {
    /// The slice of a sequence of this length.
    pub fn span(self, len: usize) -> Span {
        Span::clamp(self.start, self.stop, self.step, len)
    }
}

impl Subscript {
    /// Reads a key. `what` is the container's name in the message for keys of a wrong type.
    pub fn of(vm: &Vm, key: &Value, what: &str) -> Fallible<Subscript> {
        if let Some(i) = key.as_small_int() {
            return Ok(Subscript::Index(i));
        }
        if let Some(s) = key.payload::<Slice>() {
            return Ok(Subscript::Slice(slice_parts(vm, s)?));
        }
        if !has_index(vm, key) {
            let name = vm.type_name(key);
            return Err(vm.type_error(format!("{what} indices must be integers or slices, not {name}")));
        }
        Ok(Subscript::Index(vm.index_i64(key)?))
    }
}

/// Can it stand for an int?
pub fn has_index(vm: &Vm, v: &Value) -> bool {
    crate::types::int::is_int(v) || vm.class_of(v).special(vm, Dunder::Index).is_some()
}

/// The numbers of a slice. Its parts' `__index__` may run Python.
pub fn slice_parts(vm: &Vm, s: &Slice) -> Fallible<SliceParts> {
    let step = match part(vm, &s.step)? {
        Some(0) => return Err(vm.value_error("slice step cannot be zero")),
        Some(i) => i.max(-i64::MAX),
        None => 1,
    };
    Ok(SliceParts { start: part(vm, &s.start)?, stop: part(vm, &s.stop)?, step })
}

fn part(vm: &Vm, v: &Value) -> Fallible<Option<i64>> {
    if v.is_none() {
        return Ok(None);
    }
    if !has_index(vm, v) {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    vm.index_clamped(v).map(Some)
}

/// A bound of `index(x, start, stop)`, clamped to `0..=len` by the caller.
pub fn bound(vm: &Vm, slot: &Slot, default: i64) -> Fallible<i64> {
    match slot {
        None => Ok(default),
        Some(v) if !has_index(vm, v) => {
            Err(vm.type_error("slice indices must be integers or have an __index__ method"))
        }
        Some(v) => vm.index_clamped(v),
    }
}

/// A bound, counted from the end when negative.
pub fn from_end(i: i64, len: usize) -> usize {
    let i = if i < 0 { i.saturating_add(len as i64).max(0) } else { i };
    usize::try_from(i).unwrap_or(usize::MAX)
}

/// A resolved index, when it is inside.
#[inline]
pub fn resolve(i: i64, len: usize) -> Option<usize> {
    let at = if i < 0 { i.checked_add(len as i64)? } else { i };
    usize::try_from(at).ok().filter(|at| *at < len)
}

/// Does the other operand's class have this reflected method in Python? Then it gets its turn before our message.
pub fn reflects(vm: &Vm, other: &Value, d: Dunder) -> bool {
    let class = vm.class_of(other);
    class.has(flags::HEAPTYPE) && class.special(vm, d).is_some()
}

/// The count of a repetition; `None` when the other operand may know better.
pub fn repeat_count(vm: &Vm, other: &Value, d: Dunder) -> Fallible<Option<usize>> {
    if reflects(vm, other, d) || !has_index(vm, other) {
        return Ok(None);
    }
    let i = vm.index(other)?;
    match crate::types::int::as_i64(&i) {
        Some(n) => Ok(Some(usize::try_from(n).unwrap_or(0))),
        None => {
            let name = vm.type_name(other);
            Err(vm.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

/// The items `count` times over.
pub fn repeated(vm: &Vm, items: &[Value], count: usize) -> Fallible<Vec<Value>> {
    let mut out = Vec::new();
    let total = items.len().checked_mul(count).filter(|n| *n <= isize::MAX as usize / size_of::<Value>());
    match total {
        Some(n) if out.try_reserve_exact(n).is_ok() => {}
        _ => return Err(vm.error_with(&vm.exceptions.memory_error, vec![])),
    }
    for _ in 0..if items.is_empty() { 0 } else { count } {
        out.extend_from_slice(items);
    }
    Ok(out)
}

/// Compares two sequences item by item. The getters read the sequences afresh, since Python code may change them meanwhile.
/// Lists and tuples have a task for this (`walk.rs`).
pub fn compare(
    vm: &Vm,
    op: CompareOp,
    a: impl Fn(usize) -> Option<Value>,
    b: impl Fn(usize) -> Option<Value>,
    len: impl Fn() -> (usize, usize),
) -> NativeResult {
    vm.check_native_stack()?;
    let (la, lb) = len();
    if la != lb && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return done(Value::bool(op == CompareOp::Ne));
    }
    let mut i = 0;
    while let (Some(x), Some(y)) = (a(i), b(i)) {
        if vm.eq(&x, &y)? {
            i += 1;
            continue;
        }
        return match op {
            CompareOp::Eq => done(Value::False),
            CompareOp::Ne => done(Value::True),
            _ => done(vm.compare(op, &x, &y)?),
        };
    }
    let (la, lb) = len();
    done(Value::bool(op.holds(la.cmp(&lb))))
}

/// The class that `__new__` received, checked to be `base` or derived from it.
pub fn class_arg<'a, T: Payload>(vm: &Vm, args: &'a [Slot], base: &Ref<Type>) -> Fallible<&'a Ref<Type>> {
    let name = base.name();
    let Some(class) = arg(args, 0).as_ref::<Type>() else {
        let t = vm.type_name(arg(args, 0));
        return Err(vm.type_error(format!("{name}.__new__(X): X is not a type object ({t})")));
    };
    if !class.is_subtype_of(base) || !class.has_layout::<T>() {
        let c = class.name();
        return Err(vm.type_error(format!("{name}.__new__({c}): {c} is not a subtype of {name}")));
    }
    Ok(class)
}

/// The receiver of a native method, which the caller's descriptor has checked already.
pub fn receiver<'a, T: Payload>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<T>> {
    as_type(vm, arg(args, 0))
}

/// A value that must have this layout.
pub fn as_type<'a, T: Payload>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<T>> {
    v.as_ref::<T>().ok_or_else(|| {
        let name = vm.type_name(v);
        vm.type_error(format!("descriptor doesn't apply to a '{name}' object"))
    })
}

/// The only positional argument of a constructor with `*args` in slot 1 and `**kwargs` in slot 2.
pub fn one_argument(vm: &Vm, name: &str, args: &[Slot], keywords: Keywords) -> Fallible<Option<Value>> {
    if keywords == Keywords::Refused
        && let Some(Some(kw)) = args.get(2)
        && vm.len(kw)? > 0
    {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    let Some(given) = args.get(1).and_then(Option::as_ref).and_then(|t| t.payload::<Tuple>()) else {
        return Ok(None);
    };
    if given.len() > 1 {
        return Err(vm.type_error(format!("{name} expected at most 1 argument, got {}", given.len())));
    }
    Ok(given.first().cloned())
}

/// What a constructor does with keyword arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keywords {
    /// TypeError.
    Refused,
    /// They are for somebody else (a subclass's `__init__`).
    Ignored,
}

/// `Refused` unless a subclass brings its own method in place of the base's.
pub fn keywords_of(vm: &Vm, class: &Type, base: &Ref<Type>, d: Dunder) -> Keywords {
    let same = match (class.special(vm, d), base.special(vm, d)) {
        (Some(a), Some(b)) => a.is(&b),
        (a, b) => a.is_none() && b.is_none(),
    };
    if std::ptr::eq(class, &**base) || same { Keywords::Refused } else { Keywords::Ignored }
}

/// `type[item]` for the `__class_getitem__` of built-in containers.
pub fn class_getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_generic_alias(arg(args, 0), arg(args, 1)))
}

/// `(iter, (source,), index)` or, when exhausted, `(iter, (empty,))`.
pub fn reduce_iterator(vm: &Vm, maker: &Value, source: Value, index: Option<i64>) -> NativeResult {
    let mut parts = vec![maker.clone(), vm.new_tuple(vec![source]).into()];
    if let Some(i) = index {
        parts.push(vm.new_int(i));
    }
    done(vm.new_tuple(parts))
}

/// What a name of `builtins` stands for now, for pickling. The search can run Python (a key with an `__eq__` of its own), so
/// callers look at their own state afterwards.
pub fn builtin(vm: &Vm, name: &str) -> Fallible<Value> {
    let key = vm.intern(name);
    match vm.builtins.get(vm, key.value())? {
        Some(v) => Ok(v),
        None => Err(vm.attribute_error_text(name)),
    }
}

/// Calls a special method in tail position.
pub fn tail_special(vm: &Vm, method: &Value, receiver: &Value, args: &[Value]) -> NativeResult {
    vm.call_special_flow(method, receiver, args, Action::Native(Cont::Pass), None)
}

/// Has its class a way to iterate?
pub fn is_iterable(vm: &Vm, v: &Value) -> bool {
    let class = vm.class_of(v);
    match class.special(vm, Dunder::Iter) {
        Some(m) => !m.is_none(),
        None => class.special(vm, Dunder::GetItem).is_some(),
    }
}
