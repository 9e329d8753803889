//! `sys.monitoring` (PEP 669): which tools there are, which events they listen to, everywhere or in one code object, and where
//! they said that they do not want to hear of one again. `fire.rs` calls their functions as code runs; the functions of
//! the module are in `kaa-modules`. Code with events runs in the traced form (`tracing.rs`), all other code pays nothing.

pub(crate) mod fire;

use crate::types::CodeObject;
use crate::vm::Vm;
use kaa_heap::Value;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

/// How many tools there may be.
pub const TOOLS: usize = 6;

macro_rules! events {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal,)*) => {
        /// What tools may listen to. The number is the bit in a set.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Event { $($(#[doc = $doc])* $name,)* }
        /// Names as `sys.monitoring.events` has them, by number.
        pub const EVENT_NAMES: &[&str] = &[$($text,)*];
        const ALL: &[Event] = &[$(Event::$name,)*];
    };
}

events! {
    /// A Python function starts.
    PyStart = "PY_START",
    /// A generator or coroutine goes on.
    PyResume = "PY_RESUME",
    /// A Python function returns.
    PyReturn = "PY_RETURN",
    /// A Python function yields.
    PyYield = "PY_YIELD",
    /// Something is about to be called.
    Call = "CALL",
    /// A line begins.
    Line = "LINE",
    /// An instruction begins.
    Instruction = "INSTRUCTION",
    /// An unconditional jump is made.
    Jump = "JUMP",
    /// A branch goes on with the next instruction.
    BranchLeft = "BRANCH_LEFT",
    /// A branch jumps.
    BranchRight = "BRANCH_RIGHT",
    /// A delegate ended where no exception was needed for it.
    StopIteration = "STOP_ITERATION",
    /// An exception is raised, or passes through a function.
    Raise = "RAISE",
    /// A handler was found.
    ExceptionHandled = "EXCEPTION_HANDLED",
    /// A Python function ends by an exception.
    PyUnwind = "PY_UNWIND",
    /// A generator goes on with an exception.
    PyThrow = "PY_THROW",
    /// An exception is raised again.
    Reraise = "RERAISE",
    /// Native code returned.
    CReturn = "C_RETURN",
    /// Native code raised.
    CRaise = "C_RAISE",
    /// Both ways of a branch, as it was until 3.13.
    Branch = "BRANCH",
}

/// How many kinds of events there are.
pub const EVENTS: usize = EVENT_NAMES.len();

impl Event {
    /// The event with this number.
    pub fn from_number(number: u32) -> Option<Event> {
        ALL.get(number as usize).copied()
    }

    /// The set with this event alone.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Events that belong to an instruction: only these can be asked for in one code object, and disabled.
pub const LOCAL_EVENTS: u32 = (1 << (Event::StopIteration as u32 + 1)) - 1;

/// Tools, their functions and the events they listen to everywhere.
#[derive(Default)]
pub struct Monitoring {
    names: RefCell<[Option<Value>; TOOLS]>,
    callbacks: RefCell<[[Option<Value>; EVENTS]; TOOLS]>,
    global: [Cell<u32>; TOOLS],
    /// All of `global` together.
    everywhere: Cell<u32>,
    /// How many code objects have events of their own.
    with_local: Cell<usize>,
    /// Local events of a tool from before its last `clear` do not count.
    cleared: [Cell<u32>; TOOLS],
    /// What was disabled before the last restart does not count.
    restarts: Cell<u32>,
    disable: OnceCell<Value>,
    missing: OnceCell<Value>,
}

/// What tools want to hear of one code object alone, and what not.
#[derive(Default)]
pub struct CodeEvents {
    /// All of `local` together.
    union: Cell<u32>,
    /// Events, and `Monitoring::cleared` of that time.
    local: [Cell<(u32, u32)>; TOOLS],
    /// Tools that do not want to hear of an event at an offset.
    disabled: RefCell<HashMap<(u32, Event), u8>>,
    restarts: Cell<u32>,
}

impl Monitoring {
    /// Does somebody listen to something?
    pub(crate) fn is_active(&self) -> bool {
        self.everywhere.get() != 0 || self.with_local.get() != 0
    }

    /// Does somebody listen in all code?
    pub(crate) fn listens_everywhere(&self) -> bool {
        self.everywhere.get() != 0
    }

    /// Does code have to run in the traced form?
    pub(crate) fn wants(&self, code: &CodeObject) -> bool {
        (self.everywhere.get() | code.events.union.get()) != 0
    }

    /// `DISABLE`
    pub fn disable(&self, vm: &Vm) -> Value {
        self.disable.get_or_init(|| plain_object(vm)).clone()
    }

