//! `close()`, and a thrown GeneratorExit: PEP 380 closes the delegate before the exception is raised in the link above it.
//!
//! Each link becomes a root of its own for as long as it is being closed, the innermost one first. The links above it count as
//! running and wait in a [`Closing`]; so a chain of any depth is closed without recursion. What the resumer wants done with the
//! last answer waits in a continuation frame.

use super::resume::{activate, already_executing};
use super::throw::{Exc, fail_resumer, raise_at, raise_in};
use super::{Generator, Kind, State, chain};
use crate::eval;
use crate::flow::{Fallible, Flow, NativeResult, Raised};
use crate::frame::{Action, Cont};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of a chain that is being closed.
pub struct Closing {
    /// The links in which nothing was raised yet, root first.
    links: RefCell<Vec<Ref<Generator>>>,
    /// What is raised in the root in place of a fresh GeneratorExit.
    thrown: RefCell<Option<Exc>>,
    /// The kind of the link that is being closed; none: a foreign delegate is.
    current: Cell<Option<Kind>>,
}
kaa_heap::payload!(Closing, trace);

impl Closing {
    fn trace(&self, t: &mut Tracer<'_>) {
        for g in self.links.borrow().iter() {
            t.value(g.value());
        }
        if let Some(e) = &*self.thrown.borrow() {
            e.trace(t);
        }
    }
}

/// The type of these; no program sees it.
pub static CLOSING_SPEC: TypeSpec =
    TypeSpec { name: "closing_chain", flags: flags::NO_INSTANTIATION, ..TypeSpec::EMPTY };

/// Who has to be closed before an exception is raised in the innermost link.
enum Innermost {
    /// Nobody: it stands at its own `yield`, or its delegate is over.
    Nobody,
    /// This iterator.
    Foreign(Value),
    /// Nobody can: this error is raised in it.
    Failed(Raised),
}

/// Closes a suspended generator that delegates; `thrown` is raised in it when its delegate is closed, or a GeneratorExit.
pub(super) fn close_chain(
    vm: &Vm,
    g: &Ref<Generator>,
    thrown: Option<Exc>,
    action: Action,
    data: Option<Value>,
) -> NativeResult {
    vm.push_continuation(action, data)?;
    let (links, innermost) = links(vm, g);
    let plan = Closing { links: RefCell::new(links), thrown: RefCell::new(thrown), current: Cell::new(None) };
    let plan = vm.new_object(&vm.types.closing, plan);
    let first = match innermost {
        Innermost::Nobody => Ok(()),
        Innermost::Failed(e) => {
            eval::add_context(vm, &e, false);
            Err(e)
        }
        Innermost::Foreign(iterator) => match close_method(vm, &iterator) {
            None => Ok(()),
            Some(method) => {
                let (action, data) = (Action::Native(Cont::CloseLink), Some(plan.value().clone()));
                return vm.call_flow(&method, Vec::new(), &[], action, data).or_else(|e| {
                    // Nothing was called, so nobody took the continuation's place.
                    go_on(vm, &plan, Err(e))
                });
            }
        },
    };
    go_on(vm, &plan, first)
}

/// The chain from `g` down, each link counted as running and out of the chain above it.
fn links(vm: &Vm, g: &Ref<Generator>) -> (Vec<Ref<Generator>>, Innermost) {
    let mut links: Vec<Ref<Generator>> = Vec::new();
    let mut at = g.clone();
    loop {
        chain::cut(&at);
        at.chain.set(std::ptr::null_mut());
        let delegate = at.delegate();
        at.state.set(State::Running);
        links.push(at);
        let Some(d) = delegate else { return (links, Innermost::Nobody) };
        let d = super::steps::coroutine_behind(&d).unwrap_or(d);
        let Some(inner) = d.as_ref::<Generator>() else { return (links, Innermost::Foreign(d)) };
        if inner.is_running() {
            return (links, Innermost::Failed(already_executing(vm, inner.kind())));
        }
        match inner.state.get() {
            State::Completed => return (links, Innermost::Nobody),
            State::Created => {
                chain::end_unstarted(inner);
                return (links, Innermost::Nobody);
            }
            _ => at = inner.clone(),
        }
    }
}

