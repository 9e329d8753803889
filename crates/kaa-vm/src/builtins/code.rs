//! `compile`, `eval`, `exec`, `globals`, `locals`, and running code objects in given namespaces.
//!
//! The compiler is behind [`Vm::compile_hook`]. Next: `import.rs`, which runs modules with this.

use crate::flow::{Fallible, Flow, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Slot, arg, function};
use crate::types::{Bytes, Cell, CodeObject, Dict, Function, Module, Str, Tuple};
use crate::vm::{CompileRequest, TreeHooks, Vm};
use kaa_bytecode::CodeFlags;
use kaa_heap::{Ref, Value};

pub(super) static ROWS: &[Method] = &[
    function(
        "compile",
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile,
        "Compiles source text to a code object that exec() or eval() can run.",
    ),
    function(
        "eval",
        "(source, /, globals=None, locals=None)",
        eval,
        "The value of an expression, given as text or code, in the context of globals and locals.",
    ),
    function(
        "exec",
        "(source, /, globals=None, locals=None, *, closure=None)",
        exec,
        "Runs statements, given as text or code, in the context of globals and locals.",
    ),
    function("globals", "()", globals, "The dictionary of the current module's names."),
    function("locals", "()", locals, "A dictionary of the current scope's names."),
];

/// Flags of `compile()` that are not future flags.
const DONT_IMPLY_DEDENT: u32 = 0x200;
const ONLY_AST: u32 = 0x400;
const TYPE_COMMENTS: u32 = 0x1000;
const TOP_LEVEL_AWAIT: u32 = 0x2000;
const INCOMPLETE_INPUT: u32 = 0x4000;
const OPTIMIZED_AST: u32 = 0x8000;
const KNOWN_FLAGS: u32 = CodeFlags::FUTURE_MASK
    | DONT_IMPLY_DEDENT
    | ONLY_AST
    | TYPE_COMMENTS
    | TOP_LEVEL_AWAIT
    | INCOMPLETE_INPUT
    | OPTIMIZED_AST
    | 0x10
    | 0x100;

fn globals(vm: &Vm, _args: &[Slot]) -> NativeResult {
    match vm.caller_globals() {
        Some(g) => done(g),
        None => Err(vm.system_error("globals() called without a frame")),
    }
}

fn locals(vm: &Vm, _args: &[Slot]) -> NativeResult {
    done(vm.caller_locals()?)
}

fn given(args: &[Slot], i: usize) -> Option<&Value> {
    args.get(i).and_then(|s| s.as_ref()).filter(|v| !v.is_none())
}

fn compile(vm: &Vm, args: &[Slot]) -> NativeResult {
    let filename = filename_text(vm, arg(args, 1))?;
    let Some(mode) = arg(args, 2).payload::<Str>() else {
        let name = vm.type_name(arg(args, 2));
        return Err(vm.type_error(format!("compile() argument 'mode' must be str, not {name}")));
    };
    let flags = match given(args, 3) {
        Some(f) => vm.index_clamped(f)?,
        None => 0,
    };
    let mut flags = match u32::try_from(flags) {
        Ok(f) if f & !KNOWN_FLAGS == 0 => f,
        _ => return Err(vm.value_error("compile(): unrecognised flags")),
    };
    let inherit = match given(args, 4) {
        Some(d) => !vm.is_true(d)?,
        None => true,
    };
    let optimize = match given(args, 5) {
        Some(o) => vm.index_clamped(o)?,
        None => -1,
    };
    if !(-1..=2).contains(&optimize) {
        return Err(vm.value_error("compile(): invalid optimize value"));
    }
    let mode = mode.to_string_lossy().into_owned();
    if !matches!(mode.as_str(), "exec" | "eval" | "single") {
        let or = if flags & ONLY_AST != 0 {
            "'exec', 'eval', 'single' or 'func_type'"
        } else {
            "'exec', 'eval' or 'single'"
        };
        return Err(vm.value_error(format!("compile() mode must be {or}")));
    }
    if arg(args, 0).payload::<CodeObject>().is_some() {
        return done(arg(args, 0).clone());
    }
    if inherit {
        flags |= inherited_flags(vm);
    }
    let source = arg(args, 0);
    if let Some(hooks) = vm.tree_hooks.get() {
        if (hooks.is_node)(source) {
            return compile_tree(vm, hooks, source, &filename, &mode, (flags, optimize as i32));
        }
        if flags & ONLY_AST != 0 {
            let (bytes, is_text) = source_bytes(vm, source, "compile")?;
            vm.audit("compile", || vec![source.clone(), vm.str_value(&filename)])?;
            let (filename, mode, optimize) = (&*filename, &*mode, optimize as i32);
            return done((hooks.parse)(
                vm,
                CompileRequest { source: &bytes, is_text, filename, mode, flags, optimize },
            )?);
        }
    }
    let code = compile_value(vm, source, &filename, &mode, flags, optimize as i32, "compile")?;
    done(code)
}

