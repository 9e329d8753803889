//! Clocks and the C library's calendar.

use std::mem::MaybeUninit;

/// Year, month (1 to 12), day, hour, minute, second, weekday (Monday 0), day of the year (from 1), daylight saving.
pub type Calendar = [i64; 9];

/// Nanoseconds of a clock.
pub fn now(clock: i32) -> i128 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call fills the struct; a wrong clock leaves zeroes.
    unsafe { libc::clock_gettime(clock, &raw mut t) };
    i128::from(t.tv_sec) * 1_000_000_000 + i128::from(t.tv_nsec)
}

/// Sleeps until the monotonic clock shows this many nanoseconds; false when a signal came before.
pub fn sleep_until(nanos: i128) -> bool {
    let seconds = libc::time_t::try_from(nanos.div_euclid(1_000_000_000)).unwrap_or(libc::time_t::MAX);
    let t = libc::timespec { tv_sec: seconds, tv_nsec: nanos.rem_euclid(1_000_000_000) as i64 };
    // SAFETY: the struct is valid; what is left is not asked for.
    let status = unsafe {
        libc::clock_nanosleep(libc::CLOCK_MONOTONIC, libc::TIMER_ABSTIME, &raw const t, std::ptr::null_mut())
    };
    status != libc::EINTR
}

/// The time zone: seconds west of UTC, and its name.
pub struct Zone {
    /// Seconds west of UTC.
    pub west: i64,
    /// Its name.
    pub name: String,
}

/// The time zone that holds now.
pub fn zone() -> Zone {
    let seconds = (now(libc::CLOCK_REALTIME) / 1_000_000_000) as i64;
    match c_time(seconds, libc::localtime_r) {
        Some(t) => Zone { west: -t.tm_gmtoff, name: zone_name(&t) },
        None => Zone { west: 0, name: "UTC".to_string() },
    }
}

fn zone_name(t: &libc::tm) -> String {
    if t.tm_zone.is_null() {
        return String::new();
    }
    // SAFETY: the C library's pointer to a text that it keeps.
    unsafe { std::ffi::CStr::from_ptr(t.tm_zone) }.to_string_lossy().into_owned()
}

type Convert = unsafe extern "C" fn(*const libc::time_t, *mut libc::tm) -> *mut libc::tm;

fn c_time(seconds: i64, convert: Convert) -> Option<libc::tm> {
    let mut t = MaybeUninit::<libc::tm>::zeroed();
    // SAFETY: both pointers are valid; the call fills the struct, for which zeroes are a valid value as well.
    unsafe {
        if convert(&raw const seconds, t.as_mut_ptr()).is_null() {
            return None;
        }
        Some(t.assume_init())
    }
}

fn from_c(t: &libc::tm) -> Calendar {
    let n = i64::from;
    [
        n(t.tm_year) + 1900,
        n(t.tm_mon) + 1,
        n(t.tm_mday),
        n(t.tm_hour),
        n(t.tm_min),
        n(t.tm_sec),
        (n(t.tm_wday) + 6) % 7,
        n(t.tm_yday) + 1,
        n(t.tm_isdst),
    ]
}

fn to_c(c: &Calendar) -> Option<libc::tm> {
    // SAFETY: zeroes are a valid value of the struct.
    let mut t: libc::tm = unsafe { MaybeUninit::zeroed().assume_init() };
    let n = |i: i64| i32::try_from(i).ok();
    t.tm_year = n(c[0].checked_sub(1900)?)?;
    t.tm_mon = n(c[1].checked_sub(1)?)?;
    t.tm_mday = n(c[2])?;
    t.tm_hour = n(c[3])?;
    t.tm_min = n(c[4])?;
    t.tm_sec = n(c[5])?;
    t.tm_wday = n(c[6].checked_add(1)?)?.rem_euclid(7);
    t.tm_yday = n(c[7].checked_sub(1)?)?;
    t.tm_isdst = n(c[8])?;
    Some(t)
}

/// UTC time.
pub fn utc(seconds: i64) -> Option<Calendar> {
    c_time(seconds, libc::gmtime_r).map(|t| from_c(&t))
}

/// Local time.
pub fn local(seconds: i64) -> Option<Calendar> {
    c_time(seconds, libc::localtime_r).map(|t| from_c(&t))
}

/// Seconds since the epoch of a local time.
pub fn epoch(c: &Calendar) -> Option<i64> {
    let mut t = to_c(c)?;
    t.tm_wday = -1;
    // SAFETY: the struct is valid and ours.
    let seconds = unsafe { libc::mktime(&raw mut t) };
    if seconds == -1 && t.tm_wday == -1 { None } else { Some(seconds) }
}

/// The time as text by C's format letters.
pub fn format(format: &[u8], c: &Calendar) -> Vec<u8> {
    let Some(mut t) = to_c(c) else { return Vec::new() };
    let mut zone = to_c(c);
    if let Some(z) = &mut zone {
        // SAFETY: as above; it finds out the zone's name and offset.
        unsafe { libc::mktime(&raw mut *z) };
        t.tm_gmtoff = z.tm_gmtoff;
        t.tm_zone = z.tm_zone;
    }
    // A mark at the end tells an empty result from one that did not fit.
    let mut text: Vec<u8> = format.iter().copied().take_while(|b| *b != 0).collect();
    text.extend_from_slice(b"|\0");
    let mut size = 256 + text.len() * 4;
    while size <= 1 << 20 {
        let mut out = vec![0u8; size];
        // SAFETY: the format ends with a zero; the output has the size that is told.
        let n = unsafe { libc::strftime(out.as_mut_ptr().cast(), size, text.as_ptr().cast(), &raw const t) };
        if n > 0 {
            out.truncate(n - 1);
            return out;
        }
        size *= 4;
    }
    Vec::new()
}

unsafe extern "C" {
    fn tzset();
}

/// Reads the environment's time zone again.
pub fn look_at_zone() {
    // SAFETY: reads the environment; the runtime has one thread.
    unsafe { tzset() };
}
