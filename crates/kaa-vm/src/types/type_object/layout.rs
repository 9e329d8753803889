//! Which layout a class's instances get: the base that decides it, `__slots__`, room for attributes.

use super::{Type, flags};
use crate::flow::{Fallible, Raised};
use crate::types::{Dict, Function, Module, Str};
use crate::vm::Vm;
use kaa_data::wtf8::Wtf8;
use kaa_heap::{Ref, Value};

/// What a class statement asks for.
pub(crate) struct Plan {
    /// Names of the new slots, mangled, in order.
    pub(crate) slots: Vec<Ref<Str>>,
    /// Slots in all, those of the bases included.
    pub(crate) slot_count: usize,
    /// Instances have a `__dict__`.
    pub(crate) dict: bool,
    /// This class brings the `__dict__`.
    pub(crate) adds_dict: bool,
    /// Instances can be weakly referenced.
    pub(crate) weakref: bool,
    /// This class brings that.
    pub(crate) adds_weakref: bool,
    /// See `ClassCore::inline_attrs`.
    pub(crate) inline_attrs: i32,
}

/// More attributes than this are never kept inside an instance.
const MOST_INLINE: usize = 30;
/// More slots than this are refused.
const MOST_SLOTS: usize = 30_000;

/// Exceptions that in CPython have a layout of their own: no class can derive from two of them.
const EXCEPTIONS_WITH_FIELDS: &[&str] = &[
    "AttributeError",
    "BaseExceptionGroup",
    "ImportError",
    "NameError",
    "OSError",
    "StopIteration",
    "SyntaxError",
    "SystemExit",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeTranslateError",
];

/// The nearest class from here down that adds something to the layout.
pub(crate) fn solid(class: &Ref<Type>) -> Ref<Type> {
    let mut t = class.clone();
    loop {
        let Some(base) = direct_base(&t) else { return t };
        let fields = !t.has(flags::HEAPTYPE)
            && t.has(flags::EXCEPTION)
            && EXCEPTIONS_WITH_FIELDS.contains(&&*t.name());
        if !std::ptr::eq(t.core.vtable, base.core.vtable) || t.slot_count > base.slot_count || fields {
            return t;
        }
        t = base;
    }
}

/// `__base__`: the base whose layout the class extends.
pub(crate) fn direct_base(class: &Ref<Type>) -> Option<Ref<Type>> {
    let bases = class.bases.borrow().clone();
    if bases.len() < 2 {
        return bases.first().cloned();
    }
    bases_winner(&bases).or_else(|| bases.first().cloned())
}

/// The base with the most derived layout; `None` when two of them do not fit together.
fn bases_winner(bases: &[Ref<Type>]) -> Option<Ref<Type>> {
    let mut best: Option<(Ref<Type>, Ref<Type>)> = None;
    for b in bases {
        let candidate = solid(b);
        best = match best {
            None => Some((b.clone(), candidate)),
            Some((base, winner)) if winner.is_subtype_of(&candidate) => Some((base, winner)),
            Some((_, winner)) if candidate.is_subtype_of(&winner) => Some((b.clone(), candidate)),
            Some(_) => return None,
        };
    }
    best.map(|(b, _)| b)
}

/// The base that decides the layout, with the checks of a class statement.
pub(crate) fn best_base(vm: &Vm, bases: &[Ref<Type>]) -> Fallible<Ref<Type>> {
    for b in bases {
        if !b.has(flags::BASETYPE) {
            return Err(vm.type_error(format!("type '{}' is not an acceptable base type", b.shown())));
        }
    }
    bases_winner(bases).ok_or_else(|| vm.type_error("multiple bases have instance lay-out conflict"))
}

/// May instances of `class` be used where the methods of `other`, a class of its MRO, expect theirs?
pub(crate) fn suitable(_vm: &Vm, class: &Ref<Type>, other: &Ref<Type>) -> bool {
    other.is(class) || solid_fits(class, other)
}

fn solid_fits(class: &Ref<Type>, other: &Ref<Type>) -> bool {
    let mine = match direct_base(class) {
        Some(b) => solid(&b),
        None => return true,
    };
    mine.is_subtype_of(&solid(other))
}

/// Have instances of both the same parts, so that one can become the other (`__class__` assignment)?
pub(crate) fn same_parts(a: &Ref<Type>, b: &Ref<Type>) -> bool {
    std::ptr::eq(a.core.vtable, b.core.vtable)
        && a.slot_count == b.slot_count
        && a.core.inline_attrs == b.core.inline_attrs
        && a.has(flags::DICT) == b.has(flags::DICT)
        && slot_names(a) == slot_names(b)
}

/// The slots along the chain of bases, in order.
fn slot_names(class: &Ref<Type>) -> Vec<String> {
    let mut names = vec![String::new(); class.slot_count];
    for t in class.mro.borrow().iter() {
        for e in t.dict.table.borrow().iter() {
            let Some(p) = e.value.payload::<crate::types::NativeProperty>() else { continue };
            if let crate::types::native_function::Access::Slot(i, n) = &p.access
                && p.owner.is(t)
                && let Some(place) = names.get_mut(*i)
            {
                *place = n.to_string_lossy().into_owned();
            }
        }
    }
    names
}

