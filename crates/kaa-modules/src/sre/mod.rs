//! The module `_sre`: the engine of regular expressions. `codes.rs` and `engine.rs` match, `subject.rs` is what is matched
//! against, `pattern.rs`, `replace.rs`, `matched.rs` and `scanner.rs` are the objects.

mod codes;
mod engine;
mod matched;
mod pattern;
mod replace;
mod scanner;
mod subject;

use crate::helpers::{class_named, enter_class};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Dict, Module, Tuple, Type};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function(
        "compile",
        "($module, /, pattern, flags, code, groups, groupindex, indexgroup)",
        compile,
        "A pattern object of compiled code.",
    ),
    function(
        "template",
        "($module, pattern, template, /)",
        replace::template,
        "A compiled replacement text.",
    ),
    function("getcodesize", "($module, /)", |vm, _| done(vm.new_int(4)), "Bytes of one code."),
    function(
        "ascii_iscased",
        "($module, character, /)",
        |vm, a| {
            letter(
                vm,
                a,
                |c| {
                    if c < 128 { u32::from(codes::ascii_lower(c) != c || (97..=122).contains(&c)) } else { 0 }
                },
                true,
            )
        },
        "Has it two cases in ASCII?",
    ),
    function(
        "unicode_iscased",
        "($module, character, /)",
        |vm, a| {
            letter(vm, a, |c| u32::from(codes::unicode_lower(c) != c || codes::unicode_upper(c) != c), true)
        },
        "Has it two cases?",
    ),
    function(
        "ascii_tolower",
        "($module, character, /)",
        |vm, a| letter(vm, a, codes::ascii_lower, false),
        "Lower case in ASCII.",
    ),
    function(
        "unicode_tolower",
        "($module, character, /)",
        |vm, a| letter(vm, a, codes::unicode_lower, false),
        "Lower case.",
    ),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_sre", None);
    vm.add_functions(&module, ROWS);
    let set = |name: &str, n: i64| module.dict.set_str(&vm.intern(name), vm.new_int(n));
    set("MAGIC", codes::MAGIC);
    set("CODESIZE", 4);
    set("MAXREPEAT", i64::from(u32::MAX));
    set("MAXGROUPS", i64::from(u32::MAX / 4));
    let about = vm.str_value(" The numbering of codes is that of SRE 2.2.2 ");
    module.dict.set_str(&vm.intern("copyright"), about);
    let object = &vm.types.object;
    for (name, class) in [
        (pattern::SPEC.name, vm.new_native_type::<pattern::Pattern>(object, &pattern::SPEC)),
        (matched::SPEC.name, vm.new_native_type::<matched::Match>(object, &matched::SPEC)),
        (scanner::SPEC.name, vm.new_native_type::<scanner::Scanner>(object, &scanner::SPEC)),
        (replace::SPEC.name, vm.new_native_type::<replace::Template>(object, &replace::SPEC)),
    ] {
        let hidden = vm.new_module("_sre", None);
        enter_class(vm, &hidden, name, &class);
    }
    Ok(module)
}

/// One of the module's classes.
fn class(vm: &Vm, name: &str) -> Fallible<Ref<Type>> {
    class_named(vm, name).ok_or_else(|| vm.system_error("the module _sre is not there"))
}

fn letter(vm: &Vm, args: &[Slot], f: fn(u32) -> u32, answer_is_bool: bool) -> NativeResult {
    let c = u32::try_from(vm.index_clamped(arg(args, 1))?).unwrap_or(0);
    let r = f(c);
    done(if answer_is_bool { Value::bool(r != 0) } else { vm.new_int(i64::from(r)) })
}

fn compile(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut code = Vec::new();
    for v in vm.collect(arg(args, 3))? {
        match u32::try_from(vm.index_i64(&v)?) {
            Ok(n) => code.push(n),
            Err(_) => return Err(vm.overflow_error("regular expression code size limit exceeded")),
        }
    }
    let Some(groupindex) = arg(args, 5).as_ref::<Dict>() else {
        let got = vm.type_name(arg(args, 5));
        return Err(vm.type_error(format!("compile() argument 'groupindex' must be dict, not {got}")));
    };
    let Some(indexgroup) = arg(args, 6).as_ref::<Tuple>() else {
        let got = vm.type_name(arg(args, 6));
        return Err(vm.type_error(format!("compile() argument 'indexgroup' must be tuple, not {got}")));
    };
    let source = arg(args, 1).clone();
    let p = pattern::Pattern {
        kind: subject::kind_of(&source),
        source,
        flags: vm.index_i64(arg(args, 2))?,
        code,
        groups: usize::try_from(vm.index_i64(arg(args, 4))?).unwrap_or(0),
        groupindex: groupindex.clone(),
        indexgroup: indexgroup.clone(),
    };
    done(vm.new_object(&class(vm, pattern::SPEC.name)?, p))
}
