//! Waiting for descriptors: `select`, `poll`, `epoll`.

use super::fd::check;
use std::io::Result;
use std::mem::MaybeUninit;
use std::time::Duration;

/// Descriptors above this do not fit `select`.
pub const SET_SIZE: usize = libc::FD_SETSIZE;

fn set_of(fds: &[i32]) -> libc::fd_set {
    let mut set = MaybeUninit::<libc::fd_set>::zeroed();
    // SAFETY: the set is made empty first; numbers that do not fit are left out.
    unsafe {
        libc::FD_ZERO(set.as_mut_ptr());
        for fd in fds.iter().filter(|fd| usize::try_from(**fd).is_ok_and(|n| n < SET_SIZE)) {
            libc::FD_SET(*fd, set.as_mut_ptr());
        }
        set.assume_init()
    }
}

/// `select`: which of the descriptors are ready for reading, for writing, in an exceptional state.
pub fn select(fds: [&[i32]; 3], timeout: Option<Duration>) -> Result<[Vec<i32>; 3]> {
    let mut sets = fds.map(set_of);
    let highest = fds.iter().flat_map(|f| f.iter()).max().copied().unwrap_or(-1);
    let mut time = timeout.map(|t| libc::timeval {
        tv_sec: i64::try_from(t.as_secs()).unwrap_or(i64::MAX),
        tv_usec: i64::from(t.subsec_nanos().div_ceil(1000).min(999_999)),
    });
    let [read, write, except] = &mut sets;
    let time = time.as_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut);
    // SAFETY: the sets and the time live through the call.
    check(unsafe { libc::select(highest + 1, read, write, except, time) } as isize)?;
    let ready = |i: usize| {
        // SAFETY: the numbers fit the set, or they would not have been put in.
        let is_in =
            |fd: &&i32| unsafe { (**fd as usize) < SET_SIZE && libc::FD_ISSET(**fd, &raw const sets[i]) };
        fds[i].iter().filter(is_in).copied().collect()
    };
    Ok([ready(0), ready(1), ready(2)])
}

/// `poll`; the answers are in the list.
pub fn poll(list: &mut [libc::pollfd], milliseconds: i32) -> Result<usize> {
    // SAFETY: the list is valid for its length.
    check(unsafe { libc::poll(list.as_mut_ptr(), list.len() as libc::nfds_t, milliseconds) } as isize)
}

/// `epoll_create1`.
pub fn epoll_create(flags: i32) -> Result<i32> {
    // SAFETY: a plain system call.
    check(unsafe { libc::epoll_create1(flags) } as isize).map(|fd| fd as i32)
}

/// `epoll_ctl`.
pub fn epoll_control(epoll: i32, what: i32, fd: i32, events: u32) -> Result<()> {
    let mut event = libc::epoll_event { events, u64: fd as u64 };
    // SAFETY: the event lives through the call.
    check(unsafe { libc::epoll_ctl(epoll, what, fd, &raw mut event) } as isize).map(drop)
}

/// `epoll_wait`: descriptors and what happened to them.
pub fn epoll_wait(epoll: i32, most: usize, milliseconds: i32) -> Result<Vec<(i32, u32)>> {
    let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; most.max(1)];
    let count = i32::try_from(events.len()).unwrap_or(i32::MAX);
    // SAFETY: the list is valid for its length.
    let n = check(unsafe { libc::epoll_wait(epoll, events.as_mut_ptr(), count, milliseconds) } as isize)?;
    Ok(events.iter().take(n).map(|e| (e.u64 as i32, e.events)).collect())
}
