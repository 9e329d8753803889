//! Method table of `complex`: operators (a real operand keeps its own rules, as in C), text and attributes.

use super::{Complex, construct};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, class_method, member, method, static_method};
use crate::types::Str;
use crate::types::float::ops::operand;
use crate::types::int::as_bigint;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_data::number::complex::{self as plain, Complex as Plain};
use kaa_data::number::{self, convert};
use kaa_data::{Result, float_text};
use kaa_heap::Value;

/// An operand: complex, or real.
enum Operand {
    Complex(Plain),
    Real(f64),
}

impl Operand {
    fn full(&self) -> Plain {
        match self {
            Operand::Complex(z) => *z,
            Operand::Real(x) => Plain::new(*x, 0.0),
        }
    }
}

/// The plain number in a `complex`.
pub(super) fn plain_of(v: &Value) -> Option<Plain> {
    v.payload::<Complex>().map(|c| Plain::new(c.real, c.imag))
}

fn number(args: &[Slot]) -> Plain {
    plain_of(arg(args, 0)).unwrap_or_else(|| Plain::new(f64::NAN, f64::NAN))
}

fn operand_of(vm: &Vm, v: &Value) -> Fallible<Option<Operand>> {
    match plain_of(v) {
        Some(z) => Ok(Some(Operand::Complex(z))),
        None => Ok(operand(vm, v)?.map(Operand::Real)),
    }
}

fn apply(vm: &Vm, a: &Value, b: &Value, op: fn(Operand, Operand) -> Result<Plain>) -> NativeResult {
    let (Some(x), Some(y)) = (operand_of(vm, a)?, operand_of(vm, b)?) else {
        return done(Value::NotImplemented);
    };
    match op(x, y) {
        Ok(z) => done(vm.new_complex(z.re, z.im)),
        Err(e) => Err(vm.data_error(&e)),
    }
}

use Operand::{Complex as C, Real as R};

fn op_add(a: Operand, b: Operand) -> Result<Plain> {
    Ok(match (a, b) {
        (C(x), C(y)) => plain::add(x, y),
        (C(x), R(y)) | (R(y), C(x)) => plain::add_real(x, y),
        (R(x), R(y)) => Plain::new(x + y, 0.0),
    })
}
fn op_sub(a: Operand, b: Operand) -> Result<Plain> {
    Ok(match (a, b) {
        (C(x), C(y)) => plain::sub(x, y),
        (C(x), R(y)) => plain::sub_real(x, y),
        (R(x), C(y)) => plain::real_sub(x, y),
        (R(x), R(y)) => Plain::new(x - y, 0.0),
    })
}
fn op_mul(a: Operand, b: Operand) -> Result<Plain> {
    Ok(match (a, b) {
        (C(x), C(y)) => plain::mul(x, y),
        (C(x), R(y)) | (R(y), C(x)) => plain::mul_real(x, y),
        (R(x), R(y)) => Plain::new(x * y, 0.0),
    })
}
fn op_div(a: Operand, b: Operand) -> Result<Plain> {
    match (a, b) {
        (C(x), R(y)) => plain::div_real(x, y),
        (R(x), C(y)) => plain::real_div(x, y),
        (x, y) => plain::div(x.full(), y.full()),
    }
}

macro_rules! operators {
    ($($row:ident, $reflected:ident, $op:expr;)*) => {$(
        fn $row(vm: &Vm, args: &[Slot]) -> NativeResult {
            apply(vm, arg(args, 0), arg(args, 1), $op)
        }
        fn $reflected(vm: &Vm, args: &[Slot]) -> NativeResult {
            apply(vm, arg(args, 1), arg(args, 0), $op)
        }
    )*};
}

operators! {
    add, radd, op_add;
    sub, rsub, op_sub;
    mul, rmul, op_mul;
    truediv, rtruediv, op_div;
}

fn op_pow(vm: &Vm, a: &Value, b: &Value, m: Option<&Value>) -> NativeResult {
    let (Some(x), Some(y)) = (operand_of(vm, a)?, operand_of(vm, b)?) else {
        return done(Value::NotImplemented);
    };
    if m.is_some_and(|m| !m.is_none()) {
        return Err(vm.value_error("complex modulo"));
    }
    match plain::pow(x.full(), y.full()) {
        Ok(z) => done(vm.new_complex(z.re, z.im)),
        Err(e) => Err(vm.data_error(&e)),
    }
}
fn pow(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_pow(vm, arg(args, 0), arg(args, 1), args[2].as_ref())
}
fn rpow(vm: &Vm, args: &[Slot]) -> NativeResult {
    op_pow(vm, arg(args, 1), arg(args, 0), args[2].as_ref())
}

