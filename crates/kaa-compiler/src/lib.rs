//! Python source to code objects: symbol table, code generation, flow graph, assembler.
//!
//! The way of a program: [`Source`] → text (`source`) → tree (the parser) → scopes (`symtable`) → instructions (`codegen`)
//! → blocks, optimised (`flowgraph`) → [`Code`] (`assemble`). What comes out is CPython 3.14's bytecode, byte for byte.
//! Nothing here knows the runtime: constants are [`kaa_bytecode::Const`]s.

mod assemble;
mod ast;
mod checks;
mod codegen;
pub mod errors;
mod flowgraph;
mod future;
mod limits;
mod literals;
pub mod nodes;
pub mod sequence;
mod source;
mod symtable;
mod unparse;

pub use errors::{ErrorKind, SyntaxError, Warning};
pub use source::{Source, declared_encoding, foreign_encoding};

use errors::{Failure, Res};
use kaa_bytecode::{Code, CodeFlags};
use ruff_python_ast::{Mod, PythonVersion};
use ruff_python_parser::{ParseOptions, Parsed};
use ruff_text_size::TextSize;
use source::Tree;
use std::sync::Arc;

/// What kind of program to compile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A module.
    Exec,
    /// One expression; its value is the result.
    Eval,
    /// What is typed at a prompt: values of expression statements are printed.
    Single,
}

/// How to compile.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// `CO_FUTURE_…` bits that are in force from the start.
    pub flags: u32,
    /// `await` and the like are allowed outside functions.
    pub top_level_await: bool,
    /// An error that more lines could repair is an [`ErrorKind::Incomplete`].
    pub allow_incomplete: bool,
    /// The end of a text without a last line end closes no blocks (`PyCF_DONT_IMPLY_DEDENT`).
    pub dont_imply_dedent: bool,
    /// 0, 1 (`-O`: no `assert`, `__debug__` is false) or 2 (`-OO`: no docstrings either).
    pub optimize: u8,
}

/// A compiled program.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The module's code object.
    pub code: Arc<Code>,
    /// What is doubtful about the program, in the order of discovery.
    pub warnings: Vec<Warning>,
}

/// Compiles a program.
pub fn compile(
    source: Source<'_>,
    filename: &str,
    mode: Mode,
    options: &Options,
) -> Result<Compiled, SyntaxError> {
    with_parsed(source, filename, mode, |parsed, tree| compile_parsed(parsed, tree, filename, mode, options))
}

