//! Packs CPython's pure-Python library into one file: an index of (name, offset, length), sorted by name, and the texts.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(rustpython_pylib::LIB_PATH);
    let mut files = Vec::new();
    collect(root, &mut files)?;
    // Our own modules lie beside CPython's.
    let own = Path::new("python");
    collect(own, &mut files)?;
    let named = files.iter().map(|path| {
        let inside = path.strip_prefix(root).or_else(|_| path.strip_prefix(own)).unwrap_or(path);
        (inside.to_string_lossy().replace('\\', "/"), path)
    });
    let mut named: Vec<(String, &PathBuf)> = named.collect();
    // By text, which is not the order of paths: a search among names must find them.
    named.sort();
    let (mut texts, mut index) = (Vec::new(), String::from("&[\n"));
    for (name, path) in named {
        let text = fs::read(path)?;
        index.push_str(&format!("    ({name:?}, {}, {}),\n", texts.len(), text.len()));
        texts.extend_from_slice(&text);
    }
    index.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("lib.bin"), texts)?;
    fs::write(out.join("index.rs"), index)?;
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=python");
    Ok(())
}

/// All `.py` files below a folder, tests left out.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            if !matches!(name.as_str(), "test" | "__pycache__" | "idlelib" | "turtledemo") {
                collect(&path, files)?;
            }
        } else if name.ends_with(".py") {
            files.push(path);
        }
    }
    Ok(())
}
