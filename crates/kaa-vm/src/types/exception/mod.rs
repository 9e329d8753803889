//! Exceptions: one payload for all of `BaseException`'s subclasses. Which extra fields a class has (`StopIteration.value`,
//! `OSError.errno`, …) is said at the top of the class's file; `fields` holds their values in that order.
//!
//! `methods.rs` is `BaseException`, `simple.rs` the small classes, the families have files of their own.

mod docs;
pub mod group;
pub mod methods;
pub mod os_error;
mod simple;
pub(crate) mod syntax_error;
mod unicode_error;

pub(crate) use group::{match_group, reraise_star};
pub(crate) use simple::set_import_fields;

use crate::flow::Fallible;
use crate::native::{GetSet, Method, Slot, arg};
use crate::types::{Dict, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};
use std::cell::{Cell, RefCell};

/// Payload of exceptions. The fields are dropped in CPython's order.
pub struct Exception {
    /// Extra fields of the class (see its file).
    pub fields: RefCell<Vec<Option<Value>>>,
    /// `__dict__`, once there is one.
    pub dict: RefCell<Option<Value>>,
    /// `args`, a tuple.
    pub args: RefCell<Ref<Tuple>>,
    /// `__traceback__`.
    pub traceback: RefCell<Option<Value>>,
    /// `__cause__`.
    pub cause: RefCell<Option<Value>>,
    /// `__context__`.
    pub context: RefCell<Option<Value>>,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
}
kaa_heap::payload!(Exception, trace, clear);

/// Index of `StopIteration.value` in its fields.
pub const STOP_VALUE: usize = 0;

impl Exception {
    pub(crate) fn new(args: Ref<Tuple>) -> Exception {
        Exception {
            args: RefCell::new(args),
            traceback: RefCell::new(None),
            cause: RefCell::new(None),
            context: RefCell::new(None),
            suppress_context: Cell::new(false),
            fields: RefCell::new(Vec::new()),
            dict: RefCell::new(None),
        }
    }
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.args.borrow().value());
        t.option(&self.traceback.borrow());
        t.option(&self.cause.borrow());
        t.option(&self.context.borrow());
        t.option(&self.dict.borrow());
        for f in self.fields.borrow().iter() {
            t.option(f);
        }
    }
    fn clear(&self) {
        drop(self.traceback.take());
        drop(self.cause.take());
        drop(self.context.take());
        drop(self.fields.take());
        drop(self.dict.take());
    }
    /// A field by index.
    pub fn field(&self, i: usize) -> Option<Value> {
        self.fields.borrow().get(i).cloned().flatten()
    }
    /// Sets a field by index.
    pub fn set_field(&self, i: usize, v: Option<Value>) {
        let mut f = self.fields.borrow_mut();
        while f.len() <= i {
            f.push(None);
        }
        let old = std::mem::replace(&mut f[i], v);
        drop(f);
        drop(old);
    }
}

impl Vm {
    /// An exception object of a built-in class without running its `__init__`; `args` become `.args`.
    pub fn new_exception_object(&self, class: &Ref<Type>, args: Vec<Value>) -> Ref<Exception> {
        let args = self.new_tuple(args);
        self.new_object(class, Exception::new(args))
    }
}

/// What a built-in exception class adds to its base: methods and attributes.
pub(crate) struct Extra {
    pub(crate) methods: &'static [Method],
    pub(crate) getset: &'static [GetSet],
}

