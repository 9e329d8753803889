//! Functions of one, two or three floats.

use super::{domain, gamma, range, real_arg};
use crate::helpers::given;
use kaa_data::number::convert;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::{Fallible, NativeResult, Raised, Value, Vm};
use num_bigint::{BigInt, Sign};

/// A function with no domain of its own: infinite results of finite arguments are out of range.
fn plain(vm: &Vm, args: &[Slot], f: fn(f64) -> f64) -> NativeResult {
    let x = real_arg(vm, arg(args, 1))?;
    let y = f(x);
    if y.is_infinite() && x.is_finite() {
        return Err(range(vm));
    }
    if y.is_nan() && !x.is_nan() {
        return Err(domain(vm));
    }
    done(vm.new_float(y))
}

/// A function whose domain the message tells.
fn limited(
    vm: &Vm,
    args: &[Slot],
    f: fn(f64) -> f64,
    inside: fn(f64) -> bool,
    expected: &str,
) -> NativeResult {
    let x = real_arg(vm, arg(args, 1))?;
    if !x.is_nan() && !inside(x) {
        return Err(outside(vm, expected, x));
    }
    done(vm.new_float(f(x)))
}

#[cold]
fn outside(vm: &Vm, expected: &str, x: f64) -> Raised {
    let shown = vm.repr(&vm.new_float(x)).map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    vm.value_error(format!("expected {expected}, got {shown}"))
}

macro_rules! plain {
    ($($name:literal $f:expr, $doc:literal;)*) => {
        [$(function($name, "($module, x, /)", |vm, a| plain(vm, a, $f), $doc)),*]
    };
}

pub(super) const UNARY: &[Method] = &plain! {
    "asinh" f64::asinh_exact, "Inverse hyperbolic sine."; "atan" f64::atan, "Arc tangent."; "cbrt" f64::cbrt, "Cube root.";
    "cosh" f64::cosh, "Hyperbolic cosine."; "erf" libm::erf, "Error function."; "erfc" libm::erfc, "One minus the error function.";
    "exp" f64::exp, "e to the power of x."; "exp2" f64::exp2, "2 to the power of x."; "expm1" f64::exp_m1, "exp(x) - 1, exact for small x.";
    "fabs" f64::abs, "Absolute value."; "sinh" f64::sinh, "Hyperbolic sine."; "tanh" f64::tanh, "Hyperbolic tangent.";
};

/// `asinh` as the C library computes it.
trait Exact {
    fn asinh_exact(self) -> f64;
}
impl Exact for f64 {
    fn asinh_exact(self) -> f64 {
        libm::asinh(self)
    }
}

const UNIT: &str = "a number in range from -1 up to 1";

