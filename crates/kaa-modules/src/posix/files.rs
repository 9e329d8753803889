//! Open files by descriptor.

use super::path::{Also, buffer_len, descriptor, dir_fd, flag, path, plain_error};
use crate::helpers::{bytes_of, fill_buffer, given, int32, path_str, some};
use crate::host::{fd, posix};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::io::ErrorKind;

pub(super) const ROWS: &[Method] = &[
    function("open", "($module, /, path, flags, mode=0o777, *, dir_fd=None)", open, "Opens a file."),
    function("close", "($module, /, fd)", close, "Closes a descriptor."),
    function(
        "closerange",
        "($module, fd_low, fd_high, /)",
        closerange,
        "Closes descriptors, errors ignored.",
    ),
    function("read", "($module, fd, length, /)", read, "Reads bytes."),
    function("readinto", "($module, fd, buffer, /)", readinto, "Reads bytes into a buffer."),
    function("write", "($module, fd, data, /)", write, "Writes bytes; gives how many."),
    function("pread", "($module, fd, length, offset, /)", pread, "Reads bytes at a place."),
    function("pwrite", "($module, fd, buffer, offset, /)", pwrite, "Writes bytes at a place."),
    function("readv", "($module, fd, buffers, /)", readv, "Reads bytes into several buffers."),
    function("writev", "($module, fd, buffers, /)", writev, "Writes several buffers."),
    function(
        "preadv",
        "($module, fd, buffers, offset, flags=0, /)",
        preadv,
        "Reads into several buffers at a place.",
    ),
    function(
        "pwritev",
        "($module, fd, buffers, offset, flags=0, /)",
        pwritev,
        "Writes several buffers at a place.",
    ),
    function("lseek", "($module, fd, position, whence, /)", lseek, "Moves the position."),
    function("dup", "($module, fd, /)", dup, "Another descriptor of the same file."),
    function(
        "dup2",
        "($module, /, fd, fd2, inheritable=True)",
        dup2,
        "Makes one descriptor a copy of another.",
    ),
    function(
        "pipe",
        "($module, /)",
        |vm, _| pipe_with(vm, libc::O_CLOEXEC),
        "A pipe: reading and writing end.",
    ),
    function(
        "pipe2",
        "($module, flags, /)",
        |vm, a| pipe_with(vm, int32(vm, arg(a, 1))?),
        "A pipe with flags.",
    ),
    function("isatty", "($module, fd, /)", isatty, "Whether it is a terminal."),
    function("ftruncate", "($module, fd, length, /)", ftruncate, "Sets a file's length."),
    function("truncate", "($module, /, path, length)", truncate, "Sets a file's length."),
    function("fsync", "($module, /, fd)", fsync, "Writes a file to the disk."),
    function("fdatasync", "($module, /, fd)", fdatasync, "Writes a file's content to the disk."),
    function("lockf", "($module, fd, command, length, /)", lockf, "Locks a part of a file."),
    function("get_blocking", "($module, fd, /)", get_blocking, "Whether operations block."),
    function("set_blocking", "($module, fd, blocking, /)", set_blocking, "Makes operations block or not."),
    function("get_inheritable", "($module, fd, /)", get_inheritable, "Whether it survives exec."),
    function(
        "set_inheritable",
        "($module, fd, inheritable, /)",
        set_inheritable,
        "Makes it survive exec or not.",
    ),
    function(
        "sendfile",
        "($module, /, out_fd, in_fd, offset, count)",
        sendfile,
        "Copies between descriptors.",
    ),
    function(
        "copy_file_range",
        "($module, /, src, dst, count, offset_src=None, offset_dst=None)",
        |vm, a| copy_range(vm, a, false),
        "Copies between files.",
    ),
    function(
        "splice",
        "($module, /, src, dst, count, offset_src=None, offset_dst=None, flags=0)",
        |vm, a| copy_range(vm, a, true),
        "Moves between a pipe and a file.",
    ),
    function(
        "posix_fadvise",
        "($module, fd, offset, length, advice, /)",
        fadvise,
        "Tells how a file will be read.",
    ),
    function("posix_fallocate", "($module, fd, offset, length, /)", fallocate, "Reserves room on the disk."),
    function("get_terminal_size", "($module, fd=<unrepresentable>, /)", terminal_size, "Columns and lines."),
    function(
        "ttyname",
        "($module, fd, /)",
        |vm, a| name(vm, posix::terminal_name(int32(vm, arg(a, 1))?)),
        "The terminal's name.",
    ),
    function(
        "ptsname",
        "($module, fd, /)",
        |vm, a| name(vm, posix::pty_name(int32(vm, arg(a, 1))?)),
        "The name of the other end.",
    ),
    function("openpty", "($module, /)", openpty, "A pseudo-terminal: both ends."),
    function("device_encoding", "($module, /, fd)", device_encoding, "The encoding of a terminal."),
    function("memfd_create", "($module, /, name, flags=MFD_CLOEXEC)", memfd, "A file in memory."),
    function("eventfd", "($module, /, initval, flags=EFD_CLOEXEC)", eventfd, "A counter to wait for."),
    function("eventfd_read", "($module, /, fd)", eventfd_read, "Takes the counter."),
    function("eventfd_write", "($module, /, fd, value)", eventfd_write, "Adds to the counter."),
];

