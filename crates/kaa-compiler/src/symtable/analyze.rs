//! The second pass: from raw facts to local, global, free and cell.
//!
//! A parent hands its children the names bound around them; a child hands back the names it needs from outside. A
//! local that a child needs becomes a cell. Afterwards nothing is `Unknown` any more.

use super::Name;
use super::names::NameSet;
use super::scope::{BlockKind, Comprehension, Flags, NameScope, ScopeId, SymbolTable};
use crate::errors::{Failure, Res};
use std::collections::HashMap;

/// Names that a class body provides to the functions inside it, outside of the usual rules.
const CLASS_CELLS: [&str; 3] = ["__class__", "__classdict__", "__conditional_annotations__"];

/// Decides the scope of every name in every block.
pub(super) fn analyze(table: &mut SymbolTable) -> Res {
    let outer = Outer { bound: None, global: NameSet::new(), type_params: NameSet::new(), class: None };
    block(table, SymbolTable::TOP, outer, &mut NameSet::new())
}

/// What a block sees of the blocks around it.
struct Outer {
    /// Names bound in enclosing functions; `None` in the module.
    bound: Option<NameSet>,
    /// Names declared global in enclosing blocks.
    global: NameSet,
    type_params: NameSet,
    /// The class whose namespace an annotation scope looks into.
    class: Option<ScopeId>,
}

/// What the analysis of one block collects.
#[derive(Default)]
struct Work {
    scopes: HashMap<Name, NameScope>,
    local: NameSet,
    inlined_cells: NameSet,
}

fn block(table: &mut SymbolTable, id: ScopeId, mut outer: Outer, free: &mut NameSet) -> Res {
    let mut work = Work::default();
    let mut new_bound = NameSet::new();
    let mut new_global = NameSet::new();
    let is_class = table[id].kind == BlockKind::Class;
    // A class body binds nothing for the functions inside it: they see what was bound before.
    if is_class {
        new_global.extend(outer.global.iter().cloned());
        new_bound.extend(outer.bound.iter().flatten().cloned());
    }
    for (name, flags) in table[id].symbols.to_vec() {
        one_name(table, id, &name, flags, &mut outer, free, &mut work)?;
    }
    if is_class {
        new_bound.extend(CLASS_CELLS.map(Name::from));
    } else {
        if table[id].is_function_like() {
            new_bound.extend(work.local.iter().cloned());
        }
        new_bound.extend(outer.bound.iter().flatten().cloned());
        new_global.extend(outer.global.iter().cloned());
    }
    let mut new_free = NameSet::new();
    for child in table[id].children.clone() {
        let seen = Seen { bound: &new_bound, global: &new_global, outer: &outer };
        new_free.extend(child_block(table, id, child, &seen, &mut work)?);
    }
    splice_inlined(table, id);
    if table[id].is_function_like() {
        cells(&mut work, &mut new_free);
    } else if is_class {
        drop_class_free(table, id, &mut new_free);
    }
    record(table, id, &work, outer.bound.as_ref(), &new_free);
    free.extend(new_free);
    Ok(())
}

/// What [`block`] hands to each of its children.
struct Seen<'a> {
    bound: &'a NameSet,
    global: &'a NameSet,
    outer: &'a Outer,
}

fn child_block(
    table: &mut SymbolTable,
    parent: ScopeId,
    child: ScopeId,
    seen: &Seen<'_>,
    work: &mut Work,
) -> Res<NameSet> {
    let class = match table[child].can_see_class_scope {
        true if table[parent].kind == BlockKind::Class => Some(parent),
        true => seen.outer.class,
        false => None,
    };
    let entry = &table[child];
    let inline = entry.comprehension != Comprehension::No
        && entry.comprehension != Comprehension::Generator
        && !entry.generator
        && !table[parent].can_see_class_scope;
    let outer = Outer {
        bound: Some(seen.bound.clone()),
        global: seen.global.clone(),
        type_params: seen.outer.type_params.clone(),
        class,
    };
    let mut free = NameSet::new();
    block(table, child, outer, &mut free)?;
    if inline {
        inline_comprehension(table, parent, child, &mut free, work);
        table[child].comp_inlined = true;
    }
    Ok(free)
}

fn one_name(
    table: &SymbolTable,
    id: ScopeId,
    name: &Name,
    flags: Flags,
    outer: &mut Outer,
    free: &mut NameSet,
    work: &mut Work,
) -> Res {
    let fail = |message: String| {
        let at = table[id].directives.iter().find(|(n, _)| n == name).map(|(_, range)| *range);
        Err(Failure::syntax(message, at.unwrap_or(table[id].range)))
    };
    let mut scope = |scope| work.scopes.insert(name.clone(), scope);
    if flags.has(Flags::GLOBAL) {
        if flags.has(Flags::NONLOCAL) {
            return fail(format!("name '{name}' is nonlocal and global"));
        }
        scope(NameScope::GlobalExplicit);
        outer.global.insert(name.clone());
        if let Some(bound) = &mut outer.bound {
            bound.remove(name);
        }
    } else if flags.has(Flags::NONLOCAL) {
        let Some(bound) = &outer.bound else {
            return fail("nonlocal declaration not allowed at module level".into());
        };
        if !bound.contains(name) {
            return fail(format!("no binding for nonlocal '{name}' found"));
        }
        if outer.type_params.contains(name) {
            return fail(format!("nonlocal binding not allowed for type parameter '{name}'"));
        }
        scope(NameScope::Free);
        free.insert(name.clone());
    } else if flags.has(Flags::BOUND) {
        scope(NameScope::Local);
        work.local.insert(name.clone());
        outer.global.remove(name);
        match flags.has(Flags::TYPE_PARAM) {
            true => outer.type_params.insert(name.clone()),
            false => outer.type_params.remove(name),
        };
    } else {
        let verdict = used_name(table, name, outer);
        scope(verdict);
        if verdict == NameScope::Free {
            free.insert(name.clone());
        }
    }
    Ok(())
}

