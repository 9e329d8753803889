//! The class `socket`: making, connecting, closing, timeouts.

use super::{address, failed, shown_timeout, timeout_of};
use crate::helpers::{class_for, class_named, given, int32, some};
use crate::host::{fd, poll, posix, socket as host};
use crate::timeout::{milliseconds, waiting};
use kaa_heap::ClassFlags;
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, member, method, static_method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::cell::Cell;
use std::time::Duration;

/// Payload.
pub(super) struct Socket {
    /// The descriptor; -1 when there is none.
    pub(super) fd: Cell<i32>,
    pub(super) family: Cell<i32>,
    kind: Cell<i32>,
    protocol: Cell<i32>,
    /// Nanoseconds; -1 is none.
    timeout: Cell<i64>,
}
kaa_heap::payload!(Socket);

impl Drop for Socket {
    fn drop(&mut self) {
        let n = self.fd.replace(-1);
        if n >= 0 {
            drop(fd::close(n));
        }
    }
}

/// What a call waits for.
#[derive(Clone, Copy)]
pub(super) enum For {
    Reading,
    Writing,
    Connection,
}

macro_rules! rows {
    ($($name:literal $signature:literal $f:expr, $doc:literal;)*) => {
        &[
            static_method("__new__", "($type, *args, **kwargs)", new, "Create and return a new object."),
            $(method($name, $signature, $f, $doc)),*
        ]
    };
}

static METHODS: &[Method] = rows! {
    "__init__" "($self, /, family=-1, type=-1, proto=-1, fileno=None)" init,
        "Initialize self.  See help(type(self)) for accurate signature.";
    "__repr__" "($self, /)" repr, "Return repr(self).";
    "__del__" "($self, /)" finalize, "Called when the instance is about to be destroyed.";
    "_accept" "($self, /)" accept, "Takes a connection: its descriptor and where it comes from.";
    "bind" "($self, object, /)" bind, "Gives the socket an address.";
    "close" "($self, /)" close, "Closes the socket.";
    "connect" "($self, object, /)" connect, "Connects to an address.";
    "connect_ex" "($self, object, /)" connect_ex, "Connects to an address; gives the number of the error.";
    "detach" "($self, /)" detach, "Gives the descriptor away.";
    "fileno" "($self, /)" |vm, a| done(vm.new_int(i64::from(this(vm, a)?.fd.get()))), "The descriptor.";
    "getpeername" "($self, /)" |vm, a| name(vm, host::peer_name(this(vm, a)?.fd.get())), "The other end's address.";
    "getsockname" "($self, /)" |vm, a| name(vm, host::own_name(this(vm, a)?.fd.get())), "The socket's address.";
    "getsockopt" "($self, level, option, buflen=0, /)" super::options::get, "An option.";
    "setsockopt" "($self, level, option, value, optlen=None, /)" super::options::set, "Sets an option.";
    "listen" "($self, backlog=128, /)" listen, "Lets others connect.";
    "recv" "($self, bufsize, flags=0, /)" super::transfer::recv, "Receives bytes.";
    "recv_into" "($self, buffer, nbytes=0, flags=0)" super::transfer::recv_into, "Receives bytes into a buffer.";
    "recvfrom" "($self, bufsize, flags=0, /)" super::transfer::recvfrom, "Receives bytes; tells from where.";
    "recvfrom_into" "($self, buffer, nbytes=0, flags=0)" super::transfer::recvfrom_into,
        "Receives bytes into a buffer; tells from where.";
    "send" "($self, data, flags=0, /)" super::transfer::send, "Sends some of the bytes.";
    "sendall" "($self, data, flags=0, /)" super::transfer::sendall, "Sends all of the bytes.";
    "sendto" "($self, *args)" super::transfer::sendto, "Sends bytes to an address.";
    "setblocking" "($self, object, /)" setblocking, "Whether calls wait.";
    "getblocking" "($self, /)" |vm, a| done(Value::bool(this(vm, a)?.timeout.get() != 0)), "Whether calls wait.";
    "settimeout" "($self, object, /)" settimeout, "How long calls wait.";
    "gettimeout" "($self, /)" |vm, a| done(shown_timeout(vm, this(vm, a)?.timeout.get())), "How long calls wait.";
    "shutdown" "($self, object, /)" shutdown, "Ends reading, writing or both.";
    "recvmsg" "($self, bufsize, ancbufsize=0, flags=0, /)" super::messages::recvmsg,
        "Receives bytes and control messages.";
    "recvmsg_into" "($self, buffers, ancbufsize=0, flags=0, /)" super::messages::recvmsg_into,
        "Receives bytes into buffers, and control messages.";
    "sendmsg" "($self, buffers, ancdata=None, flags=0, address=None, /)" super::messages::sendmsg,
        "Sends bytes and control messages.";
};
static ATTRIBUTES: &[GetSet] = &[
    member("family", |vm, v| number(vm, &as_type::<Socket>(vm, v)?.family), "the socket family"),
    member("type", |vm, v| number(vm, &as_type::<Socket>(vm, v)?.kind), "the socket type"),
    member("proto", |vm, v| number(vm, &as_type::<Socket>(vm, v)?.protocol), "the socket protocol"),
    getter(
        "timeout",
        |vm, v| done(shown_timeout(vm, as_type::<Socket>(vm, v)?.timeout.get())),
        "the socket timeout",
    ),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_socket.socket",
    doc: "A socket of the operating system.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::BASETYPE | ClassFlags::FINALIZE,
    ..TypeSpec::EMPTY
};

