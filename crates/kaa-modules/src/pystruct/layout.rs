//! Formats: letters with counts, alignment and byte order; moving values by them.

use super::error;
use kaa_data::int_text::ByteOrder;
use kaa_data::number::Int;
use kaa_data::pack::{Code, Kind, NATIVE_ORDER, Scalar, Sizes};
use kaa_vm::flow::done;
use kaa_vm::types::{ByteArray, Bytes, Complex};
use kaa_vm::{Fallible, NativeResult, Value, Vm};

/// One kind of field, some times in a row.
struct Field {
    kind: FieldKind,
    offset: usize,
    count: usize,
}

#[derive(Clone, Copy)]
enum FieldKind {
    /// `count` elements.
    Elements(Code),
    /// Pairs of floats.
    Complexes(Code),
    /// `count` bytes as one value.
    Bytes,
    /// The same with a length byte in front.
    Pascal,
}

/// A format's fields and size.
pub(super) struct Layout {
    fields: Vec<Field>,
    pub(super) size: usize,
    /// How many values.
    values: usize,
}

impl Layout {
    /// Reads a format.
    pub(super) fn read(vm: &Vm, format: &[u8]) -> Fallible<Layout> {
        let (sizes, order, align, rest) = match format.split_first() {
            Some((b'@', rest)) => (Sizes::Native, NATIVE_ORDER, true, rest),
            Some((b'=', rest)) => (Sizes::Standard, NATIVE_ORDER, false, rest),
            Some((b'<', rest)) => (Sizes::Standard, ByteOrder::Little, false, rest),
            Some((b'>' | b'!', rest)) => (Sizes::Standard, ByteOrder::Big, false, rest),
            _ => (Sizes::Native, NATIVE_ORDER, true, format),
        };
        let too_long = || error(vm, "total struct size too long");
        let mut l = Layout { fields: Vec::new(), size: 0, values: 0 };
        let mut at = 0;
        while let Some(&c) = rest.get(at) {
            at += 1;
            if c.is_ascii_whitespace() {
                continue;
            }
            let mut count = None;
            let mut letter = c;
            if c.is_ascii_digit() {
                let mut n = usize::from(c - b'0');
                loop {
                    let Some(&d) = rest.get(at) else {
                        return Err(error(vm, "repeat count given without format specifier"));
                    };
                    at += 1;
                    if !d.is_ascii_digit() {
                        letter = d;
                        break;
                    }
                    let more = n.checked_mul(10).and_then(|n| n.checked_add(usize::from(d - b'0')));
                    n = more.filter(|n| *n <= isize::MAX as usize).ok_or_else(too_long)?;
                }
                count = Some(n);
            }
            let n = count.unwrap_or(1);
            let (kind, size, alignment) = match letter {
                b'x' => (None, 1, 1),
                b's' => (Some(FieldKind::Bytes), 1, 1),
                b'p' => (Some(FieldKind::Pascal), 1, 1),
                b'F' | b'D' => {
                    let part = if letter == b'F' { 'f' } else { 'd' };
                    let Some(code) = Code::new(part, sizes, order) else { continue };
                    (Some(FieldKind::Complexes(code)), code.size * 2, code.size)
                }
                _ => match Code::new(char::from(letter), sizes, order) {
                    Some(code) => (Some(FieldKind::Elements(code)), code.size, code.size),
                    None => return Err(error(vm, "bad char in struct format")),
                },
            };
            if align {
                l.size = l.size.checked_next_multiple_of(alignment).ok_or_else(too_long)?;
            }
            let offset = l.size;
            let bytes = n.checked_mul(size).and_then(|b| b.checked_add(l.size));
            l.size = bytes.filter(|b| *b <= isize::MAX as usize).ok_or_else(too_long)?;
            match kind {
                None => {}
                Some(kind @ (FieldKind::Bytes | FieldKind::Pascal)) => {
                    l.fields.push(Field { kind, offset, count: n });
                    l.values += 1;
                }
                Some(kind) => {
                    l.fields.push(Field { kind, offset, count: n });
                    l.values += n;
                }
            }
        }
        Ok(l)
    }

    fn values_of(&self, vm: &Vm, bytes: &[u8]) -> NativeResult {
        done(vm.new_tuple(self.read_values(vm, bytes)))
    }

