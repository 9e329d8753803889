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

impl Vm {
    /// What `BUILD_TEMPLATE` makes.
    pub fn new_template(&self, strings: Ref<Tuple>, interpolations: Ref<Tuple>) -> Value {
        self.new_object(&self.types.template, Template { strings, interpolations }).into()
    }

    /// What `BUILD_INTERPOLATION` makes; `conversion` is 0 for none, else as in `CONVERT_VALUE` (1 str, 2 repr, 3 ascii).
    pub fn new_interpolation(&self, value: Value, expression: Value, conversion: u32, spec: Option<Value>) -> Value {
        let conversion = match conversion {
            1 => self.str_value("s"),
            2 => self.str_value("r"),
            3 => self.str_value("a"),
            _ => Value::None,
        };
        let format_spec = spec.unwrap_or_else(|| self.str_value(""));
        let payload = Interpolation { value, expression, conversion, format_spec };
        self.new_object(&self.types.interpolation, payload).into()
    }

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
        self.new_template(self.new_tuple(strings), self.new_tuple(interpolations))
    }
}
