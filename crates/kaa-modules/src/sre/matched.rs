//! `re.Match`: one match.

use super::engine::{Found, NONE};
use super::pattern::Pattern;
use super::replace;
use super::subject::part;
use crate::helpers::given;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, class_method, getter, method};
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::sequence::{as_type, class_getitem, has_index};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

/// Payload of matches.
pub(super) struct Match {
    pub(super) pattern: Value,
    pub(super) subject: Value,
    bounds: (usize, usize),
    found: Found,
}
kaa_heap::payload!(Match, trace);

impl Match {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.pattern, &self.subject]);
    }
    /// Start and end of a group; none when it did not match.
    fn span(&self, i: usize) -> Option<(usize, usize)> {
        if i == 0 {
            return Some((self.found.start, self.found.end));
        }
        match (self.found.marks.get(2 * i - 2), self.found.marks.get(2 * i - 1)) {
            (Some(&a), Some(&b)) if a != NONE && b != NONE => Some((a, b)),
            _ => None,
        }
    }
    /// A group's text, or `missing`.
    pub(super) fn group(&self, vm: &Vm, i: usize, missing: &Value) -> Value {
        self.span(i).map_or_else(|| missing.clone(), |(a, b)| part(vm, &self.subject, a, b))
    }
}

static METHODS: &[Method] = &[
    method("group", "($self, /, *groups)", group, "Texts of groups."),
    method("__getitem__", "($self, key, /)", |vm, a| done(group_of(vm, a, arg(a, 1))?), "Return self[key]."),
    method("groups", "($self, /, default=None)", groups, "Texts of all groups."),
    method("groupdict", "($self, /, default=None)", groupdict, "Texts of the named groups."),
    method("start", "($self, group=0, /)", |vm, a| edge(vm, a, Edge::Start), "Where a group starts."),
    method("end", "($self, group=0, /)", |vm, a| edge(vm, a, Edge::End), "Where a group ends."),
    method("span", "($self, group=0, /)", |vm, a| edge(vm, a, Edge::Both), "Where a group starts and ends."),
    method("expand", "($self, /, template)", expand, "A replacement text with its groups filled in."),
    method("__copy__", "($self, /)", |_, a| done(arg(a, 0).clone()), "The same object."),
    method("__deepcopy__", "($self, memo, /)", |_, a| done(arg(a, 0).clone()), "The same object."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "See PEP 585"),
];
static ATTRIBUTES: &[GetSet] = &[
    getter(
        "string",
        |vm, v| done(as_type::<Match>(vm, v)?.subject.clone()),
        "The string passed to match() or search().",
    ),
    getter("re", |vm, v| done(as_type::<Match>(vm, v)?.pattern.clone()), "The regular expression object."),
    getter(
        "pos",
        |vm, v| done(vm.new_usize(as_type::<Match>(vm, v)?.bounds.0)),
        "The index into the string at which the RE engine started looking for a match.",
    ),
    getter(
        "endpos",
        |vm, v| done(vm.new_usize(as_type::<Match>(vm, v)?.bounds.1)),
        "The index into the string beyond which the RE engine will not go.",
    ),
    getter("lastindex", lastindex, "The integer index of the last matched capturing group."),
    getter("lastgroup", lastgroup, "The name of the last matched capturing group."),
    getter("regs", regs, ""),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "re.Match",
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::NO_INSTANTIATION | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

pub(super) fn new_match(
    vm: &Vm,
    pattern: &Value,
    subject: &Value,
    bounds: (usize, usize),
    found: Found,
) -> Fallible<Value> {
    let m = Match { pattern: pattern.clone(), subject: subject.clone(), bounds, found };
    Ok(vm.new_object(&super::class(vm, SPEC.name)?, m).into())
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Match>> {
    as_type::<Match>(vm, arg(args, 0))
}

fn count(vm: &Vm, m: &Match) -> Fallible<usize> {
    Ok(as_type::<Pattern>(vm, &m.pattern)?.groups)
}

/// A group's number from a number or a name.
fn number(vm: &Vm, m: &Match, key: &Value) -> Fallible<usize> {
    let p = as_type::<Pattern>(vm, &m.pattern)?;
    let i = if has_index(vm, key) {
        vm.index_clamped(key)?
    } else {
        let named = if key.is_pointer() { p.groupindex.get(vm, key) } else { Ok(None) };
        match named {
            Ok(Some(i)) => kaa_vm::types::int::as_i64(&i).unwrap_or(-1),
            _ => -1,
        }
    };
    match usize::try_from(i) {
        Ok(i) if i <= p.groups => Ok(i),
        _ => Err(vm.index_error("no such group")),
    }
}

fn group_of(vm: &Vm, args: &[Slot], key: &Value) -> Fallible<Value> {
    let m = this(vm, args)?;
    Ok(m.group(vm, number(vm, m, key)?, &Value::None))
}

fn group(vm: &Vm, args: &[Slot]) -> NativeResult {
    match varargs(&args[1]) {
        [] => done(this(vm, args)?.group(vm, 0, &Value::None)),
        [key] => done(group_of(vm, args, key)?),
        keys => {
            let items = keys.iter().map(|k| group_of(vm, args, k)).collect::<Fallible<Vec<Value>>>()?;
            done(vm.new_tuple(items))
        }
    }
}

fn groups(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let missing = given(args, 1).cloned().unwrap_or(Value::None);
    let n = count(vm, m)?;
    done(vm.new_tuple((1..=n).map(|i| m.group(vm, i, &missing)).collect()))
}

fn groupdict(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let missing = given(args, 1).cloned().unwrap_or(Value::None);
    let dict = vm.new_dict();
    for e in as_type::<Pattern>(vm, &m.pattern)?.groupindex.entries() {
        let i = kaa_vm::types::int::as_i64(&e.value).and_then(|i| usize::try_from(i).ok()).unwrap_or(0);
        dict.set(vm, e.key, m.group(vm, i, &missing))?;
    }
    done(dict)
}

/// What is asked of a group's place.
#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
    Both,
}

fn edge(vm: &Vm, args: &[Slot], which: Edge) -> NativeResult {
    let m = this(vm, args)?;
    let i = given(args, 1).map_or(Ok(0), |k| number(vm, m, k))?;
    let span = m.span(i);
    let int = |n: Option<usize>| n.map_or_else(|| vm.new_int(-1), |n| vm.new_usize(n));
    let (start, end) = (int(span.map(|s| s.0)), int(span.map(|s| s.1)));
    match which {
        Edge::Start => done(start),
        Edge::End => done(end),
        Edge::Both => done(vm.new_tuple(vec![start, end])),
    }
}

fn expand(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let template = replace::compiled(vm, &m.pattern, arg(args, 1))?;
    done(replace::expanded(vm, &template, &m.subject, |i, missing| m.group(vm, i, missing))?)
}

fn lastindex(vm: &Vm, v: &Value) -> NativeResult {
    match as_type::<Match>(vm, v)?.found.last {
        0 => done(Value::None),
        i => done(vm.new_usize(i)),
    }
}

fn lastgroup(vm: &Vm, v: &Value) -> NativeResult {
    let m = as_type::<Match>(vm, v)?;
    let names = &as_type::<Pattern>(vm, &m.pattern)?.indexgroup;
    done(match m.found.last {
        0 => Value::None,
        i => names.get(i).cloned().unwrap_or(Value::None),
    })
}

fn regs(vm: &Vm, v: &Value) -> NativeResult {
    let m = as_type::<Match>(vm, v)?;
    let n = count(vm, m)?;
    let int = |n: Option<usize>| n.map_or_else(|| vm.new_int(-1), |n| vm.new_usize(n));
    let rows = (0..=n).map(|i| {
        let span = m.span(i);
        vm.new_tuple(vec![int(span.map(|s| s.0)), int(span.map(|s| s.1))]).into()
    });
    done(vm.new_tuple(rows.collect()))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let text = m.group(vm, 0, &Value::None);
    let shown = vm.repr(&text)?;
    let (a, b) = (m.found.start, m.found.end);
    let mut out = format!("<re.Match object; span=({a}, {b}), match=").into_bytes();
    out.extend_from_slice(if shown.len() > 50 { shown.slice_bytes(0, 50) } else { shown.as_bytes() });
    out.push(b'>');
    done(vm.new_str_owned(out))
}
