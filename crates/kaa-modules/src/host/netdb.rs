//! Names of hosts, services, protocols and interfaces.

use super::fd::check;
use super::socket::SockAddr;
use std::ffi::{CStr, CString};
use std::io::{Error, Result};

/// A row of `getaddrinfo`.
pub struct Found {
    /// Family, kind, protocol.
    pub numbers: [i32; 3],
    /// The official name, in the first row when it was asked for.
    pub name: Option<Vec<u8>>,
    /// The address.
    pub address: SockAddr,
}

fn text(p: *const libc::c_char) -> Option<Vec<u8>> {
    // SAFETY: the callers pass null or texts that the system made and that are alive.
    (!p.is_null()).then(|| unsafe { CStr::from_ptr(p) }.to_bytes().to_vec())
}

/// `getaddrinfo`; an error is the number of `gai_strerror`.
pub fn addresses(
    host: Option<&CStr>,
    service: Option<&CStr>,
    hints: [i32; 4],
) -> std::result::Result<Vec<Found>, i32> {
    // SAFETY: a struct of numbers and pointers, for which zeroes are valid.
    let mut wanted: libc::addrinfo = unsafe { std::mem::zeroed() };
    [wanted.ai_family, wanted.ai_socktype, wanted.ai_protocol, wanted.ai_flags] = hints;
    let mut list = std::ptr::null_mut();
    let pointer = |t: Option<&CStr>| t.map_or(std::ptr::null(), CStr::as_ptr);
    // SAFETY: texts and hints live through the call; the list is freed below.
    let r = unsafe { libc::getaddrinfo(pointer(host), pointer(service), &raw const wanted, &raw mut list) };
    if r != 0 {
        return Err(r);
    }
    let mut found = Vec::new();
    let mut at = list;
    while !at.is_null() {
        // SAFETY: the rows are linked by the system and alive until they are freed.
        unsafe {
            let row = &*at;
            found.push(Found {
                numbers: [row.ai_family, row.ai_socktype, row.ai_protocol],
                name: text(row.ai_canonname),
                address: SockAddr::copy(row.ai_addr, row.ai_addrlen),
            });
            at = row.ai_next;
        }
    }
    // SAFETY: the list came from `getaddrinfo` and nothing of it is used any more.
    unsafe { libc::freeaddrinfo(list) };
    Ok(found)
}

/// `getnameinfo`: names of host and service.
pub fn names(address: &SockAddr, flags: i32) -> std::result::Result<(Vec<u8>, Vec<u8>), i32> {
    let (mut host, mut service) = (vec![0u8; 1025], vec![0u8; 64]);
    // SAFETY: the address and both buffers live through the call.
    let r = unsafe {
        libc::getnameinfo(
            address.pointer(),
            address.length(),
            host.as_mut_ptr().cast(),
            host.len() as u32,
            service.as_mut_ptr().cast(),
            service.len() as u32,
            flags,
        )
    };
    if r != 0 {
        return Err(r);
    }
    let cut = |b: Vec<u8>| b.split(|c| *c == 0).next().unwrap_or_default().to_vec();
    Ok((cut(host), cut(service)))
}

/// The text of an error of the two above.
pub fn describe(error: i32) -> String {
    // SAFETY: the call gives constant texts.
    let p = unsafe { libc::gai_strerror(error) };
    String::from_utf8_lossy(&text(p).unwrap_or_default()).into_owned()
}

/// The port of a service.
pub fn service_port(name: &CStr, protocol: Option<&CStr>) -> Option<u16> {
    let protocol = protocol.map_or(std::ptr::null(), CStr::as_ptr);
    // SAFETY: the texts live through the call; its answer is read at once.
    unsafe { libc::getservbyname(name.as_ptr(), protocol).as_ref() }.map(|s| u16::from_be(s.s_port as u16))
}

/// The service of a port.
pub fn service_name(port: u16, protocol: Option<&CStr>) -> Option<Vec<u8>> {
    let protocol = protocol.map_or(std::ptr::null(), CStr::as_ptr);
    // SAFETY: as above.
    let s = unsafe { libc::getservbyport(i32::from(port.to_be()), protocol).as_ref() }?;
    text(s.s_name)
}

/// The number of a protocol.
pub fn protocol(name: &CStr) -> Option<i32> {
    // SAFETY: as above.
    unsafe { libc::getprotobyname(name.as_ptr()).as_ref() }.map(|p| p.p_proto)
}

/// `gethostname`.
pub fn host_name() -> Result<Vec<u8>> {
    let mut name = vec![0u8; 1025];
    // SAFETY: the buffer is valid for writes of its length.
    check(unsafe { libc::gethostname(name.as_mut_ptr().cast(), name.len() - 1) } as isize)?;
    Ok(name.split(|c| *c == 0).next().unwrap_or_default().to_vec())
}

/// `sethostname`.
pub fn set_host_name(name: &[u8]) -> Result<()> {
    // SAFETY: the bytes are valid for reads of their length.
    check(unsafe { libc::sethostname(name.as_ptr().cast(), name.len()) } as isize).map(drop)
}

/// Numbers and names of all interfaces.
pub fn interfaces() -> Result<Vec<(u32, Vec<u8>)>> {
    // SAFETY: the list is freed below.
    let list = unsafe { libc::if_nameindex() };
    if list.is_null() {
        return Err(Error::last_os_error());
    }
    let mut all = Vec::new();
    let mut at = list;
    // SAFETY: the list ends with a row of zeroes.
    unsafe {
        while (*at).if_index != 0 {
            all.push(((*at).if_index, text((*at).if_name).unwrap_or_default()));
            at = at.add(1);
        }
        libc::if_freenameindex(list);
    }
    Ok(all)
}

/// The number of an interface.
pub fn interface_number(name: &CStr) -> Result<u32> {
    // SAFETY: the text lives through the call.
    match unsafe { libc::if_nametoindex(name.as_ptr()) } {
        0 => Err(Error::last_os_error()),
        n => Ok(n),
    }
}

/// The name of an interface.
pub fn interface_name(number: u32) -> Result<Vec<u8>> {
    let mut name = [0u8; libc::IF_NAMESIZE];
    // SAFETY: the buffer has the size that the call asks for.
    let p = unsafe { libc::if_indextoname(number, name.as_mut_ptr().cast()) };
    if p.is_null() {
        return Err(Error::last_os_error());
    }
    Ok(name.split(|c| *c == 0).next().unwrap_or_default().to_vec())
}

/// `inet_aton`: also the short forms of IPv4 addresses.
pub fn old_address(t: &CString) -> Option<[u8; 4]> {
    let mut a = libc::in_addr { s_addr: 0 };
    // SAFETY: the text lives through the call, which fills the number.
    let r = unsafe { inet_aton(t.as_ptr(), &raw mut a) };
    (r != 0).then(|| a.s_addr.to_ne_bytes())
}

// SAFETY: the C library's declaration.
unsafe extern "C" {
    fn inet_aton(text: *const libc::c_char, address: *mut libc::in_addr) -> i32;
}
