//! Python source to code objects: symbol table, code generation, flow graph, assembler.

mod ast;
pub mod errors;
mod limits;
mod source;
mod symtable;

pub use source::{Source, declared_encoding};
