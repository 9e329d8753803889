//! Weak references: a side table from object address to its references, so that objects pay nothing for it.
//!
//! When an object dies, its references are emptied at once and their callbacks queued for the eval loop.

pub mod type_;

use crate::types::Type;
use crate::vm::Vm;
use kaa_heap::{Header, Ref, Tracer, Value};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Payload of `weakref.ref` and proxy objects.
pub struct WeakRef {
    /// Address of the referent's header; 0 once it died.
    target: Cell<usize>,
    /// Called with the reference when the referent dies.
    pub callback: RefCell<Option<Value>>,
    /// Hash of the referent, once asked for.
    pub hash: Cell<Option<i64>>,
}
kaa_heap::payload!(WeakRef, trace, clear);

impl WeakRef {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.option(&self.callback.borrow());
    }
    fn clear(&self) {
        drop(self.callback.take());
    }
    /// The referent, if alive.
    pub fn get(&self) -> Option<Value> {
        let at = self.target.get() as *const Header;
        if at.is_null() {
            return None;
        }
        Some(crate::frame::header_value(at))
    }
}

impl Drop for WeakRef {
    fn drop(&mut self) {
        let at = self.target.get();
        if at != 0 {
            TABLE.with(|t| {
                if let Some(list) = t.borrow_mut().get_mut(&at) {
                    let me = std::ptr::from_ref(self) as usize;
                    list.retain(|w| w.payload != me);
                }
            });
        }
    }
}

struct Entry {
    /// Address of the `WeakRef` payload.
    payload: usize,
    /// Address of its object's header.
    header: usize,
}

thread_local! {
    static TABLE: std::mem::ManuallyDrop<RefCell<HashMap<usize, Vec<Entry>>>> = std::mem::ManuallyDrop::new(RefCell::default());
    static CALLBACKS: std::mem::ManuallyDrop<RefCell<Vec<(Value, Value)>>> = const { std::mem::ManuallyDrop::new(RefCell::new(Vec::new())) };
}

/// Called by the heap when an object with weak references dies: empties them and queues the callbacks.
pub(crate) fn on_death(h: &Header) {
    let Some(list) = TABLE.with(|t| t.borrow_mut().remove(&(std::ptr::from_ref(h) as usize))) else { return };
    for e in list.into_iter().rev() {
        let reference = crate::frame::header_value(e.header as *const Header);
        let Some(w) = reference.payload::<WeakRef>() else { continue };
        w.target.set(0);
        let callback = w.callback.take();
        let garbage = reference.header().is_some_and(kaa_heap::is_unreachable);
        if let Some(c) = callback.filter(|_| !garbage) {
            CALLBACKS.with(|q| q.borrow_mut().push((c, reference)));
            kaa_heap::request_attention();
        }
    }
}

/// Callbacks that are due, with their references.
pub(crate) fn take_callbacks() -> Vec<(Value, Value)> {
    CALLBACKS.with(|q| std::mem::take(&mut *q.borrow_mut()))
}

impl Vm {
    /// A new weak reference of the given class (`weakref.ref` or a subclass).
    pub fn new_weakref(&self, class: &Ref<Type>, target: &Value, callback: Option<Value>) -> Option<Value> {
        let h = target.header()?;
        let at = std::ptr::from_ref(h) as usize;
        let w = WeakRef { target: Cell::new(at), callback: RefCell::new(callback), hash: Cell::new(None) };
        let object = self.new_object(class, w);
        let header = object.value().header()?;
        kaa_heap::set_weakref_flag(h, true);
        TABLE.with(|t| {
            t.borrow_mut().entry(at).or_default().push(Entry {
                payload: std::ptr::from_ref(&*object) as usize,
                header: std::ptr::from_ref(header) as usize,
            });
        });
        Some(object.into())
    }

    /// All weak references to an object, oldest first.
    pub fn weakrefs_of(&self, target: &Value) -> Vec<Value> {
        let Some(h) = target.header() else { return Vec::new() };
        let at = std::ptr::from_ref(h) as usize;
        TABLE.with(|t| {
            t.borrow().get(&at).map_or(Vec::new(), |l| {
                l.iter().map(|e| crate::frame::header_value(e.header as *const Header)).collect()
            })
        })
    }
}

/// The class behind a weak reference in a class's list of subclasses.
pub(crate) fn upgrade_type(w: &Value) -> Option<Ref<Type>> {
    w.payload::<WeakRef>()?.get()?.downcast().ok()
}
