//! Method table of `weakref.ReferenceType`.

use super::WeakRef;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, class_method, getter, method, static_method};
use crate::protocol::CompareOp;
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Tuple, Type};
use crate::vm::Vm;
use kaa_heap::Value;

fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a WeakRef> {
    v.payload::<WeakRef>()
        .ok_or_else(|| vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(v))))
}

/// May this object be referenced weakly?
fn check_target(vm: &Vm, v: &Value) -> Fallible<()> {
    if vm.can_be_referenced_weakly(v) {
        return Ok(());
    }
    Err(vm.type_error(format!("cannot create weak reference to '{}' object", vm.class_of(v).name())))
}

impl Vm {
    /// May this object be referenced weakly?
    pub fn can_be_referenced_weakly(&self, v: &Value) -> bool {
        v.header().is_some() && (self.class_of(v).has(flags::WEAKREF) || v.payload::<Type>().is_some())
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 0).as_ref::<Type>().filter(|c| c.has_layout::<WeakRef>()) else {
        return Err(vm.type_error("weakref.__new__(X): X is not a subtype of weakref"));
    };
    let given = arg(args, 1).payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let n = given.len();
    let Some(target) = given.first().filter(|_| n <= 2) else {
        let bound = if n == 0 { "at least 1 argument" } else { "at most 2 arguments" };
        return Err(vm.type_error(format!("__new__ expected {bound}, got {n}")));
    };
    check_target(vm, target)?;
    let callback = given.get(1).cloned().filter(|c| !c.is_none());
    let plain = |w: &Value| {
        vm.is_exact(w, &vm.types.weakref)
            && w.payload::<WeakRef>().is_some_and(|r| r.callback.borrow().is_none())
    };
    if callback.is_none()
        && class.is(&vm.types.weakref)
        && let Some(known) = vm.weakrefs_of(target).into_iter().find(plain)
    {
        return done(known);
    }
    done(vm.new_weakref(class, target, callback).unwrap_or(Value::None))
}

fn init(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::None)
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(this(vm, arg(args, 0))?.get().unwrap_or(Value::None))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let address = crate::types::object::methods::address;
    let at = address(v);
    let Some(target) = this(vm, v)?.get() else {
        return done(vm.str_value(&format!("<weakref at {at:#x}; dead>")));
    };
    let class = vm.type_name(&target);
    let to = address(&target);
    let name = vm.get_attr_opt(&target, &vm.names.__name__)?;
    done(vm.str_value(&match name.as_ref().and_then(|n| n.payload::<crate::types::Str>()) {
        Some(n) => format!("<weakref at {at:#x}; to '{class}' at {to:#x} ({})>", n.to_string_lossy()),
        None => format!("<weakref at {at:#x}; to '{class}' at {to:#x}>"),
    }))
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let w = this(vm, arg(args, 0))?;
    if let Some(h) = w.hash.get() {
        return done(vm.new_int(h));
    }
    let Some(target) = w.get() else { return Err(vm.type_error("weak object has gone away")) };
    let h = vm.hash(&target)?;
    w.hash.set(Some(h));
    done(vm.new_int(h))
}

/// Live references compare as their objects, dead ones by identity.
fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let (a, b) = (arg(args, 0), arg(args, 1));
    let Some(other) = b.payload::<WeakRef>() else { return done(Value::NotImplemented) };
    match (this(vm, a)?.get(), other.get()) {
        (Some(x), Some(y)) => done(vm.compare(op, &x, &y)?),
        _ => done(Value::bool(a.is(b) == (op == CompareOp::Eq))),
    }
}

fn eq(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Eq)
}

fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Ne)
}

fn class_getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(crate::types::generic_alias::new_alias(vm, arg(args, 0), arg(args, 1)))
}

fn get_callback(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.callback.borrow().clone().unwrap_or(Value::None))
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, /, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method(
        "__init__",
        "($self, object, callback=None, /)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__call__", "($self, /)", call, "Call self as a function."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__hash__", "($self, /)", hash, "Return hash(self)."),
    method("__eq__", "($self, value, /)", eq, "Return self==value."),
    method("__ne__", "($self, value, /)", ne, "Return self!=value."),
    class_method("__class_getitem__", "($type, item, /)", class_getitem, "See PEP 585"),
];

static GETSET: &[GetSet] = &[getter("__callback__", get_callback, "")];

/// The type `weakref.ReferenceType`.
pub static SPEC: TypeSpec =
    TypeSpec { name: "weakref.ReferenceType", methods: METHODS, getset: GETSET, ..TypeSpec::EMPTY };
