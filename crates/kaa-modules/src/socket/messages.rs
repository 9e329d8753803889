//! `recvmsg` and `sendmsg`: bytes in several buffers, with control messages.

use super::address;
use super::object::{For, this};
use super::transfer::writable_length;
use crate::helpers::{bytes_of, fill_buffer, given, int32, some};
use crate::host::socket as host;
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg};
use kaa_vm::types::Tuple;
use kaa_vm::{Fallible, NativeResult, Value, Vm};

/// A length that control messages can have.
fn sized(vm: &Vm, args: &[Slot], function: &str, head: usize) -> Fallible<usize> {
    usize::try_from(vm.index_clamped(arg(args, 1))?)
        .ok()
        .filter(|n| *n <= i32::MAX as usize - head)
        .ok_or_else(|| vm.overflow_error(format!("{function}() argument out of range")))
}

pub(super) fn length(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(host::control_length(sized(vm, args, "CMSG_LEN", host::control_length(0))?)))
}

pub(super) fn space(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(host::control_space(sized(vm, args, "CMSG_SPACE", host::control_space(1))?)))
}

/// Receives; the answer without the bytes.
fn receive(vm: &Vm, args: &[Slot], buffers: &mut [Vec<u8>]) -> Fallible<host::Received> {
    let room = given(args, 2).map_or(Ok(0), |v| vm.index_clamped(v))?;
    let flags = given(args, 3).map_or(Ok(0), |v| int32(vm, v))?;
    let Some(room) = usize::try_from(room).ok().filter(|n| *n <= i32::MAX as usize) else {
        return Err(vm.value_error("invalid ancillary data buffer length"));
    };
    this(vm, args)?.attempt(vm, For::Reading, |fd| host::receive_message(fd, buffers, room, flags))
}

fn answer(vm: &Vm, first: Value, r: &host::Received) -> NativeResult {
    let rows = r.controls.iter().map(|(level, kind, data)| {
        let row = vec![vm.new_int(i64::from(*level)), vm.new_int(i64::from(*kind)), vm.new_bytes(data)];
        vm.new_tuple(row).into()
    });
    let controls = vm.new_list(rows.collect()).into();
    let flags = vm.new_int(i64::from(r.flags & !libc::MSG_CMSG_CLOEXEC));
    done(vm.new_tuple(vec![first, controls, flags, address::shown(vm, &r.from)]))
}

pub(super) fn recvmsg(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(n) = usize::try_from(vm.index_i64(arg(args, 1))?).ok().filter(|n| *n < 1 << 40) else {
        return Err(vm.value_error("negative buffer size in recvmsg()"));
    };
    let mut buffers = [vec![0; n]];
    let r = receive(vm, args, &mut buffers)?;
    answer(vm, vm.new_bytes(buffers[0].get(..r.count).unwrap_or_default()), &r)
}

pub(super) fn recvmsg_into(vm: &Vm, args: &[Slot]) -> NativeResult {
    let targets = match vm.collect(arg(args, 1)) {
        Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {
            return Err(vm.type_error("recvmsg_into() argument 1 must be an iterable"));
        }
        r => r?,
    };
    let mut buffers = Vec::new();
    for t in &targets {
        let Some(n) = writable_length(vm, t)? else {
            let text = "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers";
            return Err(vm.type_error(text));
        };
        buffers.push(vec![0; n]);
    }
    let r = receive(vm, args, &mut buffers)?;
    let mut left = r.count;
    for (t, b) in targets.iter().zip(&buffers) {
        let n = left.min(b.len());
        fill_buffer(vm, t, &b[..n])?;
        left -= n;
    }
    answer(vm, vm.new_usize(r.count), &r)
}

fn control(vm: &Vm, v: &Value) -> Fallible<host::Control> {
    let Some(t) = v.payload::<Tuple>() else {
        return Err(vm.type_error("[sendmsg() ancillary data items]() argument must be sequence of length 3"));
    };
    let [level, kind, data] = &t[..] else {
        let n = t.len();
        return Err(vm.type_error(format!(
            "[sendmsg() ancillary data items]() argument must be tuple of length 3, not {n}"
        )));
    };
    Ok((int32(vm, level)?, int32(vm, kind)?, bytes_of(vm, data)?))
}

pub(super) fn sendmsg(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let parts = match vm.collect(arg(args, 1)) {
        Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {
            return Err(vm.type_error("sendmsg() argument 1 must be an iterable"));
        }
        r => r?,
    };
    let buffers = parts.iter().map(|p| bytes_of(vm, p)).collect::<Fallible<Vec<_>>>()?;
    let controls = match some(args, 2) {
        None => Vec::new(),
        Some(v) => vm.collect(v)?.iter().map(|c| control(vm, c)).collect::<Fallible<_>>()?,
    };
    let flags = given(args, 3).map_or(Ok(0), |v| int32(vm, v))?;
    let to = some(args, 4).map(|a| address::read(vm, me.family.get(), a, "sendmsg")).transpose()?;
    let n =
        me.attempt(vm, For::Writing, |fd| host::send_message(fd, &buffers, &controls, flags, to.as_ref()))?;
    done(vm.new_usize(n))
}
