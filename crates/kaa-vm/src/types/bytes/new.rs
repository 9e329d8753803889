//! `bytes(…)` and `bytearray(…)`: of a size, a text with an encoding, a bytes-like object or an iterable of ints.
//!
//! Must not know: what is done with the bytes. Next: `edit.rs`.

use super::args::{byte_or, zeros};
use super::{ByteArray, Bytes};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{Slot, arg};
use crate::protocol::drive::{Body, Turn, over};
use crate::types::str::option_text;
use crate::types::{List, Str, Tuple, Type, int};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn class<'a>(vm: &Vm, args: &'a [Slot], name: &str) -> Fallible<&'a Ref<Type>> {
    arg(args, 0)
        .as_ref::<Type>()
        .ok_or_else(|| vm.type_error(format!("{name}.__new__(X): X is not a type object")))
}

pub(super) fn new_bytes(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class(vm, args, "bytes")?;
    let exact = class.is(&vm.types.bytes);
    if let (Some(v), None, None) = (&args[1], &args[2], &args[3]) {
        if exact && vm.is_exact(v, &vm.types.bytes) {
            return done(v.clone());
        }
        if let Some(made) = vm.dunder_bytes(v)? {
            if exact {
                return done(made);
            }
            let data = made.payload::<Bytes>().map(|b| b.data.to_vec()).unwrap_or_default();
            return done(vm.new_object(class, Bytes::from_vec(data)));
        }
    }
    contents_then(vm, args, "bytes", "bytes must be in range(0, 256)", |vm, class, data| {
        match class.as_ref::<Type>() {
            Some(class) => done(vm.new_object(class, Bytes::from_vec(data))),
            None => done(vm.new_bytes(&data)),
        }
    })
}

pub(super) fn new_bytearray(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class(vm, args, "bytearray")?;
    done(vm.new_object(class, ByteArray::from_vec(Vec::new())))
}

pub(super) fn init_bytearray(vm: &Vm, args: &[Slot]) -> NativeResult {
    contents_then(vm, args, "bytearray", "byte must be in range(0, 256)", |vm, array, data| {
        super::edit::replace_all(vm, array, data)?;
        done(Value::None)
    })
}

/// What becomes of the bytes: (the VM, the argument in slot 0, the bytes).
type Then = fn(&Vm, &Value, Vec<u8>) -> NativeResult;

/// The bytes that constructor arguments (source, encoding, errors in slots 1 to 3) mean go to `then`.
fn contents_then(
    vm: &Vm,
    args: &[Slot],
    name: &'static str,
    range: &'static str,
    then: Then,
) -> NativeResult {
    let first = arg(args, 0);
    match contents(vm, args, name)? {
        Contents::Bytes(data) => then(vm, first, data),
        Contents::Items(source) => from_items(vm, first, source, name, range, then),
    }
}

enum Contents {
    Bytes(Vec<u8>),
    /// An iterable of ints, perhaps.
    Items(Value),
}

fn contents(vm: &Vm, args: &[Slot], name: &str) -> Fallible<Contents> {
    let encoding = option_text(vm, &args[2], name, "encoding")?;
    let errors = option_text(vm, &args[3], name, "errors")?;
    let without_text = || {
        let which = if encoding.is_some() { "encoding" } else { "errors" };
        vm.type_error(format!("{which} without a string argument"))
    };
    let coded = encoding.is_some() || errors.is_some();
    let Some(source) = &args[1] else {
        return if coded { Err(without_text()) } else { Ok(Contents::Bytes(Vec::new())) };
    };
    if let Some(text) = source.as_ref::<Str>() {
        let Some(encoding) = &encoding else {
            return Err(vm.type_error("string argument without an encoding"));
        };
        let made = vm.encode_text(text, encoding, errors.as_deref().unwrap_or("strict"))?;
        return Ok(Contents::Bytes(vm.require_bytes(&made)?.to_vec()));
    }
    if coded {
        return Err(without_text());
    }
    if int::is_int(source) || vm.class_of(source).special(vm, Dunder::Index).is_some() {
        return Ok(Contents::Bytes(sized(vm, source)?));
    }
    if let Some(data) = vm.bytes_like(source)? {
        return Ok(Contents::Bytes(data.to_vec()));
    }
    Ok(Contents::Items(source.clone()))
}

fn sized(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    let i = vm.index(v)?;
    match int::as_i64(&i).map(usize::try_from) {
        Some(Ok(n)) => zeros(vm, n),
        Some(Err(_)) => Err(vm.value_error("negative count")),
        None => {
            let name = vm.type_name(v);
            Err(vm.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

fn from_items(
    vm: &Vm,
    first: &Value,
    source: Value,
    name: &'static str,
    range: &'static str,
    then: Then,
) -> NativeResult {
    if source.payload::<List>().is_none() && source.payload::<Tuple>().is_none() && !vm.is_iterable(&source) {
        let found = vm.type_name(&source);
        return Err(vm.type_error(format!("cannot convert '{found}' object to {name}")));
    }
    over(vm, source.clone(), ByteItems { first: first.clone(), source, name, range, then, out: Vec::new() })
}

struct ByteItems {
    first: Value,
    source: Value,
    name: &'static str,
    range: &'static str,
    then: Then,
    out: Vec<u8>,
}

impl Body for ByteItems {
    fn item(&mut self, vm: &Vm, item: Value) -> Fallible<Turn> {
        self.out.push(byte_or(vm, &item, self.range)?);
        Ok(Turn::Next)
    }
    fn take(&mut self, _vm: &Vm, item: Value) -> Result<(), Value> {
        match item.as_small_int().and_then(|i| u8::try_from(i).ok()) {
            Some(b) => {
                self.out.push(b);
                Ok(())
            }
            None => Err(item),
        }
    }
    fn end(&mut self, vm: &Vm) -> NativeResult {
        (self.then)(vm, &self.first, std::mem::take(&mut self.out))
    }
    fn not_iterable(&mut self, vm: &Vm, e: Raised) -> Raised {
        if !vm.matches(&e, &vm.exceptions.type_error) {
            return e;
        }
        let found = vm.type_name(&self.source);
        vm.type_error(format!("cannot convert '{found}' object to {}", self.name))
    }
    fn asks_length(&self) -> bool {
        // `bytes` does, `bytearray` does not.
        self.first.payload::<Type>().is_some()
    }
}
