//! `UnicodeDecodeError`, `UnicodeEncodeError`, `UnicodeTranslateError`: fields encoding, object, start, end, reason.

use super::methods::set_args;
use super::{Exception, Extra, field, no_keywords, receiver, rest};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, member_set, method};
use crate::types::int::as_i64;
use crate::types::{ByteArray, Bytes, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

const INIT_DOC: &str = "Initialize self.  See help(type(self)) for accurate signature.";

static FIELDS: [GetSet; 5] = [
    field!("encoding", ENCODING, "exception encoding"),
    field!("object", OBJECT, "exception object"),
    member_set("start", get_start, set_start, "exception start"),
    member_set("end", get_end, set_end, "exception end"),
    field!("reason", REASON, "exception reason"),
];

const fn init_row(function: crate::native::NativeFn) -> Method {
    method("__init__", "($self, /, *args, **kwargs)", function, INIT_DOC)
}

/// `UnicodeDecodeError(encoding, bytes, start, end, reason)`.
pub(crate) static DECODE: Extra = Extra {
    methods: &[init_row(init_decode), method("__str__", "($self, /)", str_decode, "Return str(self).")],
    getset: &FIELDS,
};
/// `UnicodeEncodeError(encoding, str, start, end, reason)`.
pub(crate) static ENCODE: Extra = Extra {
    methods: &[init_row(init_encode), method("__str__", "($self, /)", str_encode, "Return str(self).")],
    getset: &FIELDS,
};
/// `UnicodeTranslateError(str, start, end, reason)`.
pub(crate) static TRANSLATE: Extra = Extra {
    methods: &[init_row(init_translate), method("__str__", "($self, /)", str_translate, "Return str(self).")],
    getset: &FIELDS,
};

/// What an argument must be.
#[derive(Clone, Copy)]
enum Wanted {
    Text,
    Number,
    Any,
}

const ENCODE_ARGUMENTS: &[(usize, Wanted)] = &[
    (ENCODING, Wanted::Text),
    (OBJECT, Wanted::Text),
    (START, Wanted::Number),
    (END, Wanted::Number),
    (REASON, Wanted::Text),
];
const DECODE_ARGUMENTS: &[(usize, Wanted)] = &[
    (ENCODING, Wanted::Text),
    (OBJECT, Wanted::Any),
    (START, Wanted::Number),
    (END, Wanted::Number),
    (REASON, Wanted::Text),
];
const TRANSLATE_ARGUMENTS: &[(usize, Wanted)] =
    &[(OBJECT, Wanted::Text), (START, Wanted::Number), (END, Wanted::Number), (REASON, Wanted::Text)];

fn fill(vm: &Vm, e: &Exception, args: &[Value], wanted: &[(usize, Wanted)]) -> Fallible<()> {
    if args.len() != wanted.len() {
        let (n, given) = (wanted.len(), args.len());
        return Err(vm.type_error(format!("function takes exactly {n} arguments ({given} given)")));
    }
    let mut values = Vec::with_capacity(5);
    for (i, (v, (_, want))) in args.iter().zip(wanted).enumerate() {
        values.push(match want {
            Wanted::Text if v.payload::<Str>().is_none() => {
                return Err(vm.type_error(format!(
                    "argument {} must be str, not {}",
                    i + 1,
                    vm.type_name(v)
                )));
            }
            Wanted::Number => vm.new_int(vm.index_i64(v)?),
            _ => v.clone(),
        });
    }
    for (v, (field, _)) in values.into_iter().zip(wanted) {
        e.set_field(*field, Some(v));
    }
    Ok(())
}

/// Fields of an exception of one of the three classes.
pub(crate) fn fill_known(vm: &Vm, e: &Ref<Exception>, args: &[Value]) -> Fallible<()> {
    let x = &vm.exceptions;
    let is = |class| vm.is_instance_of(e.value(), class);
    if is(&x.unicode_decode_error) {
        fill(vm, e, args, DECODE_ARGUMENTS)
    } else if is(&x.unicode_encode_error) {
        fill(vm, e, args, ENCODE_ARGUMENTS)
    } else if is(&x.unicode_translate_error) {
        fill(vm, e, args, TRANSLATE_ARGUMENTS)
    } else {
        Ok(())
    }
}

fn init(vm: &Vm, args: &[Slot], wanted: &[(usize, Wanted)]) -> Fallible<Ref<Exception>> {
    let e = receiver(vm, arg(args, 0))?;
    no_keywords(vm, e.value(), args, 2)?;
    let items = rest(vm, args, 1);
    set_args(e, items.clone());
    fill(vm, e, &items, wanted)?;
    Ok(e.clone())
}

fn init_encode(vm: &Vm, args: &[Slot]) -> NativeResult {
    init(vm, args, ENCODE_ARGUMENTS)?;
    done(Value::None)
}

fn init_translate(vm: &Vm, args: &[Slot]) -> NativeResult {
    init(vm, args, TRANSLATE_ARGUMENTS)?;
    done(Value::None)
}

fn init_decode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = init(vm, args, DECODE_ARGUMENTS)?;
    let object = e.field(OBJECT).unwrap_or(Value::None);
    if object.payload::<Bytes>().is_none() {
        let Some(b) = object.payload::<ByteArray>() else {
            let name = vm.type_name(&object);
            return Err(vm.type_error(format!("a bytes-like object is required, not '{name}'")));
        };
        let copy = b.data.borrow().clone();
        e.set_field(OBJECT, Some(vm.new_bytes(&copy)));
    }
    done(Value::None)
}

