//! All built-in types of the core, made at start: one row each (field, payload, base, where its table stands, flags).
//!
//! A new type: a row here and a `SPEC` in its `methods.rs`. Types used by one module alone are made by that module with
//! [`Vm::new_native_type`].

use crate::types::native_function::{Access, NativeProperty};
use crate::types::type_object::{INHERITED, Type, TypeSpec, flags};
use crate::vm::Vm;
use kaa_heap::{ClassFlags, Payload, Ref};

/// Payload of objects without native content: `object()` and instances of ordinary classes.
pub struct Empty;
kaa_heap::payload!(Empty);

/// The row table and the struct of types derived from it.
macro_rules! types {
    ($($field:ident = $payload:ty, $base:ident, $spec:path, $flags:expr;)*) => {
        /// The built-in types.
        #[expect(missing_docs, reason = "each field is the type of its name")]
        pub struct Types { pub type_: Ref<Type>, $(pub $field: Ref<Type>,)* }

        impl Types {
            /// Makes the bare class objects; `finish` fills them.
            pub(crate) fn bootstrap() -> Types {
                let type_ = kaa_heap::new_self_class(Type::bare(
                    "type", Type::vtable(), ClassFlags::GC | flags::BASETYPE | flags::TYPE | flags::IMMUTABLE | flags::WEAKREF, -1, 0));
                $(let $field = kaa_heap::new_object(type_.class_header(), Type::bare(
                    $spec.name, <$payload>::vtable(), $flags | $spec.flags | flags::IMMUTABLE, -1, 0));)*
                Types { type_, $($field,)* }
            }

            /// Sets bases and fills the dicts from the tables. Bases come before their subclasses in the rows.
            pub(crate) fn finish(&self, vm: &Vm) {
                set_bases(&self.object, None);
                set_bases(&self.type_, Some(&self.object));
                $(if stringify!($field) != "object" { set_bases(&self.$field, Some(&self.$base)); })*
                vm.fill_type(&self.type_, &crate::types::type_object::methods::SPEC);
                $(vm.fill_type(&self.$field, &$spec);)*
                crate::types::template::interpolation::install(vm);
            }
        }
    };
}

