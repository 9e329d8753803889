//! Method table of `dict`. Views are in `views.rs`, `update` in `update.rs`.

use super::update::update_then;
use super::views::ViewKind;
use super::{Dict, hash_key, walk};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method, static_method};
use crate::protocol::CompareOp;
use crate::types::Type;
use crate::types::sequence::{Keywords, class_arg, class_getitem, one_argument, receiver, tail_special};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_arg::<Dict>(vm, args, &vm.types.dict)?;
    done(vm.new_object(class, Dict::new()))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    fill(vm, args, "dict")
}

fn update(vm: &Vm, args: &[Slot]) -> NativeResult {
    fill(vm, args, "update")
}

/// At most one positional source, then the keywords.
fn fill(vm: &Vm, args: &[Slot], name: &str) -> NativeResult {
    let d = receiver::<Dict>(vm, args)?;
    if let Some(source) = one_argument(vm, name, args, Keywords::Ignored)? {
        return update_then(vm, d, &source, args[2].clone(), Value::None);
    }
    if let Some(kw) = args[2].as_ref().and_then(|k| k.payload::<Dict>()) {
        d.update_from_dict(vm, kw)?;
    }
    done(Value::None)
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = receiver::<Dict>(vm, args)?;
    if let Some(v) = d.get(vm, arg(args, 1))? {
        return done(v);
    }
    if !vm.is_exact(d.value(), &vm.types.dict)
        && let Some(missing) = vm.class_of(d.value()).special(vm, Dunder::Missing)
    {
        return tail_special(vm, &missing, d.value(), std::slice::from_ref(arg(args, 1)));
    }
    Err(vm.key_error(arg(args, 1)))
}

fn setitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    receiver::<Dict>(vm, args)?.set(vm, arg(args, 1).clone(), arg(args, 2).clone())?;
    done(Value::None)
}

fn delitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    match receiver::<Dict>(vm, args)?.remove(vm, arg(args, 1))? {
        Some(_) => done(Value::None),
        None => Err(vm.key_error(arg(args, 1))),
    }
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(has(vm, receiver::<Dict>(vm, args)?, arg(args, 1))?))
}

/// Is the key in?
pub(super) fn has(vm: &Vm, d: &Dict, key: &Value) -> Fallible<bool> {
    let hash = hash_key(vm, key)?;
    Ok(d.find(vm, key, hash)?.is_some())
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let found = receiver::<Dict>(vm, args)?.get(vm, arg(args, 1))?;
    done(found.or_else(|| args[2].clone()).unwrap_or(Value::None))
}

fn setdefault(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = receiver::<Dict>(vm, args)?;
    let key = arg(args, 1);
    let hash = hash_key(vm, key)?;
    if let Some(v) = d.get_hashed(vm, key, hash)? {
        return done(v);
    }
    let v = args[2].clone().unwrap_or(Value::None);
    d.table.borrow_mut().insert_new(hash, key.clone(), v.clone());
    done(v)
}

fn pop(vm: &Vm, args: &[Slot]) -> NativeResult {
    let removed = receiver::<Dict>(vm, args)?.remove(vm, arg(args, 1))?;
    match removed.map(|(_, v)| v).or_else(|| args[2].clone()) {
        Some(v) => done(v),
        None => Err(vm.key_error(arg(args, 1))),
    }
}

fn popitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let last = receiver::<Dict>(vm, args)?.table.borrow_mut().pop_last();
    match last {
        Some(e) => done(vm.new_tuple(vec![e.key, e.value])),
        None => Err(vm.key_error(&vm.str_value("popitem(): dictionary is empty"))),
    }
}

fn clear(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = receiver::<Dict>(vm, args)?;
    let old = d.table.borrow_mut().take_all();
    drop(old);
    done(Value::None)
}

/// A plain `dict` with the same items.
pub(super) fn copy_of(vm: &Vm, d: &Dict) -> Ref<Dict> {
    let copy = vm.new_dict();
    for e in d.table.borrow().iter() {
        copy.table.borrow_mut().insert_new(e.hash, e.key.clone(), e.value.clone());
    }
    copy
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(copy_of(vm, receiver::<Dict>(vm, args)?))
}

fn fromkeys(vm: &Vm, args: &[Slot]) -> NativeResult {
    let value = args[2].clone().unwrap_or(Value::None);
    let class = arg(args, 0);
    let target = vm.call(class, &[])?;
    let plain = class.payload::<Type>().is_some_and(|c| std::ptr::eq(c, &*vm.types.dict));
    let it = vm.iter(arg(args, 1))?;
    while let Some(k) = vm.next(&it)? {
        match target.payload::<Dict>() {
            Some(d) if plain => d.set(vm, k, value.clone())?,
            _ => vm.set_item(&target, &k, value.clone())?,
        }
    }
    done(target)
}

fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(receiver::<Dict>(vm, args)?.len()))
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_dict_iterator(receiver::<Dict>(vm, args)?, ViewKind::Keys))
}

fn reversed(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_dict_reverse_iterator(receiver::<Dict>(vm, args)?, ViewKind::Keys))
}

fn keys(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_dict_view(receiver::<Dict>(vm, args)?, ViewKind::Keys))
}

fn values(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_dict_view(receiver::<Dict>(vm, args)?, ViewKind::Values))
}

fn items(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_dict_view(receiver::<Dict>(vm, args)?, ViewKind::Items))
}

fn sizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    let slots = receiver::<Dict>(vm, args)?.table.borrow().slots();
    done(vm.new_usize(64 + 32 * slots))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let d = receiver::<Dict>(vm, args)?;
    if d.is_empty() {
        return done(vm.str_value("{}"));
    }
    match vm.repr_enter(d.value()) {
        Some(guard) => walk::repr(vm, d, guard),
        None => done(vm.str_value("{...}")),
    }
}

fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let a = receiver::<Dict>(vm, args)?;
    let Some(b) = arg(args, 1).as_ref::<Dict>() else { return done(Value::NotImplemented) };
    match op {
        CompareOp::Eq => walk::equal(vm, a, b, false),
        CompareOp::Ne => walk::equal(vm, a, b, true),
        _ => done(Value::NotImplemented),
    }
}

fn merged(vm: &Vm, first: &Value, second: &Value) -> NativeResult {
    let (Some(a), Some(b)) = (first.payload::<Dict>(), second.payload::<Dict>()) else {
        return done(Value::NotImplemented);
    };
    let result = copy_of(vm, a);
    result.update_from_dict(vm, b)?;
    done(result)
}

fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    merged(vm, arg(args, 0), arg(args, 1))
}

fn ror(vm: &Vm, args: &[Slot]) -> NativeResult {
    merged(vm, arg(args, 1), arg(args, 0))
}

fn ior(vm: &Vm, args: &[Slot]) -> NativeResult {
    receiver::<Dict>(vm, args)?.update_from(vm, arg(args, 1))?;
    done(arg(args, 0).clone())
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, "Makes an empty dict of this class."),
    method(
        "__init__",
        "($self, /, *args, **kwargs)",
        init,
        "Fills the dict from a mapping, pairs and keywords.",
    ),
    method("__getitem__", "($self, key, /)", getitem, "self[key]."),
    method("__setitem__", "($self, key, value, /)", setitem, "self[key] = value."),
    method("__delitem__", "($self, key, /)", delitem, "del self[key]."),
    method("__contains__", "($self, key, /)", contains, "Is the key in?"),
    method("__len__", "($self, /)", len, "len(self)."),
    method("__iter__", "($self, /)", iter, "iter(self): the keys."),
    method("__reversed__", "($self, /)", reversed, "The keys from the last to the first."),
    method("__repr__", "($self, /)", repr, "repr(self)."),
    method("get", "($self, key, default=None, /)", get, "The key's value, or the default."),
    method(
        "setdefault",
        "($self, key, default=None, /)",
        setdefault,
        "The key's value; the default is set when it has none.",
    ),
    method(
        "pop",
        "($self, key, default=<unrepresentable>, /)",
        pop,
        "Takes a key out and returns its value, or the default.",
    ),
    method("popitem", "($self, /)", popitem, "Takes out the newest item and returns it as (key, value)."),
    method(
        "update",
        "($self, /, *args, **kwargs)",
        update,
        "Takes over items of a mapping, of pairs, of keywords.",
    ),
    method("clear", "($self, /)", clear, "Takes out all items."),
    method("copy", "($self, /)", copy, "A new dict of the same items."),
    class_method(
        "fromkeys",
        "($type, iterable, value=None, /)",
        fromkeys,
        "A dict with these keys and one value for all.",
    ),
    method("keys", "($self, /)", keys, "A live view of the keys."),
    method("values", "($self, /)", values, "A live view of the values."),
    method("items", "($self, /)", items, "A live view of the items."),
    method("__or__", "($self, value, /)", or, "self | value."),
    method("__ror__", "($self, value, /)", ror, "value | self."),
    method("__ior__", "($self, value, /)", ior, "self |= value."),
    method("__lt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "self < value."),
    method("__le__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "self <= value."),
    method("__eq__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "self == value."),
    method("__ne__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "self != value."),
    method("__gt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "self > value."),
    method("__ge__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "self >= value."),
    method("__sizeof__", "($self, /)", sizeof, "Bytes in memory."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "dict[object], for annotations."),
];

/// The type `dict`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "dict",
    doc: "Maps keys to values and keeps their order.\n\nFilled from a mapping, from pairs, and from keyword arguments.",
    methods: METHODS,
    flags: flags::MAPPING,
    none_dunders: &["__hash__"],
    ..TypeSpec::EMPTY
};
