//! `deque`: a list with two open ends, perhaps of limited length.

use super::deque_iter;
use crate::helpers::{class_for, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, class_method, getter, method, static_method};
use kaa_vm::protocol::CompareOp;
use kaa_vm::types::sequence::{as_type, class_getitem, compare, from_end, has_index};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Payload of `deque`.
pub(super) struct Deque {
    pub(super) items: RefCell<VecDeque<Value>>,
    limit: Cell<Option<usize>>,
    /// Changes with every change of length or order, so that iterators notice.
    pub(super) version: Cell<u64>,
}
kaa_heap::payload!(Deque, trace, clear);

impl Deque {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(self.items.borrow().iter());
    }
    fn clear(&self) {
        let old = self.items.take();
        drop(old);
    }
    fn changed(&self) {
        self.version.set(self.version.get().wrapping_add(1));
    }
    /// Takes away what is over the limit, at the front.
    fn push_back(&self, v: Value) {
        let mut items = self.items.borrow_mut();
        items.push_back(v);
        let over = if self.limit.get().is_some_and(|n| items.len() > n) { items.pop_front() } else { None };
        drop(items);
        drop(over);
        self.changed();
    }
    fn push_front(&self, v: Value) {
        let mut items = self.items.borrow_mut();
        items.push_front(v);
        let over = if self.limit.get().is_some_and(|n| items.len() > n) { items.pop_back() } else { None };
        drop(items);
        drop(over);
        self.changed();
    }
    /// A copy of the items.
    pub(super) fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }
}

