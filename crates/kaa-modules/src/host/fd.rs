//! File descriptors by number, as Python's `os` and `io` use them.

use std::ffi::CString;
use std::io::{Error, Result};

pub(super) fn check(r: isize) -> Result<usize> {
    usize::try_from(r).map_err(|_| Error::last_os_error())
}

/// Reads; repeats when a signal came between.
pub fn read(fd: i32, buffer: &mut [u8]) -> Result<usize> {
    // SAFETY: the buffer is valid for writes of its length.
    check(unsafe { libc::read(fd, buffer.as_mut_ptr().cast(), buffer.len()) })
}

/// Writes some of the bytes.
pub fn write(fd: i32, bytes: &[u8]) -> Result<usize> {
    // SAFETY: the bytes are valid for reads of their length.
    check(unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) })
}

/// Writes all of the bytes.
pub fn write_all(fd: i32, mut bytes: &[u8]) -> Result<()> {
    while !bytes.is_empty() {
        match write(fd, bytes) {
            Ok(n) => bytes = &bytes[n..],
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// Closes.
pub fn close(fd: i32) -> Result<()> {
    // SAFETY: a plain system call; a wrong number is an error.
    check(unsafe { libc::close(fd) } as isize).map(drop)
}

/// Opens a file.
pub fn open(path: &[u8], flags: i32, mode: u32) -> Result<i32> {
    let path = CString::new(path).map_err(|_| Error::from_raw_os_error(libc::EINVAL))?;
    // SAFETY: the path ends with a zero byte.
    check(unsafe { libc::open(path.as_ptr(), flags, mode) } as isize).map(|fd| fd as i32)
}

/// Moves the position.
pub fn seek(fd: i32, offset: i64, whence: i32) -> Result<i64> {
    // SAFETY: a plain system call.
    let at = unsafe { libc::lseek(fd, offset, whence) };
    if at < 0 { Err(Error::last_os_error()) } else { Ok(at) }
}

/// Standard descriptors that were not open when the process began, as bits. Rust's start opens the null device for them, so
/// somebody has to look before that.
static CLOSED: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(0);

/// Runs before `main`, and before Rust's own start.
extern "C" fn look_at_descriptors() {
    for fd in 0..3 {
        // SAFETY: a plain system call, which may be made before anything else is set up.
        if unsafe { libc::fcntl(fd, libc::F_GETFD) } == -1 {
            CLOSED.fetch_or(1 << fd, std::sync::atomic::Ordering::Relaxed);
        }
    }
}

// SAFETY: the loader calls the functions in this section one after the other; this one needs nothing that is set up later.
#[used]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
#[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
static LOOK_AT_DESCRIPTORS: extern "C" fn() = look_at_descriptors;

/// Was a standard descriptor not open when the process began?
pub fn was_closed(fd: i32) -> bool {
    (0..3).contains(&fd) && CLOSED.load(std::sync::atomic::Ordering::Relaxed) & 1 << fd != 0
}

/// Is it a terminal?
pub fn is_terminal(fd: i32) -> bool {
    // SAFETY: a plain system call.
    unsafe { libc::isatty(fd) == 1 }
}

/// Sets the length.
pub fn truncate(fd: i32, length: i64) -> Result<()> {
    // SAFETY: a plain system call.
    check(unsafe { libc::ftruncate(fd, length) } as isize).map(drop)
}

/// What a file is.
pub fn status(fd: i32) -> Result<libc::stat> {
    let mut s = std::mem::MaybeUninit::<libc::stat>::zeroed();
    // SAFETY: the call fills the struct, for which zeroes are a valid value as well.
    check(unsafe { libc::fstat(fd, s.as_mut_ptr()) } as isize)?;
    // SAFETY: see above.
    Ok(unsafe { s.assume_init() })
}

/// What the file of a path is; of the link itself unless `follow`.
pub fn path_status(path: &[u8], follow: Follow) -> Result<libc::stat> {
    let path = CString::new(path).map_err(|_| Error::from_raw_os_error(libc::EINVAL))?;
    let mut s = std::mem::MaybeUninit::<libc::stat>::zeroed();
    // SAFETY: the path ends with a zero byte; the call fills the struct, for which zeroes are valid.
    let r = unsafe {
        match follow {
            Follow::Links => libc::stat(path.as_ptr(), s.as_mut_ptr()),
            Follow::Nothing => libc::lstat(path.as_ptr(), s.as_mut_ptr()),
        }
    };
    check(r as isize)?;
    // SAFETY: see above.
    Ok(unsafe { s.assume_init() })
}

/// Whether symbolic links are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// Links lead on.
    Links,
    /// A link is what is meant.
    Nothing,
}

/// Another number for the same file; closed on exec.
pub fn duplicate(fd: i32) -> Result<i32> {
    // SAFETY: a plain system call.
    check(unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) } as isize).map(|n| n as i32)
}

/// A pipe: its reading and its writing end.
pub fn pipe() -> Result<(i32, i32)> {
    let mut ends = [0i32; 2];
    // SAFETY: the call fills two numbers.
    check(unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) } as isize)?;
    Ok((ends[0], ends[1]))
}
