//! Texts of `-h`, `-V` and their relatives.

const OPTIONS: &str = "\
usage: kaa [option] ... [-c cmd | -m mod | file | -] [arg] ...
Options:
-b             : issue warnings about comparing bytes with str or with int; -bb: errors
-B             : do not write .pyc files (Kaa never does)
-c cmd         : run this text as a program (ends the list of options)
-d             : accepted, without effect
-E             : ignore PYTHON* environment variables
-h             : print this help
-i             : go on at a prompt after the program
-I             : isolate: implies -E, -P and -s
-m mod         : run a library module as a program (ends the list of options)
-O             : drop assert statements; -OO: docstrings as well
-P             : do not put a possibly unsafe folder at the front of sys.path
-q             : no version and copyright at the prompt
-s             : do not add the user's site folder to sys.path
-S             : do not import 'site'
-u             : do not buffer standard output and error
-v             : trace imports
-V             : print the version; -VV: more of it
-W arg         : warning filter: action:message:category:module:lineno
-x             : leave out the first line of the file
-X opt         : implementation option, see --help-xoptions
--help-env     : the environment variables
--help-xoptions: the -X options
--help-all     : all of these
file           : run this file
-              : run what standard input says
arg ...        : what the program finds in sys.argv[1:]
";

const ENVIRONMENT: &str = "\
Environment variables:
NO_COLOR, FORCE_COLOR, PYTHON_COLORS : no colours, or colours always
PYTHONBREAKPOINT         : what breakpoint() calls; 0: nothing
PYTHONDEVMODE            : as -X dev
PYTHONHASHSEED           : 'random', or the number that hashes of texts depend on
PYTHON_HISTORY           : the file that keeps what was typed at the prompt
PYTHONINSPECT            : as -i
PYTHONINTMAXSTRDIGITS    : as -X int_max_str_digits
PYTHONIOENCODING         : encoding[:errors] of the standard streams
PYTHONNOUSERSITE         : as -s
PYTHONOPTIMIZE           : as -O
PYTHONPATH               : folders at the front of sys.path, with ':' between them
PYTHONSAFEPATH           : as -P
PYTHONSTARTUP            : a file that is run before the first prompt
PYTHONUNBUFFERED         : as -u
PYTHONUTF8               : as -X utf8
PYTHONWARNINGS           : as -W, with ',' between filters
";

const X_OPTIONS: &str = "\
-X options:
-X context_aware_warnings : warning filters belong to the context
-X dev                    : show all warnings, check more
-X importtime             : tell how long each import takes
-X int_max_str_digits=N   : the greatest number of digits that ints and texts are converted with; 0: any
-X utf8                   : UTF-8 whatever the locale says
-X warn_default_encoding  : warn where an encoding is not named
Other options are kept in sys._xoptions.
";

/// `-h`
pub(crate) fn options() -> String {
    OPTIONS.to_owned()
}

/// `--help-env`
pub(crate) fn environment() -> String {
    ENVIRONMENT.to_owned()
}

/// `--help-xoptions`
pub(crate) fn x_options() -> String {
    X_OPTIONS.to_owned()
}

/// `--help-all`
pub(crate) fn all() -> String {
    format!("{OPTIONS}\n{ENVIRONMENT}\n{X_OPTIONS}")
}

/// `-V`, given this often.
pub(crate) fn version(times: usize) -> String {
    match times {
        1 => "Python 3.14.7\n".to_owned(),
        _ => format!("Python 3.14.7 (Kaa {})\n", env!("CARGO_PKG_VERSION")),
    }
}
