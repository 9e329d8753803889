//! The module `_locale`, on which `locale` and `gettext` stand. The C library knows the locales: `host/locale.rs`.

mod constants;

use crate::helpers::{class_named, given, int32, path_str, some};
use crate::host::locale as host;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};
use std::ffi::CString;

const ROWS: &[Method] = &[
    function("setlocale", "($module, category, locale=None, /)", set, "Sets or tells a locale."),
    function("localeconv", "($module, /)", conventions, "How numbers and money are written."),
    function("strcoll", "($module, os1, os2, /)", compare, "Compares texts."),
    function("strxfrm", "($module, string, /)", transform, "A text that compares as the locale wants."),
    function("nl_langinfo", "($module, key, /)", info, "A fact about the locale."),
    function("getencoding", "($module, /)", |vm, _| done(vm.str_value("utf-8")), "The locale's encoding."),
    function(
        "gettext",
        "($module, msg, /)",
        |vm, a| message(vm, a, "gettext", None, 1, None),
        "A translation.",
    ),
    function(
        "dgettext",
        "($module, domain, msg, /)",
        |vm, a| message(vm, a, "dgettext", Some(1), 2, None),
        "A translation.",
    ),
    function(
        "dcgettext",
        "($module, domain, msg, category, /)",
        |vm, a| message(vm, a, "dcgettext", Some(1), 2, Some(3)),
        "A translation.",
    ),
    function("textdomain", "($module, domain, /)", domain, "Sets or tells the catalogue."),
    function("bindtextdomain", "($module, domain, dir, /)", bind, "Where a catalogue lies."),
    function(
        "bind_textdomain_codeset",
        "($module, domain, codeset, /)",
        bind_codeset,
        "A catalogue's encoding.",
    ),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_locale", Some("The C library's locale."));
    vm.add_functions(&module, ROWS);
    for (name, n) in constants::NUMBERS {
        module.dict.set_str(&vm.intern(name), vm.new_int(*n));
    }
    let class = vm.new_exception_type(&vm.exceptions.exception, "locale.Error", "");
    crate::helpers::enter_class(vm, &module, "locale.Error", &class);
    Ok(module)
}

#[cold]
fn error(vm: &Vm, text: &str) -> Raised {
    let class = class_named(vm, "locale.Error").unwrap_or_else(|| vm.exceptions.exception.clone());
    vm.error(&class, text)
}

/// A text argument; `which` is how messages name it.
fn text(vm: &Vm, v: &Value, which: &str) -> Fallible<CString> {
    let Some(s) = v.payload::<Str>() else {
        let or_none = if which.starts_with("setlocale") { "str or None" } else { "str" };
        let got = vm.type_name(v);
        return Err(vm.type_error(format!("{which} must be {or_none}, not {got}")));
    };
    CString::new(s.as_bytes()).map_err(|_| vm.value_error("embedded null character"))
}

fn set(vm: &Vm, args: &[Slot]) -> NativeResult {
    let category = int32(vm, arg(args, 1))?;
    let name = some(args, 2).map(|v| text(vm, v, "setlocale() argument 2")).transpose()?;
    match host::set(category, name.as_deref()) {
        Some(t) => done(path_str(vm, &t)),
        None if name.is_some() => Err(error(vm, "unsupported locale setting")),
        None => Err(error(vm, "locale query failed")),
    }
}

