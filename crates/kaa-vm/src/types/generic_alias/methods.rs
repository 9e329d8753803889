//! Method table of `types.GenericAlias`.

use super::iter::AliasIterator;
use super::{GenericAlias, argument_text, getattro, make, substitute};
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{GetSet, Method, Slot, arg, getter, member, method, static_method};
use crate::protocol::CompareOp;
use crate::types::sequence::{as_type, class_arg, receiver};
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Dict, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};
use std::cell::RefCell;

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_arg::<GenericAlias>(vm, args, &vm.types.generic_alias)?;
    done(vm.new_object(class, GenericAlias::new(vm, arg(args, 1).clone(), arg(args, 2), false)))
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<GenericAlias>> {
    receiver::<GenericAlias>(vm, args)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let a = this(vm, args)?;
    let mut text = if a.unpacked { b"*".to_vec() } else { Vec::new() };
    text.extend(argument_text(vm, &a.origin)?);
    text.push(b'[');
    let inner = a.args.iter().map(|v| argument_text(vm, v)).collect::<Fallible<Vec<_>>>()?;
    text.extend(if inner.is_empty() { b"()".to_vec() } else { inner.join(&b", "[..]) });
    text.push(b']');
    done(vm.new_str_owned(text))
}

/// Calls the origin and tells the new object where it comes from, if it takes the attribute.
fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let a = this(vm, args)?;
    let positional = args[1].as_ref().and_then(|t| t.payload::<Tuple>()).map_or(&[][..], |t| &t[..]);
    let mut keywords = Vec::new();
    if let Some(d) = args[2].as_ref().and_then(|k| k.payload::<Dict>()) {
        for e in d.entries() {
            if let Ok(key) = e.key.downcast::<Str>() {
                keywords.push((key, e.value));
            }
        }
    }
    let object = vm.call_kw(&a.origin, positional, &keywords)?;
    match vm.set_attr(&object, &vm.intern("__orig_class__"), a.value().clone()) {
        Err(e) if !ignorable(vm, &e) => Err(e),
        _ => done(object),
    }
}

fn ignorable(vm: &Vm, e: &Raised) -> bool {
    vm.matches(e, &vm.exceptions.attribute_error) || vm.matches(e, &vm.exceptions.type_error)
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let a = this(vm, args)?;
    let parameters = a.parameters(vm)?;
    let new = substitute(vm, a.value(), &a.args, &parameters, arg(args, 1))?;
    done(make(vm, a.origin.clone(), vm.new_tuple(new).value(), a.unpacked))
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let it = AliasIterator(RefCell::new(Some(this(vm, args)?.value().clone())));
    done(vm.new_object(&vm.types.generic_alias_iterator, it))
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let a = this(vm, args)?;
    let h = vm.hash(&a.origin)? ^ vm.hash(a.args.value())?;
    done(vm.new_int(kaa_data::hash::not_minus_one(h)))
}

fn equal(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let a = this(vm, args)?;
    let Some(b) = arg(args, 1).payload::<GenericAlias>() else { return done(Value::NotImplemented) };
    let same =
        a.unpacked == b.unpacked && vm.eq(&a.origin, &b.origin)? && vm.eq(a.args.value(), b.args.value())?;
    done(Value::bool(same == (op == CompareOp::Eq)))
}

fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    crate::types::union_type::union_of(vm, arg(args, 0), arg(args, 1))
}

fn ror(vm: &Vm, args: &[Slot]) -> NativeResult {
    crate::types::union_type::union_of(vm, arg(args, 1), arg(args, 0))
}

fn mro_entries(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_tuple(vec![this(vm, args)?.origin.clone()]))
}

fn instancecheck(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn subclasscheck(vm: &Vm, _args: &[Slot]) -> NativeResult {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let a = this(vm, args)?;
    if a.unpacked {
        let plain = make(vm, a.origin.clone(), a.args.value(), false);
        let it = AliasIterator(RefCell::new(Some(plain)));
        let it = vm.new_object(&vm.types.generic_alias_iterator, it).into();
        let next = crate::types::sequence::builtin(vm, "next")?;
        return done(vm.new_tuple(vec![next, vm.new_tuple(vec![it]).into()]));
    }
    let inner = vm.new_tuple(vec![a.origin.clone(), a.args.value().clone()]);
    done(vm.new_tuple(vec![vm.types.generic_alias.value().clone(), inner.into()]))
}

fn origin(vm: &Vm, v: &Value) -> NativeResult {
    done(as_type::<GenericAlias>(vm, v)?.origin.clone())
}

fn arguments(vm: &Vm, v: &Value) -> NativeResult {
    done(as_type::<GenericAlias>(vm, v)?.args.clone())
}

fn parameters(vm: &Vm, v: &Value) -> NativeResult {
    done(as_type::<GenericAlias>(vm, v)?.parameters(vm)?)
}

fn unpacked(vm: &Vm, v: &Value) -> NativeResult {
    done(Value::bool(as_type::<GenericAlias>(vm, v)?.unpacked))
}

fn unpacked_tuple_args(vm: &Vm, v: &Value) -> NativeResult {
    let a = as_type::<GenericAlias>(vm, v)?;
    let of_tuple = a.unpacked && a.origin.is(vm.types.tuple.value());
    done(if of_tuple { a.args.value().clone() } else { Value::None })
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, origin, args, /)", new, "Makes origin[args]."),
    method("__repr__", "($self, /)", repr, "repr(self)."),
    method("__call__", "($self, /, *args, **kwargs)", call, "Calls the origin."),
    method("__getitem__", "($self, key, /)", getitem, "Puts arguments in place of type parameters."),
    method("__iter__", "($self, /)", iter, "For unpacking."),
    method("__hash__", "($self, /)", hash, "hash(self)."),
    method("__eq__", "($self, value, /)", |vm, a| equal(vm, a, CompareOp::Eq), "self == value."),
    method("__ne__", "($self, value, /)", |vm, a| equal(vm, a, CompareOp::Ne), "self != value."),
    method("__or__", "($self, value, /)", or, "self | value."),
    method("__ror__", "($self, value, /)", ror, "value | self."),
    method(
        "__mro_entries__",
        "($self, bases, /)",
        mro_entries,
        "The origin, in place of the alias among bases.",
    ),
    method("__instancecheck__", "($self, instance, /)", instancecheck, "Refused."),
    method("__subclasscheck__", "($self, cls, /)", subclasscheck, "Refused."),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
];

static ATTRIBUTES: &[GetSet] = &[
    member("__origin__", origin, "The class before the brackets."),
    member("__args__", arguments, "What stands in the brackets."),
    getter("__parameters__", parameters, "The type parameters among the arguments."),
    member("__unpacked__", unpacked, "Was it unpacked with a star?"),
    getter("__typing_unpacked_tuple_args__", unpacked_tuple_args, "Arguments of an unpacked tuple."),
];

/// The type `types.GenericAlias`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "types.GenericAlias",
    flags: flags::WEAKREF,
    doc: "A class with type arguments.",
    methods: METHODS,
    getset: ATTRIBUTES,
    getattro: Some(getattro),
    ..TypeSpec::EMPTY
};