/// A call's answer, repeated when a signal came between.
pub(super) fn retry<T>(vm: &Vm, mut call: impl FnMut() -> std::io::Result<T>) -> Fallible<T> {
    loop {
        match call() {
            Ok(r) => return Ok(r),
            Err(e) if e.kind() == ErrorKind::Interrupted => super::signals(vm)?,
            Err(e) => return Err(plain_error(vm, &e)),
        }
    }
}

fn fd_arg(vm: &Vm, args: &[Slot], i: usize) -> Fallible<i32> {
    int32(vm, arg(args, i))
}

fn none<T>(vm: &Vm, call: impl FnMut() -> std::io::Result<T>) -> NativeResult {
    retry(vm, call)?;
    done(Value::None)
}

fn open(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("open", "path"), Also::Nothing)?;
    let flags = int32(vm, arg(args, 2))?;
    let mode = given(args, 3).map_or(Ok(0o777), |m| int32(vm, m))?;
    let dir = dir_fd(vm, args, 4)?;
    loop {
        match posix::openat(dir, &p.text, flags | libc::O_CLOEXEC, mode as u32) {
            Ok(n) => return done(vm.new_int(n)),
            Err(e) if e.kind() == ErrorKind::Interrupted => super::signals(vm)?,
            Err(e) => return Err(p.error(vm, &e)),
        }
    }
}

fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    fd::close(fd_arg(vm, args, 1)?).map_err(|e| plain_error(vm, &e))?;
    done(Value::None)
}

fn closerange(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (low, high) = (fd_arg(vm, args, 1)?, fd_arg(vm, args, 2)?);
    for n in low.max(0)..high.min(65_536) {
        // Errors are to be ignored.
        let _ = fd::close(n);
    }
    done(Value::None)
}

/// A length that is not negative and can be had.
fn length(vm: &Vm, v: &Value) -> Fallible<usize> {
    let n = vm.index_i64(v)?;
    match usize::try_from(n) {
        Ok(n) => Ok(n.min(0x7fff_f000)),
        Err(_) => Err(plain_error(vm, &std::io::Error::from_raw_os_error(libc::EINVAL))),
    }
}

fn read(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, len) = (fd_arg(vm, args, 1)?, length(vm, arg(args, 2))?);
    let mut buffer = vec![0; len];
    let got = retry(vm, || fd::read(n, &mut buffer))?;
    buffer.truncate(got);
    done(vm.new_bytes_owned(buffer))
}

fn readinto(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = fd_arg(vm, args, 1)?;
    let mut buffer = vec![0; buffer_len(vm, arg(args, 2))?];
    let got = retry(vm, || fd::read(n, &mut buffer))?;
    fill_buffer(vm, arg(args, 2), &buffer[..got])?;
    done(vm.new_usize(got))
}

fn write(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, bytes) = (fd_arg(vm, args, 1)?, bytes_of(vm, arg(args, 2))?);
    done(vm.new_usize(retry(vm, || fd::write(n, &bytes))?))
}

fn pread(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, len, at) = (fd_arg(vm, args, 1)?, length(vm, arg(args, 2))?, vm.index_i64(arg(args, 3))?);
    let mut buffer = vec![0; len];
    let got = retry(vm, || posix::pread(n, &mut buffer, at))?;
    buffer.truncate(got);
    done(vm.new_bytes_owned(buffer))
}

fn pwrite(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, bytes, at) = (fd_arg(vm, args, 1)?, bytes_of(vm, arg(args, 2))?, vm.index_i64(arg(args, 3))?);
    done(vm.new_usize(retry(vm, || posix::pwrite(n, &bytes, at))?))
}

fn buffers(vm: &Vm, args: &[Slot], what: &str) -> Fallible<Vec<Value>> {
    let v = arg(args, 2);
    if vm.class_of(v).special(vm, kaa_vm::dunder::Dunder::GetItem).is_none() {
        return Err(vm.type_error(format!("{what}() arg 2 must be a sequence")));
    }
    vm.collect(v)
}

