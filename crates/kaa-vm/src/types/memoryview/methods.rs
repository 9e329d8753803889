//! Method table of `memoryview`.

use super::access::{self, this};
use super::{Layout, MemoryView, cast, compare, iterator, make, released};
use crate::flow::{NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, class_method, getter, method, static_method};
use crate::types::Str;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(super::new(vm, arg(args, 1))?)
}

fn from_flags(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(super::new(vm, arg(args, 1))?)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let word = if m.memory.borrow().is_none() { "released memory" } else { "memory" };
    done(vm.str_value(&format!("<{word} at {:#x}>", arg(args, 0).bits())))
}

fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    m.memory(vm)?;
    match m.layout.shape.len() {
        0 => Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => done(iterator::new(vm, arg(args, 0))),
        _ => Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
}

fn buffer(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(super::new(vm, arg(args, 0))?)
}

fn release_buffer(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::None)
}

fn release(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, args)?.release();
    done(Value::None)
}

fn enter(vm: &Vm, args: &[Slot]) -> NativeResult {
    this(vm, args)?.memory(vm)?;
    done(arg(args, 0).clone())
}

fn tobytes(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let order = match args[1].as_ref().filter(|v| !v.is_none()) {
        None => b'C',
        Some(v) => match v.payload::<Str>().map(Str::as_bytes) {
            Some([o @ (b'C' | b'F' | b'A')]) => *o,
            Some(_) => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
            None => {
                let name = vm.type_name(v);
                return Err(
                    vm.type_error(format!("tobytes() argument 'order' must be str or None, not {name}"))
                );
            }
        },
    };
    let fortran = order == b'F' || order == b'A' && !m.layout.is_contiguous() && m.layout.is_fortran();
    if fortran && m.layout.shape.len() > 1 {
        let mut turned = m.layout.clone();
        turned.shape.reverse();
        turned.strides.reverse();
        let view = make(vm, m.memory(vm)?, turned);
        return done(match view.payload::<MemoryView>() {
            Some(t) => vm.new_bytes_owned(t.to_bytes(vm)?),
            None => Value::None,
        });
    }
    done(vm.new_bytes_owned(m.to_bytes(vm)?))
}

fn hex(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (separator, group) = crate::types::bytes::hex::arguments(vm, &args[1], &args[2])?;
    let data = this(vm, args)?.to_bytes(vm)?;
    done(vm.new_str_owned(crate::types::bytes::hex::encode(&data, separator, group)))
}

fn tolist(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(this(vm, args)?.nested(vm)?)
}

fn toreadonly(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    done(make(vm, m.memory(vm)?, Layout { readonly: true, ..m.layout.clone() }))
}

