//! Attributes: reading, binding, writing and deleting. `instance.rs` beside this file is where instances keep theirs.
//!
//! Order of a read: data descriptor on the class, the instance's own, other descriptor or value on the class, `__getattr__`.

use crate::dunder::Dunder;
use crate::flow::{Fallible, Flow, NativeResult, Raised, done};
use crate::frame::{Action, Cont};
use crate::types::descriptors::{Property, Super, Wrapper};
use crate::types::native_function::Access;
use crate::types::type_object::flags;
use crate::types::{Function, Module, NativeFunction, NativeProperty, Str, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

impl Vm {
    /// `v.name`. `name` is interned.
    pub fn get_attr_flow(&self, v: &Value, name: &Ref<Str>, action: Action) -> NativeResult {
        let class = self.class_of(v);
        if !class.has(flags::CUSTOM_GETATTR) {
            return self.with_action(action, None, |vm| match class.getattro.get() {
                Some(f) => f(vm, v, name),
                None => vm.generic_get(v, name),
            });
        }
        self.with_action(action, None, |vm| vm.custom_get(v, name))
    }

    /// With a `__getattribute__` or `__getattr__` written in Python.
    fn custom_get(&self, v: &Value, name: &Ref<Str>) -> NativeResult {
        let class = self.class_of(v);
        let fallback = class.special(self, Dunder::GetAttr);
        let own =
            class.special(self, Dunder::GetAttribute).filter(|m| m.payload::<NativeFunction>().is_none());
        let Some(read) = own else {
            let first = match class.getattro.get() {
                Some(f) => f(self, v, name),
                None => self.generic_get(v, name),
            };
            return match (first, fallback) {
                (Ok(Flow::Pushed), Some(_)) => {
                    // A property getter runs: its AttributeError leads to `__getattr__` as well.
                    self.set_top_action(Action::Native(Cont::GetAttrFallback), Some(self.pair(v, name)));
                    Ok(Flow::Pushed)
                }
                (Err(e), Some(m)) if self.matches(&e, &self.exceptions.attribute_error) => {
                    let data = Some(self.pair(v, name));
                    let then = Action::Native(Cont::AttributeContext);
                    self.call_special_flow(&m, v, &[name.value().clone()], then, data)
                }
                (r, _) => r,
            };
        };
        let args = [name.value().clone()];
        if fallback.is_some() {
            let data = Some(self.pair(v, name));
            return self.call_special_flow(&read, v, &args, Action::Native(Cont::GetAttrFallback), data);
        }
        let data = Some(self.pair(v, name));
        self.call_special_flow(&read, v, &args, Action::Native(Cont::AttributeContext), data)
    }

    fn pair(&self, v: &Value, name: &Ref<Str>) -> Value {
        self.new_tuple(vec![v.clone(), name.value().clone()]).into()
    }

    /// Gives the frame just pushed another action: only where it had none of its own.
    fn set_top_action(&self, action: Action, data: Option<Value>) {
        crate::eval::set_top_action(self, action, data);
    }

    /// `object.__getattribute__`.
    pub fn generic_get(&self, v: &Value, name: &Ref<Str>) -> NativeResult {
        match self.generic_get_opt(v, name)? {
            Some(flow) => Ok(flow),
            None => Err(self.no_attribute(v, name)),
        }
    }

    fn generic_get_opt(&self, v: &Value, name: &Ref<Str>) -> Fallible<Option<Flow>> {
        let class = self.class_of(v);
        let on_class = class.lookup(self, name);
        if let Some(d) = &on_class
            && self.is_data_descriptor(d)
            && self.is_readable_descriptor(d)
        {
            return self.descriptor_get(d, Some(v), class).map(Some);
        }
        if let Some(own) = self.own_attribute(v, name) {
            return Ok(Some(Flow::Value(own)));
        }
        match on_class {
            Some(d) => self.descriptor_get(&d, Some(v), class).map(Some),
            None => Ok(None),
        }
    }

    /// A descriptor that takes writes only leaves reading to the instance.
    fn is_readable_descriptor(&self, d: &Value) -> bool {
        d.payload::<NativeProperty>().is_some()
            || d.payload::<Property>().is_some()
            || self.class_of(d).special(self, Dunder::Get).is_some()
    }

    /// Does it decide before the instance's own attributes?
    pub(crate) fn is_data_descriptor(&self, d: &Value) -> bool {
        if d.header().is_none()
            || d.payload::<Function>().is_some()
            || d.payload::<NativeFunction>().is_some()
        {
            return false;
        }
        if d.payload::<NativeProperty>().is_some() || d.payload::<Property>().is_some() {
            return true;
        }
        let c = self.class_of(d);
        c.special(self, Dunder::Set).is_some() || c.special(self, Dunder::Delete).is_some()
    }

    /// What a class attribute gives when read through an instance (`None`: through the class).
    pub fn descriptor_get(&self, d: &Value, v: Option<&Value>, class: &Type) -> NativeResult {
        if d.header().is_none() {
            return done(d.clone());
        }
        if d.payload::<Function>().is_some() {
            return done(match v {
                Some(v) => self.new_bound_method(d.clone(), v.clone()),
                None => d.clone(),
            });
        }
        if let Some(n) = d.payload::<NativeFunction>() {
            return done(self.bind_native(d, n, v, class));
        }
        if let Some(p) = d.payload::<NativeProperty>() {
            return match v {
                Some(v) => self.native_property_get(p, v),
                None => done(d.clone()),
            };
        }
        if let Some(p) = d.payload::<Property>() {
            let Some(v) = v else { return done(d.clone()) };
            let getter = p.get.borrow().clone();
            return match getter.filter(|g| !g.is_none()) {
                Some(g) => self.call_flow(&g, vec![v.clone()], &[], Action::Native(Cont::Pass), None),
                None => Err(self.property_missing(p, v, "getter")),
            };
        }
        if let Some(w) = d.payload::<Wrapper>() {
            return self.wrapper_get(d, w, class);
        }
        let Some(get) = self.class_of(d).special(self, Dunder::Get) else { return done(d.clone()) };
        let owner = self.ref_of(class).into_value();
        let args = [v.cloned().unwrap_or(Value::None), owner];
        self.call_special_flow(&get, d, &args, Action::Native(Cont::Pass), None)
    }

    /// A counted pointer to a class known by reference.
    pub(crate) fn ref_of(&self, class: &Type) -> Ref<Type> {
        match class.mro.borrow().first() {
            Some(t) => t.clone(),
            None => self.types.object.clone(),
        }
    }

    fn wrapper_get(&self, d: &Value, w: &Wrapper, class: &Type) -> NativeResult {
        let inner = w.callable.borrow().clone().unwrap_or(Value::None);
        if self.class_of(d).is_subtype_of(&self.types.staticmethod) {
            return done(inner);
        }
        let owner = self.ref_of(class).into_value();
        done(self.new_bound_method(inner, owner))
    }

    fn bind_native(&self, d: &Value, n: &NativeFunction, v: Option<&Value>, class: &Type) -> Value {
        use crate::native::Kind;
        if n.receiver.is_some() {
            return d.clone();
        }
        let receiver = match (n.row.kind, v) {
            (Kind::Method, Some(v)) => v.clone(),
            (Kind::Class, _) => self.ref_of(class).into_value(),
            _ => return d.clone(),
        };
        let wrapper = self.is_exact(d, &self.types.wrapper_descriptor);
        let shown = if wrapper { &self.types.method_wrapper } else { &self.types.builtin_function };
        self.new_object(
            shown,
            NativeFunction {
                row: n.row,
                signature: n.signature,
                receiver: Some(receiver),
                owner: n.owner.clone(),
                module: None,
            },
        )
        .into()
    }

    fn native_property_get(&self, p: &NativeProperty, v: &Value) -> NativeResult {
        if !self.class_of(v).is_subtype_of(&p.owner) {
            return Err(self.type_error(format!(
                "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                p.name(),
                p.owner.name(),
                self.type_name(v)
            )));
        }
        match &p.access {
            Access::Row(row) => (row.get)(self, v),
            Access::Slot(i, name) => {
                match v.header().and_then(|h| h.attrs()).and_then(|a| a.get(*i).cloned()) {
                    Some(x) => done(x),
                    None => Err(self.no_attribute(v, name)),
                }
            }
        }
    }

    /// Deleting from a slot without a value is told by its name alone.
    #[cold]
    fn empty_slot(&self, name: &Ref<Str>) -> Raised {
        self.error(&self.exceptions.attribute_error, &name.to_string_lossy())
    }

    #[cold]
    fn property_missing(&self, p: &Property, v: &Value, what: &str) -> Raised {
        let class = self.class_of(v).qualname.borrow().clone();
        let name = p.name.borrow().clone().or_else(|| {
            let g = p.get.borrow().clone()?;
            self.get_attr_opt(&g, &self.names.__name__).ok().flatten()
        });
        let message = match name.as_ref().and_then(|n| n.payload::<Str>()) {
            Some(n) => {
                format!("property {} of '{class}' object has no {what}", vm_repr(&n.to_string_lossy()))
            }
            None => format!("property of '{class}' object has no {what}"),
        };
        self.error(&self.exceptions.attribute_error, &message)
    }

    /// A special method bound to its receiver: `None` when it is a plain function that takes the receiver first.
    pub(crate) fn bind_special(&self, method: &Value, receiver: &Value) -> Fallible<Option<Value>> {
        if method.payload::<Function>().is_some() {
            return Ok(None);
        }
        let class = self.class_of(receiver);
        self.sync(|vm| vm.descriptor_get(method, Some(receiver), class)).map(Some)
    }

    /// `v.name` on the spot.
    pub fn get_attr(&self, v: &Value, name: &Ref<Str>) -> Fallible<Value> {
        let name = self.intern_str(name);
        self.sync(|vm| vm.get_attr_flow(v, &name, Action::Native(Cont::Pass)))
    }
    /// The same; `None` in place of AttributeError.
    pub fn get_attr_opt(&self, v: &Value, name: &Ref<Str>) -> Fallible<Option<Value>> {
        let r = self.get_attr(v, name);
        self.catch(r, &self.exceptions.attribute_error)
    }

    /// `v.name = value` (`None`: `del v.name`); the result is to be ignored.
    pub fn set_attr_flow(&self, v: &Value, name: &Ref<Str>, value: Option<&Value>) -> NativeResult {
        let class = self.class_of(v);
        if class.has(flags::CUSTOM_SETATTR) {
            let d = if value.is_some() { Dunder::SetAttr } else { Dunder::DelAttr };
            if let Some(m) = class.special(self, d).filter(|m| m.payload::<NativeFunction>().is_none()) {
                let mut args = vec![name.value().clone()];
                args.extend(value.cloned());
                return self.call_special_flow(&m, v, &args, Action::Discard, None);
            }
        }
        match class.setattro.get() {
            Some(f) => f(self, v, name, value).map(|()| Flow::Value(Value::None)),
            None => self.generic_set(v, name, value),
        }
    }

    /// `object.__setattr__` and `__delattr__`.
    pub fn generic_set(&self, v: &Value, name: &Ref<Str>, value: Option<&Value>) -> NativeResult {
        let class = self.class_of(v);
        let on_class = class.lookup(self, name);
        if let Some(d) = &on_class
            && let Some(r) = self.descriptor_set(d, v, value)
        {
            return r;
        }
        match self.set_own_attribute(v, name, value) {
            Some(true) => done(Value::None),
            Some(false) => Err(self.no_attribute(v, name)),
            None if on_class.is_some() => Err(self.error(
                &self.exceptions.attribute_error,
                &format!("'{}' object attribute '{}' is read-only", class.shown(), name.to_string_lossy()),
            )),
            None => {
                let text = name.to_string_lossy();
                Err(self.attribute_error(
                    v,
                    name,
                    format!(
                        "'{}' object has no attribute '{text}' and no __dict__ for setting new attributes",
                        class.shown()
                    ),
                ))
            }
        }
    }

    /// Writes through a descriptor; `None` when it does not take writes.
    pub(crate) fn descriptor_set(&self, d: &Value, v: &Value, value: Option<&Value>) -> Option<NativeResult> {
        if d.header().is_none() || d.payload::<Function>().is_some() {
            return None;
        }
        if let Some(p) = d.payload::<NativeProperty>() {
            return Some(self.native_property_set(p, v, value).map(|()| Flow::Value(Value::None)));
        }
        if let Some(p) = d.payload::<Property>() {
            let f = if value.is_some() { p.set.borrow().clone() } else { p.delete.borrow().clone() };
            let what = if value.is_some() { "setter" } else { "deleter" };
            return Some(match f.filter(|f| !f.is_none()) {
                Some(f) => {
                    let mut args = vec![v.clone()];
                    args.extend(value.cloned());
                    self.call_flow(&f, args, &[], Action::Discard, None)
                }
                None => Err(self.property_missing(p, v, what)),
            });
        }
        let class = self.class_of(d);
        let (set, delete) = (class.special(self, Dunder::Set), class.special(self, Dunder::Delete));
        let m = match value {
            Some(_) if set.is_some() => set,
            None if delete.is_some() => delete,
            _ if set.is_none() && delete.is_none() => return None,
            Some(_) => return Some(Err(self.error(&self.exceptions.attribute_error, "__set__"))),
            None => return Some(Err(self.error(&self.exceptions.attribute_error, "__delete__"))),
        }?;
        let mut args = vec![v.clone()];
        args.extend(value.cloned());
        Some(self.call_special_flow(&m, d, &args, Action::Discard, None))
    }

    fn native_property_set(&self, p: &NativeProperty, v: &Value, value: Option<&Value>) -> Fallible<()> {
        match &p.access {
            Access::Row(row) => match row.set {
                Some(set) => set(self, v, value),
                None if row.member => Err(self.error(&self.exceptions.attribute_error, "readonly attribute")),
                None => {
                    let (t, n) = (p.owner.shown(), row.name);
                    Err(self.error(
                        &self.exceptions.attribute_error,
                        &format!("attribute '{n}' of '{t}' objects is not writable"),
                    ))
                }
            },
            Access::Slot(i, name) => {
                let Some(a) = v.header().and_then(|h| h.attrs()) else {
                    return Err(self.no_attribute(v, name));
                };
                let had = a.set(*i, value.cloned());
                if value.is_none() && had.is_none() {
                    return Err(self.empty_slot(name));
                }
                Ok(())
            }
        }
    }

    /// `v.name = value` on the spot.
    pub fn set_attr(&self, v: &Value, name: &Ref<Str>, value: Value) -> Fallible<()> {
        let name = self.intern_str(name);
        self.sync(|vm| vm.set_attr_flow(v, &name, Some(&value))).map(drop)
    }
    /// `del v.name` on the spot.
    pub fn del_attr(&self, v: &Value, name: &Ref<Str>) -> Fallible<()> {
        let name = self.intern_str(name);
        self.sync(|vm| vm.set_attr_flow(v, &name, None)).map(drop)
    }
}

/// `type.__getattribute__`: the metaclass's data descriptors, the class's MRO, the metaclass's others.
pub fn type_getattro(vm: &Vm, v: &Value, name: &Ref<Str>) -> NativeResult {
    let Some(class) = v.payload::<Type>() else { return vm.generic_get(v, name) };
    let meta = vm.class_of(v);
    let on_meta = meta.lookup(vm, name);
    if let Some(d) = &on_meta
        && vm.is_data_descriptor(d)
    {
        return vm.descriptor_get(d, Some(v), meta);
    }
    if let Some(d) = class.lookup(vm, name) {
        return vm.descriptor_get(&d, None, class);
    }
    match on_meta {
        Some(d) => vm.descriptor_get(&d, Some(v), meta),
        None => Err(vm.no_attribute(v, name)),
    }
}

/// A module's attributes, then its `__getattr__`.
pub fn module_getattro(vm: &Vm, v: &Value, name: &Ref<Str>) -> NativeResult {
    let Some(m) = v.payload::<Module>() else { return vm.generic_get(v, name) };
    if let Some(x) = m.dict.get_str(name)
        && vm.class_of(v).lookup(vm, name).is_none_or(|d| !vm.is_data_descriptor(&d))
    {
        return done(x);
    }
    match vm.generic_get(v, name) {
        Err(e) if vm.matches(&e, &vm.exceptions.attribute_error) => match m
            .dict
            .get_str(&vm.names.__getattr__)
        {
            Some(f) => vm.call_flow(&f, vec![name.value().clone()], &[], Action::Native(Cont::Pass), None),
            None if crate::builtins::import::machinery::is_asked_for(vm, m, name) => {
                crate::builtins::import::machinery::install(vm)?;
                vm.generic_get(v, name)
            }
            None => {
                let text = name.to_string_lossy();
                let own = m.dict.get_str(&vm.names.__name__);
                let message = match own.as_ref().and_then(|n| n.payload::<Str>()) {
                    Some(n) if crate::builtins::import::machinery::is_initializing(vm, m) => format!(
                        "partially initialized module '{}' has no attribute '{text}' (most likely due to a circular import)",
                        n.to_string_lossy()
                    ),
                    Some(n) => format!("module '{}' has no attribute '{text}'", n.to_string_lossy()),
                    None => format!("module has no attribute '{text}'"),
                };
                Err(vm.attribute_error(v, name, message))
            }
        },
        r => r,
    }
}

/// `super().name`: the MRO of the receiver's class after the class named.
pub fn super_getattro(vm: &Vm, v: &Value, name: &Ref<Str>) -> NativeResult {
    let Some(s) = v.payload::<Super>() else { return vm.generic_get(v, name) };
    let (this, receiver, class) =
        (s.this_class.borrow().clone(), s.receiver.borrow().clone(), s.receiver_class.borrow().clone());
    if !name.is(&vm.names.__class__)
        && let (Some(this), Some(receiver), Some(class)) = (this, receiver, class)
        && let Some(found) = super_lookup(vm, &this, &receiver, &class, name)
    {
        return found;
    }
    vm.generic_get(v, name)
}

/// The attribute that `super(this, receiver)` finds; `None` when there is none.
pub fn super_lookup(
    vm: &Vm,
    this: &Value,
    receiver: &Value,
    class: &Value,
    name: &Ref<Str>,
) -> Option<NativeResult> {
    let d = super_find(this, class, name)?;
    let class = class.as_ref::<Type>()?;
    let through = if receiver.is(class.value()) { None } else { Some(receiver) };
    Some(vm.descriptor_get(&d, through, class))
}

/// What stands under a name behind `this` in the MRO of `class`.
pub(crate) fn super_find(this: &Value, class: &Value, name: &Ref<Str>) -> Option<Value> {
    let mro = class.as_ref::<Type>()?.mro.borrow().clone();
    let after = mro.iter().skip_while(|t| !t.value().is(this)).skip(1);
    after.into_iter().find_map(|t| t.dict.get_str(name))
}

fn vm_repr(text: &str) -> String {
    String::from_utf8_lossy(kaa_data::repr::str_repr(text.into()).as_bytes()).into_owned()
}

/// The class whose MRO `super(this, receiver)` walks; `None` when the receiver does not fit.
pub fn super_class(vm: &Vm, this: &Value, receiver: &Value) -> Option<Value> {
    let this = this.as_ref::<Type>()?;
    if let Some(t) = receiver.payload::<Type>()
        && t.is_subtype_of(this)
    {
        return Some(receiver.clone());
    }
    let class = vm.class_ref(receiver);
    if class.is_subtype_of(this) {
        return Some(class.into_value());
    }
    let claimed = vm.get_attr_opt(receiver, &vm.names.__class__).ok().flatten()?;
    claimed.payload::<Type>()?.is_subtype_of(this).then_some(claimed)
}