/// Parses a program and does something with the tree, on enough native stack for its depth.
fn with_parsed<R>(
    source: Source<'_>,
    filename: &str,
    mode: Mode,
    work: impl FnOnce(&Parsed<Mod>, &Tree<'_>) -> Res<R>,
) -> Result<R, SyntaxError> {
    let text = match source::decode(source) {
        Ok(text) => text,
        Err(failure) => return Err(failure.into_error(None, filename)),
    };
    let bound = match text.len() / 2 {
        small if small <= limits::MAX_PARSE => small,
        _ => errors::parse::nesting(&text),
    };
    if bound > limits::MAX_PARSE {
        return Err(too_complex(&text, filename, mode));
    }
    limits::with_stack(bound + 64, || with_text(&text, filename, mode, work))
}

/// The error of a text that is nested too deeply to be parsed: brackets are told by the tokenizer.
fn too_complex(text: &str, filename: &str, mode: Mode) -> SyntaxError {
    let tree = Tree::new(text, None);
    let asked = errors::parse::Asked { mode, incomplete: false, blocks_open: false };
    let failure = errors::parse::by_tokenizer(&tree, asked).unwrap_or_else(|| {
        let message = "Parser stack overflowed - Python source too complex to parse";
        Failure::without_place(ErrorKind::Memory, message)
    });
    failure.into_error(Some(&tree), filename)
}

fn with_text<R>(
    text: &str,
    filename: &str,
    mode: Mode,
    work: impl FnOnce(&Parsed<Mod>, &Tree<'_>) -> Res<R>,
) -> Result<R, SyntaxError> {
    let parse_mode = match mode {
        Mode::Exec | Mode::Single => ruff_python_parser::Mode::Module,
        Mode::Eval => ruff_python_parser::Mode::Expression,
    };
    let parse_options = ParseOptions::from(parse_mode).with_target_version(PythonVersion::PY314);
    let parsed = ruff_python_parser::parse_unchecked(text, parse_options);
    let nesting = source::nesting_bound(parsed.tokens());
    // The tree is dropped in there as well: that recurses too.
    limits::with_stack(nesting, move || {
        let tree = Tree::new(text, Some(parsed.tokens()));
        work(&parsed, &tree).map_err(|failure| failure.into_error(Some(&tree), filename))
    })
}

/// What is wrong with a program before its names are looked at.
fn check_parsed(parsed: &Parsed<Mod>, tree: &Tree<'_>, mode: Mode, options: &Options) -> Res {
    let (incomplete, blocks_open) = (options.allow_incomplete, options.dont_imply_dedent);
    let asked = errors::parse::Asked { mode, incomplete, blocks_open };
    let first = parsed.errors().first();
    let end = first.map_or(TextSize::of(tree.text), |error| error.location.start() + TextSize::new(1));
    if let Some(failure) = errors::nesting::too_deep(parsed.tokens(), end) {
        return Err(failure);
    }
    if let Some(error) = first {
        return Err(errors::parse::from_parser(error, tree, asked));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        let fallback = || Failure::parser(ErrorKind::Syntax, "invalid syntax", tree.clamp(error.range));
        return Err(errors::parse::explain(tree, asked).unwrap_or_else(fallback));
    }
    // What the parser is content with and CPython's is not.
    if (mode == Mode::Single
        || tree.text.starts_with('\u{feff}')
        || errors::nesting::may_have_deep_fields(parsed.tokens()))
        && let Some(failure) = errors::parse::explain(tree, asked)
    {
        return Err(failure);
    }
    Ok(())
}

fn compile_parsed(
    parsed: &Parsed<Mod>,
    tree: &Tree<'_>,
    filename: &str,
    mode: Mode,
    options: &Options,
) -> Res<Compiled> {
    check_parsed(parsed, tree, mode, options)?;
    let program = program(parsed.syntax());
    let (table, future_flags) = symbols(&program, tree, mode, options)?;
    let settings = codegen::Settings {
        filename,
        optimize: options.optimize,
        interactive: mode == Mode::Single,
        future_annotations: future_flags & CodeFlags::FUTURE_ANNOTATIONS != 0,
        future_flags,
    };
    let (code, more) = codegen::generate(&program, tree, table, settings)?;
    let mut warnings = checks::warnings(&program, parsed.tokens(), tree);
    warnings.extend(more);
    Ok(Compiled { code, warnings })
}

fn program(parsed: &Mod) -> ast::Program<'_> {
    match parsed {
        Mod::Module(module) => ast::Program::Module(&module.body),
        Mod::Expression(expression) => ast::Program::Expression(&expression.body),
    }
}

/// The symbol table, and the future flags that are in force.
fn symbols(
    program: &ast::Program<'_>,
    tree: &Tree<'_>,
    mode: Mode,
    options: &Options,
) -> Res<(symtable::SymbolTable, u32)> {
    let futures = match program {
        ast::Program::Module(body) => future::find(body)?,
        ast::Program::Expression(_) => future::Futures::default(),
    };
    let future_flags = (options.flags & CodeFlags::FUTURE_MASK) | futures.flags;
    let settings = symtable::Settings {
        future_annotations: future_flags & CodeFlags::FUTURE_ANNOTATIONS != 0,
        top_level_await: options.top_level_await,
        future_end: futures.end,
        drop_docstrings: options.optimize >= 2,
        interactive: mode == Mode::Single,
    };
    Ok((symtable::build(program, tree, settings)?, future_flags))
}

/// The blocks of a program and what names mean in them.
pub fn blocks(
    source: Source<'_>,
    filename: &str,
    mode: Mode,
    options: &Options,
) -> Result<kaa_bytecode::blocks::Block, SyntaxError> {
    with_parsed(source, filename, mode, |parsed, tree| {
        check_parsed(parsed, tree, mode, options)?;
        let (table, _) = symbols(&program(parsed.syntax()), tree, mode, options)?;
        Ok(symtable::blocks(&table, tree))
    })
}
