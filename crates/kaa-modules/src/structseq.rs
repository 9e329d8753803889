//! Struct sequences: tuples whose items have names, such as `sys.version_info` and `os.stat_result`. Some have attributes
//! beyond their items; those lie in the instance's dict.

use crate::helpers::{given, some};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, Str, Tuple, Type};
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
    new_class_with_hidden(vm, name, doc, fields, &[])
}

/// The same with attributes that are not items. A visible field named `_` has no name.
pub(crate) fn new_class_with_hidden(
    vm: &Vm,
    name: &'static str,
    doc: &'static str,
    fields: &'static [&'static str],
    hidden: &'static [&'static str],
) -> Ref<Type> {
    let named = fields.iter().zip(READERS).filter(|(name, _)| **name != "_");
    let rows: Vec<GetSet> = named.map(|(name, read)| getter(name, read, "")).collect();
    let methods: Vec<Method> = vec![
        method("__repr__", "($self, /)", repr, "Return repr(self)."),
        static_method("__new__", "($type, /, sequence, dict={})", new, ""),
        method("__reduce__", "($self, /)", reduce, "State for pickling."),
        method("__replace__", "($self, /, **changes)", replace, "A copy with some fields changed."),
    ];
    let own = if hidden.is_empty() { 0 } else { flags::DICT };
    let spec = TypeSpec {
        name,
        doc,
        methods: Vec::leak(methods),
        getset: Vec::leak(rows),
        flags: own,
        ..TypeSpec::EMPTY
    };
    let class = vm.new_native_type::<Tuple>(&vm.types.tuple, Box::leak(Box::new(spec)));
    let shown = fields.iter().filter(|f| **f != "_").map(|f| vm.intern(f).into()).collect();
    class.dict.set_str(&vm.names.__match_args__, vm.new_tuple(shown).into());
    let all = fields.iter().chain(hidden).map(|f| vm.intern(f).into()).collect();
    vm.module_state.borrow_mut().insert(name, vm.new_tuple(all).into());
    let unnamed = fields.iter().filter(|f| **f == "_").count();
    for (n, count) in [
        ("n_sequence_fields", fields.len()),
        ("n_fields", fields.len() + hidden.len()),
        ("n_unnamed_fields", unnamed),
    ] {
        class.dict.set_str(&vm.intern(n), vm.new_usize(count));
    }
    class.modified(vm);
    class
}

/// An instance.
pub(crate) fn new_instance(vm: &Vm, class: &Ref<Type>, items: Vec<Value>) -> Value {
    vm.new_object(class, Tuple::new(items)).into()
}

/// An instance with the attributes that are not items.
pub(crate) fn new_instance_with(
    vm: &Vm,
    class: &Ref<Type>,
    items: Vec<Value>,
    hidden: Vec<(&str, Value)>,
) -> Value {
    let v = new_instance(vm, class, items);
    if let Some(d) = vm.instance_dict(&v) {
        for (name, x) in hidden {
            d.set_str(&vm.intern(name), x);
        }
    }
    v
}

/// Name with the module's, and the names of all fields.
fn shape(vm: &Vm, class: &Type) -> (String, Vec<Ref<Str>>) {
    let module = class.dict.get_str(&vm.names.__module__);
    let module = module.as_ref().and_then(|m| m.payload::<Str>()).map(|m| m.to_string_lossy().into_owned());
    let name = class.name();
    let module = module.filter(|m| m != "builtins");
    let full = module.map_or_else(|| name.to_string(), |m| format!("{m}.{name}"));
    let fields = vm.module_state.borrow().get(full.as_str()).cloned();
    let fields = fields.as_ref().and_then(|f| f.payload::<Tuple>()).map(|t| t.to_vec()).unwrap_or_default();
    (full, fields.iter().filter_map(|f| f.as_ref::<Str>().cloned()).collect())
}

