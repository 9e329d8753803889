//! What an instruction does to a stack of kinds.

use super::Kind;
use crate::opcode::Op;

type Outcome = Result<(), &'static str>;

const UNDERFLOW: &str = "stack underflow";
const NULL: &str = "a null is used as a value";

/// How many entries on top an instruction takes, also when it fails half-way.
pub(super) fn consumed(op: Op, arg: u32) -> usize {
    match op {
        Op::LIST_APPEND
        | Op::LIST_EXTEND
        | Op::SET_ADD
        | Op::SET_UPDATE
        | Op::DICT_UPDATE
        | Op::DICT_MERGE => 1,
        Op::MAP_ADD => 2,
        Op::COPY | Op::SWAP | Op::WITH_EXCEPT_START | Op::GET_LEN | Op::GET_ANEXT | Op::IMPORT_FROM => 0,
        Op::MATCH_KEYS | Op::MATCH_MAPPING | Op::MATCH_SEQUENCE | Op::FOR_ITER | Op::PUSH_EXC_INFO => 0,
        Op::SEND | Op::CHECK_EXC_MATCH => 1,
        // The offset stays where it is.
        Op::RERAISE => 1,
        _ => usize::try_from(op.pops(arg)).unwrap_or(0),
    }
}

/// Applies an instruction, without its jump.
pub(super) fn apply(op: Op, arg: u32, stack: &mut Vec<Kind>) -> Outcome {
    let pops = usize::try_from(op.pops(arg)).unwrap_or(0);
    if stack.len() < pops {
        return Err(UNDERFLOW);
    }
    let n = arg as usize;
    match op {
        Op::PUSH_NULL => stack.push(Kind::Null),
        Op::POP_TOP | Op::POP_ITER | Op::STORE_FAST => drop(stack.pop()),
        Op::STORE_FAST_STORE_FAST => stack.truncate(stack.len() - 2),
        Op::STORE_FAST_LOAD_FAST => {
            stack.pop();
            stack.push(Kind::Object);
        }
        // What the first resumption sends is only there to be dropped.
        Op::LOAD_FAST_AND_CLEAR | Op::RETURN_GENERATOR => stack.push(Kind::MaybeNull),
        Op::COPY => {
            let k = stack[stack.len() - n];
            value(k)?;
            stack.push(k);
        }
        Op::SWAP => {
            let top = stack.len() - 1;
            stack.swap(top, top + 1 - n);
        }
        Op::END_FOR => return Err("END_FOR is reached"),
        Op::RETURN_VALUE => {
            take(stack, 1)?;
            if !stack.is_empty() {
                return Err("values are left on the stack at a return");
            }
        }
        Op::CALL | Op::CALL_KW | Op::CALL_FUNCTION_EX => call(op, n, stack)?,
        Op::FOR_ITER => {
            value(stack[stack.len() - 1])?;
            stack.push(Kind::Object);
        }
        Op::GET_ITER | Op::GET_AITER => {
            take(stack, 1)?;
            stack.push(Kind::Iterator);
        }
        Op::PUSH_EXC_INFO => {
            take(stack, 1)?;
            stack.extend([Kind::Except, Kind::Except]);
        }
        Op::RERAISE => {
            value(stack[stack.len() - 1])?;
        }
        // What was sent last has gone to the delegate.
        Op::CLEANUP_THROW => {
            take(stack, 1)?;
            stack.truncate(stack.len() - 2);
            stack.extend([Kind::Object, Kind::Object]);
        }
        _ => return beside(op, n, stack).unwrap_or_else(|| plain(op, arg, stack)),
    }
    Ok(())
}

/// Instructions that leave what lies deeper as it is.
fn beside(op: Op, n: usize, stack: &mut Vec<Kind>) -> Option<Outcome> {
    let (looks_at, takes, pushes) = match op {
        Op::LIST_APPEND | Op::LIST_EXTEND | Op::SET_ADD | Op::SET_UPDATE | Op::DICT_UPDATE => (n + 1, 1, 0),
        Op::DICT_MERGE => return Some(merge(n, stack)),
        Op::MAP_ADD => (n + 2, 2, 0),
        Op::GET_LEN | Op::MATCH_MAPPING | Op::MATCH_SEQUENCE | Op::IMPORT_FROM | Op::GET_ANEXT => (1, 0, 1),
        Op::MATCH_KEYS => (2, 0, 1),
        Op::CHECK_EXC_MATCH => (2, 1, 1),
        Op::SEND => (2, 1, 1),
        Op::WITH_EXCEPT_START => {
            // The second one may be the null beside a method that needs no self.
            let at = stack.len() - 5;
            let checked = value(stack[at]).and_then(|()| value(stack[at + 4]));
            stack.push(Kind::Object);
            return Some(checked);
        }
        Op::LOAD_SPECIAL => {
            let checked = take(stack, 1);
            stack.extend([Kind::Object, Kind::MaybeNull]);
            return Some(checked);
        }
        _ => return None,
    };
    // Only the container and what is taken are looked at.
    let container = stack.len() - looks_at;
    let checked = value(stack[container]).and_then(|()| take(stack, takes));
    stack.extend(std::iter::repeat_n(Kind::Object, pushes));
    Some(checked)
}

/// callable, self, args, dict, mapping.
fn merge(n: usize, stack: &mut Vec<Kind>) -> Outcome {
    let dict = stack.len() - 1 - n;
    let callable = stack.len() - 4 - n;
    value(stack[dict])?;
    value(stack[callable])?;
    take(stack, 1)
}

/// The callable and the arguments are values; what a method is called on may be missing.
fn call(op: Op, n: usize, stack: &mut Vec<Kind>) -> Outcome {
    let entries = match op {
        Op::CALL => n + 2,
        Op::CALL_KW => n + 3,
        _ => 4,
    };
    let first = stack.len() - entries;
    for (at, k) in stack[first..].iter().enumerate() {
        let may_be_null = at == 1 || op == Op::CALL_FUNCTION_EX && at == 3;
        if !may_be_null {
            value(*k)?;
        }
    }
    stack.truncate(first);
    stack.push(Kind::Object);
    Ok(())
}

/// All that is taken are values, and so is what is pushed, but for the second half of a method.
fn plain(op: Op, arg: u32, stack: &mut Vec<Kind>) -> Outcome {
    let pushes = usize::try_from(op.pushes(arg)).unwrap_or(0);
    take(stack, usize::try_from(op.pops(arg)).unwrap_or(0))?;
    stack.extend(std::iter::repeat_n(Kind::Object, pushes));
    let second = match op {
        Op::LOAD_GLOBAL if arg & 1 != 0 => Kind::Null,
        Op::LOAD_ATTR | Op::LOAD_SUPER_ATTR if arg & 1 != 0 => Kind::MaybeNull,
        _ => return Ok(()),
    };
    if let Some(top) = stack.last_mut() {
        *top = second;
    }
    Ok(())
}

fn value(k: Kind) -> Outcome {
    if k.is_value() { Ok(()) } else { Err(NULL) }
}

fn take(stack: &mut Vec<Kind>, n: usize) -> Outcome {
    let left = stack.len().checked_sub(n).ok_or(UNDERFLOW)?;
    for k in &stack[left..] {
        value(*k)?;
    }
    stack.truncate(left);
    Ok(())
}
