//! `type(name, bases, dict)`: makes a class. The order of steps is CPython's, because each can be seen from Python.
//!
//! Which layout results from the bases is `layout.rs`'s, the MRO `mro.rs`'s, the flags that follow from special methods
//! `flags.rs`'s.

use super::flags;
use super::{INHERITED, Type, layout, mro};
use crate::dunder::Dunder;
use crate::flow::{Fallible, Raised};
use crate::types::descriptors::Wrapper;
use crate::types::native_function::Access;
use crate::types::{Cell, Dict, Function, NativeFunction, NativeProperty, Str};
use crate::vm::Vm;
use kaa_heap::{ClassFlags, Ref, Value};
use std::cell::RefCell;

/// Makes a class of the given metaclass (the winner already). `kwargs` go to `__init_subclass__`.
pub fn create_class(
    vm: &Vm,
    metaclass: &Ref<Type>,
    name: &Ref<Str>,
    (bases, given): (Vec<Ref<Type>>, &Value),
    dict: &Ref<Dict>,
    kwargs: &[(Ref<Str>, Value)],
) -> Fallible<Ref<Type>> {
    if name.as_bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    let given = if bases.is_empty() { None } else { Some(given.clone()) };
    let bases = if bases.is_empty() { vec![vm.types.object.clone()] } else { bases };
    let base = layout::best_base(vm, &bases)?;
    let plan = layout::plan(vm, name, &bases, &base, dict)?;
    let class = bare_class(vm, metaclass, name, &base, &plan);
    *class.bases.borrow_mut() = bases;
    *class.bases_tuple.borrow_mut() = given;
    copy_dict(vm, &class, dict);
    fill_dict(vm, &class)?;
    add_members(vm, &class, &base, &plan);
    wrap_special_functions(vm, &class);
    let (cell, dict_cell) = take_cells(vm, &class)?;
    set_mro(vm, &class)?;
    inherit(vm, &class, &base);
    vm.register_subclass(&class);
    class.modified(vm);
    if let Some(c) = cell.as_ref().and_then(|c| c.payload::<Cell>()) {
        let old = c.content.replace(Some(class.value().clone()));
        drop(old);
    }
    if let Some(c) = dict_cell.as_ref().and_then(|c| c.payload::<Cell>()) {
        let old = c.content.replace(Some(vm.new_mapping_proxy(class.value().clone())));
        drop(old);
    }
    set_names(vm, &class)?;
    init_subclass(vm, &class, kwargs)?;
    Ok(class)
}

/// The metaclass that a class with these bases gets, starting from the one asked for.
pub(super) fn winner(vm: &Vm, asked: &Ref<Type>, bases: &[Value]) -> Fallible<Ref<Type>> {
    let mut best = asked.clone();
    for b in bases {
        let c = vm.class_ref(b);
        if best.is_subtype_of(&c) {
            continue;
        }
        if !c.is_subtype_of(&best) {
            return Err(vm.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses \
                 of all its bases",
            ));
        }
        best = c;
    }
    Ok(best)
}

fn bare_class(
    vm: &Vm,
    metaclass: &Ref<Type>,
    name: &Ref<Str>,
    base: &Ref<Type>,
    plan: &layout::Plan,
) -> Ref<Type> {
    let mut class_flags =
        flags::HEAPTYPE | flags::BASETYPE | ClassFlags::GC | base.core.flags.get() & INHERITED;
    if plan.dict {
        class_flags |= flags::DICT;
    }
    if plan.weakref {
        class_flags |= flags::WEAKREF;
    }
    let t = Type::bare("", base.core.vtable, class_flags, plan.inline_attrs, plan.slot_count);
    *t.name.borrow_mut() = name.to_string_lossy().into();
    *t.qualname.borrow_mut() = name.to_string_lossy().into();
    vm.new_object(metaclass, t)
}

/// The class's own attributes start as a copy of the namespace.
fn copy_dict(vm: &Vm, class: &Ref<Type>, dict: &Ref<Dict>) {
    let entries: Vec<(i64, Value, Value)> =
        dict.table.borrow().iter().map(|e| (e.hash, e.key.clone(), e.value.clone())).collect();
    for (hash, key, value) in entries {
        match vm.exact_str(&key) {
            Some(s) => class.dict.set_str(&vm.intern_str(s), value),
            None => class.dict.table.borrow_mut().insert_new(hash, key, value),
        }
    }
}

