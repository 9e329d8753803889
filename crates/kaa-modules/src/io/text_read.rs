//! Reading half of `TextIOWrapper`: lines and pieces of text out of the bytes read ahead.

use super::newlines::{Newline, translate};
use super::text::{Encoding, Text, buffer_of, open_buffer, push_down, this};
use super::{buffered, size_of_arg, unsupported};
use crate::helpers::given;
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg};
use kaa_vm::types::{Bytes, Str};
use kaa_vm::{Fallible, NativeResult, Next, Raised, Value, Vm};

/// Gets ready for reading: what is to be written goes down first.
fn prepare(vm: &Vm, v: &Value) -> Fallible<Value> {
    let buffer = open_buffer(vm, v)?;
    let t = this(vm, v)?;
    push_down(vm, t, &buffer)?;
    if t.kind.get() == Encoding::Other && !t.transcoded.get() {
        transcode(vm, t, &buffer)?;
    }
    Ok(buffer)
}

/// Reads everything and keeps it as UTF-8.
fn transcode(vm: &Vm, t: &Text, buffer: &Value) -> Fallible<()> {
    check_readable(vm, buffer)?;
    let all = vm.call_method(buffer, "read", &[])?;
    let text = decode_value(vm, t, &all)?;
    if let Some(s) = text.payload::<Str>() {
        *t.ahead.borrow_mut() = s.as_bytes().to_vec();
        t.at.set(0);
    }
    t.transcoded.set(true);
    t.at_end.set(true);
    Ok(())
}

fn check_readable(vm: &Vm, buffer: &Value) -> Fallible<()> {
    if vm.is_true(&vm.call_method(buffer, "readable", &[])?)? {
        Ok(())
    } else {
        Err(unsupported(vm, "not readable"))
    }
}

/// Reads on; false at the end of the stream.
fn more(vm: &Vm, t: &Text, buffer: &Value) -> Fallible<bool> {
    if t.transcoded.get() {
        return Ok(false);
    }
    let c = super::classes(vm);
    let chunk = if vm.is_exact(buffer, &c.reader) || vm.is_exact(buffer, &c.random) {
        buffered::read_chunk(vm, buffer)?
    } else {
        check_readable(vm, buffer)?;
        let method = if vm.get_attr_opt(buffer, &vm.intern("read1"))?.is_some() { "read1" } else { "read" };
        let piece = vm.call_method(buffer, method, &[vm.new_usize(8192)])?;
        match piece.payload::<Bytes>() {
            Some(b) => b.data.to_vec(),
            None if piece.is_none() => Vec::new(),
            None => crate::helpers::bytes_of(vm, &piece).map_err(|_| {
                let name = vm.type_name(&piece);
                vm.type_error(format!(
                    "underlying {method}() should have returned a bytes-like object, not '{name}'"
                ))
            })?,
        }
    };
    let mut ahead = t.ahead.borrow_mut();
    let at = t.at.get().min(ahead.len());
    ahead.drain(..at);
    t.at.set(0);
    ahead.extend_from_slice(&chunk);
    t.at_end.set(chunk.is_empty());
    Ok(!chunk.is_empty())
}

/// Takes the next `n` bytes.
fn take(t: &Text, n: usize) -> Vec<u8> {
    let ahead = t.ahead.borrow();
    let start = t.at.get().min(ahead.len());
    let end = start.saturating_add(n).min(ahead.len());
    t.at.set(end);
    ahead[start..end].to_vec()
}

fn decode(vm: &Vm, t: &Text, bytes: Vec<u8>) -> Fallible<Value> {
    let utf8 = t.kind.get() == Encoding::Utf8 || t.transcoded.get();
    let direct = bytes.is_ascii() || utf8 && (t.transcoded.get() || std::str::from_utf8(&bytes).is_ok());
    let bytes = if direct {
        bytes
    } else {
        let text = decode_value(vm, t, &vm.new_bytes(&bytes))?;
        match text.payload::<Str>() {
            Some(s) => s.as_bytes().to_vec(),
            None => return Err(vm.type_error("decoder should return a string result")),
        }
    };
    let bytes = match t.newline.get() {
        Newline::Translate => translate(bytes, &t.seen),
        Newline::Any => {
            drop(translate(bytes.clone(), &t.seen));
            bytes
        }
        _ => bytes,
    };
    Ok(vm.new_str_owned(bytes).into())
}

