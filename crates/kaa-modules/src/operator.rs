//! The module `_operator`: operators as functions. The callables that look up items, attributes and methods are in
//! `operator_getters.rs`.

use crate::helpers::given;
use crate::operator_getters as getters;
use kaa_vm::dunder::Dunder;
use kaa_vm::flow::done;
use kaa_vm::frame::{Action, Cont};
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::protocol::{BinaryOp, CompareOp};
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::{Dict, Module, Str};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

macro_rules! binary {
    ($($name:literal $in_place:literal $op:ident $text:literal;)*) => {
        [$(
            function($name, "($module, a, b, /)", |vm, a| done(vm.binary(BinaryOp::$op, arg(a, 1), arg(a, 2))?), concat!("Same as a ", $text, " b.")),
            function($in_place, "($module, a, b, /)", |vm, a| done(vm.binary_in_place(BinaryOp::$op, arg(a, 1), arg(a, 2))?), concat!("Same as a ", $text, "= b.")),
        )*]
    };
}
macro_rules! compared {
    ($($name:literal $op:ident $text:literal;)*) => {
        [$(function($name, "($module, a, b, /)", |vm, a| done(vm.compare(CompareOp::$op, arg(a, 1), arg(a, 2))?), concat!("Same as a ", $text, " b."))),*]
    };
}
macro_rules! unary {
    ($($name:literal $d:ident $what:literal $text:literal;)*) => {
        [$(function($name, "($module, a, /)", |vm, a| vm.unary_flow(Dunder::$d, $what, arg(a, 1), Action::Native(Cont::Pass)), concat!("Same as ", $text, "."))),*]
    };
}

const BINARY: &[Method] = &binary! {
    "add" "iadd" Add "+"; "and_" "iand" And "&"; "floordiv" "ifloordiv" FloorDivide "//"; "lshift" "ilshift" LShift "<<";
    "matmul" "imatmul" MatMul "@"; "mod" "imod" Mod "%"; "mul" "imul" Multiply "*"; "or_" "ior" Or "|";
    "pow" "ipow" Power "**"; "rshift" "irshift" RShift ">>"; "sub" "isub" Subtract "-"; "truediv" "itruediv" TrueDivide "/";
    "xor" "ixor" Xor "^";
};
const COMPARED: &[Method] = &compared! {
    "lt" Lt "<"; "le" Le "<="; "eq" Eq "=="; "ne" Ne "!="; "gt" Gt ">"; "ge" Ge ">=";
};
const UNARY: &[Method] = &unary! {
    "neg" Neg "unary -" "-a"; "pos" Pos "unary +" "+a"; "inv" Invert "unary ~" "~a"; "invert" Invert "unary ~" "~a";
};

const ROWS: &[Method] = &[
    function("abs", "($module, a, /)", absolute, "Same as abs(a)."),
    function("index", "($module, a, /)", |vm, a| done(vm.index(arg(a, 1))?), "Same as a.__index__()."),
    function("not_", "($module, a, /)", |vm, a| done(Value::bool(!vm.is_true(arg(a, 1))?)), "Same as not a."),
    function(
        "truth",
        "($module, a, /)",
        |vm, a| done(Value::bool(vm.is_true(arg(a, 1))?)),
        "Whether a is true.",
    ),
    function(
        "is_",
        "($module, a, b, /)",
        |_, a| done(Value::bool(arg(a, 1).is(arg(a, 2)))),
        "Same as a is b.",
    ),
    function(
        "is_not",
        "($module, a, b, /)",
        |_, a| done(Value::bool(!arg(a, 1).is(arg(a, 2)))),
        "Same as a is not b.",
    ),
    function(
        "is_none",
        "($module, a, /)",
        |_, a| done(Value::bool(arg(a, 1).is_none())),
        "Same as a is None.",
    ),
    function(
        "is_not_none",
        "($module, a, /)",
        |_, a| done(Value::bool(!arg(a, 1).is_none())),
        "Same as a is not None.",
    ),
    function("concat", "($module, a, b, /)", |vm, a| concat(vm, a, false), "Same as a + b, for sequences."),
    function("iconcat", "($module, a, b, /)", |vm, a| concat(vm, a, true), "Same as a += b, for sequences."),
    function(
        "contains",
        "($module, a, b, /)",
        |vm, a| done(Value::bool(vm.contains(arg(a, 1), arg(a, 2))?)),
        "Same as b in a.",
    ),
    function("countOf", "($module, a, b, /)", count_of, "How often b is in a."),
    function("indexOf", "($module, a, b, /)", index_of, "Where b is first in a."),
    function(
        "getitem",
        "($module, a, b, /)",
        |vm, a| vm.get_item_flow(arg(a, 1), arg(a, 2), Action::Native(Cont::Pass)),
        "Same as a[b].",
    ),
    function("setitem", "($module, a, b, c, /)", setitem, "Same as a[b] = c."),
    function("delitem", "($module, a, b, /)", delitem, "Same as del a[b]."),
    function(
        "length_hint",
        "($module, obj, default=0, /)",
        length_hint,
        "How many items an object probably has.",
    ),
    function("call", "($module, /, *args, **kwargs)", call, "Same as obj(*args, **kwargs)."),
    function(
        "_compare_digest",
        "($module, a, b, /)",
        compare_digest,
        "Equality in a time that tells nothing of the content.",
    ),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_operator", Some("Operators as functions."));
    for rows in [BINARY, COMPARED, UNARY, ROWS] {
        vm.add_functions(&module, rows);
    }
    getters::add_classes(vm, &module);
    Ok(module)
}

