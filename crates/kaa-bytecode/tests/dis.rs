//! Disassembly against what CPython's `dis.dis` printed for the same code objects.
//!
//! `dis/NAME.marshal` is a module, `dis/NAME.txt` its listing with addresses replaced by 0x0.

use std::path::Path;

use kaa_bytecode::{Const, dis, marshal};

/// Replaces what stands behind " at 0x", which differs from run to run.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split(" at 0x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(" at 0x0");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}

#[test]
fn matches_cpython() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dis");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "marshal") {
            continue;
        }
        let expected =
            String::from_utf8_lossy(&std::fs::read(path.with_extension("txt")).unwrap()).into_owned();
        let Ok(Const::Code(code)) = marshal::load(&std::fs::read(&path).unwrap()) else {
            panic!("{} holds no code object", path.display());
        };
        let text = without_addresses(&dis::disassemble(&code, &dis::Options::default()));
        for (number, (ours, theirs)) in text.lines().zip(expected.lines()).enumerate() {
            assert_eq!(ours, theirs, "{} line {}", path.display(), number + 1);
        }
        assert_eq!(text.lines().count(), expected.lines().count(), "{}", path.display());
        seen += 1;
    }
    assert!(seen > 0);
}