/// Reads once for all buffers together, then deals it out.
fn read_many(vm: &Vm, args: &[Slot], what: &str, at: Option<i64>) -> NativeResult {
    let (n, targets) = (fd_arg(vm, args, 1)?, buffers(vm, args, what)?);
    let sizes = targets.iter().map(|t| buffer_len(vm, t)).collect::<Fallible<Vec<usize>>>()?;
    let mut buffer = vec![0; sizes.iter().sum()];
    let got = retry(vm, || match at {
        Some(at) => posix::pread(n, &mut buffer, at),
        None => fd::read(n, &mut buffer),
    })?;
    let mut rest = &buffer[..got];
    for (t, size) in targets.iter().zip(sizes) {
        let (part, more) = rest.split_at(size.min(rest.len()));
        fill_buffer(vm, t, part)?;
        rest = more;
    }
    done(vm.new_usize(got))
}

fn write_many(vm: &Vm, args: &[Slot], what: &str, at: Option<i64>) -> NativeResult {
    let n = fd_arg(vm, args, 1)?;
    let mut all = Vec::new();
    for b in buffers(vm, args, what)? {
        all.extend(bytes_of(vm, &b)?);
    }
    done(vm.new_usize(retry(vm, || match at {
        Some(at) => posix::pwrite(n, &all, at),
        None => fd::write(n, &all),
    })?))
}

fn readv(vm: &Vm, args: &[Slot]) -> NativeResult {
    read_many(vm, args, "readv", None)
}
fn writev(vm: &Vm, args: &[Slot]) -> NativeResult {
    write_many(vm, args, "writev", None)
}
fn preadv(vm: &Vm, args: &[Slot]) -> NativeResult {
    read_many(vm, args, "preadv", Some(vm.index_i64(arg(args, 3))?))
}
fn pwritev(vm: &Vm, args: &[Slot]) -> NativeResult {
    write_many(vm, args, "pwritev", Some(vm.index_i64(arg(args, 3))?))
}

fn lseek(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, at, whence) = (fd_arg(vm, args, 1)?, vm.index_i64(arg(args, 2))?, int32(vm, arg(args, 3))?);
    done(vm.new_int(retry(vm, || fd::seek(n, at, whence))?))
}

fn dup(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = fd_arg(vm, args, 1)?;
    done(vm.new_int(i64::from(retry(vm, || fd::duplicate(n))?)))
}

fn dup2(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (from, to) = (fd_arg(vm, args, 1)?, fd_arg(vm, args, 2)?);
    let inheritable = flag(vm, args, 3, true)?;
    let copy = || {
        if inheritable || from == to { posix::dup2(from, to) } else { posix::dup3(from, to, libc::O_CLOEXEC) }
    };
    let r = retry(vm, copy)?;
    done(vm.new_int(r))
}

fn pair(vm: &Vm, (a, b): (i32, i32)) -> NativeResult {
    done(vm.new_tuple(vec![vm.new_int(i64::from(a)), vm.new_int(i64::from(b))]))
}

fn pipe_with(vm: &Vm, flags: i32) -> NativeResult {
    pair(vm, posix::pipe(flags).map_err(|e| plain_error(vm, &e))?)
}

fn openpty(vm: &Vm, _args: &[Slot]) -> NativeResult {
    pair(vm, posix::open_pty().map_err(|e| plain_error(vm, &e))?)
}

fn isatty(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(fd::is_terminal(fd_arg(vm, args, 1)?)))
}

fn ftruncate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, len) = (fd_arg(vm, args, 1)?, vm.index_i64(arg(args, 2))?);
    none(vm, || posix::ftruncate(n, len))
}

fn truncate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("truncate", "path"), Also::Descriptor)?;
    let len = vm.index_i64(arg(args, 2))?;
    let r = p.fd.map_or_else(|| posix::truncate(&p.text, len), |n| posix::ftruncate(n, len));
    r.map_err(|e| p.error(vm, &e))?;
    done(Value::None)
}

fn fsync(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = descriptor(vm, arg(args, 1))?;
    none(vm, || posix::fsync(n))
}

fn fdatasync(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = descriptor(vm, arg(args, 1))?;
    none(vm, || posix::fdatasync(n))
}

fn lockf(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, command, len) = (fd_arg(vm, args, 1)?, int32(vm, arg(args, 2))?, vm.index_i64(arg(args, 3))?);
    none(vm, || posix::lockf(n, command, len))
}

fn get_blocking(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = fd_arg(vm, args, 1)?;
    done(Value::bool(retry(vm, || posix::is_blocking(n))?))
}

