//! `__name__` and `__qualname__` of the three kinds: those of the function when it was called. They are not copied at every call:
//! a generator reads its function's, and a function that gets another name hands its old one to its generators first.

use super::Generator;
use crate::types::{Function, Str};
use kaa_bytecode::CodeFlags;
use kaa_heap::{Ref, Value};

impl Generator {
    /// `__name__` (`false`) or `__qualname__` (`true`).
    pub fn name(&self, qualified: bool) -> Value {
        let own =
            self.with_rare(|r| r.names.as_ref().map(|n| if qualified { n.1.clone() } else { n.0.clone() }));
        if let Some(v) = own.flatten() {
            return v;
        }
        let f = self.function();
        let v: Ref<Str> = if qualified { f.qualname.borrow().clone() } else { f.name.borrow().clone() };
        v.into()
    }

    /// Sets one of the names.
    pub fn set_name(&self, qualified: bool, v: Value) {
        let (mut a, mut b) = (self.name(false), self.name(true));
        if qualified {
            b = v;
        } else {
            a = v;
        }
        self.set_names(a, b);
    }

    fn set_names(&self, name: Value, qualname: Value) {
        let mut rare = self.rare.take().unwrap_or_default();
        let old = rare.names.replace((name, qualname));
        self.rare.set(Some(rare));
        drop(old);
    }

    fn keep_names(&self) {
        self.set_names(self.name(false), self.name(true));
    }
}

/// The function is about to get another name.
pub(crate) fn keep_names(function: &Value) {
    let Some(f) = function.payload::<Function>() else { return };
    if f.code.borrow().code.flags.0 & CodeFlags::ANY_GENERATOR == 0 {
        return;
    }
    let mut made = Vec::new();
    kaa_heap::for_each_tracked(None, &mut |h| {
        let v = Value::from_header(h);
        if v.payload::<Generator>().is_some_and(|g| g.function().value().is(function)) {
            made.push(v);
        }
    });
    for g in made.iter().filter_map(|v| v.payload::<Generator>()) {
        g.keep_names();
    }
}
