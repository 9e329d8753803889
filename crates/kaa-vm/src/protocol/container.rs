//! Length, items and membership.

use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult};
use crate::frame::{Action, Cont};
use crate::types::{Str, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

impl Vm {
    /// `len(v)` as an int object.
    pub fn len_flow(&self, v: &Value) -> NativeResult {
        match self.class_of(v).special(self, Dunder::Len) {
            Some(m) => self.call_special_flow(&m, v, &[], Action::Native(Cont::MustBeLen), None),
            None => Err(self.type_error(format!("object of type '{}' has no len()", self.type_name(v)))),
        }
    }
    /// `len(v)` on the spot.
    pub fn len(&self, v: &Value) -> Fallible<usize> {
        let n = self.sync(|vm| vm.len_flow(v))?;
        Ok(n.as_small_int().and_then(|n| usize::try_from(n).ok()).unwrap_or(0))
    }

    /// `v[key]`.
    pub fn get_item_flow(&self, v: &Value, key: &Value, action: Action) -> NativeResult {
        let class = self.class_of(v);
        if let Some(m) = class.special(self, Dunder::GetItem) {
            return self.call_special_flow(&m, v, std::slice::from_ref(key), action, None);
        }
        if let Some(t) = v.as_ref::<Type>() {
            if t.is(&self.types.type_) {
                return Ok(crate::flow::Flow::Value(crate::types::generic_alias::new_alias(self, v, key)));
            }
            if let Some(m) = self.get_attr_opt(v, &self.names.__class_getitem__)? {
                return self.call_flow(&m, vec![key.clone()], &[], action, None);
            }
            return Err(self.type_error(format!("type '{}' is not subscriptable", t.name())));
        }
        Err(self.type_error(format!("'{}' object is not subscriptable", class.shown())))
    }
    /// `v[key]` on the spot.
    pub fn get_item(&self, v: &Value, key: &Value) -> Fallible<Value> {
        self.sync(|vm| vm.get_item_flow(v, key, Action::Native(Cont::Pass)))
    }

    /// `v[key] = value`; the result is to be ignored.
    pub fn set_item_flow(&self, v: &Value, key: &Value, value: &Value) -> NativeResult {
        match self.class_of(v).special(self, Dunder::SetItem) {
            Some(m) => self.call_special_flow(&m, v, &[key.clone(), value.clone()], Action::Discard, None),
            None => {
                Err(self
                    .type_error(format!("'{}' object does not support item assignment", self.type_name(v))))
            }
        }
    }
    /// `v[key] = value` on the spot.
    pub fn set_item(&self, v: &Value, key: &Value, value: Value) -> Fallible<()> {
        self.sync(|vm| vm.set_item_flow(v, key, &value)).map(drop)
    }
    /// `del v[key]`; the result is to be ignored.
    pub fn del_item_flow(&self, v: &Value, key: &Value) -> NativeResult {
        match self.class_of(v).special(self, Dunder::DelItem) {
            Some(m) => self.call_special_flow(&m, v, std::slice::from_ref(key), Action::Discard, None),
            None => {
                let class = self.class_of(v);
                let sequence = class.has(crate::types::type_object::flags::HEAPTYPE)
                    || class.special(self, Dunder::Len).is_some()
                    || class.special(self, Dunder::Contains).is_some();
                let no = if sequence && crate::types::int::is_int(key) { "doesn't" } else { "does not" };
                Err(self.type_error(format!("'{}' object {no} support item deletion", class.shown())))
            }
        }
    }
    /// `del v[key]` on the spot.
    pub fn del_item(&self, v: &Value, key: &Value) -> Fallible<()> {
        self.sync(|vm| vm.del_item_flow(v, key)).map(drop)
    }

    /// `item in container`: a bool.
    pub fn contains(&self, container: &Value, item: &Value) -> Fallible<bool> {
        let class = self.class_of(container);
        match class.special(self, Dunder::Contains) {
            Some(m) if m.is_none() => {
                Err(self.type_error(format!("'{}' object is not a container", class.shown())))
            }
            Some(m) => {
                let r = self.call_special(&m, container, std::slice::from_ref(item))?;
                self.is_true(&r)
            }
            None => {
                let it = match self.iter(container) {
                    Ok(it) => it,
                    Err(e) if self.matches(&e, &self.exceptions.type_error) => {
                        return Err(self.type_error(format!(
                            "argument of type '{}' is not a container or iterable",
                            class.shown()
                        )));
                    }
                    Err(e) => return Err(e),
                };
                while let Some(v) = self.next(&it)? {
                    if self.eq(&v, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    /// `isinstance(v, class_or_tuple)`.
    pub fn is_instance(&self, v: &Value, class: &Value) -> Fallible<bool> {
        if self.class_ref(v).value().is(class) {
            return Ok(true);
        }
        if let Some(t) = class.payload::<crate::types::Tuple>() {
            self.check_native_stack()?;
            for c in t.to_vec() {
                if self.is_instance(v, &c)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(t) = class.as_ref::<Type>()
            && self.is_exact(class, &self.types.type_)
        {
            return Ok(self.default_is_instance(v, t));
        }
        if let Some(m) = self.class_of(class).special(self, Dunder::InstanceCheck) {
            let r = self.call_special(&m, class, std::slice::from_ref(v))?;
            return self.is_true(&r);
        }
        match class.as_ref::<Type>() {
            Some(t) => Ok(self.default_is_instance(v, t)),
            None => Err(self.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")),
        }
    }

    /// By the class's MRO, then by what `__class__` claims.
    pub fn default_is_instance(&self, v: &Value, class: &Ref<Type>) -> bool {
        if self.is_instance_of(v, class) {
            return true;
        }
        if v.payload::<Str>().is_some() || v.header().is_none() {
            return false;
        }
        match self.get_attr_opt(v, &self.names.__class__) {
            Ok(Some(c)) => c.payload::<Type>().is_some_and(|t| t.is_subtype_of(class)),
            _ => false,
        }
    }

    /// `issubclass(c, class_or_tuple)`.
    pub fn is_subclass(&self, c: &Value, class: &Value) -> Fallible<bool> {
        if let Some(t) = class.payload::<crate::types::Tuple>() {
            self.check_native_stack()?;
            for k in t.to_vec() {
                if self.is_subclass(c, &k)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if !self.is_exact(class, &self.types.type_)
            && let Some(m) = self.class_of(class).special(self, Dunder::SubclassCheck)
        {
            let r = self.call_special(&m, class, std::slice::from_ref(c))?;
            return self.is_true(&r);
        }
        match (c.payload::<Type>(), class.as_ref::<Type>()) {
            (Some(a), Some(b)) => Ok(a.is_subtype_of(b)),
            (None, Some(b)) => crate::types::type_object::methods::default_is_subclass(self, c, b),
            _ => Err(self.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union")),
        }
    }
}
