//! Functions of many numbers.

use super::real_arg;
use crate::helpers::given;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::protocol::BinaryOp;
use kaa_vm::types::float::as_f64;
use kaa_vm::types::int::is_int;
use kaa_vm::types::iterators::varargs;
use kaa_vm::{Fallible, NativeResult, Value, Vm};

pub(super) const ROWS: &[Method] = &[
    function("fsum", "($module, seq, /)", fsum, "The exact sum of floats, rounded once."),
    function("prod", "($module, iterable, /, *, start=1)", prod, "The product of the items."),
    function("sumprod", "($module, p, q, /)", sumprod, "The sum of the products of items side by side."),
    function("hypot", "($module, /, *coordinates)", hypot, "Length of a vector."),
    function("dist", "($module, p, q, /)", dist, "Distance of two points."),
];

/// The exact sum of finite floats as parts that do not overlap, rounded at the end; none when it overflows on the way.
fn exact_sum(xs: impl Iterator<Item = f64>) -> Option<f64> {
    let mut parts: Vec<f64> = Vec::new();
    for mut x in xs {
        let mut kept = 0;
        for i in 0..parts.len() {
            let mut y = parts[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                parts[kept] = low;
                kept += 1;
            }
            x = high;
        }
        parts.truncate(kept);
        if x != 0.0 {
            if !x.is_finite() {
                return None;
            }
            parts.push(x);
        }
    }
    let mut high = parts.pop().unwrap_or(0.0);
    let mut low = 0.0;
    while let Some(y) = parts.pop() {
        let x = high;
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            break;
        }
    }
    // Half-way cases are rounded by what is left.
    if let Some(next) = parts.last()
        && ((low < 0.0 && *next < 0.0) || (low > 0.0 && *next > 0.0))
    {
        let y = low * 2.0;
        let x = high + y;
        if y == x - high {
            high = x;
        }
    }
    Some(high)
}

fn fsum(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (mut finite, mut special, mut infinite) = (Vec::new(), 0.0, 0.0);
    let it = vm.iter(arg(args, 1))?;
    while let Some(v) = vm.next(&it)? {
        let x = real_arg(vm, &v)?;
        if x.is_finite() {
            finite.push(x);
        } else {
            if x.is_infinite() {
                infinite += x;
            }
            special += x;
        }
    }
    if special != 0.0 || special.is_nan() {
        if infinite.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return done(vm.new_float(special));
    }
    match exact_sum(finite.into_iter()) {
        Some(x) => done(vm.new_float(x)),
        None => Err(vm.overflow_error("intermediate overflow in fsum")),
    }
}

fn prod(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut r = given(args, 2).cloned().unwrap_or_else(|| vm.new_int(1));
    let it = vm.iter(arg(args, 1))?;
    while let Some(v) = vm.next(&it)? {
        r = vm.binary(BinaryOp::Multiply, &r, &v)?;
    }
    done(r)
}

/// The product of two floats as a sum of two.
fn exact_product(x: f64, y: f64) -> [f64; 2] {
    let high = x * y;
    [high, x.mul_add(y, -high)]
}

fn sumprod(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (p, q) = (vm.iter(arg(args, 1))?, vm.iter(arg(args, 2))?);
    let mut pairs = Vec::new();
    loop {
        match (vm.next(&p)?, vm.next(&q)?) {
            (Some(x), Some(y)) => pairs.push((x, y)),
            (None, None) => break,
            _ => return Err(vm.value_error("Inputs are not the same length")),
        }
    }
    let real = |v: &Value| as_f64(v).or_else(|| is_int(v).then(|| real_arg(vm, v).ok()).flatten());
    let any_float = pairs.iter().any(|(x, y)| as_f64(x).is_some() || as_f64(y).is_some());
    if any_float {
        let floats: Option<Vec<(f64, f64)>> = pairs.iter().map(|(x, y)| Some((real(x)?, real(y)?))).collect();
        if let Some(floats) = floats
            && floats.iter().all(|(x, y)| (x * y).is_finite() && x.is_finite() && y.is_finite())
            && let Some(sum) = exact_sum(floats.iter().flat_map(|(x, y)| exact_product(*x, *y)))
        {
            return done(vm.new_float(sum));
        }
    }
    let mut total = vm.new_int(0);
    for (x, y) in pairs {
        let term = vm.binary(BinaryOp::Multiply, &x, &y)?;
        total = vm.binary(BinaryOp::Add, &total, &term)?;
    }
    done(total)
}

/// The length of a vector without needless overflow, rounded well.
fn length(xs: &[f64]) -> f64 {
    let largest = xs.iter().fold(0.0f64, |m, x| m.max(x.abs()));
    if xs.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if xs.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || xs.len() <= 1 {
        return largest;
    }
    // Scaling by a power of two is exact.
    let (_, exponent) = libm::frexp(largest);
    let scaled: Vec<f64> = xs.iter().map(|x| libm::ldexp(*x, -exponent)).collect();
    let squares =
        |xs: &[f64]| exact_sum(xs.iter().flat_map(|x| exact_product(*x, *x))).unwrap_or(f64::INFINITY);
    let h = squares(&scaled).sqrt();
    // One step of Newton's method on the exact residue.
    let [high, low] = exact_product(h, h);
    let residue = exact_sum(scaled.iter().flat_map(|x| exact_product(*x, *x)).chain([-high, -low]));
    let h = h + residue.unwrap_or(0.0) / (2.0 * h);
    libm::ldexp(h, exponent)
}

fn reals(vm: &Vm, items: &[Value]) -> Fallible<Vec<f64>> {
    items.iter().map(|v| real_arg(vm, v)).collect()
}

fn hypot(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_float(length(&reals(vm, varargs(&args[1]))?)))
}

fn dist(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (p, q) = (vm.collect(arg(args, 1))?, vm.collect(arg(args, 2))?);
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let (p, q) = (reals(vm, &p)?, reals(vm, &q)?);
    let differences: Vec<f64> = p.iter().zip(&q).map(|(a, b)| a - b).collect();
    done(vm.new_float(length(&differences)))
}
