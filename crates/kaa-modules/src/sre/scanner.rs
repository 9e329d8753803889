//! `SRE_Scanner`: the matches of a subject on demand.

use super::matched::new_match;
use super::pattern::Pattern;
use super::subject::Subject;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::cell::Cell;

/// Payload of scanners.
pub(super) struct Scanner {
    pattern: Value,
    subject: Value,
    at: Cell<usize>,
    start: usize,
    end: usize,
    advance: Cell<bool>,
    ended: Cell<bool>,
}
kaa_heap::payload!(Scanner, trace);

impl Scanner {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.pattern, &self.subject]);
    }
}

static METHODS: &[Method] = &[
    method("match", "($self, /)", |vm, a| step(vm, a, false), "The match at the present place."),
    method("search", "($self, /)", |vm, a| step(vm, a, true), "The next match."),
];
static ATTRIBUTES: &[GetSet] =
    &[getter("pattern", |vm, v| done(as_type::<Scanner>(vm, v)?.pattern.clone()), "")];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_sre.SRE_Scanner",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::NO_INSTANTIATION | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

pub(super) fn new_scanner(
    vm: &Vm,
    pattern: &Value,
    subject: &Value,
    start: usize,
    end: usize,
) -> Fallible<Value> {
    let s = Scanner {
        pattern: pattern.clone(),
        subject: subject.clone(),
        at: Cell::new(start),
        start,
        end,
        advance: Cell::new(false),
        ended: Cell::new(false),
    };
    Ok(vm.new_object(&super::class(vm, SPEC.name)?, s).into())
}

fn step(vm: &Vm, args: &[Slot], search: bool) -> NativeResult {
    let me = as_type::<Scanner>(vm, arg(args, 0))?;
    if me.ended.get() {
        return done(Value::None);
    }
    let p = as_type::<Pattern>(vm, &me.pattern)?;
    let bounds = (me.start as i64, me.end as i64);
    let s = Subject::new(vm, &me.subject, p.kind, bounds)?;
    let found = match search {
        true => s.search(&p.code, me.at.get(), me.advance.get()),
        false => s.match_at(&p.code, me.at.get(), false, me.advance.get()),
    };
    let Some(f) = found else {
        me.ended.set(true);
        return done(Value::None);
    };
    me.at.set(f.end);
    me.advance.set(f.end == f.start);
    done(new_match(vm, &me.pattern, &me.subject, (me.start, me.end), f)?)
}
