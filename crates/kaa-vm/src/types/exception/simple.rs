//! Exceptions with a few fields: `StopIteration` (value), `SystemExit` (code), `NameError` (name), `AttributeError`
//! (name, obj), `ImportError` (msg, name, path, name_from), and `KeyError`, which only has another `__str__`.

use super::methods::{base_str, filled_dict, reduced, set_args};
use super::{Exception, Extra, field, keywords, no_keywords, receiver, rest};
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{Slot, arg, method};
use crate::types::{Dict, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

const INIT: &str = "($self, /, *args, **kwargs)";
const INIT_DOC: &str = "Initialize self.  See help(type(self)) for accurate signature.";
const STR_DOC: &str = "Return str(self).";

/// `StopIteration.value`: the first argument, or None.
pub(crate) static STOP_ITERATION: Extra = Extra {
    methods: &[method("__init__", INIT, init_stop, INIT_DOC)],
    getset: &[field!("value", 0, "generator return value")],
};

/// `SystemExit.code`: the one argument, or the tuple of several.
pub(crate) static SYSTEM_EXIT: Extra = Extra {
    methods: &[method("__init__", INIT, init_exit, INIT_DOC)],
    getset: &[field!("code", 0, "exception code")],
};

/// `NameError.name`.
pub(crate) static NAME_ERROR: Extra =
    Extra { methods: &[method("__init__", INIT, init_name, INIT_DOC)], getset: &[field!("name", 0, "name")] };

/// `AttributeError.name` and `.obj`.
pub(crate) static ATTRIBUTE_ERROR: Extra = Extra {
    methods: &[
        method("__init__", INIT, init_attribute, INIT_DOC),
        method("__getstate__", "($self, /)", getstate_attribute, ""),
        method("__reduce__", "($self, /)", reduce_attribute, ""),
    ],
    getset: &[field!("name", 0, "attribute name"), field!("obj", 1, "object")],
};

/// `ImportError.msg`, `.name`, `.path`, `.name_from`.
pub(crate) static IMPORT_ERROR: Extra = Extra {
    methods: &[
        method("__init__", INIT, init_import, INIT_DOC),
        method("__str__", "($self, /)", str_import, STR_DOC),
        method("__reduce__", "($self, /)", reduce_import, ""),
    ],
    getset: &[
        field!("msg", 0, "exception message"),
        field!("name", 1, "module name"),
        field!("path", 2, "module path"),
        field!("name_from", 3, "name imported from module"),
    ],
};

/// `KeyError` shows its one argument's repr.
pub(crate) static KEY_ERROR: Extra =
    Extra { methods: &[method("__str__", "($self, /)", str_key, STR_DOC)], getset: &[] };

/// The keyword arguments of `__init__` and the fields they set.
const NAME_KEYWORDS: &[(&str, usize)] = &[("name", 0)];
const ATTRIBUTE_KEYWORDS: &[(&str, usize)] = &[("name", 0), ("obj", 1)];
const IMPORT_KEYWORDS: &[(&str, usize)] = &[("name", 1), ("path", 2), ("name_from", 3)];

/// `StopIteration` and `SystemExit`: the first field.
pub(crate) fn fill_first(e: &Exception, args: &[Value]) {
    e.set_field(0, Some(args.first().cloned().unwrap_or(Value::None)));
}

/// `ImportError`: the message is the only argument.
pub(crate) fn fill_import(e: &Exception, args: &[Value]) {
    e.set_field(0, if let [one] = args { Some(one.clone()) } else { None });
}

/// Fields given by keyword, for the classes that take some.
pub(crate) fn fill_named(vm: &Vm, e: &Ref<Exception>, kwargs: &[(Ref<Str>, Value)]) {
    let x = &vm.exceptions;
    let class = vm.class_ref(e.value());
    let known = if class.is_subtype_of(&x.import_error) {
        IMPORT_KEYWORDS
    } else if class.is_subtype_of(&x.attribute_error) {
        ATTRIBUTE_KEYWORDS
    } else if class.is_subtype_of(&x.name_error) {
        NAME_KEYWORDS
    } else {
        &[]
    };
    for (name, field) in known {
        if let Some((_, v)) = kwargs.iter().find(|(k, _)| k.is_text(name)) {
            e.set_field(*field, Some(v.clone()));
        }
    }
}

/// Fills the fields of an ImportError that `from module import name_from` raised.
pub(crate) fn set_import_fields(vm: &Vm, r: &Raised, module: &str, path: Option<Value>, name_from: &str) {
    if let Some(e) = r.0.payload::<Exception>() {
        e.set_field(1, Some(vm.str_value(module)));
        e.set_field(2, path);
        e.set_field(3, Some(vm.str_value(name_from)));
    }
}

fn init_stop(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    no_keywords(vm, e.value(), args, 2)?;
    let items = rest(vm, args, 1);
    fill_first(e, &items);
    set_args(e, items);
    done(Value::None)
}

fn init_exit(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    no_keywords(vm, e.value(), args, 2)?;
    let items = rest(vm, args, 1);
    match &items[..] {
        [] | [_] => fill_first(e, &items),
        _ => e.set_field(0, Some(items.value().clone())),
    }
    set_args(e, items);
    done(Value::None)
}

/// Takes `*args` and the known keywords of a class.
fn init_with(vm: &Vm, args: &[Slot], known: &[(&str, usize)], class: &str) -> Fallible<Ref<Exception>> {
    let e = receiver(vm, arg(args, 0))?;
    let given = keywords(args, 2);
    if given.len() > known.len() {
        let s = if known.len() == 1 { "" } else { "s" };
        let (most, n) = (known.len(), given.len());
        return Err(vm.type_error(format!("{class}() takes at most {most} keyword argument{s} ({n} given)")));
    }
    for (k, _) in &given {
        if !known.iter().any(|(name, _)| k.is_text(name)) {
            let text = k.to_string_lossy();
            return Err(vm.type_error(format!("{class}() got an unexpected keyword argument '{text}'")));
        }
    }
    for (name, field) in known {
        let v = given.iter().find(|(k, _)| k.is_text(name)).map(|(_, v)| v.clone());
        e.set_field(*field, v);
    }
    set_args(e, rest(vm, args, 1));
    Ok(e.clone())
}

fn init_name(vm: &Vm, args: &[Slot]) -> NativeResult {
    init_with(vm, args, NAME_KEYWORDS, "NameError")?;
    done(Value::None)
}

fn init_attribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    init_with(vm, args, ATTRIBUTE_KEYWORDS, "AttributeError")?;
    done(Value::None)
}

