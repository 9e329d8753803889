//! Typed objects: `Obj<T>` is a header and a Rust payload; `Ref<T>` is a counted pointer to one.
//!
//! Invariant: a `Ref<T>` points at an object whose class's `vtable` is `T::vtable()`. Next: `alloc.rs`.

use crate::attrs::AttrArea;
use crate::header::{ClassFlags, ClassHeader, ClassPayload, Header, Payload};
use crate::value::Value;
use crate::{alloc, collect};
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

/// An object in memory.
#[repr(C)]
pub struct Obj<T> {
    header: Header,
    payload: T,
}

impl<T> Obj<T> {
    /// For [`crate::payload!`]: the payload behind a header.
    #[doc(hidden)]
    pub fn payload<'a>(h: *const Header) -> &'a T {
        // SAFETY: only reached through the vtable of `T`, with an object of that class that the heap keeps alive.
        unsafe { &(*h.cast::<Obj<T>>()).payload }
    }
    /// For [`crate::payload!`]: the payload of a dying object.
    #[doc(hidden)]
    pub fn payload_mut<'a>(h: *mut Header) -> &'a mut T {
        // SAFETY: as `payload`; the caller is the heap's release, which is the only one left with a pointer.
        unsafe { &mut (*h.cast::<Obj<T>>()).payload }
    }
}

/// A counted, typed pointer to an object. Dereferences to the payload.
#[repr(transparent)]
pub struct Ref<T: Payload> {
    value: Value,
    kind: PhantomData<T>,
}

impl<T: Payload> Ref<T> {
    /// The same pointer, borrowed as a value.
    #[inline(always)]
    pub fn value(&self) -> &Value {
        &self.value
    }
    /// The same pointer as a value.
    #[inline(always)]
    pub fn into_value(self) -> Value {
        self.value
    }
    /// The payload, when this is the object's only count: nobody else can look at it meanwhile.
    #[inline]
    pub fn unique_mut(&mut self) -> Option<&mut T> {
        if self.value.header().is_none_or(|h| h.count() != 1) {
            return None;
        }
        // SAFETY: invariant of `Ref`; a shared reference to the payload would borrow from a counted pointer, of which there
        // is but this one, mutably borrowed.
        Some(unsafe { &mut (*(self.value.bits() as *mut Obj<T>)).payload })
    }
    /// Do both point at one object?
    #[inline(always)]
    pub fn is(&self, other: &Ref<T>) -> bool {
        self.value.is(&other.value)
    }
}

impl<T: Payload> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Ref { value: self.value.clone(), kind: PhantomData }
    }
}

impl<T: Payload> Deref for Ref<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: invariant of `Ref`: the value points at a live `Obj<T>`.
        unsafe { &(*(self.value.bits() as *const Obj<T>)).payload }
    }
}

impl<T: Payload> From<Ref<T>> for Value {
    fn from(r: Ref<T>) -> Value {
        r.value
    }
}

impl Value {
    /// The payload, when it is an object of that Rust type (of whatever class).
    #[inline(always)]
    pub fn payload<T: Payload>(&self) -> Option<&T> {
        let class = self.class()?;
        if std::ptr::eq(class.core.vtable, T::vtable()) {
            // SAFETY: the vtable's address says what the payload is.
            Some(unsafe { &(*(self.bits() as *const Obj<T>)).payload })
        } else {
            None
        }
    }

    /// The same pointer with its type, when it is an object of that Rust type.
    #[inline(always)]
    pub fn as_ref<T: Payload>(&self) -> Option<&Ref<T>> {
        self.payload::<T>()?;
        // SAFETY: `Ref<T>` is a transparent `Value` and the type was just checked.
        Some(unsafe { &*(self as *const Value).cast::<Ref<T>>() })
    }

    /// Turns it into a typed pointer, or gives it back.
    pub fn downcast<T: Payload>(self) -> Result<Ref<T>, Value> {
        if self.payload::<T>().is_some() { Ok(Ref { value: self, kind: PhantomData }) } else { Err(self) }
    }

    /// The typed pointer without a check.
    ///
    /// # Safety
    /// The value is an object whose payload type is `T`.
    #[inline(always)]
    pub unsafe fn downcast_unchecked<T: Payload>(self) -> Ref<T> {
        debug_assert!(self.payload::<T>().is_some());
        Ref { value: self, kind: PhantomData }
    }

    /// The payload without a check.
    ///
    /// # Safety
    /// The value is an object whose payload type is `T`.
    #[inline(always)]
    pub unsafe fn payload_unchecked<T: Payload>(&self) -> &T {
        debug_assert!(self.payload::<T>().is_some());
        // SAFETY: promised by the caller.
        unsafe { &(*(self.bits() as *const Obj<T>)).payload }
    }
}

/// Makes an object of `class` with this payload, tracked by the collector when the class says so.
///
/// Panics when the class's layout is not that of `T`: a broken invariant, not a Python error.
#[inline]
pub fn new_object<T: Payload>(class: &ClassHeader, payload: T) -> Ref<T> {
    new_object_sized(class, payload, 0)
}

