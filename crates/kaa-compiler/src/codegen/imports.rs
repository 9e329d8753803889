//! `import` statements.

use super::Codegen;
use crate::errors::Res;
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::intrinsic;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{StmtImport, StmtImportFrom};

impl<'a> Codegen<'a> {
    pub(super) fn import(&mut self, stmt: &'a StmtImport) -> Res {
        let loc = self.loc(stmt.range);
        for alias in &stmt.names {
            let name = alias.name.as_str();
            self.load_const(Const::Int(0), loc);
            self.load_const(Const::None, loc);
            self.op_name(Op::IMPORT_NAME, name, loc);
            match &alias.asname {
                Some(asname) => self.import_as(name, asname, loc)?,
                None => self.store_name(name.split('.').next().unwrap_or(name), loc)?,
            }
        }
        Ok(())
    }

    /// `import a.b.c as d` binds `c`: the import gave `a`, the rest is taken from it.
    fn import_as(&mut self, name: &str, asname: &str, loc: Location) -> Res {
        let mut parts = name.split('.').skip(1).peekable();
        if parts.peek().is_none() {
            return self.store_name(asname, loc);
        }
        while let Some(part) = parts.next() {
            // The parts are not mangled.
            let arg = self.unit().names.index(part);
            self.op_arg(Op::IMPORT_FROM, arg, loc);
            if parts.peek().is_some() {
                self.op_arg(Op::SWAP, 2, loc);
                self.op(Op::POP_TOP, loc);
            }
        }
        self.store_name(asname, loc)?;
        self.op(Op::POP_TOP, loc);
        Ok(())
    }

    pub(super) fn import_from(&mut self, stmt: &'a StmtImportFrom) -> Res {
        let loc = self.loc(stmt.range);
        self.load_const(Const::Int(stmt.level.into()), loc);
        let names: Vec<Const> = stmt.names.iter().map(|alias| Const::str(&alias.name)).collect();
        self.load_const(Const::tuple(names), loc);
        self.op_name(Op::IMPORT_NAME, stmt.module.as_deref().unwrap_or_default(), loc);
        for alias in &stmt.names {
            if alias.name.as_str() == "*" {
                self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::IMPORT_STAR, loc);
                self.op(Op::POP_TOP, Location::NONE);
                return Ok(());
            }
            self.op_name(Op::IMPORT_FROM, &alias.name, loc);
            let store = alias.asname.as_ref().unwrap_or(&alias.name);
            self.store_name(store, loc)?;
        }
        self.op(Op::POP_TOP, loc);
        Ok(())
    }
}