pub(super) const ROWS: &[Method] = &[
    function(
        "acos",
        "($module, x, /)",
        |vm, a| limited(vm, a, f64::acos, |x| x.abs() <= 1.0, UNIT),
        "Arc cosine.",
    ),
    function(
        "asin",
        "($module, x, /)",
        |vm, a| limited(vm, a, f64::asin, |x| x.abs() <= 1.0, UNIT),
        "Arc sine.",
    ),
    function(
        "acosh",
        "($module, x, /)",
        |vm, a| limited(vm, a, libm::acosh, |x| x >= 1.0, "argument value not less than 1"),
        "Inverse hyperbolic cosine.",
    ),
    function(
        "atanh",
        "($module, x, /)",
        |vm, a| limited(vm, a, libm::atanh, |x| x.abs() < 1.0, "a number between -1 and 1"),
        "Inverse hyperbolic tangent.",
    ),
    function(
        "cos",
        "($module, x, /)",
        |vm, a| limited(vm, a, f64::cos, f64::is_finite, "a finite input"),
        "Cosine of x radians.",
    ),
    function(
        "sin",
        "($module, x, /)",
        |vm, a| limited(vm, a, f64::sin, f64::is_finite, "a finite input"),
        "Sine of x radians.",
    ),
    function(
        "tan",
        "($module, x, /)",
        |vm, a| limited(vm, a, f64::tan, f64::is_finite, "a finite input"),
        "Tangent of x radians.",
    ),
    function(
        "sqrt",
        "($module, x, /)",
        |vm, a| limited(vm, a, f64::sqrt, |x| x >= 0.0, "a nonnegative input"),
        "Square root.",
    ),
    function(
        "log1p",
        "($module, x, /)",
        |vm, a| limited(vm, a, f64::ln_1p, |x| x > -1.0, "argument value > -1"),
        "Logarithm of 1 + x.",
    ),
    function("gamma", "($module, x, /)", gamma_of, "Gamma function."),
    function("lgamma", "($module, x, /)", lgamma_of, "Logarithm of the gamma function's absolute value."),
    function("log", "($module, x, base=math.e, /)", log, "Logarithm; natural unless a base is given."),
    function(
        "log2",
        "($module, x, /)",
        |vm, a| done(vm.new_float(log_of(vm, arg(a, 1), Base::Two)?)),
        "Logarithm to base 2.",
    ),
    function(
        "log10",
        "($module, x, /)",
        |vm, a| done(vm.new_float(log_of(vm, arg(a, 1), Base::Ten)?)),
        "Logarithm to base 10.",
    ),
    function(
        "atan2",
        "($module, y, x, /)",
        |vm, a| two(vm, a, f64::atan2),
        "Arc tangent of y/x, in the right quadrant.",
    ),
    function("copysign", "($module, x, y, /)", |vm, a| two(vm, a, f64::copysign), "x with the sign of y."),
    function("fmod", "($module, x, y, /)", fmod, "Remainder with the sign of x."),
    function("remainder", "($module, x, y, /)", remainder, "Difference to the nearest multiple of y."),
    function("pow", "($module, x, y, /)", pow, "x to the power of y."),
    function("nextafter", "($module, x, y, /, *, steps=None)", nextafter, "The next float towards y."),
    function("ulp", "($module, x, /)", ulp, "The value of the last bit."),
    function("fma", "($module, x, y, z, /)", fma, "x*y + z with one rounding."),
    function("frexp", "($module, x, /)", frexp, "Mantissa and exponent."),
    function("ldexp", "($module, x, i, /)", ldexp, "x times 2 to the power of i."),
    function("modf", "($module, x, /)", modf, "Fractional and integer part."),
    function(
        "degrees",
        "($module, x, /)",
        |vm, a| done(vm.new_float(real_arg(vm, arg(a, 1))? * (180.0 / std::f64::consts::PI))),
        "Radians as degrees.",
    ),
    function(
        "radians",
        "($module, x, /)",
        |vm, a| done(vm.new_float(real_arg(vm, arg(a, 1))? * (std::f64::consts::PI / 180.0))),
        "Degrees as radians.",
    ),
    function(
        "isfinite",
        "($module, x, /)",
        |vm, a| done(Value::bool(real_arg(vm, arg(a, 1))?.is_finite())),
        "Neither infinite nor NaN?",
    ),
    function(
        "isinf",
        "($module, x, /)",
        |vm, a| done(Value::bool(real_arg(vm, arg(a, 1))?.is_infinite())),
        "Infinite?",
    ),
    function(
        "isnan",
        "($module, x, /)",
        |vm, a| done(Value::bool(real_arg(vm, arg(a, 1))?.is_nan())),
        "Not a number?",
    ),
    function("isclose", "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose, "Almost equal?"),
    function(
        "ceil",
        "($module, x, /)",
        |vm, a| rounded(vm, arg(a, 1), "__ceil__", convert::ceil),
        "The smallest int not below x.",
    ),
    function(
        "floor",
        "($module, x, /)",
        |vm, a| rounded(vm, arg(a, 1), "__floor__", convert::floor),
        "The largest int not above x.",
    ),
    function("trunc", "($module, x, /)", trunc, "The int towards zero."),
];

fn two(vm: &Vm, args: &[Slot], f: fn(f64, f64) -> f64) -> NativeResult {
    let (x, y) = (real_arg(vm, arg(args, 1))?, real_arg(vm, arg(args, 2))?);
    done(vm.new_float(f(x, y)))
}

/// Where gamma functions have poles.
fn ln_gamma_domain(x: f64) -> bool {
    !(x <= 0.0 && x == x.floor())
}

const NOT_POLE: &str = "a noninteger or positive integer";

fn gamma_of(vm: &Vm, args: &[Slot]) -> NativeResult {
    let x = real_arg(vm, arg(args, 1))?;
    if x == f64::NEG_INFINITY || (x.is_finite() && !ln_gamma_domain(x)) {
        return Err(outside(vm, NOT_POLE, x));
    }
    let y = gamma::gamma(x);
    if y.is_infinite() && x.is_finite() { Err(range(vm)) } else { done(vm.new_float(y)) }
}

fn lgamma_of(vm: &Vm, args: &[Slot]) -> NativeResult {
    let x = real_arg(vm, arg(args, 1))?;
    if x.is_finite() && !ln_gamma_domain(x) {
        return Err(outside(vm, NOT_POLE, x));
    }
    let y = gamma::ln_gamma(x);
    if y.is_infinite() && x.is_finite() { Err(range(vm)) } else { done(vm.new_float(y)) }
}

#[derive(Clone, Copy)]
enum Base {
    E,
    Two,
    Ten,
}

fn log_float(x: f64, base: Base) -> f64 {
    match base {
        Base::E => x.ln(),
        Base::Two => x.log2(),
        Base::Ten => x.log10(),
    }
}

fn log_int(i: &BigInt, base: Base) -> f64 {
    if let Ok(x) = convert::int_to_float(i) {
        return log_float(x, base);
    }
    let shift = i.bits().saturating_sub(64);
    let top = convert::int_to_float(&(i >> shift)).unwrap_or(f64::MAX);
    log_float(top, base) + log_float(2.0, base) * shift as f64
}

fn log_of(vm: &Vm, v: &Value, base: Base) -> Fallible<f64> {
    if let Some(i) = kaa_vm::types::int::as_bigint(v) {
        if i.sign() != Sign::Plus {
            return Err(vm.value_error("expected a positive input"));
        }
        return Ok(log_int(&i, base));
    }
    let x = real_arg(vm, v)?;
    if x <= 0.0 {
        return Err(vm.value_error("expected a positive input"));
    }
    Ok(log_float(x, base))
}

fn log(vm: &Vm, args: &[Slot]) -> NativeResult {
    let top = log_of(vm, arg(args, 1), Base::E)?;
    let Some(base) = given(args, 2) else { return done(vm.new_float(top)) };
    let bottom = log_of(vm, base, Base::E)?;
    if bottom == 0.0 {
        return Err(vm.zero_division_error("division by zero"));
    }
    done(vm.new_float(top / bottom))
}

fn fmod(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (x, y) = (real_arg(vm, arg(args, 1))?, real_arg(vm, arg(args, 2))?);
    if y.is_infinite() && x.is_finite() {
        return done(vm.new_float(x));
    }
    let r = x % y;
    if r.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain(vm)) } else { done(vm.new_float(r)) }
}

