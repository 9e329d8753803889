//! The module `cmath`. The functions themselves are the C library's; here are errors and arguments.

use crate::helpers::given;
use crate::host::complex::{self as host, Complex as C};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, NativeFn, Slot, arg, function};
use kaa_vm::types::{Complex, Module};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

macro_rules! rows {
    ($($name:literal $f:expr, $doc:literal;)*) => {
        &[$(function($name, "($module, z, /)", (|vm, a| complex(vm, a, $f)) as NativeFn, $doc)),*]
    };
}

const ROWS: &[Method] = rows! {
    "acos" |z| Ok(host::cacos(z)), "Arc cosine.";
    "acosh" |z| Ok(host::cacosh(z)), "Inverse hyperbolic cosine.";
    "asin" |z| Ok(host::casin(z)), "Arc sine.";
    "asinh" |z| Ok(host::casinh(z)), "Inverse hyperbolic sine.";
    "atan" |z| Ok(over_i(atanh(times_i(z))?)), "Arc tangent.";
    "atanh" atanh, "Inverse hyperbolic tangent.";
    "cos" |z| cosh(times_i(z)), "Cosine.";
    "cosh" cosh, "Hyperbolic cosine.";
    "exp" exp, "The exponential.";
    "log10" |z| log(z).map(|w| C { re: w.re / std::f64::consts::LN_10, im: w.im / std::f64::consts::LN_10 }),
        "The logarithm to base 10.";
    "sin" |z| Ok(over_i(sinh(times_i(z))?)), "Sine.";
    "sinh" sinh, "Hyperbolic sine.";
    "sqrt" |z| Ok(host::csqrt(z)), "The square root.";
    "tan" |z| Ok(over_i(tanh(times_i(z))?)), "Tangent.";
    "tanh" tanh, "Hyperbolic tangent.";
};
const MORE: &[Method] = &[
    function("log", "($module, z, base=<unrepresentable>, /)", log_to, "The logarithm, to a base."),
    function("phase", "($module, z, /)", phase, "The angle."),
    function("polar", "($module, z, /)", polar, "Distance and angle."),
    function("rect", "($module, r, phi, /)", rect, "The number of a distance and an angle."),
    function(
        "isfinite",
        "($module, z, /)",
        |vm, a| test(vm, a, |z| z.re.is_finite() && z.im.is_finite()),
        "Are both parts finite?",
    ),
    function(
        "isinf",
        "($module, z, /)",
        |vm, a| test(vm, a, |z| z.re.is_infinite() || z.im.is_infinite()),
        "Is a part infinite?",
    ),
    function(
        "isnan",
        "($module, z, /)",
        |vm, a| test(vm, a, |z| z.re.is_nan() || z.im.is_nan()),
        "Is a part no number?",
    ),
    function(
        "isclose",
        "($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        isclose,
        "Are two numbers near each other?",
    ),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("cmath", Some("Functions of complex numbers."));
    vm.add_functions(&module, ROWS);
    vm.add_functions(&module, MORE);
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    for (name, x) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        set(name, vm.new_float(x));
    }
    set("infj", vm.new_complex(0.0, f64::INFINITY));
    set("nanj", vm.new_complex(0.0, f64::NAN));
    Ok(module)
}

/// What goes wrong with a number.
enum Trouble {
    Domain,
    Range,
}
type Answer = Result<C, Trouble>;

impl Trouble {
    #[cold]
    fn raise(self, vm: &Vm) -> Raised {
        match self {
            Trouble::Domain => vm.value_error("math domain error"),
            Trouble::Range => vm.overflow_error("math range error"),
        }
    }
}

fn times_i(z: C) -> C {
    C { re: -z.im, im: z.re }
}

fn over_i(z: C) -> C {
    C { re: z.im, im: -z.re }
}

/// An infinite answer to a finite question.
fn in_range(z: C, answer: C) -> Answer {
    let finite = z.re.is_finite() && z.im.is_finite();
    if finite && (answer.re.is_infinite() || answer.im.is_infinite()) {
        return Err(Trouble::Range);
    }
    Ok(answer)
}

fn cosh(z: C) -> Answer {
    if z.im.is_infinite() && !z.re.is_nan() {
        return Err(Trouble::Domain);
    }
    in_range(z, host::ccosh(z))
}

fn sinh(z: C) -> Answer {
    if z.im.is_infinite() && !z.re.is_nan() {
        return Err(Trouble::Domain);
    }
    in_range(z, host::csinh(z))
}

fn tanh(z: C) -> Answer {
    if z.im.is_infinite() && z.re.is_finite() {
        return Err(Trouble::Domain);
    }
    Ok(host::ctanh(z))
}

fn exp(z: C) -> Answer {
    if z.im.is_infinite() && (z.re.is_finite() || z.re == f64::INFINITY) {
        return Err(Trouble::Domain);
    }
    in_range(z, host::cexp(z))
}