/// `__module__`, `__qualname__`, `__doc__`, `__hash__`.
fn fill_dict(vm: &Vm, class: &Ref<Type>) -> Fallible<()> {
    let (names, d) = (&vm.names, &class.dict);
    if d.get_str(&names.__module__).is_none()
        && let Some(m) = vm.caller_globals().and_then(|g| g.get_str(&names.__name__))
    {
        d.set_str(&names.__module__, m);
    }
    if let Some(q) = d.get_str(&names.__qualname__) {
        let Some(text) = q.payload::<Str>() else {
            return Err(vm.type_error(format!("type __qualname__ must be a str, not {}", vm.type_name(&q))));
        };
        *class.qualname.borrow_mut() = text.to_string_lossy().into();
        drop(d.remove_str(&names.__qualname__));
    }
    if d.get_str(&names.__doc__).is_none() {
        d.set_str(&names.__doc__, Value::None);
    }
    if d.get_str(&names.__eq__).is_some() && d.get_str(&names.__hash__).is_none() {
        d.set_str(&names.__hash__, Value::None);
    }
    Ok(())
}

/// Descriptors of `__slots__`, `__dict__` and `__weakref__`.
fn add_members(vm: &Vm, class: &Ref<Type>, base: &Ref<Type>, plan: &layout::Plan) {
    for (i, name) in plan.slots.iter().enumerate() {
        let access = Access::Slot(base.slot_count + i, name.clone());
        let member =
            vm.new_object(&vm.types.member_descriptor, NativeProperty { access, owner: class.clone() });
        class.dict.set_str(name, member.into());
    }
    if plan.adds_dict && class.dict.get_str(&vm.names.__dict__).is_none() {
        class.dict.set_str(&vm.names.__dict__, vm.attribute_from_row(class, &super::instance_rows::DICT));
    }
    if plan.adds_weakref && class.dict.get_str(&vm.names.__weakref__).is_none() {
        class
            .dict
            .set_str(&vm.names.__weakref__, vm.attribute_from_row(class, &super::instance_rows::WEAKREF));
    }
}

/// A plain function named `__new__` is a static method; `__init_subclass__` and `__class_getitem__` are class methods.
fn wrap_special_functions(vm: &Vm, class: &Ref<Type>) {
    let names = &vm.names;
    for (name, kind) in [
        (&names.__new__, &vm.types.staticmethod),
        (&names.__init_subclass__, &vm.types.classmethod),
        (&names.__class_getitem__, &vm.types.classmethod),
    ] {
        let Some(f) = class.dict.get_str(name).filter(|f| f.payload::<Function>().is_some()) else {
            continue;
        };
        let wrapper = Wrapper { callable: RefCell::new(Some(f)), dict: RefCell::default() };
        class.dict.set_str(name, vm.new_object(kind, wrapper).into());
    }
}

/// `__classcell__` and `__classdictcell__`, taken out of the dict.
fn take_cells(vm: &Vm, class: &Ref<Type>) -> Fallible<(Option<Value>, Option<Value>)> {
    let cell = class.dict.remove_str(&vm.names.__classcell__);
    let dict_cell = class.dict.remove_str(&vm.names.__classdictcell__);
    for (c, name) in [(&cell, "__classcell__"), (&dict_cell, "__classdictcell__")] {
        if let Some(c) = c
            && c.payload::<Cell>().is_none()
        {
            let shown = vm.repr(vm.class_ref(c).value())?;
            return Err(
                vm.type_error(format!("{name} must be a nonlocal cell, not {}", shown.to_string_lossy()))
            );
        }
    }
    Ok((cell, dict_cell))
}

