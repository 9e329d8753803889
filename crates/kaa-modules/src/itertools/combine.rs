//! `product`, `permutations`, `combinations`, `combinations_with_replacement`: choices by index from pools read at the start.

use crate::helpers::{class_for, given, some};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg, method, static_method};
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::RefCell;

/// Payload of `product`; the indexes are there from the first result on, until the last.
pub(super) struct Product {
    pools: Vec<Vec<Value>>,
    state: RefCell<State>,
}
kaa_heap::payload!(Product, trace);

/// How far an iterator of choices is.
enum State {
    Fresh,
    At(Vec<usize>),
    Done,
}

impl Product {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(self.pools.iter().flatten());
    }
}

fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = arg(args, 0).payload::<Choice>().map_or(0, |c| c.pool.len());
    done(vm.new_usize(96 + n * 8))
}

pub(super) static PRODUCT: TypeSpec = TypeSpec {
    name: "itertools.product",
    doc: "All ways to choose an item of each iterable, as nested loops would.",
    methods: &[
        static_method(
            "__new__",
            "($type, /, *iterables, repeat=1)",
            new_product,
            "Create and return a new object.",
        ),
        method("__sizeof__", "($self, /)", sizeof, "Size in memory, in bytes."),
    ],
    flags: flags::BASETYPE | ClassFlags::GC,
    iternext: Some(product),
    ..TypeSpec::EMPTY
};

fn new_product(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Product>(vm, args)?;
    let repeat = given(args, 2).map_or(Ok(1), |n| vm.index_i64(n))?;
    let Ok(repeat) = usize::try_from(repeat) else {
        return Err(vm.value_error("repeat argument cannot be negative"));
    };
    let given = varargs(&args[1]);
    if given.len().checked_mul(repeat).is_none_or(|n| n > 1 << 40) {
        return Err(vm.overflow_error("repeat argument too large"));
    }
    let pools = if repeat == 0 {
        Vec::new()
    } else {
        given.iter().map(|p| vm.collect(p)).collect::<Fallible<Vec<_>>>()?
    };
    let n = pools.len();
    let pools = pools.into_iter().cycle().take(n * repeat).collect();
    done(vm.new_object(class, Product { pools, state: RefCell::new(State::Fresh) }))
}

fn product(vm: &Vm, v: &Value) -> Fallible<Next> {
    let p = as_type::<Product>(vm, v)?;
    let mut state = p.state.borrow_mut();
    let alive = match &mut *state {
        State::Fresh if p.pools.iter().any(Vec::is_empty) => false,
        State::Fresh => {
            *state = State::At(vec![0; p.pools.len()]);
            true
        }
        State::At(indexes) => advance(indexes, |i| p.pools[i].len()),
        State::Done => false,
    };
    match &*state {
        State::At(indexes) if alive => {
            let items = indexes.iter().zip(&p.pools).map(|(i, pool)| pool[*i].clone()).collect();
            Ok(Next::Item(vm.new_tuple(items).into()))
        }
        _ => {
            *state = State::Done;
            Ok(Next::Done)
        }
    }
}

/// Counts on, the last place fastest.
fn advance(indexes: &mut [usize], len: impl Fn(usize) -> usize) -> bool {
    for i in (0..indexes.len()).rev() {
        indexes[i] += 1;
        if indexes[i] < len(i) {
            return true;
        }
        indexes[i] = 0;
    }
    false
}

/// Which choices come after which.
#[derive(Clone, Copy)]
enum Kind {
    Permutations,
    Combinations,
    WithReplacement,
}

/// Payload of the three that choose `r` items of one pool.
pub(super) struct Choice {
    kind: Kind,
    pool: Vec<Value>,
    r: usize,
    state: RefCell<State>,
    /// For permutations: how often each place still changes.
    cycles: RefCell<Vec<usize>>,
}
kaa_heap::payload!(Choice, trace);

impl Choice {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(&self.pool);
    }
}

