//! `__import__` and the importer: native modules, then `.py` files along `sys.path` or a package's `__path__`, and the embedded
//! library, which is the path entry [`EMBEDDED_ROOT`].
//!
//! Programs that look at the machinery (`importlib`, `sys.meta_path`, a module's `__spec__`) get the library's own: from then on
//! it imports, see `machinery.rs`. Until then nobody can tell the difference, and start-up is spared its cost.
//!
//! What it must not know: where the embedded files come from; [`set_embedded`] tells.

pub(crate) mod machinery;

use crate::flow::{Fallible, NativeResult, Raised, done};
use crate::native::{Method, Slot, arg, function};
use crate::types::{Dict, List, Module, Str};
use crate::vm::{CompileRequest, Vm};
use kaa_heap::{Ref, Value};
use std::sync::OnceLock;

pub(super) static ROWS: &[Method] = &[function(
    "__import__",
    "(name, globals=None, locals=None, fromlist=(), level=0)",
    dunder_import,
    "What the import statement calls: gives the top-level package, or the module itself when fromlist is not empty.",
)];

/// The path entry that stands for the embedded library.
pub const EMBEDDED_ROOT: &str = "<kaa>";

/// Finds an embedded file by its path inside the library.
pub type EmbeddedFiles = fn(&str) -> Option<&'static [u8]>;
/// Names of all embedded files below a folder.
pub type EmbeddedNames = fn(&str) -> Vec<&'static str>;

static EMBEDDED: OnceLock<(EmbeddedFiles, EmbeddedNames)> = OnceLock::new();

/// Tells where embedded files are found. The first call counts.
pub fn set_embedded(files: EmbeddedFiles, names: EmbeddedNames) {
    EMBEDDED.get_or_init(|| (files, names));
}

/// The modules in an embedded folder (its full name), and whether they are packages.
pub fn embedded_modules(folder: &str) -> Vec<(String, bool)> {
    let Some(inside) = folder.strip_prefix(EMBEDDED_ROOT) else { return Vec::new() };
    let inside = inside.trim_start_matches('/');
    let Some((_, names)) = EMBEDDED.get() else { return Vec::new() };
    let mut found = Vec::new();
    for name in names(inside) {
        let rest = if inside.is_empty() { name } else { name.get(inside.len() + 1..).unwrap_or("") };
        match rest.strip_suffix(".py").map(|n| n.split_once('/')) {
            Some(None) if rest != "__init__.py" => {
                found.push((rest.trim_end_matches(".py").to_string(), false))
            }
            Some(Some((package, "__init__"))) => found.push((package.to_string(), true)),
            _ => {}
        }
    }
    found
}

/// An embedded file by its full name (with [`EMBEDDED_ROOT`] in front).
pub fn embedded_file(path: &str) -> Option<&'static [u8]> {
    let inside = path.strip_prefix(EMBEDDED_ROOT)?.strip_prefix('/')?;
    EMBEDDED.get().and_then(|(find, _)| find(inside))
}

fn dunder_import(vm: &Vm, args: &[Slot]) -> NativeResult {
    let given = |i: usize| args.get(i).and_then(|s| s.as_ref()).filter(|v| !v.is_none());
    let Some(name) = arg(args, 0).payload::<Str>() else {
        return Err(vm.type_error("module name must be a string"));
    };
    let level = match given(4) {
        Some(l) => vm.index_clamped(l)?,
        None => 0,
    };
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    let name = name.to_string_lossy().into_owned();
    done(vm.import_name(&name, given(1), given(3), level as usize)?)
}

impl Vm {
    /// Imports a module by its absolute name.
    pub fn import_module(&self, name: &str) -> Fallible<Value> {
        self.check_native_stack()?;
        if let Some(m) = self.modules.get_text(self, name) {
            if m.is_none() {
                let text = format!("import of {name} halted; None in sys.modules");
                return Err(not_found(self, name, &text));
            }
            return Ok(m);
        }
        if let Some(v) = machinery::import(self, name)? {
            return Ok(v);
        }
        let path = match name.rsplit_once('.') {
            None => None,
            Some((parent, _)) => {
                let package = self.import_module(parent)?;
                if let Some(m) = self.modules.get_text(self, name) {
                    return Ok(m);
                }
                match self.get_attr_opt(&package, &self.names.__path__)? {
                    Some(path) => Some((package, path)),
                    None => {
                        let text = format!("No module named '{name}'; '{parent}' is not a package");
                        return Err(not_found(self, name, &text));
                    }
                }
            }
        };
        let module = match &path {
            None => load(self, name, None)?,
            Some((package, path)) => {
                let module = load(self, name, Some(path))?;
                let last = name.rsplit('.').next().unwrap_or(name);
                self.set_attr(package, &self.intern(last), module.clone())?;
                module
            }
        };
        Ok(module)
    }

