//! The module `_collections`: `deque.rs`, `defaultdict.rs`, and here what named tuples and `Counter` need.
//! `OrderedDict` is the library's own.

mod defaultdict;
mod deque;
mod deque_iter;

use crate::helpers::{add_class, class_for, enter_class};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, function, getset, method, static_method};
use kaa_vm::protocol::BinaryOp;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::types::{Dict, Module, Tuple};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::cell::RefCell;

const ROWS: &[Method] = &[function(
    "_count_elements",
    "($module, mapping, iterable, /)",
    count_elements,
    "Counts the items into a mapping.",
)];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_collections", Some("Containers: deque, defaultdict."));
    vm.add_functions(&module, ROWS);
    add_class::<deque::Deque>(vm, &module, &deque::SPEC);
    add_class::<deque_iter::DequeIter>(vm, &module, &deque_iter::FORWARD);
    add_class::<deque_iter::DequeIter>(vm, &module, &deque_iter::BACKWARD);
    add_class::<TupleGetter>(vm, &module, &TUPLE_GETTER);
    let slots = &["default_factory"];
    let class = vm.new_native_type_with_slots::<Dict>(&vm.types.dict, &defaultdict::SPEC, slots);
    enter_class(vm, &module, defaultdict::SPEC.name, &class);
    Ok(module)
}

fn count_elements(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mapping = arg(args, 1);
    let one = vm.new_int(1);
    let it = vm.iter(arg(args, 2))?;
    let plain = mapping.payload::<Dict>().filter(|_| {
        let class = vm.class_of(mapping);
        let same = |d| match (class.special(vm, d), vm.types.dict.special(vm, d)) {
            (Some(a), Some(b)) => a.is(&b),
            _ => false,
        };
        let get = |c: &kaa_vm::types::Type| c.lookup(vm, &vm.intern("get"));
        let same_get = get(class).zip(get(&vm.types.dict)).is_some_and(|(a, b)| a.is(&b));
        same_get && same(kaa_vm::dunder::Dunder::SetItem)
    });
    if let Some(d) = plain {
        while let Some(x) = vm.next(&it)? {
            let hash = vm.hash(&x)?;
            let new = match d.get_hashed(vm, &x, hash)? {
                Some(old) => vm.binary(BinaryOp::Add, &old, &one)?,
                None => one.clone(),
            };
            d.set_hashed(vm, x, hash, new)?;
        }
        return done(Value::None);
    }
    let get = vm.get_attr(mapping, &vm.intern("get"))?;
    let zero = vm.new_int(0);
    while let Some(x) = vm.next(&it)? {
        let old = vm.call(&get, &[x.clone(), zero.clone()])?;
        let new = vm.binary(BinaryOp::Add, &old, &one)?;
        vm.set_item(mapping, &x, new)?;
    }
    done(Value::None)
}

/// Payload of `_tuplegetter`: reads an item of a named tuple by index.
struct TupleGetter {
    index: i64,
    doc: RefCell<Value>,
}
kaa_heap::payload!(TupleGetter, trace);

impl TupleGetter {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.doc.borrow());
    }
}

static GETTER_METHODS: &[Method] = &[
    static_method("__new__", "($type, index, doc, /)", new_getter, "Create and return a new object."),
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    method(
        "__set__",
        "($self, instance, value, /)",
        |vm, _| Err(vm.attribute_error_text("can't set attribute")),
        "Set an attribute of instance to value.",
    ),
    method(
        "__delete__",
        "($self, instance, /)",
        |vm, _| Err(vm.attribute_error_text("can't delete attribute")),
        "Delete an attribute of instance.",
    ),
    method("__repr__", "($self, /)", repr_getter, "Return repr(self)."),
    method("__reduce__", "($self, /)", reduce_getter, "State for pickling."),
];
static GETTER_ATTRIBUTES: &[GetSet] = &[getset(
    "__doc__",
    |vm, v| {
        let doc = as_type::<TupleGetter>(vm, v)?.doc.borrow().clone();
        done(doc)
    },
    |vm, v, new| {
        let old = as_type::<TupleGetter>(vm, v)?.doc.replace(new.cloned().unwrap_or(Value::None));
        drop(old);
        Ok(())
    },
    "",
)];
static TUPLE_GETTER: TypeSpec = TypeSpec {
    name: "collections._tuplegetter",
    methods: GETTER_METHODS,
    getset: GETTER_ATTRIBUTES,
    flags: ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn new_getter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<TupleGetter>(vm, args)?;
    let index = vm.index_i64(arg(args, 1))?;
    done(vm.new_object(class, TupleGetter { index, doc: RefCell::new(arg(args, 2).clone()) }))
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<TupleGetter>(vm, arg(args, 0))?;
    let v = arg(args, 1);
    let Some(t) = v.payload::<Tuple>() else {
        if v.is_none() {
            return done(arg(args, 0).clone());
        }
        let (i, name) = (me.index, vm.type_name(v));
        return Err(vm.type_error(format!(
            "descriptor for index '{i}' for tuple subclasses doesn't apply to '{name}' object"
        )));
    };
    match usize::try_from(me.index).ok().and_then(|i| t.get(i)) {
        Some(x) => done(x.clone()),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

fn repr_getter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<TupleGetter>(vm, arg(args, 0))?;
    let doc = me.doc.borrow().clone();
    let doc = vm.repr(&doc)?;
    done(vm.str_value(&format!("_tuplegetter({}, {})", me.index, doc.to_string_lossy())))
}

fn reduce_getter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<TupleGetter>(vm, arg(args, 0))?;
    let inner = vm.new_tuple(vec![vm.new_int(me.index), me.doc.borrow().clone()]);
    done(vm.new_tuple(vec![vm.class_ref(arg(args, 0)).into(), inner.into()]))
}
