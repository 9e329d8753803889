//! The module `_ast`: the node classes of syntax trees, made of the grammar's table in `grammar.txt` (name, base, fields,
//! attributes; `?` is optional, `*` a list). `build.rs` makes objects of a tree.

mod build;

pub use build::{build, is_node, source};

use crate::helpers::{enter_class, given};
use kaa_heap::ClassFlags;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, method, static_method};
use kaa_vm::protocol::BinaryOp;
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Dict, List, Module, Str, Tuple, Type};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const GRAMMAR: &str = include_str!("grammar.txt");

/// Payload of nodes: they have attributes only.
struct Node;
kaa_heap::payload!(Node);

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, "Create and return a new object."),
    method(
        "__init__",
        "($self, /, *args, **kwargs)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method(
        "__repr__",
        "($self, /)",
        |vm, a| done(vm.new_str_owned(shown(vm, arg(a, 0), 3)?)),
        "Return repr(self).",
    ),
    method("__reduce__", "($self, /)", reduce, "State for pickling."),
    method("__replace__", "($self, /, **fields)", replace, "A copy with some fields changed."),
];
static SPEC: TypeSpec = TypeSpec {
    name: "ast.AST",
    methods: METHODS,
    flags: flags::BASETYPE | flags::DICT | flags::WEAKREF | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

/// A row of the grammar.
struct Row {
    name: &'static str,
    base: &'static str,
    fields: Vec<(&'static str, &'static str)>,
    attributes: &'static str,
}

fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let mut parts = line.split('|').map(str::trim);
        let (name, base) = parts.next()?.split_once(' ')?;
        let fields = parts.next()?.split(',').filter_map(|f| f.trim().split_once(' ')).collect();
        Some(Row { name, base, fields, attributes: parts.next().unwrap_or("") })
    };
    GRAMMAR.lines().filter_map(row).collect()
}

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_ast", None);
    let ast = vm.new_native_type::<Node>(&vm.types.object, &SPEC);
    let empty: Value = vm.new_tuple(Vec::new()).into();
    for name in ["_fields", "_attributes", "__match_args__"] {
        ast.dict.set_str(&vm.intern(name), empty.clone());
    }
    ast.dict.set_str(&vm.intern("_field_types"), vm.new_dict().into());
    ast.modified(vm);
    enter_class(vm, &module, SPEC.name, &ast);
    let rows = rows();
    for row in &rows {
        let class = new_class(vm, &module, row)?;
        module.dict.set_str(&vm.intern(row.name), class);
    }
    for row in &rows {
        let types = vm.new_dict();
        for (kind, name) in &row.fields {
            types.set_str(&vm.intern(name), field_type(vm, &module, kind)?);
        }
        if let Some(class) = module.dict.get_text(vm, row.name).as_ref().and_then(|c| c.as_ref::<Type>()) {
            class.set_own(vm, &vm.intern("_field_types"), Some(types.into()));
        }
    }
    for (name, n) in [
        ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
        ("PyCF_ONLY_AST", 0x400),
        ("PyCF_TYPE_COMMENTS", 0x1000),
        ("PyCF_OPTIMIZED_AST", 0x8400),
    ] {
        module.dict.set_str(&vm.intern(name), vm.new_int(n));
    }
    Ok(module)
}

fn new_class(vm: &Vm, module: &Ref<Module>, row: &Row) -> Fallible<Value> {
    let names = |list: Vec<&str>| -> Value {
        vm.new_tuple(list.into_iter().map(|n| vm.intern(n).into()).collect()).into()
    };
    let dict = vm.new_dict();
    let set = |name: &str, v: Value| dict.set_str(&vm.intern(name), v);
    set("__module__", vm.str_value("ast"));
    let fields = names(row.fields.iter().map(|(_, n)| *n).collect());
    set("_fields", fields.clone());
    set("__match_args__", fields);
    let signature: Vec<String> = row.fields.iter().map(|(kind, name)| format!("{kind} {name}")).collect();
    let doc = if signature.is_empty() {
        row.name.to_string()
    } else {
        format!("{}({})", row.name, signature.join(", "))
    };
    set("__doc__", vm.str_value(&doc));
    if row.attributes != "-" {
        let all: Vec<&str> = row.attributes.split_whitespace().collect();
        set("_attributes", names(all.iter().map(|a| a.trim_start_matches('?')).collect()));
        for a in all.iter().filter_map(|a| a.strip_prefix('?')) {
            set(a, Value::None);
        }
    }
    for (kind, name) in &row.fields {
        if kind.ends_with('?') {
            set(name, Value::None);
        }
    }
    let base = module.dict.get_text(vm, row.base).unwrap_or(Value::None);
    let bases = vm.new_tuple(vec![base]).into();
    vm.call(vm.types.type_.value(), &[vm.str_value(row.name), bases, dict.into()])
}

