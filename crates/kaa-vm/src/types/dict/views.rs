//! `dict_keys`, `dict_values`, `dict_items`: live views. Their set operations are in `view_ops.rs`.

use super::{Dict, view_ops};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getter, method};
use crate::protocol::CompareOp;
use crate::types::sequence::{as_type, receiver};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};

/// Which part of the items a view or an iterator shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewKind {
    /// Keys.
    Keys,
    /// Values.
    Values,
    /// Pairs.
    Items,
}

impl ViewKind {
    /// The part of an entry that is shown.
    #[inline]
    pub(super) fn show(self, vm: &Vm, key: Value, value: Value) -> Value {
        match self {
            ViewKind::Keys => key,
            ViewKind::Values => value,
            ViewKind::Items => vm.new_tuple(vec![key, value]).into(),
        }
    }
}

/// Payload of the three views.
pub struct DictView {
    /// The dict.
    pub dict: Ref<Dict>,
    /// What it shows.
    pub kind: ViewKind,
}
kaa_heap::payload!(DictView, trace);

impl DictView {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.dict.value());
    }
    /// What it shows now.
    pub fn to_vec(&self, vm: &Vm) -> Vec<Value> {
        self.dict.entries().into_iter().map(|e| self.kind.show(vm, e.key, e.value)).collect()
    }
}

impl Vm {
    /// A view of a dict.
    pub fn new_dict_view(&self, dict: &Ref<Dict>, kind: ViewKind) -> Value {
        let class = match kind {
            ViewKind::Keys => &self.types.dict_keys,
            ViewKind::Values => &self.types.dict_values,
            ViewKind::Items => &self.types.dict_items,
        };
        self.new_object(class, DictView { dict: dict.clone(), kind }).into()
    }
}

fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(receiver::<DictView>(vm, args)?.dict.len()))
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = receiver::<DictView>(vm, args)?;
    done(vm.new_dict_iterator(&v.dict, v.kind))
}

fn reversed(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = receiver::<DictView>(vm, args)?;
    done(vm.new_dict_reverse_iterator(&v.dict, v.kind))
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(view_ops::has(vm, receiver::<DictView>(vm, args)?, arg(args, 1))?))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = receiver::<DictView>(vm, args)?;
    let Some(guard) = vm.repr_enter(v.value()) else { return done(vm.str_value("...")) };
    let items = vm.new_tuple(v.to_vec(vm));
    let open = format!("{}([", vm.type_name(v.value()));
    crate::types::walk::repr(vm, items.value(), &open, "])", guard)
}

fn mapping(vm: &Vm, v: &Value) -> NativeResult {
    let dict = as_type::<DictView>(vm, v)?.dict.clone();
    done(vm.new_mapping_proxy(dict.into()))
}

fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let result: Fallible<Option<bool>> = view_ops::compare(vm, op, arg(args, 0), arg(args, 1));
    done(result?.map_or(Value::NotImplemented, Value::bool))
}

macro_rules! view_methods {
    ($($more:expr,)*) => {
        &[
            method("__len__", "($self, /)", len, "len(self)."),
            method("__iter__", "($self, /)", iter, "iter(self)."),
            method("__reversed__", "($self, /)", reversed, "From the last to the first."),
            method("__repr__", "($self, /)", repr, "repr(self)."),
            $($more,)*
        ]
    };
}

macro_rules! set_like {
    () => {
        view_methods![
            method("__contains__", "($self, key, /)", contains, "key in self."),
            method(
                "isdisjoint",
                "($self, other, /)",
                view_ops::isdisjoint,
                "Has the other no item of this view?"
            ),
            method("__and__", "($self, value, /)", view_ops::and, "self & value."),
            method("__rand__", "($self, value, /)", view_ops::rand, "value & self."),
            method("__or__", "($self, value, /)", view_ops::or, "self | value."),
            method("__ror__", "($self, value, /)", view_ops::ror, "value | self."),
            method("__sub__", "($self, value, /)", view_ops::sub, "self - value."),
            method("__rsub__", "($self, value, /)", view_ops::rsub, "value - self."),
            method("__xor__", "($self, value, /)", view_ops::xor, "self ^ value."),
            method("__rxor__", "($self, value, /)", view_ops::rxor, "value ^ self."),
            method("__lt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "self < value."),
            method("__le__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "self <= value."),
            method("__eq__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "self == value."),
            method("__ne__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "self != value."),
            method("__gt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "self > value."),
            method("__ge__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "self >= value."),
        ]
    };
}

static SET_LIKE: &[Method] = set_like!();
static VALUES_METHODS: &[Method] = view_methods![];
static ATTRIBUTES: &[GetSet] = &[getter("mapping", mapping, "The dict, read-only.")];

/// The type `dict_keys`.
pub static KEYS: TypeSpec = TypeSpec { name: "dict_keys", ..SET_LIKE_VIEW };

/// The type `dict_items`.
pub static ITEMS: TypeSpec = TypeSpec { name: "dict_items", ..SET_LIKE_VIEW };

const SET_LIKE_VIEW: TypeSpec = TypeSpec {
    methods: SET_LIKE,
    getset: ATTRIBUTES,
    flags: flags::NO_INSTANTIATION,
    none_dunders: &["__hash__"],
    ..TypeSpec::EMPTY
};

/// The type `dict_values`.
pub static VALUES: TypeSpec = TypeSpec {
    name: "dict_values",
    methods: VALUES_METHODS,
    getset: ATTRIBUTES,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};
