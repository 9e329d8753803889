//! Calling Python functions: the frame, the binding of arguments, and leaving again.

use super::{Arrived, Step, arrive};
use crate::flow::{Fallible, Raised};
use crate::frame::{Action, Frame, FrameKind, RegCode};
use crate::types::{Dict, Function, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// The frame stack is used up.
#[cold]
pub(crate) fn stack_full(vm: &Vm) -> Raised {
    vm.recursion_error("maximum recursion depth exceeded")
}

/// A frame for a function on the stack, with all slots empty; it becomes the running frame.
#[inline]
pub(crate) fn push_frame(
    vm: &Vm,
    f: &Ref<Function>,
    code: &RegCode,
    action: Action,
    data: Option<Value>,
) -> Fallible<*mut Frame> {
    let depth = vm.depth.get();
    if depth >= vm.recursion_limit.get() {
        return Err(stack_full(vm));
    }
    let n = code.slot_count as usize;
    let Some(at) = vm.stack.push(size_of::<Frame>() + n * 8) else { return Err(stack_full(vm)) };
    vm.depth.set(depth + 1);
    let frame = at.cast::<Frame>();
    // SAFETY: the stack gave room for the frame and its slots, aligned to 8.
    unsafe {
        frame.write(Frame {
            pc: code.instrs.as_ptr(),
            code,
            function: Some(f.clone()),
            caller: vm.current.get(),
            exc: None,
            data,
            action,
            kind: FrameKind::Function,
            has_object: false,
            hidden: code.hidden,
            plain: false,
        });
        Frame::unbind_from(frame, 0);
    }
    vm.current.set(frame);
    Ok(frame)
}

/// Pushes a frame for a function with its arguments bound.
pub(crate) fn push_function(
    vm: &Vm,
    f: &Ref<Function>,
    args: Vec<Value>,
    kwnames: &[Ref<Str>],
    action: Action,
    data: Option<Value>,
) -> Fallible<()> {
    // SAFETY: made for the code object that the function keeps alive.
    let code = unsafe { &*f.lowered(vm) };
    let frame = push_frame(vm, f, code, action, data)?;
    let slots = Frame::slots(frame);
    if code.simple && kwnames.is_empty() && args.len() == code.argcount as usize {
        for (i, v) in args.into_iter().enumerate() {
            // SAFETY: parameters are the first slots.
            unsafe { *slots.add(i) = Some(v) };
        }
        return Ok(());
    }
    let code_object = f.code.borrow().clone();
    let bound = super::bind::bind_arguments(vm, f, &code_object, args, kwnames, slots);
    if let Err(e) = bound {
        pop_frame(vm, frame);
        return Err(e);
    }
    Ok(())
}

/// Pushes a frame for a function with these positional arguments.
pub(crate) fn push_with<const N: usize>(
    vm: &Vm,
    f: &Ref<Function>,
    args: [Value; N],
    action: Action,
    data: Option<Value>,
) -> Fallible<()> {
    // SAFETY: made for the code object that the function keeps alive.
    let code = unsafe { &*f.lowered(vm) };
    if !code.simple || code.argcount as usize != N {
        return push_function(vm, f, Vec::from(args), &[], action, data);
    }
    let frame = push_frame(vm, f, code, action, data)?;
    for (i, v) in args.into_iter().enumerate() {
        // SAFETY: parameters are the first slots.
        unsafe { *Frame::slots(frame).add(i) = Some(v) };
    }
    Ok(())
}

/// Runs a code object with a namespace (module, class body, `exec`): pushes its frame.
pub(crate) fn push_code(
    vm: &Vm,
    f: &Ref<Function>,
    namespace: Value,
    action: Action,
    data: Option<Value>,
) -> Fallible<()> {
    // SAFETY: made for the code object that the function keeps alive.
    let code = unsafe { &*f.lowered(vm) };
    let frame = push_frame(vm, f, code, action, data)?;
    if code.argcount != 0 || !code.simple {
        // A function's code: its parameters have to be there.
        let code_object = f.code.borrow().clone();
        let slots = Frame::slots(frame);
        if let Err(e) = super::bind::bind_arguments(vm, f, &code_object, Vec::new(), &[], slots) {
            pop_frame(vm, frame);
            return Err(e);
        }
    }
    // SAFETY: every frame has a slot for the namespace.
    unsafe { *Frame::slots(frame).add(code.namespace as usize) = Some(namespace) };
    Ok(())
}

/// Takes a function's frame off the stack; gives action and data for what comes next.
pub(crate) fn pop_frame(vm: &Vm, frame: *mut Frame) -> (Action, Option<Value>) {
    debug_assert_eq!(vm.current.get(), frame);
    // SAFETY: the frame is the running one, made by `push_frame`; nothing refers to it after this.
    unsafe {
        super::unwind::retire_object(vm, frame, false);
        if (*frame).exc.take().is_some() {
            vm.handled.set(vm.handled.get() - 1);
        }
        Frame::clear_slots(frame);
        let old = frame.read();
        vm.current.set(old.caller);
        vm.stack.pop(frame.cast());
        vm.depth.set(vm.depth.get() - 1);
        (old.action, old.data)
    }
}

/// `return v` in the running frame.
pub(crate) fn return_from(vm: &Vm, frame: *mut Frame, v: Value) -> Step {
    // SAFETY: the running frame is alive.
    let kind = unsafe { (*frame).kind };
    if kind == FrameKind::Generator {
        return crate::generator::return_from_frame(vm, frame, v);
    }
    let (action, data) = pop_frame(vm, frame);
    arrived(vm, arrive(vm, action, data, Ok(v)))
}

pub(crate) fn arrived(vm: &Vm, a: Arrived) -> Step {
    match a {
        Arrived::Run => Step::Switch,
        Arrived::Exit(r) => {
            vm.set_exit(r);
            Step::Exit
        }
    }
}

/// Gives the frame on top another action, where it had the plain one.
pub(crate) fn set_top_action(vm: &Vm, action: Action, data: Option<Value>) {
    let frame = vm.current.get();
    // SAFETY: the running frame is alive.
    unsafe {
        (*frame).action = action;
        (*frame).data = data;
    }
}

/// The keyword arguments of `f(**mapping)` as names and values.
pub(crate) fn unpack_keywords(vm: &Vm, d: &Ref<Dict>) -> Fallible<(Vec<Ref<Str>>, Vec<Value>)> {
    let entries: Vec<(Value, Value)> =
        d.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect();
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (k, v) in entries {
        let Ok(name) = k.downcast::<Str>() else { return Err(vm.type_error("keywords must be strings")) };
        names.push(vm.intern_str(&name));
        values.push(v);
    }
    Ok((names, values))
}
