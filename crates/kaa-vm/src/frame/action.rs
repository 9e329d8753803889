//! Return actions: what becomes of a frame's result when it arrives below. Plain data: suspended work can be saved.

/// What becomes of a result. `data` means the frame's `data` word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Action {
    /// It is the result of the instruction at which the caller waits: store it and go on.
    Return,
    /// Same instruction, but the instruction's own second half takes it (`eval/resume.rs`): tests, `NotImplemented`, loops.
    Resume,
    /// Second half of the instruction's reflected or later attempt.
    ResumeNext,
    /// Third attempt.
    ResumeLast,
    /// The call was made for its effect.
    Discard,
    /// `__init__`: it must be None; `data` is the result of the call.
    Init,
    /// A native continuation: see [`Cont`], `data` is its state.
    Native(Cont),
}

/// Native code's second halves: each is one function in `eval/cont.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Cont {
    /// The result as it is.
    Pass,
    /// Must be a `str` (`__str__`); `data` unused.
    MustBeStr,
    /// Must be a `str` (`__repr__`).
    MustBeReprStr,
    /// Must be a `str` (`__format__`).
    MustBeFormatStr,
    /// Must be a bool (`__bool__`), else TypeError.
    MustBeBool,
    /// Truth of `__len__`'s answer.
    LenToBool,
    /// `len()`: an index that is not negative.
    MustBeLen,
    /// `hash()`: an int, folded.
    MustBeHash,
    /// `isinstance`/`issubclass`/`in`: the truth of the result.
    ToBool,
    /// `not in`, `__ne__` through `__eq__`: the opposite of the truth.
    ToNot,
    /// `AttributeError` gives `data` instead (`getattr` with default).
    AttributeDefault,
    /// `AttributeError` gives False, a value True (`hasattr`).
    HasAttribute,
    /// `__getattribute__` raised AttributeError: try `__getattr__`; `data` is (object, name).
    GetAttrFallback,
    /// An AttributeError from a hook written in Python is told object and name.
    AttributeContext,
    /// `StopIteration` gives `data` instead (`next` with default).
    StopDefault,
    /// `__next__` of a native iterator that pushed a frame: the item as it is.
    Item,
    /// An item of a generator that a task drives (`eval/task.rs`): as it is.
    Drain,
    /// `iter()`: must be an iterator.
    MustBeIterator,
    /// `__new__` gave an object; if it is an instance of `data[0]`, call its `__init__` with the arguments `data[1..]`.
    NewThenInit,
    /// `__index__`/`__int__`: must be an int.
    MustBeInt,
    /// `map`'s item was computed; as it is.
    MapItem,
    /// `filter`: `data` is (filter, item); keep or go on.
    FilterItem,
    /// A lazy iterator's inner iterator gave an item or its end; `data` is (iterator, half-made item …).
    LazyStep,
    /// `iter(callable, sentinel)`: compare with the sentinel; `data` is the iterator.
    SentinelItem,
    /// `g.throw` and `g.close` on generators, `asend` and friends: see `generator/`; `data` is the object.
    GenClose,
    /// As `GenClose`, for awaitable wrappers.
    AsyncGenStep,
    /// `close()` of such a wrapper: what it ignores is an error.
    StepClose,
    /// A link of a chain that is being closed has answered; `data` is the plan.
    CloseLink,
    /// A step of `anext(it, default)`, which is `data`.
    AnextDefault,
    /// `__set_name__`/`__init_subclass__` steps of class creation; `data` is the plan.
    ClassCreation,
    /// The namespace function of a class statement ended; `data` is the plan.
    BuildClass,
    /// Names taken: `exec`/`eval`: the result, or None for exec.
    ExecNone,
}
