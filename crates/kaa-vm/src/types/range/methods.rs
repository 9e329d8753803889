//! Method table of `range`. Numbers are big integers in all computations; iteration goes over to machine numbers when it can.

use super::{LongRangeIterator, Range};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, member, method, static_method};
use crate::types::exception::class_argument;
use crate::types::int::{as_bigint, as_i64, is_int};
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Slice, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cell::RefCell;

/// A range's numbers.
struct Numbers {
    start: BigInt,
    stop: BigInt,
    step: BigInt,
    length: BigInt,
}

fn big(v: &Value) -> BigInt {
    as_bigint(v).map(|c| c.into_owned()).unwrap_or_default()
}

impl Numbers {
    fn of(r: &Range) -> Numbers {
        Numbers { start: big(&r.start), stop: big(&r.stop), step: big(&r.step), length: big(&r.length) }
    }
    fn new(start: BigInt, stop: BigInt, step: BigInt) -> Numbers {
        let (low, high) = if step.is_negative() { (&stop, &start) } else { (&start, &stop) };
        let length =
            if low < high { (high - low - 1u8).div_floor(&step.abs()) + 1u8 } else { BigInt::zero() };
        Numbers { start, stop, step, length }
    }
    fn item(&self, i: &BigInt) -> BigInt {
        &self.start + &self.step * i
    }
    fn into_range(self, vm: &Vm) -> Value {
        let range = Range {
            start: vm.new_bigint(self.start),
            stop: vm.new_bigint(self.stop),
            step: vm.new_bigint(self.step),
            length: vm.new_bigint(self.length),
        };
        vm.new_object(&vm.types.range, range).into()
    }
    /// The index of a number in the range.
    fn index_of(&self, n: &BigInt) -> Option<BigInt> {
        if self.length.is_zero() {
            return None;
        }
        let (q, r) = (n - &self.start).div_mod_floor(&self.step);
        (r.is_zero() && !q.is_negative() && q < self.length).then_some(q)
    }
    fn iterate(self, vm: &Vm) -> Value {
        let end = &self.start + &self.step * &self.length;
        let small = |n: &BigInt| n.to_i64().filter(|i| Value::small_int(*i).is_some());
        if let (Some(start), Some(_), Some(step), Some(count)) =
            (small(&self.start), small(&end), small(&self.step), self.length.to_u64())
        {
            return vm.new_range_iterator(start, step, count);
        }
        let it = LongRangeIterator {
            next: RefCell::new(self.start),
            step: self.step,
            left: RefCell::new(self.length),
        };
        vm.new_object(&vm.types.longrange_iterator, it).into()
    }
}

