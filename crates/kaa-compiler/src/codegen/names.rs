//! Names: which instruction reads, binds or deletes one, and closures.

use super::Codegen;
use super::unit::ScopeType;
use crate::errors::{ErrorKind, Failure, Res};
use crate::symtable::{BlockKind, Name, NameScope, maybe_mangle};
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Code, Const, Op, Wtf8Buf};
use ruff_python_ast::{Expr, ExprAttribute, ExprContext};
use std::sync::Arc;

/// The bits of `SET_FUNCTION_ATTRIBUTE`.
pub(super) mod function_attr {
    pub(in crate::codegen) const DEFAULTS: u32 = 1;
    pub(in crate::codegen) const KWDEFAULTS: u32 = 2;
    pub(in crate::codegen) const CLOSURE: u32 = 8;
    pub(in crate::codegen) const ANNOTATE: u32 = 16;
}

/// What is done with a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Load,
    Store,
    Delete,
}

impl Access {
    pub(super) fn of(ctx: ExprContext) -> Self {
        match ctx {
            ExprContext::Load | ExprContext::Invalid => Self::Load,
            ExprContext::Store => Self::Store,
            ExprContext::Del => Self::Delete,
        }
    }

    fn pick(self, ops: [Op; 3]) -> Op {
        let [load, store, delete] = ops;
        match self {
            Self::Load => load,
            Self::Store => store,
            Self::Delete => delete,
        }
    }
}

/// Which instruction reads an attribute.
#[derive(Clone, Copy)]
pub(super) enum AttrLoad {
    Plain,
    Method,
    /// `super(a, b).name`
    SuperAttr,
    SuperMethod,
    /// `super().name`
    ZeroSuperAttr,
    ZeroSuperMethod,
}

impl<'a> Codegen<'a> {
    pub(super) fn mangled(&mut self, name: &str) -> Name {
        let id = self.scope_id();
        let last = self.units.len() - 1;
        maybe_mangle(self.units[last].private.as_ref(), &self.table[id], name)
    }

    /// An instruction whose argument is the index of a name.
    pub(super) fn op_name(&mut self, op: Op, name: &str, loc: Location) {
        let mangled = self.mangled(name);
        let arg = self.unit().names.index(&mangled);
        self.op_arg(op, arg, loc);
    }

    /// Reads an attribute.
    pub(super) fn load_attr(&mut self, how: AttrLoad, name: &str, loc: Location) {
        let mangled = self.mangled(name);
        let arg = self.unit().names.index(&mangled);
        let (op, arg) = match how {
            AttrLoad::Plain => (Op::LOAD_ATTR, arg << 1),
            AttrLoad::Method => (Op::LOAD_ATTR, arg << 1 | 1),
            AttrLoad::SuperAttr => (Op::LOAD_SUPER_ATTR, arg << 2 | 2),
            AttrLoad::SuperMethod => (Op::LOAD_SUPER_ATTR, arg << 2 | 3),
            AttrLoad::ZeroSuperAttr => (Op::LOAD_SUPER_ATTR, arg << 2),
            AttrLoad::ZeroSuperMethod => (Op::LOAD_SUPER_ATTR, arg << 2 | 1),
        };
        self.op_arg(op, arg, loc);
    }

    pub(super) fn load_name(&mut self, name: &str, loc: Location) -> Res {
        self.name_op(name, Access::Load, loc)
    }
    pub(super) fn store_name(&mut self, name: &str, loc: Location) -> Res {
        self.name_op(name, Access::Store, loc)
    }
    pub(super) fn delete_name(&mut self, name: &str, loc: Location) -> Res {
        self.name_op(name, Access::Delete, loc)
    }

    /// Reads, binds or deletes a name.
    pub(super) fn name_op(&mut self, name: &str, access: Access, loc: Location) -> Res {
        let mangled = self.mangled(name);
        let scope = self.scope().scope_of(&mangled);
        match scope {
            NameScope::Free => {
                let arg = self.free_index(&mangled);
                self.deref_op(access, arg, loc);
            }
            NameScope::Cell => {
                let arg = self.unit().cellvars.index(&mangled);
                self.deref_op(access, arg, loc);
            }
            NameScope::Local if self.is_fast(&mangled) => {
                let arg = self.unit().varnames.index(&mangled);
                self.op_arg(access.pick([Op::LOAD_FAST, Op::STORE_FAST, Op::DELETE_FAST]), arg, loc);
            }
            NameScope::GlobalExplicit => self.global_op(&mangled, access, scope, loc),
            NameScope::GlobalImplicit if self.scope().is_function_like() => {
                self.global_op(&mangled, access, scope, loc);
            }
            _ => self.namespace_op(&mangled, access, loc),
        }
        Ok(())
    }