fn log(z: C) -> Answer {
    if z.re == 0.0 && z.im == 0.0 {
        return Err(Trouble::Domain);
    }
    Ok(host::clog(z))
}

fn atanh(z: C) -> Answer {
    if z.re.abs() == 1.0 && z.im == 0.0 {
        return Err(Trouble::Domain);
    }
    Ok(host::catanh(z))
}

/// A complex argument.
fn number(vm: &Vm, v: &Value) -> Fallible<C> {
    if let Some(z) = v.payload::<Complex>() {
        return Ok(C { re: z.real, im: z.imag });
    }
    if let Some(method) = vm.class_of(v).lookup(vm, &vm.intern("__complex__")) {
        let made = vm.call_special(&method, v, &[])?;
        return match made.payload::<Complex>() {
            Some(z) => Ok(C { re: z.real, im: z.imag }),
            None => {
                let (name, got) = (vm.type_name(v), vm.type_name(&made));
                Err(vm.type_error(format!("{name}.__complex__() must return a complex, not {got}")))
            }
        };
    }
    Ok(C { re: vm.real_argument(v)?, im: 0.0 })
}

fn complex(vm: &Vm, args: &[Slot], f: fn(C) -> Answer) -> NativeResult {
    let answer = f(number(vm, arg(args, 1))?).map_err(|t| t.raise(vm))?;
    done(vm.new_complex(answer.re, answer.im))
}

fn log_to(vm: &Vm, args: &[Slot]) -> NativeResult {
    let z = number(vm, arg(args, 1))?;
    let base = given(args, 2).map(|v| number(vm, v)).transpose()?;
    // With a base, what the base's logarithm says counts.
    let mut answer = match base {
        Some(_) => host::clog(z),
        None => log(z).map_err(|t| t.raise(vm))?,
    };
    if let Some(base) = base {
        let base = log(base).map_err(|t| t.raise(vm))?;
        if base.re == 0.0 && base.im == 0.0 {
            return Err(Trouble::Domain.raise(vm));
        }
        let quotient = vm.binary(
            kaa_vm::protocol::BinaryOp::TrueDivide,
            &vm.new_complex(answer.re, answer.im),
            &vm.new_complex(base.re, base.im),
        )?;
        answer = number(vm, &quotient)?;
    }
    done(vm.new_complex(answer.re, answer.im))
}

fn phase(vm: &Vm, args: &[Slot]) -> NativeResult {
    let z = number(vm, arg(args, 1))?;
    done(vm.new_float(z.im.atan2(z.re)))
}

fn polar(vm: &Vm, args: &[Slot]) -> NativeResult {
    let z = number(vm, arg(args, 1))?;
    let r = z.re.hypot(z.im);
    if r.is_infinite() && z.re.is_finite() && z.im.is_finite() {
        return Err(Trouble::Range.raise(vm));
    }
    done(vm.new_tuple(vec![vm.new_float(r), vm.new_float(z.im.atan2(z.re))]))
}

fn rect(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (r, phi) = (vm.real_argument(arg(args, 1))?, vm.real_argument(arg(args, 2))?);
    if phi.is_infinite() && r != 0.0 && !r.is_nan() {
        return Err(Trouble::Domain.raise(vm));
    }
    let (re, im) = if phi == 0.0 && r.is_nan() {
        (r, 0.0)
    } else if phi == 0.0 {
        (r, if r.is_infinite() { phi * r.signum() } else { r * phi })
    } else if r == 0.0 && !phi.is_finite() {
        (0.0, 0.0)
    } else if r.is_infinite() && phi.is_finite() {
        (r.copysign(r * phi.cos().signum()), r.copysign(r * phi.sin().signum()))
    } else if r.is_infinite() {
        (f64::INFINITY, f64::NAN)
    } else {
        (r * phi.cos(), r * phi.sin())
    };
    done(vm.new_complex(re, im))
}

fn test(vm: &Vm, args: &[Slot], f: fn(C) -> bool) -> NativeResult {
    done(Value::bool(f(number(vm, arg(args, 1))?)))
}

fn isclose(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (a, b) = (number(vm, arg(args, 1))?, number(vm, arg(args, 2))?);
    let tolerance = |i: usize, default: f64| given(args, i).map_or(Ok(default), |v| vm.real_argument(v));
    let (relative, absolute) = (tolerance(3, 1e-9)?, tolerance(4, 0.0)?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    let infinite = |z: C| z.re.is_infinite() || z.im.is_infinite();
    if a.re == b.re && a.im == b.im {
        return done(Value::True);
    }
    if infinite(a) || infinite(b) {
        return done(Value::False);
    }
    let difference = (a.re - b.re).hypot(a.im - b.im);
    let size = |z: C| z.re.hypot(z.im);
    let near = difference <= relative * size(b) || difference <= relative * size(a) || difference <= absolute;
    done(Value::bool(near))
}
