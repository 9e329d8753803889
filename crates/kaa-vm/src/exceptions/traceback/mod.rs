//! Printing exceptions as CPython does: chains, groups, notes, source lines with markers, suggestions.
//!
//! This file gathers an exception with its causes, contexts and members into a tree and lays it out. `frames.rs` is one
//! stack, `anchors.rs` finds what to mark in a line, `source.rs` has the lines, `theme.rs` the colours, `last.rs` is the exception's
//! own part with `hint.rs` for "Did you mean". Nothing here raises: what fails while printing is replaced by a text.

mod anchors;
mod frames;
mod hint;
mod last;
mod source;
mod theme;
mod typos;

pub use source::{remember_code, source_line};
pub use theme::{BARE, COLOURED, PLAIN, Theme, for_stderr};

use crate::types::Exception;
use crate::vm::Vm;
use kaa_heap::Value;
use std::collections::HashSet;

/// Members of a group that are shown.
const GROUP_WIDTH: usize = 15;
/// Groups within groups that are shown.
const GROUP_DEPTH: usize = 10;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// An exception to print, and where in the tree its relatives are.
struct Node {
    exc: Value,
    cause: Option<usize>,
    context: Option<usize>,
    members: Option<Vec<usize>>,
}

/// The text that `traceback.print_exception` would print for an exception.
pub fn format_exception(vm: &Vm, exc: &Value) -> String {
    format_exception_in(vm, exc, &PLAIN)
}

/// The same in colours.
pub fn format_exception_in(vm: &Vm, exc: &Value, theme: &Theme) -> String {
    let tree = gather(vm, exc);
    let mut printer = Printer { vm, theme, tree: &tree, out: String::new(), depth: 0, need_close: false };
    printer.chain(0);
    printer.out
}

/// The lines of the exception itself, without stack and relatives.
pub fn format_exception_only(vm: &Vm, exc: &Value) -> String {
    last::lines(vm, exc, &PLAIN)
}

/// The lines of a traceback object, without a heading.
pub fn format_traceback(vm: &Vm, traceback: &Value) -> String {
    frames::format(&frames::entries(vm, Some(traceback)), &PLAIN).concat()
}

/// The tree of an exception. Each exception is followed once, so that cycles end.
fn gather(vm: &Vm, exc: &Value) -> Vec<Node> {
    let mut seen = HashSet::from([exc.bits()]);
    let mut tree = vec![Node { exc: exc.clone(), cause: None, context: None, members: None }];
    let mut queue = vec![0];
    while let Some(at) = queue.pop() {
        let value = tree[at].exc.clone();
        let Some(e) = value.payload::<Exception>() else { continue };
        let mut add = |v: &Value, seen: &mut HashSet<u64>| {
            seen.insert(v.bits());
            tree.push(Node { exc: v.clone(), cause: None, context: None, members: None });
            tree.len() - 1
        };
        let cause = e.cause.borrow().clone().filter(|c| !seen.contains(&c.bits()));
        let cause = cause.map(|c| add(&c, &mut seen));
        let context = e.context.borrow().clone();
        let context =
            context.filter(|c| cause.is_none() && !e.suppress_context.get() && !seen.contains(&c.bits()));
        let context = context.map(|c| add(&c, &mut seen));
        let members = vm.is_exception_group(&value).then(|| {
            let items = crate::types::exception::group::members(e);
            items.iter().map(|m| add(m, &mut seen)).collect::<Vec<usize>>()
        });
        queue.extend(cause);
        queue.extend(context);
        queue.extend(members.iter().flatten());
        tree[at].cause = cause;
        tree[at].context = context;
        tree[at].members = members;
    }
    tree
}

struct Printer<'a> {
    vm: &'a Vm,
    theme: &'a Theme,
    tree: &'a [Node],
    out: String,
    /// How many groups deep.
    depth: usize,
    /// The closing line of a group is still to be written.
    need_close: bool,
}

impl Printer<'_> {
    fn indent(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    /// Writes text with the margin of the group on each line.
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        let prefix = format!("{}{margin} ", self.indent());
        for line in text.split_inclusive('\n') {
            self.out.push_str(&prefix);
            self.out.push_str(line);
        }
    }

    /// An exception after those it came from.
    fn chain(&mut self, start: usize) {
        let mut parts = Vec::new();
        let mut at = Some(start);
        while let Some(i) = at {
            let node = &self.tree[i];
            let (message, next) = match (node.cause, node.context) {
                (Some(c), _) => (Some(CAUSE), Some(c)),
                (None, Some(c)) => (Some(CONTEXT), Some(c)),
                (None, None) => (None, None),
            };
            parts.push((message, i));
            at = next;
        }
        for (message, i) in parts.into_iter().rev() {
            if let Some(m) = message {
                self.emit(m, '|');
            }
            self.one(i);
        }
    }

    fn one(&mut self, i: usize) {
        let tree = self.tree;
        let node = &tree[i];
        let stack = stack_of(self.vm, &node.exc, self.theme);
        match &node.members {
            None => {
                if !stack.is_empty() {
                    self.emit("Traceback (most recent call last):\n", '|');
                    self.emit_all(&stack);
                }
                self.emit(&last::lines(self.vm, &node.exc, self.theme), '|');
            }
            Some(_) if self.depth > GROUP_DEPTH => {
                self.emit(&format!("... (max_group_depth is {GROUP_DEPTH})\n"), '|');
            }
            Some(members) => {
                let top = self.depth == 0;
                if top {
                    self.depth = 1;
                }
                if !stack.is_empty() {
                    self.emit(
                        "Exception Group Traceback (most recent call last):\n",
                        if top { '+' } else { '|' },
                    );
                    self.emit_all(&stack);
                }
                self.emit(&last::lines(self.vm, &node.exc, self.theme), '|');
                self.members(members);
                if top {
                    self.depth = 0;
                }
            }
        }
    }

    fn emit_all(&mut self, texts: &[String]) {
        for t in texts {
            self.emit(t, '|');
        }
    }

    fn members(&mut self, members: &[usize]) {
        let shown = if members.len() <= GROUP_WIDTH { members.len() } else { GROUP_WIDTH + 1 };
        self.need_close = false;
        for (i, m) in members.iter().enumerate().take(shown) {
            let last = i + 1 == shown;
            if last {
                self.need_close = true;
            }
            let title = if i < GROUP_WIDTH { (i + 1).to_string() } else { "...".to_string() };
            let corner = if i == 0 { "+-" } else { "  " };
            let line = format!("{}{corner}+---------------- {title} ----------------\n", self.indent());
            self.out.push_str(&line);
            self.depth += 1;
            if i < GROUP_WIDTH {
                self.chain(*m);
            } else {
                let more = members.len() - GROUP_WIDTH;
                self.emit(&format!("and {more} more exception{}\n", if more > 1 { "s" } else { "" }), '|');
            }
            if last && self.need_close {
                let line = format!("{}+------------------------------------\n", self.indent());
                self.out.push_str(&line);
                self.need_close = false;
            }
            self.depth -= 1;
        }
    }
}

fn stack_of(vm: &Vm, exc: &Value, theme: &Theme) -> Vec<String> {
    let traceback = exc.payload::<Exception>().and_then(|e| e.traceback.borrow().clone());
    frames::format(&frames::entries(vm, traceback.as_ref()), theme)
}
