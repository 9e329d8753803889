//! System calls. The only place of this crate with unsafe code; knows no Python.

pub mod clock;
pub mod directory;
pub mod fd;
pub mod posix;
pub mod process;
pub mod signal;
