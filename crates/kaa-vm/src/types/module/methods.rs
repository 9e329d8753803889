//! Method table of `module`. Reading attributes, its `__getattr__` included, is `protocol/attribute.rs`'s.

use super::Module;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{GetSet, Method, Slot, arg, getset, member, method, static_method};
use crate::protocol::attribute::module_getattro;
use crate::types::type_object::{TypeSpec, flags, methods::attribute_name};
use crate::types::{Dict, Str, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

fn this<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Module>> {
    v.as_ref::<Module>().ok_or_else(|| {
        vm.type_error(format!("descriptor requires a 'module' object but received a '{}'", vm.type_name(v)))
    })
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).as_ref::<Type>().filter(|c| c.has_layout::<Module>()) {
        Some(class) => done(vm.new_object(class, Module { dict: vm.new_dict() })),
        None => Err(vm.type_error("module.__new__(X): X is not a subtype of module")),
    }
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, arg(args, 0))?;
    let name = arg(args, 1);
    if name.payload::<Str>().is_none() {
        let t = vm.type_name(name);
        return Err(vm.type_error(format!("module() argument 'name' must be str, not {t}")));
    }
    let n = &vm.names;
    m.dict.set_str(&n.__name__, name.clone());
    m.dict.set_str(&n.__doc__, args.get(2).cloned().flatten().unwrap_or(Value::None));
    for name in [&n.__package__, &n.__loader__, &n.__spec__] {
        m.dict.set_str(name, Value::None);
    }
    done(Value::None)
}

/// As the import system tells it: name and origin of the spec, else of the loader or the file.
fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.check_native_stack()?;
    let m = this(vm, arg(args, 0))?;
    let get = |n: &Ref<Str>| m.dict.get_str(n).filter(|v| !v.is_none());
    let n = &vm.names;
    if let Some(spec) = get(&n.__spec__) {
        let name = vm.get_attr_opt(&spec, &n.name)?;
        let origin = vm.get_attr_opt(&spec, &vm.intern("origin"))?.filter(|o| !o.is_none());
        let located = match vm.get_attr_opt(&spec, &vm.intern("has_location"))? {
            Some(l) => vm.is_true(&l)?,
            None => false,
        };
        let name = shown(vm, name)?;
        let locations =
            vm.get_attr_opt(&spec, &vm.intern("submodule_search_locations"))?.filter(|l| !l.is_none());
        if let (None, Some(locations)) = (&origin, locations) {
            let list: Value = vm.new_list(vm.collect(&locations)?).into();
            let text = vm.repr(&list)?;
            return done(
                vm.str_value(&format!("<module {name} (namespace) from {}>", text.to_string_lossy())),
            );
        }
        return done(vm.str_value(&match origin {
            Some(o) if located => format!("<module {name} from {}>", shown(vm, Some(o))?),
            Some(o) => format!("<module {name} ({})>", vm.str(&o)?.to_string_lossy()),
            None => match vm.get_attr_opt(&spec, &vm.intern("loader"))?.filter(|l| !l.is_none()) {
                Some(l) => format!("<module {name} ({})>", vm.repr(&l)?.to_string_lossy()),
                None => format!("<module {name}>"),
            },
        }));
    }
    let name = match get(&n.__name__) {
        Some(v) => shown(vm, Some(v))?,
        None => "'?'".to_string(),
    };
    done(vm.str_value(&match (get(&n.__file__), get(&n.__loader__)) {
        (Some(f), _) => format!("<module {name} from {}>", shown(vm, Some(f))?),
        (None, Some(l)) => format!("<module {name} ({})>", vm.repr(&l)?.to_string_lossy()),
        _ if is_built_in(vm, arg(args, 0), get(&n.__name__).as_ref()) => {
            format!("<module {name} (built-in)>")
        }
        _ => format!("<module {name}>"),
    }))
}