pub(super) fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Socket>> {
    as_type::<Socket>(vm, arg(args, 0))
}

fn number(vm: &Vm, n: &Cell<i32>) -> NativeResult {
    done(vm.new_int(i64::from(n.get())))
}

fn name(vm: &Vm, r: std::io::Result<host::SockAddr>) -> NativeResult {
    done(address::shown(vm, &r.map_err(|e| failed(vm, &e))?))
}

fn empty() -> Socket {
    Socket {
        fd: Cell::new(-1),
        family: Cell::new(0),
        kind: Cell::new(0),
        protocol: Cell::new(0),
        timeout: Cell::new(-1),
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_object(class_for::<Socket>(vm, args)?, empty()))
}

impl Socket {
    /// Takes a descriptor over.
    fn open(&self, vm: &Vm, n: i32, numbers: [i32; 3]) -> Fallible<()> {
        self.fd.set(n);
        self.family.set(numbers[0]);
        self.kind.set(numbers[1] & !(libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC));
        self.protocol.set(numbers[2]);
        if numbers[1] & libc::SOCK_NONBLOCK != 0 {
            self.timeout.set(0);
            return Ok(());
        }
        self.timeout.set(super::DEFAULT.get());
        if self.timeout.get() >= 0 {
            posix::set_blocking(n, false).map_err(|e| failed(vm, &e))?;
        }
        Ok(())
    }

    /// Does a call: at once when the socket waits in the call itself or never, else when the descriptor is ready.
    pub(super) fn attempt<T>(
        &self,
        vm: &Vm,
        why: For,
        mut call: impl FnMut(i32) -> std::io::Result<T>,
    ) -> Fallible<T> {
        let limit = self.timeout.get();
        let wait = u64::try_from(limit).ok().filter(|n| *n > 0).map(Duration::from_nanos);
        let until = wait.and_then(|w| std::time::Instant::now().checked_add(w));
        let mut first = true;
        loop {
            if wait.is_some() && !(first && matches!(why, For::Reading | For::Writing)) {
                let left = until.map(|u| u.saturating_duration_since(std::time::Instant::now()));
                if !ready(vm, self.fd.get(), why, left)? {
                    return Err(vm.error(&vm.exceptions.timeout_error, "timed out"));
                }
            }
            first = false;
            match call(self.fd.get()) {
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => vm.check_signals()?,
                Err(e) if wait.is_some() && e.kind() == std::io::ErrorKind::WouldBlock => {}
                r => return r.map_err(|e| failed(vm, &e)),
            }
        }
    }
}

