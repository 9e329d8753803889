//! Making code objects from Python: `code(...)`, `code.replace(**changes)`, and when two code objects are equal.
//!
//! The parts are checked as far as CPython checks them; that the instructions make sense is the lowering's business.
//! Constants may be any object here: those that the compiler could not have made stand as `None` in the [`Code`].

use super::CodeObject;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::{Bytes, Complex, Dict, Slice, Str, Tuple};
use crate::vm::Vm;
use kaa_bytecode::code::local_kind;
use kaa_bytecode::{Code, CodeFlags, Const, Wtf8Buf};
use kaa_heap::{Ref, Value};
use std::cell::OnceCell;
use std::sync::Arc;

const FIELDS: [&str; 18] = [
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_nlocals",
    "co_stacksize",
    "co_flags",
    "co_code",
    "co_consts",
    "co_names",
    "co_varnames",
    "co_filename",
    "co_name",
    "co_qualname",
    "co_firstlineno",
    "co_linetable",
    "co_exceptiontable",
    "co_freevars",
    "co_cellvars",
];

/// The parts in the order of [`FIELDS`], by kind.
struct Parts {
    /// argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, firstlineno.
    numbers: [i32; 7],
    code: Vec<u8>,
    consts: Vec<Value>,
    names: Vec<Ref<Str>>,
    varnames: Vec<Ref<Str>>,
    freevars: Vec<Ref<Str>>,
    cellvars: Vec<Ref<Str>>,
    filename: Ref<Str>,
    name: Ref<Str>,
    qualname: Ref<Str>,
    linetable: Vec<u8>,
    exceptiontable: Vec<u8>,
    hidden: bool,
}

/// Who asks: the messages differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asker {
    Constructor,
    Replace,
}

/// `code(argcount, …)`: everything by position.
pub(super) fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = arg(args, 1).payload::<Tuple>().map_or(&[][..], |t| &t[..]);
    if args.get(2).is_some_and(|s| s.is_some()) {
        return Err(vm.type_error("code() takes no keyword arguments"));
    }
    let n = given.len();
    if n < 16 {
        return Err(vm.type_error(format!("code expected at least 16 arguments, got {n}")));
    }
    if n > 18 {
        return Err(vm.type_error(format!("code expected at most 18 arguments, got {n}")));
    }
    let empty = vm.new_tuple(Vec::new()).into();
    let values: Vec<Value> = (0..18).map(|i| given.get(i).unwrap_or(&empty).clone()).collect();
    done(build(vm, read(vm, &values, Asker::Constructor, false)?)?)
}

/// `code.replace(**changes)`.
pub(super) fn replace(vm: &Vm, args: &[Slot]) -> NativeResult {
    let receiver = arg(args, 0);
    let Some(c) = receiver.payload::<CodeObject>() else {
        return Err(
            vm.type_error(format!("descriptor doesn't apply to a '{}' object", vm.type_name(receiver)))
        );
    };
    let mut values = Vec::with_capacity(FIELDS.len());
    for name in FIELDS {
        values.push(vm.get_attr(receiver, &vm.intern(name))?);
    }
    if let Some(changes) = args.get(1).and_then(|s| s.as_ref()).and_then(|d| d.payload::<Dict>()) {
        for key in changes.keys() {
            let name = vm.str(&key)?.to_string_lossy().into_owned();
            let Some(i) = FIELDS.iter().position(|f| *f == name) else {
                return Err(vm.type_error(unexpected(&name)));
            };
            if let Some(v) = changes.get(vm, &key)? {
                values[i] = v;
            }
        }
    }
    done(build(vm, read(vm, &values, Asker::Replace, c.hidden)?)?)
}

fn unexpected(name: &str) -> String {
    let fields = FIELDS.map(str::to_string);
    let hint = crate::exceptions::suggest::closest_name(name, &fields)
        .map(|n| format!(". Did you mean '{n}'?"))
        .unwrap_or_default();
    format!("replace() got an unexpected keyword argument '{name}'{hint}")
}

