//! Signals: what arrived, the system's dispositions, timers, masks. The handler only notes; the eval loop acts later.

use std::io::{Error, Result};
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

/// One more than the greatest signal number.
pub const COUNT: usize = 65;

static ARRIVED: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
static WAKEUP: AtomicI32 = AtomicI32::new(-1);

/// What the system does with a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// The system's default.
    Default,
    /// Nothing.
    Ignore,
    /// It is noted for the eval loop.
    Note,
    /// Somebody else's handler.
    Foreign,
}

extern "C" fn note(number: libc::c_int) {
    let errno = Error::last_os_error().raw_os_error().unwrap_or(0);
    if let Some(flag) = usize::try_from(number).ok().and_then(|n| ARRIVED.get(n)) {
        flag.store(true, Ordering::Relaxed);
    }
    kaa_vm::vm::INTERRUPTED.store(true, Ordering::Relaxed);
    kaa_heap::request_attention();
    let fd = WAKEUP.load(Ordering::Relaxed);
    if fd >= 0 {
        let byte = number as u8;
        // SAFETY: one valid byte; `write` may be called in a signal handler.
        unsafe { libc::write(fd, (&raw const byte).cast(), 1) };
    }
    // SAFETY: the thread's own errno, which the interrupted code must find as it was.
    unsafe { *libc::__errno_location() = errno };
}

/// The signals that arrived since the last call.
pub fn take() -> Vec<i32> {
    let arrived = ARRIVED.iter().enumerate().filter(|(_, flag)| flag.swap(false, Ordering::Relaxed));
    arrived.map(|(n, _)| n as i32).collect()
}

/// What happens with a signal now.
pub fn disposition(number: i32) -> Result<Disposition> {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: the call fills the struct, for which zeroes are valid.
    let action = unsafe {
        check(libc::sigaction(number, std::ptr::null(), action.as_mut_ptr()))?;
        action.assume_init()
    };
    Ok(match action.sa_sigaction {
        libc::SIG_DFL => Disposition::Default,
        libc::SIG_IGN => Disposition::Ignore,
        f if f == note as *const () as usize => Disposition::Note,
        _ => Disposition::Foreign,
    })
}

/// Sets what happens with a signal.
pub fn dispose(number: i32, what: Disposition) -> Result<()> {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: zeroes are a valid struct; the handler does nothing that is forbidden to handlers.
    unsafe {
        let a = &mut *action.as_mut_ptr();
        a.sa_sigaction = match what {
            Disposition::Default | Disposition::Foreign => libc::SIG_DFL,
            Disposition::Ignore => libc::SIG_IGN,
            Disposition::Note => note as *const () as usize,
        };
        check(libc::sigaction(number, action.as_ptr(), std::ptr::null_mut())).map(drop)
    }
}

/// Whether system calls that the signal interrupts go on by themselves.
pub fn restart(number: i32, on: bool) -> Result<()> {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: the struct is filled by the first call and handed back with one flag changed.
    unsafe {
        check(libc::sigaction(number, std::ptr::null(), action.as_mut_ptr()))?;
        let a = &mut *action.as_mut_ptr();
        if on {
            a.sa_flags |= libc::SA_RESTART;
        } else {
            a.sa_flags &= !libc::SA_RESTART;
        }
        check(libc::sigaction(number, action.as_ptr(), std::ptr::null_mut())).map(drop)
    }
}

/// Where the handler writes a byte for each signal; gives the one before.
pub fn set_wakeup(fd: i32) -> i32 {
    WAKEUP.swap(fd, Ordering::Relaxed)
}

/// Sends a signal to this thread.
pub fn raise(number: i32) -> Result<()> {
    // SAFETY: a plain call.
    check(unsafe { libc::raise(number) }).map(drop)
}

/// Sends a signal to a thread of this process.
pub fn kill_thread(thread: u64, number: i32) -> Result<()> {
    // SAFETY: only the calling thread exists as far as Python knows; it is alive.
    let status = unsafe { libc::pthread_kill(thread, number) };
    if status == 0 { Ok(()) } else { Err(Error::from_raw_os_error(status)) }
}

/// The calling thread.
pub fn this_thread() -> u64 {
    // SAFETY: a plain call.
    unsafe { libc::pthread_self() }
}

/// Waits for a signal.
pub fn pause() {
    // SAFETY: a plain call.
    unsafe { libc::pause() };
}

/// Sends SIGALRM after some seconds; gives what was left of an earlier alarm.
pub fn alarm(seconds: u32) -> u32 {
    // SAFETY: a plain call.
    unsafe { libc::alarm(seconds) }
}

fn check(status: libc::c_int) -> Result<libc::c_int> {
    if status < 0 { Err(Error::last_os_error()) } else { Ok(status) }
}

