//! Names of hosts, services, protocols and interfaces.

use super::address::{self, c_text, host};
use super::failed;
use crate::helpers::{bytes_of, class_named, given, int32, path_bytes, path_str, some};
use crate::host::netdb;
use crate::host::socket::{Address, SockAddr};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Bytes, Str, Tuple};
use kaa_vm::{Fallible, NativeResult, Raised, Value, Vm};
use std::ffi::CString;
use std::net::Ipv4Addr;

pub(super) const ROWS: &[Method] = &[
    function(
        "getaddrinfo",
        "($module, /, host, port, family=0, type=0, proto=0, flags=0)",
        getaddrinfo,
        "Addresses of a host and a service.",
    ),
    function("getnameinfo", "($module, sockaddr, flags, /)", getnameinfo, "Names of an address."),
    function("gethostname", "($module, /)", hostname, "This machine's name."),
    function("sethostname", "($module, name, /)", sethostname, "Sets this machine's name."),
    function("gethostbyname", "($module, host, /)", by_name, "The IPv4 address of a host."),
    function("gethostbyname_ex", "($module, host, /)", by_name_ex, "Names and IPv4 addresses of a host."),
    function("gethostbyaddr", "($module, host, /)", by_address, "Names and addresses of an address."),
    function(
        "getservbyname",
        "($module, servicename, protocolname=None, /)",
        service_port,
        "A service's port.",
    ),
    function("getservbyport", "($module, port, protocolname=None, /)", service_name, "A port's service."),
    function("getprotobyname", "($module, name, /)", protocol, "A protocol's number."),
    function("if_nameindex", "($module, /)", interfaces, "Numbers and names of interfaces."),
    function("if_nametoindex", "($module, oname, /)", interface_number, "The number of an interface."),
    function("if_indextoname", "($module, if_index, /)", interface_name, "The name of an interface."),
];

fn class_error(vm: &Vm, name: &str, number: i32, text: &str) -> Raised {
    let class = class_named(vm, name).unwrap_or_else(|| vm.exceptions.os_error.clone());
    vm.error_with(&class, vec![vm.new_int(i64::from(number)), vm.str_value(text)])
}

fn gai_error(vm: &Vm, number: i32) -> Raised {
    if number == libc::EAI_SYSTEM {
        return failed(vm, &std::io::Error::last_os_error());
    }
    class_error(vm, "socket.gaierror", number, &netdb::describe(number))
}

/// The first address of a host; an empty name is any, `<broadcast>` all.
pub(super) fn resolve(vm: &Vm, name: &[u8], family: i32) -> Fallible<SockAddr> {
    let plain = |a: Address| SockAddr::of(&a).ok_or_else(|| vm.value_error("bad address"));
    if name == b"<broadcast>" || name == b"255.255.255.255" {
        if family != libc::AF_INET && family != libc::AF_UNSPEC {
            return Err(vm.error(&vm.exceptions.os_error, "address family mismatched"));
        }
        return plain(Address::V4([255; 4], 0));
    }
    if family == libc::AF_INET
        && let Some(ip) = std::str::from_utf8(name).ok().and_then(|t| t.parse::<Ipv4Addr>().ok())
    {
        return plain(Address::V4(ip.octets(), 0));
    }
    let text = CString::new(name).map_err(|_| vm.value_error("embedded null character"))?;
    let found = if name.is_empty() {
        netdb::addresses(None, Some(c"0"), [family, libc::SOCK_DGRAM, 0, libc::AI_PASSIVE])
    } else {
        netdb::addresses(Some(&text), None, [family, 0, 0, 0])
    };
    let found = found.map_err(|e| gai_error(vm, e))?;
    match found.into_iter().next() {
        Some(f) => Ok(f.address),
        None => Err(gai_error(vm, libc::EAI_NONAME)),
    }
}

/// The text of an IPv6 address with its interface.
pub(super) fn with_scope(a: &SockAddr) -> Option<String> {
    let (host, _) = netdb::names(a, libc::NI_NUMERICHOST | libc::NI_NUMERICSERV).ok()?;
    String::from_utf8(host).ok()
}

