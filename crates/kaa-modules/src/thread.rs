//! The module `_thread`, for a runtime with one thread: locks that never wait, no new threads.

use kaa_heap::ClassFlags;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function, getter, method, static_method};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Module, Type};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::cell::Cell;

/// Payload of both kinds of lock: how often it is held.
struct Lock {
    held: Cell<usize>,
}
kaa_heap::payload!(Lock);

macro_rules! lock_rows {
    ($acquire:ident) => {
        &[
            static_method("__new__", "($type, /)", new_lock, ""),
            method("acquire", "($self, blocking=True, timeout=-1)", $acquire, "Takes the lock."),
            method("__enter__", "($self, blocking=True, timeout=-1)", $acquire, "Takes the lock."),
            method("release", "($self, /)", release, "Lets the lock go."),
            method("__exit__", "($self, /, *args)", release, "Lets the lock go."),
            method("locked", "($self, /)", locked, "Whether it is held."),
            method("_is_owned", "($self, /)", locked, "Whether this thread holds it."),
            method("_at_fork_reinit", "($self, /)", reinit, ""),
        ]
    };
}

static LOCK: TypeSpec =
    TypeSpec { name: "_thread.lock", methods: lock_rows!(acquire), flags: flags::WEAKREF, ..TypeSpec::EMPTY };
static RLOCK: TypeSpec = TypeSpec {
    name: "_thread.RLock",
    methods: lock_rows!(acquire_again),
    flags: flags::WEAKREF | flags::BASETYPE,
    ..TypeSpec::EMPTY
};

const ROWS: &[Method] = &[
    function("get_ident", "()", |vm, _| done(vm.new_int(1)), "The thread's number."),
    function(
        "get_native_id",
        "()",
        |vm, _| done(vm.new_int(i64::from(std::process::id()))),
        "The system's number of the thread.",
    ),
    function("_count", "()", |vm, _| done(vm.new_int(0)), "How many threads were started."),
    function("stack_size", "(size=0, /)", |vm, _| done(vm.new_int(0)), "The stack of new threads."),
    function(
        "daemon_threads_allowed",
        "()",
        |_, _| done(Value::True),
        "Whether there may be daemon threads.",
    ),
    function("_shutdown", "()", |_, _| done(Value::None), "Waits for threads: there are no others."),
    function("_get_main_thread_ident", "()", |vm, _| done(vm.new_int(1)), "The main thread's number."),
    function("_is_main_interpreter", "()", |_, _| done(Value::True), "Always true."),
    function("set_name", "(name)", |_, _| done(Value::None), "Accepted without effect."),
    function("_make_thread_handle", "(ident, /)", make_handle, "A handle of a thread by its number."),
    function("start_joinable_thread", "(function, handle=None, daemon=True)", start, "Starts a thread."),
    function("start_new_thread", "(function, args, kwargs={}, /)", start, "Starts a thread."),
];

/// Payload of `_ThreadHandle`: the thread's number, and whether it ended.
struct Handle {
    ident: Cell<i64>,
    ended: Cell<bool>,
}
kaa_heap::payload!(Handle);

static HANDLE: TypeSpec = TypeSpec {
    name: "_thread._ThreadHandle",
    methods: &[
        static_method("__new__", "($type, /)", new_handle, ""),
        method("join", "($self, timeout=-1, /)", |_, _| done(Value::None), "Waits for the thread's end."),
        method(
            "is_done",
            "($self, /)",
            |vm, a| done(Value::bool(handle(vm, arg(a, 0))?.ended.get())),
            "Did it end?",
        ),
        method("_set_done", "($self, /)", set_done, "Notes that it ended."),
    ],
    getset: &[getter("ident", |vm, v| done(vm.new_int(handle(vm, v)?.ident.get())), "")],
    ..TypeSpec::EMPTY
};

/// Payload of `_local`: there is one thread, so its attributes are the thread's.
struct Local;
kaa_heap::payload!(Local);

static LOCAL: TypeSpec = TypeSpec {
    name: "_thread._local",
    doc: "Attributes that each thread has for itself.",
    methods: &[static_method("__new__", "($type, *args, **kwargs)", new_local, "")],
    flags: flags::BASETYPE | flags::DICT | flags::WEAKREF | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn new_local(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_object(crate::helpers::class_for::<Local>(vm, args)?, Local))
}

fn handle<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v Handle> {
    v.payload::<Handle>().ok_or_else(|| vm.type_error("a thread handle is needed"))
}

fn new_handle(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = crate::helpers::class_for::<Handle>(vm, args)?;
    done(vm.new_object(class, Handle { ident: Cell::new(0), ended: Cell::new(false) }))
}

fn make_handle(vm: &Vm, args: &[Slot]) -> NativeResult {
    let ident = vm.index_i64(arg(args, 0))?;
    match crate::helpers::class_named(vm, HANDLE.name) {
        Some(class) => {
            done(vm.new_object(&class, Handle { ident: Cell::new(ident), ended: Cell::new(false) }))
        }
        None => Err(vm.system_error("the module _thread is not there")),
    }
}

fn set_done(vm: &Vm, args: &[Slot]) -> NativeResult {
    handle(vm, arg(args, 0))?.ended.set(true);
    done(Value::None)
}

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_thread", Some("Threads and locks."));
    vm.add_functions(&module, ROWS);
    let lock = vm.new_native_type::<Lock>(&vm.types.object, &LOCK);
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    for name in ["lock", "LockType", "allocate_lock"] {
        set(name, lock.value().clone());
    }
    set("RLock", vm.new_native_type::<Lock>(&vm.types.object, &RLOCK).into());
    crate::helpers::add_class::<Local>(vm, &module, &LOCAL);
    crate::helpers::add_class::<Handle>(vm, &module, &HANDLE);
    set("error", vm.exceptions.runtime_error.value().clone());
    set("TIMEOUT_MAX", vm.new_float(9_223_372_036.0));
    Ok(module)
}

fn new_lock(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).as_ref::<Type>() {
        Some(class) => done(vm.new_object(class, Lock { held: Cell::new(0) })),
        None => Err(vm.type_error("a class is needed")),
    }
}

fn this<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v Lock> {
    v.payload::<Lock>().ok_or_else(|| vm.type_error("a lock is needed"))
}

fn acquire(vm: &Vm, args: &[Slot]) -> NativeResult {
    let l = this(vm, arg(args, 0))?;
    if l.held.get() == 0 {
        l.held.set(1);
        return done(Value::True);
    }
    let blocking = match args.get(1) {
        Some(Some(b)) => vm.is_true(b)?,
        _ => true,
    };
    if blocking && args.get(2).is_none_or(Option::is_none) {
        // Nobody else could ever let it go.
        return Err(vm.runtime_error("deadlock: the lock is held and there is one thread only"));
    }
    done(Value::False)
}

fn acquire_again(vm: &Vm, args: &[Slot]) -> NativeResult {
    let l = this(vm, arg(args, 0))?;
    l.held.set(l.held.get().saturating_add(1));
    done(Value::True)
}

fn release(vm: &Vm, args: &[Slot]) -> NativeResult {
    let l = this(vm, arg(args, 0))?;
    match l.held.get().checked_sub(1) {
        Some(n) => {
            l.held.set(n);
            done(Value::None)
        }
        None => Err(vm.runtime_error("release unlocked lock")),
    }
}

fn locked(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(this(vm, arg(args, 0))?.held.get() > 0))
}

fn reinit(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, arg(args, 0))?.held.set(0);
    done(Value::None)
}

fn start(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(vm.runtime_error("can't start new thread"))
}