fn receiver<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Range>> {
    v.as_ref::<Range>().ok_or_else(|| {
        vm.type_error(format!("descriptor requires a 'range' object but received a '{}'", vm.type_name(v)))
    })
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    class_argument(vm, args, &vm.types.range)?;
    if args.get(2).and_then(Option::as_ref).is_some() {
        return Err(vm.type_error("range() takes no keyword arguments"));
    }
    let rest = super::super::exception::rest(vm, args, 1);
    let (start, stop, step) = match &rest[..] {
        [] => return Err(vm.type_error("range expected at least 1 argument, got 0")),
        [stop] => (Value::small_int_unchecked(0), vm.index(stop)?, Value::small_int_unchecked(1)),
        [start, stop] => (vm.index(start)?, vm.index(stop)?, Value::small_int_unchecked(1)),
        [start, stop, step] => (vm.index(start)?, vm.index(stop)?, vm.index(step)?),
        _ => return Err(vm.type_error(format!("range expected at most 3 arguments, got {}", rest.len()))),
    };
    if as_i64(&step) == Some(0) {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    if let (Some(a), Some(b), Some(1)) = (start.as_small_int(), stop.as_small_int(), step.as_small_int()) {
        let length = vm.new_int((b - a).max(0));
        return done(vm.new_object(&vm.types.range, Range { start, stop, step, length }));
    }
    done(Numbers::new(big(&start), big(&stop), big(&step)).into_range(vm))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let r = receiver(vm, arg(args, 0))?;
    let (start, stop) = (vm.repr(&r.start)?, vm.repr(&r.stop)?);
    let mut text = format!("range({}, {}", start.to_string_lossy(), stop.to_string_lossy());
    if as_i64(&r.step) != Some(1) {
        text.push_str(", ");
        text.push_str(&vm.repr(&r.step)?.to_string_lossy());
    }
    text.push(')');
    done(vm.new_str(&text))
}

/// What two equal ranges have in common: length, start unless empty, step unless shorter than two.
fn identity(r: &Range) -> (Value, Value, Value) {
    match as_i64(&r.length) {
        Some(0) => (r.length.clone(), Value::None, Value::None),
        Some(1) => (r.length.clone(), r.start.clone(), Value::None),
        _ => (r.length.clone(), r.start.clone(), r.step.clone()),
    }
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (a, b, c) = identity(receiver(vm, arg(args, 0))?);
    let t: Value = vm.new_tuple(vec![a, b, c]).into();
    done(vm.new_int(vm.hash(&t)?))
}

fn same(a: &Range, b: &Range) -> bool {
    let equal = |x: &Value, y: &Value| {
        x.is(y) || matches!((as_bigint(x), as_bigint(y)), (Some(p), Some(q)) if p == q)
    };
    let (x, y) = (identity(a), identity(b));
    equal(&x.0, &y.0) && equal(&x.1, &y.1) && equal(&x.2, &y.2)
}

fn eq(_: &Vm, args: &[Slot]) -> NativeResult {
    match (arg(args, 0).payload::<Range>(), arg(args, 1).payload::<Range>()) {
        (Some(a), Some(b)) => done(Value::bool(same(a, b))),
        _ => done(Value::NotImplemented),
    }
}
fn ne(_: &Vm, args: &[Slot]) -> NativeResult {
    match (arg(args, 0).payload::<Range>(), arg(args, 1).payload::<Range>()) {
        (Some(a), Some(b)) => done(Value::bool(!same(a, b))),
        _ => done(Value::NotImplemented),
    }
}
fn unordered(_: &Vm, _: &[Slot]) -> NativeResult {
    done(Value::NotImplemented)
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let r = receiver(vm, arg(args, 0))?;
    if let (Some(a), Some(b), Some(1)) =
        (r.start.as_small_int(), r.stop.as_small_int(), r.step.as_small_int())
    {
        return done(vm.new_range_iterator(a, 1, (b - a).max(0) as u64));
    }
    done(Numbers::of(r).iterate(vm))
}

fn reversed(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = Numbers::of(receiver(vm, arg(args, 0))?);
    let last = if n.length.is_zero() { n.start.clone() } else { n.item(&(&n.length - 1u8)) };
    let back = Numbers { start: last, stop: n.start, step: -n.step, length: n.length };
    done(back.iterate(vm))
}

fn truth(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(as_i64(&receiver(vm, arg(args, 0))?.length) != Some(0)))
}

fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    let length = &receiver(vm, arg(args, 0))?.length;
    if as_i64(length).is_none() {
        return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
    }
    done(length.clone())
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (r, key) = (receiver(vm, arg(args, 0))?, arg(args, 1));
    if let Some(s) = key.payload::<Slice>() {
        return subrange(vm, &Numbers::of(r), s);
    }
    if !is_int(key) && vm.class_of(key).special(vm, Dunder::Index).is_none() {
        let name = vm.type_name(key);
        return Err(vm.type_error(format!("range indices must be integers or slices, not {name}")));
    }
    let n = Numbers::of(r);
    let mut i = vm.index_bigint(key)?;
    if i.is_negative() {
        i += &n.length;
    }
    if i.is_negative() || i >= n.length {
        return Err(vm.index_error("range object index out of range"));
    }
    done(vm.new_bigint(n.item(&i)))
}

fn subrange(vm: &Vm, n: &Numbers, s: &Slice) -> NativeResult {
    let (start, stop, step) = crate::types::slice::methods::indices_of(vm, s, &n.length)?;
    done(Numbers::new(n.item(&start), n.item(&stop), &n.step * step).into_range(vm))
}

/// Is it exactly an `int` or a bool, so that arithmetic answers what comparing each item would?
fn plain_int(vm: &Vm, v: &Value) -> bool {
    is_int(v) && (vm.is_exact(v, &vm.types.int) || v.as_bool().is_some())
}

