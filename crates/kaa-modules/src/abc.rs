//! The module `_abc`: what `abc.ABCMeta` knows of virtual subclasses, kept beside each abstract class as `_abc_impl`.
//!
//! Classes are noted by weak references without callbacks: a dead one says no and is thrown out when the set grows.

use crate::helpers::{class_named, text};
use kaa_heap::payload;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Module, Type};
use kaa_vm::weakref::WeakRef;
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Raised by every registration: what is known not to be a subclass may be one now.
static REGISTRATIONS: AtomicU64 = AtomicU64::new(0);

/// What stands in a class's `__abc_tpflags__`, as CPython numbers it.
const SEQUENCE_BIT: i64 = 1 << 5;
const MAPPING_BIT: i64 = 1 << 6;

/// Payload of `_abc_impl`.
struct AbcData {
    registry: RefCell<ClassSet>,
    cache: RefCell<ClassSet>,
    negative: RefCell<ClassSet>,
    negative_version: Cell<u64>,
}
payload!(AbcData);

/// Classes by address.
#[derive(Default)]
struct ClassSet {
    references: HashMap<u64, Value>,
    /// Dead ones are looked for when it has grown to this.
    next_sweep: usize,
}

impl ClassSet {
    fn has(&self, class: &Value) -> bool {
        let found = self.references.get(&class.bits()).and_then(alive);
        found.is_some_and(|other| other.is(class))
    }

    fn add(&mut self, vm: &Vm, class: &Value) {
        if self.references.len() >= self.next_sweep {
            self.references.retain(|_, reference| alive(reference).is_some());
            self.next_sweep = 16.max(2 * self.references.len());
        }
        if let Some(reference) = vm.new_weakref(&vm.types.weakref, class, None) {
            self.references.insert(class.bits(), reference);
        }
    }

    fn clear(&mut self) {
        self.references.clear();
    }

    fn living(&self) -> Vec<Value> {
        self.references.values().filter_map(alive).collect()
    }

    fn to_set(&self, vm: &Vm) -> Fallible<Value> {
        let set = vm.new_set();
        for reference in self.references.values().filter(|reference| alive(reference).is_some()) {
            set.add(vm, reference.clone())?;
        }
        Ok(set.into())
    }
}

fn alive(reference: &Value) -> Option<Value> {
    reference.payload::<WeakRef>()?.get()
}

