//! Everything in this crate against answers recorded from Python 3.14 by `record.py`: a module for each area.
//!
//! One test program, so that there is one link.

mod codec;
mod common;
mod format;
mod hash;
mod number;
mod pack;
mod repr;
mod robust;
mod text;
