//! Mapped memory. Others may change it at any time, so bytes are copied in and out and never borrowed.

use std::io::{Error, Result};

/// A mapping; it ends when dropped.
pub struct Mapping {
    start: *mut u8,
    length: usize,
}

impl Mapping {
    /// `mmap`.
    pub fn new(fd: i32, length: usize, protection: i32, flags: i32, offset: i64) -> Result<Mapping> {
        // SAFETY: the system chooses the place.
        let p = unsafe { libc::mmap(std::ptr::null_mut(), length, protection, flags, fd, offset) };
        if p == libc::MAP_FAILED {
            return Err(Error::last_os_error());
        }
        Ok(Mapping { start: p.cast(), length })
    }

    /// How many bytes.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Never: the system maps no empty memory.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// A copy of some bytes; fewer where the mapping ends.
    pub fn read(&self, from: usize, count: usize) -> Vec<u8> {
        let from = from.min(self.length);
        let n = count.min(self.length - from);
        let mut out = vec![0; n];
        // SAFETY: the range lies inside the mapping; the copy is new.
        unsafe { std::ptr::copy_nonoverlapping(self.start.add(from), out.as_mut_ptr(), n) };
        out
    }

    /// Writes bytes; those beyond the end are left out. The mapping must be writable.
    pub fn write(&self, at: usize, bytes: &[u8]) {
        let at = at.min(self.length);
        let n = bytes.len().min(self.length - at);
        // SAFETY: the range lies inside the mapping.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), self.start.add(at), n) };
    }

    /// `msync`.
    pub fn flush(&self, at: usize, count: usize) -> Result<()> {
        let at = at.min(self.length);
        let n = count.min(self.length - at);
        // SAFETY: the range lies inside the mapping.
        match unsafe { libc::msync(self.start.add(at).cast(), n, libc::MS_SYNC) } {
            0 => Ok(()),
            _ => Err(Error::last_os_error()),
        }
    }

    /// `madvise`.
    pub fn advise(&self, at: usize, count: usize, advice: i32) -> Result<()> {
        let at = at.min(self.length);
        let n = count.min(self.length - at);
        // SAFETY: the range lies inside the mapping.
        match unsafe { libc::madvise(self.start.add(at).cast(), n, advice) } {
            0 => Ok(()),
            _ => Err(Error::last_os_error()),
        }
    }

    /// `mremap`.
    pub fn resize(&mut self, length: usize) -> Result<()> {
        // SAFETY: the mapping may move; nobody has a pointer into it.
        let p = unsafe { libc::mremap(self.start.cast(), self.length, length, libc::MREMAP_MAYMOVE) };
        if p == libc::MAP_FAILED {
            return Err(Error::last_os_error());
        }
        (self.start, self.length) = (p.cast(), length);
        Ok(())
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the range is the mapping.
        unsafe { libc::munmap(self.start.cast(), self.length) };
    }
}
