//! `filter`: the items for which a function is true.

use super::{flow_of, inner_next, iterators_then};
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Slot, arg, method, static_method};
use crate::types::sequence::{as_type, class_arg, receiver};
use crate::types::type_object::TypeSpec;
use crate::types::{Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Tracer, Value};

/// Payload of `filter`.
pub struct Filter {
    function: Value,
    iterator: Value,
}
kaa_heap::payload!(Filter, trace);

impl Filter {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.function, &self.iterator]);
    }
    /// The item's own truth counts.
    fn by_truth(&self, vm: &Vm) -> bool {
        self.function.is_none() || self.function.is(vm.types.bool.value())
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_arg::<Filter>(vm, args, &vm.types.filter)?;
    let kept = vec![class.value().clone(), arg(args, 1).clone()];
    iterators_then(vm, &[arg(args, 2).clone()], kept, |vm, mut iterators, kept| {
        let (Some(iterator), Ok([class, function])) = (iterators.pop(), <[Value; 2]>::try_from(kept)) else {
            return done(Value::None);
        };
        done(vm.new_object(as_type::<Type>(vm, &class)?, Filter { function, iterator }))
    })
}

/// Whether an item is kept, or a frame was pushed that will tell.
enum Verdict {
    Keep,
    Skip,
    Pushed,
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    let filter = as_type::<Filter>(vm, v)?;
    loop {
        let item = match inner_next(vm, &filter.iterator, || vec![v.clone()])? {
            Next::Item(item) => item,
            other => return Ok(other),
        };
        match judge(vm, v, filter, &item)? {
            Verdict::Keep => return Ok(Next::Item(item)),
            Verdict::Skip => {}
            Verdict::Pushed => return Ok(Next::Pushed),
        }
    }
}

fn judge(vm: &Vm, v: &Value, filter: &Filter, item: &Value) -> Fallible<Verdict> {
    let verdict = |keep| if keep { Verdict::Keep } else { Verdict::Skip };
    if filter.by_truth(vm) {
        return vm.is_true(item).map(verdict);
    }
    let kept = vm.push_continuation(Action::Native(Cont::FilterItem), None)?;
    let answer = vm.call_one(&filter.function, item.clone());
    if matches!(answer, Ok(Flow::Pushed)) {
        vm.fill_continuation(kept, vm.new_tuple(vec![v.clone(), item.clone()]).into());
        return Ok(Verdict::Pushed);
    }
    drop(vm.pop_continuation(kept));
    match answer? {
        Flow::Value(answer) => vm.is_true(&answer).map(verdict),
        Flow::Pushed => Ok(Verdict::Pushed),
    }
}

/// The inner iterator's frame gave an item.
pub(super) fn resume(vm: &Vm, v: &Value, item: Option<Value>) -> Result<Next, Raised> {
    let Some(item) = item else { return Ok(Next::Done) };
    match judge(vm, v, as_type::<Filter>(vm, v)?, &item)? {
        Verdict::Keep => Ok(Next::Item(item)),
        Verdict::Skip => next(vm, v),
        Verdict::Pushed => Ok(Next::Pushed),
    }
}

/// The function's frame gave its answer; `data` is (filter, item).
pub fn filter_continue(vm: &Vm, data: Option<Value>, answer: Value) -> NativeResult {
    let Some([filter, item]) = data.as_ref().and_then(|d| d.payload::<Tuple>()).map(|t| &t[..]) else {
        return done(answer);
    };
    if vm.is_true(&answer)? {
        return done(item.clone());
    }
    flow_of(vm, next(vm, filter))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = receiver::<Filter>(vm, args)?;
    let inner = vm.new_tuple(vec![f.function.clone(), f.iterator.clone()]);
    done(vm.new_tuple(vec![vm.class_ref(f.value()).into(), inner.into()]))
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, function, iterable, /)",
        new,
        "The items for which the function is true.",
    ),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
];

/// The type `filter`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "filter",
    doc: "The items for which a function is true; with None, the true items.",
    methods: METHODS,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};