    fn read_values(&self, vm: &Vm, bytes: &[u8]) -> Vec<Value> {
        let mut out = Vec::with_capacity(self.values);
        let at = |from: usize| bytes.get(from..).unwrap_or(&[]);
        for f in &self.fields {
            match f.kind {
                FieldKind::Bytes => out.push(vm.new_bytes(&at(f.offset)[..f.count])),
                FieldKind::Pascal => {
                    let part = &at(f.offset)[..f.count];
                    let n = part.first().map_or(0, |n| usize::from(*n)).min(f.count.saturating_sub(1));
                    out.push(vm.new_bytes(part.get(1..1 + n).unwrap_or(&[])));
                }
                FieldKind::Elements(code) => {
                    out.extend(
                        (0..f.count).map(|i| scalar_value(vm, code.unpack(at(f.offset + i * code.size)))),
                    );
                }
                FieldKind::Complexes(code) => {
                    let float = |from: usize| match code.unpack(at(from)) {
                        Some(Scalar::Float(x)) => x,
                        _ => 0.0,
                    };
                    out.extend((0..f.count).map(|i| {
                        let from = f.offset + i * code.size * 2;
                        vm.new_complex(float(from), float(from + code.size))
                    }));
                }
            }
        }
        out
    }
}

fn scalar_value(vm: &Vm, s: Option<Scalar>) -> Value {
    match s {
        Some(Scalar::Int(Int::Small(i))) => vm.new_int(i),
        Some(Scalar::Int(i)) => vm.new_bigint(i.to_big().into_owned()),
        Some(Scalar::Float(f)) => vm.new_float(f),
        Some(Scalar::Bool(b)) => Value::bool(b),
        Some(Scalar::Char(c)) => vm.new_bytes(&[c]),
        None => Value::None,
    }
}

/// A value as an element of a kind wants it.
fn scalar(vm: &Vm, code: Code, v: &Value) -> Fallible<Scalar> {
    Ok(match code.kind {
        Kind::Int(_) | Kind::Address => {
            if !kaa_vm::types::sequence::has_index(vm, v) {
                return Err(error(vm, "required argument is not an integer"));
            }
            let i = vm.index(v)?;
            match kaa_vm::types::int::as_i64(&i) {
                Some(i) => Scalar::Int(Int::Small(i)),
                None => Scalar::Int(Int::Big(vm.index_bigint(&i)?)),
            }
        }
        Kind::Float => match vm.real_argument(v) {
            Ok(x) => Scalar::Float(x),
            Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {
                return Err(error(vm, "required argument is not a float"));
            }
            Err(e) => return Err(e),
        },
        Kind::Bool => Scalar::Bool(vm.is_true(v)?),
        Kind::Char => match v.payload::<Bytes>().map(|b| &b.data[..]) {
            Some([c]) => Scalar::Char(*c),
            _ => return Err(error(vm, "char format requires a bytes object of length 1")),
        },
    })
}

fn packed(vm: &Vm, code: Code, s: &Scalar) -> Fallible<[u8; 8]> {
    code.pack(s).map_err(|e| {
        let e = code.struct_error(e);
        if e.kind == kaa_data::ErrorKind::Overflow { vm.data_error(&e) } else { error(vm, &e.message) }
    })
}

fn field_bytes(vm: &Vm, v: &Value, letter: char) -> Fallible<Vec<u8>> {
    if let Some(b) = v.payload::<Bytes>() {
        return Ok(b.data.to_vec());
    }
    match v.payload::<ByteArray>() {
        Some(b) => Ok(b.data.borrow().clone()),
        None => Err(error(vm, format!("argument for '{letter}' must be a bytes object"))),
    }
}

/// The bytes of values.
pub(super) fn pack(vm: &Vm, l: &Layout, values: &[Value], name: &str) -> Fallible<Vec<u8>> {
    if values.len() != l.values {
        let (n, got) = (l.values, values.len());
        return Err(error(vm, format!("{name} expected {n} items for packing (got {got})")));
    }
    let mut out = vec![0; l.size];
    let mut values = values.iter();
    for f in &l.fields {
        match f.kind {
            FieldKind::Bytes => {
                let Some(v) = values.next() else { break };
                let bytes = field_bytes(vm, v, 's')?;
                let n = bytes.len().min(f.count);
                out[f.offset..f.offset + n].copy_from_slice(&bytes[..n]);
            }
            FieldKind::Pascal => {
                let Some(v) = values.next() else { break };
                let bytes = field_bytes(vm, v, 'p')?;
                let n = bytes.len().min(f.count.saturating_sub(1)).min(255);
                if f.count > 0 {
                    out[f.offset] = n as u8;
                    out[f.offset + 1..f.offset + 1 + n].copy_from_slice(&bytes[..n]);
                }
            }
            FieldKind::Elements(code) => {
                for (i, v) in values.by_ref().take(f.count).enumerate() {
                    let bytes = packed(vm, code, &scalar(vm, code, v)?)?;
                    let at = f.offset + i * code.size;
                    out[at..at + code.size].copy_from_slice(&bytes[..code.size]);
                }
            }
            FieldKind::Complexes(code) => {
                for (i, v) in values.by_ref().take(f.count).enumerate() {
                    let parts = match v.payload::<Complex>() {
                        Some(c) => [c.real, c.imag],
                        None => match vm.real_argument(v) {
                            Ok(x) => [x, 0.0],
                            Err(_) => return Err(error(vm, "required argument is not a complex")),
                        },
                    };
                    for (k, x) in parts.into_iter().enumerate() {
                        let bytes = packed(vm, code, &Scalar::Float(x))?;
                        let at = f.offset + (2 * i + k) * code.size;
                        out[at..at + code.size].copy_from_slice(&bytes[..code.size]);
                    }
                }
            }
        }
    }
    Ok(out)
}

