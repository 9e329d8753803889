//! The module `_contextvars`: variables whose values belong to a context. A context's values are a dict that is copied when it
//! is changed while somebody else holds it. The context in force is in the runtime's module state.

use crate::helpers::{add_class, class_for, class_named, given};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::{Flow, done};
use kaa_vm::frame::{Action, Cont};
use kaa_vm::native::{GetSet, Method, Slot, arg, class_method, function, getter, method, static_method};
use kaa_vm::types::iterators::{inner_flow, varargs};
use kaa_vm::types::sequence::{as_type, class_getitem};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Module, Str};
use kaa_vm::{Fallible, NativeResult, Next, Ref, Value, Vm};
use std::cell::{Cell, RefCell};

const ROWS: &[Method] = &[function(
    "copy_context",
    "($module, /)",
    |vm, _| done(copy_of(vm, &current(vm)?)?),
    "A copy of the context in force.",
)];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_contextvars", Some("Context variables."));
    vm.add_functions(&module, ROWS);
    add_class::<Context>(vm, &module, &CONTEXT);
    add_class::<Variable>(vm, &module, &VARIABLE);
    let token = add_class::<Token>(vm, &module, &TOKEN);
    let missing_class = vm.new_native_type::<Missing>(&vm.types.object, &MISSING);
    let missing: Value = vm.new_object(&missing_class, Missing).into();
    token.dict.set_str(&vm.intern("MISSING"), missing);
    token.modified(vm);
    Ok(module)
}

/// Payload of `Token.MISSING`.
struct Missing;
kaa_heap::payload!(Missing);
static MISSING: TypeSpec = TypeSpec {
    name: "Token.MISSING",
    methods: &[method("__repr__", "($self, /)", |vm, _| done(vm.str_value("<Token.MISSING>")), "")],
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

/// Payload of `Context`.
struct Context {
    values: RefCell<Ref<Dict>>,
    /// Is it in force, here or further out?
    entered: Cell<bool>,
}
kaa_heap::payload!(Context, trace);

impl Context {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.values.borrow().value());
    }
    fn values(&self) -> Ref<Dict> {
        self.values.borrow().clone()
    }
    /// The values to change: a copy when a copied context shares them.
    fn own_values(&self, vm: &Vm) -> Fallible<Ref<Dict>> {
        let now = self.values();
        // Two references: the context's and the one just made.
        if kaa_heap::refcount_of(now.value()) <= 2 {
            return Ok(now);
        }
        let copy = vm.new_dict();
        copy.update_from(vm, now.value())?;
        let old = self.values.replace(copy.clone());
        drop(old);
        Ok(copy)
    }
}

fn new_context_object(vm: &Vm, values: Ref<Dict>) -> Fallible<Value> {
    let Some(class) = class_named(vm, CONTEXT.name) else {
        return Err(vm.system_error("the module _contextvars is not there"));
    };
    Ok(vm.new_object(&class, Context { values: RefCell::new(values), entered: Cell::new(false) }).into())
}

const CURRENT: &str = "contextvars.current";

/// The context in force, made at the first question.
fn current(vm: &Vm) -> Fallible<Value> {
    if let Some(c) = vm.module_state.borrow().get(CURRENT) {
        return Ok(c.clone());
    }
    let context = new_context_object(vm, vm.new_dict())?;
    if let Some(c) = context.payload::<Context>() {
        c.entered.set(true);
    }
    vm.module_state.borrow_mut().insert(CURRENT, context.clone());
    Ok(context)
}

fn set_current(vm: &Vm, context: Value) {
    let old = vm.module_state.borrow_mut().insert(CURRENT, context);
    drop(old);
}

fn copy_of(vm: &Vm, context: &Value) -> Fallible<Value> {
    let values = as_type::<Context>(vm, context)?.values();
    new_context_object(vm, values)
}

static CONTEXT_METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new_context, "Create and return a new object."),
    method("run", "($self, /, *args, **kwargs)", run, "Calls a function with this context in force."),
    method("copy", "($self, /)", |vm, a| done(copy_of(vm, arg(a, 0))?), "A copy of the context."),
    method("get", "($self, key, default=None, /)", context_get, "A variable's value, or the default."),
    method("keys", "($self, /)", |vm, a| view(vm, a, "keys"), "The variables."),
    method("values", "($self, /)", |vm, a| view(vm, a, "values"), "The values."),
    method("items", "($self, /)", |vm, a| view(vm, a, "items"), "Variables and values."),
    method(
        "__len__",
        "($self, /)",
        |vm, a| done(vm.new_usize(as_type::<Context>(vm, arg(a, 0))?.values().len())),
        "Return len(self).",
    ),
    method(
        "__iter__",
        "($self, /)",
        |vm, a| done(vm.iter(as_type::<Context>(vm, arg(a, 0))?.values().value())?),
        "Implement iter(self).",
    ),
    method("__getitem__", "($self, key, /)", context_item, "Return self[key]."),
    method(
        "__contains__",
        "($self, key, /)",
        |vm, a| done(Value::bool(find(vm, a)?.is_some())),
        "Return bool(key in self).",
    ),
    method("__eq__", "($self, value, /)", |vm, a| same(vm, a, true), "Return self==value."),
    method("__ne__", "($self, value, /)", |vm, a| same(vm, a, false), "Return self!=value."),
];
static CONTEXT: TypeSpec = TypeSpec {
    name: "_contextvars.Context",
    doc: "Values of context variables.",
    methods: CONTEXT_METHODS,
    none_dunders: &["__hash__"],
    flags: ClassFlags::GC | flags::WEAKREF,
    resume: Some(leave),
    ..TypeSpec::EMPTY
};

