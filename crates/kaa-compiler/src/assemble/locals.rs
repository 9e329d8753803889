//! Names and kinds of the fast locals.

use std::collections::HashSet;

use kaa_bytecode::code::local_kind;
use kaa_bytecode::{CodeFlags, Wtf8Buf};

use crate::sequence::UnitMeta;

/// The fast locals: parameters and locals, cells that are none of these, free variables.
pub(super) fn fast_locals(meta: &UnitMeta) -> (Vec<Wtf8Buf>, Vec<u8>) {
    let cells: HashSet<&Wtf8Buf> = meta.cellvars.iter().collect();
    let locals: HashSet<&Wtf8Buf> = meta.varnames.iter().collect();
    let mut names = Vec::new();
    let mut kinds = Vec::new();
    let mut parameters = parameter_kinds(meta);
    for name in &meta.varnames {
        let mut kind = local_kind::LOCAL | parameters.next().unwrap_or(0);
        if cells.contains(name) {
            kind |= local_kind::CELL;
        }
        if meta.fast_hidden.contains(name) {
            kind |= local_kind::HIDDEN;
        }
        names.push(name.clone());
        kinds.push(kind);
    }
    for name in meta.cellvars.iter().filter(|name| !locals.contains(name)) {
        names.push(name.clone());
        kinds.push(local_kind::CELL);
    }
    for name in &meta.freevars {
        names.push(name.clone());
        kinds.push(local_kind::FREE);
    }
    (names, kinds)
}

/// The kinds of the parameters, in their order.
fn parameter_kinds(meta: &UnitMeta) -> impl Iterator<Item = u8> {
    use local_kind::{ARG_KW, ARG_POS, ARG_VAR};
    let star = |flag| u32::from(meta.flags.has(flag));
    [
        (meta.posonlyargcount, ARG_POS),
        (meta.argcount.saturating_sub(meta.posonlyargcount), ARG_POS | ARG_KW),
        (meta.kwonlyargcount, ARG_KW),
        (star(CodeFlags::VARARGS), ARG_VAR | ARG_POS),
        (star(CodeFlags::VARKEYWORDS), ARG_VAR | ARG_KW),
    ]
    .into_iter()
    .flat_map(|(count, kind)| std::iter::repeat_n(kind, count as usize))
}