types! {
    object = Empty, object, crate::types::object::methods::SPEC, flags::BASETYPE;
    int = crate::types::int::BigInteger, object, crate::types::int::methods::SPEC, flags::BASETYPE;
    bool = crate::types::int::BigInteger, int, crate::types::int::boolean::SPEC, 0;
    float = crate::types::float::BoxedFloat, object, crate::types::float::methods::SPEC, flags::BASETYPE;
    complex = crate::types::complex::Complex, object, crate::types::complex::methods::SPEC, flags::BASETYPE;
    str = crate::types::str::Str, object, crate::types::str::methods::SPEC, flags::BASETYPE;
    bytes = crate::types::bytes::Bytes, object, crate::types::bytes::methods::SPEC, flags::BASETYPE;
    bytearray = crate::types::bytes::ByteArray, object, crate::types::bytes::bytearray::SPEC, flags::BASETYPE;
    memoryview = crate::types::memoryview::MemoryView, object, crate::types::memoryview::methods::SPEC, ClassFlags::GC;
    memory_iterator = crate::types::memoryview::iterator::MemoryIterator, object, crate::types::memoryview::iterator::SPEC, ClassFlags::GC;
    str_iterator = crate::types::str::iterator::StrIterator, object, crate::types::str::iterator::SPEC, ClassFlags::GC;
    str_ascii_iterator = crate::types::str::iterator::StrIterator, object, crate::types::str::iterator::ASCII_SPEC, ClassFlags::GC;
    bytes_iterator = crate::types::bytes::iterator::BytesIterator, object, crate::types::bytes::iterator::SPEC, ClassFlags::GC;
    bytearray_iterator = crate::types::bytes::iterator::BytesIterator, object, crate::types::bytes::iterator::ARRAY_SPEC, ClassFlags::GC;
    template = crate::types::template::Template, object, crate::types::template::methods::SPEC, ClassFlags::GC;
    interpolation = crate::types::template::Interpolation, object, crate::types::template::interpolation::SPEC, ClassFlags::GC;
    template_iterator = crate::types::template::iterator::TemplateIterator, object, crate::types::template::iterator::SPEC, ClassFlags::GC;
    tuple = crate::types::tuple::Tuple, object, crate::types::tuple::methods::SPEC, flags::BASETYPE | ClassFlags::GC;
    list = crate::types::list::List, object, crate::types::list::methods::SPEC, flags::BASETYPE | ClassFlags::GC;
    dict = crate::types::dict::Dict, object, crate::types::dict::methods::SPEC, flags::BASETYPE | ClassFlags::GC;
    set = crate::types::set::Set, object, crate::types::set::methods::SPEC, flags::BASETYPE | ClassFlags::GC;
    frozenset = crate::types::set::Set, object, crate::types::set::frozenset::SPEC, flags::BASETYPE | ClassFlags::GC;
    list_iterator = crate::types::list::ListIterator, object, crate::types::list::iter::SPEC, ClassFlags::GC;
    list_reverseiterator = crate::types::list::reversed::ListReverseIterator, object, crate::types::list::reversed::SPEC, ClassFlags::GC;
    tuple_iterator = crate::types::tuple::TupleIterator, object, crate::types::tuple::iter::SPEC, ClassFlags::GC;
    dict_keys = crate::types::dict::views::DictView, object, crate::types::dict::views::KEYS, ClassFlags::GC;
    dict_values = crate::types::dict::views::DictView, object, crate::types::dict::views::VALUES, ClassFlags::GC;
    dict_items = crate::types::dict::views::DictView, object, crate::types::dict::views::ITEMS, ClassFlags::GC;
    dict_keyiterator = crate::types::dict::DictIterator, object, crate::types::dict::iter::KEYS, ClassFlags::GC;
    dict_valueiterator = crate::types::dict::DictIterator, object, crate::types::dict::iter::VALUES, ClassFlags::GC;
    dict_itemiterator = crate::types::dict::DictIterator, object, crate::types::dict::iter::ITEMS, ClassFlags::GC;
    dict_reversekeyiterator = crate::types::dict::DictIterator, object, crate::types::dict::iter::REVERSE_KEYS, ClassFlags::GC;
    dict_reversevalueiterator = crate::types::dict::DictIterator, object, crate::types::dict::iter::REVERSE_VALUES, ClassFlags::GC;
    dict_reverseitemiterator = crate::types::dict::DictIterator, object, crate::types::dict::iter::REVERSE_ITEMS, ClassFlags::GC;
    mappingproxy = crate::types::dict::MappingProxy, object, crate::types::dict::proxy::SPEC, ClassFlags::GC;
    set_iterator = crate::types::set::SetIterator, object, crate::types::set::iter::SPEC, ClassFlags::GC;
    enumerate = crate::types::iterators::enumerate::Enumerate, object, crate::types::iterators::enumerate::SPEC, flags::BASETYPE | ClassFlags::GC;
    zip = crate::types::iterators::zip::Zip, object, crate::types::iterators::zip::SPEC, flags::BASETYPE | ClassFlags::GC;
    map = crate::types::iterators::map::Map, object, crate::types::iterators::map::SPEC, flags::BASETYPE | ClassFlags::GC;
    filter = crate::types::iterators::filter::Filter, object, crate::types::iterators::filter::SPEC, flags::BASETYPE | ClassFlags::GC;
    reversed = crate::types::iterators::reversed::Reversed, object, crate::types::iterators::reversed::SPEC, flags::BASETYPE | ClassFlags::GC;
    callable_iterator = crate::types::iterators::callable::CallableIterator, object, crate::types::iterators::callable::SPEC, ClassFlags::GC;
    iterator = crate::types::iterators::sequence::SequenceIterator, object, crate::types::iterators::sequence::SPEC, ClassFlags::GC;
    type_var = crate::types::typing::TypeParam, object, crate::types::typing::param_methods::TYPE_VAR, ClassFlags::GC;
    param_spec = crate::types::typing::TypeParam, object, crate::types::typing::param_methods::PARAM_SPEC, ClassFlags::GC;
    type_var_tuple = crate::types::typing::TypeParam, object, crate::types::typing::param_methods::TYPE_VAR_TUPLE, ClassFlags::GC;
    param_spec_args = crate::types::typing::spec_args::SpecArgs, object, crate::types::typing::spec_args::ARGS, ClassFlags::GC;
    param_spec_kwargs = crate::types::typing::spec_args::SpecArgs, object, crate::types::typing::spec_args::KWARGS, ClassFlags::GC;
    type_alias_type = crate::types::typing::TypeAlias, object, crate::types::typing::alias::SPEC, ClassFlags::GC;
    constant_evaluator = crate::types::typing::alias::ConstantEvaluator, object, crate::types::typing::alias::EVALUATOR, ClassFlags::GC;
    generic = Empty, object, crate::types::typing::generic::SPEC, flags::BASETYPE;
    no_default_type = Empty, object, crate::types::typing::generic::NO_DEFAULT, 0;
    generic_alias = crate::types::generic_alias::GenericAlias, object, crate::types::generic_alias::methods::SPEC, flags::BASETYPE | ClassFlags::GC;
    generic_alias_iterator = crate::types::generic_alias::iter::AliasIterator, object, crate::types::generic_alias::iter::SPEC, ClassFlags::GC;
    union_type = crate::types::union_type::UnionType, object, crate::types::union_type::methods::SPEC, ClassFlags::GC;
    range = crate::types::range::Range, object, crate::types::range::methods::SPEC, 0;
    range_iterator = crate::types::range::RangeIterator, object, crate::types::range::iterator::SPEC, 0;
    longrange_iterator = crate::types::range::LongRangeIterator, object, crate::types::range::long_iterator::SPEC, 0;
    slice = crate::types::slice::Slice, object, crate::types::slice::methods::SPEC, 0;
    module = crate::types::module::Module, object, crate::types::module::methods::SPEC, flags::BASETYPE | ClassFlags::GC;
    function = crate::types::function::Function, object, crate::types::function::methods::SPEC, ClassFlags::GC;
    method = crate::types::function::BoundMethod, object, crate::types::function::method::SPEC, ClassFlags::GC;
    cell = crate::types::function::Cell, object, crate::types::function::cell::SPEC, ClassFlags::GC;
    code = crate::types::code::CodeObject, object, crate::types::code::methods::SPEC, 0;
    builtin_function = crate::types::native_function::NativeFunction, object, crate::types::native_function::methods::SPEC, ClassFlags::GC;
    method_descriptor = crate::types::native_function::NativeFunction, object, crate::types::native_function::method_descriptor::SPEC, ClassFlags::GC;
    wrapper_descriptor = crate::types::native_function::NativeFunction, object, crate::types::native_function::wrapper_descriptor::SPEC, ClassFlags::GC;
    method_wrapper = crate::types::native_function::NativeFunction, object, crate::types::native_function::method_wrapper::SPEC, ClassFlags::GC;
    classmethod_descriptor = crate::types::native_function::NativeFunction, object, crate::types::native_function::classmethod_descriptor::SPEC, ClassFlags::GC;
    getset_descriptor = crate::types::native_function::NativeProperty, object, crate::types::native_function::getset_descriptor::SPEC, ClassFlags::GC;
    member_descriptor = crate::types::native_function::NativeProperty, object, crate::types::native_function::member_descriptor::SPEC, ClassFlags::GC;
    none_type = Empty, object, crate::types::singletons::methods::SPEC, 0;
    not_implemented_type = Empty, object, crate::types::singletons::not_implemented::SPEC, 0;
    ellipsis_type = Empty, object, crate::types::singletons::ellipsis::SPEC, 0;
    task_state = crate::eval::task::TaskState, object, crate::eval::task::SPEC, 0;
    weakref = crate::weakref::WeakRef, object, crate::weakref::type_::SPEC, flags::BASETYPE | ClassFlags::GC;
    generator = crate::generator::Generator, object, crate::generator::methods::SPEC, ClassFlags::GC | ClassFlags::FINALIZE;
    coroutine = crate::generator::Generator, object, crate::generator::coroutine::SPEC, ClassFlags::GC | ClassFlags::FINALIZE;
    async_generator = crate::generator::Generator, object, crate::generator::async_generator::SPEC, ClassFlags::GC | ClassFlags::FINALIZE;
    coroutine_wrapper = crate::generator::steps::CoroutineWrapper, object, crate::generator::coroutine::WRAPPER_SPEC, ClassFlags::GC;
    async_send = crate::generator::steps::AsyncStep, object, crate::generator::async_generator::SEND_SPEC, ClassFlags::GC | ClassFlags::FINALIZE;
    async_throw = crate::generator::steps::AsyncStep, object, crate::generator::async_generator::THROW_SPEC, ClassFlags::GC | ClassFlags::FINALIZE;
    closing = crate::generator::Closing, object, crate::generator::CLOSING_SPEC, ClassFlags::GC;
    anext_awaitable = crate::generator::AnextDefault, object, crate::generator::ANEXT_SPEC, ClassFlags::GC;
    async_wrapped = crate::generator::steps::Wrapped, object, crate::generator::async_generator::WRAPPED_SPEC, ClassFlags::GC;
    property = crate::types::descriptors::Property, object, crate::types::descriptors::property::SPEC, flags::BASETYPE | ClassFlags::GC;
    classmethod = crate::types::descriptors::Wrapper, object, crate::types::descriptors::classmethod::SPEC, flags::BASETYPE | ClassFlags::GC;
    staticmethod = crate::types::descriptors::Wrapper, object, crate::types::descriptors::staticmethod::SPEC, flags::BASETYPE | ClassFlags::GC;
    super_ = crate::types::descriptors::Super, object, crate::types::descriptors::superobject::SPEC, flags::BASETYPE | ClassFlags::GC;
    frame = crate::types::frame_object::FrameObject, object, crate::types::frame_object::methods::SPEC, ClassFlags::GC;
    frame_locals_proxy = crate::types::frame_object::locals::LocalsProxy, object, crate::types::frame_object::locals::SPEC, ClassFlags::GC;
    traceback = crate::types::traceback::Traceback, object, crate::types::traceback::methods::SPEC, ClassFlags::GC;
    base_exception = crate::types::exception::Exception, object, crate::types::exception::methods::SPEC, flags::BASETYPE | ClassFlags::GC;
}

