//! The one opcode table: a row per CPython 3.14 opcode, from which everything about opcodes derives.
//!
//! A row reads `NAME = number, what the argument means, inline cache entries, |arg| pops => pushes, "what it does"`.
//! Instructions that exist only between code generation and assembly (pseudo instructions) have numbers above 255.
//! Specialised and instrumented forms are left out: they are never stored. What the argument *values* stand for
//! is in [`crate::operand`].

use crate::operand::ArgKind;

macro_rules! opcodes {
    ($($name:ident = $number:literal, $kind:ident, $caches:literal, |$arg:tt| $pops:expr => $pushes:expr, $doc:literal;)*) => {
        /// An opcode, by the name that `dis` prints.
        #[expect(non_camel_case_types, reason = "the names are those of the Python documentation")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Op { $(#[doc = $doc] $name = $number,)* }

        impl Op {
            /// All opcodes, in the order of their numbers.
            pub const ALL: &[Op] = &[$(Op::$name,)*];

            /// The opcode with this number.
            pub const fn from_number(number: u16) -> Option<Op> {
                match number { $($number => Some(Op::$name),)* _ => None }
            }

            /// The name that `dis` prints.
            pub const fn name(self) -> &'static str {
                match self { $(Op::$name => stringify!($name),)* }
            }

            /// What the argument means.
            pub const fn arg_kind(self) -> ArgKind {
                match self { $(Op::$name => ArgKind::$kind,)* }
            }

            /// How many `CACHE` entries follow the instruction in stored code.
            pub const fn caches(self) -> usize {
                match self { $(Op::$name => $caches,)* }
            }

            /// How many values the instruction takes from the stack. Arguments beyond what code generation can
            /// produce saturate, so that corrupt code cannot overflow.
            #[expect(unused_variables, reason = "not every row looks at the argument")]
            pub const fn pops(self, arg: u32) -> i32 {
                match self { $(Op::$name => { let $arg = clamp(arg); $pops })* }
            }

            /// How many values the instruction leaves on the stack when it does not jump to a handler.
            #[expect(unused_variables, reason = "not every row looks at the argument")]
            pub const fn pushes(self, arg: u32) -> i32 {
                match self { $(Op::$name => { let $arg = clamp(arg); $pushes })* }
            }

            /// One line on what the instruction does.
            pub const fn doc(self) -> &'static str {
                match self { $(Op::$name => $doc,)* }
            }
        }
    };
}

