//! `BaseException`: construction, text, attributes that every exception has, and its table.

use super::{class_argument, no_keywords, receiver, rest};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getset, member_set, method, static_method};
use crate::types::exception::Exception;
use crate::types::traceback::Traceback;
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Dict, List, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_argument(vm, args, &vm.exceptions.base_exception)?;
    done(vm.new_object(&class, Exception::new(rest(vm, args, 1))))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    no_keywords(vm, e.value(), args, 2)?;
    set_args(e, rest(vm, args, 1));
    done(Value::None)
}

/// Replaces `args`.
pub(crate) fn set_args(e: &Exception, args: Ref<Tuple>) {
    let old = e.args.replace(args);
    drop(old);
}

/// `str(e)` as `BaseException` makes it.
pub(crate) fn base_str(vm: &Vm, e: &Exception) -> Fallible<Ref<Str>> {
    let args = e.args.borrow().clone();
    match &args[..] {
        [] => Ok(vm.new_str("")),
        [one] => vm.str(one),
        _ => vm.str(args.value()),
    }
}

fn str(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(base_str(vm, receiver(vm, arg(args, 0))?)?)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let name = vm.type_name(e.value());
    let items = e.args.borrow().clone();
    let mut out = name.as_bytes().to_vec();
    match &items[..] {
        [one] => {
            out.push(b'(');
            out.extend_from_slice(vm.repr(one)?.as_bytes());
            out.push(b')');
        }
        _ => out.extend_from_slice(vm.repr(items.value())?.as_bytes()),
    }
    done(vm.new_str_owned(out))
}

/// The instance's `__dict__`, when it has something in it.
pub(crate) fn filled_dict(vm: &Vm, e: &Value) -> Fallible<Option<Value>> {
    let d = vm.instance_dict(e).map(Value::from);
    Ok(d.filter(|d| d.payload::<Dict>().is_some_and(|d| !d.is_empty())))
}

/// `(class, args)` or `(class, args, state)`.
pub(crate) fn reduced(vm: &Vm, e: &Value, args: Ref<Tuple>, state: Option<Value>) -> Value {
    let mut parts = vec![vm.class_ref(e).into(), args.into()];
    parts.extend(state);
    vm.new_tuple(parts).into()
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let state = filled_dict(vm, e.value())?;
    let items = e.args.borrow().clone();
    done(reduced(vm, e.value(), items, state))
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (e, state) = (arg(args, 0), arg(args, 1));
    if state.is_none() {
        return done(Value::None);
    }
    let Some(d) = state.payload::<Dict>() else {
        return Err(vm.type_error("state is not a dictionary"));
    };
    let items: Vec<(Value, Value)> =
        d.table.borrow().iter().map(|x| (x.key.clone(), x.value.clone())).collect();
    for (k, v) in items {
        let Some(name) = k.as_ref::<Str>() else {
            return Err(vm.type_error(format!("attribute name must be string, not '{}'", vm.type_name(&k))));
        };
        vm.set_attr(e, &vm.intern_str(name), v)?;
    }
    done(Value::None)
}

fn with_traceback(vm: &Vm, args: &[Slot]) -> NativeResult {
    set_traceback(vm, arg(args, 0), Some(arg(args, 1)))?;
    done(arg(args, 0).clone())
}

fn add_note(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (e, note) = (arg(args, 0), arg(args, 1));
    if note.payload::<Str>().is_none() {
        return Err(
            vm.type_error(format!("add_note() argument must be str, not {}", super::shown_type(vm, note)))
        );
    }
    let name = &vm.names.__notes__;
    let notes = match vm.get_attr_opt(e, name)? {
        Some(n) => n,
        None => {
            let fresh: Value = vm.new_list(Vec::new()).into();
            vm.set_attr(e, name, fresh.clone())?;
            fresh
        }
    };
    match notes.payload::<List>() {
        Some(l) => l.items.borrow_mut().push(note.clone()),
        None => return Err(vm.type_error("Cannot add note: __notes__ is not a list")),
    }
    done(Value::None)
}

fn get_args(vm: &Vm, v: &Value) -> NativeResult {
    let args = receiver(vm, v)?.args.borrow().clone();
    done(args)
}