/// Is it equal to another number? `None` when the other is no number.
fn equal(a: Plain, b: &Value) -> Option<bool> {
    if let Some(z) = plain_of(b) {
        return Some(a.re == z.re && a.im == z.im);
    }
    if let Some(f) = crate::types::float::as_f64(b) {
        return Some(a.im == 0.0 && a.re == f);
    }
    let i = as_bigint(b)?;
    Some(a.im == 0.0 && convert::compare(&i, a.re).is_some_and(|o| o.is_eq()))
}

fn eq(_: &Vm, args: &[Slot]) -> NativeResult {
    done(equal(number(args), arg(args, 1)).map_or(Value::NotImplemented, Value::bool))
}
fn ne(_: &Vm, args: &[Slot]) -> NativeResult {
    done(equal(number(args), arg(args, 1)).map_or(Value::NotImplemented, |e| Value::bool(!e)))
}
/// Complex numbers have no order.
fn unordered(_: &Vm, _: &[Slot]) -> NativeResult {
    done(Value::NotImplemented)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_str(&float_text::complex_repr(number(args))))
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let z = number(args);
    let part =
        |f: f64| number::hash::float(f).unwrap_or_else(|| kaa_data::hash::identity(arg(args, 0).bits()));
    done(vm.new_int(number::hash::complex_from_parts(part(z.re), part(z.im))))
}

fn neg(vm: &Vm, args: &[Slot]) -> NativeResult {
    let z = number(args);
    done(vm.new_complex(-z.re, -z.im))
}
fn itself(vm: &Vm, args: &[Slot]) -> NativeResult {
    if vm.is_exact(arg(args, 0), &vm.types.complex) {
        return done(arg(args, 0).clone());
    }
    let z = number(args);
    done(vm.new_complex(z.re, z.im))
}
fn conjugate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let z = number(args);
    done(vm.new_complex(z.re, -z.im))
}
fn abs(vm: &Vm, args: &[Slot]) -> NativeResult {
    match plain::abs(number(args)) {
        Ok(f) => done(vm.new_float(f)),
        Err(e) => Err(vm.data_error(&e)),
    }
}
fn truth(_: &Vm, args: &[Slot]) -> NativeResult {
    let z = number(args);
    done(Value::bool(z.re != 0.0 || z.im != 0.0))
}
fn getnewargs(vm: &Vm, args: &[Slot]) -> NativeResult {
    let z = number(args);
    done(vm.new_tuple(vec![vm.new_float(z.re), vm.new_float(z.im)]))
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
    match crate::types::float::format::complex(number(args), s.as_bytes(), &vm.type_name(arg(args, 0))) {
        Ok(b) => done(vm.new_str_owned(b)),
        Err(e) => Err(vm.data_error(&e)),
    }
}

fn get_real(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_float(v.payload::<Complex>().map_or(f64::NAN, |c| c.real)))
}
fn get_imag(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_float(v.payload::<Complex>().map_or(f64::NAN, |c| c.imag)))
}

const BINARY: &str = "($self, value, /)";
const UNARY: &str = "($self, /)";
const POWER: &str = "($self, value, mod=None, /)";

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, real=0, imag=0)",
        construct::new,
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
    method("__add__", BINARY, add, "Return self+value."),
    method("__radd__", BINARY, radd, "Return value+self."),
    method("__sub__", BINARY, sub, "Return self-value."),
    method("__rsub__", BINARY, rsub, "Return value-self."),
    method("__mul__", BINARY, mul, "Return self*value."),
    method("__rmul__", BINARY, rmul, "Return value*self."),
    method("__pow__", POWER, pow, "Return pow(self, value, mod)."),
    method("__rpow__", POWER, rpow, "Return pow(value, self, mod)."),
    method("__neg__", UNARY, neg, "-self"),
    method("__pos__", UNARY, itself, "+self"),
    method("__abs__", UNARY, abs, "abs(self)"),
    method("__bool__", UNARY, truth, "True if self else False"),
    method("__truediv__", BINARY, truediv, "Return self/value."),
    method("__rtruediv__", BINARY, rtruediv, "Return value/self."),
    class_method(
        "from_number",
        "($type, number, /)",
        construct::from_number,
        "Convert number to a complex floating-point number.",
    ),
    method(
        "conjugate",
        UNARY,
        conjugate,
        "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.",
    ),
    method("__complex__", UNARY, itself, "Convert this value to exact type complex."),
    method("__getnewargs__", UNARY, getnewargs, ""),
    method("__format__", "($self, format_spec, /)", format, "Convert to a string according to format_spec."),
];

static GETSET: &[GetSet] = &[
    member("real", get_real, "the real part of a complex number"),
    member("imag", get_imag, "the imaginary part of a complex number"),
];

/// The type `complex`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "complex",
    doc: "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.",
    methods: METHODS,
    getset: GETSET,
    ..TypeSpec::EMPTY
};
