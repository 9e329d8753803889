//! Loops, delegation by `SEND`, unpacking.

use super::{Running, Step, StepResult, after_native};
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised, done};
use crate::frame::{Action, Cont, Instr};
use crate::generator::{self, Generator};
use crate::protocol::drive::{Body, Turn};
use crate::types::list::ListIterator;
use crate::types::tuple::TupleIterator;
use crate::types::{RangeIterator, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

/// `ForIter` over a range of small ints, a list or a tuple: the next item or the end; `None` when it is another iterator.
#[inline(always)]
pub(super) fn quick_item(vm: &Vm, r: &Running, i: &Instr) -> Option<Option<Value>> {
    let it = r.read(i.a);
    if vm.is_exact(it, &vm.types.range_iterator) {
        return it.payload().map(RangeIterator::step);
    }
    if vm.is_exact(it, &vm.types.list_iterator) {
        return it.payload().map(ListIterator::step);
    }
    if vm.is_exact(it, &vm.types.tuple_iterator) {
        return it.payload().map(TupleIterator::step);
    }
    None
}

/// The exact generator that a `for` reads.
#[inline(always)]
pub(super) fn generator_of<'r>(vm: &Vm, r: &'r Running, i: &Instr) -> Option<&'r Generator> {
    let it = r.read(i.a);
    // SAFETY: every object of the class `generator` has this payload.
    vm.is_exact(it, &vm.types.generator).then(|| unsafe { it.payload_unchecked() })
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
        Some(step) => match step(vm, it) {
            Ok(Next::Item(v)) => {
                r.store(i.dst, v);
                after_native(vm)
            }
            Ok(Next::Done) => Ok(Step::Jump(i.imm)),
            Ok(Next::Pushed) => Ok(Step::Switch),
            Err(e) if vm.matches(&e, &vm.exceptions.stop_iteration) => Ok(Step::Jump(i.imm)),
            Err(e) => Err(e),
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
        return generator::delegate(vm, r.frame(), g, v);
    }
    if let Some(step) = generator::send_wrapper(vm, r.frame(), &receiver, &v) {
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
    generator::delegate_answered(vm, r.frame(), None);
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
    if vm.is_exact(&v, &vm.types.tuple)
        && let Some(t) = v.payload::<Tuple>()
        && t.len() == n
    {
        for (k, item) in t.iter().enumerate() {
            r.store(i.dst + (n - 1 - k) as u16, item.clone());
        }
        return after_native(vm);
    }
    unpack_slowly(vm, r, i, v, Shape { before: n, after: None })
}

/// How many items go where: `before`, then (with `after`) a list and that many more.
#[derive(Clone, Copy)]
struct Shape {
    before: usize,
    after: Option<usize>,
}

fn unpack_slowly(vm: &Vm, r: Running, i: &Instr, v: Value, shape: Shape) -> StepResult {
    let exact = vm.is_exact(&v, &vm.types.tuple) || vm.is_exact(&v, &vm.types.list);
    let flow = if exact {
        spread(vm, &v, shape, vm.collect(&v)?)
    } else {
        let body = Unpack { source: v.clone(), shape, items: Vec::with_capacity(shape.before) };
        crate::protocol::drive::over(vm, v, body)
    };
    match flow? {
        Flow::Value(items) => {
            place_items(r, i, &items);
            after_native(vm)
        }
        Flow::Pushed => Ok(Step::Switch),
    }
}

/// Item `k` goes to the register that the bytecode's order gives it.
pub(crate) fn place_items(r: Running, i: &Instr, items: &Value) {
    let items = items.payload::<Tuple>().map_or(&[][..], |t| t);
    for (k, item) in items.iter().enumerate() {
        r.store(i.dst + (items.len() - 1 - k) as u16, item.clone());
    }
}

/// Takes the items of what is unpacked.
struct Unpack {
    source: Value,
    shape: Shape,
    items: Vec<Value>,
}

impl Body for Unpack {
    fn item(&mut self, vm: &Vm, item: Value) -> Fallible<Turn> {
        self.items.push(item);
        if self.shape.after.is_none() && self.items.len() > self.shape.before {
            return Err(wrong_count(vm, &self.source, self.items.len(), self.shape.before));
        }
        Ok(Turn::Next)
    }
    fn take(&mut self, _vm: &Vm, item: Value) -> Result<(), Value> {
        if self.shape.after.is_none() && self.items.len() >= self.shape.before {
            return Err(item);
        }
        self.items.push(item);
        Ok(())
    }
    fn end(&mut self, vm: &Vm) -> NativeResult {
        spread(vm, &self.source, self.shape, std::mem::take(&mut self.items))
    }
    fn not_iterable(&mut self, vm: &Vm, e: Raised) -> Raised {
        let class = vm.class_of(&self.source);
        if class.special(vm, crate::dunder::Dunder::Iter).is_none_or(|m| m.is_none())
            && class.special(vm, crate::dunder::Dunder::GetItem).is_none()
        {
            return vm.type_error(format!("cannot unpack non-iterable {} object", class.name()));
        }
        e
    }
}

/// All items, as the tuple of what is stored.
fn spread(vm: &Vm, source: &Value, shape: Shape, mut items: Vec<Value>) -> NativeResult {
    let Some(after) = shape.after else {
        if items.len() != shape.before {
            return Err(wrong_count(vm, source, items.len(), shape.before));
        }
        return done(vm.new_tuple(items));
    };
    if items.len() < shape.before + after {
        let (want, got) = (shape.before + after, items.len());
        return Err(
            vm.value_error(format!("not enough values to unpack (expected at least {want}, got {got})"))
        );
    }
    let tail = items.split_off(items.len() - after);
    let middle = items.split_off(shape.before);
    items.push(vm.new_list(middle).into());
    items.extend(tail);
    done(vm.new_tuple(items))
}

fn wrong_count(vm: &Vm, v: &Value, got: usize, want: usize) -> Raised {
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
    let shape = Shape { before: (i.imm & 0xff) as usize, after: Some((i.imm >> 8) as usize) };
    unpack_slowly(vm, r, i, v, shape)
}
