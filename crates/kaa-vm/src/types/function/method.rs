//! Method table of `method`: a function bound to its receiver.

use super::BoundMethod;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getter, member, method, static_method};
use crate::types::native_function::call_with;
use crate::types::type_object::{TypeSpec, flags, methods::attribute_name};
use crate::types::{Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a BoundMethod> {
    v.payload::<BoundMethod>()
        .ok_or_else(|| vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(v))))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = args.get(1).and_then(|s| s.as_ref()).and_then(|t| t.payload::<Tuple>()).map(|t| t.to_vec());
    let given = given.unwrap_or_default();
    let [function, receiver] = &given[..] else {
        return Err(vm.type_error(format!("method expected 2 arguments, got {}", given.len())));
    };
    if !vm.is_callable(function) {
        return Err(vm.type_error("first argument must be callable"));
    }
    if receiver.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    done(vm.new_bound_method(function.clone(), receiver.clone()))
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    call_with(vm, arg(args, 0), args)
}

/// Bound methods do not bind again.
fn get(_vm: &Vm, args: &[Slot]) -> NativeResult {
    done(arg(args, 0).clone())
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.check_native_stack()?;
    let m = this(vm, arg(args, 0))?;
    let mut name = vm.get_attr_opt(&m.function, &vm.names.__qualname__)?;
    if name.as_ref().is_none_or(|n| n.payload::<Str>().is_none()) {
        name = vm.get_attr_opt(&m.function, &vm.names.__name__)?;
    }
    let receiver = vm.repr(&m.receiver)?;
    let shown = match name.as_ref().and_then(|n| n.payload::<Str>()) {
        Some(n) => n.as_bytes().to_vec(),
        None => b"?".to_vec(),
    };
    done(vm.new_str_owned([b"<bound method ", &shown[..], b" of ", receiver.as_bytes(), b">"].concat()))
}

/// The same function bound to the same object?
fn same(vm: &Vm, args: &[Slot]) -> Fallible<Option<bool>> {
    let a = this(vm, arg(args, 0))?;
    let Some(b) = arg(args, 1).payload::<BoundMethod>() else { return Ok(None) };
    if !a.receiver.is(&b.receiver) {
        return Ok(Some(false));
    }
    Ok(Some(vm.eq(&a.function, &b.function)?))
}

fn eq(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(same(vm, args)?.map_or(Value::NotImplemented, Value::bool))
}

fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(same(vm, args)?.map_or(Value::NotImplemented, |b| Value::bool(!b)))
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, arg(args, 0))?;
    let function = vm.hash(&m.function)?;
    let h = crate::types::object::methods::identity_hash(&m.receiver) ^ function;
    done(vm.new_int(if h == -1 { -2 } else { h }))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, arg(args, 0))?;
    let name = vm.get_attr(&m.function, &vm.names.__name__)?;
    let getattr = vm.builtins.get_text(vm, "getattr").unwrap_or(Value::None);
    let pair = vm.new_tuple(vec![m.receiver.clone(), name]);
    done(vm.new_tuple(vec![getattr, pair.into()]))
}

fn get_func(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.function.clone())
}

fn get_self(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.receiver.clone())
}

fn get_doc(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.get_attr_opt(&this(vm, v)?.function, &vm.names.__doc__)?.unwrap_or(Value::None))
}

/// A method's own attributes, then its function's.
pub(crate) fn method_getattro(vm: &Vm, v: &Value, name: &Ref<Str>) -> NativeResult {
    let class = vm.class_of(v);
    if let Some(d) = class.lookup(vm, name) {
        return vm.descriptor_get(&d, Some(v), class);
    }
    let function = this(vm, v)?.function.clone();
    vm.get_attr_flow(&function, name, crate::frame::Action::Native(crate::frame::Cont::Pass))
}

fn getattribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = attribute_name(vm, arg(args, 1))?;
    method_getattro(vm, arg(args, 0), &name)
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, /, *args)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__call__", "($self, /, *args, **kwargs)", call, "Call self as a function."),
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__getattribute__", "($self, name, /)", getattribute, "Return getattr(self, name)."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__eq__", "($self, value, /)", eq, "Return self==value."),
    method("__ne__", "($self, value, /)", ne, "Return self!=value."),
    method("__hash__", "($self, /)", hash, "Return hash(self)."),
    method("__reduce__", "($self, /)", reduce, "Helper for pickle."),
];

static GETSET: &[GetSet] = &[
    member("__func__", get_func, "the function (or other callable) implementing a method"),
    member("__self__", get_self, "the instance to which a method is bound"),
    getter("__doc__", get_doc, ""),
];

/// The type `method`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "method",
    doc: "A callable and the object that it receives as its first argument.",
    methods: METHODS,
    getset: GETSET,
    getattro: Some(method_getattro),
    flags: flags::WEAKREF,
    ..TypeSpec::EMPTY
};