macro_rules! compared {
    ($op:expr) => {
        |vm, args| compared(vm, args, $op)
    };
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, "Create and return a new object."),
    method(
        "__init__",
        "($self, /, iterable=(), maxlen=None)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("append", "($self, item, /)", append, "Adds an item at the right end."),
    method("appendleft", "($self, item, /)", appendleft, "Adds an item at the left end."),
    method("extend", "($self, iterable, /)", extend, "Adds items at the right end."),
    method(
        "extendleft",
        "($self, iterable, /)",
        extendleft,
        "Adds items at the left end, each before the other.",
    ),
    method("pop", "($self, /)", pop, "Takes the item at the right end."),
    method("popleft", "($self, /)", popleft, "Takes the item at the left end."),
    method("clear", "($self, /)", clear, "Takes all items away."),
    method("copy", "($self, /)", copy, "A copy; items are shared."),
    method("__copy__", "($self, /)", copy, "A copy; items are shared."),
    method("count", "($self, value, /)", count, "How often a value is in."),
    method("index", "($self, value, start=0, stop=sys.maxsize, /)", index, "Where a value is first."),
    method("insert", "($self, index, value, /)", insert, "Puts a value before an index."),
    method("remove", "($self, value, /)", remove, "Takes the first item that equals a value away."),
    method("reverse", "($self, /)", reverse, "Turns the order around."),
    method("rotate", "($self, n=1, /)", rotate, "Moves items from the right end to the left."),
    method(
        "__len__",
        "($self, /)",
        |vm, a| done(vm.new_usize(this(vm, a)?.items.borrow().len())),
        "Return len(self).",
    ),
    method(
        "__bool__",
        "($self, /)",
        |vm, a| done(Value::bool(!this(vm, a)?.items.borrow().is_empty())),
        "True if self else False",
    ),
    method("__contains__", "($self, key, /)", contains, "Return bool(key in self)."),
    method("__getitem__", "($self, key, /)", getitem, "Return self[key]."),
    method("__setitem__", "($self, key, value, /)", setitem, "Set self[key] to value."),
    method("__delitem__", "($self, key, /)", delitem, "Delete self[key]."),
    method("__iter__", "($self, /)", |vm, a| deque_iter::forward(vm, arg(a, 0)), "Implement iter(self)."),
    method(
        "__reversed__",
        "($self, /)",
        |vm, a| deque_iter::backward(vm, arg(a, 0)),
        "An iterator from the right end.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__add__", "($self, value, /)", add, "Return self+value."),
    method("__iadd__", "($self, value, /)", iadd, "Implement self+=value."),
    method("__mul__", "($self, value, /)", mul, "Return self*value."),
    method("__rmul__", "($self, value, /)", mul, "Return value*self."),
    method("__imul__", "($self, value, /)", imul, "Implement self*=value."),
    method("__lt__", "($self, value, /)", compared!(CompareOp::Lt), "Return self<value."),
    method("__le__", "($self, value, /)", compared!(CompareOp::Le), "Return self<=value."),
    method("__eq__", "($self, value, /)", compared!(CompareOp::Eq), "Return self==value."),
    method("__ne__", "($self, value, /)", compared!(CompareOp::Ne), "Return self!=value."),
    method("__gt__", "($self, value, /)", compared!(CompareOp::Gt), "Return self>value."),
    method("__ge__", "($self, value, /)", compared!(CompareOp::Ge), "Return self>=value."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method(
        "__sizeof__",
        "($self, /)",
        |vm, a| done(vm.new_usize(96 + this(vm, a)?.items.borrow().capacity() * 8)),
        "Size in memory, in bytes.",
    ),
    class_method("__class_getitem__", "($type, item, /)", class_getitem, "See PEP 585"),
];
static ATTRIBUTES: &[GetSet] = &[getter(
    "maxlen",
    |vm, v| done(as_type::<Deque>(vm, v)?.limit.get().map_or(Value::None, |n| vm.new_usize(n))),
    "maximum size of a deque or None if unbounded",
)];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "collections.deque",
    doc: "A list with two open ends.",
    methods: METHODS,
    getset: ATTRIBUTES,
    none_dunders: &["__hash__"],
    flags: flags::BASETYPE | ClassFlags::GC | flags::WEAKREF | flags::SEQUENCE,
    ..TypeSpec::EMPTY
};

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Deque>> {
    as_type::<Deque>(vm, arg(args, 0))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Deque>(vm, args)?;
    done(vm.new_object(
        class,
        Deque { items: RefCell::default(), limit: Cell::new(None), version: Cell::new(0) },
    ))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let limit = match given(args, 2) {
        Some(n) if !n.is_none() => {
            if !kaa_vm::types::int::is_int(n) {
                return Err(vm.type_error("an integer is required"));
            }
            match usize::try_from(vm.index_i64(n)?) {
                Ok(n) => Some(n),
                Err(_) => return Err(vm.value_error("maxlen must be non-negative")),
            }
        }
        _ => None,
    };
    d.limit.set(limit);
    d.clear();
    if let Some(source) = given(args, 1) {
        extend_with(vm, d, source)?;
    }
    done(Value::None)
}

fn append(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, args)?.push_back(arg(args, 1).clone());
    done(Value::None)
}

fn appendleft(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, args)?.push_front(arg(args, 1).clone());
    done(Value::None)
}

/// The items of a source; of the deque itself a copy.
fn extend_with(vm: &Vm, d: &Ref<Deque>, source: &Value) -> Fallible<()> {
    if source.is(d.value()) {
        d.to_vec().into_iter().for_each(|v| d.push_back(v));
        return Ok(());
    }
    let it = vm.iter(source)?;
    while let Some(v) = vm.next(&it)? {
        d.push_back(v);
    }
    Ok(())
}

fn extend(vm: &Vm, args: &[Slot]) -> NativeResult {
    extend_with(vm, this(vm, args)?, arg(args, 1))?;
    done(Value::None)
}

fn extendleft(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    if arg(args, 1).is(d.value()) {
        d.to_vec().into_iter().for_each(|v| d.push_front(v));
        return done(Value::None);
    }
    let it = vm.iter(arg(args, 1))?;
    while let Some(v) = vm.next(&it)? {
        d.push_front(v);
    }
    done(Value::None)
}

