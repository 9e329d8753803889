//! `islice`, `batched` and `pairwise`.

use super::{item, phase, saved};
use crate::helpers::{class_for, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg, static_method};
use kaa_vm::types::iterators::{inner_next, varargs};
use kaa_vm::types::sequence::{as_type, has_index};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Raised, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload of `islice`.
pub(super) struct Islice {
    source: RefCell<Option<Value>>,
    /// How many items were taken from the source.
    taken: Cell<u64>,
    /// Index of the next item to give.
    next: Cell<u64>,
    stop: Option<u64>,
    step: u64,
}
kaa_heap::payload!(Islice, trace);

impl Islice {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.source.borrow());
    }
}

pub(super) static ISLICE: TypeSpec = TypeSpec {
    name: "itertools.islice",
    doc: "Some of an iterable's items, as a slice would choose them.",
    methods: &[static_method("__new__", "($type, /, *args)", new_islice, "Create and return a new object.")],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(islice),
    resume: Some(islice_on),
    ..TypeSpec::EMPTY
};

fn index(vm: &Vm, v: &Value, wrong: impl Fn() -> Raised) -> Fallible<Option<u64>> {
    if v.is_none() {
        return Ok(None);
    }
    if !has_index(vm, v) {
        return Err(wrong());
    }
    let i = vm.index_clamped(v)?;
    u64::try_from(i).map(Some).map_err(|_| wrong())
}

fn new_islice(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Islice>(vm, args)?;
    let parts = varargs(&args[1]);
    let n = parts.len();
    if n < 2 {
        return Err(vm.type_error(format!("islice expected at least 2 arguments, got {n}")));
    }
    if n > 4 {
        return Err(vm.type_error(format!("islice expected at most 4 arguments, got {n}")));
    }
    const RANGE: &str = "must be None or an integer: 0 <= x <= sys.maxsize.";
    let bad_stop = || vm.value_error(format!("Stop argument for islice() {RANGE}"));
    let bad_index = || vm.value_error(format!("Indices for islice() {RANGE}"));
    let (start, stop) = match parts {
        [_, stop] => (0, index(vm, stop, bad_stop)?),
        [_, start, stop, ..] => {
            let stop = match index(vm, stop, bad_stop) {
                Err(_) if has_index(vm, stop) => return Err(bad_index()),
                r => r?,
            };
            (index(vm, start, bad_index)?.unwrap_or(0), stop)
        }
        _ => (0, None),
    };
    let bad_step = || vm.value_error("Step for islice() must be a positive integer or None.");
    let step = match parts.get(3) {
        Some(s) => index(vm, s, bad_step)?.unwrap_or(1),
        None => 1,
    };
    if step == 0 {
        return Err(bad_step());
    }
    let source = vm.iter(&parts[0])?;
    let it = Islice {
        source: RefCell::new(Some(source)),
        taken: Cell::new(0),
        next: Cell::new(start),
        stop,
        step,
    };
    done(vm.new_object(class, it))
}

fn islice(vm: &Vm, v: &Value) -> Fallible<Next> {
    let s = as_type::<Islice>(vm, v)?;
    loop {
        let Some(source) = s.source.borrow().clone() else { return Ok(Next::Done) };
        let skipping = s.taken.get() < s.next.get();
        if !skipping && s.stop.is_some_and(|stop| s.taken.get() >= stop) {
            drop(s.source.take());
            return Ok(Next::Done);
        }
        match inner_next(vm, &source, || saved(v, i64::from(skipping), &[]))? {
            Next::Item(x) => {
                if let Some(next) = took(s, x, skipping) {
                    return Ok(next);
                }
            }
            Next::Pushed => return Ok(Next::Pushed),
            Next::Done => {
                drop(s.source.take());
                return Ok(Next::Done);
            }
        }
    }
}

/// An item came: skip it, or give it and choose the next.
fn took(s: &Islice, x: Value, skipping: bool) -> Option<Next> {
    s.taken.set(s.taken.get() + 1);
    if skipping {
        return None;
    }
    let next = s.next.get().saturating_add(s.step);
    s.next.set(s.stop.map_or(next, |stop| next.min(stop)));
    Some(Next::Item(x))
}

fn islice_on(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let s = as_type::<Islice>(vm, v)?;
    let Some(x) = item(vm, arrived)? else {
        drop(s.source.take());
        return Ok(Next::Done);
    };
    match took(s, x, phase(state).0 == 1) {
        Some(next) => Ok(next),
        None => islice(vm, v),
    }
}

/// Payload of `batched`.
pub(super) struct Batched {
    source: RefCell<Option<Value>>,
    size: usize,
    strict: bool,
    batch: RefCell<Vec<Value>>,
}
kaa_heap::payload!(Batched, trace);

