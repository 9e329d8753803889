//! `hash()` of anything; the hash of text is in `kaa-data`.

use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::vm::Vm;
use kaa_heap::Value;

impl Vm {
    /// `hash(v)`.
    #[inline]
    pub fn hash(&self, v: &Value) -> Fallible<i64> {
        if let Some(s) = self.exact_str(v) {
            return Ok(s.hash(self));
        }
        if let Some(i) = v.as_small_int() {
            // Most are below the modulus, where the hash is the number.
            return Ok(if (0..1 << 60).contains(&i) { i } else { kaa_data::number::hash::int_small(i) });
        }
        if let Some(h) = self.hash_direct(v) {
            return Ok(h);
        }
        let h = self.sync(|vm| vm.hash_flow(v))?;
        Ok(h.as_small_int().or_else(|| crate::types::int::as_i64(&h)).unwrap_or(0))
    }

    /// `hash(v)` as an int object.
    pub fn hash_flow(&self, v: &Value) -> NativeResult {
        if let Some(s) = self.exact_str(v) {
            return done(self.new_int(s.hash(self)));
        }
        if let Some(h) = self.hash_direct(v) {
            return done(self.new_int(h));
        }
        match self.class_of(v).special(self, Dunder::Hash) {
            Some(m) if !m.is_none() => {
                self.call_special_flow(&m, v, &[], Action::Native(Cont::MustBeHash), None)
            }
            _ => Err(self.type_error(format!("unhashable type: '{}'", self.type_name(v)))),
        }
    }
}
