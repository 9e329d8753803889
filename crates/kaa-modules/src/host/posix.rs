//! System calls that take numbers and paths, one row each, and the few that fill a struct.

use super::fd::check;
use std::ffi::{CStr, CString};
use std::io::{Error, Result};
use std::mem::MaybeUninit;

/// What a system call takes: numbers and texts that end with a zero byte.
trait Plain {
    type C;
    fn c(&self) -> Self::C;
}
macro_rules! numbers {
    ($($t:ty)*) => { $(impl Plain for $t { type C = $t; fn c(&self) -> $t { *self } })* };
}
numbers! { i32 u32 i64 u64 usize }
impl Plain for &CStr {
    type C = *const libc::c_char;
    fn c(&self) -> *const libc::c_char {
        self.as_ptr()
    }
}

macro_rules! calls {
    ($($name:ident($($a:ident: $t:ty),*);)*) => {
        $(
            #[doc = concat!("The system call `", stringify!($name), "`.")]
            pub fn $name($($a: $t),*) -> Result<i64> {
                // SAFETY: it takes numbers and texts that live through the call, and writes nowhere.
                check(unsafe { libc::$name($($a.c()),*) } as isize).map(|r| r as i64)
            }
        )*
    };
}

calls! {
    openat(dir: i32, path: &CStr, flags: i32, mode: u32);
    mkdirat(dir: i32, path: &CStr, mode: u32);
    mkfifoat(dir: i32, path: &CStr, mode: u32);
    mknodat(dir: i32, path: &CStr, mode: u32, device: u64);
    unlinkat(dir: i32, path: &CStr, flags: i32);
    renameat(from_dir: i32, from: &CStr, to_dir: i32, to: &CStr);
    linkat(from_dir: i32, from: &CStr, to_dir: i32, to: &CStr, flags: i32);
    symlinkat(target: &CStr, dir: i32, path: &CStr);
    fchmodat(dir: i32, path: &CStr, mode: u32, flags: i32);
    fchownat(dir: i32, path: &CStr, user: u32, group: u32, flags: i32);
    faccessat(dir: i32, path: &CStr, mode: i32, flags: i32);
    chdir(path: &CStr);
    chroot(path: &CStr);
    truncate(path: &CStr, length: i64);
    fchdir(fd: i32);
    fchmod(fd: i32, mode: u32);
    fchown(fd: i32, user: u32, group: u32);
    fsync(fd: i32);
    fdatasync(fd: i32);
    ftruncate(fd: i32, length: i64);
    dup2(from: i32, to: i32);
    dup3(from: i32, to: i32, flags: i32);
    lockf(fd: i32, command: i32, length: i64);
    isatty(fd: i32);
    posix_fadvise(fd: i32, offset: i64, length: i64, advice: i32);
    posix_fallocate(fd: i32, offset: i64, length: i64);
    getpid();
    getppid();
    getpgrp();
    getpgid(pid: i32);
    getsid(pid: i32);
    getuid();
    geteuid();
    getgid();
    getegid();
    setuid(id: u32);
    seteuid(id: u32);
    setgid(id: u32);
    setegid(id: u32);
    setreuid(real: u32, effective: u32);
    setregid(real: u32, effective: u32);
    setresuid(real: u32, effective: u32, saved: u32);
    setresgid(real: u32, effective: u32, saved: u32);
    setsid();
    setpgid(pid: i32, group: i32);
    kill(pid: i32, signal: i32);
    killpg(group: i32, signal: i32);
    umask(mask: u32);
    tcgetpgrp(fd: i32);
    tcsetpgrp(fd: i32, group: i32);
    grantpt(fd: i32);
    unlockpt(fd: i32);
    posix_openpt(flags: i32);
    sched_yield();
    sched_get_priority_max(policy: i32);
    sched_get_priority_min(policy: i32);
    sched_getscheduler(pid: i32);
    unshare(flags: i32);
    setns(fd: i32, kind: i32);
    eventfd(value: u32, flags: i32);
    memfd_create(name: &CStr, flags: u32);
    timerfd_create(clock: i32, flags: i32);
    initgroups(user: &CStr, group: u32);
}

