//! Moving bytes: `recv`, `send` and their kin.

use super::address;
use super::object::{For, this};
use crate::helpers::{bytes_of, fill_buffer, given, int32};
use crate::host::socket as host;
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg};
use kaa_vm::types::iterators::varargs;
use kaa_vm::{Fallible, NativeResult, Value, Vm};

fn flags(vm: &Vm, args: &[Slot], i: usize) -> Fallible<i32> {
    given(args, i).map_or(Ok(0), |v| int32(vm, v))
}

fn room(vm: &Vm, args: &[Slot], function: &str) -> Fallible<Vec<u8>> {
    match usize::try_from(vm.index_i64(arg(args, 1))?) {
        Ok(n) if n > 1 << 40 => Err(vm.memory_error("")),
        Ok(n) => Ok(vec![0; n]),
        Err(_) => Err(vm.value_error(format!("negative buffersize in {function}"))),
    }
}

pub(super) fn recv(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut buffer = room(vm, args, "recv")?;
    let flags = flags(vm, args, 2)?;
    let n = this(vm, args)?.attempt(vm, For::Reading, |fd| host::receive(fd, &mut buffer, flags))?;
    buffer.truncate(n);
    done(vm.new_bytes_owned(buffer))
}

pub(super) fn recvfrom(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut buffer = room(vm, args, "recvfrom")?;
    let flags = flags(vm, args, 2)?;
    let (n, from) =
        this(vm, args)?.attempt(vm, For::Reading, |fd| host::receive_from(fd, &mut buffer, flags))?;
    buffer.truncate(n);
    done(vm.new_tuple(vec![vm.new_bytes_owned(buffer), address::shown(vm, &from)]))
}

/// A buffer for what goes into an argument.
fn room_of(vm: &Vm, args: &[Slot], function: &str) -> Fallible<Vec<u8>> {
    let target = arg(args, 1);
    let size = match writable_length(vm, target)? {
        Some(n) => n,
        None => {
            let got = vm.type_name(target);
            return Err(vm.type_error(format!(
                "{function}() argument 1 must be read-write bytes-like object, not {got}"
            )));
        }
    };
    let wish = given(args, 2).map_or(Ok(0), |v| vm.index_i64(v))?;
    match usize::try_from(wish) {
        Err(_) => Err(vm.value_error(format!("negative buffersize in {function}"))),
        Ok(0) => Ok(vec![0; size]),
        Ok(n) if n > size && function == "recv_into" => {
            Err(vm.value_error("buffer too small for requested bytes"))
        }
        Ok(n) if n > size => Err(vm.value_error("nbytes is greater than the length of the buffer")),
        Ok(n) => Ok(vec![0; n]),
    }
}

/// Length of a buffer that can be written to.
pub(super) fn writable_length(vm: &Vm, v: &Value) -> Fallible<Option<usize>> {
    if let Some(b) = v.payload::<kaa_vm::types::ByteArray>() {
        return Ok(Some(b.data.borrow().len()));
    }
    if v.payload::<kaa_vm::types::Bytes>().is_some() {
        return Ok(None);
    }
    if v.payload::<kaa_vm::types::MemoryView>().is_some()
        && vm.is_true(&vm.get_attr(v, &vm.intern("readonly"))?)?
    {
        return Ok(None);
    }
    Ok(vm.bytes_like(v)?.map(|b| b.len()))
}

pub(super) fn recv_into(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut buffer = room_of(vm, args, "recv_into")?;
    let flags = flags(vm, args, 3)?;
    if buffer.is_empty() {
        return done(vm.new_int(0));
    }
    let n = this(vm, args)?.attempt(vm, For::Reading, |fd| host::receive(fd, &mut buffer, flags))?;
    fill_buffer(vm, arg(args, 1), &buffer[..n])?;
    done(vm.new_usize(n))
}

pub(super) fn recvfrom_into(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut buffer = room_of(vm, args, "recvfrom_into")?;
    let flags = flags(vm, args, 3)?;
    let (n, from) =
        this(vm, args)?.attempt(vm, For::Reading, |fd| host::receive_from(fd, &mut buffer, flags))?;
    fill_buffer(vm, arg(args, 1), &buffer[..n])?;
    done(vm.new_tuple(vec![vm.new_usize(n), address::shown(vm, &from)]))
}

pub(super) fn send(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = bytes_of(vm, arg(args, 1))?;
    let flags = flags(vm, args, 2)?;
    let n = this(vm, args)?.attempt(vm, For::Writing, |fd| host::send(fd, &bytes, flags))?;
    done(vm.new_usize(n))
}

pub(super) fn sendall(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = bytes_of(vm, arg(args, 1))?;
    let flags = flags(vm, args, 2)?;
    let me = this(vm, args)?;
    let mut rest = &bytes[..];
    loop {
        let n = me.attempt(vm, For::Writing, |fd| host::send(fd, rest, flags))?;
        rest = rest.get(n..).unwrap_or_default();
        if rest.is_empty() {
            return done(Value::None);
        }
        vm.check_signals()?;
    }
}

pub(super) fn sendto(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (data, flags, to) = match varargs(&args[1]) {
        [data, to] => (data, 0, to),
        [data, flags, to] => (data, int32(vm, flags)?, to),
        all => {
            let n = all.len();
            return Err(vm.type_error(format!("sendto() takes 2 or 3 arguments ({n} given)")));
        }
    };
    let bytes = bytes_of(vm, data)?;
    let me = this(vm, args)?;
    let to = address::read(vm, me.family.get(), to, "sendto")?;
    let n = me.attempt(vm, For::Writing, |fd| host::send_to(fd, &bytes, flags, &to))?;
    done(vm.new_usize(n))
}
