//! f-strings and t-strings.

use super::Codegen;
use super::collections::STACK_GUIDELINE;
use super::names::AttrLoad;
use crate::errors::Res;
use crate::literals;
use crate::source::Tree;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Const, Op, Wtf8Buf};
use ruff_python_ast::{
    ConversionFlag, ExprFString, ExprTString, FStringPart, InterpolatedElement, InterpolatedStringElement,
    InterpolatedStringFormatSpec,
    str_prefix::{FStringPrefix, TStringPrefix},
};
use ruff_text_size::{TextRange, TextSize};

/// A part of an interpolated string: text, or an expression in braces.
pub(crate) enum Piece<'a> {
    Text(Vec<u8>, TextRange),
    Field(&'a InterpolatedElement),
}

impl<'a> Codegen<'a> {
    pub(super) fn f_string(&mut self, e: &'a ExprFString) -> Res {
        self.joined_str(f_string_pieces(e, self.tree), self.loc(e.range))
    }

    /// Joins text and formatted values.
    fn joined_str(&mut self, pieces: Vec<Piece<'a>>, loc: Location) -> Res {
        let count = pieces.len();
        if count > STACK_GUIDELINE {
            self.load_str("", loc);
            self.load_attr(AttrLoad::Method, "join", loc);
            self.op_arg(Op::BUILD_LIST, 0, loc);
            for piece in pieces {
                self.piece(piece)?;
                self.op_arg(Op::LIST_APPEND, 1, loc);
            }
            self.op_arg(Op::CALL, 1, loc);
            return Ok(());
        }
        pieces.into_iter().try_for_each(|piece| self.piece(piece))?;
        match count {
            0 => self.load_str("", loc),
            1 => {}
            _ => self.op_arg(Op::BUILD_STRING, count as u32, loc),
        }
        Ok(())
    }

    fn piece(&mut self, piece: Piece<'a>) -> Res {
        match piece {
            Piece::Text(text, range) => {
                self.load_text(&text, self.loc(range));
                Ok(())
            }
            Piece::Field(field) => self.formatted_value(field),
        }
    }

    pub(super) fn load_text(&mut self, text: &[u8], loc: Location) {
        self.load_const(Const::Str(Wtf8Buf::from_bytes(text).unwrap_or_default()), loc);
    }

    fn formatted_value(&mut self, field: &'a InterpolatedElement) -> Res {
        let loc = self.loc(field.range);
        self.expr(&field.expression)?;
        if let Some(number) = conversion(field) {
            self.op_arg(Op::CONVERT_VALUE, number, loc);
        }
        match &field.format_spec {
            Some(_) => {
                self.format_spec(field)?;
                self.op(Op::FORMAT_WITH_SPEC, loc);
            }
            None => self.op(Op::FORMAT_SIMPLE, loc),
        }
        Ok(())
    }

    fn format_spec(&mut self, field: &'a InterpolatedElement) -> Res {
        let Some(spec) = &field.format_spec else { return Ok(()) };
        let loc = self.loc(spec_range(spec));
        self.joined_str(spec_pieces(spec, self.tree), loc)
    }

    pub(super) fn t_string(&mut self, e: &'a ExprTString) -> Res {
        let loc = self.loc(e.range);
        let pieces = t_string_pieces(e, self.tree);
        let mut strings = 0;
        let mut after_field = true;
        for piece in &pieces {
            match piece {
                Piece::Text(text, range) => {
                    self.load_text(text, self.loc(*range));
                    strings += 1;
                    after_field = false;
                }
                Piece::Field(_) => {
                    if after_field {
                        self.load_str("", loc);
                        strings += 1;
                    }
                    after_field = true;
                }
            }
        }
        if after_field {
            self.load_str("", loc);
            strings += 1;
        }
        self.op_arg(Op::BUILD_TUPLE, strings, loc);
        let mut fields = 0;
        for piece in &pieces {
            if let Piece::Field(field) = piece {
                self.interpolation(field)?;
                fields += 1;
            }
        }
        self.op_arg(Op::BUILD_TUPLE, fields, loc);
        self.op(Op::BUILD_TEMPLATE, loc);
        Ok(())
    }

    fn interpolation(&mut self, field: &'a InterpolatedElement) -> Res {
        let loc = self.loc(field.range);
        self.expr(&field.expression)?;
        let text = field_text(field, self.tree);
        self.load_str(&text, loc);
        let mut arg = 2;
        if field.format_spec.is_some() {
            arg += 1;
            self.format_spec(field)?;
        }
        if let Some(number) = conversion(field) {
            arg |= number << 2;
        }
        self.op_arg(Op::BUILD_INTERPOLATION, arg, loc);
        Ok(())
    }
}

