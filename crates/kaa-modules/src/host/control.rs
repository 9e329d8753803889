//! Controlling descriptors and the process: `fcntl`, `ioctl`, locks, terminals, limits.

use super::fd::check;
use std::io::Result;
use std::mem::MaybeUninit;

/// Bytes that an argument of `fcntl` and `ioctl` may have.
pub const MOST: usize = 1024;
/// Room behind them, in case that the system writes more.
const SPARE: usize = 64;

/// `fcntl` with a number.
pub fn fcntl(fd: i32, command: i32, argument: i64) -> Result<i32> {
    // SAFETY: the commands that take a pointer get a bad address from a number, and fail.
    check(unsafe { libc::fcntl(fd, command, argument) } as isize).map(|r| r as i32)
}

/// `fcntl` with a struct that it may change.
pub fn fcntl_bytes(fd: i32, command: i32, bytes: &mut [u8]) -> Result<i32> {
    let mut room = vec![0u64; (bytes.len().max(MOST) + SPARE) / 8];
    let at = room.as_mut_ptr().cast::<u8>();
    // SAFETY: the room is larger than what is copied and than every struct of the commands.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len());
        let r = check(libc::fcntl(fd, command, at) as isize)?;
        std::ptr::copy_nonoverlapping(at, bytes.as_mut_ptr(), bytes.len());
        Ok(r as i32)
    }
}

/// `ioctl` with a number.
pub fn ioctl(fd: i32, request: u64, argument: i32) -> Result<i32> {
    // SAFETY: the requests that take a pointer get a bad address from a number, and fail.
    check(unsafe { libc::ioctl(fd, request, argument) } as isize).map(|r| r as i32)
}

/// `ioctl` with a struct that it may change.
pub fn ioctl_bytes(fd: i32, request: u64, bytes: &mut [u8]) -> Result<i32> {
    let mut room = vec![0u64; (bytes.len().max(MOST) + SPARE) / 8];
    let at = room.as_mut_ptr().cast::<u8>();
    // SAFETY: the room is larger than what is copied and than the structs of common requests.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len());
        let r = check(libc::ioctl(fd, request, at) as isize)?;
        std::ptr::copy_nonoverlapping(at, bytes.as_mut_ptr(), bytes.len());
        Ok(r as i32)
    }
}

/// `flock`.
pub fn flock(fd: i32, operation: i32) -> Result<()> {
    // SAFETY: a plain system call.
    check(unsafe { libc::flock(fd, operation) } as isize).map(drop)
}

/// A lock on a part of a file.
pub fn lock(fd: i32, command: i32, kind: i16, start: i64, length: i64, whence: i16) -> Result<()> {
    // SAFETY: a struct of numbers, for which zeroes are valid.
    let mut l: libc::flock = unsafe { MaybeUninit::zeroed().assume_init() };
    (l.l_type, l.l_whence, l.l_start, l.l_len) = (kind, whence, start, length);
    // SAFETY: the struct lives through the call.
    check(unsafe { libc::fcntl(fd, command, &raw const l) } as isize).map(drop)
}

/// `getrlimit`: soft and hard.
pub fn limits(resource: u32) -> Result<[u64; 2]> {
    let mut l = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the call fills the struct.
    check(unsafe { libc::getrlimit(resource, &raw mut l) } as isize)?;
    Ok([l.rlim_cur, l.rlim_max])
}

/// `setrlimit`.
pub fn set_limits(resource: u32, [soft, hard]: [u64; 2]) -> Result<()> {
    let l = libc::rlimit { rlim_cur: soft, rlim_max: hard };
    // SAFETY: the struct lives through the call.
    check(unsafe { libc::setrlimit(resource, &raw const l) } as isize).map(drop)
}

/// `prlimit`: the old limits.
pub fn limits_of(pid: i32, resource: u32, new: Option<[u64; 2]>) -> Result<[u64; 2]> {
    let new = new.map(|[soft, hard]| libc::rlimit { rlim_cur: soft, rlim_max: hard });
    let mut old = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    let pointer = new.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: both structs live through the call.
    check(unsafe { libc::prlimit(pid, resource, pointer, &raw mut old) } as isize)?;
    Ok([old.rlim_cur, old.rlim_max])
}

