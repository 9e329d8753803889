//! Method table of `property`. Reading and writing through one is `protocol/attribute.rs`'s.

use super::Property;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getset, getter, member, member_set, method, static_method};
use crate::types::Type;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;
use std::cell::RefCell;

/// The receiver.
fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Property> {
    v.payload::<Property>().ok_or_else(|| vm.type_error("descriptor requires a 'property' object"))
}

/// An optional argument; None counts as not given.
fn given(args: &[Slot], i: usize) -> Option<Value> {
    args.get(i).cloned().flatten().filter(|v| !v.is_none())
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).as_ref::<Type>().filter(|c| c.has_layout::<Property>()) {
        Some(class) => done(vm.new_object(class, Property::default())),
        None => Err(vm.type_error("property.__new__(X): X is not a subtype of property")),
    }
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let p = this(vm, v)?;
    let fget = given(args, 1);
    drop(p.get.replace(fget.clone()));
    drop(p.set.replace(given(args, 2)));
    drop(p.delete.replace(given(args, 3)));
    drop(p.name.take());
    p.getter_doc.set(false);
    let mut doc = given(args, 4);
    if doc.is_none()
        && let Some(g) = &fget
    {
        doc = vm.get_attr_opt(g, &vm.names.__doc__)?.filter(|d| !d.is_none());
        p.getter_doc.set(doc.is_some());
    }
    if vm.is_exact(v, &vm.types.property) {
        drop(p.doc.replace(doc));
        return done(Value::None);
    }
    // In a subclass `__doc__` is an ordinary attribute of the instance: a class without room for one goes without.
    let r = vm.set_attr(v, &vm.names.__doc__, doc.unwrap_or(Value::None));
    vm.catch(r, &vm.exceptions.attribute_error)?;
    done(Value::None)
}

/// A property like this one, with one function replaced.
fn copy(vm: &Vm, v: &Value, parts: [Option<Value>; 3]) -> NativeResult {
    let p = this(vm, v)?;
    let own = [p.get.borrow().clone(), p.set.borrow().clone(), p.delete.borrow().clone()];
    let mut args: Vec<Value> =
        parts.into_iter().zip(own).map(|(new, old)| new.or(old).unwrap_or(Value::None)).collect();
    let doc = if p.getter_doc.get() && !args[0].is_none() { None } else { p.doc.borrow().clone() };
    args.push(doc.unwrap_or(Value::None));
    let fresh = vm.call(vm.class_ref(v).value(), &args)?;
    if let Some(q) = fresh.payload::<Property>() {
        drop(q.name.replace(p.name.borrow().clone()));
    }
    done(fresh)
}

fn with_getter(vm: &Vm, args: &[Slot]) -> NativeResult {
    copy(vm, arg(args, 0), [Some(arg(args, 1).clone()), None, None])
}

fn with_setter(vm: &Vm, args: &[Slot]) -> NativeResult {
    copy(vm, arg(args, 0), [None, Some(arg(args, 1).clone()), None])
}

fn with_deleter(vm: &Vm, args: &[Slot]) -> NativeResult {
    copy(vm, arg(args, 0), [None, None, Some(arg(args, 1).clone())])
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    match given(args, 1) {
        Some(object) => vm.descriptor_get(arg(args, 0), Some(&object), vm.class_of(&object)),
        None => done(arg(args, 0).clone()),
    }
}

fn set(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.descriptor_set(arg(args, 0), arg(args, 1), Some(arg(args, 2))).unwrap_or_else(|| done(Value::None))
}

fn delete(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.descriptor_set(arg(args, 0), arg(args, 1), None).unwrap_or_else(|| done(Value::None))
}

fn set_name(vm: &Vm, args: &[Slot]) -> NativeResult {
    drop(this(vm, arg(args, 0))?.name.replace(Some(arg(args, 2).clone())));
    done(Value::None)
}

fn part(vm: &Vm, v: &Value, of: impl Fn(&Property) -> &RefCell<Option<Value>>) -> NativeResult {
    done(of(this(vm, v)?).borrow().clone().unwrap_or(Value::None))
}

fn get_fget(vm: &Vm, v: &Value) -> NativeResult {
    part(vm, v, |p| &p.get)
}

fn get_fset(vm: &Vm, v: &Value) -> NativeResult {
    part(vm, v, |p| &p.set)
}

fn get_fdel(vm: &Vm, v: &Value) -> NativeResult {
    part(vm, v, |p| &p.delete)
}

fn get_doc(vm: &Vm, v: &Value) -> NativeResult {
    part(vm, v, |p| &p.doc)
}

fn set_doc(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let p = this(vm, v)?;
    drop(p.doc.replace(value.cloned()));
    Ok(())
}

fn get_name(vm: &Vm, v: &Value) -> NativeResult {
    let p = this(vm, v)?;
    if let Some(n) = p.name.borrow().clone() {
        return done(n);
    }
    let getter = p.get.borrow().clone();
    if let Some(g) = getter
        && let Some(n) = vm.get_attr_opt(&g, &vm.names.__name__)?
    {
        return done(n);
    }
    Err(vm.no_attribute(v, &vm.names.__name__))
}

fn put_name(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    drop(this(vm, v)?.name.replace(value.cloned()));
    Ok(())
}

fn get_abstract(vm: &Vm, v: &Value) -> NativeResult {
    let p = this(vm, v)?;
    let parts = [p.get.borrow().clone(), p.set.borrow().clone(), p.delete.borrow().clone()];
    for f in parts.into_iter().flatten() {
        if super::is_abstract(vm, &f)? {
            return done(Value::True);
        }
    }
    done(Value::False)
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method(
        "__init__",
        "($self, /, fget=None, fset=None, fdel=None, doc=None)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("getter", "($self, object, /)", with_getter, "A property with another getter."),
    method("setter", "($self, object, /)", with_setter, "A property with another setter."),
    method("deleter", "($self, object, /)", with_deleter, "A property with another deleter."),
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__set__", "($self, instance, value, /)", set, "Set an attribute of instance to value."),
    method("__delete__", "($self, instance, /)", delete, "Delete an attribute of instance."),
    method("__set_name__", "($self, owner, name, /)", set_name, "Tells the property its name."),
];

static GETSET: &[GetSet] = &[
    member("fget", get_fget, ""),
    member("fset", get_fset, ""),
    member("fdel", get_fdel, ""),
    member_set("__doc__", get_doc, set_doc, ""),
    getset("__name__", get_name, put_name, ""),
    getter("__isabstractmethod__", get_abstract, ""),
];

/// The type `property`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "property",
    doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used \
          for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n",
    methods: METHODS,
    getset: GETSET,
    ..TypeSpec::EMPTY
};