/// A path or name as the system takes it; EINVAL when it holds a zero byte.
pub fn c_text(bytes: &[u8]) -> Result<CString> {
    CString::new(bytes).map_err(|_| Error::from_raw_os_error(libc::EINVAL))
}

/// Runs a call that fills a struct of plain numbers.
fn filled<T>(call: impl FnOnce(*mut T) -> i32) -> Result<T> {
    let mut t = MaybeUninit::<T>::zeroed();
    check(call(t.as_mut_ptr()) as isize)?;
    // SAFETY: only structs of numbers are asked for (see the callers), for which zeroes are a valid value.
    Ok(unsafe { t.assume_init() })
}

/// `fstatat`.
pub fn stat_at(dir: i32, path: &CStr, flags: i32) -> Result<libc::stat> {
    // SAFETY: the call fills the struct.
    filled(|t| unsafe { libc::fstatat(dir, path.as_ptr(), t, flags) })
}

/// `statvfs`.
pub fn statvfs(path: &CStr) -> Result<libc::statvfs> {
    // SAFETY: the call fills the struct.
    filled(|t| unsafe { libc::statvfs(path.as_ptr(), t) })
}

/// `fstatvfs`.
pub fn fstatvfs(fd: i32) -> Result<libc::statvfs> {
    // SAFETY: the call fills the struct.
    filled(|t| unsafe { libc::fstatvfs(fd, t) })
}

/// `uname`: system, node, release, version, machine.
pub fn uname() -> Result<[Vec<u8>; 5]> {
    // SAFETY: the call fills the struct.
    let u: libc::utsname = filled(|t| unsafe { libc::uname(t) })?;
    let text = |field: &[libc::c_char]| field.iter().take_while(|c| **c != 0).map(|c| *c as u8).collect();
    Ok([text(&u.sysname), text(&u.nodename), text(&u.release), text(&u.version), text(&u.machine)])
}

/// `times`: user, system, children's user and system, elapsed, all in clock ticks, and ticks a second.
pub fn times() -> Result<([i64; 5], i64)> {
    let mut elapsed = 0;
    let t: libc::tms = filled(|t| {
        // SAFETY: the call fills the struct.
        elapsed = unsafe { libc::times(t) };
        0
    })?;
    // SAFETY: a plain question.
    let second = unsafe { libc::sysconf(libc::_SC_CLK_TCK) };
    Ok(([t.tms_utime, t.tms_stime, t.tms_cutime, t.tms_cstime, elapsed], second))
}

/// `utimensat`.
pub fn set_times(dir: i32, path: &CStr, times: [(i64, i64); 2], flags: i32) -> Result<()> {
    let times = times.map(|(s, n)| libc::timespec { tv_sec: s, tv_nsec: n });
    // SAFETY: path and times live through the call.
    check(unsafe { libc::utimensat(dir, path.as_ptr(), times.as_ptr(), flags) } as isize).map(drop)
}

/// `futimens`.
pub fn set_times_of(fd: i32, times: [(i64, i64); 2]) -> Result<()> {
    let times = times.map(|(s, n)| libc::timespec { tv_sec: s, tv_nsec: n });
    // SAFETY: the times live through the call.
    check(unsafe { libc::futimens(fd, times.as_ptr()) } as isize).map(drop)
}

/// `readlinkat`.
pub fn read_link(dir: i32, path: &CStr) -> Result<Vec<u8>> {
    let mut out = vec![0; 4096];
    // SAFETY: the buffer is valid for writes of its length.
    let n = check(unsafe { libc::readlinkat(dir, path.as_ptr(), out.as_mut_ptr().cast(), out.len()) })?;
    out.truncate(n);
    Ok(out)
}

/// `pread`.
pub fn pread(fd: i32, buffer: &mut [u8], offset: i64) -> Result<usize> {
    // SAFETY: the buffer is valid for writes of its length.
    check(unsafe { libc::pread(fd, buffer.as_mut_ptr().cast(), buffer.len(), offset) })
}

