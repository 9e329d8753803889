//! The program `kaa`.
fn main() {}
