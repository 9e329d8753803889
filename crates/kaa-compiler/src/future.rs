//! `from __future__` imports: which there are, what they switch on, and where they may stand.

use crate::ast;
use crate::errors::{Failure, Res};
use kaa_bytecode::CodeFlags;
use ruff_python_ast::{Stmt, StmtImportFrom};

/// What the imports at the start of a module ask for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Futures {
    /// `CO_FUTURE_…` bits.
    pub(crate) flags: u32,
    /// Where the last of them ends; later ones are errors.
    pub(crate) end: u32,
}

/// Features that have long been the language.
const MANDATORY: [&str; 8] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
];

/// Reads the imports at the start of a module.
pub(crate) fn find(body: &[Stmt]) -> Res<Futures> {
    let mut futures = Futures::default();
    let rest = if ast::docstring(body).is_some() { &body[1..] } else { body };
    for stmt in rest {
        match stmt {
            Stmt::ImportFrom(import) if is_future(import) => {
                feature_flags(import, &mut futures)?;
                futures.end = import.range.end().to_u32();
            }
            _ => break,
        }
    }
    Ok(futures)
}

fn is_future(import: &StmtImportFrom) -> bool {
    import.level == 0 && import.module.as_deref() == Some("__future__")
}

fn feature_flags(import: &StmtImportFrom, futures: &mut Futures) -> Res {
    for alias in &import.names {
        match alias.name.as_str() {
            "annotations" => futures.flags |= CodeFlags::FUTURE_ANNOTATIONS,
            "barry_as_FLUFL" => futures.flags |= CodeFlags::FUTURE_BARRY_AS_BDFL,
            "braces" => return Err(Failure::syntax("not a chance", alias.range)),
            name if MANDATORY.contains(&name) => {}
            name => {
                let message = format!("future feature {name} is not defined");
                return Err(Failure::syntax(message, alias.range));
            }
        }
    }
    Ok(())
}
