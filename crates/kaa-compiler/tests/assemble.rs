//! Whole programs through the compiler: what the assembler must get right whatever the optimiser does.

use kaa_bytecode::{Op, instructions};
use kaa_compiler::{Mode, Options, Source, compile};

fn ops(source: &str) -> Vec<(Op, u32)> {
    let options = Options::default();
    let compiled = compile(Source::Text(source), "<test>", Mode::Exec, &options).expect("it compiles");
    instructions::instructions(&compiled.code.code).map(|i| (i.op, i.arg)).collect()
}

#[test]
fn a_module_starts_and_returns() {
    let ops = ops("x = print");
    let names: Vec<_> = ops.iter().map(|(op, _)| op.name()).collect();
    assert_eq!(names, ["RESUME", "LOAD_NAME", "STORE_NAME", "LOAD_CONST", "RETURN_VALUE"]);
}

#[test]
fn loops_jump_back() {
    let ops = ops("for x in y:\n    if x:\n        print(x)\n");
    assert!(ops.iter().any(|(op, _)| *op == Op::JUMP_BACKWARD));
}
