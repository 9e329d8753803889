//! The syntax tree as data, in the words of Python's module `ast`: what `ast.parse` shows.
//!
//! `stmt.rs` and `expr.rs` convert the parser's tree, `pattern.rs` what stands in `case`, `strings.rs` f-strings and t-strings.
//! Must not know: scopes, code.

mod expr;
mod pattern;
mod stmt;
mod strings;

use crate::errors::{Res, SyntaxError};
use crate::limits::Depth;
use crate::source::{Source, Tree};
use crate::{Mode, Options};
pub use kaa_bytecode::nodes::{Item, Node};
use ruff_python_ast::Mod;
use ruff_text_size::TextRange;

/// Parses a program and shows its tree to `build`, which runs with the native stack that the tree's depth asks for.
pub fn parse<R>(
    source: Source<'_>,
    filename: &str,
    mode: Mode,
    options: &Options,
    build: impl FnOnce(&Node) -> R,
) -> Result<R, SyntaxError> {
    crate::with_parsed(source, filename, mode, |parsed, tree| {
        crate::check_parsed(parsed, tree, mode, options)?;
        let mut nodes = Nodes { tree, depth: Depth::default() };
        Ok(build(&nodes.program(parsed.syntax(), mode)?))
    })
}

/// The conversion.
struct Nodes<'a> {
    tree: &'a Tree<'a>,
    depth: Depth,
}

fn plain(class: &'static str) -> Item {
    Item::Node(Box::new(Node { class, fields: Vec::new(), place: None }))
}

fn node(class: &'static str, place: Option<[u32; 4]>, fields: Vec<(&'static str, Item)>) -> Item {
    Item::Node(Box::new(Node { class, fields, place }))
}

fn name(id: &str) -> Item {
    Item::Name(id.to_owned())
}

fn optional_name(id: Option<&ruff_python_ast::Identifier>) -> Item {
    id.map_or(Item::None, |id| name(&id.id))
}

impl Nodes<'_> {
    fn program(&mut self, program: &Mod, mode: Mode) -> Res<Node> {
        let (class, fields) = match (program, mode) {
            (Mod::Expression(e), _) => ("Expression", vec![("body", self.expr(&e.body)?)]),
            (Mod::Module(m), Mode::Single) => ("Interactive", vec![("body", self.body(&m.body)?)]),
            (Mod::Module(m), _) => {
                ("Module", vec![("body", self.body(&m.body)?), ("type_ignores", Item::List(Vec::new()))])
            }
        };
        Ok(Node { class, fields, place: None })
    }

    fn place(&self, range: TextRange) -> Option<[u32; 4]> {
        let (line, column) = self.tree.line_byte(range.start());
        let (end_line, end_column) = self.tree.line_byte(range.end());
        Some([line, column, end_line, end_column])
    }

    fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        one: impl Fn(&mut Self, T) -> Res<Item>,
    ) -> Res<Item> {
        Ok(Item::List(items.into_iter().map(|x| one(self, x)).collect::<Res<Vec<Item>>>()?))
    }

    fn names(&self, ids: &[ruff_python_ast::Identifier]) -> Item {
        Item::List(ids.iter().map(|id| name(&id.id)).collect())
    }
}
