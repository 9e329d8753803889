//! `defaultdict`: a dict whose missing values a function makes. The function is the first slot beside the dict.

use crate::helpers::given;
use kaa_heap::ClassFlags;
use kaa_vm::flow::{Flow, done};
use kaa_vm::native::{Method, Slot, arg, class_method, method};
use kaa_vm::types::iterators::{inner_call, varargs};
use kaa_vm::types::sequence::{as_type, class_getitem};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Str};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};

static METHODS: &[Method] = &[
    method(
        "__init__",
        "($self, /, *args, **kwargs)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__missing__", "($self, key, /)", missing, "Makes the value of a key that is not there."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("copy", "($self, /)", copy, "A copy; values are shared."),
    method("__copy__", "($self, /)", copy, "A copy; values are shared."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__or__", "($self, value, /)", or, "Return self|value."),
    method("__ror__", "($self, value, /)", ror, "Return value|self."),
    class_method("__class_getitem__", "($type, item, /)", class_getitem, "See PEP 585"),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "collections.defaultdict",
    doc: "A dict whose missing values are made by default_factory.",
    methods: METHODS,
    flags: flags::BASETYPE | ClassFlags::GC,
    resume: Some(resume),
    ..TypeSpec::EMPTY
};

fn factory(v: &Value) -> Value {
    v.header().and_then(|h| h.attrs()).and_then(|a| a.get(0).cloned()).unwrap_or(Value::None)
}

fn set_factory(v: &Value, f: Value) {
    if let Some(a) = v.header().and_then(|h| h.attrs()) {
        let old = a.set(0, Some(f));
        drop(old);
    }
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let mut rest = varargs(&args[1]).to_vec();
    let f = if rest.is_empty() { Value::None } else { rest.remove(0) };
    if !f.is_none() && !vm.is_callable(&f) {
        return Err(vm.type_error("first argument must be callable or None"));
    }
    set_factory(me, f);
    let base = vm.get_attr(vm.types.dict.value(), &vm.intern("__init__"))?;
    rest.insert(0, me.clone());
    let mut pairs = Vec::new();
    if let Some(kw) = given(args, 2).and_then(|k| k.payload::<Dict>()) {
        pairs = kw
            .entries()
            .into_iter()
            .filter_map(|e| Some((e.key.as_ref::<Str>()?.clone(), e.value)))
            .collect();
    }
    done(vm.call_kw(&base, &rest, &pairs)?)
}

fn missing(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (me, key) = (arg(args, 0), arg(args, 1));
    let f = factory(me);
    if f.is_none() {
        return Err(vm.key_error(key));
    }
    match inner_call(vm, &f, Vec::new(), || vec![me.clone(), key.clone()])? {
        None => Ok(Flow::Pushed),
        Some(v) => done(store(vm, me, key, v)?),
    }
}

fn store(vm: &Vm, me: &Value, key: &Value, v: Value) -> Fallible<Value> {
    vm.set_item(me, key, v.clone())?;
    Ok(v)
}

fn resume(vm: &Vm, me: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    let v = arrived?;
    match state.first() {
        Some(key) => store(vm, me, key, v).map(Next::Item),
        None => Ok(Next::Item(v)),
    }
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let base = vm.get_attr(vm.types.dict.value(), &vm.intern("__repr__"))?;
    let items = vm.call(&base, std::slice::from_ref(me))?;
    let f = factory(me);
    let f = match vm.repr_enter(&f) {
        Some(_guard) if f.is_pointer() => vm.repr(&f)?.as_bytes().to_vec(),
        Some(_) => vm.repr(&f)?.as_bytes().to_vec(),
        None => b"...".to_vec(),
    };
    let mut out = format!("{}(", vm.class_of(me).name()).into_bytes();
    out.extend_from_slice(&f);
    out.extend_from_slice(b", ");
    out.extend_from_slice(items.payload::<Str>().map_or(b"", |s| s.as_bytes()));
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    done(vm.call(vm.class_ref(me).value(), &[factory(me), me.clone()])?)
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let f = factory(me);
    let inner = if f.is_none() { vec![] } else { vec![f] };
    let items = vm.call_method(me, "items", &[])?;
    let parts =
        vec![vm.class_ref(me).into(), vm.new_tuple(inner).into(), Value::None, Value::None, vm.iter(&items)?];
    done(vm.new_tuple(parts))
}

/// A new defaultdict with this one's function and the items of both.
fn joined(vm: &Vm, me: &Value, first: &Value, second: &Value) -> NativeResult {
    let new = vm.call(vm.class_ref(me).value(), &[factory(me), first.clone()])?;
    as_type::<Dict>(vm, &new)?.update_from(vm, second)?;
    done(new)
}

fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (me, other) = (arg(args, 0), arg(args, 1));
    if other.payload::<Dict>().is_none() {
        return done(Value::NotImplemented);
    }
    joined(vm, me, me, other)
}

fn ror(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (me, other) = (arg(args, 0), arg(args, 1));
    if other.payload::<Dict>().is_none() {
        return done(Value::NotImplemented);
    }
    joined(vm, me, other, me)
}
