//! `type`: classes. This file: layout, look-up along the MRO with its caches, making classes natively.
//!
//! `type(name, bases, dict)` is in `create.rs`, the method table in `methods.rs`. Invariant: `version` changes (here and in all
//! subclasses) whenever a look-up on the class could give another answer; caches compare it.

pub(crate) mod attributes;
pub(crate) mod behaviour;
mod create;
pub(crate) mod instance_rows;
pub(crate) mod layout;
pub mod methods;
mod mro;
mod signatures;

pub use create::create_class;
pub(crate) use layout::same_parts;

use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, Next};
use crate::native::{GetSet, Method};
use crate::types::{Dict, Str};
use crate::vm::Vm;
use kaa_heap::{ClassCore, ClassFlags, Payload, Ref, Tracer, VTable, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Steps a native iterator.
pub type IterNext = fn(&Vm, &Value) -> Result<Next, crate::flow::Raised>;
/// Goes on with a native step after a frame that it pushed has ended: the object, its saved state, what arrived.
pub type StepResume = fn(&Vm, &Value, &[Value], Fallible<Value>) -> Result<Next, crate::flow::Raised>;
/// Reads an attribute, overriding the generic way.
pub type GetAttro = fn(&Vm, &Value, &Ref<Str>) -> NativeResult;
/// Writes (or, with `None`, deletes) an attribute, overriding the generic way.
pub type SetAttro = fn(&Vm, &Value, &Ref<Str>, Option<&Value>) -> Fallible<()>;

/// Flags of a class beyond those of the heap.
#[expect(missing_docs, reason = "the names are CPython's Py_TPFLAGS")]
pub mod flags {
    use kaa_heap::ClassFlags;
    pub const HEAPTYPE: u32 = 1 << ClassFlags::FIRST_VM_BIT;
    pub const BASETYPE: u32 = 2 << ClassFlags::FIRST_VM_BIT;
    pub const IMMUTABLE: u32 = 4 << ClassFlags::FIRST_VM_BIT;
    pub const SEQUENCE: u32 = 8 << ClassFlags::FIRST_VM_BIT;
    pub const MAPPING: u32 = 0x10 << ClassFlags::FIRST_VM_BIT;
    pub const ABSTRACT: u32 = 0x20 << ClassFlags::FIRST_VM_BIT;
    pub const NO_INSTANTIATION: u32 = 0x40 << ClassFlags::FIRST_VM_BIT;
    pub const EXCEPTION: u32 = 0x80 << ClassFlags::FIRST_VM_BIT;
    pub const TYPE: u32 = 0x100 << ClassFlags::FIRST_VM_BIT;
    /// Instances have a `__dict__`.
    pub const DICT: u32 = 0x200 << ClassFlags::FIRST_VM_BIT;
    /// `__getattribute__`, `__getattr__`, `__setattr__` or `__delattr__` is written in Python, somewhere in the MRO.
    pub const CUSTOM_GETATTR: u32 = 0x400 << ClassFlags::FIRST_VM_BIT;
    pub const CUSTOM_SETATTR: u32 = 0x800 << ClassFlags::FIRST_VM_BIT;
    /// Weak references to instances are allowed.
    pub const WEAKREF: u32 = 0x1000 << ClassFlags::FIRST_VM_BIT;
    /// A built-in class whose binary operators push no frames, but for `%` and the in-place ones. Not inherited.
    pub const PLAIN: u32 = 0x2000 << ClassFlags::FIRST_VM_BIT;
    /// A built-in class whose other special methods push no frames, either: it holds no values. Not inherited.
    pub const LEAF: u32 = 0x4000 << ClassFlags::FIRST_VM_BIT;
}

/// Payload of class objects.
#[repr(C)]
pub struct Type {
    /// What the heap needs.
    pub core: ClassCore,
    /// `__name__` (for natives with the module's name cut off).
    pub name: RefCell<Rc<str>>,
    /// What messages call a native class: with its module, unless that is `builtins`.
    full_name: Option<Rc<str>>,
    /// `__qualname__`.
    pub qualname: RefCell<Rc<str>>,
    /// `__bases__`.
    pub bases: RefCell<Vec<Ref<Type>>>,
    /// The tuple that `__bases__` gives: the one that the class was made with, or else made when it is first asked for.
    pub(crate) bases_tuple: RefCell<Option<Value>>,
    /// `__mro__`, the class itself first; empty only while the class is made. (The self-reference is part of the cycle that
    /// every class is.)
    pub mro: RefCell<Rc<[Ref<Type>]>>,
    /// The class's own attributes.
    pub dict: Dict,
    /// See the invariant above. 0 is never valid.
    pub version: Cell<u32>,
    specials: RefCell<Vec<Special>>,
    /// Addresses of the direct subclasses; each takes itself out when it dies.
    subclasses: RefCell<Vec<Value>>,
    /// Native iterator step, inherited unless `__next__` is overridden.
    pub iternext: Cell<Option<IterNext>>,
    /// Second half of steps that push frames (see `types/iterators`); looked for along the MRO.
    pub resume: Cell<Option<StepResume>>,
    /// Native attribute read.
    pub getattro: Cell<Option<GetAttro>>,
    /// Native attribute write.
    pub setattro: Cell<Option<SetAttro>>,
    /// The shape of fresh instances (see `shape.rs`).
    pub root_shape: Cell<Option<&'static crate::shape::Shape>>,
    /// For the call instruction: the `__init__` (a function, as a borrowed word) of a class whose calls need nothing else, and
    /// the version for which that was found out.
    pub(crate) plain_init: Cell<(u32, u64)>,
    /// Is it an exception class that adds nothing to how instances are made; with the version for which that was found out.
    pub(crate) plain_exception: Cell<(u32, bool)>,
    /// How many `__slots__` values stand before the attributes.
    pub slot_count: usize,
    /// Docstring of a native class.
    pub native_doc: Cell<&'static str>,
}
kaa_heap::payload!(Type, trace, clear);
// SAFETY: `core` is the first field of a `#[repr(C)]` struct, and `Type` is the only payload of classes.
unsafe impl kaa_heap::ClassPayload for Type {}

#[derive(Clone)]
enum Special {
    Unknown,
    Missing,
    Found(Value),
}

/// What a native class is made of.
pub struct TypeSpec {
    /// Python name, with the module's in front unless it is `builtins`.
    pub name: &'static str,
    /// Docstring.
    pub doc: &'static str,
    /// Methods.
    pub methods: &'static [Method],
    /// Attributes.
    pub getset: &'static [GetSet],
    /// [`flags`] and [`ClassFlags`].
    pub flags: u32,
    /// Iterator step.
    pub iternext: Option<IterNext>,
    /// Second half of steps that push frames.
    pub resume: Option<StepResume>,
    /// Attribute read.
    pub getattro: Option<GetAttro>,
    /// Attribute write.
    pub setattro: Option<SetAttro>,
    /// Special methods set to None (`__hash__` of unhashable types).
    pub none_dunders: &'static [&'static str],
}

