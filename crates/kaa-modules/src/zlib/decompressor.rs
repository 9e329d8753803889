//! `_ZlibDecompressor`: a stream that decompresses the way `gzip` wants it, keeping input that waits.

use super::decompress::{pump, stream};
use crate::helpers::{bytes_of, class_for, given, int32};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::{NativeResult, Value, Vm};
use std::cell::RefCell;
use zlib_rs::Inflate;

/// Payload.
pub(super) struct Decompressor(RefCell<Inner>);
kaa_heap::payload!(Decompressor);

struct Inner {
    stream: Inflate,
    dictionary: Vec<u8>,
    ended: bool,
    unused: Vec<u8>,
    waiting: Vec<u8>,
    needs_input: bool,
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, wbits=15, zdict=b'')", new, "Create and return a new object."),
    method(
        "decompress",
        "($self, /, data, max_length=-1)",
        decompress,
        "Puts bytes in; gives what comes out, at most so many bytes.",
    ),
];
static ATTRIBUTES: &[GetSet] = &[
    getter("eof", |vm, v| done(Value::bool(as_type::<Decompressor>(vm, v)?.0.borrow().ended)), ""),
    getter("unused_data", |vm, v| done(vm.new_bytes(&as_type::<Decompressor>(vm, v)?.0.borrow().unused)), ""),
    getter(
        "needs_input",
        |vm, v| done(Value::bool(as_type::<Decompressor>(vm, v)?.0.borrow().needs_input)),
        "",
    ),
];
pub(super) static SPEC: TypeSpec =
    TypeSpec { name: "zlib._ZlibDecompressor", methods: METHODS, getset: ATTRIBUTES, ..TypeSpec::EMPTY };

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Decompressor>(vm, args)?;
    let bits = given(args, 1).map_or(Ok(15), |v| int32(vm, v))?;
    let dictionary = given(args, 2).map_or(Ok(Vec::new()), |v| bytes_of(vm, v))?;
    let Some(mut stream) = stream(bits) else { return Err(vm.value_error("Invalid initialization option")) };
    if bits < 0 && !dictionary.is_empty() && stream.set_dictionary(&dictionary).is_err() {
        return Err(super::error(vm, "Error -3 while setting zdict: invalid input data"));
    }
    let (unused, waiting) = (Vec::new(), Vec::new());
    let inner = Inner { stream, dictionary, ended: false, unused, waiting, needs_input: true };
    done(vm.new_object(class, Decompressor(RefCell::new(inner))))
}

fn decompress(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = bytes_of(vm, arg(args, 1))?;
    let most = given(args, 2).map_or(Ok(-1), |v| vm.index_i64(v))?;
    let mut me = as_type::<Decompressor>(vm, arg(args, 0))?.0.borrow_mut();
    let me = &mut *me;
    if me.ended {
        return Err(vm.error(&vm.exceptions.eof_error, "End of stream already reached"));
    }
    me.waiting.extend_from_slice(&data);
    let input = std::mem::take(&mut me.waiting);
    let got = pump(vm, &mut me.stream, &input, usize::try_from(most).ok(), &me.dictionary)?;
    let rest = input.get(got.taken..).unwrap_or_default().to_vec();
    me.ended = got.ended;
    if got.ended {
        me.unused = rest;
        me.needs_input = false;
    } else {
        let full = usize::try_from(most).is_ok_and(|m| got.out.len() >= m);
        me.needs_input = rest.is_empty() && !full;
        me.waiting = rest;
    }
    done(vm.new_bytes_owned(got.out))
}
