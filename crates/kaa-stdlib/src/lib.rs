//! CPython's pure-Python library and the prelude, compiled at build time into one archive.
