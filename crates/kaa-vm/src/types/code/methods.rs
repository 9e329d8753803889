//! Method table of `code`.

use super::{CodeObject, construct};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getter, member, method, static_method};
use crate::types::Str;
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_bytecode::code::local_kind;
use kaa_heap::{Ref, Value};
use std::hash::{DefaultHasher, Hash, Hasher};

fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<CodeObject>> {
    v.as_ref::<CodeObject>()
        .ok_or_else(|| vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(v))))
}

macro_rules! numbers {
    ($($name:ident = $field:ident;)*) => {
        $(fn $name(vm: &Vm, v: &Value) -> NativeResult { done(vm.new_int(i64::from(this(vm, v)?.code.$field))) })*
    };
}
numbers! {
    argcount = argcount; posonlyargcount = posonlyargcount; kwonlyargcount = kwonlyargcount;
    stacksize = stacksize; firstlineno = firstlineno;
}

macro_rules! blobs {
    ($($name:ident = $field:ident;)*) => {
        $(fn $name(vm: &Vm, v: &Value) -> NativeResult { done(vm.new_bytes(&this(vm, v)?.code.$field)) })*
    };
}
blobs! { get_code = code; linetable = linetable; exceptiontable = exceptiontable; }

fn get_flags(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_int(i64::from(this(vm, v)?.code.flags.0)))
}

fn nlocals(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_usize(this(vm, v)?.code.nlocals()))
}

fn get_name(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.name.clone())
}

fn get_qualname(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.qualname.clone())
}

fn get_filename(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.filename.clone())
}

fn get_consts(vm: &Vm, v: &Value) -> NativeResult {
    done(vm.new_tuple(this(vm, v)?.consts.to_vec()))
}

fn texts<'a>(vm: &Vm, names: impl Iterator<Item = &'a Ref<Str>>) -> NativeResult {
    done(vm.new_tuple(names.map(|n| n.value().clone()).collect()))
}

fn get_names(vm: &Vm, v: &Value) -> NativeResult {
    texts(vm, this(vm, v)?.names.iter())
}

/// The fast locals of some kind.
fn of_kind(vm: &Vm, v: &Value, kind: u8) -> NativeResult {
    let c = this(vm, v)?;
    let kinds = c.code.localspluskinds.iter();
    texts(vm, c.localsplus.iter().zip(kinds).filter(|(_, k)| *k & kind != 0).map(|(n, _)| n))
}

fn varnames(vm: &Vm, v: &Value) -> NativeResult {
    of_kind(vm, v, local_kind::LOCAL)
}

fn cellvars(vm: &Vm, v: &Value) -> NativeResult {
    of_kind(vm, v, local_kind::CELL)
}

fn freevars(vm: &Vm, v: &Value) -> NativeResult {
    of_kind(vm, v, local_kind::FREE)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = this(vm, arg(args, 0))?;
    let at = crate::types::object::methods::address(arg(args, 0));
    let (name, file, line) = (c.name.to_string_lossy(), c.filename.to_string_lossy(), c.code.firstlineno);
    done(vm.str_value(&format!("<code object {name} at {at:#x}, file \"{file}\", line {line}>")))
}

fn eq(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(match (arg(args, 0).payload::<CodeObject>(), arg(args, 1).payload::<CodeObject>()) {
        (Some(a), Some(b)) => Value::bool(construct::same_code(vm, a, b)?),
        _ => Value::NotImplemented,
    })
}

fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(match (arg(args, 0).payload::<CodeObject>(), arg(args, 1).payload::<CodeObject>()) {
        (Some(a), Some(b)) => Value::bool(!construct::same_code(vm, a, b)?),
        _ => Value::NotImplemented,
    })
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut h = DefaultHasher::new();
    let c = this(vm, arg(args, 0))?;
    vm.hash(vm.new_tuple(c.consts.to_vec()).value())?;
    c.code.hash(&mut h);
    done(vm.new_int((h.finish() >> 2) as i64))
}

fn optional(vm: &Vm, n: i32) -> Value {
    if n < 0 { Value::None } else { vm.new_int(i64::from(n)) }
}

fn lines(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = &this(vm, arg(args, 0))?.code;
    let mut rows = Vec::new();
    for run in kaa_bytecode::line_table::lines(&c.linetable, c.firstlineno) {
        let line = run.line.map_or(Value::None, |l| vm.new_int(i64::from(l)));
        rows.push(vm.new_tuple(vec![vm.new_usize(run.start), vm.new_usize(run.end), line]).into());
    }
    done(vm.iter(vm.new_list(rows).value())?)
}

