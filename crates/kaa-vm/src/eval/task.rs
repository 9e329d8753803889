//! Native loops as frames: what a built-in that calls Python back keeps between two calls lies on the heap, not on the native
//! stack. `sum`, `sorted(key=…)`, `list(generator)`, comparisons and the like are tasks.
//!
//! A task's frame lies on the frame stack while it waits; what the frames above it give arrives there ([`Event`]), and the task
//! goes on. A generator that a task drives hands its items over without leaving its own frame ([`hand_over`]), as long as the
//! task can take them without calling anybody. Tasks are plain structs: no native pointers, no closures.
//! Next: `protocol/drive.rs` for the loop over an iterable that most tasks are.

use super::{Arrived, arrive};
use crate::flow::{Fallible, Flow, NativeResult, Raised};
use crate::frame::{Action, Cont, Frame, FrameKind};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::Value;
use std::cell::RefCell;

/// What a task goes on with.
pub(crate) enum Event {
    /// It begins.
    Start,
    /// The frame it waited for gave this.
    Value(Value),
    /// The generator it drives is over.
    End,
    /// What it waited for failed.
    Failed(Raised),
}

/// A native loop with its state.
pub(crate) trait Task: 'static {
    /// Goes on; `Flow::Pushed` means that it waits for the frame on top.
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult;

    /// An item of the generator it drives; given back when it cannot be taken on the spot.
    fn accept(&mut self, _vm: &Vm, item: Value) -> Result<(), Value> {
        Err(item)
    }
}

/// Payload of the object that keeps a waiting task. Only the task's frame refers to it.
pub struct TaskState(RefCell<Box<dyn Task>>);
kaa_heap::payload!(TaskState);

/// The type of such objects; programs never see them.
pub static SPEC: TypeSpec =
    TypeSpec { name: "task_state", flags: flags::NO_INSTANTIATION, ..TypeSpec::EMPTY };

/// Runs a task: to its end, or until it waits.
pub(crate) fn start(vm: &Vm, mut task: impl Task) -> NativeResult {
    let frame = vm.push_continuation(Action::Native(Cont::Pass), None)?;
    // SAFETY: just pushed.
    unsafe { (*frame).kind = FrameKind::Task };
    let answer = vm.with_room(|| task.go_on(vm, Event::Start));
    if matches!(answer, Ok(Flow::Pushed)) {
        let state = vm.new_object(&vm.types.task_state, TaskState(RefCell::new(Box::new(task))));
        // SAFETY: the frame lies below what was pushed and has not been used.
        unsafe { (*frame).data = Some(state.into()) };
        return answer;
    }
    drop(vm.pop_continuation(frame));
    answer
}

/// Something arrives at a task's frame, which is on top: it goes on, and its frame goes when it is done.
pub(crate) fn arrived(vm: &Vm, frame: *mut Frame, event: Event) -> NativeResult {
    // SAFETY: the frame is alive, and its state stays where it is until the frame is popped below.
    let state = unsafe { (*frame).data.as_ref().and_then(|d| d.payload::<TaskState>()) };
    let answer = match state.map(|s| s.0.try_borrow_mut()) {
        Some(Ok(mut task)) => task.go_on(vm, event),
        _ => Err(vm.system_error("a native loop goes on inside itself")),
    };
    if !matches!(answer, Ok(Flow::Pushed)) {
        drop(vm.pop_continuation(frame));
    }
    answer
}

/// The frame on top is a task's, and the generator it drives has ended.
pub(crate) fn generator_ended(vm: &Vm) -> Arrived {
    let answer = arrived(vm, vm.current.get(), Event::End);
    match answer {
        Ok(Flow::Pushed) => Arrived::Run,
        Ok(Flow::Value(v)) => arrive(vm, Action::Native(Cont::Pass), None, Ok(v)),
        Err(e) => arrive(vm, Action::Native(Cont::Pass), None, Err(e)),
    }
}

/// The generator with this root frame is driven by a task: can that take the item while the generator stays where it is?
#[inline]
pub(crate) fn hand_over(vm: &Vm, root: *const Frame, item: Value) -> Result<(), Value> {
    // SAFETY: a running root's caller is alive; a task's frame keeps its state while it waits.
    let state = unsafe {
        let below = (*root).caller;
        if (*below).kind != FrameKind::Task {
            return Err(item);
        }
        (*below).data.as_ref().and_then(|d| d.payload::<TaskState>())
    };
    match state.map(|s| s.0.try_borrow_mut()) {
        Some(Ok(mut task)) => task.accept(vm, item),
        _ => Err(item),
    }
}

impl From<Fallible<Value>> for Event {
    fn from(r: Fallible<Value>) -> Event {
        match r {
            Ok(v) => Event::Value(v),
            Err(e) => Event::Failed(e),
        }
    }
}
