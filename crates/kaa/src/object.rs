//! A Python object in the hands of a Rust program.

use crate::convert::{Arguments, FromPython, IntoPython};
use crate::error::Error;
use kaa_vm::{Value, Vm};
use std::fmt;
use std::marker::PhantomData;

/// See the module's documentation. It belongs to the runtime's thread.
#[derive(Clone)]
pub struct Object {
    value: Value,
}

impl Object {
    /// Wraps a value of the machine.
    pub fn new(value: Value) -> Object {
        Object { value }
    }

    /// The value of the machine.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The value of the machine.
    pub fn into_value(self) -> Value {
        self.value
    }

    /// Calls it.
    ///
    /// ```
    /// # use kaa::{Config, Runtime};
    /// let python = Runtime::new(Config::default());
    /// let biggest: i64 = python.get("max")?.call((3, 9, 4))?.extract()?;
    /// assert_eq!(biggest, 9);
    /// # Ok::<(), kaa::Error>(())
    /// ```
    pub fn call(&self, args: impl Arguments) -> Result<Object, Error> {
        let vm = Vm::current();
        Ok(Object::new(vm.call(&self.value, &args.into_values(vm))?))
    }

    /// Calls a method.
    pub fn call_method(&self, name: &str, args: impl Arguments) -> Result<Object, Error> {
        self.attr(name)?.call(args)
    }

    /// An attribute.
    pub fn attr(&self, name: &str) -> Result<Object, Error> {
        let vm = Vm::current();
        Ok(Object::new(vm.get_attr(&self.value, &vm.intern(name))?))
    }

    /// Sets an attribute.
    pub fn set_attr(&self, name: &str, value: impl IntoPython) -> Result<(), Error> {
        let vm = Vm::current();
        Ok(vm.set_attr(&self.value, &vm.intern(name), value.into_python(vm))?)
    }

    /// As a Rust value.
    pub fn extract<T: FromPython>(&self) -> Result<T, Error> {
        T::from_python(Vm::current(), &self.value)
    }

    /// Its items, one at a time: a Python generator as a Rust iterator.
    ///
    /// ```
    /// # use kaa::{Config, Error, Runtime};
    /// let python = Runtime::new(Config::default());
    /// let squares = python.evaluate("(n * n for n in range(1, 4))")?;
    /// assert_eq!(squares.items::<i64>()?.collect::<Result<Vec<_>, _>>()?, [1, 4, 9]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn items<T: FromPython>(&self) -> Result<Items<T>, Error> {
        Ok(Items { iterator: Some(Vm::current().iter(&self.value)?), item: PhantomData })
    }
}

/// `str` of the object.
impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Vm::current().str(&self.value) {
            Ok(text) => f.write_str(&text.to_string_lossy()),
            Err(_) => f.write_str("<str() failed>"),
        }
    }
}

/// `repr` of the object.
impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Vm::current().repr(&self.value) {
            Ok(text) => f.write_str(&text.to_string_lossy()),
            Err(_) => f.write_str("<repr() failed>"),
        }
    }
}

/// Items of a Python iterable. After an error or the end it gives nothing more.
pub struct Items<T> {
    iterator: Option<Value>,
    item: PhantomData<fn() -> T>,
}

impl<T: FromPython> Iterator for Items<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let vm = Vm::current();
        match vm.next(self.iterator.as_ref()?) {
            Ok(Some(value)) => Some(T::from_python(vm, &value)),
            Ok(None) => {
                self.iterator = None;
                None
            }
            Err(e) => {
                self.iterator = None;
                Some(Err(e.into()))
            }
        }
    }
}
