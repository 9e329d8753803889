//! Instance attributes: a word that names their keys (the VM's shape) and a growable array of values.
//!
//! The array starts inside the object, with the room that the class foresaw, and moves out when it grows. What the keys
//! are is the VM's business. Invariant: `values[..len]` are initialised words of `Option<Value>`.

use crate::header::Tracer;
use crate::value::Value;
use std::cell::{Cell, UnsafeCell};
use std::ptr::NonNull;

/// The part of an object that holds its attributes and `__slots__`.
#[repr(C)]
pub struct AttrArea {
    /// The VM's shape, or whatever it uses to name the values; zero at birth.
    pub keys: Cell<usize>,
    /// The `__dict__` object, once somebody asked for one: from then on it alone holds the attributes that are not slots.
    dict: UnsafeCell<Option<Value>>,
    values: Cell<NonNull<Option<Value>>>,
    len: Cell<u32>,
    capacity: Cell<u32>,
}

impl AttrArea {
    pub(crate) fn bytes(inline: i32) -> usize {
        if inline < 0 { 0 } else { size_of::<AttrArea>() + inline as usize * 8 }
    }

    /// # Safety
    /// `at` points at `AttrArea::bytes(inline)` bytes of fresh memory, aligned to 8.
    pub(crate) unsafe fn write_empty(at: *mut u8, inline: u32) {
        let area = at.cast::<AttrArea>();
        // SAFETY: the caller gives the room; the inline values follow the area.
        unsafe {
            let values = NonNull::new_unchecked(at.add(size_of::<AttrArea>()).cast());
            area.write(AttrArea {
                keys: Cell::new(0),
                dict: UnsafeCell::new(None),
                values: Cell::new(values),
                len: Cell::new(0),
                capacity: Cell::new(inline),
            });
        }
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
        unsafe { (*self.values.get().as_ptr().add(index)).as_ref() }
    }

    /// Sets or unsets a value, growing the array with unset ones; gives back the old one.
    #[inline(always)]
    pub fn set(&self, index: usize, v: Option<Value>) -> Option<Value> {
        if index >= self.len() {
            if index == self.len() && self.len.get() < self.capacity.get() {
                // A new object's attributes come one after the other.
                // SAFETY: there is room for one more word, which is not initialised yet.
                unsafe { self.values.get().as_ptr().add(index).write(v) };
                self.len.set(self.len.get() + 1);
                return None;
            }
            self.grow(index + 1);
        }
        // SAFETY: `index < len` now, and the word is initialised.
        unsafe { std::mem::replace(&mut *self.values.get().as_ptr().add(index), v) }
    }

    #[cold]
    fn move_out(&self, capacity: usize) {
        let mut room: Vec<Option<Value>> = Vec::with_capacity(capacity);
        let fresh = NonNull::new(room.as_mut_ptr()).unwrap_or(NonNull::dangling());
        let real = room.capacity();
        std::mem::forget(room);
        let old = self.values.get();
        // SAFETY: both arrays have at least `len` words and do not overlap; the words move as plain bits.
        unsafe { std::ptr::copy_nonoverlapping(old.as_ptr(), fresh.as_ptr(), self.len()) };
        self.free_outside(old);
        self.values.set(fresh);
        self.capacity.set(real as u32);
    }

    fn grow(&self, len: usize) {
        if len > self.capacity.get() as usize {
            self.move_out((len * 2).max(4));
        }
        for i in self.len()..len {
            // SAFETY: `i` is below the capacity.
            unsafe { self.values.get().as_ptr().add(i).write(None) };
        }
        self.len.set(len as u32);
    }

    fn inline_start(&self) -> *const Option<Value> {
        // SAFETY: one past the area, inside the object.
        unsafe { (self as *const AttrArea).add(1).cast() }
    }

    fn free_outside(&self, values: NonNull<Option<Value>>) {
        if !std::ptr::eq(values.as_ptr(), self.inline_start()) {
            // SAFETY: not inline, so it came from the `Vec` in `move_out` with this capacity; its words have moved away.
            drop(unsafe { Vec::from_raw_parts(values.as_ptr(), 0, self.capacity.get() as usize) });
        }
    }

    /// Moves the values out of the object, before its class changes to one with other inline room.
    pub fn detach(&self) {
        if std::ptr::eq(self.values.get().as_ptr(), self.inline_start()) {
            self.move_out(self.len().max(4));
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
        let values = self.values.get();
        for i in 0..self.len() {
            // SAFETY: below `len` the words are initialised; nobody else looks at them any more, and dropping a value does
            // not come back here (`release.rs` queues what dies meanwhile).
            drop(unsafe { (*values.as_ptr().add(i)).take() });
        }
        drop(self.set_dict(None));
        self.free_outside(self.values.get());
    }
}