static SPEC: TypeSpec = TypeSpec {
    name: "_abc._abc_data",
    doc: "What an abstract class knows of its subclasses.",
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

const ROWS: &[Method] = &[
    function("get_cache_token", "($module, /)", token, "A number that changes when a class is registered."),
    function("_abc_init", "($module, self, /)", init, "Prepares an abstract class."),
    function("_abc_register", "($module, self, subclass, /)", register, "Registers a virtual subclass."),
    function("_abc_instancecheck", "($module, self, instance, /)", instancecheck, "isinstance()."),
    function("_abc_subclasscheck", "($module, self, subclass, /)", subclasscheck, "issubclass()."),
    function("_reset_registry", "($module, self, /)", reset_registry, "Forgets the registered classes."),
    function("_reset_caches", "($module, self, /)", reset_caches, "Forgets earlier answers."),
    function("_get_dump", "($module, self, /)", dump, "What a class knows, for debugging."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_abc", Some("What abc.ABCMeta is made of."));
    vm.add_functions(&module, ROWS);
    let class = vm.new_native_type::<AbcData>(&vm.types.object, &SPEC);
    vm.module_state.borrow_mut().insert(SPEC.name, class.into());
    Ok(module)
}

fn data(vm: &Vm, class: &Value) -> Fallible<Ref<AbcData>> {
    let found = vm.get_attr(class, &vm.intern("_abc_impl"))?;
    found.downcast().map_err(|_| vm.type_error("_abc_impl is set to a wrong type"))
}

fn token(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_int(REGISTRATIONS.load(Ordering::Relaxed) as i64))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = arg(args, 1);
    let names = abstract_names(vm, class)?;
    vm.set_attr(class, &vm.names.__abstractmethods__, names)?;
    let Some(kind) = class_named(vm, SPEC.name) else { return done(Value::None) };
    let data = AbcData {
        registry: RefCell::default(),
        cache: RefCell::default(),
        negative: RefCell::default(),
        negative_version: Cell::new(REGISTRATIONS.load(Ordering::Relaxed)),
    };
    vm.set_attr(class, &vm.intern("_abc_impl"), vm.new_object(&kind, data).into())?;
    take_pattern_flags(vm, class)?;
    done(Value::None)
}

/// Names that are abstract in the class itself or inherited and still so.
fn abstract_names(vm: &Vm, class: &Value) -> Fallible<Value> {
    let found = vm.new_set();
    if let Some(class) = class.payload::<Type>() {
        for entry in class.dict.entries() {
            if is_abstract(vm, &entry.value)? {
                found.add(vm, entry.key)?;
            }
        }
    }
    let bases = vm.get_attr(class, &vm.intern("__bases__"))?;
    for base in vm.collect(&bases)? {
        let Some(names) = vm.get_attr_opt(&base, &vm.names.__abstractmethods__)? else { continue };
        for name in vm.collect(&names)? {
            let text = vm.intern(&text(vm, &name, "an abstract method's name")?);
            if let Some(value) = vm.get_attr_opt(class, &text)?
                && is_abstract(vm, &value)?
            {
                found.add(vm, name)?;
            }
        }
    }
    vm.call(vm.types.frozenset.value(), &[found.into()])
}

fn is_abstract(vm: &Vm, value: &Value) -> Fallible<bool> {
    match vm.get_attr_opt(value, &vm.names.__isabstractmethod__)? {
        Some(mark) => vm.is_true(&mark),
        None => Ok(false),
    }
}

/// `__abc_tpflags__` tells whether instances match sequence or mapping patterns.
fn take_pattern_flags(vm: &Vm, class: &Value) -> Fallible<()> {
    let Some(class) = class.as_ref::<Type>() else { return Ok(()) };
    let name = vm.intern("__abc_tpflags__");
    let Some(bits) = class.dict.get_str(&name) else { return Ok(()) };
    let Some(bits) = kaa_vm::types::int::as_i64(&bits) else { return Ok(()) };
    if bits & (SEQUENCE_BIT | MAPPING_BIT) == SEQUENCE_BIT | MAPPING_BIT {
        return Err(
            vm.type_error("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING")
        );
    }
    for (bit, flag) in [(SEQUENCE_BIT, flags::SEQUENCE), (MAPPING_BIT, flags::MAPPING)] {
        if bits & bit != 0 {
            class.set_flag(flags::SEQUENCE | flags::MAPPING, false);
            class.set_flag(flag, true);
        }
    }
    vm.del_attr(class.value(), &name)
}

fn register(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (this, subclass) = (arg(args, 1), arg(args, 2));
    let Some(class) = subclass.as_ref::<Type>() else {
        return Err(vm.type_error("Can only register classes"));
    };
    if vm.is_subclass(subclass, this)? {
        return done(subclass.clone());
    }
    if vm.is_subclass(this, subclass)? {
        return Err(vm.error(&vm.exceptions.runtime_error, "Refusing to create an inheritance cycle"));
    }
    data(vm, this)?.registry.borrow_mut().add(vm, subclass);
    REGISTRATIONS.fetch_add(1, Ordering::Relaxed);
    if let Some(this) = this.payload::<Type>() {
        for flag in [flags::SEQUENCE, flags::MAPPING] {
            if this.has(flag) {
                match_as(class, flag);
            }
        }
    }
    done(subclass.clone())
}

/// The class and those below it match such patterns from now on, unless they match any already.
fn match_as(class: &Ref<Type>, flag: u32) {
    let mut open = vec![class.clone()];
    while let Some(class) = open.pop() {
        if !class.has(flag) && !class.has(flags::IMMUTABLE) {
            class.set_flag(flags::SEQUENCE | flags::MAPPING, false);
            class.set_flag(flag, true);
            open.extend(class.subclasses());
        }
    }
}

fn instancecheck(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (this, instance) = (arg(args, 1), arg(args, 2));
    let own = data(vm, this)?;
    let subclass = vm.get_attr(instance, &vm.names.__class__)?;
    if own.cache.borrow().has(&subclass) {
        return done(Value::True);
    }
    let subtype: Value = vm.class_ref(instance).into();
    let ask = |class: Value| vm.call_method(this, "__subclasscheck__", &[class]);
    if subtype.is(&subclass) {
        let is_current = own.negative_version.get() == REGISTRATIONS.load(Ordering::Relaxed);
        if is_current && own.negative.borrow().has(&subclass) {
            return done(Value::False);
        }
        return done(ask(subclass)?);
    }
    let answer = ask(subclass)?;
    if vm.is_true(&answer)? { done(Value::True) } else { done(ask(subtype)?) }
}

fn subclasscheck(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (this, subclass) = (arg(args, 1), arg(args, 2));
    if subclass.payload::<Type>().is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let own = data(vm, this)?;
    if own.cache.borrow().has(subclass) {
        return done(Value::True);
    }
    let version = REGISTRATIONS.load(Ordering::Relaxed);
    if own.negative_version.get() < version {
        own.negative.borrow_mut().clear();
        own.negative_version.set(version);
    } else if own.negative.borrow().has(subclass) {
        return done(Value::False);
    }
    let answer = derive(vm, this, subclass, &own)?;
    let noted = if answer { &own.cache } else { &own.negative };
    noted.borrow_mut().add(vm, subclass);
    done(Value::bool(answer))
}

/// The answer when nothing is noted: the class's own hook, its bases, registered classes, and those below the asked one.
fn derive(vm: &Vm, this: &Value, subclass: &Value, own: &AbcData) -> Fallible<bool> {
    let hook = vm.call_method(this, "__subclasshook__", std::slice::from_ref(subclass))?;
    if let Some(answer) = hook.as_bool() {
        return Ok(answer);
    }
    if !hook.is_not_implemented() {
        let text = "__subclasshook__ must return either False, True, or NotImplemented";
        return Err(vm.error(&vm.exceptions.assertion_error, text));
    }
    let bases = subclass.payload::<Type>().map(|class| class.mro.borrow().clone());
    if bases.is_some_and(|mro| mro.iter().any(|base| base.value().is(this))) {
        return Ok(true);
    }
    let registered = own.registry.borrow().living();
    for class in registered {
        if vm.is_subclass(subclass, &class)? {
            return Ok(true);
        }
    }
    let below = vm.call_method(this, "__subclasses__", &[])?;
    if below.payload::<kaa_vm::types::List>().is_none() {
        return Err(vm.type_error("__subclasses__() must return a list"));
    }
    for class in vm.collect(&below)? {
        if vm.is_subclass(subclass, &class)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn reset_registry(vm: &Vm, args: &[Slot]) -> NativeResult {
    data(vm, arg(args, 1))?.registry.borrow_mut().clear();
    done(Value::None)
}

fn reset_caches(vm: &Vm, args: &[Slot]) -> NativeResult {
    let own = data(vm, arg(args, 1))?;
    own.cache.borrow_mut().clear();
    own.negative.borrow_mut().clear();
    done(Value::None)
}

fn dump(vm: &Vm, args: &[Slot]) -> NativeResult {
    let own = data(vm, arg(args, 1))?;
    let sets = [&own.registry, &own.cache, &own.negative];
    let mut parts = sets.iter().map(|set| set.borrow().to_set(vm)).collect::<Fallible<Vec<_>>>()?;
    parts.push(vm.new_int(own.negative_version.get() as i64));
    done(vm.new_tuple(parts))
}