/// A number field as it is seen: clamped into the object.
fn number(e: &Exception, field: usize) -> i64 {
    e.field(field).as_ref().and_then(as_i64).unwrap_or(0)
}

fn object_len(e: &Exception) -> i64 {
    let object = e.field(OBJECT);
    let text = object.as_ref().and_then(|o| o.payload::<Str>()).map(Str::len);
    let bytes = || object.as_ref().and_then(|o| o.payload::<Bytes>()).map(|b| b.data.len());
    text.or_else(bytes).unwrap_or(0) as i64
}

fn get_start(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_int(number(receiver(vm, v)?, START)))
}
fn get_end(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_int(number(receiver(vm, v)?, END)))
}

fn set_number(vm: &Vm, v: &Value, new: Option<&Value>, field: usize) -> Fallible<()> {
    let Some(new) = new else { return Err(vm.type_error("can't delete numeric/char attribute")) };
    let n = vm.index_i64(new)?;
    receiver(vm, v)?.set_field(field, Some(vm.new_int(n)));
    Ok(())
}
fn set_start(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    set_number(vm, v, new, START)
}
fn set_end(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    set_number(vm, v, new, END)
}

/// Start and end inside the object, as messages use them.
fn span(e: &Exception) -> (i64, i64) {
    let len = object_len(e);
    let start = number(e, START).clamp(0, (len - 1).max(0));
    let end = number(e, END).clamp(1.min(len), len.max(1));
    (start, end)
}

fn text_of(vm: &Vm, e: &Exception, field: usize) -> Fallible<Vec<u8>> {
    match e.field(field) {
        Some(v) => Ok(vm.str(&v)?.as_bytes().to_vec()),
        None => Ok(b"None".to_vec()),
    }
}

fn message(vm: &Vm, parts: &[&[u8]]) -> NativeResult {
    done(vm.new_str_owned(parts.concat()))
}

fn str_decode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let Some(object) = e.field(OBJECT) else { return done(vm.new_str("")) };
    let (start, end) = span(e);
    let (encoding, reason) = (text_of(vm, e, ENCODING)?, text_of(vm, e, REASON)?);
    let byte = object.payload::<Bytes>().and_then(|b| b.data.get(start as usize).copied());
    let what = match byte {
        Some(b) if end == start + 1 => format!("byte 0x{b:02x} in position {start}: "),
        _ => format!("bytes in position {start}-{}: ", end - 1),
    };
    message(vm, &[b"'", &encoding, b"' codec can't decode ", what.as_bytes(), &reason])
}

/// `character '\xe9' in position 1: ` or `characters in position 1-2: `.
fn characters(e: &Exception, object: &Value) -> String {
    let (start, end) = span(e);
    let one = object.payload::<Str>().filter(|_| end == start + 1).filter(|s| (start as usize) < s.len());
    let Some(s) = one else { return format!("characters in position {start}-{}: ", end - 1) };
    let bytes = s.slice_bytes(start as usize, start as usize + 1);
    let c = match kaa_data::wtf8::Wtf8::new(bytes).code_points().next() {
        Some(c @ 0..0x100) => format!("\\x{c:02x}"),
        Some(c @ 0x100..0x1_0000) => format!("\\u{c:04x}"),
        Some(c) => format!("\\U{c:08x}"),
        None => String::new(),
    };
    format!("character '{c}' in position {start}: ")
}

fn str_encode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let Some(object) = e.field(OBJECT) else { return done(vm.new_str("")) };
    let (encoding, reason) = (text_of(vm, e, ENCODING)?, text_of(vm, e, REASON)?);
    message(vm, &[b"'", &encoding, b"' codec can't encode ", characters(e, &object).as_bytes(), &reason])
}

fn str_translate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let Some(object) = e.field(OBJECT) else { return done(vm.new_str("")) };
    let reason = text_of(vm, e, REASON)?;
    message(vm, &[b"can't translate ", characters(e, &object).as_bytes(), &reason])
}
