//! Calls: what kind of callable it is, binding arguments to a Python function's slots, pushing its frame, and the plain
//! form that enters the eval loop again.
//!
//! The eval loop has its own fast path for simple calls in `eval/call.rs`; everything else comes here.

use crate::dunder::Dunder;
use crate::eval;
use crate::flow::{Fallible, Flow, NativeResult, Raised};
use crate::frame::{Action, Cont, Frame, FrameKind, native_stack_pointer};
use crate::native::{self, Slot};
use crate::types::builtin_types::Empty;
use crate::types::type_object::{flags, layout};
use crate::types::{BoundMethod, Function, NativeFunction, Str, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Positional values, then the values of the keywords, in order.
pub struct Args<'k> {
    /// All values.
    pub values: Vec<Value>,
    /// Names of the last ones.
    pub kwnames: &'k [Ref<Str>],
}

/// State of a call that goes on after a frame returns: the class and the arguments, as a tuple.
pub type CallPlan = Value;

impl Vm {
    /// Calls anything. See [`Action`] for `action`; with `Resume…` a plain value comes back raw for the caller to act on.
    pub fn call_flow(
        &self,
        f: &Value,
        args: Vec<Value>,
        kwnames: &[Ref<Str>],
        action: Action,
        data: Option<Value>,
    ) -> NativeResult {
        if let Some(function) = f.as_ref::<Function>() {
            eval::push_function(self, function, args, kwnames, action, data)?;
            return Ok(Flow::Pushed);
        }
        if let Some(class) = f.as_ref::<Type>()
            && self.is_exact(f, &self.types.type_)
        {
            return self.with_action(action, data, |vm| vm.call_type(class, args, kwnames));
        }
        self.with_action(action, data, |vm| vm.call_other(f, args, kwnames))
    }

    /// Runs a native step that may push a frame, with an action for its result.
    pub fn with_action(
        &self,
        action: Action,
        data: Option<Value>,
        step: impl FnOnce(&Vm) -> NativeResult,
    ) -> NativeResult {
        match action {
            Action::Return | Action::Native(Cont::Pass) => step(self),
            _ => {
                let kept = self.push_continuation(action, data)?;
                let answer = step(self);
                if matches!(answer, Ok(Flow::Pushed)) {
                    return answer;
                }
                let data = self.pop_continuation(kept);
                match action {
                    Action::Native(cont) => {
                        let r = answer.map(|flow| match flow {
                            Flow::Value(v) => v,
                            Flow::Pushed => unreachable!("handled above"),
                        });
                        eval::apply_cont(self, cont, data, r)
                    }
                    Action::Discard => answer.map(|_| Flow::Value(Value::None)),
                    _ => answer,
                }
            }
        }
    }

    /// First `cont`, then `action`, on the result of `step` (which gets the inner action to use).
    pub fn continue_with(
        &self,
        action: Action,
        cont: Cont,
        data: Option<Value>,
        step: impl FnOnce(&Vm, Action) -> NativeResult,
    ) -> NativeResult {
        drop(data);
        match action {
            Action::Return | Action::Native(Cont::Pass) => step(self, Action::Native(cont)),
            _ => self.with_action(action, None, |vm| step(vm, Action::Native(cont))),
        }
    }

    /// Puts a continuation frame under what the next step pushes; taken away again by `pop_continuation` if it pushes nothing.
    pub(crate) fn push_continuation(&self, action: Action, data: Option<Value>) -> Fallible<*mut Frame> {
        let bytes = size_of::<Frame>();
        let Some(at) = self.stack.push(bytes) else { return Err(eval::stack_full(self)) };
        let frame = at.cast::<Frame>();
        let fresh = Frame {
            pc: std::ptr::null(),
            code: std::ptr::null(),
            function: None,
            caller: self.current.get(),
            exc: None,
            data,
            action,
            kind: FrameKind::Continuation,
            has_object: false,
            hidden: true,
            plain: false,
        };
        // SAFETY: the stack gave room for a frame, aligned to 8.
        unsafe { frame.write(fresh) };
        self.current.set(frame);
        Ok(frame)
    }