/// Type errors are told for the first wrong part, as the arguments stand.
fn read(vm: &Vm, v: &[Value], asker: Asker, hidden: bool) -> Fallible<Parts> {
    let wrong = |i: usize, want: &str| {
        let place = match asker {
            Asker::Constructor => format!("code() argument {}", i + 1),
            Asker::Replace => format!("replace() argument '{}'", FIELDS[i]),
        };
        let got = if v[i].is_none() { "None".into() } else { vm.type_name(&v[i]) };
        vm.type_error(format!("{place} must be {want}, not {got}"))
    };
    let mut numbers = [0; 7];
    let mut number = |slot: usize, i: usize| -> Fallible<()> {
        let n = vm.index_bigint(&v[i])?;
        numbers[slot] =
            i32::try_from(&n).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))?;
        Ok(())
    };
    let bytes =
        |i: usize| v[i].payload::<Bytes>().map(|b| b.as_bytes().to_vec()).ok_or_else(|| wrong(i, "bytes"));
    let text = |i: usize| v[i].as_ref::<Str>().cloned().ok_or_else(|| wrong(i, "str"));
    let tuple = |i: usize| v[i].payload::<Tuple>().map(|t| t.to_vec()).ok_or_else(|| wrong(i, "tuple"));
    for i in 0..6 {
        number(i, i)?;
    }
    let code = bytes(6)?;
    let (consts, names, varnames) = (tuple(7)?, tuple(8)?, tuple(9)?);
    let (filename, name, qualname) = (text(10)?, text(11)?, text(12)?);
    number(6, 13)?;
    let (linetable, exceptiontable, freevars, cellvars) = (bytes(14)?, bytes(15)?, tuple(16)?, tuple(17)?);
    signs(vm, &numbers, asker)?;
    let texts = |items: Vec<Value>| strings(vm, &items, asker);
    Ok(Parts {
        numbers,
        code,
        consts,
        names: texts(names)?,
        varnames: texts(varnames)?,
        freevars: texts(freevars)?,
        cellvars: texts(cellvars)?,
        filename,
        name,
        qualname,
        linetable,
        exceptiontable,
        hidden,
    })
}

