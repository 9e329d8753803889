//! `str.format`, `str.format_map` and `str.__format__`.
//!
//! Must not know: the grammar (`field.rs`) nor how values format themselves (`__format__`).

use super::args::{check, this};
use super::case::unchanged;
use super::field::{Access, Field, First, Parser, split_name};
use super::{Str, args};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::Tuple;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Where the values come from.
struct Arguments<'a> {
    /// Positional ones; none for `format_map`.
    positional: Option<&'a [Value]>,
    /// A mapping by name.
    named: Option<&'a Value>,
    numbering: Numbering,
}

/// How fields choose positional arguments.
#[derive(Clone, Copy)]
enum Numbering {
    Undecided,
    /// In turn; the next number.
    Automatic(usize),
    /// By explicit number.
    Manual,
}

pub(super) fn format(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let positional = args[1].as_ref().and_then(|t| t.payload::<Tuple>()).map(|t| t.to_vec()).unwrap_or_default();
    let mut arguments =
        Arguments { positional: Some(&positional), named: args[2].as_ref(), numbering: Numbering::Undecided };
    done(vm.new_str_owned(build(vm, s.as_bytes(), &mut arguments, 2)?))
}

pub(super) fn format_map(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let mut arguments = Arguments { positional: None, named: Some(arg(args, 1)), numbering: Numbering::Undecided };
    done(vm.new_str_owned(build(vm, s.as_bytes(), &mut arguments, 2)?))
}

/// Formats a template; `depth` says how many levels of nested fields may still come.
fn build(vm: &Vm, template: &[u8], arguments: &mut Arguments<'_>, depth: usize) -> Fallible<Vec<u8>> {
    if depth == 0 {
        return Err(vm.value_error("Max string recursion exceeded"));
    }
    let mut out = Vec::with_capacity(template.len());
    let mut parser = Parser::new(template);
    while let Some(piece) = check(vm, parser.next_piece())? {
        out.extend_from_slice(&piece.literal);
        if let Some(field) = piece.field {
            out.extend_from_slice(render(vm, &field, arguments, depth)?.as_bytes());
        }
    }
    Ok(out)
}

fn render(vm: &Vm, field: &Field, arguments: &mut Arguments<'_>, depth: usize) -> Fallible<Ref<Str>> {
    let mut value = look_up(vm, &field.name, arguments)?;
    if let Some(c) = field.conversion {
        value = convert(vm, &value, c)?;
    }
    let spec = if field.nested { &build(vm, &field.spec, arguments, depth - 1)? } else { &field.spec };
    let spec = vm.new_str_wtf8(spec);
    if spec.is_empty()
        && let Some(s) = vm.exact_str(&value)
    {
        return Ok(s.clone());
    }
    vm.format(&value, &spec)
}

fn convert(vm: &Vm, v: &Value, conversion: u32) -> Fallible<Value> {
    match char::from_u32(conversion) {
        Some('r') => Ok(vm.repr(v)?.into()),
        Some('s') => Ok(vm.str(v)?.into()),
        Some('a') => Ok(vm.ascii(v)?.into()),
        Some(c) if (' '..'\u{7f}').contains(&c) => Err(vm.value_error(format!("Unknown conversion specifier {c}"))),
        _ => Err(vm.value_error(format!("Unknown conversion specifier \\x{conversion:x}"))),
    }
}

fn look_up(vm: &Vm, name: &[u8], arguments: &mut Arguments<'_>) -> Fallible<Value> {
    let (first, accesses) = check(vm, split_name(name))?;
    let mut value = first_value(vm, first, arguments)?;
    for access in accesses {
        value = match access {
            Access::Attribute(name) => vm.get_attr(&value, &vm.intern_bytes(&name))?,
            Access::Index(i) => vm.get_item(&value, &vm.new_usize(i))?,
            Access::Key(key) => vm.get_item(&value, &vm.new_str_wtf8(&key).into())?,
        };
    }
    Ok(value)
}

fn first_value(vm: &Vm, first: First, arguments: &mut Arguments<'_>) -> Fallible<Value> {
    let index = match (first, arguments.numbering) {
        (First::Name(name), _) => {
            let key: Value = vm.new_str_wtf8(&name).into();
            return match arguments.named {
                Some(named) => vm.get_item(named, &key),
                None => Err(vm.key_error(&key)),
            };
        }
        (First::Auto, Numbering::Manual) => {
            return Err(vm.value_error("cannot switch from manual field specification to automatic field numbering"));
        }
        (First::Index(_), Numbering::Automatic(_)) => {
            return Err(vm.value_error("cannot switch from automatic field numbering to manual field specification"));
        }
        (First::Auto, numbering) => {
            let next = if let Numbering::Automatic(n) = numbering { n } else { 0 };
            arguments.numbering = Numbering::Automatic(next + 1);
            next
        }
        (First::Index(i), _) => {
            arguments.numbering = Numbering::Manual;
            i
        }
    };
    let Some(positional) = arguments.positional else {
        return Err(vm.value_error("Format string contains positional fields"));
    };
    positional.get(index).cloned().ok_or_else(|| {
        vm.index_error(format!("Replacement index {index} out of range for positional args tuple"))
    })
}

/// `str.__format__(spec)`.
pub(super) fn dunder_format(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, args)?;
    let given = arg(args, 1);
    let Some(spec) = given.payload::<Str>() else {
        let name = vm.type_name(given);
        return Err(vm.type_error(format!("__format__() argument must be str, not {name}")));
    };
    if spec.is_empty() {
        return done(unchanged(vm, s));
    }
    let class = vm.type_name(s.value());
    let text = super::spec::format_text(s.wtf8(), spec.wtf8(), &class).map_err(|e| args::raise(vm, &e))?;
    done(vm.wtf8_value(text))
}
