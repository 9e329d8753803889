//! Reading values.

use super::{CodeObjects, MAX_DEPTH, more_tags};
use kaa_bytecode::marshal::{REF, tag};
use kaa_bytecode::{Code, CodeFlags, Const, Wtf8Buf};
use kaa_vm::types::{Bytes, CodeObject, Complex, Dict, List, Set, Slice, Str, Tuple};
use kaa_vm::{Fallible, Raised, Value, Vm};
use num_bigint::{BigInt, Sign};
use std::sync::Arc;

/// Where the bytes come from.
pub(super) enum Source<'a> {
    /// A text in memory.
    Bytes { bytes: &'a [u8], at: usize },
    /// An object with `readinto`: only what is needed is read.
    File(Value),
}

struct Reader<'v, 'a> {
    vm: &'v Vm,
    source: &'v mut Source<'a>,
    code: CodeObjects,
    /// Values that can be referred to; `None` while they are read.
    refs: Vec<Option<Value>>,
}

/// Reads one value.
pub(super) fn load(vm: &Vm, source: &mut Source<'_>, code: CodeObjects) -> Fallible<Value> {
    let mut r = Reader { vm, source, code, refs: Vec::new() };
    match r.value(0)? {
        Some(v) => Ok(v),
        None => Err(vm.type_error("NULL object in marshal data for object")),
    }
}

impl Reader<'_, '_> {
    #[cold]
    fn short(&self) -> Raised {
        self.vm.eof_error(match self.source {
            Source::Bytes { .. } => "marshal data too short",
            Source::File(_) => "EOF read where object expected",
        })
    }

    #[cold]
    fn bad(&self, what: &str) -> Raised {
        self.vm.value_error(format!("bad marshal data ({what})"))
    }

    fn take(&mut self, n: usize) -> Fallible<Vec<u8>> {
        let vm = self.vm;
        let got = match self.source {
            Source::Bytes { bytes, at } => match at.checked_add(n).and_then(|end| bytes.get(*at..end)) {
                Some(part) => {
                    *at += n;
                    Some(part.to_vec())
                }
                None => None,
            },
            Source::File(file) => {
                let file = file.clone();
                let read = vm.call_method(&file, "read", &[vm.new_usize(n)])?;
                let bytes = crate::helpers::bytes_of(vm, &read)?;
                if bytes.len() > n {
                    let got = bytes.len();
                    let text = format!("read() returned too much data: {n} bytes requested, {got} returned");
                    return Err(vm.value_error(text));
                }
                Some(bytes).filter(|b| b.len() == n)
            }
        };
        got.ok_or_else(|| self.short())
    }

    fn array<const N: usize>(&mut self) -> Fallible<[u8; N]> {
        let mut array = [0; N];
        array.copy_from_slice(&self.take(N)?);
        Ok(array)
    }
    fn byte(&mut self) -> Fallible<u8> {
        let result = self.array::<1>().map(|[b]| b);
        let in_bytes = matches!(self.source, Source::Bytes { .. });
        result.map_err(|e| if in_bytes { self.vm.eof_error("EOF read where not expected") } else { e })
    }
    fn number(&mut self) -> Fallible<u32> {
        self.array().map(u32::from_le_bytes)
    }
    fn size(&mut self, what: &str) -> Fallible<usize> {
        let n = self.number()?;
        // Every part takes at least a byte, so that a wrong count cannot ask for memory.
        if n > i32::MAX as u32 {
            return Err(self.bad(&format!("{what} size out of range")));
        }
        Ok(n as usize)
    }

    fn float_text(&mut self) -> Fallible<f64> {
        let n = self.byte()?;
        let text = self.take(n.into())?;
        let parsed = std::str::from_utf8(&text).ok().and_then(|t| t.trim().parse().ok());
        parsed.ok_or_else(|| {
            let text = String::from_utf8_lossy(&text).into_owned();
            self.vm.value_error(format!("could not convert string to float: '{text}'"))
        })
    }

