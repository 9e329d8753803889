//! Attributes of classes: `__name__`, `__bases__`, `__annotations__` and the others that `type` computes.

use super::methods::{check_mutable, this};
use super::{Type, behaviour, create, flags, layout};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, getset, getter, member};
use crate::types::{Dict, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{ClassFlags, Ref, Value};

fn get_name(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.str_value(&this(vm, v)?.name()))
}

fn get_qualname(vm: &Vm, v: &Value) -> NativeResult {
    let q = this(vm, v)?.qualname.borrow().clone();
    done(vm.str_value(&q))
}

/// The string for `__name__` or `__qualname__`.
fn new_name<'a>(vm: &Vm, v: &Value, value: Option<&'a Value>, what: &str) -> Fallible<&'a Ref<Str>> {
    let class = this(vm, v)?;
    check_mutable(vm, class, &vm.intern(what))?;
    let Some(value) = value else {
        return Err(
            vm.type_error(format!("cannot delete '{what}' attribute of immutable type '{}'", class.name()))
        );
    };
    let Some(s) = value.as_ref::<Str>() else {
        let (n, t) = (class.name(), vm.type_name(value));
        return Err(vm.type_error(format!("can only assign string to {n}.{what}, not '{t}'")));
    };
    Ok(s)
}

fn set_name(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let s = new_name(vm, v, value, "__name__")?;
    if s.as_bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    *this(vm, v)?.name.borrow_mut() = s.to_string_lossy().into();
    Ok(())
}

fn set_qualname(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let s = new_name(vm, v, value, "__qualname__")?;
    *this(vm, v)?.qualname.borrow_mut() = s.to_string_lossy().into();
    Ok(())
}

/// `__module__` of a class.
pub(crate) fn module_of(vm: &Vm, class: &Ref<Type>) -> Option<Value> {
    let own = class.dict.get_str(&vm.names.__module__);
    if class.has(flags::HEAPTYPE) {
        return own;
    }
    own.filter(|m| m.payload::<Str>().is_some()).or_else(|| Some(vm.intern("builtins").into()))
}

/// The name as CPython's static types carry it: with the module in front.
pub(crate) fn full_name(vm: &Vm, class: &Ref<Type>) -> String {
    match module_of(vm, class).as_ref().and_then(|m| m.payload::<Str>()) {
        Some(m) if !class.has(flags::HEAPTYPE) && !m.is_text("builtins") => {
            format!("{}.{}", m.to_string_lossy(), class.name())
        }
        _ => class.name().to_string(),
    }
}

fn get_module(vm: &Vm, v: &Value) -> NativeResult {
    match module_of(vm, this(vm, v)?) {
        Some(m) => done(m),
        None => Err(vm.attribute_error(v, &vm.names.__module__, "__module__")),
    }
}

fn set_module(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let class = this(vm, v)?;
    set_entry(vm, class, &vm.names.__module__, value)?;
    drop(class.dict.remove_str(&vm.names.__firstlineno__));
    Ok(())
}

/// Writes an entry of a mutable class's dict; it cannot be deleted.
fn set_entry(vm: &Vm, class: &Ref<Type>, name: &Ref<Str>, value: Option<&Value>) -> Fallible<()> {
    check_mutable(vm, class, name)?;
    let Some(value) = value else {
        let (n, t) = (name.to_string_lossy(), class.name());
        return Err(vm.type_error(format!("cannot delete '{n}' attribute of immutable type '{t}'")));
    };
    class.set_own(vm, name, Some(value.clone()));
    Ok(())
}

fn get_doc(vm: &Vm, v: &Value) -> NativeResult {
    let class = this(vm, v)?;
    if !class.has(flags::HEAPTYPE) && !class.native_doc.get().is_empty() {
        return done(vm.str_value(class.native_doc.get()));
    }
    match class.dict.get_str(&vm.names.__doc__) {
        Some(d) => vm.descriptor_get(&d, None, class),
        None => done(Value::None),
    }
}

