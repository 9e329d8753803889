//! Options of sockets: numbers, or bytes of any kind.

use super::failed;
use super::object::this;
use crate::helpers::{bytes_of, given, int32};
use crate::host::socket as host;
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg};
use kaa_vm::{NativeResult, Value, Vm};

pub(super) fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let (level, name) = (int32(vm, arg(args, 1))?, int32(vm, arg(args, 2))?);
    let room = given(args, 3).map_or(Ok(0), |v| int32(vm, v))?;
    if !(0..=1024).contains(&room) {
        return Err(vm.error(&vm.exceptions.os_error, "getsockopt buflen out of range"));
    }
    let length = if room == 0 { 4 } else { room as usize };
    let data = host::option(me.fd.get(), level, name, length).map_err(|e| failed(vm, &e))?;
    if room > 0 {
        return done(vm.new_bytes(&data));
    }
    done(vm.new_int(data.try_into().map_or(0, |b| i64::from(i32::from_ne_bytes(b)))))
}

pub(super) fn set(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let (level, name) = (int32(vm, arg(args, 1))?, int32(vm, arg(args, 2))?);
    let v = arg(args, 3);
    let r = match given(args, 4) {
        Some(n) if v.is_none() => {
            let n = u32::try_from(vm.index_clamped(n)?).unwrap_or(u32::MAX);
            host::set_option_length(me.fd.get(), level, name, n)
        }
        Some(_) => {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("setsockopt() argument 3 must be None, not {got}")));
        }
        None if kaa_vm::types::int::is_int(v) => {
            host::set_option(me.fd.get(), level, name, &int32(vm, v)?.to_ne_bytes())
        }
        None => host::set_option(me.fd.get(), level, name, &bytes_of(vm, v)?),
    };
    r.map_err(|e| failed(vm, &e))?;
    done(Value::None)
}
