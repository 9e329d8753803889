//! Method table of `int`, and the methods that are not operators.

use super::construct::{exact, new};
use super::{as_bigint, bytes, ops, text};
use crate::flow::{NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, class_method, getter, method, static_method};
use crate::types::Str;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_data::number::{convert, hash as number_hash, int};
use kaa_heap::Value;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use std::borrow::Cow;

fn number<'a>(args: &'a [Slot]) -> Cow<'a, BigInt> {
    as_bigint(arg(args, 0)).unwrap_or_default()
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(i) = arg(args, 0).as_small_int() {
        return done(vm.new_str(&i.to_string()));
    }
    let text = text::decimal(vm, &number(args))?;
    done(vm.new_str(&text))
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(number_hash::int(&number(args))))
}

fn itself(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(exact(vm, arg(args, 0)))
}

fn float(vm: &Vm, args: &[Slot]) -> NativeResult {
    match convert::int_to_float(&number(args)) {
        Ok(f) => done(vm.new_float(f)),
        Err(e) => Err(vm.data_error(&e)),
    }
}

fn bit_length(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(number(args).bits() as i64))
}

fn bit_count(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(int::bit_count(&number(args)) as i64))
}

fn as_integer_ratio(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_tuple(vec![exact(vm, arg(args, 0)), vm.new_int(1)]))
}

fn round(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(digits) = args[1].as_ref().filter(|d| !d.is_none()) else { return itself(vm, args) };
    let digits = vm.index_bigint(digits)?;
    if !digits.is_negative() {
        return itself(vm, args);
    }
    let digits = digits.magnitude().to_u64().unwrap_or(u64::MAX);
    done(vm.new_bigint(int::round_to_power_of_ten(&number(args), digits)))
}

fn getnewargs(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_tuple(vec![exact(vm, arg(args, 0))]))
}

fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    let digits = number(args).bits().div_ceil(30).max(1);
    done(vm.new_int(24 + 4 * digits as i64))
}

fn is_integer(_: &Vm, _: &[Slot]) -> NativeResult {
    done(Value::True)
}

/// `int.__format__`.
fn format(vm: &Vm, args: &[Slot]) -> NativeResult {
    let spec = arg(args, 1);
    let Some(s) = spec.payload::<Str>() else {
        return Err(vm.type_error(format!(
            "__format__() argument must be str, not {}",
            crate::types::exception::shown_type(vm, spec)
        )));
    };
    if s.is_empty() {
        return done(vm.str(arg(args, 0))?);
    }
    let out = crate::types::float::format::int(&number(args), s.as_bytes(), &vm.type_name(arg(args, 0)));
    match out {
        Ok(b) => done(vm.new_str_owned(b)),
        Err(e) => Err(vm.data_error(&e)),
    }
}

fn get_itself(vm: &Vm, v: &Value) -> NativeResult {
    done(exact(vm, v))
}
fn get_zero(vm: &Vm, _: &Value) -> NativeResult {
    done(vm.new_int(0))
}
fn get_one(vm: &Vm, _: &Value) -> NativeResult {
    done(vm.new_int(1))
}

