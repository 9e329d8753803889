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

    /// All items of an iterable.
    pub fn collect(&self, iterable: &Value) -> Fallible<Vec<Value>> {
        if self.is_exact(iterable, &self.types.list)
            && let Some(l) = iterable.payload::<List>()
        {
            return Ok(l.items.borrow().clone());
        }
        if self.is_exact(iterable, &self.types.tuple)
            && let Some(t) = iterable.payload::<Tuple>()
        {
            return Ok(t.to_vec());
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
