//! The module `_string`: what `string.Formatter` needs of the format mini-language. The language itself is in `kaa-data`.

use kaa_data::format::template::{Key, Step, pieces, split_field_name};
use kaa_data::wtf8::Wtf8;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("formatter_parser", "($self, object, /)", parser, "The pieces of a format string."),
    function(
        "formatter_field_name_split",
        "($self, object, /)",
        split,
        "The start of a field name, and the steps after it.",
    ),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_string", Some("Helpers of the module string."));
    vm.add_functions(&module, ROWS);
    Ok(module)
}

fn text<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Str>> {
    arg(args, 1).as_ref::<Str>().ok_or_else(|| {
        let name = vm.type_name(arg(args, 1));
        vm.type_error(format!("expected str, got {name}"))
    })
}

fn parser(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = text(vm, args)?;
    let part = |t: Wtf8<'_>| vm.part_value(t);
    let (mut rows, mut failure) = (Vec::new(), None);
    for piece in pieces(s.wtf8()) {
        let piece = match piece {
            Ok(p) => p,
            Err(e) => {
                failure = Some(e);
                break;
            }
        };
        let mut row = vec![part(piece.literal)];
        match piece.field {
            None => row.extend([Value::None, Value::None, Value::None]),
            Some(f) => {
                let conversion = f.conversion.map_or(Value::None, |c| {
                    let mut text = Vec::new();
                    kaa_bytecode::wtf8::push_code_point(&mut text, c);
                    vm.new_str_owned(text).into()
                });
                row.extend([part(f.name), part(f.spec), conversion]);
            }
        }
        rows.push(vm.new_tuple(row).into());
    }
    if let Some(e) = failure {
        return Err(vm.data_error(&e));
    }
    done(vm.iter(vm.new_list(rows).value())?)
}

fn split(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = text(vm, args)?;
    let key = |k: Key<'_>| match k {
        Key::Index(i) => vm.new_usize(i),
        Key::Name(t) => vm.part_value(t),
    };
    let (first, steps) = split_field_name(s.wtf8()).map_err(|e| vm.data_error(&e))?;
    let mut rows = Vec::new();
    for step in steps {
        let (is_attribute, v) = match step.map_err(|e| vm.data_error(&e))? {
            Step::Attribute(t) => (true, vm.part_value(t)),
            Step::Item(k) => (false, key(k)),
        };
        rows.push(vm.new_tuple(vec![Value::bool(is_attribute), v]).into());
    }
    let steps = vm.iter(vm.new_list(rows).value())?;
    done(vm.new_tuple(vec![key(first), steps]))
}
