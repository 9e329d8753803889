//! Raising from native code: `vm.type_error("…")` makes the exception object. Nothing is set aside: the `Raised` is the error.

use crate::flow::{Fallible, Raised};
use crate::types::exception::STOP_VALUE;
use crate::types::{Exception, Str, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

macro_rules! raisers {
    ($($name:ident = $field:ident;)*) => {
        impl Vm {
            $(
                #[doc = concat!("A `", stringify!($field), "` exception with a message.")]
                #[cold]
                pub fn $name(&self, message: impl AsRef<str>) -> Raised {
                    self.error(&self.exceptions.$field, message.as_ref())
                }
            )*
        }
    };
}

raisers! {
    type_error = type_error; value_error = value_error; index_error = index_error; runtime_error = runtime_error;
    overflow_error = overflow_error; zero_division_error = zero_division_error; buffer_error = buffer_error;
    memory_error = memory_error; recursion_error = recursion_error; lookup_error = lookup_error;
    system_error = system_error; assertion_error = assertion_error; not_implemented_error = not_implemented_error;
    reference_error = reference_error; unbound_local_error_text = unbound_local_error; eof_error = eof_error;
    attribute_error_text = attribute_error; import_error_text = import_error;
    module_not_found_error_text = module_not_found_error;
}

impl Vm {
    /// An exception of a class with one message argument.
    #[cold]
    pub fn error(&self, class: &Ref<Type>, message: &str) -> Raised {
        self.error_with(class, vec![self.str_value(message)])
    }
    /// An exception of a class with these arguments; its extra fields are filled as its `__init__` would.
    #[cold]
    pub fn error_with(&self, class: &Ref<Type>, args: Vec<Value>) -> Raised {
        let e = self.new_exception_object(class, args);
        crate::exceptions::fill_fields(self, &e);
        Raised(e.into())
    }
    /// `KeyError(key)`.
    #[cold]
    pub fn key_error(&self, key: &Value) -> Raised {
        self.error_with(&self.exceptions.key_error, vec![key.clone()])
    }
    /// `StopIteration(value)`; without arguments when the value is None.
    #[cold]
    pub fn stop_iteration(&self, value: Value) -> Raised {
        let args = if value.is_none() { vec![] } else { vec![value.clone()] };
        let e = self.new_exception_object(&self.exceptions.stop_iteration, args);
        e.set_field(STOP_VALUE, Some(value));
        Raised(e.into())
    }
    /// `StopIteration(value)`, also when the value is None.
    #[cold]
    pub fn stop_with(&self, value: Value) -> Raised {
        let e = self.new_exception_object(&self.exceptions.stop_iteration, vec![value.clone()]);
        e.set_field(STOP_VALUE, Some(value));
        Raised(e.into())
    }
    /// `AttributeError` with `name` and `obj` set.
    #[cold]
    pub fn attribute_error(&self, object: &Value, name: &Ref<Str>, message: impl AsRef<str>) -> Raised {
        let r = self.error(&self.exceptions.attribute_error, message.as_ref());
        if let Some(e) = r.0.payload::<Exception>() {
            e.set_field(0, Some(name.value().clone()));
            e.set_field(1, Some(object.clone()));
        }
        r
    }
    /// The usual `'T' object has no attribute 'name'`.
    #[cold]
    pub fn no_attribute(&self, object: &Value, name: &Ref<Str>) -> Raised {
        let text = name.to_string_lossy();
        let message = if let Some(t) = object.payload::<Type>() {
            format!("type object '{}' has no attribute '{text}'", t.name())
        } else {
            format!("'{}' object has no attribute '{text}'", self.type_name(object))
        };
        self.attribute_error(object, name, message)
    }
    /// An AttributeError that says neither gets object and name.
    #[cold]
    pub(crate) fn add_attribute_context(&self, e: &Raised, object: &Value, name: &Value) {
        if let Some(x) = e.0.payload::<Exception>()
            && x.field(0).is_none()
            && x.field(1).is_none()
        {
            x.set_field(0, Some(name.clone()));
            x.set_field(1, Some(object.clone()));
        }
    }
    /// `NameError` with `name` set.
    #[cold]
    pub fn name_error(&self, name: &Ref<Str>) -> Raised {
        let r = self
            .error(&self.exceptions.name_error, &format!("name '{}' is not defined", name.to_string_lossy()));
        if let Some(e) = r.0.payload::<Exception>() {
            e.set_field(0, Some(name.value().clone()));
        }
        r
    }
    /// Does the exception match a class (by MRO)?
    pub fn matches(&self, r: &Raised, class: &Ref<Type>) -> bool {
        self.is_instance_of(&r.0, class)
    }
    /// `Ok(None)` in place of a given exception class.
    pub fn catch<T>(&self, r: Fallible<T>, class: &Ref<Type>) -> Fallible<Option<T>> {
        match r {
            Ok(v) => Ok(Some(v)),
            Err(e) if self.matches(&e, class) => Ok(None),
            Err(e) => Err(e),
        }
    }
    /// Turns an algorithm's error into an exception.
    #[cold]
    pub fn data_error(&self, e: &kaa_data::Error) -> Raised {
        let class = match e.kind {
            kaa_data::ErrorKind::Value => &self.exceptions.value_error,
            kaa_data::ErrorKind::Overflow => &self.exceptions.overflow_error,
            kaa_data::ErrorKind::Type => &self.exceptions.type_error,
            kaa_data::ErrorKind::ZeroDivision => &self.exceptions.zero_division_error,
            kaa_data::ErrorKind::Key => &self.exceptions.key_error,
            kaa_data::ErrorKind::Index => &self.exceptions.index_error,
            kaa_data::ErrorKind::Lookup => &self.exceptions.lookup_error,
            kaa_data::ErrorKind::Memory => return self.error_with(&self.exceptions.memory_error, Vec::new()),
            kaa_data::ErrorKind::OutOfRange => {
                let args = vec![self.new_int(i64::from(libc::ERANGE)), self.str_value(&e.message)];
                return self.error_with(&self.exceptions.overflow_error, args);
            }
            _ => &self.exceptions.value_error,
        };
        self.error(class, &e.message)
    }
}