    fn many(&mut self, n: usize, depth: usize, what: &str) -> Fallible<Vec<Value>> {
        let mut items = Vec::with_capacity(n.min(1024));
        for _ in 0..n {
            items.push(self.must(depth, what)?);
        }
        Ok(items)
    }

    fn must(&mut self, depth: usize, what: &str) -> Fallible<Value> {
        match self.value(depth + 1)? {
            Some(v) => Ok(v),
            None => Err(self.vm.type_error(format!("NULL object in marshal data for {what}"))),
        }
    }

    /// One value; none for the mark that ends a dict.
    fn value(&mut self, depth: usize) -> Fallible<Option<Value>> {
        if depth > MAX_DEPTH {
            return Err(self.vm.value_error("recursion limit exceeded"));
        }
        self.vm.check_native_stack()?;
        let head = self.byte().map_err(|e| self.at_start(e))?;
        let kind = head & !REF;
        if kind == more_tags::NULL {
            return Ok(None);
        }
        let atom = matches!(kind, tag::NONE | tag::FALSE | tag::TRUE | tag::ELLIPSIS | tag::REFERENCE)
            || kind == more_tags::STOP_ITERATION;
        let place = (head & REF != 0 && !atom).then_some(self.refs.len());
        if place.is_some() {
            self.refs.push(None);
        }
        let v = self.body(kind, place, depth)?;
        if let Some(slot) = place.and_then(|p| self.refs.get_mut(p)) {
            *slot = Some(v.clone());
        }
        Ok(Some(v))
    }

    fn at_start(&self, e: Raised) -> Raised {
        let end =
            matches!(self.source, Source::Bytes { .. }) && self.vm.matches(&e, &self.vm.exceptions.eof_error);
        if end { self.vm.eof_error("EOF read where object expected") } else { e }
    }

    fn body(&mut self, kind: u8, place: Option<usize>, depth: usize) -> Fallible<Value> {
        let vm = self.vm;
        Ok(match kind {
            tag::NONE => Value::None,
            tag::FALSE => Value::False,
            tag::TRUE => Value::True,
            tag::ELLIPSIS => Value::Ellipsis,
            more_tags::STOP_ITERATION => vm.exceptions.stop_iteration.value().clone(),
            tag::INT => vm.new_int(i64::from(self.number()? as i32)),
            b'I' => vm.new_int(i64::from_le_bytes(self.array()?)),
            tag::LONG => self.long()?,
            tag::FLOAT => vm.new_float(f64::from_le_bytes(self.array()?)),
            tag::FLOAT_TEXT => vm.new_float(self.float_text()?),
            tag::COMPLEX => {
                vm.new_complex(f64::from_le_bytes(self.array()?), f64::from_le_bytes(self.array()?))
            }
            tag::COMPLEX_TEXT => vm.new_complex(self.float_text()?, self.float_text()?),
            tag::BYTES => {
                let n = self.size("bytes object")?;
                vm.new_bytes_owned(self.take(n)?)
            }
            tag::STR | tag::STR_INTERNED | tag::ASCII | tag::ASCII_INTERNED => {
                let n = self.size("string")?;
                self.text(kind, n)?
            }
            tag::SHORT_ASCII | tag::SHORT_ASCII_INTERNED => {
                let n = self.byte()?.into();
                self.text(kind, n)?
            }
            tag::SMALL_TUPLE => {
                let n = self.byte()?.into();
                vm.new_tuple(self.many(n, depth, "tuple")?).into()
            }
            tag::TUPLE => {
                let n = self.size("tuple")?;
                vm.new_tuple(self.many(n, depth, "tuple")?).into()
            }
            tag::SLICE => {
                let parts = self.many(3, depth, "slice")?;
                vm.new_slice(parts[0].clone(), parts[1].clone(), parts[2].clone())
            }
            tag::REFERENCE => {
                let i = self.number()? as usize;
                let known = self.refs.get(i).cloned().flatten();
                known.ok_or_else(|| self.bad("invalid reference"))?
            }
            tag::CODE => self.code(depth)?,
            _ => self.container(kind, place, depth)?,
        })
    }

