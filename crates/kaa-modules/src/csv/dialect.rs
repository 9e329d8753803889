//! Dialects: which characters separate, quote and escape.

use super::named;
use crate::helpers::class_named;
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, member, method, static_method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::str::code_points;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Str};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

pub(super) const MINIMAL: i64 = 0;
pub(super) const ALL: i64 = 1;
pub(super) const NON_NUMERIC: i64 = 2;
pub(super) const NONE: i64 = 3;
pub(super) const STRINGS: i64 = 4;
pub(super) const NOT_NULL: i64 = 5;

/// Payload: characters as code points.
#[derive(Clone)]
pub(super) struct Dialect {
    pub(super) delimiter: u32,
    pub(super) quote: Option<u32>,
    pub(super) escape: Option<u32>,
    pub(super) double_quote: bool,
    pub(super) skip_space: bool,
    pub(super) strict: bool,
    pub(super) quoting: i64,
    pub(super) line_end: Vec<u8>,
}
kaa_heap::payload!(Dialect);

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, /, dialect=None, delimiter=None, doublequote=None, escapechar=None, lineterminator=None, quotechar=None, quoting=None, skipinitialspace=None, strict=None)",
        new,
        "Create and return a new object.",
    ),
    method("__reduce__", "($self, /)", refuse, ""),
    method("__reduce_ex__", "($self, protocol, /)", refuse, ""),
];
static ATTRIBUTES: &[GetSet] = &[
    getter("delimiter", |vm, v| character(vm, Some(of_value(vm, v)?.delimiter)), ""),
    getter("quotechar", |vm, v| character(vm, of_value(vm, v)?.quote), ""),
    getter("escapechar", |vm, v| character(vm, of_value(vm, v)?.escape), ""),
    getter("lineterminator", |vm, v| done(vm.new_str_wtf8(&of_value(vm, v)?.line_end)), ""),
    getter("quoting", |vm, v| done(vm.new_int(of_value(vm, v)?.quoting)), ""),
    member("skipinitialspace", |vm, v| done(Value::bool(of_value(vm, v)?.skip_space)), ""),
    member("doublequote", |vm, v| done(Value::bool(of_value(vm, v)?.double_quote)), ""),
    member("strict", |vm, v| done(Value::bool(of_value(vm, v)?.strict)), ""),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_csv.Dialect",
    doc: "How rows are written.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::BASETYPE,
    ..TypeSpec::EMPTY
};

const NAMES: [&str; 8] = [
    "delimiter",
    "doublequote",
    "escapechar",
    "lineterminator",
    "quotechar",
    "quoting",
    "skipinitialspace",
    "strict",
];

fn of_value<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Dialect>> {
    as_type::<Dialect>(vm, v)
}

fn refuse(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = vm.type_name(arg(args, 0));
    Err(vm.type_error(format!("cannot pickle '{name}' instances")))
}

fn character(vm: &Vm, c: Option<u32>) -> NativeResult {
    let mut text = Vec::new();
    match c {
        None => done(Value::None),
        Some(c) => {
            let _ = kaa_bytecode::wtf8::push_code_point(&mut text, c);
            done(vm.new_str_owned(text))
        }
    }
}

