//! The built-in types: a folder (or file) each, with the same order inside: what it is, layout, construction, operations,
//! methods, table at the end. `mod.rs` of a folder holds layout and construction; `methods.rs` the table.
//!
//! A type's file says what its methods do; how an instruction finds them is in `protocol/`.

pub mod builtin_types;
pub mod bytes;
pub mod code;
pub mod complex;
pub mod descriptors;
pub mod dict;
pub mod exception;
pub mod float;
pub mod frame_object;
pub mod function;
pub mod generic_alias;
pub mod int;
pub mod iterators;
pub mod list;
pub mod memoryview;
pub mod module;
pub mod native_function;
pub mod object;
pub mod range;
pub mod sequence;
pub mod set;
pub mod singletons;
pub mod slice;
pub mod str;
pub mod template;
pub mod traceback;
pub mod tuple;
pub mod type_object;
pub mod typing;
pub mod union_type;
pub(crate) mod walk;

pub use builtin_types::Types;
pub use bytes::{ByteArray, Bytes};
pub use code::CodeObject;
pub use complex::Complex;
pub use dict::Dict;
pub use exception::Exception;
pub use float::BoxedFloat;
pub use function::{BoundMethod, Cell, Function};
pub use int::BigInteger;
pub use list::List;
pub use memoryview::MemoryView;
pub use module::Module;
pub use native_function::{NativeFunction, NativeProperty};
pub use range::{Range, RangeIterator};
pub use set::Set;
pub use slice::Slice;
pub use str::Str;
pub use tuple::Tuple;
pub use type_object::Type;