/// `pwrite`.
pub fn pwrite(fd: i32, bytes: &[u8], offset: i64) -> Result<usize> {
    // SAFETY: the bytes are valid for reads of their length.
    check(unsafe { libc::pwrite(fd, bytes.as_ptr().cast(), bytes.len(), offset) })
}

/// `getrandom`.
pub fn random(buffer: &mut [u8], flags: u32) -> Result<usize> {
    // SAFETY: the buffer is valid for writes of its length.
    check(unsafe { libc::getrandom(buffer.as_mut_ptr().cast(), buffer.len(), flags) })
}

/// `sendfile`; without offset at the file's position.
pub fn send_file(to: i32, from: i32, offset: Option<i64>, count: usize) -> Result<usize> {
    let mut at = offset.unwrap_or(0);
    let place = if offset.is_some() { &raw mut at } else { std::ptr::null_mut() };
    // SAFETY: the offset, when given, lives through the call.
    check(unsafe { libc::sendfile(to, from, place, count) })
}

/// `copy_file_range` (`splice` takes the same arguments).
pub fn copy_range(
    splice: bool,
    from: (i32, Option<i64>),
    to: (i32, Option<i64>),
    count: usize,
    flags: u32,
) -> Result<usize> {
    let (mut at_from, mut at_to) = (from.1.unwrap_or(0), to.1.unwrap_or(0));
    let place_from = if from.1.is_some() { &raw mut at_from } else { std::ptr::null_mut() };
    let place_to = if to.1.is_some() { &raw mut at_to } else { std::ptr::null_mut() };
    // SAFETY: the offsets, when given, live through the call.
    check(unsafe {
        if splice {
            libc::splice(from.0, place_from, to.0, place_to, count, flags)
        } else {
            libc::copy_file_range(from.0, place_from, to.0, place_to, count, flags)
        }
    })
}

/// The supplementary groups.
pub fn groups() -> Result<Vec<u32>> {
    let mut out = vec![0; 1024];
    // SAFETY: the buffer is valid for writes of its length.
    let n = check(unsafe { libc::getgroups(out.len() as i32, out.as_mut_ptr()) } as isize)?;
    out.truncate(n);
    Ok(out)
}

/// Sets the supplementary groups.
pub fn set_groups(groups: &[u32]) -> Result<()> {
    // SAFETY: the groups are valid for reads of their number.
    check(unsafe { libc::setgroups(groups.len(), groups.as_ptr()) } as isize).map(drop)
}

/// The groups of a user.
pub fn group_list(user: &CStr, group: u32) -> Result<Vec<u32>> {
    let mut out = vec![0; 4096];
    let mut n = out.len() as i32;
    // SAFETY: the buffer is valid for writes of the given number.
    let r = unsafe { libc::getgrouplist(user.as_ptr(), group, out.as_mut_ptr(), &raw mut n) };
    check(r as isize)?;
    out.truncate(usize::try_from(n).unwrap_or(0));
    Ok(out)
}

/// Real, effective and saved user.
pub fn user_ids() -> Result<[u32; 3]> {
    let mut ids = [0; 3];
    let [a, b, c] = &mut ids;
    // SAFETY: three places for numbers.
    check(unsafe { libc::getresuid(a, b, c) } as isize)?;
    Ok(ids)
}

/// Real, effective and saved group.
pub fn group_ids() -> Result<[u32; 3]> {
    let mut ids = [0; 3];
    let [a, b, c] = &mut ids;
    // SAFETY: three places for numbers.
    check(unsafe { libc::getresgid(a, b, c) } as isize)?;
    Ok(ids)
}

/// Load averages.
pub fn load() -> Option<[f64; 3]> {
    let mut load = [0.0; 3];
    // SAFETY: three places for numbers.
    (unsafe { libc::getloadavg(load.as_mut_ptr(), 3) } == 3).then_some(load)
}

/// `sysconf`; none when there is no limit.
pub fn sysconf(name: i32) -> Result<i64> {
    clear_errno();
    // SAFETY: a plain question.
    limit(unsafe { libc::sysconf(name) })
}

