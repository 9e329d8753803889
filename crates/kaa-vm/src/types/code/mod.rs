//! `code`: the compiler's [`Code`] with its constants and names as objects, and the register form made at the first call.
//!
//! Methods (`co_lines`, …) are in `methods.rs`, `replace` and the constructor in `construct.rs`; lowering is in `frame/lower`.

mod construct;
pub mod methods;

use crate::frame::{Form, RegCode};
use crate::types::Str;
use crate::vm::Vm;
use kaa_bytecode::{Code, Const};
use kaa_heap::{Ref, Tracer, Value};
use std::cell::OnceCell;
use std::sync::Arc;

/// Payload of `code` objects.
pub struct CodeObject {
    /// What the compiler made.
    pub code: Arc<Code>,
    /// `co_consts` as objects.
    pub consts: Box<[Value]>,
    /// `co_names`, interned.
    pub names: Box<[Ref<Str>]>,
    /// Names of the slots: locals, cells, free variables; interned.
    pub localsplus: Box<[Ref<Str>]>,
    /// `co_name`.
    pub name: Ref<Str>,
    /// `co_qualname`.
    pub qualname: Ref<Str>,
    /// `co_filename`.
    pub filename: Ref<Str>,
    /// Hidden from tracebacks and `sys._getframe`: the code of built-ins written in Python.
    pub hidden: bool,
    /// No compiler of ours made it: it is checked before it runs.
    pub foreign: bool,
    /// What `sys.monitoring` was told about it.
    pub(crate) events: crate::eval::monitoring::CodeEvents,
    register: OnceCell<Box<RegCode>>,
    traced: OnceCell<Box<RegCode>>,
}
kaa_heap::payload!(CodeObject, trace);

impl CodeObject {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values(self.consts.iter());
    }

    /// The register form, lowered at the first call.
    #[inline(always)]
    pub fn register(&self, vm: &Vm) -> &RegCode {
        match self.register.get() {
            Some(r) => r,
            None => self.register.get_or_init(|| Box::new(crate::frame::lower(vm, self, Form::Plain))),
        }
    }

    /// The form that is run while somebody traces.
    #[cold]
    pub fn traced(&self, vm: &Vm) -> &RegCode {
        if self.hidden {
            return self.register(vm);
        }
        self.traced.get_or_init(|| Box::new(crate::frame::lower(vm, self, Form::Traced)))
    }
}

/// Who made a code object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The compiler, from a program.
    Program,
    /// The compiler, from what is built in: hidden from tracebacks.
    BuiltIn,
    /// Somebody else.
    Foreign,
}

impl Vm {
    /// A code object and all code objects in its constants.
    pub fn new_code(&self, code: &Arc<Code>, origin: Origin) -> Ref<CodeObject> {
        let consts = code.consts.iter().map(|c| self.constant(c, origin)).collect();
        let intern = |s: &kaa_bytecode::Wtf8Buf| self.intern_bytes(s.as_bytes());
        let object = CodeObject {
            consts,
            names: code.names.iter().map(intern).collect(),
            localsplus: code.localsplusnames.iter().map(intern).collect(),
            name: intern(&code.name),
            qualname: intern(&code.qualname),
            filename: intern(&code.filename),
            code: code.clone(),
            hidden: origin == Origin::BuiltIn,
            foreign: origin == Origin::Foreign,
            events: Default::default(),
            register: OnceCell::new(),
            traced: OnceCell::new(),
        };
        self.new_object(&self.types.code, object)
    }

    /// A compile-time constant as an object.
    pub fn constant(&self, c: &Const, origin: Origin) -> Value {
        let many = |items: &[Const]| items.iter().map(|c| self.constant(c, origin)).collect::<Vec<Value>>();
        match c {
            Const::None => Value::None,
            Const::True => Value::True,
            Const::False => Value::False,
            Const::Ellipsis => Value::Ellipsis,
            Const::Int(i) => self.new_int(*i),
            Const::BigInt(b) => self.new_bigint((**b).clone()),
            Const::Float(f) => self.new_float(*f),
            Const::Complex(real, imag) => self.new_complex(*real, *imag),
            Const::Str(s) => self.constant_str(s.as_bytes()),
            Const::Bytes(b) => self.new_bytes(b),
            Const::Tuple(items) => self.new_tuple(many(items)).into(),
            Const::FrozenSet(items) => self.new_frozenset_of_constants(many(items)),
            Const::Slice(parts) => {
                let [start, stop, step] = &**parts;
                self.new_slice(
                    self.constant(start, origin),
                    self.constant(stop, origin),
                    self.constant(step, origin),
                )
            }
            Const::Code(code) => self.new_code(code, origin).into(),
        }
    }

    /// String constants that look like identifiers are interned, as in CPython.
    fn constant_str(&self, bytes: &[u8]) -> Value {
        if bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_') {
            self.intern_bytes(bytes).into()
        } else {
            self.new_str_wtf8(bytes).into()
        }
    }
}

/// The source line of an instruction, given by its byte offset (negative: the first line).
pub(crate) fn line_at(code: &CodeObject, lasti: i32) -> Option<i32> {
    let c = &code.code;
    let Ok(offset) = usize::try_from(lasti) else { return Some(c.firstlineno) };
    kaa_bytecode::line_table::location_at(&c.linetable, c.firstlineno, offset)
        .map(|l| l.line)
        .filter(|l| *l >= 0)
}