const BINARY: &str = "($self, value, /)";
const UNARY: &str = "($self, /)";
const POWER: &str = "($self, value, mod=None, /)";

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, x=0, /, base=10)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__repr__", UNARY, repr, "Return repr(self)."),
    method("__hash__", UNARY, hash, "Return hash(self)."),
    method("__lt__", BINARY, ops::lt, "Return self<value."),
    method("__le__", BINARY, ops::le, "Return self<=value."),
    method("__eq__", BINARY, ops::eq, "Return self==value."),
    method("__ne__", BINARY, ops::ne, "Return self!=value."),
    method("__gt__", BINARY, ops::gt, "Return self>value."),
    method("__ge__", BINARY, ops::ge, "Return self>=value."),
    method("__add__", BINARY, ops::add, "Return self+value."),
    method("__radd__", BINARY, ops::radd, "Return value+self."),
    method("__sub__", BINARY, ops::sub, "Return self-value."),
    method("__rsub__", BINARY, ops::rsub, "Return value-self."),
    method("__mul__", BINARY, ops::mul, "Return self*value."),
    method("__rmul__", BINARY, ops::rmul, "Return value*self."),
    method("__mod__", BINARY, ops::modulo, "Return self%value."),
    method("__rmod__", BINARY, ops::rmodulo, "Return value%self."),
    method("__divmod__", BINARY, ops::divmod, "Return divmod(self, value)."),
    method("__rdivmod__", BINARY, ops::rdivmod, "Return divmod(value, self)."),
    method("__pow__", POWER, ops::pow, "Return pow(self, value, mod)."),
    method("__rpow__", POWER, ops::rpow, "Return pow(value, self, mod)."),
    method("__neg__", UNARY, ops::neg, "-self"),
    method("__pos__", UNARY, itself, "+self"),
    method("__abs__", UNARY, ops::abs, "abs(self)"),
    method("__bool__", UNARY, ops::truth, "True if self else False"),
    method("__invert__", UNARY, ops::invert, "~self"),
    method("__lshift__", BINARY, ops::lshift, "Return self<<value."),
    method("__rlshift__", BINARY, ops::rlshift, "Return value<<self."),
    method("__rshift__", BINARY, ops::rshift, "Return self>>value."),
    method("__rrshift__", BINARY, ops::rrshift, "Return value>>self."),
    method("__and__", BINARY, ops::and, "Return self&value."),
    method("__rand__", BINARY, ops::rand, "Return value&self."),
    method("__xor__", BINARY, ops::xor, "Return self^value."),
    method("__rxor__", BINARY, ops::rxor, "Return value^self."),
    method("__or__", BINARY, ops::or, "Return self|value."),
    method("__ror__", BINARY, ops::ror, "Return value|self."),
    method("__int__", UNARY, itself, "int(self)"),
    method("__float__", UNARY, float, "float(self)"),
    method("__floordiv__", BINARY, ops::floordiv, "Return self//value."),
    method("__rfloordiv__", BINARY, ops::rfloordiv, "Return value//self."),
    method("__truediv__", BINARY, ops::truediv, "Return self/value."),
    method("__rtruediv__", BINARY, ops::rtruediv, "Return value/self."),
    method(
        "__index__",
        UNARY,
        itself,
        "Return self converted to an integer, if self is suitable for use as an index into a list.",
    ),
    method("conjugate", UNARY, itself, "Returns self, the complex conjugate of any int."),
    method("bit_length", UNARY, bit_length, "Number of bits necessary to represent self in binary."),
    method(
        "bit_count",
        UNARY,
        bit_count,
        "Number of ones in the binary representation of the absolute value of self.",
    ),
    method(
        "to_bytes",
        "($self, /, length=1, byteorder='big', *, signed=False)",
        bytes::to_bytes,
        "Return an array of bytes representing an integer.",
    ),
    class_method(
        "from_bytes",
        "($type, /, bytes, byteorder='big', *, signed=False)",
        bytes::from_bytes,
        "Return the integer represented by the given array of bytes.",
    ),
    method(
        "as_integer_ratio",
        UNARY,
        as_integer_ratio,
        "Return a pair of integers, whose ratio is equal to the original int.",
    ),
    method("__trunc__", UNARY, itself, "Truncating an Integral returns itself."),
    method("__floor__", UNARY, itself, "Flooring an Integral returns itself."),
    method("__ceil__", UNARY, itself, "Ceiling of an Integral returns itself."),
    method("__round__", "($self, ndigits=None, /)", round, "Rounding an Integral returns itself."),
    method("__getnewargs__", UNARY, getnewargs, ""),
    method("__format__", "($self, format_spec, /)", format, "Convert to a string according to format_spec."),
    method("__sizeof__", UNARY, sizeof, "Returns size in memory, in bytes."),
    method(
        "is_integer",
        UNARY,
        is_integer,
        "Returns True. Exists for duck type compatibility with float.is_integer.",
    ),
];

static GETSET: &[GetSet] = &[
    getter("real", get_itself, "the real part of a complex number"),
    getter("imag", get_zero, "the imaginary part of a complex number"),
    getter("numerator", get_itself, "the numerator of a rational number in lowest terms"),
    getter("denominator", get_one, "the denominator of a rational number in lowest terms"),
];

/// The type `int`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "int",
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.",
    methods: METHODS,
    getset: GETSET,
    flags: crate::types::type_object::flags::PLAIN | crate::types::type_object::flags::LEAF,
    ..TypeSpec::EMPTY
};
