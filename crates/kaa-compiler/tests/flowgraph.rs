//! What the optimiser makes of small functions, by the names of their instructions. Whole files are compared with
//! CPython by `cargo xtask codegen-diff`.

use std::sync::Arc;

use kaa_bytecode::{Code, Const, instructions};
use kaa_compiler::{Mode, Options, Source, compile};

fn function(source: &str) -> Arc<Code> {
    let compiled = compile(Source::Text(source), "<test>", Mode::Exec, &Options::default());
    let module = compiled.expect("it compiles").code;
    let inner = module.consts.iter().find_map(|value| match value {
        Const::Code(code) => Some(Arc::clone(code)),
        _ => None,
    });
    inner.expect("there is a function")
}

fn check(source: &str, expected: &str) {
    let code = function(source);
    let names: Vec<_> = instructions::instructions(&code.code).map(|instr| instr.op.name()).collect();
    assert_eq!(names.join(" "), expected, "{source}");
}

fn returned(expression: &str) -> Option<Const> {
    let code = function(&format!("def f(): return {expression}"));
    let ops: Vec<_> = instructions::instructions(&code.code).collect();
    match &ops[..] {
        [_, load, _] if load.op.name() == "LOAD_SMALL_INT" => Some(Const::Int(load.arg.into())),
        [_, load, _] => code.consts.get(load.arg as usize).cloned(),
        _ => None,
    }
}

#[test]
fn loads_are_paired_and_borrowed() {
    check("def f(a, b): return a + b", "RESUME LOAD_FAST_BORROW_LOAD_FAST_BORROW BINARY_OP RETURN_VALUE");
    check("def f(a): b = a; return b", "RESUME LOAD_FAST STORE_FAST_LOAD_FAST RETURN_VALUE");
}

#[test]
fn loads_of_what_may_be_unbound_check() {
    check(
        "def f(a):\n if a: b = 1\n return b",
        "RESUME LOAD_FAST_BORROW TO_BOOL POP_JUMP_IF_FALSE NOT_TAKEN LOAD_SMALL_INT STORE_FAST LOAD_FAST_CHECK \
         RETURN_VALUE",
    );
}

#[test]
fn tests_of_none_are_one_jump() {
    check(
        "def f(a):\n if a is None: return 1\n return 2",
        "RESUME LOAD_FAST_BORROW POP_JUMP_IF_NOT_NONE NOT_TAKEN LOAD_SMALL_INT RETURN_VALUE LOAD_SMALL_INT \
         RETURN_VALUE",
    );
}

#[test]
fn swaps_become_stores_in_another_order() {
    check(
        "def f(a, b): a, b = b, a; return a",
        "RESUME LOAD_FAST_LOAD_FAST STORE_FAST_STORE_FAST LOAD_FAST_BORROW RETURN_VALUE",
    );
}

#[test]
fn constants_are_folded() {
    let float = |value| Some(Const::Float(value));
    let int = |value| Some(Const::Int(value));
    assert_eq!(returned("2 ** 10 - 1"), int(1023));
    assert_eq!(returned("-7 // 2"), int(-4));
    assert_eq!(returned("-7 % 2.0"), float(1.0));
    assert_eq!(returned("1 / 3"), float(1.0 / 3.0));
    assert_eq!(returned("(1 << 100) / (1 << 99)"), float(2.0));
    assert_eq!(returned("True & False"), Some(Const::False));
    assert_eq!(returned("-0.0"), float(-0.0));
    assert_eq!(returned("1 + 2j"), Some(Const::Complex(1.0, 2.0)));
    assert_eq!(returned("'ab' * 2"), Some(Const::str("abab")));
    assert_eq!(returned("'abcd'[::2]"), Some(Const::str("ac")));
    assert_eq!(returned("(1, 'x')[1]"), Some(Const::str("x")));
    assert_eq!(returned("b'ab'[-1]"), int(98));
}

#[test]
fn what_raises_warns_or_grows_is_left_to_run_time() {
    for expression in
        ["1 / 0", "1 << 1000", "'x' * 5000", "(1,) * 257", "~True", "'ab'[2]", "10 ** 400", "1e999 % 0"]
    {
        assert_eq!(returned(expression), None, "{expression}");
    }
}

#[test]
fn handlers_lie_behind_everything_else() {
    check(
        "def f(g):\n try: g()\n except E: pass\n return 1",
        "RESUME LOAD_FAST_BORROW PUSH_NULL CALL POP_TOP LOAD_SMALL_INT RETURN_VALUE PUSH_EXC_INFO LOAD_GLOBAL \
         CHECK_EXC_MATCH POP_JUMP_IF_FALSE NOT_TAKEN POP_TOP POP_EXCEPT LOAD_SMALL_INT RETURN_VALUE RERAISE COPY \
         POP_EXCEPT RERAISE",
    );
}
