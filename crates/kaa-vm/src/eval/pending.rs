//! What waits for the boundary between two instructions: finalisers, weak-reference callbacks, a due collection, Ctrl-C.

use super::{Step, StepResult};
use crate::dunder::Dunder;
use crate::flow::Fallible;
use crate::vm::Vm;
use kaa_heap::{Due, GcStats, Value};

/// Does everything that is due, then goes on with `then`.
#[cold]
pub(crate) fn look(vm: &Vm, then: Step) -> StepResult {
    kaa_heap::clear_attention();
    run_callbacks(vm);
    run_finalizers(vm);
    if let Some(generation) = kaa_heap::gc_due() {
        collect(vm, generation);
    }
    vm.check_signals()?;
    Ok(super::tracing::switch_waiting(vm, then))
}

/// Finalisers and callbacks alone, at a moment when an exception is on its way.
#[inline]
pub(crate) fn finalize_now(vm: &Vm) {
    if kaa_heap::attention() {
        run_callbacks(vm);
        run_finalizers(vm);
    }
}

impl Vm {
    /// Runs the handlers of signals that arrived. Native code that waits calls it when a system call was interrupted.
    pub fn check_signals(&self) -> Fallible<()> {
        if !self.interrupted.swap(false, std::sync::atomic::Ordering::Relaxed) {
            return Ok(());
        }
        match self.signal_hook.get() {
            Some(handle) => handle(self),
            None => Err(self.error_with(&self.exceptions.keyboard_interrupt, vec![])),
        }
    }
}

/// Collects a generation. While finalisers of garbage run, nobody else collects.
pub fn collect(vm: &Vm, generation: usize) -> GcStats {
    if vm.collecting.replace(true) {
        return GcStats::default();
    }
    if generation == 2 {
        vm.method_cache.clear();
    }
    let mut stats = kaa_heap::collect(generation);
    run_callbacks(vm);
    if stats.finalizers > 0 {
        while let Some(v) = kaa_heap::next_finalizer() {
            run_one(vm, v);
            run_finalizers(vm);
        }
        stats.collected = kaa_heap::finish_collection();
        run_callbacks(vm);
    }
    vm.collecting.set(false);
    let mut totals = vm.collections.get();
    totals[generation].0 += 1;
    totals[generation].1 += stats.collected as u64;
    vm.collections.set(totals);
    stats
}

/// Calls the callbacks of weak references whose objects died.
pub fn run_callbacks(vm: &Vm) {
    for (callback, reference) in crate::weakref::take_callbacks() {
        if let Err(e) = vm.call(&callback, &[reference]) {
            vm.unraisable(e, "Exception ignored while calling weakref callback", &callback);
        }
    }
}

/// Runs what the finaliser queue holds. What a finalised object held comes before the objects that waited with it.
pub fn run_finalizers(vm: &Vm) {
    let mut due = kaa_heap::take_due();
    due.reverse();
    while let Some(next) = due.pop() {
        match next {
            Due::Finalize(v) => run_one(vm, v),
            Due::Drop(v) => drop(v),
        }
        run_callbacks(vm);
        let mut more = kaa_heap::take_due();
        more.reverse();
        due.append(&mut more);
    }
}

fn run_one(vm: &Vm, v: Value) {
    finalize(vm, v.clone());
    if let Some(h) = v.header() {
        kaa_heap::mark_finalized(h);
    }
}

fn finalize(vm: &Vm, v: Value) {
    if v.payload::<crate::generator::Generator>().is_some()
        || v.payload::<crate::generator::steps::AsyncStep>().is_some()
    {
        crate::generator::finalize(vm, v);
        return;
    }
    if let Some(m) = vm.class_of(&v).special(vm, Dunder::Del)
        && let Err(e) = vm.call_special(&m, &v, &[])
    {
        vm.unraisable(e, "Exception ignored while calling deallocator", &m);
    }
}
