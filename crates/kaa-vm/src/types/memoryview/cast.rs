//! `memoryview.cast`: the same bytes in another format or shape.
//!
//! Must not know: items. Next: `methods.rs`.

use super::access::this;
use super::{Format, Layout, make, row_strides};
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg};
use crate::types::{List, Str, Tuple, int};
use crate::vm::Vm;
use kaa_heap::Value;

const MOST_DIMENSIONS: usize = 64;

pub(super) fn cast(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = this(vm, args)?;
    let memory = m.memory(vm)?;
    let given = arg(args, 1);
    let Some(text) = given.payload::<Str>() else {
        let name = vm.type_name(given);
        return Err(vm.type_error(format!("cast() argument 'format' must be str, not {name}")));
    };
    if !m.layout.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let shape = args[2].as_ref().map(|s| shape_of(vm, s)).transpose()?;
    if shape.as_ref().is_some_and(|s| s.len() != 1) && m.layout.shape.len() != 1 {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let Some(format) = Format::parse(text.as_bytes()) else {
        return Err(vm.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    if !format.is_byte() && !m.layout.format.is_byte() {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = m.layout.nbytes();
    if bytes % format.size != 0 {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = shape.unwrap_or_else(|| vec![bytes / format.size]);
    let product = shape.iter().try_fold(format.size, |p, n| p.checked_mul(*n));
    if product != Some(bytes) {
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    let strides = row_strides(&shape, format.size);
    done(make(vm, memory, Layout { format, shape, strides, ..m.layout.clone() }))
}

fn shape_of(vm: &Vm, v: &Value) -> Fallible<Vec<usize>> {
    let items = match (v.payload::<List>(), v.payload::<Tuple>()) {
        (Some(l), _) => l.items.borrow().clone(),
        (_, Some(t)) => t.to_vec(),
        _ => return Err(vm.type_error("shape must be a list or a tuple")),
    };
    if items.len() > MOST_DIMENSIONS {
        return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
    }
    items.iter().map(|n| extent(vm, n)).collect()
}

fn extent(vm: &Vm, v: &Value) -> Fallible<usize> {
    if !int::is_int(v) {
        return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
    }
    match int::as_i64(v).and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0) {
        Some(n) => Ok(n),
        None => Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0")),
    }
}
