//! What happens when a suspended generator is dropped: `close()`, the warning for coroutines never awaited, async hooks.

use super::resume::{Resume, resume};
use super::{Generator, Kind, State};
use crate::frame::{Action, Cont};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Runs a dropped generator's finaliser; called between instructions.
pub(crate) fn finalize(vm: &Vm, v: Value) {
    let Ok(g) = v.downcast::<Generator>() else { return };
    if g.kind() == Kind::AsyncGenerator
        && let Some(hook) = g.extra()
        && !g.closed.get()
        && g.state.get() != State::Completed
    {
        if let Err(e) = vm.call(&hook, &[g.value().clone()]) {
            vm.unraisable(e, "Exception ignored while finalizing generator", g.value());
        }
        return;
    }
    if g.kind() == Kind::Coroutine && g.state.get() == State::Created {
        super::coroutine::warn_never_awaited(vm, &g);
        return;
    }
    if let Err(e) = close(vm, &g) {
        vm.unraisable(e, "Exception ignored while closing generator", g.value());
    }
}

/// `close()` on the spot.
pub(crate) fn close(vm: &Vm, g: &Ref<Generator>) -> Result<Value, crate::flow::Raised> {
    vm.sync(|vm| {
        let data = Some(g.value().clone());
        resume(vm, g, Resume::Close, Action::Native(Cont::GenClose), data)
    })
}
