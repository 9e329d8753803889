//! The symbol table: one [`Scope`] for each block of a program, and what every name means in it.
//!
//! Two passes. [`build`] walks the tree and notes raw facts (bound here, used here, declared global). [`analyze`]
//! walks the scopes and decides local, global, free or cell, and which comprehensions run inside their owner's frame
//! (PEP 709). The code generator asks only for the result. Nothing here knows instructions.

mod analyze;
mod annotate;
mod blocks;
mod build;
mod defs;
mod expr;
mod names;
mod pattern;
mod scope;

pub(crate) use blocks::blocks;
pub(crate) use build::build;
pub(crate) use names::{mangle, maybe_mangle};
pub(crate) use scope::{BlockKind, Flags, NameScope, Scope, ScopeId, ScopeKey, SymbolTable};

use std::rc::Rc;

/// A name of the program, shared by every place that mentions it.
pub(crate) type Name = Rc<str>;

/// What the builder needs to know besides the tree.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    /// `from __future__ import annotations` is in force.
    pub(crate) future_annotations: bool,
    /// `await` is allowed in the module block.
    pub(crate) top_level_await: bool,
    /// Where the last of the leading `from __future__` imports ends.
    pub(crate) future_end: u32,
    /// Docstrings are dropped (`-OO`).
    pub(crate) drop_docstrings: bool,
    /// The program is typed at a prompt: a leading string is no docstring.
    pub(crate) interactive: bool,
}