fn put_args(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    let Some(new) = new else { return Err(vm.type_error("args may not be deleted")) };
    let items = vm.collect(new)?;
    set_args(receiver(vm, v)?, vm.new_tuple(items));
    Ok(())
}

fn get_dict(vm: &Vm, v: &Value) -> NativeResult {
    match vm.instance_dict(v) {
        Some(d) => done(d),
        None => Err(vm.no_attribute(v, &vm.names.__dict__)),
    }
}

fn put_dict(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    let Some(new) = new else { return Err(vm.type_error("cannot delete __dict__")) };
    let Some(d) = new.as_ref::<Dict>() else {
        let name = vm.type_name(new);
        return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{name}'")));
    };
    vm.set_instance_dict(v, d.clone());
    Ok(())
}

fn get_traceback(vm: &Vm, v: &Value) -> NativeResult {
    let tb = receiver(vm, v)?.traceback.borrow().clone();
    done(tb.unwrap_or(Value::None))
}

fn set_traceback(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    let new = match new {
        None => return Err(vm.type_error("__traceback__ may not be deleted")),
        Some(n) if n.is_none() => None,
        Some(n) if n.payload::<Traceback>().is_some() => Some(n.clone()),
        Some(_) => return Err(vm.type_error("__traceback__ must be a traceback or None")),
    };
    let old = receiver(vm, v)?.traceback.replace(new);
    drop(old);
    Ok(())
}

/// Checks a value for `__cause__` or `__context__`.
fn linked(vm: &Vm, new: Option<&Value>, what: &str) -> Fallible<Option<Value>> {
    match new {
        None => Err(vm.type_error(format!("__{what}__ may not be deleted"))),
        Some(n) if n.is_none() => Ok(None),
        Some(n) if n.payload::<Exception>().is_some() => Ok(Some(n.clone())),
        Some(_) => Err(vm.type_error(format!("exception {what} must be None or derive from BaseException"))),
    }
}

fn get_cause(vm: &Vm, v: &Value) -> NativeResult {
    let cause = receiver(vm, v)?.cause.borrow().clone();
    done(cause.unwrap_or(Value::None))
}

fn set_cause(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    let cause = linked(vm, new, "cause")?;
    let e = receiver(vm, v)?;
    e.suppress_context.set(true);
    let old = e.cause.replace(cause);
    drop(old);
    Ok(())
}

fn get_context(vm: &Vm, v: &Value) -> NativeResult {
    let context = receiver(vm, v)?.context.borrow().clone();
    done(context.unwrap_or(Value::None))
}

fn set_context(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    let context = linked(vm, new, "context")?;
    let old = receiver(vm, v)?.context.replace(context);
    drop(old);
    Ok(())
}

fn get_suppress(vm: &Vm, v: &Value) -> NativeResult {
    done(Value::bool(receiver(vm, v)?.suppress_context.get()))
}

fn set_suppress(vm: &Vm, v: &Value, new: Option<&Value>) -> Fallible<()> {
    let Some(new) = new else { return Err(vm.type_error("can't delete numeric/char attribute")) };
    let Some(flag) = new.as_bool() else { return Err(vm.type_error("attribute value type must be bool")) };
    receiver(vm, v)?.suppress_context.set(flag);
    Ok(())
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method(
        "__init__",
        "($self, /, *args, **kwargs)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__str__", "($self, /)", str, "Return str(self)."),
    method("__reduce__", "($self, /)", reduce, ""),
    method("__setstate__", "($self, state, /)", setstate, ""),
    method(
        "with_traceback",
        "($self, tb, /)",
        with_traceback,
        "Set self.__traceback__ to tb and return self.",
    ),
    method("add_note", "($self, note, /)", add_note, "Add a note to the exception"),
];

static GETSET: &[GetSet] = &[
    getset("__dict__", get_dict, put_dict, ""),
    getset("args", get_args, put_args, ""),
    getset("__traceback__", get_traceback, set_traceback, ""),
    getset("__context__", get_context, set_context, ""),
    getset("__cause__", get_cause, set_cause, ""),
    member_set("__suppress_context__", get_suppress, set_suppress, ""),
];

/// The type `BaseException`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "BaseException",
    doc: "Common base class for all exceptions",
    methods: METHODS,
    getset: GETSET,
    flags: flags::EXCEPTION | flags::DICT,
    ..TypeSpec::EMPTY
};
