//! `mappingproxy`: a read-only look at a mapping, and at a class's attributes (`cls.__dict__`).

use super::Dict;
use super::methods::copy_of;
use super::views::ViewKind;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Method, Slot, arg, class_method, method, static_method};
use crate::protocol::{BinaryOp, CompareOp};
use crate::types::sequence::{class_arg, class_getitem, receiver};
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{List, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Tracer, Value};

/// Payload of `mappingproxy`.
pub struct MappingProxy {
    /// The mapping; a class stands for its attributes.
    pub mapping: Value,
}
kaa_heap::payload!(MappingProxy, trace);

impl MappingProxy {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.mapping);
    }
    /// The dict behind it, when there is one that can be asked directly.
    fn dict(&self, vm: &Vm) -> Option<&Dict> {
        if let Some(c) = self.mapping.payload::<Type>() {
            return Some(&c.dict);
        }
        if vm.is_exact(&self.mapping, &vm.types.dict) { self.mapping.payload::<Dict>() } else { None }
    }
    /// The mapping as an object that has all of a mapping's methods. A class's attributes are copied.
    fn object(&self, vm: &Vm) -> Value {
        match self.mapping.payload::<Type>() {
            Some(c) => copy_of(vm, &c.dict).into(),
            None => self.mapping.clone(),
        }
    }
}

impl Vm {
    /// A read-only look at a mapping, or at a class's attributes.
    pub fn new_mapping_proxy(&self, mapping: Value) -> Value {
        self.new_object(&self.types.mappingproxy, MappingProxy { mapping }).into()
    }
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    class_arg::<MappingProxy>(vm, args, &vm.types.mappingproxy)?;
    let m = arg(args, 1);
    let has_getitem = vm.class_of(m).special(vm, crate::dunder::Dunder::GetItem).is_some();
    if !has_getitem || m.payload::<List>().is_some() || m.payload::<Tuple>().is_some() {
        let name = vm.type_name(m);
        return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {name}")));
    }
    done(vm.new_mapping_proxy(m.clone()))
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<MappingProxy>> {
    receiver::<MappingProxy>(vm, args)
}

fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    done(vm.new_usize(match p.dict(vm) {
        Some(d) => d.len(),
        None => vm.len(&p.mapping)?,
    }))
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    match p.dict(vm) {
        Some(d) => match d.get(vm, arg(args, 1))? {
            Some(v) => done(v),
            None => Err(vm.key_error(arg(args, 1))),
        },
        None => done(vm.get_item(&p.mapping, arg(args, 1))?),
    }
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    done(Value::bool(match p.dict(vm) {
        Some(d) => super::methods::has(vm, d, arg(args, 1))?,
        None => vm.contains(&p.mapping, arg(args, 1))?,
    }))
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    let default = args[2].clone().unwrap_or(Value::None);
    match p.dict(vm) {
        Some(d) => done(d.get(vm, arg(args, 1))?.unwrap_or(default)),
        None => done(vm.call_method(&p.mapping, "get", &[arg(args, 1).clone(), default])?),
    }
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.iter(&this(vm, args)?.object(vm))?)
}

fn reversed(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.call_method(&this(vm, args)?.object(vm), "__reversed__", &[])?)
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let h = vm.hash(&this(vm, args)?.object(vm))?;
    done(vm.new_int(h))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.check_native_stack()?;
    let inner = vm.repr(&this(vm, args)?.object(vm))?;
    done(vm.new_str_owned([b"mappingproxy(", inner.as_bytes(), b")"].concat()))
}

fn str(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.check_native_stack()?;
    done(vm.str(&this(vm, args)?.object(vm))?)
}

fn view(vm: &Vm, args: &[Slot], kind: ViewKind, name: &str) -> NativeResult {
    let object = this(vm, args)?.object(vm);
    match object.as_ref::<Dict>().filter(|d| vm.is_exact(d.value(), &vm.types.dict)) {
        Some(d) => done(vm.new_dict_view(d, kind)),
        None => done(vm.call_method(&object, name, &[])?),
    }
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = this(vm, args)?;
    match p.dict(vm) {
        Some(d) => done(copy_of(vm, d)),
        None => done(vm.call_method(&p.mapping, "copy", &[])?),
    }
}

/// The mapping behind a proxy, anything else as it is.
fn bare(vm: &Vm, v: &Value) -> Value {
    v.payload::<MappingProxy>().map_or_else(|| v.clone(), |p| p.object(vm))
}

fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.binary(BinaryOp::Or, &bare(vm, arg(args, 0)), &bare(vm, arg(args, 1)))?)
}

fn ror(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.binary(BinaryOp::Or, &bare(vm, arg(args, 1)), &bare(vm, arg(args, 0)))?)
}

fn ior(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = vm.type_name(arg(args, 0));
    Err(vm.type_error(format!("'|=' is not supported by {name}; use '|' instead")))
}

fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    vm.check_native_stack()?;
    done(vm.compare(op, &this(vm, args)?.object(vm), &bare(vm, arg(args, 1)))?)
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, mapping, /)", new, "A read-only look at a mapping."),
    method("__len__", "($self, /)", len, "len(self)."),
    method("__getitem__", "($self, key, /)", getitem, "self[key]."),
    method("__contains__", "($self, key, /)", contains, "key in self."),
    method("__iter__", "($self, /)", iter, "iter(self)."),
    method("__reversed__", "($self, /)", reversed, "The keys from the last to the first."),
    method("__hash__", "($self, /)", hash, "The mapping's hash, if it has one."),
    method("__repr__", "($self, /)", repr, "repr(self)."),
    method("__str__", "($self, /)", str, "str(self): the mapping's."),
    method("get", "($self, key, default=None, /)", get, "The key's value, or the default."),
    method("keys", "($self, /)", |vm, a| view(vm, a, ViewKind::Keys, "keys"), "The keys."),
    method("values", "($self, /)", |vm, a| view(vm, a, ViewKind::Values, "values"), "The values."),
    method("items", "($self, /)", |vm, a| view(vm, a, ViewKind::Items, "items"), "The items."),
    method("copy", "($self, /)", copy, "A copy of the mapping."),
    method("__or__", "($self, value, /)", or, "self | value."),
    method("__ror__", "($self, value, /)", ror, "value | self."),
    method("__ior__", "($self, value, /)", ior, "Refused."),
    method("__lt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "self < value."),
    method("__le__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "self <= value."),
    method("__eq__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "self == value."),
    method("__ne__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "self != value."),
    method("__gt__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "self > value."),
    method("__ge__", "($self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "self >= value."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "For annotations."),
];

/// The type `mappingproxy`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "mappingproxy",
    doc: "A read-only look at a mapping.",
    methods: METHODS,
    flags: flags::MAPPING,
    ..TypeSpec::EMPTY
};
