//! `None`, `NotImplemented` and `Ellipsis`: their classes' tables. The values are immediates.

pub mod ellipsis;
pub mod methods;
pub mod not_implemented;