    /// Gives a continuation its data when something was pushed above it, and it will be needed.
    pub(crate) fn fill_continuation(&self, frame: *mut Frame, data: Value) {
        // SAFETY: written by `push_continuation` and not popped: what was pushed above it has not run yet.
        unsafe { (*frame).data = Some(data) };
    }

    /// Takes the topmost continuation away; gives its data.
    pub(crate) fn pop_continuation(&self, frame: *mut Frame) -> Option<Value> {
        debug_assert_eq!(self.current.get(), frame);
        // SAFETY: the frame was written by `push_continuation` and nothing above it is left.
        let old = unsafe { frame.read() };
        self.current.set(old.caller);
        self.stack.pop(frame.cast());
        old.data
    }

    /// Calls what is not a Python function.
    fn call_other(&self, f: &Value, mut args: Vec<Value>, kwnames: &[Ref<Str>]) -> NativeResult {
        if let Some(native) = f.payload::<NativeFunction>() {
            return self.call_native(native, args, kwnames);
        }
        if let Some(m) = f.payload::<BoundMethod>() {
            args.insert(0, m.receiver.clone());
            return self.call_flow(&m.function.clone(), args, kwnames, Action::Native(Cont::Pass), None);
        }
        let class = self.class_of(f);
        let Some(call) = class.special(self, Dunder::Call) else {
            return Err(self.type_error(format!("'{}' object is not callable", class.name())));
        };
        if let Some(t) = f.as_ref::<Type>()
            && self.is_exact_type_call(&call)
        {
            return self.call_type(t, args, kwnames);
        }
        self.check_native_stack()?;
        let mut all = Vec::with_capacity(args.len() + 1);
        match self.bind_special(&call, f)? {
            Some(bound) => {
                all.append(&mut args);
                self.call_flow(&bound, all, kwnames, Action::Native(Cont::Pass), None)
            }
            None => {
                all.push(f.clone());
                all.append(&mut args);
                self.call_flow(&call, all, kwnames, Action::Native(Cont::Pass), None)
            }
        }
    }

    fn is_exact_type_call(&self, call: &Value) -> bool {
        call.payload::<NativeFunction>()
            .is_some_and(|n| n.owner.as_ref().is_some_and(|o| o.is(&self.types.type_)))
    }

    /// Calls a native function.
    pub fn call_native(
        &self,
        native: &NativeFunction,
        args: Vec<Value>,
        kwnames: &[Ref<Str>],
    ) -> NativeResult {
        let s = native.signature;
        if kwnames.is_empty() && native::plain_arity(native, args.len()) && s.names.len() <= FEW {
            let mut slots: [Slot; FEW] = Default::default();
            let bound = usize::from(native.receiver.is_some());
            slots[0].clone_from(&native.receiver);
            for (place, v) in slots[bound..].iter_mut().zip(args) {
                *place = Some(v);
            }
            self.check_receiver(native, slots[0].as_ref())?;
            return (native.row.function)(self, &slots[..s.names.len()]);
        }
        let mut all = args;
        if let Some(r) = &native.receiver {
            all.insert(0, r.clone());
        }
        self.check_receiver(native, all.first())?;
        if kwnames.is_empty() && native::plain_arity_of(s, all.len()) {
            let mut slots: Vec<Slot> = all.into_iter().map(Some).collect();
            slots.resize(s.names.len(), None);
            return (native.row.function)(self, &slots);
        }
        let slots = native::bind(self, native, &all, kwnames)?;
        (native.row.function)(self, &slots)
    }

    /// Calls a native method with its receiver; short argument lists are bound on the native stack.
    fn call_native_method(&self, native: &NativeFunction, receiver: &Value, args: &[Value]) -> NativeResult {
        let s = native.signature;
        let direct = s.varargs.is_none()
            && s.varkw.is_none()
            && s.kwonly_required.is_empty()
            && s.names.len() <= 4
            && (s.required..=s.positional).contains(&(args.len() + 1));
        if !direct {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(receiver.clone());
            all.extend_from_slice(args);
            return self.call_native(native, all, &[]);
        }
        self.check_receiver(native, Some(receiver))?;
        let mut slots: [Slot; 4] = [const { None }; 4];
        slots[0] = Some(receiver.clone());
        for (slot, v) in slots[1..].iter_mut().zip(args) {
            *slot = Some(v.clone());
        }
        (native.row.function)(self, &slots[..s.names.len()])
    }