fn close_method(vm: &Vm, iterator: &Value) -> Option<Value> {
    match vm.get_attr_opt(iterator, &vm.names.close) {
        Ok(m) => m,
        Err(e) => {
            vm.unraisable(e, "Exception ignored while closing generator", iterator);
            None
        }
    }
}

/// A link or a foreign delegate has answered.
pub(crate) fn continue_closing(vm: &Vm, data: Option<Value>, result: Fallible<Value>) -> NativeResult {
    let Some(plan) = data.and_then(|d| d.downcast::<Closing>().ok()) else { return result.map(Flow::Value) };
    let inner = match plan.current.get() {
        None => result.map(drop),
        Some(kind) => close_answered(vm, kind, result).map(drop),
    };
    go_on(vm, &plan, inner)
}

/// What a generator's answer to GeneratorExit means for who closes it: the value it returned, or an error.
pub(crate) fn close_answered(vm: &Vm, kind: Kind, result: Fallible<Value>) -> Fallible<Value> {
    match result {
        Ok(_) => {
            let e = vm.runtime_error(format!("{} ignored GeneratorExit", kind.noun()));
            eval::add_context(vm, &e, false);
            Err(e)
        }
        Err(e) if vm.matches(&e, &vm.exceptions.stop_iteration) => Ok(vm.stop_value(&e)),
        Err(e) if vm.matches(&e, &vm.exceptions.generator_exit) => Ok(Value::None),
        Err(e) => Err(e),
    }
}

/// Raises in the next link; `inner` is how its delegate was closed.
fn go_on(vm: &Vm, plan: &Ref<Closing>, mut inner: Fallible<()>) -> NativeResult {
    loop {
        // With the exception of the link below goes what its traceback held.
        eval::pending::finalize_now(vm);
        let Some(link) = plan.links.borrow_mut().pop() else {
            return inner.map(|()| Flow::Value(Value::None));
        };
        let last = plan.links.borrow().is_empty();
        // It is resumed now: until then it counts as suspended.
        link.state.set(State::Suspended);
        if !last && link.ends_unnoticed() {
            chain::end_unnoticed(&link);
            continue;
        }
        let (action, data) = if last {
            take_continuation(vm)
        } else {
            plan.current.set(Some(link.kind()));
            (Action::Native(Cont::CloseLink), Some(plan.value().clone()))
        };
        let thrown = if last { plan.thrown.take() } else { None };
        let e = match (inner, thrown) {
            (Err(e), _) => Ok(e),
            (Ok(()), Some(what)) => what.make(vm),
            (Ok(()), None) => Ok(exit(vm)),
        };
        let base = vm.current.get();
        let failed = match e {
            // A wrong argument of `throw`: the root is not resumed.
            Err(e) => {
                link.state.set(chain::resting_state(&link));
                Err((action, data, e))
            }
            Ok(e) => match activate(vm, &link, action, data.clone()) {
                Err(e) => Err((action, data, e)),
                Ok((frame, _)) => raise_at(vm, frame, base, e),
            },
        };
        match failed {
            Ok(()) => return Ok(Flow::Pushed),
            Err((action, data, e)) if last => return fail_resumer(vm, action, data, e),
            Err((_, _, e)) => inner = close_answered(vm, link.kind(), Err(e)).map(drop),
        }
    }
}

/// What the resumer wants: the continuation on top of the stack.
fn take_continuation(vm: &Vm) -> (Action, Option<Value>) {
    let frame = vm.current.get();
    // SAFETY: `close_chain` pushed it, and everything above has ended.
    let action = unsafe { (*frame).action };
    (action, vm.pop_continuation(frame))
}

/// A fresh GeneratorExit.
fn exit(vm: &Vm) -> Raised {
    let e = vm.error_with(&vm.exceptions.generator_exit, vec![]);
    eval::add_context(vm, &e, false);
    e
}

/// Closes a generator that waits for nobody: GeneratorExit is raised in it.
pub(super) fn close_alone(vm: &Vm, g: &Ref<Generator>, action: Action, data: Option<Value>) -> NativeResult {
    let base = vm.current.get();
    let e = exit(vm);
    let (frame, too_deep) = activate(vm, g, action, data)?;
    raise_in(vm, frame, base, too_deep.unwrap_or(e))
}