fn field_type(vm: &Vm, module: &Ref<Module>, kind: &str) -> Fallible<Value> {
    let plain = kind.trim_end_matches(['?', '*']);
    let class = match plain {
        "identifier" | "string" => vm.types.str.value().clone(),
        "int" => vm.types.int.value().clone(),
        "constant" => vm.types.object.value().clone(),
        _ => module.dict.get_text(vm, plain).unwrap_or(Value::None),
    };
    if kind.ends_with('*') {
        return vm.get_item(vm.types.list.value(), &class);
    }
    if kind.ends_with('?') {
        return vm.binary(BinaryOp::Or, &class, &Value::None);
    }
    Ok(class)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_object(crate::helpers::class_for::<Node>(vm, args)?, Node))
}

/// Names in a tuple attribute of a node's class.
fn names(vm: &Vm, node: &Value, which: &str) -> Fallible<Vec<Ref<Str>>> {
    let class = vm.class_ref(node);
    let list = vm.get_attr(class.value(), &vm.intern(which))?;
    Ok(vm.collect(&list)?.iter().filter_map(|n| n.as_ref::<Str>().cloned()).collect())
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let node = arg(args, 0);
    let fields = names(vm, node, "_fields")?;
    let class = vm.class_ref(node);
    let name = class.name();
    let given_args = varargs(&args[1]);
    if given_args.len() > fields.len() {
        let (n, plural) = (fields.len(), if fields.len() == 1 { "" } else { "s" });
        return Err(
            vm.type_error(format!("{name} constructor takes at most {n} positional argument{plural}"))
        );
    }
    let mut set: Vec<&Ref<Str>> = Vec::new();
    for (field, v) in fields.iter().zip(given_args) {
        vm.set_attr(node, field, v.clone())?;
        set.push(field);
    }
    let entries = given(args, 2).and_then(|k| k.payload::<Dict>()).map(Dict::entries).unwrap_or_default();
    for e in entries {
        let Some(key) = e.key.as_ref::<Str>() else { continue };
        match fields.iter().find(|f| f.same(key)) {
            Some(f) if set.iter().any(|s| s.same(f)) => {
                let text = key.to_string_lossy();
                return Err(vm.type_error(format!("{name} got multiple values for argument '{text}'")));
            }
            Some(f) => set.push(f),
            None if names(vm, node, "_attributes")?.iter().any(|a| a.same(key)) => {}
            None => {
                let text = format!(
                    "{name}.__init__ got an unexpected keyword argument '{}'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.",
                    key.to_string_lossy()
                );
                vm.warn(&vm.exceptions.deprecation_warning, &text, 1)?;
            }
        }
        vm.set_attr(node, key, e.value)?;
    }
    for field in fields.iter().filter(|f| !set.iter().any(|s| s.same(f))) {
        fill(vm, node, &class, field)?;
    }
    done(Value::None)
}

