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

impl Line {
    const EMPTY: Line = Line { version: 0, name: 0, value: None };
}

/// See the module's documentation.
pub struct MethodCache {
    lines: RefCell<Vec<Line>>,
}

impl MethodCache {
    pub(crate) fn new() -> MethodCache {
        MethodCache { lines: RefCell::new(vec![Line::EMPTY; SIZE]) }
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
        let at = place(version, key);
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

    /// Lets go of what it holds for a version and name, which counts no more.
    pub(crate) fn forget(&self, version: u32, name: &Ref<Str>) {
        let key = name.value().bits();
        let old = {
            let line = &mut self.lines.borrow_mut()[place(version, key)];
            if line.version == version && line.name == key {
                std::mem::replace(line, Line::EMPTY).value
            } else {
                None
            }
        };
        drop(old);
    }

    /// Lets go of everything: what it holds would look as if somebody outside its cycle held it.
    pub(crate) fn clear(&self) {
        let old: Vec<Option<Value>> = self
            .lines
            .borrow_mut()
            .iter_mut()
            .map(|line| std::mem::replace(line, Line::EMPTY).value)
            .collect();
        drop(old);
    }
}

fn place(version: u32, name: u64) -> usize {
    ((name >> 4) as usize ^ (version as usize).wrapping_mul(31)) % SIZE
}
