//! `str.maketrans` and `str.translate`.
//!
//! Must not know: how a table is stored: it is anything with `__getitem__`. Next: `split.rs`.

use super::Str;
use super::args::this;
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{Slot, arg};
use crate::types::{Dict, int};
use crate::vm::Vm;
use kaa_data::wtf8::Wtf8Buf;
use kaa_heap::{Ref, Value};
use std::collections::HashMap;

pub(super) fn translate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let table = arg(args, 1);
    let mut out = Wtf8Buf::with_capacity(s.as_bytes().len());
    // Each code point is looked up once, as CPython does for ASCII: a table may be a slow Python object.
    let mut seen: HashMap<u32, Option<Wtf8Buf>> = HashMap::new();
    for c in s.wtf8().code_points() {
        if !seen.contains_key(&c) {
            let mapped = look_up(vm, table, c)?;
            seen.insert(c, mapped);
        }
        match seen.get(&c) {
            Some(Some(text)) => out.push_wtf8(text.as_wtf8()),
            _ => out.push(c),
        }
    }
    done(vm.wtf8_value(out))
}

/// What stands in the table for a code point; none when it stays.
fn look_up(vm: &Vm, table: &Value, c: u32) -> Fallible<Option<Wtf8Buf>> {
    let found = vm.get_item(table, &vm.new_int(i64::from(c)));
    let Some(v) = vm.catch(found, &vm.exceptions.lookup_error)? else { return Ok(None) };
    if v.is_none() {
        return Ok(Some(Wtf8Buf::new()));
    }
    if let Some(s) = v.payload::<Str>() {
        return Ok(Some(s.wtf8().to_owned()));
    }
    if !int::is_int(&v) {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    }
    match int::as_i64(&v).and_then(|i| u32::try_from(i).ok()).filter(|&i| i <= 0x10_FFFF) {
        Some(c) => Ok(Some(Wtf8Buf::from_code_point(c))),
        None => Err(vm.value_error("character mapping must be in range(0x110000)")),
    }
}

pub(super) fn maketrans(vm: &Vm, args: &[Slot]) -> NativeResult {
    let x = arg(args, 0);
    let table = vm.new_dict();
    match &args[1] {
        Some(y) => pairs(vm, x, y, args[2].as_ref(), &table)?,
        None => from_dict(vm, x, &table)?,
    }
    done(table)
}

fn pairs(vm: &Vm, x: &Value, y: &Value, delete: Option<&Value>, table: &Ref<Dict>) -> Fallible<()> {
    let y = argument(vm, y, 2)?;
    let delete = delete.map(|z| argument(vm, z, 3)).transpose()?;
    let Some(x) = x.payload::<Str>() else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    if x.len() != y.len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in x.wtf8().code_points().zip(y.wtf8().code_points()) {
        table.set(vm, vm.new_int(i64::from(from)), vm.new_int(i64::from(to)))?;
    }
    for c in delete.iter().flat_map(|d| d.wtf8().code_points()) {
        table.set(vm, vm.new_int(i64::from(c)), Value::None)?;
    }
    Ok(())
}

fn argument<'a>(vm: &Vm, v: &'a Value, i: usize) -> Fallible<&'a Ref<Str>> {
    v.as_ref::<Str>().ok_or_else(|| {
        vm.type_error(format!(
            "maketrans() argument {i} must be str, not {}",
            super::args::argument_name(vm, v)
        ))
    })
}

fn from_dict(vm: &Vm, x: &Value, table: &Ref<Dict>) -> Fallible<()> {
    let Some(given) = x.payload::<Dict>() else {
        return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
    };
    let items: Vec<(Value, Value)> =
        given.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect();
    for (key, value) in items {
        table.set(vm, code_point_key(vm, &key)?, value)?;
    }
    Ok(())
}

fn code_point_key(vm: &Vm, key: &Value) -> Result<Value, Raised> {
    if int::is_int(key) {
        return Ok(key.clone());
    }
    let Some(s) = key.payload::<Str>() else {
        return Err(vm.type_error("keys in translate table mustbe strings or integers"));
    };
    match (s.len(), s.wtf8().get(0)) {
        (1, Some(c)) => Ok(vm.new_int(i64::from(c))),
        _ => Err(vm.value_error("string keys in translatetable must be of length 1")),
    }
}