    /// `MISSING`
    pub fn missing(&self, vm: &Vm) -> Value {
        self.missing.get_or_init(|| plain_object(vm)).clone()
    }

    /// The name of a tool in use.
    pub fn tool(&self, tool: usize) -> Option<Value> {
        self.names.borrow().get(tool).cloned().flatten()
    }

    /// Names a tool, or gives its number back.
    pub fn set_tool(&self, tool: usize, name: Option<Value>) {
        let old = std::mem::replace(&mut self.names.borrow_mut()[tool], name);
        drop(old);
    }

    /// Sets the function for an event; gives the one before.
    pub fn set_callback(&self, tool: usize, event: Event, f: Option<Value>) -> Option<Value> {
        let mut all = self.callbacks.borrow_mut();
        let old = std::mem::replace(&mut all[tool][event as usize], f);
        let hidden = match event {
            // It stands for both, and in the place of both.
            Event::Branch => [Event::BranchLeft, Event::BranchRight].map(|e| all[tool][e as usize].take()),
            _ => [None, None],
        };
        drop(all);
        drop(hidden);
        old
    }

    fn callback(&self, tool: usize, event: Event) -> Option<Value> {
        let all = self.callbacks.borrow();
        let own = all[tool][event as usize].clone();
        match event {
            Event::BranchLeft | Event::BranchRight => {
                own.or_else(|| all[tool][Event::Branch as usize].clone())
            }
            _ => own,
        }
    }

    /// What a tool listens to everywhere.
    pub fn events(&self, tool: usize) -> u32 {
        self.global[tool].get()
    }

    /// What a tool listens to in one code object.
    pub fn local_events(&self, tool: usize, code: &CodeObject) -> u32 {
        let (events, cleared) = code.events.local[tool].get();
        if cleared == self.cleared[tool].get() { events } else { 0 }
    }

    /// Which tools listen to an event everywhere, as a set.
    pub fn listeners(&self, event: Event) -> u32 {
        (0..TOOLS).filter(|t| self.global[*t].get() & event.bit() != 0).map(|t| 1 << t).sum()
    }

    /// Forgets what was disabled.
    pub fn restart(&self) {
        self.restarts.set(self.restarts.get().wrapping_add(1));
    }

    fn is_disabled(&self, code: &CodeObject, tool: usize, event: Event, offset: u32) -> bool {
        code.events.restarts.get() == self.restarts.get()
            && code.events.disabled.borrow().get(&(offset, event)).is_some_and(|tools| tools & 1 << tool != 0)
    }

    fn disable_at(&self, code: &CodeObject, tool: usize, event: Event, offset: u32) {
        let mut disabled = code.events.disabled.borrow_mut();
        if code.events.restarts.replace(self.restarts.get()) != self.restarts.get() {
            disabled.clear();
        }
        *disabled.entry((offset, event)).or_default() |= 1 << tool;
    }
}

fn plain_object(vm: &Vm) -> Value {
    vm.call(vm.types.object.value(), &[]).unwrap_or(Value::None)
}

impl Vm {
    /// The state of `sys.monitoring`.
    pub fn monitoring(&self) -> &Monitoring {
        &self.monitoring
    }

    /// `sys.monitoring.set_events`
    pub fn set_monitoring_events(&self, tool: usize, events: u32) {
        let m = &self.monitoring;
        if m.global[tool].replace(events) == events {
            return;
        }
        m.everywhere.set(m.global.iter().fold(0, |all, e| all | e.get()));
        super::tracing::listeners_changed(self);
    }

    /// `sys.monitoring.set_local_events`
    pub fn set_local_monitoring_events(&self, tool: usize, code: &CodeObject, events: u32) {
        let m = &self.monitoring;
        code.events.local[tool].set((events, m.cleared[tool].get()));
        let union = (0..TOOLS).fold(0, |all, t| all | m.local_events(t, code));
        let before = code.events.union.replace(union);
        match (before, union) {
            (0, 0) => return,
            (0, _) => m.with_local.set(m.with_local.get() + 1),
            (_, 0) => m.with_local.set(m.with_local.get().saturating_sub(1)),
            _ => {}
        }
        if (before == 0) != (union == 0) {
            super::tracing::listeners_changed(self);
        }
    }

    /// `sys.monitoring.clear_tool_id`
    pub fn clear_monitoring_tool(&self, tool: usize) {
        let m = &self.monitoring;
        let old = std::mem::take(&mut m.callbacks.borrow_mut()[tool]);
        drop(old);
        m.cleared[tool].set(m.cleared[tool].get().wrapping_add(1));
        self.set_monitoring_events(tool, 0);
    }
}
