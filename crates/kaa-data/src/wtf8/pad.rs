//! Cutting and filling at the ends: strip, justify, zfill, expandtabs.
//!
//! Must not know: format specs (`format`), which have a padding of their own.

use super::{Wtf8, Wtf8Buf};
use crate::{Error, Result, unicode};

/// Which ends of the text are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The start: `lstrip`; text at the left for padding (`ljust`).
    Left,
    /// The end: `rstrip`; text at the right for padding (`rjust`).
    Right,
    /// Both ends: `strip`; text in the middle for padding (`center`).
    Both,
}

impl<'a> Wtf8<'a> {
    /// `str.strip`, `lstrip`, `rstrip`: of white space, or of any of the given characters.
    pub fn strip(self, side: Side, chars: Option<Wtf8<'_>>) -> Wtf8<'a> {
        match chars {
            None if self.is_ascii() => self.strip_ascii(side),
            None => self.strip_by(side, unicode::is_space),
            Some(set) => self.strip_by(side, |c| set.code_points().any(|s| s == c)),
        }
    }

    fn strip_ascii(self, side: Side) -> Wtf8<'a> {
        let outside = |b: &u8| !unicode::is_ascii_space(*b);
        let all = self.bytes;
        let start = if side == Side::Right { Some(0) } else { all.iter().position(outside) };
        let end =
            if side == Side::Left { Some(all.len()) } else { all.iter().rposition(outside).map(|i| i + 1) };
        let bytes = match (start, end) {
            (Some(start), Some(end)) => &all[start..end],
            _ => &[],
        };
        Wtf8 { bytes, chars: bytes.len() }
    }

    fn strip_by(self, side: Side, test: impl Fn(u32) -> bool) -> Wtf8<'a> {
        let mut rest = self;
        if side != Side::Right {
            rest = rest.remove_first(rest.prefix_while(&test));
        }
        if side != Side::Left {
            rest = rest.remove_last(rest.suffix_while(&test));
        }
        rest
    }

    /// `str.ljust` (text at the left), `rjust`, `center`.
    pub fn justify(self, side: Side, width: i64, fill: u32) -> Result<Wtf8Buf> {
        let missing = usize::try_from(width).unwrap_or(0).saturating_sub(self.chars);
        let left = match side {
            Side::Left => 0,
            Side::Right => missing,
            Side::Both => missing / 2 + (missing & width as usize & 1),
        };
        self.padded(left, missing - left, fill)
    }

    /// The text between two runs of a fill character.
    pub fn padded(self, left: usize, right: usize, fill: u32) -> Result<Wtf8Buf> {
        let count = left.checked_add(right).and_then(|n| n.checked_mul(4));
        let size = count.and_then(|n| n.checked_add(self.bytes.len()));
        let size = size
            .filter(|&n| n < isize::MAX as usize)
            .ok_or_else(|| Error::overflow("padded string is too long"))?;
        let mut out = Wtf8Buf::try_with_capacity(if fill < 0x80 { size - (left + right) * 3 } else { size })?;
        out.push_repeated(fill, left);
        out.push_wtf8(self);
        out.push_repeated(fill, right);
        Ok(out)
    }

    /// `str.zfill`: zeros after a leading sign.
    pub fn zfill(self, width: i64) -> Result<Wtf8Buf> {
        let missing = usize::try_from(width).unwrap_or(0).saturating_sub(self.chars);
        let signed = matches!(self.bytes.first(), Some(b'+' | b'-'));
        let sign = self.slice(0, usize::from(signed));
        let body = self.remove_first(sign).padded(missing, 0, u32::from(b'0'))?;
        let mut out = sign.to_owned();
        out.push_wtf8(body.as_wtf8());
        Ok(out)
    }

    /// `str.expandtabs`: tabs to the next multiple of `tab_size`; columns start anew after `\n` and `\r`.
    pub fn expandtabs(self, tab_size: i64) -> Result<Wtf8Buf> {
        let tab = usize::try_from(tab_size).unwrap_or(0);
        let tabs = self.bytes.iter().filter(|&&b| b == b'\t').count();
        let size = tabs.checked_mul(tab).and_then(|n| n.checked_add(self.bytes.len()));
        let size = size.filter(|&n| n < isize::MAX as usize);
        let mut out =
            Wtf8Buf::try_with_capacity(size.ok_or_else(|| Error::overflow("new string is too long"))?)?;
        let mut column = 0;
        for c in self.code_points() {
            match char::from_u32(c) {
                Some('\t') => {
                    let blanks = if tab == 0 { 0 } else { tab - column % tab };
                    out.push_repeated(u32::from(b' '), blanks);
                    column += blanks;
                }
                Some('\n' | '\r') => {
                    out.push(c);
                    column = 0;
                }
                _ => {
                    out.push(c);
                    column += 1;
                }
            }
        }
        Ok(out)
    }
}
