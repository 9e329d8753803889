//! Native methods as rows: name, signature string, function, doc. Argument binding, `__text_signature__` and the messages of
//! wrong calls derive from the signature.
//!
//! A signature reads as in `help()`: `"($self, index=-1, /)"`. `$self`, `$type` or `$module` is the receiver (slot 0).
//! Each parameter is one slot of the `&[Slot]` that the function receives: `None` when an optional one was not given,
//! `*args` a tuple, `**kwargs` a dict (`None` when empty). The binder lives in `native/bind.rs`.

mod bind;

pub use bind::{bind, parse_signature};

use crate::flow::NativeResult;
use crate::vm::Vm;
use kaa_heap::Value;

/// One bound argument.
pub type Slot = Option<Value>;
/// A native function: the VM and one slot for each parameter, receiver first.
pub type NativeFn = fn(&Vm, &[Slot]) -> NativeResult;

/// What a row becomes in its class's dict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An ordinary method.
    Method,
    /// A class method (`$type` receives the class).
    Class,
    /// A static method.
    Static,
    /// A function of a module (no receiver unless `$module` is named).
    Function,
}

/// One row of a method table.
pub struct Method {
    /// Python name.
    pub name: &'static str,
    /// Signature as in the module's documentation.
    pub signature: &'static str,
    /// The function.
    pub function: NativeFn,
    /// Docstring.
    pub doc: &'static str,
    /// Method, class method, static method or function.
    pub kind: Kind,
    /// See [`Resumes`].
    pub resumes: Resumes,
}

/// One row of an attribute table: a getter and maybe a setter (`None` as new value deletes).
pub struct GetSet {
    /// Python name.
    pub name: &'static str,
    /// Reads it.
    pub get: fn(&Vm, &Value) -> NativeResult,
    /// Writes or deletes it.
    pub set: Option<fn(&Vm, &Value, Option<&Value>) -> Result<(), crate::flow::Raised>>,
    /// Docstring.
    pub doc: &'static str,
    /// Shows as a `member_descriptor`, a field of the object.
    pub member: bool,
}

impl Method {
    /// The same row, telling the call instruction that it resumes a generator.
    pub(crate) const fn resuming(self, how: Resumes) -> Method {
        Method { resumes: how, ..self }
    }
}

/// Does a native function do nothing but resume a generator or coroutine? The call instruction then does it itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumes {
    /// It does something else.
    No,
    /// `send(generator, value)`.
    Send,
    /// `next(generator)`.
    Next,
}

/// A method row.
pub const fn method(
    name: &'static str,
    signature: &'static str,
    function: NativeFn,
    doc: &'static str,
) -> Method {
    Method { name, signature, function, doc, kind: Kind::Method, resumes: Resumes::No }
}
/// A class method row.
pub const fn class_method(
    name: &'static str,
    signature: &'static str,
    function: NativeFn,
    doc: &'static str,
) -> Method {
    Method { name, signature, function, doc, kind: Kind::Class, resumes: Resumes::No }
}
/// A static method row.
pub const fn static_method(
    name: &'static str,
    signature: &'static str,
    function: NativeFn,
    doc: &'static str,
) -> Method {
    Method { name, signature, function, doc, kind: Kind::Static, resumes: Resumes::No }
}
/// A module function row.
pub const fn function(
    name: &'static str,
    signature: &'static str,
    function: NativeFn,
    doc: &'static str,
) -> Method {
    Method { name, signature, function, doc, kind: Kind::Function, resumes: Resumes::No }
}
/// A read-only attribute row.
pub const fn getter(name: &'static str, get: fn(&Vm, &Value) -> NativeResult, doc: &'static str) -> GetSet {
    GetSet { name, get, set: None, doc, member: false }
}
/// A read-only attribute row that is a field of the object.
pub const fn member(name: &'static str, get: fn(&Vm, &Value) -> NativeResult, doc: &'static str) -> GetSet {
    GetSet { member: true, ..getter(name, get, doc) }
}
/// A read-write attribute row that is a field of the object.
pub const fn member_set(
    name: &'static str,
    get: fn(&Vm, &Value) -> NativeResult,
    set: fn(&Vm, &Value, Option<&Value>) -> Result<(), crate::flow::Raised>,
    doc: &'static str,
) -> GetSet {
    GetSet { member: true, ..getset(name, get, set, doc) }
}
/// A read-write attribute row.
pub const fn getset(
    name: &'static str,
    get: fn(&Vm, &Value) -> NativeResult,
    set: fn(&Vm, &Value, Option<&Value>) -> Result<(), crate::flow::Raised>,
    doc: &'static str,
) -> GetSet {
    GetSet { name, get, set: Some(set), doc, member: false }
}

/// The parameters of a native function, parsed from its signature once.
#[derive(Debug, Default)]
pub struct Signature {
    /// Parameter names in slot order, receiver included.
    pub names: Vec<&'static str>,
    /// How many of them are positional-only, from the front.
    pub posonly: usize,
    /// How many can be given by position.
    pub positional: usize,
    /// How many of the positional ones must be given.
    pub required: usize,
    /// Names from `positional` on that are keyword-only, as slot range end; those without default.
    pub kwonly_required: Vec<usize>,
    /// Slot of `*args`.
    pub varargs: Option<usize>,
    /// Slot of `**kwargs`.
    pub varkw: Option<usize>,
    /// Is slot 0 a receiver?
    pub receiver: bool,
}

/// Do this many positional arguments, besides a bound receiver, fit without a look at each?
#[inline]
pub(crate) fn plain_arity(f: &crate::types::NativeFunction, count: usize) -> bool {
    plain_arity_of(f.signature, count + usize::from(f.receiver.is_some()))
}

/// The same with the receiver counted.
#[inline]
pub(crate) fn plain_arity_of(s: &Signature, count: usize) -> bool {
    s.varargs.is_none() && (s.required..=s.positional).contains(&count) && s.kwonly_required.is_empty()
}

/// The argument in a slot that the signature requires.
#[inline(always)]
#[track_caller]
pub fn arg(args: &[Slot], i: usize) -> &Value {
    match args.get(i) {
        Some(Some(v)) => v,
        _ => missing(i),
    }
}

#[cold]
#[track_caller]
fn missing(i: usize) -> ! {
    panic!("native signature promises argument {i}, but the function was called without it")
}
