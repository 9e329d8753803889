//! What the loop tries on the spot: arithmetic of immediates, cached names and attributes, items of exact containers, pushing
//! and leaving the frame of a plain function. Each gives `None` (or `false`) without having touched anything when it does not
//! apply; the general way is in the file of its family.
//!
//! How an inline cache is used: globals: `key` guard of the globals, `value` guard of the built-ins (0: found in the globals),
//! `place` index of the entry. Attributes: `version` of the class, `key` shape, `place` index and offset; `value` the method
//! found on the class, or the shape that a store leads to (0: the same).

use super::Running;
use crate::frame::{Action, Cache, Frame, FrameKind, Instr, ROp, RegCode};
use crate::generator::{Generator, Kind};
use crate::native::Resumes;
use crate::types::{Cell, Dict, Function, List, NativeFunction, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{AttrArea, Ref, Value};

/// The inline cache of an instruction.
#[inline(always)]
pub(super) fn cache_of(r: &Running, i: &Instr) -> &'static mut Cache {
    // SAFETY: the running frame's code is alive and has this cache; callers use the reference up before anything else runs.
    unsafe { (&mut *(*(*r.frame()).code).caches.get()).get_unchecked_mut(i.cache as usize) }
}

/// Both operands as floats, when at least one is an immediate float and the other a number without a heap object.
#[inline(always)]
pub(super) fn floats(a: &Value, b: &Value) -> Option<(f64, f64)> {
    match (a.as_small_float(), b.as_small_float()) {
        (Some(x), Some(y)) => Some((x, y)),
        (Some(x), None) => Some((x, exact_float(b)?)),
        (None, Some(y)) => Some((exact_float(a)?, y)),
        _ => None,
    }
}

/// A small int as a float, when that loses nothing.
#[inline(always)]
fn exact_float(v: &Value) -> Option<f64> {
    let i = v.as_small_int()?;
    if i.unsigned_abs() < 1 << 53 { Some(i as f64) } else { None }
}

/// The truth of None, bools and small ints.
#[inline(always)]
pub(super) fn truth(v: &Value) -> Option<bool> {
    match (v.as_bool(), v.as_small_int()) {
        (Some(b), _) => Some(b),
        (None, Some(i)) => Some(i != 0),
        _ if v.is_none() => Some(false),
        _ => None,
    }
}

/// `+`.
#[inline(always)]
pub(super) fn add(a: &Value, b: &Value) -> Option<Value> {
    match a.add_small(b) {
        Some(v) => Some(v),
        None => floats(a, b).and_then(|(x, y)| Value::small_float(x + y)),
    }
}

/// `-`.
#[inline(always)]
pub(super) fn sub(a: &Value, b: &Value) -> Option<Value> {
    match a.sub_small(b) {
        Some(v) => Some(v),
        None => floats(a, b).and_then(|(x, y)| Value::small_float(x - y)),
    }
}

/// `*`.
#[inline(always)]
pub(super) fn mul(a: &Value, b: &Value) -> Option<Value> {
    match a.mul_small(b) {
        Some(v) => Some(v),
        None => floats(a, b).and_then(|(x, y)| Value::small_float(x * y)),
    }
}

/// How two numbers compare: 1 less, 2 equal, 4 greater, 8 unordered.
#[inline(always)]
pub(super) fn order(a: &Value, b: &Value) -> Option<u32> {
    match a.order_small(b) {
        Some(o) => Some(o),
        None => floats(a, b).map(|(x, y)| match x.partial_cmp(&y) {
            Some(std::cmp::Ordering::Less) => 1,
            Some(std::cmp::Ordering::Equal) => 2,
            Some(std::cmp::Ordering::Greater) => 4,
            None => 8,
        }),
    }
}

/// A global or built-in whose place is known.
#[inline(always)]
pub(super) fn global(r: &Running, i: &Instr) -> Option<Value> {
    let cache = cache_of(r, i);
    // SAFETY: the running frame has a function; the loop holds no borrow of a table, and a guard that stands says that the
    // entry is there.
    unsafe {
        let f = (*r.frame()).function.as_ref()?;
        let globals = f.globals.peek();
        if globals.guard() != cache.key || cache.key == 0 {
            return None;
        }
        if cache.value == 0 {
            return Some(globals.entry(cache.place as usize).value.clone());
        }
        let builtins = f.builtins.peek();
        if builtins.guard() != cache.value {
            return None;
        }
        Some(builtins.entry(cache.place as usize).value.clone())
    }
}

