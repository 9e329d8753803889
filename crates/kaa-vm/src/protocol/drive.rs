//! Tasks over iterables: [`over`] feeds a [`Body`] with the items of anything iterable, without native recursion.
//!
//! Generators are driven directly: their items go to [`Body::take`] first. Other iterators are asked as `next()` asks them.
//! Knows no particular built-in. Next: `builtins/reduce.rs` for examples.

use crate::dunder::Dunder;
use crate::eval::task::{self, Event, Task};
use crate::flow::{Fallible, Flow, NativeResult, Next, Raised, done};
use crate::frame::{Action, Cont};
use crate::generator::{self, Generator, Resume};
use crate::types::{Function, List, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// What a body wants after an item or an answer.
pub(crate) enum Turn {
    /// The next item.
    Next,
    /// Nothing more: this is the result.
    Done(Value),
    /// A frame was pushed: its result goes to [`Body::answer`].
    Wait,
}

/// What is done with the items.
pub(crate) trait Body: 'static {
    /// An item.
    fn item(&mut self, vm: &Vm, item: Value) -> Fallible<Turn>;
    /// What a frame gave that `item` or `answer` pushed.
    fn answer(&mut self, _vm: &Vm, _answer: Value) -> Fallible<Turn> {
        Ok(Turn::Next)
    }
    /// No more items. May push a frame: its result is the task's.
    fn end(&mut self, vm: &Vm) -> NativeResult;
    /// An item that needs no Python, or the item back.
    fn take(&mut self, _vm: &Vm, item: Value) -> Result<(), Value> {
        Err(item)
    }
    /// The iterable's `__iter__` failed.
    fn not_iterable(&mut self, _vm: &Vm, e: Raised) -> Raised {
        e
    }
    /// Anything failed, the iterable included.
    fn failed(&mut self, _vm: &Vm, e: Raised) -> Raised {
        e
    }
    /// Does CPython ask the iterable here how long it is?
    fn asks_length(&self) -> bool {
        false
    }
}

/// Feeds a body with the items of an iterable.
pub(crate) fn over(vm: &Vm, iterable: Value, body: impl Body) -> NativeResult {
    task::start(vm, Loop { iterator: iterable, hint: None, waits_for: Part::Iterator, body })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Iterator,
    LengthHint,
    Item,
    Answer,
    Result,
}

struct Loop<B> {
    /// The iterable until `iter()` has answered.
    iterator: Value,
    /// The iterable whose length is still to be asked.
    hint: Option<Value>,
    waits_for: Part,
    body: B,
}

impl<B: Body> Task for Loop<B> {
    fn go_on(&mut self, vm: &Vm, event: Event) -> NativeResult {
        self.step(vm, event).map_err(|e| self.body.failed(vm, e))
    }

    #[inline]
    fn accept(&mut self, vm: &Vm, item: Value) -> Result<(), Value> {
        self.body.take(vm, item)
    }
}

impl<B: Body> Loop<B> {
    fn step(&mut self, vm: &Vm, event: Event) -> NativeResult {
        let turn = match (self.waits_for, event) {
            (_, Event::Start) => return self.begin(vm),
            (Part::Iterator, Event::Value(it)) => return self.begun(vm, it),
            (Part::Iterator, Event::Failed(e)) => return Err(self.body.not_iterable(vm, e)),
            (Part::LengthHint, Event::Value(n)) => {
                check_hint(vm, &n)?;
                Turn::Next
            }
            (Part::LengthHint, Event::Failed(e)) if vm.matches(&e, &vm.exceptions.type_error) => Turn::Next,
            (Part::Item, Event::Value(v)) => self.body.item(vm, v)?,
            (Part::Item, Event::Failed(e)) if vm.matches(&e, &vm.exceptions.stop_iteration) => {
                return self.finish(vm);
            }
            (_, Event::End) => return self.finish(vm),
            (Part::Answer, Event::Value(v)) => self.body.answer(vm, v)?,
            (Part::Result, Event::Value(v)) => return done(v),
            (_, Event::Failed(e)) => return Err(e),
        };
        self.run(vm, turn)
    }

