//! Addresses: Python's tuples and paths to the system's form and back; texts of IP addresses.

use super::names;
use crate::helpers::{bytes_of, path_str};
use crate::host::netdb;
use crate::host::socket::{Address, SockAddr};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{ByteArray, Bytes, Str, Tuple};
use kaa_vm::{Fallible, NativeResult, Raised, Value, Vm};
use std::ffi::CString;
use std::net::{Ipv4Addr, Ipv6Addr};

pub(super) const ROWS: &[Method] = &[
    function("inet_aton", "($module, ip_addr, /)", aton, "The bytes of an IPv4 address."),
    function("inet_ntoa", "($module, packed_ip, /)", ntoa, "The text of an IPv4 address."),
    function("inet_pton", "($module, address_family, ip_string, /)", pton, "The bytes of an IP address."),
    function("inet_ntop", "($module, address_family, packed_ip, /)", ntop, "The text of an IP address."),
    function("htons", "($module, integer, /)", |vm, a| short(vm, a), "16 bits in network order."),
    function("ntohs", "($module, integer, /)", |vm, a| short(vm, a), "16 bits in this machine's order."),
    function("htonl", "($module, integer, /)", |vm, a| long(vm, a), "32 bits in network order."),
    function("ntohl", "($module, integer, /)", |vm, a| long(vm, a), "32 bits in this machine's order."),
];

fn unsigned<T: for<'a> TryFrom<&'a num_bigint::BigInt>>(vm: &Vm, v: &Value, bits: u32) -> Fallible<T> {
    let n = vm.index_bigint(v)?;
    if n.sign() == num_bigint::Sign::Minus {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    T::try_from(&n).map_err(|_| vm.overflow_error(format!("Python int too large for C uint{bits}_t")))
}

fn short(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(i64::from(unsigned::<u16>(vm, arg(args, 1), 16)?.to_be())))
}

fn long(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(i64::from(unsigned::<u32>(vm, arg(args, 1), 32)?.to_be())))
}

/// A text argument as the system takes it.
pub(super) fn c_text(vm: &Vm, v: &Value, function: &str, i: usize) -> Fallible<CString> {
    let Some(s) = v.payload::<Str>() else {
        let got = vm.type_name(v);
        return Err(vm.type_error(format!("{function}() argument {i} must be str, not {got}")));
    };
    CString::new(s.as_bytes()).map_err(|_| vm.value_error("embedded null character"))
}

fn os_text(vm: &Vm, text: impl AsRef<str>) -> Raised {
    vm.error(&vm.exceptions.os_error, text.as_ref())
}

fn aton(vm: &Vm, args: &[Slot]) -> NativeResult {
    let text = c_text(vm, arg(args, 1), "inet_aton", 1)?;
    match netdb::old_address(&text) {
        Some(ip) => done(vm.new_bytes(&ip)),
        None => Err(os_text(vm, "illegal IP address string passed to inet_aton")),
    }
}

fn ntoa(vm: &Vm, args: &[Slot]) -> NativeResult {
    match <[u8; 4]>::try_from(&bytes_of(vm, arg(args, 1))?[..]) {
        Ok(ip) => done(vm.str_value(&Ipv4Addr::from(ip).to_string())),
        Err(_) => Err(os_text(vm, "packed IP wrong length for inet_ntoa")),
    }
}

fn pton(vm: &Vm, args: &[Slot]) -> NativeResult {
    let family = crate::helpers::int32(vm, arg(args, 1))?;
    let text = c_text(vm, arg(args, 2), "inet_pton", 2)?;
    let text = text.to_str().unwrap_or_default();
    let bytes = match family {
        libc::AF_INET => text.parse::<Ipv4Addr>().map(|a| a.octets().to_vec()).ok(),
        libc::AF_INET6 => text.parse::<Ipv6Addr>().map(|a| a.octets().to_vec()).ok(),
        _ => return Err(crate::helpers::os_error_number(vm, libc::EAFNOSUPPORT, None)),
    };
    match bytes {
        Some(b) => done(vm.new_bytes(&b)),
        None => Err(os_text(vm, "illegal IP address string passed to inet_pton")),
    }
}

fn ntop(vm: &Vm, args: &[Slot]) -> NativeResult {
    let family = crate::helpers::int32(vm, arg(args, 1))?;
    let bytes = bytes_of(vm, arg(args, 2))?;
    let text = match family {
        libc::AF_INET => <[u8; 4]>::try_from(&bytes[..]).ok().map(|ip| Ipv4Addr::from(ip).to_string()),
        libc::AF_INET6 => <[u8; 16]>::try_from(&bytes[..]).ok().map(|ip| Ipv6Addr::from(ip).to_string()),
        n => return Err(vm.value_error(format!("unknown address family {n}"))),
    };
    match text {
        Some(t) => done(vm.str_value(&t)),
        None => Err(vm.value_error("invalid length of packed IP address string")),
    }
}