fn remainder(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (x, y) = (real_arg(vm, arg(args, 1))?, real_arg(vm, arg(args, 2))?);
    let r = libm::remainder(x, y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain(vm)) } else { done(vm.new_float(r)) }
}

fn pow(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (x, y) = (real_arg(vm, arg(args, 1))?, real_arg(vm, arg(args, 2))?);
    let r = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if r.is_nan() || (r.is_infinite() && x == 0.0) {
            return Err(domain(vm));
        }
        if r.is_infinite() {
            return Err(range(vm));
        }
    }
    done(vm.new_float(r))
}

fn nextafter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (x, y) = (real_arg(vm, arg(args, 1))?, real_arg(vm, arg(args, 2))?);
    let Some(steps) = given(args, 3).filter(|s| !s.is_none()) else {
        return done(vm.new_float(libm::nextafter(x, y)));
    };
    let steps = vm.index_bigint(steps)?;
    if steps.sign() == Sign::Minus {
        return Err(vm.value_error("steps must be a non-negative integer"));
    }
    let steps = u64::try_from(&steps).unwrap_or(u64::MAX);
    if steps == 0 || x.is_nan() {
        return done(vm.new_float(x));
    }
    if y.is_nan() || x == y {
        return done(vm.new_float(y));
    }
    // Floats in the order of their values, as numbers.
    let place = |f: f64| {
        let bits = i128::from(f.to_bits() & (u64::MAX >> 1));
        if f.is_sign_negative() { -bits } else { bits }
    };
    let (from, to) = (place(x), place(y));
    let steps = i128::from(steps);
    let at = if from < to { (from + steps).min(to) } else { (from - steps).max(to) };
    let magnitude = f64::from_bits(at.unsigned_abs() as u64);
    let sign = if at < 0 {
        -1.0
    } else if at == 0 {
        if from < 0 || y.is_sign_negative() { -1.0 } else { 1.0 }
    } else {
        1.0
    };
    done(vm.new_float(magnitude.copysign(sign)))
}

