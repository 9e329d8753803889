//! Instance attributes: a word that names their keys (the VM's shape) and a growable array of values.
//!
//! The array starts inside the object, behind the area, with the room that the class foresaw, and moves out when it grows: its
//! address then stands in the first of those words, and `capacity` has the flag [`OUTSIDE`]. That the usual place needs no look
//! at a pointer lets the processor fetch an object's second cache line beside its first. What the keys are is the VM's business.
//! Invariant: the first `len` of the array are initialised words of `Option<Value>`.

use crate::header::Tracer;
use crate::value::Value;
use std::cell::{Cell, UnsafeCell};

/// The part of an object that holds its attributes and `__slots__`.
#[repr(C)]
pub struct AttrArea {
    /// The VM's shape, or whatever it uses to name the values; zero at birth.
    pub keys: Cell<usize>,
    /// The `__dict__` object, once somebody asked for one: from then on it alone holds the attributes that are not slots.
    dict: UnsafeCell<Option<Value>>,
    len: Cell<u32>,
    capacity: Cell<u32>,
}

/// Flag of `capacity`: the array lies outside the object.
const OUTSIDE: u32 = 1 << 31;

impl AttrArea {
    pub(crate) fn bytes(inline: i32) -> usize {
        if inline < 0 { 0 } else { size_of::<AttrArea>() + (inline as usize).max(1) * 8 }
    }

    /// # Safety
    /// `at` points at `AttrArea::bytes(inline)` bytes of fresh memory, aligned to 8.
    pub(crate) unsafe fn write_empty(at: *mut u8, inline: u32) {
        let area = at.cast::<AttrArea>();
        // SAFETY: the caller gives the room.
        unsafe {
            area.write(AttrArea {
                keys: Cell::new(0),
                dict: UnsafeCell::new(None),
                len: Cell::new(0),
                capacity: Cell::new(inline.max(1)),
            });
        }
    }

    /// The first word of the array.
    #[inline(always)]
    fn first(&self) -> *mut Option<Value> {
        let inline = self.inline_start();
        if self.is_outside() {
            std::hint::cold_path();
            // SAFETY: that is where `move_out` put the address.
            return unsafe { inline.cast::<*mut Option<Value>>().read() };
        }
        inline
    }

    #[inline(always)]
    fn is_outside(&self) -> bool {
        self.capacity.get() & OUTSIDE != 0
    }

    /// How many words the array has.
    #[inline(always)]
    fn room(&self) -> u32 {
        self.capacity.get() & !OUTSIDE
    }

    /// How many values it has (unset ones included).
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get() as usize
    }
    /// Has it no values?
    pub fn is_empty(&self) -> bool {
        self.len.get() == 0
    }

    /// The value at an index; `None` when unset or beyond the end.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<&Value> {
        if index >= self.len() {
            return None;
        }
        // SAFETY: below `len` the words are initialised; the reference must not outlive the next `set` (callers clone).
        unsafe { (*self.first().add(index)).as_ref() }
    }

    /// Sets or unsets a value, growing the array with unset ones; gives back the old one.
    #[inline(always)]
    pub fn set(&self, index: usize, v: Option<Value>) -> Option<Value> {
        if index >= self.len() {
            if index == self.len() && self.len.get() < self.room() {
                // A new object's attributes come one after the other.
                // SAFETY: there is room for one more word, which is not initialised yet.
                unsafe { self.first().add(index).write(v) };
                self.len.set(self.len.get() + 1);
                return None;
            }
            self.grow(index + 1);
        }
        // SAFETY: `index < len` now, and the word is initialised.
        unsafe { std::mem::replace(&mut *self.first().add(index), v) }
    }

    #[cold]
    fn move_out(&self, capacity: usize) {
        let mut room: Vec<Option<Value>> = Vec::with_capacity(capacity);
        let fresh = room.as_mut_ptr();
        let real = room.capacity() as u32;
        std::mem::forget(room);
        // SAFETY: both arrays have at least `len` words and do not overlap; the words move as plain bits. An area has room for
        // one word at least.
        unsafe {
            std::ptr::copy_nonoverlapping(self.first(), fresh, self.len());
            self.free_outside();
            self.inline_start().cast::<*mut Option<Value>>().write(fresh);
        }
        self.capacity.set(real | OUTSIDE);
    }

    fn grow(&self, len: usize) {
        if len > self.room() as usize {
            self.move_out((len * 2).max(4));
        }
        for i in self.len()..len {
            // SAFETY: `i` is below the capacity.
            unsafe { self.first().add(i).write(None) };
        }
        self.len.set(len as u32);
    }

    #[inline(always)]
    fn inline_start(&self) -> *mut Option<Value> {
        // SAFETY: one past the area, inside the object.
        unsafe { (self as *const AttrArea).add(1).cast_mut().cast() }
    }

    fn free_outside(&self) {
        if self.is_outside() {
            // SAFETY: it came from the `Vec` in `move_out` with this capacity; its words have moved away.
            drop(unsafe { Vec::from_raw_parts(self.first(), 0, self.room() as usize) });
        }
    }

    /// The `__dict__` object, when there is one.
    #[inline(always)]
    pub fn dict(&self) -> Option<&Value> {
        // SAFETY: single-threaded; callers clone before anything can replace it.
        unsafe { (*self.dict.get()).as_ref() }
    }

    /// Puts a `__dict__` object in place, or takes it away.
    pub fn set_dict(&self, d: Option<Value>) -> Option<Value> {
        // SAFETY: single-threaded, and no reference from `dict` is held across (see there).
        unsafe { std::mem::replace(&mut *self.dict.get(), d) }
    }

    pub(crate) fn trace(&self, t: &mut Tracer<'_>) {
        for i in 0..self.len() {
            if let Some(v) = self.get(i) {
                t.value(v);
            }
        }
        if let Some(d) = self.dict() {
            t.value(d);
        }
    }

    /// Lets go of all values.
    pub(crate) fn clear(&self) {
        for i in 0..self.len() {
            drop(self.set(i, None));
        }
        drop(self.set_dict(None));
    }

    /// Drops values and outside array; the object is going away.
    pub(crate) fn destroy(&self) {
        let values = self.first();
        for i in 0..self.len() {
            // SAFETY: below `len` the words are initialised; nobody else looks at them any more, and dropping a value does
            // not come back here (`release.rs` queues what dies meanwhile).
            let old = unsafe { (*values.add(i)).take() };
            if Value::is_object(&old) {
                drop(old);
            }
        }
        drop(self.set_dict(None));
        self.free_outside();
    }
}
