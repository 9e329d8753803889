//! System calls. The only place of this crate with unsafe code; knows no Python.

pub mod clock;
pub mod complex;
pub mod control;
pub mod directory;
pub mod fd;
pub mod locale;
pub mod memory;
pub mod netdb;
pub mod poll;
pub mod posix;
pub mod process;
pub mod signal;
pub mod socket;
pub mod users;
