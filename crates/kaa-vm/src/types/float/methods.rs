//! Method table of `float`, and the methods that are not operators.

use super::construct::{from_number, fromhex, new};
use super::{as_f64, ops};
use crate::flow::{NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, class_method, getter, method, static_method};
use crate::types::Str;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_data::float_text;
use kaa_data::number::{self, convert};
use kaa_heap::Value;

fn number(args: &[Slot]) -> f64 {
    as_f64(arg(args, 0)).unwrap_or(f64::NAN)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_str(&float_text::repr(number(args))))
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    // Each NaN object hashes by itself, so that many of them in a set do not collide.
    let h =
        number::hash::float(number(args)).unwrap_or_else(|| kaa_data::hash::identity(arg(args, 0).bits()));
    done(vm.new_int(h))
}

fn neg(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_float(-number(args)))
}
fn itself(vm: &Vm, args: &[Slot]) -> NativeResult {
    get_itself(vm, arg(args, 0))
}
fn abs(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_float(number(args).abs()))
}
fn truth(_: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(number(args) != 0.0))
}

/// A method that turns the float into an int.
fn to_int(vm: &Vm, args: &[Slot], f: fn(f64) -> kaa_data::Result<number::Int>) -> NativeResult {
    match f(number(args)) {
        Ok(i) => done(vm.new_number(i)),
        Err(e) => Err(vm.data_error(&e)),
    }
}
fn trunc(vm: &Vm, args: &[Slot]) -> NativeResult {
    to_int(vm, args, convert::float_to_int)
}
fn floor(vm: &Vm, args: &[Slot]) -> NativeResult {
    to_int(vm, args, convert::floor)
}
fn ceil(vm: &Vm, args: &[Slot]) -> NativeResult {
    to_int(vm, args, convert::ceil)
}
fn round(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(digits) = args[1].as_ref().filter(|d| !d.is_none()) else {
        return to_int(vm, args, convert::round);
    };
    let digits = vm.index_clamped(digits)?;
    match number::float::round_digits(number(args), digits) {
        Ok(f) => done(vm.new_float(f)),
        Err(e) => Err(vm.data_error(&e)),
    }
}

fn as_integer_ratio(vm: &Vm, args: &[Slot]) -> NativeResult {
    match convert::as_integer_ratio(number(args)) {
        Ok((n, d)) => done(vm.new_tuple(vec![vm.new_number(n), vm.new_number(d)])),
        Err(e) => Err(vm.data_error(&e)),
    }
}

fn hex(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_str(&float_text::to_hex(number(args))))
}

fn is_integer(_: &Vm, args: &[Slot]) -> NativeResult {
    let f = number(args);
    done(Value::bool(f.is_finite() && f == f.trunc()))
}

fn getnewargs(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_tuple(vec![vm.new_float(number(args))]))
}

fn sizeof(vm: &Vm, _: &[Slot]) -> NativeResult {
    done(vm.new_int(24))
}

fn getformat(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 1).payload::<Str>().map(Str::as_bytes) {
        Some(b"double" | b"float") => done(vm.new_str("IEEE, little-endian")),
        Some(_) => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        None => {
            let name = vm.type_name(arg(args, 1));
            Err(vm.type_error(format!("__getformat__() argument must be str, not {name}")))
        }
    }
}

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
    match super::format::float(number(args), s.as_bytes(), &vm.type_name(arg(args, 0))) {
        Ok(b) => done(vm.new_str_owned(b)),
        Err(e) => Err(vm.data_error(&e)),
    }
}

fn get_itself(vm: &Vm, v: &Value) -> NativeResult {
    if vm.is_exact(v, &vm.types.float) {
        return done(v.clone());
    }
    done(vm.new_float(as_f64(v).unwrap_or(f64::NAN)))
}
fn get_zero(vm: &Vm, _: &Value) -> NativeResult {
    done(vm.new_float(0.0))
}

const BINARY: &str = "($self, value, /)";
const UNARY: &str = "($self, /)";
const POWER: &str = "($self, value, mod=None, /)";

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, x=0, /)",
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
    method("__neg__", UNARY, neg, "-self"),
    method("__pos__", UNARY, itself, "+self"),
    method("__abs__", UNARY, abs, "abs(self)"),
    method("__bool__", UNARY, truth, "True if self else False"),
    method("__int__", UNARY, trunc, "int(self)"),
    method("__float__", UNARY, itself, "float(self)"),
    method("__floordiv__", BINARY, ops::floordiv, "Return self//value."),
    method("__rfloordiv__", BINARY, ops::rfloordiv, "Return value//self."),
    method("__truediv__", BINARY, ops::truediv, "Return self/value."),
    method("__rtruediv__", BINARY, ops::rtruediv, "Return value/self."),
    class_method(
        "from_number",
        "($type, number, /)",
        from_number,
        "Convert real number to a floating-point number.",
    ),
    method("conjugate", UNARY, itself, "Return self, the complex conjugate of any float."),
    method("__trunc__", UNARY, trunc, "Return the Integral closest to x between 0 and x."),
    method("__floor__", UNARY, floor, "Return the floor as an Integral."),
    method("__ceil__", UNARY, ceil, "Return the ceiling as an Integral."),
    method(
        "__round__",
        "($self, ndigits=None, /)",
        round,
        "Return the Integral closest to x, rounding half toward even.",
    ),
    method(
        "as_integer_ratio",
        UNARY,
        as_integer_ratio,
        "Return a pair of integers, whose ratio is exactly equal to the original float.",
    ),
    class_method(
        "fromhex",
        "($type, string, /)",
        fromhex,
        "Create a floating-point number from a hexadecimal string.",
    ),
    method("hex", UNARY, hex, "Return a hexadecimal representation of a floating-point number."),
    method("is_integer", UNARY, is_integer, "Return True if the float is an integer."),
    method("__getnewargs__", UNARY, getnewargs, ""),
    method("__sizeof__", UNARY, sizeof, "Size of object in memory, in bytes."),
    class_method(
        "__getformat__",
        "($type, typestr, /)",
        getformat,
        "You probably don't want to use this function.",
    ),
    method("__format__", "($self, format_spec, /)", format, "Formats the float according to format_spec."),
];

static GETSET: &[GetSet] = &[
    getter("real", get_itself, "the real part of a complex number"),
    getter("imag", get_zero, "the imaginary part of a complex number"),
];

/// The type `float`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "float",
    doc: "Convert a string or number to a floating-point number, if possible.",
    methods: METHODS,
    getset: GETSET,
    flags: crate::types::type_object::flags::PLAIN | crate::types::type_object::flags::LEAF,
    ..TypeSpec::EMPTY
};