impl Batched {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.source.borrow());
        t.values(self.batch.borrow().iter());
    }
}

pub(super) static BATCHED: TypeSpec = TypeSpec {
    name: "itertools.batched",
    doc: "The items in tuples of a size; the last may be shorter.",
    methods: &[static_method(
        "__new__",
        "($type, /, iterable, n, *, strict=False)",
        new_batched,
        "Create and return a new object.",
    )],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(batched),
    resume: Some(batched_on),
    ..TypeSpec::EMPTY
};

fn new_batched(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Batched>(vm, args)?;
    let n = vm.index_i64(arg(args, 2))?;
    let strict = given(args, 3).map_or(Ok(false), |s| vm.is_true(s))?;
    let Some(size) = usize::try_from(n).ok().filter(|n| *n > 0) else {
        return Err(vm.value_error("n must be at least one"));
    };
    let source = RefCell::new(Some(vm.iter(arg(args, 1))?));
    done(vm.new_object(class, Batched { source, size, strict, batch: RefCell::default() }))
}

fn batched(vm: &Vm, v: &Value) -> Fallible<Next> {
    let b = as_type::<Batched>(vm, v)?;
    let Some(source) = b.source.borrow().clone() else { return Ok(Next::Done) };
    while b.batch.borrow().len() < b.size {
        let next = inner_next(vm, &source, || saved(v, 1, &[])).inspect_err(|_| drop(b.batch.take()));
        match next? {
            Next::Item(x) => b.batch.borrow_mut().push(x),
            Next::Pushed => return Ok(Next::Pushed),
            Next::Done => return last_batch(vm, b),
        }
    }
    let batch = b.batch.take();
    Ok(Next::Item(vm.new_tuple(batch).into()))
}

fn last_batch(vm: &Vm, b: &Batched) -> Fallible<Next> {
    drop(b.source.take());
    let batch = b.batch.take();
    if batch.is_empty() {
        return Ok(Next::Done);
    }
    if b.strict {
        return Err(vm.value_error("batched(): incomplete batch"));
    }
    Ok(Next::Item(vm.new_tuple(batch).into()))
}

fn batched_on(vm: &Vm, v: &Value, _state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let b = as_type::<Batched>(vm, v)?;
    match item(vm, arrived) {
        Ok(Some(x)) => {
            b.batch.borrow_mut().push(x);
            batched(vm, v)
        }
        Ok(None) => last_batch(vm, b),
        Err(e) => {
            drop(b.batch.take());
            Err(e)
        }
    }
}

/// Payload of `pairwise`.
pub(super) struct Pairwise {
    source: RefCell<Option<Value>>,
    old: RefCell<Option<Value>>,
}
kaa_heap::payload!(Pairwise, trace);

impl Pairwise {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.source.borrow());
        t.option(&self.old.borrow());
    }
    fn end(&self) -> Next {
        drop(self.source.take());
        drop(self.old.take());
        Next::Done
    }
}

pub(super) static PAIRWISE: TypeSpec = TypeSpec {
    name: "itertools.pairwise",
    doc: "Each item with the one after it.",
    methods: &[static_method(
        "__new__",
        "($type, iterable, /)",
        new_pairwise,
        "Create and return a new object.",
    )],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(pairwise),
    resume: Some(pairwise_on),
    ..TypeSpec::EMPTY
};

fn new_pairwise(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Pairwise>(vm, args)?;
    let source = RefCell::new(Some(vm.iter(arg(args, 1))?));
    done(vm.new_object(class, Pairwise { source, old: RefCell::new(None) }))
}

fn pairwise(vm: &Vm, v: &Value) -> Fallible<Next> {
    let p = as_type::<Pairwise>(vm, v)?;
    loop {
        let Some(source) = p.source.borrow().clone() else { return Ok(Next::Done) };
        let first = p.old.borrow().is_none();
        match inner_next(vm, &source, || saved(v, i64::from(first), &[]))? {
            Next::Item(x) if first => drop(p.old.replace(Some(x))),
            Next::Item(x) => return Ok(pair(vm, p, x)),
            Next::Pushed => return Ok(Next::Pushed),
            Next::Done => return Ok(p.end()),
        }
    }
}

fn pair(vm: &Vm, p: &Pairwise, x: Value) -> Next {
    let old = p.old.replace(Some(x.clone())).unwrap_or(Value::None);
    Next::Item(vm.new_tuple(vec![old, x]).into())
}

fn pairwise_on(vm: &Vm, v: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let p = as_type::<Pairwise>(vm, v)?;
    match (item(vm, arrived)?, phase(state).0) {
        (None, _) => Ok(p.end()),
        (Some(x), 1) => {
            drop(p.old.replace(Some(x)));
            pairwise(vm, v)
        }
        (Some(x), _) => Ok(pair(vm, p, x)),
    }
}
