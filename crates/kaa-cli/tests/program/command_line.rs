//! The command line: what is run, its arguments and flags, how the process ends. Recorded from CPython by hand.

use crate::support::{command, finish, folder, run};
use std::io::Read;
use std::process::Stdio;

fn prints(args: &[&str], expected: &str) {
    let ended = run(args, "");
    assert_eq!((ended.out.as_str(), ended.err.as_str(), ended.status), (expected, "", 0), "{args:?}");
}

fn ends(code: &str, err: &str, status: i32) {
    let ended = run(&["-c", code], "");
    assert_eq!((ended.err.as_str(), ended.status), (err, status), "{code}");
}

#[test]
fn arguments() {
    prints(&["-c", "import sys; print(sys.argv)", "a", "-b"], "['-c', 'a', '-b']\n");
    prints(
        &["-c", "import sys; print(sys.orig_argv[1:3])", "x"],
        "['-c', 'import sys; print(sys.orig_argv[1:3])']\n",
    );
    prints(&["-Bc", "import sys; print(repr(sys.path[0]), __name__)"], "'' __main__\n");
    prints(&["-Pc", "import sys; print(sys.flags.safe_path, '' in sys.path)"], "True False\n");
}

#[test]
fn files() {
    let text = "import sys; print(sys.argv, __file__ == sys.path[0] + '/a.py', __name__, __spec__)\n";
    let folder = folder("files", &[("a.py", text), ("x.py", "not python\nprint(1)\n")]);
    let ended = finish(command(&["a.py", "x", "-c"]).current_dir(&folder), "");
    assert_eq!(ended.out, "['a.py', 'x', '-c'] True __main__ None\n");
    let ended = finish(command(&["-x", "x.py"]).current_dir(&folder), "");
    assert_eq!((ended.out.as_str(), ended.status), ("1\n", 0));
    let ended = finish(command(&["none.py"]).current_dir(&folder), "");
    assert!(ended.err.ends_with("none.py': [Errno 2] No such file or directory\n"), "{}", ended.err);
    assert!(ended.err.contains(": can't open file '/"), "{}", ended.err);
    assert_eq!(ended.status, 2);
}

#[test]
fn standard_input() {
    let ended = run(&[], "import sys\nprint(sys.argv, __name__)\n");
    assert_eq!((ended.out.as_str(), ended.status), ("[''] __main__\n", 0));
    let ended = run(&["-", "a"], "import sys\nprint(sys.argv)\n");
    assert_eq!((ended.out.as_str(), ended.status), ("['-', 'a']\n", 0));
    let ended = run(&[], "1/0\n");
    let err = "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: division by zero\n";
    assert_eq!((ended.err.as_str(), ended.status), (err, 1));
}

#[test]
fn command_text() {
    prints(&["-c", "  print(1)\n  print(2)"], "1\n2\n");
    let line = "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    x = 1/0\n        ~^~\n";
    ends("x = 1/0", &format!("{line}ZeroDivisionError: division by zero\n"), 1);
    ends("def", "  File \"<string>\", line 1\n    def\n       ^\nSyntaxError: invalid syntax\n", 1);
}

#[test]
fn mistakes_in_the_command_line() {
    for (args, message) in [
        (&["-Z"][..], "Unknown option: -Z\n"),
        (&["-c"], "Argument expected for the -c option\n"),
        (&["-m"], "Argument expected for the -m option\n"),
        (&["--foo"], "Unknown option: --foo\n"),
    ] {
        let ended = run(args, "");
        assert!(ended.err.starts_with(message), "{}", ended.err);
        assert_eq!(ended.status, 2);
    }
    assert!(run(&["-V"], "").out.starts_with("Python 3.14."));
    assert!(run(&["-h"], "").out.starts_with("usage: "));
}

#[test]
fn flags() {
    let show =
        "import sys; f = sys.flags; print(f.inspect, f.quiet, f.optimize, f.isolated, f.no_site, f.verbose)";
    prints(&["-q", "-I", "-S", "-OO", "-u", "-B", "-c", show], "0 1 2 1 1 0\n");
    prints(&["-O", "-c", "assert 0; print(__debug__)"], "False\n");
    prints(&["-X", "a=b", "-X", "c", "-c", "import sys; print(sys._xoptions)"], "{'a': 'b', 'c': True}\n");
    prints(
        &["-X", "int_max_str_digits=640", "-c", "import sys; print(sys.get_int_max_str_digits())"],
        "640\n",
    );
    let mut with_variable = command(&["-c", "import sys; print(sys.flags.optimize)"]);
    assert_eq!(finish(with_variable.env("PYTHONOPTIMIZE", "2"), "").out, "2\n");
    let mut ignoring = command(&["-E", "-c", "import sys; print(sys.flags.optimize)"]);
    assert_eq!(finish(ignoring.env("PYTHONOPTIMIZE", "2"), "").out, "0\n");
    let mut encoded = command(&["-c", "import sys; print(sys.stdout.encoding, sys.stdout.errors)"]);
    assert_eq!(finish(encoded.env("PYTHONIOENCODING", "latin-1:replace"), "").out, "latin-1 replace\n");
}

