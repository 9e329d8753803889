//! Class definitions: a class body is a function that `__build_class__` calls.

use super::unit::{Args, ScopeType};
use super::{Codegen, Enter};
use crate::ast;
use crate::errors::Res;
use crate::symtable::ScopeKey;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::intrinsic;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::StmtClassDef;

impl<'a> Codegen<'a> {
    pub(super) fn class(&mut self, def: &'a StmtClassDef) -> Res {
        self.decorators(&def.decorator_list)?;
        let loc = self.loc(ast::class_range(self.tree, def));
        let line = self.first_line(&def.decorator_list, loc);
        match &def.type_params {
            None => {
                self.class_body(def, line, loc)?;
                self.call_args(2, def.bases(), None, def.keywords(), loc)?;
            }
            Some(params) => {
                let name = format!("<generic parameters of {}>", def.name);
                let scope = self.scope_for(ScopeKey::type_params(&**params))?;
                let enter = Enter { name: &name, kind: ScopeType::Annotations, scope, line };
                self.enter_unit(enter, Some(&def.name), Args::default());
                self.type_params(params)?;
                self.store_name(".type_params", loc)?;
                self.class_body(def, line, loc)?;
                self.load_name(".type_params", loc)?;
                self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::SUBSCRIPT_GENERIC, loc);
                self.store_name(".generic_base", loc)?;
                self.call_args(2, def.bases(), Some(".generic_base"), def.keywords(), loc)?;
                let code = self.leave_unit(false)?;
                self.make_closure(code, 0, loc)?;
                self.op(Op::PUSH_NULL, loc);
                self.op_arg(Op::CALL, 0, loc);
            }
        }
        self.apply_decorators(&def.decorator_list);
        self.store_name(&def.name, loc)
    }

    /// Pushes `__build_class__`, a null, the body as a function, and the name.
    fn class_body(&mut self, def: &'a StmtClassDef, line: i32, loc: Location) -> Res {
        let scope = self.scope_for(ScopeKey::body(def))?;
        let enter = Enter { name: &def.name, kind: ScopeType::Class, scope, line };
        self.enter_unit(enter, Some(&def.name), Args::default());
        self.class_start(def, line)?;
        let first = Location::new(line, line, 0, 0);
        self.body(first, &def.body)?;
        self.class_end()?;
        let code = self.leave_unit(true)?;
        self.op(Op::LOAD_BUILD_CLASS, loc);
        self.op(Op::PUSH_NULL, loc);
        self.make_closure(code, 0, loc)?;
        self.load_str(&def.name, loc);
        Ok(())
    }

    /// `__module__`, `__qualname__`, `__firstlineno__`, and the cells that a class body fills itself.
    fn class_start(&mut self, def: &'a StmtClassDef, line: i32) -> Res {
        let loc = Location::new(line, line, 0, 0);
        self.load_name("__name__", loc)?;
        self.store_name("__module__", loc)?;
        let qualname = self.unit().qualname.clone();
        self.load_str(&qualname, loc);
        self.store_name("__qualname__", loc)?;
        self.load_const(Const::Int(line.into()), loc);
        self.store_name("__firstlineno__", loc)?;
        if def.type_params.is_some() {
            self.load_name(".type_params", loc)?;
            self.store_name("__type_params__", loc)?;
        }
        if self.scope().needs_classdict {
            self.op(Op::LOAD_LOCALS, loc);
            let arg = self.unit().cellvars.index("__classdict__");
            self.op_arg(Op::STORE_DEREF, arg, loc);
        }
        if self.scope().has_conditional_annotations {
            self.op_arg(Op::BUILD_SET, 0, loc);
            let arg = self.unit().cellvars.index("__conditional_annotations__");
            self.op_arg(Op::STORE_DEREF, arg, loc);
        }
        Ok(())
    }

    /// `__static_attributes__`, and the cells that `__build_class__` wants.
    fn class_end(&mut self) -> Res {
        let none = Location::NONE;
        let attributes: Vec<Const> =
            self.unit().static_attributes.iter().map(|name| Const::str(name)).collect();
        self.load_const(Const::tuple(attributes), none);
        self.store_name("__static_attributes__", none)?;
        if self.scope().needs_classdict {
            let arg = self.unit().cellvars.index("__classdict__");
            self.op_arg(Op::LOAD_CLOSURE, arg, none);
            self.store_name("__classdictcell__", none)?;
        }
        if self.scope().needs_class_closure {
            let arg = self.unit().cellvars.index("__class__");
            self.op_arg(Op::LOAD_CLOSURE, arg, none);
            self.op_arg(Op::COPY, 1, none);
            self.store_name("__classcell__", none)?;
        } else {
            self.load_const(Const::None, none);
        }
        self.op(Op::RETURN_VALUE, none);
        Ok(())
    }
}