fn to_timeval(seconds: f64) -> libc::timeval {
    let whole = seconds.trunc();
    libc::timeval { tv_sec: whole as libc::time_t, tv_usec: ((seconds - whole) * 1e6) as libc::suseconds_t }
}

fn from_timeval(t: libc::timeval) -> f64 {
    t.tv_sec as f64 + t.tv_usec as f64 * 1e-6
}

/// A timer's rest and interval in seconds.
pub fn timer(which: i32) -> Result<(f64, f64)> {
    let mut t = MaybeUninit::<libc::itimerval>::zeroed();
    // SAFETY: the call fills the struct, for which zeroes are valid.
    let t = unsafe {
        check(libc::getitimer(which as _, t.as_mut_ptr()))?;
        t.assume_init()
    };
    Ok((from_timeval(t.it_value), from_timeval(t.it_interval)))
}

/// Sets a timer; gives what it was before.
pub fn set_timer(which: i32, first: f64, interval: f64) -> Result<(f64, f64)> {
    let new = libc::itimerval { it_value: to_timeval(first), it_interval: to_timeval(interval) };
    let mut old = MaybeUninit::<libc::itimerval>::zeroed();
    // SAFETY: both structs are valid.
    let old = unsafe {
        check(libc::setitimer(which as _, &raw const new, old.as_mut_ptr()))?;
        old.assume_init()
    };
    Ok((from_timeval(old.it_value), from_timeval(old.it_interval)))
}

fn set_of(numbers: &[i32]) -> Result<libc::sigset_t> {
    let mut set = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: the set is made empty first.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        for n in numbers {
            check(libc::sigaddset(set.as_mut_ptr(), *n))?;
        }
        Ok(set.assume_init())
    }
}

fn members(set: &libc::sigset_t) -> Vec<i32> {
    // SAFETY: the set is valid.
    (1..COUNT as i32).filter(|n| unsafe { libc::sigismember(set, *n) } == 1).collect()
}

/// All signals that the system lets programs use.
pub fn valid() -> Vec<i32> {
    let mut set = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: the call fills the set.
    let set = unsafe {
        libc::sigfillset(set.as_mut_ptr());
        set.assume_init()
    };
    members(&set)
}

/// Changes which signals wait; gives which did before.
pub fn mask(how: i32, numbers: &[i32]) -> Result<Vec<i32>> {
    let set = set_of(numbers)?;
    let mut old = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: both sets are valid.
    let status = unsafe { libc::pthread_sigmask(how, &raw const set, old.as_mut_ptr()) };
    match status {
        // SAFETY: filled by the call.
        0 => Ok(members(&unsafe { old.assume_init() })),
        e => Err(Error::from_raw_os_error(e)),
    }
}

/// Signals that wait.
pub fn pending() -> Result<Vec<i32>> {
    let mut set = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: the call fills the set.
    unsafe {
        check(libc::sigpending(set.as_mut_ptr()))?;
        Ok(members(&set.assume_init()))
    }
}

/// Waits for one of the signals, at most some seconds: number, code, errno, process, user, status. `None` when the time is over.
pub fn wait(numbers: &[i32], seconds: Option<f64>) -> Result<Option<[i64; 6]>> {
    let set = set_of(numbers)?;
    let mut info = MaybeUninit::<libc::siginfo_t>::zeroed();
    // SAFETY: set and info are valid; the time is given by a valid struct or not at all.
    let status = unsafe {
        match seconds {
            None => libc::sigwaitinfo(&raw const set, info.as_mut_ptr()),
            Some(s) => {
                let t = to_timeval(s);
                let t = libc::timespec { tv_sec: t.tv_sec, tv_nsec: t.tv_usec * 1000 };
                libc::sigtimedwait(&raw const set, info.as_mut_ptr(), &raw const t)
            }
        }
    };
    if let Err(e) = check(status) {
        return if e.raw_os_error() == Some(libc::EAGAIN) { Ok(None) } else { Err(e) };
    }
    // SAFETY: filled by the call; the accessors read plain numbers.
    unsafe {
        let i = info.assume_init();
        let n = i64::from;
        Ok(Some([
            n(i.si_signo),
            n(i.si_code),
            n(i.si_errno),
            n(i.si_pid()),
            i64::from(i.si_uid()),
            n(i.si_status()),
        ]))
    }
}

/// The system's words for a signal.
pub fn describe(number: i32) -> Option<String> {
    if !valid().contains(&number) {
        return None;
    }
    // SAFETY: the C library's text, read at once.
    let text = unsafe {
        let p = libc::strsignal(number);
        if p.is_null() {
            return None;
        }
        std::ffi::CStr::from_ptr(p).to_string_lossy().into_owned()
    };
    Some(text)
}

/// Ends the process by SIGINT, so that whoever started it sees why.
pub fn die_of_interrupt() {
    let _ = dispose(libc::SIGINT, Disposition::Default);
    let _ = raise(libc::SIGINT);
}
