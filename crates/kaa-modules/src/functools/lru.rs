//! `_lru_cache_wrapper`: a function whose results are kept, the least recently used ones given up first. Entries lie in a
//! vector and are linked in the order of their use; a dict leads from keys to them.

use super::keywords;
use crate::helpers::{class_for, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::{Flow, done};
use kaa_vm::frame::{Action, Cont};
use kaa_vm::native::{Method, Slot, arg, method, static_method};
use kaa_vm::types::int::as_i64;
use kaa_vm::types::iterators::{inner_flow, varargs};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Str};
use kaa_vm::{Fallible, NativeResult, Next, Ref, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload of the wrapper.
pub(super) struct Lru {
    function: Value,
    /// None is without limit.
    limit: Option<usize>,
    typed: bool,
    info: Value,
    /// From a key to the index of its entry.
    places: Ref<Dict>,
    entries: RefCell<Entries>,
    hits: Cell<i64>,
    misses: Cell<i64>,
}
kaa_heap::payload!(Lru, trace);

impl Lru {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.function, &self.info, self.places.value()]);
        for e in self.entries.borrow().all.iter().flatten() {
            t.values([&e.key, &e.value]);
        }
    }
}

struct Entry {
    key: Value,
    value: Value,
    older: usize,
    newer: usize,
}

/// No entry.
const NONE: usize = usize::MAX;

struct Entries {
    all: Vec<Option<Entry>>,
    free: Vec<usize>,
    oldest: usize,
    newest: usize,
}

impl Default for Entries {
    fn default() -> Entries {
        Entries { all: Vec::new(), free: Vec::new(), oldest: NONE, newest: NONE }
    }
}

impl Entries {
    fn at(&mut self, i: usize) -> Option<&mut Entry> {
        self.all.get_mut(i).and_then(Option::as_mut)
    }
    fn unlink(&mut self, i: usize) {
        let Some((older, newer)) = self.at(i).map(|e| (e.older, e.newer)) else { return };
        match self.at(older) {
            Some(e) => e.newer = newer,
            None => self.oldest = newer,
        }
        match self.at(newer) {
            Some(e) => e.older = older,
            None => self.newest = older,
        }
    }
    fn link_newest(&mut self, i: usize) {
        let last = std::mem::replace(&mut self.newest, i);
        match self.at(last) {
            Some(e) => e.newer = i,
            None => self.oldest = i,
        }
        if let Some(e) = self.at(i) {
            (e.older, e.newer) = (last, NONE);
        }
    }
    fn insert(&mut self, key: Value, value: Value) -> usize {
        let e = Some(Entry { key, value, older: NONE, newer: NONE });
        let i = match self.free.pop() {
            Some(i) => {
                self.all[i] = e;
                i
            }
            None => {
                self.all.push(e);
                self.all.len() - 1
            }
        };
        self.link_newest(i);
        i
    }
    fn remove_oldest(&mut self) -> Option<Entry> {
        let i = self.oldest;
        self.unlink(i);
        let e = self.all.get_mut(i).and_then(Option::take)?;
        self.free.push(i);
        Some(e)
    }
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, /, user_function, maxsize, typed, cache_info_type)",
        new,
        "Create and return a new object.",
    ),
    method("__call__", "($self, /, *args, **kwargs)", call, "Call self as a function."),
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    method("cache_info", "($self, /)", cache_info, "How often the cache helped, and how full it is."),
    method("cache_clear", "($self, /)", cache_clear, "Empties the cache."),
    method(
        "__reduce__",
        "($self, /)",
        |vm, a| done(vm.get_attr(arg(a, 0), &vm.names.__qualname__)?),
        "State for pickling.",
    ),
    method("__copy__", "($self, /)", |_, a| done(arg(a, 0).clone()), "The same object."),
    method("__deepcopy__", "($self, memo, /)", |_, a| done(arg(a, 0).clone()), "The same object."),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "functools._lru_cache_wrapper",
    doc: "A function whose results are kept.",
    methods: METHODS,
    flags: flags::BASETYPE | ClassFlags::GC | flags::DICT | flags::WEAKREF,
    resume: Some(resume),
    ..TypeSpec::EMPTY
};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Lru>(vm, args)?;
    if !vm.is_callable(arg(args, 1)) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let limit = match arg(args, 2) {
        n if n.is_none() => None,
        n if kaa_vm::types::sequence::has_index(vm, n) => {
            Some(usize::try_from(vm.index_clamped(n)?).unwrap_or(0))
        }
        _ => return Err(vm.type_error("maxsize should be integer or None")),
    };
    let lru = Lru {
        function: arg(args, 1).clone(),
        limit,
        typed: vm.is_true(arg(args, 3))?,
        info: arg(args, 4).clone(),
        places: vm.new_dict(),
        entries: RefCell::default(),
        hits: Cell::new(0),
        misses: Cell::new(0),
    };
    done(vm.new_object(class, lru))
}

