//! Method table of `type`. Attributes are in `attributes.rs`, the steps of making a class in `create.rs`.

use super::{Type, TypeSpec, behaviour, create, flags};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method, static_method};
use crate::types::{Dict, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// The receiver as a class.
pub(super) fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Type>> {
    v.as_ref::<Type>().ok_or_else(|| {
        vm.type_error(format!("descriptor requires a 'type' object but received a '{}'", vm.type_name(v)))
    })
}

/// An attribute name given as an argument.
pub(crate) fn attribute_name(vm: &Vm, v: &Value) -> Fallible<Ref<Str>> {
    match v.as_ref::<Str>() {
        Some(s) => Ok(vm.intern_str(s)),
        None => Err(vm.type_error(format!("attribute name must be string, not '{}'", vm.type_name(v)))),
    }
}

/// The pairs of a `**kwargs` slot.
pub(crate) fn keywords(slot: Option<&Value>) -> Vec<(Ref<Str>, Value)> {
    let Some(d) = slot.and_then(|v| v.payload::<Dict>()) else { return Vec::new() };
    let table = d.table.borrow();
    table.iter().filter_map(|e| Some((e.key.as_ref::<Str>()?.clone(), e.value.clone()))).collect()
}

/// The items of a `*args` slot.
pub(crate) fn positional(slot: Option<&Value>) -> Vec<Value> {
    slot.and_then(|v| v.payload::<Tuple>()).map(|t| t.to_vec()).unwrap_or_default()
}

fn slot(args: &[Slot], i: usize) -> Option<&Value> {
    args.get(i).and_then(|s| s.as_ref())
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let meta = arg(args, 0);
    let Some(meta) = meta.as_ref::<Type>().filter(|m| m.has_layout::<Type>()) else {
        return Err(
            vm.type_error(format!("type.__new__(X): X is not a type object ({})", vm.type_name(meta)))
        );
    };
    let given = positional(slot(args, 1));
    let kwargs = keywords(slot(args, 2));
    let [name, bases, dict] = &given[..] else {
        return Err(wrong_count(vm, meta, given.len()));
    };
    let wrong = |i: usize, want: &str, v: &Value| {
        vm.type_error(format!("type.__new__() argument {i} must be {want}, not {}", vm.type_name(v)))
    };
    let Some(name) = name.as_ref::<Str>() else { return Err(wrong(1, "str", name)) };
    let bases_given = bases;
    let Some(bases) = bases.payload::<Tuple>().map(|t| t.to_vec()) else {
        return Err(wrong(2, "tuple", bases));
    };
    let Some(dict) = dict.as_ref::<Dict>() else { return Err(wrong(3, "dict", dict)) };
    for b in &bases {
        if b.payload::<Type>().is_none() && vm.get_attr_opt(b, &vm.names.__mro_entries__)?.is_some() {
            return Err(vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
    }
    let winner = create::winner(vm, meta, &bases)?;
    if !winner.is(meta) && vm.overrides_type_new(&winner) {
        let f = vm.get_attr(winner.value(), &vm.names.__new__)?;
        let mut all = vec![winner.value().clone()];
        all.extend(given.iter().cloned());
        return done(vm.call_kw(&f, &all, &kwargs)?);
    }
    let mut classes = Vec::with_capacity(bases.len());
    for b in bases {
        classes.push(b.downcast::<Type>().map_err(|_| vm.type_error("bases must be types"))?);
    }
    done(create::create_class(vm, &winner, name, (classes, bases_given), dict, &kwargs)?)
}

#[cold]
fn wrong_count(vm: &Vm, meta: &Ref<Type>, n: usize) -> crate::flow::Raised {
    if meta.is(&vm.types.type_) {
        return vm.type_error("type() takes 1 or 3 arguments");
    }
    vm.type_error(format!("type.__new__() takes exactly 3 arguments ({n} given)"))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = positional(slot(args, 1)).len();
    if n == 1 && slot(args, 2).is_some() {
        return Err(vm.type_error("type.__init__() takes no keyword arguments"));
    }
    if n != 1 && n != 3 {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    done(Value::None)
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = this(vm, arg(args, 0))?;
    let mut all = positional(slot(args, 1));
    let mut names = Vec::new();
    for (k, v) in keywords(slot(args, 2)) {
        names.push(k);
        all.push(v);
    }
    vm.call_type(class, all, &names)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = this(vm, arg(args, 0))?;
    done(vm.str_value(&format!("<class '{}'>", qualified_name(vm, class))))
}

/// `module.qualname`, the module left out when it is `builtins` or not a string.
pub(crate) fn qualified_name(vm: &Vm, class: &Ref<Type>) -> String {
    let qualname = class.qualname.borrow().clone();
    match super::attributes::module_of(vm, class).as_ref().and_then(|m| m.payload::<Str>()) {
        Some(m) if !m.is_text("builtins") => format!("{}.{qualname}", m.to_string_lossy()),
        _ => qualname.to_string(),
    }
}

impl Vm {
    /// A class's name with its module in front, except for what is in `builtins` or `__main__`: how messages name it.
    pub fn qualified_name(&self, class: &Ref<Type>) -> String {
        let name = qualified_name(self, class);
        match name.strip_prefix("__main__.") {
            Some(short) => short.to_owned(),
            None => name,
        }
    }
}

fn getattribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = attribute_name(vm, arg(args, 1))?;
    crate::protocol::attribute::type_getattro(vm, arg(args, 0), &name)
}

fn setattr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = attribute_name(vm, arg(args, 1))?;
    type_setattro(vm, arg(args, 0), &name, Some(arg(args, 2)))?;
    done(Value::None)
}

fn delattr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = attribute_name(vm, arg(args, 1))?;
    type_setattro(vm, arg(args, 0), &name, None)?;
    done(Value::None)
}

/// Writes or deletes an attribute of a class.
pub(crate) fn type_setattro(vm: &Vm, v: &Value, name: &Ref<Str>, value: Option<&Value>) -> Fallible<()> {
    let class = this(vm, v)?;
    check_mutable(vm, class, name)?;
    let on_meta = vm.class_of(v).lookup(vm, name);
    if let Some(d) = &on_meta
        && vm.is_data_descriptor(d)
    {
        return match vm.sync(|vm| vm.descriptor_set(d, v, value).unwrap_or_else(|| done(Value::None))) {
            Ok(_) => Ok(()),
            Err(e) => Err(e),
        };
    }
    let name = vm.intern_str(name);
    if class.set_own(vm, &name, value.cloned()).is_none() {
        return Err(vm.no_attribute(v, &name));
    }
    let text = name.as_bytes();
    if text.starts_with(b"__") && text.ends_with(b"__") {
        behaviour::refresh_tree(vm, class);
    }
    Ok(())
}

/// Built-in classes cannot be changed.
pub(super) fn check_mutable(vm: &Vm, class: &Ref<Type>, name: &Ref<Str>) -> Fallible<()> {
    if !class.has(flags::IMMUTABLE) {
        return Ok(());
    }
    let (n, t) = (name.to_string_lossy(), super::attributes::full_name(vm, class));
    Err(vm.type_error(format!("cannot set '{n}' attribute of immutable type '{t}'")))
}

fn mro(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = this(vm, arg(args, 0))?;
    let bases = class.bases.borrow().clone();
    let linear = super::mro::linearize(vm, class, &bases)?;
    done(vm.new_list(linear.into_iter().map(Ref::into_value).collect()))
}

fn subclasses(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = this(vm, arg(args, 0))?;
    done(vm.new_list(class.subclasses().into_iter().map(Ref::into_value).collect()))
}

fn prepare(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_dict())
}