fn set_blocking(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, on) = (fd_arg(vm, args, 1)?, flag(vm, args, 2, true)?);
    none(vm, || posix::set_blocking(n, on))
}

fn get_inheritable(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = fd_arg(vm, args, 1)?;
    done(Value::bool(retry(vm, || posix::is_inheritable(n))?))
}

fn set_inheritable(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, on) = (fd_arg(vm, args, 1)?, int32(vm, arg(args, 2))? != 0);
    none(vm, || posix::set_inheritable(n, on))
}

fn sendfile(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (to, from) = (fd_arg(vm, args, 1)?, fd_arg(vm, args, 2)?);
    let offset = some(args, 3).map(|v| vm.index_i64(v)).transpose()?;
    let count = length(vm, arg(args, 4))?;
    done(vm.new_usize(retry(vm, || posix::send_file(to, from, offset, count))?))
}

fn copy_range(vm: &Vm, args: &[Slot], splice: bool) -> NativeResult {
    let (from, to) = (fd_arg(vm, args, 1)?, fd_arg(vm, args, 2)?);
    let count = vm.index_i64(arg(args, 3))?;
    let Ok(count) = usize::try_from(count) else {
        return Err(vm.value_error("negative value for 'count' not allowed"));
    };
    let from_at = some(args, 4).map(|v| vm.index_i64(v)).transpose()?;
    let to_at = some(args, 5).map(|v| vm.index_i64(v)).transpose()?;
    let flags = some(args, 6).map_or(Ok(0), |v| int32(vm, v))? as u32;
    done(vm.new_usize(retry(vm, || posix::copy_range(splice, (from, from_at), (to, to_at), count, flags))?))
}

/// These two answer an error number.
fn numbered(vm: &Vm, r: std::io::Result<i64>) -> NativeResult {
    match r {
        Ok(0) => done(Value::None),
        Ok(e) => Err(plain_error(vm, &std::io::Error::from_raw_os_error(e as i32))),
        Err(e) => Err(plain_error(vm, &e)),
    }
}

fn fadvise(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, at, len) = (fd_arg(vm, args, 1)?, vm.index_i64(arg(args, 2))?, vm.index_i64(arg(args, 3))?);
    numbered(vm, posix::posix_fadvise(n, at, len, int32(vm, arg(args, 4))?))
}

fn fallocate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, at, len) = (fd_arg(vm, args, 1)?, vm.index_i64(arg(args, 2))?, vm.index_i64(arg(args, 3))?);
    numbered(vm, posix::posix_fallocate(n, at, len))
}

fn terminal_size(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = given(args, 1).map_or(Ok(1), |v| int32(vm, v))?;
    let (columns, lines) = posix::terminal_size(n).map_err(|e| plain_error(vm, &e))?;
    let items = vec![vm.new_int(i64::from(columns)), vm.new_int(i64::from(lines))];
    match super::class(vm, "terminal_size") {
        Some(class) => done(crate::structseq::new_instance(vm, &class, items)),
        None => done(vm.new_tuple(items)),
    }
}

fn name(vm: &Vm, r: std::io::Result<Vec<u8>>) -> NativeResult {
    done(path_str(vm, &r.map_err(|e| plain_error(vm, &e))?))
}

fn device_encoding(vm: &Vm, args: &[Slot]) -> NativeResult {
    let on = fd::is_terminal(fd_arg(vm, args, 1)?);
    done(if on { vm.str_value("utf-8") } else { Value::None })
}

fn memfd(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = super::path::fs_text(vm, arg(args, 1))?;
    let flags = given(args, 2).map_or(Ok(1), |v| vm.index_i64(v))? as u32;
    done(vm.new_int(retry(vm, || posix::memfd_create(&name, flags))?))
}

fn eventfd(vm: &Vm, args: &[Slot]) -> NativeResult {
    let value = vm.index_i64(arg(args, 1))? as u32;
    let flags = given(args, 2).map_or(Ok(libc::EFD_CLOEXEC), |v| int32(vm, v))?;
    done(vm.new_int(retry(vm, || posix::eventfd(value, flags))?))
}

fn eventfd_read(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (n, mut bytes) = (fd_arg(vm, args, 1)?, [0; 8]);
    retry(vm, || fd::read(n, &mut bytes))?;
    done(vm.new_bigint(u64::from_ne_bytes(bytes).into()))
}

fn eventfd_write(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = fd_arg(vm, args, 1)?;
    let value = u64::try_from(&vm.index_bigint(arg(args, 2))?)
        .map_err(|_| vm.overflow_error("Python int too large to convert to C unsigned long"))?;
    none(vm, || fd::write(n, &value.to_ne_bytes()))
}
