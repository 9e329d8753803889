//! f-strings and t-strings.

use super::{Item, Nodes, expr::constant, node};
use crate::codegen::interpolated::{
    Piece, conversion, f_string_pieces, field_text, spec_pieces, spec_range, t_string_pieces,
};
use crate::errors::Res;
use kaa_bytecode::{Const, Wtf8Buf};
use ruff_python_ast::{ExprFString, ExprTString, InterpolatedElement};

type Parts = (&'static str, Vec<(&'static str, Item)>);

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Joined,
    Template,
}

fn text(bytes: &[u8]) -> Const {
    Const::Str(Wtf8Buf::from_bytes(bytes).unwrap_or_default())
}

impl Nodes<'_> {
    pub(super) fn f_string(&mut self, e: &ExprFString) -> Res<Parts> {
        let values = self.pieces(f_string_pieces(e, self.tree), Kind::Joined)?;
        Ok(("JoinedStr", vec![("values", values)]))
    }

    pub(super) fn t_string(&mut self, e: &ExprTString) -> Res<Parts> {
        let values = self.pieces(t_string_pieces(e, self.tree), Kind::Template)?;
        Ok(("TemplateStr", vec![("values", values)]))
    }

    fn pieces(&mut self, pieces: Vec<Piece<'_>>, kind: Kind) -> Res<Item> {
        self.list(pieces, |me, piece| match piece {
            Piece::Text(bytes, range) => {
                let (class, fields) = constant(text(&bytes));
                Ok(node(class, me.place(range), fields))
            }
            Piece::Field(field) => me.field(field, kind),
        })
    }

    fn field(&mut self, field: &InterpolatedElement, kind: Kind) -> Res<Item> {
        let value = self.expr(&field.expression)?;
        let letter = match conversion(field) {
            Some(1) => i64::from(b's'),
            Some(2) => i64::from(b'r'),
            Some(3) => i64::from(b'a'),
            _ => -1,
        };
        let spec = match &field.format_spec {
            Some(spec) => {
                let values = self.pieces(spec_pieces(spec, self.tree), Kind::Joined)?;
                node("JoinedStr", self.place(spec_range(spec)), vec![("values", values)])
            }
            None => Item::None,
        };
        let place = self.place(field.range);
        let (conversion, spec) = (("conversion", Item::Number(letter)), ("format_spec", spec));
        Ok(match kind {
            Kind::Joined => node("FormattedValue", place, vec![("value", value), conversion, spec]),
            Kind::Template => {
                let shown = Item::Constant(text(field_text(field, self.tree).as_bytes()));
                node("Interpolation", place, vec![("value", value), ("str", shown), conversion, spec])
            }
        })
    }
}