opcodes! {
    CACHE = 0, None, 0, |_| 0 => 0, "Room for an inline cache; never executed.";
    BINARY_SLICE = 1, None, 0, |_| 3 => 1, "container, start, stop -> container[start:stop].";
    BUILD_TEMPLATE = 2, None, 0, |_| 2 => 1, "strings, interpolations -> a template string.";
    CALL_FUNCTION_EX = 4, None, 0, |_| 4 => 1, "callable, self or null, args tuple, kwargs or null -> the result of the call.";
    CHECK_EG_MATCH = 5, None, 0, |_| 2 => 2, "group, type -> rest of the group, matching group (None when nothing matches).";
    CHECK_EXC_MATCH = 6, None, 0, |_| 2 => 2, "exception, type -> exception, whether it matches.";
    CLEANUP_THROW = 7, None, 0, |_| 3 => 2, "A throw() into a delegate ended: turn its StopIteration into a value, re-raise the rest.";
    DELETE_SUBSCR = 8, None, 0, |_| 2 => 0, "container, key -> ; delete container[key].";
    END_FOR = 9, None, 0, |_| 1 => 0, "Drop the value on top at the end of a for loop.";
    END_SEND = 10, None, 0, |_| 2 => 1, "receiver, value -> value.";
    EXIT_INIT_CHECK = 11, None, 0, |_| 1 => 0, "Check that __init__ returned None.";
    FORMAT_SIMPLE = 12, None, 0, |_| 1 => 1, "value -> format(value, '').";
    FORMAT_WITH_SPEC = 13, None, 0, |_| 2 => 1, "value, spec -> format(value, spec).";
    GET_AITER = 14, None, 0, |_| 1 => 1, "value -> its asynchronous iterator.";
    GET_ANEXT = 15, None, 0, |_| 1 => 2, "aiter -> aiter, awaitable of its next item.";
    GET_ITER = 16, None, 0, |_| 1 => 1, "value -> its iterator.";
    RESERVED = 17, None, 0, |_| 0 => 0, "Not used.";
    GET_LEN = 18, None, 0, |_| 1 => 2, "value -> value, len(value).";
    GET_YIELD_FROM_ITER = 19, None, 0, |_| 1 => 1, "value -> what `yield from` delegates to.";
    INTERPRETER_EXIT = 20, None, 0, |_| 1 => 0, "Leave the interpreter with the value on top.";
    LOAD_BUILD_CLASS = 21, None, 0, |_| 0 => 1, "Push builtins.__build_class__.";
    LOAD_LOCALS = 22, None, 0, |_| 0 => 1, "Push the namespace of a class body or module.";
    MAKE_FUNCTION = 23, None, 0, |_| 1 => 1, "code -> a function of it.";
    MATCH_KEYS = 24, None, 0, |_| 2 => 3, "subject, keys -> subject, keys, tuple of the values or None.";
    MATCH_MAPPING = 25, None, 0, |_| 1 => 2, "subject -> subject, whether it is a mapping.";
    MATCH_SEQUENCE = 26, None, 0, |_| 1 => 2, "subject -> subject, whether it is a sequence.";
    NOP = 27, None, 0, |_| 0 => 0, "Do nothing (it carries a line).";
    NOT_TAKEN = 28, None, 0, |_| 0 => 0, "Mark the way of a conditional jump that did not jump.";
    POP_EXCEPT = 29, None, 0, |_| 1 => 0, "Restore the exception being handled before.";
    POP_ITER = 30, None, 0, |_| 1 => 0, "Drop the iterator of a finished for loop.";
    POP_TOP = 31, None, 0, |_| 1 => 0, "Drop the value on top.";
    PUSH_EXC_INFO = 32, None, 0, |_| 1 => 2, "exception -> the one handled before, exception; it is now being handled.";
    PUSH_NULL = 33, None, 0, |_| 0 => 1, "Push a null.";
    RETURN_GENERATOR = 34, None, 0, |_| 0 => 1, "Make a generator of this frame and return it; on resume something to drop is on top.";
    RETURN_VALUE = 35, None, 0, |_| 1 => 1, "Return the value on top to the caller.";
    SETUP_ANNOTATIONS = 36, None, 0, |_| 0 => 0, "Make sure that __annotations__ exists in the namespace.";
    STORE_SLICE = 37, None, 0, |_| 4 => 0, "value, container, start, stop -> ; container[start:stop] = value.";
    STORE_SUBSCR = 38, None, 1, |_| 3 => 0, "value, container, key -> ; container[key] = value.";
    TO_BOOL = 39, None, 3, |_| 1 => 1, "value -> bool(value).";
    UNARY_INVERT = 40, None, 0, |_| 1 => 1, "value -> ~value.";
    UNARY_NEGATIVE = 41, None, 0, |_| 1 => 1, "value -> -value.";
    UNARY_NOT = 42, None, 0, |_| 1 => 1, "bool -> not bool.";
    WITH_EXCEPT_START = 43, None, 0, |_| 5 => 6, "Call __exit__ with the exception being handled and push the result.";
    BINARY_OP = 44, Binary, 5, |_| 2 => 1, "left, right -> left OP right.";
    BUILD_INTERPOLATION = 45, Interpolation, 0, |a| 2 + (a & 1) => 1, "value, text, maybe spec -> an interpolation of a template string.";
    BUILD_LIST = 46, Count, 0, |a| a => 1, "Make a list of the values on top.";
    BUILD_MAP = 47, Count, 0, |a| 2 * a => 1, "Make a dict of the key and value pairs on top.";
    BUILD_SET = 48, Count, 0, |a| a => 1, "Make a set of the values on top.";
    BUILD_SLICE = 49, Count, 0, |a| a => 1, "start, stop, maybe step -> slice.";
    BUILD_STRING = 50, Count, 0, |a| a => 1, "Join the strings on top.";
    BUILD_TUPLE = 51, Count, 0, |a| a => 1, "Make a tuple of the values on top.";
    CALL = 52, Count, 3, |a| 2 + a => 1, "callable, self or null, args -> the result of the call.";
    CALL_INTRINSIC_1 = 53, Intrinsic1, 0, |_| 1 => 1, "value -> intrinsic(value).";
    CALL_INTRINSIC_2 = 54, Intrinsic2, 0, |_| 2 => 1, "a, b -> intrinsic(a, b).";
    CALL_KW = 55, Count, 3, |a| 3 + a => 1, "callable, self or null, args, names of the last args -> the result of the call.";
    COMPARE_OP = 56, Compare, 1, |_| 2 => 1, "left, right -> left OP right (bit 4: as a bool).";
    CONTAINS_OP = 57, Invert, 1, |_| 2 => 1, "item, container -> item in container (1: not in).";
    CONVERT_VALUE = 58, Convert, 0, |_| 1 => 1, "value -> str, repr or ascii of it.";
    COPY = 59, Depth, 0, |a| a => a + 1, "Push the value that is this deep, counted from 1.";
    COPY_FREE_VARS = 60, Count, 0, |_| 0 => 0, "Take the cells of the function's closure into the frame.";
    DELETE_ATTR = 61, Name, 0, |_| 1 => 0, "owner -> ; delete owner.name.";
    DELETE_DEREF = 62, Free, 0, |_| 0 => 0, "Empty a cell; it must be bound.";
    DELETE_FAST = 63, Local, 0, |_| 0 => 0, "Unbind a local; it must be bound.";
    DELETE_GLOBAL = 64, Name, 0, |_| 0 => 0, "Delete a global.";
    DELETE_NAME = 65, Name, 0, |_| 0 => 0, "Delete a name of the namespace.";
    DICT_MERGE = 66, Depth, 0, |a| a + 4 => a + 3, "Update a dict of keyword arguments; duplicates are an error.";
    DICT_UPDATE = 67, Depth, 0, |a| a + 1 => a, "Update the dict that is this deep.";
    END_ASYNC_FOR = 68, JumpBack, 0, |_| 2 => 0, "End an `async for` on StopAsyncIteration, re-raise the rest; the argument leads back to the SEND.";
    EXTENDED_ARG = 69, Extended, 0, |_| 0 => 0, "The upper bytes of the next instruction's argument.";
    FOR_ITER = 70, Jump, 1, |_| 1 => 2, "iter -> iter, its next item; jumps when it is exhausted.";
    GET_AWAITABLE = 71, Awaitable, 0, |_| 1 => 1, "value -> what `await` delegates to.";
    IMPORT_FROM = 72, Name, 0, |_| 1 => 2, "module -> module, module.name.";
    IMPORT_NAME = 73, Name, 0, |_| 2 => 1, "level, names -> the module.";
    IS_OP = 74, Invert, 0, |_| 2 => 1, "left, right -> left is right (1: is not).";
    JUMP_BACKWARD = 75, JumpBack, 1, |_| 0 => 0, "Jump back, looking for work to do.";
    JUMP_BACKWARD_NO_INTERRUPT = 76, JumpBack, 0, |_| 0 => 0, "Jump back.";
    JUMP_FORWARD = 77, Jump, 0, |_| 0 => 0, "Jump.";
    LIST_APPEND = 78, Depth, 0, |a| a + 1 => a, "Append to the list that is this deep.";
    LIST_EXTEND = 79, Depth, 0, |a| a + 1 => a, "Extend the list that is this deep.";
    LOAD_ATTR = 80, Attr, 9, |a| 1 => 1 + (a & 1), "owner -> owner.name (bit 0: method and self, or value and null).";
    LOAD_COMMON_CONSTANT = 81, Common, 0, |_| 0 => 1, "Push a well-known built-in.";
    LOAD_CONST = 82, Const, 0, |_| 0 => 1, "Push a constant.";
    LOAD_DEREF = 83, Free, 0, |_| 0 => 1, "Push what a cell holds; it must be bound.";
    LOAD_FAST = 84, Local, 0, |_| 0 => 1, "Push a local that is known to be bound.";
    LOAD_FAST_AND_CLEAR = 85, Local, 0, |_| 0 => 1, "Push a local or null and unbind it.";
    LOAD_FAST_BORROW = 86, Local, 0, |_| 0 => 1, "Push a local without owning it.";
    LOAD_FAST_BORROW_LOAD_FAST_BORROW = 87, LocalPair, 0, |_| 0 => 2, "Push two locals without owning them.";
    LOAD_FAST_CHECK = 88, Local, 0, |_| 0 => 1, "Push a local; it must be bound.";
    LOAD_FAST_LOAD_FAST = 89, LocalPair, 0, |_| 0 => 2, "Push two locals.";
    LOAD_FROM_DICT_OR_DEREF = 90, Free, 0, |_| 1 => 1, "mapping -> mapping[name], or what the cell holds.";
    LOAD_FROM_DICT_OR_GLOBALS = 91, Name, 0, |_| 1 => 1, "mapping -> mapping[name], or the global or built-in.";
    LOAD_GLOBAL = 92, Global, 4, |a| 0 => 1 + (a & 1), "Push a global or built-in (bit 0: and a null).";
    LOAD_NAME = 93, Name, 0, |_| 0 => 1, "Push a name of the namespace, the globals or the built-ins.";
    LOAD_SMALL_INT = 94, Int, 0, |_| 0 => 1, "Push the argument as an int.";
    LOAD_SPECIAL = 95, Special, 0, |_| 1 => 2, "owner -> its special method and self or null.";
    LOAD_SUPER_ATTR = 96, SuperAttr, 1, |a| 3 => 1 + (a & 1), "super, class, self -> super(class, self).name.";
    MAKE_CELL = 97, Free, 0, |_| 0 => 0, "Put the local into a new cell.";
    MAP_ADD = 98, Depth, 0, |a| a + 2 => a, "Put key and value into the dict that is this deep.";
    MATCH_CLASS = 99, Count, 0, |_| 3 => 1, "subject, class, names -> tuple of the attributes or None.";
    POP_JUMP_IF_FALSE = 100, Jump, 1, |_| 1 => 0, "bool -> ; jump if it is False.";
    POP_JUMP_IF_NONE = 101, Jump, 1, |_| 1 => 0, "value -> ; jump if it is None.";
    POP_JUMP_IF_NOT_NONE = 102, Jump, 1, |_| 1 => 0, "value -> ; jump if it is not None.";
    POP_JUMP_IF_TRUE = 103, Jump, 1, |_| 1 => 0, "bool -> ; jump if it is True.";
    RAISE_VARARGS = 104, Count, 0, |a| a => 0, "Raise: again, an exception, or an exception from a cause.";
    RERAISE = 105, Depth, 0, |a| 1 + a => a, "Raise the exception on top again, as if from the instruction whose offset is this deep.";
    SEND = 106, Jump, 1, |_| 2 => 2, "receiver, value -> receiver, what it yields; jumps with its result when it ends.";
    SET_ADD = 107, Depth, 0, |a| a + 1 => a, "Add to the set that is this deep.";
    SET_FUNCTION_ATTRIBUTE = 108, FunctionAttribute, 0, |_| 2 => 1, "value, function -> function.";
    SET_UPDATE = 109, Depth, 0, |a| a + 1 => a, "Update the set that is this deep.";
    STORE_ATTR = 110, Name, 4, |_| 2 => 0, "value, owner -> ; owner.name = value.";
    STORE_DEREF = 111, Free, 0, |_| 1 => 0, "Put the value on top into a cell.";
    STORE_FAST = 112, Local, 0, |_| 1 => 0, "Bind a local.";
    STORE_FAST_LOAD_FAST = 113, LocalPair, 0, |_| 1 => 1, "Bind a local, then push another.";
    STORE_FAST_STORE_FAST = 114, LocalPair, 0, |_| 2 => 0, "Bind two locals.";
    STORE_GLOBAL = 115, Name, 0, |_| 1 => 0, "Bind a global.";
    STORE_NAME = 116, Name, 0, |_| 1 => 0, "Bind a name of the namespace.";
    SWAP = 117, Depth, 0, |a| a => a, "Swap the value on top with the one that is this deep.";
    UNPACK_EX = 118, Unpack, 0, |a| 1 => 1 + (a & 0xff) + (a >> 8), "Unpack with a starred target: low byte before it, the rest after it.";
    UNPACK_SEQUENCE = 119, Count, 1, |a| 1 => a, "Unpack into this many values, the first on top.";
    YIELD_VALUE = 120, Count, 0, |_| 1 => 1, "Suspend with the value on top; on resume what was sent is on top.";
    RESUME = 128, Resume, 0, |_| 0 => 0, "Where a frame starts or goes on; looks for work to do.";
    ANNOTATIONS_PLACEHOLDER = 256, None, 0, |_| 0 => 0, "Where the annotations of a module or class body are to go.";
    JUMP = 257, Jump, 0, |_| 0 => 0, "Jump; becomes JUMP_FORWARD or JUMP_BACKWARD.";
    JUMP_IF_FALSE = 258, Jump, 0, |_| 1 => 1, "Jump if the value on top is false, keeping it.";
    JUMP_IF_TRUE = 259, Jump, 0, |_| 1 => 1, "Jump if the value on top is true, keeping it.";
    JUMP_NO_INTERRUPT = 260, Jump, 0, |_| 0 => 0, "Jump; becomes JUMP_FORWARD or JUMP_BACKWARD_NO_INTERRUPT.";
    LOAD_CLOSURE = 261, Free, 0, |_| 0 => 1, "Push a cell itself.";
    POP_BLOCK = 262, None, 0, |_| 0 => 0, "The end of what the innermost handler protects.";
    SETUP_CLEANUP = 263, Handler, 0, |_| 0 => 2, "What follows is protected by a handler that also gets the offset.";
    SETUP_FINALLY = 264, Handler, 0, |_| 0 => 1, "What follows is protected by a handler.";
    SETUP_WITH = 265, Handler, 0, |_| 0 => 1, "What follows is protected by the handler of a with statement.";
    STORE_FAST_MAYBE_NULL = 266, Local, 0, |_| 1 => 0, "Bind a local, or unbind it when a null is on top.";
}