/// The parts of an f-string with its neighbours.
pub(crate) fn f_string_pieces<'a>(e: &'a ExprFString, tree: &Tree<'_>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for part in &e.value {
        match part {
            FStringPart::Literal(part) => {
                let text = literals::literal(part, tree);
                pieces.push(Piece::Text(text.as_bytes().to_vec(), part.range));
            }
            FStringPart::FString(part) => {
                let raw = matches!(part.flags.prefix(), FStringPrefix::Raw { .. });
                add_pieces(&part.elements, raw, tree, &mut pieces);
            }
        }
    }
    merged(pieces)
}

/// The parts of a t-string with its neighbours.
pub(crate) fn t_string_pieces<'a>(e: &'a ExprTString, tree: &Tree<'_>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for part in &e.value {
        let raw = matches!(part.flags.prefix(), TStringPrefix::Raw { .. });
        add_pieces(&part.elements, raw, tree, &mut pieces);
    }
    merged(pieces)
}

/// The parts of a format.
pub(crate) fn spec_pieces<'a>(spec: &'a InterpolatedStringFormatSpec, tree: &Tree<'_>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    add_pieces(&spec.elements, false, tree, &mut pieces);
    merged(pieces)
}

/// Where a format's node is: it starts at the colon.
pub(crate) fn spec_range(spec: &InterpolatedStringFormatSpec) -> TextRange {
    let start = spec.range.start().checked_sub(TextSize::new(1)).unwrap_or_default();
    TextRange::new(start, spec.range.end())
}

fn add_pieces<'a>(
    elements: &'a [InterpolatedStringElement],
    raw: bool,
    tree: &Tree<'_>,
    into: &mut Vec<Piece<'a>>,
) {
    for element in elements {
        match element {
            InterpolatedStringElement::Literal(text) => {
                let value = literals::element(text, raw, tree);
                into.push(Piece::Text(value.as_bytes().to_vec(), text.range));
            }
            InterpolatedStringElement::Interpolation(field) => {
                into.extend(debug_text(field, tree));
                into.push(Piece::Field(field));
            }
        }
    }
}

/// The source between the opening brace and whatever follows the expression.
pub(crate) fn field_text(field: &InterpolatedElement, tree: &Tree<'_>) -> String {
    let start = field.range.start() + TextSize::new(1);
    let before_brace = field.range.end().checked_sub(TextSize::new(1)).unwrap_or(start);
    let end = match (&field.debug_text, &field.format_spec) {
        (Some(debug), _) => start + TextSize::of(debug.as_str()),
        // The colon stands before the spec.
        (None, Some(spec)) => spec.range.start().checked_sub(TextSize::new(1)).unwrap_or(start),
        (None, None) => before_brace,
    };
    let text = tree.without_comments(TextRange::new(start, end.max(start)));
    let stop = match (&field.debug_text, field.conversion) {
        (Some(_), _) => '=',
        (None, ConversionFlag::None) => return text,
        (None, _) => '!',
    };
    text.rfind(stop).and_then(|at| text.get(..at)).unwrap_or(&text).to_owned()
}

/// The number of a conversion in `CONVERT_VALUE`. `{x=}` alone means `!r`.
pub(crate) fn conversion(field: &InterpolatedElement) -> Option<u32> {
    match field.conversion {
        ConversionFlag::Str => Some(1),
        ConversionFlag::Repr => Some(2),
        ConversionFlag::Ascii => Some(3),
        ConversionFlag::None if field.debug_text.is_some() && field.format_spec.is_none() => Some(2),
        ConversionFlag::None => None,
    }
}

/// The text that `{x=}` puts before the value.
fn debug_text<'a>(field: &'a InterpolatedElement, tree: &Tree<'_>) -> Option<Piece<'a>> {
    let text = field.debug_text.as_ref()?.as_str();
    let start = field.range.start() + TextSize::new(1);
    let range = TextRange::at(start, TextSize::of(text));
    Some(Piece::Text(tree.without_comments(range).into_bytes(), range))
}

/// Neighbouring texts become one, empty ones go.
fn merged(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), piece) {
            (Some(Piece::Text(text, range)), Piece::Text(more, more_range)) => {
                text.extend_from_slice(&more);
                *range = TextRange::new(range.start(), more_range.end().max(range.end()));
            }
            (_, Piece::Text(text, _)) if text.is_empty() => {}
            (_, piece) => out.push(piece),
        }
    }
    out
}
