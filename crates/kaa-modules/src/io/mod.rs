//! The module `_io`: files and streams. `base.rs` the abstract classes, `file.rs` raw files, `buffered.rs` buffers over raw
//! streams, `text.rs` and `text_read.rs` text over buffers, `memory.rs` BytesIO, `string.rs` StringIO, `open.rs` the function.

mod base;
mod buffered;
mod file;
mod memory;
mod newlines;
mod open;
mod pair;
mod string;
mod text;
mod text_read;

pub(crate) use buffered::{Mode, new_buffered};
pub(crate) use file::{Access, new_file};
pub(crate) use text::{Text, TextSettings, flush_text, new_text};

use kaa_heap::Ref;
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::types::{Module, Type};
use kaa_vm::{Fallible, Raised, Value, Vm};
use std::cell::OnceCell;

/// Bytes that a buffer holds unless told otherwise.
pub(crate) const BUFFER_SIZE: usize = 131_072;

/// The classes of the module.
pub(crate) struct Classes {
    pub(crate) base: Ref<Type>,
    pub(crate) raw: Ref<Type>,
    pub(crate) buffered: Ref<Type>,
    pub(crate) text_base: Ref<Type>,
    pub(crate) file: Ref<Type>,
    pub(crate) reader: Ref<Type>,
    pub(crate) writer: Ref<Type>,
    pub(crate) random: Ref<Type>,
    pub(crate) pair: Ref<Type>,
    pub(crate) bytes: Ref<Type>,
    pub(crate) string: Ref<Type>,
    pub(crate) text: Ref<Type>,
    pub(crate) decoder: Ref<Type>,
    pub(crate) unsupported: Ref<Type>,
}

thread_local! {
    /// Made once for a thread's runtime, which lives as long as the thread.
    static CLASSES: OnceCell<&'static Classes> = const { OnceCell::new() };
}

/// The classes, made at the first call.
pub(crate) fn classes(vm: &Vm) -> &'static Classes {
    if let Some(c) = CLASSES.with(|c| c.get().copied()) {
        return c;
    }
    let made: &'static Classes = Box::leak(Box::new(make_classes(vm)));
    CLASSES.with(|c| *c.get_or_init(|| made))
}

fn make_classes(vm: &Vm) -> Classes {
    use kaa_vm::types::builtin_types::Empty;
    let object = &vm.types.object;
    let base = vm.new_native_type::<Empty>(object, &base::IO_BASE);
    let raw = vm.new_native_type::<Empty>(&base, &base::RAW_BASE);
    let buffered = vm.new_native_type::<Empty>(&base, &base::BUFFERED_BASE);
    let text_base = vm.new_native_type::<Empty>(&base, &base::TEXT_BASE);
    let with_buffer = |spec: &'static TypeSpec| vm.new_native_type::<buffered::Buffered>(&buffered, spec);
    Classes {
        file: vm.new_native_type::<file::RawFile>(&raw, &file::SPEC),
        reader: with_buffer(&buffered::READER),
        writer: with_buffer(&buffered::WRITER),
        random: with_buffer(&buffered::RANDOM),
        pair: vm.new_native_type::<pair::Pair>(&buffered, &pair::SPEC),
        bytes: vm.new_native_type::<memory::BytesIo>(&buffered, &memory::SPEC),
        string: vm.new_native_type::<string::StringIo>(&text_base, &string::SPEC),
        text: vm.new_native_type::<text::Text>(&text_base, &text::SPEC),
        decoder: vm.new_native_type::<newlines::Decoder>(object, &newlines::SPEC),
        unsupported: unsupported_class(vm),
        base,
        raw,
        buffered,
        text_base,
    }
}

/// `io.UnsupportedOperation`, derived from OSError and ValueError.
fn unsupported_class(vm: &Vm) -> Ref<Type> {
    let bases =
        vm.new_tuple(vec![vm.exceptions.os_error.value().clone(), vm.exceptions.value_error.value().clone()]);
    let names = vm.new_dict();
    names.set_str(&vm.names.__module__, vm.str_value("io"));
    let args = [vm.str_value("UnsupportedOperation"), bases.into(), names.into()];
    let made = vm.call(vm.types.type_.value(), &args).ok().and_then(|c| c.downcast().ok());
    made.unwrap_or_else(|| vm.new_exception_type(&vm.exceptions.os_error, "io.UnsupportedOperation", ""))
}

/// `UnsupportedOperation` with a message.
#[cold]
pub(crate) fn unsupported(vm: &Vm, message: &str) -> Raised {
    vm.error(&classes(vm).unsupported, message)
}

/// ValueError of a stream that was closed.
#[cold]
pub(crate) fn closed_error(vm: &Vm) -> Raised {
    vm.value_error("I/O operation on closed file.")
}

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_io", Some("Files and streams."));
    let c = classes(vm);
    for (name, class) in [
        ("_IOBase", &c.base),
        ("_RawIOBase", &c.raw),
        ("_BufferedIOBase", &c.buffered),
        ("_TextIOBase", &c.text_base),
        ("FileIO", &c.file),
        ("BufferedReader", &c.reader),
        ("BufferedWriter", &c.writer),
        ("BufferedRandom", &c.random),
        ("BufferedRWPair", &c.pair),
        ("BytesIO", &c.bytes),
        ("StringIO", &c.string),
        ("TextIOWrapper", &c.text),
        ("IncrementalNewlineDecoder", &c.decoder),
        ("UnsupportedOperation", &c.unsupported),
        ("BlockingIOError", &vm.exceptions.blocking_io_error),
    ] {
        module.dict.set_str(&vm.intern(name), class.value().clone());
    }
    module.dict.set_str(&vm.intern("DEFAULT_BUFFER_SIZE"), vm.new_usize(BUFFER_SIZE));
    vm.add_functions(&module, open::ROWS);
    Ok(module)
}

/// `whence` and offset of a `seek`.
pub(crate) fn whence_of(vm: &Vm, v: Option<&Value>) -> Fallible<i64> {
    match v {
        Some(w) => vm.index_clamped(w),
        None => Ok(0),
    }
}

/// A size argument: `None` and negative mean everything.
pub(crate) fn size_of_arg(vm: &Vm, v: Option<&Value>) -> Fallible<Option<usize>> {
    match v {
        None => Ok(None),
        Some(v) if v.is_none() => Ok(None),
        Some(v)
            if kaa_vm::types::int::is_int(v)
                || vm.class_of(v).special(vm, kaa_vm::dunder::Dunder::Index).is_some() =>
        {
            Ok(usize::try_from(vm.index_clamped(v)?).ok())
        }
        Some(v) => {
            Err(vm.type_error(format!("argument should be integer or None, not '{}'", vm.type_name(v))))
        }
    }
}
