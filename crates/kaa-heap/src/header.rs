//! What stands before every object: count, collector word, class; and what a class must tell the heap.
//!
//! Next: `object.rs` for typed access, `release.rs` for what happens at zero.

use crate::value::Value;
use std::cell::Cell;
use std::ptr::NonNull;

/// 16 bytes before each object.
#[repr(C)]
pub struct Header {
    count: Cell<u32>,
    /// Low bits: flags of this file; from [`GC_SHIFT`] up: index in the collector's table of its generation.
    pub(crate) gc: Cell<u32>,
    class: Cell<NonNull<ClassHeader>>,
}

/// Two bits: 0 untracked, else generation + 1.
pub(crate) const GC_GENERATION: u32 = 0b11;
/// Somebody holds a weak reference to it.
pub(crate) const HAS_WEAKREF: u32 = 0b100;
/// Its finaliser has run (PEP 442: at most once).
pub(crate) const FINALIZED: u32 = 0b1000;
/// Marks an object during a collection.
pub(crate) const UNREACHABLE: u32 = 0b1_0000;
/// Where the index begins.
pub(crate) const GC_SHIFT: u32 = 5;

impl Header {
    pub(crate) fn new(class: NonNull<ClassHeader>) -> Header {
        Header { count: Cell::new(1), gc: Cell::new(0), class: Cell::new(class) }
    }

    /// The class object.
    #[inline(always)]
    pub fn class(&self) -> &ClassHeader {
        // SAFETY: an object holds a count on its class (taken in `object.rs`, given back in `release.rs`).
        unsafe { self.class.get().as_ref() }
    }

    /// Makes the object an instance of another class (`__class__` assignment). The caller has checked the layouts.
    pub fn set_class(&self, class: &ClassHeader) {
        class.header.count_up();
        let old = self.class.replace(NonNull::from(class));
        // SAFETY: the old class was kept alive by this object's count, which is now handed to a value that drops it.
        drop(unsafe { Value::from_bits(old.as_ptr() as u64) });
    }

    #[inline(always)]
    pub(crate) fn class_ptr(&self) -> NonNull<ClassHeader> {
        self.class.get()
    }

    #[inline(always)]
    pub(crate) fn count_up(&self) {
        self.count.set(self.count.get().wrapping_add(1));
    }

    /// True when the last count went.
    #[inline(always)]
    pub(crate) fn count_down(&self) -> bool {
        let n = self.count.get() - 1;
        self.count.set(n);
        n == 0
    }

    /// How many references there are.
    #[inline(always)]
    pub fn count(&self) -> u32 {
        self.count.get()
    }

    pub(crate) fn set_count(&self, n: u32) {
        self.count.set(n);
    }

    pub(crate) fn flag(&self, bit: u32) -> bool {
        self.gc.get() & bit != 0
    }

    pub(crate) fn set_flag(&self, bit: u32, on: bool) {
        let g = self.gc.get();
        self.gc.set(if on { g | bit } else { g & !bit });
    }
}

/// How the heap sees a class object: a header and, first in its payload, the core.
#[repr(C)]
pub struct ClassHeader {
    /// The class is an object itself.
    pub header: Header,
    /// What the heap needs of it.
    pub core: ClassCore,
}

/// First field of the payload of every class object (`#[repr(C)]`).
#[repr(C)]
pub struct ClassCore {
    /// Layout of the instances.
    pub vtable: &'static VTable,
    /// See [`ClassFlags`].
    pub flags: Cell<u32>,
    /// Instances have an [`crate::AttrArea`] after the payload, with room for this many values inline; -1: none.
    pub inline_attrs: i32,
}

/// Bits of [`ClassCore::flags`] that the heap reads; the bits above 8 belong to the VM.
pub struct ClassFlags;

impl ClassFlags {
    /// Instances may need a finaliser: ask [`VTable::needs_finalizer`], or always when it has none.
    pub const FINALIZE: u32 = 1;
    /// Instances are tracked by the cycle collector from birth.
    pub const GC: u32 = 2;
    /// First bit that the VM may use for itself.
    pub const FIRST_VM_BIT: u32 = 8;
}

/// What the heap must know of a payload type. One static per type, made by [`crate::payload!`]; its address names the type.
pub struct VTable {
    /// Rust name, for diagnostics.
    pub name: &'static str,
    /// Size of `Obj<T>`, a multiple of 8. Instances of variable size record their own through `size_of`.
    pub size: usize,
    /// Does dropping the payload do anything?
    pub needs_drop: bool,
    /// Do instances have a size of their own, told by `size_of`?
    pub sized_by_object: bool,
    /// Drops the payload in place.
    pub drop: unsafe fn(*mut Header),
    /// Reports every value the payload holds.
    pub trace: unsafe fn(*const Header, &mut Tracer<'_>),
    /// Lets go of what the payload holds, to break a cycle.
    pub clear: unsafe fn(*const Header),
    /// Bytes this very object takes (differs from `size` for objects with a tail).
    pub size_of: unsafe fn(*const Header) -> usize,
    /// Does this very object need its finaliser now?
    pub needs_finalizer: unsafe fn(*const Header) -> bool,
}

/// Receives each value that an object holds; used by the collector, `gc.get_referents` and later by snapshots.
pub struct Tracer<'a> {
    visit: &'a mut dyn FnMut(&Header),
}

