//! `str.__format__`.
//!
//! Must not know: numbers (`number`).

use super::{Align, Defaults, FormatSpec, Sign, pad};
use crate::wtf8::{Wtf8, Wtf8Buf};
use crate::{Error, Result};

/// `format(text, spec)`.
pub fn format_str(text: Wtf8<'_>, spec: Wtf8<'_>, type_name: &str) -> Result<Wtf8Buf> {
    let spec = FormatSpec::parse(spec, Defaults { type_name, align: Align::Left, letter: u32::from('s') })?;
    if !matches!(spec.letter_char(), None | Some('s')) {
        return Err(spec.unknown_letter(type_name));
    }
    check(&spec)?;
    let shown = text.slice(0, spec.precision.unwrap_or(usize::MAX));
    pad(shown, spec.fill, spec.align, spec.width)
}

fn check(spec: &FormatSpec) -> Result<()> {
    let refused = match () {
        () if spec.sign == Some(Sign::Space) => "Space not allowed in string format specifier",
        () if spec.sign.is_some() => "Sign not allowed in string format specifier",
        () if spec.no_negative_zero => "Negative zero coercion (z) not allowed in string format specifier",
        () if spec.alternate => "Alternate form (#) not allowed in string format specifier",
        () if spec.align == Align::AfterSign => "'=' alignment not allowed in string format specifier",
        () => return Ok(()),
    };
    Err(Error::value(refused))
}
