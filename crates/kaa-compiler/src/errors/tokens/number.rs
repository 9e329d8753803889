//! Numbers and what may not follow or be in them.

use super::lexer::{Lexer, Step};
use super::{Kind, Place, Problem};

impl Lexer<'_> {
    /// Reads a number.
    pub(super) fn number(&mut self) -> Step {
        let start = self.at;
        let radix = match (self.peek(0), self.peek(1)) {
            (Some(b'0'), Some(b'x' | b'X')) => Some((16, "hexadecimal")),
            (Some(b'0'), Some(b'o' | b'O')) => Some((8, "octal")),
            (Some(b'0'), Some(b'b' | b'B')) => Some((2, "binary")),
            _ => None,
        };
        match radix {
            Some((radix, name)) => self.with_radix(radix, name)?,
            None => self.decimal(start)?,
        }
        self.push(Kind::Number, start);
        Ok(())
    }

    fn with_radix(&mut self, radix: u32, name: &str) -> Step {
        self.at += 2;
        loop {
            if self.peek(0) == Some(b'_') {
                self.at += 1;
            }
            let digits = self.at;
            while self.peek(0).is_some_and(|byte| char::from(byte).is_digit(radix)) {
                self.at += 1;
            }
            if let Some(digit) = self.peek(0).filter(|byte| byte.is_ascii_digit()) {
                self.at += 1;
                return self.fail(format!("invalid digit '{}' in {name} literal", char::from(digit)));
            }
            if self.at == digits {
                return self.fail(format!("invalid {name} literal"));
            }
            if self.peek(0) != Some(b'_') {
                return self.end_of_number(name);
            }
        }
    }

    fn decimal(&mut self, start: usize) -> Step {
        let zero = self.peek(0) == Some(b'0');
        let mut nonzero = false;
        if self.peek(0) != Some(b'.') {
            self.digits()?;
            let digits = &self.bytes[start..self.at];
            nonzero = digits.iter().any(|byte| (b'1'..=b'9').contains(byte));
        }
        let zeros_end =
            start + self.bytes[start..].iter().take_while(|byte| matches!(byte, b'0' | b'_')).count();
        let mut whole = true;
        if self.peek(0) == Some(b'.') {
            whole = false;
            self.at += 1;
            if self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
                self.digits()?;
            }
        }
        if let Some(b'e' | b'E') = self.peek(0) {
            let sign = matches!(self.peek(1), Some(b'+' | b'-'));
            if self.peek(1 + usize::from(sign)).is_some_and(|byte| byte.is_ascii_digit()) {
                whole = false;
                self.at += 1 + usize::from(sign);
                self.digits()?;
            } else if sign {
                self.at += 2;
                return self.fail("invalid decimal literal");
            }
        }
        if let Some(b'j' | b'J') = self.peek(0) {
            self.at += 1;
            return self.end_of_number("imaginary");
        }
        if whole && zero && nonzero {
            let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal \
                           integers";
            return Err(Box::new(Problem::new(message, Place::Range(start, zeros_end))));
        }
        self.end_of_number("decimal")
    }

    fn digits(&mut self) -> Step {
        loop {
            while self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
                self.at += 1;
            }
            if self.peek(0) != Some(b'_') {
                return Ok(());
            }
            self.at += 1;
            if !self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
                return self.fail("invalid decimal literal");
            }
        }
    }

    fn end_of_number(&mut self, name: &str) -> Step {
        let rest = &self.bytes[self.at..];
        let keyword = ["and", "else", "for", "if", "in", "is", "or", "not"];
        if keyword.iter().any(|word| rest.starts_with(word.as_bytes())) {
            return Ok(());
        }
        match self.peek(0) {
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9') => {
                self.fail(format!("invalid {name} literal"))
            }
            _ => Ok(()),
        }
    }
}