impl TypeSpec {
    /// A spec with nothing in it, for struct update syntax.
    pub const EMPTY: TypeSpec = TypeSpec {
        name: "",
        doc: "",
        methods: &[],
        getset: &[],
        flags: 0,
        iternext: None,
        resume: None,
        getattro: None,
        setattro: None,
        none_dunders: &[],
    };
}

impl Type {
    /// A bare class; bases and MRO are set by the caller.
    pub(crate) fn bare(
        name: &str,
        vtable: &'static VTable,
        class_flags: u32,
        inline_attrs: i32,
        slots: usize,
    ) -> Type {
        let short: Rc<str> = name.rsplit('.').next().unwrap_or(name).into();
        Type {
            core: ClassCore { vtable, flags: Cell::new(class_flags), inline_attrs },
            name: RefCell::new(short.clone()),
            full_name: name.contains('.').then(|| name.into()),
            qualname: RefCell::new(short),
            bases: RefCell::new(Vec::new()),
            bases_tuple: RefCell::new(None),
            mro: RefCell::new(Rc::from([])),
            dict: Dict::new(),
            version: Cell::new(0),
            specials: RefCell::new(Vec::new()),
            subclasses: RefCell::new(Vec::new()),
            iternext: Cell::new(None),
            resume: Cell::new(None),
            getattro: Cell::new(None),
            setattro: Cell::new(None),
            root_shape: Cell::new(None),
            plain_init: Cell::new((0, 0)),
            plain_exception: Cell::new((0, false)),
            slot_count: slots,
            native_doc: Cell::new(""),
        }
    }

