//! Functions of `sys` that ask or change the machine.

use crate::helpers::{given, int32, some};
use crate::structseq;
use kaa_heap::ClassFlags;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Exception, Str, Type};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

pub(super) static ROWS: &[Method] = &[
    function("_getframe", "(depth=0, /)", getframe, "The frame of the caller, or of one further out."),
    function(
        "_getframemodulename",
        "(depth=0)",
        getframemodulename,
        "The name of the module of a frame's function.",
    ),
    function("_current_frames", "()", current_frames, "The topmost frame of every thread."),
    function("_current_exceptions", "()", current_exceptions, "The exception that every thread handles."),
    function("_clear_type_cache", "()", nothing, "Accepted without effect."),
    function("_clear_internal_caches", "()", nothing, "Accepted without effect."),
    function("_clear_type_descriptors", "(type, /)", nothing, "Accepted without effect."),
    function("_debugmallocstats", "()", nothing, "Accepted without effect."),
    function("_is_gil_enabled", "()", yes, "Whether only one thread runs at a time: always."),
    function("_is_immortal", "(op, /)", is_immortal, "Whether the object is not counted."),
    function("_is_interned", "(string, /)", is_interned, "Whether the string is interned."),
    function("_get_cpu_count_config", "()", minus_one, "The number of processors that was configured: none."),
    function("activate_stack_trampoline", "(backend, /)", nothing, "Accepted without effect."),
    function("deactivate_stack_trampoline", "()", nothing, "Accepted without effect."),
    function("is_stack_trampoline_active", "()", no, "Whether it is active: never."),
    function("is_remote_debug_enabled", "()", no, "Whether remote debugging is possible: never."),
    function("addaudithook", "(hook)", add_audit_hook, "Has a function called at every audit event."),
    function("audit", "(*args)", audit, "Raises an audit event."),
    function("call_tracing", "(func, args, /)", call_tracing, "Calls a function."),
    function("exc_info", "()", exc_info, "Type, value and traceback of the exception being handled."),
    function("exception", "()", exception, "The exception being handled."),
    function("exit", "(status=None, /)", exit, "Leaves the program by raising SystemExit(status)."),
    function("get_asyncgen_hooks", "()", get_asyncgen_hooks, "The hooks of asynchronous generators."),
    function(
        "set_asyncgen_hooks",
        "(*args, **kwargs)",
        set_asyncgen_hooks,
        "Sets the hooks of asynchronous generators.",
    ),
    function(
        "get_coroutine_origin_tracking_depth",
        "()",
        get_origin_depth,
        "How many frames a coroutine's origin has.",
    ),
    function(
        "set_coroutine_origin_tracking_depth",
        "(depth)",
        set_origin_depth,
        "Sets how many frames a coroutine's origin has.",
    ),
    function(
        "get_int_max_str_digits",
        "()",
        get_max_digits,
        "The greatest number of digits that ints and texts are converted with.",
    ),
    function("set_int_max_str_digits", "(maxdigits)", set_max_digits, "Sets that number; 0 means no limit."),
    function("getallocatedblocks", "()", allocated_blocks, "How many memory blocks are in use."),
    function("getunicodeinternedsize", "(*, _only_immortal=False)", zero, "How many strings are interned."),
    function("getdefaultencoding", "()", default_encoding, "The encoding that str() uses by default."),
    function("getfilesystemencoding", "()", default_encoding, "The encoding of file names."),
    function(
        "getfilesystemencodeerrors",
        "()",
        filesystem_errors,
        "How bytes of file names that do not decode are kept.",
    ),
    function("getdlopenflags", "()", two, "Flags of dlopen."),
    function("setdlopenflags", "(flags, /)", nothing, "Accepted without effect."),
    function("getrecursionlimit", "()", get_recursion_limit, "How deep Python calls may go."),
    function("setrecursionlimit", "(limit, /)", set_recursion_limit, "Sets how deep Python calls may go."),
    function("getrefcount", "(object, /)", getrefcount, "How many references the object has."),
    function("getsizeof", "(object, default=<unrepresentable>)", getsizeof, "The object's size in bytes."),
    function("getswitchinterval", "()", get_switch_interval, "Seconds between switches of threads."),
    function(
        "setswitchinterval",
        "(interval, /)",
        set_switch_interval,
        "Sets the seconds between switches of threads.",
    ),
    function("gettrace", "()", gettrace, "The trace function."),
    function("settrace", "(function, /)", settrace, "Sets the trace function."),
    function("getprofile", "()", getprofile, "The profile function."),
    function("setprofile", "(function, /)", setprofile, "Sets the profile function."),
    function("_settraceallthreads", "(function, /)", settrace, "Sets the trace function."),
    function("_setprofileallthreads", "(function, /)", setprofile, "Sets the profile function."),
    function("intern", "(string, /)", intern, "The one string of this text that all interned ones are."),
    function("is_finalizing", "()", is_finalizing, "Whether the interpreter is shutting down."),
];

