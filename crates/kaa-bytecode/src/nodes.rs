//! The syntax tree as data, in the words of Python's module `ast`. [`Node`]s name their class and fields: who builds objects of
//! them needs to know neither the parser nor the grammar. The compiler makes them.

use crate::Const;

/// A node of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// The class's name in `ast`.
    pub class: &'static str,
    /// Fields in their order.
    pub fields: Vec<(&'static str, Item)>,
    /// First line and column, last line and column; columns in bytes of UTF-8. Not all kinds of nodes have a place.
    pub place: Option<[u32; 4]>,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum Item {
    /// `None`.
    None,
    /// A node.
    Node(Box<Node>),
    /// A list.
    List(Vec<Item>),
    /// A name.
    Name(String),
    /// A number that is no constant of the program.
    Number(i64),
    /// A constant of the program.
    Constant(Const),
}
