//! Method table of `typing.Union`.

use super::{UnionType, union_of_all};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, class_method, getter, member, method};
use crate::protocol::CompareOp;
use crate::types::Tuple;
use crate::types::generic_alias::{GenericAlias, argument_text, substitute};
use crate::types::sequence::{as_type, receiver};
use crate::types::type_object::{TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<UnionType>> {
    receiver::<UnionType>(vm, args)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let text = |v: &Value| match v.is(vm.types.none_type.value()) {
        true => Ok(b"None".to_vec()),
        false => argument_text(vm, v),
    };
    let parts = this(vm, args)?.args.iter().map(text).collect::<Fallible<Vec<_>>>()?;
    done(vm.new_str_owned(parts.join(&b" | "[..])))
}

/// The order of the members does not count.
fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    let u = this(vm, args)?;
    let mut unhashable = 0;
    for (v, _) in u.args.iter().zip(&u.hashes).filter(|(_, h)| h.is_none()) {
        vm.hash(v)?;
        unhashable += 1;
    }
    if unhashable > 0 {
        let s = if unhashable == 1 { "" } else { "s" };
        return Err(vm.type_error(format!("union contains {unhashable} unhashable element{s}")));
    }
    let hashes: Vec<i64> = u.hashes.iter().copied().flatten().collect();
    done(vm.new_int(kaa_data::hash::frozenset(hashes)))
}

fn equal(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let a = this(vm, args)?;
    let Some(b) = arg(args, 1).payload::<UnionType>() else { return done(Value::NotImplemented) };
    done(Value::bool(a.same(vm, b)? == (op == CompareOp::Eq)))
}

fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(union_of_all(vm, &[arg(args, 0).clone(), joining(vm, arg(args, 1))?])?)
}

fn ror(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(union_of_all(vm, &[joining(vm, arg(args, 1))?, arg(args, 0).clone()])?)
}

/// What joins a union: anything; a text is a reference to a type that comes later.
fn joining(vm: &Vm, v: &Value) -> Fallible<Value> {
    if v.payload::<crate::types::Str>().is_none() {
        return Ok(v.clone());
    }
    let module = vm.import_module("annotationlib")?;
    let class = vm.get_attr(&module, &vm.intern("ForwardRef"))?;
    vm.call(&class, std::slice::from_ref(v))
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let u = this(vm, args)?;
    let parameters = u.parameters(vm)?;
    let new = substitute(vm, u.value(), &u.args, &parameters, arg(args, 1))?;
    done(union_of_all(vm, &new)?)
}

fn class_getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let item = arg(args, 1);
    let members = item.payload::<Tuple>().map_or_else(|| vec![item.clone()], |t| t.to_vec());
    if members.is_empty() {
        return Err(vm.type_error("Cannot take a Union of no types."));
    }
    let members = members.iter().map(|m| joining(vm, m)).collect::<Fallible<Vec<_>>>()?;
    done(union_of_all(vm, &members)?)
}

fn check(vm: &Vm, args: &[Slot], what: &str, f: impl Fn(&Value) -> Fallible<bool>) -> NativeResult {
    let u = this(vm, args)?;
    for member in u.args.iter() {
        if member.payload::<GenericAlias>().is_some() {
            return Err(vm.type_error(format!("{what} argument 2 cannot be a parameterized generic")));
        }
        if f(member)? {
            return done(Value::True);
        }
    }
    done(Value::False)
}

fn instancecheck(vm: &Vm, args: &[Slot]) -> NativeResult {
    check(vm, args, "isinstance()", |member| vm.is_instance(arg(args, 1), member))
}

fn subclasscheck(vm: &Vm, args: &[Slot]) -> NativeResult {
    check(vm, args, "issubclass()", |member| vm.is_subclass(arg(args, 1), member))
}

fn mro_entries(vm: &Vm, args: &[Slot]) -> NativeResult {
    let text = vm.repr(arg(args, 0))?;
    Err(vm.type_error(format!("Cannot subclass {}", text.to_string_lossy())))
}

fn arguments(vm: &Vm, v: &Value) -> NativeResult {
    done(as_type::<UnionType>(vm, v)?.args.clone())
}

fn parameters(vm: &Vm, v: &Value) -> NativeResult {
    done(as_type::<UnionType>(vm, v)?.parameters(vm)?)
}

fn origin(vm: &Vm, _v: &Value) -> NativeResult {
    done(vm.types.union_type.value().clone())
}

fn name(vm: &Vm, _v: &Value) -> NativeResult {
    done(vm.str_value("Union"))
}

static METHODS: &[Method] = &[
    method("__repr__", "($self, /)", repr, "repr(self)."),
    method("__hash__", "($self, /)", hash, "hash(self)."),
    method("__eq__", "($self, value, /)", |vm, a| equal(vm, a, CompareOp::Eq), "self == value."),
    method("__ne__", "($self, value, /)", |vm, a| equal(vm, a, CompareOp::Ne), "self != value."),
    method("__or__", "($self, value, /)", or, "self | value."),
    method("__ror__", "($self, value, /)", ror, "value | self."),
    method("__getitem__", "($self, key, /)", getitem, "Puts arguments in place of type parameters."),
    method("__instancecheck__", "($self, instance, /)", instancecheck, "isinstance(instance, self)."),
    method("__subclasscheck__", "($self, cls, /)", subclasscheck, "issubclass(cls, self)."),
    method("__mro_entries__", "($self, bases, /)", mro_entries, "Refused."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "Union[object]."),
];

static ATTRIBUTES: &[GetSet] = &[
    member("__args__", arguments, "The members."),
    getter("__parameters__", parameters, "The type parameters among the members."),
    getter("__origin__", origin, "typing.Union."),
    getter("__name__", name, "Its name."),
    getter("__qualname__", name, "Its name."),
];

/// The type `typing.Union`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "typing.Union",
    doc: "A choice of types: int | str.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};
