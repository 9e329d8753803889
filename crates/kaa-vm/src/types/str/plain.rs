//! Templates with nothing but plain fields, filled with plain values: `'%s: %d' % …` and `'{} {}'.format(…)`. Whatever is more
//! than that gives `None`, and the formatters of `percent.rs` and `formatting.rs` do it.

use super::Str;
use crate::vm::Vm;
use kaa_heap::Value;

/// Appends the text of a string, small int or float.
fn push(vm: &Vm, out: &mut Vec<u8>, v: &Value) -> Option<()> {
    match v.payload::<Str>() {
        Some(s) if vm.exact_str(v).is_some() => out.extend_from_slice(s.as_bytes()),
        _ => out.extend_from_slice(vm.str_direct(v)?.payload::<Str>()?.as_bytes()),
    }
    Some(())
}

/// `text % values` of `%s`, `%d` of small ints, and `%%`.
pub(super) fn percent(vm: &Vm, text: &[u8], values: &[Value]) -> Option<Value> {
    let (mut out, mut values, mut rest) = (Vec::with_capacity(text.len() + 16), values.iter(), text);
    while let Some(at) = memchr(b'%', rest) {
        out.extend_from_slice(&rest[..at]);
        match rest.get(at + 1)? {
            b'%' => out.push(b'%'),
            b's' => push(vm, &mut out, values.next()?)?,
            b'd' => push(vm, &mut out, values.next().filter(|v| v.as_small_int().is_some())?)?,
            _ => return None,
        }
        rest = &rest[at + 2..];
    }
    out.extend_from_slice(rest);
    if values.next().is_some() { None } else { Some(vm.new_str_owned(out).into()) }
}

/// `text.format(*values)` of `{}`.
pub(super) fn format(vm: &Vm, text: &[u8], values: &[Value]) -> Option<Value> {
    let (mut out, mut values, mut rest) = (Vec::with_capacity(text.len() + 16), values.iter(), text);
    while let Some(at) = rest.iter().position(|b| matches!(b, b'{' | b'}')) {
        out.extend_from_slice(&rest[..at]);
        match (rest[at], rest.get(at + 1)?) {
            (b'{', b'}') => push(vm, &mut out, values.next()?)?,
            (b'{', b'{') => out.push(b'{'),
            (b'}', b'}') => out.push(b'}'),
            _ => return None,
        }
        rest = &rest[at + 2..];
    }
    out.extend_from_slice(rest);
    Some(vm.new_str_owned(out).into())
}

fn memchr(wanted: u8, bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|b| *b == wanted)
}