    /// A top-level module of the embedded library, whatever `sys.path` has under that name.
    pub fn import_from_library(&self, name: &str) -> Fallible<Value> {
        if let Some(m) = self.modules.get_text(self, name) {
            return Ok(m);
        }
        match find_in(EMBEDDED_ROOT, name) {
            Some(found) => run_module(self, name, found),
            None => self.import_module(name),
        }
    }

    /// The import statement: see `__import__`.
    pub fn import_name(
        &self,
        name: &str,
        globals: Option<&Value>,
        fromlist: Option<&Value>,
        level: usize,
    ) -> Fallible<Value> {
        let absolute = if level == 0 {
            if name.is_empty() {
                return Err(self.value_error("Empty module name"));
            }
            name.to_string()
        } else {
            resolve(self, name, globals, level)?
        };
        let module = self.import_module(&absolute)?;
        let wanted = match fromlist {
            Some(f) => self.collect(f)?,
            None => Vec::new(),
        };
        if !wanted.is_empty() {
            self.import_submodules(&absolute, &module, wanted)?;
            return Ok(module);
        }
        if level == 0 {
            return match absolute.split_once('.') {
                Some((top, _)) => self.import_module(top),
                None => Ok(module),
            };
        }
        let Some((first, _)) = name.split_once('.') else { return Ok(module) };
        let cut = name.len() - first.len();
        self.import_module(&absolute[..absolute.len() - cut])
    }