/// `getrusage`.
pub fn usage(who: i32) -> Result<libc::rusage> {
    let mut u = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the call fills the struct, for which zeroes are valid.
    check(unsafe { libc::getrusage(who, u.as_mut_ptr()) } as isize)?;
    // SAFETY: see above.
    Ok(unsafe { u.assume_init() })
}

/// `tcgetattr`, with both speeds.
pub fn terminal(fd: i32) -> Result<(libc::termios, [u32; 2])> {
    let mut t = MaybeUninit::<libc::termios>::zeroed();
    // SAFETY: the call fills the struct, for which zeroes are valid.
    check(unsafe { libc::tcgetattr(fd, t.as_mut_ptr()) } as isize)?;
    // SAFETY: see above.
    let t = unsafe { t.assume_init() };
    // SAFETY: the struct is alive.
    let speeds = unsafe { [libc::cfgetispeed(&raw const t), libc::cfgetospeed(&raw const t)] };
    Ok((t, speeds))
}

/// `tcsetattr`, with both speeds.
pub fn set_terminal(fd: i32, when: i32, mut t: libc::termios, speeds: [u32; 2]) -> Result<()> {
    // SAFETY: the struct lives through the calls.
    unsafe {
        check(libc::cfsetispeed(&raw mut t, speeds[0]) as isize)?;
        check(libc::cfsetospeed(&raw mut t, speeds[1]) as isize)?;
        check(libc::tcsetattr(fd, when, &raw const t) as isize).map(drop)
    }
}

/// What a terminal is told with one number.
#[derive(Clone, Copy)]
pub enum Tell {
    /// `tcsendbreak`.
    Break(i32),
    /// `tcdrain`.
    Drain,
    /// `tcflush`.
    Flush(i32),
    /// `tcflow`.
    Flow(i32),
}

/// Tells a terminal something.
pub fn tell_terminal(fd: i32, what: Tell) -> Result<()> {
    // SAFETY: plain system calls.
    let r = unsafe {
        match what {
            Tell::Break(n) => libc::tcsendbreak(fd, n),
            Tell::Drain => libc::tcdrain(fd),
            Tell::Flush(n) => libc::tcflush(fd, n),
            Tell::Flow(n) => libc::tcflow(fd, n),
        }
    };
    check(r as isize).map(drop)
}

/// Rows and columns.
pub fn window(fd: i32) -> Result<[u16; 2]> {
    let mut w = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the call fills the struct.
    check(unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &raw mut w) } as isize)?;
    Ok([w.ws_row, w.ws_col])
}

/// Sets rows and columns.
pub fn set_window(fd: i32, [rows, columns]: [u16; 2]) -> Result<()> {
    let mut w = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the struct lives through the calls.
    unsafe {
        check(libc::ioctl(fd, libc::TIOCGWINSZ, &raw mut w) as isize)?;
        (w.ws_row, w.ws_col) = (rows, columns);
        check(libc::ioctl(fd, libc::TIOCSWINSZ, &raw const w) as isize).map(drop)
    }
}

/// Closes all descriptors from 3 on but these (in order).
pub fn close_others(keep: &[i32]) {
    let mut from = 3u32;
    for end in keep.iter().filter_map(|k| u32::try_from(*k).ok()).chain([u32::MAX]) {
        if end > from || end == u32::MAX {
            let last = if end == u32::MAX { u32::MAX } else { end - 1 };
            // SAFETY: a plain system call; nobody of the caller uses the descriptors any more.
            if unsafe { libc::syscall(libc::SYS_close_range, from, last, 0) } < 0 {
                let most = 1 << 16;
                for fd in from..=last.min(most) {
                    drop(super::fd::close(fd as i32));
                }
            }
        }
        from = end.saturating_add(1).max(from);
    }
}
