//! `iter`, `next`, `aiter`, `anext`, `sorted`.

use crate::dunder::Dunder;
use crate::flow::{Flow, NativeResult, Next, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Resumes, Slot, arg, function};
use crate::types::list::sort::sort_then;
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) static ROWS: &[Method] = &[
    function(
        "iter",
        "(object, sentinel=<unrepresentable>, /)",
        iter,
        "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nAn iterator over the object; in the second form over the results of calls, until one equals the sentinel.",
    ),
    function(
        "next",
        "(iterator, default=<unrepresentable>, /)",
        next,
        "next(iterator[, default])\n\nThe iterator's next item; the default, if given, when there is none.",
    )
    .resuming(Resumes::Next),
    function("aiter", "(async_iterable, /)", aiter, "An asynchronous iterator over the object."),
    function(
        "sorted",
        "(iterable, /, *, key=None, reverse=False)",
        sorted,
        "A new list with the iterable's items in ascending order.",
    ),
    function(
        "anext",
        "(aiterator, default=<unrepresentable>, /)",
        anext,
        "An awaitable of the asynchronous iterator's next item; of the default, if given, when there is none.",
    ),
];

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    match args.get(1) {
        Some(Some(sentinel)) => {
            let f = arg(args, 0);
            if !vm.is_callable(f) {
                return Err(vm.type_error("iter(v, w): v must be callable"));
            }
            done(vm.new_callable_iterator(f.clone(), sentinel.clone()))
        }
        _ => vm.iter_flow(arg(args, 0), Action::Native(Cont::Pass)),
    }
}

fn next(vm: &Vm, args: &[Slot]) -> NativeResult {
    let iterator = arg(args, 0);
    match args.get(1) {
        Some(Some(default)) => {
            vm.with_action(Action::Native(Cont::StopDefault), Some(default.clone()), |vm| step(vm, iterator))
        }
        _ => step(vm, iterator),
    }
}

/// One step; StopIteration at the end.
fn step(vm: &Vm, iterator: &Value) -> NativeResult {
    match vm.next_flow(iterator)? {
        Next::Item(v) => done(v),
        Next::Done => Err(vm.stop_iteration(Value::None)),
        Next::Pushed => Ok(Flow::Pushed),
    }
}

fn aiter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let object = arg(args, 0);
    let name = vm.type_name(object);
    let Some(method) = vm.class_ref(object).special(vm, Dunder::AIter) else {
        return Err(vm.type_error(format!("'{name}' object is not an async iterable")));
    };
    let it = vm.call_special(&method, object, &[])?;
    if vm.class_of(&it).special(vm, Dunder::ANext).is_none() {
        let got = vm.type_name(&it);
        return Err(vm.type_error(format!("aiter() returned not an async iterator of type '{got}'")));
    }
    done(it)
}

fn anext(vm: &Vm, args: &[Slot]) -> NativeResult {
    let object = arg(args, 0);
    let Some(method) = vm.class_ref(object).special(vm, Dunder::ANext) else {
        return Err(vm.type_error(format!("'{}' object is not an async iterator", vm.type_name(object))));
    };
    let awaitable = vm.call_special(&method, object, &[])?;
    match args.get(1) {
        Some(Some(default)) => done(crate::generator::anext_with_default(vm, &awaitable, default.clone())?),
        _ => done(awaitable),
    }
}

fn sorted(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = |i: usize| args.get(i).and_then(Clone::clone).unwrap_or(Value::None);
    vm.collect_then(arg(args, 0), vec![given(1), given(2)], |vm, items, kept| {
        let list = vm.new_list(items);
        let result = list.value().clone();
        let reverse = kept.get(1).filter(|r| !r.is_none());
        sort_then(vm, &list, kept.first(), reverse, result)
    })
}
