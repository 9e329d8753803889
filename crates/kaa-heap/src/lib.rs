//! The unsafe fence of Kaa: tagged values, object headers, reference counts, the cycle collector and allocation.
//!
//! What it must not know: Python. A class is here only a [`VTable`], a size and a few flags; what `__del__`, weak
//! references or attributes *mean* is told to it through hooks that `kaa-vm` installs.
//!
//! Where to look: `value.rs` (the 64-bit word), `header.rs` (what stands before every object), `object.rs` (typed
//! references and construction), `attrs.rs` (instance attributes), `release.rs` (what happens at count zero),
//! `alloc.rs` (free lists), `collect.rs` (the cycle collector).

mod alloc;
mod attrs;
mod collect;
mod header;
mod object;
mod release;
mod value;

pub use alloc::{Allocator, allocated_bytes};
pub use attrs::AttrArea;
pub use collect::{
    GENERATIONS, GcStats, collect, count_in, finish_collection, for_each_tracked, freeze, frozen_count,
    gc_due, is_tracked, next_finalizer, set_gc_enabled, set_stress, set_threshold, track, unfreeze, untrack,
};
pub use header::{ClassCore, ClassFlags, ClassHeader, ClassPayload, Header, Payload, Tracer, VTable};
pub use object::{Obj, Ref, new_object, new_object_sized, new_self_class, refcount_of};
pub use release::{
    Due, attention, clear_attention, drop_in_turn, has_weakrefs, is_unreachable, let_go_in_turn,
    mark_finalized, request_attention, set_hooks, set_weakref_flag, take_due, was_finalized,
};
pub use value::{Tag, Value};
