//! Tasks that walk a dict: equality and printing. The table is read afresh at each step, since methods written in Python may
//! change it.

use super::Dict;
use crate::eval::task::{self, Event, Task};
use crate::flow::{Flow, NativeResult, done};
use crate::protocol::text::ReprGuard;
use crate::types::Str;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Same keys with equal values? With `negate`, the opposite.
pub(super) fn equal(vm: &Vm, a: &Ref<Dict>, b: &Ref<Dict>, negate: bool) -> NativeResult {
    if a.len() != b.len() {
        return done(Value::bool(negate));
    }
    task::start(vm, Equal { a: a.clone(), b: b.clone(), negate, at: 0 })
}

struct Equal {
    a: Ref<Dict>,
    b: Ref<Dict>,
    negate: bool,
    /// Where to look for the next entry.
    at: usize,
}

impl Task for Equal {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Failed(e) => return Err(e),
            Event::Value(same) if !same.is_true() => return done(Value::bool(self.negate)),
            _ => {}
        }
        loop {
            let next = self.a.table.borrow().next_from(self.at).map(|(i, e)| (i, e.clone()));
            let Some((i, e)) = next else { return done(Value::bool(!self.negate)) };
            self.at = i + 1;
            let Some(v) = self.b.get_hashed(vm, &e.key, e.hash)? else {
                return done(Value::bool(self.negate));
            };
            match vm.eq_task(&e.value, &v)? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(same) if same.is_true() => {}
                Flow::Value(_) => return done(Value::bool(self.negate)),
            }
        }
    }
}

/// `{key: value, …}`. The guard says that the dict is being printed.
pub(super) fn repr(vm: &Vm, d: &Ref<Dict>, guard: ReprGuard) -> NativeResult {
    let text = b"{".to_vec();
    task::start(vm, Repr { dict: d.clone(), text, at: 0, value: None, guard: Some(guard) })
}

struct Repr {
    dict: Ref<Dict>,
    text: Vec<u8>,
    at: usize,
    /// The value to print after the key that is being printed.
    value: Option<Value>,
    guard: Option<ReprGuard>,
}

impl Task for Repr {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Failed(e) => return Err(e),
            Event::Value(s) => self.add(&s),
            Event::Start | Event::End => {}
        }
        loop {
            let next = match self.value.take() {
                Some(v) => {
                    self.text.extend_from_slice(b": ");
                    v
                }
                None => match self.next_key() {
                    Some(k) => k,
                    None => break,
                },
            };
            match vm.repr_flow(&next)? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(s) => self.add(&s),
            }
        }
        self.text.push(b'}');
        drop(self.guard.take());
        done(vm.new_str_owned(std::mem::take(&mut self.text)))
    }
}

impl Repr {
    fn next_key(&mut self) -> Option<Value> {
        let table = self.dict.table.borrow();
        let (i, e) = table.next_from(self.at)?;
        if self.text.len() > 1 {
            self.text.extend_from_slice(b", ");
        }
        self.at = i + 1;
        self.value = Some(e.value.clone());
        Some(e.key.clone())
    }

    fn add(&mut self, s: &Value) {
        if let Some(s) = s.payload::<Str>() {
            self.text.extend_from_slice(s.as_bytes());
        }
    }
}
