//! What a native operation answers: a value, "a frame was pushed, go on there", or a raised exception.
//!
//! Only the eval loop acts on it. Next: `frame/action.rs` for what becomes of a pushed frame's result.

use kaa_heap::Value;

/// A raised Python exception: the exception object. One word.
pub struct Raised(pub Value);

/// The answer of an operation that may need Python code to run.
pub enum Flow {
    /// Done, with this result.
    Value(Value),
    /// A frame was pushed; its result arrives through its action.
    Pushed,
}

/// What natives return.
pub type NativeResult = Result<Flow, Raised>;
/// A plain fallible result.
pub type Fallible<T> = Result<T, Raised>;

/// The answer of a native iterator's step.
pub enum Next {
    /// The next item.
    Item(Value),
    /// Exhausted (no StopIteration object is made).
    Done,
    /// A frame was pushed; its value is the item, StopIteration ends the iteration.
    Pushed,
}

impl From<Value> for Flow {
    #[inline(always)]
    fn from(v: Value) -> Flow {
        Flow::Value(v)
    }
}

impl std::fmt::Debug for Raised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raised({:?})", self.0)
    }
}

/// Shorthand: done with a value.
#[inline(always)]
pub fn done(v: impl Into<Value>) -> NativeResult {
    Ok(Flow::Value(v.into()))
}
