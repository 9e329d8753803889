//! Sockets: making, connecting, moving bytes, with addresses as plain bytes. Names of hosts and services are in `netdb.rs`.

use super::fd::check;
use std::io::{Error, Result};
use std::mem::{MaybeUninit, size_of};

/// A socket address as the system has it.
#[derive(Clone)]
pub struct SockAddr {
    storage: libc::sockaddr_storage,
    length: libc::socklen_t,
}

/// Addresses of the families that are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// IPv4: address and port.
    V4([u8; 4], u16),
    /// IPv6: address, port, flow and scope.
    V6([u8; 16], u16, u32, u32),
    /// A path; an abstract name begins with a zero byte.
    Unix(Vec<u8>),
    /// Nothing was told.
    Nothing,
    /// Another family: its number and bytes.
    Other(i32, Vec<u8>),
}

impl SockAddr {
    fn empty() -> SockAddr {
        // SAFETY: a struct of numbers, for which zeroes are valid.
        SockAddr { storage: unsafe { MaybeUninit::zeroed().assume_init() }, length: 0 }
    }

    fn put<T>(value: T) -> SockAddr {
        let mut a = SockAddr::empty();
        assert!(size_of::<T>() <= size_of::<libc::sockaddr_storage>());
        // SAFETY: the storage is large enough and aligned for every socket address.
        unsafe { (&raw mut a.storage).cast::<T>().write(value) };
        a.length = size_of::<T>() as libc::socklen_t;
        a
    }

    /// From an address; none when a path is too long.
    pub fn of(address: &Address) -> Option<SockAddr> {
        Some(match address {
            Address::V4(ip, port) => SockAddr::put(libc::sockaddr_in {
                sin_family: libc::AF_INET as u16,
                sin_port: port.to_be(),
                sin_addr: libc::in_addr { s_addr: u32::from_ne_bytes(*ip) },
                sin_zero: [0; 8],
            }),
            Address::V6(ip, port, flow, scope) => SockAddr::put(libc::sockaddr_in6 {
                sin6_family: libc::AF_INET6 as u16,
                sin6_port: port.to_be(),
                sin6_flowinfo: flow.to_be(),
                sin6_addr: libc::in6_addr { s6_addr: *ip },
                sin6_scope_id: *scope,
            }),
            Address::Unix(path) => {
                let mut un = libc::sockaddr_un { sun_family: libc::AF_UNIX as u16, sun_path: [0; 108] };
                let is_abstract = path.first() == Some(&0);
                let most = if is_abstract { 108 } else { 107 };
                if path.len() > most {
                    return None;
                }
                for (to, from) in un.sun_path.iter_mut().zip(path) {
                    *to = *from as libc::c_char;
                }
                let mut a = SockAddr::put(un);
                a.length =
                    (2 + path.len() + usize::from(!is_abstract && !path.is_empty())) as libc::socklen_t;
                a
            }
            Address::Nothing | Address::Other(..) => SockAddr::empty(),
        })
    }

