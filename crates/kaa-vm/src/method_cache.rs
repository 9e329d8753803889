//! The cache of attribute look-ups on classes: by class version and interned name, as CPython's type cache.

use crate::types::{Str, Type};
use kaa_heap::{Ref, Value};
use std::cell::RefCell;

const SIZE: usize = 4096;

#[derive(Clone)]
struct Line {
    version: u32,
    name: u64,
    value: Option<Value>,
}

/// See the module's documentation.
pub struct MethodCache {
    lines: RefCell<Vec<Line>>,
}

impl MethodCache {
    pub(crate) fn new() -> MethodCache {
        MethodCache { lines: RefCell::new(vec![Line { version: 0, name: 0, value: None }; SIZE]) }
    }

    /// The cached answer, or `find`'s, noted.
    #[inline]
    pub(crate) fn lookup(
        &self,
        class: &Type,
        name: &Ref<Str>,
        find: impl FnOnce() -> Option<Value>,
    ) -> Option<Value> {
        let version = class.version.get();
        if version == 0 || !name.is_interned() {
            return find();
        }
        let key = name.value().bits();
        let at = ((key >> 4) as usize ^ (version as usize).wrapping_mul(31)) % SIZE;
        {
            let lines = self.lines.borrow();
            let line = &lines[at];
            if line.version == version && line.name == key {
                return line.value.clone();
            }
        }
        let found = find();
        let fresh = Line { version, name: key, value: found.clone() };
        let old = std::mem::replace(&mut self.lines.borrow_mut()[at], fresh);
        drop(old);
        found
    }
}