/// A name that is only used here. An annotation scope prefers the class namespace over enclosing functions, so a name
/// that the class binds is left to the run-time look-up.
fn used_name(table: &SymbolTable, name: &Name, outer: &Outer) -> NameScope {
    if let Some(class) = outer.class {
        let in_class = table[class].flags(name);
        if in_class.has(Flags::GLOBAL) {
            return NameScope::GlobalExplicit;
        }
        if in_class.has(Flags::BOUND) && !in_class.has(Flags::NONLOCAL) {
            return NameScope::GlobalImplicit;
        }
    }
    match &outer.bound {
        Some(bound) if bound.contains(name) => NameScope::Free,
        _ => NameScope::GlobalImplicit,
    }
}

/// Merges the symbols of a comprehension that runs in its owner's frame.
fn inline_comprehension(
    table: &mut SymbolTable,
    parent: ScopeId,
    comp: ScopeId,
    comp_free: &mut NameSet,
    work: &mut Work,
) {
    let parent_is_class = table[parent].kind == BlockKind::Class;
    for (name, flags) in table[comp].symbols.to_vec() {
        if flags.has(Flags::PARAM) {
            continue;
        }
        let mut scope = flags.scope;
        if scope == NameScope::Cell || flags.has(Flags::COMP_CELL) {
            work.inlined_cells.insert(name.clone());
        }
        // These are never free through a class body: inlined into one they are ordinary globals.
        if scope == NameScope::Free && parent_is_class && CLASS_CELLS.contains(&&*name) {
            scope = NameScope::GlobalImplicit;
            if !free_in_any_child(table, comp, &name) {
                comp_free.remove(&name);
            }
            table[comp].symbols.remove(&name);
        }
        match table[parent].symbols.get(&name) {
            None => {
                table[parent].symbols.set(&name, Flags::new(flags.bits(), NameScope::Unknown));
                work.scopes.insert(name, scope);
            }
            Some(existing) => {
                if existing.has(Flags::BOUND) && !parent_is_class && !free_in_any_child(table, comp, &name) {
                    comp_free.remove(&name);
                }
            }
        }
    }
}

fn free_in_any_child(table: &SymbolTable, id: ScopeId, name: &str) -> bool {
    table[id].children.iter().any(|child| table[*child].scope_of(name) == NameScope::Free)
}

/// The scopes inside an inlined comprehension become children of its owner.
fn splice_inlined(table: &mut SymbolTable, id: ScopeId) {
    if !table[id].children.iter().any(|child| table[*child].comp_inlined) {
        return;
    }
    let mut children = Vec::new();
    for child in std::mem::take(&mut table[id].children) {
        match table[child].comp_inlined {
            true => children.extend(table[child].children.iter().copied()),
            false => children.push(child),
        }
    }
    table[id].children = children;
}

/// Locals that a child needs are cells here, and stop being free.
fn cells(work: &mut Work, free: &mut NameSet) {
    for (name, scope) in &mut work.scopes {
        if *scope == NameScope::Local && (free.contains(name) || work.inlined_cells.contains(name)) {
            *scope = NameScope::Cell;
            free.remove(name);
        }
    }
}

fn drop_class_free(table: &mut SymbolTable, id: ScopeId, free: &mut NameSet) {
    let class = &mut table[id];
    class.needs_class_closure |= free.remove("__class__");
    class.needs_classdict |= free.remove("__classdict__");
    class.has_conditional_annotations |= free.remove("__conditional_annotations__");
}

fn record(table: &mut SymbolTable, id: ScopeId, work: &Work, bound: Option<&NameSet>, free: &NameSet) {
    let class_like = table[id].kind == BlockKind::Class || table[id].can_see_class_scope;
    for (name, flags) in table[id].symbols.to_vec() {
        let mut flags =
            Flags::new(flags.bits(), work.scopes.get(&name).copied().unwrap_or(NameScope::Unknown));
        if work.inlined_cells.contains(&name) {
            flags.add(Flags::COMP_CELL);
        }
        table[id].symbols.set(&name, flags);
    }
    // A set has no order of its own; sorting keeps the table the same from run to run.
    let mut names: Vec<&Name> = free.iter().collect();
    names.sort();
    for name in names {
        match table[id].symbols.get(name) {
            Some(mut flags) => {
                if class_like {
                    flags.add(Flags::FREE_CLASS);
                    table[id].symbols.set(name, flags);
                }
            }
            None if bound.is_some_and(|bound| !bound.contains(name)) => {}
            None => table[id].symbols.set(name, Flags::new(0, NameScope::Free)),
        }
    }
}