fn getaddrinfo(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = match arg(args, 1) {
        v if v.is_none() => None,
        v if v.payload::<Str>().is_some() || v.payload::<Bytes>().is_some() => Some(host(vm, v)?),
        _ => return Err(vm.type_error("getaddrinfo() argument 1 must be string or None")),
    };
    let service = match arg(args, 2) {
        v if v.is_none() => None,
        v if kaa_vm::types::int::is_int(v) => Some(vm.str(v)?.as_bytes().to_vec()),
        v => match (v.payload::<Str>(), v.payload::<Bytes>()) {
            (Some(_), _) => {
                let made = vm.call_method(v, "encode", &[vm.str_value("utf-8")])?;
                Some(bytes_of(vm, &made)?)
            }
            (_, Some(b)) => Some(b.data.to_vec()),
            _ => return Err(vm.error(&vm.exceptions.os_error, "Int or String expected")),
        },
    };
    let mut hints = [0; 4];
    for (i, h) in hints.iter_mut().enumerate() {
        *h = given(args, i + 3).map_or(Ok(0), |v| int32(vm, v))?;
    }
    let text = |t: Option<Vec<u8>>| {
        t.map(|t| CString::new(t).map_err(|_| vm.value_error("embedded null character"))).transpose()
    };
    let (name, service) = (text(name)?, text(service)?);
    let found = netdb::addresses(name.as_deref(), service.as_deref(), hints).map_err(|e| gai_error(vm, e))?;
    let rows = found.iter().map(|f| {
        let [family, kind, protocol] = f.numbers.map(|n| vm.new_int(i64::from(n)));
        let official = vm.str_value(&String::from_utf8_lossy(f.name.as_deref().unwrap_or_default()));
        vm.new_tuple(vec![family, kind, protocol, official, address::shown(vm, &f.address)]).into()
    });
    done(vm.new_list(rows.collect()))
}

