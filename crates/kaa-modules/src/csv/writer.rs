//! Writing rows.

use super::dialect::{self, ALL, Dialect, NON_NUMERIC, NONE, NOT_NULL, STRINGS};
use super::error;
use crate::helpers::{class_named, given};
use kaa_bytecode::wtf8::push_code_point;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, member, method};
use kaa_vm::types::Str;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::str::code_points;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Value, Vm};

/// Payload.
pub(super) struct Writer {
    write: Value,
    dialect: Value,
}
kaa_heap::payload!(Writer, trace);

impl Writer {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.write, &self.dialect]);
    }
}

static METHODS: &[Method] = &[
    method("writerow", "($self, row, /)", |vm, a| done(row(vm, a, arg(a, 1))?), "Writes a row."),
    method("writerows", "($self, rows, /)", rows, "Writes rows."),
];
static ATTRIBUTES: &[GetSet] =
    &[member("dialect", |vm, v| done(as_type::<Writer>(vm, v)?.dialect.clone()), "")];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_csv.writer",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: ClassFlags::GC | flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

pub(super) fn make(vm: &Vm, args: &[Slot]) -> NativeResult {
    let dialect = dialect::of(vm, given(args, 2), given(args, 3))?;
    let write = vm.get_attr_opt(arg(args, 1), &vm.intern("write"))?.filter(|w| vm.is_callable(w));
    let Some(write) = write else { return Err(vm.type_error("argument 1 must have a \"write\" method")) };
    match class_named(vm, SPEC.name) {
        Some(class) => done(vm.new_object(&class, Writer { write, dialect })),
        None => Err(vm.system_error("the module _csv is not there")),
    }
}

/// A field's text; quotes when it must have them.
fn field(vm: &Vm, d: &Dialect, text: &[u8], mut quoted: bool, out: &mut Vec<u8>) -> Fallible<()> {
    let ends: Vec<u32> = code_points(&d.line_end).collect();
    let mut body = Vec::with_capacity(text.len());
    for c in code_points(text) {
        let special = c == d.delimiter
            || Some(c) == d.escape
            || Some(c) == d.quote
            || matches!(c, 10 | 13)
            || ends.contains(&c);
        if special {
            let mut escape = false;
            if d.quoting == NONE {
                escape = true;
            } else if Some(c) == d.quote {
                if d.double_quote {
                    let _ = push_code_point(&mut body, c);
                } else {
                    escape = true;
                }
            } else if Some(c) == d.escape {
                escape = true;
            }
            if !escape {
                quoted = true;
            } else {
                match d.escape {
                    Some(e) => {
                        let _ = push_code_point(&mut body, e);
                    }
                    None => return Err(error(vm, "need to escape, but no escapechar set")),
                }
            }
        }
        let _ = push_code_point(&mut body, c);
    }
    let quote = d.quote.filter(|_| quoted);
    if let Some(q) = quote {
        let _ = push_code_point(out, q);
    }
    out.extend_from_slice(&body);
    if let Some(q) = quote {
        let _ = push_code_point(out, q);
    }
    Ok(())
}

fn row(vm: &Vm, args: &[Slot], v: &Value) -> Fallible<Value> {
    let me = as_type::<Writer>(vm, arg(args, 0))?;
    let d = as_type::<Dialect>(vm, &me.dialect)?;
    let items = match vm.iter(v) {
        Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {
            let got = vm.type_name(v);
            return Err(error(vm, format!("iterable expected, not {got}")));
        }
        r => r?,
    };
    let mut out = Vec::new();
    let mut count = 0;
    let mut null = false;
    while let Some(x) = vm.next(&items)? {
        let is_text = x.payload::<Str>().is_some();
        let is_number = kaa_vm::types::int::is_int(&x)
            || x.payload::<kaa_vm::types::Complex>().is_some()
            || kaa_vm::types::float::as_f64(&x).is_some();
        let quoted = match d.quoting {
            NON_NUMERIC => !is_number,
            ALL => true,
            STRINGS => is_text,
            NOT_NULL => !x.is_none(),
            _ => false,
        };
        if count > 0 {
            let _ = push_code_point(&mut out, d.delimiter);
        }
        null = x.is_none();
        let text = match () {
            () if null => Vec::new(),
            () => vm.str(&x)?.as_bytes().to_vec(),
        };
        // With a space between fields an empty one would not be seen.
        let hidden = text.is_empty() && d.delimiter == 32 && d.skip_space;
        if hidden && (d.quoting == NONE || null && matches!(d.quoting, STRINGS | NOT_NULL)) {
            return Err(error(
                vm,
                "empty field must be quoted if delimiter is a space and skipinitialspace is true",
            ));
        }
        field(vm, d, &text, quoted || hidden, &mut out)?;
        count += 1;
    }
    if count > 0 && out.is_empty() {
        if d.quoting == NONE || null && matches!(d.quoting, STRINGS | NOT_NULL) {
            return Err(error(vm, "single empty field record must be quoted"));
        }
        field(vm, d, b"", true, &mut out)?;
    }
    out.extend_from_slice(&d.line_end);
    vm.call(&me.write, &[vm.new_str_owned(out).into()])
}

fn rows(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = vm.iter(arg(args, 1))?;
    while let Some(x) = vm.next(&it)? {
        row(vm, args, &x)?;
    }
    done(Value::None)
}
