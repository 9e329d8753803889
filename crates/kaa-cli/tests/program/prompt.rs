//! The prompt on a terminal.

use crate::support::{command, folder};
use crate::terminal::Terminal;

const FIRST: &str = ">>> ";
const MORE: &str = "... ";

fn start(name: &str, args: &[&str]) -> (Terminal, std::path::PathBuf) {
    let home = folder(name, &[]);
    let mut terminal = Terminal::start(command(args).env("HOME", &home));
    terminal.wait_for(FIRST);
    (terminal, home)
}

#[test]
fn values_blocks_and_mistakes() {
    let (mut t, _) = start("values", &[]);
    assert!(t.text.contains("Python 3.14"), "{}", t.text);
    assert!(t.line("1 + 1", FIRST).contains('2'));
    assert!(t.line("_ * 21", FIRST).contains("42"));
    t.line("def f(x):", MORE);
    t.line("return x + 1", MORE);
    t.line("", FIRST);
    assert!(t.line("f(4)", FIRST).contains('5'));
    let error = t.line("1/0", FIRST);
    assert!(error.contains("File \"<python-input-4>\", line 1, in <module>"), "{error}");
    assert!(error.contains("ZeroDivisionError: division by zero"), "{error}");
    t.line("'''one", MORE);
    assert!(t.line("two'''", FIRST).contains("'one\\ntwo'"));
    assert!(t.line("x = = 3", FIRST).contains("SyntaxError: invalid syntax"));
    t.type_in("raise SystemExit(3)\r");
    assert_eq!(t.end(), Some(3));
}

#[test]
fn await_at_the_top() {
    let (mut t, _) = start("await", &["-q"]);
    t.line("async def g(): return 'awaited'", MORE);
    t.line("", FIRST);
    assert!(t.line("await g()", FIRST).contains("'awaited'"));
    t.type_in("exit\r");
    assert_eq!(t.end(), Some(0));
}

#[test]
fn completion() {
    let (mut t, _) = start("completion", &["-q"]);
    t.line("import sys", FIRST);
    t.type_in("sys.byteor\t");
    t.wait_for("sys.byteorder");
    assert!(t.line("", FIRST).contains('\''));
    t.type_in("isinst\t");
    t.wait_for("isinstance(");
    t.type_in("1, int)\r");
    t.wait_for("True");
    t.wait_for(FIRST);
    t.type_in("\x04");
    assert_eq!(t.end(), Some(0));
}

#[test]
fn interrupts() {
    let (mut t, _) = start("interrupts", &["-q"]);
    t.type_in("abc\x03");
    t.wait_for("KeyboardInterrupt");
    t.wait_for(FIRST);
    assert!(t.line("1 + 2", FIRST).contains('3'));
    t.type_in("\x04");
    assert_eq!(t.end(), Some(0));
}

#[test]
fn history_lasts() {
    let (mut t, home) = start("history", &["-q"]);
    t.line("kept = 'from before'", FIRST);
    t.type_in("\x04");
    assert_eq!(t.end(), Some(0));
    let mut t = Terminal::start(command(&["-q"]).env("HOME", &home));
    t.wait_for(FIRST);
    t.type_in("\x1b[A");
    t.wait_for("kept = 'from before'");
    t.type_in("\r");
    t.wait_for(FIRST);
    assert!(t.line("kept", FIRST).contains("'from before'"));
    t.type_in("\x04");
    assert_eq!(t.end(), Some(0));
}

#[test]
fn start_file() {
    let home = folder("startup", &[("start.py", "greeting = 'hello from the start'\n")]);
    let mut start = command(&["-q"]);
    start.env("HOME", &home).env("PYTHONSTARTUP", home.join("start.py"));
    let mut t = Terminal::start(&mut start);
    t.wait_for(FIRST);
    assert!(t.line("greeting", FIRST).contains("'hello from the start'"));
    t.type_in("\x04");
    assert_eq!(t.end(), Some(0));
}

#[test]
fn prompt_after_a_program() {
    let (mut t, _) = start("after", &["-i", "-c", "x = 41"]);
    assert!(t.line("x + 1", FIRST).contains("42"));
    t.type_in("\x04");
    assert_eq!(t.end(), Some(0));
}
