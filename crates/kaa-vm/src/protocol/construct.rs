//! The built-in types' constructors in their plain forms, without binding arguments: `list(x)`, `str(x)`, `int(x)`, `{}`'s long
//! spelling. Everything else goes through `__new__` and `__init__` in `call.rs`.

use crate::flow::{NativeResult, done};
use crate::frame::{Action, Cont};
use crate::types::Type;
use crate::types::dict::update::update_then;
use crate::types::list::fill::extend_then;
use crate::types::set::fill::fill_then;
use crate::types::type_object::flags;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

impl Vm {
    /// `class(*args)` when the class is a built-in one whose plain form this is.
    #[inline]
    pub(crate) fn construct_plainly(&self, class: &Ref<Type>, args: &[Value]) -> Option<NativeResult> {
        if !class.has(flags::IMMUTABLE) || args.len() > 1 {
            return None;
        }
        match args.first() {
            Some(v) => self.construct_of(class, v),
            None => self.construct_empty(class),
        }
    }

    fn construct_of(&self, class: &Ref<Type>, v: &Value) -> Option<NativeResult> {
        let t = &self.types;
        if class.is(&t.str) {
            return Some(self.str_flow(v));
        }
        if class.is(&t.list) {
            let list = self.new_list(Vec::new());
            return Some(extend_then(self, &list, v, list.value().clone()));
        }
        if class.is(&t.int) {
            return v.as_small_int().is_some().then(|| done(v.clone()));
        }
        if class.is(&t.float) {
            return v.as_small_float().is_some().then(|| done(v.clone()));
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
