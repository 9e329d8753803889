//! The table of native modules.

use kaa_vm::types::Module;
use kaa_vm::{Fallible, Ref, Vm};

type Make = fn(&Vm) -> Fallible<Ref<Module>>;

/// Name and maker of every native module but `builtins` and `sys`.
const MODULES: &[(&str, Make)] = &[
    ("_abc", crate::abc::make),
    ("_ast", crate::ast::make),
    ("_bisect", crate::bisect::make),
    ("_blake2", crate::hash::make_blake2),
    ("_codecs", crate::codecs::make),
    ("_collections", crate::collections::make),
    ("_contextvars", crate::contextvars::make),
    ("_csv", crate::csv::make),
    ("_functools", crate::functools::make),
    ("_heapq", crate::heapq::make),
    ("_imp", crate::imp::make),
    ("_io", crate::io::make),
    ("_locale", crate::locale::make),
    ("_md5", crate::hash::make_md5),
    ("_json", crate::json::make),
    ("_opcode", crate::opcode::make),
    ("_operator", crate::operator::make),
    ("_signal", crate::signal::make),
    ("_posixsubprocess", crate::subprocess::make),
    ("_queue", crate::queue::make),
    ("_random", crate::random::make),
    ("_sha1", crate::hash::make_sha1),
    ("_sha2", crate::hash::make_sha2),
    ("_sha3", crate::hash::make_sha3),
    ("_socket", crate::socket::make),
    ("_sre", crate::sre::make),
    ("_statistics", crate::small::make_statistics),
    ("_string", crate::string::make),
    ("_struct", crate::pystruct::make),
    ("_suggestions", crate::small::make_suggestions),
    ("_symtable", crate::symtable::make),
    ("_thread", crate::thread::make),
    ("_tokenize", crate::tokenize::make),
    ("_tracemalloc", crate::tracemalloc::make),
    ("_types", crate::types::make),
    ("_uuid", crate::small::make_uuid),
    ("_weakref", crate::weakref::make),
    ("array", crate::array::make),
    ("atexit", crate::atexit::make),
    ("binascii", crate::binascii::make),
    ("cmath", crate::cmath::make),
    ("errno", crate::errno::make),
    ("faulthandler", crate::faulthandler::make),
    ("fcntl", crate::fcntl::make),
    ("gc", crate::gc::make),
    ("grp", crate::users::make_groups),
    ("itertools", crate::itertools::make),
    ("marshal", crate::marshal::make),
    ("math", crate::math::make),
    ("mmap", crate::mmap::make),
    ("posix", crate::posix::make),
    ("pwd", crate::users::make_users),
    ("resource", crate::resource::make),
    ("select", crate::select::make),
    ("termios", crate::termios::make),
    ("time", crate::time::make),
    ("unicodedata", crate::unicodedata::make),
    ("zlib", crate::zlib::make),
];

/// Registers the native modules and sets up `sys` with its streams.
pub fn install(vm: &Vm) {
    let mut table = vm.native_modules.borrow_mut();
    for (name, make) in MODULES {
        table.insert((*name).to_string(), *make);
    }
    for (name, make) in crate::absent::MODULES {
        table.insert((*name).to_string(), *make);
    }
    drop(table);
    crate::sys::install(vm);
}

/// Names of all modules that are not files.
pub(crate) fn names(vm: &Vm) -> Vec<String> {
    let mut names: Vec<String> = vm.native_modules.borrow().keys().cloned().collect();
    names.retain(|n| !crate::absent::MODULES.iter().any(|(absent, _)| n == absent));
    names.push("builtins".to_string());
    names.push("sys".to_string());
    names.sort();
    names
}