/// `fpathconf`.
pub fn fpathconf(fd: i32, name: i32) -> Result<i64> {
    clear_errno();
    // SAFETY: a plain question.
    limit(unsafe { libc::fpathconf(fd, name) })
}

/// `pathconf`.
pub fn pathconf(path: &CStr, name: i32) -> Result<i64> {
    clear_errno();
    // SAFETY: the path lives through the call.
    limit(unsafe { libc::pathconf(path.as_ptr(), name) })
}

/// -1 is an error only when the error number says so.
fn limit(r: i64) -> Result<i64> {
    let e = Error::last_os_error();
    if r == -1 && e.raw_os_error() != Some(0) { Err(e) } else { Ok(r) }
}

fn clear_errno() {
    // SAFETY: the place of the thread's error number is always valid.
    unsafe { *libc::__errno_location() = 0 };
}

/// `confstr`.
pub fn confstr(name: i32) -> Result<Option<Vec<u8>>> {
    clear_errno();
    let mut out = vec![0; 4096];
    // SAFETY: the buffer is valid for writes of its length.
    let n = unsafe { libc::confstr(name, out.as_mut_ptr().cast(), out.len()) };
    if n == 0 {
        let e = Error::last_os_error();
        return if e.raw_os_error() == Some(0) { Ok(None) } else { Err(e) };
    }
    out.truncate(n.saturating_sub(1));
    Ok(Some(out))
}

/// Sets a variable of the environment.
pub fn set_env(name: &CStr, value: &CStr) -> Result<()> {
    // SAFETY: the runtime's process changes its environment from its main thread only.
    check(unsafe { libc::setenv(name.as_ptr(), value.as_ptr(), 1) } as isize).map(drop)
}

/// Removes a variable of the environment.
pub fn unset_env(name: &CStr) -> Result<()> {
    // SAFETY: as in `set_env`.
    check(unsafe { libc::unsetenv(name.as_ptr()) } as isize).map(drop)
}

/// Are the descriptor's operations blocking?
pub fn is_blocking(fd: i32) -> Result<bool> {
    // SAFETY: a plain system call.
    check(unsafe { libc::fcntl(fd, libc::F_GETFL, 0) } as isize)
        .map(|flags| flags as i32 & libc::O_NONBLOCK == 0)
}

/// Makes them so or not.
pub fn set_blocking(fd: i32, on: bool) -> Result<()> {
    // SAFETY: a plain system call.
    let flags = check(unsafe { libc::fcntl(fd, libc::F_GETFL, 0) } as isize)? as i32;
    let new = if on { flags & !libc::O_NONBLOCK } else { flags | libc::O_NONBLOCK };
    // SAFETY: a plain system call.
    check(unsafe { libc::fcntl(fd, libc::F_SETFL, new) } as isize).map(drop)
}

/// Does the descriptor survive exec?
pub fn is_inheritable(fd: i32) -> Result<bool> {
    // SAFETY: a plain system call.
    check(unsafe { libc::fcntl(fd, libc::F_GETFD, 0) } as isize)
        .map(|flags| flags as i32 & libc::FD_CLOEXEC == 0)
}

/// Makes it so or not.
pub fn set_inheritable(fd: i32, on: bool) -> Result<()> {
    let flags = if on { 0 } else { libc::FD_CLOEXEC };
    // SAFETY: a plain system call.
    check(unsafe { libc::fcntl(fd, libc::F_SETFD, flags) } as isize).map(drop)
}

/// Columns and lines of a terminal.
pub fn terminal_size(fd: i32) -> Result<(u16, u16)> {
    // SAFETY: the call fills the struct.
    let w: libc::winsize = filled(|t| unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, t) })?;
    Ok((w.ws_col, w.ws_row))
}

/// A pipe with these flags.
pub fn pipe(flags: i32) -> Result<(i32, i32)> {
    let mut ends = [0i32; 2];
    // SAFETY: the call fills two numbers.
    check(unsafe { libc::pipe2(ends.as_mut_ptr(), flags) } as isize)?;
    Ok((ends[0], ends[1]))
}

