//! A code object in the making: its instructions, its tables of names and constants, and its open blocks.
//!
//! Knows no syntax; [`super::emit`] and [`super::names`] fill it.

use super::{Codegen, Enter};
use crate::errors::{ErrorKind, Failure, Res};
use crate::sequence::{ConstTable, InstructionSequence, Label, UnitMeta, optimize_and_assemble};
use crate::symtable::{Flags, Name, NameScope, Scope, ScopeId, mangle};
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Code, CodeFlags, Const, Op, Wtf8Buf};
use ruff_python_ast::{Stmt, StmtAnnAssign};
use ruff_text_size::TextRange;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The most blocks that may be open in a unit.
const MAX_BLOCKS: usize = 21;

/// What a unit is made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeType {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    /// `__annotate__`, type parameters, bounds, defaults and aliases.
    Annotations,
}

/// Names in the order of their indices.
#[derive(Default)]
pub(super) struct NameTable {
    names: Vec<Name>,
    index: HashMap<Name, u32>,
}

impl NameTable {
    pub(super) fn new(names: impl IntoIterator<Item = Name>) -> Self {
        let mut table = Self::default();
        for name in names {
            table.index(&name);
        }
        table
    }

    /// The index of a name, which is added when it is new.
    pub(super) fn index(&mut self, name: &str) -> u32 {
        if let Some(at) = self.index.get(name) {
            return *at;
        }
        let at = self.names.len() as u32;
        let name: Name = name.into();
        self.names.push(name.clone());
        self.index.insert(name, at);
        at
    }

    pub(super) fn get(&self, name: &str) -> Option<u32> {
        self.index.get(name).copied()
    }

    pub(super) fn first(&self) -> Option<&Name> {
        self.names.first()
    }

    fn len(&self) -> u32 {
        self.names.len() as u32
    }

    fn into_text(self) -> Vec<Wtf8Buf> {
        self.names.iter().map(|name| Wtf8Buf::from(&**name)).collect()
    }
}

/// Numbers of parameters.
#[derive(Clone, Copy, Default)]
pub(super) struct Args {
    pub(super) positional_only: u32,
    /// Positional ones that are not positional-only.
    pub(super) positional: u32,
    pub(super) keyword_only: u32,
}

/// An open block: what `return`, `break` and `continue` have to undo on their way out.
#[derive(Clone)]
pub(super) struct Block<'a> {
    pub(super) kind: BlockKind<'a>,
    pub(super) loc: Location,
}

