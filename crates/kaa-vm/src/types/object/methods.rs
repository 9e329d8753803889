//! Method table of `object`: what every object can do unless its class says otherwise. Pickling's part is in `reduce.rs`.

use super::reduce;
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::native::{GetSet, Method, Slot, arg, class_method, getset, method, static_method};
use crate::types::builtin_types::Empty;
use crate::types::type_object::methods::{attribute_name, merge_class_names};
use crate::types::type_object::{TypeSpec, flags, same_parts};
use crate::types::{Dict, Module, NativeFunction, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Is this special method of the class `object`'s own?
fn is_objects(vm: &Vm, class: &Type, d: Dunder) -> bool {
    class.special(vm, d).is_some_and(|m| {
        m.payload::<NativeFunction>().and_then(|n| n.owner.as_ref()).is_some_and(|o| o.is(&vm.types.object))
    })
}

/// Were there arguments besides the receiver?
fn has_excess(args: &[Slot]) -> bool {
    let some = |i: usize| args.get(i).and_then(|s| s.as_ref());
    some(1).and_then(|v| v.payload::<Tuple>()).is_some_and(|t| !t.is_empty())
        || some(2).and_then(|v| v.payload::<Dict>()).is_some_and(|d| !d.is_empty())
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 0).as_ref::<Type>() else {
        let t = vm.type_name(arg(args, 0));
        return Err(vm.type_error(format!("object.__new__(X): X is not a type object ({t})")));
    };
    let name = class.name();
    if has_excess(args) {
        if !is_objects(vm, class, Dunder::New) {
            return Err(
                vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)")
            );
        }
        if is_objects(vm, class, Dunder::Init) {
            return Err(vm.type_error(format!("{name}() takes no arguments")));
        }
    }
    if class.has(flags::ABSTRACT) {
        return Err(abstract_class(vm, class));
    }
    let t = &vm.types;
    let single =
        [&t.none_type, &t.not_implemented_type, &t.ellipsis_type].iter().any(|s| class.is_subtype_of(s));
    if single || !class.has_layout::<Empty>() {
        let native = class
            .mro
            .borrow()
            .iter()
            .find(|t| !t.has(flags::HEAPTYPE))
            .map_or_else(|| name.clone(), |t| t.name());
        return Err(vm.type_error(format!("object.__new__({name}) is not safe, use {native}.__new__()")));
    }
    done(vm.new_object(class, Empty))
}

#[cold]
fn abstract_class(vm: &Vm, class: &Ref<Type>) -> crate::flow::Raised {
    let missing = || -> Fallible<Vec<String>> {
        let set = vm.get_attr(class.value(), &vm.names.__abstractmethods__)?;
        let mut names = Vec::new();
        for v in vm.collect(&set)? {
            names.push(vm.str(&v)?.to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    };
    match missing() {
        Ok(names) => {
            let plural = if names.len() == 1 { "" } else { "s" };
            let list = names.iter().map(|n| format!("'{n}'")).collect::<Vec<_>>().join(", ");
            vm.type_error(format!(
                "Can't instantiate abstract class {} without an implementation for abstract method{plural} {list}",
                class.name()
            ))
        }
        Err(e) => e,
    }
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    if has_excess(args) {
        let class = vm.class_of(arg(args, 0));
        if !is_objects(vm, class, Dunder::Init) {
            return Err(
                vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)")
            );
        }
        if is_objects(vm, class, Dunder::New) {
            return Err(vm.type_error(format!(
                "{}.__init__() takes exactly one argument (the instance to initialize)",
                class.name()
            )));
        }
    }
    done(Value::None)
}

/// The address that `repr` shows: of immediates, their word.
pub fn address(v: &Value) -> u64 {
    v.bits()
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let name = crate::types::type_object::methods::qualified_name(vm, &vm.class_ref(v));
    done(vm.str_value(&format!("<{name} object at {:#x}>", address(v))))
}

fn str(vm: &Vm, args: &[Slot]) -> NativeResult {
    // A class may have this function as its `__repr__`.
    vm.check_native_stack()?;
    vm.repr_flow(arg(args, 0))
}

fn eq(_vm: &Vm, args: &[Slot]) -> NativeResult {
    done(if arg(args, 0).is(arg(args, 1)) { Value::True } else { Value::NotImplemented })
}

fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    match vm.class_of(v).special(vm, Dunder::Eq) {
        Some(m) if m.payload::<crate::types::Function>().is_some() => {
            vm.call_special_flow(&m, v, std::slice::from_ref(arg(args, 1)), Action::Native(Cont::ToNot), None)
        }
        Some(m) => {
            let r = vm.call_special(&m, v, std::slice::from_ref(arg(args, 1)))?;
            done(if r.is_not_implemented() { r } else { Value::bool(!vm.is_true(&r)?) })
        }
        None => done(Value::NotImplemented),
    }
}

fn unordered(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::NotImplemented)
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_int(identity_hash(arg(args, 0))))
}

/// The hash of objects that compare by identity: the address, its always-zero bits moved away.
pub(crate) fn identity_hash(v: &Value) -> i64 {
    let h = v.bits().rotate_right(4) as i64;
    if h == -1 { -2 } else { h }
}

