//! `partial`: a function with some arguments already given, perhaps with places left open.

use super::keywords;
use crate::helpers::{class_for, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::frame::{Action, Cont};
use kaa_vm::native::{GetSet, Method, Slot, arg, class_method, getter, method, static_method};
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::sequence::{as_type, class_getitem};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Tuple};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload of `partial`.
pub(super) struct Partial {
    parts: RefCell<Parts>,
    /// How many of the arguments are open places.
    open: Cell<usize>,
}
kaa_heap::payload!(Partial, trace);

#[derive(Clone)]
struct Parts {
    function: Value,
    args: Ref<Tuple>,
    keywords: Ref<Dict>,
}

impl Partial {
    fn trace(&self, t: &mut Tracer<'_>) {
        let p = self.parts.borrow();
        t.values([&p.function, p.args.value(), p.keywords.value()]);
    }
}

/// Payload of the mark of an open place.
pub(super) struct Placeholder;
kaa_heap::payload!(Placeholder);

pub(super) static PLACEHOLDER: TypeSpec = TypeSpec {
    name: "functools._PlaceholderType",
    doc: "The type of the mark for arguments that are still to be given.",
    methods: &[
        static_method(
            "__new__",
            "($type, /, *args, **kwargs)",
            new_placeholder,
            "Create and return a new object.",
        ),
        method("__repr__", "($self, /)", |vm, _| done(vm.str_value("Placeholder")), "Return repr(self)."),
        method("__reduce__", "($self, /)", |vm, _| done(vm.str_value("Placeholder")), "State for pickling."),
    ],
    ..TypeSpec::EMPTY
};

fn new_placeholder(vm: &Vm, args: &[Slot]) -> NativeResult {
    if !varargs(&args[1]).is_empty() || given(args, 2).is_some() {
        return Err(vm.type_error("PlaceholderType takes no arguments"));
    }
    let one = vm.module_state.borrow().get("functools.Placeholder").cloned();
    done(one.unwrap_or(Value::None))
}

fn is_open(v: &Value) -> bool {
    v.payload::<Placeholder>().is_some()
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, /, *args, **kwargs)", new, "Create and return a new object."),
    method("__call__", "($self, /, *args, **kwargs)", call, "Call self as a function."),
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__setstate__", "($self, state, /)", setstate, "Takes state from pickling."),
    class_method("__class_getitem__", "($type, item, /)", class_getitem, "See PEP 585"),
];
static ATTRIBUTES: &[GetSet] = &[
    getter("func", |vm, v| done(parts(vm, v)?.function), "function object to use in future partial calls"),
    getter("args", |vm, v| done(parts(vm, v)?.args), "tuple of arguments to future partial calls"),
    getter(
        "keywords",
        |vm, v| done(parts(vm, v)?.keywords),
        "dictionary of keyword arguments to future partial calls",
    ),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "functools.partial",
    doc: "A function with some of its arguments given.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::BASETYPE | ClassFlags::GC | flags::DICT | flags::WEAKREF,
    ..TypeSpec::EMPTY
};

fn parts(vm: &Vm, v: &Value) -> Fallible<Parts> {
    Ok(as_type::<Partial>(vm, v)?.parts.borrow().clone())
}

