//! What a class's special methods decide for the fast paths: flags and native steps, brought up to date when the class is
//! made and when a special method is set or deleted later.

use super::{Type, flags};
use crate::dunder::Dunder;
use crate::types::NativeFunction;
use crate::vm::Vm;
use kaa_heap::{ClassFlags, Ref, Value};

/// Brings the class itself up to date.
pub(crate) fn refresh(vm: &Vm, class: &Ref<Type>) {
    let find = |d: Dunder| class.lookup_uncached(vm.dunders.get(d));
    let python = |v: Option<Value>| v.is_some_and(|v| v.payload::<NativeFunction>().is_none());
    class.set_flag(
        flags::CUSTOM_GETATTR,
        python(find(Dunder::GetAttribute)) || find(Dunder::GetAttr).is_some(),
    );
    class.set_flag(flags::CUSTOM_SETATTR, python(find(Dunder::SetAttr)) || python(find(Dunder::DelAttr)));
    if class.has(flags::HEAPTYPE) {
        let native_end = class
            .mro
            .borrow()
            .iter()
            .skip(1)
            .any(|t| !t.has(flags::HEAPTYPE) && t.core.flags.get() & ClassFlags::FINALIZE != 0);
        class.set_flag(ClassFlags::FINALIZE, native_end || find(Dunder::Del).is_some());
    }
    class.iternext.set(native_next(vm, class));
}

/// The native step of the class whose `__next__` counts.
fn native_next(vm: &Vm, class: &Ref<Type>) -> Option<super::IterNext> {
    let name = vm.dunders.get(Dunder::Next);
    let mro = class.mro.borrow().clone();
    for t in mro.iter() {
        let native = !t.has(flags::HEAPTYPE);
        if native && t.iternext.get().is_some() {
            return t.iternext.get();
        }
        if t.dict.get_str(name).is_some() {
            return None;
        }
    }
    None
}

/// The same for a class and everything derived from it, without recursion.
pub(crate) fn refresh_tree(vm: &Vm, class: &Ref<Type>) {
    let mut todo = vec![class.clone()];
    while let Some(c) = todo.pop() {
        if c.has(flags::HEAPTYPE) {
            refresh(vm, &c);
        }
        todo.extend(c.subclasses());
    }
}
