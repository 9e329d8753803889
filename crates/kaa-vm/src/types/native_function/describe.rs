//! What native callables and attributes tell about themselves: names, owner, signature, repr. Shared by their tables.

use super::rows::signature_of;
use super::{Access, NativeFunction, NativeProperty};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Kind, Slot, arg};
use crate::types::type_object::methods::{keywords, positional};
use crate::types::{Module, Type};
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) fn native<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a NativeFunction> {
    v.payload::<NativeFunction>()
        .ok_or_else(|| vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(v))))
}

pub(super) fn property<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a NativeProperty> {
    v.payload::<NativeProperty>()
        .ok_or_else(|| vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(v))))
}

/// Calls `f` with what a `(self, *args, **kwargs)` row received.
pub(crate) fn call_with(vm: &Vm, f: &Value, args: &[Slot]) -> NativeResult {
    let slot = |i: usize| args.get(i).and_then(|s| s.as_ref());
    let mut all = positional(slot(1));
    let mut names = Vec::new();
    for (k, v) in keywords(slot(2)) {
        names.push(k);
        all.push(v);
    }
    vm.call_flow(f, all, &names, crate::frame::Action::Native(crate::frame::Cont::Pass), None)
}

pub(super) fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    call_with(vm, arg(args, 0), args)
}

pub(super) fn get_name(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.str_value(native(vm, v)?.row.name))
}

pub(super) fn get_doc(vm: &Vm, v: &Value) -> NativeResult {
    let doc = native(vm, v)?.row.doc;
    done(if doc.is_empty() { Value::None } else { vm.str_value(doc) })
}

/// The signature as `help()` shows it; functions of a module get `$module` in front.
pub(super) fn get_text_signature(vm: &Vm, v: &Value) -> NativeResult {
    let n = native(vm, v)?;
    let row = n.row;
    match row.name {
        "__new__" if n.owner.is_some() => return done(vm.str_value("($type, *args, **kwargs)")),
        "__init__" if n.owner.is_some() => return done(vm.str_value("($self, /, *args, **kwargs)")),
        _ => {}
    }
    // Parts of a text are not described by defaults.
    if let Some(front) = row.signature.strip_suffix(", start=None, end=None, /)")
        && n.owner.is_some()
    {
        return done(vm.str_value(&format!("{front}[, start[, end]], /)")));
    }
    if row.kind != Kind::Function || row.signature.starts_with("($") {
        return done(vm.str_value(row.signature));
    }
    let rest = row.signature.strip_prefix('(').unwrap_or(row.signature);
    let positional = signature_of(row.signature).posonly > 0;
    let receiver = match (rest.starts_with(')'), positional) {
        (true, _) => "$module, /",
        (false, true) => "$module, ",
        (false, false) => "$module, /, ",
    };
    done(vm.str_value(&format!("({receiver}{rest}")))
}

/// `__self__`: the receiver, the class of a `__new__`, the module of a function.
pub(super) fn receiver(vm: &Vm, n: &NativeFunction) -> Value {
    if let Some(r) = &n.receiver {
        return r.clone();
    }
    if let Some(o) = &n.owner {
        return if n.row.name == "__new__" { o.value().clone() } else { Value::None };
    }
    let name = n.module.as_ref().and_then(|m| m.as_ref::<crate::types::Str>());
    name.and_then(|m| vm.modules.get_str(m)).unwrap_or(Value::None)
}

pub(super) fn get_self(vm: &Vm, v: &Value) -> NativeResult {
    done(receiver(vm, native(vm, v)?))
}

pub(super) fn get_module(vm: &Vm, v: &Value) -> NativeResult {
    done(native(vm, v)?.module.clone().unwrap_or(Value::None))
}

/// `list.append`, `len`.
pub(super) fn qualified(vm: &Vm, n: &NativeFunction) -> String {
    let r = receiver(vm, n);
    if r.is_none() || r.payload::<Module>().is_some() {
        return n.row.name.to_string();
    }
    let class = match r.payload::<Type>() {
        Some(t) => t.qualname.borrow().clone(),
        None => vm.class_of(&r).qualname.borrow().clone(),
    };
    format!("{class}.{}", n.row.name)
}

pub(super) fn get_bound_qualname(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.str_value(&qualified(vm, native(vm, v)?)))
}

/// The class's name and the row's.
pub(super) fn get_qualname(vm: &Vm, v: &Value) -> NativeResult {
    let n = native(vm, v)?;
    match &n.owner {
        Some(o) => done(vm.str_value(&format!("{}.{}", o.qualname.borrow(), n.row.name))),
        None => done(vm.str_value(n.row.name)),
    }
}

pub(super) fn get_objclass(vm: &Vm, v: &Value) -> NativeResult {
    match &native(vm, v)?.owner {
        Some(o) => done(o.clone()),
        None => Err(vm.no_attribute(v, &vm.names.__objclass__)),
    }
}

