//! What makes one value of an iterable: `all`, `any`, `sum`, `max`, `min`.

use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Method, Slot, arg, function};
use crate::protocol::{BinaryOp, CompareOp};
use crate::types::{ByteArray, Bytes, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) static ROWS: &[Method] = &[
    function("all", "(iterable, /)", all, "Whether all items are true; true when there are none."),
    function("any", "(iterable, /)", any, "Whether some item is true; false when there are none."),
    function("sum", "(iterable, /, start=0)", sum, "The sum of the items and the start value."),
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

fn all(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = vm.iter(arg(args, 0))?;
    while let Some(v) = vm.next(&it)? {
        if !vm.is_true(&v)? {
            return done(Value::False);
        }
    }
    done(Value::True)
}

fn any(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = vm.iter(arg(args, 0))?;
    while let Some(v) = vm.next(&it)? {
        if vm.is_true(&v)? {
            return done(Value::True);
        }
    }
    done(Value::False)
}

/// A running total: exact for ints, compensated for floats (the errors of the additions are summed beside), `+` for the rest.
enum Total {
    Int(i64),
    Float { sum: f64, lost: f64 },
    Any(Value),
}

impl Total {
    fn start(vm: &Vm, v: &Value) -> Total {
        match (v.as_small_int(), exact_float(vm, v)) {
            (Some(i), _) => Total::Int(i),
            (_, Some(sum)) => Total::Float { sum, lost: 0.0 },
            _ => Total::Any(v.clone()),
        }
    }

    fn value(&self, vm: &Vm) -> Value {
        match self {
            Total::Int(i) => vm.new_int(*i),
            Total::Float { sum, lost } => {
                vm.new_float(if *lost != 0.0 && lost.is_finite() { sum + lost } else { *sum })
            }
            Total::Any(v) => v.clone(),
        }
    }

    fn add(self, vm: &Vm, v: &Value) -> Fallible<Total> {
        match self {
            Total::Int(a) => {
                if let Some(b) = v.as_small_int()
                    && let Some(c) = a.checked_add(b)
                {
                    return Ok(Total::Int(c));
                }
                let sum = vm.binary(BinaryOp::Add, &vm.new_int(a), v)?;
                Ok(Total::start(vm, &sum))
            }
            Total::Float { sum, lost } => {
                let x = match (exact_float(vm, v), v.as_small_int()) {
                    (Some(x), _) => Some((x, true)),
                    (_, Some(i)) => Some((i as f64, false)),
                    _ => None,
                };
                match x {
                    Some((x, true)) => Ok(compensated(sum, lost, x)),
                    Some((x, false)) => Ok(Total::Float { sum: sum + x, lost }),
                    None => {
                        let before = Total::Float { sum, lost }.value(vm);
                        Ok(Total::start(vm, &vm.binary(BinaryOp::Add, &before, v)?))
                    }
                }
            }
            Total::Any(a) => Ok(Total::Any(vm.binary(BinaryOp::Add, &a, v)?)),
        }
    }
}

/// Neumaier's summation: what an addition rounds away is kept.
fn compensated(sum: f64, lost: f64, x: f64) -> Total {
    let t = sum + x;
    let error = if sum.abs() >= x.abs() { (sum - t) + x } else { (x - t) + sum };
    Total::Float { sum: t, lost: lost + error }
}

fn exact_float(vm: &Vm, v: &Value) -> Option<f64> {
    if vm.is_exact(v, &vm.types.float) { crate::types::float::as_f64(v) } else { None }
}

fn sum(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = vm.iter(arg(args, 0))?;
    let start = match args.get(1) {
        Some(Some(v)) => v.clone(),
        _ => vm.new_int(0),
    };
    let refused = if start.payload::<Str>().is_some() {
        Some("sum() can't sum strings [use ''.join(seq) instead]")
    } else if start.payload::<Bytes>().is_some() {
        Some("sum() can't sum bytes [use b''.join(seq) instead]")
    } else if start.payload::<ByteArray>().is_some() {
        Some("sum() can't sum bytearray [use b''.join(seq) instead]")
    } else {
        None
    };
    if let Some(message) = refused {
        return Err(vm.type_error(message));
    }
    let mut total = Total::start(vm, &start);
    while let Some(v) = vm.next(&it)? {
        total = total.add(vm, &v)?;
    }
    done(total.value(vm))
}

fn max(vm: &Vm, args: &[Slot]) -> NativeResult {
    extreme(vm, args, "max", CompareOp::Gt)
}

fn min(vm: &Vm, args: &[Slot]) -> NativeResult {
    extreme(vm, args, "min", CompareOp::Lt)
}

fn extreme(vm: &Vm, args: &[Slot], name: &str, op: CompareOp) -> NativeResult {
    let given = arg(args, 0).payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let key = args.get(1).and_then(|k| k.as_ref()).filter(|k| !k.is_none());
    let default = args.get(2).and_then(|d| d.as_ref());
    let iterable = match given.as_slice() {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [one] => one.clone(),
        _ if default.is_some() => {
            let message = format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(vm.type_error(message));
        }
        _ => vm.new_tuple(given).into(),
    };
    let it = vm.iter(&iterable)?;
    let mut best: Option<(Value, Value)> = None;
    while let Some(item) = vm.next(&it)? {
        let rank = match key {
            Some(k) => vm.call(k, std::slice::from_ref(&item))?,
            None => item.clone(),
        };
        let better = match &best {
            Some((top, _)) => vm.compare_bool(op, &rank, top)?,
            None => true,
        };
        if better {
            best = Some((rank, item));
        }
    }
    match (best, default) {
        (Some((_, item)), _) => done(item),
        (None, Some(d)) => done(d.clone()),
        (None, None) => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}
