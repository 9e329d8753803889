//! The runtime's state: types, interned names, the frame stack, hooks. One per OS thread; everybody gets `&Vm`.
//!
//! Fields are cells because Python code can run in the middle of anything. Next: `eval/` for what moves.

use crate::dunder::DunderNames;
use crate::flow::{Fallible, Raised};
use crate::frame::{Frame, Stack};
use crate::names::Names;
use crate::types::{Dict, Str, Tuple, Type, Types};
use kaa_bytecode::Code;
use kaa_heap::{Ref, Value};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

/// What `compile()` needs from outside: source to code, or the SyntaxError to raise.
pub type CompileHook = fn(&Vm, CompileRequest<'_>) -> Fallible<Arc<Code>>;

/// Arguments of the compile hook.
pub struct CompileRequest<'a> {
    /// Source bytes; decoded by the compiler unless `is_text`.
    pub source: &'a [u8],
    /// The source came as `str` (UTF-8 already, cookies do not count).
    pub is_text: bool,
    /// For code and messages.
    pub filename: &'a str,
    /// `exec`, `eval` or `single`.
    pub mode: &'a str,
    /// `PyCF_*` and future flags.
    pub flags: u32,
    /// -1: the interpreter's own.
    pub optimize: i32,
}

/// How `compile` deals with syntax trees.
#[derive(Clone, Copy)]
pub struct TreeHooks {
    /// The tree of a source.
    pub parse: fn(&Vm, CompileRequest<'_>) -> Fallible<Value>,
    /// The blocks of a source as objects, for `_symtable`.
    pub blocks: fn(&Vm, CompileRequest<'_>) -> Fallible<Value>,
    /// Is it the root of a tree, or any node of one?
    pub is_node: fn(&Value) -> bool,
    /// A source that means the same as a tree, which must be fit for the mode.
    pub source: fn(&Vm, &Value, &str) -> Fallible<String>,
}

/// Interpreter settings from the command line.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `-O`: 0, 1 or 2.
    pub optimize: u8,
    /// `PYTHONHASHSEED`: `None` is random.
    pub hash_seed: Option<u32>,
    /// `-i`, `-q`, `-v`, `-B`, `-I`, `-E`, `-s`, `-S`, `-u`, `-X dev`, `-b`, in `sys.flags`'s words.
    pub flags: HashMap<&'static str, i64>,
    /// `-W` options in order.
    pub warnoptions: Vec<String>,
    /// `-X` options.
    pub xoptions: Vec<(String, Option<String>)>,
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// Encoding and error handler of the standard streams, where they are not UTF-8 and strict.
    pub stdio: (Option<String>, Option<String>),
    /// Collect garbage at every chance (tests).
    pub stress: bool,
}

/// See the module's documentation.
pub struct Vm {
    /// Built-in types.
    pub types: Types,
    /// Built-in exception classes.
    pub exceptions: crate::exceptions::Exceptions,
    /// Interned names.
    pub names: Names,
    /// Interned names of special methods.
    pub dunders: DunderNames,
    interned: RefCell<HashMap<Box<[u8]>, Ref<Str>>>,
    latin1: OnceCell<Vec<Ref<Str>>>,
    empty_str: OnceCell<Ref<Str>>,
    pub(crate) empty_tuple: OnceCell<Ref<Tuple>>,
    pub(crate) method_cache: crate::method_cache::MethodCache,
    type_version: Cell<u32>,
    dict_guard: Cell<u64>,
    /// The running frame.
    pub(crate) current: Cell<*mut Frame>,
    pub(crate) stack: Stack,
    /// Python frames on the stack, and how many there may be.
    pub(crate) depth: Cell<usize>,
    /// `sys.getrecursionlimit()`.
    pub recursion_limit: Cell<usize>,
    /// Address below which native code must not go.
    pub(crate) native_limit: Cell<usize>,
    /// Pieces of native stack in use besides the thread's own.
    pub(crate) native_pieces: Cell<usize>,
    /// How often native code entered the eval loop again.
    pub native_reentries: Cell<u64>,
    exit: Cell<Option<Fallible<Value>>>,
    /// A collection is going on.
    pub(crate) collecting: Cell<bool>,
    /// For each generation: collections, and objects that they freed.
    pub collections: Cell<[(u64, u64); 3]>,
    /// The word of an exception that a native has just handed on and that needs no context; zero: none.
    pub(crate) complete_error: Cell<u64>,
    /// How many live frames have an exception being handled.
    pub(crate) handled: Cell<usize>,
    /// Frame objects of frames that have one.
    pub(crate) frame_objects: RefCell<HashMap<usize, Value, AddressHash>>,
    /// `builtins.__dict__`.
    pub builtins: Ref<Dict>,
    /// `sys.__dict__`.
    pub sys: Ref<Dict>,
    /// `sys.modules`.
    pub modules: Ref<Dict>,
    /// How to deal with syntax trees.
    pub tree_hooks: Cell<Option<TreeHooks>>,
    /// How to compile source.
    pub compile_hook: Cell<Option<CompileHook>>,
    /// Makes a native module by name.
    pub native_modules: RefCell<HashMap<String, fn(&Vm) -> Fallible<Ref<crate::types::Module>>>>,
    /// Command line settings.
    pub config: RefCell<Config>,
    hash_key: kaa_data::hash::HashKey,
    /// `sys.set_asyncgen_hooks`: firstiter and finalizer.
    pub asyncgen_hooks: RefCell<(Option<Value>, Option<Value>)>,
    /// `sys.set_coroutine_origin_tracking_depth`.
    pub origin_depth: Cell<usize>,
    /// Functions of the prelude by name (built-ins written in Python).
    pub prelude: RefCell<HashMap<String, Value>>,
    /// Set by a signal handler; the eval loop looks when attention is asked.
    pub interrupted: &'static std::sync::atomic::AtomicBool,
    /// Runs the handlers of signals that arrived; without it any of them raises KeyboardInterrupt.
    pub signal_hook: Cell<Option<fn(&Vm) -> Fallible<()>>>,
    /// `sys.settrace` and `sys.setprofile`.
    pub(crate) tracing: crate::eval::tracing::Tracing,
    /// `sys.monitoring`.
    pub(crate) monitoring: crate::eval::monitoring::Monitoring,
    /// `sys.addaudithook`.
    pub(crate) audit_hooks: RefCell<Vec<Value>>,
    /// Filters and registries of warnings.
    pub warnings: crate::exceptions::warnings::State,
    /// `gc.callbacks` and other per-module state, by name.
    pub module_state: RefCell<HashMap<&'static str, Value>>,
}

/// Hashes addresses of frames: they differ in their middle bits.
#[derive(Clone, Copy, Default)]
pub(crate) struct AddressHash(u64);

impl std::hash::BuildHasher for AddressHash {
    type Hasher = AddressHash;
    fn build_hasher(&self) -> AddressHash {
        AddressHash(0)
    }
}

impl std::hash::Hasher for AddressHash {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.write_usize(usize::from(*b));
        }
    }
    fn write_usize(&mut self, n: usize) {
        self.0 = (self.0.rotate_left(5) ^ n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(20);
    }
}

