//! `sub` and `subn`, and compiled replacement texts: literals with numbers of groups between them.

use super::pattern::{Pattern, all, group, this};
use super::subject::Subject;
use crate::helpers::given;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{List, Str};
use kaa_vm::{Fallible, NativeResult, Value, Vm};

/// Payload of compiled replacement texts: a literal, then pairs of a group's number and the literal after it.
pub(super) struct Template {
    first: Value,
    pairs: Vec<(usize, Value)>,
}
kaa_heap::payload!(Template, trace);

impl Template {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.first);
        t.values(self.pairs.iter().map(|(_, v)| v));
    }
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_sre.SRE_Template",
    flags: flags::NO_INSTANTIATION | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

/// `_sre.template(pattern, [literal, group, literal, …])`.
pub(super) fn template(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(list) = arg(args, 2).payload::<List>() else {
        let got = vm.type_name(arg(args, 2));
        return Err(vm.type_error(format!("template() argument 2 must be list, not {got}")));
    };
    let items = list.to_vec();
    let invalid = || vm.type_error("invalid template");
    let Some((first, rest)) = items.split_first().filter(|(_, rest)| rest.len() % 2 == 0) else {
        return Err(invalid());
    };
    let mut pairs = Vec::new();
    for pair in rest.chunks_exact(2) {
        let Ok(i) = usize::try_from(vm.index_i64(&pair[0])?) else { return Err(invalid()) };
        pairs.push((i, pair[1].clone()));
    }
    done(vm.new_object(&super::class(vm, SPEC.name)?, Template { first: first.clone(), pairs }))
}

/// The compiled form of a replacement text, from the library's own cache.
pub(super) fn compiled(vm: &Vm, pattern: &Value, text: &Value) -> Fallible<Value> {
    let re = vm.import_module("re")?;
    vm.call_method(&re, "_compile_template", &[pattern.clone(), text.clone()])
}

/// The joined parts, as text or bytes like the subject.
fn join(vm: &Vm, subject: &Value, parts: Vec<Value>) -> Fallible<Value> {
    if let [one] = &parts[..]
        && vm.exact_str(one).is_some()
    {
        return Ok(one.clone());
    }
    let joiner = if subject.payload::<Str>().is_some() { vm.str_value("") } else { vm.new_bytes(b"") };
    vm.call_method(&joiner, "join", &[vm.new_list(parts).into()])
}

/// A replacement with its groups filled in. A template without groups may be a plain text.
pub(super) fn expanded(
    vm: &Vm,
    template: &Value,
    subject: &Value,
    group: impl Fn(usize, &Value) -> Value,
) -> Fallible<Value> {
    let Some(t) = template.payload::<Template>() else { return Ok(template.clone()) };
    let mut parts = Vec::with_capacity(1 + 2 * t.pairs.len());
    parts.push(t.first.clone());
    for (i, literal) in &t.pairs {
        let x = group(*i, &Value::None);
        parts.extend((!x.is_none()).then_some(x));
        parts.push(literal.clone());
    }
    join(vm, subject, parts)
}

/// What a match is replaced by.
enum How {
    Text(Value),
    Function(Value),
    Template(Value),
}

fn how(vm: &Vm, pattern: &Value, repl: &Value) -> Fallible<How> {
    if vm.is_callable(repl) {
        return Ok(How::Function(repl.clone()));
    }
    let has_backslash = match repl.payload::<Str>() {
        Some(s) => s.as_bytes().contains(&b'\\'),
        None => vm.bytes_like(repl)?.is_none_or(|b| b.contains(&b'\\')),
    };
    if !has_backslash {
        return Ok(How::Text(repl.clone()));
    }
    let template = compiled(vm, pattern, repl)?;
    Ok(match template.payload::<Template>() {
        Some(t) if t.pairs.is_empty() => How::Text(t.first.clone()),
        Some(_) => How::Template(template),
        None if vm.is_callable(&template) => How::Function(template),
        None => How::Text(template),
    })
}

pub(super) fn sub(vm: &Vm, args: &[Slot], counted: bool) -> NativeResult {
    let p: &Pattern = this(vm, args)?;
    let (pattern, subject) = (arg(args, 0), arg(args, 2));
    let most = given(args, 3).map_or(Ok(0), |v| vm.index_i64(v))?;
    let how = how(vm, pattern, arg(args, 1))?;
    let s = Subject::new(vm, subject, p.kind, (0, i64::MAX))?;
    let (mut out, mut last, mut n) = (Vec::new(), 0, 0i64);
    if most >= 0 {
        all(p, &s, |f| {
            if last < f.start {
                out.push(s.part(vm, last, f.start));
            }
            last = f.end;
            let new = match &how {
                How::Text(t) => t.clone(),
                How::Template(t) => expanded(vm, t, subject, |i, missing| group(vm, &s, &f, i, missing))?,
                How::Function(f2) => {
                    let m = super::matched::new_match(vm, pattern, subject, (s.start, s.end), f)?;
                    vm.call(f2, &[m])?
                }
            };
            out.extend((!new.is_none()).then_some(new));
            n += 1;
            Ok(most == 0 || n < most)
        })?;
    }
    let text = if n == 0 {
        s.part(vm, 0, s.end)
    } else {
        if last < s.end {
            out.push(s.part(vm, last, s.end));
        }
        join(vm, subject, out)?
    };
    if counted { done(vm.new_tuple(vec![text, vm.new_int(n)])) } else { done(text) }
}
