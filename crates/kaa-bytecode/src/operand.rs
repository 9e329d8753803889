//! What the arguments of instructions stand for: the kinds of argument, and the tables behind the numbered ones.
//!
//! Knows only numbers and names; the opcodes are in [`crate::opcode`].

/// What an instruction's argument means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgKind {
    /// No argument.
    None,
    /// An index of the constants.
    Const,
    /// An index of the names.
    Name,
    /// A name (argument >> 1); bit 0 asks for a method and its receiver.
    Attr,
    /// A name (argument >> 2); bit 0 asks for a method and its receiver, bit 1 says `super` had two arguments.
    SuperAttr,
    /// A name (argument >> 1); bit 0 asks for a null as well.
    Global,
    /// An index of the fast locals.
    Local,
    /// Two indices of fast locals, four bits each, the first one in the upper bits.
    LocalPair,
    /// An index of the fast locals that is a cell.
    Free,
    /// A distance forward, in code units.
    Jump,
    /// A distance backward, in code units.
    JumpBack,
    /// The handler of a protected block.
    Handler,
    /// How many values.
    Count,
    /// How deep in the stack.
    Depth,
    /// A binary operator, index of [`BINARY_OPS`].
    Binary,
    /// A comparison (argument >> 5, index of [`COMPARE_OPS`]); bit 4 asks for a bool.
    Compare,
    /// 1 inverts the result.
    Invert,
    /// A conversion of a formatted value: 1 `str`, 2 `repr`, 3 `ascii`.
    Convert,
    /// Index of [`INTRINSICS_1`].
    Intrinsic1,
    /// Index of [`INTRINSICS_2`].
    Intrinsic2,
    /// Index of [`SPECIAL_METHODS`].
    Special,
    /// Index of [`COMMON_CONSTANTS`].
    Common,
    /// The number itself.
    Int,
    /// Which attribute of the function: one bit of [`FUNCTION_ATTRIBUTES`].
    FunctionAttribute,
    /// Where `await` stands: 0 plain, 1 `__aenter__`, 2 `__aexit__`.
    Awaitable,
    /// How a frame goes on: 0 start, 1 after a yield, 2 after `yield from`, 3 after an await; bit 2: at depth 1.
    Resume,
    /// The low byte counts the targets before the star, the rest those behind it.
    Unpack,
    /// Bit 0 says that there is a format spec, the bits above 1 hold the conversion.
    Interpolation,
    /// The upper bytes of the next argument.
    Extended,
}

/// The operators of `BINARY_OP`.
pub const BINARY_OPS: [&str; 27] = [
    "+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^", "+=", "&=", "//=", "<<=", "@=",
    "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^=", "[]",
];

/// Numbers of operators of `BINARY_OP`; the in-place form of an arithmetic operator is 13 higher.
#[expect(missing_docs, reason = "the names say it")]
pub mod binary {
    pub const ADD: u32 = 0;
    pub const AND: u32 = 1;
    pub const FLOOR_DIVIDE: u32 = 2;
    pub const LSHIFT: u32 = 3;
    pub const MATRIX_MULTIPLY: u32 = 4;
    pub const MULTIPLY: u32 = 5;
    pub const REMAINDER: u32 = 6;
    pub const OR: u32 = 7;
    pub const POWER: u32 = 8;
    pub const RSHIFT: u32 = 9;
    pub const SUBTRACT: u32 = 10;
    pub const TRUE_DIVIDE: u32 = 11;
    pub const XOR: u32 = 12;
    pub const INPLACE: u32 = 13;
    pub const SUBSCR: u32 = 26;
}

/// The comparisons of `COMPARE_OP`.
pub const COMPARE_OPS: [&str; 6] = ["<", "<=", "==", "!=", ">", ">="];

/// The functions of `CALL_INTRINSIC_1`.
pub const INTRINSICS_1: [&str; 12] = [
    "INTRINSIC_1_INVALID",
    "INTRINSIC_PRINT",
    "INTRINSIC_IMPORT_STAR",
    "INTRINSIC_STOPITERATION_ERROR",
    "INTRINSIC_ASYNC_GEN_WRAP",
    "INTRINSIC_UNARY_POSITIVE",
    "INTRINSIC_LIST_TO_TUPLE",
    "INTRINSIC_TYPEVAR",
    "INTRINSIC_PARAMSPEC",
    "INTRINSIC_TYPEVARTUPLE",
    "INTRINSIC_SUBSCRIPT_GENERIC",
    "INTRINSIC_TYPEALIAS",
];

/// The functions of `CALL_INTRINSIC_2`.
pub const INTRINSICS_2: [&str; 6] = [
    "INTRINSIC_2_INVALID",
    "INTRINSIC_PREP_RERAISE_STAR",
    "INTRINSIC_TYPEVAR_WITH_BOUND",
    "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
    "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
    "INTRINSIC_SET_TYPEPARAM_DEFAULT",
];

/// Numbers of the functions of `CALL_INTRINSIC_1` and `CALL_INTRINSIC_2`.
#[expect(missing_docs, reason = "the names say it")]
pub mod intrinsic {
    pub const PRINT: u32 = 1;
    pub const IMPORT_STAR: u32 = 2;
    pub const STOPITERATION_ERROR: u32 = 3;
    pub const ASYNC_GEN_WRAP: u32 = 4;
    pub const UNARY_POSITIVE: u32 = 5;
    pub const LIST_TO_TUPLE: u32 = 6;
    pub const TYPEVAR: u32 = 7;
    pub const PARAMSPEC: u32 = 8;
    pub const TYPEVARTUPLE: u32 = 9;
    pub const SUBSCRIPT_GENERIC: u32 = 10;
    pub const TYPEALIAS: u32 = 11;
    pub const PREP_RERAISE_STAR: u32 = 1;
    pub const TYPEVAR_WITH_BOUND: u32 = 2;
    pub const TYPEVAR_WITH_CONSTRAINTS: u32 = 3;
    pub const SET_FUNCTION_TYPE_PARAMS: u32 = 4;
    pub const SET_TYPEPARAM_DEFAULT: u32 = 5;
}

/// The methods of `LOAD_SPECIAL`.
pub const SPECIAL_METHODS: [&str; 4] = ["__enter__", "__exit__", "__aenter__", "__aexit__"];

/// The built-ins of `LOAD_COMMON_CONSTANT`, as `dis` prints them.
pub const COMMON_CONSTANTS: [&str; 5] = ["AssertionError", "NotImplementedError", "tuple", "all", "any"];

/// The attributes of `SET_FUNCTION_ATTRIBUTE`, by bit, as `dis` prints them.
pub const FUNCTION_ATTRIBUTES: [&str; 5] = ["defaults", "kwdefaults", "annotations", "closure", "annotate"];