fn positions(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = &this(vm, arg(args, 0))?.code;
    let mut rows = Vec::new();
    for p in kaa_bytecode::line_table::positions(&c.linetable, c.firstlineno) {
        let parts = [p.line, p.end_line, p.col, p.end_col];
        rows.push(vm.new_tuple(parts.into_iter().map(|n| optional(vm, n)).collect()).into());
    }
    done(vm.iter(vm.new_list(rows).value())?)
}

/// Where each conditional jump is, goes on and jumps to.
fn branches(vm: &Vm, args: &[Slot]) -> NativeResult {
    use kaa_bytecode::Op;
    let c = &this(vm, arg(args, 0))?.code;
    let mut rows = Vec::new();
    for i in kaa_bytecode::instructions::instructions(&c.code) {
        let parts = match (i.op, i.jump_target()) {
            // What is not taken begins behind a NOT_TAKEN, the end of a loop behind END_FOR and POP_ITER.
            (Op::FOR_ITER, Some(end)) => [i.start, i.end(), end + 4],
            (
                Op::POP_JUMP_IF_FALSE
                | Op::POP_JUMP_IF_TRUE
                | Op::POP_JUMP_IF_NONE
                | Op::POP_JUMP_IF_NOT_NONE,
                Some(taken),
            ) => [i.start, i.end() + 2, taken],
            (Op::END_ASYNC_FOR, Some(item)) => [item, item + 4, i.end()],
            _ => continue,
        };
        rows.push(vm.new_tuple(parts.into_iter().map(|n| vm.new_usize(n)).collect()).into());
    }
    done(vm.iter(vm.new_list(rows).value())?)
}

/// The old form of the line table: steps of bytes and lines.
fn lnotab(vm: &Vm, v: &Value) -> NativeResult {
    let c = &this(vm, v)?.code;
    let text = "co_lnotab is deprecated, use co_lines instead.";
    vm.warn(&vm.exceptions.deprecation_warning, text, 1)?;
    let (mut table, mut line, mut offset) = (Vec::new(), c.firstlineno, 0);
    for run in kaa_bytecode::line_table::lines(&c.linetable, c.firstlineno) {
        let Some(next) = run.line.filter(|next| *next != line) else { continue };
        let (mut bytes, mut lines) = (run.start - offset, i64::from(next) - i64::from(line));
        while bytes > 255 {
            table.extend([255, 0]);
            bytes -= 255;
        }
        while !(-128..=127).contains(&lines) {
            let step = lines.clamp(-128, 127);
            table.extend([bytes as u8, step as i8 as u8]);
            (bytes, lines) = (0, lines - step);
        }
        table.extend([bytes as u8, lines as i8 as u8]);
        (line, offset) = (next, run.start);
    }
    done(vm.new_bytes(&table))
}

fn varname_from_oparg(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = this(vm, arg(args, 0))?;
    let i = usize::try_from(vm.index_clamped(arg(args, 1))?).ok();
    match i.and_then(|i| c.localsplus.get(i)) {
        Some(n) => done(n.clone()),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", construct::new, "Create and return a new object."),
    method("replace", "($self, /, **changes)", construct::replace, "A copy with some of its parts changed."),
    method("__replace__", "($self, /, **changes)", construct::replace, "The same as replace()."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__eq__", "($self, value, /)", eq, "Return self==value."),
    method("__ne__", "($self, value, /)", ne, "Return self!=value."),
    method("__hash__", "($self, /)", hash, "Return hash(self)."),
    method("co_lines", "($self, /)", lines, ""),
    method("co_positions", "($self, /)", positions, ""),
    method("co_branches", "($self, /)", branches, ""),
    method("_varname_from_oparg", "($self, /, oparg)", varname_from_oparg, "The name of a fast local."),
];

static GETSET: &[GetSet] = &[
    member("co_argcount", argcount, ""),
    member("co_posonlyargcount", posonlyargcount, ""),
    member("co_kwonlyargcount", kwonlyargcount, ""),
    member("co_nlocals", nlocals, ""),
    member("co_stacksize", stacksize, ""),
    member("co_flags", get_flags, ""),
    member("co_firstlineno", firstlineno, ""),
    getter("co_code", get_code, ""),
    getter("co_lnotab", lnotab, ""),
    getter("_co_code_adaptive", get_code, ""),
    member("co_linetable", linetable, ""),
    member("co_exceptiontable", exceptiontable, ""),
    member("co_consts", get_consts, ""),
    member("co_names", get_names, ""),
    getter("co_varnames", varnames, ""),
    getter("co_cellvars", cellvars, ""),
    getter("co_freevars", freevars, ""),
    member("co_name", get_name, ""),
    member("co_qualname", get_qualname, ""),
    member("co_filename", get_filename, ""),
];

/// The type `code`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "code",
    doc: "Create a code object.  Not for mere mortals.",
    methods: METHODS,
    getset: GETSET,
    flags: flags::WEAKREF,
    ..TypeSpec::EMPTY
};