/// The name of a terminal.
pub fn terminal_name(fd: i32) -> Result<Vec<u8>> {
    name_of(|out, n| {
        // SAFETY: the buffer is valid for writes of its length.
        unsafe { libc::ttyname_r(fd, out, n) }
    })
}

/// The name of the other end of a pseudo-terminal.
pub fn pty_name(fd: i32) -> Result<Vec<u8>> {
    name_of(|out, n| {
        // SAFETY: the buffer is valid for writes of its length.
        unsafe { libc::ptsname_r(fd, out, n) }
    })
}

/// The user's login name.
pub fn login_name() -> Result<Vec<u8>> {
    // SAFETY: the text, when there is one, is valid until the next call.
    unsafe {
        let name = libc::getlogin();
        if name.is_null() {
            Err(Error::last_os_error())
        } else {
            Ok(CStr::from_ptr(name).to_bytes().to_vec())
        }
    }
}

/// Calls that fill a text and answer an error number.
fn name_of(call: impl FnOnce(*mut libc::c_char, usize) -> i32) -> Result<Vec<u8>> {
    let mut out = vec![0u8; 1024];
    match call(out.as_mut_ptr().cast(), out.len()) {
        0 => {
            let n = out.iter().position(|b| *b == 0).unwrap_or(0);
            out.truncate(n);
            Ok(out)
        }
        e => Err(Error::from_raw_os_error(e)),
    }
}

/// A pseudo-terminal: both ends.
pub fn open_pty() -> Result<(i32, i32)> {
    let (mut a, mut b) = (0, 0);
    let none = std::ptr::null_mut();
    // SAFETY: two places for numbers; the rest is optional.
    check(
        unsafe { libc::openpty(&raw mut a, &raw mut b, none, std::ptr::null_mut(), std::ptr::null_mut()) }
            as isize,
    )?;
    Ok((a, b))
}

/// `nice`.
pub fn nice(by: i32) -> Result<i32> {
    clear_errno();
    // SAFETY: a plain system call.
    limit(i64::from(unsafe { libc::nice(by) })).map(|n| n as i32)
}

/// `getpriority`.
pub fn priority(which: u32, who: u32) -> Result<i32> {
    clear_errno();
    // SAFETY: a plain system call.
    limit(i64::from(unsafe { libc::getpriority(which, who) })).map(|n| n as i32)
}

/// `setpriority`.
pub fn set_priority(which: u32, who: u32, priority: i32) -> Result<()> {
    // SAFETY: a plain system call.
    check(unsafe { libc::setpriority(which, who, priority) } as isize).map(drop)
}

/// The processors that a process may use.
pub fn affinity(pid: i32) -> Result<Vec<usize>> {
    let set: libc::cpu_set_t = filled(|t| {
        // SAFETY: the call fills the set.
        unsafe { libc::sched_getaffinity(pid, size_of::<libc::cpu_set_t>(), t) }
    })?;
    // SAFETY: the numbers are below the size of the set.
    Ok((0..libc::CPU_SETSIZE as usize).filter(|i| unsafe { libc::CPU_ISSET(*i, &set) }).collect())
}

/// Sets them.
pub fn set_affinity(pid: i32, cpus: &[usize]) -> Result<()> {
    let mut set: libc::cpu_set_t = filled(|_| 0)?;
    for cpu in cpus.iter().filter(|c| **c < libc::CPU_SETSIZE as usize) {
        // SAFETY: the number is below the size of the set.
        unsafe { libc::CPU_SET(*cpu, &mut set) };
    }
    // SAFETY: the set lives through the call.
    check(unsafe { libc::sched_setaffinity(pid, size_of::<libc::cpu_set_t>(), &raw const set) } as isize)
        .map(drop)
}

/// Ends the process at once.
pub fn exit_now(code: i32) -> ! {
    // SAFETY: it does not return.
    unsafe { libc::_exit(code) }
}

/// Writes everything to the disks.
pub fn sync() {
    // SAFETY: a plain system call.
    unsafe { libc::sync() }
}