    /// A `__new__` makes instances of its own class and of those with the same layout only.
    fn check_class(&self, native: &NativeFunction, class: Option<&Value>) -> Fallible<()> {
        let Some(owner) = &native.owner else { return Ok(()) };
        let o = owner.shown();
        let Some(class) = class else {
            return Err(self.type_error(format!("{o}.__new__(): not enough arguments")));
        };
        let Some(class) = class.as_ref::<Type>() else {
            let given = self.type_name(class);
            return Err(self.type_error(format!("{o}.__new__(X): X is not a type object ({given})")));
        };
        if class.is(owner) || class.has(flags::HEAPTYPE) && std::ptr::eq(class.core.vtable, owner.core.vtable)
        {
            return Ok(());
        }
        let c = class.name();
        if !class.is_subtype_of(owner) {
            return Err(self.type_error(format!("{o}.__new__({c}): {c} is not a subtype of {o}")));
        }
        let mut base = class.clone();
        while let Some(next) = layout::direct_base(&base).filter(|_| base.has(flags::HEAPTYPE)) {
            base = next;
        }
        let new = base.special(self, Dunder::New).map(|new| self.unwrap_static(&new));
        let same = new.is_some_and(|new| {
            new.payload::<NativeFunction>().is_some_and(|n| std::ptr::eq(n.row, native.row))
        });
        let fits = std::ptr::eq(base.core.vtable, owner.core.vtable);
        if base.has(flags::NO_INSTANTIATION) || same && !fits {
            return Err(self.type_error(format!("cannot create '{}' instances", base.shown())));
        }
        if same {
            return Ok(());
        }
        let b = base.name();
        Err(self.type_error(format!("{o}.__new__({c}) is not safe, use {b}.__new__()")))
    }

    /// A method found on a class and called with a foreign receiver is a TypeError.
    #[inline]
    pub(crate) fn check_receiver(&self, native: &NativeFunction, receiver: Option<&Value>) -> Fallible<()> {
        match (&native.owner, receiver) {
            (None, _) => Ok(()),
            (Some(owner), Some(r)) if native.row.kind == native::Kind::Method && self.is_exact(r, owner) => {
                Ok(())
            }
            _ => self.check_receiver_fully(native, receiver),
        }
    }

    #[inline(never)]
    fn check_receiver_fully(&self, native: &NativeFunction, receiver: Option<&Value>) -> Fallible<()> {
        if native.row.kind != native::Kind::Method || !native.signature.receiver {
            return if native.is_constructor() { self.check_class(native, receiver) } else { Ok(()) };
        }
        let Some(owner) = &native.owner else { return Ok(()) };
        match receiver {
            Some(r) if self.is_exact(r, owner) || self.class_of(r).is_subtype_of(owner) => Ok(()),
            Some(r) if native.is_wrapper() => Err(self.type_error(format!(
                "descriptor '{}' requires a '{}' object but received a '{}'",
                native.row.name,
                owner.shown(),
                self.type_name(r)
            ))),
            None if native.is_wrapper() => Err(self.type_error(format!(
                "descriptor '{}' of '{}' object needs an argument",
                native.row.name,
                owner.shown()
            ))),
            Some(r) => Err(self.type_error(format!(
                "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                native.row.name,
                owner.shown(),
                self.type_name(r)
            ))),
            None => {
                Err(self.type_error(format!("unbound method {}() needs an argument", native.display_name())))
            }
        }
    }