/// Code of a syntax tree, or the tree itself when that is what was asked for.
fn compile_tree(
    vm: &Vm,
    hooks: TreeHooks,
    tree: &Value,
    filename: &str,
    mode: &str,
    (flags, optimize): (u32, i32),
) -> NativeResult {
    let source = (hooks.source)(vm, tree, mode)?;
    if flags & ONLY_AST != 0 {
        return done(tree.clone());
    }
    let source = source.as_bytes();
    done(vm.compile(CompileRequest { source, is_text: true, filename, mode, flags, optimize })?)
}

fn inherited_flags(vm: &Vm) -> u32 {
    vm.caller_code().map_or(0, |c| c.code.flags.0 & CodeFlags::FUTURE_MASK)
}

fn filename_text(vm: &Vm, v: &Value) -> Fallible<String> {
    let path = vm.fs_path(v)?;
    if let Some(s) = path.payload::<Str>() {
        return Ok(s.to_string_lossy().into_owned());
    }
    Ok(path.payload::<Bytes>().map(|b| String::from_utf8_lossy(&b.data).into_owned()).unwrap_or_default())
}

/// Source text as `compile`, `eval` and `exec` take it: the bytes and whether they were a `str`.
fn source_bytes(vm: &Vm, v: &Value, who: &str) -> Fallible<(Vec<u8>, bool)> {
    let (bytes, is_text) = if let Some(s) = v.payload::<Str>() {
        (s.as_bytes().to_vec(), true)
    } else if let Some(bytes) = vm.bytes_like(v)? {
        (bytes.to_vec(), false)
    } else {
        let what = if who == "compile" { "string, bytes or AST" } else { "string, bytes or code" };
        return Err(vm.type_error(format!("{who}() arg 1 must be a {what} object")));
    };
    if bytes.contains(&0) {
        return Err(vm.error(&vm.exceptions.syntax_error, "source code string cannot contain null bytes"));
    }
    Ok((bytes, is_text))
}

fn compile_value(
    vm: &Vm,
    source: &Value,
    filename: &str,
    mode: &str,
    flags: u32,
    optimize: i32,
    who: &str,
) -> Fallible<Ref<CodeObject>> {
    let (bytes, is_text) = source_bytes(vm, source, who)?;
    let mut text = bytes.as_slice();
    if who == "eval" {
        while let [b' ' | b'\t', rest @ ..] = text {
            text = rest;
        }
    }
    vm.audit("compile", || {
        let shown = if who == "compile" { source.clone() } else { vm.new_bytes(text) };
        vec![shown, vm.str_value(filename)]
    })?;
    vm.compile(CompileRequest { source: text, is_text, filename, mode, flags, optimize })
}

fn eval(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (globals, locals) = namespaces(vm, args, "eval")?;
    let source = arg(args, 0);
    let code = match source.as_ref::<CodeObject>() {
        Some(c) if c.code.freevars().is_empty() => c.clone(),
        Some(_) => return Err(vm.type_error("code object passed to eval() may not contain free variables")),
        None => compile_value(vm, source, "<string>", "eval", inherited_flags(vm), -1, "eval")?,
    };
    vm.audit("exec", || vec![code.value().clone()])?;
    vm.run_code_flow(&code, &globals, locals, None, Action::Native(Cont::Pass))
}

fn exec(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (globals, locals) = namespaces(vm, args, "exec")?;
    let closure = given(args, 3);
    let source = arg(args, 0);
    let code = match source.as_ref::<CodeObject>() {
        Some(c) => {
            check_closure(vm, c, closure)?;
            c.clone()
        }
        None if closure.is_some() => {
            return Err(vm.type_error("closure can only be used when source is a code object"));
        }
        None => compile_value(vm, source, "<string>", "exec", inherited_flags(vm), -1, "exec")?,
    };
    vm.audit("exec", || vec![code.value().clone()])?;
    vm.run_code_flow(&code, &globals, locals, closure.cloned(), Action::Native(Cont::ExecNone))
}

fn check_closure(vm: &Vm, code: &CodeObject, closure: Option<&Value>) -> Fallible<()> {
    let n = code.code.freevars().len();
    match closure {
        Some(_) if n == 0 => Err(vm.type_error("cannot use a closure with this code object")),
        None if n == 0 => Ok(()),
        _ => {
            let fits = closure
                .and_then(|c| c.payload::<Tuple>())
                .is_some_and(|t| t.len() == n && t.iter().all(|v| v.payload::<Cell>().is_some()));
            if fits {
                return Ok(());
            }
            Err(vm.type_error(format!("code object requires a closure of exactly length {n}")))
        }
    }
}