/// As [`new_object`], with `tail` bytes behind the payload, zeroed, which the payload's `tail_bytes` must report.
#[inline]
pub fn new_object_sized<T: Payload>(class: &ClassHeader, payload: T, tail: usize) -> Ref<T> {
    assert!(
        std::ptr::eq(class.core.vtable, T::vtable()),
        "{} is not {}",
        T::vtable().name,
        class.core.vtable.name
    );
    let base = size_of::<Obj<T>>() + tail;
    let size = base + AttrArea::bytes(class.core.inline_attrs);
    let memory = alloc::allocate(size);
    let object = memory.cast::<Obj<T>>();
    class.header.count_up();
    // SAFETY: the memory is fresh, aligned to 16 and large enough for header, payload, tail and attribute area.
    let header = unsafe {
        object.as_ptr().write(Obj { header: Header::new(NonNull::from(class)), payload });
        if tail != 0 {
            std::ptr::write_bytes(memory.as_ptr().add(size_of::<Obj<T>>()), 0, tail);
        }
        if class.core.inline_attrs >= 0 {
            AttrArea::write_empty(memory.as_ptr().add(base), class.core.inline_attrs as u32);
        }
        object.cast::<Header>().as_ref()
    };
    if class.core.flags.get() & ClassFlags::GC != 0 {
        collect::track(header);
    }
    // SAFETY: the header was made with a count of one, which goes to this value.
    Ref { value: unsafe { Value::from_bits(header as *const Header as u64) }, kind: PhantomData }
}

impl Header {
    /// Bytes of this object without its attribute area.
    pub fn base_size(&self) -> usize {
        let vtable = self.class().core.vtable;
        if !vtable.sized_by_object {
            return vtable.size;
        }
        // SAFETY: the vtable belongs to the object's class.
        unsafe { (vtable.size_of)(self) }
    }

    /// Bytes of this object, attribute area included.
    pub fn total_size(&self) -> usize {
        self.base_size() + AttrArea::bytes(self.class().core.inline_attrs)
    }

    /// The attribute area of an instance whose class has one.
    #[inline(always)]
    pub fn attrs(&self) -> Option<&AttrArea> {
        let core = &self.class().core;
        if core.inline_attrs < 0 {
            return None;
        }
        let fixed = core.vtable.size;
        // SAFETY: `new_object_sized` put an area there. Objects with a tail have classes without attributes.
        Some(unsafe { &*(self as *const Header).cast::<u8>().add(fixed).cast::<AttrArea>() })
    }

    /// Reports everything the object holds: class, payload, attributes.
    pub fn trace(&self, tracer: &mut crate::Tracer<'_>) {
        tracer.header(&self.class().header);
        // SAFETY: the vtable belongs to the object's class.
        unsafe { (self.class().core.vtable.trace)(self, tracer) };
        if let Some(a) = self.attrs() {
            a.trace(tracer);
        }
    }
}

/// How many references an object has; 0 for immediates.
pub fn refcount_of(v: &Value) -> u32 {
    v.header().map_or(0, Header::count)
}

impl<T: ClassPayload> Ref<T> {
    /// The class as the heap sees it.
    #[inline(always)]
    pub fn class_header(&self) -> &ClassHeader {
        // SAFETY: `ClassPayload` promises that header and core lie where `ClassHeader` has them.
        unsafe { &*(self.value.bits() as *const ClassHeader) }
    }
}

impl ClassHeader {
    /// The class object as a typed pointer, borrowed.
    #[inline(always)]
    pub fn payload<T: ClassPayload>(&self) -> &T {
        debug_assert!(std::ptr::eq(self.header.class().core.vtable, T::vtable()));
        // SAFETY: there is one class payload type in a program (the VM's `Type`), and every class object has it.
        unsafe { &(*std::ptr::from_ref(self).cast::<Obj<T>>()).payload }
    }

    /// A counted pointer to the class object.
    #[inline(always)]
    pub fn to_ref<T: ClassPayload>(&self) -> Ref<T> {
        Ref { value: Value::from_header(&self.header), kind: PhantomData }
    }
}

/// Makes the first class: an object that is its own class (`type`).
pub fn new_self_class<T: ClassPayload>(payload: T) -> Ref<T> {
    let memory = alloc::allocate(size_of::<Obj<T>>());
    // SAFETY: fresh memory of the right size and alignment; the header's class is the object itself, whose core is
    // written in the same step, and the extra count stands for that reference.
    let header = unsafe {
        memory.cast::<Obj<T>>().as_ptr().write(Obj { header: Header::new(memory.cast()), payload });
        memory.cast::<Header>().as_ref()
    };
    header.set_count(2);
    collect::track(header);
    // SAFETY: one of the two counts goes to this value.
    Ref { value: unsafe { Value::from_bits(memory.as_ptr() as u64) }, kind: PhantomData }
}
