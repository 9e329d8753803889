//! The variables of a frame by name, live or taken over at its end, and `FrameLocalsProxy`: the mapping that reads and writes
//! them (PEP 667). Names that the code does not know go to a dict beside the frame.

use super::FrameObject;
use crate::flow::{Fallible, NativeResult, done};
use crate::frame::Frame;
use crate::native::{Method, Slot, arg, method, static_method};
use crate::protocol::CompareOp;
use crate::types::type_object::{TypeSpec, flags};
use crate::types::{Cell, Dict, Str};
use crate::vm::Vm;
use kaa_bytecode::code::local_kind;
use kaa_heap::{Ref, Tracer, Value};

/// Payload of `FrameLocalsProxy`.
pub struct LocalsProxy {
    frame: Ref<FrameObject>,
}
kaa_heap::payload!(LocalsProxy, trace);

impl LocalsProxy {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(self.frame.value());
    }
}

impl Vm {
    /// `f_locals` of a function's frame.
    pub(super) fn new_locals_proxy(&self, frame: Ref<FrameObject>) -> Value {
        self.new_object(&self.types.frame_locals_proxy, LocalsProxy { frame }).into()
    }
}

impl FrameObject {
    fn slot(&self, i: usize) -> Option<Value> {
        let frame = self.frame.get();
        if frame.is_null() {
            return self.saved.borrow().get(i).cloned().flatten();
        }
        // SAFETY: a frame object's frame is alive until it is taken over; fast locals are its first slots.
        unsafe { (*Frame::slots(frame).add(i)).clone() }
    }

    fn set_slot(&self, i: usize, v: Value) {
        let frame = self.frame.get();
        let old = if frame.is_null() {
            self.saved.borrow_mut().get_mut(i).and_then(|s| s.replace(v))
        } else {
            // SAFETY: as in `slot`.
            unsafe { (*Frame::slots(frame).add(i)).replace(v) }
        };
        drop(old);
    }

    /// The fast locals that a program sees: place, name, is it shared through a cell.
    fn visible(&self) -> Vec<(usize, Ref<Str>, bool)> {
        let code = self.function.code.borrow().clone();
        let kinds = &code.code.localspluskinds;
        let shown = code.localsplus.iter().enumerate().map(|(i, name)| {
            let kind = kinds.get(i).copied().unwrap_or(0);
            (i, name.clone(), kind & (local_kind::CELL | local_kind::FREE) != 0)
        });
        shown.collect()
    }

    fn value_at(&self, i: usize, shared: bool) -> Option<Value> {
        let held = self.slot(i)?;
        match held.payload::<Cell>() {
            Some(c) if shared => c.content.borrow().clone(),
            _ => Some(held),
        }
    }

    /// All variables that have a value.
    pub(super) fn variables(&self) -> Vec<(Ref<Str>, Value)> {
        let fast =
            self.visible().into_iter().filter_map(|(i, n, shared)| Some((n, self.value_at(i, shared)?)));
        fast.collect()
    }

    /// The variable that a key means: one that is no plain text may be equal to a name.
    fn place_of(&self, vm: &Vm, key: &Value) -> Fallible<Option<(usize, bool)>> {
        let visible = self.visible().into_iter();
        if let Some(name) = vm.exact_str(key) {
            let mut found = visible.filter(|(_, n, _)| n.as_bytes() == name.as_bytes());
            return Ok(found.next().map(|(i, _, shared)| (i, shared)));
        }
        let hash = vm.hash(key)?;
        for (i, name, shared) in visible {
            if vm.hash(name.value())? == hash && vm.eq(name.value(), key)? {
                return Ok(Some((i, shared)));
            }
        }
        Ok(None)
    }

    fn write(&self, i: usize, shared: bool, v: Value) {
        let cell = self.slot(i);
        match cell.as_ref().and_then(|c| c.payload::<Cell>()) {
            Some(c) if shared => drop(c.content.replace(Some(v))),
            _ => self.set_slot(i, v),
        }
    }

    fn extra(&self) -> Option<Ref<Dict>> {
        self.extra_locals.borrow().clone().and_then(|d| d.downcast().ok())
    }

