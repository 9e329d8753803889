//! The table as data for others (see [`Block`]).

use super::scope::Comprehension;
use super::{BlockKind, Flags, NameScope, ScopeId, SymbolTable};
use crate::source::Tree;
use kaa_bytecode::blocks::Block;

/// The blocks of a program.
pub(crate) fn blocks(table: &SymbolTable, tree: &Tree<'_>) -> Block {
    block(table, tree, SymbolTable::TOP)
}

fn block(table: &SymbolTable, tree: &Tree<'_>, id: ScopeId) -> Block {
    let scope = &table[id];
    let name = match (&scope.name, scope.kind, scope.comprehension) {
        (Some(name), ..) => name,
        (_, BlockKind::Module, _) => "top",
        (_, BlockKind::Annotation, _) => "__annotate__",
        (.., Comprehension::Generator) => "genexpr",
        (.., Comprehension::List) => "listcomp",
        (.., Comprehension::Set) => "setcomp",
        (.., Comprehension::Dict) => "dictcomp",
        _ => "lambda",
    };
    let is_module = scope.kind == BlockKind::Module;
    Block {
        kind: match scope.kind {
            BlockKind::Function => 0,
            BlockKind::Class => 1,
            BlockKind::Module => 2,
            BlockKind::Annotation => 3,
            BlockKind::TypeAlias => 4,
            BlockKind::TypeParameters => 5,
            BlockKind::TypeVariable => 6,
        },
        name: name.to_owned(),
        line: if is_module { 0 } else { tree.line_byte(scope.range.start()).0 },
        nested: scope.nested,
        symbols: scope.symbols.to_vec().iter().map(|(name, f)| (name.to_string(), number(*f))).collect(),
        varnames: scope.varnames.iter().map(ToString::to_string).collect(),
        children: scope.children.iter().map(|child| block(table, tree, *child)).collect(),
    }
}

/// CPython's number.
fn number(flags: Flags) -> u32 {
    const NUMBERS: [(u16, u32); 11] = [
        (Flags::GLOBAL, 1),
        (Flags::LOCAL, 2),
        (Flags::PARAM, 4),
        (Flags::NONLOCAL, 8),
        (Flags::USE, 16),
        (Flags::FREE_CLASS, 64),
        (Flags::IMPORT, 128),
        (Flags::ANNOT, 256),
        (Flags::COMP_ITER, 512),
        (Flags::TYPE_PARAM, 1024),
        (Flags::COMP_CELL, 2048),
    ];
    let bits = NUMBERS.iter().filter(|(flag, _)| flags.has(*flag)).map(|(_, n)| n).sum::<u32>();
    let scope = match flags.scope {
        NameScope::Unknown => 0,
        NameScope::Local => 1,
        NameScope::GlobalExplicit => 2,
        NameScope::GlobalImplicit => 3,
        NameScope::Free => 4,
        NameScope::Cell => 5,
    };
    bits | scope << 12
}
