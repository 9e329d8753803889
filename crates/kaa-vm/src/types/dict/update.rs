//! The ways to fill a dict: `dict(x)`, `update`, `|`, from mappings and from pairs.

use super::Dict;
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::protocol::drive::{Body, Turn, over};
use crate::types::Tuple;
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

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
        let it = vm.iter(&keys).map_err(|e| {
            if !vm.matches(&e, &vm.exceptions.type_error) {
                return e;
            }
            let (name, got) = (vm.type_name(source), vm.type_name(&keys));
            vm.type_error(format!("{name}.keys() returned a non-iterable (type {got})"))
        })?;
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
            self.set_pair(vm, n, &pair)?;
            n += 1;
        }
        Ok(())
    }

    /// Sets the pair with number `n`, any iterable of two.
    fn set_pair(&self, vm: &Vm, n: usize, pair: &Value) -> Fallible<()> {
        if !crate::types::sequence::is_iterable(vm, pair) {
            return Err(not_a_sequence(vm, n));
        }
        let parts = vm.collect(pair)?;
        let [k, v] = &parts[..] else {
            let len = parts.len();
            return Err(vm.value_error(format!(
                "dictionary update sequence element #{n} has length {len}; 2 is required"
            )));
        };
        self.set(vm, k.clone(), v.clone())
    }
}

/// `update(source)`, then all of `keywords`, without native recursion when the source is an iterable of pairs.
pub(crate) fn update_then(
    vm: &Vm,
    dict: &Ref<Dict>,
    source: &Value,
    keywords: Option<Value>,
    result: Value,
) -> NativeResult {
    let generator = vm.is_exact(source, &vm.types.generator);
    if !generator && (plain_dict(vm, source).is_some() || vm.get_attr_opt(source, &vm.names.keys)?.is_some())
    {
        dict.update_from(vm, source)?;
        return Pairs { dict: dict.clone(), keywords, result, count: 0, error: None }.end(vm);
    }
    over(vm, source.clone(), Pairs { dict: dict.clone(), keywords, result, count: 0, error: None })
}

struct Pairs {
    dict: Ref<Dict>,
    keywords: Option<Value>,
    result: Value,
    count: usize,
    /// Why a pair could not be taken.
    error: Option<Raised>,
}

impl Body for Pairs {
    fn item(&mut self, vm: &Vm, item: Value) -> Fallible<Turn> {
        if let Some(e) = self.error.take() {
            return Err(e);
        }
        self.dict.set_pair(vm, self.count, &item)?;
        self.count += 1;
        Ok(Turn::Next)
    }
    fn take(&mut self, vm: &Vm, item: Value) -> Result<(), Value> {
        let Some([k, v]) =
            item.payload::<Tuple>().filter(|_| vm.is_exact(&item, &vm.types.tuple)).map(|t| &t[..])
        else {
            return Err(item);
        };
        if k.as_small_int().is_none() && vm.exact_str(k).is_none() {
            return Err(item);
        }
        if let Err(e) = self.dict.set(vm, k.clone(), v.clone()) {
            self.error = Some(e);
            return Err(item);
        }
        self.count += 1;
        Ok(())
    }
    fn end(&mut self, vm: &Vm) -> NativeResult {
        if let Some(kw) = self.keywords.take()
            && let Some(kw) = kw.payload::<Dict>()
        {
            self.dict.update_from_dict(vm, kw)?;
        }
        done(std::mem::replace(&mut self.result, Value::None))
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
