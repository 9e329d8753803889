//! The operator `%` of `str`, `bytes` and `bytearray`: the grammar, the arguments, width and precision.
//!
//! Must not know: how numbers become digits (`percent/number.rs`).

mod convert;
mod number;

use super::Str;
use crate::dunder::Dunder;
use crate::flow::{Fallible, Raised};
use crate::types::{ByteArray, Bytes, Tuple, int};
use crate::vm::Vm;
use kaa_data::wtf8::count_chars;
use kaa_heap::Value;

/// What is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A `str`: bytes are WTF-8, lengths are code points.
    Text,
    /// A `bytes`.
    Bytes,
}

/// Flags, width and precision of one conversion.
#[derive(Default)]
struct Spec {
    left: bool,
    sign: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    code: u8,
}

/// Digits or text of one value: a sign, a prefix as `0x`, and the body.
struct Piece {
    negative: bool,
    prefix: &'static str,
    body: Vec<u8>,
    /// May be filled with zeros and take a sign.
    numeric: bool,
}

struct Formatter<'a> {
    vm: &'a Vm,
    mode: Mode,
    format: &'a [u8],
    at: usize,
    items: Vec<Value>,
    used: usize,
    mapping: Option<&'a Value>,
    /// The value that `%(key)s` found.
    keyed: Option<Value>,
    out: Vec<u8>,
}

/// `format % values`.
pub(crate) fn format(vm: &Vm, mode: Mode, format: &[u8], values: &Value) -> Fallible<Vec<u8>> {
    let items = match values.payload::<Tuple>() {
        Some(t) => t.to_vec(),
        None => vec![values.clone()],
    };
    let mut f = Formatter {
        vm,
        mode,
        format,
        at: 0,
        items,
        used: 0,
        mapping: is_mapping(vm, mode, values).then_some(values),
        keyed: None,
        out: Vec::with_capacity(format.len() + 16),
    };
    while let Some(b) = f.take() {
        match b {
            b'%' => f.conversion()?,
            _ => f.out.push(b),
        }
    }
    if f.used < f.items.len() && f.mapping.is_none() {
        let what = if mode == Mode::Text { "string" } else { "bytes" };
        return Err(vm.type_error(format!("not all arguments converted during {what} formatting")));
    }
    Ok(f.out)
}

fn is_mapping(vm: &Vm, mode: Mode, v: &Value) -> bool {
    let sequence = v.payload::<Tuple>().is_some()
        || v.payload::<Str>().is_some()
        || mode == Mode::Bytes && (v.payload::<Bytes>().is_some() || v.payload::<ByteArray>().is_some());
    !sequence && vm.class_of(v).special(vm, Dunder::GetItem).is_some()
}

