//! What `sysconfig` reads about how the runtime was built: the variables that programs ask for.

use kaa_vm::types::Module;
use kaa_vm::{Fallible, Ref, Vm};

/// Texts by name.
#[rustfmt::skip]
const TEXTS: &[(&str, &str)] = &[
    ("ABIFLAGS", ""), ("AR", "ar"), ("ARFLAGS", "rcs"), ("BINDIR", "/usr/bin"), ("CC", "cc"), ("CFLAGS", ""),
    ("CONFIG_ARGS", ""), ("CXX", "c++"), ("EXE", ""), ("EXT_SUFFIX", ".cpython-314-x86_64-linux-gnu.so"),
    ("HOST_GNU_TYPE", "x86_64-pc-linux-gnu"), ("INCLUDEPY", "/usr/include/python3.14"), ("LDFLAGS", ""),
    ("LDVERSION", "3.14"), ("LIBDEST", "/usr/lib/python3.14"), ("LIBDIR", "/usr/lib/x86_64-linux-gnu"),
    ("MACHDEP", "linux"), ("MULTIARCH", "x86_64-linux-gnu"), ("PY_CFLAGS", ""), ("SHLIB_SUFFIX", ".so"),
    ("SOABI", "cpython-314-x86_64-linux-gnu"), ("TZPATH", "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"),
    ("VERSION", "3.14"), ("prefix", "/usr"), ("exec_prefix", "/usr"),
];

/// Numbers by name.
#[rustfmt::skip]
const NUMBERS: &[(&str, i64)] = &[
    ("HAVE_FORK", 1), ("HAVE_LONG_DOUBLE", 1), ("Py_DEBUG", 0), ("Py_ENABLE_SHARED", 0), ("Py_GIL_DISABLED", 0),
    ("Py_REF_DEBUG", 0), ("Py_TRACE_REFS", 0), ("SIZEOF_DOUBLE", 8), ("SIZEOF_FLOAT", 4), ("SIZEOF_INT", 4),
    ("SIZEOF_LONG", 8), ("SIZEOF_LONG_LONG", 8), ("SIZEOF_SHORT", 2), ("SIZEOF_SIZE_T", 8), ("SIZEOF_TIME_T", 8),
    ("SIZEOF_VOID_P", 8), ("SIZEOF_WCHAR_T", 4), ("WITH_DOC_STRINGS", 1), ("WITH_PYMALLOC", 0),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_sysconfigdata__linux_x86_64-linux-gnu", None);
    let variables = vm.new_dict();
    for (name, text) in TEXTS {
        variables.set_str(&vm.intern(name), vm.str_value(text));
    }
    for (name, n) in NUMBERS {
        variables.set_str(&vm.intern(name), vm.new_int(*n));
    }
    module.dict.set_str(&vm.intern("build_time_vars"), variables.into());
    Ok(module)
}