/// Who compares for equality answers to all comparisons.
static UNORDERED: &[crate::native::Method] = &[
    crate::native::method("__lt__", "($self, value, /)", unordered, "Return self<value."),
    crate::native::method("__le__", "($self, value, /)", unordered, "Return self<=value."),
    crate::native::method("__gt__", "($self, value, /)", unordered, "Return self>value."),
    crate::native::method("__ge__", "($self, value, /)", unordered, "Return self>=value."),
];

/// `__getattribute__` of classes with a native read of their own.
static GETATTRIBUTE: crate::native::Method = crate::native::method(
    "__getattribute__",
    "($self, name, /)",
    getattribute,
    "Return getattr(self, name).",
);

fn getattribute(vm: &Vm, args: &[crate::native::Slot]) -> crate::flow::NativeResult {
    let (v, name) = (crate::native::arg(args, 0), crate::native::arg(args, 1));
    let Some(name) = name.as_ref::<crate::types::Str>() else {
        let t = vm.type_name(name);
        return Err(vm.type_error(format!("attribute name must be string, not '{t}'")));
    };
    match vm.class_of(v).getattro.get() {
        Some(get) => get(vm, v, &vm.intern_str(name)),
        None => vm.generic_get(v, name),
    }
}

fn unordered(_vm: &Vm, _args: &[crate::native::Slot]) -> crate::flow::NativeResult {
    crate::flow::done(kaa_heap::Value::NotImplemented)
}

