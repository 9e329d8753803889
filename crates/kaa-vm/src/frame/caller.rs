//! Who called a native function: the Python frame that is running, its globals and its locals. Natives have no frames, so it
//! is the topmost one with code that is not hidden.

use super::{Frame, FrameKind};
use crate::flow::Fallible;
use crate::types::{Cell, CodeObject, Dict};
use crate::vm::Vm;
use kaa_bytecode::CodeFlags;
use kaa_bytecode::code::local_kind;
use kaa_heap::{Ref, Value};

impl Vm {
    /// The Python frame `depth` levels up, 0 being the running one.
    pub(crate) fn python_frame(&self, depth: usize) -> Option<*mut Frame> {
        let (mut at, mut left) = (self.current.get(), depth);
        while !at.is_null() {
            // SAFETY: `current` and the caller links of live frames point at live frames.
            let frame = unsafe { &*at };
            let visible = matches!(frame.kind, FrameKind::Function | FrameKind::Generator) && !frame.hidden;
            if visible && left == 0 {
                return Some(at);
            }
            left -= usize::from(visible);
            at = frame.caller;
        }
        None
    }

    /// The frame object of the Python frame `depth` levels up.
    pub fn frame_at(&self, depth: usize) -> Option<Value> {
        Some(crate::eval::frame_object(self, self.python_frame(depth)?))
    }

    /// The frame object of the Python frame that called a live one; `None` for the outermost and for suspended ones.
    pub(crate) fn frame_back(&self, frame: *mut Frame) -> Option<Value> {
        // SAFETY: the caller gives a live frame, and caller links of live frames point at live frames. A link of a suspended
        // chain keeps its caller, but nobody called it.
        let mut at = unsafe {
            if (*frame).kind == FrameKind::Generator && !crate::generator::runs(frame) {
                return None;
            }
            (*frame).caller
        };
        while !at.is_null() {
            // SAFETY: as above.
            let f = unsafe { &*at };
            if matches!(f.kind, FrameKind::Function | FrameKind::Generator) && !f.hidden {
                return Some(crate::eval::frame_object(self, at));
            }
            at = f.caller;
        }
        None
    }

    /// The exception being handled.
    pub fn handled_exception(&self) -> Option<Value> {
        crate::eval::topmost_handled(self)
    }

    /// `globals()` of the running Python frame.
    pub fn caller_globals(&self) -> Option<Ref<Dict>> {
        self.globals_at(0)
    }

    /// The globals of the Python frame `depth` levels up.
    pub fn globals_at(&self, depth: usize) -> Option<Ref<Dict>> {
        let frame = self.python_frame(depth)?;
        // SAFETY: as in `python_frame`; the reference does not outlive the statement.
        unsafe { (*frame).function.as_ref().map(|f| f.globals.clone()) }
    }

    /// The code that the running Python frame executes.
    pub fn caller_code(&self) -> Option<Ref<CodeObject>> {
        let frame = self.python_frame(0)?;
        // SAFETY: as above.
        unsafe { (*frame).function.as_ref().map(|f| f.code.borrow().clone()) }
    }

    /// `locals()` of the running Python frame: the namespace of a module or class, a fresh snapshot for a function (PEP 667).
    pub fn caller_locals(&self) -> Fallible<Value> {
        match self.python_frame(0) {
            Some(frame) => Ok(self.frame_locals(frame)),
            None => Err(self.system_error("frame does not exist")),
        }
    }

    /// Names that somebody wrote through `f_locals`.
    fn add_extra_locals(&self, frame: *mut Frame, dict: &Ref<Dict>) {
        // SAFETY: the caller gives a live frame.
        if unsafe { !(*frame).has_object } {
            return;
        }
        let object = self.frame_objects.borrow().get(&(frame as usize)).cloned();
        let extra = object
            .as_ref()
            .and_then(|o| o.payload::<crate::types::frame_object::FrameObject>())
            .and_then(|o| o.extra_locals.borrow().clone());
        if let Some(extra) = extra.as_ref().and_then(|e| e.payload::<Dict>()) {
            let entries: Vec<(Value, Value)> =
                extra.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect();
            for (k, v) in entries {
                // The keys are in a dict already, so they can be hashed.
                let _ = self.set_item(dict.value(), &k, v);
            }
        }
    }

    /// The same for a given live frame.
    pub(crate) fn frame_locals(&self, frame: *mut Frame) -> Value {
        // SAFETY: the caller gives a live frame.
        let function = unsafe { (*frame).function.clone() };
        let Some(function) = function else { return self.new_dict().into() };
        let code = function.code.borrow().clone();
        // SAFETY: the caller gives a live frame.
        if !unsafe { shows_fast_locals(frame, &code) } {
            // SAFETY: a live frame has code, and a slot where its code says that the namespace is.
            let namespace =
                unsafe { (*Frame::slots(frame).add((*(*frame).code).namespace as usize)).clone() };
            return namespace.unwrap_or_else(|| function.globals.value().clone());
        }
        let dict = self.new_dict();
        for (i, name) in code.localsplus.iter().enumerate() {
            let kind = code.code.localspluskinds.get(i).copied().unwrap_or(0);
            // SAFETY: the fast locals are the frame's first slots.
            let held = unsafe { (*Frame::slots(frame).add(i)).clone() };
            let value = match held {
                Some(v) if kind & (local_kind::CELL | local_kind::FREE) != 0 => match v.payload::<Cell>() {
                    Some(cell) => cell.content.borrow().clone(),
                    None => Some(v.clone()),
                },
                other => other,
            };
            if let Some(v) = value {
                dict.set_str(name, v);
            }
        }
        self.add_extra_locals(frame, &dict);
        dict.into()
    }
}

/// Do `locals()` and `f_locals` show the fast locals? Those of functions do, and those of modules and classes while the variable
/// of a comprehension that is part of their code has a value.
///
/// # Safety
/// `frame` is a live frame of this code.
pub(crate) unsafe fn shows_fast_locals(frame: *mut Frame, code: &CodeObject) -> bool {
    let has_value = |i: usize| {
        // SAFETY: the fast locals are the frame's first slots.
        let slot = unsafe { (*Frame::slots(frame).add(i)).as_ref() };
        slot.is_some_and(|v| v.payload::<Cell>().is_none_or(|c| c.content.borrow().is_some()))
    };
    let mut kinds = code.code.localspluskinds.iter().enumerate();
    code.code.flags.has(CodeFlags::OPTIMIZED)
        || kinds.any(|(i, kind)| kind & local_kind::HIDDEN != 0 && has_value(i))
}