fn nothing(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::None)
}
fn yes(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::True)
}
fn no(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(Value::False)
}
fn is_finalizing(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(setting(vm, "finalizing").unwrap_or(Value::False))
}
fn zero(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_int(0))
}
fn two(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_int(2))
}
fn minus_one(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_int(-1))
}

fn depth_of(vm: &Vm, args: &[Slot]) -> Fallible<usize> {
    let depth = match given(args, 0) {
        Some(d) => int32(vm, d)?,
        None => 0,
    };
    Ok(usize::try_from(depth).unwrap_or(0))
}

fn getframe(vm: &Vm, args: &[Slot]) -> NativeResult {
    match vm.frame_at(depth_of(vm, args)?) {
        Some(f) => {
            vm.audit("sys._getframe", || vec![f.clone()])?;
            done(f)
        }
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

fn getframemodulename(vm: &Vm, args: &[Slot]) -> NativeResult {
    let globals = vm.globals_at(depth_of(vm, args)?);
    done(globals.and_then(|g| g.get_str(&vm.names.__name__)).unwrap_or(Value::None))
}

fn current_frames(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let dict = vm.new_dict();
    if let Some(f) = vm.frame_at(0) {
        dict.set(vm, vm.new_int(1), f)?;
    }
    done(dict)
}

fn current_exceptions(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let dict = vm.new_dict();
    dict.set(vm, vm.new_int(1), vm.handled_exception().unwrap_or(Value::None))?;
    done(dict)
}

fn add_audit_hook(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.add_audit_hook(arg(args, 0))?;
    done(Value::None)
}

fn audit(vm: &Vm, args: &[Slot]) -> NativeResult {
    let all = arg(args, 0).payload::<kaa_vm::types::Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let Some(event) = all.first() else {
        return Err(vm.type_error("audit expected at least 1 argument, got 0"));
    };
    match event.payload::<Str>() {
        Some(name) => {
            vm.audit(&name.to_string_lossy(), || all[1..].to_vec())?;
            done(Value::None)
        }
        None => {
            let got = vm.type_name(event);
            Err(vm.type_error(format!("audit() argument 1 must be str, not {got}")))
        }
    }
}

fn is_immortal(_vm: &Vm, args: &[Slot]) -> NativeResult {
    done(Value::bool(!arg(args, 0).is_pointer()))
}

fn is_interned(vm: &Vm, args: &[Slot]) -> NativeResult {
    match arg(args, 0).payload::<Str>() {
        Some(s) => done(Value::bool(s.is_interned())),
        None => {
            let name = vm.type_name(arg(args, 0));
            Err(vm.type_error(format!("_is_interned() argument must be str, not {name}")))
        }
    }
}

fn call_tracing(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(items) = arg(args, 1).payload::<kaa_vm::types::Tuple>() else {
        let got = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("call_tracing() argument 2 must be tuple, not {got}")));
    };
    done(vm.call_traced(arg(args, 0), items)?)
}

fn exc_info(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let items = match vm.handled_exception() {
        Some(e) => {
            let tb = e.payload::<Exception>().and_then(|x| x.traceback.borrow().clone());
            vec![vm.class_ref(&e).into(), e, tb.unwrap_or(Value::None)]
        }
        None => vec![Value::None, Value::None, Value::None],
    };
    done(vm.new_tuple(items))
}

fn exception(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.handled_exception().unwrap_or(Value::None))
}

