//! What happens when a suspended generator is dropped: `close()`, the warning for coroutines never awaited, async hooks.

use super::resume::{Resume, resume};
use super::steps::{AsyncStep, Progress};
use super::{Generator, Kind, State};
use crate::flow::{NativeResult, Raised, done};
use crate::frame::{Action, Cont};
use crate::types::Str;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Runs the finaliser of a dropped generator or step of an async generator; called between instructions.
pub(crate) fn finalize(vm: &Vm, v: Value) {
    if let Some(s) = v.payload::<AsyncStep>() {
        warn_unused_step(vm, s);
        return;
    }
    let Ok(g) = v.downcast::<Generator>() else { return };
    // Weak references to the three kinds die before the finaliser runs; other objects' die after it.
    if let Some(h) = g.value().header()
        && kaa_heap::has_weakrefs(h)
    {
        crate::weakref::on_death(h);
        crate::eval::pending::run_callbacks(vm);
    }
    finish(vm, &g);
}

/// What `__del__` of the three kinds does.
pub(super) fn finish(vm: &Vm, g: &Ref<Generator>) {
    if g.state.get() == State::Completed || g.is_running() {
        return;
    }
    if g.kind() == Kind::AsyncGenerator
        && let Some(hook) = g.extra()
        && !g.closed.get()
    {
        if let Err(e) = vm.call(&hook, &[g.value().clone()]) {
            unraisable(vm, e, "Exception ignored while finalizing generator", g);
        }
        return;
    }
    if g.kind() == Kind::Coroutine && g.state.get() == State::Created {
        super::coroutine::warn_never_awaited(vm, g);
        return;
    }
    if let Err(e) = close(vm, g) {
        unraisable(vm, e, "Exception ignored while closing generator", g);
    }
}

fn unraisable(vm: &Vm, e: Raised, what: &str, g: &Ref<Generator>) {
    vm.unraisable(e, what, g.value());
}

/// `close()` on the spot.
pub(crate) fn close(vm: &Vm, g: &Ref<Generator>) -> Result<Value, Raised> {
    vm.sync(|vm| {
        let data = Some(g.value().clone());
        resume(vm, g, Resume::Close, Action::Native(Cont::GenClose), data)
    })
}

pub(super) fn warn_unused_step(vm: &Vm, s: &AsyncStep) {
    if s.progress.get() != Progress::Init {
        return;
    }
    let name = s.generator.name(true);
    let name = name.payload::<Str>().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let message = format!("coroutine method '{}' of '{name}' was never awaited", s.method());
    if let Err(e) = vm.warn_about(&vm.exceptions.runtime_warning, &message, 1, s.generator.value().clone()) {
        vm.unraisable(e, "Exception ignored while finalizing coroutine", s.generator.value());
    }
}

/// `frame.clear()` of a frame that has not ended: only that of a generator that was never started can be cleared.
pub(crate) fn clear_frame(vm: &Vm, generator: Option<Value>) -> NativeResult {
    let Some(Ok(g)) = generator.map(Value::downcast::<Generator>) else {
        return Err(vm.runtime_error("cannot clear an executing frame"));
    };
    if g.is_running() {
        return Err(vm.runtime_error("cannot clear an executing frame"));
    }
    match g.state.get() {
        State::Created => finish(vm, &g),
        State::Completed => {}
        _ => return Err(vm.runtime_error("cannot clear a suspended frame")),
    }
    done(Value::None)
}
