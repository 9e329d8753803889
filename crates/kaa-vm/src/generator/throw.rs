//! `throw`: the exception lands at the leaf and unwinds link by link; a delegate that is no generator gets it through its own
//! `throw`, called from the leaf's frame, so that what it yields or returns arrives at the leaf's `Send` as usual.

use super::answer::unlink;
use super::chain::{self, delegator, running_root};
use super::resume::{already_executing, reused};
use super::{Generator, State, of_frame, resume};
use crate::eval::{self, apply_cont};
use crate::flow::{Fallible, Flow, NativeResult, Raised};
use crate::frame::{Action, Frame};
use crate::types::{Exception, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};

/// What an active root knows of a throw: how far below it lies the lowest link that was resumed with an exception. The links
/// above that one wait for `throw` and not for `send`: CPython does not show what they are handling.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Thrown(u32);

impl Thrown {
    /// Nothing was thrown.
    pub(crate) const NO: Thrown = Thrown(0);

    fn at(below_root: usize, own_counts: bool) -> Thrown {
        Thrown((below_root as u32 + 1) << 1 | u32::from(!own_counts))
    }
    pub(super) fn is_at(self, below_root: usize) -> bool {
        self.0 != 0 && self.0 >> 1 == below_root as u32 + 1
    }
    /// Does what the lowest link itself handles show? Not while its foreign delegate's `throw` runs.
    pub(super) fn own_counts(self) -> bool {
        self.0 & 1 == 0
    }
}

/// An exception as `throw(…)` gets it: made only where it is raised, and handed on to foreign delegates as it came.
#[derive(Clone)]
pub enum Exc {
    /// An exception object.
    Ready(Value),
    /// A class or object that is not checked yet, a value, a traceback.
    Raw(Value, Option<Value>, Option<Value>),
}

impl Exc {
    /// Reports what it holds.
    pub(super) fn trace(&self, t: &mut Tracer<'_>) {
        match self {
            Exc::Ready(e) => t.value(e),
            Exc::Raw(kind, value, tb) => {
                t.value(kind);
                t.option(value);
                t.option(tb);
            }
        }
    }

    /// Is it a GeneratorExit, as far as one can tell before it is made?
    pub(super) fn is_exit(&self, vm: &Vm) -> bool {
        let (Exc::Ready(kind) | Exc::Raw(kind, ..)) = self;
        let exit = &vm.exceptions.generator_exit;
        vm.is_instance_of(kind, exit) || kind.payload::<Type>().is_some_and(|t| t.is_subtype_of(exit))
    }

    fn arguments(&self) -> Vec<Value> {
        match self {
            Exc::Ready(e) => vec![e.clone()],
            Exc::Raw(kind, value, tb) => {
                let filler = tb.as_ref().map(|_| Value::None);
                [Some(kind.clone()), value.clone().or(filler), tb.clone()].into_iter().flatten().collect()
            }
        }
    }

    /// The exception to raise. The outer error says that nothing is raised: the arguments are wrong.
    pub(super) fn make(self, vm: &Vm) -> Fallible<Raised> {
        let (kind, value, tb) = match self {
            Exc::Ready(e) => return Ok(Raised(e)),
            Exc::Raw(kind, value, tb) => (kind, value, tb.filter(|t| !t.is_none())),
        };
        if tb.as_ref().is_some_and(|t| t.payload::<crate::types::traceback::Traceback>().is_none()) {
            return Err(vm.type_error("throw() third argument must be a traceback object"));
        }
        let e = if kind.payload::<Type>().is_some_and(|t| t.is_subtype_of(&vm.exceptions.base_exception)) {
            match instantiate(vm, &kind, value) {
                Ok(e) => e,
                Err(failure) => return Ok(failure),
            }
        } else if kind.payload::<Exception>().is_some() {
            if value.is_some_and(|v| !v.is_none()) {
                return Err(vm.type_error("instance exception may not have a separate value"));
            }
            kind
        } else {
            let name = vm.type_name(&kind);
            return Err(vm.type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {name}"
            )));
        };
        if let (Some(tb), Some(x)) = (tb, e.payload::<Exception>()) {
            drop(x.traceback.replace(Some(tb)));
        }
        Ok(Raised(e))
    }
}

fn instantiate(vm: &Vm, kind: &Value, value: Option<Value>) -> Fallible<Value> {
    let made = match value.filter(|v| !v.is_none()) {
        Some(v) if v.payload::<Exception>().is_some() && vm.is_instance(&v, kind)? => return Ok(v),
        Some(v) => {
            let items = v.payload::<Tuple>().map_or_else(|| vec![v.clone()], |t| t.to_vec());
            vm.call(kind, &items)?
        }
        None => vm.call(kind, &[])?,
    };
    if made.payload::<Exception>().is_some() {
        return Ok(made);
    }
    let (class, got) = (vm.repr(kind)?, vm.type_name(&made));
    Err(vm.type_error(format!(
        "calling {} should have returned an instance of BaseException, not {got}",
        class.to_string_lossy()
    )))
}