    fn extra_or_new(&self, vm: &Vm) -> Ref<Dict> {
        if let Some(d) = self.extra() {
            return d;
        }
        let d = vm.new_dict();
        *self.extra_locals.borrow_mut() = Some(d.value().clone());
        d
    }
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<FrameObject>> {
    match arg(args, 0).payload::<LocalsProxy>() {
        Some(p) => Ok(&p.frame),
        None => Err(vm.type_error("a FrameLocalsProxy is needed")),
    }
}

/// A fresh dict with everything in it.
fn snapshot(vm: &Vm, f: &FrameObject) -> Fallible<Ref<Dict>> {
    let d = vm.new_dict();
    for (name, v) in f.variables() {
        d.set_str(&name, v);
    }
    if let Some(extra) = f.extra() {
        let entries: Vec<(Value, Value)> =
            extra.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect();
        for (k, v) in entries {
            vm.set_item(d.value(), &k, v)?;
        }
    }
    Ok(d)
}

fn find(vm: &Vm, f: &FrameObject, key: &Value) -> Fallible<Option<Value>> {
    if let Some((i, shared)) = f.place_of(vm, key)?
        && let Some(v) = f.value_at(i, shared)
    {
        return Ok(Some(v));
    }
    vm.hash(key)?;
    match f.extra() {
        Some(d) => d.get(vm, key),
        None => Ok(None),
    }
}

fn getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let key = arg(args, 1);
    match find(vm, this(vm, args)?, key)? {
        Some(v) => done(v),
        None => {
            let shown = vm.repr(key)?;
            let text = vm.str_value(&format!("local variable '{}' is not defined", shown.to_string_lossy()));
            Err(vm.key_error(&text))
        }
    }
}

fn store(vm: &Vm, f: &FrameObject, key: &Value, v: Value) -> Fallible<()> {
    match f.place_of(vm, key)? {
        Some((i, shared)) => {
            f.write(i, shared, v);
            Ok(())
        }
        None => vm.set_item(f.extra_or_new(vm).value(), key, v),
    }
}

fn setitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    store(vm, this(vm, args)?, arg(args, 1), arg(args, 2).clone())?;
    done(Value::None)
}

fn not_removable(vm: &Vm) -> crate::flow::Raised {
    vm.value_error("cannot remove local variables from FrameLocalsProxy")
}

fn delitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (f, key) = (this(vm, args)?, arg(args, 1));
    if f.place_of(vm, key)?.is_some() {
        return Err(not_removable(vm));
    }
    match f.extra() {
        Some(d) => vm.del_item(d.value(), key)?,
        None => return Err(vm.key_error(key)),
    }
    done(Value::None)
}

fn contains(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(find(vm, this(vm, args)?, arg(args, 1))?.is_some()))
}

fn len(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_usize(snapshot(vm, this(vm, args)?)?.len()))
}

/// One of the dict's own methods on a snapshot, as a list.
fn listed(vm: &Vm, args: &[Slot], method: &str) -> Fallible<Value> {
    let view = vm.call_method(snapshot(vm, this(vm, args)?)?.value(), method, &[])?;
    Ok(vm.new_list(vm.collect(&view)?).into())
}
fn keys(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(listed(vm, args, "keys")?)
}
fn values(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(listed(vm, args, "values")?)
}
fn items(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(listed(vm, args, "items")?)
}
fn iter(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.iter(&listed(vm, args, "keys")?)?)
}
fn reversed(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut names = vm.collect(&listed(vm, args, "keys")?)?;
    names.reverse();
    done(vm.new_list(names))
}
fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(snapshot(vm, this(vm, args)?)?)
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let found = find(vm, this(vm, args)?, arg(args, 1))?;
    done(found.or_else(|| args.get(2).cloned().flatten()).unwrap_or(Value::None))
}

fn pop(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (f, key) = (this(vm, args)?, arg(args, 1));
    if f.place_of(vm, key)?.is_some() {
        return Err(not_removable(vm));
    }
    let default = args.get(2).cloned().flatten();
    let found = match f.extra() {
        Some(d) => d.get(vm, key)?,
        None => None,
    };
    if found.is_some()
        && let Some(d) = f.extra()
    {
        vm.del_item(d.value(), key)?;
    }
    found.or(default).map_or_else(|| Err(vm.key_error(key)), done)
}

fn setdefault(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (f, key) = (this(vm, args)?, arg(args, 1));
    if let Some(v) = find(vm, f, key)? {
        return done(v);
    }
    let v = args.get(2).cloned().flatten().unwrap_or(Value::None);
    store(vm, f, key, v.clone())?;
    done(v)
}

