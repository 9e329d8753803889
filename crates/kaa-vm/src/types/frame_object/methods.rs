//! Method table of `frame`.

use super::FrameObject;
use crate::flow::{Fallible, NativeResult, done};
use crate::frame::{Frame, FrameKind};
use crate::native::{GetSet, Method, Slot, arg, getset, getter, member_set, method};
use crate::types::CodeObject;
use crate::types::code::line_at;
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_bytecode::CodeFlags;
use kaa_heap::{Ref, Value};

fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a FrameObject> {
    v.payload::<FrameObject>()
        .ok_or_else(|| vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(v))))
}

fn code(f: &FrameObject) -> Ref<CodeObject> {
    f.function.code.borrow().clone()
}

/// Byte offset of the instruction at which the frame is or ended.
fn lasti(f: &FrameObject) -> i32 {
    let frame = f.frame.get();
    if frame.is_null() { f.lasti.get() } else { Frame::lasti(frame) }
}

fn get_back(vm: &Vm, v: &Value) -> NativeResult {
    let f = this(vm, v)?;
    let frame = f.frame.get();
    done(if frame.is_null() {
        f.back.borrow().clone().unwrap_or(Value::None)
    } else {
        vm.frame_back(frame).unwrap_or(Value::None)
    })
}

fn get_code(vm: &Vm, v: &Value) -> NativeResult {
    done(code(this(vm, v)?))
}

fn get_globals(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.function.globals.clone())
}

fn get_builtins(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.function.builtins.clone())
}

fn get_lasti(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_int(i64::from(lasti(this(vm, v)?))))
}

fn get_lineno(vm: &Vm, v: &Value) -> NativeResult {
    let f = this(vm, v)?;
    done(match line_at(&code(f), lasti(f)) {
        Some(line) => vm.new_int(i64::from(line)),
        None => Value::None,
    })
}

/// The locals: the namespace of a module or class, a look at a function's variables.
fn get_locals(vm: &Vm, v: &Value) -> NativeResult {
    let f = this(vm, v)?;
    let frame = f.frame.get();
    let code = code(f);
    let fast = code.code.flags.has(CodeFlags::OPTIMIZED)
        // SAFETY: a frame object's frame is alive until it is taken over.
        || !frame.is_null() && unsafe { crate::frame::shows_fast_locals(frame, &code) };
    if fast {
        let Some(object) = v.as_ref::<FrameObject>() else { return done(Value::None) };
        return done(vm.new_locals_proxy(object.clone()));
    }
    if !frame.is_null() {
        return done(vm.frame_locals(frame));
    }
    let space = f.namespace.borrow().clone();
    done(space.unwrap_or_else(|| f.function.globals.value().clone()))
}

/// The generator whose frame it is, while that is alive.
fn get_generator(vm: &Vm, v: &Value) -> NativeResult {
    let frame = this(vm, v)?.frame.get();
    // SAFETY: a frame object's frame is alive until it is taken over.
    done(unsafe {
        if frame.is_null() || (*frame).kind != FrameKind::Generator {
            Value::None
        } else {
            crate::generator::object_of(frame)
        }
    })
}

fn get_trace(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.trace_function.borrow().clone().unwrap_or(Value::None))
}

fn set_trace(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    drop(this(vm, v)?.trace_function.replace(value.filter(|t| !t.is_none()).cloned()));
    Ok(())
}

fn get_trace_lines(vm: &Vm, v: &Value) -> NativeResult {
    done(Value::bool(this(vm, v)?.trace_lines.get()))
}

fn set_trace_lines(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let f = this(vm, v)?;
    if value.is_none() {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    }
    f.trace_lines.set(boolean(vm, value)?);
    Ok(())
}

fn get_trace_opcodes(vm: &Vm, v: &Value) -> NativeResult {
    done(Value::bool(this(vm, v)?.trace_opcodes.get()))
}

fn set_trace_opcodes(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let f = this(vm, v)?;
    if value.is_none() {
        return Err(vm.error(
            &vm.exceptions.attribute_error,
            "attribute 'f_trace_opcodes' of 'frame' objects cannot be deleted",
        ));
    }
    f.trace_opcodes.set(boolean(vm, value)?);
    Ok(())
}

fn boolean(vm: &Vm, value: Option<&Value>) -> Fallible<bool> {
    value.and_then(Value::as_bool).ok_or_else(|| vm.type_error("attribute value type must be bool"))
}

fn clear(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = this(vm, arg(args, 0))?;
    let frame = f.frame.get();
    if !frame.is_null() {
        // SAFETY: a frame object's frame is alive until it is taken over.
        let state = unsafe {
            let generator = (*frame).kind == FrameKind::Generator;
            generator.then(|| crate::generator::object_of(frame))
        };
        return crate::generator::clear_frame(vm, state);
    }
    drop(std::mem::take(&mut *f.saved.borrow_mut()));
    drop(f.namespace.take());
    drop(f.extra_locals.take());
    done(Value::None)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = this(vm, arg(args, 0))?;
    let code = code(f);
    let at = crate::types::object::methods::address(arg(args, 0));
    let line = line_at(&code, lasti(f)).map_or_else(|| "None".to_string(), |l| l.to_string());
    let file = vm.repr(code.filename.value())?;
    let (file, name) = (file.to_string_lossy(), code.name.to_string_lossy());
    done(vm.str_value(&format!("<frame at {at:#x}, file {file}, line {line}, code {name}>")))
}

static METHODS: &[Method] = &[
    method("clear", "($self, /)", clear, "Clear all references held by the frame."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
];

static GETSET: &[GetSet] = &[
    getter("f_back", get_back, ""),
    getter("f_code", get_code, "The code that runs in the frame."),
    getter("f_locals", get_locals, "The local variables."),
    getter("f_globals", get_globals, "The global variables."),
    getter("f_builtins", get_builtins, "The built-in names."),
    getter("f_lasti", get_lasti, "The offset of the last instruction, -1 before the first."),
    getset("f_lineno", get_lineno, super::lineno::set, "The line that runs."),
    getter("f_generator", get_generator, "The generator or coroutine of the frame."),
    getset("f_trace", get_trace, set_trace, "The trace function of the frame."),
    member_set("f_trace_lines", get_trace_lines, set_trace_lines, ""),
    getset("f_trace_opcodes", get_trace_opcodes, set_trace_opcodes, "Are instructions traced?"),
];

/// The type `frame`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "frame",
    methods: METHODS,
    getset: GETSET,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};