    /// Containers that can hold themselves are noted before their items are read.
    fn container(&mut self, kind: u8, place: Option<usize>, depth: usize) -> Fallible<Value> {
        let vm = self.vm;
        let note = |refs: &mut Vec<Option<Value>>, v: Value| {
            if let Some(slot) = place.and_then(|p| refs.get_mut(p)) {
                *slot = Some(v);
            }
        };
        match kind {
            more_tags::LIST => {
                let n = self.size("list")?;
                let list = vm.new_list(Vec::new());
                note(&mut self.refs, list.value().clone());
                for _ in 0..n {
                    let item = self.must(depth, "list")?;
                    push(&list, item);
                }
                Ok(list.into())
            }
            more_tags::DICT => {
                let dict = vm.new_dict();
                note(&mut self.refs, dict.value().clone());
                while let Some(key) = self.value(depth + 1)? {
                    let Some(v) = self.value(depth + 1)? else { break };
                    dict_set(vm, &dict, key, v)?;
                }
                Ok(dict.into())
            }
            more_tags::SET => {
                let n = self.size("set")?;
                let set = vm.new_set();
                note(&mut self.refs, set.value().clone());
                for _ in 0..n {
                    let item = self.must(depth, "set")?;
                    add(vm, &set, item)?;
                }
                Ok(set.into())
            }
            tag::FROZENSET => {
                let n = self.size("set")?;
                let items: Value = vm.new_list(self.many(n, depth, "set")?).into();
                vm.call(vm.types.frozenset.value(), &[items])
            }
            _ => Err(self.bad("unknown type code")),
        }
    }

    fn text(&mut self, kind: u8, n: usize) -> Fallible<Value> {
        let bytes = self.take(n)?;
        let ascii = !matches!(kind, tag::STR | tag::STR_INTERNED);
        if ascii && !bytes.is_ascii() {
            let text: Vec<u8> = bytes.iter().map(|b| char::from(*b)).collect::<String>().into_bytes();
            return Ok(self.vm.new_str_owned(text).into());
        }
        if Wtf8Buf::from_bytes(&bytes).is_none() {
            return self.vm.decode_bytes(&bytes, "utf-8", "surrogatepass");
        }
        let interned = matches!(kind, tag::STR_INTERNED | tag::ASCII_INTERNED | tag::SHORT_ASCII_INTERNED);
        Ok(if interned { self.vm.intern_bytes(&bytes).into() } else { self.vm.new_str_owned(bytes).into() })
    }

    fn long(&mut self) -> Fallible<Value> {
        let count = self.number()? as i32;
        if count == i32::MIN {
            return Err(self.bad("long size out of range"));
        }
        let digits = self.take((count.unsigned_abs() as usize).saturating_mul(2))?;
        let (mut words, mut word, mut bits) = (Vec::new(), 0u64, 0);
        for d in digits.chunks_exact(2) {
            let d = u16::from_le_bytes([d[0], d[1]]);
            if d >> 15 != 0 {
                return Err(self.bad("digit out of range in long"));
            }
            word |= u64::from(d) << bits;
            bits += 15;
            if bits >= 32 {
                words.push(word as u32);
                word >>= 32;
                bits -= 32;
            }
        }
        if digits.len() >= 2 && digits[digits.len() - 2..] == [0, 0] {
            return Err(self.bad("unnormalized long data"));
        }
        words.push(word as u32);
        let sign = if count < 0 { Sign::Minus } else { Sign::Plus };
        Ok(self.vm.new_bigint(BigInt::from_slice(sign, &words)))
    }

