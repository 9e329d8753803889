//! Strings, and the texts between the replacement fields of f-strings and t-strings.

use super::lexer::{Lexer, Mode, Step};
use super::{Kind, Place, Problem};

/// How deep replacement fields may be nested.
const MAX_FIELDS: i32 = 3;

impl Lexer<'_> {
    /// Reads a string that begins at `start` with its prefix; the quote is next.
    pub(super) fn string(&mut self, start: usize) -> Step {
        let Some(quote) = self.peek(0) else { return Ok(()) };
        let prefix = self.text.get(start..self.at).unwrap_or_default().to_ascii_lowercase();
        let triple = self.peek(1) == Some(quote) && self.peek(2) == Some(quote);
        let quotes = if triple { 3 } else { 1 };
        if prefix.contains(['f', 't']) {
            self.at += quotes;
            let template = prefix.contains('t');
            self.push(if template { Kind::TStart } else { Kind::FStart }, start);
            self.modes.push(Mode {
                start,
                quote,
                quotes,
                raw: prefix.contains('r'),
                template,
                depth: 0,
                fields: -1,
                in_spec: false,
                in_text: true,
            });
            return Ok(());
        }
        if !triple && self.peek(1) == Some(quote) {
            self.at += 2;
            self.push(Kind::String, start);
            return Ok(());
        }
        self.at += quotes;
        let mut found = 0;
        let mut escaped_quote = false;
        while found < quotes {
            match self.peek(0) {
                None => return self.unterminated(start, quote, quotes, escaped_quote),
                Some(b'\n') if quotes == 1 => return self.unterminated(start, quote, quotes, escaped_quote),
                Some(byte) if byte == quote => found += 1,
                Some(byte) => {
                    found = 0;
                    if byte == b'\\' {
                        self.at += 1;
                        escaped_quote |= self.peek(0) == Some(quote);
                        if self.peek(0).is_none() {
                            continue;
                        }
                    }
                }
            }
            self.at += 1;
        }
        self.push(Kind::String, start);
        Ok(())
    }

    fn unterminated(&self, start: usize, quote: u8, quotes: usize, escaped: bool) -> Step {
        let place = Place::Before(start + 1);
        if let Some(mode) = self.modes.last().filter(|mode| mode.quote == quote && mode.quotes == quotes) {
            let letter = if mode.template { 't' } else { 'f' };
            return Err(Box::new(Problem::new(format!("{letter}-string: expecting '}}'"), place)));
        }
        let line = self.line_reached();
        let message = match quotes {
            3 => format!("unterminated triple-quoted string literal (detected at line {line})"),
            _ if escaped => format!(
                "unterminated string literal (detected at line {line}); perhaps you escaped the end quote?"
            ),
            _ => format!("unterminated string literal (detected at line {line})"),
        };
        let at_end = quotes == 3 || self.added && self.at + 1 >= self.bytes.len();
        Err(Box::new(Problem { at_end, ..Problem::new(message, place) }))
    }

    /// The line up to which the text is read; the end of the text is on its last line.
    fn line_reached(&self) -> usize {
        let end = self.at.min(self.bytes.len());
        let lines = self.bytes[..end].iter().filter(|byte| **byte == b'\n').count();
        lines + usize::from(end < self.bytes.len() || lines == 0)
    }

    /// Reads the text of an f-string up to the next field or the end.
    pub(super) fn text_of_string(&mut self) -> Step {
        let Some(mode) = self.modes.last() else { return Ok(()) };
        let (quote, quotes, raw, string, template) =
            (mode.quote, mode.quotes, mode.raw, mode.start, mode.template);
        let in_spec = mode.in_spec && mode.fields >= 0;
        let depth = mode.depth;
        let start = self.at;
        if self.peek(0) == Some(b'{') && self.peek(1) != Some(b'{') {
            return self.field(None);
        }
        if (0..quotes).all(|ahead| self.peek(ahead) == Some(quote)) {
            self.at += quotes;
            self.modes.pop();
            self.push(Kind::FEnd, start);
            return Ok(());
        }
        let mut named_escape = false;
        loop {
            let Some(byte) = self.peek(0).filter(|byte| quotes == 3 || *byte != b'\n') else {
                if in_spec && self.peek(0).is_some() {
                    self.at += 1;
                    let letter = if template { 't' } else { 'f' };
                    return self.fail(format!(
                        "{letter}-string: newlines are not allowed in format specifiers for single quoted \
                         {letter}-strings"
                    ));
                }
                return self.unterminated_text(string, quotes, template);
            };
            if byte == quote && (0..quotes).all(|ahead| self.peek(ahead) == Some(quote)) {
                self.push(Kind::FMiddle, start);
                return Ok(());
            }
            match byte {
                b'{' if named_escape => self.at += 1,
                b'{' if self.peek(1) != Some(b'{') || in_spec => return self.field(Some(start)),
                b'}' if named_escape => {
                    named_escape = false;
                    self.at += 1;
                }
                b'}' if self.peek(1) != Some(b'}') || in_spec || depth != 0 => {
                    self.push(Kind::FMiddle, start);
                    if let Some(mode) = self.modes.last_mut() {
                        mode.in_text = false;
                    }
                    return Ok(());
                }
                b'{' | b'}' => self.at += 2,
                b'\\' if matches!(self.peek(1), Some(b'{' | b'}') | None) => self.at += 1,
                b'\\' => {
                    named_escape |= !raw && self.peek(1) == Some(b'N') && self.peek(2) == Some(b'{');
                    self.at += 2;
                }
                _ => self.at += 1,
            }
        }
    }

    /// A replacement field begins here, after text since `start` if there is any.
    fn field(&mut self, start: Option<usize>) -> Step {
        if let Some(start) = start {
            self.push(Kind::FMiddle, start);
        }
        let Some(mode) = self.modes.last_mut() else { return Ok(()) };
        mode.fields += 1;
        mode.in_text = false;
        let (deep, letter) = (mode.fields >= MAX_FIELDS, if mode.template { 't' } else { 'f' });
        if deep {
            return self.fail(format!("{letter}-string: expressions nested too deeply"));
        }
        Ok(())
    }

    fn unterminated_text(&self, string: usize, quotes: usize, template: bool) -> Step {
        let letter = if template { 't' } else { 'f' };
        let line = self.line_reached();
        let triple = if quotes == 3 { "triple-quoted " } else { "" };
        let message = format!("unterminated {triple}{letter}-string literal (detected at line {line})");
        Err(Box::new(Problem { at_end: quotes == 3, ..Problem::new(message, Place::Before(string + 1)) }))
    }
}
