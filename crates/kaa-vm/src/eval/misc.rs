//! The operations that the loop does not carry out itself: one arm each, and the small ones' bodies.

use super::{
    Running, Step, StepResult, after_native, attribute, binary, call, container, handler, intrinsic, iterate,
    matching, name,
};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, Raised};
use crate::frame::{Instr, ROp};
use crate::types::{CodeObject, Function, Str};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// Every operation that is not in the loop.
pub(crate) fn other(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    match i.op {
        ROp::LoadAttr => attribute::load_attr(vm, r, i),
        ROp::LoadMethod => attribute::load_method(vm, r, i),
        ROp::StoreAttr => attribute::store_attr(vm, r, i),
        ROp::LoadGlobal => name::load_global(vm, r, i),
        ROp::Subscript => container::subscript(vm, r, i),
        ROp::StoreSubscript => container::store_subscript(vm, r, i),
        ROp::Compare => binary::compare(vm, r, i),
        ROp::Send => iterate::send(vm, r, i),
        ROp::GetIter => iterate::get_iter(vm, r, i),
        ROp::UnpackSequence => iterate::unpack(vm, r, i),
        ROp::LoadDeref => name::load_deref(vm, r, i),
        ROp::StoreDeref => name::store_deref(vm, r, i),
        ROp::BuildTuple
        | ROp::BuildList
        | ROp::BuildSet
        | ROp::BuildMap
        | ROp::BuildString
        | ROp::BuildSlice => container::build(vm, r, i),
        ROp::ListAppend
        | ROp::ListExtend
        | ROp::SetAdd
        | ROp::SetUpdate
        | ROp::MapAdd
        | ROp::DictUpdate
        | ROp::DictMerge => container::add(vm, r, i),
        ROp::JumpIfNone | ROp::JumpIfNotNone => {
            let none = r.read(i.a).is_none();
            r.release(i.a, i.flags & 1 != 0);
            Ok(if none == (i.op == ROp::JumpIfNone) { Step::Jump(i.imm) } else { Step::Next })
        }
        ROp::Is => {
            let same = r.read(i.a).is(r.read(i.b));
            r.release(i.a, i.flags & 1 != 0);
            r.release(i.b, i.flags & 2 != 0);
            r.store(i.dst, Value::bool(same != (i.imm & 1 != 0)));
            after_native(vm)
        }
        _ => simple(vm, r, i),
    }
}

fn simple(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    match i.op {
        ROp::Trace => super::tracing::trace(vm, r, i),
        ROp::Malformed => Err(malformed(vm, name::code_of(r))),
        ROp::Drop => {
            drop(r.slot(i.a as u16).take());
            after_native(vm)
        }
        ROp::Swap => {
            let a = r.slot(i.a as u16).take();
            let b = std::mem::replace(r.slot(i.b as u16), a);
            *r.slot(i.a as u16) = b;
            Ok(Step::Next)
        }
        ROp::PushNull => {
            *r.slot(i.dst) = None;
            Ok(Step::Next)
        }
        ROp::LoadConstWide => {
            r.store(i.dst, r.constant(i.imm).clone());
            Ok(Step::Next)
        }
        ROp::MoveChecked => match r.slot(i.a as u16).clone() {
            Some(v) => {
                r.store(i.dst, v);
                Ok(Step::Next)
            }
            None => Err(unbound(vm, r, i.a)),
        },
        ROp::MoveClear => {
            let v = r.slot(i.a as u16).take();
            let old = std::mem::replace(r.slot(i.dst), v);
            drop(old);
            Ok(Step::Next)
        }
        ROp::DeleteFast => match r.slot(i.a as u16).take() {
            Some(v) => {
                drop(v);
                after_native(vm)
            }
            None => Err(unbound(vm, r, i.a)),
        },
        ROp::ToBool | ROp::Not => binary::to_bool(vm, r, i),
        ROp::Negate | ROp::Invert => binary::unary(vm, r, i),
        ROp::Contains => container::contains(vm, r, i),
        ROp::DeleteAttr => attribute::delete_attr(vm, r, i),
        ROp::LoadSuperAttr => attribute::load_super_attr(vm, r, i),
        ROp::LoadSpecial => load_special(vm, r, i),
        ROp::DeleteSubscript => container::delete_subscript(vm, r, i),
        ROp::BinarySlice => container::binary_slice(vm, r, i),
        ROp::StoreSlice => container::store_slice(vm, r, i),
        ROp::CallKw => call::call_kw(vm, r, i),
        ROp::CallEx => call::call_ex(vm, r, i),
        ROp::UnpackEx => iterate::unpack_ex(vm, r, i),
        ROp::FormatSimple => container::format(vm, r, i, false),
        ROp::FormatWithSpec => container::format(vm, r, i, true),
        ROp::ConvertValue => container::convert(vm, r, i),
        ROp::Intrinsic1 | ROp::Intrinsic2 => intrinsic::intrinsic(vm, r, i),
        ROp::MakeFunction => make_function(vm, r, i),
        ROp::SetFunctionAttribute => set_function_attribute(vm, r, i),
        _ => names_and_handlers(vm, r, i),
    }
}

