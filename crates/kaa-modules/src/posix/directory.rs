//! `listdir`, `scandir` and the entries it gives.

use super::path::{Also, Path, flag, path};
use super::stat::stat_path;
use crate::host::directory::{Directory, Entry};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, class_method, function, getter, method};
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Raised, Value, Vm};
use std::cell::{Cell, RefCell};

pub(super) const ROWS: &[Method] = &[
    function("listdir", "($module, /, path=None)", listdir, "The names in a directory."),
    function("scandir", "($module, /, path=None)", scandir, "The entries of a directory, one by one."),
];

/// Payload of `ScandirIterator`.
pub(super) struct Scan {
    open: RefCell<Option<Directory>>,
    path: RefCell<Option<Path>>,
}
kaa_heap::payload!(Scan);

/// Payload of `DirEntry`.
pub(super) struct DirEntry {
    name: Value,
    path: Value,
    /// The descriptor that was scanned, when it was one.
    fd: Option<i32>,
    inode: u64,
    kind: u8,
    followed: RefCell<Option<Value>>,
    own: RefCell<Option<Value>>,
    reported: Cell<bool>,
}
kaa_heap::payload!(DirEntry, trace);

impl DirEntry {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.name, &self.path]);
    }
}

pub(super) static SCAN: TypeSpec = TypeSpec {
    name: "posix.ScandirIterator",
    methods: &[
        method("close", "($self, /)", |_, a| close(a), "Closes the directory."),
        method("__enter__", "($self, /)", |_, a| done(arg(a, 0).clone()), ""),
        method("__exit__", "($self, /, *args)", |_, a| close(a), ""),
    ],
    flags: flags::NO_INSTANTIATION,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};

static ENTRY_METHODS: &[Method] = &[
    method("__repr__", "($self, /)", repr, "Return repr(self)."),
    method("__fspath__", "($self, /)", |vm, a| done(this(vm, arg(a, 0))?.path.clone()), "The path."),
    method("is_dir", "($self, /, *, follow_symlinks=True)", is_dir, "Whether it is a directory."),
    method("is_file", "($self, /, *, follow_symlinks=True)", is_file, "Whether it is a regular file."),
    method("is_symlink", "($self, /)", is_symlink, "Whether it is a symbolic link."),
    method("is_junction", "($self, /)", |_, _| done(Value::False), "Always false here."),
    method("stat", "($self, /, *, follow_symlinks=True)", stat, "What it is; asked once."),
    method("inode", "($self, /)", inode, "Its inode."),
    class_method("__class_getitem__", "($type, item, /)", kaa_vm::types::sequence::class_getitem, ""),
];
static ENTRY_ATTRIBUTES: &[GetSet] = &[
    getter("name", |vm, v| done(this(vm, v)?.name.clone()), "The name without folder."),
    getter("path", |vm, v| done(this(vm, v)?.path.clone()), "The path."),
];
pub(super) static ENTRY: TypeSpec = TypeSpec {
    name: "posix.DirEntry",
    methods: ENTRY_METHODS,
    getset: ENTRY_ATTRIBUTES,
    flags: flags::NO_INSTANTIATION | ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn open(p: &Path) -> std::io::Result<Directory> {
    p.fd.map_or_else(|| Directory::open(&p.text), Directory::from_fd)
}

fn listdir(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("listdir", "path"), Also::DescriptorOrNone)?;
    let mut d = open(&p).map_err(|e| p.error(vm, &e))?;
    let mut names = Vec::new();
    while let Some(e) = d.next().map_err(|e| p.error(vm, &e))? {
        names.push(p.name(vm, &e.name));
    }
    done(vm.new_list(names))
}

fn scandir(vm: &Vm, args: &[Slot]) -> NativeResult {
    let p = path(vm, args, 1, ("scandir", "path"), Also::DescriptorOrNone)?;
    let d = open(&p).map_err(|e| p.error(vm, &e))?;
    let Some(class) = super::class(vm, "ScandirIterator") else {
        return Err(vm.system_error("the module posix is not there"));
    };
    done(vm.new_object(&class, Scan { open: RefCell::new(Some(d)), path: RefCell::new(Some(p)) }))
}

fn close(args: &[Slot]) -> NativeResult {
    if let Some(s) = arg(args, 0).payload::<Scan>() {
        drop(s.open.take());
    }
    done(Value::None)
}

