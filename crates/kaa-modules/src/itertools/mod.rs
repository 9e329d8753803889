//! The module `itertools`. Iterators that step others or call functions push frames: each saves in its continuation a phase
//! number and what it has in hand, and its `resume` goes on from there (see `kaa_vm::types::iterators`).

mod accumulate;
mod chain;
mod combine;
mod count;
mod groupby;
mod longest;
mod predicate;
mod slices;
mod tee;

use crate::helpers::add_class;
use kaa_vm::types::Module;
use kaa_vm::{Fallible, Ref, Value, Vm};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("itertools", Some("Iterators made of other iterators."));
    vm.add_functions(&module, tee::ROWS);
    let m = &module;
    add_class::<accumulate::Accumulate>(vm, m, &accumulate::SPEC);
    add_class::<chain::Chain>(vm, m, &chain::SPEC);
    add_class::<combine::Product>(vm, m, &combine::PRODUCT);
    add_class::<combine::Choice>(vm, m, &combine::PERMUTATIONS);
    add_class::<combine::Choice>(vm, m, &combine::COMBINATIONS);
    add_class::<combine::Choice>(vm, m, &combine::WITH_REPLACEMENT);
    add_class::<count::Count>(vm, m, &count::COUNT);
    add_class::<count::Repeat>(vm, m, &count::REPEAT);
    add_class::<count::Cycle>(vm, m, &count::CYCLE);
    add_class::<groupby::GroupBy>(vm, m, &groupby::GROUPBY);
    add_class::<groupby::Grouper>(vm, m, &groupby::GROUPER);
    add_class::<longest::Longest>(vm, m, &longest::SPEC);
    add_class::<predicate::Tested>(vm, m, &predicate::TAKEWHILE);
    add_class::<predicate::Tested>(vm, m, &predicate::DROPWHILE);
    add_class::<predicate::Tested>(vm, m, &predicate::FILTERFALSE);
    add_class::<predicate::StarMap>(vm, m, &predicate::STARMAP);
    add_class::<predicate::Compress>(vm, m, &predicate::COMPRESS);
    add_class::<slices::Islice>(vm, m, &slices::ISLICE);
    add_class::<slices::Batched>(vm, m, &slices::BATCHED);
    add_class::<slices::Pairwise>(vm, m, &slices::PAIRWISE);
    add_class::<tee::Tee>(vm, m, &tee::TEE);
    add_class::<tee::Node>(vm, m, &tee::NODE);
    Ok(module)
}

/// The phase that a continuation saved, and the rest of its state.
fn phase(state: &[Value]) -> (i64, &[Value]) {
    match state.split_first() {
        Some((p, rest)) => (kaa_vm::types::int::as_i64(p).unwrap_or(0), rest),
        None => (0, state),
    }
}

/// What a continuation saves: the iterator, a phase, and what it has in hand.
fn saved(v: &Value, phase: i64, rest: &[&Value]) -> Vec<Value> {
    let mut state = vec![v.clone(), Value::small_int_unchecked(phase)];
    state.extend(rest.iter().map(|x| (*x).clone()));
    state
}

/// The item that arrived; none at the end.
fn item(vm: &Vm, arrived: Fallible<Value>) -> Fallible<Option<Value>> {
    vm.catch(arrived, &vm.exceptions.stop_iteration)
}
