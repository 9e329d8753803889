//! Struct sequences: tuples whose items have names, such as `sys.version_info` and `os.stat_result`.

use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Slot, arg, getter, static_method};
use kaa_vm::native::{Method, method};
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::types::{Str, Tuple, Type};
use kaa_vm::{NativeResult, Ref, Value, Vm};

macro_rules! readers {
    ($($i:literal)*) => { [$(item::<$i>),*] };
}

/// Readers of the items by index; attributes need a function each.
const READERS: [fn(&Vm, &Value) -> NativeResult; 24] =
    readers!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23);

fn item<const I: usize>(_vm: &Vm, v: &Value) -> NativeResult {
    done(v.payload::<Tuple>().and_then(|t| t.get(I).cloned()).unwrap_or(Value::None))
}

/// A new struct sequence class. Names beyond the readers are reached by index only.
pub(crate) fn new_class(
    vm: &Vm,
    name: &'static str,
    doc: &'static str,
    fields: &'static [&'static str],
) -> Ref<Type> {
    let rows: Vec<GetSet> = fields.iter().zip(READERS).map(|(name, read)| getter(name, read, "")).collect();
    let methods: Vec<Method> = vec![
        method("__repr__", "($self, /)", repr, ""),
        static_method("__new__", "($type, sequence, dict=None, /)", new, ""),
    ];
    let spec =
        TypeSpec { name, doc, methods: Vec::leak(methods), getset: Vec::leak(rows), ..TypeSpec::EMPTY };
    let class = vm.new_native_type::<Tuple>(&vm.types.tuple, Box::leak(Box::new(spec)));
    let names = vm.new_tuple(fields.iter().map(|f| vm.intern(f).into()).collect());
    class.dict.set_str(&vm.names.__match_args__, names.into());
    for n in ["n_sequence_fields", "n_fields"] {
        class.dict.set_str(&vm.intern(n), vm.new_usize(fields.len()));
    }
    class.dict.set_str(&vm.intern("n_unnamed_fields"), vm.new_int(0));
    class.modified(vm);
    class
}

/// An instance.
pub(crate) fn new_instance(vm: &Vm, class: &Ref<Type>, items: Vec<Value>) -> Value {
    vm.new_object(class, Tuple::new(items)).into()
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let items = vm.collect(arg(args, 1))?;
    let Some(class) = arg(args, 0).as_ref::<Type>() else { return Err(vm.type_error("a class is needed")) };
    let fields = class
        .lookup(vm, &vm.names.__match_args__)
        .and_then(|f| f.payload::<Tuple>().map(|t| t.len()))
        .unwrap_or(0);
    if items.len() != fields {
        let name = class.name();
        let n = items.len();
        return Err(vm.type_error(format!("{name}() takes a {fields}-sequence ({n}-sequence given)")));
    }
    done(new_instance(vm, class, items))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let class = vm.class_ref(v);
    let names = class.lookup(vm, &vm.names.__match_args__);
    let names = names.as_ref().and_then(|n| n.payload::<Tuple>());
    let items = v.payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let module = class.dict.get_str(&vm.names.__module__);
    let module = module.as_ref().and_then(|m| m.payload::<Str>()).map(|m| m.to_string_lossy().into_owned());
    let mut out = module.map(|m| format!("{m}.")).unwrap_or_default().into_bytes();
    out.extend_from_slice(class.name().as_bytes());
    out.push(b'(');
    for (i, x) in items.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        if let Some(n) = names.and_then(|n| n.get(i)).and_then(|n| n.payload::<Str>()) {
            out.extend_from_slice(n.as_bytes());
            out.push(b'=');
        }
        out.extend_from_slice(vm.repr(x)?.as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}