/// Set by SIGINT.
pub static INTERRUPTED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

thread_local! {
    static CURRENT: Cell<Option<&'static Vm>> = const { Cell::new(None) };
}

impl Vm {
    /// The thread's runtime, made at the first call with this configuration. It lives as long as the thread.
    pub fn start(config: Config) -> &'static Vm {
        if let Some(vm) = CURRENT.get() {
            return vm;
        }
        kaa_heap::set_hooks(crate::weakref::on_death);
        let stress = config.stress;
        let vm: &'static Vm = Box::leak(Box::new(Vm::bare(config)));
        CURRENT.set(Some(vm));
        vm.finish_start();
        if stress {
            kaa_heap::set_stress(true);
        }
        vm
    }

    /// The thread's runtime. Panics before [`Vm::start`].
    #[inline(always)]
    pub fn current() -> &'static Vm {
        match CURRENT.get() {
            Some(vm) => vm,
            None => panic!("no runtime was started on this thread"),
        }
    }

    fn bare(config: Config) -> Vm {
        let types = Types::bootstrap();
        let interned: RefCell<HashMap<Box<[u8]>, Ref<Str>>> = RefCell::default();
        let intern = |text: &str| intern_in(&interned, &types.str, text.as_bytes());
        let names = Names::new(intern);
        let dunders = DunderNames::new(&names, intern);
        let dict = || kaa_heap::new_object(types.dict.class_header(), Dict::new());
        let hash_key = hash_key(config.hash_seed);
        Vm {
            builtins: dict(),
            sys: dict(),
            modules: dict(),
            exceptions: crate::exceptions::Exceptions::bootstrap(&types),
            names,
            dunders,
            latin1: OnceCell::new(),
            empty_str: OnceCell::new(),
            empty_tuple: OnceCell::new(),
            method_cache: crate::method_cache::MethodCache::new(),
            type_version: Cell::new(0),
            dict_guard: Cell::new(0),
            current: Cell::new(std::ptr::null_mut()),
            stack: Stack::new(),
            depth: Cell::new(0),
            recursion_limit: Cell::new(1000),
            native_limit: Cell::new(crate::frame::native_stack_limit()),
            native_pieces: Cell::new(0),
            native_reentries: Cell::new(0),
            exit: Cell::new(None),
            collecting: Cell::new(false),
            collections: Cell::default(),
            complete_error: Cell::new(0),
            handled: Cell::new(0),
            frame_objects: RefCell::default(),
            tree_hooks: Cell::new(None),
            compile_hook: Cell::new(None),
            native_modules: RefCell::default(),
            hash_key,
            asyncgen_hooks: RefCell::new((None, None)),
            origin_depth: Cell::new(0),
            prelude: RefCell::default(),
            interrupted: &INTERRUPTED,
            signal_hook: Cell::new(None),
            module_state: RefCell::default(),
            tracing: Default::default(),
            monitoring: Default::default(),
            audit_hooks: RefCell::default(),
            warnings: Default::default(),
            config: RefCell::new(config),
            interned,
            types,
        }
    }

    fn finish_start(&self) {
        let empty = self.new_object(&self.types.tuple, Tuple::new(Vec::new()));
        if self.empty_tuple.set(empty).is_err() {
            unreachable!("start runs once");
        }
        self.types.finish(self);
        self.exceptions.finish(self);
        let small = (0u32..256).map(|c| {
            let mut buffer = [0; 4];
            let text = char::from_u32(c).unwrap_or('?').encode_utf8(&mut buffer);
            self.intern(text)
        });
        if self.latin1.set(small.collect()).is_err() || self.empty_str.set(self.intern("")).is_err() {
            unreachable!("start runs once");
        }
        crate::builtins::install(self);
        let mut native = self.native_modules.borrow_mut();
        native.insert("_typing".to_string(), crate::types::typing::make_module);
        native.insert("_warnings".to_string(), crate::exceptions::warnings::make_module);
    }

    /// The interned string of a text.
    pub fn intern(&self, text: &str) -> Ref<Str> {
        self.intern_bytes(text.as_bytes())
    }
    /// The same for WTF-8 bytes.
    pub fn intern_bytes(&self, bytes: &[u8]) -> Ref<Str> {
        intern_in(&self.interned, &self.types.str, bytes)
    }
    /// The interned twin of a string.
    #[inline]
    pub fn intern_str(&self, s: &Ref<Str>) -> Ref<Str> {
        if s.is_interned() { s.clone() } else { self.intern_bytes(s.as_bytes()) }
    }

    /// One-character strings below U+0100 and the empty string are shared.
    pub(crate) fn small_str(&self, bytes: &[u8]) -> Option<Ref<Str>> {
        match bytes {
            [] => self.empty_str.get().cloned(),
            [b] if *b < 0x80 => self.latin1.get().map(|l| l[*b as usize].clone()),
            [a @ (0xc2 | 0xc3), b @ 0x80..0xc0] => {
                self.latin1.get().map(|l| l[usize::from(a & 3) << 6 | usize::from(b & 0x3f)].clone())
            }
            _ => None,
        }
    }

    /// Leaves a result for the barrier that the eval loop returns to.
    pub(crate) fn set_exit(&self, result: Fallible<Value>) {
        self.exit.set(Some(result));
    }
    /// Takes it.
    pub(crate) fn take_exit(&self) -> Fallible<Value> {
        self.exit.take().unwrap_or(Ok(Value::None))
    }

    /// A number that no table had before.
    pub(crate) fn next_guard(&self) -> u64 {
        let g = self.dict_guard.get() + 1;
        self.dict_guard.set(g);
        g
    }

    pub(crate) fn next_type_version(&self) -> u32 {
        let v = self.type_version.get().wrapping_add(1).max(1);
        self.type_version.set(v);
        v
    }

    /// The hash of a `str`.
    pub fn hash_text(&self, bytes: &[u8]) -> i64 {
        match kaa_data::wtf8::Wtf8::checked(bytes) {
            Some(t) => self.hash_key.text(t),
            None => self.hash_key.bytes(bytes),
        }
    }

    /// The hash of the content of `bytes`.
    pub fn hash_bytes(&self, bytes: &[u8]) -> i64 {
        self.hash_key.bytes(bytes)
    }

    /// The value as an exact `str`.
    #[inline(always)]
    pub fn exact_str<'v>(&self, v: &'v Value) -> Option<&'v Ref<Str>> {
        let c = v.class()?;
        if std::ptr::eq(c, self.types.str.class_header()) { v.as_ref::<Str>() } else { None }
    }

    /// The exception object's class.
    pub fn exception_class(&self, r: &Raised) -> Ref<Type> {
        self.class_ref(&r.0)
    }
}

fn intern_in(table: &RefCell<HashMap<Box<[u8]>, Ref<Str>>>, class: &Ref<Type>, bytes: &[u8]) -> Ref<Str> {
    if let Some(s) = table.borrow().get(bytes) {
        return s.clone();
    }
    let s = kaa_heap::new_object(class.class_header(), Str::from_bytes(bytes.into()));
    s.set_interned();
    table.borrow_mut().insert(bytes.into(), s.clone());
    s
}

/// The key of string hashes: from the seed as CPython derives it, or random.
fn hash_key(seed: Option<u32>) -> kaa_data::hash::HashKey {
    use kaa_data::hash::HashKey;
    use std::hash::{BuildHasher, Hasher};
    match seed {
        Some(s) => HashKey::from_seed(s),
        None => {
            let random = std::collections::hash_map::RandomState::new();
            let (a, b) = (random.build_hasher().finish(), random.hash_one(1u8));
            HashKey::from_bytes((u128::from(a) | u128::from(b) << 64).to_le_bytes())
        }
    }
}
