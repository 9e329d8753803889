//! The iterator over a template's parts: strings and interpolations in order, without empty strings.

use super::Template;
use crate::flow::{Next, Raised};
use crate::types::Str;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};
use std::cell::RefCell;

/// Payload of `TemplateIter` objects: the parts still to come, the next one last.
pub struct TemplateIterator {
    rest: RefCell<Vec<Value>>,
}
kaa_heap::payload!(TemplateIterator, trace);

impl TemplateIterator {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(self.rest.borrow().iter());
    }
}

/// The parts of a template in order.
pub(super) fn parts(t: &Template) -> Vec<Value> {
    let mut out = Vec::with_capacity(t.strings.len() * 2);
    for (i, s) in t.strings.iter().enumerate() {
        if s.payload::<Str>().is_some_and(|s| !s.is_empty()) {
            out.push(s.clone());
        }
        out.extend(t.interpolations.get(i).cloned());
    }
    out
}

pub(super) fn new(vm: &Vm, t: &Template) -> Value {
    let mut rest = parts(t);
    rest.reverse();
    vm.new_object(&vm.types.template_iterator, TemplateIterator { rest: RefCell::new(rest) }).into()
}

fn step(_vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let next = v.payload::<TemplateIterator>().and_then(|it| it.rest.borrow_mut().pop());
    Ok(next.map_or(Next::Done, Next::Item))
}

/// The type `string.templatelib.TemplateIter`.
pub static SPEC: TypeSpec =
    TypeSpec { name: "string.templatelib.TemplateIter", iternext: Some(step), ..TypeSpec::EMPTY };
