//! The modules `pwd` and `grp`: users and groups of the system.

use crate::helpers::{class_named, path_str};
use crate::host::users::{self as host, Group, User};
use crate::structseq;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};
use std::ffi::CString;

const USER_ROWS: &[Method] = &[
    function("getpwnam", "($module, name, /)", user_by_name, "A user by name."),
    function("getpwuid", "($module, uidobj, /)", user_by_number, "A user by number."),
    function("getpwall", "($module, /)", all_users, "All users."),
];
const GROUP_ROWS: &[Method] = &[
    function("getgrnam", "($module, /, name)", group_by_name, "A group by name."),
    function("getgrgid", "($module, /, id)", group_by_number, "A group by number."),
    function("getgrall", "($module, /)", all_groups, "All groups."),
];
const USER: &str = "pwd.struct_passwd";
const GROUP: &str = "grp.struct_group";

/// Makes the module `pwd`.
pub(crate) fn make_users(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("pwd", Some("Users of the system."));
    vm.add_functions(&module, USER_ROWS);
    let fields = &["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"];
    // The names of the fields stand where the class is kept: under another key.
    let class = structseq::new_class(vm, USER, "A user.", fields);
    enter(vm, &module, "pwd:class", "struct_passwd", &class);
    Ok(module)
}

/// Makes the module `grp`.
pub(crate) fn make_groups(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("grp", Some("Groups of the system."));
    vm.add_functions(&module, GROUP_ROWS);
    let class = structseq::new_class(vm, GROUP, "A group.", &["gr_name", "gr_passwd", "gr_gid", "gr_mem"]);
    enter(vm, &module, "grp:class", "struct_group", &class);
    Ok(module)
}

fn enter(vm: &Vm, module: &Ref<Module>, key: &'static str, name: &str, class: &Ref<kaa_vm::types::Type>) {
    module.dict.set_str(&vm.intern(name), class.value().clone());
    vm.module_state.borrow_mut().insert(key, class.value().clone());
}

fn shown_user(vm: &Vm, u: &User) -> Value {
    let [name, password, comment, home, shell] = &u.texts;
    let [id, group] = u.ids.map(|i| vm.new_int(i64::from(i)));
    let text = |t: &[u8]| path_str(vm, t);
    let items = vec![text(name), text(password), id, group, text(comment), text(home), text(shell)];
    match class_named(vm, "pwd:class") {
        Some(class) => structseq::new_instance(vm, &class, items),
        None => vm.new_tuple(items).into(),
    }
}

fn shown_group(vm: &Vm, g: &Group) -> Value {
    let members = g.members.iter().map(|m| path_str(vm, m)).collect();
    let [name, password] = &g.texts;
    let id = vm.new_int(i64::from(g.id));
    let items = vec![path_str(vm, name), path_str(vm, password), id, vm.new_list(members).into()];
    match class_named(vm, "grp:class") {
        Some(class) => structseq::new_instance(vm, &class, items),
        None => vm.new_tuple(items).into(),
    }
}

fn name(vm: &Vm, args: &[Slot], function: &str) -> Fallible<CString> {
    let v = arg(args, 1);
    if v.payload::<Str>().is_none() {
        let got = vm.type_name(v);
        return Err(vm.type_error(format!("{function}() argument must be str, not {got}")));
    }
    crate::posix::fs_text(vm, v)
}

#[cold]
fn unknown(vm: &Vm, text: &str) -> Raised {
    vm.key_error(&vm.str_value(text))
}

fn unknown_name(vm: &Vm, args: &[Slot], function: &str) -> Raised {
    match vm.repr(arg(args, 1)) {
        Ok(shown) => unknown(vm, &format!("{function}(): name not found: {}", shown.to_string_lossy())),
        Err(e) => e,
    }
}

fn user_by_name(vm: &Vm, args: &[Slot]) -> NativeResult {
    match host::user_named(&name(vm, args, "getpwnam")?) {
        Some(u) => done(shown_user(vm, &u)),
        None => Err(unknown_name(vm, args, "getpwnam")),
    }
}

fn user_by_number(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 1);
    let id = match crate::posix::id(vm, v, "uid") {
        Err(e) if vm.matches(&e, &vm.exceptions.overflow_error) => {
            return Err(unknown(vm, "getpwuid(): uid not found"));
        }
        r => r?,
    };
    match host::user_numbered(id) {
        Some(u) => done(shown_user(vm, &u)),
        None => Err(unknown(vm, &format!("getpwuid(): uid not found: {}", id as i32))),
    }
}

fn all_users(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_list(host::users().iter().map(|u| shown_user(vm, u)).collect()))
}

fn group_by_name(vm: &Vm, args: &[Slot]) -> NativeResult {
    match host::group_named(&name(vm, args, "getgrnam")?) {
        Some(g) => done(shown_group(vm, &g)),
        None => Err(unknown_name(vm, args, "getgrnam")),
    }
}

fn group_by_number(vm: &Vm, args: &[Slot]) -> NativeResult {
    let id = crate::posix::id(vm, arg(args, 1), "gid")?;
    match host::group_numbered(id) {
        Some(g) => done(shown_group(vm, &g)),
        None => Err(unknown(vm, &format!("getgrgid(): gid not found: {}", id as i32))),
    }
}

fn all_groups(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_list(host::groups().iter().map(|g| shown_group(vm, g)).collect()))
}
