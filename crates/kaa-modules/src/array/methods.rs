//! The class `array`: its table, construction, reading, comparing.

use super::edit;
use super::item::{Kind, machine_format, text};
use super::{Array, bad_letter, iterator, letter, of_class, plain};
use crate::helpers::class_for;
use kaa_heap::ClassFlags;
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, class_method, getter, method, static_method};
use kaa_vm::protocol::CompareOp;
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::sequence::{Subscript, as_type, class_getitem, compare, has_index, resolve};
use kaa_vm::types::str::code_points;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{ByteArray, Bytes, List, Str};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

macro_rules! rows {
    ($($name:literal $signature:literal $f:expr, $doc:literal;)*) => {
        &[
            static_method("__new__", "($type, *args, **kwargs)", new, "Create and return a new object."),
            class_method("__class_getitem__", "($type, object, /)", class_getitem, "See PEP 585"),
            $(method($name, $signature, $f, $doc)),*
        ]
    };
}
macro_rules! compared {
    ($op:expr) => {
        |vm, args| compared(vm, args, $op)
    };
}

static METHODS: &[Method] = rows! {
    "append" "($self, v, /)" edit::append, "Adds an item at the end.";
    "buffer_info" "($self, /)" buffer_info, "Address and number of items.";
    "byteswap" "($self, /)" edit::byteswap, "Turns the bytes of each item around.";
    "clear" "($self, /)" edit::clear, "Takes all items away.";
    "count" "($self, v, /)" count, "How often an item is in.";
    "extend" "($self, bb, /)" edit::extend, "Adds items at the end.";
    "fromfile" "($self, f, n, /)" edit::fromfile, "Adds items read from a file.";
    "fromlist" "($self, list, /)" edit::fromlist, "Adds the items of a list.";
    "frombytes" "($self, buffer, /)" edit::frombytes, "Adds items from their bytes.";
    "fromunicode" "($self, ustr, /)" edit::fromunicode, "Adds the characters of a text.";
    "index" "($self, v, start=0, stop=sys.maxsize, /)" index, "Where an item is first.";
    "insert" "($self, i, v, /)" edit::insert, "Puts an item before an index.";
    "pop" "($self, i=-1, /)" edit::pop, "Takes an item away.";
    "remove" "($self, v, /)" edit::remove, "Takes the first item that equals a value away.";
    "reverse" "($self, /)" edit::reverse, "Turns the order around.";
    "tobytes" "($self, /)" |vm, a| done(vm.new_bytes_owned(this(vm, a)?.read(<[u8]>::to_vec))), "The bytes of all items.";
    "tofile" "($self, f, /)" tofile, "Writes the bytes of all items to a file.";
    "tolist" "($self, /)" |vm, a| done(vm.new_list(items(vm, this(vm, a)?))), "A list of the items.";
    "tounicode" "($self, /)" tounicode, "The characters as a text.";
    "__copy__" "($self, /)" copy, "A copy.";
    "__deepcopy__" "($self, unused, /)" copy, "A copy.";
    "__reduce_ex__" "($self, value, /)" reduce, "State for pickling.";
    "__buffer__" "($self, flags, /)" buffer, "Return a buffer object that exposes the underlying memory of the object.";
    "__release_buffer__" "($self, buffer, /)" |_, _| done(Value::None),
        "Release the buffer object that exposes the underlying memory of the object.";
    "__len__" "($self, /)" |vm, a| done(vm.new_usize(this(vm, a)?.len())), "Return len(self).";
    "__contains__" "($self, key, /)" contains, "Return bool(key in self).";
    "__getitem__" "($self, key, /)" getitem, "Return self[key].";
    "__setitem__" "($self, key, value, /)" edit::setitem, "Set self[key] to value.";
    "__delitem__" "($self, key, /)" edit::delitem, "Delete self[key].";
    "__iter__" "($self, /)" iterator::over, "Implement iter(self).";
    "__repr__" "($self, /)" repr, "Return repr(self).";
    "__add__" "($self, value, /)" add, "Return self+value.";
    "__iadd__" "($self, value, /)" edit::iadd, "Implement self+=value.";
    "__mul__" "($self, value, /)" mul, "Return self*value.";
    "__rmul__" "($self, value, /)" mul, "Return value*self.";
    "__imul__" "($self, value, /)" edit::imul, "Implement self*=value.";
    "__lt__" "($self, value, /)" compared!(CompareOp::Lt), "Return self<value.";
    "__le__" "($self, value, /)" compared!(CompareOp::Le), "Return self<=value.";
    "__eq__" "($self, value, /)" compared!(CompareOp::Eq), "Return self==value.";
    "__ne__" "($self, value, /)" compared!(CompareOp::Ne), "Return self!=value.";
    "__gt__" "($self, value, /)" compared!(CompareOp::Gt), "Return self>value.";
    "__ge__" "($self, value, /)" compared!(CompareOp::Ge), "Return self>=value.";
    "__sizeof__" "($self, /)" |vm, a| done(vm.new_usize(64 + this(vm, a)?.read(<[u8]>::len))), "Size in memory, in bytes.";
};
static ATTRIBUTES: &[GetSet] = &[
    getter(
        "typecode",
        |vm, v| done(vm.str_value(&as_type::<Array>(vm, v)?.kind.letter().to_string())),
        "the typecode character used to create the array",
    ),
    getter(
        "itemsize",
        |vm, v| done(vm.new_usize(as_type::<Array>(vm, v)?.kind.size())),
        "the size, in bytes, of one array item",
    ),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "array.array",
    doc: "Numbers of one kind, packed.",
    methods: METHODS,
    getset: ATTRIBUTES,
    none_dunders: &["__hash__"],
    flags: flags::BASETYPE | ClassFlags::GC | flags::WEAKREF | flags::SEQUENCE,
    ..TypeSpec::EMPTY
};

