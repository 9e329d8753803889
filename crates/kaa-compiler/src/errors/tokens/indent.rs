//! Indentation: which lines open and close blocks, and the errors in it.

use super::lexer::{Lexer, Step};
use super::{Kind, Place};
use crate::errors::ErrorKind;

/// The number of indentations that is too many.
const MAX_INDENTS: usize = 100;

impl Lexer<'_> {
    /// Reads the blank space before a line and compares it with the lines before.
    pub(super) fn indentation(&mut self) -> Step {
        let start = self.at;
        let (mut wide, mut narrow) = (0_usize, 0_usize);
        loop {
            match self.peek(0) {
                Some(b' ') => (wide, narrow) = (wide + 1, narrow + 1),
                Some(b'\t') => (wide, narrow) = ((wide / 8 + 1) * 8, narrow + 1),
                Some(b'\x0c') => (wide, narrow) = (0, 0),
                Some(b'\\') if self.peek(1) == Some(b'\n') && self.at + 2 < self.bytes.len() => self.at += 1,
                _ => break,
            }
            self.at += 1;
        }
        if matches!(self.peek(0), None | Some(b'#' | b'\n')) {
            return Ok(());
        }
        let (top, top_narrow) = self.indents.last().copied().unwrap_or_default();
        if wide == top {
            return if narrow == top_narrow { Ok(()) } else { self.tabs(start) };
        }
        if wide > top {
            if self.indents.len() >= MAX_INDENTS {
                let message = "too many levels of indentation";
                return self.late(ErrorKind::Indentation, message, Place::Column(start + 1, 0));
            }
            if narrow <= top_narrow {
                return self.tabs(start);
            }
            self.indents.push((wide, narrow));
            self.push(Kind::Indent, self.at);
            return Ok(());
        }
        while self.indents.last().is_some_and(|(open, _)| wide < *open) {
            self.indents.pop();
            self.push(Kind::Dedent, self.at);
        }
        let (top, top_narrow) = self.indents.last().copied().unwrap_or_default();
        if wide != top {
            // Found while counting: the blocks that would close have not been closed yet.
            while self.tokens.last().is_some_and(|token| token.kind == Kind::Dedent && token.end == self.at) {
                self.tokens.pop();
            }
            let end = self.bytes[start..]
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(self.bytes.len(), |len| start + len);
            let message = "unindent does not match any outer indentation level";
            return self.late(ErrorKind::Indentation, message, Place::LineEnd(end));
        }
        if narrow != top_narrow { self.tabs(start) } else { Ok(()) }
    }

    fn tabs(&self, start: usize) -> Step {
        let message = "inconsistent use of tabs and spaces in indentation";
        self.late(ErrorKind::Tab, message, Place::Column(start + 1, 0))
    }
}