/// Reads `__slots__` and decides what instances have.
pub(crate) fn plan(
    vm: &Vm,
    name: &Ref<Str>,
    bases: &[Ref<Type>],
    base: &Ref<Type>,
    dict: &Ref<Dict>,
) -> Fallible<Plan> {
    let any = |flag: u32| bases.iter().any(|b| b.has(flag));
    let may_add_dict = !any(flags::DICT) && !base.has_layout::<Module>() && !base.has_layout::<Type>();
    let may_add_weakref = !any(flags::WEAKREF) && !variable_size(base);
    let mut p = Plan {
        slots: Vec::new(),
        slot_count: base.slot_count,
        dict: any(flags::DICT),
        adds_dict: false,
        weakref: any(flags::WEAKREF),
        adds_weakref: false,
        inline_attrs: -1,
    };
    match dict.get_str(&vm.names.__slots__) {
        None => {
            p.adds_dict = may_add_dict;
            p.adds_weakref = may_add_weakref;
        }
        Some(slots) => read_slots(vm, name, base, dict, &slots, (may_add_dict, may_add_weakref), &mut p)?,
    }
    p.dict |= p.adds_dict;
    p.weakref |= p.adds_weakref;
    p.slot_count += p.slots.len();
    if p.slot_count > MOST_SLOTS {
        return Err(vm.value_error("too many __slots__"));
    }
    p.inline_attrs = room(vm, base, dict, &p);
    Ok(p)
}

/// Places for values inside an instance: the slots, and as many attributes as methods of the class were seen to set.
fn room(vm: &Vm, base: &Ref<Type>, dict: &Ref<Dict>, p: &Plan) -> i32 {
    if keeps_own_dict(base) || (p.slot_count == 0 && !p.dict) {
        return -1;
    }
    let inherited = usize::try_from(base.core.inline_attrs).unwrap_or(0).saturating_sub(base.slot_count);
    let seen = match dict.get_str(&vm.names.__static_attributes__) {
        Some(t) => t.payload::<crate::types::Tuple>().map_or(0, |t| t.len()),
        None => 0,
    };
    let attributes = if p.dict { roomy(inherited + seen) } else { 0 };
    i32::try_from(p.slot_count.min(MOST_INLINE) + attributes).unwrap_or(0)
}

/// A few sizes only, so that most classes agree and `__class__` can be assigned between them.
fn roomy(attributes: usize) -> usize {
    match attributes {
        0..=7 => 7,
        8..=15 => 15,
        _ => MOST_INLINE,
    }
}

/// Layouts that keep their attributes in their payload.
fn keeps_own_dict(base: &Ref<Type>) -> bool {
    base.has_layout::<Module>() || base.has_layout::<Type>() || base.has_layout::<Function>()
}

/// Types of which CPython's instances vary in size: they take neither slots nor weak references.
fn variable_size(base: &Ref<Type>) -> bool {
    base.has_layout::<crate::types::BigInteger>()
        || base.has_layout::<crate::types::Bytes>()
        || base.has_layout::<crate::types::Tuple>()
}

fn read_slots(
    vm: &Vm,
    class_name: &Ref<Str>,
    base: &Ref<Type>,
    dict: &Ref<Dict>,
    slots: &Value,
    (may_add_dict, may_add_weakref): (bool, bool),
    p: &mut Plan,
) -> Fallible<()> {
    let items = if slots.payload::<Str>().is_some() { vec![slots.clone()] } else { vm.collect(slots)? };
    if !items.is_empty() && (variable_size(base) || base.has_layout::<Type>()) {
        return Err(
            vm.type_error(format!("nonempty __slots__ not supported for subtype of '{}'", base.name()))
        );
    }
    for item in items {
        let Some(text) = item.as_ref::<Str>() else {
            return Err(
                vm.type_error(format!("__slots__ items must be strings, not '{}'", vm.type_name(&item)))
            );
        };
        if !Wtf8::new(text.as_bytes()).is_identifier() {
            return Err(vm.type_error("__slots__ must be identifiers"));
        }
        if text.is_text("__dict__") {
            if !may_add_dict || p.adds_dict {
                return Err(already(vm, "__dict__"));
            }
            p.adds_dict = true;
        } else if text.is_text("__weakref__") {
            if !may_add_weakref || p.adds_weakref {
                return Err(already(vm, "__weakref__"));
            }
            p.adds_weakref = true;
        } else if !keeps_own_dict(base) {
            let mangled = mangle(vm, class_name, text);
            let own = !text.is_text("__qualname__")
                && !text.is_text("__classcell__")
                && !text.is_text("__classdictcell__");
            if own && dict.get_str(&mangled).is_some() {
                let shown = vm.repr(mangled.value())?;
                return Err(vm.value_error(format!(
                    "{} in __slots__ conflicts with class variable",
                    shown.to_string_lossy()
                )));
            }
            p.slots.push(mangled);
        }
    }
    p.slots.sort_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
    Ok(())
}

#[cold]
fn already(vm: &Vm, what: &str) -> Raised {
    vm.type_error(format!("{what} slot disallowed: we already got one"))
}

/// `__name` in class `_C` becomes `_C__name`.
pub(crate) fn mangle(vm: &Vm, class: &Ref<Str>, name: &Ref<Str>) -> Ref<Str> {
    let n = name.as_bytes();
    let c = class.as_bytes();
    let start = c.iter().position(|b| *b != b'_');
    match start {
        Some(start) if n.starts_with(b"__") && !n.ends_with(b"__") && !n.contains(&b'.') => {
            let mut out = vec![b'_'];
            out.extend_from_slice(&c[start..]);
            out.extend_from_slice(n);
            vm.intern_bytes(&out)
        }
        _ => vm.intern_str(name),
    }
}
