//! The loop: one `match` with an arm for each operation that programs carry out most, which tries the short way (`fast.rs`,
//! `generator/quick.rs`) and else calls the general one in the file of its family; `misc.rs` has the other operations. Between
//! two arms the instruction's address is in a local variable; `frame.pc` is brought up to date before anything that may look
//! at it. `unsafe` as in `mod.rs`.

use super::fast::Called;
use super::{
    Running, Step, attribute, binary, call, container, fast, function, handler, iterate, misc, name, pending,
    unwind,
};
use crate::flow::Fallible;
use crate::frame::{Action, Instr, ROp};
use crate::vm::Vm;
use kaa_heap::Value;

/// Runs until the innermost barrier has its result.
pub(super) fn run(vm: &Vm) -> Fallible<Value> {
    // SAFETY: see the module's documentation; `r.frame()` is always `vm.current`, and has code when we get here.
    unsafe {
        let mut r = Running::of(vm.current.get());
        let mut pc = (*r.frame()).pc;
        // Goes on with the next instruction.
        macro_rules! next {
            () => {{
                pc = pc.add(1);
                continue;
            }};
        }
        // Goes on with the next instruction after what is due (an object was dropped, its finaliser may wait).
        macro_rules! after {
            () => {{
                if !kaa_heap::attention() {
                    next!()
                }
                pending::look(vm, Step::Next)
            }};
        }
        // Goes on at the instruction's target.
        macro_rules! jump {
            ($i:expr) => {{
                pc = Instr::target($i);
                continue;
            }};
        }
        // Goes on in the frame that is the running one now.
        macro_rules! switch {
            () => {{
                r = Running::of(vm.current.get());
                pc = (*r.frame()).pc;
                continue;
            }};
        }
        // Stores a result where no operand dies; an object that is overwritten may ask for attention.
        macro_rules! keep {
            ($i:expr, $v:expr) => {{
                match r.put($i.dst, $v) {
                    None => next!(),
                    Some(old) => {
                        (*r.frame()).pc = pc;
                        drop(old);
                        after!()
                    }
                }
            }};
        }
        // Drops dying operands, then stores a result.
        macro_rules! finish {
            ($i:expr, $v:expr) => {{
                let v = $v;
                (*r.frame()).pc = pc;
                let dropped = r.release_operands($i);
                match r.put($i.dst, v) {
                    None if !dropped => next!(),
                    old => {
                        drop(old);
                        after!()
                    }
                }
            }};
        }
        // A `for` that is not over small ints: a generator goes on at once.
        macro_rules! for_iter {
            ($i:expr) => {{
                (*r.frame()).pc = pc;
                if let Some(g) = iterate::generator_of(vm, &r, $i)
                    && let Some(resumed) = crate::generator::resume_plain(vm, g, &Value::None, Action::Resume)
                {
                    r = Running::of(resumed);
                    pc = (*resumed).pc.add(1);
                    continue;
                }
                iterate::for_iter(vm, r, $i)
            }};
        }
        // The general way of an operation.
        macro_rules! call {
            ($f:expr, $i:expr) => {{
                (*r.frame()).pc = pc;
                match $f(vm, r, $i) {
                    Ok(Step::Next) => next!(),
                    other => other,
                }
            }};
        }
        loop {
            let i: &Instr = &*pc;
            let step = match i.op {
                ROp::Move => {
                    let v =
                        if i.flags & 1 != 0 { r.slot(i.a as u16).take() } else { Some(r.read(i.a).clone()) };
                    let old = std::mem::replace(r.slot(i.dst), v);
                    if Value::is_object(&old) {
                        (*r.frame()).pc = pc;
                        drop(old);
                        after!()
                    } else {
                        std::mem::forget(old);
                        next!()
                    }
                }
                ROp::Jump => jump!(i),
                ROp::JumpBackward => {
                    if !kaa_heap::attention() {
                        jump!(i)
                    }
                    (*r.frame()).pc = pc;
                    pending::look(vm, Step::Jump(i.imm))
                }
                ROp::Add => match fast::add(r.read(i.a), r.read(i.b)) {
                    Some(v) => keep!(i, v),
                    None => call!(binary::slow, i),
                },
                ROp::Sub => match fast::sub(r.read(i.a), r.read(i.b)) {
                    Some(v) => keep!(i, v),
                    None => call!(binary::slow, i),
                },
                ROp::Mul => match fast::mul(r.read(i.a), r.read(i.b)) {
                    Some(v) => keep!(i, v),
                    None => call!(binary::slow, i),
                },
                ROp::Binary => match binary::numbers(vm, i.imm, r.read(i.a), r.read(i.b)) {
                    Some(v) => keep!(i, v),
                    None => call!(binary::slow, i),
                },
                ROp::CompareJump => match fast::order(r.read(i.a), r.read(i.b)) {
                    Some(o) if o & i.cache != 0 => jump!(i),
                    Some(_) => next!(),
                    None => call!(binary::compare_jump, i),
                },
                ROp::CompareJumpBack => {
                    if kaa_heap::attention() {
                        (*r.frame()).pc = pc;
                        pending::look(vm, Step::Jump((*pc.add(1)).imm))
                    } else {
                        match fast::order(r.read(i.a), r.read(i.b)) {
                            Some(o) if o & i.cache != 0 => jump!(i),
                            Some(_) => jump!(&*pc.add(1)),
                            None => call!(binary::compare_jump, i),
                        }
                    }
                }
                ROp::JumpIfTrue => match fast::truth(r.read(i.a)) {
                    Some(true) => jump!(i),
                    Some(false) => next!(),
                    None => call!(binary::jump_if, i),
                },
                ROp::JumpIfFalse => match fast::truth(r.read(i.a)) {
                    Some(false) => jump!(i),
                    Some(true) => next!(),
                    None => call!(binary::jump_if, i),
                },
                ROp::LoadGlobal => match fast::global(&r, i) {
                    Some(v) => keep!(i, v),
                    None => call!(name::load_global, i),
                },
                ROp::LoadAttr => match fast::attribute(&r, i) {
                    Some(v) => finish!(i, v),
                    None => call!(attribute::load_attr, i),
                },
                ROp::LoadMethod => match fast::method(&r, i) {
                    Some(m) => {
                        let receiver = r.take(i.a, i.flags & 1 != 0);
                        // Temporaries, dead so far.
                        r.store(i.dst, m);
                        r.store(i.dst + 1, receiver);
                        next!()
                    }
                    None => call!(attribute::load_method, i),
                },
                ROp::StoreAttr => match fast::set_attribute(&r, i) {
                    Some(old) => {
                        (*r.frame()).pc = pc;
                        let mut dropped = Value::is_object(&old);
                        if dropped {
                            drop(old);
                        } else {
                            std::mem::forget(old);
                        }
                        dropped |= i.flags & 2 != 0 && r.empty(i.b as u16);
                        if !dropped {
                            next!()
                        }
                        after!()
                    }
                    None => call!(attribute::store_attr, i),
                },
                ROp::Subscript => match fast::item(vm, r.read(i.a), r.read(i.b)) {
                    Some(v) => finish!(i, v),
                    None => call!(container::subscript, i),
                },
                ROp::StoreSubscript => call!(container::store_subscript, i),
                ROp::ForIter => match iterate::quick_item(vm, &r, i) {
                    Some(Some(v)) => keep!(i, v),
                    Some(None) => jump!(i),
                    None => for_iter!(i),
                },
                ROp::ForIterBack => {
                    if kaa_heap::attention() {
                        (*r.frame()).pc = pc;
                        pending::look(vm, Step::Jump((*pc.add(1)).imm))
                    } else {
                        match iterate::quick_item(vm, &r, i) {
                            Some(Some(v)) => match r.put(i.dst, v) {
                                None => jump!(&*pc.add(1)),
                                Some(old) => {
                                    (*r.frame()).pc = pc;
                                    drop(old);
                                    after!()
                                }
                            },
                            Some(None) => jump!(i),
                            None => for_iter!(i),
                        }
                    }
                }
                ROp::Call => {
                    (*r.frame()).pc = pc;
                    match fast::call(vm, &r, i) {
                        Called::Entered(callee) => {
                            r = callee;
                            pc = (*r.frame()).pc;
                            continue;
                        }
                        Called::Resumed(generator) => {
                            r = Running::of(generator);
                            pc = (*generator).pc.add(1);
                            continue;
                        }
                        Called::Made(v) => keep!(i, v),
                        Called::Not => match call::call(vm, r, i) {
                            Ok(Step::Next) => next!(),
                            Ok(Step::Switch) => switch!(),
                            other => other,
                        },
                    }
                }
                ROp::Return => {
                    (*r.frame()).pc = pc;
                    if fast::plain_return(r.frame(), r.read(i.a)) {
                        // The frame ends: its local is as good as a temporary.
                        let v = r.take(i.a, true);
                        let plain = (*r.frame()).plain;
                        let (caller, v) = fast::leave(vm, &r, v);
                        r = Running::of(caller);
                        pc = (*r.frame()).pc;
                        if !plain && !(*pc).op.has_result() {
                            drop(v);
                            after!()
                        } else if kaa_heap::attention() {
                            // Something that the frame held has a finaliser.
                            r.store((*pc).dst, v);
                            pending::look(vm, Step::Next)
                        } else {
                            keep!((&*pc), v)
                        }
                    } else {
                        let v = r.take(i.a, i.flags & 1 != 0);
                        match crate::generator::return_to_link(vm, r.frame()) {
                            Some(above) => {
                                r = Running::of(above);
                                pc = (*above).pc;
                                let send = &*pc;
                                drop(r.put(send.dst, v));
                                if !kaa_heap::attention() {
                                    jump!(send)
                                }
                                pending::look(vm, Step::Jump(send.imm))
                            }
                            None => Ok(function::return_from(vm, r.frame(), v)),
                        }
                    }
                }
                ROp::Yield => {
                    (*r.frame()).pc = pc;
                    match crate::generator::yield_plain(vm, r.frame()) {
                        Some((below, root)) => {
                            let v = r.take(i.a, i.flags & 1 != 0);
                            drop(root);
                            r = Running::of(below);
                            pc = (*below).pc;
                            let turned = (*pc).op == ROp::ForIterBack;
                            match r.put((*pc).dst, v) {
                                // The generator may have gone with its root.
                                None if kaa_heap::attention() => after!(),
                                None if turned => jump!(&*pc.add(1)),
                                None => next!(),
                                Some(old) => {
                                    drop(old);
                                    after!()
                                }
                            }
                        }
                        None if i.imm & 1 == 0
                            && let Some(above) = crate::generator::async_yield_to_link(vm, r.frame()) =>
                        {
                            let v = r.take(i.a, i.flags & 1 != 0);
                            r = Running::of(above);
                            pc = (*above).pc;
                            let send = &*pc;
                            drop(r.put(send.dst, v));
                            jump!(send)
                        }
                        None => crate::generator::yield_from_frame(vm, r, i),
                    }
                }
                ROp::Send => {
                    (*r.frame()).pc = pc;
                    let fresh = if r.read(i.b).is_none() {
                        let receiver = r.read(i.a);
                        match crate::generator::delegate_fresh(vm, r.frame(), receiver) {
                            None => crate::generator::delegate_step(vm, r.frame(), receiver),
                            some => some,
                        }
                    } else {
                        None
                    };
                    match fresh {
                        Some(inner) => {
                            r = Running::of(inner);
                            pc = (*inner).pc.add(1);
                            continue;
                        }
                        None => iterate::send(vm, r, i),
                    }
                }
                ROp::GetAwaitable | ROp::GetYieldFromIter => {
                    if fast::is_own_awaitable(vm, r.read(i.a), i.op == ROp::GetAwaitable) {
                        keep!(i, r.take(i.a, i.flags & 1 != 0))
                    } else {
                        call!(crate::generator::awaitable::operation, i)
                    }
                }
                ROp::GetAnext => call!(crate::generator::awaitable::operation, i),
                ROp::ReturnGenerator => {
                    (*r.frame()).pc = pc;
                    Ok(crate::generator::create(vm, r.frame()))
                }
                ROp::LoadName => match fast::name(vm, &r, i) {
                    Some(v) => keep!(i, v),
                    None => call!(name::load_name, i),
                },
                ROp::JumpIfNone => {
                    if r.read(i.a).is_none() {
                        jump!(i)
                    }
                    if i.flags & 1 == 0 {
                        next!()
                    }
                    call!(misc::other, i)
                }
                ROp::JumpIfNotNone => {
                    if i.flags & 1 == 0 {
                        if r.read(i.a).is_none() {
                            next!()
                        }
                        jump!(i)
                    }
                    call!(misc::other, i)
                }
                ROp::Drop => {
                    (*r.frame()).pc = pc;
                    if r.empty(i.a as u16) { after!() } else { next!() }
                }
                ROp::Compare => call!(binary::compare, i),
                ROp::GetIter => call!(iterate::get_iter, i),
                ROp::UnpackSequence => call!(iterate::unpack, i),
                ROp::LoadDeref => match fast::cell(&r, i) {
                    Some(v) => keep!(i, v),
                    None => call!(name::load_deref, i),
                },
                ROp::StoreName => match fast::set_name(vm, &r, i) {
                    Some(old) => {
                        (*r.frame()).pc = pc;
                        drop(old);
                        after!()
                    }
                    None => call!(name::store_name, i),
                },
                ROp::CopyFreeVars => call!(name::copy_free_vars, i),
                ROp::MakeCell => call!(name::make_cell, i),
                ROp::BuildTuple | ROp::BuildList | ROp::BuildMap | ROp::BuildString => {
                    call!(container::build, i)
                }
                ROp::ListAppend => call!(container::list_append, i),
                ROp::Contains => call!(container::contains, i),
                ROp::BinarySlice => call!(container::binary_slice, i),
                ROp::FormatSimple => call!(container::format_simple, i),
                ROp::CallKw => call!(call::call_kw, i),
                ROp::LoadSuperAttr => call!(attribute::load_super_attr, i),
                ROp::PushExcInfo => call!(handler::push_exc_info, i),
                ROp::PopExcept => call!(handler::pop_except, i),
                ROp::CheckExcMatch => call!(handler::check_exc_match, i),
                ROp::Is => {
                    let same = r.read(i.a).is(r.read(i.b)) != (i.imm & 1 != 0);
                    finish!(i, Value::bool(same))
                }
                ROp::Not => match fast::truth(r.read(i.a)) {
                    Some(b) => keep!(i, Value::bool(!b)),
                    None => call!(binary::to_bool, i),
                },
                ROp::PushNull => {
                    *r.slot(i.dst) = None;
                    next!()
                }
                ROp::Swap => {
                    std::mem::swap(r.slot(i.a as u16), r.slot(i.b as u16));
                    next!()
                }
                ROp::MoveClear => {
                    *r.slot(i.dst) = r.slot(i.a as u16).take();
                    next!()
                }
                ROp::StoreDeref => call!(name::store_deref, i),
                // Named one by one: an arm for all the others would cost each dispatch a look at the table's bounds.
                ROp::Nop
                | ROp::Resume
                | ROp::LoadConstWide
                | ROp::MoveChecked
                | ROp::DeleteFast
                | ROp::ToBool
                | ROp::Negate
                | ROp::Invert
                | ROp::DeleteName
                | ROp::StoreGlobal
                | ROp::DeleteGlobal
                | ROp::DeleteDeref
                | ROp::LoadFromDictOrDeref
                | ROp::LoadFromDictOrGlobals
                | ROp::LoadLocals
                | ROp::LoadBuildClass
                | ROp::LoadCommonConstant
                | ROp::LoadSpecial
                | ROp::DeleteAttr
                | ROp::DeleteSubscript
                | ROp::StoreSlice
                | ROp::CallEx
                | ROp::Intrinsic1
                | ROp::Intrinsic2
                | ROp::BuildSet
                | ROp::BuildSlice
                | ROp::BuildTemplate
                | ROp::BuildInterpolation
                | ROp::ListExtend
                | ROp::SetAdd
                | ROp::Malformed
                | ROp::SetUpdate
                | ROp::MapAdd
                | ROp::DictUpdate
                | ROp::DictMerge
                | ROp::UnpackEx
                | ROp::MakeFunction
                | ROp::SetFunctionAttribute
                | ROp::ImportName
                | ROp::ImportFrom
                | ROp::GetAiter
                | ROp::EndAsyncFor
                | ROp::CleanupThrow
                | ROp::Raise
                | ROp::Reraise
                | ROp::CheckEgMatch
                | ROp::WithExceptStart
                | ROp::FormatWithSpec
                | ROp::ConvertValue
                | ROp::MatchClass
                | ROp::MatchMapping
                | ROp::MatchSequence
                | ROp::MatchKeys
                | ROp::GetLen
                | ROp::SetupAnnotations
                | ROp::ExitInitCheck
                | ROp::Trace => call!(misc::other, i),
            };
            let step = match step {
                Ok(s) => s,
                Err(e) => unwind::raise_here(vm, e, (*(*r.frame()).pc).op != ROp::Reraise),
            };
            match step {
                Step::Next => pc = pc.add(1),
                Step::Jump(to) => pc = (*r.frame()).pc.offset(to as i32 as isize),
                Step::Switch => switch!(),
                Step::Exit => return vm.take_exit(),
            }
        }
    }
}