    fn code(&mut self, depth: usize) -> Fallible<Value> {
        let vm = self.vm;
        if self.code == CodeObjects::Refused {
            return Err(vm.value_error("unmarshalling code objects is disallowed"));
        }
        let mut n = [0; 5];
        for slot in &mut n {
            *slot = self.number()?;
        }
        let first = self.many(8, depth, "code object")?;
        let firstlineno = self.number()? as i32;
        let last = self.many(2, depth, "code object")?;
        let texts =
            |v: &Value| -> Option<Vec<Wtf8Buf>> { v.payload::<Tuple>()?.iter().map(text_of).collect() };
        let make = || -> Option<Code> {
            Some(Code {
                argcount: n[0],
                posonlyargcount: n[1],
                kwonlyargcount: n[2],
                stacksize: n[3],
                flags: CodeFlags(n[4]),
                code: bytes_of(&first[0])?,
                consts: first[1]
                    .payload::<Tuple>()?
                    .iter()
                    .map(|c| to_const(vm, c, 0))
                    .collect::<Option<_>>()?,
                names: texts(&first[2])?,
                localsplusnames: texts(&first[3])?,
                localspluskinds: bytes_of(&first[4])?,
                filename: text_of(&first[5])?,
                name: text_of(&first[6])?,
                qualname: text_of(&first[7])?,
                firstlineno,
                linetable: bytes_of(&last[0])?,
                exceptiontable: bytes_of(&last[1])?,
            })
        };
        match make() {
            Some(code) => Ok(vm.new_code(&Arc::new(code), kaa_vm::types::code::Origin::Foreign).into()),
            None => Err(self.bad("wrong type in a code object")),
        }
    }
}

fn push(list: &List, item: Value) {
    list.items.borrow_mut().push(item);
}
fn dict_set(vm: &Vm, d: &Dict, key: Value, v: Value) -> Fallible<()> {
    d.set(vm, key, v)
}
fn add(vm: &Vm, set: &Set, item: Value) -> Fallible<()> {
    set.add(vm, item).map(drop)
}

fn text_of(v: &Value) -> Option<Wtf8Buf> {
    Wtf8Buf::from_bytes(v.payload::<Str>()?.as_bytes())
}
fn bytes_of(v: &Value) -> Option<Vec<u8>> {
    Some(v.payload::<Bytes>()?.data.to_vec())
}

/// An object as a compile-time constant. `None` when no compiler makes such a constant.
fn to_const(vm: &Vm, v: &Value, depth: usize) -> Option<Const> {
    if depth > 200 {
        return None;
    }
    let many = |items: &[Value]| items.iter().map(|x| to_const(vm, x, depth + 1)).collect::<Option<Vec<_>>>();
    Some(match v {
        _ if v.is_none() => Const::None,
        _ if v.is(&Value::Ellipsis) => Const::Ellipsis,
        _ if v.as_bool().is_some() => Const::bool(v.as_bool() == Some(true)),
        _ => {
            if let Some(i) = kaa_vm::types::int::as_bigint(v) {
                Const::int(i.into_owned())
            } else if let Some(f) = kaa_vm::types::float::as_f64(v) {
                Const::Float(f)
            } else if let Some(c) = v.payload::<Complex>() {
                Const::Complex(c.real, c.imag)
            } else if v.payload::<Str>().is_some() {
                Const::Str(text_of(v)?)
            } else if let Some(b) = v.payload::<Bytes>() {
                Const::Bytes(b.data.to_vec().into())
            } else if let Some(t) = v.payload::<Tuple>() {
                Const::tuple(many(t)?)
            } else if let Some(s) = v.payload::<Set>() {
                Const::FrozenSet(many(&s.to_vec())?.into())
            } else if let Some(s) = v.payload::<Slice>() {
                let part = |x: &Value| to_const(vm, x, depth + 1);
                Const::Slice(Arc::new([part(&s.start)?, part(&s.stop)?, part(&s.step)?]))
            } else {
                Const::Code(v.payload::<CodeObject>()?.code.clone())
            }
        }
    })
}