    /// Calls with one argument, inside native loops; the result of a frame arrives as it is.
    pub(crate) fn call_one(&self, f: &Value, v: Value) -> NativeResult {
        if let Some(function) = f.as_ref::<Function>() {
            eval::push_with(self, function, [v], Action::Native(Cont::Pass), None)?;
            return Ok(Flow::Pushed);
        }
        if let Some(native) = f.payload::<NativeFunction>() {
            let s = native.signature;
            let plain = s.varargs.is_none() && s.names.len() == s.positional;
            match (&native.receiver, s.names.len()) {
                (None, 1) if plain => {
                    self.check_receiver(native, Some(&v))?;
                    return (native.row.function)(self, &[Some(v)]);
                }
                (Some(r), 2) if plain => return (native.row.function)(self, &[Some(r.clone()), Some(v)]),
                _ => {}
            }
        }
        if let Some(class) = f.as_ref::<Type>()
            && self.is_exact(f, &self.types.type_)
            && let Some(made) = self.construct_plainly(class, std::slice::from_ref(&v))
        {
            return made;
        }
        self.call_flow(f, vec![v], &[], Action::Native(Cont::Pass), None)
    }

    /// `cls(*args, **kwargs)` as `type.__call__` does it.
    pub fn call_type(&self, class: &Ref<Type>, args: Vec<Value>, kwnames: &[Ref<Str>]) -> NativeResult {
        if class.is(&self.types.type_) && kwnames.is_empty() && args.len() == 1 {
            return Ok(Flow::Value(self.class_ref(&args[0]).into()));
        }
        if class.has(crate::types::type_object::flags::NO_INSTANTIATION) {
            return Err(self.type_error(format!("cannot create '{}' instances", class.shown())));
        }
        if kwnames.is_empty()
            && let Some(made) = self.construct_plainly(class, &args)
        {
            return made;
        }
        let Some(new) = class.special(self, Dunder::New) else {
            return Err(self.type_error(format!("cannot create '{}' instances", class.shown())));
        };
        let new = self.unwrap_static(&new);
        let mut with_class = Vec::with_capacity(args.len() + 1);
        with_class.push(class.value().clone());
        with_class.extend(args.iter().cloned());
        let native = new.payload::<NativeFunction>();
        if let Some(native) = native
            && !self.new_may_wait(class, native)
        {
            if self.is_objects(native) && makes_plain_objects(class) && !self.init_is_objects(class) {
                let instance = self.new_object(class, Empty).into();
                return self.init_instance(class, instance, args, kwnames);
            }
            return match self.call_native(native, with_class, kwnames)? {
                Flow::Value(instance) => self.init_instance(class, instance, args, kwnames),
                // Nothing but `object.__init__` would follow.
                Flow::Pushed => Ok(Flow::Pushed),
            };
        }
        let mut plan = vec![class.value().clone(), self.new_tuple(args).into()];
        plan.extend(kwnames.iter().map(|k| k.value().clone()));
        let plan = self.new_tuple(plan).into();
        self.call_flow(&new, with_class, kwnames, Action::Native(Cont::NewThenInit), Some(plan))
    }

    fn is_objects(&self, f: &NativeFunction) -> bool {
        f.owner.as_ref().is_some_and(|o| o.is(&self.types.object))
    }

    fn init_is_objects(&self, class: &Ref<Type>) -> bool {
        let init = class.special(self, Dunder::Init);
        init.is_none_or(|i| i.payload::<NativeFunction>().is_some_and(|f| self.is_objects(f)))
    }

    /// May a native `__new__` push a frame although an `__init__` of its own is to follow?
    fn new_may_wait(&self, class: &Ref<Type>, new: &NativeFunction) -> bool {
        let waits = new
            .owner
            .as_ref()
            .is_some_and(|o| !o.is(&self.types.object) && !o.is(&self.exceptions.base_exception));
        // Built-in types with an `__init__` of their own have a `__new__` that calls nobody.
        waits && class.special(self, Dunder::Init).is_some_and(|i| i.payload::<NativeFunction>().is_none())
    }

