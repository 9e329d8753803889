//! The operator `%` of `str`, `bytes` and `bytearray`: arguments, keys, widths that are arguments.
//!
//! Must not know: the grammar and the digits (`kaa_data::format::percent`). Bytes are formatted as Latin-1 text. Next:
//! `percent/convert.rs` for what each letter asks of its value.

mod convert;

use super::Str;
use super::args::check;
use crate::dunder::Dunder;
use crate::flow::Fallible;
use crate::types::{ByteArray, Bytes, Tuple, int};
use crate::vm::Vm;
use kaa_data::format::percent::{self, Amount, Directive, Operand, Piece};
use kaa_data::wtf8::{Wtf8, Wtf8Buf};
use kaa_heap::Value;

/// What is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Text,
    Bytes,
}

struct Formatter<'a> {
    vm: &'a Vm,
    mode: Mode,
    /// The arguments in turn; after a key, the value it named.
    items: Vec<Value>,
    used: usize,
    mapping: Option<&'a Value>,
}

/// `text % values`.
pub(super) fn format_text(vm: &Vm, text: Wtf8<'_>, values: &Value) -> Fallible<Value> {
    let plain = match values.payload::<Tuple>() {
        Some(t) => super::plain::percent(vm, text.as_bytes(), t),
        None => super::plain::percent(vm, text.as_bytes(), std::slice::from_ref(values)),
    };
    if let Some(made) = plain {
        return Ok(made);
    }
    Ok(vm.wtf8_value(format(vm, Mode::Text, text, values)?))
}

/// `bytes % values`.
pub(crate) fn format_bytes(vm: &Vm, data: &[u8], values: &Value) -> Fallible<Vec<u8>> {
    let text = latin1(data);
    let made = format(vm, Mode::Bytes, text.as_wtf8(), values)?;
    Ok(made.as_wtf8().code_points().map(|c| c as u8).collect())
}

fn latin1(data: &[u8]) -> Wtf8Buf {
    Wtf8Buf::from_code_points(data.iter().map(|&b| u32::from(b)))
}

fn format(vm: &Vm, mode: Mode, text: Wtf8<'_>, values: &Value) -> Fallible<Wtf8Buf> {
    let items = match values.payload::<Tuple>() {
        Some(t) => t.to_vec(),
        None => vec![values.clone()],
    };
    let mapping = is_mapping(vm, mode, values).then_some(values);
    let mut f = Formatter { vm, mode, items, used: 0, mapping };
    let mut out = Wtf8Buf::with_capacity(text.as_bytes().len() + 16);
    let operand = if mapping.is_some() { Operand::Mapping } else { Operand::Other };
    for piece in percent::pieces(text, operand) {
        match check(vm, piece)? {
            Piece::Literal(text) => out.push_wtf8(text),
            Piece::Directive(d) => out.push_wtf8(f.directive(&d)?.as_wtf8()),
        }
    }
    if f.used < f.items.len() && mapping.is_none() {
        let what = if mode == Mode::Text { "string" } else { "bytes" };
        return Err(vm.type_error(format!("not all arguments converted during {what} formatting")));
    }
    Ok(out)
}

fn is_mapping(vm: &Vm, mode: Mode, v: &Value) -> bool {
    let sequence = v.payload::<Tuple>().is_some()
        || v.payload::<Str>().is_some()
        || mode == Mode::Bytes && (v.payload::<Bytes>().is_some() || v.payload::<ByteArray>().is_some());
    !sequence && vm.class_of(v).special(vm, Dunder::GetItem).is_some()
}

impl Formatter<'_> {
    /// The next argument.
    fn argument(&mut self) -> Fallible<Value> {
        let v = self.items.get(self.used).cloned();
        self.used += 1;
        v.ok_or_else(|| self.vm.type_error("not enough arguments for format string"))
    }

    fn directive(&mut self, d: &Directive<'_>) -> Fallible<Wtf8Buf> {
        if let (Some(key), Some(mapping)) = (d.key, self.mapping) {
            let key = match self.mode {
                Mode::Text => self.vm.part_value(key),
                Mode::Bytes => self.vm.new_bytes_owned(key.code_points().map(|c| c as u8).collect()),
            };
            // From here on the mapping as a whole is no argument.
            self.items = vec![self.vm.get_item(mapping, &key)?];
            self.used = 0;
        }
        let mut layout = d.layout();
        if d.width == Some(Amount::Star) {
            layout.set_width(self.star()?);
        }
        if d.precision == Some(Amount::Star) {
            layout.set_precision(self.star()?);
        }
        let v = self.argument()?;
        self.convert(d, layout, &v)
    }

    /// A width or precision that is an argument.
    fn star(&mut self) -> Fallible<i64> {
        let v = self.argument()?;
        if !int::is_int(&v) {
            return Err(self.vm.type_error("* wants int"));
        }
        int::as_i64(&v)
            .filter(|w| i32::try_from(*w).is_ok())
            .ok_or_else(|| self.vm.overflow_error("Python int too large to convert to C int"))
    }
}
