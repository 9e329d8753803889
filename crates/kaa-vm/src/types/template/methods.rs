//! Method table of `Template`.

use super::{Interpolation, Template, iterator};
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{GetSet, Method, Slot, arg, class_method, getter, member, method, static_method};
use crate::types::type_object::TypeSpec;
use crate::types::{Str, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

fn of<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Template> {
    v.payload::<Template>().ok_or_else(|| wrong_receiver(vm, v))
}

#[cold]
fn wrong_receiver(vm: &Vm, v: &Value) -> Raised {
    vm.type_error(format!("a 'string.templatelib.Template' object is required, not '{}'", vm.type_name(v)))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    if args[2].is_some() {
        return Err(vm.type_error("Template.__new__ only accepts *args arguments"));
    }
    let parts = args[1].as_ref().and_then(|t| t.payload::<Tuple>()).map(|t| t.to_vec()).unwrap_or_default();
    for part in &parts {
        if part.payload::<Str>().is_none() && part.payload::<Interpolation>().is_none() {
            let name = vm.type_name(part);
            return Err(vm.type_error(format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {name}"
            )));
        }
    }
    done(vm.template_of_parts(&parts))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = of(vm, arg(args, 0))?;
    let mut out = b"Template(strings=".to_vec();
    out.extend_from_slice(vm.repr(t.strings.value())?.as_bytes());
    out.extend_from_slice(b", interpolations=");
    out.extend_from_slice(vm.repr(t.interpolations.value())?.as_bytes());
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(iterator::new(vm, of(vm, arg(args, 0))?))
}

fn add(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = of(vm, arg(args, 0))?;
    let Some(other) = arg(args, 1).payload::<Template>() else {
        let (class, name) = ("string.templatelib.Template", vm.type_name(arg(args, 1)));
        return Err(vm.type_error(format!("can only concatenate {class} (not \"{name}\") to {class}")));
    };
    let (mut a, b) = (iterator::parts(t), iterator::parts(other));
    a.extend(b);
    done(vm.template_of_parts(&a))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = of(vm, arg(args, 0))?;
    let import = vm.builtins.get_text(vm, "__import__").unwrap_or(Value::None);
    let names = vm.new_list(vec![vm.str_value("_template_unpickle")]).into();
    let arguments = [vm.str_value("string.templatelib"), Value::None, Value::None, names];
    let module = vm.call(&import, &arguments)?;
    let function = vm.get_attr(&module, &vm.intern("_template_unpickle"))?;
    let parts = vm.new_tuple(vec![t.strings.value().clone(), t.interpolations.value().clone()]);
    done(vm.new_tuple(vec![function, parts.into()]))
}

fn class_getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(crate::types::generic_alias::new_alias(vm, arg(args, 0), arg(args, 1)))
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, *args, **kwargs)",
        new,
        "Makes a template of strings and interpolations.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__iter__", "($self, /)", iter, "Implement iter(self)."),
    method("__add__", "($self, value, /)", add, "Return self+value."),
    method("__reduce__", "($self, /)", reduce, "What pickle needs."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "For type annotations."),
];

fn strings(vm: &Vm, v: &Value) -> NativeResult {
    done(of(vm, v)?.strings.clone())
}

fn interpolations(vm: &Vm, v: &Value) -> NativeResult {
    done(of(vm, v)?.interpolations.clone())
}

fn values(vm: &Vm, v: &Value) -> NativeResult {
    let t = of(vm, v)?;
    let value = |i: &Value| i.payload::<Interpolation>().map_or(Value::None, |i| i.value.clone());
    done(vm.new_tuple(t.interpolations.iter().map(value).collect()))
}

/// The type `string.templatelib.Template`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "string.templatelib.Template",
    doc: "What a t-string makes: strings and interpolations in turn.",
    methods: METHODS,
    getset: ATTRIBUTES,
    ..TypeSpec::EMPTY
};

static ATTRIBUTES: &[GetSet] = &[
    member("strings", strings, "Strings"),
    member("interpolations", interpolations, "Interpolations"),
    getter("values", values, "The values of the interpolations."),
];
