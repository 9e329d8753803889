//! Types, protocols, frames, the eval loop, generators, exceptions, import hooks.