/// The class of an object, as this file needs it: no immediates.
#[inline(always)]
fn class_of(v: &Value) -> Option<&Type> {
    v.class().map(|c| c.payload::<Type>())
}

/// The attribute area at the cached offset.
///
/// # Safety
/// The object's class has the version that the offset was noted for.
#[inline(always)]
unsafe fn area<'v>(v: &'v Value, cache: &Cache) -> &'v AttrArea {
    // SAFETY: a class's version names its layout; the offset is where `Header::attrs` found the area.
    unsafe { &*((v.bits() + u64::from(cache.place >> 16)) as *const AttrArea) }
}

/// An attribute of the instance itself.
#[inline(always)]
pub(super) fn attribute(r: &Running, i: &Instr) -> Option<Value> {
    let cache = cache_of(r, i);
    let v = r.read(i.a);
    if class_of(v)?.version.get() != cache.version {
        return None;
    }
    // SAFETY: the version was just compared.
    let area = unsafe { area(v, cache) };
    // The key of an empty cache is 0, and so is that of an instance whose attributes are in a dict: of both, the place is 0 too.
    if area.keys.get() as u64 != cache.key || cache.place == 0 {
        return None;
    }
    area.get((cache.place & 0xffff) as usize).cloned()
}

/// The method that the class has for this name, when the instance cannot hide it.
#[inline(always)]
pub(super) fn method(r: &Running, i: &Instr) -> Option<Value> {
    let cache = cache_of(r, i);
    let v = r.read(i.a);
    if class_of(v)?.version.get() != cache.version || cache.value == 0 {
        return None;
    }
    // SAFETY: the version was just compared; offset 0 says that instances have no area.
    if cache.place != 0 && unsafe { area(v, cache) }.keys.get() as u64 != cache.key {
        return None;
    }
    // SAFETY: while the class's version stands, its dict (or a base's) keeps the method alive; the word is only copied.
    let m = unsafe { std::mem::ManuallyDrop::new(Value::from_bits(cache.value)) };
    Some((*m).clone())
}

/// Stores an attribute that the instance has already, or that comes next in its shape; gives what stood there.
#[inline(always)]
pub(super) fn set_attribute(r: &Running, i: &Instr) -> Option<Option<Value>> {
    let cache = cache_of(r, i);
    let object = r.read(i.b);
    if class_of(object)?.version.get() != cache.version {
        return None;
    }
    // SAFETY: the version was just compared.
    let area = unsafe { area(object, cache) };
    // A fresh instance and one whose attributes are in a dict have no shape.
    if area.keys.get() as u64 != cache.key || cache.place == 0 || cache.key == 0 && area.dict().is_some() {
        return None;
    }
    if cache.value != 0 {
        area.keys.set(cache.value as usize);
    }
    let x = r.take(i.a, i.flags & 1 != 0);
    Some(area.set((cache.place & 0xffff) as usize, Some(x)))
}

/// An item of an exact list, tuple or dict.
#[inline(always)]
pub(super) fn item(vm: &Vm, a: &Value, b: &Value) -> Option<Value> {
    if let Some(n) = b.as_small_int() {
        if vm.is_exact(a, &vm.types.list) {
            let items = a.payload::<List>()?.items.borrow();
            let at = if n < 0 { n + items.len() as i64 } else { n };
            return items.get(usize::try_from(at).ok()?).cloned();
        }
        if vm.is_exact(a, &vm.types.tuple) {
            let t = a.payload::<Tuple>()?;
            let at = if n < 0 { n + t.len() as i64 } else { n };
            return t.get(usize::try_from(at).ok()?).cloned();
        }
    } else if vm.exact_str(b).is_none() {
        return None;
    }
    if vm.is_exact(a, &vm.types.dict) { a.payload::<Dict>()?.get(vm, b).ok()? } else { None }
}

/// A value that `GET_AWAITABLE` or `GET_YIELD_FROM_ITER` gives back as it is: a fresh coroutine, a generator.
#[inline(always)]
pub(super) fn is_own_awaitable(vm: &Vm, v: &Value, coroutine: bool) -> bool {
    if coroutine {
        vm.is_exact(v, &vm.types.coroutine) && v.payload::<Generator>().is_some_and(Generator::is_fresh)
    } else {
        vm.is_exact(v, &vm.types.generator)
    }
}

