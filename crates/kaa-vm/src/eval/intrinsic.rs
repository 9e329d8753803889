//! `CALL_INTRINSIC_1/2` and the building of template strings.

use super::{Running, StepResult, after_native};
use crate::flow::{Fallible, Raised};
use crate::frame::{Instr, ROp};
use crate::types::{Exception, List};
use crate::vm::Vm;
use kaa_heap::Value;

/// Both forms.
pub(crate) fn intrinsic(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let a = r.take(i.a, i.flags & 1 != 0);
    let v = if i.op == ROp::Intrinsic2 {
        let b = r.take(i.b, i.flags & 2 != 0);
        two(vm, i.imm, a, b)?
    } else {
        one(vm, r, i.imm, a)?
    };
    r.store(i.dst, v);
    after_native(vm)
}

fn one(vm: &Vm, r: Running, number: u32, v: Value) -> Fallible<Value> {
    match number {
        1 => {
            // INTRINSIC_PRINT: the value of an interactive statement goes to sys.displayhook.
            let Some(hook) = vm.sys.get_str(&vm.names.displayhook) else {
                return Err(vm.runtime_error("lost sys.displayhook"));
            };
            vm.call(&hook, &[v])
        }
        2 => import_star(vm, r, &v),
        3 => Ok(crate::generator::stop_iteration_error(vm, r.frame(), v)),
        5 => match vm.class_of(&v).special(vm, crate::dunder::Dunder::Pos) {
            Some(m) => vm.call_special(&m, &v, &[]),
            None => Err(vm.type_error(format!("bad operand type for unary +: '{}'", vm.type_name(&v)))),
        },
        6 => {
            let items = v.payload::<List>().map(|l| l.items.borrow().clone()).unwrap_or_default();
            Ok(vm.new_tuple(items).into())
        }
        n => crate::types::typing::intrinsic(vm, n, v),
    }
}

fn two(vm: &Vm, number: u32, a: Value, b: Value) -> Fallible<Value> {
    match number {
        1 => {
            let caught = b.payload::<List>().map(|l| l.items.borrow().clone()).unwrap_or_default();
            crate::types::exception::reraise_star(vm, &a, &caught)
        }
        n => crate::types::typing::intrinsic2(vm, n, a, b),
    }
}

/// `from module import *`.
fn import_star(vm: &Vm, r: Running, module: &Value) -> Fallible<Value> {
    let space = super::name::namespace(r);
    let names = match vm.get_attr_opt(module, &vm.names.__all__)? {
        Some(all) => vm.collect(&all)?,
        None => {
            let Some(d) = vm.get_attr_opt(module, &vm.names.__dict__)? else {
                return Err(vm.import_error_text("from-import-* object has no __dict__ and no __all__"));
            };
            let keys = vm.collect(&d)?;
            keys.into_iter().filter(|k| !super::misc::text_of(k).starts_with('_')).collect()
        }
    };
    for n in names {
        let Some(name) = n.as_ref::<crate::types::Str>() else {
            return Err(vm.type_error("Item in __all__ must be str"));
        };
        let v = vm.get_attr(module, name)?;
        vm.set_item(&space, &n, v)?;
    }
    Ok(Value::None)
}

/// `BuildTemplate`, `BuildInterpolation`.
pub(crate) fn template(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = if i.op == ROp::BuildTemplate {
        let strings = r.take(i.a, i.flags & 1 != 0);
        let parts = r.take(i.b, i.flags & 2 != 0);
        crate::types::template::new_template(vm, strings, parts)
    } else {
        let mut parts = r.take_many(i.a, 2 + (i.imm & 1) as usize).into_iter();
        let value = parts.next().unwrap_or(Value::None);
        let text = parts.next().unwrap_or(Value::None);
        let spec = parts.next().unwrap_or_else(|| vm.str_value(""));
        let conversion = match i.imm >> 2 {
            1 => vm.str_value("s"),
            2 => vm.str_value("r"),
            3 => vm.str_value("a"),
            _ => Value::None,
        };
        crate::types::template::new_interpolation(vm, value, text, conversion, spec)
    };
    r.store(i.dst, v);
    after_native(vm)
}

/// A RuntimeError in place of an exception that must not leave a generator (PEP 479), with cause and context set.
pub(crate) fn replace_stop(vm: &Vm, e: Value, message: &str) -> Value {
    let Raised(new) = vm.runtime_error(message);
    if let Some(x) = new.payload::<Exception>() {
        *x.cause.borrow_mut() = Some(e.clone());
        *x.context.borrow_mut() = Some(e);
        x.suppress_context.set(true);
    }
    new
}