pub(super) fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Array>> {
    as_type::<Array>(vm, arg(args, 0))
}

pub(super) fn items(vm: &Vm, a: &Array) -> Vec<Value> {
    (0..a.len()).filter_map(|i| a.get(vm, i)).collect()
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Array>(vm, args)?;
    let is_plain = crate::helpers::class_named(vm, SPEC.name).is_some_and(|c| c.value().is(class.value()));
    if is_plain && args.get(2).is_some_and(Option::is_some) {
        return Err(vm.type_error("array.array() takes no keyword arguments"));
    }
    let (first, initial) = match varargs(&args[1]) {
        [first] => (first, None),
        [first, initial] => (first, Some(initial)),
        [] => return Err(vm.type_error("array() takes at least 1 argument (0 given)")),
        more => {
            let n = more.len();
            return Err(vm.type_error(format!("array() takes at most 2 arguments ({n} given)")));
        }
    };
    let letter = letter(vm, first, "array() argument 1")?;
    if let Some(initial) = initial {
        let text = initial.payload::<Str>().is_some();
        let text_array = initial.payload::<Array>().is_some_and(|a| a.kind.is_text());
        if (text || text_array) && letter != 'u' && letter != 'w' {
            let a = if text { "a str" } else { "a unicode array" };
            return Err(
                vm.type_error(format!("cannot use {a} to initialize an array with typecode '{letter}'"))
            );
        }
    }
    let Some(kind) = Kind::of(letter) else { return Err(bad_letter(vm)) };
    if letter == 'u' {
        let text = "The 'u' type code is deprecated and will be removed in Python 3.16";
        vm.warn(&vm.exceptions.deprecation_warning, text, 1)?;
    }
    let bytes = match initial {
        None => Vec::new(),
        Some(v) => initial_bytes(vm, kind, v)?,
    };
    done(of_class(vm, class, kind, bytes))
}

fn initial_bytes(vm: &Vm, kind: Kind, v: &Value) -> Fallible<Vec<u8>> {
    if let Some(s) = v.payload::<Str>() {
        return Ok(code_points(s.as_bytes()).flat_map(u32::to_ne_bytes).collect());
    }
    if let Some(a) = v.payload::<Array>()
        && a.kind == kind
    {
        return Ok(a.read(<[u8]>::to_vec));
    }
    if v.payload::<Bytes>().is_some() || v.payload::<ByteArray>().is_some() {
        let bytes = crate::helpers::bytes_of(vm, v)?;
        if bytes.len() % kind.size() != 0 {
            return Err(vm.value_error("bytes length not a multiple of item size"));
        }
        return Ok(bytes);
    }
    let mut bytes = Vec::new();
    let it = vm.iter(v)?;
    while let Some(x) = vm.next(&it)? {
        kind.pack(vm, &x, &mut bytes)?;
    }
    Ok(bytes)
}

fn buffer_info(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let address = me.read(|b| b.as_ptr() as usize);
    done(vm.new_tuple(vec![vm.new_usize(address), vm.new_usize(me.len())]))
}

fn buffer(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    vm.index(arg(args, 1))?;
    let view = vm.call(vm.types.memoryview.value(), std::slice::from_ref(&me.memory))?;
    let format = match me.kind.letter() {
        'u' | 'w' => "I".to_string(),
        c => c.to_string(),
    };
    done(vm.call_method(&view, "cast", &[vm.str_value(&format)])?)
}

fn count(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let (mut i, mut n) = (0, 0);
    while let Some(x) = me.get(vm, i) {
        n += usize::from(vm.eq(&x, arg(args, 1))?);
        i += 1;
    }
    done(vm.new_usize(n))
}

pub(super) fn find(vm: &Vm, me: &Array, v: &Value, start: usize, stop: usize) -> Fallible<Option<usize>> {
    let mut i = start;
    while i < stop
        && let Some(x) = me.get(vm, i)
    {
        if vm.eq(&x, v)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(find(vm, this(vm, args)?, arg(args, 1), 0, usize::MAX)?.is_some()))
}