    /// As an address.
    pub fn address(&self) -> Address {
        if self.length == 0 {
            return Address::Nothing;
        }
        let bytes: [u8; size_of::<libc::sockaddr_storage>()] =
            // SAFETY: the storage was zeroed before anything was put there, so that all bytes are set.
            unsafe { std::mem::transmute(self.storage) };
        let used = &bytes[..(self.length as usize).min(bytes.len())];
        let port = u16::from_be_bytes([bytes[2], bytes[3]]);
        let part4 = |at: usize| [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
        match i32::from(self.storage.ss_family) {
            libc::AF_INET => Address::V4(part4(4), port),
            libc::AF_INET6 => {
                let mut ip = [0; 16];
                ip.copy_from_slice(&bytes[8..24]);
                let flow = u32::from_be_bytes(part4(4));
                Address::V6(ip, port, flow, u32::from_ne_bytes(part4(24)))
            }
            libc::AF_UNIX => {
                let path = used.get(2..).unwrap_or_default();
                let end = match path.first() {
                    Some(0) => path.len(),
                    _ => path.iter().position(|b| *b == 0).unwrap_or(path.len()),
                };
                Address::Unix(path[..end].to_vec())
            }
            family => Address::Other(family, used.get(2..).unwrap_or_default().to_vec()),
        }
    }

    pub(super) fn pointer(&self) -> *const libc::sockaddr {
        (&raw const self.storage).cast()
    }

    pub(super) fn length(&self) -> libc::socklen_t {
        self.length
    }

    /// From what the system gave.
    ///
    /// # Safety
    /// The pointer is valid for reads of the length.
    pub(super) unsafe fn copy(from: *const libc::sockaddr, length: libc::socklen_t) -> SockAddr {
        let mut a = SockAddr::empty();
        let n = (length as usize).min(size_of::<libc::sockaddr_storage>());
        // SAFETY: the caller promises the bytes; the storage holds as many.
        unsafe { std::ptr::copy_nonoverlapping(from.cast::<u8>(), (&raw mut a.storage).cast::<u8>(), n) };
        a.length = n as libc::socklen_t;
        a
    }
}

/// Runs a call that fills in an address.
fn with_address<T>(
    call: impl FnOnce(*mut libc::sockaddr, *mut libc::socklen_t) -> Result<T>,
) -> Result<(T, SockAddr)> {
    let mut a = SockAddr::empty();
    let full = size_of::<libc::sockaddr_storage>() as libc::socklen_t;
    a.length = full;
    let answer = call((&raw mut a.storage).cast(), &raw mut a.length)?;
    if a.length == full && a.storage.ss_family == 0 {
        a.length = 0;
    }
    Ok((answer, a))
}

/// `socket`; closed on exec.
pub fn socket(family: i32, kind: i32, protocol: i32) -> Result<i32> {
    // SAFETY: a plain system call.
    check(unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, protocol) } as isize).map(|n| n as i32)
}

/// `socketpair`; closed on exec.
pub fn pair(family: i32, kind: i32, protocol: i32) -> Result<[i32; 2]> {
    let mut ends = [0; 2];
    // SAFETY: the call fills two numbers.
    check(
        unsafe { libc::socketpair(family, kind | libc::SOCK_CLOEXEC, protocol, ends.as_mut_ptr()) } as isize
    )?;
    Ok(ends)
}

/// `bind`.
pub fn bind(fd: i32, a: &SockAddr) -> Result<()> {
    // SAFETY: the address lives through the call.
    check(unsafe { libc::bind(fd, a.pointer(), a.length) } as isize).map(drop)
}

/// `connect`.
pub fn connect(fd: i32, a: &SockAddr) -> Result<()> {
    // SAFETY: the address lives through the call.
    check(unsafe { libc::connect(fd, a.pointer(), a.length) } as isize).map(drop)
}

/// `listen`.
pub fn listen(fd: i32, backlog: i32) -> Result<()> {
    // SAFETY: a plain system call.
    check(unsafe { libc::listen(fd, backlog) } as isize).map(drop)
}

/// `accept4`; closed on exec.
pub fn accept(fd: i32) -> Result<(i32, SockAddr)> {
    // SAFETY: the call fills the address.
    with_address(|a, n| {
        check(unsafe { libc::accept4(fd, a, n, libc::SOCK_CLOEXEC) } as isize).map(|fd| fd as i32)
    })
}

/// `getsockname`.
pub fn own_name(fd: i32) -> Result<SockAddr> {
    // SAFETY: the call fills the address.
    with_address(|a, n| check(unsafe { libc::getsockname(fd, a, n) } as isize)).map(|(_, a)| a)
}

/// `getpeername`.
pub fn peer_name(fd: i32) -> Result<SockAddr> {
    // SAFETY: the call fills the address.
    with_address(|a, n| check(unsafe { libc::getpeername(fd, a, n) } as isize)).map(|(_, a)| a)
}

