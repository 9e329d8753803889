//! `SyntaxError`: fields msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line, _metadata.

use super::methods::set_args;
use super::{Exception, Extra, field, no_keywords, receiver, rest};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg, method};
use crate::types::Str;
use crate::types::int::as_i64;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Field numbers, for the printer of tracebacks.
pub(crate) const MSG: usize = 0;
pub(crate) const FILENAME: usize = 1;
pub(crate) const LINENO: usize = 2;
pub(crate) const OFFSET: usize = 3;
pub(crate) const TEXT: usize = 4;
pub(crate) const END_LINENO: usize = 5;
pub(crate) const END_OFFSET: usize = 6;

/// Methods and attributes of `SyntaxError`.
pub(crate) static SYNTAX_ERROR: Extra = Extra {
    methods: &[
        method(
            "__init__",
            "($self, /, *args, **kwargs)",
            init,
            "Initialize self.  See help(type(self)) for accurate signature.",
        ),
        method("__str__", "($self, /)", str, "Return str(self)."),
    ],
    getset: &[
        field!("msg", MSG, "exception msg"),
        field!("filename", FILENAME, "exception filename"),
        field!("lineno", LINENO, "exception lineno"),
        field!("offset", OFFSET, "exception offset"),
        field!("text", TEXT, "exception text"),
        field!("end_lineno", END_LINENO, "exception end lineno"),
        field!("end_offset", END_OFFSET, "exception end offset"),
        field!("print_file_and_line", 7, "exception print_file_and_line"),
        field!("_metadata", 8, "exception private metadata"),
    ],
};

/// Fields from `(msg, (filename, lineno, offset, text[, end_lineno, end_offset[, metadata]]))`.
pub(crate) fn fill(vm: &Vm, e: &Ref<Exception>, args: &[Value]) -> Fallible<()> {
    if let Some(msg) = args.first() {
        e.set_field(MSG, Some(msg.clone()));
    }
    let [_, details] = args else { return Ok(()) };
    let details = vm.collect(details)?;
    let n = details.len();
    if !(4..=7).contains(&n) {
        let (word, count) = if n < 4 { ("at least", 4) } else { ("at most", 7) };
        return Err(vm.type_error(format!("function takes {word} {count} arguments ({n} given)")));
    }
    let places = [FILENAME, LINENO, OFFSET, TEXT, END_LINENO, END_OFFSET, 8];
    for field in &places[4..] {
        e.set_field(*field, None);
    }
    for (field, v) in places.iter().zip(&details) {
        e.set_field(*field, Some(v.clone()));
    }
    if n == 5 {
        return Err(vm.type_error("end_offset must be provided when end_lineno is provided"));
    }
    Ok(())
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    no_keywords(vm, e.value(), args, 2)?;
    let items = rest(vm, args, 1);
    set_args(e, items.clone());
    fill(vm, e, &items)?;
    done(Value::None)
}

fn str(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let msg = vm.str(&e.field(MSG).unwrap_or(Value::None))?;
    let filename = e.field(FILENAME);
    let filename = filename.as_ref().and_then(|f| f.payload::<Str>());
    let lineno = e.field(LINENO).as_ref().and_then(as_i64);
    let short = filename.map(|f| f.as_bytes().rsplit(|b| *b == b'/').next().unwrap_or_default().to_vec());
    let place = match (short, lineno) {
        (Some(f), Some(n)) => [&f[..], format!(", line {n}").as_bytes()].concat(),
        (Some(f), None) => f,
        (None, Some(n)) => format!("line {n}").into_bytes(),
        (None, None) => return done(msg),
    };
    done(vm.new_str_owned([msg.as_bytes(), b" (", &place, b")"].concat()))
}