    fn begin(&mut self, vm: &Vm) -> NativeResult {
        if vm.is_exact(&self.iterator, &vm.types.list) {
            return self.begin_list(vm);
        }
        if let Some(it) = vm.plain_iterator(&self.iterator) {
            self.iterator = it;
            return self.run(vm, Turn::Next);
        }
        if self.body.asks_length() {
            self.hint = Some(self.iterator.clone());
        }
        match vm.iter_flow(&self.iterator, Action::Native(Cont::Pass)) {
            Ok(Flow::Value(it)) => self.begun(vm, it),
            Ok(Flow::Pushed) => Ok(Flow::Pushed),
            Err(e) => Err(self.body.not_iterable(vm, e)),
        }
    }

    /// As far as items can be taken on the spot, no iterator is made.
    fn begin_list(&mut self, vm: &Vm) -> NativeResult {
        let source = self.iterator.clone();
        let Some(list) = source.as_ref::<List>() else { return self.finish(vm) };
        let mut i = 0;
        while let Some(v) = list.get(i) {
            i += 1;
            if let Err(v) = self.body.take(vm, v) {
                self.iterator = vm.new_list_iterator_at(list, i);
                let turn = self.body.item(vm, v)?;
                return self.run(vm, turn);
            }
        }
        self.finish(vm)
    }

    fn begun(&mut self, vm: &Vm, it: Value) -> NativeResult {
        self.iterator = it;
        if let Some(iterable) = self.hint.take() {
            self.waits_for = Part::LengthHint;
            match length_hint(vm, &iterable) {
                Ok(Flow::Pushed) => return Ok(Flow::Pushed),
                Ok(Flow::Value(n)) => check_hint(vm, &n)?,
                Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {}
                Err(e) => return Err(e),
            }
        }
        self.run(vm, Turn::Next)
    }

    fn run(&mut self, vm: &Vm, mut turn: Turn) -> NativeResult {
        loop {
            match turn {
                Turn::Done(v) => return done(v),
                Turn::Wait => {
                    self.waits_for = Part::Answer;
                    return Ok(Flow::Pushed);
                }
                Turn::Next => match vm.drain(&self.iterator)? {
                    Next::Item(v) => {
                        turn = match self.body.take(vm, v) {
                            Ok(()) => Turn::Next,
                            Err(v) => self.body.item(vm, v)?,
                        }
                    }
                    Next::Done => return self.finish(vm),
                    Next::Pushed => {
                        self.waits_for = Part::Item;
                        return Ok(Flow::Pushed);
                    }
                },
            }
        }
    }

    fn finish(&mut self, vm: &Vm) -> NativeResult {
        self.waits_for = Part::Result;
        self.body.end(vm)
    }
}

/// `operator.length_hint` for its visible effects alone: 0 when the iterable says nothing.
fn length_hint(vm: &Vm, iterable: &Value) -> NativeResult {
    let class = vm.class_of(iterable);
    // A native type's length has no visible effect.
    let visible = |d| class.special(vm, d).filter(|m| m.payload::<Function>().is_some());
    if let Some(m) = visible(Dunder::Len) {
        let action = Action::Native(Cont::MustBeLen);
        return vm.call_special_flow(&m, iterable, &[], action, None);
    }
    if class.special(vm, Dunder::Len).is_none()
        && let Some(m) = visible(Dunder::LengthHint)
    {
        return vm.call_special_flow(&m, iterable, &[], Action::Native(Cont::Pass), None);
    }
    done(vm.new_int(0))
}

fn check_hint(vm: &Vm, n: &Value) -> Fallible<()> {
    if n.is_not_implemented() {
        return Ok(());
    }
    match crate::types::int::as_i64(n) {
        Some(i) if i >= 0 => Ok(()),
        Some(_) => Err(vm.value_error("__length_hint__() should return >= 0")),
        None if crate::types::int::is_int(n) => {
            Err(vm.overflow_error("Python int too large to convert to C ssize_t"))
        }
        None => {
            let name = vm.type_name(n);
            Err(vm.type_error(format!("__length_hint__ must be an integer, not {name}")))
        }
    }
}

