//! The module `posix`, on which `os` stands: `path.rs` path arguments, `stat.rs`, `directory.rs`, `files.rs` open files,
//! `tree.rs` names, `process.rs`, `system.rs` users and the system, `constants.rs`. System calls are in `host/`.

mod constants;
mod directory;
mod files;
mod path;
mod process;
mod stat;
mod system;
mod tree;

pub(crate) use path::{buffer_len as buffer_length, descriptor, fs_text};
pub(crate) use process::{fork_with_hooks, usage_items};
pub(crate) use tree::id;

use crate::structseq;
use kaa_vm::types::{Module, Type};
use kaa_vm::{Fallible, Ref, Value, Vm};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("posix", Some("What the operating system offers to programs."));
    for rows in
        [files::ROWS, tree::ROWS, stat::ROWS, directory::ROWS, process::ROWS, system::ROWS, system::PLAIN]
    {
        vm.add_functions(&module, rows);
    }
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    for (name, n) in constants::NUMBERS {
        set(name, vm.new_int(*n));
    }
    set("_have_functions", vm.new_list(constants::HAVE.iter().map(|n| vm.str_value(n)).collect()).into());
    for (name, table) in [
        ("confstr_names", constants::CONFSTR_NAMES),
        ("pathconf_names", constants::PATHCONF_NAMES),
        ("sysconf_names", constants::SYSCONF_NAMES),
    ] {
        let dict = vm.new_dict();
        for (key, n) in table {
            dict.set_str(&vm.intern(key), vm.new_int(*n));
        }
        set(name, dict.into());
    }
    set("environ", system::environ(vm)?);
    set("error", vm.exceptions.os_error.value().clone());
    for (name, class) in classes(vm) {
        vm.module_state.borrow_mut().insert(state_name(name), class.value().clone());
        if name != "ScandirIterator" {
            set(name, class.into());
        }
    }
    Ok(module)
}

fn classes(vm: &Vm) -> Vec<(&'static str, Ref<Type>)> {
    let mut classes: Vec<(&'static str, Ref<Type>)> = stat::classes(vm).into_iter().collect();
    let plain: [(&'static str, &'static str, &'static [&'static str]); 5] = [
        ("terminal_size", "os.terminal_size", &["columns", "lines"]),
        (
            "times_result",
            "posix.times_result",
            &["user", "system", "children_user", "children_system", "elapsed"],
        ),
        ("uname_result", "posix.uname_result", &["sysname", "nodename", "release", "version", "machine"]),
        ("waitid_result", "posix.waitid_result", &["si_pid", "si_uid", "si_signo", "si_status", "si_code"]),
        ("sched_param", "posix.sched_param", &["sched_priority"]),
    ];
    for (name, full, fields) in plain {
        classes.push((name, structseq::new_class(vm, full, "What a system call tells.", fields)));
    }
    classes
        .push(("DirEntry", vm.new_native_type::<directory::DirEntry>(&vm.types.object, &directory::ENTRY)));
    classes
        .push(("ScandirIterator", vm.new_native_type::<directory::Scan>(&vm.types.object, &directory::SCAN)));
    classes
}

/// Where a class of this module is kept.
fn state_name(name: &str) -> &'static str {
    const NAMES: [&str; 9] = [
        "posix:stat_result",
        "posix:statvfs_result",
        "posix:terminal_size",
        "posix:times_result",
        "posix:uname_result",
        "posix:waitid_result",
        "posix:sched_param",
        "posix:DirEntry",
        "posix:ScandirIterator",
    ];
    NAMES.iter().find(|n| n.strip_prefix("posix:") == Some(name)).copied().unwrap_or("posix:")
}

fn class(vm: &Vm, name: &str) -> Option<Ref<Type>> {
    vm.module_state.borrow().get(state_name(name)).and_then(|c| c.clone().downcast().ok())
}

/// What a signal that interrupted a system call asks for.
fn signals(vm: &Vm) -> Fallible<()> {
    vm.check_signals()
}