    fn is_fast(&mut self, name: &str) -> bool {
        self.scope().is_function_like() || self.unit().fast_hidden.get(name) == Some(&true)
    }

    fn deref_op(&mut self, access: Access, arg: u32, loc: Location) {
        let in_class = self.scope().kind == BlockKind::Class && self.unit().in_inlined_comp == 0;
        let op = match access {
            Access::Load if in_class => {
                self.op(Op::LOAD_LOCALS, loc);
                Op::LOAD_FROM_DICT_OR_DEREF
            }
            Access::Load if self.scope().can_see_class_scope => {
                self.load_classdict(loc);
                Op::LOAD_FROM_DICT_OR_DEREF
            }
            _ => access.pick([Op::LOAD_DEREF, Op::STORE_DEREF, Op::DELETE_DEREF]),
        };
        self.op_arg(op, arg, loc);
    }

    fn load_classdict(&mut self, loc: Location) {
        let arg = self.free_index("__classdict__");
        self.op_arg(Op::LOAD_DEREF, arg, loc);
    }

    fn global_op(&mut self, name: &str, access: Access, scope: NameScope, loc: Location) {
        let arg = self.unit().names.index(name);
        match access {
            Access::Load if self.scope().can_see_class_scope && scope == NameScope::GlobalImplicit => {
                self.load_classdict(loc);
                self.op_arg(Op::LOAD_FROM_DICT_OR_GLOBALS, arg, loc);
            }
            Access::Load => self.op_arg(Op::LOAD_GLOBAL, arg << 1, loc),
            Access::Store => self.op_arg(Op::STORE_GLOBAL, arg, loc),
            Access::Delete => self.op_arg(Op::DELETE_GLOBAL, arg, loc),
        }
    }

    fn namespace_op(&mut self, name: &str, access: Access, loc: Location) {
        let arg = self.unit().names.index(name);
        let inlined_in_class = self.scope().kind == BlockKind::Class && self.unit().in_inlined_comp > 0;
        match access {
            Access::Load if inlined_in_class => self.op_arg(Op::LOAD_GLOBAL, arg << 1, loc),
            _ => self.op_arg(access.pick([Op::LOAD_NAME, Op::STORE_NAME, Op::DELETE_NAME]), arg, loc),
        }
    }

    /// How a name that an inner code object needs is held here.
    pub(super) fn ref_type(&mut self, name: &str) -> NameScope {
        const CELLS: [&str; 3] = ["__class__", "__classdict__", "__conditional_annotations__"];
        if self.unit().kind == ScopeType::Class && CELLS.contains(&name) {
            return NameScope::Cell;
        }
        self.scope().scope_of(name)
    }

    /// Makes a function of a code object, with the cells that it needs and the attributes that are on the stack.
    pub(super) fn make_closure(&mut self, code: Arc<Code>, mut attrs: u32, loc: Location) -> Res {
        let free = code.freevars();
        for name in &free {
            let arg = self.closure_cell(name)?;
            self.op_arg(Op::LOAD_CLOSURE, arg, loc);
        }
        if !free.is_empty() {
            attrs |= function_attr::CLOSURE;
            self.op_arg(Op::BUILD_TUPLE, free.len() as u32, loc);
        }
        self.load_const(Const::Code(code), loc);
        self.op(Op::MAKE_FUNCTION, loc);
        let order = [
            function_attr::CLOSURE,
            function_attr::ANNOTATE,
            function_attr::KWDEFAULTS,
            function_attr::DEFAULTS,
        ];
        for attr in order {
            if attrs & attr != 0 {
                self.op_arg(Op::SET_FUNCTION_ATTRIBUTE, attr, loc);
            }
        }
        Ok(())
    }

    fn closure_cell(&mut self, name: &Wtf8Buf) -> Res<u32> {
        let name = name.to_string_lossy();
        match self.ref_type(&name) {
            NameScope::Cell => Ok(self.unit().cellvars.index(&name)),
            _ if self.unit().freevars.get(&name).is_some() => Ok(self.free_index(&name)),
            _ => {
                let message = format!("no cell for the free variable '{name}'");
                Err(Failure::without_place(ErrorKind::Overflow, message))
            }
        }
    }

    /// `self.name = …` in a method: the class notes it in `__static_attributes__`.
    pub(super) fn note_static_attribute(&mut self, attr: &ExprAttribute) {
        let on_self = matches!(&*attr.value, Expr::Name(name) if &*name.id == "self");
        if !on_self || attr.ctx != ExprContext::Store {
            return;
        }
        let outer = self.units.len() - 1;
        let class = self.units[..outer].iter_mut().rev().find(|unit| unit.kind == ScopeType::Class);
        if let Some(class) = class {
            class.static_attributes.insert(attr.attr.as_str().into());
        }
    }
}
