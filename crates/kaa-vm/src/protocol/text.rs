//! `repr()`, `str()`, `format()` and the guard against endless reprs.

use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::types::Str;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use std::cell::RefCell;

thread_local! {
    static IN_REPR: std::mem::ManuallyDrop<RefCell<Vec<u64>>> =
        const { std::mem::ManuallyDrop::new(RefCell::new(Vec::new())) };
}

/// While it lives, its object counts as being printed.
pub struct ReprGuard(u64);

impl Drop for ReprGuard {
    fn drop(&mut self) {
        IN_REPR.with(|s| {
            let mut inside = s.borrow_mut();
            if let Some(at) = inside.iter().rposition(|v| *v == self.0) {
                inside.remove(at);
            }
        });
    }
}

impl Vm {
    /// `repr(v)`.
    pub fn repr_flow(&self, v: &Value) -> NativeResult {
        if let Some(text) = self.repr_direct(v) {
            return done(text);
        }
        match self.class_of(v).special(self, Dunder::Repr) {
            Some(m) => self.call_special_flow(&m, v, &[], Action::Native(Cont::MustBeReprStr), None),
            None => done(self.str_value(&format!("<{} object>", self.type_name(v)))),
        }
    }
    /// `str(v)`.
    pub fn str_flow(&self, v: &Value) -> NativeResult {
        if let Some(text) = self.str_direct(v) {
            return done(text);
        }
        match self.class_of(v).special(self, Dunder::Str) {
            Some(m) => self.call_special_flow(&m, v, &[], Action::Native(Cont::MustBeStr), None),
            None => self.repr_flow(v),
        }
    }
    /// `format(v, spec)`.
    pub fn format_flow(&self, v: &Value, spec: &Ref<Str>) -> NativeResult {
        if spec.is_empty()
            && let Some(text) = self.str_direct(v)
        {
            return done(text);
        }
        match self.class_of(v).special(self, Dunder::Format) {
            Some(m) => self.call_special_flow(
                &m,
                v,
                &[spec.value().clone()],
                Action::Native(Cont::MustBeFormatStr),
                None,
            ),
            None => Err(self.type_error(format!("Type {} doesn't define __format__", self.type_name(v)))),
        }
    }

    fn must_str(&self, v: Value) -> Fallible<Ref<Str>> {
        v.downcast::<Str>().map_err(|v| self.type_error(format!("expected str, got {}", self.type_name(&v))))
    }
    /// `repr(v)` on the spot.
    pub fn repr(&self, v: &Value) -> Fallible<Ref<Str>> {
        if let Some(text) = self.repr_direct(v) {
            return self.must_str(text);
        }
        let s = self.sync(|vm| vm.repr_flow(v))?;
        self.must_str(s)
    }
    /// `str(v)` on the spot.
    pub fn str(&self, v: &Value) -> Fallible<Ref<Str>> {
        if let Some(text) = self.str_direct(v) {
            return self.must_str(text);
        }
        let s = self.sync(|vm| vm.str_flow(v))?;
        self.must_str(s)
    }
    /// `format(v, spec)` on the spot.
    pub fn format(&self, v: &Value, spec: &Ref<Str>) -> Fallible<Ref<Str>> {
        let s = self.sync(|vm| vm.format_flow(v, spec))?;
        self.must_str(s)
    }
    /// `ascii(v)` on the spot.
    pub fn ascii(&self, v: &Value) -> Fallible<Ref<Str>> {
        let r = self.repr(v)?;
        if r.is_ascii() {
            return Ok(r);
        }
        let mut out = String::with_capacity(r.as_bytes().len() * 2);
        for c in crate::types::str::code_points(r.as_bytes()) {
            match c {
                0..0x80 => out.push(c as u8 as char),
                0x80..0x100 => out.push_str(&format!("\\x{c:02x}")),
                0x100..0x10000 => out.push_str(&format!("\\u{c:04x}")),
                _ => out.push_str(&format!("\\U{c:08x}")),
            }
        }
        Ok(self.new_str(&out))
    }

    /// Notes that a container is being printed; `None` when it already is: print `[...]`.
    pub fn repr_enter(&self, v: &Value) -> Option<ReprGuard> {
        IN_REPR.with(|s| {
            let mut inside = s.borrow_mut();
            if inside.contains(&v.bits()) {
                return None;
            }
            inside.push(v.bits());
            Some(ReprGuard(v.bits()))
        })
    }
}
