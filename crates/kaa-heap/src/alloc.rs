//! Memory for objects: free lists by size, cut from blocks of 64 KiB, for one thread.
//!
//! Larger objects and, with the feature `system-alloc` (sanitizers), all of them come from the system's allocator.

use crate::header::Header;
use std::alloc::Layout;
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
        let class = size.div_ceil(STEP);
        let head = l.heads[class].get();
        match NonNull::new(head) {
            Some(p) => {
                // SAFETY: a list's entries are free memory of this class with a link in their first word.
                l.heads[class].set(unsafe { p.as_ref().next });
                p.cast()
            }
            None => cut(l, class * STEP),
        }
    })
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
        let head = &l.heads[size.div_ceil(STEP)];
        let entry = p.cast::<Free>();
        // SAFETY: the memory is free and at least 16 bytes.
        unsafe { entry.as_ptr().write(Free { next: head.get() }) };
        head.set(entry.as_ptr());
    });
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
