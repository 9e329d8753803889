//! `itemgetter`, `attrgetter` and `methodcaller` of the module `_operator`.

use crate::helpers::{add_class, class_for, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::frame::{Action, Cont};
use kaa_vm::native::{Method, Slot, arg, method, static_method};
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::types::{Dict, Module, Str};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

/// Enters the three classes.
pub(crate) fn add_classes(vm: &Vm, module: &Ref<Module>) {
    add_class::<Getter>(vm, module, &ITEM);
    add_class::<Getter>(vm, module, &ATTRIBUTE);
    add_class::<Caller>(vm, module, &METHOD);
}

/// Payload of `itemgetter` and `attrgetter`: the keys or names.
struct Getter {
    keys: Vec<Value>,
}
kaa_heap::payload!(Getter, trace);

impl Getter {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(&self.keys);
    }
}

const ITEM_METHODS: &[Method] = &[
    static_method("__new__", "($type, /, *items)", new_item, "Create and return a new object."),
    method("__call__", "($self, obj, /)", call_item, "Call self as a function."),
    method("__repr__", "($self, /)", repr_getter, "Return repr(self)."),
    method("__reduce__", "($self, /)", reduce_getter, "State for pickling."),
];
const ATTRIBUTE_METHODS: &[Method] = &[
    static_method("__new__", "($type, /, *attrs)", new_attribute, "Create and return a new object."),
    method("__call__", "($self, obj, /)", call_attribute, "Call self as a function."),
    method("__repr__", "($self, /)", repr_getter, "Return repr(self)."),
    method("__reduce__", "($self, /)", reduce_getter, "State for pickling."),
];
static ITEM: TypeSpec = TypeSpec {
    name: "operator.itemgetter",
    doc: "A function that gives items of its argument.",
    methods: ITEM_METHODS,
    flags: ClassFlags::GC,
    ..TypeSpec::EMPTY
};
static ATTRIBUTE: TypeSpec = TypeSpec {
    name: "operator.attrgetter",
    doc: "A function that gives attributes of its argument; names may have dots.",
    methods: ATTRIBUTE_METHODS,
    flags: ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn keys(vm: &Vm, args: &[Slot], name: &str) -> Fallible<Vec<Value>> {
    match varargs(&args[1]) {
        [] => Err(vm.type_error(format!("{name} expected 1 argument, got 0"))),
        keys => Ok(keys.to_vec()),
    }
}

fn new_item(vm: &Vm, args: &[Slot]) -> NativeResult {
    let keys = keys(vm, args, "itemgetter")?;
    done(vm.new_object(class_for::<Getter>(vm, args)?, Getter { keys }))
}

fn new_attribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    let keys = keys(vm, args, "attrgetter")?;
    if keys.iter().any(|k| k.payload::<Str>().is_none()) {
        return Err(vm.type_error("attribute name must be a string"));
    }
    done(vm.new_object(class_for::<Getter>(vm, args)?, Getter { keys }))
}

fn call_item(vm: &Vm, args: &[Slot]) -> NativeResult {
    let g = as_type::<Getter>(vm, arg(args, 0))?;
    if let [key] = &g.keys[..] {
        return vm.get_item_flow(arg(args, 1), key, Action::Native(Cont::Pass));
    }
    let items = g.keys.iter().map(|k| vm.get_item(arg(args, 1), k)).collect::<Fallible<Vec<Value>>>()?;
    done(vm.new_tuple(items))
}

/// Follows a name with dots.
fn attribute(vm: &Vm, v: &Value, name: &Value) -> Fallible<Value> {
    let Some(name) = name.as_ref::<Str>() else { return Ok(Value::None) };
    if !name.as_bytes().contains(&b'.') {
        return vm.get_attr(v, name);
    }
    let mut v = v.clone();
    for part in name.as_bytes().split(|b| *b == b'.') {
        v = vm.get_attr(&v, &vm.intern_bytes(part))?;
    }
    Ok(v)
}

fn call_attribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    let g = as_type::<Getter>(vm, arg(args, 0))?;
    if let [name] = &g.keys[..] {
        return done(attribute(vm, arg(args, 1), name)?);
    }
    let items = g.keys.iter().map(|n| attribute(vm, arg(args, 1), n)).collect::<Fallible<Vec<Value>>>()?;
    done(vm.new_tuple(items))
}