/// Sets the MRO: C3, or what the metaclass's own `mro` says.
pub(crate) fn set_mro(vm: &Vm, class: &Ref<Type>) -> Fallible<()> {
    let bases = class.bases.borrow().clone();
    let linear = mro::linearize(vm, class, &bases)?;
    let own = vm.class_of(class.value()).lookup(vm, &vm.intern("mro"));
    let custom = own.filter(|m| m.payload::<NativeFunction>().is_none());
    let Some(custom) = custom else {
        *class.mro.borrow_mut() = linear.into();
        return Ok(());
    };
    // A class without an MRO cannot be looked at by Python code; the plain one stands in while `mro()` runs.
    *class.mro.borrow_mut() = linear.into();
    let answer = vm.call_special(&custom, class.value(), &[])?;
    let mut checked = Vec::new();
    for v in vm.collect(&answer)? {
        let Ok(t) = v.clone().downcast::<Type>() else {
            return Err(vm.type_error(format!("mro() returned a non-class ('{}')", vm.type_name(&v))));
        };
        if !layout::suitable(vm, class, &t) {
            return Err(vm.type_error(format!("mro() returned base with unsuitable layout ('{}')", t.name())));
        }
        checked.push(t);
    }
    *class.mro.borrow_mut() = checked.into();
    Ok(())
}

/// Native steps and flags that follow from the MRO.
pub(crate) fn inherit(vm: &Vm, class: &Ref<Type>, base: &Ref<Type>) {
    let mro = class.mro.borrow().clone();
    for t in mro.iter().skip(1) {
        let collection = t.core.flags.get() & (flags::SEQUENCE | flags::MAPPING);
        if collection != 0 && class.core.flags.get() & (flags::SEQUENCE | flags::MAPPING) == 0 {
            class.set_flag(collection, true);
        }
        if t.core.flags.get() & flags::DICT != 0 && class.core.inline_attrs >= 0 {
            class.set_flag(flags::DICT, true);
        }
        class.set_flag(t.core.flags.get() & flags::WEAKREF, true);
    }
    class.getattro.set(base.getattro.get());
    class.setattro.set(base.setattro.get());
    super::behaviour::refresh(vm, class);
}

/// Tells each attribute its name (`__set_name__`), on a snapshot of the dict.
fn set_names(vm: &Vm, class: &Ref<Type>) -> Fallible<()> {
    let set_name = &vm.names.__set_name__;
    let entries: Vec<(Value, Value)> =
        class.dict.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect();
    for (key, value) in entries {
        if value.header().is_none() || value.payload::<Function>().is_some() {
            continue;
        }
        let Some(m) = vm.class_of(&value).lookup(vm, set_name) else { continue };
        let r = vm.call_special(&m, &value, &[class.value().clone(), key.clone()]);
        r.map_err(|e| note_set_name(vm, e, &key, &value, class))?;
    }
    Ok(())
}

#[cold]
fn note_set_name(vm: &Vm, e: Raised, key: &Value, value: &Value, class: &Ref<Type>) -> Raised {
    let key = vm.repr(key).map(|k| k.to_string_lossy().into_owned()).unwrap_or_default();
    let note = format!(
        "Error calling __set_name__ on '{}' instance {key} in '{}'",
        vm.type_name(value),
        class.name()
    );
    // The note is a courtesy: when it cannot be added, the exception itself still counts.
    drop(vm.call_method(&e.0, "add_note", &[vm.str_value(&note)]));
    e
}

/// `super(cls, cls).__init_subclass__(**kwargs)`.
fn init_subclass(vm: &Vm, class: &Ref<Type>, kwargs: &[(Ref<Str>, Value)]) -> Fallible<()> {
    let name = &vm.names.__init_subclass__;
    let mro = class.mro.borrow().clone();
    let Some(m) = mro.iter().skip(1).find_map(|t| t.dict.get_str(name)) else { return Ok(()) };
    if kwargs.is_empty() && vm.types.object.dict.get_str(name).is_some_and(|o| o.is(&m)) {
        return Ok(());
    }
    let bound = vm.sync(|vm| vm.descriptor_get(&m, None, class))?;
    vm.call_kw(&bound, &[], kwargs).map(drop)
}

impl Vm {
    /// Has the class a Python-level `__new__` (one that is not `type.__new__`)?
    pub(crate) fn overrides_type_new(&self, metaclass: &Ref<Type>) -> bool {
        let new = metaclass.special(self, Dunder::New);
        !new.is_some_and(|n| {
            n.payload::<NativeFunction>()
                .and_then(|n| n.owner.as_ref())
                .is_some_and(|o| o.is(&self.types.type_))
        })
    }
}
