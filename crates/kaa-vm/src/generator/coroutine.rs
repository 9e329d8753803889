//! Method table of `coroutine`, its `__await__` wrapper, origins and the warning for those never awaited.

use super::Generator;
use super::methods::{
    METHODS, get_code, get_delegate, get_frame, get_name, get_qualname, get_running, get_suspended, of,
    set_name, set_qualname,
};
use super::resume::{Resume, resume};
use super::steps::CoroutineWrapper;
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised, done};
use crate::frame::{Action, Cont, Frame};
use crate::native::{GetSet, Method, Resumes, Slot, arg, class_method, getset, getter, member, method};
use crate::types::Str;
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn get_await(vm: &Vm, args: &[Slot]) -> NativeResult {
    let coroutine = of(vm, arg(args, 0))?;
    done(vm.new_object(&vm.types.coroutine_wrapper, CoroutineWrapper { coroutine }).into_value())
}

fn get_origin(vm: &Vm, v: &Value) -> NativeResult {
    done(of(vm, v)?.extra().unwrap_or(Value::None))
}

/// Where a coroutine is being created: up to the tracking depth of (file, line, function).
pub(crate) fn origin(vm: &Vm) -> Value {
    let mut frames = Vec::new();
    let mut f = vm.current.get();
    while !f.is_null() && frames.len() < vm.origin_depth.get() {
        // SAFETY: the frames of the chain are alive.
        unsafe {
            if let Some(function) = &(*f).function
                && !(*f).hidden
            {
                let line = crate::eval::line_of(function, Frame::lasti(f));
                let code = function.code.borrow().clone();
                let item = vec![
                    code.filename.value().clone(),
                    vm.new_int(i64::from(line)),
                    code.name.value().clone(),
                ];
                frames.push(vm.new_tuple(item).into());
            }
            f = (*f).caller;
        }
    }
    vm.new_tuple(frames).into()
}

/// The RuntimeWarning for a coroutine that was dropped without being awaited.
pub(crate) fn warn_never_awaited(vm: &Vm, g: &Ref<Generator>) {
    if library_warned(vm, g) {
        return;
    }
    let name = g.name(true);
    let name = name.payload::<Str>().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let message = format!("coroutine '{name}' was never awaited");
    if let Err(e) = vm.warn_about(&vm.exceptions.runtime_warning, &message, 1, g.value().clone()) {
        ignored(vm, e, g);
    }
}

/// Has the library warned, with the place where the coroutine was made? An error of its own is reported.
fn library_warned(vm: &Vm, g: &Ref<Generator>) -> bool {
    let Ok(warnings) = vm.import_module("warnings") else { return false };
    let Ok(Some(function)) = vm.get_attr_opt(&warnings, &vm.intern("_warn_unawaited_coroutine")) else {
        return false;
    };
    match vm.call(&function, &[g.value().clone()]) {
        Ok(_) => true,
        Err(e) => {
            let warned = vm.matches(&e, &vm.exceptions.runtime_warning);
            ignored(vm, e, g);
            warned
        }
    }
}

fn ignored(vm: &Vm, e: Raised, g: &Ref<Generator>) {
    vm.unraisable(e, "Exception ignored while finalizing coroutine", g.value());
}

static GETSET: &[GetSet] = &[
    getset("__name__", get_name, set_name, "name of the coroutine"),
    getset("__qualname__", get_qualname, set_qualname, "qualified name of the coroutine"),
    getter("cr_running", get_running, ""),
    getter("cr_suspended", get_suspended, ""),
    getter("cr_await", get_delegate, "object being awaited on, or None"),
    getter("cr_frame", get_frame, ""),
    getter("cr_code", get_code, ""),
    member("cr_origin", get_origin, ""),
];

static OWN: &[Method] = &[
    method(
        "send",
        "($self, value, /)",
        super::methods::send,
        "Puts a value into coroutine, which goes on: gives what it waits for next, or raises StopIteration.",
    )
    .resuming(Resumes::Send),
    method(
        "throw",
        "($self, type, value=None, traceback=None, /)",
        super::methods::throw,
        "Raises an exception in coroutine, at the place where it waits.",
    ),
    method("close", "($self, /)", super::methods::close, "Raises GeneratorExit inside coroutine."),
    method("__await__", "($self, /)", get_await, "An iterator to be used in await expression."),
    method("__repr__", "($self, /)", super::methods::repr, "Return repr(self)."),
    method(
        "__del__",
        "($self, /)",
        super::methods::del,
        "Called when the instance is about to be destroyed.",
    ),
    method("__sizeof__", "($self, /)", super::methods::sizeof, "Size in memory, in bytes."),
    class_method("__class_getitem__", "($type, item, /)", super::methods::class_getitem, "See PEP 585"),
];

/// The type `coroutine`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "coroutine",
    methods: OWN,
    getset: GETSET,
    flags: flags::WEAKREF | flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

fn wrapped(vm: &Vm, v: &Value) -> Fallible<Ref<Generator>> {
    match v.payload::<CoroutineWrapper>() {
        Some(w) => Ok(w.coroutine.clone()),
        None => Err(vm.type_error("a coroutine wrapper is needed")),
    }
}

fn wrapper_next(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let g = wrapped(vm, v)?;
    Ok(match resume(vm, &g, Resume::Send(Value::None), Action::Native(Cont::Pass), None)? {
        Flow::Value(v) => Next::Item(v),
        Flow::Pushed => Next::Pushed,
    })
}

fn wrapper_send(vm: &Vm, args: &[Slot]) -> NativeResult {
    let g = wrapped(vm, arg(args, 0))?;
    resume(vm, &g, Resume::Send(arg(args, 1).clone()), Action::Native(Cont::Pass), None)
}

fn wrapper_throw(vm: &Vm, args: &[Slot]) -> NativeResult {
    let g = wrapped(vm, arg(args, 0))?;
    let e = super::methods::thrown(vm, args, "throw")?;
    resume(vm, &g, Resume::Throw(e), Action::Native(Cont::Pass), None)
}

fn wrapper_close(vm: &Vm, args: &[Slot]) -> NativeResult {
    let g = wrapped(vm, arg(args, 0))?;
    let data = Some(g.value().clone());
    resume(vm, &g, Resume::Close, Action::Native(Cont::GenClose), data)
}

static WRAPPER: &[Method] = &[
    method("send", "($self, value, /)", wrapper_send, METHODS[0].doc),
    method(
        "throw",
        "($self, type, value=None, traceback=None, /)",
        wrapper_throw,
        "Raise an exception inside.",
    ),
    method("close", "($self, /)", wrapper_close, "Raise GeneratorExit inside."),
];

/// The type of `coroutine.__await__()`.
pub static WRAPPER_SPEC: TypeSpec = TypeSpec {
    name: "coroutine_wrapper",
    methods: WRAPPER,
    iternext: Some(wrapper_next),
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};