    /// The second half of a class call: `__init__`, unless `__new__` gave something else.
    pub(crate) fn init_instance(
        &self,
        class: &Ref<Type>,
        instance: Value,
        mut args: Vec<Value>,
        kwnames: &[Ref<Str>],
    ) -> NativeResult {
        let actual = self.class_of(&instance);
        if !actual.is_subtype_of(class) {
            return Ok(Flow::Value(instance));
        }
        let Some(init) = actual.special(self, Dunder::Init) else { return Ok(Flow::Value(instance)) };
        if let Some(native) = init.payload::<NativeFunction>()
            && native.owner.as_ref().is_some_and(|o| o.is(&self.types.object))
            && args.is_empty()
        {
            return Ok(Flow::Value(instance));
        }
        if init.payload::<Function>().is_none() && init.payload::<NativeFunction>().is_none() {
            let bound = self.bind_special(&init, &instance)?;
            let f = bound.unwrap_or(init);
            return match self.call_flow(&f, args, kwnames, Action::Init, Some(instance.clone()))? {
                Flow::Value(_) => Ok(Flow::Value(instance)),
                Flow::Pushed => Ok(Flow::Pushed),
            };
        }
        args.insert(0, instance.clone());
        match self.call_flow(&init, args, kwnames, Action::Init, Some(instance.clone()))? {
            Flow::Value(_) => Ok(Flow::Value(instance)),
            Flow::Pushed => Ok(Flow::Pushed),
        }
    }

    /// The function inside a `staticmethod` object; anything else as it is.
    pub(crate) fn unwrap_static(&self, v: &Value) -> Value {
        match v.payload::<crate::types::descriptors::Wrapper>() {
            Some(w) if self.class_of(v).is_subtype_of(&self.types.staticmethod) => {
                w.callable.borrow().clone().unwrap_or(Value::None)
            }
            _ => v.clone(),
        }
    }

    /// Calls a special method found on the receiver's class with the receiver and `args`.
    pub fn call_special_flow(
        &self,
        method: &Value,
        receiver: &Value,
        args: &[Value],
        action: Action,
        data: Option<Value>,
    ) -> NativeResult {
        if let Some(native) = method.payload::<NativeFunction>()
            && native.receiver.is_none()
        {
            if let Action::Native(cont) = action
                && self.class_of(receiver).has(flags::LEAF)
            {
                return match self.call_native_method(native, receiver, args) {
                    Ok(Flow::Value(v)) if cont == Cont::Pass => Ok(Flow::Value(v)),
                    Ok(Flow::Pushed) => {
                        debug_assert!(cont == Cont::Pass, "a leaf's method pushed a frame");
                        Ok(Flow::Pushed)
                    }
                    Ok(Flow::Value(v)) => eval::apply_cont(self, cont, data, Ok(v)),
                    Err(e) => eval::apply_cont(self, cont, data, Err(e)),
                };
            }
            return self.with_action(action, data, |vm| vm.call_native_method(native, receiver, args));
        }
        if let Some(f) = method.as_ref::<Function>() {
            match args {
                [] => {
                    eval::push_with(self, f, [receiver.clone()], action, data)?;
                    return Ok(Flow::Pushed);
                }
                [a] => {
                    eval::push_with(self, f, [receiver.clone(), a.clone()], action, data)?;
                    return Ok(Flow::Pushed);
                }
                _ => {}
            }
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(receiver.clone());
            all.extend_from_slice(args);
            return self.call_flow(method, all, &[], action, data);
        }
        match self.bind_special(method, receiver)? {
            Some(bound) => self.call_flow(&bound, args.to_vec(), &[], action, data),
            None => self.call_flow(method, args.to_vec(), &[], action, data),
        }
    }

    /// Calls a special method on the spot.
    pub fn call_special(&self, method: &Value, receiver: &Value, args: &[Value]) -> Fallible<Value> {
        self.sync(|vm| vm.call_special_flow(method, receiver, args, Action::Native(Cont::Pass), None))
    }

    /// Calls anything on the spot.
    pub fn call(&self, f: &Value, args: &[Value]) -> Fallible<Value> {
        self.sync(|vm| vm.call_flow(f, args.to_vec(), &[], Action::Native(Cont::Pass), None))
    }

