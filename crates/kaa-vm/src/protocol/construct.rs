//! The built-in types' constructors in their plain forms, without binding arguments: `list(x)`, `str(x)`, `int(x)`, `{}`'s long
//! spelling. Everything else goes through `__new__` and `__init__` in `call.rs`.

use crate::dunder::Dunder;
use crate::flow::{NativeResult, done};
use crate::frame::{Action, Cont};
use crate::types::dict::update::update_then;
use crate::types::list::fill::extend_then;
use crate::types::set::fill::fill_then;
use crate::types::type_object::flags;
use crate::types::{Exception, NativeFunction, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

impl Vm {
    /// `class(*args)` when the class is a built-in one whose plain form this is.
    #[inline]
    pub(crate) fn construct_plainly(&self, class: &Ref<Type>, args: &[Value]) -> Option<NativeResult> {
        if class.has(flags::EXCEPTION) {
            return self.construct_exception(class, args).map(done);
        }
        if !class.has(flags::IMMUTABLE) {
            return None;
        }
        if class.is(&self.types.range) {
            return self.construct_range(args);
        }
        if args.len() > 1 {
            return None;
        }
        match args.first() {
            Some(v) => self.construct_of(class, v),
            None => self.construct_empty(class),
        }
    }

    fn construct_of(&self, class: &Ref<Type>, v: &Value) -> Option<NativeResult> {
        let t = &self.types;
        if class.is(&t.type_) {
            return Some(done(self.class_ref(v)));
        }
        if class.is(&t.str) {
            return Some(self.str_flow(v));
        }
        if class.is(&t.list) {
            let list = self.new_list(Vec::new());
            return Some(extend_then(self, &list, v, list.value().clone()));
        }
        if class.is(&t.int) {
            if v.as_small_int().is_some() {
                return Some(done(v.clone()));
            }
            if let Some(s) = self.exact_str(v) {
                return crate::types::int::wide::decimal(s.as_bytes()).map(|i| done(self.new_int(i)));
            }
            return match v.as_small_float() {
                Some(f) if f.abs() < 9e15 => Some(done(self.new_int(f as i64))),
                _ => None,
            };
        }
        if class.is(&t.float) {
            if v.as_small_float().is_some() {
                return Some(done(v.clone()));
            }
            if let Some(s) = self.exact_str(v) {
                return crate::types::int::wide::plain_float(s.as_bytes()).map(|f| done(self.new_float(f)));
            }
            return crate::types::int::wide::exact_f64(v).map(|f| done(self.new_float(f)));
        }
        if class.is(&t.bool) {
            return Some(self.truth_flow(v, Action::Native(Cont::Pass)));
        }
        if class.is(&t.dict) {
            let dict = self.new_dict();
            return Some(update_then(self, &dict, v, None, dict.value().clone()));
        }
        if class.is(&t.tuple) {
            if self.is_exact(v, &t.tuple) {
                return Some(done(v.clone()));
            }
            return Some(self.collect_tuple_then(v, vec![], |vm, items, _| done(vm.new_tuple(items))));
        }
        if class.is(&t.set) {
            let set = self.new_set();
            return Some(fill_then(self, &set, v, set.value().clone()));
        }
        None
    }

    /// `range` of small ints.
    fn construct_range(&self, args: &[Value]) -> Option<NativeResult> {
        let small = |v: &Value| v.as_small_int();
        let (start, stop) = match args {
            [stop] => (0, small(stop)?),
            [start, stop] => (small(start)?, small(stop)?),
            _ => return None,
        };
        let range = crate::types::Range {
            start: Value::small_int_unchecked(start),
            stop: Value::small_int_unchecked(stop),
            step: Value::small_int_unchecked(1),
            length: self.new_int((stop - start).max(0)),
        };
        Some(done(self.new_object(&self.types.range, range)))
    }

    /// An exception whose class makes its instances as `BaseException` does.
    pub(crate) fn construct_exception(&self, class: &Ref<Type>, args: &[Value]) -> Option<Value> {
        let version = class.version.get();
        if class.plain_exception.get().0 != version {
            class.plain_exception.set((version, self.is_plain_exception(class)));
        }
        if !class.plain_exception.get().1 {
            return None;
        }
        let args = if args.is_empty() { Vec::new() } else { args.to_vec() };
        Some(self.new_object(class, Exception::new(self.new_tuple(args))).into())
    }

    fn is_plain_exception(&self, class: &Ref<Type>) -> bool {
        let bases = |d| {
            let m = class.special(self, d).map(|m| self.unwrap_static(&m));
            m.as_ref()
                .and_then(|m| m.payload::<NativeFunction>())
                .is_some_and(|n| n.owner.as_ref().is_some_and(|o| o.is(&self.exceptions.base_exception)))
        };
        !class.has(flags::NO_INSTANTIATION)
            && !class.has(flags::ABSTRACT)
            && bases(Dunder::New)
            && bases(Dunder::Init)
    }

    fn construct_empty(&self, class: &Ref<Type>) -> Option<NativeResult> {
        let t = &self.types;
        if class.is(&t.list) {
            return Some(done(self.new_list(Vec::new())));
        }
        if class.is(&t.dict) {
            return Some(done(self.new_dict()));
        }
        if class.is(&t.set) {
            return Some(done(self.new_set()));
        }
        if class.is(&t.object) {
            return Some(done(self.new_object(class, crate::types::builtin_types::Empty)));
        }
        None
    }
}
