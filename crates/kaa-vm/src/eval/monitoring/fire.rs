//! Calls the functions of tools as code runs.
