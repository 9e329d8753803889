//! Programs that do not compile, or only with a warning: each with what CPython 3.14 says about it.
//!
//! `data/errors.txt` holds programs, each followed by lines that start with `-->`, and an empty line between two.

use kaa_compiler::{ErrorKind, Mode, Options, Source, compile};

const NO_ASSEMBLER: &str = "there is no assembler yet";

/// What the compiler says about a program, in the words of the data file.
fn outcome(program: &str) -> Vec<String> {
    match compile(Source::Text(program), "f", Mode::Exec, &Options::default()) {
        Ok(compiled) if compiled.warnings.is_empty() => vec!["fine".to_owned()],
        Ok(compiled) => {
            let warnings = compiled.warnings.iter();
            warnings.map(|warning| format!("Warning: {} at {}", warning.message, warning.line)).collect()
        }
        Err(error) => {
            let kind = match error.kind {
                ErrorKind::Syntax => "SyntaxError",
                ErrorKind::Indentation => "IndentationError",
                // Without an assembler nothing is made of a program that is right: only errors can be compared.
                ErrorKind::Overflow if error.message == NO_ASSEMBLER => return vec![NO_ASSEMBLER.to_owned()],
                other => panic!("{other:?}: {error}"),
            };
            let number = |value: Option<i64>| value.map_or("None".to_owned(), |value| value.to_string());
            let line = |value: Option<u32>| number(value.map(i64::from));
            let column = |value: Option<i32>| number(value.map(i64::from));
            vec![format!(
                "{kind}: {} at {}:{}-{}:{}",
                error.message,
                line(error.line),
                column(error.column),
                line(error.end_line),
                column(error.end_column)
            )]
        }
    }
}

#[test]
fn errors_and_warnings_are_those_of_cpython() {
    let mut program = String::new();
    let mut expected = Vec::new();
    let mut wrong = Vec::new();
    let text = include_str!("data/errors.txt");
    for line in text.lines().chain([""]) {
        if let Some(says) = line.strip_prefix("--> ") {
            expected.push(says.to_owned());
        } else if line.is_empty() && !expected.is_empty() {
            let found = outcome(&program);
            if found != expected && found != [NO_ASSEMBLER] {
                wrong.push(format!("{program}expected {expected:#?}\nfound {found:#?}\n"));
            }
            program.clear();
            expected.clear();
        } else {
            program.push_str(line);
            program.push('\n');
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn deep_nesting_is_an_error_and_never_a_crash() {
    let cases: [fn(usize) -> String; 9] = [
        |n| format!("{}1", "-".repeat(n)),
        |n| format!("a{}", ".b".repeat(n)),
        |n| format!("a{}", "+a".repeat(n)),
        |n| format!("a{}", "**a".repeat(n)),
        |n| format!("{}1", "lambda:".repeat(n)),
        |n| format!("{}1", "1 if 1 else ".repeat(n)),
        |n| format!("{}{}", "[".repeat(n), "]".repeat(n)),
        |n| format!("f\"{}{}\"", "{a:".repeat(n), "}".repeat(n)),
        |n| {
            (0..n.min(500)).map(|i| format!("{}if a:\n", " ".repeat(i))).collect::<String>()
                + &" ".repeat(500)
                + "a"
        },
    ];
    for case in cases {
        for depth in [150, 20_000] {
            // Whether it compiles does not matter here.
            let _ = compile(Source::Text(&case(depth)), "f", Mode::Exec, &Options::default());
        }
    }
}

#[test]
fn brackets_and_indentation_have_limits() {
    let nested = |n| format!("x={}{}", "(".repeat(n), ")".repeat(n));
    let error = compile(Source::Text(&nested(201)), "f", Mode::Exec, &Options::default());
    let error = error.expect_err("201 brackets");
    assert_eq!(error.message, "too many nested parentheses");
    assert_eq!((error.line, error.column, error.end_column), (Some(1), Some(203), Some(203)));
}

#[test]
fn sources_declare_their_encoding() {
    let run = |bytes: &[u8]| compile(Source::Bytes(bytes), "f", Mode::Exec, &Options::default()).map(drop);
    assert_eq!(
        kaa_compiler::declared_encoding(b"#!x\n# -*- coding: latin-1 -*-\n").as_deref(),
        Some("latin-1")
    );
    assert_eq!(kaa_compiler::declared_encoding(b"x = 1\n# coding: latin-1\n"), None);
    let error = run(b"x = '\xe9'\n").expect_err("no UTF-8");
    assert!(error.message.starts_with("Non-UTF-8 code starting with '\\xe9' on line 1"), "{}", error.message);
    let error = run(b"x\0\n").expect_err("a null byte");
    assert_eq!(error.message, "source code string cannot contain null bytes");
    let error = run(b"# coding: klingon\n").expect_err("no such codec");
    assert_eq!(error.message, "unknown encoding: klingon");
}
