//! How deep a program may be nested, and where the native stack for that comes from.
//!
//! The tree is walked by recursion. Each walk counts its depth and fails with a RecursionError at [`MAX_DEPTH`], far
//! above what people write (CPython's limit depends on its stack too). [`with_stack`] gives a walk the stack that this
//! depth may need, and the parser and the dropping of the tree the stack that the program's longest line may need.

use crate::errors::{ErrorKind, Failure, Res};
use ruff_text_size::TextRange;

/// The deepest nesting of expressions and statements that compiles.
const MAX_DEPTH: u32 = 6000;

/// The deepest nesting that is parsed at all.
pub(crate) const MAX_PARSE: usize = MAX_DEPTH as usize;

/// Native stack for one level of the walks, generously.
const STACK_PER_LEVEL: usize = if cfg!(debug_assertions) { 12 * 1024 } else { 3 * 1024 };

/// Counts the depth of a walk.
#[derive(Default)]
pub(crate) struct Depth(u32);

impl Depth {
    /// One level down.
    pub(crate) fn enter(&mut self, range: TextRange) -> Res {
        self.0 += 1;
        if self.0 > MAX_DEPTH {
            let mut failure = Failure::syntax("maximum recursion depth exceeded during compilation", range);
            failure.kind = ErrorKind::Recursion;
            failure.range = None;
            return Err(failure);
        }
        Ok(())
    }

    /// One level up.
    pub(crate) fn leave(&mut self) {
        self.0 = self.0.saturating_sub(1);
    }
}

/// Runs `work` with enough native stack for a program whose nesting is at most `nesting` levels.
pub(crate) fn with_stack<R>(nesting: usize, work: impl FnOnce() -> R) -> R {
    const PLENTY: usize = 512 * 1024;
    // Dropping the tree has no limit of its own: it may go as deep as the program does.
    let walks = nesting.min(MAX_DEPTH as usize).saturating_mul(STACK_PER_LEVEL);
    let drops = nesting.saturating_mul(768);
    let need = PLENTY + walks.max(drops);
    stacker::maybe_grow(need, need, work)
}
