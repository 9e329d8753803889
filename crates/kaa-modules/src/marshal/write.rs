//! Writing values.
//!
//! Values that somebody else holds as well are noted, so that the next occurrence is a reference (format version 3 on).

use super::{CodeObjects, MAX_DEPTH, more_tags};
use kaa_bytecode::marshal::{REF, tag};
use kaa_vm::types::{ByteArray, Bytes, CodeObject, Complex, Dict, List, MemoryView, Set, Slice, Str, Tuple};
use kaa_vm::{Fallible, Raised, Value, Vm};
use num_bigint::{BigInt, Sign};
use std::collections::HashMap;

struct Writer<'v> {
    vm: &'v Vm,
    out: Vec<u8>,
    version: i32,
    code: CodeObjects,
    /// Indexes of the values noted, by identity.
    noted: HashMap<u64, u32>,
    /// Keeps the noted ones alive, so that an identity stays theirs.
    kept: Vec<Value>,
}

/// The bytes of a value.
pub(super) fn dump(vm: &Vm, v: &Value, version: i32, code: CodeObjects) -> Fallible<Vec<u8>> {
    let mut w = Writer { vm, out: Vec::new(), version, code, noted: HashMap::new(), kept: Vec::new() };
    w.value(v, 0)?;
    Ok(w.out)
}

