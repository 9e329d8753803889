//! Memory for objects: free lists by size, cut from blocks of 64 KiB, for one thread.
//!
//! Larger objects and, with the feature `system-alloc` (sanitizers), all of them come from the system's allocator.
//! [`Allocator`] serves the program's other memory from the same lists.

use crate::header::Header;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::NonNull;

const STEP: usize = 16;
const LARGEST: usize = 512;
const BLOCK: usize = 64 * 1024;

struct Free {
    next: *mut Free,
}

struct Lists {
    heads: [Cell<*mut Free>; LARGEST / STEP + 1],
    fresh: Cell<*mut u8>,
    fresh_end: Cell<*mut u8>,
    bytes: Cell<usize>,
}

thread_local! {
    static LISTS: Lists = const {
        Lists {
            heads: [const { Cell::new(std::ptr::null_mut()) }; LARGEST / STEP + 1],
            fresh: Cell::new(std::ptr::null_mut()),
            fresh_end: Cell::new(std::ptr::null_mut()),
            bytes: Cell::new(0),
        }
    };
}

/// Bytes that live objects take on this thread.
pub fn allocated_bytes() -> usize {
    LISTS.with(|l| l.bytes.get())
}

fn layout(size: usize) -> Layout {
    match Layout::from_size_align(size, STEP) {
        Ok(l) => l,
        Err(_) => std::alloc::handle_alloc_error(Layout::new::<Header>()),
    }
}

/// Memory of at least `size` bytes, aligned to 16. Ends the process when the system has none left.
#[inline]
pub(crate) fn allocate(size: usize) -> NonNull<u8> {
    LISTS.with(|l| {
        l.bytes.set(l.bytes.get() + size);
        if size > LARGEST || cfg!(feature = "system-alloc") {
            return system(size);
        }
        take(l, size)
    })
}

/// Memory from the list of a small size.
#[inline(always)]
fn take(l: &Lists, size: usize) -> NonNull<u8> {
    let class = size.div_ceil(STEP);
    match NonNull::new(l.heads[class].get()) {
        Some(p) => {
            // SAFETY: a list's entries are free memory of this class with a link in their first word.
            l.heads[class].set(unsafe { p.as_ref().next });
            p.cast()
        }
        None => cut(l, class * STEP),
    }
}

/// Puts memory on the list of a small size.
///
/// # Safety
/// `p` is memory of that size class that nobody uses any more.
#[inline(always)]
unsafe fn give(l: &Lists, p: NonNull<u8>, size: usize) {
    let head = &l.heads[size.div_ceil(STEP)];
    let entry = p.cast::<Free>();
    // SAFETY: the memory is free and at least 16 bytes.
    unsafe { entry.as_ptr().write(Free { next: head.get() }) };
    head.set(entry.as_ptr());
}

/// Gives memory back.
///
/// # Safety
/// `p` came from [`allocate`] with the same size and nobody uses it any more.
#[inline]
pub(crate) unsafe fn free(p: NonNull<u8>, size: usize) {
    LISTS.with(|l| {
        l.bytes.set(l.bytes.get().wrapping_sub(size));
        if size > LARGEST || cfg!(feature = "system-alloc") {
            // SAFETY: such sizes come from `system`.
            unsafe { std::alloc::dealloc(p.as_ptr(), layout(size)) };
            return;
        }
        // SAFETY: promised by the caller.
        unsafe { give(l, p, size) };
    });
}

/// A global allocator for programs that run Kaa: boxes and vectors of small sizes come from the lists that objects use, the
/// rest from the system. What a thread gives back stays with that thread.
pub struct Allocator;

/// Does a layout belong to the lists?
#[inline(always)]
fn is_small(l: Layout) -> bool {
    l.size() <= LARGEST && l.size() != 0 && l.align() <= STEP && !cfg!(feature = "system-alloc")
}

// SAFETY: `is_small` depends on the layout alone, so memory goes back where it came from; the lists' memory is aligned to 16,
// as large as the size class, and handed out once.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_small(layout) {
            return LISTS.with(|l| take(l, layout.size()).as_ptr());
        }
        // SAFETY: promised by the caller.
        unsafe { System.alloc(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        if is_small(layout) {
            // SAFETY: such layouts come from the lists, and pointers to them are not null.
            LISTS.with(|l| unsafe { give(l, NonNull::new_unchecked(p), layout.size()) });
            return;
        }
        // SAFETY: promised by the caller; such layouts come from the system.
        unsafe { System.dealloc(p, layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if is_small(layout) {
            let p = LISTS.with(|l| take(l, layout.size()));
            // SAFETY: fresh memory of that size.
            unsafe { p.write_bytes(0, layout.size()) };
            return p.as_ptr();
        }
        // SAFETY: promised by the caller.
        unsafe { System.alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn realloc(&self, p: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: promised by the caller: the new size, rounded up, does not overflow.
        let new = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        match (is_small(layout), is_small(new)) {
            // SAFETY: promised by the caller; both layouts are the system's.
            (false, false) => unsafe { System.realloc(p, layout, new_size) },
            (true, true) if layout.size().div_ceil(STEP) == new_size.div_ceil(STEP) => p,
            _ => {
                // SAFETY: fresh memory is at least as large as what is copied; the old block goes back once.
                unsafe {
                    let fresh = self.alloc(new);
                    if !fresh.is_null() {
                        std::ptr::copy_nonoverlapping(p, fresh, layout.size().min(new_size));
                        self.dealloc(p, layout);
                    }
                    fresh
                }
            }
        }
    }
}

fn system(size: usize) -> NonNull<u8> {
    // SAFETY: the size is not zero: a header alone has 16 bytes.
    match NonNull::new(unsafe { std::alloc::alloc(layout(size)) }) {
        Some(p) => p,
        None => std::alloc::handle_alloc_error(layout(size)),
    }
}

#[cold]
fn cut(l: &Lists, size: usize) -> NonNull<u8> {
    if (l.fresh_end.get() as usize) - (l.fresh.get() as usize) < size {
        let block = system(BLOCK);
        l.fresh.set(block.as_ptr());
        // SAFETY: one past the block's end.
        l.fresh_end.set(unsafe { block.as_ptr().add(BLOCK) });
    }
    let p = l.fresh.get();
    // SAFETY: at least `size` bytes are left in the block.
    l.fresh.set(unsafe { p.add(size) });
    // SAFETY: a block's address is not null.
    unsafe { NonNull::new_unchecked(p) }
}