#[test]
fn system_exit() {
    for (code, err, status) in [
        ("raise SystemExit", "", 0),
        ("raise SystemExit(3)", "", 3),
        ("raise SystemExit(True)", "", 1),
        ("raise SystemExit('bye')", "bye\n", 1),
        ("raise SystemExit(1.5)", "1.5\n", 1),
        ("import sys; sys.exit((1, 2))", "(1, 2)\n", 1),
        ("import sys; sys.exit(263)", "", 7),
        ("import sys; sys.exit(-1)", "", 255),
        ("import sys; sys.exit(2**70)", "", 255),
        ("e = SystemExit(3); e.code = 4; raise e", "", 4),
        ("import sys\ndef h(*a): raise SystemExit(5)\nsys.excepthook = h; 1/0", "", 5),
    ] {
        ends(code, err, status);
    }
}

#[test]
fn keyboard_interrupt() {
    let ended = run(&["-c", "raise KeyboardInterrupt"], "");
    assert!(ended.err.ends_with("\nKeyboardInterrupt\n"), "{}", ended.err);
    assert_eq!(ended.status, -2);
    let code = "import atexit, _signal\natexit.register(print, 'at exit')\ntry:\n  _signal.raise_signal(2)\nfinally:\n  print('finally')";
    let ended = run(&["-c", code], "");
    assert_eq!((ended.out.as_str(), ended.status), ("finally\nat exit\n", -2));
    // A signal from outside, while it waits.
    let mut waiting = command(&["-c", "import time\nprint('on', flush=True)\ntime.sleep(60)"]);
    let mut child = waiting.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("kaa starts");
    let mut ready = [0; 3];
    child.stdout.as_mut().expect("piped").read_exact(&mut ready).expect("it prints");
    let kill = format!("kill -INT {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().is_ok_and(|s| s.success()));
    let output = child.wait_with_output().expect("it ends");
    assert!(String::from_utf8_lossy(&output.stderr).ends_with("KeyboardInterrupt\n"));
    assert_eq!(output.status.code(), None);
}

#[test]
fn closed_and_full_outputs() {
    let broken = "Exception ignored while flushing sys.stdout:\nBrokenPipeError: [Errno 32] Broken pipe\n";
    let mut child = command(&["-c", "import time; time.sleep(0.3); print(1)"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("kaa starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((String::from_utf8_lossy(&output.stderr).as_ref(), output.status.code()), (broken, Some(120)));
    if let Ok(full) = std::fs::File::options().write(true).open("/dev/full") {
        let output =
            command(&["-c", "print(1)"]).stdout(full).stderr(Stdio::piped()).output().expect("it ends");
        let err =
            "Exception ignored while flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n";
        assert_eq!(
            (String::from_utf8_lossy(&output.stderr).as_ref(), output.status.code()),
            (err, Some(120))
        );
    }
    prints(&["-c", "import sys; sys.stdout = None; print(1)"], "");
}

#[test]
fn order_at_the_end() {
    let folder = folder("end", &[]);
    let code = "import atexit
class A:
    def __del__(self): print('del', __name__)
a = A()
cycle = [A()]; cycle.append(cycle)
atexit.register(print, 'second'); atexit.register(print, 'first')
f = open('out.txt', 'w'); f.write('kept')
def g(): return f
print('end')";
    let ended = finish(command(&["-c", code]).current_dir(&folder), "");
    assert_eq!(ended.out, "end\nfirst\nsecond\ndel __main__\ndel __main__\n");
    assert_eq!(std::fs::read_to_string(folder.join("out.txt")).ok().as_deref(), Some("kept"));
}

#[test]
fn hooks() {
    prints(&["-c", "import sys; sys.displayhook(3); print(_)"], "3\n3\n");
    let ended = run(&["-c", "import sys; del sys.excepthook; 1/0"], "");
    assert!(ended.err.starts_with("sys.excepthook is missing\nTraceback"), "{}", ended.err);
    let ended = run(&["-c", "import sys; sys.excepthook = lambda *a: {}[1]; 1/0"], "");
    assert!(ended.err.starts_with("Error in sys.excepthook:\nTraceback"), "{}", ended.err);
    assert!(ended.err.contains("KeyError: 1\n\nOriginal exception was:\nTraceback"), "{}", ended.err);
    assert_eq!(ended.status, 1);
}

#[test]
fn prompt_without_a_terminal() {
    let ended = run(&["-i", "-q"], "x = 1\nx + 1\nif x:\n    print('block')\n\n1/0\n_\n");
    assert_eq!(ended.out, "2\nblock\n2\n");
    let error = "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n";
    assert_eq!(ended.err, format!(">>> >>> >>> ... ... >>> {error}>>> >>> \n"));
    assert_eq!(ended.status, 0);
    let ended = run(&["-i", "-c", "x = 5"], "x\nraise SystemExit(4)\n");
    assert_eq!((ended.out.as_str(), ended.status), ("5\n", 4));
    let ended = run(&["-iq", "-c", "raise SystemExit(4)"], "print('still here')\n");
    assert!(ended.err.contains("SystemExit: 4\n"), "{}", ended.err);
    assert_eq!((ended.out.as_str(), ended.status), ("still here\n", 0));
}
