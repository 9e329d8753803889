//! Where instances keep their attributes: by shape in the attribute area, or in a real dict once somebody asked for one.

use crate::shape::Shape;
use crate::types::type_object::flags;
use crate::types::{Dict, Exception, Function, Module, Str, Type};
use crate::vm::Vm;
use kaa_heap::{AttrArea, Ref, Value};

/// The shape named by an attribute area.
#[inline(always)]
pub(crate) fn shape_of(a: &AttrArea) -> Option<&'static Shape> {
    let at = a.keys.get() as *const Shape;
    // SAFETY: the word is zero or the address of a shape, and shapes live for ever.
    unsafe { at.as_ref() }
}

impl Vm {
    /// An attribute that the instance itself has. `name` is interned.
    #[inline]
    pub(crate) fn own_attribute(&self, v: &Value, name: &Ref<Str>) -> Option<Value> {
        let h = v.header()?;
        if let Some(a) = h.attrs() {
            if let Some(d) = a.dict() {
                return d.payload::<Dict>()?.get_str(name);
            }
            let i = shape_of(a)?.index_of(name)?;
            return a.get(i).cloned();
        }
        self.foreign_dict(v, false)?.get_str(name)
    }

    /// An attribute of an object that is read the generic way, where that runs no getter: what it is, or that there is none.
    pub(crate) fn plain_attribute(&self, v: &Value, name: &Ref<Str>) -> Option<Option<Value>> {
        let class = self.class_of(v);
        if class.has(flags::CUSTOM_GETATTR) || class.getattro.get().is_some() {
            return None;
        }
        match class.lookup(self, name) {
            None => Some(self.own_attribute(v, name)),
            Some(d) if d.payload::<Function>().is_some() => match self.own_attribute(v, name) {
                Some(own) => Some(Some(own)),
                None => Some(Some(self.new_bound_method(d, v.clone()))),
            },
            Some(_) => None,
        }
    }

    /// The dict of objects that keep one in their payload (modules, functions with attributes).
    fn foreign_dict(&self, v: &Value, make: bool) -> Option<Ref<Dict>> {
        if let Some(m) = v.payload::<Module>() {
            return Some(m.dict.clone());
        }
        if v.payload::<Function>().is_some()
            || v.payload::<Exception>().is_some()
            || self.side_dict_allowed(v)
        {
            return self.side_dict(v, make);
        }
        None
    }

    fn side_dict_allowed(&self, v: &Value) -> bool {
        self.class_of(v).has(flags::DICT)
    }

    /// Sets or removes one of the instance's own attributes. `Some(false)`: nothing to delete; `None`: it cannot have any.
    pub(crate) fn set_own_attribute(
        &self,
        v: &Value,
        name: &Ref<Str>,
        value: Option<&Value>,
    ) -> Option<bool> {
        let h = v.header()?;
        let Some(a) = h.attrs() else {
            let d = self.foreign_dict(v, true)?;
            return Some(match value {
                Some(x) => {
                    d.set_str(name, x.clone());
                    true
                }
                None => d.remove_str(name).is_some(),
            });
        };
        if !self.class_of(v).has(flags::DICT) {
            return None;
        }
        if a.dict().is_none() {
            match value {
                Some(x) => {
                    if self.set_by_shape(v, a, name, x) {
                        return Some(true);
                    }
                }
                None => {
                    let i = shape_of(a).and_then(|s| s.index_of(name));
                    if i.is_none_or(|i| a.get(i).is_none()) {
                        return Some(false);
                    }
                }
            }
        }
        let d = self.instance_dict(v)?;
        Some(match value {
            Some(x) => {
                d.set_str(name, x.clone());
                true
            }
            None => d.remove_str(name).is_some(),
        })
    }

    fn set_by_shape(&self, v: &Value, a: &AttrArea, name: &Ref<Str>, x: &Value) -> bool {
        let name = self.intern_str(name);
        let shape = match shape_of(a) {
            Some(s) => s,
            None => root_shape(self.class_of(v)),
        };
        let (i, next) = match shape.index_of(&name) {
            Some(i) => (i, shape),
            None => match shape.with(&name) {
                Some(next) => match next.index_of(&name) {
                    Some(i) => (i, next),
                    None => return false,
                },
                None => return false,
            },
        };
        a.keys.set(next.word());
        drop(a.set(i, Some(x.clone())));
        true
    }

    /// The instance's `__dict__`, made (and filled from the shape) when it is not there yet. `None` when it cannot have one.
    pub fn instance_dict(&self, v: &Value) -> Option<Ref<Dict>> {
        let h = v.header()?;
        let Some(a) = h.attrs() else { return self.foreign_dict(v, true) };
        if !self.class_of(v).has(flags::DICT) {
            return None;
        }
        if let Some(d) = a.dict() {
            return d.clone().downcast().ok();
        }
        let dict = self.new_dict();
        if let Some(s) = shape_of(a) {
            for (i, n) in s.names() {
                if let Some(x) = a.set(i, None) {
                    dict.set_str(n, x);
                }
            }
        }
        a.keys.set(DICT_MODE);
        a.set_dict(Some(dict.value().clone()));
        Some(dict)
    }

    /// Puts another `__dict__` in place.
    pub fn set_instance_dict(&self, v: &Value, d: Ref<Dict>) -> bool {
        if self.instance_dict(v).is_none() {
            return false;
        }
        match v.header().and_then(|h| h.attrs()) {
            Some(a) => {
                a.set_dict(Some(d.into_value()));
                true
            }
            None => self.replace_side_dict(v, d),
        }
    }
}

/// Shape word of instances whose attributes are in a dict: no shape at all.
const DICT_MODE: usize = 0;

/// The shape of a class's fresh instances.
pub(crate) fn root_shape(class: &Type) -> &'static Shape {
    match class.root_shape.get() {
        Some(s) => s,
        None => {
            let s = Shape::root(class.slot_count);
            class.root_shape.set(Some(s));
            s
        }
    }
}
