//! The method resolution order: C3, with CPython's messages when there is none.

use super::Type;
use crate::flow::Fallible;
use crate::vm::Vm;
use kaa_heap::Ref;

/// The C3 linearization of a class with these bases, the class first.
pub(crate) fn linearize(vm: &Vm, class: &Ref<Type>, bases: &[Ref<Type>]) -> Fallible<Vec<Ref<Type>>> {
    if let [only] = bases {
        let mut mro = vec![class.clone()];
        mro.extend(only.mro.borrow().iter().cloned());
        return Ok(mro);
    }
    for (i, b) in bases.iter().enumerate() {
        if bases[..i].iter().any(|o| o.is(b)) {
            return Err(vm.type_error(format!("duplicate base class {}", b.name())));
        }
    }
    let mut lists: Vec<Vec<Ref<Type>>> = bases.iter().map(|b| b.mro.borrow().to_vec()).collect();
    lists.push(bases.to_vec());
    let mut at = vec![0usize; lists.len()];
    let mut mro = vec![class.clone()];
    loop {
        let mut open = false;
        let mut next = None;
        for (list, &start) in lists.iter().zip(&at) {
            let Some(candidate) = list.get(start) else { continue };
            open = true;
            let blocked = lists
                .iter()
                .zip(&at)
                .any(|(l, &s)| l.get(s + 1..).is_some_and(|tail| tail.iter().any(|t| t.is(candidate))));
            if !blocked {
                next = Some(candidate.clone());
                break;
            }
        }
        match next {
            None if !open => return Ok(mro),
            None => return Err(no_order(vm, &lists, &at)),
            Some(t) => {
                for (list, start) in lists.iter().zip(at.iter_mut()) {
                    if list.get(*start).is_some_and(|h| h.is(&t)) {
                        *start += 1;
                    }
                }
                mro.push(t);
            }
        }
    }
}

#[cold]
fn no_order(vm: &Vm, lists: &[Vec<Ref<Type>>], at: &[usize]) -> crate::flow::Raised {
    let mut names: Vec<String> = Vec::new();
    let mut seen: Vec<Ref<Type>> = Vec::new();
    for (list, &start) in lists.iter().zip(at) {
        let Some(t) = list.get(start) else { continue };
        if !seen.iter().any(|s| s.is(t)) {
            seen.push(t.clone());
            names.push(t.name().to_string());
        }
    }
    vm.type_error(format!(
        "Cannot create a consistent method resolution order (MRO) for bases {}",
        names.join(", ")
    ))
}