fn instancecheck(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = this(vm, arg(args, 0))?;
    done(Value::bool(vm.default_is_instance(arg(args, 1), class)?))
}

fn subclasscheck(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = this(vm, arg(args, 0))?;
    done(Value::bool(default_is_subclass(vm, arg(args, 1), class)?))
}

/// By MRO, or along the `__bases__` of things that only look like classes.
pub(crate) fn default_is_subclass(vm: &Vm, c: &Value, class: &Ref<Type>) -> Fallible<bool> {
    if let Some(t) = c.payload::<Type>() {
        return Ok(t.is_subtype_of(class));
    }
    let mut todo = vec![c.clone()];
    let mut first = true;
    while let Some(v) = todo.pop() {
        if v.is(class.value()) {
            return Ok(true);
        }
        let bases = vm.get_attr_opt(&v, &vm.names.__bases__)?;
        match bases.as_ref().and_then(|b| b.payload::<Tuple>()) {
            Some(b) => todo.extend(b.iter().rev().cloned()),
            None if first => return Err(vm.type_error("issubclass() arg 1 must be a class")),
            None => {}
        }
        first = false;
    }
    Ok(false)
}

fn dir(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = this(vm, arg(args, 0))?;
    let names = vm.new_dict();
    merge_class_names(vm, class, &names)?;
    done(vm.new_list(names.table.borrow().iter().map(|e| e.key.clone()).collect()))
}

/// Adds the names that a class and its bases define.
pub(crate) fn merge_class_names(vm: &Vm, class: &Ref<Type>, names: &Ref<Dict>) -> Fallible<()> {
    let mro = class.mro.borrow().clone();
    for t in mro.iter() {
        let entries: Vec<(Value, i64)> =
            t.dict.table.borrow().iter().map(|e| (e.key.clone(), e.hash)).collect();
        for (k, hash) in entries {
            names.set_hashed(vm, k, hash, Value::None)?;
        }
    }
    Ok(())
}

fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = this(vm, arg(args, 0))?;
    done(vm.new_usize(size_of::<Type>() + class.dict.len() * 24))
}

fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    crate::types::union_type::union_of(vm, arg(args, 0), arg(args, 1))
}

fn ror(vm: &Vm, args: &[Slot]) -> NativeResult {
    crate::types::union_type::union_of(vm, arg(args, 1), arg(args, 0))
}

static METHODS: &[Method] = &[
    method("__or__", "($self, value, /)", or, "Return self|value."),
    method("__ror__", "($self, value, /)", ror, "Return value|self."),
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
    method("__call__", "($self, /, *args, **kwargs)", call, "Call self as a function."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__getattribute__", "($self, name, /)", getattribute, "Return getattr(self, name)."),
    method("__setattr__", "($self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
    method("__delattr__", "($self, name, /)", delattr, "Implement delattr(self, name)."),
    method("__or__", "($self, value, /)", or, "Return self|value."),
    method("__ror__", "($self, value, /)", ror, "Return value|self."),
    method("mro", "($self, /)", mro, "The method resolution order of the class."),
    method("__subclasses__", "($self, /)", subclasses, "The direct subclasses that are alive."),
    class_method("__prepare__", "($type, *args, **kwargs)", prepare, "The namespace for a class statement."),
    method("__instancecheck__", "($self, instance, /)", instancecheck, "Whether an object is an instance."),
    method("__subclasscheck__", "($self, subclass, /)", subclasscheck, "Whether a class is a subclass."),
    method("__dir__", "($self, /)", dir, "The names of the class's attributes."),
    method("__sizeof__", "($self, /)", sizeof, "Bytes that the class object takes."),
];

/// The type `type`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "type",
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    methods: METHODS,
    getset: super::attributes::ROWS,
    getattro: Some(crate::protocol::attribute::type_getattro),
    setattro: Some(type_setattro),
    ..TypeSpec::EMPTY
};
