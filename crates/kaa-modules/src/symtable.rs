//! The module `_symtable`: the blocks of a source and what names mean in them. The compiler finds it out, behind a hook.

use crate::helpers::{class_named, path_bytes};
use kaa_bytecode::blocks::Block;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, function, member, method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Bytes, Module, Str};
use kaa_vm::vm::CompileRequest;
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[function(
    "symtable",
    "($module, source, filename, startstr, /)",
    symtable,
    "The symbol tables of a source.",
)];
const NUMBERS: &[(&str, i64)] = &[
    ("USE", 16),
    ("DEF_GLOBAL", 1),
    ("DEF_NONLOCAL", 8),
    ("DEF_LOCAL", 2),
    ("DEF_PARAM", 4),
    ("DEF_TYPE_PARAM", 1024),
    ("DEF_FREE_CLASS", 64),
    ("DEF_IMPORT", 128),
    ("DEF_BOUND", 134),
    ("DEF_ANNOT", 256),
    ("DEF_COMP_ITER", 512),
    ("DEF_COMP_CELL", 2048),
    ("TYPE_FUNCTION", 0),
    ("TYPE_CLASS", 1),
    ("TYPE_MODULE", 2),
    ("TYPE_ANNOTATION", 3),
    ("TYPE_TYPE_ALIAS", 4),
    ("TYPE_TYPE_PARAMETERS", 5),
    ("TYPE_TYPE_VARIABLE", 6),
    ("LOCAL", 1),
    ("GLOBAL_EXPLICIT", 2),
    ("GLOBAL_IMPLICIT", 3),
    ("FREE", 4),
    ("CELL", 5),
    ("SCOPE_OFF", 12),
    ("SCOPE_MASK", 15),
];

/// Payload of an entry.
struct Entry {
    kind: u8,
    name: Value,
    line: u32,
    nested: bool,
    symbols: Value,
    varnames: Value,
    children: Value,
}
kaa_heap::payload!(Entry, trace);

impl Entry {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.name, &self.symbols, &self.varnames, &self.children]);
    }
}

static METHODS: &[Method] = &[method("__repr__", "($self, /)", repr, "Return repr(self).")];
static ATTRIBUTES: &[GetSet] = &[
    member("id", |vm, v| done(vm.new_int(number(v))), ""),
    member("name", |vm, v| done(as_type::<Entry>(vm, v)?.name.clone()), ""),
    member("symbols", |vm, v| done(as_type::<Entry>(vm, v)?.symbols.clone()), ""),
    member("varnames", |vm, v| done(as_type::<Entry>(vm, v)?.varnames.clone()), ""),
    member("children", |vm, v| done(as_type::<Entry>(vm, v)?.children.clone()), ""),
    member("nested", |vm, v| done(vm.new_int(i64::from(as_type::<Entry>(vm, v)?.nested))), ""),
    member("type", |vm, v| done(vm.new_int(i64::from(as_type::<Entry>(vm, v)?.kind))), ""),
    member("lineno", |vm, v| done(vm.new_int(i64::from(as_type::<Entry>(vm, v)?.line))), ""),
];
static SPEC: TypeSpec = TypeSpec {
    name: "symtable entry",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: ClassFlags::GC | flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_symtable", None);
    vm.add_functions(&module, ROWS);
    for (name, n) in NUMBERS {
        module.dict.set_str(&vm.intern(name), vm.new_int(*n));
    }
    let class = vm.new_native_type::<Entry>(&vm.types.object, &SPEC);
    vm.module_state.borrow_mut().insert(SPEC.name, class.into());
    Ok(module)
}

/// A number that no other living entry has.
fn number(v: &Value) -> i64 {
    v.header().map_or(0, |h| std::ptr::from_ref(h) as i64)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<Entry>(vm, arg(args, 0))?;
    let name = vm.str(&me.name)?;
    let (id, line) = (number(arg(args, 0)), me.line);
    done(vm.str_value(&format!("<symtable entry {}({id}), line {line}>", name.to_string_lossy())))
}

fn symtable(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 1);
    let (source, is_text) = match (v.payload::<Str>(), v.payload::<Bytes>()) {
        (Some(s), _) => (s.as_bytes().to_vec(), true),
        (_, Some(b)) => (b.data.to_vec(), false),
        _ => return Err(vm.type_error("symtable() arg 1 must be a string or bytes object")),
    };
    if source.contains(&0) {
        return Err(vm.error(&vm.exceptions.syntax_error, "source code string cannot contain null bytes"));
    }
    let filename = String::from_utf8_lossy(&path_bytes(vm, arg(args, 2))?).into_owned();
    let mode = crate::helpers::text(vm, arg(args, 3), "symtable() argument 3")?;
    if !matches!(&*mode, "exec" | "eval" | "single") {
        return Err(vm.value_error("symtable() arg 3 must be 'exec' or 'eval' or 'single'"));
    }
    let Some(hooks) = vm.tree_hooks.get() else {
        return Err(vm.runtime_error("this runtime has no compiler"));
    };
    let request =
        CompileRequest { source: &source, is_text, filename: &filename, mode: &mode, flags: 0, optimize: 0 };
    done((hooks.blocks)(vm, request)?)
}

/// Entries of blocks. The module must have been imported.
pub fn build(vm: &Vm, block: &Block) -> Fallible<Value> {
    vm.check_native_stack()?;
    let Some(class) = class_named(vm, SPEC.name) else {
        return Err(vm.system_error("the module _symtable is not there"));
    };
    let symbols = vm.new_dict();
    for (name, n) in &block.symbols {
        symbols.set_str(&vm.intern(name), vm.new_int(i64::from(*n)));
    }
    let children = block.children.iter().map(|c| build(vm, c)).collect::<Fallible<Vec<Value>>>()?;
    let entry = Entry {
        kind: block.kind,
        name: vm.intern(&block.name).into(),
        line: block.line,
        nested: block.nested,
        symbols: symbols.into(),
        varnames: vm.new_list(block.varnames.iter().map(|n| vm.intern(n).into()).collect()).into(),
        children: vm.new_list(children).into(),
    };
    Ok(vm.new_object(&class, entry).into())
}
