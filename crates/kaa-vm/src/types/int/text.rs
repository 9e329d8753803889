//! The limit on the digits of decimal conversions, and `int` to decimal text under it.

use crate::flow::Fallible;
use crate::vm::Vm;
use kaa_data::int_text::{self, DEFAULT_MAX_STR_DIGITS};
use num_bigint::BigInt;
use std::cell::Cell;

thread_local! {
    static MAX_DIGITS: Cell<usize> = const { Cell::new(DEFAULT_MAX_STR_DIGITS) };
}

/// `sys.get_int_max_str_digits()`; 0 means no limit.
pub fn max_digits() -> usize {
    MAX_DIGITS.get()
}

/// `sys.set_int_max_str_digits(n)`.
pub fn set_max_digits(n: usize) {
    MAX_DIGITS.set(n);
}

/// Decimal text.
pub fn decimal(vm: &Vm, i: &BigInt) -> Fallible<String> {
    int_text::to_decimal(i, max_digits()).map_err(|e| vm.data_error(&e))
}
