//! Loops, delegation by `SEND`, unpacking.

use super::{Running, Step, StepResult, after_native};
use crate::flow::{Flow, Next};
use crate::frame::{Action, Cont, Instr};
use crate::generator::{self, Generator, Resume};
use crate::types::{List, RangeIterator, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

/// `ForIter` over a range of small ints: the next item or the end; `None` when it is another iterator.
#[inline(always)]
pub(super) fn range_item(r: &Running, i: &Instr) -> Option<Option<Value>> {
    r.read(i.a).payload::<RangeIterator>().map(RangeIterator::step)
}

/// `ForIter`: the next item, or the end.
pub(crate) fn for_iter(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let it = r.read(i.a);
    if let Some(g) = it.as_ref::<Generator>()
        && vm.is_exact(it, &vm.types.generator)
    {
        return generator::resume_from_loop(vm, g, i);
    }
    match vm.class_of(it).iternext.get() {
        Some(step) => match step(vm, it)? {
            Next::Item(v) => {
                r.store(i.dst, v);
                after_native(vm)
            }
            Next::Done => Ok(Step::Jump(i.imm)),
            Next::Pushed => Ok(Step::Switch),
        },
        None => {
            let it = it.clone();
            let Some(m) = vm.class_of(&it).special(vm, crate::dunder::Dunder::Next) else {
                let name = vm.type_name(&it);
                return Err(vm.type_error(format!("'{name}' object is not an iterator")));
            };
            match vm.call_special_flow(&m, &it, &[], Action::Resume, None) {
                Ok(Flow::Value(v)) => {
                    r.store(i.dst, v);
                    after_native(vm)
                }
                Ok(Flow::Pushed) => Ok(Step::Switch),
                Err(e) if vm.matches(&e, &vm.exceptions.stop_iteration) => Ok(Step::Jump(i.imm)),
                Err(e) => Err(e),
            }
        }
    }
}

/// An item arrived for a loop that waited.
pub(crate) fn item_arrived(r: Running, i: &Instr, v: Value) -> Step {
    r.store(i.dst, v);
    Step::Next
}

/// The loop's iterator ended while the loop waited.
pub(crate) fn exhausted(_r: Running, _i: &Instr) {}

/// `Send`: resume a generator in place, or ask an iterator.
pub(crate) fn send(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.b, i.flags & 2 != 0);
    let receiver = r.read(i.a).clone();
    if let Some(g) = receiver.as_ref::<Generator>()
        && g.kind() != generator::Kind::AsyncGenerator
    {
        return generator::delegate(vm, r.frame, g, v);
    }
    if let Some(step) = generator::send_wrapper(vm, r.frame, &receiver, &v) {
        return step;
    }
    let answer = if v.is_none() {
        vm.next_flow(&receiver)
    } else {
        match vm.get_attr(&receiver, &vm.names.send) {
            Ok(f) => vm.call_flow(&f, vec![v], &[], Action::Native(Cont::Pass), None).map(|f| match f {
                Flow::Value(v) => Next::Item(v),
                Flow::Pushed => Next::Pushed,
            }),
            Err(e) => Err(e),
        }
    };
    match answer {
        Ok(Next::Item(v)) => {
            r.store(i.dst, v);
            after_native(vm)
        }
        Ok(Next::Done) => {
            r.store(i.dst, Value::None);
            Ok(Step::Jump(i.imm))
        }
        Ok(Next::Pushed) => Ok(Step::Switch),
        Err(e) if vm.matches(&e, &vm.exceptions.stop_iteration) => {
            r.store(i.dst, vm.stop_value(&e));
            Ok(Step::Jump(i.imm))
        }
        Err(e) => Err(e),
    }
}

/// A delegate that is not a generator yielded a value.
pub(crate) fn send_arrived(vm: &Vm, r: Running, i: &Instr, v: Value) -> Step {
    generator::delegate_answered(vm, r.frame, None);
    r.store(i.dst, v);
    Step::Next
}

/// `GetIter`.
pub(crate) fn get_iter(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    if v.payload::<Generator>().is_some() && vm.is_exact(&v, &vm.types.generator) {
        r.store(i.dst, v);
        return Ok(Step::Next);
    }
    super::flow_step(vm, r, i, vm.iter_flow(&v, Action::Return))
}

/// `UnpackSequence`: item `k` goes to the register that the bytecode's order gives it.
pub(crate) fn unpack(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    let n = i.imm as usize;
    let place = |k: usize, item: Value| r.store(i.dst + (n - 1 - k) as u16, item);
    if vm.is_exact(&v, &vm.types.tuple)
        && let Some(t) = v.payload::<Tuple>()
        && t.len() == n
    {
        for (k, item) in t.iter().enumerate() {
            place(k, item.clone());
        }
        return after_native(vm);
    }
    let items = bounded_items(vm, &v, Some(n))?;
    if items.len() != n {
        return Err(wrong_count(vm, &v, items.len(), n));
    }
    for (k, item) in items.into_iter().enumerate() {
        place(k, item);
    }
    after_native(vm)
}

/// Up to `limit + 1` items of an iterable.
fn bounded_items(vm: &Vm, v: &Value, limit: Option<usize>) -> crate::flow::Fallible<Vec<Value>> {
    if v.payload::<Tuple>().is_some() && vm.is_exact(v, &vm.types.tuple)
        || v.payload::<List>().is_some() && vm.is_exact(v, &vm.types.list)
    {
        return vm.collect(v);
    }
    let class = vm.class_of(v);
    if class.special(vm, crate::dunder::Dunder::Iter).is_none_or(|m| m.is_none())
        && class.special(vm, crate::dunder::Dunder::GetItem).is_none()
    {
        return Err(vm.type_error(format!("cannot unpack non-iterable {} object", class.name())));
    }
    let it = vm.iter(v)?;
    let mut items = Vec::new();
    while let Some(item) = vm.next(&it)? {
        items.push(item);
        if limit.is_some_and(|n| items.len() > n) {
            break;
        }
    }
    Ok(items)
}

fn wrong_count(vm: &Vm, v: &Value, got: usize, want: usize) -> crate::flow::Raised {
    if got < want {
        return vm.value_error(format!("not enough values to unpack (expected {want}, got {got})"));
    }
    let known =
        vm.is_exact(v, &vm.types.list) || vm.is_exact(v, &vm.types.tuple) || vm.is_exact(v, &vm.types.dict);
    if known && let Ok(n) = vm.len(v) {
        return vm.value_error(format!("too many values to unpack (expected {want}, got {n})"));
    }
    vm.value_error(format!("too many values to unpack (expected {want})"))
}

/// `UnpackEx`: some items, a list, some items.
pub(crate) fn unpack_ex(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    let (before, after) = ((i.imm & 0xff) as usize, (i.imm >> 8) as usize);
    let mut items = bounded_items(vm, &v, None)?;
    if items.len() < before + after {
        let (want, got) = (before + after, items.len());
        return Err(
            vm.value_error(format!("not enough values to unpack (expected at least {want}, got {got})"))
        );
    }
    let tail = items.split_off(items.len() - after);
    let middle = items.split_off(before);
    let all = items.into_iter().chain([vm.new_list(middle).into()]).chain(tail);
    let n = before + 1 + after;
    for (k, item) in all.enumerate() {
        r.store(i.dst + (n - 1 - k) as u16, item);
    }
    after_native(vm)
}

/// How a loop resumes a generator: see `generator::resume_from_loop`.
pub(crate) const LOOP: fn(Value) -> Resume = Resume::Send;
