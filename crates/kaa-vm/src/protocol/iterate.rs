//! Iteration: `iter()`, `next()`, and collecting an iterable.

use crate::dunder::Dunder;
use crate::flow::{Fallible, Flow, NativeResult, Next};
use crate::frame::{Action, Cont};
use crate::types::{Exception, List, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

impl Vm {
    /// `iter(v)`.
    pub fn iter_flow(&self, v: &Value, action: Action) -> NativeResult {
        if let Some(it) = self.iter_direct(v) {
            return Ok(Flow::Value(it));
        }
        let class = self.class_of(v);
        match class.special(self, Dunder::Iter) {
            Some(m) if m.is_none() => {
                Err(self.type_error(format!("'{}' object is not iterable", class.shown())))
            }
            Some(m) => self.continue_with(action, Cont::MustBeIterator, None, |vm, inner| {
                vm.call_special_flow(&m, v, &[], inner, None)
            }),
            // Native classes with items by key are no sequences.
            None if class.special(self, Dunder::GetItem).is_some()
                && !class.is_subtype_of(&self.types.union_type) =>
            {
                Ok(Flow::Value(crate::types::iterators::new_sequence_iterator(self, v.clone())))
            }
            None => Err(self.type_error(format!("'{}' object is not iterable", class.shown()))),
        }
    }

    /// `iter(v)` on the spot.
    pub fn iter(&self, v: &Value) -> Fallible<Value> {
        if let Some(it) = self.iter_direct(v) {
            return Ok(it);
        }
        self.sync(|vm| vm.iter_flow(v, Action::Native(Cont::Pass)))
    }

    /// `next(it)`: with a native iterator no StopIteration object is made.
    pub fn next_flow(&self, it: &Value) -> Result<Next, crate::flow::Raised> {
        let class = self.class_of(it);
        if let Some(step) = class.iternext.get() {
            return step(self, it);
        }
        let Some(m) = class.special(self, Dunder::Next) else {
            return Err(self.type_error(format!("'{}' object is not an iterator", class.shown())));
        };
        match self.call_special_flow(&m, it, &[], Action::Native(Cont::Pass), None) {
            Ok(Flow::Value(v)) => Ok(Next::Item(v)),
            Ok(Flow::Pushed) => Ok(Next::Pushed),
            Err(e) if self.matches(&e, &self.exceptions.stop_iteration) => Ok(Next::Done),
            Err(e) => Err(e),
        }
    }

    /// The next item on the spot; `None` at the end.
    pub fn next(&self, it: &Value) -> Fallible<Option<Value>> {
        let mut done = false;
        let r = self.sync(|vm| {
            Ok(match vm.next_flow(it)? {
                Next::Item(v) => Flow::Value(v),
                Next::Done => {
                    done = true;
                    Flow::Value(Value::None)
                }
                Next::Pushed => Flow::Pushed,
            })
        });
        if done {
            return Ok(None);
        }
        self.catch(r, &self.exceptions.stop_iteration)
    }

    /// All items of an exact built-in container.
    pub(crate) fn items_direct(&self, v: &Value) -> Option<Vec<Value>> {
        let t = &self.types;
        if self.is_exact(v, &t.list) {
            return Some(v.payload::<List>()?.items.borrow().clone());
        }
        if self.is_exact(v, &t.tuple) {
            return Some(v.payload::<Tuple>()?.to_vec());
        }
        if self.is_exact(v, &t.range) {
            let r = v.payload::<crate::types::Range>()?;
            let (start, step) = (r.start.as_small_int()?, r.step.as_small_int()?);
            // A length beyond this is no list that fits memory: the general way says so.
            let count = r.length.as_small_int().filter(|n| *n < 1 << 28)?;
            let last = step.checked_mul(count)?.checked_add(start)?;
            Value::small_int(last)?;
            return Some((0..count).map(|i| Value::small_int_unchecked(start + i * step)).collect());
        }
        if self.is_exact(v, &t.dict) {
            return Some(v.payload::<crate::types::Dict>()?.keys());
        }
        if self.is_exact(v, &t.set) || self.is_exact(v, &t.frozenset) {
            return Some(v.payload::<crate::types::Set>()?.to_vec());
        }
        if let Some(s) = self.exact_str(v).filter(|s| s.is_ascii()) {
            return Some(
                s.as_bytes().iter().map(|b| self.new_ascii(std::slice::from_ref(b)).into()).collect(),
            );
        }
        None
    }

    /// All items of an iterable.
    pub fn collect(&self, iterable: &Value) -> Fallible<Vec<Value>> {
        if let Some(items) = self.items_direct(iterable) {
            return Ok(items);
        }
        let it = self.iter(iterable)?;
        let mut items = Vec::new();
        while let Some(v) = self.next(&it)? {
            items.push(v);
        }
        Ok(items)
    }

    /// The value that a StopIteration carries.
    pub fn stop_value(&self, e: &crate::flow::Raised) -> Value {
        e.0.payload::<Exception>()
            .and_then(|x| x.field(crate::types::exception::STOP_VALUE))
            .unwrap_or(Value::None)
    }
}
