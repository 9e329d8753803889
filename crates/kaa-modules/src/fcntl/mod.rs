//! The module `fcntl`: control of descriptors, locks on files.

mod constants;

use crate::helpers::{fill_buffer, given, int32, os_error};
use crate::host::control as host;
use crate::posix::descriptor;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Bytes, Module, Str};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("fcntl", "($module, fd, cmd, arg=0, /)", fcntl, "Carries out a command on a descriptor."),
    function(
        "ioctl",
        "($module, fd, request, arg=0, mutate_flag=True, /)",
        ioctl,
        "Carries out a request on a device.",
    ),
    function("flock", "($module, fd, operation, /)", flock, "Locks a file."),
    function("lockf", "($module, fd, cmd, len=0, start=0, whence=0, /)", lockf, "Locks a part of a file."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("fcntl", Some("Control of descriptors."));
    vm.add_functions(&module, ROWS);
    for (name, n) in constants::NUMBERS {
        module.dict.set_str(&vm.intern(name), vm.new_int(*n));
    }
    Ok(module)
}

fn failed(vm: &Vm, e: &std::io::Error) -> Raised {
    os_error(vm, e, None)
}

/// Repeats a call when signals come between.
fn call<T>(vm: &Vm, mut f: impl FnMut() -> std::io::Result<T>) -> Fallible<T> {
    crate::timeout::waiting(vm, None, |_| f())?.map_err(|e| failed(vm, &e))
}

/// The third argument.
enum Argument {
    Number(i64),
    Bytes(Vec<u8>),
}

/// A number as its low 32 bits, or bytes; none for other kinds.
fn argument(vm: &Vm, v: Option<&Value>) -> Fallible<Option<Argument>> {
    let Some(v) = v else { return Ok(Some(Argument::Number(0))) };
    if kaa_vm::types::sequence::has_index(vm, v) {
        let low = vm.index_bigint(v)?;
        let word = low.iter_u32_digits().next().unwrap_or(0) as i32;
        let negative = low.sign() == num_bigint::Sign::Minus;
        return Ok(Some(Argument::Number(i64::from(if negative { word.wrapping_neg() } else { word }))));
    }
    if let Some(s) = v.payload::<Str>() {
        return Ok(Some(Argument::Bytes(s.as_bytes().to_vec())));
    }
    Ok(vm.bytes_like(v)?.map(|b| Argument::Bytes(b.to_vec())))
}

#[cold]
fn wrong_kind(vm: &Vm, function: &str, v: &Value) -> Raised {
    let got = vm.type_name(v);
    let kinds = "an integer, a bytes-like object, or a string";
    vm.type_error(format!("{function}() argument 3 must be {kinds}, not {got}"))
}

fn fcntl(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (fd, command) = (descriptor(vm, arg(args, 1))?, int32(vm, arg(args, 2))?);
    match argument(vm, given(args, 3))? {
        Some(Argument::Number(n)) => {
            let r = call(vm, || host::fcntl(fd, command, n))?;
            done(vm.new_int(i64::from(r)))
        }
        Some(Argument::Bytes(b)) if b.len() > host::MOST => {
            Err(vm.value_error("fcntl argument 3 is too long"))
        }
        Some(Argument::Bytes(mut b)) => {
            call(vm, || host::fcntl_bytes(fd, command, &mut b))?;
            done(vm.new_bytes(&b))
        }
        None => Err(wrong_kind(vm, "fcntl", arg(args, 3))),
    }
}

fn ioctl(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = descriptor(vm, arg(args, 1))?;
    let request = vm.index_bigint(arg(args, 2))?;
    let request = request.iter_u64_digits().next().unwrap_or(0)
        * if request.sign() == num_bigint::Sign::Minus { u64::MAX } else { 1 };
    let change = given(args, 4).map_or(Ok(true), |v| vm.is_true(v))?;
    let target = given(args, 3);
    let mut bytes = match argument(vm, target)? {
        Some(Argument::Number(n)) => {
            let r = call(vm, || host::ioctl(fd, request, n as i32))?;
            return done(vm.new_int(i64::from(r)));
        }
        Some(Argument::Bytes(b)) => b,
        None => return Err(wrong_kind(vm, "ioctl", arg(args, 3))),
    };
    let fixed = |v: &Value| v.payload::<Bytes>().is_some() || v.payload::<Str>().is_some();
    match target.filter(|v| change && !fixed(v) && writable(vm, v)) {
        Some(v) => {
            let r = call(vm, || host::ioctl_bytes(fd, request, &mut bytes))?;
            fill_buffer(vm, v, &bytes)?;
            done(vm.new_int(i64::from(r)))
        }
        None if bytes.len() > host::MOST => Err(vm.value_error("ioctl argument 3 is too long")),
        None => {
            let length = bytes.len();
            bytes.resize(host::MOST, 0);
            call(vm, || host::ioctl_bytes(fd, request, &mut bytes))?;
            if bytes[length..].iter().any(|b| *b != 0) {
                return Err(vm.system_error("buffer overflow"));
            }
            done(vm.new_bytes(&bytes[..length]))
        }
    }
}

fn writable(vm: &Vm, v: &Value) -> bool {
    match vm.get_attr_opt(v, &vm.intern("readonly")) {
        Ok(Some(flag)) => !flag.is(&Value::True),
        _ => true,
    }
}

fn flock(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (fd, operation) = (descriptor(vm, arg(args, 1))?, int32(vm, arg(args, 2))?);
    call(vm, || host::flock(fd, operation))?;
    done(Value::None)
}

fn lockf(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (fd, what) = (descriptor(vm, arg(args, 1))?, int32(vm, arg(args, 2))?);
    let kind = match what {
        libc::LOCK_UN => libc::F_UNLCK,
        n if n & libc::LOCK_SH != 0 => libc::F_RDLCK,
        n if n & libc::LOCK_EX != 0 => libc::F_WRLCK,
        _ => return Err(vm.value_error("unrecognized lockf argument")),
    };
    let offset = |i: usize| match given(args, i) {
        Some(v) => {
            let n = vm.index_bigint(v)?;
            i64::try_from(&n).map_err(|_| vm.overflow_error("Python int too large to convert to C long"))
        }
        None => Ok(0),
    };
    let (length, start) = (offset(3)?, offset(4)?);
    let whence = given(args, 5).map_or(Ok(0), |v| int32(vm, v))? as i16;
    let command = if what & libc::LOCK_NB != 0 { libc::F_SETLK } else { libc::F_SETLKW };
    call(vm, || host::lock(fd, command, kind as i16, start, length, whence))?;
    done(Value::None)
}
