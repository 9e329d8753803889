//! `str(object)`, `str(bytes, encoding, errors)` and `str.encode`.
//!
//! Must not know: the codecs themselves. Next: `codec.rs`.

use super::Str;
use super::args::this;
use crate::flow::{Fallible, Flow, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::Type;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

pub(super) fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 0).as_ref::<Type>() else {
        return Err(vm.type_error("str.__new__(X): X is not a type object"));
    };
    let encoding = option_text(vm, &args[2], "str", "encoding")?;
    let errors = option_text(vm, &args[3], "str", "errors")?;
    let exact = class.is(&vm.types.str);
    let text = match &args[1] {
        None => vm.str_value(""),
        Some(v) if encoding.is_none() && errors.is_none() => {
            if exact {
                return vm.str_flow(v);
            }
            vm.str(v)?.into()
        }
        Some(v) => decode_object(vm, v, encoding.as_deref(), errors.as_deref())?,
    };
    if exact {
        return Ok(Flow::Value(text));
    }
    let bytes = text.payload::<Str>().map(Str::as_bytes).unwrap_or_default();
    done(vm.new_object(class, Str::from_bytes(bytes.into())))
}

/// An optional text argument: `str() argument 'encoding' must be str, not int`.
pub(crate) fn option_text(vm: &Vm, slot: &Slot, function: &str, name: &str) -> Fallible<Option<String>> {
    let Some(v) = slot else { return Ok(None) };
    let Some(s) = v.as_ref::<Str>() else {
        let found = super::args::argument_name(vm, v);
        return Err(vm.type_error(format!("{function}() argument '{name}' must be str, not {found}")));
    };
    if s.as_bytes().contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(Some(s.to_string_lossy().into_owned()))
}

fn decode_object(vm: &Vm, v: &Value, encoding: Option<&str>, errors: Option<&str>) -> Fallible<Value> {
    if v.payload::<Str>().is_some() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    let Some(data) = vm.bytes_like(v)? else {
        let name = vm.type_name(v);
        return Err(vm.type_error(format!("decoding to str: need a bytes-like object, {name} found")));
    };
    let data = data.to_vec();
    vm.decode_bytes(&data, encoding.unwrap_or("utf-8"), errors.unwrap_or("strict"))
}

pub(super) fn encode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s: &Ref<Str> = this(vm, args)?;
    let encoding = option_text(vm, &args[1], "encode", "encoding")?;
    let errors = option_text(vm, &args[2], "encode", "errors")?;
    done(vm.encode_text(s, encoding.as_deref().unwrap_or("utf-8"), errors.as_deref().unwrap_or("strict"))?)
}
