//! Generators, coroutines and async generators: one implementation with a kind.
//!
//! ```text
//!            resume                      yield                 SEND to another one
//!  Created ----------> Running <----------------> Suspended
//!                        |  ^                                   Running --> Delegating
//!                 return |  +-- delegate finished or failed ------------------+
//!                 raise  v
//!                    Completed
//! ```
//! `resume.rs` is the one funnel: `next`, `send`, `throw`, `close`, `for`, `yield from`, `await` all go through it, and nobody
//! else touches a suspended frame; `throw.rs` and `close.rs` are its irregular halves, `answer.rs` what a yield, a return or an
//! exception of a generator's frame does. `chain.rs` is delegation in O(1): a link's frame keeps its delegator as caller while
//! the chain is suspended; the root notes the leaf. `awaitable.rs` has the instructions of `await` and `async for`.

mod anext;
mod answer;
pub mod async_generator;
pub mod awaitable;
mod chain;
mod close;
pub mod coroutine;
mod finalize;
pub mod methods;
mod names;
mod quick;
mod resume;
pub mod steps;
mod throw;

pub(crate) use anext::continue_default;
pub use anext::{ANEXT_SPEC, AnextDefault, anext_with_default};
pub(crate) use answer::{fail_frame, return_from_frame, yield_from_frame};
pub(crate) use async_generator::step_closed;
pub(crate) use chain::{delegate, handled_above};
pub use close::{CLOSING_SPEC, Closing};
pub(crate) use close::{close_answered, continue_closing};
pub(crate) use finalize::{clear_frame, finalize};
pub(crate) use names::keep_names;
pub(crate) use quick::{
    async_yield_to_link, delegate_fresh, delegate_step, make, resume_plain, return_to_link, yield_plain,
};
pub use resume::{Resume, resume};
pub(crate) use resume::{create, resume_from_loop};
pub(crate) use steps::{continue_step, send_wrapper, stop_iteration_error};
pub use throw::Exc;
pub(crate) use throw::{Thrown, delegate_answered};

use crate::frame::{Frame, QUIET, ROp};
use crate::types::Function;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::Cell;

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// `def` with `yield`.
    Generator,
    /// `async def`.
    Coroutine,
    /// `async def` with `yield`.
    AsyncGenerator,
}

impl Kind {
    /// What messages call it.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Generator => "generator",
            Kind::Coroutine => "coroutine",
            Kind::AsyncGenerator => "async generator",
        }
    }
}

/// Where its frame stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// Not started.
    Created,
    /// Its own frame runs (the innermost of its chain).
    Running,
    /// Stopped at its own `yield`.
    Suspended,
    /// Stopped in `SEND` on another one; whether that runs is asked of the chain's root.
    Delegating,
    /// Over.
    Completed,
}

/// What few of them have.
#[derive(Default)]
struct Rare {
    /// `__name__` and `__qualname__`, once they were set.
    names: Option<(Value, Value)>,
    /// `cr_origin`, or an async generator's finaliser.
    extra: Option<Value>,
}

/// Payload of the three kinds. The frame is its last field; the slots follow as the object's tail.
#[repr(C)]
pub struct Generator {
    kind: Kind,
    pub(crate) state: Cell<State>,
    /// Its frame's caller is the delegator that waits for it in `SEND`.
    pub(crate) linked: Cell<bool>,
    /// It is a root that somebody resumed and that has not answered; it holds a count on itself.
    pub(crate) active: Cell<bool>,
    /// It is active, and whoever resumed it is a `for` or a plain call that takes an item as it is; nothing was thrown in.
    pub(crate) plain: Cell<bool>,
    /// Async generators: a step object drives it; it was closed; its hooks were called.
    pub(crate) async_running: Cell<bool>,
    /// See `async_running`.
    pub(crate) closed: Cell<bool>,
    /// See `async_running`.
    pub(crate) hooks_called: Cell<bool>,
    /// Depth in its chain: one more than its delegator's. Only differences count.
    pub(crate) level: Cell<u32>,
    /// An active root: see [`throw::Thrown`].
    pub(crate) thrown: Cell<Thrown>,
    /// `__name__` and `__qualname__`, once they were set.
    rare: Cell<Option<Box<Rare>>>,
    /// A link's root; a root's noted leaf, or null.
    pub(crate) chain: Cell<*mut Frame>,
    frame: Frame,
}
kaa_heap::payload!(Generator, trace, clear, tail, finalize);