/// A name whose place in the namespace, a dict, is known. The namespace's slot is looked at by [`Running::namespace`].
#[inline(always)]
pub(super) fn name(vm: &Vm, r: &Running, i: &Instr) -> Option<Value> {
    let cache = cache_of(r, i);
    let space = r.namespace()?;
    if !vm.is_exact(space, &vm.types.dict) {
        return None;
    }
    // SAFETY: the loop holds no borrow of a table; a guard that stands says that the entry is there.
    let table = unsafe { space.payload_unchecked::<Dict>().peek() };
    if table.guard() != cache.key || cache.key == 0 {
        return None;
    }
    Some(table.entry(cache.place as usize).value.clone())
}

/// Stores a name whose place in the namespace, a dict, is known: what stood there. Gives the value back when it is not.
#[inline(always)]
pub(super) fn set_name(vm: &Vm, r: &Running, i: &Instr) -> Option<Value> {
    let cache = cache_of(r, i);
    let space = r.namespace()?;
    if cache.key == 0 || !vm.is_exact(space, &vm.types.dict) {
        return None;
    }
    let dict = space.payload::<Dict>()?;
    let mut table = dict.table.borrow_mut();
    if table.guard() != cache.key {
        return None;
    }
    Some(table.replace_value(cache.place as usize, r.take(i.a, i.flags & 1 != 0)))
}

/// The content of a cell.
#[inline(always)]
pub(super) fn cell(r: &Running, i: &Instr) -> Option<Value> {
    r.slot(i.a as u16).as_ref()?.payload::<Cell>()?.content.borrow().clone()
}

/// What became of a call that the loop tried on the spot.
pub(super) enum Called {
    /// A function's frame is the running one now.
    Entered(Running),
    /// A generator or coroutine was made.
    Made(Value),
    /// A generator goes on, behind where it stood: `next(g)`, `g.send(v)`.
    Resumed(*mut Frame),
    /// The general way has to do it; nothing was touched.
    Not,
}

/// A call of a Python function with plain parameters and exactly their arguments, or of what resumes a generator.
#[inline(always)]
pub(super) fn call(vm: &Vm, r: &Running, i: &Instr) -> Called {
    let first = i.a as u16;
    let Some(callable) = r.slot(first) else { return Called::Not };
    // SAFETY: a `function` has this payload. Register code, once made, lives as long as the function (`Function::set_code`).
    // The arguments are in `count` temporaries.
    unsafe {
        let has_self = i.flags & 0x10 == 0 && r.slot(first + 1).is_some();
        let (start, count) =
            if has_self { (first + 1, i.imm as usize + 1) } else { (first + 2, i.imm as usize) };
        if !vm.is_exact(callable, &vm.types.function) {
            return match callable.payload::<NativeFunction>() {
                Some(native) if native.row.resumes != Resumes::No => {
                    resume_call(vm, r, native, first, start, count)
                }
                _ => Called::Not,
            };
        }
        let register: *const RegCode = callable.payload_unchecked::<Function>().register.get();
        let Some(code) = register.as_ref() else { return Called::Not };
        if count != code.argcount as usize {
            return Called::Not;
        }
        if code.direct {
            return push_frame(vm, r, code, first, start, count).map_or(Called::Not, Called::Entered);
        }
        if !code.makes || vm.origin_depth.get() != 0 {
            return Called::Not;
        }
        match r.slot(first).take() {
            Some(f) => {
                let args = r.slots().add(start as usize);
                Called::Made(crate::generator::make(vm, f.downcast_unchecked(), code, args, count))
            }
            None => Called::Not,
        }
    }
}

/// `g.send(v)` and `next(g)` where nothing is in the way: the generator's frame becomes the running one.
///
/// # Safety
/// Slot `first` holds the native function, `count` slots from `start` the arguments; the running frame waits at a `Call`.
#[inline(always)]
unsafe fn resume_call(
    vm: &Vm,
    r: &Running,
    native: &NativeFunction,
    first: u16,
    start: u16,
    count: usize,
) -> Called {
    let slot = |k: u16| r.slot(start + k).as_ref();
    let (g, v) = match (native.row.resumes, &native.receiver, count) {
        (Resumes::Next, _, 1) => (slot(0), Some(&Value::None)),
        (Resumes::Send, Some(g), 1) => (Some(g), slot(0)),
        (Resumes::Send, None, 2) => (slot(0), slot(1)),
        _ => return Called::Not,
    };
    let (Some(g), Some(v)) = (g.and_then(|g| g.payload::<Generator>()), v) else { return Called::Not };
    let fits = match g.kind() {
        Kind::Generator => true,
        Kind::Coroutine => native.row.resumes == Resumes::Send,
        Kind::AsyncGenerator => false,
    };
    if !fits {
        return Called::Not;
    }
    // SAFETY: promised by the caller; the activation holds a count of the generator, so arguments and callable may go.
    unsafe {
        let Some(resumed) = crate::generator::resume_plain(vm, g, v, Action::Return) else {
            return Called::Not;
        };
        for k in 0..count as u16 {
            r.empty(start + k);
        }
        r.empty(first);
        Called::Resumed(resumed)
    }
}

