//! The type `Interpolation`.

use super::Interpolation;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, class_method, member, method, static_method};
use crate::types::Str;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

fn of<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Interpolation> {
    v.payload::<Interpolation>().ok_or_else(|| {
        let name = vm.type_name(v);
        vm.type_error(format!("a 'string.templatelib.Interpolation' object is required, not '{name}'"))
    })
}

fn text(vm: &Vm, slot: &Slot, name: &str) -> Fallible<Value> {
    match slot {
        None => Ok(vm.str_value("")),
        Some(v) if v.payload::<Str>().is_some() => Ok(v.clone()),
        Some(v) => {
            let found = vm.type_name(v);
            Err(vm.type_error(format!("Interpolation() argument '{name}' must be str, not {found}")))
        }
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let conversion = match args[3].as_ref().filter(|v| !v.is_none()) {
        None => Value::None,
        Some(v) => match v.payload::<Str>() {
            Some(s) if ["s", "a", "r"].iter().any(|c| s.is_text(c)) => v.clone(),
            Some(_) => {
                return Err(
                    vm.value_error("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
                );
            }
            None => {
                let found = vm.type_name(v);
                return Err(
                    vm.type_error(format!("Interpolation() argument 'conversion' must be str, not {found}"))
                );
            }
        },
    };
    let payload = Interpolation {
        value: arg(args, 1).clone(),
        expression: text(vm, &args[2], "expression")?,
        conversion,
        format_spec: text(vm, &args[4], "format_spec")?,
    };
    done(vm.new_object(&vm.types.interpolation, payload))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let i = of(vm, arg(args, 0))?;
    let mut out = b"Interpolation(".to_vec();
    for (n, v) in [&i.value, &i.expression, &i.conversion, &i.format_spec].into_iter().enumerate() {
        if n > 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(vm.repr(v)?.as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let i = of(vm, arg(args, 0))?;
    let fields = [&i.value, &i.expression, &i.conversion, &i.format_spec].into_iter().cloned().collect();
    done(vm.new_tuple(vec![vm.class_ref(arg(args, 0)).into(), vm.new_tuple(fields).into()]))
}

fn class_getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(crate::types::generic_alias::new_alias(vm, arg(args, 0), arg(args, 1)))
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, value, expression='', conversion=None, format_spec='')",
        new,
        "Makes an interpolation.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__reduce__", "($self, /)", reduce, "What pickle needs."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "For type annotations."),
];

macro_rules! attributes {
    ($($name:ident)*) => {
        $(fn $name(vm: &Vm, v: &Value) -> NativeResult {
            done(of(vm, v)?.$name.clone())
        })*
    };
}

attributes! { value expression conversion format_spec }

static ATTRIBUTES: &[GetSet] = &[
    member("value", value, "Value"),
    member("expression", expression, "Expression"),
    member("conversion", conversion, "Conversion"),
    member("format_spec", format_spec, "Format specifier"),
];

/// Gives the class what is neither method nor attribute: `__match_args__`.
pub(crate) fn install(vm: &Vm) {
    let names = ["value", "expression", "conversion", "format_spec"].map(|n| vm.intern(n).into());
    let class = &vm.types.interpolation;
    class.dict.set_str(&vm.names.__match_args__, vm.new_tuple(names.to_vec()).into());
    class.modified(vm);
}

/// The type `string.templatelib.Interpolation`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "string.templatelib.Interpolation",
    doc: "One field of a t-string: value, source text, conversion and format specification.",
    methods: METHODS,
    getset: ATTRIBUTES,
    ..TypeSpec::EMPTY
};