fn index(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let n = me.len();
    let bound = |i: usize, default: i64| {
        let i = crate::helpers::given(args, i).map_or(Ok(default), |v| vm.index_clamped(v))?;
        Ok(kaa_vm::types::sequence::from_end(i, n))
    };
    match find(vm, me, arg(args, 1), bound(2, 0)?, bound(3, i64::MAX)?)? {
        Some(i) => done(vm.new_usize(i)),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}

fn tofile(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = this(vm, args)?.read(<[u8]>::to_vec);
    for block in bytes.chunks(64 * 1024) {
        vm.call_method(arg(args, 1), "write", &[vm.new_bytes(block)])?;
    }
    done(Value::None)
}

fn tounicode(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    if !me.kind.is_text() {
        return Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    done(vm.new_str_owned(me.read(text)))
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    done(plain(vm, me.kind, me.read(<[u8]>::to_vec))?)
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let protocol = vm.index_clamped(arg(args, 1))?;
    let state = match vm.instance_dict(arg(args, 0)) {
        Some(d) if !d.is_empty() => d.into(),
        _ => Value::None,
    };
    let class: Value = vm.class_ref(arg(args, 0)).into();
    let letter = vm.str_value(&me.kind.letter().to_string());
    if protocol < 3 {
        let items = vm.new_list(items(vm, me)).into();
        let inner = vm.new_tuple(vec![letter, items]).into();
        return done(vm.new_tuple(vec![class, inner, state]));
    }
    let module = vm.import_module("array")?;
    let maker = vm.get_attr(&module, &vm.intern("_array_reconstructor"))?;
    let bytes = vm.new_bytes_owned(me.read(<[u8]>::to_vec));
    let inner = vm.new_tuple(vec![class, letter, vm.new_int(machine_format(me.kind)), bytes]).into();
    done(vm.new_tuple(vec![maker, inner, state]))
}

/// A subscript, with this class's message for other keys.
pub(super) fn subscript(vm: &Vm, key: &Value) -> Fallible<Subscript> {
    if key.payload::<kaa_vm::types::Slice>().is_none() && !has_index(vm, key) {
        return Err(vm.type_error("array indices must be integers"));
    }
    Subscript::of(vm, key, "array")
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    match subscript(vm, arg(args, 1))? {
        Subscript::Index(i) => match resolve(i, me.len()).and_then(|i| me.get(vm, i)) {
            Some(v) => done(v),
            None => Err(vm.index_error("array index out of range")),
        },
        Subscript::Slice(parts) => {
            let size = me.kind.size();
            let span = parts.span(me.len());
            let bytes = me.read(|b| {
                let chosen = span.indexes().filter_map(|i| b.get(i * size..(i + 1) * size));
                chosen.flatten().copied().collect()
            });
            done(plain(vm, me.kind, bytes)?)
        }
    }
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let mut out = format!("{}('{}'", vm.class_of(arg(args, 0)).name(), me.kind.letter()).into_bytes();
    if me.len() > 0 {
        let shown: Value = match me.kind.is_text() {
            true => vm.new_str_owned(me.read(text)).into(),
            false => vm.new_list(items(vm, me)).into(),
        };
        out.extend_from_slice(b", ");
        out.extend_from_slice(vm.repr(&shown)?.as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn add(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let Some(other) = arg(args, 1).payload::<Array>() else {
        let got = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("can only append array (not \"{got}\") to array")));
    };
    if other.kind != me.kind {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let mut bytes = me.read(<[u8]>::to_vec);
    other.read(|b| bytes.extend_from_slice(b));
    done(plain(vm, me.kind, bytes)?)
}

/// The bytes so many times.
pub(super) fn repeated(vm: &Vm, me: &Array, n: &Value) -> Fallible<Vec<u8>> {
    if !has_index(vm, n) {
        let name = vm.type_name(n);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{name}'")));
    }
    let n = usize::try_from(vm.index_clamped(n)?).unwrap_or(0);
    let bytes = me.read(<[u8]>::to_vec);
    match bytes.len().checked_mul(n) {
        Some(total) if total < 1 << 40 => Ok(bytes.repeat(n)),
        _ => Err(vm.memory_error("")),
    }
}

fn mul(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = this(vm, args)?;
    let bytes = repeated(vm, me, arg(args, 1))?;
    done(plain(vm, me.kind, bytes)?)
}

fn compared(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let (Some(a), Some(b)) = (arg(args, 0).payload::<Array>(), arg(args, 1).payload::<Array>()) else {
        return done(Value::NotImplemented);
    };
    compare(vm, op, |i| a.get(vm, i), |i| b.get(vm, i), || (a.len(), b.len()))
}

pub(super) fn list(v: &Value) -> Option<Vec<Value>> {
    v.payload::<List>().map(List::to_vec)
}