fn count(vm: &Vm, class: &Type, name: &str) -> usize {
    let n = class.dict.get_str(&vm.intern(name));
    n.as_ref().and_then(kaa_vm::types::int::as_i64).and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(class) = arg(args, 0).as_ref::<Type>() else { return Err(vm.type_error("a class is needed")) };
    let mut items = match vm.collect(arg(args, 1)) {
        Err(e) if vm.matches(&e, &vm.exceptions.type_error) => {
            return Err(vm.type_error("constructor requires a sequence"));
        }
        r => r?,
    };
    let dict = match some(args, 2) {
        Some(d) if d.payload::<Dict>().is_none() => {
            let name = shape(vm, class).0;
            return Err(vm.type_error(format!("{name}() takes a dict as second arg, if any")));
        }
        d => d.and_then(|d| d.as_ref::<Dict>()),
    };
    let (name, fields) = shape(vm, class);
    let (least, most) = (count(vm, class, "n_sequence_fields"), count(vm, class, "n_fields"));
    let n = items.len();
    if n < least || n > most {
        let (word, wanted) = match (least == most, n < least) {
            (true, _) => ("a", least),
            (_, true) => ("an at least", least),
            (_, false) => ("an at most", most),
        };
        return Err(vm.type_error(format!("{name}() takes {word} {wanted}-sequence ({n}-sequence given)")));
    }
    let extra = items.split_off(least);
    let v = new_instance(vm, class, items);
    if let Some(own) = vm.instance_dict(&v).filter(|_| most > least) {
        for (i, field) in fields.iter().enumerate().skip(least) {
            let given = extra.get(i - least).cloned();
            let x = given.or_else(|| dict.and_then(|d| d.get_str(field))).unwrap_or(Value::None);
            own.set_str(field, x);
        }
    }
    done(v)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let class = vm.class_ref(v);
    let (name, fields) = shape(vm, &class);
    let items = v.payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let mut out = name.into_bytes();
    out.push(b'(');
    for (i, x) in items.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        if let Some(n) = fields.get(i) {
            out.extend_from_slice(n.as_bytes());
            out.push(b'=');
        }
        out.extend_from_slice(vm.repr(x)?.as_bytes());
    }
    out.push(b')');
    done(vm.new_str_owned(out))
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let items = v.payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let copy = vm.new_dict();
    if let Some(own) = vm.instance_dict(v) {
        for e in own.entries() {
            copy.set(vm, e.key, e.value)?;
        }
    }
    let inner = vm.new_tuple(vec![vm.new_tuple(items).into(), copy.into()]);
    done(vm.new_tuple(vec![vm.class_ref(v).into(), inner.into()]))
}

fn replace(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let class = vm.class_ref(v);
    let (name, fields) = shape(vm, &class);
    if fields.iter().any(|f| f.is_text("_")) {
        return Err(vm.type_error(format!(
            "__replace__() is not supported for {name} because it has unnamed field(s)"
        )));
    }
    let mut items = v.payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let mut hidden = Vec::new();
    for field in fields.iter().skip(items.len()) {
        let old = vm.instance_dict(v).and_then(|d| d.get_str(field)).unwrap_or(Value::None);
        hidden.push((field.clone(), old));
    }
    let (mut unknown, seen) = (Vec::new(), items.len());
    for e in given(args, 1).and_then(|c| c.payload::<Dict>()).map(Dict::entries).unwrap_or_default() {
        let at = fields.iter().position(|f| e.key.payload::<Str>().is_some_and(|k| k.same(f)));
        match at {
            Some(i) if i < seen => items[i] = e.value,
            Some(i) => hidden[i - seen].1 = e.value,
            None => unknown.push(e.key),
        }
    }
    if !unknown.is_empty() {
        let names = vm.repr(vm.new_list(unknown).value())?;
        return Err(vm.type_error(format!("Got unexpected field name(s): {}", names.to_string_lossy())));
    }
    let copy = new_instance(vm, &class, items);
    if let Some(own) = vm.instance_dict(&copy) {
        for (field, x) in hidden {
            own.set_str(&field, x);
        }
    }
    done(copy)
}