/// Keeps stack arithmetic far from overflow whatever the argument.
const fn clamp(arg: u32) -> i32 {
    if arg > 0x0fff_ffff { 0x0fff_ffff } else { arg as i32 }
}

impl Op {
    /// Whether the instruction exists only inside the compiler.
    pub const fn is_pseudo(self) -> bool {
        self as u16 > 255
    }

    /// Whether the argument means something.
    pub const fn has_arg(self) -> bool {
        !matches!(self.arg_kind(), ArgKind::None)
    }

    /// Whether the argument is the place of another instruction (handlers included).
    pub const fn has_target(self) -> bool {
        matches!(self.arg_kind(), ArgKind::Jump | ArgKind::JumpBack | ArgKind::Handler)
    }

    /// Whether the instruction can jump to its target.
    pub const fn is_jump(self) -> bool {
        matches!(self.arg_kind(), ArgKind::Jump | ArgKind::JumpBack)
    }

    /// Whether the instruction opens a protected block (a pseudo instruction).
    pub const fn is_block_push(self) -> bool {
        matches!(self.arg_kind(), ArgKind::Handler)
    }

    /// Whether the argument is the index of a name.
    pub const fn has_name(self) -> bool {
        matches!(self.arg_kind(), ArgKind::Name | ArgKind::Attr | ArgKind::SuperAttr | ArgKind::Global)
    }

    /// Whether the instruction leaves the frame for good.
    pub const fn is_scope_exit(self) -> bool {
        matches!(self, Op::RETURN_VALUE | Op::RAISE_VARARGS | Op::RERAISE)
    }

    /// Whether control always goes to the target.
    pub const fn is_unconditional_jump(self) -> bool {
        matches!(
            self,
            Op::JUMP
                | Op::JUMP_NO_INTERRUPT
                | Op::JUMP_FORWARD
                | Op::JUMP_BACKWARD
                | Op::JUMP_BACKWARD_NO_INTERRUPT
        )
    }

    /// Whether control never goes to the next instruction.
    pub const fn is_terminator(self) -> bool {
        self.is_scope_exit() || self.is_unconditional_jump()
    }

    /// Whether the frame itself stops at this instruction and may later go on behind it.
    pub const fn can_suspend(self) -> bool {
        matches!(self, Op::RETURN_GENERATOR | Op::SEND | Op::YIELD_VALUE)
    }

    /// The change of the stack's depth. Pseudo instructions that open a block push only on the way to the handler.
    pub const fn stack_effect(self, arg: u32, jump: bool) -> i32 {
        if self.is_block_push() && !jump { 0 } else { self.pushes(arg) - self.pops(arg) }
    }
}