/// The kinds of blocks, with what undoing them needs.
#[derive(Clone)]
pub(super) enum BlockKind<'a> {
    While {
        start: Label,
        exit: Label,
    },
    For {
        start: Label,
        exit: Label,
    },
    TryExcept,
    FinallyTry(&'a [Stmt]),
    FinallyEnd,
    With,
    AsyncWith,
    /// The body of an `except` clause, with the name that it binds.
    HandlerCleanup(Option<&'a str>),
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    AsyncComprehension,
    StopIteration,
}

/// A code object in the making.
pub(super) struct Unit<'a> {
    pub(super) scope: ScopeId,
    pub(super) kind: ScopeType,
    pub(super) name: Name,
    pub(super) qualname: Name,
    /// The class whose private names are mangled here.
    pub(super) private: Option<Name>,
    pub(super) seq: InstructionSequence,
    /// The module's own instructions while those of its annotations are made.
    pub(super) stashed: Option<InstructionSequence>,
    pub(super) consts: ConstTable,
    pub(super) names: NameTable,
    pub(super) varnames: NameTable,
    pub(super) cellvars: NameTable,
    /// Numbered from 0; the cells come before them.
    pub(super) freevars: NameTable,
    /// Names that are, or (false) were, fast locals of an inlined comprehension outside a function.
    pub(super) fast_hidden: HashMap<Name, bool>,
    pub(super) args: Args,
    pub(super) line: i32,
    pub(super) blocks: Vec<Block<'a>>,
    /// How many inlined comprehensions are open.
    pub(super) in_inlined_comp: u32,
    /// How many statements that may not run are open.
    pub(super) in_conditional_block: u32,
    /// Annotated names, each with its index when it is conditional.
    pub(super) deferred: Vec<(&'a StmtAnnAssign, Option<u32>)>,
    pub(super) next_conditional: u32,
    /// Attributes that methods of a class assign on `self`.
    pub(super) static_attributes: BTreeSet<Name>,
}

impl<'a> Codegen<'a> {
    pub(super) fn unit(&mut self) -> &mut Unit<'a> {
        let last = self.units.len() - 1;
        &mut self.units[last]
    }

    pub(super) fn scope_id(&mut self) -> ScopeId {
        self.unit().scope
    }

    pub(super) fn scope(&mut self) -> &mut Scope {
        let id = self.scope_id();
        &mut self.table[id]
    }

    pub(super) fn enter_unit(&mut self, enter: Enter<'_>, private: Option<&str>, args: Args) {
        let scope = &self.table[enter.scope];
        let symbols = {
            let mut symbols = scope.symbols.to_vec();
            symbols.sort_by(|a, b| a.0.cmp(&b.0));
            symbols
        };
        let pick = |scope: NameScope, mask: u16| {
            let wanted = symbols.iter().filter(move |(_, flags)| flags.scope == scope || flags.has(mask));
            wanted.map(|(name, _)| name.clone())
        };
        let mut cellvars = NameTable::new(pick(NameScope::Cell, Flags::COMP_CELL));
        for (needed, name) in [
            (scope.needs_class_closure, "__class__"),
            (scope.needs_classdict, "__classdict__"),
            (scope.has_conditional_annotations, "__conditional_annotations__"),
        ] {
            if needed {
                cellvars.index(name);
            }
        }
        let private = match private {
            Some(private) => Some(Name::from(private)),
            None => self.units.last().and_then(|unit| unit.private.clone()),
        };
        let unit = Unit {
            scope: enter.scope,
            kind: enter.kind,
            name: enter.name.into(),
            qualname: self.qualname(&enter),
            private,
            seq: InstructionSequence::new(),
            stashed: None,
            consts: ConstTable::default(),
            names: NameTable::default(),
            varnames: NameTable::new(scope.varnames.iter().cloned()),
            cellvars,
            freevars: NameTable::new(pick(NameScope::Free, Flags::FREE_CLASS)),
            fast_hidden: HashMap::new(),
            args,
            line: enter.line,
            blocks: Vec::new(),
            in_inlined_comp: 0,
            in_conditional_block: 0,
            deferred: Vec::new(),
            next_conditional: 0,
            static_attributes: BTreeSet::new(),
        };
        self.units.push(unit);
        let module = enter.kind == ScopeType::Module;
        let line = if module { 0 } else { enter.line };
        let loc = Location::new(line, enter.line, 0, 0);
        self.op_arg(Op::RESUME, 0, loc);
        if module {
            self.op(Op::ANNOTATIONS_PLACEHOLDER, loc);
        }
    }

    /// The dotted name of a new unit below the current one.
    fn qualname(&self, enter: &Enter<'_>) -> Name {
        let alone: Name = enter.name.into();
        let depth = self.units.len();
        if depth < 2 {
            return alone;
        }
        let mut parent = &self.units[depth - 1];
        // Type parameters stand between a definition and what it is defined in.
        if parent.kind == ScopeType::Annotations {
            if depth == 2 {
                return alone;
            }
            parent = &self.units[depth - 2];
        }
        if matches!(enter.kind, ScopeType::Function | ScopeType::AsyncFunction | ScopeType::Class) {
            let mangled = mangle(parent.private.as_ref(), enter.name);
            if self.table[parent.scope].scope_of(&mangled) == NameScope::GlobalExplicit {
                return alone;
            }
        }
        let locals = match parent.kind {
            ScopeType::Function | ScopeType::AsyncFunction | ScopeType::Lambda => ".<locals>",
            _ => "",
        };
        format!("{}{locals}.{}", parent.qualname, enter.name).into()
    }

    /// Ends the current unit and makes its code object.
    pub(super) fn leave_unit(&mut self, add_none: bool) -> Res<Arc<Code>> {
        if add_none {
            self.load_const(Const::None, Location::NONE);
        }
        self.op(Op::RETURN_VALUE, Location::NONE);
        let flags = self.code_flags();
        let Some(unit) = self.units.pop() else {
            return Err(Failure::without_place(ErrorKind::Overflow, "no unit to leave"));
        };
        let meta = UnitMeta {
            name: (&*unit.name).into(),
            qualname: (&*unit.qualname).into(),
            filename: self.settings.filename.into(),
            consts: unit.consts,
            names: unit.names.into_text(),
            varnames: unit.varnames.into_text(),
            cellvars: unit.cellvars.into_text(),
            freevars: unit.freevars.into_text(),
            fast_hidden: unit.fast_hidden.keys().map(|name| Wtf8Buf::from(&**name)).collect(),
            argcount: unit.args.positional + unit.args.positional_only,
            posonlyargcount: unit.args.positional_only,
            kwonlyargcount: unit.args.keyword_only,
            firstlineno: unit.line,
            flags: CodeFlags(flags),
        };
        match optimize_and_assemble(unit.seq, meta) {
            Ok(code) => Ok(Arc::new(code)),
            Err(error) => Err(Failure::without_place(ErrorKind::Overflow, error.0)),
        }
    }

    fn code_flags(&mut self) -> u32 {
        let future = self.settings.future_flags;
        let scope = self.scope();
        let mut flags = 0;
        if scope.is_function_like() {
            flags |= CodeFlags::NEWLOCALS | CodeFlags::OPTIMIZED;
            for (wanted, flag) in [
                (scope.nested, CodeFlags::NESTED),
                (scope.generator && !scope.coroutine, CodeFlags::GENERATOR),
                (scope.generator && scope.coroutine, CodeFlags::ASYNC_GENERATOR),
                (scope.varargs, CodeFlags::VARARGS),
                (scope.varkeywords, CodeFlags::VARKEYWORDS),
                (scope.has_docstring, CodeFlags::HAS_DOCSTRING),
                (scope.method, CodeFlags::METHOD),
            ] {
                if wanted {
                    flags |= flag;
                }
            }
        }
        if scope.coroutine && !scope.generator {
            flags |= CodeFlags::COROUTINE;
        }
        flags | future
    }

    /// The index of a free variable, behind the cells.
    pub(super) fn free_index(&mut self, name: &str) -> u32 {
        let unit = self.unit();
        unit.freevars.index(name) + unit.cellvars.len()
    }

    pub(super) fn push_block(&mut self, kind: BlockKind<'a>, loc: Location) -> Res {
        if self.unit().blocks.len() >= MAX_BLOCKS {
            let range = self.range_of(loc);
            return Err(Failure::syntax("too many statically nested blocks", range));
        }
        if matches!(kind, BlockKind::FinallyEnd) {
            self.quiet += 1;
        }
        self.unit().blocks.push(Block { kind, loc });
        Ok(())
    }

    pub(super) fn pop_block(&mut self) -> Option<Block<'a>> {
        let block = self.unit().blocks.pop();
        if matches!(block, Some(Block { kind: BlockKind::FinallyEnd, .. })) {
            self.quiet = self.quiet.saturating_sub(1);
        }
        block
    }

    /// A failure at the place of an instruction.
    pub(super) fn fail<T>(&self, message: impl Into<String>, range: TextRange) -> Res<T> {
        Err(Failure::syntax(message, range))
    }
}
