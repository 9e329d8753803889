//! Python source to code objects: symbol table, code generation, flow graph, assembler.

pub mod sequence;
