//! Users and groups of the system's databases.

use std::ffi::CStr;
use std::mem::MaybeUninit;

/// A row of the users.
pub struct User {
    /// Name, password, comment, home, shell.
    pub texts: [Vec<u8>; 5],
    /// Numbers of user and group.
    pub ids: [u32; 2],
}

/// A row of the groups.
pub struct Group {
    /// Name and password.
    pub texts: [Vec<u8>; 2],
    /// Number.
    pub id: u32,
    /// Names of members.
    pub members: Vec<Vec<u8>>,
}

fn text(p: *const libc::c_char) -> Vec<u8> {
    // SAFETY: null, or a text of a row that the caller still holds.
    if p.is_null() { Vec::new() } else { unsafe { CStr::from_ptr(p) }.to_bytes().to_vec() }
}

fn user(p: &libc::passwd) -> User {
    let texts = [p.pw_name, p.pw_passwd, p.pw_gecos, p.pw_dir, p.pw_shell].map(|t| text(t));
    User { texts, ids: [p.pw_uid, p.pw_gid] }
}

fn group(g: &libc::group) -> Group {
    let mut members = Vec::new();
    let mut at = g.gr_mem;
    // SAFETY: the list of members ends with a null pointer.
    unsafe {
        while !at.is_null() && !(*at).is_null() {
            members.push(text(*at));
            at = at.add(1);
        }
    }
    Group { texts: [text(g.gr_name), text(g.gr_passwd)], id: g.gr_gid, members }
}

/// Asks with a buffer that grows until the row fits.
fn asked<T, R>(ask: impl Fn(*mut T, &mut [u8], *mut *mut T) -> i32, read: impl Fn(&T) -> R) -> Option<R> {
    let mut buffer = vec![0u8; 1024];
    loop {
        let mut row = MaybeUninit::<T>::zeroed();
        let mut answer = std::ptr::null_mut();
        let r = ask(row.as_mut_ptr(), &mut buffer, &raw mut answer);
        if r == libc::ERANGE && buffer.len() < 1 << 24 {
            buffer.resize(buffer.len() * 2, 0);
            continue;
        }
        // SAFETY: when there is an answer it points to the row, whose texts are in the buffer.
        return unsafe { answer.as_ref() }.map(|r| read(r));
    }
}

/// A user by name.
pub fn user_named(name: &CStr) -> Option<User> {
    asked(
        // SAFETY: row, buffer and name live through the call.
        |row, b, answer| unsafe {
            libc::getpwnam_r(name.as_ptr(), row, b.as_mut_ptr().cast(), b.len(), answer)
        },
        user,
    )
}

/// A user by number.
pub fn user_numbered(id: u32) -> Option<User> {
    asked(
        // SAFETY: row and buffer live through the call.
        |row, b, answer| unsafe { libc::getpwuid_r(id, row, b.as_mut_ptr().cast(), b.len(), answer) },
        user,
    )
}

/// A group by name.
pub fn group_named(name: &CStr) -> Option<Group> {
    asked(
        // SAFETY: row, buffer and name live through the call.
        |row, b, answer| unsafe {
            libc::getgrnam_r(name.as_ptr(), row, b.as_mut_ptr().cast(), b.len(), answer)
        },
        group,
    )
}

/// A group by number.
pub fn group_numbered(id: u32) -> Option<Group> {
    asked(
        // SAFETY: row and buffer live through the call.
        |row, b, answer| unsafe { libc::getgrgid_r(id, row, b.as_mut_ptr().cast(), b.len(), answer) },
        group,
    )
}

/// All users.
pub fn users() -> Vec<User> {
    let mut all = Vec::new();
    // SAFETY: each row is read before the next is asked for.
    unsafe {
        libc::setpwent();
        while let Some(p) = libc::getpwent().as_ref() {
            all.push(user(p));
        }
        libc::endpwent();
    }
    all
}

/// All groups.
pub fn groups() -> Vec<Group> {
    let mut all = Vec::new();
    // SAFETY: each row is read before the next is asked for.
    unsafe {
        libc::setgrent();
        while let Some(g) = libc::getgrent().as_ref() {
            all.push(group(g));
        }
        libc::endgrent();
    }
    all
}
