//! Conversions between Rust and Python values.

use crate::error::Error;
use crate::object::Object;
use kaa_vm::types::{List, Str, Tuple, float, int};
use kaa_vm::{Value, Vm};

/// Rust values that become Python values.
pub trait IntoPython {
    /// The Python value.
    fn into_python(self, vm: &Vm) -> Value;
}

/// Rust values that are made from Python values.
pub trait FromPython: Sized {
    /// The Rust value; an error when the Python value is something else.
    fn from_python(vm: &Vm, value: &Value) -> Result<Self, Error>;
}

fn unfit<T>(vm: &Vm, value: &Value, expected: &'static str) -> Result<T, Error> {
    Err(Error::Conversion { expected, got: vm.type_name(value).to_string() })
}

impl IntoPython for () {
    fn into_python(self, _vm: &Vm) -> Value {
        Value::None
    }
}
impl IntoPython for bool {
    fn into_python(self, _vm: &Vm) -> Value {
        Value::bool(self)
    }
}
impl IntoPython for f64 {
    fn into_python(self, vm: &Vm) -> Value {
        vm.new_float(self)
    }
}
impl IntoPython for &str {
    fn into_python(self, vm: &Vm) -> Value {
        vm.str_value(self)
    }
}
impl IntoPython for String {
    fn into_python(self, vm: &Vm) -> Value {
        vm.str_value(&self)
    }
}
impl IntoPython for Object {
    fn into_python(self, _vm: &Vm) -> Value {
        self.into_value()
    }
}
impl<T: IntoPython> IntoPython for Option<T> {
    fn into_python(self, vm: &Vm) -> Value {
        self.map_or(Value::None, |v| v.into_python(vm))
    }
}
impl<T: IntoPython> IntoPython for Vec<T> {
    fn into_python(self, vm: &Vm) -> Value {
        vm.new_list(self.into_iter().map(|v| v.into_python(vm)).collect()).into()
    }
}

impl FromPython for () {
    fn from_python(vm: &Vm, value: &Value) -> Result<(), Error> {
        if value.is_none() { Ok(()) } else { unfit(vm, value, "None") }
    }
}
impl FromPython for bool {
    fn from_python(vm: &Vm, value: &Value) -> Result<bool, Error> {
        value.as_bool().map_or_else(|| unfit(vm, value, "a bool"), Ok)
    }
}
/// Ints are floats, too.
impl FromPython for f64 {
    fn from_python(vm: &Vm, value: &Value) -> Result<f64, Error> {
        let number = float::as_f64(value).or_else(|| int::as_i64(value).map(|i| i as f64));
        number.map_or_else(|| unfit(vm, value, "a float"), Ok)
    }
}
impl FromPython for String {
    fn from_python(vm: &Vm, value: &Value) -> Result<String, Error> {
        match value.payload::<Str>().and_then(|s| s.as_str()) {
            Some(text) => Ok(text.to_owned()),
            None => unfit(vm, value, "a str without surrogates"),
        }
    }
}
impl FromPython for Object {
    fn from_python(_vm: &Vm, value: &Value) -> Result<Object, Error> {
        Ok(Object::new(value.clone()))
    }
}
impl<T: FromPython> FromPython for Option<T> {
    fn from_python(vm: &Vm, value: &Value) -> Result<Option<T>, Error> {
        if value.is_none() { Ok(None) } else { T::from_python(vm, value).map(Some) }
    }
}
/// Lists and tuples.
impl<T: FromPython> FromPython for Vec<T> {
    fn from_python(vm: &Vm, value: &Value) -> Result<Vec<T>, Error> {
        let items = match (value.payload::<List>(), value.payload::<Tuple>()) {
            (Some(list), _) => list.items.borrow().clone(),
            (_, Some(tuple)) => tuple.to_vec(),
            _ => return unfit(vm, value, "a list or tuple"),
        };
        items.iter().map(|v| T::from_python(vm, v)).collect()
    }
}

macro_rules! ints {
    ($($t:ty: $name:literal;)*) => {
        $(
            impl IntoPython for $t {
                fn into_python(self, vm: &Vm) -> Value {
                    match i64::try_from(self) {
                        Ok(i) => vm.new_int(i),
                        Err(_) => vm.new_bigint(self.into()),
                    }
                }
            }
            impl FromPython for $t {
                fn from_python(vm: &Vm, value: &Value) -> Result<$t, Error> {
                    let whole = int::as_bigint(value).and_then(|i| <$t>::try_from(i.as_ref()).ok());
                    whole.map_or_else(|| unfit(vm, value, $name), Ok)
                }
            }
        )*
    };
}
ints! {
    i32: "an int of 32 bits";
    u32: "a natural number of 32 bits";
    i64: "an int of 64 bits";
    u64: "a natural number of 64 bits";
    usize: "a natural number of the machine's width";
}

/// Arguments of a call: a tuple of values.
pub trait Arguments {
    /// The Python values.
    fn into_values(self, vm: &Vm) -> Vec<Value>;
}

impl Arguments for () {
    fn into_values(self, _vm: &Vm) -> Vec<Value> {
        Vec::new()
    }
}

macro_rules! arguments {
    ($($name:ident)+) => {
        impl<$($name: IntoPython),+> Arguments for ($($name,)+) {
            fn into_values(self, vm: &Vm) -> Vec<Value> {
                #[expect(non_snake_case, reason = "each value is called as its type")]
                let ($($name,)+) = self;
                vec![$($name.into_python(vm)),+]
            }
        }
    };
}
arguments!(A);
arguments!(A B);
arguments!(A B C);
arguments!(A B C D);
