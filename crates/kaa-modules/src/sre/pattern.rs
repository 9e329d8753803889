//! `re.Pattern`: what `re.compile` gives.

use super::engine::Found;
use super::matched::new_match;
use super::replace;
use super::scanner::new_scanner;
use super::subject::{Kind, Subject};
use crate::helpers::given;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, class_method, getter, method};
use kaa_vm::types::sequence::{as_type, class_getitem};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Str, Tuple};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Payload of patterns.
pub(super) struct Pattern {
    pub(super) source: Value,
    pub(super) kind: Kind,
    pub(super) flags: i64,
    pub(super) code: Vec<u32>,
    pub(super) groups: usize,
    pub(super) groupindex: Ref<Dict>,
    pub(super) indexgroup: Ref<Tuple>,
}
kaa_heap::payload!(Pattern, trace);

impl Pattern {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.source, self.groupindex.value(), self.indexgroup.value()]);
    }
}

static METHODS: &[Method] = &[
    method(
        "match",
        "($self, /, string, pos=0, endpos=sys.maxsize)",
        |vm, a| first(vm, a, How::Match),
        "Matches at the start.",
    ),
    method(
        "fullmatch",
        "($self, /, string, pos=0, endpos=sys.maxsize)",
        |vm, a| first(vm, a, How::Whole),
        "Matches the whole string.",
    ),
    method(
        "search",
        "($self, /, string, pos=0, endpos=sys.maxsize)",
        |vm, a| first(vm, a, How::Search),
        "Looks for a match.",
    ),
    method(
        "findall",
        "($self, /, string, pos=0, endpos=sys.maxsize)",
        findall,
        "All matches as texts or tuples of groups.",
    ),
    method("finditer", "($self, /, string, pos=0, endpos=sys.maxsize)", finditer, "All matches, one by one."),
    method("scanner", "($self, /, string, pos=0, endpos=sys.maxsize)", scanner, "Matches on demand."),
    method("split", "($self, /, string, maxsplit=0)", split, "The parts between matches."),
    method(
        "sub",
        "($self, /, repl, string, count=0)",
        |vm, a| replace::sub(vm, a, false),
        "Replaces matches.",
    ),
    method(
        "subn",
        "($self, /, repl, string, count=0)",
        |vm, a| replace::sub(vm, a, true),
        "Replaces matches; tells how many.",
    ),
    method("__copy__", "($self, /)", |_, a| done(arg(a, 0).clone()), "The same object."),
    method("__deepcopy__", "($self, memo, /)", |_, a| done(arg(a, 0).clone()), "The same object."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__eq__", "($self, value, /)", |vm, a| same(vm, a, true), "Return self==value."),
    method("__ne__", "($self, value, /)", |vm, a| same(vm, a, false), "Return self!=value."),
    method("__hash__", "($self, /)", hash, "Return hash(self)."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "See PEP 585"),
];
static ATTRIBUTES: &[GetSet] = &[
    getter(
        "pattern",
        |vm, v| done(as_type::<Pattern>(vm, v)?.source.clone()),
        "The pattern string from which the RE object was compiled.",
    ),
    getter("flags", |vm, v| done(vm.new_int(as_type::<Pattern>(vm, v)?.flags)), "The regex matching flags."),
    getter(
        "groups",
        |vm, v| done(vm.new_usize(as_type::<Pattern>(vm, v)?.groups)),
        "The number of capturing groups in the pattern.",
    ),
    getter("groupindex", groupindex, "A dictionary mapping group names to group numbers."),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "re.Pattern",
    doc: "Compiled regular expression object.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::NO_INSTANTIATION | ClassFlags::GC | flags::WEAKREF,
    ..TypeSpec::EMPTY
};

fn groupindex(vm: &Vm, v: &Value) -> NativeResult {
    let dict = as_type::<Pattern>(vm, v)?.groupindex.value().clone();
    done(vm.call(vm.types.mappingproxy.value(), &[dict])?)
}

pub(super) fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Pattern>> {
    as_type::<Pattern>(vm, arg(args, 0))
}

fn bounds(vm: &Vm, args: &[Slot]) -> Fallible<(i64, i64)> {
    let start = given(args, 2).map_or(Ok(0), |v| vm.index_clamped(v))?;
    let end = given(args, 3).map_or(Ok(i64::MAX), |v| vm.index_clamped(v))?;
    Ok((start, end))
}

/// Where a match may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Match,
    Whole,
    Search,
}

fn first(vm: &Vm, args: &[Slot], how: How) -> NativeResult {
    let p = this(vm, args)?;
    let s = Subject::new(vm, arg(args, 1), p.kind, bounds(vm, args)?)?;
    let found = match how {
        How::Search => s.search(&p.code, s.start, false),
        _ => s.match_at(&p.code, s.start, how == How::Whole, false),
    };
    match found {
        Some(f) => done(new_match(vm, arg(args, 0), arg(args, 1), (s.start, s.end), f)?),
        None => done(Value::None),
    }
}