/// # Safety
/// Slot `first` holds a `function` whose register code is `code`, which has `count` plain parameters.
#[inline(always)]
unsafe fn push_frame(
    vm: &Vm,
    r: &Running,
    code: &RegCode,
    first: u16,
    start: u16,
    count: usize,
) -> Option<Running> {
    let depth = vm.depth.get();
    if depth >= vm.recursion_limit.get() {
        return None;
    }
    let n = code.slot_count as usize;
    let frame = vm.stack.push(size_of::<Frame>() + n * 8)?.cast::<Frame>();
    vm.depth.set(depth + 1);
    // SAFETY: the stack gave room for the frame and its slots; the callable is a function; arguments are in `count` slots.
    unsafe {
        let function: Option<Ref<Function>> = r.slot(first).take().map(|f| f.downcast_unchecked());
        frame.write(Frame {
            pc: code.instrs.as_ptr(),
            code,
            function,
            caller: r.frame(),
            exc: None,
            data: None,
            action: Action::Return,
            kind: FrameKind::Function,
            has_object: false,
            hidden: code.hidden,
            plain: true,
        });
        move_arguments(r.slots().add(start as usize), Frame::slots(frame), count);
        Frame::unbind_from(frame, count);
    }
    vm.current.set(frame);
    Some(Running::of(frame))
}

/// Moves arguments into the slots of a new frame.
///
/// # Safety
/// `count` slots from `from` are initialised, as many from `to` free to be written, and they do not overlap.
#[inline(always)]
unsafe fn move_arguments(from: *mut Option<Value>, to: *mut Option<Value>, count: usize) {
    // SAFETY: promised by the caller.
    unsafe {
        let one = |k: usize| to.add(k).write((*from.add(k)).take());
        // Written out: of few arguments, which is the rule, the compiler's loop costs more than the moves.
        match count {
            0 => {}
            1 => one(0),
            2 => {
                one(0);
                one(1);
            }
            3 => {
                one(0);
                one(1);
                one(2);
            }
            _ => (0..count).for_each(one),
        }
    }
}

/// May the running frame end the plain way: a function's, whose result (or, for an `__init__` that gave None, the new object)
/// its caller's instruction takes as it is?
///
/// # Safety
/// `frame` is the running frame.
#[inline(always)]
pub(super) unsafe fn plain_return(frame: *mut Frame, v: &Value) -> bool {
    // SAFETY: promised by the caller; a function's frame always has a caller.
    unsafe {
        let f = &*frame;
        if f.plain {
            return !f.has_object && f.exc.is_none();
        }
        f.kind == FrameKind::Function
            && (f.action == Action::Return || f.action == Action::Init && v.is_none())
            && !f.has_object
            && f.exc.is_none()
            && matches!((*f.caller).kind, FrameKind::Function | FrameKind::Generator)
            && !matches!((*(*f.caller).pc).op, ROp::UnpackSequence | ROp::UnpackEx)
    }
}

/// Takes the running frame away after [`plain_return`] said yes to `v`; gives the caller's, and the call's result.
///
/// # Safety
/// As said.
#[inline(always)]
pub(super) unsafe fn leave(vm: &Vm, r: &Running, v: Value) -> (*mut Frame, Value) {
    // SAFETY: promised by the caller. Temporaries are dead at a return (invariant of the lowering), so locals, cells and the
    // namespace are all that the frame holds.
    unsafe {
        let frame = r.frame();
        Frame::clear_locals(frame);
        let caller = (*frame).caller;
        let result = (*frame).data.take().unwrap_or(v);
        drop((*frame).function.take());
        vm.current.set(caller);
        vm.stack.pop(frame.cast());
        vm.depth.set(vm.depth.get() - 1);
        (caller, result)
    }
}