/// Throws into a generator that is created or suspended, a root from now on. `stop`: a step of an async generator on the way
/// gets it by its own `throw`.
pub(super) fn throw(
    vm: &Vm,
    g: &Ref<Generator>,
    what: Exc,
    stop: bool,
    action: Action,
    data: Option<Value>,
) -> NativeResult {
    chain::cut(g);
    let deepest = chain::leaf_of(g);
    let leaf = if stop { chain::above_step(g) } else { None }.unwrap_or(deepest);
    // SAFETY: `leaf` is the frame of a live generator that does not run.
    let at_leaf = unsafe { of_frame(leaf) };
    let plan = plan(vm, at_leaf, what);
    if g.frame() == leaf
        && let Plan::Refuse(e) = plan
    {
        return Err(e);
    }
    let base = vm.current.get();
    let (last, too_deep) = resume::activate(vm, g, action, data)?;
    if let Some(e) = too_deep {
        return raise_in(vm, last, base, e);
    }
    if leaf != last {
        chain::part(vm, g, leaf, last);
    }
    match plan {
        Plan::Raise(e) => raise_in(vm, leaf, base, e),
        Plan::Start(inner, e) => {
            // SAFETY: `leaf` is the running chain's last frame, at its `Send`; the delegate has not started.
            let first = unsafe { chain::attach(leaf, &inner) };
            vm.depth.set(vm.depth.get() + 1);
            raise_in(vm, first, base, e)
        }
        Plan::Refuse(e) => {
            let Some(above) = delegator(at_leaf) else { return Err(e) };
            unlink(vm, at_leaf, above);
            raise_in(vm, above, base, e)
        }
        Plan::Ask(method, what) => ask(vm, leaf, base, &method, &what),
    }
}

/// What becomes of a thrown exception at the leaf.
enum Plan {
    /// It is raised in the leaf.
    Raise(Raised),
    /// The leaf waits for a generator that was never started: it is raised there.
    Start(Ref<Generator>, Raised),
    /// It is not raised, and the leaf stays where it is: this error is raised above it.
    Refuse(Raised),
    /// The leaf's foreign delegate takes it.
    Ask(Value, Exc),
}

fn plan(vm: &Vm, leaf: &Generator, what: Exc) -> Plan {
    let fresh = |e: Raised| {
        eval::add_context(vm, &e, false);
        e
    };
    let made = |what: Exc| match what.make(vm) {
        Ok(e) => Plan::Raise(e),
        Err(e) => Plan::Refuse(fresh(e)),
    };
    let delegate = match leaf.state.get() {
        State::Created => None,
        _ => leaf.delegate(),
    };
    let Some(d) = delegate else { return made(what) };
    if let Some(inner) = d.as_ref::<Generator>() {
        // It cannot be resumed, or the walk down would have gone on to it.
        let error = match what.make(vm) {
            Err(e) => return Plan::Raise(fresh(e)),
            Ok(e) => e,
        };
        return match inner.state.get() {
            State::Completed => Plan::Raise(reused(vm, inner).map_or(error, fresh)),
            State::Created => Plan::Start(inner.clone(), error),
            _ => Plan::Raise(fresh(already_executing(vm, inner.kind()))),
        };
    }
    match vm.get_attr_opt(&d, &vm.names.throw) {
        Ok(Some(method)) => Plan::Ask(method, what),
        Ok(None) => made(what),
        Err(e) => Plan::Refuse(e),
    }
}

/// Raises in a link of the active chain; `base` is the resumer.
pub(super) fn raise_in(vm: &Vm, frame: *mut Frame, base: *mut Frame, e: Raised) -> NativeResult {
    match raise_at(vm, frame, base, e) {
        Ok(()) => Ok(Flow::Pushed),
        Err((action, data, e)) => fail_resumer(vm, action, data, e),
    }
}

/// The same; when all frames ended, the root's action is left to the caller.
pub(super) fn raise_at(vm: &Vm, frame: *mut Frame, base: *mut Frame, e: Raised) -> Result<(), Unwound> {
    reach(vm, frame);
    chain::to_yield(frame);
    own_context(vm, frame, &e);
    let e =
        if vm.tracing.is_active() { eval::tracing::thrown_into(vm, frame, &e).err().unwrap_or(e) } else { e };
    unwind(vm, base, e)
}

/// A link of a chain that was thrown into goes on.
pub(super) fn reach(vm: &Vm, frame: *mut Frame) {
    // SAFETY: the frame of a live generator in an active chain.
    let g = unsafe { of_frame(frame) };
    let root = running_root(g);
    root.thrown.set(Thrown::at(chain::span(root, frame), true));
    g.state.set(State::Running);
    vm.current.set(frame);
}