/// `<WHAT 'append' of 'list' objects>`.
pub(super) fn repr_as(vm: &Vm, v: &Value, what: &str) -> NativeResult {
    let n = native(vm, v)?;
    let owner = n.owner.as_ref().map(|o| o.name()).unwrap_or_else(|| "?".into());
    done(vm.str_value(&format!("<{what} '{}' of '{owner}' objects>", n.row.name)))
}

/// How pickle finds it again: `getattr(owner, name)`, or by its name.
pub(super) fn reduce_through(vm: &Vm, of: Value, name: &str) -> NativeResult {
    let getattr = vm.builtins.get_text(vm, "getattr").unwrap_or(Value::None);
    let pair = vm.new_tuple(vec![of, vm.str_value(name)]);
    done(vm.new_tuple(vec![getattr, pair.into()]))
}

pub(super) fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = native(vm, arg(args, 0))?;
    if n.receiver.is_none()
        && let Some(o) = n.owner.as_ref().filter(|_| n.row.name != "__new__")
    {
        return reduce_through(vm, o.value().clone(), n.row.name);
    }
    let r = receiver(vm, n);
    if r.is_none() || r.payload::<Module>().is_some() {
        return done(vm.str_value(n.row.name));
    }
    reduce_through(vm, r, n.row.name)
}

/// `__get__` of descriptors of all kinds.
pub(super) fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = |i: usize| args.get(i).and_then(|s| s.as_ref()).filter(|v| !v.is_none());
    let d = arg(args, 0);
    if given(1).is_none() && given(2).is_none() {
        return Err(vm.type_error("__get__(None, None) is invalid"));
    }
    let (owner, name, class_method) = match (d.payload::<NativeFunction>(), d.payload::<NativeProperty>()) {
        (Some(n), _) => (n.owner.clone(), n.row.name.to_string(), n.row.kind == Kind::Class),
        (None, Some(p)) => (Some(p.owner.clone()), p.name(), false),
        _ => (None, String::new(), false),
    };
    let Some(owner) = owner else { return done(d.clone()) };
    if class_method {
        let class = match (given(2), given(1)) {
            (Some(c), _) => c.as_ref::<Type>().cloned(),
            (None, Some(v)) => Some(vm.class_ref(v)),
            _ => None,
        };
        let Some(class) = class.filter(|c| c.is_subtype_of(&owner)) else {
            let shown = given(2).and_then(|c| c.payload::<Type>()).map(|t| t.name());
            let shown = shown.or_else(|| given(1).map(|v| vm.type_name(v))).unwrap_or_else(|| "?".into());
            return Err(vm.type_error(format!(
                "descriptor '{name}' requires a subtype of '{}' but received '{shown}'",
                owner.name()
            )));
        };
        return vm.descriptor_get(d, None, &class);
    }
    let Some(v) = given(1) else { return done(d.clone()) };
    if !vm.is_instance_of(v, &owner) {
        return Err(vm.type_error(format!(
            "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
            owner.name(),
            vm.type_name(v)
        )));
    }
    vm.descriptor_get(d, Some(v), vm.class_of(v))
}

pub(super) fn property_set(vm: &Vm, args: &[Slot]) -> NativeResult {
    check_owner(vm, arg(args, 0), arg(args, 1))?;
    vm.descriptor_set(arg(args, 0), arg(args, 1), Some(arg(args, 2))).unwrap_or_else(|| done(Value::None))
}

pub(super) fn property_delete(vm: &Vm, args: &[Slot]) -> NativeResult {
    check_owner(vm, arg(args, 0), arg(args, 1))?;
    vm.descriptor_set(arg(args, 0), arg(args, 1), None).unwrap_or_else(|| done(Value::None))
}

fn check_owner(vm: &Vm, d: &Value, v: &Value) -> Fallible<()> {
    let p = property(vm, d)?;
    if vm.is_instance_of(v, &p.owner) {
        return Ok(());
    }
    let (n, o, t) = (p.name(), p.owner.name(), vm.type_name(v));
    Err(vm.type_error(format!("descriptor '{n}' for '{o}' objects doesn't apply to a '{t}' object")))
}

pub(super) fn property_name(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.str_value(&property(vm, v)?.name()))
}

pub(super) fn property_qualname(vm: &Vm, v: &Value) -> NativeResult {
    let p = property(vm, v)?;
    done(vm.str_value(&format!("{}.{}", p.owner.qualname.borrow(), p.name())))
}

pub(super) fn property_objclass(vm: &Vm, v: &Value) -> NativeResult {
    done(property(vm, v)?.owner.clone())
}

pub(super) fn property_doc(vm: &Vm, v: &Value) -> NativeResult {
    match &property(vm, v)?.access {
        Access::Row(r) if !r.doc.is_empty() => done(vm.str_value(r.doc)),
        _ => done(Value::None),
    }
}

pub(super) fn property_reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = property(vm, arg(args, 0))?;
    reduce_through(vm, p.owner.value().clone(), &p.name())
}
