//! `__name__` and `__qualname__` of the three kinds: those of the function when it was called. They are not copied at every call:
//! a generator reads its function's, and a function that gets another name hands its old one to its generators first.

use super::Generator;
use crate::types::{Function, Str};
use kaa_bytecode::CodeFlags;
use kaa_heap::{Ref, Value};

impl Generator {
    /// `__name__` (`false`) or `__qualname__` (`true`).
    pub fn name(&self, qualified: bool) -> Value {
        if let Some(n) = self.names.take() {
            let v = if qualified { n.1.clone() } else { n.0.clone() };
            self.names.set(Some(n));
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
        drop(self.names.replace(Some(Box::new((a, b)))));
    }

    fn keep_names(&self) {
        let own = self.names.take();
        let kept = own.unwrap_or_else(|| Box::new((self.name(false), self.name(true))));
        self.names.set(Some(kept));
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
