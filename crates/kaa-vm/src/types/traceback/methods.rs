//! Method table of `traceback`.

use super::Traceback;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getset, getter, member, method, static_method};
use crate::types::code::line_at;
use crate::types::frame_object::FrameObject;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Traceback> {
    v.payload::<Traceback>()
        .ok_or_else(|| vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(v))))
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let next = next_entry(vm, arg(args, 1), "traceback object or None")?;
    let frame = arg(args, 2);
    if frame.payload::<FrameObject>().is_none() {
        let t = vm.type_name(frame);
        return Err(vm.type_error(format!("traceback() argument 'tb_frame' must be frame, not {t}")));
    }
    let number = |i: usize| -> Fallible<i32> {
        Ok(i32::try_from(vm.index_clamped(arg(args, i))?).unwrap_or(i32::MAX))
    };
    done(vm.new_traceback(frame.clone(), next, number(3)?, number(4)?))
}

fn next_entry(vm: &Vm, v: &Value, expected: &str) -> Fallible<Option<Value>> {
    if v.is_none() {
        return Ok(None);
    }
    if v.payload::<Traceback>().is_none() {
        return Err(vm.type_error(format!("expected {expected}, got '{}'", vm.type_name(v))));
    }
    Ok(Some(v.clone()))
}

fn dir(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"];
    done(vm.new_list(names.iter().map(|n| vm.str_value(n)).collect()))
}

fn get_frame(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.frame.clone())
}

fn get_next(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.next.borrow().clone().unwrap_or(Value::None))
}

fn set_next(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let t = this(vm, v)?;
    let Some(value) = value else { return Err(vm.type_error("can't delete tb_next attribute")) };
    let next = next_entry(vm, value, "traceback object")?;
    let mut at = next.clone();
    while let Some(e) = at {
        if e.is(v) {
            return Err(vm.value_error("traceback loop detected"));
        }
        at = e.payload::<Traceback>().and_then(|t| t.next.borrow().clone());
    }
    drop(t.next.replace(next));
    Ok(())
}

fn get_lasti(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_int(i64::from(this(vm, v)?.lasti)))
}

fn get_lineno(vm: &Vm, v: &Value) -> NativeResult {
    let t = this(vm, v)?;
    if t.lineno.get() >= 0 {
        return done(vm.new_int(i64::from(t.lineno.get())));
    }
    let Some(f) = t.frame.payload::<FrameObject>() else { return done(Value::None) };
    done(match line_at(&f.function.code.borrow(), t.lasti) {
        Some(line) => vm.new_int(i64::from(line)),
        None => Value::None,
    })
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, /, tb_next, tb_frame, tb_lasti, tb_lineno)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__dir__", "($self, /)", dir, "The names of the attributes."),
];

static GETSET: &[GetSet] = &[
    member("tb_frame", get_frame, ""),
    getset("tb_next", get_next, set_next, ""),
    member("tb_lasti", get_lasti, ""),
    getter("tb_lineno", get_lineno, ""),
];

/// The type `traceback`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "traceback",
    doc: "Create a new traceback object.",
    methods: METHODS,
    getset: GETSET,
    ..TypeSpec::EMPTY
};