fn set_doc(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    set_entry(vm, this(vm, v)?, &vm.names.__doc__, value)
}

fn get_dict(vm: &Vm, v: &Value) -> NativeResult {
    this(vm, v)?;
    done(vm.new_mapping_proxy(v.clone()))
}

fn classes(vm: &Vm, list: &[Ref<Type>]) -> NativeResult {
    done(vm.new_tuple(list.iter().map(|t| t.value().clone()).collect()))
}

fn get_bases(vm: &Vm, v: &Value) -> NativeResult {
    let class = this(vm, v)?;
    if let Some(t) = &*class.bases_tuple.borrow() {
        return done(t.clone());
    }
    let bases = class.bases.borrow().iter().map(|t| t.value().clone()).collect();
    let tuple: Value = vm.new_tuple(bases).into();
    *class.bases_tuple.borrow_mut() = Some(tuple.clone());
    done(tuple)
}

fn get_mro(vm: &Vm, v: &Value) -> NativeResult {
    let mro = this(vm, v)?.mro.borrow().clone();
    classes(vm, &mro)
}

fn get_base(vm: &Vm, v: &Value) -> NativeResult {
    done(layout::direct_base(this(vm, v)?).map_or(Value::None, Ref::into_value))
}

fn set_bases(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let class = this(vm, v)?;
    check_mutable(vm, class, &vm.names.__bases__)?;
    let n = class.name();
    let Some(value) = value else {
        return Err(vm.type_error(format!("cannot delete '__bases__' attribute of immutable type '{n}'")));
    };
    let Some(items) = value.payload::<Tuple>() else {
        let t = vm.type_name(value);
        return Err(vm.type_error(format!("can only assign tuple to {n}.__bases__, not {t}")));
    };
    if items.is_empty() {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {n}.__bases__, not ()")));
    }
    let mut bases = Vec::new();
    for b in items.iter() {
        let Some(t) = b.as_ref::<Type>() else {
            let t = vm.type_name(b);
            return Err(vm.type_error(format!("{n}.__bases__ must be tuple of classes, not '{t}'")));
        };
        if t.is_subtype_of(class) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
        bases.push(t.clone());
    }
    let base = layout::best_base(vm, &bases)?;
    let old_base = layout::direct_base(class);
    if let Some(old) = &old_base
        && !layout::same_parts(&layout::solid(old), &layout::solid(&base))
    {
        let (a, b) = (base.name(), old.name());
        return Err(vm.type_error(format!("__bases__ assignment: '{a}' object layout differs from '{b}'")));
    }
    replace_bases(vm, class, bases, value)
}

/// Puts the bases in place and works out the MROs of the class and its subclasses; all is undone when one of them fails.
fn replace_bases(vm: &Vm, class: &Ref<Type>, bases: Vec<Ref<Type>>, given: &Value) -> Fallible<()> {
    let old_tuple = class.bases_tuple.replace(Some(given.clone()));
    let old_bases = class.bases.replace(bases);
    let tree = subtree(class);
    let old_mros: Vec<_> = tree.iter().map(|t| t.mro.borrow().clone()).collect();
    for t in &tree {
        if let Err(e) = create::set_mro(vm, t) {
            for (t, mro) in tree.iter().zip(old_mros) {
                *t.mro.borrow_mut() = mro;
            }
            *class.bases.borrow_mut() = old_bases;
            drop(class.bases_tuple.replace(old_tuple));
            return Err(e);
        }
    }
    for b in &old_bases {
        b.remove_subclass(class);
    }
    vm.register_subclass(class);
    for t in &tree {
        if let Some(base) = layout::direct_base(t) {
            create::inherit(vm, t, &base);
        }
    }
    class.modified(vm);
    behaviour::refresh_tree(vm, class);
    Ok(())
}