impl Formatter<'_> {
    fn take(&mut self) -> Option<u8> {
        let b = self.format.get(self.at).copied()?;
        self.at += 1;
        Some(b)
    }

    fn must_take(&mut self) -> Fallible<u8> {
        self.take().ok_or_else(|| self.vm.value_error("incomplete format"))
    }

    /// The next argument.
    fn argument(&mut self) -> Fallible<Value> {
        if let Some(v) = self.keyed.take() {
            return Ok(v);
        }
        let v = self.items.get(self.used).cloned();
        self.used += 1;
        v.ok_or_else(|| self.vm.type_error("not enough arguments for format string"))
    }

    fn conversion(&mut self) -> Fallible<()> {
        self.keyed = None;
        let mut b = self.must_take()?;
        if b == b'(' {
            self.key()?;
            b = self.must_take()?;
        }
        let mut spec = Spec::default();
        loop {
            match b {
                b'-' => spec.left = true,
                b'+' => spec.sign = true,
                b' ' => spec.blank = true,
                b'#' => spec.alternate = true,
                b'0' => spec.zero = true,
                _ => break,
            }
            b = self.must_take()?;
        }
        b = self.width(&mut spec, b)?;
        if b == b'.' {
            b = self.precision(&mut spec)?;
        }
        if matches!(b, b'h' | b'l' | b'L') {
            b = self.must_take()?;
        }
        spec.code = b;
        if b == b'%' {
            self.out.push(b'%');
            return Ok(());
        }
        let v = self.argument()?;
        let piece = self.convert(&spec, &v)?;
        self.write(&spec, piece)
    }

    /// The key between parentheses, and the value it names.
    fn key(&mut self) -> Fallible<()> {
        let Some(mapping) = self.mapping else { return Err(self.vm.type_error("format requires a mapping")) };
        let (start, mut depth) = (self.at, 1);
        while depth > 0 {
            match self.take() {
                Some(b'(') => depth += 1,
                Some(b')') => depth -= 1,
                Some(_) => {}
                None => return Err(self.vm.value_error("incomplete format key")),
            }
        }
        let key = &self.format[start..self.at - 1];
        let key = match self.mode {
            Mode::Text => self.vm.new_str_wtf8(key).into(),
            Mode::Bytes => self.vm.new_bytes(key),
        };
        self.keyed = Some(self.vm.get_item(mapping, &key)?);
        // The mapping as a whole is no argument any more.
        self.items.clear();
        self.used = 0;
        Ok(())
    }

    fn width(&mut self, spec: &mut Spec, b: u8) -> Fallible<u8> {
        if b == b'*' {
            let w = self.star()?;
            spec.left |= w < 0;
            spec.width = w.unsigned_abs() as usize;
            return self.must_take();
        }
        let (n, b) = self.digits(b, i64::MAX, "width too big")?;
        spec.width = n;
        Ok(b)
    }

    fn precision(&mut self, spec: &mut Spec) -> Fallible<u8> {
        let b = self.must_take()?;
        if b == b'*' {
            spec.precision = Some(usize::try_from(self.star()?).unwrap_or(0));
            return self.must_take();
        }
        let (n, b) = self.digits(b, i64::from(i32::MAX), "precision too big")?;
        spec.precision = Some(n);
        Ok(b)
    }

    fn digits(&mut self, mut b: u8, max: i64, message: &str) -> Fallible<(usize, u8)> {
        let mut n = 0i64;
        while b.is_ascii_digit() {
            let next = n.checked_mul(10).and_then(|n| n.checked_add(i64::from(b - b'0'))).filter(|n| *n <= max);
            n = next.ok_or_else(|| self.vm.value_error(message))?;
            b = self.must_take()?;
        }
        Ok((n as usize, b))
    }

    /// A width or precision that is an argument.
    fn star(&mut self) -> Fallible<i64> {
        let v = self.argument()?;
        if !int::is_int(&v) {
            return Err(self.vm.type_error("* wants int"));
        }
        int::as_i64(&v)
            .filter(|w| w.unsigned_abs() < 1 << 62)
            .ok_or_else(|| self.vm.overflow_error("Python int too large to convert to C ssize_t"))
    }

    #[cold]
    fn unsupported(&self) -> Raised {
        let start = self.format[..self.at].iter().rposition(|b| b & 0xC0 != 0x80).unwrap_or(0);
        let (c, index) = match self.mode {
            Mode::Bytes => (u32::from(self.format[self.at - 1]), self.at - 1),
            Mode::Text => {
                let rest = kaa_data::wtf8::Wtf8::new(&self.format[start..]);
                (rest.get(0).unwrap_or(0), count_chars(&self.format[..start]))
            }
        };
        let shown = char::from_u32(c).filter(|c| (' '..'\u{7f}').contains(c)).unwrap_or('?');
        self.vm.value_error(format!("unsupported format character '{shown}' (0x{c:x}) at index {index}"))
    }

    /// Appends a piece with sign, prefix and filling.
    fn write(&mut self, spec: &Spec, piece: Piece) -> Fallible<()> {
        let sign = match (piece.numeric, piece.negative) {
            (false, _) => "",
            (true, true) => "-",
            (true, false) if spec.sign => "+",
            (true, false) if spec.blank => " ",
            (true, false) => "",
        };
        let chars = if self.mode == Mode::Text { count_chars(&piece.body) } else { piece.body.len() };
        let missing = spec.width.saturating_sub(chars + sign.len() + piece.prefix.len());
        if self.out.try_reserve(missing.saturating_add(piece.body.len() + 4)).is_err() {
            return Err(self.vm.error_with(&self.vm.exceptions.memory_error, Vec::new()));
        }
        let zeros = spec.zero && piece.numeric && !spec.left;
        if !zeros && !spec.left {
            self.fill(b' ', missing);
        }
        self.out.extend_from_slice(sign.as_bytes());
        self.out.extend_from_slice(piece.prefix.as_bytes());
        if zeros {
            self.fill(b'0', missing);
        }
        self.out.extend_from_slice(&piece.body);
        if spec.left {
            self.fill(b' ', missing);
        }
        Ok(())
    }

    fn fill(&mut self, b: u8, count: usize) {
        self.out.resize(self.out.len() + count, b);
    }
}
