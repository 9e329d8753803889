//! The contiguous stack of called functions' frames, and the guard of the native stack.

use std::cell::Cell;

/// Bytes reserved; the system gives memory page by page as it is touched.
const RESERVED: usize = 1 << 30;

/// Frames lie here one after the other and never move. Above the top every word is zero or an immediate, so that a new frame's
/// temporaries are dead as they are: whoever pops a frame has emptied its slots.
pub struct Stack {
    base: *mut u8,
    top: Cell<*mut u8>,
    end: *mut u8,
}

impl Stack {
    pub(crate) fn new() -> Stack {
        // No larger alignment: beyond the allocator's own, zeroed memory is written, and so touched, page by page.
        let layout = match std::alloc::Layout::from_size_align(RESERVED, 16) {
            Ok(l) => l,
            Err(_) => unreachable!("a constant"),
        };
        // SAFETY: the size is not zero. Zeroed memory of this size comes untouched from the system.
        let base = unsafe { std::alloc::alloc_zeroed(layout) };
        if base.is_null() {
            std::alloc::handle_alloc_error(layout);
        }
        // SAFETY: one past the end of the block.
        Stack { base, top: Cell::new(base), end: unsafe { base.add(RESERVED) } }
    }

    /// Room for a frame of `bytes` (a multiple of 8); `None` when the stack is full.
    #[inline(always)]
    pub(crate) fn push(&self, bytes: usize) -> Option<*mut u8> {
        let at = self.top.get();
        if (self.end as usize) - (at as usize) < bytes {
            return None;
        }
        // SAFETY: there is room, as just checked.
        self.top.set(unsafe { at.add(bytes) });
        Some(at)
    }

    /// Gives the room of the topmost frame back. Its slots are empty.
    #[inline(always)]
    pub(crate) fn pop(&self, at: *mut u8) {
        debug_assert!(at >= self.base && at <= self.top.get());
        // SAFETY: a frame's fixed part lies there, and nobody needs it any more.
        unsafe { std::ptr::write_bytes(at, 0, super::FRAME_SIZE) };
        self.top.set(at);
    }
}

/// Address below which native recursion must stop: a fixed reserve above the end of this thread's stack.
pub fn native_stack_limit() -> usize {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: a plain system call that fills the struct.
    let ok = unsafe { libc::getrlimit(libc::RLIMIT_STACK, &raw mut limit) } == 0;
    let here = (&raw const limit) as usize;
    let size = if ok && limit.rlim_cur != libc::RLIM_INFINITY { limit.rlim_cur as usize } else { 8 << 20 };
    let size = size.min(64 << 20);
    // A quarter stays for native code that does not look (drops, formatting, system libraries), at least 96 KiB.
    here.saturating_sub(size - (size / 4).max(96 << 10).min(size / 2))
}

/// How much of the native stack is in use, as an address to compare with the limit.
#[inline(always)]
pub(crate) fn native_stack_pointer() -> usize {
    let marker = 0u8;
    (&raw const marker) as usize
}