fn new_context(vm: &Vm, args: &[Slot]) -> NativeResult {
    if !varargs(&args[1]).is_empty() || given(args, 2).is_some() {
        return Err(vm.type_error("Context() does not accept any arguments"));
    }
    done(new_context_object(vm, vm.new_dict())?)
}

fn run(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let context = as_type::<Context>(vm, me)?;
    let Some((f, rest)) = varargs(&args[1]).split_first() else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    if context.entered.get() {
        let shown = vm.repr(me)?;
        return Err(
            vm.runtime_error(format!("cannot enter context: {} is already entered", shown.to_string_lossy()))
        );
    }
    let entries = given(args, 2).and_then(|k| k.payload::<Dict>()).map(Dict::entries).unwrap_or_default();
    let (names, values): (Vec<Ref<Str>>, Vec<Value>) =
        entries.into_iter().filter_map(|e| Some((e.key.as_ref::<Str>()?.clone(), e.value))).unzip();
    let all = rest.iter().cloned().chain(values).collect();
    let before = current(vm)?;
    context.entered.set(true);
    set_current(vm, me.clone());
    let state = || vec![me.clone(), before.clone()];
    let answer = inner_flow(vm, state, |vm| vm.call_flow(f, all, &names, Action::Native(Cont::Pass), None));
    if let Ok(None) = answer {
        return Ok(Flow::Pushed);
    }
    context.entered.set(false);
    set_current(vm, before);
    done(answer?.unwrap_or(Value::None))
}

fn leave(vm: &Vm, me: &Value, state: &[Value], arrived: Fallible<Value>) -> Fallible<Next> {
    as_type::<Context>(vm, me)?.entered.set(false);
    if let Some(before) = state.first() {
        set_current(vm, before.clone());
    }
    arrived.map(Next::Item)
}

/// The value of the variable in slot 1.
fn find(vm: &Vm, args: &[Slot]) -> Fallible<Option<Value>> {
    let key = arg(args, 1);
    if key.payload::<Variable>().is_none() {
        let shown = vm.repr(key)?;
        return Err(vm.type_error(format!("a ContextVar key was expected, got {}", shown.to_string_lossy())));
    }
    as_type::<Context>(vm, arg(args, 0))?.values().get(vm, key)
}

fn context_get(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(find(vm, args)?.or_else(|| args[2].clone()).unwrap_or(Value::None))
}

fn context_item(vm: &Vm, args: &[Slot]) -> NativeResult {
    match find(vm, args)? {
        Some(v) => done(v),
        None => Err(vm.key_error(arg(args, 1))),
    }
}

fn view(vm: &Vm, args: &[Slot], which: &str) -> NativeResult {
    let values = as_type::<Context>(vm, arg(args, 0))?.values();
    let copy = vm.new_dict();
    copy.update_from(vm, values.value())?;
    done(vm.iter(&vm.call_method(copy.value(), which, &[])?)?)
}

fn same(vm: &Vm, args: &[Slot], wanted: bool) -> NativeResult {
    match (arg(args, 0).payload::<Context>(), arg(args, 1).payload::<Context>()) {
        (Some(a), Some(b)) => done(Value::bool(vm.eq(a.values().value(), b.values().value())? == wanted)),
        _ => done(Value::NotImplemented),
    }
}

/// Payload of `ContextVar`.
struct Variable {
    name: Value,
    default: Option<Value>,
}
kaa_heap::payload!(Variable, trace);

impl Variable {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.name);
        t.option(&self.default);
    }
}

static VARIABLE_METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, name, /, *, default=<unrepresentable>)",
        new_variable,
        "Create and return a new object.",
    ),
    method(
        "get",
        "($self, default=<unrepresentable>, /)",
        variable_get,
        "The value in the context in force.",
    ),
    method("set", "($self, value, /)", variable_set, "Sets the value; gives a token that takes it back."),
    method("reset", "($self, token, /)", variable_reset, "Puts back what was there before a set."),
    method("__repr__", "($self, /)", repr_variable, "Return repr(self)."),
    class_method("__class_getitem__", "($type, item, /)", class_getitem, "See PEP 585"),
];
static VARIABLE_ATTRIBUTES: &[GetSet] =
    &[getter("name", |vm, v| done(as_type::<Variable>(vm, v)?.name.clone()), "")];
