//! Calls: plain ones, methods, `super()`, star arguments, and `any`, `all`, `tuple` of a generator expression.

use super::Codegen;
use super::collections::{Around, Builder, STACK_GUIDELINE};
use super::names::AttrLoad;
use crate::errors::Res;
use crate::sequence::Label;
use crate::symtable::{Flags, NameScope, ScopeKey, SymbolTable};
use kaa_bytecode::line_table::Location;
use kaa_bytecode::operand::intrinsic;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{CmpOp, Expr, ExprAttribute, ExprCall, ExprContext, Keyword};
use ruff_text_size::Ranged;

impl<'a> Codegen<'a> {
    pub(super) fn call(&mut self, e: &'a ExprCall) -> Res {
        self.check_keywords(&e.arguments.keywords)?;
        if self.method_call(e)? {
            return Ok(());
        }
        let skip = self.new_label();
        self.check_caller(&e.func);
        self.expr(&e.func)?;
        self.builtin_of_generator(e, skip)?;
        self.op(Op::PUSH_NULL, self.expr_loc(&e.func));
        let loc = self.loc(e.range());
        self.call_args(0, &e.arguments.args, None, &e.arguments.keywords, loc)?;
        self.place(skip);
        Ok(())
    }

    fn check_keywords(&mut self, keywords: &'a [Keyword]) -> Res {
        for (at, keyword) in keywords.iter().enumerate() {
            let Some(arg) = &keyword.arg else { continue };
            let again = |other: &&Keyword| other.arg.as_ref().is_some_and(|name| name.id == arg.id);
            if let Some(other) = keywords[at + 1..].iter().find(again) {
                return self.fail(format!("keyword argument repeated: {arg}"), other.range);
            }
        }
        Ok(())
    }

    /// `obj.method(…)` without star arguments: no bound method is made.
    fn method_call(&mut self, e: &'a ExprCall) -> Res<bool> {
        let Expr::Attribute(method) = &*e.func else { return Ok(false) };
        let (args, keywords) = (&e.arguments.args, &e.arguments.keywords);
        let count = args.len() + keywords.len();
        if method.ctx != ExprContext::Load
            || self.is_import(&method.value)
            || count + usize::from(!keywords.is_empty()) >= STACK_GUIDELINE
            || args.iter().any(Expr::is_starred_expr)
            || keywords.iter().any(|keyword| keyword.arg.is_none())
        {
            return Ok(false);
        }
        let mut loc = self.loc(method.range);
        if let Some(call) = self.super_call(method) {
            self.super_args(call)?;
            let how = match call.arguments.args.is_empty() {
                true => AttrLoad::ZeroSuperMethod,
                false => AttrLoad::SuperMethod,
            };
            self.load_attr(how, &method.attr, loc);
            loc = self.attr_loc(loc, method);
            self.op(Op::NOP, loc);
        } else {
            self.expr(&method.value)?;
            loc = self.attr_loc(loc, method);
            self.load_attr(AttrLoad::Method, &method.attr, loc);
        }
        self.exprs(args)?;
        let call_loc = self.attr_loc(self.loc(e.range()), method);
        if keywords.is_empty() {
            self.op_arg(Op::CALL, count as u32, call_loc);
        } else {
            self.exprs(keywords.iter().map(|keyword| &keyword.value))?;
            self.keyword_names(keywords, loc);
            self.op_arg(Op::CALL_KW, count as u32, call_loc);
        }
        Ok(true)
    }

    /// A name that the module imports: its attributes are seldom methods.
    fn is_import(&self, expr: &Expr) -> bool {
        let Expr::Name(name) = expr else { return false };
        self.table[SymbolTable::TOP].flags(&name.id).has(Flags::IMPORT)
    }