    /// Calls with keywords on the spot.
    pub fn call_kw(&self, f: &Value, args: &[Value], keywords: &[(Ref<Str>, Value)]) -> Fallible<Value> {
        let mut all = args.to_vec();
        all.extend(keywords.iter().map(|(_, v)| v.clone()));
        let names: Vec<Ref<Str>> = keywords.iter().map(|(k, _)| k.clone()).collect();
        self.sync(|vm| vm.call_flow(f, all, &names, Action::Native(Cont::Pass), None))
    }

    /// `v.name(*args)` on the spot.
    pub fn call_method(&self, v: &Value, name: &str, args: &[Value]) -> Fallible<Value> {
        let f = self.get_attr(v, &self.intern(name))?;
        self.call(&f, args)
    }

    /// Runs a step that may push a frame and waits for its value: native code enters the eval loop again. The one marked
    /// re-entry: counted, and on a fresh piece of native stack when the present one gets short.
    pub fn sync(&self, step: impl FnOnce(&Vm) -> NativeResult) -> Fallible<Value> {
        if native_stack_pointer() > self.native_limit.get() + SYNC_MARGIN {
            return eval::enter(self, step);
        }
        self.sync_elsewhere(step)
    }

    /// As `sync`, on a further piece of native stack: depth is then limited by `sys.setrecursionlimit` and by memory.
    #[cold]
    #[inline(never)]
    fn sync_elsewhere(&self, step: impl FnOnce(&Vm) -> NativeResult) -> Fallible<Value> {
        self.on_another_piece(|| eval::enter(self, step))
    }

    /// Runs native code that may recurse: here, or on a further piece of native stack when this one gets short.
    #[inline]
    pub(crate) fn with_room<T>(&self, work: impl FnOnce() -> Fallible<T>) -> Fallible<T> {
        if native_stack_pointer() > self.native_limit.get() + SYNC_MARGIN {
            return work();
        }
        self.on_another_piece(work)
    }

    #[cold]
    #[inline(never)]
    fn on_another_piece<T>(&self, work: impl FnOnce() -> Fallible<T>) -> Fallible<T> {
        let (limit, pieces) = (self.native_limit.get(), self.native_pieces.get());
        if pieces >= MOST_PIECES || pieces > FREE_PIECES + self.depth.get() / FRAMES_A_PIECE {
            return Err(native_stack_full(self));
        }
        self.native_pieces.set(pieces + 1);
        let result = stacker::grow(PIECE, || {
            self.native_limit.set(native_stack_pointer() - PIECE + PIECE_RESERVE);
            work()
        });
        self.native_limit.set(limit);
        self.native_pieces.set(pieces);
        result
    }

    /// RecursionError when the native stack runs out.
    #[inline]
    pub fn check_native_stack(&self) -> Fallible<()> {
        if native_stack_pointer() > self.native_limit.get() { Ok(()) } else { Err(native_stack_full(self)) }
    }
}

/// Does `object.__new__` make this class's instances, without further questions?
fn makes_plain_objects(class: &Type) -> bool {
    class.has(flags::HEAPTYPE) && !class.has(flags::ABSTRACT) && class.has_layout::<Empty>()
}

/// Native functions with at most this many parameters get their arguments on the native stack.
const FEW: usize = 6;
/// Bytes of native stack that re-entries get at a time when the thread's own is used up; the system gives pages as they are
/// touched.
const PIECE: usize = 1 << 20;
/// How many such pieces there may be.
const MOST_PIECES: usize = 1 << 10;
/// Recursion of native code alone (a list in a list in a list …) gets this many; Python frames below allow more.
const FREE_PIECES: usize = 4;
/// A re-entry with a Python frame takes less than a piece's share of this.
const FRAMES_A_PIECE: usize = 16;
/// What of a piece stays for native code that does not look.
const PIECE_RESERVE: usize = 128 << 10;
/// Re-entries move to another piece this early, so that native code behind them can recurse a little (`check_native_stack`).
const SYNC_MARGIN: usize = 32 << 10;

#[cold]
fn native_stack_full(vm: &Vm) -> Raised {
    vm.recursion_error("maximum recursion depth exceeded")
}
