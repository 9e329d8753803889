//! `max` and `min`: the first item whose rank nobody beats.

use crate::flow::{Fallible, Flow, NativeResult, done};
use crate::native::{Method, Slot, arg, function};
use crate::protocol::CompareOp;
use crate::protocol::drive::{Body, Turn, over};
use crate::types::{List, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) static ROWS: &[Method] = &[
    function(
        "max",
        "(*args, key=None, default=<unrepresentable>)",
        max,
        "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nThe biggest item of an iterable or of the arguments.",
    ),
    function(
        "min",
        "(*args, key=None, default=<unrepresentable>)",
        min,
        "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nThe smallest item of an iterable or of the arguments.",
    ),
];

fn max(vm: &Vm, args: &[Slot]) -> NativeResult {
    extreme(vm, args, CompareOp::Gt)
}

fn min(vm: &Vm, args: &[Slot]) -> NativeResult {
    extreme(vm, args, CompareOp::Lt)
}

fn extreme(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let name = name_of(op);
    let given = arg(args, 0).payload::<Tuple>().map_or(&[][..], |t| t);
    let key = args.get(1).and_then(|k| k.clone()).filter(|k| !k.is_none());
    if key.is_none()
        && args.get(2).is_none_or(Option::is_none)
        && let Some(best) = plain_extreme(vm, given, op)
    {
        return done(best);
    }
    let default = args.get(2).and_then(|d| d.clone());
    let iterable = match given {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [one] => one.clone(),
        _ if default.is_some() => {
            let message = format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(vm.type_error(message));
        }
        _ => arg(args, 0).clone(),
    };
    over(vm, iterable, Extreme { op, key, default, best: None, next: None, stage: Stage::Rank })
}

/// The best of two or more arguments, or of a list or tuple, as long as they compare without methods.
fn plain_extreme(vm: &Vm, given: &[Value], op: CompareOp) -> Option<Value> {
    let best_of = |items: &[Value]| {
        let (first, rest) = items.split_first()?;
        let mut best = first;
        for v in rest {
            if vm.compare_fast(op, v, best)? {
                best = v;
            }
        }
        Some(best.clone())
    };
    match given {
        [one] if vm.is_exact(one, &vm.types.list) => best_of(&one.payload::<List>()?.items.borrow()),
        [one] if vm.is_exact(one, &vm.types.tuple) => best_of(one.payload::<Tuple>()?),
        [_] => None,
        several => best_of(several),
    }
}

fn name_of(op: CompareOp) -> &'static str {
    if op == CompareOp::Gt { "max" } else { "min" }
}

/// What an answer is.
enum Stage {
    /// The item's rank, from the key function.
    Rank,
    /// Whether the item's rank beats the best one.
    Verdict,
}

struct Extreme {
    op: CompareOp,
    key: Option<Value>,
    default: Option<Value>,
    /// Rank and item.
    best: Option<(Value, Value)>,
    /// Rank (once it is known) and item that are looked at.
    next: Option<(Value, Value)>,
    stage: Stage,
}

impl Extreme {
    /// The item in hand has a rank now.
    fn ranked(&mut self, vm: &Vm) -> Fallible<Turn> {
        let (Some((top, _)), Some((rank, _))) = (&self.best, &self.next) else {
            self.best = self.next.take();
            return Ok(Turn::Next);
        };
        match vm.compare_bool_task(self.op, rank, top)? {
            Flow::Value(v) => Ok(self.judged(&v)),
            Flow::Pushed => {
                self.stage = Stage::Verdict;
                Ok(Turn::Wait)
            }
        }
    }

    fn judged(&mut self, better: &Value) -> Turn {
        let looked_at = self.next.take();
        if better.is_true() {
            self.best = looked_at;
        }
        Turn::Next
    }
}

impl Body for Extreme {
    fn item(&mut self, vm: &Vm, item: Value) -> Fallible<Turn> {
        let Some(key) = &self.key else {
            self.next = Some((item.clone(), item));
            return self.ranked(vm);
        };
        let rank = match vm.call_one(key, item.clone())? {
            Flow::Value(rank) => rank,
            Flow::Pushed => {
                self.next = Some((Value::None, item));
                self.stage = Stage::Rank;
                return Ok(Turn::Wait);
            }
        };
        self.next = Some((rank, item));
        self.ranked(vm)
    }

    fn answer(&mut self, vm: &Vm, answer: Value) -> Fallible<Turn> {
        match self.stage {
            Stage::Verdict => Ok(self.judged(&answer)),
            Stage::Rank => {
                if let Some((rank, _)) = &mut self.next {
                    *rank = answer;
                }
                self.ranked(vm)
            }
        }
    }

    fn end(&mut self, vm: &Vm) -> NativeResult {
        match (self.best.take(), self.default.take()) {
            (Some((_, item)), _) => done(item),
            (None, Some(d)) => done(d),
            (None, None) => Err(vm.value_error(format!("{}() iterable argument is empty", name_of(self.op)))),
        }
    }

    #[inline]
    fn take(&mut self, vm: &Vm, item: Value) -> Result<(), Value> {
        let (None, Some((top, _))) = (&self.key, &self.best) else { return Err(item) };
        match vm.compare_fast(self.op, &item, top) {
            Some(true) => self.best = Some((item.clone(), item)),
            Some(false) => {}
            None => return Err(item),
        }
        Ok(())
    }
}
