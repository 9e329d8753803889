//! The module `_queue`: a queue for threads, of which there is one: waiting ends when the time is over.

use crate::helpers::{class_for, class_named, enter_class, given, some};
use crate::timeout::{Unit, argument};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, class_method, method, static_method};
use kaa_vm::types::Module;
use kaa_vm::types::sequence::{as_type, class_getitem};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Payload of `SimpleQueue`.
#[derive(Default)]
struct Queue(RefCell<VecDeque<Value>>);
kaa_heap::payload!(Queue, trace, clear);

impl Queue {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(self.0.borrow().iter());
    }
    fn clear(&self) {
        drop(self.0.take());
    }
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, /)", new, "Create and return a new object."),
    method("put", "($self, /, item, block=True, timeout=None)", put, "Adds an item; never waits."),
    method("put_nowait", "($self, /, item)", put, "Adds an item; never waits."),
    method("get", "($self, /, block=True, timeout=None)", get, "Takes the oldest item; waits for one."),
    method("get_nowait", "($self, /)", |vm, a| take(vm, a), "Takes the oldest item."),
    method(
        "empty",
        "($self, /)",
        |vm, a| done(Value::bool(this(vm, a)?.0.borrow().is_empty())),
        "Is nothing in?",
    ),
    method(
        "qsize",
        "($self, /)",
        |vm, a| done(vm.new_usize(this(vm, a)?.0.borrow().len())),
        "How many items.",
    ),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "See PEP 585"),
];
static SPEC: TypeSpec = TypeSpec {
    name: "_queue.SimpleQueue",
    doc: "A queue without limit.",
    methods: METHODS,
    flags: flags::BASETYPE | flags::WEAKREF | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_queue", Some("For the module queue."));
    let empty = vm.new_exception_type(&vm.exceptions.exception, "_queue.Empty", "");
    enter_class(vm, &module, "_queue.Empty", &empty);
    crate::helpers::add_class::<Queue>(vm, &module, &SPEC);
    Ok(module)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_object(class_for::<Queue>(vm, args)?, Queue::default()))
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Queue>> {
    as_type::<Queue>(vm, arg(args, 0))
}

fn put(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, args)?.0.borrow_mut().push_back(arg(args, 1).clone());
    done(Value::None)
}

#[cold]
fn empty(vm: &Vm) -> Raised {
    let class = class_named(vm, "_queue.Empty").unwrap_or_else(|| vm.exceptions.exception.clone());
    vm.error_with(&class, vec![])
}

fn take(vm: &Vm, args: &[Slot]) -> NativeResult {
    let first = this(vm, args)?.0.borrow_mut().pop_front();
    match first {
        Some(v) => done(v),
        None => Err(empty(vm)),
    }
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let wait = given(args, 1).map_or(Ok(true), |v| vm.is_true(v))?;
    let limit = match some(args, 2).filter(|_| wait) {
        None => None,
        Some(v) => {
            let complaint =
                format!("'{}' object cannot be interpreted as an integer or float", vm.type_name(v));
            let nanos = argument(vm, v, Unit::Seconds, &complaint)?.unwrap_or(0);
            match u64::try_from(nanos) {
                Ok(n) => Some(Duration::from_nanos(n)),
                Err(_) => return Err(vm.value_error("'timeout' must be a non-negative number")),
            }
        }
    };
    let until = limit.and_then(|l| Instant::now().checked_add(l));
    // A signal's handler may put something in.
    while wait && this(vm, args)?.0.borrow().is_empty() {
        if until.is_some_and(|u| Instant::now() >= u) {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
        vm.check_signals()?;
    }
    take(vm, args)
}
