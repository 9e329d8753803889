//! Fuzzers: `generators` compares random programs on Kaa and the oracle, `compiler` looks for inputs that crash.
//! `tree.rs`, `shrink.rs`, `pair.rs` and `rng.rs` are what they share.
pub mod compiler;
pub mod generators;
pub mod pair;
pub mod rng;
pub mod shrink;
pub mod tree;