fn getnameinfo(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(t) = arg(args, 1).payload::<Tuple>() else {
        return Err(vm.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let flags = int32(vm, arg(args, 2))?;
    let illegal = || vm.type_error("getnameinfo(): illegal sockaddr argument");
    let (Some(name), Some(port), 2..=4) = (t.first(), t.get(1), t.len()) else { return Err(illegal()) };
    let Some(name) = name.payload::<Str>() else { return Err(illegal()) };
    let number = |v: Option<&Value>| v.map_or(Ok(0), |v| vm.index_clamped(v));
    let port = number(Some(port))?;
    let (flow, scope) = (number(t.get(2))?, number(t.get(3))?);
    let Some(flow) = u32::try_from(flow).ok().filter(|f| *f <= 0xfffff) else {
        return Err(vm.overflow_error("getnameinfo(): flowinfo must be 0-1048575."));
    };
    let name = CString::new(name.as_bytes()).map_err(|_| vm.value_error("embedded null character"))?;
    let hints = [libc::AF_UNSPEC, libc::SOCK_DGRAM, 0, libc::AI_NUMERICHOST];
    let found = netdb::addresses(Some(&name), Some(c"0"), hints).map_err(|e| gai_error(vm, e))?;
    if found.len() > 1 {
        return Err(vm.error(&vm.exceptions.os_error, "sockaddr resolved to multiple addresses"));
    }
    let address = match found.first().map(|f| f.address.address()) {
        Some(Address::V4(ip, _)) if t.len() == 2 => Address::V4(ip, port as u16),
        Some(Address::V4(..)) => {
            return Err(vm.error(&vm.exceptions.os_error, "IPv4 sockaddr must be 2 tuple"));
        }
        Some(Address::V6(ip, ..)) => Address::V6(ip, port as u16, flow, scope as u32),
        _ => return Err(illegal()),
    };
    let address = SockAddr::of(&address).ok_or_else(illegal)?;
    let (host, service) = netdb::names(&address, flags).map_err(|e| gai_error(vm, e))?;
    done(vm.new_tuple(vec![path_str(vm, &host), path_str(vm, &service)]))
}

fn hostname(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let name = netdb::host_name().map_err(|e| failed(vm, &e))?;
    done(path_str(vm, &name))
}

fn sethostname(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = path_bytes(vm, arg(args, 1))?;
    netdb::set_host_name(&name).map_err(|e| failed(vm, &e))?;
    done(Value::None)
}

/// A host argument of one of the older functions.
fn old_host(vm: &Vm, args: &[Slot], function: &str) -> Fallible<Vec<u8>> {
    let v = arg(args, 1);
    if v.payload::<Str>().is_none() && vm.bytes_like(v)?.is_none() {
        let got = vm.type_name(v);
        let text = format!("{function}() argument 1 must be str, bytes or bytearray, not {got}");
        return Err(vm.type_error(text));
    }
    host(vm, v)
}

fn address_text(a: &SockAddr) -> String {
    match a.address() {
        Address::V4(ip, _) => Ipv4Addr::from(ip).to_string(),
        Address::V6(ip, ..) => std::net::Ipv6Addr::from(ip).to_string(),
        _ => String::new(),
    }
}

fn by_name(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = old_host(vm, args, "gethostbyname")?;
    done(vm.str_value(&address_text(&resolve(vm, &name, libc::AF_INET)?)))
}

/// Name, aliases and addresses.
fn triple(vm: &Vm, name: &[u8], addresses: Vec<String>) -> NativeResult {
    let list = addresses.iter().map(|a| vm.str_value(a)).collect();
    done(vm.new_tuple(vec![path_str(vm, name), vm.new_list(vec![]).into(), vm.new_list(list).into()]))
}

fn by_name_ex(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = old_host(vm, args, "gethostbyname_ex")?;
    let text = CString::new(name.clone()).map_err(|_| vm.value_error("embedded null character"))?;
    let hints = [libc::AF_INET, libc::SOCK_STREAM, 0, libc::AI_CANONNAME];
    let found = netdb::addresses(Some(&text), None, hints).map_err(|e| gai_error(vm, e))?;
    let official = found.first().and_then(|f| f.name.clone()).unwrap_or(name);
    triple(vm, &official, found.iter().map(|f| address_text(&f.address)).collect())
}

fn by_address(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = old_host(vm, args, "gethostbyaddr")?;
    let address = resolve(vm, &name, libc::AF_UNSPEC)?;
    match netdb::names(&address, libc::NI_NAMEREQD) {
        Ok((host, _)) => triple(vm, &host, vec![address_text(&address)]),
        Err(_) => Err(class_error(vm, "socket.herror", 1, "Unknown host")),
    }
}

fn protocol_name(vm: &Vm, args: &[Slot], function: &str) -> Fallible<Option<CString>> {
    some(args, 2).map(|v| c_text(vm, v, function, 2)).transpose()
}

fn service_port(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = c_text(vm, arg(args, 1), "getservbyname", 1)?;
    match netdb::service_port(&name, protocol_name(vm, args, "getservbyname")?.as_deref()) {
        Some(port) => done(vm.new_int(i64::from(port))),
        None => Err(vm.error(&vm.exceptions.os_error, "service/proto not found")),
    }
}

fn service_name(vm: &Vm, args: &[Slot]) -> NativeResult {
    let port = u16::try_from(vm.index_clamped(arg(args, 1))?)
        .map_err(|_| vm.overflow_error("getservbyport: port must be 0-65535."))?;
    match netdb::service_name(port, protocol_name(vm, args, "getservbyport")?.as_deref()) {
        Some(name) => done(path_str(vm, &name)),
        None => Err(vm.error(&vm.exceptions.os_error, "port/proto not found")),
    }
}

fn protocol(vm: &Vm, args: &[Slot]) -> NativeResult {
    match netdb::protocol(&c_text(vm, arg(args, 1), "getprotobyname", 1)?) {
        Some(n) => done(vm.new_int(i64::from(n))),
        None => Err(vm.error(&vm.exceptions.os_error, "protocol not found")),
    }
}

fn interfaces(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let all = netdb::interfaces().map_err(|e| failed(vm, &e))?;
    let rows = all
        .into_iter()
        .map(|(n, name)| vm.new_tuple(vec![vm.new_int(i64::from(n)), path_str(vm, &name)]).into());
    done(vm.new_list(rows.collect()))
}

fn interface_number(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 1);
    let bytes = if v.payload::<Str>().is_some() { path_bytes(vm, v)? } else { bytes_of(vm, v)? };
    let name = CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))?;
    let n = netdb::interface_number(&name).map_err(|e| failed(vm, &e))?;
    done(vm.new_int(i64::from(n)))
}

fn interface_name(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = vm.index_bigint(arg(args, 1))?;
    if n.sign() == num_bigint::Sign::Minus {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    let n = u32::try_from(&n).map_err(|_| vm.overflow_error("Python int too large for C unsigned int"))?;
    let name = netdb::interface_name(n).map_err(|e| failed(vm, &e))?;
    done(path_str(vm, &name))
}
