//! What `site` adds for people at a prompt, and hooks: `exit`, `quit`, `breakpoint`, `open`, `copyright`, `help`.

use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, function};
use crate::types::{Dict, Str, Tuple};
use crate::vm::Vm;
use kaa_heap::Value;

pub(super) static ROWS: &[Method] = &[
    function(
        "breakpoint",
        "(*args, **kws)",
        breakpoint,
        "Calls sys.breakpointhook() with the same arguments: the debugger, unless somebody changed it.",
    ),
    function("open", "(*args, **kws)", open, "Opens a file and gives a stream: see io.open()."),
    function("exit", "(code=None)", exit, "Leaves the program by raising SystemExit."),
    function("quit", "(code=None)", exit, "Leaves the program by raising SystemExit."),
    function("copyright", "()", copyright, "Prints who may do what with this program."),
    function("credits", "()", credits, "Prints whom this program owes something."),
    function("license", "()", copyright, "Prints the licence."),
    function("help", "(*args, **kwds)", help, "Shows documentation through pydoc."),
];

/// Calls a function of a module with the arguments of a `(*args, **kws)` row.
fn forward(vm: &Vm, function: &Value, args: &[Slot]) -> NativeResult {
    let positional = arg(args, 0).payload::<Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let mut keywords = Vec::new();
    if let Some(Some(d)) = args.get(1)
        && let Some(d) = d.payload::<Dict>()
    {
        for e in d.table.borrow().iter() {
            if let Some(name) = e.key.as_ref::<Str>() {
                keywords.push((name.clone(), e.value.clone()));
            }
        }
    }
    done(vm.call_kw(function, &positional, &keywords)?)
}

fn breakpoint(vm: &Vm, args: &[Slot]) -> NativeResult {
    match vm.sys.get_text(vm, "breakpointhook") {
        Some(hook) => forward(vm, &hook, args),
        None => Err(vm.runtime_error("lost sys.breakpointhook")),
    }
}

fn open(vm: &Vm, args: &[Slot]) -> NativeResult {
    let module = vm.import_module("_io")?;
    let open = vm.get_attr(&module, &vm.intern("open"))?;
    forward(vm, &open, args)
}

fn exit(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = args.first().and_then(|c| c.clone()).unwrap_or(Value::None);
    Err(vm.error_with(&vm.exceptions.system_exit, vec![given]))
}

fn say(vm: &Vm, text: &str) -> NativeResult {
    let print = vm.builtins.get_text(vm, "print").unwrap_or(Value::None);
    done(vm.call(&print, &[vm.str_value(text)])?)
}

fn copyright(vm: &Vm, _args: &[Slot]) -> NativeResult {
    say(
        vm,
        "Kaa may be used under the MIT licence or the Apache licence, version 2.0, as you like.\nIts Python library is CPython's, under the PSF licence.",
    )
}

fn credits(vm: &Vm, _args: &[Slot]) -> NativeResult {
    say(vm, "Kaa runs the library that the developers of CPython wrote. See www.python.org.")
}

fn help(vm: &Vm, args: &[Slot]) -> NativeResult {
    let module = vm.import_module("pydoc")?;
    let help = vm.get_attr(&module, &vm.intern("help"))?;
    forward(vm, &help, args)
}
