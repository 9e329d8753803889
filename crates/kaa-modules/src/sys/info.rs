//! Constants of `sys`: version, platform, flags, paths, limits.

use super::namespace::new_namespace;
use crate::structseq;
use kaa_vm::builtins::import::EMBEDDED_ROOT;
use kaa_vm::{Value, Vm};

/// Version of the language.
const VERSION: (i64, i64, i64) = (3, 14, 7);

const FLAG_NAMES: &[&str] = &[
    "debug",
    "inspect",
    "interactive",
    "optimize",
    "dont_write_bytecode",
    "no_user_site",
    "no_site",
    "ignore_environment",
    "verbose",
    "bytes_warning",
    "quiet",
    "hash_randomization",
    "isolated",
    "dev_mode",
    "utf8_mode",
    "warn_default_encoding",
    "safe_path",
    "int_max_str_digits",
];

/// Flags that are attributes, but not items.
const HIDDEN_FLAGS: &[(&str, i64)] =
    &[("gil", 1), ("thread_inherit_context", 0), ("context_aware_warnings", 0)];

const STDLIB_NAMES: &str = include_str!("stdlib_names.txt");

pub(super) fn fill(vm: &Vm) {
    let set = |name: &str, v: Value| vm.sys.set_str(&vm.intern(name), v);
    let text = |s: &str| vm.str_value(s);
    let (major, minor, micro) = VERSION;
    let version =
        format!("{major}.{minor}.{micro} (main, Nov 23 2026, 00:00:00) [Kaa {}]", env!("CARGO_PKG_VERSION"));
    set("version", text(&version));
    let hex = (major << 24 | minor << 16 | micro << 8) | 0xf0;
    set("hexversion", vm.new_int(hex));
    set("api_version", vm.new_int(1013));
    set("copyright", text("Kaa: MIT or Apache-2.0. Its library is CPython's: PSF licence."));
    let version_info = version_info(vm);
    set("version_info", version_info.clone());
    set("implementation", implementation(vm, hex, version_info));
    set("platform", text(if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS }));
    set("byteorder", text(if cfg!(target_endian = "little") { "little" } else { "big" }));
    set("maxsize", vm.new_int(i64::MAX));
    set("maxunicode", vm.new_int(0x10_ffff));
    set("platlibdir", text("lib"));
    set("float_repr_style", text("short"));
    set("abiflags", text(""));
    set("pycache_prefix", Value::None);
    set("_git", vm.new_tuple(vec![text("Kaa"), text(""), text("")]).into());
    set("_framework", text(""));
    numeric_info(vm);
    flags(vm);
    paths(vm);
    let names = crate::registry::names(vm).iter().map(|n| vm.intern(n).into()).collect();
    set("builtin_module_names", vm.new_tuple(names).into());
    let names = STDLIB_NAMES.split_whitespace().map(|n| vm.intern(n).into()).collect();
    set("stdlib_module_names", frozenset(vm, names));
    set("modules", vm.modules.value().clone());
    set("warnoptions", string_list(vm, &vm.config.borrow().warnoptions));
    let options = vm.new_dict();
    for (k, v) in &vm.config.borrow().xoptions {
        options.set_str(&vm.intern(k), v.as_deref().map_or(Value::True, text));
    }
    set("_xoptions", options.into());
}

fn frozenset(vm: &Vm, items: Vec<Value>) -> Value {
    let list: Value = vm.new_list(items).into();
    vm.call(vm.types.frozenset.value(), std::slice::from_ref(&list)).unwrap_or(list)
}

fn string_list(vm: &Vm, items: &[String]) -> Value {
    vm.new_list(items.iter().map(|s| vm.str_value(s)).collect()).into()
}

fn version_info(vm: &Vm) -> Value {
    let fields = &["major", "minor", "micro", "releaselevel", "serial"];
    let class = structseq::new_class(
        vm,
        "sys.version_info",
        "sys.version_info\n\nVersion information as a named tuple.",
        fields,
    );
    let (major, minor, micro) = VERSION;
    let items =
        vec![vm.new_int(major), vm.new_int(minor), vm.new_int(micro), vm.str_value("final"), vm.new_int(0)];
    structseq::new_instance(vm, &class, items)
}

fn implementation(vm: &Vm, hex: i64, version: Value) -> Value {
    let items = vec![
        ("name", vm.str_value("kaa")),
        ("cache_tag", vm.str_value("kaa-314")),
        ("version", version),
        ("hexversion", vm.new_int(hex)),
        ("_multiarch", vm.str_value(&format!("{}-linux-gnu", std::env::consts::ARCH))),
        ("supports_isolated_interpreters", Value::False),
    ];
    new_namespace(vm, items)
}