/// The given arguments with open places filled from `more`, then the rest of it.
fn merged(args: &[Value], mut more: std::vec::IntoIter<Value>) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::with_capacity(args.len() + more.len());
    for a in args {
        let filled = if is_open(a) { more.next() } else { None };
        all.push(filled.unwrap_or_else(|| a.clone()));
    }
    all.extend(more);
    all
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Partial>(vm, args)?;
    let Some((function, rest)) = varargs(&args[1]).split_first() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    if rest.last().is_some_and(is_open) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    let kw = vm.new_dict();
    let mut all = rest.to_vec();
    let mut function = function.clone();
    if let Some(inner) = function.clone().payload::<Partial>()
        && vm.is_exact(&function, class)
        && vm.instance_dict(&function).is_none_or(|d| d.is_empty())
    {
        let p = inner.parts.borrow().clone();
        all = merged(&p.args, rest.to_vec().into_iter());
        function = p.function;
        kw.update_from(vm, p.keywords.value())?;
    }
    let (names, values) = keywords(given(args, 2));
    for (name, v) in names.iter().zip(values) {
        if is_open(&v) {
            return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
        }
        kw.set_str(name, v);
    }
    let open = Cell::new(all.iter().filter(|a| is_open(a)).count());
    let parts = RefCell::new(Parts { function, args: vm.new_tuple(all), keywords: kw });
    done(vm.new_object(class, Partial { parts, open }))
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<Partial>(vm, arg(args, 0))?;
    let p = me.parts.borrow().clone();
    let more = varargs(&args[1]).to_vec();
    let (open, got) = (me.open.get(), more.len());
    if got < open {
        return Err(vm.type_error(format!(
            "missing positional arguments in 'partial' call; expected at least {open}, got {got}"
        )));
    }
    let mut all = merged(&p.args, more.into_iter());
    if p.keywords.is_empty() {
        let (names, values) = keywords(given(args, 2));
        all.extend(values);
        return vm.call_flow(&p.function, all, &names, Action::Native(Cont::Pass), None);
    }
    let both = vm.new_dict();
    both.update_from(vm, p.keywords.value())?;
    if let Some(kw) = given(args, 2) {
        both.update_from(vm, kw)?;
    }
    let (names, values) = keywords(Some(both.value()));
    all.extend(values);
    vm.call_flow(&p.function, all, &names, Action::Native(Cont::Pass), None)
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 1) {
        instance if instance.is_none() => done(arg(args, 0).clone()),
        instance => done(vm.new_bound_method(arg(args, 0).clone(), instance.clone())),
    }
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let p = parts(vm, me)?;
    let class = vm.class_ref(me);
    let Some(_guard) = vm.repr_enter(me) else { return done(vm.str_value("...")) };
    let module = vm.get_attr(class.value(), &vm.names.__module__)?;
    let module = vm.str(&module)?;
    let mut out = module.as_bytes().to_vec();
    out.extend_from_slice(format!(".{}(", class.qualname.borrow()).as_bytes());
    out.extend_from_slice(vm.repr(&p.function)?.as_bytes());
    for a in p.args.iter() {
        out.extend_from_slice(b", ");
        out.extend_from_slice(vm.repr(a)?.as_bytes());
    }
    for e in p.keywords.entries() {
        out.extend_from_slice(b", ");
        out.extend_from_slice(vm.str(&e.key)?.as_bytes());
        out.push(b'=');
        out.extend_from_slice(vm.repr(&e.value)?.as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let p = parts(vm, me)?;
    let dict = vm.instance_dict(me).filter(|d| !d.is_empty()).map_or(Value::None, Into::into);
    let state = vm.new_tuple(vec![p.function.clone(), p.args.into(), p.keywords.into(), dict]);
    let inner = vm.new_tuple(vec![p.function]);
    done(vm.new_tuple(vec![vm.class_ref(me).into(), inner.into(), state.into()]))
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<Partial>(vm, arg(args, 0))?;
    let wrong = || vm.type_error("invalid partial state");
    let Some([function, given, kw, dict]) = arg(args, 1).payload::<Tuple>().map(|t| &t[..]) else {
        return Err(wrong());
    };
    let is_dict = kw.is_none() || kw.payload::<Dict>().is_some();
    let Some(items) = given.payload::<Tuple>().filter(|_| vm.is_callable(function) && is_dict) else {
        return Err(wrong());
    };
    if items.last().is_some_and(is_open) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    let keywords = match kw.as_ref::<Dict>().filter(|_| vm.is_exact(kw, &vm.types.dict)) {
        Some(kw) => kw.clone(),
        None => {
            let copy = vm.new_dict();
            if !kw.is_none() {
                copy.update_from(vm, kw)?;
            }
            copy
        }
    };
    let args_now = match given.as_ref::<Tuple>().filter(|_| vm.is_exact(given, &vm.types.tuple)) {
        Some(given) => given.clone(),
        None => vm.new_tuple(items.to_vec()),
    };
    me.open.set(items.iter().filter(|a| is_open(a)).count());
    let parts = Parts { function: function.clone(), args: args_now, keywords };
    let old = me.parts.replace(parts);
    drop(old);
    let dict = dict.clone().downcast::<Dict>().unwrap_or_else(|_| vm.new_dict());
    vm.set_instance_dict(arg(args, 0), dict);
    done(Value::None)
}
