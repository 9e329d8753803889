//! Packing: instructions in their final order become the code object's bytes and tables.
//!
//! Knows no blocks; nothing here changes what is executed.

mod jumps;
mod locals;

use kaa_bytecode::line_table::{Encoder, Location};
use kaa_bytecode::{Code, exception_table, instructions};

use crate::flowgraph::{Handler, Optimized, Placed};
use crate::sequence::{AssembleError, UnitMeta};

/// Makes the code object.
pub(crate) fn assemble(optimized: Optimized, meta: UnitMeta) -> Result<Code, AssembleError> {
    let Optimized { mut instrs, consts, stacksize } = optimized;
    let offsets = jumps::resolve(&mut instrs)?;
    let mut code = Vec::new();
    for instr in &instrs {
        instructions::encode(&mut code, instr.op, instr.arg);
    }
    let linetable = line_table(&mut instrs, meta.firstlineno);
    let exceptiontable = exception_table(&instrs, &offsets);
    let (localsplusnames, localspluskinds) = locals::fast_locals(&meta);
    Ok(Code {
        name: meta.name,
        qualname: meta.qualname,
        filename: meta.filename,
        argcount: meta.argcount,
        posonlyargcount: meta.posonlyargcount,
        kwonlyargcount: meta.kwonlyargcount,
        flags: meta.flags,
        stacksize,
        firstlineno: meta.firstlineno,
        code,
        consts,
        names: meta.names,
        localsplusnames,
        localspluskinds,
        linetable,
        exceptiontable,
    })
}

fn line_table(instrs: &mut [Placed], firstlineno: i32) -> Vec<u8> {
    let mut following = Location::NONE;
    for instr in instrs.iter_mut().rev() {
        if instr.loc == Location::NEXT {
            let leaves = instr.op.is_jump() || instr.op.is_scope_exit();
            instr.loc = if leaves { Location::NONE } else { following };
        }
        following = instr.loc;
    }
    let mut encoder = Encoder::new(firstlineno);
    for run in instrs.chunk_by(|a, b| a.loc == b.loc) {
        let bytes: usize = run.iter().map(|instr| instructions::encoded_len(instr.op, instr.arg)).sum();
        encoder.push(run[0].loc, bytes / 2);
    }
    encoder.finish()
}

/// `offsets` has one entry per instruction, and the end of the code behind them.
fn exception_table(instrs: &[Placed], offsets: &[usize]) -> Vec<u8> {
    let mut table = Vec::new();
    let mut open: Option<(Handler, usize)> = None;
    let handlers = instrs.iter().map(|instr| instr.handler).chain([None]);
    for (handler, &offset) in handlers.zip(offsets) {
        if open.map(|(handler, _)| handler.target) == handler.map(|handler| handler.target) {
            continue;
        }
        if let Some((handler, start)) = open {
            let entry = exception_table::Entry {
                start: start as u32,
                end: offset as u32,
                target: offsets[handler.target] as u32,
                depth: handler.start_depth.saturating_sub(1 + u32::from(handler.lasti)),
                lasti: handler.lasti,
            };
            if offset > start {
                exception_table::encode(&mut table, &entry);
            }
        }
        open = handler.map(|handler| (handler, offset));
    }
    table
}
