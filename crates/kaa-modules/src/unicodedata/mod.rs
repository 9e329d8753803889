//! The module `unicodedata`: `tables.rs` the database, `names.rs` names, `normal.rs` normal forms.

mod names;
mod normal;
mod tables;

use crate::helpers::{bytes_of, enter_class, given};
use kaa_bytecode::wtf8::push_code_point;
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, NativeFn, Slot, arg, function, getter, method};
use kaa_vm::types::str::code_points;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use normal::Form;
use tables::Tables;

/// Payload of `ucd_3_2_0`.
struct Database;
kaa_heap::payload!(Database);

const ROWS: [(&str, &str, &str, NativeFn, &str); 13] = [
    ("category", "($module, chr, /)", "($self, chr, /)", category, "The general category."),
    ("bidirectional", "($module, chr, /)", "($self, chr, /)", bidirectional, "The direction class."),
    ("combining", "($module, chr, /)", "($self, chr, /)", combining, "The combining class."),
    ("east_asian_width", "($module, chr, /)", "($self, chr, /)", width, "The width."),
    ("mirrored", "($module, chr, /)", "($self, chr, /)", mirrored, "Whether it is mirrored."),
    ("decomposition", "($module, chr, /)", "($self, chr, /)", decomposition, "What it is made of."),
    (
        "decimal",
        "($module, chr, default=<unrepresentable>, /)",
        "($self, chr, default=<unrepresentable>, /)",
        decimal,
        "The value as a decimal digit.",
    ),
    (
        "digit",
        "($module, chr, default=<unrepresentable>, /)",
        "($self, chr, default=<unrepresentable>, /)",
        digit,
        "The value as a digit.",
    ),
    (
        "numeric",
        "($module, chr, default=<unrepresentable>, /)",
        "($self, chr, default=<unrepresentable>, /)",
        numeric,
        "The value as a number.",
    ),
    (
        "name",
        "($module, chr, default=<unrepresentable>, /)",
        "($self, chr, default=<unrepresentable>, /)",
        name,
        "The name.",
    ),
    ("lookup", "($module, name, /)", "($self, name, /)", lookup, "The character of a name."),
    ("normalize", "($module, form, unistr, /)", "($self, form, unistr, /)", normalize, "A normal form."),
    (
        "is_normalized",
        "($module, form, unistr, /)",
        "($self, form, unistr, /)",
        is_normalized,
        "Whether a text is in a normal form.",
    ),
];
static ATTRIBUTES: &[GetSet] = &[getter("unidata_version", |vm, _| done(vm.str_value("3.2.0")), "")];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("unicodedata", Some("The database of characters."));
    let rows: Vec<Method> = ROWS.iter().map(|(n, s, _, f, doc)| function(n, s, *f, doc)).collect();
    vm.add_functions(&module, Vec::leak(rows));
    let methods: Vec<Method> = ROWS.iter().map(|(n, _, s, f, doc)| method(n, s, *f, doc)).collect();
    let spec = TypeSpec {
        name: "unicodedata.UCD",
        methods: Vec::leak(methods),
        getset: ATTRIBUTES,
        flags: flags::NO_INSTANTIATION,
        ..TypeSpec::EMPTY
    };
    let class = vm.new_native_type::<Database>(&vm.types.object, Box::leak(Box::new(spec)));
    enter_class(vm, &module, "unicodedata.UCD", &class);
    module.dict.set_str(&vm.intern("ucd_3_2_0"), vm.new_object(&class, Database).into());
    module.dict.set_str(&vm.intern("unidata_version"), vm.str_value("16.0.0"));
    Ok(module)
}

/// The tables that a function or method reads.
fn tables(args: &[Slot]) -> &'static Tables {
    match arg(args, 0).payload::<Database>() {
        Some(_) => Tables::old(),
        None => Tables::current(),
    }
}

/// The argument of one character.
fn character(vm: &Vm, args: &[Slot], function: &str) -> Fallible<u32> {
    let v = arg(args, 1);
    let which = if matches!(function, "decimal" | "digit" | "numeric" | "name") { " 1" } else { "" };
    let got = match v.payload::<Str>() {
        Some(s) if s.len() == 1 => return Ok(code_points(s.as_bytes()).next().unwrap_or(0)),
        Some(s) => {
            let n = s.len();
            return Err(vm.type_error(format!(
                "{function}(): argument{which} must be a unicode character, not a string of length {n}"
            )));
        }
        None => vm.type_name(v),
    };
    Err(vm.type_error(format!("{function}() argument{which} must be a unicode character, not {got}")))
}