impl Generator {
    /// One that was not started, with its frame.
    #[inline(always)]
    fn fresh(kind: Kind, frame: Frame) -> Generator {
        Generator {
            kind,
            state: Cell::new(State::Created),
            linked: Cell::new(false),
            active: Cell::new(false),
            plain: Cell::new(false),
            async_running: Cell::new(false),
            closed: Cell::new(false),
            hooks_called: Cell::new(false),
            level: Cell::new(0),
            thrown: Cell::new(Thrown::NO),
            rare: Cell::new(None),
            chain: Cell::new(std::ptr::null_mut()),
            frame,
        }
    }

    /// Which of the three.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Was it not started, and does nobody wait for it?
    #[inline(always)]
    pub(crate) fn is_fresh(&self) -> bool {
        self.state.get() == State::Created && !self.linked.get()
    }

    /// Its frame.
    #[inline(always)]
    pub(crate) fn frame(&self) -> *mut Frame {
        (&raw const self.frame).cast_mut()
    }

    fn trace(&self, t: &mut Tracer<'_>) {
        self.with_rare(|r| {
            if let Some((name, qualname)) = &r.names {
                t.values([name, qualname]);
            }
            t.option(&r.extra);
        });
        self.with_frame_object(|o| t.value(o));
        // An active one's slots count as held from outside: it holds a count on itself.
        Frame::trace(self.frame(), t);
    }

    fn clear(&self) {
        // One that ignored GeneratorExit stays as it is, as in CPython.
        if self.state.get() != State::Running && !self.active.get() && !self.needs_finalizer() {
            chain::forget(self);
            self.state.set(State::Completed);
            self.retire_frame_object();
            Frame::clear_slots(self.frame());
        }
    }

    fn with_frame_object(&self, f: impl FnOnce(&Value)) {
        if self.frame.has_object
            && let Ok(objects) = crate::vm::Vm::current().frame_objects.try_borrow()
            && let Some(o) = objects.get(&(self.frame() as usize))
        {
            f(o);
        }
    }

    /// The frame goes away: its object, if there is one, takes over what it shows.
    fn retire_frame_object(&self) {
        if self.frame.has_object {
            // SAFETY: the frame is alive and has code.
            unsafe { crate::eval::retire_object(crate::vm::Vm::current(), self.frame(), true) };
        }
    }

    fn tail_bytes(&self) -> usize {
        // SAFETY: `code` points at the function's register code, which the frame keeps alive.
        unsafe { (*self.frame.code).slot_count as usize * 8 }
    }

    /// A finaliser is due when dropping it would be visible: a handler other than the one that every generator has waits at
    /// its `yield`, a coroutine was never awaited, an async generator has a hook.
    fn needs_finalizer(&self) -> bool {
        match self.state.get() {
            State::Running | State::Completed => false,
            // Garbage is finalised in order: what its frame holds goes when it is closed.
            _ if self.is_garbage() => true,
            State::Created => match self.kind {
                Kind::Generator => false,
                Kind::Coroutine => true,
                Kind::AsyncGenerator => self.has_extra(),
            },
            State::Delegating => true,
            State::Suspended => {
                if self.kind == Kind::AsyncGenerator && self.has_extra() {
                    return true;
                }
                !self.ends_unnoticed()
            }
        }
    }

    /// It is suspended where its code has nothing to do for a GeneratorExit: at a `yield` of its own in the only handler that
    /// every generator has.
    pub(crate) fn ends_unnoticed(&self) -> bool {
        // SAFETY: the frame is alive and its `pc` lies inside its code.
        unsafe {
            let code = &*self.frame.code;
            let i = &*self.frame.pc;
            // A trace function would hear of it.
            let heard = code.traced && crate::vm::Vm::current().tracing.is_active();
            if heard || i.op != ROp::Yield || i.imm & 1 != 0 {
                return false;
            }
            i.flags & QUIET != 0
        }
    }

    /// Has a collection found that nobody outside its cycle holds it?
    fn is_garbage(&self) -> bool {
        // SAFETY: the payload's header lies before it. No value is made of it: its count may be zero already.
        kaa_heap::is_unreachable(unsafe { &*(object_bits(self.frame()) as *const kaa_heap::Header) })
    }

    fn has_extra(&self) -> bool {
        self.with_rare(|r| r.extra.is_some()).unwrap_or(false)
    }

    /// `cr_origin`, or the async generator's finaliser.
    pub(crate) fn extra(&self) -> Option<Value> {
        self.with_rare(|r| r.extra.clone()).flatten()
    }

    /// Sets it.
    pub(crate) fn set_extra(&self, v: Value) {
        let mut rare = self.rare.take().unwrap_or_default();
        let old = rare.extra.replace(v);
        self.rare.set(Some(rare));
        drop(old);
    }

