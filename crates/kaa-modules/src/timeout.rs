//! Timeouts of calls that wait: reading the argument, and what is left of it after an interruption.

use kaa_vm::{Fallible, Value, Vm};
use std::io::ErrorKind;
use std::time::{Duration, Instant};

/// What an argument's unit is.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

/// A timeout argument: `None` as nothing, else nanoseconds, rounded up. `complaint` is told when it is no number.
pub(crate) fn argument(vm: &Vm, v: &Value, unit: Unit, complaint: &str) -> Fallible<Option<i64>> {
    if v.is_none() {
        return Ok(None);
    }
    let too_large = || vm.overflow_error("timestamp out of range for C PyTime_t");
    let scale: i64 = match unit {
        Unit::Seconds => 1_000_000_000,
        Unit::Milliseconds => 1_000_000,
    };
    if let Some(f) = kaa_vm::types::float::as_f64(v).filter(|_| !kaa_vm::types::int::is_int(v)) {
        if f.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let nanos = f * scale as f64;
        let nanos = if nanos < 0.0 { nanos.floor() } else { nanos.ceil() };
        return if nanos.abs() < 9.2e18 { Ok(Some(nanos as i64)) } else { Err(too_large()) };
    }
    if !kaa_vm::types::sequence::has_index(vm, v) {
        return Err(vm.type_error(complaint));
    }
    match kaa_vm::types::int::as_i64(&vm.index(v)?).and_then(|n| n.checked_mul(scale)) {
        Some(n) => Ok(Some(n)),
        None => Err(too_large()),
    }
}

/// Repeats a call that waits while signals come between. It is told how long it may still wait: none is for ever.
pub(crate) fn waiting<T>(
    vm: &Vm,
    timeout: Option<Duration>,
    mut call: impl FnMut(Option<Duration>) -> std::io::Result<T>,
) -> Fallible<std::io::Result<T>> {
    let until = timeout.and_then(|t| Instant::now().checked_add(t));
    let mut left = timeout;
    loop {
        match call(left) {
            Err(e) if e.kind() == ErrorKind::Interrupted => {
                vm.check_signals()?;
                left = until.map(|u| u.saturating_duration_since(Instant::now()));
            }
            answer => return Ok(answer),
        }
    }
}

/// The same as milliseconds for `poll`, rounded up; -1 is for ever.
pub(crate) fn milliseconds(left: Option<Duration>) -> i32 {
    left.map_or(-1, |d| i32::try_from(d.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX))
}