fn category(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "category")?;
    done(vm.intern(tables(args).properties(c).category))
}

fn bidirectional(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "bidirectional")?;
    done(vm.intern(tables(args).properties(c).direction))
}

fn combining(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "combining")?;
    done(vm.new_int(i64::from(tables(args).properties(c).combining)))
}

fn width(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "east_asian_width")?;
    done(vm.intern(tables(args).properties(c).width))
}

fn mirrored(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "mirrored")?;
    done(vm.new_int(i64::from(tables(args).properties(c).mirrored)))
}

fn decomposition(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "decomposition")?;
    if (0xac00..0xd7a4).contains(&c) {
        let parts: Vec<String> = normal::syllable_parts(c).iter().map(|p| format!("{p:04X}")).collect();
        return done(vm.str_value(&parts.join(" ")));
    }
    done(vm.str_value(tables(args).decompositions.get(&c).copied().unwrap_or("")))
}

/// A value, the default, or an error.
fn or_default(vm: &Vm, args: &[Slot], v: Option<Value>, text: &str) -> NativeResult {
    match v.or_else(|| given(args, 2).cloned()) {
        Some(v) => done(v),
        None => Err(vm.value_error(text)),
    }
}

fn decimal(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "decimal")?;
    let n = tables(args).numbers.get(&c).map(|n| n.0).filter(|n| *n >= 0);
    or_default(vm, args, n.map(|n| vm.new_int(i64::from(n))), "not a decimal")
}

fn digit(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "digit")?;
    let n = tables(args).numbers.get(&c).map(|n| n.1).filter(|n| *n >= 0);
    or_default(vm, args, n.map(|n| vm.new_int(i64::from(n))), "not a digit")
}

fn numeric(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "numeric")?;
    let n = tables(args).numbers.get(&c).map(|n| vm.new_float(n.2));
    or_default(vm, args, n, "not a numeric character")
}

fn name(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = character(vm, args, "name")?;
    let name = names::name(c, tables(args)).map(|n| vm.str_value(&n));
    or_default(vm, args, name, "no such name")
}

fn lookup(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 1);
    let text = match v.payload::<Str>() {
        Some(s) => s.to_string_lossy().into_owned(),
        None => String::from_utf8_lossy(&bytes_of(vm, v)?).into_owned(),
    };
    if text.len() > 256 {
        return Err(vm.key_error(&vm.str_value("name too long")));
    }
    match names::character(&text).and_then(char::from_u32) {
        Some(c) => done(vm.str_value(c.encode_utf8(&mut [0; 4]))),
        None => Err(vm.key_error(&vm.str_value(&format!("undefined character name '{text}'")))),
    }
}

/// The form and the text.
fn normal<'a>(vm: &Vm, args: &'a [Slot], function: &str) -> Fallible<(Form, &'a Str)> {
    let text = |i: usize| match arg(args, i).payload::<Str>() {
        Some(s) => Ok(s),
        None => {
            let got = vm.type_name(arg(args, i));
            Err(vm.type_error(format!("{function}() argument {i} must be str, not {got}")))
        }
    };
    let (form, text) = (text(1)?, text(2)?);
    match Form::named(&form.to_string_lossy()) {
        Some(form) => Ok((form, text)),
        None => Err(vm.value_error("invalid normalization form")),
    }
}

fn wtf8(points: &[u32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(points.len());
    for c in points {
        let _ = push_code_point(&mut out, *c);
    }
    out
}

fn normalize(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (form, text) = normal(vm, args, "normalize")?;
    if text.is_ascii() {
        return done(arg(args, 2).clone());
    }
    let points = normal::normalize(tables(args), form, code_points(text.as_bytes()));
    done(vm.new_str_owned(wtf8(&points)))
}

fn is_normalized(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (form, text) = normal(vm, args, "is_normalized")?;
    if text.is_ascii() {
        return done(Value::True);
    }
    let points = normal::normalize(tables(args), form, code_points(text.as_bytes()));
    done(Value::bool(wtf8(&points) == text.as_bytes()))
}
