//! Length, items and membership.

use crate::dunder::Dunder;
use crate::eval::task::{self, Event, Task};
use crate::flow::{Fallible, Flow, NativeResult, Raised, done};
use crate::frame::{Action, Cont};
use crate::protocol::drive::{Body, Turn, over};
use crate::types::{NativeFunction, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

impl Vm {
    /// `len(v)` as an int object.
    pub fn len_flow(&self, v: &Value) -> NativeResult {
        if let Some(n) = self.len_direct(v) {
            return crate::flow::done(self.new_usize(n));
        }
        match self.class_of(v).special(self, Dunder::Len) {
            Some(m) => self.call_special_flow(&m, v, &[], Action::Native(Cont::MustBeLen), None),
            None => Err(self.type_error(format!("object of type '{}' has no len()", self.type_name(v)))),
        }
    }
    /// `len(v)` on the spot.
    pub fn len(&self, v: &Value) -> Fallible<usize> {
        if let Some(n) = self.len_direct(v) {
            return Ok(n);
        }
        let n = self.sync(|vm| vm.len_flow(v))?;
        Ok(crate::types::int::as_i64(&n).and_then(|n| usize::try_from(n).ok()).unwrap_or(0))
    }

    /// `v[key]`.
    pub fn get_item_flow(&self, v: &Value, key: &Value, action: Action) -> NativeResult {
        if let Some(item) = self.item_direct(v, key) {
            return crate::flow::done(item);
        }
        let class = self.class_of(v);
        if let Some(m) = class.special(self, Dunder::GetItem) {
            return self.call_special_flow(&m, v, std::slice::from_ref(key), action, None);
        }
        if let Some(t) = v.as_ref::<Type>() {
            if t.is(&self.types.type_) {
                return Ok(crate::flow::Flow::Value(crate::types::generic_alias::new_alias(self, v, key)));
            }
            if let Some(m) = self.get_attr_opt(v, &self.names.__class_getitem__)? {
                return self.call_flow(&m, vec![key.clone()], &[], action, None);
            }
            return Err(self.type_error(format!("type '{}' is not subscriptable", t.name())));
        }
        Err(self.type_error(format!("'{}' object is not subscriptable", class.shown())))
    }
    /// `v[key]` on the spot.
    pub fn get_item(&self, v: &Value, key: &Value) -> Fallible<Value> {
        self.sync(|vm| vm.get_item_flow(v, key, Action::Native(Cont::Pass)))
    }

    /// `v[key] = value`; the result is to be ignored.
    pub fn set_item_flow(&self, v: &Value, key: &Value, value: &Value) -> NativeResult {
        match self.class_of(v).special(self, Dunder::SetItem) {
            Some(m) => self.call_special_flow(&m, v, &[key.clone(), value.clone()], Action::Discard, None),
            None => {
                Err(self
                    .type_error(format!("'{}' object does not support item assignment", self.type_name(v))))
            }
        }
    }
    /// `v[key] = value` on the spot.
    pub fn set_item(&self, v: &Value, key: &Value, value: Value) -> Fallible<()> {
        self.sync(|vm| vm.set_item_flow(v, key, &value)).map(drop)
    }
    /// `del v[key]`; the result is to be ignored.
    pub fn del_item_flow(&self, v: &Value, key: &Value) -> NativeResult {
        match self.class_of(v).special(self, Dunder::DelItem) {
            Some(m) => self.call_special_flow(&m, v, std::slice::from_ref(key), Action::Discard, None),
            None => {
                let class = self.class_of(v);
                let sequence = class.has(crate::types::type_object::flags::HEAPTYPE)
                    || class.special(self, Dunder::Len).is_some()
                    || class.special(self, Dunder::Contains).is_some();
                let no = if sequence && self.class_of(key).special(self, Dunder::Index).is_some() {
                    "doesn't"
                } else {
                    "does not"
                };
                Err(self.type_error(format!("'{}' object {no} support item deletion", class.shown())))
            }
        }
    }
    /// `del v[key]` on the spot.
    pub fn del_item(&self, v: &Value, key: &Value) -> Fallible<()> {
        self.sync(|vm| vm.del_item_flow(v, key)).map(drop)
    }

    /// `item in container`: a bool.
    pub fn contains(&self, container: &Value, item: &Value) -> Fallible<bool> {
        Ok(self.sync(|vm| vm.contains_flow(container, item))?.is_true())
    }

    /// The same as a bool object.
    pub fn contains_flow(&self, container: &Value, item: &Value) -> NativeResult {
        if let Some(found) = self.contains_direct(container, item) {
            return done(Value::bool(found));
        }
        let class = self.class_of(container);
        match class.special(self, Dunder::Contains) {
            Some(m) if m.is_none() => {
                Err(self.type_error(format!("'{}' object is not a container", class.shown())))
            }
            Some(m) => {
                let action = Action::Native(Cont::ToBool);
                let native = m.payload::<NativeFunction>().is_some_and(|n| n.receiver.is_none());
                let action = if native { Action::Native(Cont::Pass) } else { action };
                self.call_special_flow(&m, container, std::slice::from_ref(item), action, None)
            }
            None => {
                let body = Among { container: container.clone(), wanted: item.clone() };
                over(self, container.clone(), body)
            }
        }
    }

    /// `isinstance(v, class_or_tuple)`.
    pub fn is_instance(&self, v: &Value, class: &Value) -> Fallible<bool> {
        if let Some(c) = class.as_ref::<Type>()
            && self.is_exact(v, c)
        {
            return Ok(true);
        }
        Ok(self.sync(|vm| vm.is_instance_flow(v, class))?.is_true())
    }

    /// The same as a bool object.
    pub fn is_instance_flow(&self, v: &Value, class: &Value) -> NativeResult {
        if let Some(c) = class.as_ref::<Type>()
            && self.is_exact(v, c)
        {
            return done(Value::True);
        }
        if let Some(t) = class.payload::<Tuple>()
            && let Some(found) = self.plain_instance(v, t)
        {
            return done(Value::bool(found));
        }
        if let Some(t) = class.as_ref::<Type>()
            && self.is_exact(class, &self.types.type_)
        {
            return done(Value::bool(self.default_is_instance(v, t)?));
        }
        task::start(self, Check { subject: v.clone(), classes: vec![class.clone()], instance: true })
    }

    /// `issubclass(c, class_or_tuple)`.
    pub fn is_subclass(&self, c: &Value, class: &Value) -> Fallible<bool> {
        Ok(self.sync(|vm| vm.is_subclass_flow(c, class))?.is_true())
    }

    /// The same as a bool object.
    pub fn is_subclass_flow(&self, c: &Value, class: &Value) -> NativeResult {
        task::start(self, Check { subject: c.clone(), classes: vec![class.clone()], instance: false })
    }

    /// Whether an immediate or a string is of one of these classes, when all of them are plain.
    fn plain_instance(&self, v: &Value, classes: &[Value]) -> Option<bool> {
        if v.header().is_some() && self.exact_str(v).is_none() {
            return None;
        }
        let mut found = false;
        for c in classes {
            if !self.is_exact(c, &self.types.type_) {
                return None;
            }
            found =
                found || c.as_ref::<Type>().is_some_and(|t| self.is_exact(v, t) || self.is_instance_of(v, t));
        }
        Some(found)
    }

    /// By the class's MRO, then by what `__class__` claims.
    pub fn default_is_instance(&self, v: &Value, class: &Ref<Type>) -> Fallible<bool> {
        if self.is_instance_of(v, class) {
            return Ok(true);
        }
        if v.payload::<Str>().is_some() || v.header().is_none() {
            return Ok(false);
        }
        let claimed = self.get_attr_opt(v, &self.names.__class__)?;
        Ok(claimed.is_some_and(|c| c.payload::<Type>().is_some_and(|t| t.is_subtype_of(class))))
    }
}

/// `in` by iteration.
struct Among {
    container: Value,
    wanted: Value,
}

impl Body for Among {
    fn item(&mut self, vm: &Vm, item: Value) -> Fallible<Turn> {
        match vm.eq_task(&item, &self.wanted)? {
            Flow::Value(same) => self.answer(vm, same),
            Flow::Pushed => Ok(Turn::Wait),
        }
    }
    fn answer(&mut self, _vm: &Vm, same: Value) -> Fallible<Turn> {
        Ok(if same.is_true() { Turn::Done(Value::True) } else { Turn::Next })
    }
    fn end(&mut self, _vm: &Vm) -> NativeResult {
        done(Value::False)
    }
    fn not_iterable(&mut self, vm: &Vm, e: Raised) -> Raised {
        if !vm.matches(&e, &vm.exceptions.type_error) {
            return e;
        }
        let name = vm.class_of(&self.container).shown();
        vm.type_error(format!("argument of type '{name}' is not a container or iterable"))
    }
}

/// `isinstance` and `issubclass`: the classes that are still to be asked, the next one last.
struct Check {
    subject: Value,
    classes: Vec<Value>,
    /// `isinstance`, else `issubclass`.
    instance: bool,
}

impl Task for Check {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        match event {
            Event::Failed(e) => return Err(e),
            Event::Value(v) if v.is_true() => return done(Value::True),
            _ => {}
        }
        while let Some(class) = self.classes.pop() {
            if let Some(t) = class.payload::<Tuple>() {
                self.classes.extend(t.iter().rev().cloned());
                continue;
            }
            match self.ask(vm, &class)? {
                Flow::Pushed => return Ok(Flow::Pushed),
                Flow::Value(v) if v.is_true() => return done(Value::True),
                Flow::Value(_) => {}
            }
        }
        done(Value::False)
    }
}

impl Check {
    fn ask(&self, vm: &Vm, class: &Value) -> NativeResult {
        if self.instance && vm.class_ref(&self.subject).value().is(class) {
            return done(Value::True);
        }
        let plain = vm.is_exact(class, &vm.types.type_);
        let d = if self.instance { Dunder::InstanceCheck } else { Dunder::SubclassCheck };
        if !plain && let Some(m) = vm.class_of(class).special(vm, d) {
            let args = std::slice::from_ref(&self.subject);
            return vm.call_special_flow(&m, class, args, Action::Native(Cont::ToBool), None);
        }
        match (class.as_ref::<Type>(), self.subject.payload::<Type>()) {
            (Some(t), _) if self.instance => done(Value::bool(vm.default_is_instance(&self.subject, t)?)),
            (None, _) if self.instance => {
                Err(vm.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"))
            }
            (Some(t), Some(c)) => done(Value::bool(c.is_subtype_of(t))),
            (Some(t), None) => {
                let answer = crate::types::type_object::methods::default_is_subclass(vm, &self.subject, t)?;
                done(Value::bool(answer))
            }
            _ => Err(vm.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union")),
        }
    }
}