/// Is it the imported module of that name, and a native one?
fn is_built_in(vm: &Vm, module: &Value, name: Option<&Value>) -> bool {
    let Some(name) = name.and_then(|n| n.as_ref::<Str>()) else { return false };
    let natives = vm.sys.get_text(vm, "builtin_module_names");
    vm.modules.get_str(name).is_some_and(|m| m.is(module))
        && natives
            .as_ref()
            .and_then(|t| t.payload::<crate::types::Tuple>())
            .is_some_and(|t| t.iter().any(|n| n.payload::<Str>().is_some_and(|n| n.same(name))))
}

fn shown(vm: &Vm, v: Option<Value>) -> Fallible<String> {
    Ok(vm.repr(&v.unwrap_or(Value::None))?.to_string_lossy().into_owned())
}

fn dir(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, arg(args, 0))?;
    if let Some(f) = m.dict.get_text(vm, "__dir__") {
        return done(vm.call(&f, &[])?);
    }
    done(vm.new_list(m.dict.table.borrow().iter().map(|e| e.key.clone()).collect()))
}

fn getattribute(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = attribute_name(vm, arg(args, 1))?;
    module_getattro(vm, arg(args, 0), &name)
}

fn get_dict(vm: &Vm, v: &Value) -> NativeResult {
    done(this(vm, v)?.dict.clone())
}

fn get_annotations(vm: &Vm, v: &Value) -> NativeResult {
    let m = this(vm, v)?;
    if let Some(a) = m.dict.get_str(&vm.names.__annotations__) {
        return done(a);
    }
    let annotate = m.dict.get_str(&vm.names.__annotate__).filter(|f| vm.is_callable(f));
    let made = match annotate {
        Some(f) => {
            let made = vm.call(&f, &[vm.new_int(1)])?;
            if made.payload::<Dict>().is_none() {
                let t = vm.type_name(&made);
                return Err(vm.type_error(format!("__annotate__ returned non-dict of type '{t}'")));
            }
            made
        }
        None => vm.new_dict().into(),
    };
    m.dict.set_str(&vm.names.__annotations__, made.clone());
    done(made)
}

fn set_annotations(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let m = this(vm, v)?;
    let name = &vm.names.__annotations__;
    match value {
        Some(a) => m.dict.set_str(name, a.clone()),
        None => {
            if m.dict.remove_str(name).is_none() {
                return Err(vm.attribute_error(v, name, "__annotations__"));
            }
        }
    }
    drop(m.dict.remove_str(&vm.names.__annotate__));
    Ok(())
}

fn get_annotate(vm: &Vm, v: &Value) -> NativeResult {
    let m = this(vm, v)?;
    match m.dict.get_str(&vm.names.__annotate__) {
        Some(f) => done(f),
        None => {
            m.dict.set_str(&vm.names.__annotate__, Value::None);
            done(Value::None)
        }
    }
}

fn set_annotate(vm: &Vm, v: &Value, value: Option<&Value>) -> Fallible<()> {
    let m = this(vm, v)?;
    let Some(value) = value else { return Err(vm.type_error("cannot delete __annotate__ attribute")) };
    if !value.is_none() && !vm.is_callable(value) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    m.dict.set_str(&vm.names.__annotate__, value.clone());
    if !value.is_none() {
        drop(m.dict.remove_str(&vm.names.__annotations__));
    }
    Ok(())
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method(
        "__init__",
        "($self, /, name, doc=None)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__getattribute__", "($self, name, /)", getattribute, "Return getattr(self, name)."),
    method("__dir__", "($self, /)", dir, "The names in the module."),
];

static GETSET: &[GetSet] = &[
    member("__dict__", get_dict, ""),
    getset("__annotations__", get_annotations, set_annotations, ""),
    getset("__annotate__", get_annotate, set_annotate, ""),
];

/// The type `module`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "module",
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    methods: METHODS,
    getset: GETSET,
    getattro: Some(module_getattro),
    flags: flags::WEAKREF | flags::DICT,
    ..TypeSpec::EMPTY
};