/// `operator.name(reprs)`.
fn shown(vm: &Vm, me: &Value, parts: &[Value], named: &[(Ref<Str>, Value)]) -> NativeResult {
    let Some(_guard) = vm.repr_enter(me) else { return done(vm.str_value("...")) };
    let mut out = format!("operator.{}(", vm.class_of(me).name()).into_bytes();
    for (i, p) in parts.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(vm.repr(p)?.as_bytes());
    }
    for (n, v) in named {
        out.extend_from_slice(b", ");
        out.extend_from_slice(n.as_bytes());
        out.push(b'=');
        out.extend_from_slice(vm.repr(v)?.as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn repr_getter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let g = as_type::<Getter>(vm, arg(args, 0))?;
    shown(vm, arg(args, 0), &g.keys, &[])
}

fn reduce_getter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let g = as_type::<Getter>(vm, arg(args, 0))?;
    let inner = vm.new_tuple(g.keys.clone());
    done(vm.new_tuple(vec![vm.class_ref(arg(args, 0)).into(), inner.into()]))
}

/// Payload of `methodcaller`.
struct Caller {
    name: Ref<Str>,
    args: Vec<Value>,
    keywords: Vec<(Ref<Str>, Value)>,
}
kaa_heap::payload!(Caller, trace);

impl Caller {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(self.args.iter().chain(self.keywords.iter().map(|(_, v)| v)));
    }
}

const CALLER_METHODS: &[Method] = &[
    static_method("__new__", "($type, /, *args, **kwargs)", new_caller, "Create and return a new object."),
    method("__call__", "($self, obj, /)", call_method, "Call self as a function."),
    method("__repr__", "($self, /)", repr_caller, "Return repr(self)."),
    method("__reduce__", "($self, /)", reduce_caller, "State for pickling."),
];
static METHOD: TypeSpec = TypeSpec {
    name: "operator.methodcaller",
    doc: "A function that calls a method of its argument.",
    methods: CALLER_METHODS,
    flags: ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn new_caller(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Caller>(vm, args)?;
    let Some((name, rest)) = varargs(&args[1]).split_first() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    let Some(name) = name.as_ref::<Str>() else { return Err(vm.type_error("method name must be a string")) };
    let entries = given(args, 2).and_then(|k| k.payload::<Dict>()).map(Dict::entries).unwrap_or_default();
    let keywords =
        entries.into_iter().filter_map(|e| Some((e.key.as_ref::<Str>()?.clone(), e.value))).collect();
    done(vm.new_object(class, Caller { name: vm.intern_str(name), args: rest.to_vec(), keywords }))
}

fn call_method(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = as_type::<Caller>(vm, arg(args, 0))?;
    let f = vm.get_attr(arg(args, 1), &c.name)?;
    let names: Vec<Ref<Str>> = c.keywords.iter().map(|(n, _)| n.clone()).collect();
    let all = c.args.iter().chain(c.keywords.iter().map(|(_, v)| v)).cloned().collect();
    vm.call_flow(&f, all, &names, Action::Native(Cont::Pass), None)
}

fn with_name(c: &Caller) -> Vec<Value> {
    std::iter::once(c.name.value().clone()).chain(c.args.iter().cloned()).collect()
}

fn repr_caller(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = as_type::<Caller>(vm, arg(args, 0))?;
    shown(vm, arg(args, 0), &with_name(c), &c.keywords)
}

fn reduce_caller(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = as_type::<Caller>(vm, arg(args, 0))?;
    let class: Value = vm.class_ref(arg(args, 0)).into();
    if c.keywords.is_empty() {
        return done(vm.new_tuple(vec![class, vm.new_tuple(with_name(c)).into()]));
    }
    let functools = vm.import_module("functools")?;
    let partial = vm.get_attr(&functools, &vm.intern("partial"))?;
    let made = vm.call_kw(&partial, &[class, c.name.value().clone()], &c.keywords)?;
    done(vm.new_tuple(vec![made, vm.new_tuple(c.args.clone()).into()]))
}