/// An exception left a link: when it came by throw, it is thrown into the link above as well, which runs now.
pub(super) fn passes_up(vm: &Vm, was_thrown: bool, above: *mut Frame, e: Option<&Raised>) {
    if was_thrown {
        reach(vm, above);
        if let Some(e) = e {
            chain::to_yield(above);
            own_context(vm, above, e);
            if vm.tracing.is_active() {
                // An error of the trace function has ended tracing; the exception that is on its way counts more.
                let _ = eval::tracing::thrown_into(vm, above, e);
            }
        }
    }
}

/// Is it the lowest link of a chain that was resumed with an exception?
pub(super) fn is_thrown_into(g: &Generator) -> bool {
    let root = running_root(g);
    root.thrown.get().is_at(chain::span(root, g.frame()))
}

/// Calls a foreign delegate's `throw` from the leaf's frame.
fn ask(vm: &Vm, leaf: *mut Frame, base: *mut Frame, method: &Value, what: &Exc) -> NativeResult {
    reach(vm, leaf);
    // SAFETY: as in `reach`.
    let g = unsafe { of_frame(leaf) };
    let root = running_root(g);
    root.thrown.set(Thrown::at(chain::span(root, leaf), false));
    chain::to_send(g);
    match vm.call_flow(method, what.arguments(), &[], Action::Resume, None) {
        Ok(Flow::Pushed) => {}
        Ok(Flow::Value(v)) => {
            delegate_answered(vm, leaf, None);
            // SAFETY: the leaf stands at its `Send`; behind it lies the `Yield` that hands the value on.
            unsafe {
                drop((*Frame::slots(leaf).add((*(*leaf).pc).dst as usize)).replace(v));
                (*leaf).pc = (*leaf).pc.add(1);
            }
        }
        Err(e) => {
            // What a native raises anew has the context of its caller; what was thrown comes back as it is.
            let thrown = what.arguments().iter().any(|a| a.is(&e.0));
            if vm.complete_error.replace(0) != e.0.bits() && !thrown {
                eval::add_context(vm, &e, false);
            }
            delegate_answered(vm, leaf, Some(&e));
            return match unwind(vm, base, e) {
                Ok(()) => Ok(Flow::Pushed),
                Err((action, data, e)) => fail_resumer(vm, action, data, e),
            };
        }
    }
    Ok(Flow::Pushed)
}

/// A foreign delegate answered: a throw is over for it, and an exception goes on into its link.
pub(crate) fn delegate_answered(vm: &Vm, frame: *mut Frame, e: Option<&Raised>) {
    // SAFETY: the running frame is a generator's.
    let g = unsafe { of_frame(frame) };
    let root = running_root(g);
    let thrown = root.thrown.get();
    if thrown == Thrown::NO || thrown.own_counts() || !thrown.is_at(chain::span(root, frame)) {
        return;
    }
    root.thrown.set(Thrown::at(chain::span(root, frame), true));
    if let Some(e) = e {
        chain::to_yield(frame);
        own_context(vm, frame, e);
    }
}

/// A generator resumed with an exception adds what it is handling itself as context, and nothing else.
pub(super) fn own_context(vm: &Vm, frame: *mut Frame, e: &Raised) {
    // SAFETY: the frame is the running one.
    if unsafe { (*frame).exc.is_some() } {
        eval::add_context(vm, e, true);
    }
}

/// An exception reaches the resumer as it is: a plain error of a native would get its context there.
pub(super) fn fail_resumer(vm: &Vm, action: Action, data: Option<Value>, e: Raised) -> NativeResult {
    let answer = match action {
        Action::Native(cont) => apply_cont(vm, cont, data, Err(e)),
        _ => Err(e),
    };
    if let Err(e) = &answer {
        vm.complete_error.set(e.0.bits());
    }
    answer
}

/// What is left when all frames of a chain ended: the root's action, and the exception.
type Unwound = (Action, Option<Value>, Raised);

/// Raises in the running frame and, as frames end, in the links above, up to the resumer `base`.
fn unwind(vm: &Vm, base: *mut Frame, mut e: Raised) -> Result<(), Unwound> {
    loop {
        match eval::raise_once(vm, e, true) {
            Ok(()) => return Ok(()),
            Err((action, data, e2)) if vm.current.get() == base => return Err((action, data, e2)),
            // The link above may get it at its `Send`: `aclose()` may be done by it.
            Err((_, _, e2)) => match eval::send_failed(vm, vm.current.get(), e2) {
                Ok(()) => return Ok(()),
                Err(e3) => e = e3,
            },
        }
    }
}
