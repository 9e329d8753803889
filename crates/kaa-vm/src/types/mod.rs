//! The built-in types: a folder (or file) each, with the same order inside: what it is, layout, construction, operations,
//! methods, table at the end. `mod.rs` of a folder holds layout and construction; `methods.rs` the table.
//!
//! A type's file says what its methods do; how an instruction finds them is in `protocol/`.

pub mod builtin_types;
pub mod code;
pub mod dict;
pub mod exception;
pub mod float;
pub mod function;
pub mod int;
pub mod list;
pub mod native_function;
pub mod str;
pub mod tuple;
pub mod type_object;

pub use builtin_types::Types;
pub use code::CodeObject;
pub use dict::Dict;
pub use exception::Exception;
pub use float::BoxedFloat;
pub use function::{BoundMethod, Cell, Function};
pub use int::BigInteger;
pub use list::List;
pub use native_function::{NativeFunction, NativeProperty};
pub use str::Str;
pub use tuple::Tuple;
pub use type_object::Type;
