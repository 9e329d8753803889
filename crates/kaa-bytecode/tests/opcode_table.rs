//! The opcode table against what CPython says of each opcode: number, name, argument, caches, stack effects.
//!
//! `opcodes.txt` lists effects for the arguments 0..=5 and 1000, each with and without jumping.

use kaa_bytecode::Op;

#[test]
fn matches_cpython() {
    let mut known = 0;
    for line in include_str!("opcodes.txt").lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let op = Op::from_number(fields[0].parse().unwrap()).unwrap_or_else(|| panic!("missing: {line}"));
        known += 1;
        let mut ours = vec![
            (op as u16).to_string(),
            op.name().to_string(),
            u8::from(op.has_arg()).to_string(),
            op.caches().to_string(),
        ];
        let args: &[u32] = if op.has_arg() { &[0, 1, 2, 3, 4, 5, 1000] } else { &[0] };
        for &arg in args {
            ours.extend([true, false].map(|jump| op.stack_effect(arg, jump).to_string()));
        }
        assert_eq!(ours.join(" "), line);
    }
    assert_eq!(known, Op::ALL.len());
}