fn set_bases(class: &Ref<Type>, base: Option<&Ref<Type>>) {
    let mut mro = vec![class.clone()];
    if let Some(b) = base {
        *class.bases.borrow_mut() = vec![b.clone()];
        mro.extend(b.mro.borrow().iter().cloned());
        class.set_flag(b.core.flags.get() & INHERITED, true);
        class.iternext.set(b.iternext.get());
        class.getattro.set(b.getattro.get());
        class.setattro.set(b.setattro.get());
    }
    *class.mro.borrow_mut() = mro.into();
}

impl Vm {
    /// A native type made after start, by a module. `base` is `object` unless the payload is the base's.
    pub fn new_native_type<T: Payload>(&self, base: &Ref<Type>, spec: &'static TypeSpec) -> Ref<Type> {
        self.new_native_type_with_slots::<T>(base, spec, &[])
    }

    /// The same with attributes that each instance has besides its payload, as `__slots__` would make them.
    pub fn new_native_type_with_slots<T: Payload>(
        &self,
        base: &Ref<Type>,
        spec: &'static TypeSpec,
        slots: &[&str],
    ) -> Ref<Type> {
        // Instances have room for a `__dict__` when the class brings it, or its base has such room.
        let brings_dict = spec.flags & flags::DICT != 0 && !base.has(flags::DICT);
        let inherited = if brings_dict || !slots.is_empty() {
            base.core.inline_attrs.max(0)
        } else {
            base.core.inline_attrs
        };
        let room = inherited + slots.len() as i32 + if brings_dict { 2 } else { 0 };
        let count = base.slot_count + slots.len();
        let t = Type::bare(spec.name, T::vtable(), spec.flags | flags::IMMUTABLE, room, count);
        let class = kaa_heap::new_object(self.types.type_.class_header(), t);
        set_bases(&class, Some(base));
        self.fill_type(&class, spec);
        for (i, name) in slots.iter().enumerate() {
            let name = self.intern(name);
            let access = Access::Slot(base.slot_count + i, name.clone());
            let member = self
                .new_object(&self.types.member_descriptor, NativeProperty { access, owner: class.clone() });
            class.dict.set_str(&name, member.into());
            class.modified(self);
        }
        let dict = &crate::types::type_object::instance_rows::DICT;
        if brings_dict && class.dict.get_str(&self.names.__dict__).is_none() {
            class.dict.set_str(&self.names.__dict__, self.attribute_from_row(&class, dict));
            class.modified(self);
        }
        class
    }

