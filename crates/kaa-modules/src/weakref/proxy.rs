//! Weak proxies: weak references that pass every operation on to their object.

use kaa_vm::dunder::Dunder;
use kaa_vm::flow::{Flow, Next, done};
use kaa_vm::frame::{Action, Cont};
use kaa_vm::native::{Method, Slot, arg, method};
use kaa_vm::protocol::{BinaryOp, CompareOp};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Module, Str, Tuple, Type};
use kaa_vm::weakref::WeakRef;
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

/// Puts the two classes into the module.
pub(super) fn install(vm: &Vm, module: &Ref<Module>) {
    let proxy = vm.new_native_type::<WeakRef>(&vm.types.object, &PROXY);
    let callable = vm.new_native_type::<WeakRef>(&vm.types.object, &CALLABLE_PROXY);
    for (name, class) in [("ProxyType", proxy), ("CallableProxyType", callable)] {
        vm.module_state.borrow_mut().insert(name, class.value().clone());
        module.dict.set_str(&vm.intern(name), class.into());
    }
}

/// `proxy(object, callback=None)`; without a callback an object has one.
pub(super) fn proxy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let object = arg(args, 0);
    let callback = args.get(1).and_then(|c| c.clone()).filter(|c| !c.is_none());
    if !vm.can_be_referenced_weakly(object) {
        let name = vm.type_name(object);
        return Err(vm.type_error(format!("cannot create weak reference to '{name}' object")));
    }
    let name = if vm.is_callable(object) { "CallableProxyType" } else { "ProxyType" };
    let class = vm.module_state.borrow().get(name).and_then(|c| c.as_ref::<Type>().cloned());
    let Some(class) = class else { return Err(vm.system_error("the module _weakref is not there")) };
    let plain = |w: &Value| {
        vm.is_exact(w, &class) && w.payload::<WeakRef>().is_some_and(|r| r.callback.borrow().is_none())
    };
    if callback.is_none()
        && let Some(known) = vm.weakrefs_of(object).into_iter().find(plain)
    {
        return done(known);
    }
    done(vm.new_weakref(&class, object, callback).unwrap_or(Value::None))
}

/// What an operand stands for: a proxy's object, or ReferenceError once it died; anything else as it is.
fn target(vm: &Vm, v: &Value) -> Fallible<Value> {
    match v.payload::<WeakRef>() {
        Some(w) if !vm.class_of(v).is_subtype_of(&vm.types.weakref) => {
            w.get().ok_or_else(|| vm.reference_error("weakly-referenced object no longer exists"))
        }
        _ => Ok(v.clone()),
    }
}

fn first(vm: &Vm, args: &[Slot]) -> Fallible<Value> {
    target(vm, arg(args, 0))
}
fn second(vm: &Vm, args: &[Slot]) -> Fallible<Value> {
    target(vm, arg(args, 1))
}

macro_rules! binary {
    ($name:literal, $op:ident) => {
        method(
            $name,
            "($self, value, /)",
            |vm, a| done(vm.binary(BinaryOp::$op, &first(vm, a)?, &second(vm, a)?)?),
            "",
        )
    };
}
macro_rules! reflected {
    ($name:literal, $op:ident) => {
        method(
            $name,
            "($self, value, /)",
            |vm, a| done(vm.binary(BinaryOp::$op, &second(vm, a)?, &first(vm, a)?)?),
            "",
        )
    };
}
macro_rules! in_place {
    ($name:literal, $op:ident) => {
        method(
            $name,
            "($self, value, /)",
            |vm, a| done(vm.binary_in_place(BinaryOp::$op, &first(vm, a)?, &second(vm, a)?)?),
            "",
        )
    };
}
macro_rules! compare {
    ($name:literal, $op:ident) => {
        method(
            $name,
            "($self, value, /)",
            |vm, a| done(vm.compare(CompareOp::$op, &first(vm, a)?, &second(vm, a)?)?),
            "",
        )
    };
}
macro_rules! unary {
    ($name:literal, $dunder:ident, $what:literal) => {
        method(
            $name,
            "($self, /)",
            |vm, a| vm.unary_flow(Dunder::$dunder, $what, &first(vm, a)?, Action::Native(Cont::Pass)),
            "",
        )
    };
}
/// Conversions by the class that they lead to.
macro_rules! converted {
    ($name:literal, $class:ident) => {
        method($name, "($self, /)", |vm, a| done(vm.call(vm.types.$class.value(), &[first(vm, a)?])?), "")
    };
}