fn numeric_info(vm: &Vm) {
    let set = |name: &str, v: Value| vm.sys.set_str(&vm.intern(name), v);
    let ints = |items: &[i64]| items.iter().map(|i| vm.new_int(*i)).collect::<Vec<Value>>();
    let fields = &[
        "max",
        "max_exp",
        "max_10_exp",
        "min",
        "min_exp",
        "min_10_exp",
        "dig",
        "mant_dig",
        "epsilon",
        "radix",
        "rounds",
    ];
    let class = structseq::new_class(vm, "sys.float_info", "sys.float_info\n\nWhat floats can hold.", fields);
    let mut items = vec![vm.new_float(f64::MAX)];
    items.extend(ints(&[1024, 308]));
    items.push(vm.new_float(f64::MIN_POSITIVE));
    items.extend(ints(&[-1021, -307, 15, 53]));
    items.push(vm.new_float(f64::EPSILON));
    items.extend(ints(&[2, 1]));
    set("float_info", structseq::new_instance(vm, &class, items));
    let fields = &["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"];
    let class = structseq::new_class(vm, "sys.int_info", "sys.int_info\n\nHow ints are stored.", fields);
    set("int_info", structseq::new_instance(vm, &class, ints(&[30, 4, 4300, 640])));
    let fields = &["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"];
    let class =
        structseq::new_class(vm, "sys.hash_info", "sys.hash_info\n\nHow hashes are computed.", fields);
    let mut items = ints(&[64, (1 << 61) - 1, 314_159, 0, 1_000_003]);
    items.push(vm.str_value("siphash13"));
    items.extend(ints(&[64, 128, 0]));
    set("hash_info", structseq::new_instance(vm, &class, items));
    let fields = &["name", "lock", "version"];
    let class =
        structseq::new_class(vm, "sys.thread_info", "sys.thread_info\n\nHow threads are made.", fields);
    let items = vec![vm.str_value("pthread"), vm.str_value("semaphore"), Value::None];
    set("thread_info", structseq::new_instance(vm, &class, items));
}

fn flags(vm: &Vm) {
    let class =
        structseq::new_class(vm, "sys.flags", "sys.flags\n\nWhat the command line asked for.", FLAG_NAMES);
    let config = vm.config.borrow().clone();
    for (name, value) in HIDDEN_FLAGS {
        let given = config.flags.get(name).copied();
        class.dict.set_str(&vm.intern(name), vm.new_int(given.unwrap_or(*value)));
    }
    class.modified(vm);
    if let Some(digits) = config.flags.get("int_max_str_digits") {
        kaa_vm::types::int::text::set_max_digits(usize::try_from(*digits).unwrap_or(0));
    }
    let items = FLAG_NAMES.iter().map(|name| {
        let given = config.flags.get(name).copied();
        match *name {
            "optimize" => vm.new_int(i64::from(config.optimize)),
            "hash_randomization" => vm.new_int(i64::from(config.hash_seed != Some(0))),
            "dev_mode" | "safe_path" => Value::bool(given.is_some()),
            "int_max_str_digits" => vm.new_int(given.unwrap_or(4300)),
            _ => vm.new_int(given.unwrap_or(0)),
        }
    });
    let items = items.collect();
    vm.sys.set_str(&vm.intern("flags"), structseq::new_instance(vm, &class, items));
    let write = config.flags.contains_key("dont_write_bytecode");
    vm.sys.set_str(&vm.intern("dont_write_bytecode"), Value::bool(write));
}

fn paths(vm: &Vm) {
    let set = |name: &str, v: Value| vm.sys.set_str(&vm.intern(name), v);
    let config = vm.config.borrow().clone();
    set("argv", string_list(vm, &config.argv));
    let executable = std::env::current_exe().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    let mut original = vec![executable.clone()];
    original.extend(std::env::args().skip(1));
    set("orig_argv", string_list(vm, &original));
    let prefix = std::path::Path::new(&executable).parent().and_then(|p| p.parent());
    let prefix = prefix.map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"] {
        set(name, vm.str_value(&prefix));
    }
    set("executable", vm.str_value(&executable));
    set("_base_executable", vm.str_value(&executable));
    set("_home", Value::None);
    set("_stdlib_dir", vm.str_value(EMBEDDED_ROOT));
    let mut path = Vec::new();
    if !config.flags.contains_key("safe_path") {
        path.push(first_entry(&config.argv));
    }
    if !config.flags.contains_key("ignore_environment")
        && let Ok(list) = std::env::var("PYTHONPATH")
    {
        path.extend(list.split(':').filter(|s| !s.is_empty()).map(str::to_owned));
    }
    path.push(EMBEDDED_ROOT.to_owned());
    set("path", string_list(vm, &path));
}

/// Where a program's own modules are: the script's folder, or the current one.
fn first_entry(argv: &[String]) -> String {
    let script = argv.first().map(String::as_str).unwrap_or("");
    if matches!(script, "" | "-" | "-c") {
        return String::new();
    }
    if script == "-m" {
        return std::env::current_dir().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    }
    let real = std::fs::canonicalize(script).unwrap_or_else(|_| script.into());
    if real.is_dir() {
        return script.to_owned();
    }
    real.parent().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default()
}