/// `shutdown`.
pub fn shutdown(fd: i32, how: i32) -> Result<()> {
    // SAFETY: a plain system call.
    check(unsafe { libc::shutdown(fd, how) } as isize).map(drop)
}

/// `recv`.
pub fn receive(fd: i32, buffer: &mut [u8], flags: i32) -> Result<usize> {
    // SAFETY: the buffer is valid for writes of its length.
    check(unsafe { libc::recv(fd, buffer.as_mut_ptr().cast(), buffer.len(), flags) })
}

/// `recvfrom`.
pub fn receive_from(fd: i32, buffer: &mut [u8], flags: i32) -> Result<(usize, SockAddr)> {
    with_address(|a, n| {
        // SAFETY: the buffer is valid for writes of its length; the call fills the address.
        check(unsafe { libc::recvfrom(fd, buffer.as_mut_ptr().cast(), buffer.len(), flags, a, n) })
    })
}

/// `send`.
pub fn send(fd: i32, bytes: &[u8], flags: i32) -> Result<usize> {
    // SAFETY: the bytes are valid for reads of their length.
    check(unsafe { libc::send(fd, bytes.as_ptr().cast(), bytes.len(), flags) })
}

/// `sendto`.
pub fn send_to(fd: i32, bytes: &[u8], flags: i32, a: &SockAddr) -> Result<usize> {
    // SAFETY: bytes and address live through the call.
    check(unsafe { libc::sendto(fd, bytes.as_ptr().cast(), bytes.len(), flags, a.pointer(), a.length) })
}

/// Level, kind and bytes of a control message.
pub type Control = (i32, i32, Vec<u8>);

/// What `recvmsg` tells.
pub struct Received {
    /// How many bytes.
    pub count: usize,
    /// Control messages.
    pub controls: Vec<Control>,
    /// Flags.
    pub flags: i32,
    /// From where.
    pub from: SockAddr,
}

/// `recvmsg`, with room for so many bytes of control messages.
pub fn receive_message(fd: i32, buffers: &mut [Vec<u8>], room: usize, flags: i32) -> Result<Received> {
    let mut parts: Vec<libc::iovec> = buffers
        .iter_mut()
        .map(|b| libc::iovec { iov_base: b.as_mut_ptr().cast(), iov_len: b.len() })
        .collect();
    // Of words, so that it is aligned for the heads of the messages.
    let mut control = vec![0u64; room.div_ceil(8)];
    // SAFETY: a struct of numbers and pointers, for which zeroes are valid.
    let mut message: libc::msghdr = unsafe { MaybeUninit::zeroed().assume_init() };
    message.msg_iov = parts.as_mut_ptr();
    message.msg_iovlen = parts.len() as _;
    if room > 0 {
        message.msg_control = control.as_mut_ptr().cast();
        message.msg_controllen = room as _;
    }
    let (count, from) = with_address(|a, n| {
        message.msg_name = a.cast();
        // SAFETY: the length of the address is a valid place.
        message.msg_namelen = unsafe { *n };
        // SAFETY: buffers, control room and address live through the call.
        let count = check(unsafe { libc::recvmsg(fd, &raw mut message, flags) })?;
        // SAFETY: as above.
        unsafe { *n = message.msg_namelen };
        Ok(count)
    })?;
    let mut controls = Vec::new();
    // SAFETY: the message was filled by the system; its control messages lie in `control`, inside its length.
    unsafe {
        let end = message.msg_control as usize + message.msg_controllen as usize;
        let mut head = libc::CMSG_FIRSTHDR(&raw const message);
        while !head.is_null() {
            let start = libc::CMSG_DATA(head);
            let n = ((*head).cmsg_len as usize).saturating_sub(libc::CMSG_LEN(0) as usize);
            let n = n.min(end.saturating_sub(start as usize));
            let data = std::slice::from_raw_parts(start, n).to_vec();
            controls.push(((*head).cmsg_level, (*head).cmsg_type, data));
            head = libc::CMSG_NXTHDR(&raw const message, head);
        }
    }
    Ok(Received { count, controls, flags: message.msg_flags, from })
}