/// A class and everything derived from it, bases before subclasses.
fn subtree(class: &Ref<Type>) -> Vec<Ref<Type>> {
    let mut all: Vec<Ref<Type>> = vec![class.clone()];
    let mut at = 0;
    while at < all.len() {
        for s in all[at].subclasses() {
            // A class reached on a second way has to come after both of its bases.
            all.retain(|t| !t.is(&s));
            all.push(s);
        }
        at += 1;
    }
    all
}

fn get_flags(vm: &Vm, v: &Value) -> NativeResult {
    let class = this(vm, v)?;
    let pairs = [
        (flags::DICT, 1i64 << 4),
        (flags::SEQUENCE, 1 << 5),
        (flags::MAPPING, 1 << 6),
        (flags::NO_INSTANTIATION, 1 << 7),
        (flags::IMMUTABLE, 1 << 8),
        (flags::HEAPTYPE, 1 << 9),
        (flags::BASETYPE, 1 << 10),
        (ClassFlags::GC, 1 << 14),
        (flags::ABSTRACT, 1 << 20),
        (flags::EXCEPTION, 1 << 30),
        (flags::TYPE, 1 << 31),
    ];
    let mut bits = 1i64 << 12;
    for (flag, bit) in pairs {
        if class.has(flag) {
            bits |= bit;
        }
    }
    let t = &vm.types;
    for (base, bit) in
        [(&t.int, 24), (&t.list, 25), (&t.tuple, 26), (&t.bytes, 27), (&t.str, 28), (&t.dict, 29)]
    {
        if class.is_subtype_of(base) {
            bits |= 1 << bit;
        }
    }
    done(vm.new_int(bits))
}

fn get_basicsize(vm: &Vm, v: &Value) -> NativeResult {
    let class = this(vm, v)?;
    done(vm.new_usize(class.core.vtable.size + class.slot_count * 8))
}

fn get_itemsize(vm: &Vm, v: &Value) -> NativeResult {
    let class = this(vm, v)?;
    let t = &vm.types;
    let sized = [(&t.int, 4), (&t.tuple, 8), (&t.bytes, 1), (&t.type_, 40)];
    done(vm.new_int(sized.iter().find(|(b, _)| class.is_subtype_of(b)).map_or(0, |(_, n)| *n)))
}

fn get_dictoffset(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_int(if this(vm, v)?.has(flags::DICT) { -1 } else { 0 }))
}

fn get_weakrefoffset(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_int(if this(vm, v)?.has(flags::WEAKREF) { -32 } else { 0 }))
}

fn get_text_signature(vm: &Vm, v: &Value) -> NativeResult {
    let class = this(vm, v)?;
    let known = if class.has(flags::HEAPTYPE) { None } else { super::signatures::of_class(&class.name()) };
    done(known.map_or(Value::None, |s| vm.str_value(s)))
}

fn get_type_params(vm: &Vm, v: &Value) -> NativeResult {
    let class = this(vm, v)?;
    match class.dict.get_str(&vm.names.__type_params__).filter(|_| class.has(flags::HEAPTYPE)) {
        Some(p) => done(p),
        None => done(vm.new_tuple(Vec::new())),
    }
}

fn set_type_params(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    set_entry(vm, this(vm, v)?, &vm.names.__type_params__, value)
}

fn get_abstractmethods(vm: &Vm, v: &Value) -> NativeResult {
    let class = this(vm, v)?;
    match class.dict.get_str(&vm.names.__abstractmethods__).filter(|_| !class.is(&vm.types.type_)) {
        Some(m) => done(m),
        None => Err(vm.attribute_error(v, &vm.names.__abstractmethods__, "__abstractmethods__")),
    }
}

fn set_abstractmethods(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let class = this(vm, v)?;
    let name = &vm.names.__abstractmethods__;
    let abstract_ = match value {
        Some(m) => vm.is_true(m)?,
        None => false,
    };
    if class.set_own(vm, name, value.cloned()).is_none() {
        return Err(vm.attribute_error(v, name, "__abstractmethods__"));
    }
    class.set_flag(flags::ABSTRACT, abstract_);
    Ok(())
}