    fn with_rare<T>(&self, f: impl FnOnce(&Rare) -> T) -> Option<T> {
        let rare = self.rare.take();
        let answer = rare.as_deref().map(f);
        self.rare.set(rare);
        answer
    }

    /// The function it came from.
    pub fn function(&self) -> Ref<Function> {
        match &self.frame.function {
            Some(f) => f.clone(),
            None => unreachable!("a generator's frame has a function"),
        }
    }

    /// Is it running: itself, or something it waits for?
    pub fn is_running(&self) -> bool {
        match self.state.get() {
            State::Running => true,
            State::Delegating => chain::root_of(self).active.get(),
            _ => false,
        }
    }

    /// Does its frame wait, and will go on?
    pub(crate) fn is_waiting(&self) -> bool {
        !matches!(self.state.get(), State::Running | State::Completed)
    }

    /// Has it returned or failed?
    pub(crate) fn is_over(&self) -> bool {
        self.state.get() == State::Completed
    }

    /// What it delegates to while it is suspended (`gi_yieldfrom`, `cr_await`, `ag_await`).
    pub fn waits_for(&self) -> Option<Value> {
        if self.is_running() { None } else { self.delegate() }
    }

    /// What it delegates to, also while that runs.
    pub(crate) fn delegate(&self) -> Option<Value> {
        let frame = self.frame();
        // SAFETY: the frame is alive; `pc` lies inside its code, and a `Send` or its `Yield` has its receiver in the slot below.
        unsafe {
            let i = &*(*frame).pc;
            match (self.state.get(), i.op) {
                (State::Delegating, _) | (State::Suspended, ROp::Send) => {
                    (*Frame::slots(frame).add(i.a as usize)).clone()
                }
                (State::Suspended, ROp::Yield) if i.imm & 1 != 0 => {
                    (*Frame::slots(frame).add(i.dst as usize - 1)).clone()
                }
                _ => None,
            }
        }
    }
}

impl Drop for Generator {
    fn drop(&mut self) {
        chain::forget(self);
        self.retire_frame_object();
        Frame::clear_slots(self.frame());
    }
}

/// Does this generator's frame run, itself or in what it waits for?
///
/// # Safety
/// As [`of_frame`].
pub(crate) unsafe fn runs(frame: *mut Frame) -> bool {
    // SAFETY: promised by the caller.
    unsafe { of_frame(frame) }.is_running()
}

/// The generator whose frame this is.
///
/// # Safety
/// `frame` is the frame of a live generator.
pub(crate) unsafe fn of_frame<'f>(frame: *mut Frame) -> &'f Generator {
    let offset = std::mem::offset_of!(Generator, frame);
    // SAFETY: promised by the caller: the frame is a field of the payload.
    unsafe { &*frame.cast::<u8>().sub(offset).cast::<Generator>() }
}

/// The word of the generator object whose frame this is, uncounted.
///
/// # Safety
/// As [`of_frame`].
#[inline(always)]
pub(crate) unsafe fn object_bits(frame: *mut Frame) -> u64 {
    // SAFETY: promised by the caller; the payload lies directly behind the 16 bytes of the header.
    let payload: *const Generator = unsafe { of_frame(frame) };
    payload as u64 - size_of::<kaa_heap::Header>() as u64
}

/// The generator object whose frame this is.
///
/// # Safety
/// As [`of_frame`].
pub(crate) unsafe fn object_of(frame: *mut Frame) -> Value {
    // SAFETY: promised by the caller; the payload lies directly behind the 16 bytes of the header.
    let payload: *const Generator = unsafe { of_frame(frame) };
    crate::frame::header_value(payload.cast::<u8>().wrapping_sub(size_of::<kaa_heap::Header>()).cast())
}

/// The frame that delegates to a generator's frame, if any does.
pub(crate) fn delegator_frame(frame: *mut Frame) -> Option<*mut Frame> {
    // SAFETY: the caller gives a live frame; a link's caller is its delegator's frame, which is alive as long as it delegates.
    unsafe {
        let links = (*frame).kind == crate::frame::FrameKind::Generator && of_frame(frame).linked.get();
        let above = (*frame).caller;
        let has_code = !above.is_null() && (*above).kind == crate::frame::FrameKind::Generator;
        (links && has_code).then_some(above)
    }
}

/// Is it the frame of an asynchronous generator?
pub(crate) fn is_async_generator(frame: *mut Frame) -> bool {
    // SAFETY: the caller gives a live frame.
    unsafe {
        (*frame).kind == crate::frame::FrameKind::Generator && of_frame(frame).kind == Kind::AsyncGenerator
    }
}