fn decode_value(vm: &Vm, t: &Text, bytes: &Value) -> Fallible<Value> {
    let (encoding, errors) = (t.encoding.borrow().clone(), t.errors.borrow().clone());
    vm.call_method(bytes, "decode", &[vm.str_value(&encoding), vm.str_value(&errors)])
}

/// The bytes of the next line.
fn line(vm: &Vm, t: &Text, buffer: &Value) -> Fallible<Vec<u8>> {
    let mut searched = 0usize;
    loop {
        let found = {
            let ahead = t.ahead.borrow();
            let rest = &ahead[t.at.get().min(ahead.len())..];
            // A `\r` at the end of what was searched may belong to a `\r\n`.
            let from = searched.saturating_sub(1).min(rest.len());
            searched = rest.len();
            t.newline.get().line_end(&rest[from..], true).map(|n| from + n)
        };
        if let Some(n) = found {
            return Ok(take(t, n));
        }
        if !more(vm, t, buffer)? {
            let n = {
                let ahead = t.ahead.borrow();
                let rest = &ahead[t.at.get().min(ahead.len())..];
                t.newline.get().line_end(rest, false).unwrap_or(rest.len())
            };
            return Ok(take(t, n));
        }
    }
}

pub(super) fn readline(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let buffer = prepare(vm, v)?;
    let t = this(vm, v)?;
    let limit = size_of_arg(vm, given(args, 1))?;
    let bytes = line(vm, t, &buffer)?;
    let Some(limit) = limit else { return done(decode(vm, t, bytes)?) };
    // Give back what is beyond the limit, counted in characters.
    let keep = prefix_of_chars(t, &bytes, limit);
    t.at.set(t.at.get().saturating_sub(bytes.len() - keep));
    done(decode(vm, t, bytes[..keep].to_vec())?)
}

/// How many bytes the first `n` characters take.
fn prefix_of_chars(t: &Text, bytes: &[u8], n: usize) -> usize {
    if t.kind.get() != Encoding::Utf8 && !t.transcoded.get() {
        return n.min(bytes.len());
    }
    let starts = bytes.iter().enumerate().filter(|(_, b)| **b & 0xc0 != 0x80);
    starts.map(|(i, _)| i).nth(n).unwrap_or(bytes.len())
}

pub(super) fn next_line(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    if !vm.is_exact(v, &super::classes(vm).text) {
        return super::base::next_line(vm, v);
    }
    let buffer = prepare(vm, v)?;
    let t = this(vm, v)?;
    let bytes = line(vm, t, &buffer)?;
    Ok(if bytes.is_empty() { Next::Done } else { Next::Item(decode(vm, t, bytes)?) })
}

pub(super) fn read(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let Some(n) = size_of_arg(vm, given(args, 1))? else { return read_all(vm, v) };
    let buffer = prepare(vm, v)?;
    let t = this(vm, v)?;
    let mut out = Vec::new();
    let mut count = 0usize;
    while count < n {
        // One character more than wanted may be there, whole; the rest of a `\r\n` as well.
        let taken = {
            let ahead = t.ahead.borrow();
            let rest = &ahead[t.at.get().min(ahead.len())..];
            prefix_of_chars(t, rest, n - count).min(rest.len())
        };
        if taken == 0 || taken == t.left() && !t.at_end.get() {
            if more(vm, t, &buffer)? {
                continue;
            }
            if taken == 0 {
                break;
            }
        }
        let mut bytes = take(t, taken);
        if t.newline.get() == Newline::Translate && bytes.last() == Some(&b'\r') {
            bytes.extend(take_lf(t));
        }
        let piece = decode(vm, t, bytes)?;
        if let Some(s) = piece.payload::<Str>() {
            count += s.len();
            out.extend_from_slice(s.as_bytes());
        }
    }
    done(vm.new_str_owned(out))
}

/// A `\n` that comes next.
fn take_lf(t: &Text) -> Vec<u8> {
    let next = t.ahead.borrow().get(t.at.get()).copied();
    if next == Some(b'\n') { take(t, 1) } else { Vec::new() }
}

fn read_all(vm: &Vm, v: &Value) -> NativeResult {
    let buffer = prepare(vm, v)?;
    let t = this(vm, v)?;
    let mut bytes = take(t, usize::MAX);
    if !t.transcoded.get() {
        check_readable(vm, &buffer_of(vm, v)?)?;
        let rest = vm.call_method(&buffer, "read", &[])?;
        if !rest.is_none() {
            bytes.extend(crate::helpers::bytes_of(vm, &rest)?);
        }
        t.at_end.set(true);
    }
    done(decode(vm, t, bytes)?)
}