    fn trace(&self, t: &mut Tracer<'_>) {
        for b in self.bases.borrow().iter().chain(self.mro.borrow().iter()) {
            t.value(b.value());
        }
        t.option(&self.bases_tuple.borrow());
        for e in self.dict.table.borrow().iter() {
            t.value(&e.key);
            t.value(&e.value);
        }
        for s in self.specials.borrow().iter() {
            if let Special::Found(v) = s {
                t.value(v);
            }
        }
    }

    fn clear(&self) {
        drop(std::mem::take(&mut *self.dict.table.borrow_mut()));
        drop(std::mem::take(&mut *self.specials.borrow_mut()));
        let mro = std::mem::replace(&mut *self.mro.borrow_mut(), Rc::from([]));
        drop(mro);
        let bases = self.bases_tuple.take();
        drop(bases);
    }

    /// `__name__`.
    pub fn name(&self) -> Rc<str> {
        self.name.borrow().clone()
    }
    /// What messages call it.
    pub fn shown(&self) -> Rc<str> {
        self.full_name.clone().unwrap_or_else(|| self.name())
    }
    /// Has it this flag?
    #[inline(always)]
    pub fn has(&self, flag: u32) -> bool {
        self.core.flags.get() & flag != 0
    }
    /// Sets a flag.
    pub fn set_flag(&self, flag: u32, on: bool) {
        let f = self.core.flags.get();
        self.core.flags.set(if on { f | flag } else { f & !flag });
    }
    /// Is it the same as, or derived from, `other`? (By MRO; `__subclasscheck__` is not asked.)
    #[inline]
    pub fn is_subtype_of(&self, other: &Ref<Type>) -> bool {
        self.mro.borrow().iter().any(|t| t.is(other))
    }
    /// Does the class's layout come from this payload?
    pub fn has_layout<T: Payload>(&self) -> bool {
        std::ptr::eq(self.core.vtable, T::vtable())
    }
    /// The direct subclasses that are alive.
    pub fn subclasses(&self) -> Vec<Ref<Type>> {
        self.subclasses.borrow().iter().filter_map(crate::weakref::upgrade_type).collect()
    }
    pub(crate) fn add_subclass(&self, weak: Value) {
        let mut s = self.subclasses.borrow_mut();
        s.retain(|w| crate::weakref::upgrade_type(w).is_some());
        s.push(weak);
    }
    pub(crate) fn remove_subclass(&self, class: &Ref<Type>) {
        self.subclasses
            .borrow_mut()
            .retain(|w| crate::weakref::upgrade_type(w).is_some_and(|t| !t.is(class)));
    }

    /// Finds an attribute along the MRO; no descriptors, no metaclass.
    #[inline]
    pub fn lookup(&self, vm: &Vm, name: &Ref<Str>) -> Option<Value> {
        vm.method_cache.lookup(self, name, || self.lookup_uncached(name))
    }

    /// The same without the cache.
    pub fn lookup_uncached(&self, name: &Ref<Str>) -> Option<Value> {
        let mro = self.mro.borrow().clone();
        mro.iter().find_map(|t| t.dict.get_str(name))
    }

    /// A special method, from the class's own cache.
    #[inline]
    pub fn special(&self, vm: &Vm, d: Dunder) -> Option<Value> {
        if let Some(s) = self.specials.borrow().get(d as usize) {
            match s {
                Special::Found(v) => return Some(v.clone()),
                Special::Missing => return None,
                Special::Unknown => {}
            }
        }
        self.fill_special(vm, d)
    }