fn signs(vm: &Vm, numbers: &[i32; 7], asker: Asker) -> Fallible<()> {
    let names =
        ["argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "firstlineno"];
    for (i, (n, name)) in numbers.iter().zip(names).enumerate() {
        match asker {
            Asker::Constructor if *n < 0 && i < 4 => {
                return Err(vm.value_error(format!("code: {name} must not be negative")));
            }
            Asker::Replace if *n < 0 => {
                return Err(vm.value_error(format!("co_{name} must be a positive integer")));
            }
            _ => {}
        }
    }
    Ok(())
}

fn strings(vm: &Vm, items: &[Value], asker: Asker) -> Fallible<Vec<Ref<Str>>> {
    items
        .iter()
        .map(|v| match v.as_ref::<Str>() {
            Some(s) => Ok(vm.intern_bytes(s.as_bytes())),
            None if asker == Asker::Replace => Err(vm.system_error("non-string found in code slot")),
            None => {
                let got = vm.type_name(v);
                Err(vm.type_error(format!("name tuples must contain only strings, not '{got}'")))
            }
        })
        .collect()
}

fn build(vm: &Vm, p: Parts) -> Fallible<Ref<CodeObject>> {
    let [argcount, posonly, kwonly, nlocals, stacksize, flags, firstlineno] = p.numbers;
    if posonly > argcount || stacksize < 0 || flags < 0 {
        return Err(vm.system_error("bad argument to internal function"));
    }
    if !p.code.len().is_multiple_of(2) {
        return Err(vm.value_error("code: co_code is malformed"));
    }
    let flags = CodeFlags(flags as u32);
    let stars = i64::from(flags.has(CodeFlags::VARARGS)) + i64::from(flags.has(CodeFlags::VARKEYWORDS));
    let total = i64::from(argcount) + i64::from(kwonly) + stars;
    if total > p.varnames.len() as i64 {
        return Err(vm.value_error("code: co_varnames is too small"));
    }
    if nlocals as usize != p.varnames.len() {
        return Err(vm.value_error("code: co_nlocals != len(co_varnames)"));
    }
    let (localsplus, localspluskinds) = slots(&p, flags);
    let text = |s: &Ref<Str>| Wtf8Buf::from_bytes(s.as_bytes()).unwrap_or_else(|| "".into());
    let texts = |s: &[Ref<Str>]| s.iter().map(text).collect();
    let mut consts = Vec::with_capacity(p.consts.len());
    for v in &p.consts {
        consts.push(constant_of(vm, v)?.unwrap_or(Const::None));
    }
    let code = Code {
        name: text(&p.name),
        qualname: text(&p.qualname),
        filename: text(&p.filename),
        argcount: argcount as u32,
        posonlyargcount: posonly as u32,
        kwonlyargcount: kwonly as u32,
        flags,
        stacksize: stacksize as u32,
        firstlineno,
        code: p.code,
        consts,
        names: texts(&p.names),
        localsplusnames: texts(&localsplus),
        localspluskinds,
        linetable: p.linetable,
        exceptiontable: p.exceptiontable,
    };
    let object = CodeObject {
        code: Arc::new(code),
        consts: p.consts.into(),
        names: p.names.into(),
        localsplus: localsplus.into(),
        name: p.name,
        qualname: p.qualname,
        filename: p.filename,
        hidden: p.hidden,
        foreign: true,
        events: Default::default(),
        register: OnceCell::new(),
        traced: OnceCell::new(),
    };
    Ok(vm.new_object(&vm.types.code, object))
}

/// Names and kinds of the fast locals: variables, cells that are no variables, free variables.
fn slots(p: &Parts, flags: CodeFlags) -> (Vec<Ref<Str>>, Vec<u8>) {
    let [argcount, posonly, kwonly, ..] = p.numbers.map(|n| n as usize);
    let (mut names, mut kinds) = (Vec::new(), Vec::new());
    let is_cell = |n: &Ref<Str>| p.cellvars.iter().any(|c| c.same(n));
    let var = usize::from(flags.has(CodeFlags::VARARGS));
    let kw = usize::from(flags.has(CodeFlags::VARKEYWORDS));
    for (i, n) in p.varnames.iter().enumerate() {
        let after = i.wrapping_sub(argcount + kwonly);
        let kind = if i < posonly {
            local_kind::ARG_POS
        } else if i < argcount {
            local_kind::ARG_POS | local_kind::ARG_KW
        } else if i < argcount + kwonly {
            local_kind::ARG_KW
        } else if var == 1 && after == 0 {
            local_kind::ARG_POS | local_kind::ARG_VAR
        } else if kw == 1 && after == var {
            local_kind::ARG_KW | local_kind::ARG_VAR
        } else {
            0
        };
        names.push(n.clone());
        kinds.push(local_kind::LOCAL | kind | if is_cell(n) { local_kind::CELL } else { 0 });
    }
    for n in p.cellvars.iter().filter(|c| !p.varnames.iter().any(|v| v.same(c))) {
        names.push(n.clone());
        kinds.push(local_kind::CELL);
    }
    for n in &p.freevars {
        names.push(n.clone());
        kinds.push(local_kind::FREE);
    }
    (names, kinds)
}

/// The constant that an object is, when the compiler knows such.
fn constant_of(vm: &Vm, v: &Value) -> Fallible<Option<Const>> {
    vm.check_native_stack()?;
    let many = |items: &[Value]| -> Fallible<Option<Vec<Const>>> {
        items.iter().map(|v| constant_of(vm, v)).collect()
    };
    let t = &vm.types;
    Ok(if v.is_none() {
        Some(Const::None)
    } else if let Some(b) = v.as_bool() {
        Some(Const::bool(b))
    } else if vm.is_exact(v, &t.ellipsis_type) {
        Some(Const::Ellipsis)
    } else if vm.is_exact(v, &t.int) {
        crate::types::int::as_bigint(v).map(|i| Const::int(i.into_owned()))
    } else if vm.is_exact(v, &t.float) {
        crate::types::float::as_f64(v).map(Const::Float)
    } else if let Some(s) = vm.exact_str(v) {
        Wtf8Buf::from_bytes(s.as_bytes()).map(Const::Str)
    } else if vm.is_exact(v, &t.bytes) {
        v.payload::<Bytes>().map(|b| Const::Bytes(b.as_bytes().to_vec().into()))
    } else if let Some(c) = v.payload::<Complex>().filter(|_| vm.is_exact(v, &t.complex)) {
        Some(Const::Complex(c.real, c.imag))
    } else if let Some(items) = v.payload::<Tuple>().filter(|_| vm.is_exact(v, &t.tuple)) {
        many(&items[..])?.map(Const::tuple)
    } else if vm.is_exact(v, &t.frozenset) {
        many(&vm.collect(v)?)?.map(|items| Const::FrozenSet(items.into()))
    } else if let Some(s) = v.payload::<Slice>() {
        many(&[s.start.clone(), s.stop.clone(), s.step.clone()])?
            .and_then(|parts| <[Const; 3]>::try_from(parts).ok())
            .map(|parts| Const::Slice(Arc::new(parts)))
    } else {
        v.payload::<CodeObject>().map(|c| Const::Code(c.code.clone()))
    })
}

/// Equal as constants: of the same type and value; objects no compiler makes only when identical.
fn same_constant(vm: &Vm, a: &Value, b: &Value) -> Fallible<bool> {
    if a.is(b) {
        return Ok(true);
    }
    if let (Some(a), Some(b)) = (a.payload::<Tuple>(), b.payload::<Tuple>()) {
        return same_constants(vm, a, b);
    }
    Ok(match (constant_of(vm, a)?, constant_of(vm, b)?) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    })
}

fn same_constants(vm: &Vm, a: &[Value], b: &[Value]) -> Fallible<bool> {
    vm.check_native_stack()?;
    if a.len() != b.len() {
        return Ok(false);
    }
    for (a, b) in a.iter().zip(b) {
        if !same_constant(vm, a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn same_code(vm: &Vm, a: &CodeObject, b: &CodeObject) -> Fallible<bool> {
    Ok(a.code == b.code && same_constants(vm, &a.consts, &b.consts)?)
}