fn heap_only<'a>(vm: &Vm, v: &'a Value, name: &Ref<Str>) -> Fallible<&'a Ref<Type>> {
    let class = this(vm, v)?;
    if class.has(flags::HEAPTYPE) { Ok(class) } else { Err(vm.no_attribute(v, name)) }
}

fn get_annotate(vm: &Vm, v: &Value) -> NativeResult {
    let class = heap_only(vm, v, &vm.names.__annotate__)?;
    let stored = vm.intern("__annotate_func__");
    let found = class.dict.get_str(&stored).or_else(|| class.dict.get_str(&vm.names.__annotate__));
    match found {
        Some(f) => vm.descriptor_get(&f, None, class),
        None => {
            class.set_own(vm, &stored, Some(Value::None));
            done(Value::None)
        }
    }
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let class = this(vm, v)?;
    check_mutable(vm, class, &vm.names.__annotate__)?;
    let Some(value) = value else { return Err(vm.type_error("cannot delete __annotate__ attribute")) };
    if !value.is_none() && !vm.is_callable(value) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    class.set_own(vm, &vm.intern("__annotate_func__"), Some(value.clone()));
    if !value.is_none() {
        class.set_own(vm, &vm.intern("__annotations_cache__"), None);
    }
    Ok(())
}

fn get_annotations(vm: &Vm, v: &Value) -> NativeResult {
    let class = heap_only(vm, v, &vm.names.__annotations__)?;
    let cache = vm.intern("__annotations_cache__");
    let found = class.dict.get_str(&vm.names.__annotations__).or_else(|| class.dict.get_str(&cache));
    if let Some(a) = found {
        return vm.descriptor_get(&a, None, class);
    }
    let annotate = vm.get_attr_opt(v, &vm.names.__annotate__)?.filter(|f| vm.is_callable(f));
    let made = match annotate {
        Some(f) => {
            let made = vm.call(&f, &[vm.new_int(1)])?;
            if made.payload::<Dict>().is_none() {
                let t = vm.type_name(&made);
                return Err(vm.type_error(format!("__annotate__ returned non-dict of type '{t}'")));
            }
            made
        }
        None => vm.new_dict().into(),
    };
    class.set_own(vm, &cache, Some(made.clone()));
    done(made)
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let class = this(vm, v)?;
    check_mutable(vm, class, &vm.names.__annotations__)?;
    let cache = vm.intern("__annotations_cache__");
    let in_dict = class.dict.get_str(&vm.names.__annotations__).is_some();
    let name = if in_dict { vm.names.__annotations__.clone() } else { cache };
    if class.set_own(vm, &name, value.cloned()).is_none() {
        return Err(vm.attribute_error(v, &vm.names.__annotations__, "__annotations__"));
    }
    class.set_own(vm, &vm.intern("__annotate_func__"), None);
    class.set_own(vm, &vm.names.__annotate__, None);
    Ok(())
}

/// The attributes of `type`.
pub(super) static ROWS: &[GetSet] = &[
    getset("__name__", get_name, set_name, ""),
    getset("__qualname__", get_qualname, set_qualname, ""),
    getset("__module__", get_module, set_module, ""),
    getset("__doc__", get_doc, set_doc, ""),
    getset("__bases__", get_bases, set_bases, ""),
    getter("__mro__", get_mro, ""),
    member("__base__", get_base, ""),
    getter("__dict__", get_dict, ""),
    member("__flags__", get_flags, ""),
    member("__basicsize__", get_basicsize, ""),
    member("__itemsize__", get_itemsize, ""),
    member("__dictoffset__", get_dictoffset, ""),
    member("__weakrefoffset__", get_weakrefoffset, ""),
    getter("__text_signature__", get_text_signature, ""),
    getset("__type_params__", get_type_params, set_type_params, ""),
    getset("__abstractmethods__", get_abstractmethods, set_abstractmethods, ""),
    getset("__annotate__", get_annotate, set_annotate, ""),
    getset("__annotations__", get_annotations, set_annotations, ""),
];