/// The matches one after the other, the place after each, and whether the next must not be empty there.
pub(super) fn all(
    p: &Pattern,
    s: &Subject<'_>,
    mut take: impl FnMut(Found) -> Fallible<bool>,
) -> Fallible<()> {
    let (mut at, mut advance) = (s.start, false);
    while let Some(f) = s.search(&p.code, at, advance) {
        at = f.end;
        advance = f.end == f.start;
        if !take(f)? {
            break;
        }
    }
    Ok(())
}

/// A group's text, or `missing`.
pub(super) fn group(vm: &Vm, s: &Subject<'_>, f: &Found, i: usize, missing: &Value) -> Value {
    if i == 0 {
        return s.part(vm, f.start, f.end);
    }
    match (f.marks.get(2 * i - 2), f.marks.get(2 * i - 1)) {
        (Some(&a), Some(&b)) if a != usize::MAX && b != usize::MAX => s.part(vm, a, b),
        _ => missing.clone(),
    }
}

fn findall(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let s = Subject::new(vm, arg(args, 1), p.kind, bounds(vm, args)?)?;
    let empty = s.part(vm, 0, 0);
    let mut out = Vec::new();
    all(p, &s, |f| {
        out.push(match p.groups {
            0 => s.part(vm, f.start, f.end),
            1 => group(vm, &s, &f, 1, &empty),
            n => vm.new_tuple((1..=n).map(|i| group(vm, &s, &f, i, &empty)).collect()).into(),
        });
        Ok(true)
    })?;
    done(vm.new_list(out))
}

fn scanner(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let (start, end) = {
        let s = Subject::new(vm, arg(args, 1), p.kind, bounds(vm, args)?)?;
        (s.start, s.end)
    };
    done(new_scanner(vm, arg(args, 0), arg(args, 1), start, end)?)
}

fn finditer(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let (start, end) = {
        let s = Subject::new(vm, arg(args, 1), p.kind, bounds(vm, args)?)?;
        (s.start, s.end)
    };
    let scanner = new_scanner(vm, arg(args, 0), arg(args, 1), start, end)?;
    let search = vm.get_attr(&scanner, &vm.intern("search"))?;
    done(vm.new_callable_iterator(search, Value::None))
}

fn split(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let most = given(args, 2).map_or(Ok(0), |v| vm.index_clamped(v))?;
    let s = Subject::new(vm, arg(args, 1), p.kind, (0, i64::MAX))?;
    let (mut out, mut last, mut n) = (Vec::new(), 0, 0);
    if most >= 0 {
        all(p, &s, |f| {
            out.push(s.part(vm, last, f.start));
            out.extend((1..=p.groups).map(|i| group(vm, &s, &f, i, &Value::None)));
            last = f.end;
            n += 1;
            Ok(most == 0 || n < most)
        })?;
    }
    out.push(s.part(vm, last, s.end));
    done(vm.new_list(out))
}

const FLAG_NAMES: &[(i64, &str)] = &[
    (2, "re.IGNORECASE"),
    (4, "re.LOCALE"),
    (8, "re.MULTILINE"),
    (16, "re.DOTALL"),
    (32, "re.UNICODE"),
    (64, "re.VERBOSE"),
    (128, "re.DEBUG"),
    (256, "re.ASCII"),
];

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let source = vm.repr(&p.source)?;
    let mut left = p.flags;
    // Text patterns are Unicode anyway.
    if p.source.payload::<Str>().is_some() && left & (4 | 32 | 256) == 32 {
        left &= !32;
    }
    let mut names: Vec<String> = Vec::new();
    for (bit, name) in FLAG_NAMES {
        if left & bit != 0 {
            names.push((*name).to_string());
            left &= !bit;
        }
    }
    if left != 0 {
        names.push(format!("{left:#x}"));
    }
    let mut out = b"re.compile(".to_vec();
    let shown = if source.len() > 200 { source.slice_bytes(0, 200) } else { source.as_bytes() };
    out.extend_from_slice(shown);
    if !names.is_empty() {
        out.extend_from_slice(format!(", {}", names.join("|")).as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn same(vm: &Vm, args: &[Slot], wanted: bool) -> NativeResult {
    let (Some(a), Some(b)) = (arg(args, 0).payload::<Pattern>(), arg(args, 1).payload::<Pattern>()) else {
        return done(Value::NotImplemented);
    };
    let alike = a.flags == b.flags && a.kind == b.kind && a.code == b.code;
    done(Value::bool((alike && vm.eq(&a.source, &b.source)?) == wanted))
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let mut h = DefaultHasher::new();
    (vm.hash(&p.source)?, p.flags, &p.code).hash(&mut h);
    done(vm.new_int((h.finish() >> 2) as i64))
}
