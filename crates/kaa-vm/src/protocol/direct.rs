//! What exact built-in values answer without a look at their class: length, truth, hash, text, membership, items, iterators.
//! `None` means that the general way must be taken; built-in classes cannot be changed, so the answers are the same.
//!
//! Nothing here calls anybody: what holds values that are not plain is left to the tasks.
//! Knows nothing of subclasses: every function looks at the exact class first. Next: the protocol files that come here.

use super::CompareOp;
use crate::types::slice::Span;
use crate::types::{Bytes, Dict, List, Set, Slice, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

/// How deep tuples in tuples are looked into.
const NESTED: usize = 6;

impl Vm {
    /// `len(v)`.
    #[inline]
    pub(crate) fn len_direct(&self, v: &Value) -> Option<usize> {
        let t = &self.types;
        if self.is_exact(v, &t.list) {
            return v.payload::<List>().map(List::len);
        }
        if self.is_exact(v, &t.str) {
            return v.payload::<Str>().map(Str::len);
        }
        if self.is_exact(v, &t.dict) {
            return v.payload::<Dict>().map(Dict::len);
        }
        if self.is_exact(v, &t.tuple) {
            return v.payload::<Tuple>().map(|t| t.len());
        }
        if self.is_exact(v, &t.set) {
            return v.payload::<Set>().map(Set::len);
        }
        if self.is_exact(v, &t.bytes) {
            return v.payload::<Bytes>().map(|b| b.data.len());
        }
        None
    }

    /// `bool(v)` of containers and floats; [`Vm::truth_fast`] comes before.
    #[inline]
    pub(crate) fn truth_direct(&self, v: &Value) -> Option<bool> {
        match v.as_small_float() {
            Some(f) => Some(f != 0.0),
            None => self.len_direct(v).map(|n| n != 0),
        }
    }

    /// `hash(v)` of plain values and tuples of them.
    pub(crate) fn hash_direct(&self, v: &Value) -> Option<i64> {
        self.hash_nested(v, NESTED)
    }

    fn hash_nested(&self, v: &Value, depth: usize) -> Option<i64> {
        if let Some(i) = v.as_small_int() {
            // Most are below the modulus, where the hash is the number.
            return Some(if (0..1 << 60).contains(&i) { i } else { kaa_data::number::hash::int_small(i) });
        }
        if let Some(s) = self.exact_str(v) {
            return Some(s.hash(self));
        }
        if let Some(f) = v.as_small_float() {
            return kaa_data::number::hash::float(f);
        }
        if !self.is_exact(v, &self.types.tuple) {
            return v.as_bool().map(i64::from);
        }
        let depth = depth.checked_sub(1)?;
        let mut hasher = kaa_data::hash::TupleHasher::default();
        for item in v.payload::<Tuple>()?.iter() {
            hasher.add(self.hash_nested(item, depth)?);
        }
        Some(hasher.finish())
    }

    /// `str(v)` of ints, floats, None and bools.
    pub(crate) fn str_direct(&self, v: &Value) -> Option<Value> {
        if let Some(i) = v.as_small_int() {
            return Some(self.small_int_text(i));
        }
        if let Some(s) = self.exact_str(v) {
            return Some(s.value().clone());
        }
        if let Some(f) = v.as_small_float() {
            return Some(self.str_value(&kaa_data::float_text::repr(f)));
        }
        None
    }

    /// `repr(v)` of ints, floats and strings.
    pub(crate) fn repr_direct(&self, v: &Value) -> Option<Value> {
        if let Some(s) = self.exact_str(v) {
            return Some(self.wtf8_value(kaa_data::repr::str_repr(s.wtf8())));
        }
        self.str_direct(v)
    }

    /// The decimal text of a machine integer.
    pub(crate) fn small_int_text(&self, i: i64) -> Value {
        let mut buffer = [0u8; 20];
        let mut at = buffer.len();
        let mut left = i.unsigned_abs();
        loop {
            at -= 1;
            buffer[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        if i < 0 {
            at -= 1;
            buffer[at] = b'-';
        }
        self.new_ascii(&buffer[at..]).into()
    }

    /// `item in container`.
    #[inline]
    pub(crate) fn contains_direct(&self, container: &Value, item: &Value) -> Option<bool> {
        let t = &self.types;
        if self.is_exact(container, &t.dict) {
            let hash = self.hash_direct(item)?;
            return container.payload::<Dict>()?.has_plainly(self, item, hash);
        }
        if self.is_exact(container, &t.tuple) {
            return self.any_equal(container.payload::<Tuple>()?, item);
        }
        if self.is_exact(container, &t.list) {
            return self.any_equal(&container.payload::<List>()?.items.borrow(), item);
        }
        if let Some(s) = self.exact_str(container) {
            return self.exact_str(item).map(|part| s.wtf8().contains(part.wtf8()));
        }
        if self.is_exact(container, &t.set) || self.is_exact(container, &t.frozenset) {
            let hash = self.hash_direct(item)?;
            return container.payload::<Set>()?.has_plainly(item, hash);
        }
        None
    }

    fn any_equal(&self, items: &[Value], item: &Value) -> Option<bool> {
        for v in items {
            if self.equal_nested(v, item, NESTED)? {
                return Some(true);
            }
        }
        Some(false)
    }

    /// `a is b or a == b` of plain values and tuples of them.
    pub(crate) fn equal_plainly(&self, a: &Value, b: &Value) -> Option<bool> {
        self.equal_nested(a, b, NESTED)
    }

    fn equal_nested(&self, a: &Value, b: &Value, depth: usize) -> Option<bool> {
        if a.is(b) {
            return Some(true);
        }
        if let Some(same) = self.compare_fast(CompareOp::Eq, a, b) {
            return Some(same);
        }
        if a.is_none() || b.is_none() {
            // None equals nothing else, unless the other has a method that says so.
            return (self.is_plain(a) && self.is_plain(b)).then_some(false);
        }
        if self.is_exact(a, &self.types.tuple) && self.is_exact(b, &self.types.tuple) {
            let (x, y) = (a.payload::<Tuple>()?, b.payload::<Tuple>()?);
            return self.equal_items(x, y, depth.checked_sub(1)?);
        }
        // A string and a small int.
        (self.is_plain(a) && self.is_plain(b) && self.exact_str(a).is_some() != self.exact_str(b).is_some())
            .then_some(false)
    }

    fn is_plain(&self, v: &Value) -> bool {
        v.header().is_none() || self.exact_str(v).is_some()
    }

    fn equal_items(&self, x: &[Value], y: &[Value], depth: usize) -> Option<bool> {
        for (v, w) in x.iter().zip(y) {
            if !self.equal_nested(v, w, depth)? {
                return Some(false);
            }
        }
        Some(x.len() == y.len())
    }

    /// `v[key]` of strings and bytes by an index, and of sequences by a slice without a step.
    #[inline]
    pub(crate) fn item_direct(&self, v: &Value, key: &Value) -> Option<Value> {
        let Some(i) = key.as_small_int() else {
            let slice = key.payload::<Slice>().filter(|s| s.step.is_none())?;
            return self.slice_direct(v, &slice.start, &slice.stop);
        };
        if let Some(s) = self.exact_str(v) {
            let at = usize::try_from(if i < 0 { i + s.len() as i64 } else { i }).ok()?;
            return if at < s.len() {
                Some(self.new_str_wtf8(s.slice_bytes(at, at + 1)).into())
            } else {
                None
            };
        }
        if self.is_exact(v, &self.types.bytes) {
            let data = &v.payload::<Bytes>()?.data;
            let at = usize::try_from(if i < 0 { i + data.len() as i64 } else { i }).ok()?;
            return data.get(at).map(|b| Value::small_int_unchecked(i64::from(*b)));
        }
        None
    }

    /// `v[start:stop]` of lists, tuples, strings and bytes, with bounds that are small ints or None.
    pub(crate) fn slice_direct(&self, v: &Value, start: &Value, stop: &Value) -> Option<Value> {
        let bound = |b: &Value| if b.is_none() { Some(None) } else { b.as_small_int().map(Some) };
        let (start, stop) = (bound(start)?, bound(stop)?);
        let range = |len: usize| {
            let span = Span::clamp(start, stop, 1, len);
            span.start as usize..span.start as usize + span.count
        };
        if let Some(s) = self.exact_str(v) {
            let range = range(s.len());
            if range.len() == s.len() {
                return Some(v.clone());
            }
            return Some(self.new_str_wtf8(s.slice_bytes(range.start, range.end)).into());
        }
        if self.is_exact(v, &self.types.list) {
            let items = v.payload::<List>()?.items.borrow();
            let picked = items[range(items.len())].to_vec();
            drop(items);
            return Some(self.new_list(picked).into());
        }
        if self.is_exact(v, &self.types.tuple) {
            let t = v.payload::<Tuple>()?;
            let range = range(t.len());
            if range.len() == t.len() {
                return Some(v.clone());
            }
            return Some(self.new_tuple(t[range].to_vec()).into());
        }
        None
    }

    /// `iter(v)`.
    #[inline]
    pub(crate) fn iter_direct(&self, v: &Value) -> Option<Value> {
        if self.is_exact(v, &self.types.dict) {
            let d: &Ref<Dict> = v.as_ref()?;
            return Some(self.new_dict_iterator(d, crate::types::dict::views::ViewKind::Keys));
        }
        self.plain_iterator(v)
    }

    /// `a op b` of two lists or two tuples of plain values.
    pub(crate) fn compare_direct(&self, op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
        let t = &self.types;
        if self.is_exact(a, &t.tuple) && self.is_exact(b, &t.tuple) {
            return self.compare_items(op, a.payload::<Tuple>()?, b.payload::<Tuple>()?);
        }
        if self.is_exact(a, &t.list) && self.is_exact(b, &t.list) {
            let (x, y) = (a.payload::<List>()?.items.borrow(), b.payload::<List>()?.items.borrow());
            return self.compare_items(op, &x, &y);
        }
        None
    }

    fn compare_items(&self, op: CompareOp, x: &[Value], y: &[Value]) -> Option<bool> {
        match op {
            CompareOp::Eq => return self.equal_items(x, y, NESTED),
            CompareOp::Ne => return self.equal_items(x, y, NESTED).map(|same| !same),
            _ => {}
        }
        for (v, w) in x.iter().zip(y) {
            if !self.equal_nested(v, w, NESTED)? {
                return self.compare_fast(op, v, w);
            }
        }
        Some(op.holds(x.len().cmp(&y.len())))
    }
}
