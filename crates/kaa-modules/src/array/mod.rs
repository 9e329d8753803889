//! The module `array`: numbers of one kind, packed. `item.rs` converts items, `methods.rs` is the class, `edit.rs` what changes
//! an array, `iterator.rs` its iterator.
//!
//! An array keeps its bytes in a `bytearray` of its own, so that views of it are views of that.

mod edit;
mod item;
mod iterator;
mod methods;

use crate::helpers::{add_class, class_named};
use item::Kind;
use kaa_heap::Tracer;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{ByteArray, Bytes, Module, Str, Type};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

/// Payload of arrays.
pub(crate) struct Array {
    kind: Kind,
    /// The `bytearray`.
    memory: Value,
}
kaa_heap::payload!(Array, trace);

impl Array {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.memory);
    }

    fn read<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        match self.memory.payload::<ByteArray>() {
            Some(b) => f(&b.data.borrow()),
            None => f(&[]),
        }
    }

    /// Changes the bytes in place.
    fn write<R>(&self, f: impl FnOnce(&mut [u8]) -> R) -> R {
        match self.memory.payload::<ByteArray>() {
            Some(b) => f(&mut b.data.borrow_mut()),
            None => f(&mut []),
        }
    }

    /// Changes the bytes and how many there are; not while views of them exist.
    fn resize<R: Default>(&self, vm: &Vm, f: impl FnOnce(&mut Vec<u8>) -> R) -> Fallible<R> {
        match self.memory.payload::<ByteArray>() {
            Some(b) if b.exports.get() > 0 => {
                Err(vm.error(&vm.exceptions.buffer_error, "cannot resize an array that is exporting buffers"))
            }
            Some(b) => Ok(f(&mut b.data.borrow_mut())),
            None => Ok(R::default()),
        }
    }

    fn len(&self) -> usize {
        self.read(<[u8]>::len) / self.kind.size()
    }

    fn get(&self, vm: &Vm, i: usize) -> Option<Value> {
        let size = self.kind.size();
        self.read(|b| b.get(i * size..(i + 1) * size).map(|b| self.kind.value(vm, b)))
    }
}

const ROWS: &[Method] = &[function(
    "_array_reconstructor",
    "($module, arraytype, typecode, mformat_code, items, /)",
    reconstruct,
    "An array of bytes in a machine's format; for pickling.",
)];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("array", Some("Arrays of numbers of one kind."));
    vm.add_functions(&module, ROWS);
    let class = add_class::<Array>(vm, &module, &methods::SPEC);
    module.dict.set_str(&vm.intern("ArrayType"), class.value().clone());
    module.dict.set_str(&vm.intern("typecodes"), vm.str_value(item::LETTERS));
    let iterator = vm.new_native_type::<iterator::ArrayIterator>(&vm.types.object, &iterator::SPEC);
    vm.module_state.borrow_mut().insert(iterator::SPEC.name, iterator.into());
    // The abstract classes know it as a mutable sequence.
    if let Ok(abc) = vm.import_module("collections.abc") {
        let base = vm.get_attr(&abc, &vm.intern("MutableSequence"))?;
        vm.call_method(&base, "register", &[class.into()])?;
    }
    Ok(module)
}

/// An array of the plain class.
fn plain(vm: &Vm, kind: Kind, bytes: Vec<u8>) -> Fallible<Value> {
    match class_named(vm, methods::SPEC.name) {
        Some(class) => Ok(of_class(vm, &class, kind, bytes)),
        None => Err(vm.system_error("the module array is not there")),
    }
}

fn of_class(vm: &Vm, class: &Ref<Type>, kind: Kind, bytes: Vec<u8>) -> Value {
    vm.new_object(class, Array { kind, memory: vm.new_bytearray(bytes) }).into()
}

/// A letter argument.
fn letter(vm: &Vm, v: &Value, what: &str) -> Fallible<char> {
    let got = match v.payload::<Str>() {
        Some(s) if s.len() == 1 => return Ok(s.to_string_lossy().chars().next().unwrap_or(' ')),
        Some(s) => format!("a string of length {}", s.len()),
        None => vm.type_name(v).to_string(),
    };
    Err(vm.type_error(format!("{what} must be a unicode character, not {got}")))
}

#[cold]
fn bad_letter(vm: &Vm) -> Raised {
    vm.value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
}

fn reconstruct(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 1).as_ref::<Type>() else {
        let got = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("first argument must be a type object, not {got}")));
    };
    let letter = letter(vm, arg(args, 2), "_array_reconstructor() argument 2")?;
    let format = vm.index_clamped(arg(args, 3))?;
    if !class.has_layout::<Array>() {
        return Err(vm.type_error(format!("{} is not a subtype of array.array", class.name())));
    }
    let Some(kind) = Kind::of(letter) else {
        return Err(vm.value_error("second argument must be a valid type code"));
    };
    if !(0..=21).contains(&format) {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    }
    let Some(bytes) = arg(args, 4).payload::<Bytes>() else {
        let got = vm.type_name(arg(args, 4));
        return Err(vm.type_error(format!("fourth argument should be bytes, not {got}")));
    };
    // Ints of another size than the kind's keep their size, and become another kind.
    let kind =
        if item::machine_format(kind) == format { kind } else { item::int_kind(format).unwrap_or(kind) };
    match item::from_machine(vm, kind, format, &bytes.data)? {
        Some(bytes) => done(of_class(vm, class, kind, bytes)),
        None => Err(vm.value_error("bytes length not a multiple of item size")),
    }
}
