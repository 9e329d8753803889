//! `getattr`, `setattr`, `delattr`, `hasattr`, `dir`, `vars`.

use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Slot, arg, function};
use crate::types::Str;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

pub(super) static ROWS: &[Method] = &[
    function(
        "getattr",
        "(object, name, default=<unrepresentable>, /)",
        getattr,
        "getattr(object, name[, default]) -> value\n\nThe attribute of that name; the default, if given, when there is none.",
    ),
    function(
        "setattr",
        "(obj, name, value, /)",
        setattr,
        "Sets the named attribute of the object to the value.",
    ),
    function("delattr", "(obj, name, /)", delattr, "Deletes the named attribute of the object."),
    function("hasattr", "(obj, name, /)", hasattr, "Whether the object has an attribute of that name."),
    function(
        "dir",
        "(object=<unrepresentable>, /)",
        dir,
        "dir([object]) -> list of strings\n\nNames in the current scope, or the attributes of the object, sorted.",
    ),
    function(
        "vars",
        "(object=<unrepresentable>, /)",
        vars,
        "vars([object]) -> dictionary\n\nWithout arguments as locals(), with one its __dict__.",
    ),
];

fn name_of<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Str>> {
    match v.as_ref::<Str>() {
        Some(s) => Ok(s),
        None => Err(not_a_name(vm, v)),
    }
}

#[cold]
fn not_a_name(vm: &Vm, v: &Value) -> Raised {
    vm.type_error(format!("attribute name must be string, not '{}'", vm.type_name(v)))
}

fn getattr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (object, name) = (arg(args, 0), name_of(vm, arg(args, 1))?);
    let name = vm.intern_str(name);
    match (vm.plain_attribute(object, &name), args.get(2)) {
        (Some(Some(v)), _) => return done(v),
        (Some(None), Some(Some(default))) => return done(default.clone()),
        _ => {}
    }
    match args.get(2) {
        Some(Some(default)) => {
            let action = Action::Native(Cont::AttributeDefault);
            vm.with_action(action, Some(default.clone()), |vm| {
                vm.get_attr_flow(object, &name, Action::Native(Cont::Pass))
            })
        }
        _ => vm.get_attr_flow(object, &name, Action::Native(Cont::Pass)),
    }
}

fn setattr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = vm.intern_str(name_of(vm, arg(args, 1))?);
    vm.set_attr(arg(args, 0), &name, arg(args, 2).clone())?;
    done(Value::None)
}

fn delattr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = vm.intern_str(name_of(vm, arg(args, 1))?);
    vm.del_attr(arg(args, 0), &name)?;
    done(Value::None)
}

fn hasattr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = vm.intern_str(name_of(vm, arg(args, 1))?);
    if let Some(found) = vm.plain_attribute(arg(args, 0), &name) {
        return done(Value::bool(found.is_some()));
    }
    vm.with_action(Action::Native(Cont::HasAttribute), None, |vm| {
        vm.get_attr_flow(arg(args, 0), &name, Action::Native(Cont::Pass))
    })
}

fn dir(vm: &Vm, args: &[Slot]) -> NativeResult {
    let names = match args.first() {
        Some(Some(object)) => dir_of(vm, object)?,
        _ => vm.call_method(&vm.caller_locals()?, "keys", &[])?,
    };
    let list = vm.new_list(vm.collect(&names)?);
    vm.call_method(list.value(), "sort", &[])?;
    done(list)
}

fn dir_of(vm: &Vm, object: &Value) -> Fallible<Value> {
    let class = vm.class_ref(object);
    let Some(method) = class.lookup(vm, &vm.names.__dir__) else {
        return Err(vm.type_error("object does not provide __dir__"));
    };
    vm.call_special(&method, object, &[])
}

fn vars(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(Some(object)) = args.first() else {
        return done(vm.caller_locals()?);
    };
    match vm.get_attr_opt(object, &vm.names.__dict__)? {
        Some(d) => done(d),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}
