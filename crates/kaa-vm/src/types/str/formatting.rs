//! `str.format`, `str.format_map` and `str.__format__`.
//!
//! Must not know: the grammar (`kaa_data::format::template`) nor how values format themselves (`__format__`).

use super::Str;
use super::args::{check, this};
use super::case::unchanged;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::Tuple;
use crate::vm::Vm;
use kaa_data::format::template::{self, Field, Key, MAX_NESTING, Numbering, Step};
use kaa_data::wtf8::{Wtf8, Wtf8Buf};
use kaa_heap::{Ref, Value};

/// Where the values come from.
struct Arguments<'a> {
    /// Positional ones; none for `format_map`.
    positional: Option<&'a [Value]>,
    /// A mapping by name.
    named: Option<&'a Value>,
    numbering: Numbering,
}

pub(super) fn format(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let values = args[1].as_ref().and_then(|t| t.payload::<Tuple>()).map_or(&[][..], |t| t);
    if let Some(made) = super::plain::format(vm, s.as_bytes(), values) {
        return done(made);
    }
    let positional =
        args[1].as_ref().and_then(|t| t.payload::<Tuple>()).map(|t| t.to_vec()).unwrap_or_default();
    let named = args[2].as_ref();
    let mut arguments = Arguments { positional: Some(&positional), named, numbering: Numbering::Unknown };
    done(vm.wtf8_value(build(vm, s.wtf8(), &mut arguments, MAX_NESTING)?))
}

pub(super) fn format_map(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let mut arguments =
        Arguments { positional: None, named: Some(arg(args, 1)), numbering: Numbering::Unknown };
    done(vm.wtf8_value(build(vm, s.wtf8(), &mut arguments, MAX_NESTING)?))
}

/// Formats a template; `depth` says how many levels of nested fields may still come.
fn build(vm: &Vm, text: Wtf8<'_>, arguments: &mut Arguments<'_>, depth: usize) -> Fallible<Wtf8Buf> {
    if depth == 0 {
        return Err(vm.value_error("Max string recursion exceeded"));
    }
    let mut out = Wtf8Buf::with_capacity(text.as_bytes().len());
    for piece in template::pieces(text) {
        let piece = check(vm, piece)?;
        out.push_wtf8(piece.literal);
        if let Some(field) = piece.field {
            out.push_wtf8(render(vm, &field, arguments, depth)?.wtf8());
        }
    }
    Ok(out)
}

fn render(vm: &Vm, field: &Field<'_>, arguments: &mut Arguments<'_>, depth: usize) -> Fallible<Ref<Str>> {
    let mut value = look_up(vm, field.name, arguments)?;
    if let Some(c) = field.conversion {
        value = convert(vm, &value, c)?;
    }
    let spec = match field.nested {
        true => vm.new_wtf8(build(vm, field.spec, arguments, depth - 1)?),
        false => vm.new_str_wtf8(field.spec.as_bytes()),
    };
    match vm.exact_str(&value).filter(|_| spec.is_empty()) {
        Some(s) => Ok(s.clone()),
        None => vm.format(&value, &spec),
    }
}

fn convert(vm: &Vm, v: &Value, conversion: u32) -> Fallible<Value> {
    match char::from_u32(conversion) {
        Some('r') => Ok(vm.repr(v)?.into()),
        Some('s') => Ok(vm.str(v)?.into()),
        Some('a') => Ok(vm.ascii(v)?.into()),
        _ => Err(vm.data_error(&template::unknown_conversion(conversion))),
    }
}

fn look_up(vm: &Vm, name: Wtf8<'_>, arguments: &mut Arguments<'_>) -> Fallible<Value> {
    let (first, steps) = check(vm, template::split_field_name(name))?;
    let mut value = first_value(vm, first, arguments)?;
    for step in steps {
        value = match check(vm, step)? {
            Step::Attribute(name) => vm.get_attr(&value, &vm.intern_bytes(name.as_bytes()))?,
            Step::Item(Key::Index(i)) => vm.get_item(&value, &vm.new_usize(i))?,
            Step::Item(Key::Name(key)) => vm.get_item(&value, &vm.part_value(key))?,
        };
    }
    Ok(value)
}

fn first_value(vm: &Vm, first: Key<'_>, arguments: &mut Arguments<'_>) -> Fallible<Value> {
    match check(vm, arguments.numbering.resolve(first))? {
        Key::Name(name) => {
            let key = vm.part_value(name);
            match arguments.named {
                Some(named) => vm.get_item(named, &key),
                None => Err(vm.key_error(&key)),
            }
        }
        Key::Index(index) => {
            let Some(positional) = arguments.positional else {
                return Err(vm.value_error("Format string contains positional fields"));
            };
            positional.get(index).cloned().ok_or_else(|| {
                vm.index_error(format!("Replacement index {index} out of range for positional args tuple"))
            })
        }
    }
}

/// `str.__format__(spec)`.
pub(super) fn dunder_format(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let given = arg(args, 1);
    let Some(spec) = given.payload::<Str>() else {
        let name = super::args::argument_name(vm, given);
        return Err(vm.type_error(format!("__format__() argument must be str, not {name}")));
    };
    if spec.is_empty() {
        // A subclass may have a `__str__` of its own.
        return if vm.exact_str(s.value()).is_some() {
            done(unchanged(vm, s))
        } else {
            vm.str_flow(s.value())
        };
    }
    let class = vm.type_name(s.value());
    done(vm.wtf8_value(check(vm, kaa_data::format::format_str(s.wtf8(), spec.wtf8(), &class))?))
}