/// The rows of both classes, and what one has more.
macro_rules! rows {
    ($($more:expr,)*) => { &[
    binary!("__add__", Add), reflected!("__radd__", Add), in_place!("__iadd__", Add),
    binary!("__sub__", Subtract), reflected!("__rsub__", Subtract), in_place!("__isub__", Subtract),
    binary!("__mul__", Multiply), reflected!("__rmul__", Multiply), in_place!("__imul__", Multiply),
    binary!("__floordiv__", FloorDivide), reflected!("__rfloordiv__", FloorDivide), in_place!("__ifloordiv__", FloorDivide),
    binary!("__truediv__", TrueDivide), reflected!("__rtruediv__", TrueDivide), in_place!("__itruediv__", TrueDivide),
    binary!("__mod__", Mod), reflected!("__rmod__", Mod), in_place!("__imod__", Mod),
    binary!("__matmul__", MatMul), reflected!("__rmatmul__", MatMul), in_place!("__imatmul__", MatMul),
    binary!("__lshift__", LShift), reflected!("__rlshift__", LShift), in_place!("__ilshift__", LShift),
    binary!("__rshift__", RShift), reflected!("__rrshift__", RShift), in_place!("__irshift__", RShift),
    binary!("__and__", And), reflected!("__rand__", And), in_place!("__iand__", And),
    binary!("__xor__", Xor), reflected!("__rxor__", Xor), in_place!("__ixor__", Xor),
    binary!("__or__", Or), reflected!("__ror__", Or), in_place!("__ior__", Or),
    binary!("__pow__", Power), reflected!("__rpow__", Power), in_place!("__ipow__", Power),
    compare!("__lt__", Lt),
    compare!("__le__", Le),
    compare!("__eq__", Eq),
    compare!("__ne__", Ne),
    compare!("__gt__", Gt),
    compare!("__ge__", Ge),
    unary!("__neg__", Neg, "unary -"),
    unary!("__pos__", Pos, "unary +"),
    unary!("__invert__", Invert, "unary ~"),
    unary!("__abs__", Abs, "abs()"),
    converted!("__int__", int),
    converted!("__float__", float),
    converted!("__bytes__", bytes),
    method("__index__", "($self, /)", |vm, a| done(vm.index(&first(vm, a)?)?), ""),
    method("__bool__", "($self, /)", |vm, a| done(Value::bool(vm.is_true(&first(vm, a)?)?)), ""),
    method("__len__", "($self, /)", |vm, a| done(vm.new_usize(vm.len(&first(vm, a)?)?)), ""),
    method("__str__", "($self, /)", |vm, a| done(vm.str(&first(vm, a)?)?), ""),
    method("__iter__", "($self, /)", |vm, a| done(vm.iter(&first(vm, a)?)?), ""),
    method("__reversed__", "($self, /)", reversed, ""),
    method("__getitem__", "($self, key, /)", |vm, a| done(vm.get_item(&first(vm, a)?, &second(vm, a)?)?), ""),
    method("__setitem__", "($self, key, value, /)", set_item, ""),
    method("__delitem__", "($self, key, /)", delete_item, ""),
    method("__contains__", "($self, key, /)", contains, ""),
    method("__repr__", "($self, /)", repr, ""),
    $($more,)*] };
}
static METHODS: &[Method] = rows!();
static CALLABLE: &[Method] = rows!(method("__call__", "($self, /, *args, **kwargs)", call, ""),);

fn reversed(vm: &Vm, args: &[Slot]) -> NativeResult {
    let reversed = vm.builtins.get_text(vm, "reversed").unwrap_or(Value::None);
    done(vm.call(&reversed, &[first(vm, args)?])?)
}

fn set_item(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.set_item(&first(vm, args)?, &second(vm, args)?, arg(args, 2).clone())?;
    done(Value::None)
}

fn delete_item(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.del_item(&first(vm, args)?, &second(vm, args)?)?;
    done(Value::None)
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(vm.contains(&first(vm, args)?, &second(vm, args)?)?))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let address = kaa_vm::types::object::methods::address;
    let at = address(v);
    done(vm.str_value(&match v.payload::<WeakRef>().and_then(WeakRef::get) {
        Some(t) => format!("<weakproxy at {at:#x}; to '{}' at {:#x}>", vm.type_name(&t), address(&t)),
        None => format!("<weakproxy at {at:#x}; dead>"),
    }))
}

fn next(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let it = target(vm, v)?;
    let class = vm.class_of(&it);
    if class.iternext.get().is_none() && class.special(vm, Dunder::Next).is_none() {
        return Err(vm.type_error(format!(
            "Weakref proxy referenced a non-iterator '{}' object cannot be used as an iterator",
            class.name()
        )));
    }
    vm.next_flow(&it)
}

fn read(vm: &Vm, v: &Value, name: &Ref<Str>) -> NativeResult {
    vm.get_attr_flow(&target(vm, v)?, name, Action::Native(Cont::Pass))
}

fn write(vm: &Vm, v: &Value, name: &Ref<Str>, value: Option<&Value>) -> Fallible<()> {
    let object = target(vm, v)?;
    match value {
        Some(x) => vm.set_attr(&object, name, x.clone()),
        None => vm.del_attr(&object, name),
    }
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut values = arg(args, 1).payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let mut names = Vec::new();
    if let Some(d) = args.get(2).and_then(|d| d.as_ref()).and_then(|d| d.payload::<Dict>()) {
        for e in d.table.borrow().iter() {
            if let Some(k) = e.key.as_ref::<Str>() {
                names.push(k.clone());
                values.push(e.value.clone());
            }
        }
    }
    let f = first(vm, args)?;
    Ok(match vm.call_flow(&f, values, &names, Action::Native(Cont::Pass), None)? {
        Flow::Value(v) => Flow::Value(v),
        Flow::Pushed => Flow::Pushed,
    })
}

static PROXY: TypeSpec = TypeSpec {
    name: "weakref.ProxyType",
    methods: METHODS,
    iternext: Some(next),
    flags: kaa_heap::ClassFlags::GC | flags::NO_INSTANTIATION,
    getattro: Some(read),
    setattro: Some(write),
    none_dunders: &["__hash__"],
    ..TypeSpec::EMPTY
};
static CALLABLE_PROXY: TypeSpec = TypeSpec { name: "weakref.CallableProxyType", methods: CALLABLE, ..PROXY };
