//! Code objects, the opcode table, exception and line tables, marshal and `dis` text; no runtime objects.
//!
//! Everything here describes CPython 3.14's bytecode as plain data. The crate knows neither the compiler that makes
//! it nor the machine that runs it. Start at [`opcode`] for the instruction set and at [`code`] for what a code
//! object holds.

pub mod blocks;
pub mod code;
pub mod constant;
pub mod dis;
pub mod exception_table;
pub mod instructions;
pub mod line_table;
pub mod marshal;
pub mod nodes;
pub mod opcode;
pub mod operand;
pub mod stack;
pub mod wtf8;

pub use code::{Code, CodeFlags};
pub use constant::Const;
pub use opcode::Op;
pub use operand::ArgKind;
pub use wtf8::Wtf8Buf;