fn absolute(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.unary_flow(Dunder::Abs, "abs()", arg(args, 1), Action::Native(Cont::Pass))
}

fn concat(vm: &Vm, args: &[Slot], in_place: bool) -> NativeResult {
    let (a, b) = (arg(args, 1), arg(args, 2));
    let class = vm.class_of(a);
    let sequence = class.special(vm, Dunder::GetItem).is_some() && a.payload::<Dict>().is_none();
    if !sequence {
        return Err(vm.type_error(format!("'{}' object can't be concatenated", class.shown())));
    }
    done(if in_place { vm.binary_in_place(BinaryOp::Add, a, b)? } else { vm.binary(BinaryOp::Add, a, b)? })
}

fn iterator(vm: &Vm, v: &Value) -> Fallible<Value> {
    match vm.iter(v) {
        Err(e)
            if vm.matches(&e, &vm.exceptions.type_error) && !kaa_vm::types::sequence::is_iterable(vm, v) =>
        {
            let name = vm.type_name(v);
            Err(vm.type_error(format!("argument of type '{name}' is not iterable")))
        }
        r => r,
    }
}

fn count_of(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = iterator(vm, arg(args, 1))?;
    let mut n = 0;
    while let Some(x) = vm.next(&it)? {
        n += usize::from(vm.eq(&x, arg(args, 2))?);
    }
    done(vm.new_usize(n))
}

fn index_of(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = iterator(vm, arg(args, 1))?;
    let mut i = 0;
    while let Some(x) = vm.next(&it)? {
        if vm.eq(&x, arg(args, 2))? {
            return done(vm.new_usize(i));
        }
        i += 1;
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

fn setitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.set_item(arg(args, 1), arg(args, 2), arg(args, 3).clone())?;
    done(Value::None)
}

fn delitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.del_item(arg(args, 1), arg(args, 2))?;
    done(Value::None)
}

fn length_hint(vm: &Vm, args: &[Slot]) -> NativeResult {
    let default = given(args, 2).map_or(Ok(0), |d| vm.index_i64(d))?;
    let v = arg(args, 1);
    let class = vm.class_ref(v);
    if class.special(vm, Dunder::Len).is_some() {
        match vm.len(v) {
            Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {}
            r => return done(vm.new_usize(r?)),
        }
    }
    let Some(hint) = class.lookup(vm, &vm.intern("__length_hint__")) else {
        return done(vm.new_int(default));
    };
    let n = match vm.call_special(&hint, v, &[]) {
        Err(e) if vm.matches(&e, &vm.exceptions.type_error) => return done(vm.new_int(default)),
        r => r?,
    };
    if n.is_not_implemented() {
        return done(vm.new_int(default));
    }
    if !kaa_vm::types::int::is_int(&n) {
        let name = vm.type_name(&n);
        return Err(vm.type_error(format!("__length_hint__ must be an integer, not {name}")));
    }
    match vm.index_i64(&n)? {
        n if n < 0 => Err(vm.value_error("__length_hint__() should return >= 0")),
        n => done(vm.new_int(n)),
    }
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some((f, rest)) = varargs(&args[1]).split_first() else {
        return Err(vm.type_error("call expected at least 1 argument, got 0"));
    };
    let mut all = rest.to_vec();
    let entries = given(args, 2).and_then(|k| k.payload::<Dict>()).map(Dict::entries).unwrap_or_default();
    let (names, values): (Vec<Ref<Str>>, Vec<Value>) =
        entries.into_iter().filter_map(|e| Some((e.key.as_ref::<Str>()?.clone(), e.value))).unzip();
    all.extend(values);
    vm.call_flow(f, all, &names, Action::Native(Cont::Pass), None)
}

fn compare_digest(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (a, b) = (arg(args, 1), arg(args, 2));
    let (a, b) = match (a.payload::<Str>(), b.payload::<Str>()) {
        (Some(x), Some(y)) if x.is_ascii() && y.is_ascii() => (x.as_bytes().to_vec(), y.as_bytes().to_vec()),
        (Some(_), Some(_)) => {
            return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
        }
        _ => (vm.require_bytes(a)?.to_vec(), vm.require_bytes(b)?.to_vec()),
    };
    let different = a.iter().zip(&b).fold(u8::from(a.len() != b.len()), |acc, (x, y)| acc | (x ^ y));
    done(Value::bool(different == 0))
}
