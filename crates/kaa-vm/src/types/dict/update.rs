//! The ways to fill a dict: `dict(x)`, `update`, `|`, from mappings and from pairs.

use super::Dict;
use crate::dunder::Dunder;
use crate::flow::{Fallible, Raised};
use crate::vm::Vm;
use kaa_heap::Value;

impl Dict {
    /// `update(source)`: a mapping's items, or an iterable of pairs.
    pub fn update_from(&self, vm: &Vm, source: &Value) -> Fallible<()> {
        if let Some(other) = plain_dict(vm, source) {
            return self.update_from_dict(vm, other);
        }
        if vm.get_attr_opt(source, &vm.names.keys)?.is_some() {
            return self.update_from_mapping(vm, source);
        }
        self.update_from_pairs(vm, source)
    }

    /// All items of another dict.
    pub fn update_from_dict(&self, vm: &Vm, other: &Dict) -> Fallible<()> {
        if std::ptr::eq(self, other) {
            return Ok(());
        }
        for e in other.entries() {
            self.set_hashed(vm, e.key, e.hash, e.value)?;
        }
        Ok(())
    }

    fn update_from_mapping(&self, vm: &Vm, source: &Value) -> Fallible<()> {
        let keys = vm.call_method(source, "keys", &[])?;
        let it = vm.iter(&keys)?;
        while let Some(k) = vm.next(&it)? {
            let v = vm.get_item(source, &k)?;
            self.set(vm, k, v)?;
        }
        Ok(())
    }

    fn update_from_pairs(&self, vm: &Vm, source: &Value) -> Fallible<()> {
        let it = vm.iter(source)?;
        let mut n = 0usize;
        while let Some(pair) = vm.next(&it)? {
            if !crate::types::sequence::is_iterable(vm, &pair) {
                return Err(not_a_sequence(vm, n));
            }
            let parts = vm.collect(&pair)?;
            let [k, v] = &parts[..] else {
                let len = parts.len();
                return Err(vm.value_error(format!(
                    "dictionary update sequence element #{n} has length {len}; 2 is required"
                )));
            };
            self.set(vm, k.clone(), v.clone())?;
            n += 1;
        }
        Ok(())
    }
}

/// The dict in a value whose own iteration is that of `dict`: its items can be copied directly.
fn plain_dict<'a>(vm: &Vm, source: &'a Value) -> Option<&'a Dict> {
    let d = source.payload::<Dict>()?;
    if vm.is_exact(source, &vm.types.dict) {
        return Some(d);
    }
    let own = vm.class_of(source).special(vm, Dunder::Iter)?;
    let base = vm.types.dict.special(vm, Dunder::Iter)?;
    own.is(&base).then_some(d)
}

fn not_a_sequence(vm: &Vm, n: usize) -> Raised {
    let e = vm.type_error("object is not iterable");
    let note = vm.str_value(&format!("Cannot convert dictionary update sequence element #{n} to a sequence"));
    match vm.call_method(&e.0, "add_note", &[note]) {
        Ok(_) => e,
        Err(other) => other,
    }
}
