//! Native continuations: the second halves of natives whose first half pushed a frame. One arm each; the state is plain data.

use crate::flow::{Fallible, Flow, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::types::{Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Carries out a continuation with the result that arrived.
pub(crate) fn apply_cont(vm: &Vm, cont: Cont, data: Option<Value>, result: Fallible<Value>) -> NativeResult {
    match cont {
        Cont::AttributeDefault | Cont::HasAttribute | Cont::GetAttrFallback | Cont::AttributeContext => {
            attribute(vm, cont, data, result)
        }
        Cont::StopDefault => match result {
            Err(e) if vm.matches(&e, &vm.exceptions.stop_iteration) => done(data.unwrap_or(Value::None)),
            r => r.map(Flow::Value),
        },
        Cont::LazyStep => crate::types::iterators::step_continue(vm, data, result),
        Cont::SentinelItem => crate::types::iterators::sentinel_continue(vm, data, result),
        Cont::GenClose | Cont::AsyncGenStep => crate::generator::continue_step(vm, cont, data, result),
        Cont::StepClose => crate::generator::step_closed(vm, result),
        Cont::CloseLink => crate::generator::continue_closing(vm, data, result),
        Cont::AnextDefault => crate::generator::continue_default(vm, data, result),
        _ => value(vm, cont, data, result?),
    }
}

fn attribute(vm: &Vm, cont: Cont, data: Option<Value>, result: Fallible<Value>) -> NativeResult {
    let e = match result {
        Ok(_) if cont == Cont::HasAttribute => return done(Value::True),
        Ok(v) => return done(v),
        Err(e) if !vm.matches(&e, &vm.exceptions.attribute_error) => return Err(e),
        Err(e) => e,
    };
    match cont {
        Cont::HasAttribute => done(Value::False),
        Cont::AttributeDefault => done(data.unwrap_or(Value::None)),
        _ => {
            let pair = data.as_ref().and_then(|d| d.payload::<Tuple>());
            let Some([object, name]) = pair.map(|t| &t[..]) else { return Err(e) };
            if cont == Cont::AttributeContext {
                vm.add_attribute_context(&e, object, name);
                return Err(e);
            }
            let Some(m) = vm.class_of(object).special(vm, crate::dunder::Dunder::GetAttr) else {
                return Err(e);
            };
            let (object, name) = (object.clone(), name.clone());
            vm.call_special_flow(&m, &object, &[name], Action::Native(Cont::AttributeContext), data.clone())
        }
    }
}

fn value(vm: &Vm, cont: Cont, data: Option<Value>, v: Value) -> NativeResult {
    match cont {
        Cont::MustBeStr | Cont::MustBeReprStr | Cont::MustBeFormatStr => must_be_str(vm, cont, v),
        Cont::MustBeBool => match v.as_bool() {
            Some(_) => done(v),
            None => Err(vm.type_error(format!("__bool__ should return bool, returned {}", vm.type_name(&v)))),
        },
        Cont::LenToBool | Cont::MustBeLen => length(vm, cont, v),
        Cont::MustBeHash => match crate::types::int::as_bigint(&v) {
            Some(b) => done(vm.new_int(match crate::types::int::as_i64(&v) {
                Some(-1) => -2,
                Some(i) => i,
                None => kaa_data::number::hash::int(&b),
            })),
            None => Err(vm.type_error("__hash__ method should return an integer")),
        },
        Cont::ToBool => vm.truth_flow(&v, Action::Native(Cont::Pass)),
        Cont::ToNot if v.is_not_implemented() => done(v),
        Cont::ToNot => Ok(Flow::Value(Value::bool(!vm.is_true(&v)?))),
        Cont::MustBeIterator => {
            let class = vm.class_of(&v);
            if class.iternext.get().is_some() || class.special(vm, crate::dunder::Dunder::Next).is_some() {
                return done(v);
            }
            Err(vm.type_error(format!("iter() returned non-iterator of type '{}'", class.name())))
        }
        Cont::MustBeInt if !crate::types::int::is_int(&v) => {
            Err(vm.type_error(format!("__int__ returned non-int (type {})", vm.type_name(&v))))
        }
        Cont::NewThenInit => new_then_init(vm, data, v),
        Cont::FilterItem => crate::types::iterators::filter_continue(vm, data, v),
        Cont::BuildClass | Cont::ClassCreation => super::misc::build_class_continue(vm, data, v),
        Cont::ExecNone => done(Value::None),
        _ => done(v),
    }
}

fn must_be_str(vm: &Vm, cont: Cont, v: Value) -> NativeResult {
    if v.payload::<Str>().is_some() {
        return done(v);
    }
    let name = vm.type_name(&v);
    Err(vm.type_error(match cont {
        Cont::MustBeStr => format!("__str__ returned non-string (type {name})"),
        Cont::MustBeReprStr => format!("__repr__ returned non-string (type {name})"),
        _ => format!("__format__ must return a str, not {name}"),
    }))
}

fn length(vm: &Vm, cont: Cont, v: Value) -> NativeResult {
    let i = vm.index(&v)?;
    let Some(n) = crate::types::int::as_i64(&i) else {
        let negative = crate::types::int::as_bigint(&i).is_some_and(|b| b.sign() == num_bigint::Sign::Minus);
        return Err(if negative {
            vm.value_error("__len__() should return >= 0")
        } else {
            vm.overflow_error("cannot fit 'int' into an index-sized integer")
        });
    };
    if n < 0 {
        return Err(vm.value_error("__len__() should return >= 0"));
    }
    done(if cont == Cont::LenToBool { Value::bool(n != 0) } else { vm.new_int(n) })
}

fn new_then_init(vm: &Vm, data: Option<Value>, instance: Value) -> NativeResult {
    let plan = data.as_ref().and_then(|d| d.payload::<Tuple>());
    let Some([class, args, names @ ..]) = plan.map(|t| &t[..]) else { return done(instance) };
    let (Some(class), Some(args)) = (class.as_ref::<Type>(), args.payload::<Tuple>()) else {
        return done(instance);
    };
    let names: Vec<Ref<Str>> = names.iter().filter_map(|n| n.as_ref::<Str>().cloned()).collect();
    vm.init_instance(class, instance, args.to_vec(), &names)
}
