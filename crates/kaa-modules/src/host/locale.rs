//! The C library's locale: names, conventions, comparing texts, catalogues of messages.

use std::ffi::{CStr, CString};

// SAFETY: declarations of the C library.
unsafe extern "C" {
    fn strcoll(a: *const libc::c_char, b: *const libc::c_char) -> i32;
    fn strxfrm(to: *mut libc::c_char, from: *const libc::c_char, room: usize) -> usize;
    fn dcgettext(domain: *const libc::c_char, text: *const libc::c_char, category: i32) -> *mut libc::c_char;
    fn textdomain(domain: *const libc::c_char) -> *mut libc::c_char;
    fn bindtextdomain(domain: *const libc::c_char, folder: *const libc::c_char) -> *mut libc::c_char;
    fn bind_textdomain_codeset(domain: *const libc::c_char, set: *const libc::c_char) -> *mut libc::c_char;
}

fn text(p: *const libc::c_char) -> Option<Vec<u8>> {
    // SAFETY: null, or a text of the C library that is read at once.
    (!p.is_null()).then(|| unsafe { CStr::from_ptr(p) }.to_bytes().to_vec())
}

fn pointer(t: Option<&CStr>) -> *const libc::c_char {
    t.map_or(std::ptr::null(), CStr::as_ptr)
}

/// `setlocale`; none when there is no such locale.
pub fn set(category: i32, name: Option<&CStr>) -> Option<Vec<u8>> {
    // SAFETY: the runtime has one thread that reads the locale.
    text(unsafe { libc::setlocale(category, pointer(name)) })
}

/// `nl_langinfo`.
pub fn info(item: i32) -> Vec<u8> {
    // SAFETY: the answer is read at once.
    text(unsafe { libc::nl_langinfo(item) }).unwrap_or_default()
}

/// Texts and numbers of `localeconv`, in the struct's order; groupings among the texts.
pub struct Conventions {
    /// Decimal point, thousands, grouping, international and own currency, its point, thousands, grouping, plus, minus.
    pub texts: [Vec<u8>; 10],
    /// Digits after the point, internationally and here; places of currency and sign.
    pub numbers: [i8; 8],
}

/// `localeconv`.
pub fn conventions() -> Conventions {
    // SAFETY: the struct is the C library's own; it is read at once.
    let c = unsafe { &*libc::localeconv() };
    let texts = [
        c.decimal_point,
        c.thousands_sep,
        c.grouping,
        c.int_curr_symbol,
        c.currency_symbol,
        c.mon_decimal_point,
        c.mon_thousands_sep,
        c.mon_grouping,
        c.positive_sign,
        c.negative_sign,
    ];
    Conventions {
        texts: texts.map(|t| text(t).unwrap_or_default()),
        numbers: [
            c.int_frac_digits,
            c.frac_digits,
            c.p_cs_precedes,
            c.p_sep_by_space,
            c.n_cs_precedes,
            c.n_sep_by_space,
            c.p_sign_posn,
            c.n_sign_posn,
        ]
        .map(|n| n as i8),
    }
}

/// `strcoll`.
pub fn compare(a: &CStr, b: &CStr) -> i32 {
    // SAFETY: the texts live through the call.
    unsafe { strcoll(a.as_ptr(), b.as_ptr()) }
}

/// `strxfrm`.
pub fn transformed(t: &CStr) -> Vec<u8> {
    // SAFETY: nothing is written without room; then there is as much as the call asked for.
    let n = unsafe { strxfrm(std::ptr::null_mut(), t.as_ptr(), 0) };
    let mut out = vec![0u8; n + 1];
    // SAFETY: see above.
    unsafe { strxfrm(out.as_mut_ptr().cast(), t.as_ptr(), out.len()) };
    out.truncate(n);
    out
}

/// `dcgettext`.
pub fn message(domain: Option<&CStr>, message: &CStr, category: i32) -> Vec<u8> {
    // SAFETY: the texts live through the call; its answer is read at once.
    text(unsafe { dcgettext(pointer(domain), message.as_ptr(), category) }).unwrap_or_default()
}

/// `textdomain`.
pub fn domain(name: Option<&CStr>) -> Option<Vec<u8>> {
    // SAFETY: as above.
    text(unsafe { textdomain(pointer(name)) })
}

/// `bindtextdomain`.
pub fn bind(domain: &CStr, folder: Option<&CString>) -> Option<Vec<u8>> {
    // SAFETY: as above.
    text(unsafe { bindtextdomain(domain.as_ptr(), pointer(folder.map(CString::as_c_str))) })
}

/// `bind_textdomain_codeset`.
pub fn bind_codeset(domain: &CStr, set: Option<&CString>) -> Option<Vec<u8>> {
    // SAFETY: as above.
    text(unsafe { bind_textdomain_codeset(domain.as_ptr(), pointer(set.map(CString::as_c_str))) })
}