/// An address as Python shows it.
pub(super) fn shown(vm: &Vm, a: &SockAddr) -> Value {
    let int = |n: u32| vm.new_int(i64::from(n));
    match a.address() {
        Address::Nothing => Value::None,
        Address::V4(ip, port) => {
            let host = vm.str_value(&Ipv4Addr::from(ip).to_string());
            vm.new_tuple(vec![host, int(u32::from(port))]).into()
        }
        Address::V6(ip, port, flow, scope) => {
            let host = match scope {
                0 => Ipv6Addr::from(ip).to_string(),
                _ => names::with_scope(a).unwrap_or_else(|| Ipv6Addr::from(ip).to_string()),
            };
            vm.new_tuple(vec![vm.str_value(&host), int(u32::from(port)), int(flow), int(scope)]).into()
        }
        Address::Unix(path) if path.first() == Some(&0) => vm.new_bytes(&path),
        Address::Unix(path) => path_str(vm, &path),
        Address::Other(family, bytes) => {
            vm.new_tuple(vec![vm.new_int(i64::from(family)), vm.new_bytes(&bytes)]).into()
        }
    }
}

fn port(vm: &Vm, v: &Value, function: &str) -> Fallible<u16> {
    u16::try_from(vm.index_clamped(v)?)
        .map_err(|_| vm.overflow_error(format!("{function}(): port must be 0-65535.")))
}

/// Python's address for a socket of this family.
pub(super) fn read(vm: &Vm, family: i32, v: &Value, function: &str) -> Fallible<SockAddr> {
    let address = match family {
        libc::AF_INET => inet(vm, v, function)?,
        libc::AF_INET6 => inet6(vm, v, function)?,
        libc::AF_UNIX => {
            let path = match (v.payload::<Str>(), v.payload::<Bytes>(), v.payload::<ByteArray>()) {
                (Some(s), ..) => crate::helpers::unescape(s.as_bytes()),
                (_, Some(b), _) => b.data.to_vec(),
                _ => bytes_of(vm, v)?,
            };
            Address::Unix(path)
        }
        _ => return Err(os_text(vm, format!("{function}(): bad family"))),
    };
    SockAddr::of(&address).ok_or_else(|| os_text(vm, "AF_UNIX path too long"))
}

fn tuple<'v>(vm: &Vm, v: &'v Value, family: &str, function: &str) -> Fallible<&'v [Value]> {
    match v.payload::<Tuple>() {
        Some(t) => Ok(t),
        None => {
            let got = vm.type_name(v);
            Err(vm.type_error(format!("{function}(): {family} address must be tuple, not {got}")))
        }
    }
}

/// A host argument: text (with the codec `idna` where it is not ASCII), bytes or a bytearray.
pub(super) fn host(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    let bytes = match (v.payload::<Str>(), v.payload::<Bytes>(), v.payload::<ByteArray>()) {
        (Some(s), ..) if s.is_ascii() => s.as_bytes().to_vec(),
        (Some(_), ..) => {
            let made = vm.call_method(v, "encode", &[vm.str_value("idna")])?;
            bytes_of(vm, &made)?
        }
        (_, Some(b), _) => b.data.to_vec(),
        (.., Some(b)) => b.data.borrow().clone(),
        _ => {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("str, bytes or bytearray expected, not {got}")));
        }
    };
    if bytes.contains(&0) {
        return Err(vm.type_error("host name must not contain null character"));
    }
    Ok(bytes)
}

fn inet(vm: &Vm, v: &Value, function: &str) -> Fallible<Address> {
    let parts = tuple(vm, v, "AF_INET", function)?;
    let [name, number] = parts else {
        return Err(vm.type_error("AF_INET address must be a pair (host, port)"));
    };
    let name = host(vm, name)?;
    let port = port(vm, number, function)?;
    match names::resolve(vm, &name, libc::AF_INET)?.address() {
        Address::V4(ip, _) => Ok(Address::V4(ip, port)),
        _ => Err(os_text(vm, "address family mismatched")),
    }
}

fn inet6(vm: &Vm, v: &Value, function: &str) -> Fallible<Address> {
    let parts = tuple(vm, v, "AF_INET6", function)?;
    let (Some(name), Some(number), 2..=4) = (parts.first(), parts.get(1), parts.len()) else {
        return Err(vm.type_error("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"));
    };
    let name = host(vm, name)?;
    let port = port(vm, number, function)?;
    let number = |i: usize| parts.get(i).map_or(Ok(0), |v| vm.index_clamped(v));
    let flow = u32::try_from(number(2)?).ok().filter(|f| *f <= 0xfffff);
    let Some(flow) = flow else {
        return Err(vm.overflow_error(format!("{function}(): flowinfo must be 0-1048575.")));
    };
    let scope = number(3)? as u32;
    match names::resolve(vm, &name, libc::AF_INET6)?.address() {
        Address::V6(ip, _, _, own) => Ok(Address::V6(ip, port, flow, if scope == 0 { own } else { scope })),
        _ => Err(os_text(vm, "address family mismatched")),
    }
}
