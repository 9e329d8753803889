//! Method table of `super`. Looking attributes up behind a class is `protocol/attribute.rs`'s.

use super::Super;
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{GetSet, Method, Slot, arg, member, method, static_method};
use crate::protocol::attribute::super_getattro;
use crate::types::type_object::{TypeSpec, methods::attribute_name};
use crate::types::{Dict, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_bytecode::code::local_kind;
use kaa_heap::{Ref, Value};

fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Super> {
    v.payload::<Super>().ok_or_else(|| vm.type_error("descriptor requires a 'super' object"))
}

/// The class whose MRO `super(class, receiver)` walks; `None` when the receiver does not fit.
pub(crate) fn receiver_class(vm: &Vm, class: &Value, receiver: &Value) -> Option<Value> {
    let class = class.as_ref::<Type>()?;
    if let Some(t) = receiver.payload::<Type>()
        && t.is_subtype_of(class)
    {
        return Some(receiver.clone());
    }
    let own = vm.class_ref(receiver);
    if own.is_subtype_of(class) {
        return Some(own.into_value());
    }
    let claimed = vm.get_attr_opt(receiver, &vm.names.__class__).ok().flatten()?;
    let fits = !claimed.is(own.value()) && claimed.payload::<Type>().is_some_and(|t| t.is_subtype_of(class));
    fits.then_some(claimed)
}

#[cold]
fn does_not_fit(vm: &Vm, class: &Value, receiver: &Value) -> Raised {
    let class_name = class.payload::<Type>().map_or_else(|| vm.type_name(class), |t| t.name());
    let shown = match receiver.payload::<Type>() {
        Some(t) => format!("type {}", t.name()),
        None => format!("instance of {}", vm.type_name(receiver)),
    };
    vm.type_error(format!(
        "super(type, obj): obj ({shown}) is not an instance or subtype of type ({class_name})."
    ))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).as_ref::<Type>().filter(|c| c.has_layout::<Super>()) {
        Some(class) => done(vm.new_object(class, Super::default())),
        None => Err(vm.type_error("super.__new__(X): X is not a subtype of super")),
    }
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, arg(args, 0))?;
    let given = args.get(1).and_then(|s| s.as_ref()).and_then(|t| t.payload::<Tuple>()).map(|t| t.to_vec());
    let given = given.unwrap_or_default();
    let (class, receiver) = match &given[..] {
        [] => {
            let (c, r) = from_frame(vm)?;
            (c, Some(r))
        }
        [c] => (c.clone(), None),
        [c, r] => (c.clone(), Some(r.clone())),
        more => {
            return Err(vm.type_error(format!("super() expected at most 2 arguments, got {}", more.len())));
        }
    };
    if class.payload::<Type>().is_none() {
        let t = vm.type_name(&class);
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {t}")));
    }
    let receiver = receiver.filter(|r| !r.is_none());
    let own = match &receiver {
        Some(r) => Some(receiver_class(vm, &class, r).ok_or_else(|| does_not_fit(vm, &class, r))?),
        None => None,
    };
    drop(s.this_class.replace(Some(class)));
    drop(s.receiver.replace(receiver));
    drop(s.receiver_class.replace(own));
    done(Value::None)
}

/// Class and receiver of a `super()` without arguments: the cell `__class__` and the first parameter of the running function.
fn from_frame(vm: &Vm) -> Fallible<(Value, Value)> {
    let error = |text: &str| vm.runtime_error(format!("super(): {text}"));
    let Some(code) = vm.caller_code() else { return Err(error("no current frame")) };
    if code.code.argcount == 0 {
        return Err(error("no arguments"));
    }
    let locals = vm.caller_locals()?;
    let of = |name: &Ref<Str>| locals.payload::<Dict>().and_then(|d| d.get_str(name));
    let Some(receiver) = code.localsplus.first().and_then(of) else { return Err(error("arg[0] deleted")) };
    let kinds = code.code.localspluskinds.iter();
    let known = code
        .localsplus
        .iter()
        .zip(kinds)
        .any(|(n, k)| k & local_kind::FREE != 0 && n.is(&vm.names.__class__));
    if !known {
        return Err(error("__class__ cell not found"));
    }
    let Some(class) = of(&vm.names.__class__) else { return Err(error("empty __class__ cell")) };
    if class.payload::<Type>().is_none() {
        return Err(error(&format!("__class__ is not a type ({})", vm.type_name(&class))));
    }
    Ok((class, receiver))
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let s = this(vm, v)?;
    let object = arg(args, 1);
    if object.is_none() || s.receiver.borrow().is_some() {
        return done(v.clone());
    }
    let class = s.this_class.borrow().clone().unwrap_or(Value::None);
    done(vm.call(vm.class_ref(v).value(), &[class, object.clone()])?)
}

fn getattribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = attribute_name(vm, arg(args, 1))?;
    super_getattro(vm, arg(args, 0), &name)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = this(vm, arg(args, 0))?;
    let name = |v: &Option<Value>| match v.as_ref().and_then(|v| v.payload::<Type>()) {
        Some(t) => t.name(),
        None => "NULL".into(),
    };
    let class = name(&s.this_class.borrow());
    let text = match &*s.receiver_class.borrow() {
        Some(c) => format!("<super: <class '{class}'>, <{} object>>", name(&Some(c.clone()))),
        None => format!("<super: <class '{class}'>, NULL>"),
    };
    done(vm.str_value(&text))
}

fn get_this_class(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.this_class.borrow().clone().unwrap_or(Value::None))
}

fn get_self(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.receiver.borrow().clone().unwrap_or(Value::None))
}

fn get_self_class(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.receiver_class.borrow().clone().unwrap_or(Value::None))
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
        "($self, /, *args)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method(
        "__get__",
        "($self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__getattribute__", "($self, name, /)", getattribute, "Return getattr(self, name)."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
];

static GETSET: &[GetSet] = &[
    member("__thisclass__", get_this_class, "the class invoking super()"),
    member("__self__", get_self, "the instance invoking super(); may be None"),
    member("__self_class__", get_self_class, "the type of the instance invoking super(); may be None"),
];

/// The type `super`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "super",
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\n\
          super(type, obj) -> bound super object; requires isinstance(obj, type)\n\
          super(type, type2) -> bound super object; requires issubclass(type2, type)\n",
    methods: METHODS,
    getset: GETSET,
    getattro: Some(super_getattro),
    ..TypeSpec::EMPTY
};