macro_rules! choice {
    ($static:ident, $name:literal, $signature:literal, $kind:expr, $doc:literal) => {
        pub(super) static $static: TypeSpec = TypeSpec {
            name: $name,
            doc: $doc,
            methods: &[
                static_method(
                    "__new__",
                    $signature,
                    |vm, args| new_choice(vm, args, $kind),
                    "Create and return a new object.",
                ),
                method("__sizeof__", "($self, /)", sizeof, "Size in memory, in bytes."),
            ],
            flags: flags::BASETYPE | ClassFlags::GC,
            iternext: Some(choice),
            ..TypeSpec::EMPTY
        };
    };
}
choice!(
    PERMUTATIONS,
    "itertools.permutations",
    "($type, /, iterable, r=None)",
    Kind::Permutations,
    "All ordered choices of r items."
);
choice!(
    COMBINATIONS,
    "itertools.combinations",
    "($type, /, iterable, r)",
    Kind::Combinations,
    "All choices of r items, in the pool's order."
);
choice!(
    WITH_REPLACEMENT,
    "itertools.combinations_with_replacement",
    "($type, /, iterable, r)",
    Kind::WithReplacement,
    "All choices of r items that may come again."
);

fn new_choice(vm: &Vm, args: &[Slot], kind: Kind) -> NativeResult {
    let class = class_for::<Choice>(vm, args)?;
    let r = match some(args, 2) {
        None if !matches!(kind, Kind::Permutations) => Some(vm.index_i64(arg(args, 2))?),
        None => None,
        Some(r) if matches!(kind, Kind::Permutations) && !kaa_vm::types::int::is_int(r) => {
            vm.collect(arg(args, 1))?;
            return Err(vm.type_error("Expected int as r"));
        }
        Some(r) => Some(vm.index_i64(r)?),
    };
    let pool = vm.collect(arg(args, 1))?;
    let r = match r {
        None => pool.len(),
        Some(r) => usize::try_from(r).map_err(|_| vm.value_error("r must be non-negative"))?,
    };
    let possible = match kind {
        Kind::WithReplacement => r == 0 || !pool.is_empty(),
        _ => r <= pool.len(),
    };
    let state = RefCell::new(if possible { State::Fresh } else { State::Done });
    let c = Choice { kind, pool, r, state, cycles: RefCell::default() };
    done(vm.new_object(class, c))
}

fn choice(vm: &Vm, v: &Value) -> Fallible<Next> {
    let c = as_type::<Choice>(vm, v)?;
    let n = c.pool.len();
    let mut state = c.state.borrow_mut();
    let alive = match &mut *state {
        State::Fresh => {
            *state = State::At(match c.kind {
                Kind::Permutations => {
                    *c.cycles.borrow_mut() = (0..c.r).map(|i| n - i).collect();
                    (0..n).collect()
                }
                Kind::Combinations => (0..c.r).collect(),
                Kind::WithReplacement => vec![0; c.r],
            });
            true
        }
        State::At(indexes) => match c.kind {
            Kind::Permutations => next_permutation(indexes, &mut c.cycles.borrow_mut()),
            Kind::Combinations => next_combination(indexes, n),
            Kind::WithReplacement => next_with_replacement(indexes, n),
        },
        State::Done => false,
    };
    match &*state {
        State::At(indexes) if alive => {
            let items = indexes.iter().take(c.r).map(|i| c.pool[*i].clone()).collect();
            Ok(Next::Item(vm.new_tuple(items).into()))
        }
        _ => {
            *state = State::Done;
            Ok(Next::Done)
        }
    }
}

fn next_permutation(indexes: &mut [usize], cycles: &mut [usize]) -> bool {
    let n = indexes.len();
    for i in (0..cycles.len()).rev() {
        cycles[i] -= 1;
        if cycles[i] == 0 {
            indexes[i..].rotate_left(1);
            cycles[i] = n - i;
        } else {
            let j = n - cycles[i];
            indexes.swap(i, j);
            return true;
        }
    }
    false
}

fn next_combination(indexes: &mut [usize], n: usize) -> bool {
    let r = indexes.len();
    let Some(i) = (0..r).rev().find(|i| indexes[*i] != i + n - r) else { return false };
    indexes[i] += 1;
    for j in i + 1..r {
        indexes[j] = indexes[j - 1] + 1;
    }
    true
}

fn next_with_replacement(indexes: &mut [usize], n: usize) -> bool {
    let Some(i) = (0..indexes.len()).rev().find(|i| indexes[*i] + 1 != n) else { return false };
    let next = indexes[i] + 1;
    indexes[i..].fill(next);
    true
}
