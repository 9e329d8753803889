//! The facade for Rust programs: Runtime, conversions, host errors.