/// The place of a struct in a buffer, from an offset that may count from the end.
fn place(vm: &Vm, l: &Layout, name: &str, verb: &str, offset: i64, len: usize) -> Fallible<usize> {
    let mut at = offset;
    if at < 0 {
        if at.saturating_add(l.size as i64) > 0 {
            let n = l.size;
            let doing = if verb == "packing" { "no space to pack" } else { "not enough data to unpack" };
            return Err(error(vm, format!("{doing} {n} bytes at offset {offset}")));
        }
        at = at.saturating_add(len as i64);
        if at < 0 {
            return Err(error(vm, format!("offset {offset} out of range for {len}-byte buffer")));
        }
    }
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    if len.checked_sub(at).is_none_or(|left| left < l.size) {
        let (size, needed) = (l.size, at.saturating_add(l.size));
        return Err(error(
            vm,
            format!(
                "{name} requires a buffer of at least {needed} bytes for {verb} {size} bytes at offset {at} (actual buffer size is {len})"
            ),
        ));
    }
    Ok(at)
}

/// `pack_into(buffer, offset, *values)`.
pub(super) fn pack_into(vm: &Vm, l: &Layout, args: &[Value]) -> NativeResult {
    let Some((buffer, rest)) = args.split_first() else {
        return Err(error(vm, "pack_into expected buffer argument"));
    };
    let Some((offset, values)) = rest.split_first() else {
        return Err(error(vm, "pack_into expected offset argument"));
    };
    if values.len() != l.values {
        let (n, got) = (l.values, values.len());
        return Err(error(vm, format!("pack_into expected {n} items for packing (got {got})")));
    }
    let len = crate::posix::buffer_length(vm, buffer)?;
    let at = place(vm, l, "pack_into", "packing", vm.index_clamped(offset)?, len)?;
    let bytes = pack(vm, l, values, "pack_into")?;
    if let Some(b) = buffer.payload::<ByteArray>() {
        let mut data = b.data.borrow_mut();
        if let Some(part) = data.get_mut(at..at + bytes.len()) {
            part.copy_from_slice(&bytes);
        }
        return done(Value::None);
    }
    let view = vm.call(vm.types.memoryview.value(), std::slice::from_ref(buffer))?;
    let view = vm.call_method(&view, "cast", &[vm.str_value("B")])?;
    let slice = vm.new_slice(vm.new_usize(at), vm.new_usize(at + bytes.len()), Value::None);
    vm.set_item(&view, &slice, vm.new_bytes_owned(bytes))?;
    done(Value::None)
}

pub(super) fn unpack(vm: &Vm, l: &Layout, buffer: &Value) -> NativeResult {
    let bytes = vm.require_bytes(buffer)?;
    if bytes.len() != l.size {
        return Err(error(vm, format!("unpack requires a buffer of {} bytes", l.size)));
    }
    l.values_of(vm, &bytes)
}

pub(super) fn unpack_from(vm: &Vm, l: &Layout, buffer: &Value, offset: Option<&Value>) -> NativeResult {
    let offset = offset.map_or(Ok(0), |o| vm.index_clamped(o))?;
    let bytes = vm.require_bytes(buffer)?;
    let at = place(vm, l, "unpack_from", "unpacking", offset, bytes.len())?;
    l.values_of(vm, &bytes[at..at + l.size])
}

pub(super) fn iter_unpack(vm: &Vm, l: &Layout, buffer: &Value) -> NativeResult {
    if l.size == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    let bytes = vm.require_bytes(buffer)?;
    if bytes.len() % l.size != 0 {
        let n = l.size;
        return Err(error(vm, format!("iterative unpacking requires a buffer of a multiple of {n} bytes")));
    }
    let rows = bytes.chunks_exact(l.size).map(|part| vm.new_tuple(l.read_values(vm, part)).into()).collect();
    done(vm.iter(vm.new_list(rows).value())?)
}
