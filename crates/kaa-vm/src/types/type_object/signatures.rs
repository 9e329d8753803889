//! What `help()` shows as the signature of calling a built-in class. Classes that are not here have none.

/// Class name and signature.
const SIGNATURES: &[(&str, &str)] = &[
    ("EllipsisType", "()"),
    ("GenericAlias", "(origin, args, /)"),
    ("NoneType", "()"),
    ("NotImplementedType", "()"),
    ("SimpleNamespace", "(mapping_or_iterable=(), /, **kwargs)"),
    ("bool", "(object=False, /)"),
    ("cell", "([contents])"),
    ("classmethod", "(function, /)"),
    (
        "code",
        "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, \
         varnames, filename, name,\n     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)",
    ),
    ("complex", "(real=0, imag=0)"),
    ("enumerate", "(iterable, start=0)"),
    ("filter", "(function, iterable, /)"),
    ("float", "(x=0, /)"),
    ("frozenset", "(iterable=(), /)"),
    ("function", "(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)"),
    ("list", "(iterable=(), /)"),
    ("map", "(function, iterable, /, *iterables, strict=False)"),
    ("mappingproxy", "(mapping)"),
    ("memoryview", "(object)"),
    ("method", "(function, instance, /)"),
    ("module", "(name, doc=None)"),
    ("object", "()"),
    ("property", "(fget=None, fset=None, fdel=None, doc=None)"),
    ("reversed", "(sequence, /)"),
    ("set", "(iterable=(), /)"),
    ("staticmethod", "(function, /)"),
    ("traceback", "(tb_next, tb_frame, tb_lasti, tb_lineno)"),
    ("tuple", "(iterable=(), /)"),
    ("zip", "(*iterables, strict=False)"),
];

/// The signature of calling the built-in class of this name.
pub(super) fn of_class(name: &str) -> Option<&'static str> {
    let at = SIGNATURES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Some(SIGNATURES[at].1)
}