fn names_and_handlers(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    match i.op {
        ROp::LoadName => name::load_name(vm, r, i),
        ROp::StoreName => name::store_name(vm, r, i),
        ROp::DeleteName => name::delete_name(vm, r, i),
        ROp::StoreGlobal => name::set_global(vm, r, i, true),
        ROp::DeleteGlobal => name::set_global(vm, r, i, false),
        ROp::DeleteDeref => name::delete_deref(vm, r, i),
        ROp::MakeCell => name::make_cell(vm, r, i),
        ROp::CopyFreeVars => name::copy_free_vars(vm, r, i),
        ROp::LoadFromDictOrDeref => name::load_from_dict_or(vm, r, i, true),
        ROp::LoadFromDictOrGlobals => name::load_from_dict_or(vm, r, i, false),
        ROp::ImportName => name::import_name(vm, r, i),
        ROp::ImportFrom => name::import_from(vm, r, i),
        ROp::LoadLocals => {
            r.store(i.dst, name::namespace(r));
            Ok(Step::Next)
        }
        ROp::LoadBuildClass => match name::function_of(r).builtins.get_str(&vm.names.__build_class__) {
            Some(f) => {
                r.store(i.dst, f);
                Ok(Step::Next)
            }
            None => Err(vm.error(&vm.exceptions.name_error, "__build_class__ not found")),
        },
        ROp::LoadCommonConstant => {
            let names = ["AssertionError", "NotImplementedError", "tuple", "all", "any"];
            let v = match i.imm {
                0 => vm.exceptions.assertion_error.value().clone(),
                1 => vm.exceptions.not_implemented_error.value().clone(),
                2 => vm.types.tuple.value().clone(),
                n => vm.builtins.get_text(vm, names[(n as usize).min(4)]).unwrap_or(Value::None),
            };
            r.store(i.dst, v);
            Ok(Step::Next)
        }
        ROp::SetupAnnotations => {
            let space = name::namespace(r);
            if !vm.contains(&space, vm.names.__annotations__.value())? {
                vm.set_item(&space, vm.names.__annotations__.value(), vm.new_dict().into())?;
            }
            after_native(vm)
        }
        ROp::PushExcInfo => handler::push_exc_info(vm, r, i),
        ROp::PopExcept => handler::pop_except(vm, r, i),
        ROp::Raise => handler::raise(vm, r, i),
        ROp::Reraise => handler::reraise(vm, r, i),
        ROp::CheckExcMatch => handler::check_exc_match(vm, r, i),
        ROp::CheckEgMatch => handler::check_eg_match(vm, r, i),
        ROp::WithExceptStart => handler::with_except_start(vm, r, i),
        ROp::CleanupThrow => handler::cleanup_throw(vm, r, i),
        ROp::EndAsyncFor => handler::end_async_for(vm, r, i),
        ROp::ReturnGenerator => Ok(crate::generator::create(vm, r.frame())),
        ROp::GetAwaitable | ROp::GetAiter | ROp::GetAnext | ROp::GetYieldFromIter => {
            crate::generator::awaitable::operation(vm, r, i)
        }
        ROp::MatchClass | ROp::MatchKeys | ROp::MatchMapping | ROp::MatchSequence | ROp::GetLen => {
            matching::operation(vm, r, i)
        }
        ROp::BuildTemplate | ROp::BuildInterpolation => intrinsic::template(vm, r, i),
        _ => Ok(Step::Next),
    }
}

#[cold]
fn unbound(vm: &Vm, r: Running, slot: i16) -> crate::flow::Raised {
    let code = name::code_of(r);
    let text = code.localsplus[slot as usize].to_string_lossy().into_owned();
    name::unbound_local(vm, &text)
}

/// `LoadSpecial`: `__enter__`, `__exit__`, `__aenter__`, `__aexit__` looked up on the class.
fn load_special(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let v = r.take(i.a, i.flags & 1 != 0);
    let d = [Dunder::Enter, Dunder::Exit, Dunder::AEnter, Dunder::AExit][(i.imm & 3) as usize];
    let Some(m) = vm.class_of(&v).special(vm, d) else { return Err(not_a_manager(vm, &v, d)) };
    match vm.bind_special(&m, &v)? {
        Some(bound) => {
            r.store(i.dst, bound);
            drop(r.slot(i.dst + 1).take());
        }
        None => {
            r.store(i.dst, m);
            r.store(i.dst + 1, v);
        }
    }
    after_native(vm)
}

