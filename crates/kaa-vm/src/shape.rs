//! Shapes: which attribute stands at which index of an instance's values, shared by all instances that got the same attributes
//! in the same order. An inline cache compares one pointer.
//!
//! Shapes live as long as the program (they are few: a class with more than [`MOST`] attributes in play, or one from which
//! attributes are deleted, goes over to a real dict). They know names, not values.

use crate::types::Str;
use kaa_heap::Ref;
use std::cell::RefCell;
use std::collections::HashMap;

/// Attributes an instance may have before it goes over to a dict.
pub const MOST: usize = 64;

/// See the module's documentation.
pub struct Shape {
    names: Vec<Ref<Str>>,
    index: HashMap<u64, usize>,
    /// Index of the first attribute: `__slots__` values stand before it.
    base: usize,
    next: RefCell<HashMap<u64, &'static Shape>>,
}

impl Shape {
    /// The shape of an instance without attributes.
    pub fn root(base: usize) -> &'static Shape {
        Box::leak(Box::new(Shape {
            names: Vec::new(),
            index: HashMap::new(),
            base,
            next: RefCell::default(),
        }))
    }

    /// Where an attribute stands. `name` is interned.
    #[inline]
    pub fn index_of(&self, name: &Ref<Str>) -> Option<usize> {
        if self.names.len() <= 8 {
            return self.names.iter().position(|n| n.is(name)).map(|i| i + self.base);
        }
        self.index.get(&name.value().bits()).copied()
    }

    /// The shape with one more attribute; `None` when there are too many. `name` is interned.
    pub fn with(&self, name: &Ref<Str>) -> Option<&'static Shape> {
        let key = name.value().bits();
        if let Some(s) = self.next.borrow().get(&key) {
            return Some(s);
        }
        if self.names.len() >= MOST || self.next.borrow().len() > 1000 {
            return None;
        }
        let mut names = self.names.clone();
        names.push(name.clone());
        let index = names.iter().enumerate().map(|(i, n)| (n.value().bits(), i + self.base)).collect();
        let shape: &'static Shape =
            Box::leak(Box::new(Shape { names, index, base: self.base, next: RefCell::default() }));
        self.next.borrow_mut().insert(key, shape);
        Some(shape)
    }

    /// The names in order, with their indexes.
    pub fn names(&self) -> impl Iterator<Item = (usize, &Ref<Str>)> {
        self.names.iter().enumerate().map(|(i, n)| (i + self.base, n))
    }

    /// The word that stands for this shape in an instance.
    #[inline(always)]
    pub fn word(&'static self) -> usize {
        std::ptr::from_ref(self) as usize
    }
}
