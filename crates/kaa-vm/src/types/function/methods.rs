//! Method table of `function`.

use super::Function;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getset, member, method, static_method};
use crate::types::native_function::call_with;
use crate::types::type_object::{TypeSpec, flags, instance_rows};
use crate::types::{Cell, CodeObject, Dict, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use std::cell::RefCell;

fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Function>> {
    v.as_ref::<Function>().ok_or_else(|| {
        vm.type_error(format!("descriptor requires a 'function' object but received a '{}'", vm.type_name(v)))
    })
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = |i: usize| args.get(i).and_then(|s| s.as_ref()).filter(|v| !v.is_none());
    let wrong = |what: &str, want: &str, v: &Value| {
        vm.type_error(format!("function() argument '{what}' must be {want}, not {}", vm.type_name(v)))
    };
    let Some(code) = arg(args, 1).as_ref::<CodeObject>() else {
        return Err(wrong("code", "code", arg(args, 1)));
    };
    let Some(globals) = arg(args, 2).as_ref::<Dict>() else {
        return Err(wrong("globals", "dict", arg(args, 2)));
    };
    let f = crate::eval::new_function(vm, code.clone(), globals);
    if let Some(n) = given(3) {
        let Some(n) = n.as_ref::<Str>() else {
            return Err(vm.type_error("arg 3 (name) must be None or string"));
        };
        drop(f.name.replace(n.clone()));
    }
    if let Some(d) = given(4) {
        if d.payload::<Tuple>().is_none() {
            return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
        }
        drop(f.defaults.replace(Some(d.clone())));
    }
    let free = code.code.freevars().len();
    let closure = given(5).filter(|c| c.payload::<Tuple>().is_some());
    if closure.is_none() && given(5).is_some() {
        return Err(vm.type_error("arg 5 (closure) must be None or tuple"));
    }
    if closure.is_none() && free != 0 {
        return Err(vm.type_error("arg 5 (closure) must be tuple"));
    }
    let cells = closure.and_then(|c| c.payload::<Tuple>()).map(|t| t.to_vec()).unwrap_or_default();
    if cells.len() != free {
        let (n, got) = (code.name.to_string_lossy(), cells.len());
        return Err(vm.value_error(format!("{n} requires closure of length {free}, not {got}")));
    }
    if let Some(v) = cells.iter().find(|v| v.payload::<Cell>().is_none()) {
        return Err(vm.type_error(format!("arg 5 (closure) expected cell, found {}", vm.type_name(v))));
    }
    drop(f.closure.replace(closure.cloned()));
    if let Some(k) = given(6) {
        if k.payload::<Dict>().is_none() {
            return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict"));
        }
        drop(f.kwdefaults.replace(Some(k.clone())));
    }
    done(f)
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    call_with(vm, arg(args, 0), args)
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = |i: usize| args.get(i).and_then(|s| s.as_ref()).filter(|v| !v.is_none());
    match (given(1), given(2)) {
        (Some(v), _) => done(vm.new_bound_method(arg(args, 0).clone(), v.clone())),
        (None, Some(_)) => done(arg(args, 0).clone()),
        _ => Err(vm.type_error("__get__(None, None) is invalid")),
    }
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = this(vm, arg(args, 0))?;
    let at = crate::types::object::methods::address(arg(args, 0));
    let name = f.qualname.borrow().clone();
    done(vm.new_str_owned([b"<function ", name.as_bytes(), format!(" at {at:#x}>").as_bytes()].concat()))
}

fn optional(vm: &Vm, v: &Value, of: impl Fn(&Function) -> &RefCell<Option<Value>>) -> NativeResult {
    done(of(this(vm, v)?).borrow().clone().unwrap_or(Value::None))
}

fn get_code(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.code.borrow().clone())
}

fn set_code(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let f = this(vm, v)?;
    let Some(code) = value.and_then(|c| c.as_ref::<CodeObject>()) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let (want, got) = (f.code.borrow().code.freevars().len(), code.code.freevars().len());
    if want != got {
        let n = f.name.borrow().clone();
        let n = n.to_string_lossy();
        return Err(vm.value_error(format!("{n}() requires a code object with {want} free vars, not {got}")));
    }
    f.set_code(code.clone());
    Ok(())
}

fn get_defaults(vm: &Vm, v: &Value) -> NativeResult {
    optional(vm, v, |f| &f.defaults)
}

fn set_defaults(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let f = this(vm, v)?;
    let value = value.filter(|d| !d.is_none());
    if value.is_some_and(|d| d.payload::<Tuple>().is_none()) {
        return Err(vm.type_error("__defaults__ must be set to a tuple object"));
    }
    drop(f.defaults.replace(value.cloned()));
    Ok(())
}

fn get_kwdefaults(vm: &Vm, v: &Value) -> NativeResult {
    optional(vm, v, |f| &f.kwdefaults)
}

fn set_kwdefaults(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let f = this(vm, v)?;
    let value = value.filter(|d| !d.is_none());
    if value.is_some_and(|d| d.payload::<Dict>().is_none()) {
        return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
    }
    drop(f.kwdefaults.replace(value.cloned()));
    Ok(())
}

fn get_name(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.name.borrow().clone())
}

fn new_name<'a>(vm: &Vm, value: Option<&'a Value>, what: &str) -> Fallible<&'a Ref<Str>> {
    value
        .and_then(|n| n.as_ref::<Str>())
        .ok_or_else(|| vm.type_error(format!("{what} must be set to a string object")))
}