    /// `from package import a, b`: names that are no attributes may be submodules.
    fn import_submodules(&self, package: &str, module: &Value, wanted: Vec<Value>) -> Fallible<()> {
        if self.get_attr_opt(module, &self.names.__path__)?.is_none() {
            return Ok(());
        }
        for item in wanted {
            let Some(name) = item.as_ref::<Str>() else {
                let got = self.type_name(&item);
                return Err(self.type_error(format!("Item in ``from list'' must be str, not {got}")));
            };
            if name.as_bytes() == b"*" {
                if let Some(all) = self.get_attr_opt(module, &self.names.__all__)? {
                    let all = self.collect(&all)?;
                    self.import_submodules(package, module, all)?;
                }
                continue;
            }
            if self.get_attr_opt(module, &self.intern_str(name))?.is_some() {
                continue;
            }
            let full = format!("{package}.{}", name.to_string_lossy());
            match self.import_module(&full) {
                Ok(_) => {}
                Err(e) if is_missing(self, &e, &full)? => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }
}

/// Is it the ModuleNotFoundError of just this module?
fn is_missing(vm: &Vm, e: &Raised, name: &str) -> Fallible<bool> {
    if !vm.matches(e, &vm.exceptions.module_not_found_error) {
        return Ok(false);
    }
    let of = vm.get_attr_opt(&e.0, &vm.names.name)?;
    Ok(of.is_some_and(|n| n.payload::<Str>().is_some_and(|s| s.as_bytes() == name.as_bytes())))
}

#[cold]
fn not_found(vm: &Vm, name: &str, message: &str) -> Raised {
    let e = vm.module_not_found_error_text(message);
    match vm.set_attr(&e.0, &vm.names.name, vm.str_value(name)) {
        Ok(()) => e,
        Err(other) => other,
    }
}

fn resolve(vm: &Vm, name: &str, globals: Option<&Value>, level: usize) -> Fallible<String> {
    let text_of = |key: &Ref<Str>| {
        let d = globals.and_then(|g| g.payload::<Dict>())?;
        let v = d.get_str(key)?;
        v.payload::<Str>().map(|s| s.to_string_lossy().into_owned())
    };
    let is_package =
        globals.and_then(|g| g.payload::<Dict>()).is_some_and(|d| d.get_str(&vm.names.__path__).is_some());
    let package = match (text_of(&vm.names.__package__), text_of(&vm.names.__name__)) {
        (Some(p), _) => p,
        (None, Some(n)) if is_package => n,
        (None, Some(n)) => n.rsplit_once('.').map(|(p, _)| p.to_string()).unwrap_or_default(),
        (None, None) => return Err(vm.key_error(&vm.str_value("'__name__' not in globals"))),
    };
    if package.is_empty() {
        return Err(vm.import_error_text("attempted relative import with no known parent package"));
    }
    let mut base = package.as_str();
    for _ in 1..level {
        match base.rsplit_once('.') {
            Some((up, _)) => base = up,
            None => return Err(vm.import_error_text("attempted relative import beyond top-level package")),
        }
    }
    Ok(if name.is_empty() { base.to_string() } else { format!("{base}.{name}") })
}

/// A module's source: its file name, text, and for packages the folder.
struct Found {
    file: String,
    source: Vec<u8>,
    folder: Option<String>,
}

fn load(vm: &Vm, name: &str, path: Option<&Value>) -> Fallible<Value> {
    let make = vm.native_modules.borrow().get(name).copied();
    if let Some(make) = make {
        let made = make(vm)?;
        machinery::forget_spec(vm, &made);
        let module: Value = made.into();
        vm.modules.set_str(&vm.intern(name), module.clone());
        return Ok(module);
    }
    let path = match path {
        Some(p) => p.clone(),
        None => vm.sys.get_text(vm, "path").unwrap_or(Value::None),
    };
    let entries =
        if path.payload::<List>().is_some() || !path.is_none() { vm.collect(&path)? } else { Vec::new() };
    let last = name.rsplit('.').next().unwrap_or(name);
    for entry in &entries {
        if let Some(folder) = entry.payload::<Str>()
            && let Some(found) = find_in(&folder.to_string_lossy(), last)
        {
            return run_module(vm, name, found);
        }
    }
    Err(not_found(vm, name, &format!("No module named '{name}'")))
}

fn find_in(folder: &str, name: &str) -> Option<Found> {
    let folder = if folder.is_empty() { "." } else { folder };
    let package = format!("{folder}/{name}");
    let candidates =
        [(format!("{package}/__init__.py"), Some(package.clone())), (format!("{package}.py"), None)];
    for (file, folder) in candidates {
        if let Some(source) = read(&file) {
            return Some(Found { file, source, folder });
        }
    }
    None
}

fn read(file: &str) -> Option<Vec<u8>> {
    if file.starts_with(EMBEDDED_ROOT) {
        return embedded_file(file).map(<[u8]>::to_vec);
    }
    std::fs::read(file).ok()
}

fn run_module(vm: &Vm, name: &str, found: Found) -> Fallible<Value> {
    let request = CompileRequest {
        source: &found.source,
        is_text: false,
        filename: &found.file,
        mode: "exec",
        flags: 0,
        optimize: -1,
    };
    let code = vm.compile(request)?;
    let module: Ref<Module> = vm.new_module(name, None);
    let package = match &found.folder {
        Some(folder) => {
            let path = vm.new_list(vec![vm.str_value(folder)]);
            module.dict.set_str(&vm.names.__path__, path.into());
            name
        }
        None => name.rsplit_once('.').map_or("", |(p, _)| p),
    };
    module.dict.set_str(&vm.names.__package__, vm.str_value(package));
    module.dict.set_str(&vm.names.__file__, vm.str_value(&found.file));
    module.dict.set_str(&vm.names.__builtins__, vm.builtins.value().clone());
    machinery::forget_spec(vm, &module);
    let key = vm.intern(name);
    vm.modules.set_str(&key, module.value().clone());
    machinery::begin(name);
    let r = vm.run_code(&code, &module.dict, module.dict.value().clone());
    machinery::end(name);
    if let Err(e) = r {
        vm.modules.remove_str(&key);
        return Err(e);
    }
    // The module may have put something else in its place.
    Ok(vm.modules.get_str(&key).unwrap_or_else(|| module.into()))
}