    /// A native exception class: no own layout, base's fields.
    pub fn new_exception_type(&self, base: &Ref<Type>, name: &str, doc: &str) -> Ref<Type> {
        let flags = base.core.flags.get() & (INHERITED | flags::BASETYPE) | flags::IMMUTABLE;
        let t = Type::bare(name, base.core.vtable, flags, base.core.inline_attrs, 0);
        let class = kaa_heap::new_object(self.types.type_.class_header(), t);
        set_bases(&class, Some(base));
        let module = name.rsplit_once('.').map_or("builtins", |(m, _)| m);
        class.dict.set_str(&self.names.__module__, self.str_value(module));
        class.dict.set_str(&self.names.__doc__, self.str_value(doc));
        class.root_shape.set(base.root_shape.get());
        self.register_subclass(&class);
        class.modified(self);
        class
    }

    pub(crate) fn fill_type(&self, class: &Ref<Type>, spec: &'static TypeSpec) {
        if spec.iternext.is_some() {
            class.iternext.set(spec.iternext);
        }
        class.resume.set(spec.resume);
        if spec.getattro.is_some() {
            class.getattro.set(spec.getattro);
        }
        if spec.setattro.is_some() {
            class.setattro.set(spec.setattro);
        }
        if spec.iternext.is_some() {
            for row in crate::types::iterators::NATIVE_ITERATOR {
                class.dict.set_str(&self.intern(row.name), self.method_from_row(class, row));
            }
        }
        for row in spec.methods {
            class.dict.set_str(&self.intern(row.name), self.method_from_row(class, row));
        }
        if spec.methods.iter().any(|row| row.name == "__eq__") {
            let missing = UNORDERED.iter().filter(|row| !spec.methods.iter().any(|own| own.name == row.name));
            for row in missing {
                class.dict.set_str(&self.intern(row.name), self.method_from_row(class, row));
            }
        }
        if spec.getattro.is_some() && !spec.methods.iter().any(|row| row.name == "__getattribute__") {
            let row = &GETATTRIBUTE;
            class.dict.set_str(&self.intern(row.name), self.method_from_row(class, row));
        }
        for row in spec.getset {
            class.dict.set_str(&self.intern(row.name), self.attribute_from_row(class, row));
        }
        for name in spec.none_dunders {
            class.dict.set_str(&self.intern(name), kaa_heap::Value::None);
        }
        class.native_doc.set(spec.doc);
        if !spec.getset.iter().any(|row| row.name == "__doc__") {
            let doc = if spec.doc.is_empty() { kaa_heap::Value::None } else { self.str_value(spec.doc) };
            class.dict.set_str(&self.names.__doc__, doc);
        }
        let module = spec.name.rsplit_once('.').map_or("builtins", |(m, _)| m);
        if module != "builtins" && !spec.getset.iter().any(|row| row.name == "__module__") {
            class.dict.set_str(&self.names.__module__, self.str_value(module));
        }
        self.register_subclass(class);
        class.modified(self);
    }

    /// Enters a class in its bases' lists of subclasses.
    pub(crate) fn register_subclass(&self, class: &Ref<Type>) {
        let bases = class.bases.borrow().clone();
        for b in bases {
            if let Some(w) = self.new_weakref(&self.types.weakref, class.value(), None) {
                b.add_subclass(w);
            }
        }
    }
}