/// Waits until a descriptor is ready; not when the time is over.
fn ready(vm: &Vm, fd: i32, why: For, left: Option<Duration>) -> Fallible<bool> {
    let events = match why {
        For::Reading => libc::POLLIN,
        For::Writing => libc::POLLOUT,
        For::Connection => libc::POLLOUT | libc::POLLERR,
    };
    let mut list = [libc::pollfd { fd, events, revents: 0 }];
    let n = waiting(vm, left, |left| poll::poll(&mut list, milliseconds(left)))?;
    Ok(n.map_err(|e| failed(vm, &e))? > 0)
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let wish = |i: usize| given(args, i).map_or(Ok(-1), |v| int32(vm, v));
    let (family, kind, protocol) = (wish(1)?, wish(2)?, wish(3)?);
    let Some(v) = some(args, 4) else {
        let or = |n: i32, default: i32| if n == -1 { default } else { n };
        let numbers = [or(family, libc::AF_INET), or(kind, libc::SOCK_STREAM), or(protocol, 0)];
        let n = host::socket(numbers[0], numbers[1], numbers[2]).map_err(|e| failed(vm, &e))?;
        me.open(vm, n, numbers)?;
        return done(Value::None);
    };
    let n = int32(vm, v)?;
    if n < 0 {
        return Err(vm.value_error("negative file descriptor"));
    }
    let own = host::own_name(n);
    if let Err(e) = &own
        && (family == -1 || matches!(e.raw_os_error(), Some(libc::EBADF | libc::ENOTSOCK)))
    {
        return Err(failed(vm, e));
    }
    let option = |name: i32| match host::option(n, libc::SOL_SOCKET, name, 4) {
        Ok(b) => Ok(b.try_into().map_or(0, i32::from_ne_bytes)),
        Err(e) => Err(failed(vm, &e)),
    };
    let family = if family == -1 { option(libc::SO_DOMAIN)? } else { family };
    let kind = if kind == -1 { option(libc::SO_TYPE)? } else { kind };
    let protocol = if protocol == -1 { option(libc::SO_PROTOCOL)? } else { protocol };
    me.open(vm, n, [family, kind, protocol])?;
    done(Value::None)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let [fd, family, kind, protocol] = [me.fd.get(), me.family.get(), me.kind.get(), me.protocol.get()];
    done(vm.str_value(&format!("<socket object, fd={fd}, family={family}, type={kind}, proto={protocol}>")))
}

fn finalize(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    if me.fd.get() >= 0 {
        let shown = vm.repr(arg(args, 0))?;
        let text = format!("unclosed {}", shown.to_string_lossy());
        let warned = vm.warn_about(&vm.exceptions.resource_warning, &text, 1, arg(args, 0).clone());
        let n = me.fd.replace(-1);
        if n >= 0 {
            drop(fd::close(n));
        }
        warned?;
    }
    done(Value::None)
}

pub(super) fn pair(vm: &Vm, args: &[Slot]) -> NativeResult {
    let wish = |i: usize, default: i32| given(args, i).map_or(Ok(default), |v| int32(vm, v));
    let numbers = [wish(1, libc::AF_UNIX)?, wish(2, libc::SOCK_STREAM)?, wish(3, 0)?];
    let ends = host::pair(numbers[0], numbers[1], numbers[2]).map_err(|e| failed(vm, &e))?;
    let Some(class) = class_named(vm, SPEC.name) else {
        return Err(vm.system_error("the module _socket is not there"));
    };
    let sockets = ends.map(|_| vm.new_object(&class, empty()));
    for (s, n) in sockets.iter().zip(ends) {
        s.open(vm, n, numbers)?;
    }
    done(vm.new_tuple(sockets.into_iter().map(Value::from).collect()))
}

pub(super) fn close_number(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = int32(vm, arg(args, 1))?;
    closed(vm, n)
}

