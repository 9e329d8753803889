//! Method table of `cell`: a variable shared by functions.

use super::Cell;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getset, method, static_method};
use crate::protocol::CompareOp;
use crate::types::Tuple;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Cell> {
    v.payload::<Cell>()
        .ok_or_else(|| vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(v))))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = args.get(1).and_then(|s| s.as_ref()).and_then(|t| t.payload::<Tuple>()).map(|t| t.to_vec());
    let given = given.unwrap_or_default();
    if given.len() > 1 {
        return Err(vm.type_error(format!("cell expected at most 1 argument, got {}", given.len())));
    }
    done(vm.new_cell(given.into_iter().next()))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let content = this(vm, arg(args, 0))?.content.borrow().clone();
    let address = crate::types::object::methods::address;
    let at = address(arg(args, 0));
    done(vm.str_value(&match content {
        None => format!("<cell at {at:#x}: empty>"),
        Some(v) => format!("<cell at {at:#x}: {} object at {:#x}>", vm.type_name(&v), address(&v)),
    }))
}

/// Cells compare by content; an empty one comes first.
fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let Some(b) = arg(args, 1).payload::<Cell>() else { return done(Value::NotImplemented) };
    let a = this(vm, arg(args, 0))?.content.borrow().clone();
    let b = b.content.borrow().clone();
    match (a, b) {
        (Some(a), Some(b)) => done(vm.compare(op, &a, &b)?),
        (a, b) => done(Value::bool(op.holds(a.is_some().cmp(&b.is_some())))),
    }
}

macro_rules! comparisons {
    ($($name:ident = $op:ident;)*) => {
        $(fn $name(vm: &Vm, args: &[Slot]) -> NativeResult { compare(vm, args, CompareOp::$op) })*
    };
}
comparisons! { lt = Lt; le = Le; eq = Eq; ne = Ne; gt = Gt; ge = Ge; }

fn get_contents(vm: &Vm, v: &Value) -> NativeResult {
    match this(vm, v)?.content.borrow().clone() {
        Some(v) => done(v),
        None => Err(vm.value_error("Cell is empty")),
    }
}

fn set_contents(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    drop(this(vm, v)?.content.replace(value.cloned()));
    Ok(())
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, /, *args)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__lt__", "($self, value, /)", lt, "Return self<value."),
    method("__le__", "($self, value, /)", le, "Return self<=value."),
    method("__eq__", "($self, value, /)", eq, "Return self==value."),
    method("__ne__", "($self, value, /)", ne, "Return self!=value."),
    method("__gt__", "($self, value, /)", gt, "Return self>value."),
    method("__ge__", "($self, value, /)", ge, "Return self>=value."),
];

static GETSET: &[GetSet] = &[getset("cell_contents", get_contents, set_contents, "")];

/// The type `cell`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "cell",
    doc: "A variable shared by a function and the functions inside it.",
    methods: METHODS,
    getset: GETSET,
    none_dunders: &["__hash__"],
    ..TypeSpec::EMPTY
};
