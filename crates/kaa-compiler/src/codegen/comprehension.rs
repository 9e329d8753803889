//! Comprehensions. Generator expressions are functions of their own; the others run in their owner's frame (PEP 709),
//! with the names that they bind put aside on the stack meanwhile.

use super::emit::Delegate;
use super::unit::{Args, BlockKind, ScopeType};
use super::{Codegen, Enter};
use crate::ast;
use crate::errors::Res;
use crate::sequence::Label;
use crate::symtable::{self, Flags, Name, NameScope, ScopeId, ScopeKey};
use kaa_bytecode::line_table::Location;
use kaa_bytecode::{Const, Op};
use ruff_python_ast::{Comprehension, Expr};

/// What a comprehension makes of its items.
#[derive(Clone, Copy)]
enum Item<'a> {
    Yield(&'a Expr),
    Append(&'a Expr),
    Add(&'a Expr),
    MapAdd(&'a Expr, &'a Expr),
}

/// A comprehension while its loops are made.
#[derive(Clone, Copy)]
struct Comp<'a> {
    generators: &'a [Comprehension],
    item: Item<'a>,
    loc: Location,
}

/// What has to be restored after an inlined comprehension.
#[derive(Default)]
struct Inlined {
    /// Names whose outer values are on the stack.
    pushed: Vec<Name>,
    /// Symbols of the owner that have another meaning inside.
    outer_symbols: Vec<(Name, Flags)>,
    hidden: Vec<Name>,
    cleanup: Option<Label>,
}

impl<'a> Codegen<'a> {
    pub(super) fn comprehension(&mut self, expr: &'a Expr) -> Res {
        let (key, name, generators, item, build) = match expr {
            Expr::ListComp(e) => {
                (ScopeKey::body(e), "<listcomp>", &e.generators, Item::Append(&e.elt), Some(Op::BUILD_LIST))
            }
            Expr::SetComp(e) => {
                (ScopeKey::body(e), "<setcomp>", &e.generators, Item::Add(&e.elt), Some(Op::BUILD_SET))
            }
            Expr::DictComp(e) => {
                let Some(key) = &e.key else {
                    return self.fail("dict unpacking cannot be used in dict comprehension", e.range);
                };
                let item = Item::MapAdd(key, &e.value);
                (ScopeKey::body(e), "<dictcomp>", &e.generators, item, Some(Op::BUILD_MAP))
            }
            Expr::Generator(e) => (ScopeKey::body(e), "<genexpr>", &e.generators, Item::Yield(&e.elt), None),
            _ => return Ok(()),
        };
        let loc = self.loc(ast::expr_range(self.tree, expr));
        let scope = self.scope_for(key)?;
        let Some(outermost) = generators.first() else { return Ok(()) };
        let comp = Comp { generators, item, loc };
        if self.table[scope].comp_inlined {
            self.iterable(outermost)?;
            let state = self.push_inlined(scope, loc)?;
            if let Some(build) = build {
                self.op_arg(build, 0, loc);
                self.op_arg(Op::SWAP, 2, loc);
            }
            self.loops(comp, 0, 0, true)?;
            return self.pop_inlined(state, loc);
        }
        let is_async = self.table[scope].coroutine;
        let enter = Enter { name, kind: ScopeType::Comprehension, scope, line: loc.line };
        self.enter_unit(enter, None, Args { positional: 1, ..Args::default() });
        if let Some(build) = build {
            self.op_arg(build, 0, loc);
        }
        self.loops(comp, 0, 0, false)?;
        match build {
            Some(_) => self.op(Op::RETURN_VALUE, loc),
            None => self.wrap_in_stopiteration_handler(),
        }
        let code = self.leave_unit(true)?;
        self.make_closure(code, 0, loc)?;
        self.iterable(outermost)?;
        self.op_arg(Op::CALL, 0, loc);
        if is_async && build.is_some() {
            self.await_top(0, loc);
        }
        Ok(())
    }

    /// Pushes the iterator of a `for` clause.
    fn iterable(&mut self, generator: &'a Comprehension) -> Res {
        self.expr(&generator.iter)?;
        let op = if generator.is_async { Op::GET_AITER } else { Op::GET_ITER };
        self.op(op, self.expr_loc(&generator.iter));
        Ok(())
    }

    fn loops(&mut self, comp: Comp<'a>, at: usize, depth: u32, iter_on_stack: bool) -> Res {
        match comp.generators[at].is_async {
            true => self.async_loop(comp, at, depth, iter_on_stack),
            false => self.sync_loop(comp, at, depth, iter_on_stack),
        }
    }

    fn sync_loop(&mut self, comp: Comp<'a>, at: usize, mut depth: u32, iter_on_stack: bool) -> Res {
        let generator = &comp.generators[at];
        let [start, if_cleanup, anchor] = self.new_labels();
        let mut is_loop = true;
        if !iter_on_stack {
            if at == 0 {
                self.op_arg(Op::LOAD_FAST, 0, comp.loc);
            } else if let Some(only) = single_item(&generator.iter) {
                // `for y in [f(x)]` is an assignment.
                self.expr(only)?;
                is_loop = false;
            } else {
                self.iterable(generator)?;
            }
        }
        if is_loop {
            depth += 1;
            self.place(start);
            self.jump(Op::FOR_ITER, anchor, self.expr_loc(&generator.iter));
        }
        self.expr(&generator.target)?;
        let item_loc = self.loop_body(comp, at, depth, if_cleanup)?;
        self.place(if_cleanup);
        if is_loop {
            self.jump(Op::JUMP, start, item_loc);
            self.place(anchor);
            self.op(Op::END_FOR, Location::NONE);
            self.op(Op::POP_ITER, Location::NONE);
        }
        Ok(())
    }

    fn async_loop(&mut self, comp: Comp<'a>, at: usize, depth: u32, iter_on_stack: bool) -> Res {
        let generator = &comp.generators[at];
        let loc = comp.loc;
        let [start, send, except, if_cleanup] = self.new_labels();
        if !iter_on_stack {
            match at {
                0 => self.op_arg(Op::LOAD_FAST, 0, loc),
                _ => self.iterable(generator)?,
            }
        }
        self.place(start);
        self.push_block(BlockKind::AsyncComprehension, loc)?;
        self.jump(Op::SETUP_FINALLY, except, loc);
        self.op(Op::GET_ANEXT, loc);
        self.load_const(Const::None, loc);
        self.place(send);
        self.yield_from(Delegate::Await, loc);
        self.op(Op::POP_BLOCK, loc);
        self.expr(&generator.target)?;
        let item_loc = self.loop_body(comp, at, depth + 1, if_cleanup)?;
        self.place(if_cleanup);
        self.jump(Op::JUMP, start, item_loc);
        self.pop_block();
        self.place(except);
        self.jump(Op::END_ASYNC_FOR, send, loc);
        Ok(())
    }

    /// Conditions, and then the next loop or the item; returns the item's place.
    fn loop_body(&mut self, comp: Comp<'a>, at: usize, depth: u32, if_cleanup: Label) -> Res<Location> {
        for test in &comp.generators[at].ifs {
            self.jump_if(test, if_cleanup, false)?;
        }
        let first = match comp.item {
            Item::Yield(elt) | Item::Append(elt) | Item::Add(elt) | Item::MapAdd(elt, _) => elt,
        };
        let mut loc = self.expr_loc(first);
        if at + 1 < comp.generators.len() {
            self.loops(comp, at + 1, depth, false)?;
            return Ok(loc);
        }
        self.expr(first)?;
        match comp.item {
            Item::Yield(_) => {
                self.yield_value(loc);
                self.op(Op::POP_TOP, loc);
            }
            Item::Append(_) => self.op_arg(Op::LIST_APPEND, depth + 1, loc),
            Item::Add(_) => self.op_arg(Op::SET_ADD, depth + 1, loc),
            Item::MapAdd(_, value) => {
                self.expr(value)?;
                let end = self.expr_loc(value);
                loc = Location::new(loc.line, end.end_line, loc.col, end.end_col);
                self.op_arg(Op::MAP_ADD, depth + 1, loc);
            }
        }
        Ok(loc)
    }

    /// Gives the names of a comprehension the meaning that they have inside it, and puts outer values on the stack.
    fn push_inlined(&mut self, comp: ScopeId, loc: Location) -> Res<Inlined> {
        let mut state = Inlined::default();
        let in_class = self.scope().kind == symtable::BlockKind::Class && self.unit().in_inlined_comp == 0;
        self.unit().in_inlined_comp += 1;
        let symbols = self.table[comp].symbols.to_vec();
        let isolated = |flags: Flags| flags.has(Flags::LOCAL) && !flags.has(Flags::NONLOCAL);
        for (name, flags) in &symbols {
            let outer = self.scope().flags(name);
            let same = flags.scope == outer.scope
                || flags.scope == NameScope::Free
                || flags.scope == NameScope::Cell && outer.scope == NameScope::Free;
            if !same || in_class {
                self.scope().symbols.set(name, *flags);
                state.outer_symbols.push((name.clone(), outer));
            }
            let hidden = self.unit().fast_hidden.get(name) == Some(&true);
            if isolated(*flags) && !self.scope().is_function_like() && !hidden {
                self.unit().fast_hidden.insert(name.clone(), true);
                state.hidden.push(name.clone());
            }
        }
        for (name, flags) in &symbols {
            if !isolated(*flags) {
                continue;
            }
            let was_free = self.scope().scope_of(name) == NameScope::Free;
            let arg = self.unit().varnames.index(name);
            self.op_arg(Op::LOAD_FAST_AND_CLEAR, arg, loc);
            if flags.scope == NameScope::Cell {
                // The comprehension gets a cell of its own.
                let arg = if was_free { self.free_index(name) } else { self.unit().cellvars.index(name) };
                self.op_arg(Op::MAKE_CELL, arg, loc);
            }
            state.pushed.push(name.clone());
        }
        if !state.pushed.is_empty() {
            self.op_arg(Op::SWAP, state.pushed.len() as u32 + 1, loc);
            let cleanup = self.new_label();
            state.cleanup = Some(cleanup);
            self.jump(Op::SETUP_FINALLY, cleanup, loc);
        }
        Ok(state)
    }

    fn pop_inlined(&mut self, state: Inlined, loc: Location) -> Res {
        if let Some(cleanup) = state.cleanup {
            let none = Location::NONE;
            self.op(Op::POP_BLOCK, none);
            let end = self.new_label();
            self.jump(Op::JUMP_NO_INTERRUPT, end, none);
            self.place(cleanup);
            self.op_arg(Op::SWAP, 2, none);
            self.op(Op::POP_TOP, none);
            self.restore_locals(&state.pushed, loc);
            self.op_arg(Op::RERAISE, 0, none);
            self.place(end);
            self.restore_locals(&state.pushed, loc);
        }
        self.unit().in_inlined_comp -= 1;
        for (name, flags) in &state.outer_symbols {
            self.scope().symbols.set(name, *flags);
        }
        for name in state.hidden {
            self.unit().fast_hidden.insert(name, false);
        }
        Ok(())
    }

    fn restore_locals(&mut self, pushed: &[Name], loc: Location) {
        self.op_arg(Op::SWAP, pushed.len() as u32 + 1, loc);
        for name in pushed.iter().rev() {
            let arg = self.unit().varnames.index(name);
            self.op_arg(Op::STORE_FAST_MAYBE_NULL, arg, loc);
        }
    }
}

fn single_item(iter: &Expr) -> Option<&Expr> {
    let elts = match iter {
        Expr::List(list) => &list.elts,
        Expr::Tuple(tuple) => &tuple.elts,
        _ => return None,
    };
    match &**elts {
        [only] if !only.is_starred_expr() => Some(only),
        _ => None,
    }
}