fn not_a_manager(vm: &Vm, v: &Value, d: Dunder) -> crate::flow::Raised {
    let class = vm.class_of(v);
    let q = class.name();
    let is_async = matches!(d, Dunder::AEnter | Dunder::AExit);
    let protocol = if is_async { "asynchronous context manager" } else { "context manager" };
    let missing = d.text();
    let other = if is_async {
        class.special(vm, Dunder::Enter).is_some() && class.special(vm, Dunder::Exit).is_some()
    } else {
        class.special(vm, Dunder::AEnter).is_some() && class.special(vm, Dunder::AExit).is_some()
    };
    let hint = match (other, is_async) {
        (false, _) => "",
        (true, false) => {
            " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
        }
        (true, true) => " but it supports the context manager protocol. Did you mean to use 'with'?",
    };
    vm.type_error(format!(
        "'{q}' object does not support the {protocol} protocol (missed {missing} method){hint}"
    ))
}

/// A value arrived for an instruction that waits for its plain result.
pub(crate) fn finish(_vm: &Vm, r: Running, i: &Instr, v: Value) -> Fallible<Step> {
    if matches!(i.op, ROp::UnpackSequence | ROp::UnpackEx) {
        iterate::place_items(r, i, &v);
    } else if i.op == ROp::Contains {
        r.store(i.dst, container::contains_result(i, &v));
    } else if i.op.has_result() {
        r.store(i.dst, v);
    }
    Ok(Step::Next)
}

/// A value arrived for the second half of any other instruction.
pub(crate) fn resume(vm: &Vm, r: Running, i: &Instr, v: Value) -> Fallible<Step> {
    if i.op == ROp::CallEx {
        // The positional arguments are a tuple now: once more.
        r.store(i.a as u16 + 2, v);
        return Ok(Step::Switch);
    }
    finish(vm, r, i, v)
}

/// `MakeFunction`.
fn make_function(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let code = r.take(i.a, i.flags & 1 != 0);
    let Ok(code) = code.downcast::<CodeObject>() else {
        return Err(vm.system_error("function without code"));
    };
    let outer = name::function_of(r);
    let f = new_function(vm, code, &outer.globals.clone());
    r.store(i.dst, f.into());
    Ok(Step::Next)
}

/// A function of a code object.
pub(crate) fn new_function(
    vm: &Vm,
    code: Ref<CodeObject>,
    globals: &Ref<crate::types::Dict>,
) -> Ref<Function> {
    let doc = if code.code.flags.has(kaa_bytecode::CodeFlags::HAS_DOCSTRING) {
        code.consts.first().cloned()
    } else {
        None
    };
    let builtins = match globals.get_str(&vm.names.__builtins__) {
        Some(b) => match b.payload::<crate::types::Module>() {
            Some(m) => m.dict.clone(),
            None => b.downcast().unwrap_or_else(|_| vm.builtins.clone()),
        },
        None => vm.builtins.clone(),
    };
    let f = Function::new(code, globals.clone(), builtins);
    drop(f.module.replace(globals.get_str(&vm.names.__name__)));
    drop(f.doc.replace(doc));
    vm.new_object(&vm.types.function, f)
}

/// `SetFunctionAttribute`: 1 defaults, 2 keyword defaults, 4 annotations, 8 closure, 16 `__annotate__`.
fn set_function_attribute(vm: &Vm, r: Running, i: &Instr) -> StepResult {
    let value = r.take(i.b, i.flags & 2 != 0);
    let function = r.take(i.a, i.flags & 1 != 0);
    if let Some(f) = function.payload::<Function>() {
        let place = match i.imm {
            1 => &f.defaults,
            2 => &f.kwdefaults,
            4 => &f.annotations,
            8 => &f.closure,
            _ => &f.annotate,
        };
        *place.borrow_mut() = Some(value);
    }
    r.store(i.dst, function);
    after_native(vm)
}

/// The class body ended: see `build_class.rs`.
pub(crate) fn build_class_continue(vm: &Vm, data: Option<Value>, v: Value) -> NativeResult {
    super::build_class::body_ended(vm, data, v)
}

/// Text of a `str` value, for messages.
pub(crate) fn text_of(v: &Value) -> String {
    v.payload::<Str>().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Why code that no compiler made is not run.
#[cold]
fn malformed(vm: &Vm, code: &CodeObject) -> Raised {
    match kaa_bytecode::stack::analyse(&code.code) {
        Err(fault) if fault.what == "unknown opcode" => vm.system_error(fault.what),
        Err(fault) => {
            vm.system_error(format!("malformed bytecode at offset {}: {}", fault.offset, fault.what))
        }
        Ok(_) => vm.system_error("malformed bytecode"),
    }
}