/// What a field that was not given becomes.
fn fill(vm: &Vm, node: &Value, class: &Ref<Type>, field: &Ref<Str>) -> Fallible<()> {
    let types = vm.get_attr(class.value(), &vm.intern("_field_types"))?;
    let kind = types.payload::<Dict>().and_then(|d| d.get_str(field)).unwrap_or(Value::None);
    if class.lookup(vm, field).is_some_and(|v| v.is_none()) {
        return Ok(());
    }
    if kind.payload::<kaa_vm::types::generic_alias::GenericAlias>().is_some() {
        return vm.set_attr(node, field, vm.new_list(Vec::new()).into());
    }
    if kind.payload::<Type>().is_some_and(|t| *t.name() == *"expr_context") {
        let load = vm.import_module("_ast").and_then(|m| vm.get_attr(&m, &vm.intern("Load")))?;
        return vm.set_attr(node, field, vm.call(&load, &[])?);
    }
    let text = format!(
        "{}.__init__ missing 1 required positional argument: '{}'. This will become an error in Python 3.15.",
        class.name(),
        field.to_string_lossy()
    );
    vm.warn(&vm.exceptions.deprecation_warning, &text, 1)
}

/// A node's text down to a depth.
fn shown(vm: &Vm, v: &Value, depth: usize) -> Fallible<Vec<u8>> {
    if v.payload::<Node>().is_none() {
        return Ok(vm.repr(v)?.as_bytes().to_vec());
    }
    let fields = names(vm, v, "_fields")?;
    let mut out = format!("{}(", vm.class_of(v).name()).into_bytes();
    if depth == 0 && !fields.is_empty() {
        out.extend_from_slice(b"...)");
        return Ok(out);
    }
    let mut first = true;
    for field in &fields {
        let Some(x) = vm.get_attr_opt(v, field)? else { continue };
        if !std::mem::take(&mut first) {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(field.as_bytes());
        out.push(b'=');
        let items = match (x.payload::<List>(), x.payload::<Tuple>()) {
            (Some(l), _) => Some((l.to_vec(), "[", "]")),
            (_, Some(t)) => Some((t.to_vec(), "(", ")")),
            _ => None,
        };
        match items {
            None => out.extend(shown(vm, &x, depth.saturating_sub(1))?),
            Some((items, open, close)) => {
                out.extend_from_slice(open.as_bytes());
                let last = items.len().saturating_sub(1);
                for (i, item) in items.iter().enumerate().filter(|(i, _)| *i <= 1 || *i == last) {
                    if i > 0 {
                        out.extend_from_slice(b", ");
                    }
                    if i == 1 && last > 1 {
                        out.extend_from_slice(b"...");
                    } else {
                        out.extend(shown(vm, item, depth.saturating_sub(1))?);
                    }
                }
                out.extend_from_slice(close.as_bytes());
            }
        }
    }
    out.push(b')');
    Ok(out)
}

fn attributes(vm: &Vm, v: &Value) -> Fallible<Ref<Dict>> {
    let copy = vm.new_dict();
    if let Some(own) = vm.instance_dict(v) {
        copy.update_from(vm, own.value())?;
    }
    Ok(copy)
}

fn reduce(vm: &Vm, args: &[Slot]) -> NativeResult {
    let node = arg(args, 0);
    let own = attributes(vm, node)?;
    let n = names(vm, node, "_fields")?.iter().take_while(|f| own.get_str(f).is_some()).count();
    let nones = vm.new_tuple(vec![Value::None; n]).into();
    done(vm.new_tuple(vec![vm.class_ref(node).into(), nones, own.into()]))
}

fn replace(vm: &Vm, args: &[Slot]) -> NativeResult {
    let node = arg(args, 0);
    let all = attributes(vm, node)?;
    let known: Vec<Ref<Str>> =
        names(vm, node, "_fields")?.into_iter().chain(names(vm, node, "_attributes")?).collect();
    let entries = given(args, 1).and_then(|k| k.payload::<Dict>()).map(Dict::entries).unwrap_or_default();
    for e in entries {
        let Some(key) = e.key.as_ref::<Str>() else { continue };
        if !known.iter().any(|k| k.same(key)) {
            let (name, text) = (vm.class_of(node).name(), key.to_string_lossy());
            return Err(
                vm.type_error(format!("{name}.__replace__ got an unexpected keyword argument '{text}'."))
            );
        }
        all.set_str(key, e.value);
    }
    let pairs: Vec<(Ref<Str>, Value)> =
        all.entries().into_iter().filter_map(|e| Some((e.key.as_ref::<Str>()?.clone(), e.value))).collect();
    done(vm.call_kw(vm.class_ref(node).value(), &[], &pairs)?)
}