impl Writer<'_> {
    fn value(&mut self, v: &Value, depth: usize) -> Fallible<()> {
        if depth > MAX_DEPTH {
            return Err(self.vm.value_error("object too deeply nested to marshal"));
        }
        self.vm.check_native_stack()?;
        match v {
            _ if v.is_none() => self.out.push(tag::NONE),
            _ if v.as_bool().is_some() => {
                self.out.push(if v.as_bool() == Some(true) { tag::TRUE } else { tag::FALSE });
            }
            _ if v.is(&Value::Ellipsis) => self.out.push(tag::ELLIPSIS),
            _ if v.is(self.vm.exceptions.stop_iteration.value()) => {
                self.out.push(more_tags::STOP_ITERATION);
            }
            _ => return self.object(v, depth),
        }
        Ok(())
    }

    /// Writes a reference, or tells which flag the first byte gets. The writer itself holds one reference to each value.
    fn reference(&mut self, v: &Value, depth: usize) -> Option<u8> {
        // Numbers that are no objects here: CPython's small ints are shared, and whoever hands a number over usually holds it.
        let shared_int = kaa_vm::types::int::as_i64(v).is_some_and(|i| (-5..=256).contains(&i));
        let alone = if v.is_pointer() {
            kaa_heap::refcount_of(v) <= if depth == 0 { 1 } else { 2 }
        } else {
            !shared_int && depth > 0
        };
        if self.version < 3 || alone {
            return Some(0);
        }
        let id = v.bits();
        if let Some(&index) = self.noted.get(&id) {
            self.out.push(tag::REFERENCE);
            self.number(index);
            return None;
        }
        self.noted.insert(id, self.kept.len() as u32);
        self.kept.push(v.clone());
        Some(REF)
    }

    fn object(&mut self, v: &Value, depth: usize) -> Fallible<()> {
        let vm = self.vm;
        let Some(flag) = self.reference(v, depth) else { return Ok(()) };
        if let Some(i) = kaa_vm::types::int::as_bigint(v).filter(|_| vm.is_exact(v, &vm.types.int)) {
            self.int(&i, flag);
        } else if let Some(f) = kaa_vm::types::float::as_f64(v).filter(|_| vm.is_exact(v, &vm.types.float)) {
            self.floats(&[f], [tag::FLOAT, tag::FLOAT_TEXT], flag)?;
        } else if let Some(c) = v.payload::<Complex>().filter(|_| vm.is_exact(v, &vm.types.complex)) {
            self.floats(&[c.real, c.imag], [tag::COMPLEX, tag::COMPLEX_TEXT], flag)?;
        } else if let Some(s) = vm.exact_str(v) {
            self.text(s, flag);
        } else if vm.is_exact(v, &vm.types.tuple) {
            let items = v.payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
            match u8::try_from(items.len()) {
                Ok(n) if self.version >= 4 => self.out.extend([tag::SMALL_TUPLE | flag, n]),
                _ => self.head(tag::TUPLE | flag, items.len()),
            }
            self.all(&items, depth)?;
        } else if let Some(l) = v.payload::<List>().filter(|_| vm.is_exact(v, &vm.types.list)) {
            let items = l.to_vec();
            self.head(more_tags::LIST | flag, items.len());
            self.all(&items, depth)?;
        } else if let Some(d) = v.payload::<Dict>().filter(|_| vm.is_exact(v, &vm.types.dict)) {
            self.out.push(more_tags::DICT | flag);
            for e in d.entries() {
                self.value(&e.key, depth + 1)?;
                self.value(&e.value, depth + 1)?;
            }
            self.out.push(more_tags::NULL);
        } else if let Some(s) = v.payload::<Set>().filter(|_| self.is_plain_set(v)) {
            let frozen = vm.is_exact(v, &vm.types.frozenset);
            self.set(s, if frozen { tag::FROZENSET } else { more_tags::SET } | flag, depth)?;
        } else if let Some(c) = v.payload::<CodeObject>() {
            self.code(c, flag, depth)?;
        } else if let Some(s) = v.payload::<Slice>() {
            if self.version < 5 {
                return Err(self.unmarshallable());
            }
            self.out.push(tag::SLICE | flag);
            self.all(&[s.start.clone(), s.stop.clone(), s.step.clone()], depth)?;
        } else if v.payload::<Bytes>().is_some()
            || v.payload::<ByteArray>().is_some()
            || v.payload::<MemoryView>().is_some()
        {
            let bytes = crate::helpers::bytes_of(vm, v)?;
            self.bytes(&bytes, flag);
        } else {
            return Err(self.unmarshallable());
        }
        Ok(())
    }

    fn is_plain_set(&self, v: &Value) -> bool {
        self.vm.is_exact(v, &self.vm.types.set) || self.vm.is_exact(v, &self.vm.types.frozenset)
    }

    #[cold]
    fn unmarshallable(&self) -> Raised {
        self.vm.value_error("unmarshallable object")
    }

    fn all(&mut self, items: &[Value], depth: usize) -> Fallible<()> {
        items.iter().try_for_each(|x| self.value(x, depth + 1))
    }

    /// Items in the order of their bytes, so that equal sets give equal bytes.
    fn set(&mut self, s: &Set, head: u8, depth: usize) -> Fallible<()> {
        let items = s.to_vec();
        self.head(head, items.len());
        let mut keyed = Vec::with_capacity(items.len());
        for x in items {
            keyed.push((dump(self.vm, &x, self.version, self.code)?, x));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        keyed.iter().try_for_each(|(_, x)| self.value(x, depth + 1))
    }

    fn head(&mut self, head: u8, len: usize) {
        self.out.push(head);
        self.number(len as u32);
    }

    fn number(&mut self, n: u32) {
        self.out.extend(n.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8], flag: u8) {
        self.head(tag::BYTES | flag, bytes.len());
        self.out.extend(bytes);
    }

    fn text(&mut self, s: &Str, flag: u8) {
        let bytes = s.as_bytes();
        let interned = s.is_interned() && self.version >= 1;
        let pick = |plain: u8, when_interned: u8| flag | if interned { when_interned } else { plain };
        match u8::try_from(bytes.len()) {
            Ok(n) if self.version >= 4 && s.is_ascii() => {
                self.out.extend([pick(tag::SHORT_ASCII, tag::SHORT_ASCII_INTERNED), n]);
            }
            _ if self.version >= 4 && s.is_ascii() => {
                self.head(pick(tag::ASCII, tag::ASCII_INTERNED), bytes.len());
            }
            _ => self.head(pick(tag::STR, tag::STR_INTERNED), bytes.len()),
        }
        self.out.extend(bytes);
    }

    fn floats(&mut self, parts: &[f64], tags: [u8; 2], flag: u8) -> Fallible<()> {
        if self.version > 1 {
            self.out.push(tags[0] | flag);
            self.out.extend(parts.iter().flat_map(|f| f.to_le_bytes()));
            return Ok(());
        }
        self.out.push(tags[1] | flag);
        for f in parts {
            let text = self.vm.repr(&self.vm.new_float(*f))?.to_string_lossy().into_owned();
            self.out.push(text.len() as u8);
            self.out.extend(text.as_bytes());
        }
        Ok(())
    }

    fn int(&mut self, i: &BigInt, flag: u8) {
        if let Ok(small) = i32::try_from(i) {
            return self.head(tag::INT | flag, small as u32 as usize);
        }
        let mut digits = Vec::new();
        let (mut word, mut bits) = (0u64, 0);
        for part in i.iter_u32_digits() {
            word |= u64::from(part) << bits;
            bits += 32;
            while bits >= 15 {
                digits.push((word & 0x7fff) as u16);
                word >>= 15;
                bits -= 15;
            }
        }
        digits.push(word as u16);
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let count = digits.len() as i32;
        self.out.push(tag::LONG | flag);
        self.number(if i.sign() == Sign::Minus { -count } else { count } as u32);
        self.out.extend(digits.iter().flat_map(|d| d.to_le_bytes()));
    }

    fn code(&mut self, c: &CodeObject, flag: u8, depth: usize) -> Fallible<()> {
        let vm = self.vm;
        if self.code == CodeObjects::Refused {
            return Err(vm.value_error("marshalling code objects is disallowed"));
        }
        let raw = c.code.clone();
        self.out.push(tag::CODE | flag);
        for n in [raw.argcount, raw.posonlyargcount, raw.kwonlyargcount, raw.stacksize, raw.flags.0] {
            self.number(n);
        }
        let names = |items: &[kaa_vm::Ref<Str>]| -> Value {
            vm.new_tuple(items.iter().map(|n| n.value().clone()).collect()).into()
        };
        let first = [
            vm.new_bytes(&raw.code),
            vm.new_tuple(c.consts.to_vec()).into(),
            names(&c.names),
            names(&c.localsplus),
            vm.new_bytes(&raw.localspluskinds),
            c.filename.value().clone(),
            c.name.value().clone(),
            c.qualname.value().clone(),
        ];
        self.all(&first, depth)?;
        self.number(raw.firstlineno as u32);
        self.all(&[vm.new_bytes(&raw.linetable), vm.new_bytes(&raw.exceptiontable)], depth)
    }
}
