//! Method table of `slice`.

use super::Slice;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, member, method, static_method};
use crate::protocol::CompareOp;
use crate::types::Tuple;
use crate::types::exception::class_argument;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

fn receiver<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Slice>> {
    v.as_ref::<Slice>().ok_or_else(|| {
        vm.type_error(format!("descriptor requires a 'slice' object but received a '{}'", vm.type_name(v)))
    })
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    class_argument(vm, args, &vm.types.slice)?;
    if args.get(2).and_then(Option::as_ref).is_some() {
        return Err(vm.type_error("slice() takes no keyword arguments"));
    }
    let rest = crate::types::exception::rest(vm, args, 1);
    let none = || Value::None;
    match &rest[..] {
        [] => Err(vm.type_error("slice expected at least 1 argument, got 0")),
        [stop] => done(vm.new_slice(none(), stop.clone(), none())),
        [start, stop] => done(vm.new_slice(start.clone(), stop.clone(), none())),
        [start, stop, step] => done(vm.new_slice(start.clone(), stop.clone(), step.clone())),
        _ => Err(vm.type_error(format!("slice expected at most 3 arguments, got {}", rest.len()))),
    }
}

fn parts(vm: &Vm, s: &Slice) -> Ref<Tuple> {
    vm.new_tuple(vec![s.start.clone(), s.stop.clone(), s.step.clone()])
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = receiver(vm, arg(args, 0))?;
    let (a, b, c) = (vm.repr(&s.start)?, vm.repr(&s.stop)?, vm.repr(&s.step)?);
    done(vm.new_str_owned([b"slice(", a.as_bytes(), b", ", b.as_bytes(), b", ", c.as_bytes(), b")"].concat()))
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = receiver(vm, arg(args, 0))?;
    let hashes = [vm.hash(&s.start)?, vm.hash(&s.stop)?, vm.hash(&s.step)?];
    done(vm.new_int(slice_hash(hashes)))
}

/// As the hash of a tuple, without its final step.
fn slice_hash(hashes: [i64; 3]) -> i64 {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;
    let mixed = hashes.iter().fold(PRIME_5, |acc, h| {
        acc.wrapping_add((*h as u64).wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1)
    });
    if mixed == u64::MAX { 1_546_275_796 } else { mixed as i64 }
}

fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let (a, b) = (arg(args, 0), arg(args, 1));
    let (Some(x), Some(y)) = (a.payload::<Slice>(), b.payload::<Slice>()) else {
        return done(Value::NotImplemented);
    };
    if a.is(b) {
        return done(Value::bool(op.holds(std::cmp::Ordering::Equal)));
    }
    done(vm.compare(op, parts(vm, x).value(), parts(vm, y).value())?)
}
fn lt(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Lt)
}
fn le(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Le)
}
fn eq(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Eq)
}
fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Ne)
}
fn gt(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Gt)
}
fn ge(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Ge)
}

fn part(vm: &Vm, v: &Value) -> Fallible<Option<BigInt>> {
    if v.is_none() {
        return Ok(None);
    }
    super::check_part(vm, v)?;
    Ok(Some(vm.index_bigint(v)?))
}

/// `slice.indices(length)` with numbers of any size: start, stop, step.
pub(crate) fn indices_of(vm: &Vm, s: &Slice, length: &BigInt) -> Fallible<(BigInt, BigInt, BigInt)> {
    let step = part(vm, &s.step)?.unwrap_or_else(BigInt::one);
    if step.is_zero() {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let back = step.is_negative();
    let (low, high) = if back { (-BigInt::one(), length - 1u8) } else { (BigInt::zero(), length.clone()) };
    let fit = |v: BigInt| {
        let v = if v.is_negative() { v + length } else { v };
        v.max(low.clone()).min(high.clone())
    };
    let start = part(vm, &s.start)?.map_or_else(|| if back { high.clone() } else { low.clone() }, fit);
    let stop = part(vm, &s.stop)?.map_or_else(|| if back { low.clone() } else { high.clone() }, fit);
    Ok((start, stop, step))
}

fn indices(vm: &Vm, args: &[Slot]) -> NativeResult {
    let length = vm.index_bigint(arg(args, 1))?;
    if length.is_negative() {
        return Err(vm.value_error("length should not be negative"));
    }
    let (start, stop, step) = indices_of(vm, receiver(vm, arg(args, 0))?, &length)?;
    done(vm.new_tuple(vec![vm.new_bigint(start), vm.new_bigint(stop), vm.new_bigint(step)]))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = receiver(vm, arg(args, 0))?;
    done(vm.new_tuple(vec![vm.types.slice.clone().into(), parts(vm, s).into()]))
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

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__repr__", UNARY, repr, "Return repr(self)."),
    method("__hash__", UNARY, hash, "Return hash(self)."),
    method("__lt__", BINARY, lt, "Return self<value."),
    method("__le__", BINARY, le, "Return self<=value."),
    method("__eq__", BINARY, eq, "Return self==value."),
    method("__ne__", BINARY, ne, "Return self!=value."),
    method("__gt__", BINARY, gt, "Return self>value."),
    method("__ge__", BINARY, ge, "Return self>=value."),
    method("indices", "($self, object, /)", indices, "S.indices(len) -> (start, stop, stride)"),
    method("__reduce__", UNARY, reduce, "Return state information for pickling."),
];

static GETSET: &[GetSet] =
    &[member("start", get_start, ""), member("stop", get_stop, ""), member("step", get_step, "")];

/// The type `slice`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "slice",
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.\n\nThis is used for extended slicing (e.g. a[0:10:2]).",
    methods: METHODS,
    getset: GETSET,
    ..TypeSpec::EMPTY
};