/// The globals and locals of `eval` and `exec`; `__builtins__` is put into globals that lack it.
fn namespaces(vm: &Vm, args: &[Slot], who: &str) -> Fallible<(Ref<Dict>, Value)> {
    let (given_globals, given_locals) = (given(args, 1), given(args, 2));
    let globals = match given_globals {
        Some(g) => match g.as_ref::<Dict>() {
            Some(d) => d.clone(),
            None if who == "exec" => {
                let name = vm.type_name(g);
                return Err(vm.type_error(format!("exec() globals must be a dict, not {name}")));
            }
            None if is_mapping(vm, g) => {
                return Err(vm.type_error("globals must be a real dict; try eval(code, {}, mapping)"));
            }
            None => return Err(vm.type_error("globals must be a dict")),
        },
        None => match vm.caller_globals() {
            Some(g) => g,
            None => return Err(vm.system_error("globals and locals cannot be NULL")),
        },
    };
    let locals = match (given_locals, given_globals) {
        (Some(l), _) if is_mapping(vm, l) => l.clone(),
        (Some(l), _) if who == "exec" => {
            let name = vm.type_name(l);
            return Err(vm.type_error(format!("exec() locals must be a mapping or None, not {name}")));
        }
        (Some(_), _) => return Err(vm.type_error("locals must be a mapping")),
        (None, Some(_)) => globals.value().clone(),
        (None, None) => vm.caller_locals()?,
    };
    if globals.get_str(&vm.names.__builtins__).is_none() {
        globals.set_str(&vm.names.__builtins__, vm.builtins.value().clone());
    }
    Ok((globals, locals))
}

fn is_mapping(vm: &Vm, v: &Value) -> bool {
    v.payload::<Dict>().is_some() || vm.class_of(v).special(vm, crate::dunder::Dunder::GetItem).is_some()
}

impl Vm {
    /// Compiles through the hook.
    pub fn compile(&self, request: CompileRequest<'_>) -> Fallible<Ref<CodeObject>> {
        match self.compile_hook.get() {
            Some(hook) => Ok(self.new_code(&hook(self, request)?, crate::types::code::Origin::Program)),
            None => Err(self.runtime_error("this runtime has no compiler")),
        }
    }

    /// `os.fspath`: a `str` or `bytes` as it is, the result of `__fspath__` otherwise.
    pub fn fs_path(&self, v: &Value) -> Fallible<Value> {
        if v.payload::<Str>().is_some() || v.payload::<Bytes>().is_some() {
            return Ok(v.clone());
        }
        let class = self.class_ref(v);
        let Some(method) = class.lookup(self, &self.names.__fspath__) else {
            let name = class.name();
            return Err(self.type_error(format!("expected str, bytes or os.PathLike object, not {name}")));
        };
        let path = self.call_special(&method, v, &[])?;
        if path.payload::<Str>().is_some() || path.payload::<Bytes>().is_some() {
            return Ok(path);
        }
        let (name, got) = (class.name(), self.type_name(&path));
        Err(self.type_error(format!("expected {name}.__fspath__() to return str or bytes, not {got}")))
    }

    /// The builtins that code with these globals sees.
    pub fn builtins_for(&self, globals: &Ref<Dict>) -> Ref<Dict> {
        match globals.get_str(&self.names.__builtins__) {
            Some(v) => match (v.as_ref::<Dict>(), v.payload::<Module>()) {
                (Some(d), _) => d.clone(),
                (_, Some(m)) => m.dict.clone(),
                _ => self.builtins.clone(),
            },
            None => self.builtins.clone(),
        }
    }

    /// A function of a code object, as `exec` needs it.
    pub fn function_for_code(
        &self,
        code: &Ref<CodeObject>,
        globals: &Ref<Dict>,
        closure: Option<Value>,
    ) -> Ref<Function> {
        let function = Function::new(code.clone(), globals.clone(), self.builtins_for(globals));
        drop(function.closure.replace(closure));
        self.new_object(&self.types.function, function)
    }

    /// Pushes the frame of code that runs in given namespaces.
    pub fn run_code_flow(
        &self,
        code: &Ref<CodeObject>,
        globals: &Ref<Dict>,
        locals: Value,
        closure: Option<Value>,
        action: Action,
    ) -> NativeResult {
        let function = self.function_for_code(code, globals, closure);
        crate::eval::push_code(self, &function, locals, action, None)?;
        Ok(Flow::Pushed)
    }

    /// Runs code to its end, on the spot.
    pub fn run_code(&self, code: &Ref<CodeObject>, globals: &Ref<Dict>, locals: Value) -> Fallible<Value> {
        self.sync(|vm| vm.run_code_flow(code, globals, locals, None, Action::Native(Cont::Pass)))
    }
}
