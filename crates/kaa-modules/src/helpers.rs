//! Small things that many modules need: optional arguments, texts, paths, system errors.

use kaa_heap::Payload;
use kaa_vm::native::{Slot, arg};
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::types::{Bytes, MemoryView, Module, Str, Type};
use kaa_vm::{Fallible, Raised, Ref, Value, Vm};

/// An argument that was given, `None` included.
pub(crate) fn given(args: &[Slot], i: usize) -> Option<&Value> {
    args.get(i).and_then(|s| s.as_ref())
}

/// An argument that was given and is not `None`.
pub(crate) fn some(args: &[Slot], i: usize) -> Option<&Value> {
    given(args, i).filter(|v| !v.is_none())
}

/// The text of a `str` argument; TypeError otherwise.
pub(crate) fn text(vm: &Vm, v: &Value, what: &str) -> Fallible<String> {
    match v.payload::<Str>() {
        Some(s) => Ok(s.to_string_lossy().into_owned()),
        None => Err(vm.type_error(format!("{what} must be str, not {}", vm.type_name(v)))),
    }
}

/// A file system path as bytes: from `str` (surrogate escapes undone), `bytes` or `__fspath__`.
pub(crate) fn path_bytes(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    let v = vm.fs_path(v)?;
    let bytes = match (v.payload::<Str>(), v.payload::<Bytes>()) {
        (Some(s), _) => unescape(s.as_bytes()),
        (_, Some(b)) => b.data.to_vec(),
        _ => Vec::new(),
    };
    if bytes.contains(&0) {
        return Err(vm.value_error("embedded null byte"));
    }
    Ok(bytes)
}

/// WTF-8 to file system bytes: U+DC80 to U+DCFF stand for bytes that are no UTF-8.
pub(crate) fn unescape(wtf8: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(wtf8.len());
    let mut rest = wtf8;
    while let Some((&first, tail)) = rest.split_first() {
        match rest {
            [0xed, b @ 0xb2..=0xb3, c, more @ ..] => {
                out.push((b & 3) << 6 | (c & 0x3f));
                rest = more;
            }
            _ => {
                out.push(first);
                rest = tail;
            }
        }
    }
    out
}

/// File system bytes to WTF-8, the other way round.
pub(crate) fn escape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.extend_from_slice(chunk.valid().as_bytes());
        for b in chunk.invalid() {
            out.extend_from_slice(&[0xed, 0xb0 | (b >> 6), 0x80 | (b & 0x3f)]);
        }
    }
    out
}

/// A `str` of a file system path.
pub(crate) fn path_str(vm: &Vm, bytes: &[u8]) -> Value {
    vm.new_str_owned(escape(bytes)).into()
}

/// An OSError of the right subclass.
#[cold]
pub(crate) fn os_error(vm: &Vm, e: &std::io::Error, filename: Option<&Value>) -> Raised {
    let number = e.raw_os_error().unwrap_or(libc::EIO);
    os_error_number(vm, number, filename)
}

/// The same from an errno.
#[cold]
pub(crate) fn os_error_number(vm: &Vm, number: i32, filename: Option<&Value>) -> Raised {
    let mut args = vec![vm.new_int(i64::from(number)), vm.str_value(&strerror(number))];
    args.extend(filename.cloned());
    match vm.call(vm.exceptions.os_error.value(), &args) {
        Ok(e) => Raised(e),
        Err(e) => e,
    }
}

/// The system's text of an errno.
pub(crate) fn strerror(number: i32) -> String {
    let text = std::io::Error::from_raw_os_error(number).to_string();
    text.split(" (os error").next().unwrap_or(&text).to_string()
}

/// An int that must fit 32 bits.
pub(crate) fn int32(vm: &Vm, v: &Value) -> Fallible<i32> {
    let i = vm.index_clamped(v)?;
    i32::try_from(i).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
}

/// The bytes of a bytes-like object.
pub(crate) fn bytes_of(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    Ok(vm.require_bytes(v)?.to_vec())
}

/// Puts bytes into a writable bytes-like object, from its start.
pub(crate) fn fill_buffer(vm: &Vm, target: &Value, bytes: &[u8]) -> Fallible<()> {
    if let Some(b) = target.payload::<kaa_vm::types::ByteArray>() {
        let mut data = b.data.borrow_mut();
        let n = bytes.len().min(data.len());
        data[..n].copy_from_slice(&bytes[..n]);
        return Ok(());
    }
    if bytes.is_empty() {
        return Ok(());
    }
    let exported = vm.class_of(target).special(vm, kaa_vm::dunder::Dunder::Buffer).is_some();
    if target.payload::<MemoryView>().is_none() && !exported {
        let got = vm.type_name(target);
        return Err(vm.type_error(format!("a read-write bytes-like object is required, not '{got}'")));
    }
    // Whatever its items are, it is filled as bytes.
    let view = vm.call(vm.types.memoryview.value(), &[target.clone()])?;
    let view = vm.call_method(&view, "cast", &[vm.str_value("B")])?;
    let place = vm.new_slice(vm.new_int(0), vm.new_usize(bytes.len()), Value::None);
    vm.set_item(&view, &place, vm.new_bytes(bytes))?;
    vm.call_method(&view, "release", &[]).map(drop)
}

/// Makes a class of a module and enters it there by the last part of its name.
pub(crate) fn add_class<T: Payload>(vm: &Vm, module: &Ref<Module>, spec: &'static TypeSpec) -> Ref<Type> {
    let class = vm.new_native_type::<T>(&vm.types.object, spec);
    enter_class(vm, module, spec.name, &class);
    class
}

/// Enters a class in a module, and where [`class_named`] finds it.
pub(crate) fn enter_class(vm: &Vm, module: &Ref<Module>, name: &'static str, class: &Ref<Type>) {
    let short = name.rsplit('.').next().unwrap_or(name);
    module.dict.set_str(&vm.intern(short), class.value().clone());
    vm.module_state.borrow_mut().insert(name, class.value().clone());
}

/// A class by its full name, once its module was made.
pub(crate) fn class_named(vm: &Vm, name: &str) -> Option<Ref<Type>> {
    vm.module_state.borrow().get(name).and_then(|c| c.clone().downcast().ok())
}

/// The class that `__new__` received; it must have this layout.
pub(crate) fn class_for<'a, T: Payload>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Type>> {
    match arg(args, 0).as_ref::<Type>() {
        Some(class) if class.has_layout::<T>() => Ok(class),
        Some(class) => {
            let name = class.name();
            Err(vm.type_error(format!("__new__(): {name} is not a subtype of the class")))
        }
        None => {
            let name = vm.type_name(arg(args, 0));
            Err(vm.type_error(format!("__new__(X): X is not a type object ({name})")))
        }
    }
}