fn taken(vm: &Vm, d: &Deque, v: Option<Value>) -> NativeResult {
    match v {
        Some(v) => {
            d.changed();
            done(v)
        }
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

fn pop(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let v = d.items.borrow_mut().pop_back();
    taken(vm, d, v)
}

fn popleft(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let v = d.items.borrow_mut().pop_front();
    taken(vm, d, v)
}

fn clear(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    d.clear();
    d.changed();
    done(Value::None)
}

/// A deque of the same class and limit with these items.
fn like(vm: &Vm, me: &Value, items: Vec<Value>) -> Fallible<Value> {
    let d = as_type::<Deque>(vm, me)?;
    let class = vm.class_ref(me);
    let list: Value = vm.new_list(items).into();
    match d.limit.get() {
        None => vm.call(class.value(), &[list]),
        Some(n) => vm.call(class.value(), &[list, vm.new_usize(n)]),
    }
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(like(vm, arg(args, 0), this(vm, args)?.to_vec())?)
}

#[cold]
fn mutated(vm: &Vm) -> Raised {
    vm.runtime_error("deque mutated during iteration")
}

fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let version = d.version.get();
    let mut n = 0;
    for x in d.to_vec() {
        n += usize::from(vm.eq(&x, arg(args, 1))?);
        if d.version.get() != version {
            return Err(mutated(vm));
        }
    }
    done(vm.new_usize(n))
}

/// Index of the first item that equals a value, in a range.
fn find(vm: &Vm, d: &Deque, v: &Value, start: usize, stop: usize) -> Fallible<Option<usize>> {
    let version = d.version.get();
    let mut i = start;
    while i < stop {
        let Some(x) = d.items.borrow().get(i).cloned() else { break };
        let same = vm.eq(&x, v)?;
        if d.version.get() != version {
            return Err(mutated(vm));
        }
        if same {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    done(Value::bool(find(vm, d, arg(args, 1), 0, usize::MAX)?.is_some()))
}

fn index(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let n = d.items.borrow().len();
    let start = given(args, 2).map_or(Ok(0), |v| vm.index_clamped(v))?;
    let stop = given(args, 3).map_or(Ok(i64::MAX), |v| vm.index_clamped(v))?;
    match find(vm, d, arg(args, 1), from_end(start, n), from_end(stop, n))? {
        Some(i) => done(vm.new_usize(i)),
        None => Err(vm.value_error("deque.index(x): x not in deque")),
    }
}

fn insert(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let i = vm.index_clamped(arg(args, 1))?;
    let mut items = d.items.borrow_mut();
    let n = items.len();
    if d.limit.get().is_some_and(|limit| n >= limit) {
        drop(items);
        return Err(vm.index_error("deque already at its maximum size"));
    }
    items.insert(from_end(i, n), arg(args, 2).clone());
    drop(items);
    d.changed();
    done(Value::None)
}

fn remove(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let version = d.version.get();
    match find(vm, d, arg(args, 1), 0, usize::MAX) {
        Err(_) if d.version.get() != version => Err(vm.index_error("deque mutated during remove().")),
        Err(e) => Err(e),
        Ok(None) => Err(vm.value_error("deque.remove(x): x not in deque")),
        Ok(Some(i)) => {
            let old = d.items.borrow_mut().remove(i);
            drop(old);
            d.changed();
            done(Value::None)
        }
    }
}

fn reverse(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    d.items.borrow_mut().make_contiguous().reverse();
    done(Value::None)
}

fn rotate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let n = given(args, 1).map_or(Ok(1), |n| vm.index_clamped(n))?;
    let mut items = d.items.borrow_mut();
    if let Ok(len @ 1..) = i64::try_from(items.len()) {
        items.rotate_right(usize::try_from(n.rem_euclid(len)).unwrap_or(0));
    }
    drop(items);
    d.changed();
    done(Value::None)
}

fn place(vm: &Vm, d: &Deque, key: &Value) -> Fallible<usize> {
    if !has_index(vm, key) {
        let name = vm.type_name(key);
        return Err(vm.type_error(format!("sequence index must be integer, not '{name}'")));
    }
    let i = vm.index_i64(key)?;
    let n = d.items.borrow().len();
    kaa_vm::types::sequence::resolve(i, n).ok_or_else(|| vm.index_error("deque index out of range"))
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let i = place(vm, d, arg(args, 1))?;
    let v = d.items.borrow().get(i).cloned();
    done(v.unwrap_or(Value::None))
}

fn setitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let i = place(vm, d, arg(args, 1))?;
    let old = d.items.borrow_mut().get_mut(i).map(|x| std::mem::replace(x, arg(args, 2).clone()));
    drop(old);
    done(Value::None)
}

fn delitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let i = place(vm, d, arg(args, 1))?;
    let old = d.items.borrow_mut().remove(i);
    drop(old);
    d.changed();
    done(Value::None)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (me, d) = (arg(args, 0), this(vm, args)?);
    let Some(_guard) = vm.repr_enter(me) else { return done(vm.str_value("[...]")) };
    let list: Value = vm.new_list(d.to_vec()).into();
    let mut out = format!("{}(", vm.class_of(me).name()).into_bytes();
    out.extend_from_slice(vm.repr(&list)?.as_bytes());
    if let Some(n) = d.limit.get() {
        out.extend_from_slice(format!(", maxlen={n}").as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn add(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(other) = arg(args, 1).payload::<Deque>() else {
        let name = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("can only concatenate deque (not \"{name}\") to deque")));
    };
    let mut items = this(vm, args)?.to_vec();
    items.extend(other.to_vec());
    done(like(vm, arg(args, 0), items)?)
}

fn iadd(vm: &Vm, args: &[Slot]) -> NativeResult {
    extend_with(vm, this(vm, args)?, arg(args, 1))?;
    done(arg(args, 0).clone())
}

/// The items `n` times; with a limit only what stays.
fn repeated(vm: &Vm, d: &Deque, n: &Value) -> Fallible<Vec<Value>> {
    let n = usize::try_from(vm.index_clamped(n)?).unwrap_or(0);
    let items = d.to_vec();
    let total = items.len().checked_mul(n).filter(|t| *t < 1 << 40 || d.limit.get().is_some());
    let Some(total) = total else { return Err(vm.memory_error("")) };
    let kept = d.limit.get().map_or(total, |limit| limit.min(total));
    let skip = if items.is_empty() { 0 } else { (total - kept) % items.len() };
    Ok(items.iter().cycle().skip(skip).take(kept).cloned().collect())
}

fn mul(vm: &Vm, args: &[Slot]) -> NativeResult {
    if !has_index(vm, arg(args, 1)) {
        let name = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{name}'")));
    }
    let items = repeated(vm, this(vm, args)?, arg(args, 1))?;
    done(like(vm, arg(args, 0), items)?)
}

fn imul(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = this(vm, args)?;
    let items = repeated(vm, d, arg(args, 1))?;
    let old = d.items.replace(items.into());
    drop(old);
    d.changed();
    done(arg(args, 0).clone())
}

fn compared(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let (Some(a), Some(b)) = (arg(args, 0).payload::<Deque>(), arg(args, 1).payload::<Deque>()) else {
        return done(Value::NotImplemented);
    };
    let get = |d: &Deque, i: usize| d.items.borrow().get(i).cloned();
    compare(vm, op, |i| get(a, i), |i| get(b, i), || (a.items.borrow().len(), b.items.borrow().len()))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (me, d) = (arg(args, 0), this(vm, args)?);
    let inner = match d.limit.get() {
        None => vec![],
        Some(n) => vec![vm.new_tuple(vec![]).into(), vm.new_usize(n)],
    };
    let state = vm.call_method(me, "__getstate__", &[])?;
    let parts = vec![vm.class_ref(me).into(), vm.new_tuple(inner).into(), state, vm.iter(me)?];
    done(vm.new_tuple(parts))
}