    #[cold]
    fn fill_special(&self, vm: &Vm, d: Dunder) -> Option<Value> {
        let found = self.lookup_uncached(vm.dunders.get(d));
        let mut s = self.specials.borrow_mut();
        if s.is_empty() {
            s.resize(Dunder::COUNT, Special::Unknown);
        }
        s[d as usize] = match &found {
            Some(v) => Special::Found(v.clone()),
            None => Special::Missing,
        };
        found
    }

    /// To be called after any change of the class's dict or bases: new version, empty caches, for the subclasses as well.
    pub fn modified(&self, vm: &Vm) {
        self.version.set(vm.next_type_version());
        let old = std::mem::take(&mut *self.specials.borrow_mut());
        drop(old);
        for s in self.subclasses() {
            s.modified(vm);
        }
    }

    /// Sets an attribute of the class itself and tells the caches.
    pub fn set_own(&self, vm: &Vm, name: &Ref<Str>, value: Option<Value>) -> Option<()> {
        match value {
            Some(v) => self.dict.set_str(name, v),
            None => drop(self.dict.remove_str(name)?),
        }
        self.forget(vm, name);
        self.modified(vm);
        Some(())
    }

    /// The method cache lets go of an attribute, so that its old value may die now.
    fn forget(&self, vm: &Vm, name: &Ref<Str>) {
        vm.method_cache.forget(self.version.get(), name);
        for s in self.subclasses() {
            s.forget(vm, name);
        }
    }
}

impl Vm {
    /// The class of a value.
    #[inline(always)]
    pub fn class_of<'v>(&'v self, v: &'v Value) -> &'v Type {
        match v.class() {
            Some(c) => c.payload::<Type>(),
            None => self.immediate_class(v),
        }
    }

    #[inline]
    fn immediate_class(&self, v: &Value) -> &Ref<Type> {
        if v.as_small_int().is_some() {
            &self.types.int
        } else if v.as_small_float().is_some() {
            &self.types.float
        } else if v.as_bool().is_some() {
            &self.types.bool
        } else if v.is_none() {
            &self.types.none_type
        } else if v.is_not_implemented() {
            &self.types.not_implemented_type
        } else {
            &self.types.ellipsis_type
        }
    }

    /// The class of a value as a counted pointer.
    pub fn class_ref(&self, v: &Value) -> Ref<Type> {
        match v.class() {
            Some(c) => c.to_ref(),
            None => self.immediate_class(v).clone(),
        }
    }

    /// What messages call the value's class: `type(v).__name__`, with the module for native classes outside `builtins`.
    pub fn type_name(&self, v: &Value) -> Rc<str> {
        self.class_of(v).shown()
    }

    /// Is the value an instance by its class's MRO?
    pub fn is_instance_of(&self, v: &Value, class: &Ref<Type>) -> bool {
        self.class_of(v).is_subtype_of(class)
    }

    /// Is this exactly the value's class?
    #[inline(always)]
    pub fn is_exact(&self, v: &Value, class: &Ref<Type>) -> bool {
        match v.class() {
            Some(c) => std::ptr::eq(c, class.class_header()),
            None => std::ptr::eq(self.class_of(v), &**class),
        }
    }

    /// A new object of a class whose layout is `T`.
    #[inline]
    pub fn new_object<T: Payload>(&self, class: &Ref<Type>, payload: T) -> Ref<T> {
        kaa_heap::new_object(class.class_header(), payload)
    }
}

/// Flags that a subclass takes over from its base.
pub(crate) const INHERITED: u32 = flags::SEQUENCE
    | flags::MAPPING
    | flags::EXCEPTION
    | flags::TYPE
    | flags::DICT
    | flags::CUSTOM_GETATTR
    | flags::CUSTOM_SETATTR
    | flags::WEAKREF
    | ClassFlags::FINALIZE
    | ClassFlags::GC;
