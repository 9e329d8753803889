//! `anext(it, default)`: an awaitable that passes everything on to what `__anext__` gave, and makes the default of its
//! StopAsyncIteration.

use super::Generator;
use super::awaitable::awaitable_iter;
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Slot, arg, method};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::Value;

/// Payload of `anext_awaitable`.
pub struct AnextDefault {
    awaitable: Value,
    default: Value,
}
kaa_heap::payload!(AnextDefault, trace);

impl AnextDefault {
    fn trace(&self, t: &mut kaa_heap::Tracer<'_>) {
        t.values([&self.awaitable, &self.default]);
    }
}

/// The awaitable of `anext(it, default)`.
pub fn anext_with_default(vm: &Vm, awaitable: &Value, default: Value) -> Fallible<Value> {
    let payload = AnextDefault { awaitable: awaitable.clone(), default };
    Ok(vm.new_object(&vm.types.anext_awaitable, payload).into())
}

fn this<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v AnextDefault> {
    v.payload::<AnextDefault>().ok_or_else(|| vm.type_error("an anext_awaitable is needed"))
}

/// The iterator that is asked, found anew each time.
fn iterator(vm: &Vm, this: &AnextDefault) -> Fallible<Value> {
    let Some(it) = awaitable_iter(vm, &this.awaitable)? else {
        let name = vm.type_name(&this.awaitable);
        return Err(vm.type_error(format!("'{name}' object can't be awaited")));
    };
    if it.payload::<Generator>().is_some_and(|g| g.kind() == super::Kind::Coroutine) {
        return vm.call_method(&it, "__await__", &[]);
    }
    Ok(it)
}

/// A step's answer: the default takes the place of StopAsyncIteration.
pub(crate) fn continue_default(vm: &Vm, data: Option<Value>, result: Fallible<Value>) -> NativeResult {
    match (result, data.as_ref().and_then(|d| d.payload::<AnextDefault>())) {
        (Err(e), Some(this)) if vm.matches(&e, &vm.exceptions.stop_async_iteration) => {
            Err(vm.stop_with(this.default.clone()))
        }
        (r, _) => r.map(Flow::Value),
    }
}

fn next(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let it = iterator(vm, this(vm, v)?)?;
    let flow = vm.with_action(Action::Native(Cont::AnextDefault), Some(v.clone()), |vm| {
        Ok(match vm.next_flow(&it)? {
            Next::Item(v) => Flow::Value(v),
            Next::Done => return Err(vm.stop_iteration(Value::None)),
            Next::Pushed => Flow::Pushed,
        })
    })?;
    Ok(match flow {
        Flow::Value(v) => Next::Item(v),
        Flow::Pushed => Next::Pushed,
    })
}

fn call(vm: &Vm, args: &[Slot], name: &str) -> NativeResult {
    let v = arg(args, 0);
    let it = iterator(vm, this(vm, v)?)?;
    let method = vm.get_attr(&it, &vm.intern(name))?;
    let rest: Vec<Value> = args[1..].iter().flatten().cloned().collect();
    vm.call_flow(&method, rest, &[], Action::Native(Cont::AnextDefault), Some(v.clone()))
}
fn send(vm: &Vm, args: &[Slot]) -> NativeResult {
    call(vm, args, "send")
}
fn throw(vm: &Vm, args: &[Slot]) -> NativeResult {
    call(vm, args, "throw")
}
fn close(vm: &Vm, args: &[Slot]) -> NativeResult {
    call(vm, args, "close")
}
fn itself(_vm: &Vm, args: &[Slot]) -> NativeResult {
    done(arg(args, 0).clone())
}

static METHODS: &[Method] = &[
    method("__await__", "($self, /)", itself, "Return an iterator to be used in await expression."),
    method("send", "($self, value, /)", send, "Send a value into the await."),
    method(
        "throw",
        "($self, type, value=None, traceback=None, /)",
        throw,
        "Raise an exception in the await.",
    ),
    method("close", "($self, /)", close, "Raise GeneratorExit in the await."),
];

/// The type of `anext(it, default)`.
pub static ANEXT_SPEC: TypeSpec = TypeSpec {
    name: "anext_awaitable",
    methods: METHODS,
    iternext: Some(next),
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};
