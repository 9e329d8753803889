//! Native modules, a file or a folder each. [`install`] registers them by name; each is made at its first import, except
//! `sys`, which is there from the start.
//!
//! What they must not know: the compiler, the command line. System calls are in `host/`.

mod abc;
mod absent;
mod array;
pub mod ast;
mod atexit;
mod binascii;
mod bisect;
mod cmath;
mod codecs;
mod collections;
mod contextvars;
mod csv;
mod errno;
mod faulthandler;
mod fcntl;
mod functools;
mod gc;
mod hash;
mod heapq;
mod helpers;
pub mod host;
mod imp;
mod io;
mod itertools;
mod json;
mod locale;
mod marshal;
mod math;
mod mmap;
mod opcode;
mod operator;
mod operator_getters;
mod posix;
mod pystruct;
mod queue;
mod random;
mod registry;
mod resource;
mod select;
pub mod signal;
mod small;
mod socket;
mod sre;
mod string;
mod structseq;
mod subprocess;
pub mod symtable;
pub mod sys;
mod termios;
mod thread;
mod time;
mod timeout;
mod tokenize;
mod tracemalloc;
mod types;
mod unicodedata;
mod users;
mod weakref;
mod zlib;

pub use registry::install;