fn exit(vm: &Vm, args: &[Slot]) -> NativeResult {
    let status = given(args, 0).cloned().unwrap_or(Value::None);
    // A tuple becomes the arguments, as when an exception is made of a class and a value.
    let arguments = match status.payload::<kaa_vm::types::Tuple>() {
        Some(t) => t.to_vec(),
        None if status.is_none() => Vec::new(),
        None => vec![status],
    };
    match vm.call(vm.exceptions.system_exit.value(), &arguments) {
        Ok(e) => Err(kaa_vm::Raised(e)),
        Err(e) => Err(e),
    }
}

fn hooks_class(vm: &Vm) -> Ref<Type> {
    if let Some(c) =
        vm.module_state.borrow().get("class sys.asyncgen_hooks").and_then(|v| v.clone().downcast().ok())
    {
        return c;
    }
    let doc = "sys.asyncgen_hooks\n\nThe hooks of asynchronous generators.";
    let class = structseq::new_class(vm, "asyncgen_hooks", doc, &["firstiter", "finalizer"]);
    vm.module_state.borrow_mut().insert("class sys.asyncgen_hooks", class.value().clone());
    class
}

fn get_asyncgen_hooks(vm: &Vm, _args: &[Slot]) -> NativeResult {
    let (first, last) = vm.asyncgen_hooks.borrow().clone();
    let items = vec![first.unwrap_or(Value::None), last.unwrap_or(Value::None)];
    done(structseq::new_instance(vm, &hooks_class(vm), items))
}

/// `firstiter` and `finalizer` by position or keyword, with the messages of CPython's general parser.
fn hook_arguments(vm: &Vm, args: &[Slot]) -> Fallible<[Slot; 2]> {
    let mut found: [Slot; 2] = [None, None];
    let positional = arg(args, 0).payload::<kaa_vm::types::Tuple>().map(|t| t.to_vec()).unwrap_or_default();
    let named: Vec<(Value, Value)> = match given(args, 1).and_then(|d| d.payload::<kaa_vm::types::Dict>()) {
        Some(d) => d.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect(),
        None => Vec::new(),
    };
    let all = positional.len() + named.len();
    if all > 2 {
        return Err(vm.type_error(format!("function takes at most 2 arguments ({all} given)")));
    }
    for (slot, v) in found.iter_mut().zip(positional) {
        *slot = Some(v);
    }
    for (k, v) in named {
        let name = vm.str(&k)?.to_string_lossy().into_owned();
        let i = match name.as_str() {
            "firstiter" => 0,
            "finalizer" => 1,
            _ => {
                let message = format!("this function got an unexpected keyword argument '{name}'");
                return Err(vm.type_error(message));
            }
        };
        if found[i].replace(v).is_some() {
            let message = format!("argument for function given by name ('{name}') and position ({})", i + 1);
            return Err(vm.type_error(message));
        }
    }
    Ok(found)
}

fn set_asyncgen_hooks(vm: &Vm, args: &[Slot]) -> NativeResult {
    let args = &hook_arguments(vm, args)?[..];
    for (i, name) in [(1, "finalizer"), (0, "firstiter")] {
        if let Some(v) = some(args, i)
            && !vm.is_callable(v)
        {
            let got = vm.type_name(v);
            return Err(vm.type_error(format!("callable {name} expected, got {got}")));
        }
    }
    let mut hooks = vm.asyncgen_hooks.borrow().clone();
    if let Some(v) = given(args, 0) {
        hooks.0 = Some(v.clone()).filter(|v| !v.is_none());
    }
    if let Some(v) = given(args, 1) {
        hooks.1 = Some(v.clone()).filter(|v| !v.is_none());
    }
    let old = vm.asyncgen_hooks.replace(hooks);
    drop(old);
    done(Value::None)
}

fn get_origin_depth(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_usize(vm.origin_depth.get()))
}

fn set_origin_depth(vm: &Vm, args: &[Slot]) -> NativeResult {
    match usize::try_from(int32(vm, arg(args, 0))?) {
        Ok(n) => {
            vm.origin_depth.set(n);
            done(Value::None)
        }
        Err(_) => Err(vm.value_error("depth must be >= 0")),
    }
}