/// `sendmsg`.
pub fn send_message(
    fd: i32,
    buffers: &[Vec<u8>],
    controls: &[Control],
    flags: i32,
    to: Option<&SockAddr>,
) -> Result<usize> {
    let parts: Vec<libc::iovec> = buffers
        .iter()
        .map(|b| libc::iovec { iov_base: b.as_ptr().cast_mut().cast(), iov_len: b.len() })
        .collect();
    let room: usize = controls.iter().map(|c| control_space(c.2.len())).sum();
    let mut control = vec![0u64; room.div_ceil(8)];
    // SAFETY: a struct of numbers and pointers, for which zeroes are valid.
    let mut message: libc::msghdr = unsafe { MaybeUninit::zeroed().assume_init() };
    message.msg_iov = parts.as_ptr().cast_mut();
    message.msg_iovlen = parts.len() as _;
    if let Some(a) = to {
        message.msg_name = a.pointer().cast_mut().cast();
        message.msg_namelen = a.length();
    }
    if room > 0 {
        message.msg_control = control.as_mut_ptr().cast();
        message.msg_controllen = room as _;
        // SAFETY: the room is as large as the messages with their heads; `control` is aligned for them.
        unsafe {
            let mut head = libc::CMSG_FIRSTHDR(&raw const message);
            for (level, kind, data) in controls {
                if head.is_null() {
                    return Err(Error::from_raw_os_error(libc::EINVAL));
                }
                (*head).cmsg_level = *level;
                (*head).cmsg_type = *kind;
                (*head).cmsg_len = libc::CMSG_LEN(data.len() as u32) as _;
                std::ptr::copy_nonoverlapping(data.as_ptr(), libc::CMSG_DATA(head), data.len());
                head = libc::CMSG_NXTHDR(&raw const message, head);
            }
        }
    }
    // SAFETY: everything the message points to lives through the call.
    check(unsafe { libc::sendmsg(fd, &raw const message, flags) })
}

/// Bytes of a control message with its head and padding.
pub fn control_space(length: usize) -> usize {
    // SAFETY: plain arithmetic.
    unsafe { libc::CMSG_SPACE(length as u32) as usize }
}

/// The same without the padding behind.
pub fn control_length(length: usize) -> usize {
    // SAFETY: plain arithmetic.
    unsafe { libc::CMSG_LEN(length as u32) as usize }
}

/// `getsockopt`, at most so many bytes.
pub fn option(fd: i32, level: i32, name: i32, room: usize) -> Result<Vec<u8>> {
    let mut data = vec![0; room];
    let mut n = room as libc::socklen_t;
    // SAFETY: the buffer is valid for writes of its length.
    check(unsafe { libc::getsockopt(fd, level, name, data.as_mut_ptr().cast(), &raw mut n) } as isize)?;
    data.truncate(n as usize);
    Ok(data)
}

/// `setsockopt` with bytes.
pub fn set_option(fd: i32, level: i32, name: i32, data: &[u8]) -> Result<()> {
    let n = data.len() as libc::socklen_t;
    // SAFETY: the bytes are valid for reads of their length.
    check(unsafe { libc::setsockopt(fd, level, name, data.as_ptr().cast(), n) } as isize).map(drop)
}

/// `setsockopt` with no bytes but a length.
pub fn set_option_length(fd: i32, level: i32, name: i32, n: u32) -> Result<()> {
    // SAFETY: nothing is read through the null pointer.
    check(unsafe { libc::setsockopt(fd, level, name, std::ptr::null(), n) } as isize).map(drop)
}
