//! The iterators of dicts and their views: keys, values, items, forward and backward. One payload, six types.

use super::Dict;
use super::views::ViewKind;
use crate::flow::{Fallible, NativeResult, Next, done};
use crate::native::{Method, Slot, method};
use crate::types::sequence::{as_type, builtin, receiver, reduce_iterator};
use crate::types::tuple::Pair;
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of all six.
pub struct DictIterator {
    /// The dict, until the end was met.
    dict: RefCell<Option<Ref<Dict>>>,
    /// Place of the table from which to look on (backward: before which).
    at: Cell<usize>,
    /// Length that the dict must still have.
    size: Cell<usize>,
    /// How many items are still to come.
    left: Cell<usize>,
    kind: ViewKind,
    backward: bool,
    pair: Pair,
}
kaa_heap::payload!(DictIterator, trace, clear);

impl DictIterator {
    fn new(dict: &Ref<Dict>, kind: ViewKind, backward: bool) -> DictIterator {
        let table = dict.table.borrow();
        DictIterator {
            dict: RefCell::new(Some(dict.clone())),
            at: Cell::new(if backward { table.slots() } else { 0 }),
            size: Cell::new(table.len()),
            left: Cell::new(table.len()),
            kind,
            backward,
            pair: Pair::default(),
        }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        if let Some(d) = &*self.dict.borrow() {
            t.value(d.value());
        }
        self.pair.trace(t);
    }
    fn clear(&self) {
        let old = self.dict.take();
        drop(old);
        self.pair.clear();
    }

    /// The next item; RuntimeError when keys came or went meanwhile.
    #[inline]
    pub fn step(&self, vm: &Vm) -> Fallible<Option<Value>> {
        let dict = self.dict.borrow();
        let Some(d) = &*dict else { return Ok(None) };
        let table = d.table.borrow();
        if table.len() != self.size.get() {
            self.size.set(usize::MAX);
            return Err(vm.runtime_error("dictionary changed size during iteration"));
        }
        let found =
            if self.backward { table.last_before(self.at.get()) } else { table.next_from(self.at.get()) };
        let Some((i, e)) = found else {
            drop(table);
            drop(dict);
            self.clear();
            return Ok(None);
        };
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(vm.runtime_error("dictionary keys changed during iteration"));
        };
        self.left.set(left);
        self.at.set(if self.backward { i } else { i + 1 });
        Ok(Some(match self.kind {
            ViewKind::Keys => e.key.clone(),
            ViewKind::Values => e.value.clone(),
            ViewKind::Items => {
                let (key, value) = (e.key.clone(), e.value.clone());
                drop(table);
                self.pair.of(vm, key, value)
            }
        }))
    }
}

impl Vm {
    /// An iterator over a dict.
    pub fn new_dict_iterator(&self, dict: &Ref<Dict>, kind: ViewKind) -> Value {
        let class = match kind {
            ViewKind::Keys => &self.types.dict_keyiterator,
            ViewKind::Values => &self.types.dict_valueiterator,
            ViewKind::Items => &self.types.dict_itemiterator,
        };
        self.new_object(class, DictIterator::new(dict, kind, false)).into()
    }
    /// A backward iterator over a dict.
    pub fn new_dict_reverse_iterator(&self, dict: &Ref<Dict>, kind: ViewKind) -> Value {
        let class = match kind {
            ViewKind::Keys => &self.types.dict_reversekeyiterator,
            ViewKind::Values => &self.types.dict_reversevalueiterator,
            ViewKind::Items => &self.types.dict_reverseitemiterator,
        };
        self.new_object(class, DictIterator::new(dict, kind, true)).into()
    }
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    Ok(as_type::<DictIterator>(vm, v)?.step(vm)?.map_or(Next::Done, Next::Item))
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<DictIterator>(vm, args)?;
    let same = it.dict.borrow().as_ref().is_some_and(|d| d.len() == it.size.get());
    done(vm.new_usize(if same { it.left.get() } else { 0 }))
}

/// What is left, as a list: iterators of dicts are pickled as iterators of lists.
fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = receiver::<DictIterator>(vm, args)?;
    let maker = builtin(vm, "iter")?;
    let rest = DictIterator {
        dict: RefCell::new(it.dict.borrow().clone()),
        at: it.at.clone(),
        size: it.size.clone(),
        left: it.left.clone(),
        kind: it.kind,
        backward: it.backward,
        pair: Pair::default(),
    };
    let mut items = Vec::new();
    while let Some(v) = rest.step(vm)? {
        items.push(v);
    }
    reduce_iterator(vm, &maker, vm.new_list(items).into(), None)
}

static METHODS: &[Method] = &[
    method("__length_hint__", "($self, /)", length_hint, "How many items are left."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
];

const SPEC: TypeSpec =
    TypeSpec { methods: METHODS, iternext: Some(next), flags: flags::NO_INSTANTIATION, ..TypeSpec::EMPTY };

/// The type `dict_keyiterator`.
pub static KEYS: TypeSpec = TypeSpec { name: "dict_keyiterator", ..SPEC };
/// The type `dict_valueiterator`.
pub static VALUES: TypeSpec = TypeSpec { name: "dict_valueiterator", ..SPEC };
/// The type `dict_itemiterator`.
pub static ITEMS: TypeSpec = TypeSpec { name: "dict_itemiterator", ..SPEC };
/// The type `dict_reversekeyiterator`.
pub static REVERSE_KEYS: TypeSpec = TypeSpec { name: "dict_reversekeyiterator", ..SPEC };
/// The type `dict_reversevalueiterator`.
pub static REVERSE_VALUES: TypeSpec = TypeSpec { name: "dict_reversevalueiterator", ..SPEC };
/// The type `dict_reverseitemiterator`.
pub static REVERSE_ITEMS: TypeSpec = TypeSpec { name: "dict_reverseitemiterator", ..SPEC };