fn set_name(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let new = new_name(vm, value, "__name__")?.clone();
    crate::generator::keep_names(v);
    drop(this(vm, v)?.name.replace(new));
    Ok(())
}

fn get_qualname(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.qualname.borrow().clone())
}

fn set_qualname(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let new = new_name(vm, value, "__qualname__")?.clone();
    crate::generator::keep_names(v);
    drop(this(vm, v)?.qualname.replace(new));
    Ok(())
}

fn get_closure(vm: &Vm, v: &Value) -> NativeResult {
    optional(vm, v, |f| &f.closure)
}

fn get_globals(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.globals.clone())
}

fn get_builtins(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.builtins.clone())
}

fn get_module(vm: &Vm, v: &Value) -> NativeResult {
    optional(vm, v, |f| &f.module)
}

fn set_module(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    drop(this(vm, v)?.module.replace(value.cloned()));
    Ok(())
}

fn get_doc(vm: &Vm, v: &Value) -> NativeResult {
    optional(vm, v, |f| &f.doc)
}

fn set_doc(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    drop(this(vm, v)?.doc.replace(value.cloned()));
    Ok(())
}

fn set_dict(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    if value.is_none() {
        return Err(vm.type_error("cannot delete __dict__"));
    }
    instance_rows::set_dict(vm, v, value)
}

/// The annotations: made by `__annotate__` at the first look (PEP 649). Compiled code may leave a tuple of names and values.
fn get_annotations(vm: &Vm, v: &Value) -> NativeResult {
    let f = this(vm, v)?;
    let known = f.annotations.borrow().clone();
    if let Some(a) = known {
        let Some(pairs) = a.payload::<Tuple>() else { return done(a) };
        let d = vm.new_dict();
        for pair in pairs.chunks_exact(2) {
            d.set(vm, pair[0].clone(), pair[1].clone())?;
        }
        drop(f.annotations.replace(Some(d.value().clone())));
        return done(d);
    }
    let annotate = f.annotate.borrow().clone().filter(|a| !a.is_none());
    let made = match annotate {
        Some(a) => {
            let made = vm.call(&a, &[vm.new_int(1)])?;
            if made.payload::<Dict>().is_none() {
                let t = vm.type_name(&made);
                return Err(vm.type_error(format!("__annotate__ returned non-dict of type '{t}'")));
            }
            made
        }
        None => vm.new_dict().into(),
    };
    drop(f.annotations.replace(Some(made.clone())));
    done(made)
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let f = this(vm, v)?;
    let value = value.filter(|d| !d.is_none());
    if value.is_some_and(|d| d.payload::<Dict>().is_none()) {
        return Err(vm.type_error("__annotations__ must be set to a dict object"));
    }
    drop(f.annotations.replace(value.cloned()));
    drop(f.annotate.take());
    Ok(())
}

fn get_annotate(vm: &Vm, v: &Value) -> NativeResult {
    optional(vm, v, |f| &f.annotate)
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let f = this(vm, v)?;
    let Some(value) = value else { return Err(vm.type_error("__annotate__ cannot be deleted")) };
    if value.is_none() {
        drop(f.annotate.take());
        return Ok(());
    }
    if !vm.is_callable(value) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    drop(f.annotate.replace(Some(value.clone())));
    drop(f.annotations.take());
    Ok(())
}

fn get_type_params(vm: &Vm, v: &Value) -> NativeResult {
    let own = this(vm, v)?.type_params.borrow().clone();
    done(own.unwrap_or_else(|| vm.new_tuple(Vec::new()).into()))
}

fn set_type_params(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let Some(p) = value.filter(|p| p.payload::<Tuple>().is_some()) else {
        return Err(vm.type_error("__type_params__ must be set to a tuple"));
    };
    drop(this(vm, v)?.type_params.replace(Some(p.clone())));
    Ok(())
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, /, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__call__", "($self, /, *args, **kwargs)", call, "Call self as a function."),
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
];

static GETSET: &[GetSet] = &[
    getset("__code__", get_code, set_code, ""),
    getset("__defaults__", get_defaults, set_defaults, ""),
    getset("__kwdefaults__", get_kwdefaults, set_kwdefaults, ""),
    member("__closure__", get_closure, ""),
    member("__globals__", get_globals, ""),
    member("__builtins__", get_builtins, ""),
    getset("__name__", get_name, set_name, ""),
    getset("__qualname__", get_qualname, set_qualname, ""),
    getset("__module__", get_module, set_module, ""),
    getset("__doc__", get_doc, set_doc, ""),
    getset("__dict__", instance_rows::get_dict, set_dict, ""),
    getset(
        "__annotations__",
        get_annotations,
        set_annotations,
        "The annotations of the parameters and the result.",
    ),
    getset("__annotate__", get_annotate, set_annotate, "Makes the annotations."),
    getset("__type_params__", get_type_params, set_type_params, "The type parameters."),
];

/// The type `function`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "function",
    doc: "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string that \
          overrides the name from the code object\n  argdefs\n    a tuple that specifies the default argument values\n  closure\n    \
          a tuple that supplies the bindings for free variables\n  kwdefaults\n    a dictionary that specifies the default \
          keyword argument values",
    methods: METHODS,
    getset: GETSET,
    flags: flags::DICT | flags::WEAKREF,
    ..TypeSpec::EMPTY
};