    /// `super().attr` or `super(a, b).attr` that one instruction can do.
    pub(super) fn super_call(&mut self, attr: &'a ExprAttribute) -> Option<&'a ExprCall> {
        let Expr::Call(call) = &*attr.value else { return None };
        let named_super = matches!(&*call.func, Expr::Name(name) if &*name.id == "super");
        if !named_super || attr.attr.as_str() == "__class__" || !call.arguments.keywords.is_empty() {
            return None;
        }
        // Shadowed by another name, here or in the module?
        let top = self.table[SymbolTable::TOP].scope_of("super");
        if self.scope().scope_of("super") != NameScope::GlobalImplicit || top != NameScope::Unknown {
            return None;
        }
        match &*call.arguments.args {
            [a, b] => (!a.is_starred_expr() && !b.is_starred_expr()).then_some(call),
            [] => {
                let args = self.unit().args;
                let has_self = args.positional + args.positional_only > 0;
                (has_self && self.ref_type("__class__") == NameScope::Free).then_some(call)
            }
            _ => None,
        }
    }

    /// Pushes `super` and its two arguments.
    pub(super) fn super_args(&mut self, call: &'a ExprCall) -> Res {
        self.load_name("super", self.expr_loc(&call.func))?;
        if !call.arguments.args.is_empty() {
            return self.exprs(&call.arguments.args);
        }
        let loc = self.loc(call.range());
        self.load_name("__class__", loc)?;
        let first = self.unit().varnames.first().cloned();
        match first {
            Some(first) => self.load_name(&first, loc),
            None => Ok(()),
        }
    }

    /// `any(… for …)` and the like run the loop in place when the name means the built-in.
    fn builtin_of_generator(&mut self, e: &'a ExprCall, end: Label) -> Res {
        let (Expr::Name(func), [generator @ Expr::Generator(inner)]) = (&*e.func, &*e.arguments.args) else {
            return Ok(());
        };
        // One that awaits makes an asynchronous generator, which no built-in iterates.
        if self.table[self.scope_for(ScopeKey::body(inner))?].coroutine {
            return Ok(());
        }
        // The number among the common constants, and the result of a loop that runs to its end.
        let (number, at_end) = match func.id.as_str() {
            "tuple" => (2, None),
            "all" => (3, Some(true)),
            "any" => (4, Some(false)),
            _ => return Ok(()),
        };
        if !e.arguments.keywords.is_empty() {
            return Ok(());
        }
        let loc = self.loc(func.range);
        let skip = self.new_label();
        self.op_arg(Op::COPY, 1, loc);
        self.op_arg(Op::LOAD_COMMON_CONSTANT, number, loc);
        self.compare_op(CmpOp::Is, loc);
        self.jump(Op::POP_JUMP_IF_FALSE, skip, loc);
        self.op(Op::POP_TOP, loc);
        if at_end.is_none() {
            self.op_arg(Op::BUILD_LIST, 0, loc);
        }
        self.expr(generator)?;
        let [start, cleanup] = self.new_labels();
        self.place(start);
        self.jump(Op::FOR_ITER, cleanup, loc);
        match at_end {
            None => {
                self.op_arg(Op::LIST_APPEND, 2, loc);
                self.jump(Op::JUMP, start, loc);
            }
            Some(at_end) => {
                self.op(Op::TO_BOOL, loc);
                let go_on = if at_end { Op::POP_JUMP_IF_TRUE } else { Op::POP_JUMP_IF_FALSE };
                self.jump(go_on, start, loc);
            }
        }
        self.op(Op::POP_ITER, Location::NONE);
        if let Some(at_end) = at_end {
            self.load_const(Const::bool(!at_end), loc);
        }
        self.jump(Op::JUMP, end, loc);
        self.place(cleanup);
        self.op(Op::END_FOR, Location::NONE);
        self.op(Op::POP_ITER, Location::NONE);
        match at_end {
            None => self.op_arg(Op::CALL_INTRINSIC_1, intrinsic::LIST_TO_TUPLE, loc),
            Some(at_end) => self.load_const(Const::bool(at_end), loc),
        }
        self.jump(Op::JUMP, end, loc);
        self.place(skip);
        Ok(())
    }

    fn keyword_names(&mut self, keywords: &'a [Keyword], loc: Location) {
        let names = keywords.iter().filter_map(|keyword| keyword.arg.as_ref());
        let names: Vec<Const> = names.map(|name| Const::str(name)).collect();
        self.load_const(Const::tuple(names), loc);
    }

    /// Arguments and the call itself; callable and null, and `pushed` more arguments, are on the stack.
    pub(super) fn call_args(
        &mut self,
        pushed: u32,
        args: &'a [Expr],
        injected: Option<&str>,
        keywords: &'a [Keyword],
        loc: Location,
    ) -> Res {
        self.check_keywords(keywords)?;
        let simple = args.len() + keywords.len() * 2 <= STACK_GUIDELINE
            && !args.iter().any(Expr::is_starred_expr)
            && keywords.iter().all(|keyword| keyword.arg.is_some());
        if !simple {
            return self.call_ex(pushed, args, injected, keywords, loc);
        }
        self.exprs(args)?;
        let mut count = pushed + args.len() as u32;
        if let Some(name) = injected {
            self.load_name(name, loc)?;
            count += 1;
        }
        if keywords.is_empty() {
            self.op_arg(Op::CALL, count, loc);
        } else {
            self.exprs(keywords.iter().map(|keyword| &keyword.value))?;
            self.keyword_names(keywords, loc);
            self.op_arg(Op::CALL_KW, count + keywords.len() as u32, loc);
        }
        Ok(())
    }

    /// A call with star arguments, or with very many.
    fn call_ex(
        &mut self,
        pushed: u32,
        args: &'a [Expr],
        injected: Option<&str>,
        keywords: &'a [Keyword],
        loc: Location,
    ) -> Res {
        match args {
            [Expr::Starred(only)] if pushed == 0 => self.expr(&only.value)?,
            _ => self.build(args, Around { pushed, injected }, Builder::TUPLE, loc)?,
        }
        let mut have_dict = false;
        let mut plain = 0;
        for (at, keyword) in keywords.iter().enumerate() {
            if keyword.arg.is_some() {
                plain += 1;
                continue;
            }
            if plain > 0 {
                self.keyword_dict(&keywords[at - plain..at], &mut have_dict, loc)?;
                plain = 0;
            }
            if !have_dict {
                self.op_arg(Op::BUILD_MAP, 0, loc);
                have_dict = true;
            }
            self.expr(&keyword.value)?;
            self.op_arg(Op::DICT_MERGE, 1, loc);
        }
        if plain > 0 {
            self.keyword_dict(&keywords[keywords.len() - plain..], &mut have_dict, loc)?;
        }
        if keywords.is_empty() {
            self.op(Op::PUSH_NULL, loc);
        }
        self.op(Op::CALL_FUNCTION_EX, loc);
        Ok(())
    }

    fn keyword_dict(&mut self, keywords: &'a [Keyword], have_dict: &mut bool, loc: Location) -> Res {
        let big = keywords.len() * 2 > STACK_GUIDELINE;
        if big {
            self.op_arg(Op::BUILD_MAP, 0, Location::NONE);
        }
        for keyword in keywords {
            if let Some(arg) = &keyword.arg {
                self.load_str(arg, loc);
            }
            self.expr(&keyword.value)?;
            if big {
                self.op_arg(Op::MAP_ADD, 1, Location::NONE);
            }
        }
        if !big {
            self.op_arg(Op::BUILD_MAP, keywords.len() as u32, loc);
        }
        if *have_dict {
            self.op_arg(Op::DICT_MERGE, 1, loc);
        }
        *have_dict = true;
        Ok(())
    }
}
