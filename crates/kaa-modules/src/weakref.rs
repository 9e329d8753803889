//! The module `_weakref`.

use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function, method};
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::types::{Dict, Module, Str, Tuple, Type};
use kaa_vm::weakref::WeakRef;
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("getweakrefcount", "(object, /)", count, "How many weak references the object has."),
    function("getweakrefs", "(object, /)", list, "The weak references of the object."),
    function(
        "proxy",
        "(object, callback=None, /)",
        proxy,
        "An object that stands for another one without keeping it alive.",
    ),
    function("_remove_dead_weakref", "(dct, key, /)", remove_dead, "Removes a dead reference from a dict."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_weakref", Some("Weak references."));
    vm.add_functions(&module, ROWS);
    let class: &Value = vm.types.weakref.value();
    for name in ["ref", "ReferenceType"] {
        module.dict.set_str(&vm.intern(name), class.clone());
    }
    let proxy = vm.new_native_type::<Proxy>(&vm.types.object, &PROXY);
    let callable = vm.new_native_type::<Proxy>(&vm.types.object, &CALLABLE_PROXY);
    for (name, class) in [("ProxyType", proxy), ("CallableProxyType", callable)] {
        vm.module_state.borrow_mut().insert(name, class.value().clone());
        module.dict.set_str(&vm.intern(name), class.into());
    }
    Ok(module)
}

fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(vm.weakrefs_of(arg(args, 0)).len()))
}

fn list(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_list(vm.weakrefs_of(arg(args, 0))))
}

fn remove_dead(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(d) = arg(args, 0).payload::<Dict>() else { return Err(vm.type_error("a dict is needed")) };
    let key = arg(args, 1);
    if let Some(v) = d.get(vm, key)?
        && v.payload::<WeakRef>().is_some_and(|w| w.get().is_none())
    {
        d.remove(vm, key)?;
    }
    done(Value::None)
}

/// Payload of proxies: the weak reference.
struct Proxy {
    weak: Value,
}
kaa_heap::payload!(Proxy, trace);

impl Proxy {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.weak);
    }
}

static PROXY: TypeSpec = TypeSpec {
    name: "weakref.ProxyType",
    methods: &[
        method(
            "__str__",
            "($self, /)",
            |vm, a| Ok(kaa_vm::Flow::Value(vm.str(&target(vm, arg(a, 0))?)?.into())),
            "",
        ),
        method("__bool__", "($self, /)", |vm, a| done(Value::bool(vm.is_true(&target(vm, arg(a, 0))?)?)), ""),
    ],
    flags: ClassFlags::GC,
    getattro: Some(read),
    setattro: Some(write),
    none_dunders: &["__hash__"],
    ..TypeSpec::EMPTY
};
static CALLABLE_PROXY: TypeSpec = TypeSpec {
    name: "weakref.CallableProxyType",
    methods: &[method("__call__", "($self, /, *args)", call, "")],
    flags: ClassFlags::GC,
    getattro: Some(read),
    setattro: Some(write),
    none_dunders: &["__hash__"],
    ..TypeSpec::EMPTY
};

/// The referent; ReferenceError once it died.
fn target(vm: &Vm, v: &Value) -> Fallible<Value> {
    let weak = v.payload::<Proxy>().and_then(|p| p.weak.payload::<WeakRef>());
    weak.and_then(WeakRef::get).ok_or_else(|| vm.reference_error("weakly-referenced object no longer exists"))
}

fn read(vm: &Vm, v: &Value, name: &Ref<Str>) -> NativeResult {
    done(vm.get_attr(&target(vm, v)?, name)?)
}

fn write(vm: &Vm, v: &Value, name: &Ref<Str>, value: Option<&Value>) -> Fallible<()> {
    let object = target(vm, v)?;
    match value {
        Some(x) => vm.set_attr(&object, name, x.clone()),
        None => vm.del_attr(&object, name),
    }
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = arg(args, 1).payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    done(vm.call(&target(vm, arg(args, 0))?, &given)?)
}

fn proxy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let object = arg(args, 0);
    let callback = args.get(1).and_then(|c| c.clone()).filter(|c| !c.is_none());
    let Some(weak) = vm.new_weakref(&vm.types.weakref, object, callback) else {
        let name = vm.type_name(object);
        return Err(vm.type_error(format!("cannot create weak reference to '{name}' object")));
    };
    let name = if vm.is_callable(object) { "CallableProxyType" } else { "ProxyType" };
    let class = vm.module_state.borrow().get(name).cloned();
    match class.as_ref().and_then(|c| c.as_ref::<Type>()) {
        Some(class) => done(vm.new_object(class, Proxy { weak })),
        None => Err(vm.system_error("the module _weakref is not there")),
    }
}