/// The entries of a dict or another proxy.
fn entries(vm: &Vm, v: &Value) -> Fallible<Option<Vec<(Value, Value)>>> {
    let other = match v.payload::<LocalsProxy>() {
        Some(p) => snapshot(vm, &p.frame)?.into_value(),
        None => v.clone(),
    };
    let Some(d) = other.payload::<Dict>() else { return Ok(None) };
    let all = d.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect();
    Ok(Some(all))
}

fn update(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = this(vm, args)?;
    let Some(entries) = entries(vm, arg(args, 1))? else {
        return Err(vm.type_error("update() argument must be dict or another FrameLocalsProxy"));
    };
    for (k, v) in entries {
        store(vm, f, &k, v)?;
    }
    done(Value::None)
}

fn ior(vm: &Vm, args: &[Slot]) -> NativeResult {
    if entries(vm, arg(args, 1))?.is_none() {
        return done(Value::NotImplemented);
    }
    update(vm, args)?;
    done(arg(args, 0).clone())
}

/// The union as a dict: `first | second`.
fn union(vm: &Vm, first: &Value, second: &Value) -> NativeResult {
    let (Some(a), Some(b)) = (entries(vm, first)?, entries(vm, second)?) else {
        return done(Value::NotImplemented);
    };
    let d = vm.new_dict();
    for (k, v) in a.into_iter().chain(b) {
        vm.set_item(d.value(), &k, v)?;
    }
    done(d)
}
fn or(vm: &Vm, args: &[Slot]) -> NativeResult {
    union(vm, arg(args, 0), arg(args, 1))
}
fn ror(vm: &Vm, args: &[Slot]) -> NativeResult {
    union(vm, arg(args, 1), arg(args, 0))
}

fn compare(vm: &Vm, args: &[Slot], op: CompareOp) -> NativeResult {
    let (f, other) = (this(vm, args)?, arg(args, 1));
    let equal = match other.payload::<LocalsProxy>() {
        Some(p) => p.frame.is(f),
        None if other.payload::<Dict>().is_some() => {
            let mine = snapshot(vm, f)?.into_value();
            return done(vm.compare(op, &mine, other)?);
        }
        None => return done(Value::NotImplemented),
    };
    done(Value::bool(equal == (op == CompareOp::Eq)))
}
fn eq(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Eq)
}
fn ne(vm: &Vm, args: &[Slot]) -> NativeResult {
    compare(vm, args, CompareOp::Ne)
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = this(vm, args)?;
    let Some(_guard) = vm.repr_enter(f.value()) else { return done(vm.str_value("{...}")) };
    done(vm.repr(snapshot(vm, f)?.value())?)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 1);
    match v.as_ref::<FrameObject>() {
        Some(f) => done(vm.new_locals_proxy(f.clone())),
        None => Err(vm.type_error(format!("expect frame, not {}", vm.type_name(v)))),
    }
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, frame, /)", new, "The variables of a frame."),
    method("__getitem__", "($self, key, /)", getitem, "Return self[key]."),
    method("__setitem__", "($self, key, value, /)", setitem, "Set self[key] to value."),
    method("__delitem__", "($self, key, /)", delitem, "Delete self[key]."),
    method("__contains__", "($self, key, /)", contains, "Return bool(key in self)."),
    method("__len__", "($self, /)", len, "Return len(self)."),
    method("__iter__", "($self, /)", iter, "Implement iter(self)."),
    method("__reversed__", "($self, /)", reversed, ""),
    method("__eq__", "($self, value, /)", eq, "Return self==value."),
    method("__ne__", "($self, value, /)", ne, "Return self!=value."),
    method("__or__", "($self, value, /)", or, "Return self|value."),
    method("__ror__", "($self, value, /)", ror, "Return value|self."),
    method("__ior__", "($self, value, /)", ior, "Return self|=value."),
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("copy", "($self, /)", copy, ""),
    method("get", "($self, key, default=None, /)", get, ""),
    method("items", "($self, /)", items, ""),
    method("keys", "($self, /)", keys, ""),
    method("pop", "($self, key, default=<unrepresentable>, /)", pop, ""),
    method("setdefault", "($self, key, default=None, /)", setdefault, ""),
    method("update", "($self, other, /)", update, ""),
    method("values", "($self, /)", values, ""),
];

/// The type `FrameLocalsProxy`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "FrameLocalsProxy",
    methods: METHODS,
    none_dunders: &["__hash__"],
    flags: flags::MAPPING,
    ..TypeSpec::EMPTY
};