/// A dialect object of what functions take: a name or an object, and settings by name.
pub(super) fn of(vm: &Vm, dialect: Option<&Value>, settings: Option<&Value>) -> Fallible<Value> {
    let Some(class) = class_named(vm, SPEC.name) else {
        return Err(vm.system_error("the module _csv is not there"));
    };
    let entries = settings.and_then(|s| s.payload::<Dict>()).map(Dict::entries).unwrap_or_default();
    let mut keywords: Vec<(Ref<Str>, Value)> = Vec::new();
    for e in entries {
        let Some(key) = e.key.as_ref::<Str>() else { continue };
        if !NAMES.iter().chain(&["dialect"]).any(|n| key.is_text(n)) {
            let text = key.to_string_lossy();
            return Err(vm.type_error(format!("this function got an unexpected keyword argument '{text}'")));
        }
        keywords.push((key.clone(), e.value));
    }
    let first: Vec<Value> = dialect.cloned().into_iter().collect();
    vm.call_kw(class.value(), &first, &keywords)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = crate::helpers::class_for::<Dialect>(vm, args)?;
    let base = match args.get(1).and_then(Option::as_ref) {
        Some(name) if name.payload::<Str>().is_some() => named(vm, name)?,
        Some(v) => v.clone(),
        None => Value::None,
    };
    let own = (2..10).all(|i| args.get(i).is_none_or(Option::is_none));
    if own && base.payload::<Dialect>().is_some() {
        return done(base);
    }
    // A setting that is not given comes from the base.
    let mut settings: [Option<Value>; 8] = Default::default();
    for (i, name) in NAMES.iter().enumerate() {
        settings[i] = match args.get(i + 2).and_then(Option::as_ref) {
            Some(v) => Some(v.clone()),
            None if base.is_none() => None,
            None => vm.get_attr_opt(&base, &vm.intern(name))?,
        };
    }
    let [delimiter, double_quote, escape, line_end, quote, quoting, skip_space, strict] = &settings;
    let truth = |v: &Option<Value>, default: bool| v.as_ref().map_or(Ok(default), |v| vm.is_true(v));
    let mut d = Dialect {
        delimiter: one(vm, delimiter.as_ref(), "delimiter", Some(u32::from(b',')), false)?.unwrap_or(0),
        double_quote: truth(double_quote, true)?,
        escape: one(vm, escape.as_ref(), "escapechar", None, true)?,
        line_end: text(vm, line_end.as_ref())?,
        quote: one(vm, quote.as_ref(), "quotechar", Some(u32::from(b'"')), true)?,
        quoting: number(vm, quoting.as_ref())?,
        skip_space: truth(skip_space, false)?,
        strict: truth(strict, false)?,
    };
    if !(MINIMAL..=NOT_NULL).contains(&d.quoting) {
        return Err(vm.type_error("bad \"quoting\" value"));
    }
    if quote.as_ref().is_some_and(Value::is_none) && quoting.is_none() {
        d.quoting = NONE;
    }
    if d.quoting != NONE && d.quote.is_none() {
        return Err(vm.type_error("quotechar must be set if quoting enabled"));
    }
    check(vm, &d)?;
    done(vm.new_object(class, d))
}

/// No character may have two meanings.
fn check(vm: &Vm, d: &Dialect) -> Fallible<()> {
    let ends: Vec<u32> = code_points(&d.line_end).collect();
    let all = [(Some(d.delimiter), "delimiter"), (d.escape, "escapechar"), (d.quote, "quotechar")];
    for (c, name) in all {
        let Some(c) = c else { continue };
        let is_end = matches!(c, 10 | 13) || ends.contains(&c);
        let is_space = c == 32 && d.skip_space && name != "delimiter";
        if is_end || is_space {
            return Err(vm.value_error(format!("bad {name} value")));
        }
    }
    for ((a, x), (b, y)) in [(all[0], all[1]), (all[0], all[2]), (all[1], all[2])] {
        if a.is_some() && a == b {
            return Err(vm.value_error(format!("bad {x} or {y} value")));
        }
    }
    Ok(())
}

fn one(
    vm: &Vm,
    v: Option<&Value>,
    name: &str,
    default: Option<u32>,
    optional: bool,
) -> Fallible<Option<u32>> {
    let Some(v) = v else { return Ok(default) };
    if v.is_none() && optional {
        return Ok(None);
    }
    let or_none = if optional { " or None" } else { "" };
    let got = match v.payload::<Str>() {
        Some(s) if s.len() == 1 => return Ok(code_points(s.as_bytes()).next()),
        Some(s) => format!("a string of length {}", s.len()),
        None => vm.type_name(v).to_string(),
    };
    Err(vm.type_error(format!("\"{name}\" must be a unicode character{or_none}, not {got}")))
}

fn text(vm: &Vm, v: Option<&Value>) -> Fallible<Vec<u8>> {
    match v {
        None => Ok(b"\r\n".to_vec()),
        Some(v) => match v.payload::<Str>() {
            Some(s) => Ok(s.as_bytes().to_vec()),
            None => {
                let got = vm.type_name(v);
                Err(vm.type_error(format!("\"lineterminator\" must be a string, not {got}")))
            }
        },
    }
}

fn number(vm: &Vm, v: Option<&Value>) -> Fallible<i64> {
    match v {
        None => Ok(MINIMAL),
        Some(v) if kaa_vm::types::int::is_int(v) => vm.index_clamped(v),
        Some(v) => {
            let got = vm.type_name(v);
            Err(vm.type_error(format!("\"quoting\" must be an integer, not {got}")))
        }
    }
}