fn conventions(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let c = host::conventions();
    let dict = vm.new_dict();
    let set = |name: &str, v: Value| dict.set_str(&vm.intern(name), v);
    let grouping = |bytes: &[u8]| -> Value {
        let mut numbers: Vec<Value> = bytes.iter().map(|b| vm.new_int(i64::from(*b))).collect();
        // A 127 says that no more groups follow; else the last one is repeated.
        if !bytes.is_empty() && bytes.last() != Some(&127) {
            numbers.push(vm.new_int(0));
        }
        vm.new_list(numbers).into()
    };
    let [
        point,
        thousands,
        groups,
        international,
        currency,
        money_point,
        money_thousands,
        money_groups,
        plus,
        minus,
    ] = &c.texts;
    for (name, t) in [
        ("int_curr_symbol", international),
        ("currency_symbol", currency),
        ("mon_decimal_point", money_point),
        ("mon_thousands_sep", money_thousands),
    ] {
        set(name, path_str(vm, t));
    }
    set("mon_grouping", grouping(money_groups));
    set("positive_sign", path_str(vm, plus));
    set("negative_sign", path_str(vm, minus));
    let names = [
        "int_frac_digits",
        "frac_digits",
        "p_cs_precedes",
        "p_sep_by_space",
        "n_cs_precedes",
        "n_sep_by_space",
        "p_sign_posn",
        "n_sign_posn",
    ];
    for (name, n) in names.iter().zip(c.numbers) {
        set(name, vm.new_int(i64::from(n)));
    }
    set("decimal_point", path_str(vm, point));
    set("thousands_sep", path_str(vm, thousands));
    set("grouping", grouping(groups));
    done(dict)
}

fn compare(vm: &Vm, args: &[Slot]) -> NativeResult {
    let a = text(vm, arg(args, 1), "strcoll() argument 1")?;
    let b = text(vm, arg(args, 2), "strcoll() argument 2")?;
    done(vm.new_int(i64::from(host::compare(&a, &b))))
}

fn transform(vm: &Vm, args: &[Slot]) -> NativeResult {
    let t = text(vm, arg(args, 1), "strxfrm() argument")?;
    done(path_str(vm, &host::transformed(&t)))
}

fn info(vm: &Vm, args: &[Slot]) -> NativeResult {
    let key = int32(vm, arg(args, 1))?;
    let known = constants::NUMBERS.iter().any(|(name, n)| *n == i64::from(key) && !name.starts_with("LC_"));
    if !known {
        return Err(vm.value_error("unsupported langinfo constant"));
    }
    done(path_str(vm, &host::info(key)))
}

fn message(
    vm: &Vm,
    args: &[Slot],
    function: &str,
    domain: Option<usize>,
    i: usize,
    category: Option<usize>,
) -> NativeResult {
    let which = match domain {
        None => format!("{function}() argument"),
        Some(_) => format!("{function}() argument {i}"),
    };
    let domain = match domain.and_then(|i| some(args, i)) {
        Some(v) => Some(text(vm, v, &format!("{function}() argument 1"))?),
        None => None,
    };
    let msg = text(vm, arg(args, i), &which)?;
    let category = match category.and_then(|i| given(args, i)) {
        Some(v) => int32(vm, v)?,
        None => libc::LC_MESSAGES,
    };
    done(path_str(vm, &host::message(domain.as_deref(), &msg, category)))
}

/// An answer, or the error of the call.
fn answer(vm: &Vm, t: Option<Vec<u8>>) -> NativeResult {
    match t {
        Some(t) => done(path_str(vm, &t)),
        None => Err(crate::helpers::os_error(vm, &std::io::Error::last_os_error(), None)),
    }
}

fn domain(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = some(args, 1).map(|v| text(vm, v, "textdomain() argument")).transpose()?;
    answer(vm, host::domain(name.as_deref()))
}

fn bind(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = text(vm, arg(args, 1), "bindtextdomain() argument 1")?;
    if name.is_empty() {
        return Err(error(vm, "domain must be a non-empty string"));
    }
    let folder = some(args, 2).map(|v| crate::posix::fs_text(vm, v)).transpose()?;
    answer(vm, host::bind(&name, folder.as_ref()))
}

fn bind_codeset(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = text(vm, arg(args, 1), "bind_textdomain_codeset() argument 1")?;
    let set = some(args, 2).map(|v| text(vm, v, "bind_textdomain_codeset() argument 2")).transpose()?;
    match host::bind_codeset(&name, set.as_ref()) {
        Some(t) => done(path_str(vm, &t)),
        None => done(Value::None),
    }
}
