//! `string.templatelib`: `Template` and `Interpolation`, what a t-string makes (PEP 750).
//!
//! Must not know: how t-strings compile. `methods.rs` is `Template`'s table, `interpolation.rs` the other type, `iterator.rs`
//! the iterator over the parts.

pub mod interpolation;
pub mod iterator;
pub mod methods;

use crate::types::{Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};

/// Payload of `Template` objects: one string more than interpolations.
pub struct Template {
    /// The strings.
    pub strings: Ref<Tuple>,
    /// The interpolations.
    pub interpolations: Ref<Tuple>,
}
kaa_heap::payload!(Template, trace);

impl Template {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([self.strings.value(), self.interpolations.value()]);
    }
}

/// Payload of `Interpolation` objects.
pub struct Interpolation {
    /// The value.
    pub value: Value,
    /// Its source text.
    pub expression: Value,
    /// `'r'`, `'s'`, `'a'` or None.
    pub conversion: Value,
    /// The format specification.
    pub format_spec: Value,
}
kaa_heap::payload!(Interpolation, trace);

impl Interpolation {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.value, &self.expression, &self.conversion, &self.format_spec]);
    }
}

/// What a t-string makes of its strings and interpolations (two tuples).
pub fn new_template(vm: &Vm, strings: Value, interpolations: Value) -> Value {
    let tuple = |v: Value| v.downcast::<Tuple>().unwrap_or_else(|_| vm.new_tuple(Vec::new()));
    let payload = Template { strings: tuple(strings), interpolations: tuple(interpolations) };
    vm.new_object(&vm.types.template, payload).into()
}

/// What a field of a t-string makes; `conversion` is `'s'`, `'r'`, `'a'` or None.
pub fn new_interpolation(
    vm: &Vm,
    value: Value,
    expression: Value,
    conversion: Value,
    format_spec: Value,
) -> Value {
    vm.new_object(&vm.types.interpolation, Interpolation { value, expression, conversion, format_spec })
        .into()
}

impl Vm {
    /// A template of parts in any order: strings that meet are joined, and empty ones stand where none is.
    pub(crate) fn template_of_parts<'a>(&self, parts: impl IntoIterator<Item = &'a Value>) -> Value {
        let (mut strings, mut interpolations): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
        let mut text: Vec<u8> = Vec::new();
        for part in parts {
            match part.payload::<Str>() {
                Some(s) => text.extend_from_slice(s.as_bytes()),
                None => {
                    strings.push(self.new_str_owned(std::mem::take(&mut text)).into());
                    interpolations.push(part.clone());
                }
            }
        }
        strings.push(self.new_str_owned(text).into());
        new_template(self, self.new_tuple(strings).into(), self.new_tuple(interpolations).into())
    }
}
