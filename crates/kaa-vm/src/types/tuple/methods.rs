//! Method table of `tuple`.

use crate::dunder::Dunder;
use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method, static_method};
use crate::protocol::CompareOp;
use crate::types::sequence::{
    Subscript, bound, class_arg, class_getitem, from_end, keywords_of, one_argument, receiver, reflects,
    repeat_count, repeated, resolve,
};
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Tuple, Type, walk};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let base = &vm.types.tuple;
    let class = class_arg::<Tuple>(vm, args, base)?;
    let source = one_argument(vm, "tuple", args, keywords_of(vm, class, base, Dunder::Init))?;
    let exact = class.is(base);
    match source {
        Some(s) if exact && vm.is_exact(&s, base) => done(s),
        Some(s) => vm.collect_tuple_then(&s, vec![class.value().clone()], of_items),
        None => of_items(vm, vec![], vec![class.value().clone()]),
    }
}

/// A tuple of the class kept.
fn of_items(vm: &Vm, items: Vec<Value>, kept: Vec<Value>) -> NativeResult {
    match kept.first().and_then(|c| c.as_ref::<Type>()) {
        Some(class) if !class.is(&vm.types.tuple) => done(vm.new_object(class, Tuple::new(items))),
        _ => done(vm.new_tuple(items)),
    }
}

/// The tuple itself when it is an exact `tuple`, else a plain one of the same items.
fn plain(vm: &Vm, t: &Ref<Tuple>) -> Ref<Tuple> {
    if vm.is_exact(t.value(), &vm.types.tuple) { t.clone() } else { vm.new_tuple(t.to_vec()) }
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = receiver::<Tuple>(vm, args)?;
    match Subscript::of(vm, arg(args, 1), "tuple")? {
        Subscript::Index(i) => match resolve(i, t.len()) {
            Some(at) => done(t[at].clone()),
            None => Err(vm.index_error("tuple index out of range")),
        },
        Subscript::Slice(parts) => {
            let span = parts.span(t.len());
            if span.step == 1 && span.count == t.len() {
                return done(plain(vm, t));
            }
            done(vm.new_tuple(span.indexes().map(|i| t[i].clone()).collect()))
        }
    }
}

fn index(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = receiver::<Tuple>(vm, args)?;
    let (start, stop) = (bound(vm, &args[2], 0)?, bound(vm, &args[3], i64::MAX)?);
    let range = from_end(start, t.len())..from_end(stop, t.len());
    walk::find(vm, arg(args, 0), arg(args, 1), range, |vm, _, at| match at {
        Some(i) => done(vm.new_usize(i)),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    })
}

fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    walk::count(vm, arg(args, 0), arg(args, 1))
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    walk::contains(vm, arg(args, 0), arg(args, 1))
}

fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(receiver::<Tuple>(vm, args)?.len()))
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_tuple_iterator(receiver::<Tuple>(vm, args)?))
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    walk::hash(vm, arg(args, 0))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = receiver::<Tuple>(vm, args)?;
    if t.is_empty() {
        return done(vm.str_value("()"));
    }
    let close = if t.len() == 1 { ",)" } else { ")" };
    match vm.repr_enter(t.value()) {
        Some(guard) => walk::repr(vm, t.value(), "(", close, guard),
        None => done(vm.str_value("(...)")),
    }
}

fn add(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = receiver::<Tuple>(vm, args)?;
    let Some(other) = arg(args, 1).as_ref::<Tuple>() else {
        if reflects(vm, arg(args, 1), Dunder::RAdd) {
            return done(Value::NotImplemented);
        }
        let name = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("can only concatenate tuple (not \"{name}\") to tuple")));
    };
    if t.is_empty() {
        return done(plain(vm, other));
    }
    if other.is_empty() {
        return done(plain(vm, t));
    }
    done(vm.new_tuple([&t[..], &other[..]].concat()))
}

fn mul(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = receiver::<Tuple>(vm, args)?;
    match repeat_count(vm, arg(args, 1), Dunder::RMul)? {
        Some(n) if n == 1 || t.is_empty() => done(plain(vm, t)),
        Some(n) => done(vm.new_tuple(repeated(vm, t, n)?)),
        None => done(Value::NotImplemented),
    }
}

fn getnewargs(vm: &Vm, args: &[Slot]) -> NativeResult {
    let inner = vm.new_tuple(receiver::<Tuple>(vm, args)?.to_vec());
    done(vm.new_tuple(vec![inner.into()]))
}

fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    if arg(args, 1).payload::<Tuple>().is_none() {
        return done(Value::NotImplemented);
    }
    walk::compare(vm, op, arg(args, 0), arg(args, 1))
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, "Makes a tuple of an iterable's items."),
    method("index", "($self, value, start=0, stop=sys.maxsize, /)", index, "Where the value first stands."),
    method("count", "($self, value, /)", count, "How many items equal the value."),
    method("__len__", "($self, /)", len, "len(self)."),
    method("__iter__", "($self, /)", iter, "iter(self)."),
    method("__contains__", "($self, key, /)", contains, "key in self."),
    method("__getitem__", "($self, key, /)", getitem, "self[key]."),
    method("__hash__", "($self, /)", hash, "hash(self)."),
    method("__repr__", "($self, /)", repr, "repr(self)."),
    method("__add__", "($self, value, /)", add, "self + value."),
    method("__mul__", "($self, value, /)", mul, "self * value."),
    method("__rmul__", "($self, value, /)", mul, "value * self."),
    method("__getnewargs__", "($self, /)", getnewargs, "Arguments of __new__ for pickling."),
    method("__lt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "self < value."),
    method("__le__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "self <= value."),
    method("__eq__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "self == value."),
    method("__ne__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "self != value."),
    method("__gt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "self > value."),
    method("__ge__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "self >= value."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "tuple[object], for annotations."),
];

/// The type `tuple`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "tuple",
    doc: "A run of items that never changes.\n\nWithout argument it is empty; an iterable's items fill it.",
    methods: METHODS,
    flags: flags::SEQUENCE | flags::PLAIN,
    ..TypeSpec::EMPTY
};
