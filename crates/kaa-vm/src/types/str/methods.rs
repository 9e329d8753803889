//! Method table of `str`.

use super::{case, formatting, new, search, sequence, split, translate};
use crate::flow::{NativeResult, done};
use crate::native::{Method, Slot, arg, method, static_method};
use crate::types::Str;
use crate::types::type_object::TypeSpec;
use crate::vm::Vm;
use kaa_heap::Value;

fn modulo(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(s) = arg(args, 0).payload::<Str>() else { return done(Value::NotImplemented) };
    done(super::percent::format_text(vm, s.wtf8(), arg(args, 1))?)
}

fn rmodulo(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(format) = arg(args, 1).payload::<Str>() else { return done(Value::NotImplemented) };
    done(super::percent::format_text(vm, format.wtf8(), arg(args, 0))?)
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, object='', encoding='utf-8', errors='strict')",
        new::new,
        "Makes a string.",
    ),
    method("__repr__", "($self, /)", sequence::repr, "Return repr(self)."),
    method("__hash__", "($self, /)", sequence::hash, "Return hash(self)."),
    method("__str__", "($self, /)", sequence::str, "Return str(self)."),
    method("__lt__", "($self, value, /)", sequence::lt, "Return self<value."),
    method("__le__", "($self, value, /)", sequence::le, "Return self<=value."),
    method("__eq__", "($self, value, /)", sequence::eq, "Return self==value."),
    method("__ne__", "($self, value, /)", sequence::ne, "Return self!=value."),
    method("__gt__", "($self, value, /)", sequence::gt, "Return self>value."),
    method("__ge__", "($self, value, /)", sequence::ge, "Return self>=value."),
    method("__iter__", "($self, /)", sequence::iter, "Implement iter(self)."),
    method("__mod__", "($self, value, /)", modulo, "Return self%value."),
    method("__rmod__", "($self, value, /)", rmodulo, "Return value%self."),
    method("__len__", "($self, /)", sequence::len, "Return len(self)."),
    method("__getitem__", "($self, key, /)", sequence::getitem, "Return self[key]."),
    method("__add__", "($self, value, /)", sequence::add, "Return self+value."),
    method("__mul__", "($self, value, /)", sequence::mul, "Return self*value."),
    method("__rmul__", "($self, value, /)", sequence::mul, "Return value*self."),
    method("__contains__", "($self, key, /)", sequence::contains, "Return bool(key in self)."),
    method(
        "encode",
        "($self, /, encoding='utf-8', errors='strict')",
        new::encode,
        "The text as bytes in an encoding.",
    ),
    method(
        "replace",
        "($self, old, new, /, count=-1)",
        search::replace,
        "A copy with occurrences of old replaced by new, at most count of them.",
    ),
    method(
        "split",
        "($self, /, sep=None, maxsplit=-1)",
        split::split,
        "The parts between separators, as a list; without one, the words.",
    ),
    method(
        "rsplit",
        "($self, /, sep=None, maxsplit=-1)",
        split::rsplit,
        "As split, counting maxsplit from the end.",
    ),
    method(
        "join",
        "($self, iterable, /)",
        split::join,
        "The strings of an iterable, with this one between them.",
    ),
    method(
        "capitalize",
        "($self, /)",
        case::capitalize,
        "A copy with the first character in title case and the rest lower.",
    ),
    method("casefold", "($self, /)", case::casefold, "A copy for comparisons that ignore case."),
    method(
        "title",
        "($self, /)",
        case::title,
        "A copy with each word's first letter in title case and the rest lower.",
    ),
    method(
        "center",
        "($self, width, fillchar=' ', /)",
        case::center,
        "The text in the middle of width characters.",
    ),
    method(
        "count",
        "($self, sub, start=None, end=None, /)",
        search::count,
        "How often sub occurs without overlap.",
    ),
    method("expandtabs", "($self, /, tabsize=8)", case::expandtabs, "A copy with tabs as blanks."),
    method(
        "find",
        "($self, sub, start=None, end=None, /)",
        search::find,
        "Where sub first occurs, -1 if nowhere.",
    ),
    method(
        "partition",
        "($self, sep, /)",
        split::partition,
        "Before, separator, after, at the first separator.",
    ),
    method(
        "index",
        "($self, sub, start=None, end=None, /)",
        search::index,
        "Where sub first occurs; ValueError if nowhere.",
    ),
    method(
        "ljust",
        "($self, width, fillchar=' ', /)",
        case::ljust,
        "The text at the left of width characters.",
    ),
    method("lower", "($self, /)", case::lower, "A copy in lower case."),
    method(
        "lstrip",
        "($self, chars=None, /)",
        search::lstrip,
        "A copy without white space (or the given characters) at the start.",
    ),
    method(
        "rfind",
        "($self, sub, start=None, end=None, /)",
        search::rfind,
        "Where sub last occurs, -1 if nowhere.",
    ),
    method(
        "rindex",
        "($self, sub, start=None, end=None, /)",
        search::rindex,
        "Where sub last occurs; ValueError if nowhere.",
    ),
    method(
        "rjust",
        "($self, width, fillchar=' ', /)",
        case::rjust,
        "The text at the right of width characters.",
    ),
    method(
        "rstrip",
        "($self, chars=None, /)",
        search::rstrip,
        "A copy without white space (or the given characters) at the end.",
    ),
    method(
        "rpartition",
        "($self, sep, /)",
        split::rpartition,
        "Before, separator, after, at the last separator.",
    ),
    method("splitlines", "($self, /, keepends=False)", split::splitlines, "The lines as a list."),
    method(
        "strip",
        "($self, chars=None, /)",
        search::strip,
        "A copy without white space (or the given characters) at both ends.",
    ),
    method("swapcase", "($self, /)", case::swapcase, "A copy with upper and lower case exchanged."),
    method(
        "translate",
        "($self, table, /)",
        translate::translate,
        "A copy with each character replaced as the table says.",
    ),
    method("upper", "($self, /)", case::upper, "A copy in upper case."),
    method(
        "startswith",
        "($self, prefix, start=None, end=None, /)",
        search::startswith,
        "Does it begin with the prefix, or with one of a tuple?",
    ),
    method(
        "endswith",
        "($self, suffix, start=None, end=None, /)",
        search::endswith,
        "Does it end with the suffix, or with one of a tuple?",
    ),
    method(
        "removeprefix",
        "($self, prefix, /)",
        search::removeprefix,
        "A copy without the prefix, if it has it.",
    ),
    method(
        "removesuffix",
        "($self, suffix, /)",
        search::removesuffix,
        "A copy without the suffix, if it has it.",
    ),
    method("isascii", "($self, /)", case::isascii, "Only ASCII?"),
    method("islower", "($self, /)", case::islower, "Are all cased characters lower case, with at least one?"),
    method("isupper", "($self, /)", case::isupper, "Are all cased characters upper case, with at least one?"),
    method("istitle", "($self, /)", case::istitle, "Is every word in title case?"),
    method("isspace", "($self, /)", case::isspace, "Only white space?"),
    method("isdecimal", "($self, /)", case::isdecimal, "Only decimal characters?"),
    method("isdigit", "($self, /)", case::isdigit, "Only digits?"),
    method("isnumeric", "($self, /)", case::isnumeric, "Only numeric characters?"),
    method("isalpha", "($self, /)", case::isalpha, "Only letters?"),
    method("isalnum", "($self, /)", case::isalnum, "Only letters and digits?"),
    method("isidentifier", "($self, /)", case::isidentifier, "Does it have the form of an identifier?"),
    method("isprintable", "($self, /)", case::isprintable, "Would repr() show all characters as they are?"),
    method("zfill", "($self, width, /)", case::zfill, "Zeros after the sign up to a width."),
    method(
        "format",
        "($self, /, *args, **kwargs)",
        formatting::format,
        "Replaces the fields in braces by formatted arguments.",
    ),
    method(
        "format_map",
        "($self, mapping, /)",
        formatting::format_map,
        "As format, with the names looked up in a mapping.",
    ),
    method(
        "__format__",
        "($self, format_spec, /)",
        formatting::dunder_format,
        "The text formatted by a specification.",
    ),
    static_method(
        "maketrans",
        "(x, y=<unrepresentable>, z=<unrepresentable>, /)",
        translate::maketrans,
        "A table for translate().",
    ),
    method("__sizeof__", "($self, /)", sequence::sizeof, "Size in memory, in bytes."),
    method("__getnewargs__", "($self, /)", sequence::getnewargs, "Arguments for __new__."),
];

/// The type `str`.
pub static SPEC: TypeSpec = TypeSpec {
    name: "str",
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n\
          Text: an immutable run of Unicode code points. With an encoding or errors, the object's bytes are decoded; \
          else the answer is the object's __str__.",
    methods: METHODS,
    flags: crate::types::type_object::flags::PLAIN | crate::types::type_object::flags::LEAF,
    ..TypeSpec::EMPTY
};