fn init_import(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = init_with(vm, args, IMPORT_KEYWORDS, "ImportError")?;
    fill_import(&e, &rest(vm, args, 1));
    done(Value::None)
}

/// A dict of the instance's attributes and some fields.
fn state_of(vm: &Vm, e: &Ref<Exception>, fields: &[(&str, usize)]) -> Fallible<Ref<Dict>> {
    let state = vm.new_dict();
    if let Some(d) = filled_dict(vm, e.value())?
        && let Some(d) = d.payload::<Dict>()
    {
        let items: Vec<(Value, Value)> =
            d.table.borrow().iter().map(|x| (x.key.clone(), x.value.clone())).collect();
        for (k, v) in items {
            state.set(vm, k, v)?;
        }
    }
    for (name, field) in fields {
        if let Some(v) = e.field(*field) {
            state.set_str(&vm.intern(name), v);
        }
    }
    Ok(state)
}

fn getstate_attribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(attribute_state(vm, receiver(vm, arg(args, 0))?)?)
}

fn attribute_state(vm: &Vm, e: &Ref<Exception>) -> Fallible<Ref<Dict>> {
    // `obj` is left out: it may be anything, and pickling it would surprise.
    let state = state_of(vm, e, NAME_KEYWORDS)?;
    let items = e.args.borrow().clone();
    state.set_str(&vm.names.args, items.into());
    Ok(state)
}

fn reduce_attribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let state = attribute_state(vm, e)?;
    let items = e.args.borrow().clone();
    done(reduced(vm, e.value(), items, Some(state.into())))
}

fn reduce_import(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let state = state_of(vm, e, IMPORT_KEYWORDS)?;
    let state = (!state.is_empty()).then(|| state.into());
    let items = e.args.borrow().clone();
    done(reduced(vm, e.value(), items, state))
}

fn str_import(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    match e.field(0) {
        Some(msg) if vm.exact_str(&msg).is_some() => done(msg),
        _ => done(base_str(vm, e)?),
    }
}

fn str_key(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let items = e.args.borrow().clone();
    match &items[..] {
        [one] => done(vm.repr(one)?),
        _ => done(base_str(vm, e)?),
    }
}