impl Vm {
    /// `iter(v)` where it is known without a look at the class.
    pub(crate) fn plain_iterator(&self, v: &Value) -> Option<Value> {
        if self.is_exact(v, &self.types.generator) {
            return Some(v.clone());
        }
        if self.is_exact(v, &self.types.list) {
            return v.as_ref::<List>().map(|l| self.new_list_iterator(l));
        }
        if self.is_exact(v, &self.types.tuple) {
            return v.as_ref::<Tuple>().map(|t| self.new_tuple_iterator(t));
        }
        None
    }

    /// `next(it)` for a task: a generator hands its items over to the task on top.
    #[inline]
    pub(crate) fn drain(&self, it: &Value) -> Result<Next, Raised> {
        if let Some(g) = it.as_ref::<Generator>()
            && self.is_exact(it, &self.types.generator)
        {
            return self.drain_generator(g);
        }
        self.next_flow(it)
    }

    fn drain_generator(&self, g: &Ref<Generator>) -> Result<Next, Raised> {
        if g.is_over() {
            return Ok(Next::Done);
        }
        match generator::resume(self, g, Resume::Send(Value::None), Action::Native(Cont::Drain), None)? {
            Flow::Pushed => Ok(Next::Pushed),
            Flow::Value(v) => Ok(Next::Item(v)),
        }
    }

    /// All items of an iterable, which is asked for its length, go to `then`, with what it needs besides.
    pub(crate) fn collect_then(&self, iterable: &Value, kept: Vec<Value>, then: Then) -> NativeResult {
        self.gather(iterable, Collect { items: Vec::new(), kept, then, asks: true, refused: None })
    }

    /// The same where CPython makes a tuple: it does not ask for the length.
    pub(crate) fn collect_tuple_then(&self, iterable: &Value, kept: Vec<Value>, then: Then) -> NativeResult {
        self.gather(iterable, Collect { items: Vec::new(), kept, then, asks: false, refused: None })
    }

    /// As `collect_then`, with this message of the TypeError for what cannot be iterated.
    pub(crate) fn collect_or_refuse(
        &self,
        iterable: &Value,
        kept: Vec<Value>,
        refused: &'static str,
        then: Then,
    ) -> NativeResult {
        self.gather(iterable, Collect { items: Vec::new(), kept, then, asks: true, refused: Some(refused) })
    }

    fn gather(&self, iterable: &Value, body: Collect) -> NativeResult {
        if let Some(items) = self.items_direct(iterable) {
            return (body.then)(self, items, body.kept);
        }
        over(self, iterable.clone(), body)
    }
}

/// What happens with collected items: (the VM, the items, what was kept).
pub(crate) type Then = fn(&Vm, Vec<Value>, Vec<Value>) -> NativeResult;

struct Collect {
    items: Vec<Value>,
    kept: Vec<Value>,
    then: Then,
    asks: bool,
    refused: Option<&'static str>,
}

impl Body for Collect {
    fn item(&mut self, _vm: &Vm, item: Value) -> Fallible<Turn> {
        self.items.push(item);
        Ok(Turn::Next)
    }
    #[inline]
    fn take(&mut self, _vm: &Vm, item: Value) -> Result<(), Value> {
        self.items.push(item);
        Ok(())
    }
    fn end(&mut self, vm: &Vm) -> NativeResult {
        (self.then)(vm, std::mem::take(&mut self.items), std::mem::take(&mut self.kept))
    }
    fn asks_length(&self) -> bool {
        self.asks
    }
    fn not_iterable(&mut self, vm: &Vm, e: Raised) -> Raised {
        match self.refused {
            Some(message) if vm.matches(&e, &vm.exceptions.type_error) => vm.type_error(message),
            _ => e,
        }
    }
}