fn getattribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = attribute_name(vm, arg(args, 1))?;
    vm.generic_get(arg(args, 0), &name)
}

/// `object.__setattr__` must not get around a class's own way to take attributes.
fn refuse_classes(vm: &Vm, v: &Value, what: &str) -> Fallible<()> {
    if v.payload::<Type>().is_some() {
        return Err(vm.type_error(format!("can't apply this {what} to {} object", vm.type_name(v))));
    }
    Ok(())
}

fn setattr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = attribute_name(vm, arg(args, 1))?;
    refuse_classes(vm, arg(args, 0), "__setattr__")?;
    vm.generic_set(arg(args, 0), &name, Some(arg(args, 2)))
}

fn delattr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = attribute_name(vm, arg(args, 1))?;
    refuse_classes(vm, arg(args, 0), "__delattr__")?;
    vm.generic_set(arg(args, 0), &name, None)
}

fn format(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(spec) = arg(args, 1).payload::<Str>() else {
        let t = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("__format__() argument must be str, not {t}")));
    };
    if !spec.is_empty() {
        let t = vm.type_name(arg(args, 0));
        return Err(vm.type_error(format!("unsupported format string passed to {t}.__format__")));
    }
    vm.str_flow(arg(args, 0))
}

fn dir(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let names = vm.new_dict();
    if let Some(d) = vm.get_attr_opt(v, &vm.names.__dict__)?
        && let Some(d) = d.payload::<Dict>()
    {
        let keys: Vec<(Value, i64)> = d.table.borrow().iter().map(|e| (e.key.clone(), e.hash)).collect();
        for (k, hash) in keys {
            names.set_hashed(vm, k, hash, Value::None)?;
        }
    }
    if let Some(c) = vm.get_attr_opt(v, &vm.names.__class__)?
        && let Some(c) = c.as_ref::<Type>()
    {
        merge_class_names(vm, c, &names)?;
    }
    done(vm.new_list(names.table.borrow().iter().map(|e| e.key.clone()).collect()))
}

fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(arg(args, 0).header().map_or(16, |h| h.total_size())))
}

fn init_subclass(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::None)
}

fn subclasshook(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::NotImplemented)
}

fn get_class(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.class_ref(v))
}

/// `v.__class__ = cls`: both must be classes of Python code (or modules) whose instances have the same parts.
fn set_class(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let Some(value) = value else { return Err(vm.type_error("can't delete __class__ attribute")) };
    let Some(to) = value.as_ref::<Type>() else {
        let t = vm.type_name(value);
        return Err(vm.type_error(format!("__class__ must be set to a class, not '{t}' object")));
    };
    let from = vm.class_ref(v);
    let mutable = |t: &Ref<Type>| !t.has(flags::IMMUTABLE);
    let modules = v.payload::<Module>().is_some() && to.has_layout::<Module>();
    let Some(h) = v.header().filter(|_| modules || mutable(&from) && mutable(to)) else {
        return Err(
            vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses")
        );
    };
    if !modules && !same_parts(&from, to) {
        let (a, b) = (to.name(), from.name());
        return Err(vm.type_error(format!("__class__ assignment: '{a}' object layout differs from '{b}'")));
    }
    if !from.is(to) {
        h.set_class(to.class_header());
    }
    Ok(())
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
        "($self, /, *args, **kwargs)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__str__", "($self, /)", str, "Return str(self)."),
    method("__eq__", "($self, value, /)", eq, "Return self==value."),
    method("__ne__", "($self, value, /)", ne, "Return self!=value."),
    method("__lt__", "($self, value, /)", unordered, "Return self<value."),
    method("__le__", "($self, value, /)", unordered, "Return self<=value."),
    method("__gt__", "($self, value, /)", unordered, "Return self>value."),
    method("__ge__", "($self, value, /)", unordered, "Return self>=value."),
    method("__hash__", "($self, /)", hash, "Return hash(self)."),
    method("__getattribute__", "($self, name, /)", getattribute, "Return getattr(self, name)."),
    method("__setattr__", "($self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
    method("__delattr__", "($self, name, /)", delattr, "Implement delattr(self, name)."),
    method(
        "__format__",
        "($self, format_spec, /)",
        format,
        "The object's text; only an empty format is understood.",
    ),
    method("__dir__", "($self, /)", dir, "The names of the object's attributes."),
    method("__sizeof__", "($self, /)", sizeof, "Bytes that the object takes."),
    method("__reduce__", "($self, /)", reduce::reduce, "Helper for pickle."),
    method("__reduce_ex__", "($self, protocol, /)", reduce::reduce_ex, "Helper for pickle."),
    method("__getstate__", "($self, /)", reduce::getstate, "Helper for pickle."),
    class_method(
        "__init_subclass__",
        "($type, /)",
        init_subclass,
        "Called when a class is derived; does nothing.",
    ),
    class_method(
        "__subclasshook__",
        "($type, object, /)",
        subclasshook,
        "For abstract classes to override issubclass().",
    ),
];

static GETSET: &[GetSet] = &[getset("__class__", get_class, set_class, "the object's class")];

/// The type `object`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "object",
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n\
          instance that has no instance attributes and cannot be given any.\n",
    methods: METHODS,
    getset: GETSET,
    ..TypeSpec::EMPTY
};