/// Where settings that nothing but `sys` reads are kept.
fn setting(vm: &Vm, name: &'static str) -> Option<Value> {
    vm.module_state.borrow().get(name).cloned()
}

fn set_setting(vm: &Vm, name: &'static str, v: Value) {
    let old = vm.module_state.borrow_mut().insert(name, v);
    drop(old);
}

fn get_max_digits(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_usize(kaa_vm::types::int::text::max_digits()))
}

fn set_max_digits(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = int32(vm, arg(args, 0))?;
    if n != 0 && n < 640 {
        return Err(vm.value_error("maxdigits must be >= 640 or 0 for unlimited"));
    }
    kaa_vm::types::int::text::set_max_digits(usize::try_from(n).unwrap_or(0));
    done(Value::None)
}

fn allocated_blocks(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_usize(kaa_heap::allocated_bytes() / 64))
}

fn default_encoding(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.str_value("utf-8"))
}

fn filesystem_errors(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.str_value("surrogateescape"))
}

fn get_recursion_limit(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.new_usize(vm.recursion_limit.get()))
}

fn set_recursion_limit(vm: &Vm, args: &[Slot]) -> NativeResult {
    match usize::try_from(int32(vm, arg(args, 0))?) {
        Ok(n) if n > 0 => {
            vm.recursion_limit.set(n);
            done(Value::None)
        }
        _ => Err(vm.value_error("recursion limit must be greater or equal than 1")),
    }
}

fn getrefcount(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    if !v.is_pointer() {
        // What CPython shows for objects that live for ever.
        return done(vm.new_int(3_221_225_472));
    }
    // One reference is the argument's; a value that nobody else has counts as held by its maker.
    done(vm.new_int(i64::from(kaa_heap::refcount_of(v).saturating_sub(1).max(1))))
}

fn getsizeof(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let class = vm.class_ref(v);
    let Some(method) = class.lookup(vm, &vm.intern("__sizeof__")) else {
        return Err(vm.type_error(format!("Type {} doesn't define __sizeof__", class.name())));
    };
    let size = vm.call_special(&method, v, &[]).and_then(|size| match kaa_vm::types::int::as_i64(&size) {
        Some(n) => Ok(n),
        None => Err(vm.type_error("an integer is required")),
    });
    let n = match (size, given(args, 1)) {
        (Err(e), Some(default)) if vm.matches(&e, &vm.exceptions.type_error) => return done(default.clone()),
        (r, _) => r?,
    };
    if n < 0 {
        return Err(vm.value_error("__sizeof__() should return >= 0"));
    }
    let tracked = if class.has(ClassFlags::GC) { 16 } else { 0 };
    done(vm.new_int(n.saturating_add(tracked)))
}

fn get_switch_interval(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(setting(vm, "switch_interval").unwrap_or_else(|| vm.new_float(0.005)))
}

fn set_switch_interval(vm: &Vm, args: &[Slot]) -> NativeResult {
    if arg(args, 0).payload::<Str>().is_some() {
        return Err(vm.type_error("must be real number, not str"));
    }
    let float = vm.call(vm.types.float.value(), std::slice::from_ref(arg(args, 0)))?;
    if kaa_vm::types::float::as_f64(&float).is_none_or(|f| f <= 0.0) {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    set_setting(vm, "switch_interval", float);
    done(Value::None)
}

fn gettrace(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.trace_function().unwrap_or(Value::None))
}

fn settrace(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.audit("sys.settrace", Vec::new)?;
    vm.set_trace_function(some(args, 0).cloned());
    done(Value::None)
}

fn getprofile(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.profile_function().unwrap_or(Value::None))
}

fn setprofile(vm: &Vm, args: &[Slot]) -> NativeResult {
    vm.audit("sys.setprofile", Vec::new)?;
    vm.set_profile_function(some(args, 0).cloned());
    done(Value::None)
}

fn intern(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    match vm.exact_str(v) {
        Some(s) if s.is_interned() => done(v.clone()),
        Some(s) => done(vm.intern_str(s)),
        None if v.payload::<Str>().is_some() => {
            Err(vm.type_error(format!("can't intern {}", vm.type_name(v))))
        }
        None => {
            let name = vm.type_name(v);
            Err(vm.type_error(format!("intern() argument must be str, not {name}")))
        }
    }
}
