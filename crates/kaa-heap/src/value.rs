//! The value: one 64-bit word that is a small int, a float, a singleton or a counted pointer to an object.
//!
//! Tags in the low bits: `..1` small int (63 bits), `.10` float (rotated double, as Ruby's flonum), `100` singleton
//! (None, False, True, Ellipsis, NotImplemented), `000` pointer. Zero is no value, so `Option<Value>` is one word too.
//! Next: `header.rs` for what a pointer points at.

use crate::header::{ClassHeader, Header};
use crate::release;
use std::num::NonZeroU64;
use std::ptr::NonNull;

/// An owned Python value. Cloning counts up, dropping counts down; dropping never runs Python code.
#[repr(transparent)]
pub struct Value(NonZeroU64);

/// What a [`Value`] is, seen through its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A 63-bit integer.
    Int,
    /// A double whose exponent fits the tag.
    Float,
    /// None, a bool, Ellipsis or NotImplemented.
    Special,
    /// A pointer to an object with a [`Header`].
    Pointer,
}

const NONE: u64 = 0x04;
const FALSE: u64 = 0x0c;
const TRUE: u64 = 0x14;
const ELLIPSIS: u64 = 0x1c;
const NOT_IMPLEMENTED: u64 = 0x24;
/// The word of the float 0.0, whose rotated form would collide with nothing but needs its own code.
const FLOAT_ZERO: u64 = 0x8000_0000_0000_0002;

const fn special(bits: u64) -> Value {
    match NonZeroU64::new(bits) {
        Some(b) => Value(b),
        None => panic!("a special is not zero"),
    }
}

#[expect(non_upper_case_globals, reason = "they read as the Python names at the use")]
impl Value {
    /// Python's `None`.
    pub const None: Value = special(NONE);
    /// Python's `False`.
    pub const False: Value = special(FALSE);
    /// Python's `True`.
    pub const True: Value = special(TRUE);
    /// Python's `Ellipsis`.
    pub const Ellipsis: Value = special(ELLIPSIS);
    /// Python's `NotImplemented`.
    pub const NotImplemented: Value = special(NOT_IMPLEMENTED);
    /// Largest integer that needs no heap object.
    pub const MAX_SMALL: i64 = i64::MAX >> 1;
    /// Smallest integer that needs no heap object.
    pub const MIN_SMALL: i64 = i64::MIN >> 1;
}

impl Value {
    /// The word itself; the count is not touched.
    #[inline(always)]
    pub const fn bits(&self) -> u64 {
        self.0.get()
    }

    /// Takes the word out without counting down. Pairs with [`Value::from_bits`].
    #[inline(always)]
    pub fn into_bits(self) -> u64 {
        let bits = self.0.get();
        std::mem::forget(self);
        bits
    }

    /// Makes a value of a word.
    ///
    /// # Safety
    /// `bits` came from [`Value::into_bits`] (and its count is handed over), or is an immediate.
    #[inline(always)]
    pub unsafe fn from_bits(bits: u64) -> Value {
        // SAFETY: the caller promises a word of a value, which is never zero.
        Value(unsafe { NonZeroU64::new_unchecked(bits) })
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        if b { Value::True } else { Value::False }
    }

    /// A small int; `None` when it does not fit 63 bits.
    #[inline(always)]
    pub const fn small_int(i: i64) -> Option<Value> {
        if i >= Value::MIN_SMALL && i <= Value::MAX_SMALL {
            Some(Value::small_int_unchecked(i))
        } else {
            None
        }
    }

    /// A small int of which the caller knows that it fits; otherwise the top bit is lost.
    #[inline(always)]
    pub const fn small_int_unchecked(i: i64) -> Value {
        match NonZeroU64::new(((i as u64) << 1) | 1) {
            Some(b) => Value(b),
            None => unreachable!(),
        }
    }

    /// A float as an immediate; `None` when its exponent needs a heap object.
    #[inline(always)]
    pub const fn small_float(f: f64) -> Option<Value> {
        let bits = f.to_bits();
        let exponent = (bits >> 60) as u32 & 7;
        if (exponent == 3 || exponent == 4) && bits != 0x3000_0000_0000_0000 {
            return Some(special((bits.rotate_left(3) & !3) | 2));
        }
        if bits == 0 { Some(special(FLOAT_ZERO)) } else { None }
    }

    /// Which form the word has.
    #[inline(always)]
    pub const fn tag(&self) -> Tag {
        let b = self.bits();
        if b & 1 != 0 {
            Tag::Int
        } else if b & 2 != 0 {
            Tag::Float
        } else if b & 4 != 0 {
            Tag::Special
        } else {
            Tag::Pointer
        }
    }

    /// The small int in it.
    #[inline(always)]
    pub const fn as_small_int(&self) -> Option<i64> {
        if self.bits() & 1 != 0 { Some((self.bits() as i64) >> 1) } else { None }
    }

    /// The immediate float in it.
    #[inline(always)]
    pub const fn as_small_float(&self) -> Option<f64> {
        if self.bits() & 3 == 2 { Some(decode_float(self.bits())) } else { None }
    }

