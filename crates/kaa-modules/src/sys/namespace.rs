//! `types.SimpleNamespace`: an object whose attributes are given to it.

use kaa_heap::ClassFlags;
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, member, method, static_method};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Str, Tuple, Type};
use kaa_vm::{NativeResult, Ref, Value, Vm};

/// Payload of namespaces: nothing but the attributes that every instance has.
struct Namespace;
kaa_heap::payload!(Namespace);

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, ""),
    method("__init__", "($self, mapping_or_iterable=(), /, **kwargs)", init, ""),
    method("__repr__", "($self, /)", repr, ""),
    method("__eq__", "($self, value, /)", eq, ""),
    method("__ne__", "($self, value, /)", ne, ""),
    method("__reduce__", "($self, /)", reduce, "State for pickle."),
    method("__replace__", "($self, /, **changes)", replace, "A copy with some attributes changed."),
];
static GETSET: &[GetSet] = &[member("__dict__", dict, "")];
static SPEC: TypeSpec = TypeSpec {
    name: "types.SimpleNamespace",
    doc: "An object whose attributes are given to it.",
    methods: METHODS,
    getset: GETSET,
    flags: flags::BASETYPE | flags::DICT | ClassFlags::GC,
    none_dunders: &["__hash__"],
    ..TypeSpec::EMPTY
};

/// The class, made at the first call.
pub(crate) fn class(vm: &Vm) -> Ref<Type> {
    if let Some(c) = vm.module_state.borrow().get("SimpleNamespace").and_then(|v| v.clone().downcast().ok()) {
        return c;
    }
    let class = vm.new_native_type::<Namespace>(&vm.types.object, &SPEC);
    vm.module_state.borrow_mut().insert("SimpleNamespace", class.value().clone());
    class
}

/// A namespace with these attributes.
pub(crate) fn new_namespace(vm: &Vm, items: Vec<(&str, Value)>) -> Value {
    let made: Value = vm.new_object(&class(vm), Namespace).into();
    if let Some(dict) = vm.instance_dict(&made) {
        for (k, v) in items {
            dict.set_str(&vm.intern(k), v);
        }
    }
    made
}

fn dict_of(vm: &Vm, v: &Value) -> Option<Ref<Dict>> {
    v.payload::<Namespace>().and_then(|_| vm.instance_dict(v))
}

fn dict(vm: &Vm, v: &Value) -> NativeResult {
    done(dict_of(vm, v).map_or_else(|| vm.new_dict().into(), |d| d.value().clone()))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 0).as_ref::<Type>() else { return Err(vm.type_error("a class is needed")) };
    done(vm.new_object(class, Namespace))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(d) = dict_of(vm, arg(args, 0)) else { return done(Value::None) };
    if let Some(Some(items)) = args.get(1) {
        let copy = vm.call(vm.types.dict.value(), std::slice::from_ref(items))?;
        for key in vm.collect(&copy)? {
            if key.payload::<Str>().is_none() {
                return Err(vm.type_error("keywords must be strings"));
            }
        }
        vm.call_method(d.value(), "update", &[copy])?;
    }
    if let Some(Some(kwargs)) = args.get(2) {
        vm.call_method(d.value(), "update", std::slice::from_ref(kwargs))?;
    }
    done(Value::None)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let class = vm.class_ref(v);
    let name = if class.is(&self::class(vm)) { "namespace".into() } else { class.name() };
    let Some(_guard) = vm.repr_enter(v) else { return done(vm.str_value(&format!("{name}(...)"))) };
    let mut out = format!("{name}(").into_bytes();
    let Some(d) = dict_of(vm, v) else { return done(vm.str_value("namespace()")) };
    let items: Vec<(Value, Value)> =
        d.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect();
    let mut first = true;
    for (k, x) in items {
        let Some(k) = k.payload::<Str>() else { continue };
        if !std::mem::take(&mut first) {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(k.as_bytes());
        out.push(b'=');
        out.extend_from_slice(vm.repr(&x)?.as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn eq(vm: &Vm, args: &[Slot]) -> NativeResult {
    match (dict_of(vm, arg(args, 0)), dict_of(vm, arg(args, 1))) {
        (Some(a), Some(b)) => done(Value::bool(vm.eq(a.value(), b.value())?)),
        _ => done(Value::NotImplemented),
    }
}

fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    match (dict_of(vm, arg(args, 0)), dict_of(vm, arg(args, 1))) {
        (Some(a), Some(b)) => done(Value::bool(!vm.eq(a.value(), b.value())?)),
        _ => done(Value::NotImplemented),
    }
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let state = dict_of(vm, v).map_or(Value::None, |d| d.value().clone());
    let empty: Ref<Tuple> = vm.new_tuple(Vec::new());
    done(vm.new_tuple(vec![vm.class_ref(v).into(), empty.into(), state]))
}

fn replace(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let class = vm.class_ref(v);
    let copy = vm.call(class.value(), &[])?;
    if copy.payload::<Namespace>().is_none() {
        let (name, other) = (vm.qualified_name(&class), vm.qualified_name(&vm.class_ref(&copy)));
        return Err(vm.type_error(format!(
            "expect types.SimpleNamespace type, but {name}() returned '{other}' object"
        )));
    }
    if let (Some(from), Some(to)) = (dict_of(vm, v), dict_of(vm, &copy)) {
        vm.call_method(to.value(), "update", &[from.value().clone()])?;
        if let Some(Some(changes)) = args.get(1) {
            vm.call_method(to.value(), "update", std::slice::from_ref(changes))?;
        }
    }
    done(copy)
}
