//! The blocks of a program and what names mean in them, as data: what Python's module `symtable` shows. The compiler makes it.

/// A block.
#[derive(Clone, Debug)]
pub struct Block {
    /// 0 function, 1 class, 2 module, 3 annotation, 4 type alias, 5 type parameters, 6 type variable.
    pub kind: u8,
    /// What it is called.
    pub name: String,
    /// The line where it starts; 0 for a module.
    pub line: u32,
    /// Inside a function.
    pub nested: bool,
    /// Names with CPython's numbers for what they are: flags, and the scope above them.
    pub symbols: Vec<(String, u32)>,
    /// Parameters.
    pub varnames: Vec<String>,
    /// Blocks inside.
    pub children: Vec<Block>,
}