    /// The sum of two small ints; `None` when one is none or the sum does not fit. Works on the tagged words.
    #[inline(always)]
    pub const fn add_small(&self, other: &Value) -> Option<Value> {
        if self.bits() & other.bits() & 1 == 0 {
            return None;
        }
        match (self.bits() as i64).checked_add((other.bits() - 1) as i64) {
            Some(b) => Some(special(b as u64)),
            None => None,
        }
    }

    /// The difference of two small ints; `None` as for [`Value::add_small`].
    #[inline(always)]
    pub const fn sub_small(&self, other: &Value) -> Option<Value> {
        if self.bits() & other.bits() & 1 == 0 {
            return None;
        }
        match (self.bits() as i64).checked_sub((other.bits() - 1) as i64) {
            Some(b) => Some(special(b as u64)),
            None => None,
        }
    }

    /// The product of two small ints; `None` as for [`Value::add_small`].
    #[inline(always)]
    pub const fn mul_small(&self, other: &Value) -> Option<Value> {
        if self.bits() & other.bits() & 1 == 0 {
            return None;
        }
        match ((self.bits() - 1) as i64).checked_mul((other.bits() as i64) >> 1) {
            Some(b) => Some(special(b as u64 | 1)),
            None => None,
        }
    }

    /// How two small ints compare: 1 less, 2 equal, 4 greater; `None` when one is none.
    #[inline(always)]
    pub const fn order_small(&self, other: &Value) -> Option<u32> {
        if self.bits() & other.bits() & 1 == 0 {
            return None;
        }
        let (a, b) = (self.bits() as i64, other.bits() as i64);
        Some(if a < b { 1 } else { 2 << (a > b) as u32 })
    }

    /// Is it `None`?
    #[inline(always)]
    pub const fn is_none(&self) -> bool {
        self.bits() == NONE
    }
    /// Is it `True`?
    #[inline(always)]
    pub const fn is_true(&self) -> bool {
        self.bits() == TRUE
    }
    /// Is it `False`?
    #[inline(always)]
    pub const fn is_false(&self) -> bool {
        self.bits() == FALSE
    }
    /// Is it `True` or `False`?
    #[inline(always)]
    pub const fn as_bool(&self) -> Option<bool> {
        match self.bits() {
            TRUE => Some(true),
            FALSE => Some(false),
            _ => None,
        }
    }
    /// Is it `NotImplemented`?
    #[inline(always)]
    pub const fn is_not_implemented(&self) -> bool {
        self.bits() == NOT_IMPLEMENTED
    }
    /// Python's `is`.
    #[inline(always)]
    pub const fn is(&self, other: &Value) -> bool {
        self.bits() == other.bits()
    }
    /// Does it point at an object?
    #[inline(always)]
    pub const fn is_pointer(&self) -> bool {
        self.bits() & 7 == 0
    }

    /// The header of the object it points at.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        if self.is_pointer() {
            // SAFETY: a pointer value keeps its object alive (invariant of `Value`), and headers are only shared.
            Some(unsafe { &*(self.bits() as *const Header) })
        } else {
            None
        }
    }

    /// The class of the object it points at; `None` for immediates.
    #[inline(always)]
    pub fn class(&self) -> Option<&ClassHeader> {
        self.header().map(Header::class)
    }

    /// A counted pointer value from a live object.
    #[inline(always)]
    pub fn from_header(h: &Header) -> Value {
        h.count_up();
        // SAFETY: a header's address is aligned to 8 and not null; the count was just taken.
        unsafe { Value::from_bits(h as *const Header as u64) }
    }

    /// Drops it; was it the last count of an object?
    #[inline(always)]
    pub fn let_go(self) -> bool {
        let this = std::mem::ManuallyDrop::new(self);
        let Some(p) = this.pointer() else { return false };
        // SAFETY: this value owned one count of a live object.
        let last = unsafe { p.as_ref() }.count_down();
        if last {
            release::release(p);
        }
        last
    }

    /// Does a slot hold an object? Most slots that are written or emptied hold an immediate or nothing, and those ways out are
    /// the short ones.
    #[inline(always)]
    pub fn is_object(slot: &Option<Value>) -> bool {
        let bits = slot.as_ref().map_or(0, Value::bits);
        if bits & 7 != 0 {
            return false;
        }
        // Keeps the compiler from making one longer test of the two.
        std::hint::cold_path();
        bits != 0
    }

    pub(crate) fn pointer(&self) -> Option<NonNull<Header>> {
        if self.is_pointer() { NonNull::new(self.bits() as *mut Header) } else { None }
    }
}

const fn decode_float(bits: u64) -> f64 {
    if bits == FLOAT_ZERO {
        return 0.0;
    }
    let top = bits >> 63;
    f64::from_bits(((2 - top) | (bits & !3)).rotate_right(3))
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if let Some(h) = self.header() {
            h.count_up();
        }
        Value(self.0)
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(p) = self.pointer() {
            // SAFETY: this value owned one count of a live object.
            let last = unsafe { p.as_ref() }.count_down();
            if last {
                release::release(p);
            }
        }
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.tag() {
            Tag::Int => write!(f, "{}", self.bits() as i64 >> 1),
            Tag::Float => write!(f, "{}", decode_float(self.bits())),
            _ => write!(f, "<{:#x}>", self.bits()),
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}
