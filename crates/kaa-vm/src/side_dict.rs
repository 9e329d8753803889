//! Attribute dicts of objects whose layout has no room for one (functions, exceptions of built-in classes): a side table by
//! address, emptied when the object dies.

use crate::types::Dict;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

impl Vm {
    /// The dict of such an object.
    pub(crate) fn side_dict(&self, v: &Value, make: bool) -> Option<Ref<Dict>> {
        let cell = side_cell(v)?;
        if let Some(d) = &*cell.borrow() {
            return d.clone().downcast().ok();
        }
        if !make {
            return None;
        }
        let d = self.new_dict();
        *cell.borrow_mut() = Some(d.value().clone());
        Some(d)
    }

    /// Puts another dict in place.
    pub(crate) fn replace_side_dict(&self, v: &Value, d: Ref<Dict>) -> bool {
        match side_cell(v) {
            Some(c) => {
                let old = c.replace(Some(d.into_value()));
                drop(old);
                true
            }
            None => false,
        }
    }
}

fn side_cell(v: &Value) -> Option<&std::cell::RefCell<Option<Value>>> {
    if let Some(f) = v.payload::<crate::types::Function>() {
        return Some(&f.dict);
    }
    if let Some(e) = v.payload::<crate::types::Exception>() {
        return Some(&e.dict);
    }
    v.payload::<crate::types::descriptors::Wrapper>().map(|w| &w.dict)
}