impl<'a> Tracer<'a> {
    /// A tracer that calls `visit` with each object met.
    pub fn new(visit: &'a mut dyn FnMut(&Header)) -> Tracer<'a> {
        Tracer { visit }
    }
    /// Reports one object by its header.
    #[inline]
    pub fn header(&mut self, h: &Header) {
        (self.visit)(h);
    }
    /// Reports one value.
    #[inline]
    pub fn value(&mut self, v: &Value) {
        if let Some(h) = v.header() {
            (self.visit)(h);
        }
    }
    /// Reports one value that may be missing.
    #[inline]
    pub fn option(&mut self, v: &Option<Value>) {
        if let Some(v) = v {
            self.value(v);
        }
    }
    /// Reports a run of values.
    pub fn values<'v>(&mut self, vs: impl IntoIterator<Item = &'v Value>) {
        for v in vs {
            self.value(v);
        }
    }
}

/// A Rust type that can be the content of an object. Implement it, then write `kaa_heap::payload!(Type);`.
pub trait Payload: Sized + 'static {
    /// The type's one static [`VTable`]; written by [`crate::payload!`].
    fn vtable() -> &'static VTable;
}

/// A payload type of classes: its first field is a [`ClassCore`] and it is `#[repr(C)]`.
///
/// # Safety
/// The layout must be as said: the heap reads every class through [`ClassHeader`].
pub unsafe trait ClassPayload: Payload {}

/// Gives payload types their [`VTable`]. Forms:
/// `payload!(T)` holds no values; `payload!(T, trace)` has an inherent method `trace(&self, &mut Tracer)`;
/// `payload!(T, trace, clear)` also `clear(&self)`; `payload!(T, trace, clear, tail, finalize)` also
/// `tail_bytes(&self) -> usize` (bytes behind the struct) and `needs_finalizer(&self) -> bool`.
#[macro_export]
macro_rules! payload {
    ($t:ty) => { $crate::payload!(@make $t, false, |_t, _x| {}, |_t| {}, |_t| 0, |_t| true); };
    ($t:ty, trace) => { $crate::payload!(@make $t, false, |t, x| t.trace(x), |_t| {}, |_t| 0, |_t| true); };
    ($t:ty, trace, clear) => { $crate::payload!(@make $t, false, |t, x| t.trace(x), |t| t.clear(), |_t| 0, |_t| true); };
    ($t:ty, trace, clear, tail, finalize) => {
        $crate::payload!(@make $t, true, |t, x| t.trace(x), |t| t.clear(), |t| t.tail_bytes(), |t| t.needs_finalizer());
    };
    (@make $t:ty, $sized:expr, $trace:expr, $clear:expr, $tail:expr, $fin:expr) => {
        impl $crate::Payload for $t {
            #[inline(always)]
            fn vtable() -> &'static $crate::VTable {
                static VTABLE: $crate::VTable = $crate::VTable::of::<$t>(
                    stringify!($t),
                    $sized,
                    |h| {
                        let t: &mut $t = $crate::Obj::<$t>::payload_mut(h);
                        // SAFETY: the heap calls this once, when nobody else can reach the object any more.
                        unsafe { ::std::ptr::drop_in_place(t) }
                    },
                    |h, x| { let f: fn(&$t, &mut $crate::Tracer<'_>) = $trace; f($crate::Obj::<$t>::payload(h), x) },
                    |h| { let f: fn(&$t) = $clear; f($crate::Obj::<$t>::payload(h)) },
                    |h| { let f: fn(&$t) -> usize = $tail; ::std::mem::size_of::<$crate::Obj<$t>>() + f($crate::Obj::<$t>::payload(h)) },
                    |h| { let f: fn(&$t) -> bool = $fin; f($crate::Obj::<$t>::payload(h)) },
                );
                &VTABLE
            }
        }
    };
}

impl VTable {
    /// Used by [`crate::payload!`] alone.
    #[doc(hidden)]
    pub const fn of<T>(
        name: &'static str,
        sized_by_object: bool,
        drop: unsafe fn(*mut Header),
        trace: unsafe fn(*const Header, &mut Tracer<'_>),
        clear: unsafe fn(*const Header),
        size_of: unsafe fn(*const Header) -> usize,
        needs_finalizer: unsafe fn(*const Header) -> bool,
    ) -> VTable {
        VTable {
            name,
            size: std::mem::size_of::<crate::Obj<T>>(),
            needs_drop: std::mem::needs_drop::<T>(),
            sized_by_object,
            drop,
            trace,
            clear,
            size_of,
            needs_finalizer,
        }
    }
}
