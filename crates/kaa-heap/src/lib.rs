//! The unsafe fence: tagged values, object headers, reference counts, cycle collector, allocation; knows no Python.
