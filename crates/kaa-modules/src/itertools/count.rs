//! `count`, `repeat` and `cycle`.

use super::{item, saved};
use crate::helpers::{class_for, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::dunder::Dunder;
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg, method, static_method};
use kaa_vm::protocol::BinaryOp;
use kaa_vm::types::int::{as_i64, is_int};
use kaa_vm::types::iterators::inner_next;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload of `count`.
pub(super) struct Count {
    next: RefCell<Value>,
    step: Value,
}
kaa_heap::payload!(Count, trace);

impl Count {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.next.borrow());
        t.value(&self.step);
    }
}

pub(super) static COUNT: TypeSpec = TypeSpec {
    name: "itertools.count",
    doc: "Numbers from a start, a step apart, without end.",
    methods: &[
        static_method("__new__", "($type, /, start=0, step=1)", new_count, "Create and return a new object."),
        method("__repr__", "($self, /)", repr_count, "Return repr(self)."),
    ],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(count),
    ..TypeSpec::EMPTY
};

fn is_number(vm: &Vm, v: &Value) -> bool {
    let class = vm.class_of(v);
    let has = |d| class.special(vm, d).is_some();
    has(Dunder::Index) || has(Dunder::Int) || has(Dunder::Float) || vm.is_instance_of(v, &vm.types.complex)
}

fn new_count(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Count>(vm, args)?;
    let start = given(args, 1).cloned().unwrap_or_else(|| vm.new_int(0));
    let step = given(args, 2).cloned().unwrap_or_else(|| vm.new_int(1));
    if !is_number(vm, &start) || !is_number(vm, &step) {
        return Err(vm.type_error("a number is required"));
    }
    done(vm.new_object(class, Count { next: RefCell::new(start), step }))
}

fn count(vm: &Vm, v: &Value) -> Fallible<Next> {
    let c = as_type::<Count>(vm, v)?;
    let now = c.next.borrow().clone();
    let fast = match (now.as_small_int(), c.step.as_small_int()) {
        (Some(a), Some(b)) => a.checked_add(b).and_then(Value::small_int),
        _ => None,
    };
    let next = match fast {
        Some(next) => next,
        None => vm.binary(BinaryOp::Add, &now, &c.step)?,
    };
    let old = c.next.replace(next);
    drop(old);
    Ok(Next::Item(now))
}

fn repr_count(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = as_type::<Count>(vm, arg(args, 0))?;
    let name = vm.class_of(arg(args, 0)).name();
    let now = c.next.borrow().clone();
    let mut out = format!("{name}(").into_bytes();
    out.extend_from_slice(vm.repr(&now)?.as_bytes());
    if !(is_int(&c.step) && as_i64(&c.step) == Some(1)) {
        out.extend_from_slice(b", ");
        out.extend_from_slice(vm.repr(&c.step)?.as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

/// Payload of `repeat`: the object and how often it still comes; negative is without end.
pub(super) struct Repeat {
    value: Value,
    left: Cell<i64>,
}
kaa_heap::payload!(Repeat, trace);

impl Repeat {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.value);
    }
}

pub(super) static REPEAT: TypeSpec = TypeSpec {
    name: "itertools.repeat",
    doc: "The same object again and again, or some times.",
    methods: &[
        static_method(
            "__new__",
            "($type, /, object, times=<unrepresentable>)",
            new_repeat,
            "Create and return a new object.",
        ),
        method("__repr__", "($self, /)", repr_repeat, "Return repr(self)."),
        method("__length_hint__", "($self, /)", repeat_hint, "How often it still comes."),
    ],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(repeat),
    ..TypeSpec::EMPTY
};

fn new_repeat(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Repeat>(vm, args)?;
    let left = match given(args, 2) {
        Some(n) => vm.index_i64(n)?.max(0),
        None => -1,
    };
    done(vm.new_object(class, Repeat { value: arg(args, 1).clone(), left: Cell::new(left) }))
}

fn repeat(vm: &Vm, v: &Value) -> Fallible<Next> {
    let r = as_type::<Repeat>(vm, v)?;
    match r.left.get() {
        0 => return Ok(Next::Done),
        n if n > 0 => r.left.set(n - 1),
        _ => {}
    }
    Ok(Next::Item(r.value.clone()))
}

fn repr_repeat(vm: &Vm, args: &[Slot]) -> NativeResult {
    let r = as_type::<Repeat>(vm, arg(args, 0))?;
    let name = vm.class_of(arg(args, 0)).name();
    let mut out = format!("{name}(").into_bytes();
    out.extend_from_slice(vm.repr(&r.value)?.as_bytes());
    if r.left.get() >= 0 {
        out.extend_from_slice(format!(", {}", r.left.get()).as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn repeat_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    match as_type::<Repeat>(vm, arg(args, 0))?.left.get() {
        n if n < 0 => Err(vm.type_error("len() of unsized object")),
        n => done(vm.new_int(n)),
    }
}

/// Payload of `cycle`.
pub(super) struct Cycle {
    source: RefCell<Option<Value>>,
    seen: RefCell<Vec<Value>>,
    at: Cell<usize>,
}
kaa_heap::payload!(Cycle, trace);

impl Cycle {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.source.borrow());
        t.values(self.seen.borrow().iter());
    }
}

pub(super) static CYCLE: TypeSpec = TypeSpec {
    name: "itertools.cycle",
    doc: "The items of an iterable again and again.",
    methods: &[static_method(
        "__new__",
        "($type, iterable, /)",
        new_cycle,
        "Create and return a new object.",
    )],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(cycle),
    resume: Some(cycle_on),
    ..TypeSpec::EMPTY
};

fn new_cycle(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Cycle>(vm, args)?;
    let source = vm.iter(arg(args, 1))?;
    let c = Cycle { source: RefCell::new(Some(source)), seen: RefCell::default(), at: Cell::new(0) };
    done(vm.new_object(class, c))
}

fn cycle(vm: &Vm, v: &Value) -> Fallible<Next> {
    let c = as_type::<Cycle>(vm, v)?;
    let source = c.source.borrow().clone();
    if let Some(it) = source {
        return match inner_next(vm, &it, || saved(v, 1, &[]))? {
            Next::Item(x) => Ok(note(c, x)),
            Next::Pushed => Ok(Next::Pushed),
            Next::Done => {
                drop(c.source.take());
                Ok(again(c))
            }
        };
    }
    Ok(again(c))
}

fn note(c: &Cycle, x: Value) -> Next {
    c.seen.borrow_mut().push(x.clone());
    Next::Item(x)
}

fn again(c: &Cycle) -> Next {
    let seen = c.seen.borrow();
    let Some(x) = seen.get(c.at.get()) else { return Next::Done };
    c.at.set((c.at.get() + 1) % seen.len());
    Next::Item(x.clone())
}

fn cycle_on(vm: &Vm, v: &Value, _state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let c = as_type::<Cycle>(vm, v)?;
    match item(vm, arrived)? {
        Some(x) => Ok(note(c, x)),
        None => {
            drop(c.source.take());
            Ok(again(c))
        }
    }
}
