//! The module `_opcode`: facts about instructions, from the table in `kaa-bytecode`.

use crate::helpers::{int32, some};
use kaa_bytecode::operand::{BINARY_OPS, INTRINSICS_1, INTRINSICS_2, SPECIAL_METHODS};
use kaa_bytecode::{ArgKind, Op};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{CodeObject, Module};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function(
        "stack_effect",
        "($module, opcode, oparg=None, /, *, jump=None)",
        stack_effect,
        "How an instruction changes the stack's depth.",
    ),
    function(
        "is_valid",
        "($module, /, opcode)",
        |vm, a| test(vm, a, |_| true),
        "Is there such an instruction?",
    ),
    function("has_arg", "($module, /, opcode)", |vm, a| test(vm, a, Op::has_arg), "Has it an argument?"),
    function(
        "has_const",
        "($module, /, opcode)",
        |vm, a| test(vm, a, |op| op.arg_kind() == ArgKind::Const),
        "Is its argument a constant?",
    ),
    function(
        "has_name",
        "($module, /, opcode)",
        |vm, a| test(vm, a, Op::has_name),
        "Is its argument a name?",
    ),
    function("has_jump", "($module, /, opcode)", |vm, a| test(vm, a, Op::is_jump), "Does it jump?"),
    function(
        "has_free",
        "($module, /, opcode)",
        |vm, a| test(vm, a, |op| op.arg_kind() == ArgKind::Free),
        "Is its argument a cell?",
    ),
    function(
        "has_local",
        "($module, /, opcode)",
        |vm, a| test(vm, a, |op| matches!(op.arg_kind(), ArgKind::Local | ArgKind::LocalPair)),
        "Is its argument a local?",
    ),
    function(
        "has_exc",
        "($module, /, opcode)",
        |vm, a| test(vm, a, Op::is_block_push),
        "Does it set an exception handler?",
    ),
    function("get_executor", "($module, /, code, offset)", executor, "Always None: there are no executors."),
    function("get_nb_ops", "($module, /)", nb_ops, "The operators of BINARY_OP."),
    function(
        "get_intrinsic1_descs",
        "($module, /)",
        |vm, _| texts(vm, &INTRINSICS_1),
        "The functions of CALL_INTRINSIC_1.",
    ),
    function(
        "get_intrinsic2_descs",
        "($module, /)",
        |vm, _| texts(vm, &INTRINSICS_2),
        "The functions of CALL_INTRINSIC_2.",
    ),
    function(
        "get_special_method_names",
        "($module, /)",
        |vm, _| texts(vm, &SPECIAL_METHODS),
        "The methods of LOAD_SPECIAL.",
    ),
    function("get_specialization_stats", "($module, /)", |_, _| done(Value::None), "Always None."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_opcode", Some("Facts about instructions."));
    vm.add_functions(&module, ROWS);
    for name in ["ENABLE_SPECIALIZATION", "ENABLE_SPECIALIZATION_FT"] {
        module.dict.set_str(&vm.intern(name), vm.new_int(1));
    }
    Ok(module)
}

fn op(vm: &Vm, v: &Value) -> Fallible<Option<Op>> {
    Ok(u16::try_from(int32(vm, v)?).ok().and_then(Op::from_number))
}

fn test(vm: &Vm, args: &[Slot], is: fn(Op) -> bool) -> NativeResult {
    done(Value::bool(op(vm, arg(args, 1))?.is_some_and(is)))
}

fn texts(vm: &Vm, items: &[&str]) -> NativeResult {
    done(vm.new_list(items.iter().map(|t| vm.str_value(t)).collect()))
}

fn stack_effect(vm: &Vm, args: &[Slot]) -> NativeResult {
    let oparg = match some(args, 2) {
        Some(n) => int32(vm, n)? as u32,
        None => 0,
    };
    let jump = match some(args, 3) {
        None => None,
        Some(v) if v.as_bool().is_some() => v.as_bool(),
        Some(_) => return Err(vm.value_error("stack_effect: jump must be False, True or None")),
    };
    match op(vm, arg(args, 1))? {
        Some(op) => {
            let effect = |jump| op.stack_effect(oparg, jump);
            let n = jump.map_or_else(|| effect(true).max(effect(false)), effect);
            done(vm.new_int(i64::from(n)))
        }
        None => Err(vm.value_error("invalid opcode or oparg")),
    }
}

fn executor(vm: &Vm, args: &[Slot]) -> NativeResult {
    if arg(args, 1).payload::<CodeObject>().is_none() {
        let got = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("expected a code object, not '{got}'")));
    }
    done(Value::None)
}

fn nb_ops(vm: &Vm, _args: &[Slot]) -> NativeResult {
    const NAMES: [&str; 13] = [
        "ADD",
        "AND",
        "FLOOR_DIVIDE",
        "LSHIFT",
        "MATRIX_MULTIPLY",
        "MULTIPLY",
        "REMAINDER",
        "OR",
        "POWER",
        "RSHIFT",
        "SUBTRACT",
        "TRUE_DIVIDE",
        "XOR",
    ];
    let name = |i: usize| match i {
        0..13 => format!("NB_{}", NAMES[i]),
        13..26 => format!("NB_INPLACE_{}", NAMES[i - 13]),
        _ => "NB_SUBSCR".to_string(),
    };
    let row =
        |(i, text): (usize, &&str)| vm.new_tuple(vec![vm.str_value(&name(i)), vm.str_value(text)]).into();
    done(vm.new_list(BINARY_OPS.iter().enumerate().map(row).collect()))
}