static VARIABLE: TypeSpec = TypeSpec {
    name: "_contextvars.ContextVar",
    doc: "A variable whose value belongs to a context.",
    methods: VARIABLE_METHODS,
    getset: VARIABLE_ATTRIBUTES,
    flags: ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn new_variable(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Variable>(vm, args)?;
    if arg(args, 1).payload::<Str>().is_none() {
        return Err(vm.type_error("context variable name must be a str"));
    }
    // Its hash becomes part of the variable's, so a name without one is refused.
    vm.hash(arg(args, 1))?;
    let v = Variable { name: arg(args, 1).clone(), default: given(args, 2).cloned() };
    done(vm.new_object(class, v))
}

fn variable_get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let v = as_type::<Variable>(vm, me)?;
    let context = current(vm)?;
    let found = as_type::<Context>(vm, &context)?.values().get(vm, me)?;
    match found.or_else(|| given(args, 1).cloned()).or_else(|| v.default.clone()) {
        Some(x) => done(x),
        None => Err(vm.error_with(&vm.exceptions.lookup_error, vec![me.clone()])),
    }
}

fn variable_set(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let context = current(vm)?;
    let c = as_type::<Context>(vm, &context)?;
    let values = c.own_values(vm)?;
    let old = values.get(vm, me)?;
    values.set(vm, me.clone(), arg(args, 1).clone())?;
    let Some(class) = class_named(vm, TOKEN.name) else {
        return Err(vm.system_error("the module _contextvars is not there"));
    };
    let token = Token { context, variable: me.clone(), old, used: Cell::new(false) };
    done(vm.new_object(&class, token))
}

fn variable_reset(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (me, token) = (arg(args, 0), arg(args, 1));
    let text = |v: &Value| vm.repr(v).map(|s| s.to_string_lossy().into_owned());
    let Some(t) = token.payload::<Token>() else {
        return Err(vm.type_error(format!("expected an instance of Token, got {}", text(token)?)));
    };
    if t.used.get() {
        return Err(vm.runtime_error(format!("{} has already been used once", text(token)?)));
    }
    if !t.variable.is(me) {
        return Err(vm.value_error(format!("{} was created by a different ContextVar", text(token)?)));
    }
    let context = current(vm)?;
    if !t.context.is(&context) {
        return Err(vm.value_error(format!("{} was created in a different Context", text(token)?)));
    }
    t.used.set(true);
    let values = as_type::<Context>(vm, &context)?.own_values(vm)?;
    match &t.old {
        Some(old) => values.set(vm, me.clone(), old.clone())?,
        None => drop(values.remove(vm, me)?),
    }
    done(Value::None)
}

fn repr_variable(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let v = as_type::<Variable>(vm, me)?;
    let mut out = b"<ContextVar name=".to_vec();
    out.extend_from_slice(vm.repr(&v.name)?.as_bytes());
    if let Some(d) = &v.default {
        out.extend_from_slice(b" default=");
        out.extend_from_slice(vm.repr(d)?.as_bytes());
    }
    out.extend_from_slice(format!(" at {:#x}>", address(me)).as_bytes());
    done(vm.new_str_owned(out))
}

fn address(v: &Value) -> u64 {
    v.bits()
}

/// Payload of `Token`.
struct Token {
    context: Value,
    variable: Value,
    old: Option<Value>,
    used: Cell<bool>,
}
kaa_heap::payload!(Token, trace);

impl Token {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.context, &self.variable]);
        t.option(&self.old);
    }
}

static TOKEN_METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, *args, **kwargs)",
        |vm, _| Err(vm.runtime_error("Tokens can only be created by ContextVars")),
        "Create and return a new object.",
    ),
    method("__repr__", "($self, /)", repr_token, "Return repr(self)."),
    method("__enter__", "($self, /)", |_, a| done(arg(a, 0).clone()), "Enter into Token context manager."),
    method(
        "__exit__",
        "($self, type, value, traceback, /)",
        exit_token,
        "Exit from Token context manager, restore the linked ContextVar.",
    ),
    class_method("__class_getitem__", "($type, item, /)", class_getitem, "See PEP 585"),
];
static TOKEN_ATTRIBUTES: &[GetSet] = &[
    getter("var", |vm, v| done(as_type::<Token>(vm, v)?.variable.clone()), ""),
    getter("old_value", old_value, ""),
];
static TOKEN: TypeSpec = TypeSpec {
    name: "_contextvars.Token",
    doc: "What takes a set of a context variable back.",
    methods: TOKEN_METHODS,
    getset: TOKEN_ATTRIBUTES,
    none_dunders: &["__hash__"],
    flags: ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn old_value(vm: &Vm, v: &Value) -> NativeResult {
    match &as_type::<Token>(vm, v)?.old {
        Some(old) => done(old.clone()),
        None => done(vm.get_attr(vm.class_ref(v).value(), &vm.intern("MISSING"))?),
    }
}

fn exit_token(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let variable = as_type::<Token>(vm, me)?.variable.clone();
    variable_reset(vm, &[Some(variable), Some(me.clone())])
}

fn repr_token(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = arg(args, 0);
    let t = as_type::<Token>(vm, me)?;
    let variable = vm.repr(&t.variable)?;
    let used = if t.used.get() { " used" } else { "" };
    let text = format!("<Token{used} var={} at {:#x}>", variable.to_string_lossy(), address(me));
    done(vm.str_value(&text))
}
