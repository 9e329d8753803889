//! The built-in exception classes, one row each, and what their `__init__` puts into extra fields.
//!
//! Methods are with the type (`types/exception`); printing is in `traceback.rs` beside this file.

mod report;
pub mod suggest;
pub mod traceback;
pub mod warnings;

pub use suggest::closest_name;

use crate::types::{Exception, Type, Types};
use crate::vm::Vm;
use kaa_heap::Ref;

macro_rules! exceptions {
    ($root:ident; $($field:ident = $name:literal, $base:ident;)*) => {
        /// The built-in exception classes.
        #[expect(missing_docs, reason = "each field is the class of its name")]
        pub struct Exceptions { pub $root: Ref<Type>, $(pub $field: Ref<Type>,)* }

        impl Exceptions {
            pub(crate) fn bootstrap(types: &Types) -> Exceptions {
                let $root = types.base_exception.clone();
                $(let $field = bare(types, &$base, $name);)*
                Exceptions { $root, $($field,)* }
            }

            /// Every class with its name.
            pub fn all(&self) -> Vec<(&'static str, &Ref<Type>)> {
                vec![("BaseException", &self.$root), $(($name, &self.$field),)*]
            }

            pub(crate) fn finish(&self, vm: &Vm) {
                $(finish_class(vm, &self.$field, &self.$base);)*
                crate::types::exception::install(vm);
            }
        }
    };
}

exceptions! {
    base_exception;
    exception = "Exception", base_exception;
    system_exit = "SystemExit", base_exception;
    keyboard_interrupt = "KeyboardInterrupt", base_exception;
    generator_exit = "GeneratorExit", base_exception;
    base_exception_group = "BaseExceptionGroup", base_exception;
    stop_iteration = "StopIteration", exception;
    stop_async_iteration = "StopAsyncIteration", exception;
    arithmetic_error = "ArithmeticError", exception;
    floating_point_error = "FloatingPointError", arithmetic_error;
    overflow_error = "OverflowError", arithmetic_error;
    zero_division_error = "ZeroDivisionError", arithmetic_error;
    assertion_error = "AssertionError", exception;
    attribute_error = "AttributeError", exception;
    buffer_error = "BufferError", exception;
    eof_error = "EOFError", exception;
    import_error = "ImportError", exception;
    module_not_found_error = "ModuleNotFoundError", import_error;
    lookup_error = "LookupError", exception;
    index_error = "IndexError", lookup_error;
    key_error = "KeyError", lookup_error;
    memory_error = "MemoryError", exception;
    name_error = "NameError", exception;
    unbound_local_error = "UnboundLocalError", name_error;
    os_error = "OSError", exception;
    blocking_io_error = "BlockingIOError", os_error;
    child_process_error = "ChildProcessError", os_error;
    connection_error = "ConnectionError", os_error;
    broken_pipe_error = "BrokenPipeError", connection_error;
    connection_aborted_error = "ConnectionAbortedError", connection_error;
    connection_refused_error = "ConnectionRefusedError", connection_error;
    connection_reset_error = "ConnectionResetError", connection_error;
    file_exists_error = "FileExistsError", os_error;
    file_not_found_error = "FileNotFoundError", os_error;
    interrupted_error = "InterruptedError", os_error;
    is_a_directory_error = "IsADirectoryError", os_error;
    not_a_directory_error = "NotADirectoryError", os_error;
    permission_error = "PermissionError", os_error;
    process_lookup_error = "ProcessLookupError", os_error;
    timeout_error = "TimeoutError", os_error;
    reference_error = "ReferenceError", exception;
    runtime_error = "RuntimeError", exception;
    not_implemented_error = "NotImplementedError", runtime_error;
    recursion_error = "RecursionError", runtime_error;
    python_finalization_error = "PythonFinalizationError", runtime_error;
    syntax_error = "SyntaxError", exception;
    incomplete_input_error = "_IncompleteInputError", syntax_error;
    indentation_error = "IndentationError", syntax_error;
    tab_error = "TabError", indentation_error;
    system_error = "SystemError", exception;
    type_error = "TypeError", exception;
    value_error = "ValueError", exception;
    unicode_error = "UnicodeError", value_error;
    unicode_decode_error = "UnicodeDecodeError", unicode_error;
    unicode_encode_error = "UnicodeEncodeError", unicode_error;
    unicode_translate_error = "UnicodeTranslateError", unicode_error;
    warning = "Warning", exception;
    bytes_warning = "BytesWarning", warning;
    deprecation_warning = "DeprecationWarning", warning;
    encoding_warning = "EncodingWarning", warning;
    future_warning = "FutureWarning", warning;
    import_warning = "ImportWarning", warning;
    pending_deprecation_warning = "PendingDeprecationWarning", warning;
    resource_warning = "ResourceWarning", warning;
    runtime_warning = "RuntimeWarning", warning;
    syntax_warning = "SyntaxWarning", warning;
    unicode_warning = "UnicodeWarning", warning;
    user_warning = "UserWarning", warning;
    exception_group = "ExceptionGroup", base_exception_group;
}

fn bare(types: &Types, base: &Ref<Type>, name: &str) -> Ref<Type> {
    let t = Type::bare(name, base.core.vtable, base.core.flags.get(), base.core.inline_attrs, 0);
    kaa_heap::new_object(types.type_.class_header(), t)
}

fn finish_class(vm: &Vm, class: &Ref<Type>, base: &Ref<Type>) {
    let mut bases = vec![base.clone()];
    let mut mro = vec![class.clone()];
    mro.extend(base.mro.borrow().iter().cloned());
    if class.is(&vm.exceptions.exception_group) {
        let second = &vm.exceptions.exception;
        bases.push(second.clone());
        mro.insert(2, second.clone());
    }
    *class.bases.borrow_mut() = bases;
    *class.mro.borrow_mut() = mro.into();
    class.dict.set_str(&vm.names.__module__, vm.str_value("builtins"));
    vm.register_subclass(class);
    class.modified(vm);
}

/// Puts constructor arguments into the extra fields, for exceptions that native code makes.
pub(crate) fn fill_fields(vm: &Vm, e: &Ref<Exception>) {
    crate::types::exception::init_fields(vm, e, &[]);
}
