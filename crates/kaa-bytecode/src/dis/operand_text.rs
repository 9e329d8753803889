//! What an argument stands for, as `dis` puts it in parentheses.
//!
//! Knows the tables of [`crate::operand`]; arguments that point nowhere have no meaning.

use super::{Labels, Unit, const_repr};
use crate::code::Code;
use crate::opcode::Op;
use crate::operand::{
    ArgKind, BINARY_OPS, COMMON_CONSTANTS, COMPARE_OPS, FUNCTION_ATTRIBUTES, INTRINSICS_1, INTRINSICS_2,
    SPECIAL_METHODS,
};

/// The meaning of a unit's argument; empty when there is nothing to say.
pub(super) fn meaning(code: &Code, unit: &Unit, labels: &Labels) -> String {
    let arg = unit.arg;
    let name = |index: u32| code.names.get(index as usize).map(|name| name.to_string()).unwrap_or_default();
    let local = |index: u32| code.localsplusnames.get(index as usize).map(|name| name.to_string());
    let local = |index: u32| local(index).unwrap_or_default();
    let entry =
        |table: &[&str], index: u32| table.get(index as usize).copied().unwrap_or_default().to_owned();
    match unit.op.arg_kind() {
        ArgKind::Const => code.consts.get(arg as usize).map(const_repr).unwrap_or_default(),
        ArgKind::Name => name(arg),
        ArgKind::Global => with_suffix(name(arg >> 1), arg, " + NULL"),
        ArgKind::Attr => with_suffix(name(arg >> 1), arg, " + NULL|self"),
        ArgKind::SuperAttr => with_suffix(name(arg >> 2), arg, " + NULL|self"),
        ArgKind::Local | ArgKind::Free => local(arg),
        ArgKind::LocalPair => format!("{}, {}", local(arg >> 4), local(arg & 15)),
        ArgKind::Jump | ArgKind::JumpBack => {
            let preposition = if unit.op == Op::END_ASYNC_FOR { "from" } else { "to" };
            let label = unit.target().and_then(|target| labels.at(target));
            label.map(|label| format!("{preposition} L{label}")).unwrap_or_default()
        }
        ArgKind::Binary => entry(&BINARY_OPS, arg),
        ArgKind::Compare => {
            let operator = entry(&COMPARE_OPS, arg >> 5);
            if arg & 16 != 0 { format!("bool({operator})") } else { operator }
        }
        ArgKind::Invert => {
            let words = if unit.op == Op::IS_OP { ["is", "is not"] } else { ["in", "not in"] };
            words[usize::from(arg != 0)].to_owned()
        }
        ArgKind::Convert => entry(&["", "str", "repr", "ascii"], arg),
        ArgKind::Intrinsic1 => entry(&INTRINSICS_1, arg),
        ArgKind::Intrinsic2 => entry(&INTRINSICS_2, arg),
        ArgKind::Special => entry(&SPECIAL_METHODS, arg),
        ArgKind::Common => match entry(&COMMON_CONSTANTS, arg).as_str() {
            function @ ("all" | "any") => format!("<built-in function {function}>"),
            class => class.to_owned(),
        },
        ArgKind::FunctionAttribute => {
            let set = FUNCTION_ATTRIBUTES.iter().enumerate().filter(|(bit, _)| arg >> bit & 1 != 0);
            set.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

fn with_suffix(name: String, arg: u32, suffix: &str) -> String {
    if arg & 1 != 0 && !name.is_empty() { name + suffix } else { name }
}