/// Counts, or finds, an item of any type by comparing.
fn search(vm: &Vm, r: &Ref<Range>, item: &Value, stop_at_first: bool) -> Fallible<(i64, Option<i64>)> {
    let it = vm.iter(r.value())?;
    let (mut count, mut at, mut first) = (0, 0, None);
    while let Some(v) = vm.next(&it)? {
        if vm.eq(&v, item)? {
            count += 1;
            first = first.or(Some(at));
            if stop_at_first {
                break;
            }
        }
        at += 1;
    }
    Ok((count, first))
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (r, item) = (receiver(vm, arg(args, 0))?, arg(args, 1));
    if plain_int(vm, item) {
        return done(Value::bool(Numbers::of(r).index_of(&big(item)).is_some()));
    }
    done(Value::bool(search(vm, r, item, true)?.0 > 0))
}

fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (r, item) = (receiver(vm, arg(args, 0))?, arg(args, 1));
    if plain_int(vm, item) {
        return done(vm.new_int(i64::from(Numbers::of(r).index_of(&big(item)).is_some())));
    }
    done(vm.new_int(search(vm, r, item, false)?.0))
}

fn index(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (r, item) = (receiver(vm, arg(args, 0))?, arg(args, 1));
    if plain_int(vm, item) {
        return match Numbers::of(r).index_of(&big(item)) {
            Some(i) => done(vm.new_bigint(i)),
            None => Err(vm.value_error("range.index(x): x not in range")),
        };
    }
    match search(vm, r, item, true)?.1 {
        Some(i) => done(vm.new_int(i)),
        None => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let r = receiver(vm, v)?;
    let parts: Ref<Tuple> = vm.new_tuple(vec![r.start.clone(), r.stop.clone(), r.step.clone()]);
    done(vm.new_tuple(vec![vm.class_ref(v).into(), parts.into()]))
}

/// `(iter, (range,), None)`, as the iterators reduce.
pub(super) fn reduced_iterator(vm: &Vm, rest: Range) -> NativeResult {
    let range: Value = vm.new_object(&vm.types.range, rest).into();
    let iter = crate::types::sequence::builtin(vm, "iter")?;
    done(vm.new_tuple(vec![iter, vm.new_tuple(vec![range]).into(), Value::None]))
}

fn get_start(vm: &Vm, v: &Value) -> NativeResult {
    done(receiver(vm, v)?.start.clone())
}
fn get_stop(vm: &Vm, v: &Value) -> NativeResult {
    done(receiver(vm, v)?.stop.clone())
}
fn get_step(vm: &Vm, v: &Value) -> NativeResult {
    done(receiver(vm, v)?.step.clone())
}

const UNARY: &str = "($self, /)";
const BINARY: &str = "($self, value, /)";
const KEY: &str = "($self, key, /)";

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__repr__", UNARY, repr, "Return repr(self)."),
    method("__hash__", UNARY, hash, "Return hash(self)."),
    method("__lt__", BINARY, unordered, "Return self<value."),
    method("__le__", BINARY, unordered, "Return self<=value."),
    method("__eq__", BINARY, eq, "Return self==value."),
    method("__ne__", BINARY, ne, "Return self!=value."),
    method("__gt__", BINARY, unordered, "Return self>value."),
    method("__ge__", BINARY, unordered, "Return self>=value."),
    method("__iter__", UNARY, iter, "Implement iter(self)."),
    method("__bool__", UNARY, truth, "True if self else False"),
    method("__len__", UNARY, len, "Return len(self)."),
    method("__getitem__", KEY, getitem, "Return self[key]."),
    method("__contains__", KEY, contains, "Return bool(key in self)."),
    method("__reversed__", UNARY, reversed, "Return a reverse iterator."),
    method("__reduce__", UNARY, reduce, ""),
    method(
        "count",
        "($self, object, /)",
        count,
        "rangeobject.count(value) -> integer -- return number of occurrences of value",
    ),
    method(
        "index",
        "($self, object, /)",
        index,
        "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.",
    ),
];

static GETSET: &[GetSet] =
    &[member("start", get_start, ""), member("stop", get_stop, ""), member("step", get_step, "")];

/// The type `range`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "range",
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.",
    methods: METHODS,
    getset: GETSET,
    flags: flags::SEQUENCE,
    ..TypeSpec::EMPTY
};