fn next(vm: &Vm, v: &Value) -> Result<Next, Raised> {
    let Some(s) = v.payload::<Scan>() else { return Ok(Next::Done) };
    let entry = match s.open.borrow_mut().as_mut().map(Directory::next) {
        None => return Ok(Next::Done),
        Some(r) => r,
    };
    let path = s.path.borrow();
    let Some(p) = path.as_ref() else { return Ok(Next::Done) };
    match entry {
        Ok(Some(e)) => new_entry(vm, p, e).map(Next::Item),
        Ok(None) => {
            drop(s.open.take());
            Ok(Next::Done)
        }
        Err(e) => Err(p.error(vm, &e)),
    }
}

fn new_entry(vm: &Vm, p: &Path, e: Entry) -> Fallible<Value> {
    let folder = p.text.as_bytes();
    let name = p.name(vm, &e.name);
    let path = if p.fd.is_some() {
        name.clone()
    } else {
        let slash: &[u8] = if folder.is_empty() || folder.ends_with(b"/") { b"" } else { b"/" };
        p.name(vm, &[folder, slash, e.name.as_slice()].concat())
    };
    let Some(class) = super::class(vm, "DirEntry") else {
        return Err(vm.system_error("the module posix is not there"));
    };
    let entry = DirEntry {
        name,
        path,
        fd: p.fd,
        inode: e.inode,
        kind: e.kind,
        followed: RefCell::new(None),
        own: RefCell::new(None),
        reported: Cell::new(false),
    };
    Ok(vm.new_object(&class, entry).into())
}

fn this<'v>(vm: &Vm, v: &'v Value) -> Fallible<&'v DirEntry> {
    v.payload::<DirEntry>().ok_or_else(|| vm.type_error("a DirEntry is needed"))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = this(vm, arg(args, 0))?;
    let mut out = b"<DirEntry ".to_vec();
    out.extend_from_slice(vm.repr(&e.name)?.as_bytes());
    out.push(b'>');
    done(vm.new_str_owned(out))
}

fn inode(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_bigint(this(vm, arg(args, 0))?.inode.into()))
}

/// What the entry is; the answer is kept.
fn status(vm: &Vm, e: &DirEntry, follow: bool) -> Fallible<Value> {
    let follow =
        follow && (e.kind == libc::DT_LNK || e.kind == libc::DT_UNKNOWN || e.followed.borrow().is_some());
    let slot = if follow { &e.followed } else { &e.own };
    if let Some(s) = slot.borrow().clone() {
        return Ok(s);
    }
    let target = if e.fd.is_some() { &e.name } else { &e.path };
    let p = path(vm, &[Some(target.clone())], 0, ("stat", "path"), Also::Nothing)?;
    let found = stat_path(vm, &p, e.fd.unwrap_or(libc::AT_FDCWD), follow)?;
    e.reported.set(true);
    *slot.borrow_mut() = Some(found.clone());
    Ok(found)
}

fn stat(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(status(vm, this(vm, arg(args, 0))?, flag(vm, args, 1, true)?)?)
}

/// Is it of this kind, as in `st_mode`? A missing file is of none.
fn is_kind(vm: &Vm, args: &[Slot], follow: bool, kind: (u8, u32)) -> NativeResult {
    let e = this(vm, arg(args, 0))?;
    let known = e.kind != libc::DT_UNKNOWN && !(follow && e.kind == libc::DT_LNK);
    if known {
        return done(Value::bool(e.kind == kind.0));
    }
    let found = match status(vm, e, follow) {
        Err(r) if vm.matches(&r, &vm.exceptions.file_not_found_error) => return done(Value::False),
        r => r?,
    };
    let mode = vm.get_attr(&found, &vm.intern("st_mode"))?;
    let mode = kaa_vm::types::int::as_i64(&mode).unwrap_or(0) as u32;
    done(Value::bool(mode & libc::S_IFMT == kind.1))
}

fn is_dir(vm: &Vm, args: &[Slot]) -> NativeResult {
    is_kind(vm, args, flag(vm, args, 1, true)?, (libc::DT_DIR, libc::S_IFDIR))
}

fn is_file(vm: &Vm, args: &[Slot]) -> NativeResult {
    is_kind(vm, args, flag(vm, args, 1, true)?, (libc::DT_REG, libc::S_IFREG))
}

fn is_symlink(vm: &Vm, args: &[Slot]) -> NativeResult {
    is_kind(vm, args, false, (libc::DT_LNK, libc::S_IFLNK))
}

/// The current directory.
pub(super) fn current(vm: &Vm) -> Fallible<Vec<u8>> {
    use std::os::unix::ffi::OsStringExt;
    std::env::current_dir()
        .map(|p| p.into_os_string().into_vec())
        .map_err(|e| super::path::plain_error(vm, &e))
}
