//! `isinstance`, `issubclass`, `callable`, `id`, `hash`, `repr`, `ascii`, `format`, `len`.

use crate::dunder::Dunder;
use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, function};
use crate::types::Str;
use crate::types::str::args::argument_name;
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) static ROWS: &[Method] = &[
    function(
        "isinstance",
        "(obj, class_or_tuple, /)",
        isinstance,
        "Whether the object is an instance of the class, of a subclass of it, or of one of the classes of a tuple.",
    ),
    function(
        "issubclass",
        "(cls, class_or_tuple, /)",
        issubclass,
        "Whether the class is derived from the other one, or from one of a tuple, or is the same.",
    ),
    function("callable", "(obj, /)", callable, "Whether the object can be called."),
    function("id", "(obj, /)", id, "The object's identity: an int that no other living object has."),
    function("hash", "(obj, /)", hash, "The object's hash. Equal objects have equal hashes."),
    function("repr", "(obj, /)", repr, "The object's canonical text."),
    function("ascii", "(obj, /)", ascii, "As repr(), with everything beyond ASCII escaped."),
    function("format", "(value, format_spec='', /)", format, "The value's text as its __format__ gives it."),
    function("len", "(obj, /)", len, "The number of items in a container."),
];

fn isinstance(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.is_instance_flow(arg(args, 0), arg(args, 1))
}

fn issubclass(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.is_subclass_flow(arg(args, 0), arg(args, 1))
}

fn callable(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(vm.is_callable(arg(args, 0))))
}

fn id(vm: &Vm, args: &[Slot]) -> NativeResult {
    let id = vm.id(arg(args, 0));
    vm.audit("builtins.id", || vec![id.clone()])?;
    done(id)
}

fn hash(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.hash_flow(arg(args, 0))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.repr_flow(arg(args, 0))
}

fn ascii(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.ascii(arg(args, 0))?)
}

fn format(vm: &Vm, args: &[Slot]) -> NativeResult {
    let spec = match args.get(1) {
        Some(Some(v)) => match v.as_ref::<Str>() {
            Some(s) => s.clone(),
            None => {
                return Err(
                    vm.type_error(format!("format() argument 2 must be str, not {}", argument_name(vm, v)))
                );
            }
        },
        _ => vm.new_str(""),
    };
    vm.format_flow(arg(args, 0), &spec)
}

fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.len_flow(arg(args, 0))
}

impl Vm {
    /// Can it be called?
    pub fn is_callable(&self, v: &Value) -> bool {
        let t = &self.types;
        let class = self.class_of(v);
        [&t.function, &t.method, &t.builtin_function, &t.type_].iter().any(|c| std::ptr::eq(class, &***c))
            || class.special(self, Dunder::Call).is_some()
    }

    /// `id(v)`: the address, or for immediates their word, which no address equals.
    pub fn id(&self, v: &Value) -> Value {
        let bits = v.bits();
        match i64::try_from(bits) {
            Ok(i) => self.new_int(i),
            Err(_) => self.new_bigint(num_bigint::BigInt::from(bits)),
        }
    }
}
