//! Coding by a mapping of bytes to characters: what the code pages of Python's library use.
//!
//! A mapping is a text (the index is the byte), a dict or anything with items, or the reverse table that
//! `charmap_build` makes.

use super::coders::{errors, text};
use crate::helpers::{bytes_of, given};
use kaa_data::codec::{self, CodecError, EncodingMap, Replacement};
use kaa_data::wtf8::Wtf8Buf;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Str, int};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

pub(super) const ROWS: &[Method] = &[
    function("charmap_build", "(map, /)", build, "The reverse of a decoding table."),
    function("charmap_decode", "(data, errors=None, mapping=None, /)", decode, "Decodes by a mapping."),
    function("charmap_encode", "(str, errors=None, mapping=None, /)", encode, "Encodes by a mapping."),
];

/// Payload of what `charmap_build` makes.
struct Reverse(EncodingMap);
kaa_heap::payload!(Reverse);

static REVERSE: TypeSpec =
    TypeSpec { name: "EncodingMap", flags: flags::NO_INSTANTIATION, ..TypeSpec::EMPTY };

pub(super) fn install(vm: &Vm) {
    let class = vm.new_native_type::<Reverse>(&vm.types.object, &REVERSE);
    vm.module_state.borrow_mut().insert("codecs_reverse", class.into());
}

fn build(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(table) = arg(args, 0).payload::<Str>() else {
        let got = vm.type_name(arg(args, 0));
        return Err(vm.type_error(format!("charmap_build() argument must be str, not {got}")));
    };
    let class = vm.module_state.borrow().get("codecs_reverse").cloned();
    match class.as_ref().and_then(|c| c.as_ref()) {
        Some(class) => done(vm.new_object(class, Reverse(EncodingMap::build(table.wtf8())))),
        None => Err(vm.system_error("the module is not complete")),
    }
}

fn mapping(args: &[Slot]) -> Option<&Value> {
    given(args, 2).filter(|v| !v.is_none())
}

fn decode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = bytes_of(vm, arg(args, 0))?;
    let errors = errors(vm, args, 1)?;
    let text = match mapping(args) {
        None => codec::decode_latin1(&bytes).text,
        Some(m) => match m.payload::<Str>() {
            Some(table) => {
                let table: Vec<u32> = table.wtf8().code_points().collect();
                vm.decoding(&bytes, &errors, |handler| codec::decode_charmap(&bytes, &table, handler))?.text
            }
            None => decode_by_items(vm, &bytes, m, &errors)?,
        },
    };
    done(vm.new_tuple(vec![vm.wtf8_value(text), vm.new_usize(bytes.len())]))
}

/// What stands for a byte in a dict: `None` when nothing does.
fn decoded_item(vm: &Vm, m: &Value, byte: u8) -> Fallible<Option<Wtf8Buf>> {
    let item = vm.get_item(m, &vm.new_int(i64::from(byte)));
    let Some(v) = vm.catch(item, &vm.exceptions.lookup_error)? else { return Ok(None) };
    if v.is_none() {
        return Ok(None);
    }
    if let Some(s) = v.payload::<Str>() {
        return Ok((!s.is_text("\u{fffe}")).then(|| s.wtf8().to_owned()));
    }
    if !int::is_int(&v) {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    }
    match int::as_i64(&v) {
        Some(0xFFFE) => Ok(None),
        Some(c @ 0..=0x10_FFFF) => Ok(Some(Wtf8Buf::from_code_points([c as u32]))),
        _ => Err(vm.type_error("character mapping must be in range(0x110000)")),
    }
}

fn decode_by_items(vm: &Vm, bytes: &[u8], m: &Value, errors: &str) -> Fallible<Wtf8Buf> {
    let mut out = Wtf8Buf::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if let Some(text) = decoded_item(vm, m, byte)? {
            out.push_wtf8(text.as_wtf8());
            at += 1;
            continue;
        }
        let reason = "character maps to <undefined>";
        let fault = CodecError { encoding: "charmap", start: at, end: at + 1, reason };
        let (text, resume) = vm.decoding(bytes, errors, |handler| handler(&fault))?;
        out.push_wtf8(text.as_wtf8());
        at = resume;
    }
    Ok(out)
}

fn encode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = text(vm, arg(args, 0))?;
    let errors = errors(vm, args, 1)?;
    let bytes = match mapping(args) {
        None => vm.encoding(s, &errors, |handler| codec::encode_latin1(s.wtf8(), handler))?,
        Some(m) => match m.payload::<Reverse>() {
            Some(map) => {
                vm.encoding(s, &errors, |handler| codec::encode_charmap(s.wtf8(), &map.0, handler))?
            }
            None => encode_by_items(vm, s, m, &errors)?,
        },
    };
    done(vm.new_tuple(vec![vm.new_bytes_owned(bytes), vm.new_usize(s.len())]))
}

/// The bytes for a character in a dict: `None` when there are none.
fn encoded_item(vm: &Vm, m: &Value, c: u32) -> Fallible<Option<Vec<u8>>> {
    let item = vm.get_item(m, &vm.new_int(i64::from(c)));
    let Some(v) = vm.catch(item, &vm.exceptions.lookup_error)? else { return Ok(None) };
    if v.is_none() {
        return Ok(None);
    }
    if let Some(b) = v.payload::<kaa_vm::types::Bytes>() {
        return Ok(Some(b.data.to_vec()));
    }
    if !int::is_int(&v) {
        let got = vm.type_name(&v);
        return Err(vm.type_error(format!("character mapping must return integer, bytes or None, not {got}")));
    }
    match int::as_i64(&v).and_then(|i| u8::try_from(i).ok()) {
        Some(byte) => Ok(Some(vec![byte])),
        None => Err(vm.type_error("character mapping must be in range(256)")),
    }
}

fn encode_by_items(vm: &Vm, s: &Ref<Str>, m: &Value, errors: &str) -> Fallible<Vec<u8>> {
    let points: Vec<u32> = s.wtf8().code_points().collect();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(&c) = points.get(at) {
        if let Some(bytes) = encoded_item(vm, m, c)? {
            out.extend(bytes);
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while let Some(&c) = points.get(end) {
            if encoded_item(vm, m, c)?.is_some() {
                break;
            }
            end += 1;
        }
        let reason = "character maps to <undefined>";
        let fault = CodecError { encoding: "charmap", start: at, end, reason };
        let (replacement, resume) = vm.encoding(s, errors, |handler| handler(&fault))?;
        match replacement {
            Replacement::Bytes(bytes) => out.extend(bytes),
            Replacement::Text(text) => {
                for c in text.as_wtf8().code_points() {
                    match encoded_item(vm, m, c)? {
                        Some(bytes) => out.extend(bytes),
                        None => return Err(vm.encode_error(&fault, s)),
                    }
                }
            }
        }
        at = resume;
    }
    Ok(out)
}