/// What a call is kept under: a lone text or int as it is, otherwise everything in a tuple.
fn key_of(vm: &Vm, lru: &Lru, args: &[Value], names: &[Ref<Str>], values: &[Value]) -> Value {
    if !lru.typed
        && names.is_empty()
        && let [one] = args
        && (vm.exact_str(one).is_some() || vm.is_exact(one, &vm.types.int))
    {
        return one.clone();
    }
    let mut parts = args.to_vec();
    if !names.is_empty() {
        // The class stands for a mark between positions and keywords that no caller can give by chance.
        parts.push(vm.class_ref(lru.places.value()).into());
        for (n, v) in names.iter().zip(values) {
            parts.extend([n.value().clone(), v.clone()]);
        }
    }
    if lru.typed {
        parts.extend(args.iter().chain(values).map(|v| vm.class_ref(v).into()));
    }
    vm.new_tuple(parts).into()
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let lru = as_type::<Lru>(vm, me)?;
    let mut all = varargs(&args[1]).to_vec();
    let (names, values) = keywords(given(args, 2));
    if lru.limit == Some(0) {
        lru.misses.set(lru.misses.get() + 1);
        all.extend(values);
        return vm.call_flow(&lru.function, all, &names, Action::Native(Cont::Pass), None);
    }
    let key = key_of(vm, lru, &all, &names, &values);
    let hash = vm.hash(&key)?;
    if let Some(found) = look_up(vm, lru, &key, hash)? {
        lru.hits.set(lru.hits.get() + 1);
        return done(found);
    }
    lru.misses.set(lru.misses.get() + 1);
    all.extend(values);
    let f = lru.function.clone();
    let state = || vec![me.clone(), key.clone(), vm.new_int(hash)];
    let answer = inner_flow(vm, state, |vm| vm.call_flow(&f, all, &names, Action::Native(Cont::Pass), None))?;
    match answer {
        None => Ok(Flow::Pushed),
        Some(v) => {
            keep(vm, lru, key, hash, v.clone())?;
            done(v)
        }
    }
}

fn look_up(vm: &Vm, lru: &Lru, key: &Value, hash: i64) -> Fallible<Option<Value>> {
    let Some(place) = lru.places.get_hashed(vm, key, hash)? else { return Ok(None) };
    let Some(i) = as_i64(&place).and_then(|i| usize::try_from(i).ok()) else { return Ok(None) };
    let mut entries = lru.entries.borrow_mut();
    if lru.limit.is_some() && entries.newest != i {
        entries.unlink(i);
        entries.link_newest(i);
    }
    Ok(entries.at(i).map(|e| e.value.clone()))
}

fn keep(vm: &Vm, lru: &Lru, key: Value, hash: i64, v: Value) -> Fallible<()> {
    // The call itself may have kept a result for the same key.
    if lru.places.get_hashed(vm, &key, hash)?.is_some() {
        return Ok(());
    }
    let full = lru.limit.is_some_and(|n| lru.places.len() >= n);
    let old = if full { lru.entries.borrow_mut().remove_oldest() } else { None };
    if let Some(e) = &old {
        lru.places.remove(vm, &e.key)?;
    }
    let i = lru.entries.borrow_mut().insert(key.clone(), v);
    lru.places.set_hashed(vm, key, hash, vm.new_usize(i))
}

fn resume(vm: &Vm, me: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let v = arrived?;
    if let [key, hash] = state {
        keep(vm, as_type::<Lru>(vm, me)?, key.clone(), as_i64(hash).unwrap_or(0), v.clone())?;
    }
    Ok(Next::Item(v))
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 1) {
        instance if instance.is_none() => done(arg(args, 0).clone()),
        instance => done(vm.new_bound_method(arg(args, 0).clone(), instance.clone())),
    }
}

fn cache_info(vm: &Vm, args: &[Slot]) -> NativeResult {
    let lru = as_type::<Lru>(vm, arg(args, 0))?;
    let limit = lru.limit.map_or(Value::None, |n| vm.new_usize(n));
    let items =
        [vm.new_int(lru.hits.get()), vm.new_int(lru.misses.get()), limit, vm.new_usize(lru.places.len())];
    done(vm.call(&lru.info, &items)?)
}

fn cache_clear(vm: &Vm, args: &[Slot]) -> NativeResult {
    let lru = as_type::<Lru>(vm, arg(args, 0))?;
    lru.hits.set(0);
    lru.misses.set(0);
    let old = (lru.entries.take(), lru.places.table.borrow_mut().take_all());
    drop(old);
    done(Value::None)
}
