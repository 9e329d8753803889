//! Functions of ints.

use super::domain;
use crate::helpers::some;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::iterators::varargs;
use kaa_vm::{Fallible, NativeResult, Vm};
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

pub(super) const ROWS: &[Method] = &[
    function("factorial", "($module, n, /)", factorial, "Product of the ints up to n."),
    function("comb", "($module, n, k, /)", comb, "Ways to choose k of n without order."),
    function("perm", "($module, n, k=None, /)", perm, "Ways to choose k of n in order."),
    function("gcd", "($module, /, *integers)", gcd, "Greatest common divisor."),
    function("lcm", "($module, /, *integers)", lcm, "Least common multiple."),
    function("isqrt", "($module, n, /)", isqrt, "The int part of the square root."),
];

/// The product of a range, halved so that the factors stay about equal.
fn product(from: u64, to: u64) -> BigUint {
    if from > to {
        return BigUint::one();
    }
    if to - from < 16 {
        return (from..=to).fold(BigUint::one(), |p, n| p * n);
    }
    let middle = from + (to - from) / 2;
    product(from, middle) * product(middle + 1, to)
}

/// An argument that is not negative.
fn natural(vm: &Vm, v: &kaa_vm::Value, name: &str) -> Fallible<BigUint> {
    vm.index_bigint(v)?
        .to_biguint()
        .ok_or_else(|| vm.value_error(format!("{name} must be a non-negative integer")))
}

fn factorial(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.index_bigint(arg(args, 1))?;
    if n.sign() == Sign::Minus {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    match n.to_i64() {
        Some(n) if n > 5_000_000 => Err(vm.memory_error("")),
        Some(n) => done(vm.new_bigint(product(1, n as u64).into())),
        None => Err(vm.overflow_error(format!("factorial() argument should not exceed {}", i64::MAX))),
    }
}

fn comb(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, k) = (natural(vm, arg(args, 1), "n")?, natural(vm, arg(args, 2), "k")?);
    if k > n {
        return done(vm.new_int(0));
    }
    let rest = &n - &k;
    let k = if rest < k { rest } else { k };
    let Some(k) = k.to_u64() else {
        return Err(vm.overflow_error("min(n - k, k) must not exceed 9223372036854775807"));
    };
    let mut r = BigUint::one();
    for i in 0..k {
        r = r * (&n - i) / (i + 1);
    }
    done(vm.new_bigint(r.into()))
}

fn perm(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(k) = some(args, 2) else { return factorial(vm, args) };
    let (n, k) = (natural(vm, arg(args, 1), "n")?, natural(vm, k, "k")?);
    if k > n {
        return done(vm.new_int(0));
    }
    let Some(k) = k.to_u64() else {
        return Err(vm.overflow_error("k must not exceed 9223372036854775807"));
    };
    let r = match n.to_u64() {
        Some(n) if k > 0 => product(n - k + 1, n),
        _ => (0..k).fold(BigUint::one(), |p, i| p * (&n - i)),
    };
    done(vm.new_bigint(r.into()))
}

fn gcd(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut r = BigInt::zero();
    for v in varargs(&args[1]) {
        r = r.gcd(&vm.index_bigint(v)?);
    }
    done(vm.new_bigint(r))
}

fn lcm(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut r = BigInt::one();
    for v in varargs(&args[1]) {
        let n = vm.index_bigint(v)?;
        r = if n.is_zero() || r.is_zero() { BigInt::zero() } else { r.lcm(&n) };
    }
    done(vm.new_bigint(r))
}

fn isqrt(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.index_bigint(arg(args, 1))?;
    match n.to_biguint() {
        Some(n) => done(vm.new_bigint(n.sqrt().into())),
        None if n.sign() == Sign::Minus => Err(vm.value_error("isqrt() argument must be nonnegative")),
        None => Err(domain(vm)),
    }
}
