//! `__build_class__`: metaclass, namespace, body, class; the body's frame is pushed, the rest is a continuation.

use crate::flow::{Fallible, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Slot, function};
use crate::types::{Cell, Dict, Function, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// `__build_class__(func, name, *bases, metaclass=None, **kwds)`; keywords as given.
pub fn build_class(
    vm: &Vm,
    func: &Value,
    name: &Value,
    bases: Vec<Value>,
    mut keywords: Vec<(Ref<Str>, Value)>,
) -> NativeResult {
    let Some(body) = func.as_ref::<Function>() else {
        return Err(vm.type_error("__build_class__: func must be a function"));
    };
    let original = bases.clone();
    let bases = resolve_bases(vm, bases)?;
    let changed = bases.len() != original.len() || bases.iter().zip(&original).any(|(a, b)| !a.is(b));
    let explicit = keywords.iter().position(|(k, _)| k.is_text("metaclass")).map(|i| keywords.remove(i).1);
    let meta = match explicit {
        Some(m) => m,
        None => match bases.first() {
            Some(b) => vm.class_ref(b).into_value(),
            None => vm.types.type_.value().clone(),
        },
    };
    let meta = match meta.as_ref::<Type>() {
        Some(m) => winner(vm, m, &bases)?.into_value(),
        None => meta,
    };
    let bases: Value = vm.new_tuple(bases).into();
    let space = match vm.get_attr_opt(&meta, &vm.names.__prepare__)? {
        Some(prepare) => vm.call_kw(&prepare, &[name.clone(), bases.clone()], &keywords)?,
        None => vm.new_dict().into(),
    };
    if vm.class_of(&space).special(vm, crate::dunder::Dunder::GetItem).is_none() {
        let (m, got) = (vm.type_label(&meta), vm.type_name(&space));
        return Err(vm.type_error(format!("{m}.__prepare__() must return a mapping, not {got}")));
    }
    let mut plan = vec![meta, name.clone(), bases, space.clone()];
    plan.push(if changed { vm.new_tuple(original).into() } else { Value::None });
    for (k, v) in keywords {
        plan.push(k.into_value());
        plan.push(v);
    }
    let plan = vm.new_tuple(plan).into();
    super::function::push_code(vm, body, space, Action::Native(Cont::BuildClass), Some(plan))?;
    Ok(crate::flow::Flow::Pushed)
}

/// The most derived metaclass of the bases and the one asked for.
pub fn winner(vm: &Vm, meta: &Ref<Type>, bases: &[Value]) -> Fallible<Ref<Type>> {
    let mut best = meta.clone();
    for b in bases {
        let other = vm.class_ref(b);
        if best.is_subtype_of(&other) {
            continue;
        }
        if other.is_subtype_of(&best) {
            best = other;
            continue;
        }
        return Err(vm.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of \
             all its bases",
        ));
    }
    Ok(best)
}

fn resolve_bases(vm: &Vm, bases: Vec<Value>) -> Fallible<Vec<Value>> {
    let original: Value = vm.new_tuple(bases.clone()).into();
    let mut out = Vec::new();
    for b in bases {
        if b.payload::<Type>().is_some() {
            out.push(b);
            continue;
        }
        match vm.get_attr_opt(&b, &vm.names.__mro_entries__)? {
            None => out.push(b),
            Some(f) => {
                let entries = vm.call(&f, std::slice::from_ref(&original))?;
                let Some(t) = entries.payload::<Tuple>() else {
                    return Err(vm.type_error("__mro_entries__ must return a tuple"));
                };
                out.extend(t.to_vec());
            }
        }
    }
    Ok(out)
}

/// The body has run: call the metaclass, then fill `__class__` cells.
pub(crate) fn body_ended(vm: &Vm, data: Option<Value>, cell: Value) -> NativeResult {
    let Some(Some([meta, name, bases, space, original, keywords @ ..])) =
        data.as_ref().map(|d| d.payload::<Tuple>().map(|t| &t[..]))
    else {
        return done(cell);
    };
    if !original.is_none() {
        vm.set_item(space, vm.names.__orig_bases__.value(), original.clone())?;
    }
    let keywords: Vec<(Ref<Str>, Value)> =
        keywords.chunks(2).filter_map(|p| Some((p[0].as_ref::<Str>()?.clone(), p[1].clone()))).collect();
    let class = vm.call_kw(meta, &[name.clone(), bases.clone(), space.clone()], &keywords)?;
    if let Some(c) = cell.payload::<Cell>() {
        let content = c.content.borrow().clone();
        match content {
            None => {
                let (n, shown) = (vm.repr(name)?, vm.repr(&class)?);
                return Err(vm.runtime_error(format!(
                    "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
                    n.to_string_lossy(),
                    shown.to_string_lossy()
                )));
            }
            Some(v) if class.payload::<Type>().is_some() && !v.is(&class) => {
                let (n, a, b) = (vm.repr(name)?, vm.repr(&v)?, vm.repr(&class)?);
                return Err(vm.type_error(format!(
                    "__class__ set to {} defining {} as {}",
                    a.to_string_lossy(),
                    n.to_string_lossy(),
                    b.to_string_lossy()
                )));
            }
            _ => {}
        }
    }
    done(class)
}

impl Vm {
    /// How messages name a metaclass that may be any callable.
    fn type_label(&self, meta: &Value) -> String {
        match meta.payload::<Type>() {
            Some(t) => t.name().to_string(),
            None => "<metaclass>".to_string(),
        }
    }
}

fn build_class_row(vm: &Vm, args: &[Slot]) -> NativeResult {
    let positional =
        args[0].as_ref().and_then(|t| t.payload::<Tuple>()).map(|t| t.to_vec()).unwrap_or_default();
    let mut items = positional.into_iter();
    let (Some(func), Some(name)) = (items.next(), items.next()) else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    if func.payload::<Function>().is_none() {
        return Err(vm.type_error("__build_class__: func must be a function"));
    }
    if name.payload::<Str>().is_none() {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let mut keywords = Vec::new();
    if let Some(d) = args[1].as_ref().and_then(|d| d.payload::<Dict>()) {
        for e in d.table.borrow().iter() {
            if let Some(k) = e.key.as_ref::<Str>() {
                keywords.push((k.clone(), e.value.clone()));
            }
        }
    }
    build_class(vm, &func, &name, items.collect(), keywords)
}

/// `__build_class__` as the module `builtins` has it.
pub static ROWS: &[Method] = &[function(
    "__build_class__",
    "(*args, **kwds)",
    build_class_row,
    "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement.",
)];