fn closed(vm: &Vm, n: i32) -> NativeResult {
    match fd::close(n) {
        Err(e) if e.raw_os_error() != Some(libc::ECONNRESET) => Err(failed(vm, &e)),
        _ => done(Value::None),
    }
}

pub(super) fn duplicate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = fd::duplicate(int32(vm, arg(args, 1))?).map_err(|e| failed(vm, &e))?;
    done(vm.new_int(i64::from(n)))
}

fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    match this(vm, args)?.fd.replace(-1) {
        n @ 0.. => closed(vm, n),
        _ => done(Value::None),
    }
}

fn detach(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(i64::from(this(vm, args)?.fd.replace(-1))))
}

fn accept(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, from) = this(vm, args)?.attempt(vm, For::Reading, host::accept)?;
    done(vm.new_tuple(vec![vm.new_int(i64::from(n)), address::shown(vm, &from)]))
}

fn bind(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let a = address::read(vm, me.family.get(), arg(args, 1), "bind")?;
    host::bind(me.fd.get(), &a).map_err(|e| failed(vm, &e))?;
    done(Value::None)
}

/// Connects; the error's number, 0 for none.
fn connected(vm: &Vm, args: &[Slot], function: &str) -> Fallible<i32> {
    let me = this(vm, args)?;
    let a = address::read(vm, me.family.get(), arg(args, 1), function)?;
    let number = |e: std::io::Error| e.raw_os_error().unwrap_or(libc::EIO);
    let error = match host::connect(me.fd.get(), &a) {
        Ok(()) => return Ok(0),
        Err(e) => number(e),
    };
    let limit = me.timeout.get();
    let wait = match error {
        libc::EINTR => {
            vm.check_signals()?;
            limit != 0
        }
        libc::EINPROGRESS => limit > 0,
        _ => false,
    };
    if !wait {
        return Ok(error);
    }
    let left = u64::try_from(limit).ok().map(Duration::from_nanos);
    if !ready(vm, me.fd.get(), For::Connection, left)? {
        return Ok(libc::EAGAIN);
    }
    match host::option(me.fd.get(), libc::SOL_SOCKET, libc::SO_ERROR, 4) {
        Ok(b) => Ok(b.try_into().map_or(0, i32::from_ne_bytes)),
        Err(e) => Ok(number(e)),
    }
}

fn connect(vm: &Vm, args: &[Slot]) -> NativeResult {
    match connected(vm, args, "connect")? {
        0 => done(Value::None),
        libc::EAGAIN if this(vm, args)?.timeout.get() > 0 => {
            Err(vm.error(&vm.exceptions.timeout_error, "timed out"))
        }
        n => Err(crate::helpers::os_error_number(vm, n, None)),
    }
}

fn connect_ex(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(i64::from(connected(vm, args, "connect_ex")?)))
}

fn listen(vm: &Vm, args: &[Slot]) -> NativeResult {
    let backlog = given(args, 1).map_or(Ok(128), |v| int32(vm, v))?.max(0);
    host::listen(this(vm, args)?.fd.get(), backlog).map_err(|e| failed(vm, &e))?;
    done(Value::None)
}

fn apply(vm: &Vm, me: &Socket, timeout: i64) -> NativeResult {
    me.timeout.set(timeout);
    posix::set_blocking(me.fd.get(), timeout < 0).map_err(|e| failed(vm, &e))?;
    done(Value::None)
}

fn setblocking(vm: &Vm, args: &[Slot]) -> NativeResult {
    let on = vm.is_true(arg(args, 1))?;
    apply(vm, this(vm, args)?, if on { -1 } else { 0 })
}

fn settimeout(vm: &Vm, args: &[Slot]) -> NativeResult {
    let limit = timeout_of(vm, arg(args, 1))?;
    apply(vm, this(vm, args)?, limit)
}

fn shutdown(vm: &Vm, args: &[Slot]) -> NativeResult {
    let how = int32(vm, arg(args, 1))?;
    host::shutdown(this(vm, args)?.fd.get(), how).map_err(|e| failed(vm, &e))?;
    done(Value::None)
}