/// Gives the exception classes below `BaseException` their methods, attributes and docstrings.
pub(crate) fn install(vm: &Vm) {
    let x = &vm.exceptions;
    let rows: [(&Ref<Type>, &'static Extra); 13] = [
        (&x.stop_iteration, &simple::STOP_ITERATION),
        (&x.system_exit, &simple::SYSTEM_EXIT),
        (&x.name_error, &simple::NAME_ERROR),
        (&x.attribute_error, &simple::ATTRIBUTE_ERROR),
        (&x.import_error, &simple::IMPORT_ERROR),
        (&x.key_error, &simple::KEY_ERROR),
        (&x.os_error, &os_error::OS_ERROR),
        (&x.syntax_error, &syntax_error::SYNTAX_ERROR),
        (&x.unicode_decode_error, &unicode_error::DECODE),
        (&x.unicode_encode_error, &unicode_error::ENCODE),
        (&x.unicode_translate_error, &unicode_error::TRANSLATE),
        (&x.base_exception_group, &group::GROUP),
        (&x.exception_group, &group::NOTHING),
    ];
    for (class, extra) in rows {
        for row in extra.methods {
            class.dict.set_str(&vm.intern(row.name), vm.method_from_row(class, row));
        }
        for row in extra.getset {
            class.dict.set_str(&vm.intern(row.name), vm.attribute_from_row(class, row));
        }
    }
    for (name, class) in x.all() {
        let doc = docs::doc(name).map_or(Value::None, |d| vm.str_value(d));
        class.dict.set_str(&vm.names.__doc__, doc);
        class.modified(vm);
    }
}

/// Fills the extra fields from `args`, as the class's `__init__` would, for exceptions that native code makes. Arguments
/// that do not fit leave the fields empty.
pub(crate) fn init_fields(vm: &Vm, e: &Ref<Exception>, kwargs: &[(Ref<Str>, Value)]) {
    let x = &vm.exceptions;
    let class = vm.class_ref(e.value());
    let args = e.args.borrow().clone();
    let filled = if class.is_subtype_of(&x.stop_iteration) || class.is_subtype_of(&x.system_exit) {
        simple::fill_first(e, &args);
        Ok(())
    } else if class.is_subtype_of(&x.import_error) {
        simple::fill_import(e, &args);
        Ok(())
    } else if class.is_subtype_of(&x.os_error) {
        os_error::fill(vm, e, &args)
    } else if class.is_subtype_of(&x.syntax_error) {
        syntax_error::fill(vm, e, &args)
    } else if class.is_subtype_of(&x.unicode_error) {
        unicode_error::fill_known(vm, e, &args)
    } else if class.is_subtype_of(&x.base_exception_group) {
        group::fill(vm, e, &args)
    } else {
        Ok(())
    };
    drop(filled);
    simple::fill_named(vm, e, kwargs);
}

/// The receiver of a method of exceptions.
pub(crate) fn receiver<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Exception>> {
    v.as_ref::<Exception>().ok_or_else(|| {
        vm.type_error(format!(
            "descriptor requires a 'BaseException' object but received a '{}'",
            vm.type_name(v)
        ))
    })
}

/// The tuple that a `*args` parameter got.
pub(crate) fn rest(vm: &Vm, args: &[Slot], i: usize) -> Ref<Tuple> {
    match args.get(i).and_then(Option::as_ref).and_then(|v| v.as_ref::<Tuple>()) {
        Some(t) => t.clone(),
        None => vm.new_tuple(Vec::new()),
    }
}

/// The names and values that a `**kwargs` parameter got.
pub(crate) fn keywords(args: &[Slot], i: usize) -> Vec<(Ref<Str>, Value)> {
    let Some(d) = args.get(i).and_then(Option::as_ref).and_then(|v| v.payload::<Dict>()) else {
        return Vec::new();
    };
    let table = d.table.borrow();
    table.iter().filter_map(|e| Some((e.key.as_ref::<Str>()?.clone(), e.value.clone()))).collect()
}

/// The class argument of a `__new__`, checked: it must be `base` or derived from it.
pub(crate) fn class_argument(vm: &Vm, args: &[Slot], base: &Ref<Type>) -> Fallible<Ref<Type>> {
    let name = base.name();
    let v = arg(args, 0);
    let Some(class) = v.as_ref::<Type>() else {
        return Err(vm.type_error(format!("{name}.__new__(X): X is not a type object ({})", vm.type_name(v))));
    };
    if !class.is_subtype_of(base) {
        let given = class.name();
        return Err(vm.type_error(format!("{name}.__new__({given}): {given} is not a subtype of {name}")));
    }
    Ok(class.clone())
}

/// What a message about a wrong argument calls its type: None is called by its name.
pub(crate) fn shown_type(vm: &Vm, v: &Value) -> String {
    if v.is_none() { "None".to_string() } else { vm.type_name(v).to_string() }
}

/// TypeError when a class that takes no keyword arguments got some.
pub(crate) fn no_keywords(vm: &Vm, e: &Value, args: &[Slot], i: usize) -> Fallible<()> {
    if keywords(args, i).is_empty() {
        return Ok(());
    }
    Err(vm.type_error(format!("{}() takes no keyword arguments", vm.type_name(e))))
}

/// Getter and setter of one object field: reads None when empty, takes any value, and can be deleted.
macro_rules! field {
    ($name:literal, $index:expr, $doc:literal) => {
        $crate::native::member_set(
            $name,
            |vm, v| {
                let e = $crate::types::exception::receiver(vm, v)?;
                $crate::flow::done(e.field($index).unwrap_or(kaa_heap::Value::None))
            },
            |vm, v, new| {
                $crate::types::exception::receiver(vm, v)?.set_field($index, new.cloned());
                Ok(())
            },
            $doc,
        )
    };
}
pub(crate) use field;