fn class_getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(crate::types::generic_alias::new_alias(vm, arg(args, 0), arg(args, 1)))
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, object)", new, "Makes a view of an object's memory."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__hash__", "($self, /)", compare::hash, "Return hash(self)."),
    method("__lt__", "($self, value, /)", compare::ordering, "Return self<value."),
    method("__le__", "($self, value, /)", compare::ordering, "Return self<=value."),
    method("__eq__", "($self, value, /)", compare::eq, "Return self==value."),
    method("__ne__", "($self, value, /)", compare::ne, "Return self!=value."),
    method("__gt__", "($self, value, /)", compare::ordering, "Return self>value."),
    method("__ge__", "($self, value, /)", compare::ordering, "Return self>=value."),
    method("__iter__", "($self, /)", iter, "Implement iter(self)."),
    method("__buffer__", "($self, flags, /)", buffer, "Another view of the same memory."),
    method("__release_buffer__", "($self, buffer, /)", release_buffer, "Gives a buffer back."),
    method("__len__", "($self, /)", access::len, "Return len(self)."),
    method("__getitem__", "($self, key, /)", access::getitem, "Return self[key]."),
    method("__setitem__", "($self, key, value, /)", access::setitem, "Set self[key] to value."),
    method("__delitem__", "($self, key, /)", access::delitem, "Delete self[key]."),
    method("release", "($self, /)", release, "Lets the memory go."),
    method("tobytes", "($self, /, order='C')", tobytes, "The items as bytes."),
    method(
        "hex",
        "($self, /, sep=<unrepresentable>, bytes_per_sep=1)",
        hex,
        "The bytes as hexadecimal digits.",
    ),
    method("tolist", "($self, /)", tolist, "The items as a list, nested by dimension."),
    method(
        "cast",
        "($self, /, format, shape=<unrepresentable>)",
        cast::cast,
        "The same bytes in another format or shape.",
    ),
    method("toreadonly", "($self, /)", toreadonly, "A view that does not allow changes."),
    class_method("_from_flags", "($type, /, object, flags)", from_flags, "A view made with buffer flags."),
    method("count", "($self, value, /)", compare::count, "How often a value occurs."),
    method(
        "index",
        "($self, value, start=0, stop=sys.maxsize, /)",
        compare::index,
        "Where a value first occurs; ValueError if nowhere.",
    ),
    method("__enter__", "($self, /)", enter, "Return self."),
    method("__exit__", "($self, /, *exc_info)", release, "Lets the memory go."),
    class_method("__class_getitem__", "($type, object, /)", class_getitem, "For type annotations."),
];

macro_rules! attributes {
    ($($name:ident = |$vm:ident, $m:ident| $value:expr;)*) => {
        $(fn $name(vm: &Vm, v: &Value) -> NativeResult {
            let Some($m) = v.payload::<MemoryView>() else { return Err(released(vm)) };
            let $vm = vm;
            $m.memory(vm)?;
            done($value)
        })*
    };
}

attributes! {
    obj = |vm, m| m.memory(vm)?.object;
    nbytes = |vm, m| vm.new_usize(m.layout.nbytes());
    readonly = |_vm, m| Value::bool(m.layout.readonly);
    itemsize = |vm, m| vm.new_usize(m.layout.format.size);
    format = |vm, m| vm.str_value(&m.layout.format.text());
    ndim = |vm, m| vm.new_usize(m.layout.shape.len());
    shape = |vm, m| vm.new_tuple(m.layout.shape.iter().map(|n| vm.new_usize(*n)).collect());
    strides = |vm, m| vm.new_tuple(m.layout.strides.iter().map(|n| vm.new_int(*n)).collect());
    suboffsets = |vm, _m| vm.new_tuple(Vec::new());
    c_contiguous = |_vm, m| Value::bool(m.layout.is_contiguous());
    f_contiguous = |_vm, m| Value::bool(m.layout.is_fortran());
    contiguous = |_vm, m| Value::bool(m.layout.is_contiguous() || m.layout.is_fortran());
}

static ATTRIBUTES: &[GetSet] = &[
    getter("obj", obj, "The object whose memory it is."),
    getter("nbytes", nbytes, "The size of all items, in bytes."),
    getter("readonly", readonly, "Is the memory read-only?"),
    getter("itemsize", itemsize, "The size of an item, in bytes."),
    getter("format", format, "The format of an item, as in the module struct."),
    getter("ndim", ndim, "The number of dimensions."),
    getter("shape", shape, "The number of items in each dimension."),
    getter("strides", strides, "The bytes from one item to the next in each dimension."),
    getter("suboffsets", suboffsets, "Always empty."),
    getter("c_contiguous", c_contiguous, "Do the items lie row by row without gaps?"),
    getter("f_contiguous", f_contiguous, "Do the items lie column by column without gaps?"),
    getter("contiguous", contiguous, "Do the items lie without gaps?"),
];

/// The type `memoryview`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "memoryview",
    doc: "A window on the bytes of another object.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: crate::types::type_object::flags::SEQUENCE,
    ..TypeSpec::EMPTY
};