fn ulp(vm: &Vm, args: &[Slot]) -> NativeResult {
    let x = real_arg(vm, arg(args, 1))?.abs();
    if !x.is_finite() {
        return done(vm.new_float(x));
    }
    let above = libm::nextafter(x, f64::INFINITY);
    let r = if above.is_infinite() { x - libm::nextafter(x, f64::NEG_INFINITY) } else { above - x };
    done(vm.new_float(r))
}

fn fma(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (x, y) = (real_arg(vm, arg(args, 1))?, real_arg(vm, arg(args, 2))?);
    let z = real_arg(vm, arg(args, 3))?;
    let r = x.mul_add(y, z);
    if r.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    done(vm.new_float(r))
}

fn frexp(vm: &Vm, args: &[Slot]) -> NativeResult {
    let x = real_arg(vm, arg(args, 1))?;
    let (m, e) = if x == 0.0 || !x.is_finite() { (x, 0) } else { libm::frexp(x) };
    done(vm.new_tuple(vec![vm.new_float(m), vm.new_int(i64::from(e))]))
}

fn ldexp(vm: &Vm, args: &[Slot]) -> NativeResult {
    let x = real_arg(vm, arg(args, 1))?;
    if !kaa_vm::types::int::is_int(arg(args, 2)) {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    let e = vm.index_clamped(arg(args, 2))?.clamp(-100_000, 100_000) as i32;
    let r = if x == 0.0 || !x.is_finite() { x } else { libm::ldexp(x, e) };
    if r.is_infinite() && x.is_finite() { Err(range(vm)) } else { done(vm.new_float(r)) }
}

fn modf(vm: &Vm, args: &[Slot]) -> NativeResult {
    let x = real_arg(vm, arg(args, 1))?;
    let whole = x.trunc();
    let part = if x.is_infinite() { 0.0f64.copysign(x) } else { (x - whole).copysign(x) };
    done(vm.new_tuple(vec![vm.new_float(part), vm.new_float(whole)]))
}

fn isclose(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (a, b) = (real_arg(vm, arg(args, 1))?, real_arg(vm, arg(args, 2))?);
    let relative = given(args, 3).map_or(Ok(1e-9), |t| real_arg(vm, t))?;
    let absolute = given(args, 4).map_or(Ok(0.0), |t| real_arg(vm, t))?;
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return done(Value::True);
    }
    if a.is_infinite() || b.is_infinite() {
        return done(Value::False);
    }
    let difference = (b - a).abs();
    let close =
        difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute;
    done(Value::bool(close))
}

fn rounded(
    vm: &Vm,
    v: &Value,
    name: &str,
    round: fn(f64) -> kaa_data::Result<kaa_data::number::Int>,
) -> NativeResult {
    if !vm.is_exact(v, &vm.types.float)
        && let Some(m) = vm.class_of(v).lookup(vm, &vm.intern(name))
    {
        return done(vm.call_special(&m, v, &[])?);
    }
    let x = real_arg(vm, v)?;
    let i = round(x).map_err(|e| vm.data_error(&e))?;
    done(vm.new_bigint(i.to_big().into_owned()))
}

fn trunc(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 1);
    let class = vm.class_ref(v);
    match class.lookup(vm, &vm.intern("__trunc__")) {
        Some(m) => done(vm.call_special(&m, v, &[])?),
        None => Err(vm.type_error(format!("type {} doesn't define __trunc__ method", class.name()))),
    }
}
