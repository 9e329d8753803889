//! The compile hook: source to code through the compiler, its errors as Python exceptions, its warnings as Python warnings.

use kaa_bytecode::{Code, CodeFlags};
use kaa_compiler::{ErrorKind, Mode, Options, Source, SyntaxError, Warning};
use kaa_vm::vm::CompileRequest;
use kaa_vm::{Fallible, Raised, Value, Vm};
use std::sync::Arc;

/// `PyCF_ALLOW_TOP_LEVEL_AWAIT`.
const TOP_LEVEL_AWAIT: u32 = 0x2000;
/// `PyCF_DONT_IMPLY_DEDENT`.
const DONT_IMPLY_DEDENT: u32 = 0x200;
/// `PyCF_ALLOW_INCOMPLETE_INPUT`.
const INCOMPLETE_INPUT: u32 = 0x4000;

/// See the module's documentation.
pub(crate) fn compile(vm: &Vm, request: CompileRequest<'_>) -> Fallible<Arc<Code>> {
    let (source, mode, options) = settings(vm, &request)?;
    let decoded = decoded_by_codec(vm, &source, request.filename)?;
    let source = decoded.as_deref().map_or(source, Source::Text);
    match kaa_compiler::compile(source, request.filename, mode, &options) {
        Ok(compiled) => {
            for w in &compiled.warnings {
                warn(vm, w, request.filename)?;
            }
            Ok(compiled.code)
        }
        Err(e) => Err(raise(vm, &e, request.flags)),
    }
}

/// The tree of a source, as objects.
pub(crate) fn parse(vm: &Vm, request: CompileRequest<'_>) -> Fallible<Value> {
    let (source, mode, options) = settings(vm, &request)?;
    let decoded = decoded_by_codec(vm, &source, request.filename)?;
    let source = decoded.as_deref().map_or(source, Source::Text);
    // The classes are there before the stack changes.
    vm.import_module("_ast")?;
    let build = |node: &kaa_compiler::nodes::Node| kaa_modules::ast::build(vm, node);
    match kaa_compiler::nodes::parse(source, request.filename, mode, &options, build) {
        Ok(tree) => tree,
        Err(e) => Err(raise(vm, &e, request.flags)),
    }
}

/// The blocks of a source, as objects.
pub(crate) fn blocks(vm: &Vm, request: CompileRequest<'_>) -> Fallible<Value> {
    let (source, mode, options) = settings(vm, &request)?;
    let decoded = decoded_by_codec(vm, &source, request.filename)?;
    let source = decoded.as_deref().map_or(source, Source::Text);
    match kaa_compiler::blocks(source, request.filename, mode, &options) {
        Ok(block) => kaa_modules::symtable::build(vm, &block),
        Err(e) => Err(raise(vm, &e, request.flags)),
    }
}

/// What the compiler is asked.
fn settings<'a>(vm: &Vm, request: &CompileRequest<'a>) -> Fallible<(Source<'a>, Mode, Options)> {
    let source = match request.is_text {
        true => match std::str::from_utf8(request.source) {
            Ok(text) => Source::Text(text),
            Err(_) => return Err(not_encodable(vm)),
        },
        false => Source::Bytes(request.source),
    };
    let mode = match request.mode {
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => Mode::Exec,
    };
    let optimize = match u8::try_from(request.optimize) {
        Ok(level) => level,
        Err(_) => vm.config.borrow().optimize,
    };
    let options = Options {
        flags: request.flags & CodeFlags::FUTURE_MASK,
        top_level_await: request.flags & TOP_LEVEL_AWAIT != 0,
        allow_incomplete: request.flags & INCOMPLETE_INPUT != 0,
        dont_imply_dedent: request.flags & DONT_IMPLY_DEDENT != 0,
        optimize,
    };
    Ok((source, mode, options))
}

/// The text of a source in an encoding that the compiler does not know itself.
fn decoded_by_codec(vm: &Vm, source: &Source<'_>, filename: &str) -> Fallible<Option<String>> {
    let Source::Bytes(bytes) = source else { return Ok(None) };
    let Some(encoding) = kaa_compiler::foreign_encoding(bytes) else { return Ok(None) };
    match vm.decode_bytes(bytes, &encoding, "strict") {
        Ok(v) => Ok(v.payload::<kaa_vm::types::Str>().map(|s| s.to_string_lossy().into_owned())),
        Err(e) => {
            let error = SyntaxError {
                kind: ErrorKind::Syntax,
                message: vm.str(&e.0)?.to_string_lossy().into_owned(),
                filename: filename.to_owned(),
                line: Some(0),
                column: Some(-1),
                end_line: None,
                end_column: None,
                text: None,
            };
            Err(raise(vm, &error, 0))
        }
    }
}

fn not_encodable(vm: &Vm) -> Raised {
    let class = &vm.exceptions.unicode_encode_error;
    let args = [
        vm.str_value("utf-8"),
        vm.str_value("\u{fffd}"),
        vm.new_int(0),
        vm.new_int(1),
        vm.str_value("surrogates not allowed"),
    ];
    match vm.call(class.value(), &args) {
        Ok(e) => Raised(e),
        Err(e) => e,
    }
}

/// The exception of a compiler's error, with the place in its attributes.
fn raise(vm: &Vm, e: &SyntaxError, flags: u32) -> Raised {
    let x = &vm.exceptions;
    let class = match e.kind {
        ErrorKind::Syntax => &x.syntax_error,
        ErrorKind::Indentation => &x.indentation_error,
        ErrorKind::Tab => &x.tab_error,
        ErrorKind::Incomplete if flags & INCOMPLETE_INPUT != 0 => &x.incomplete_input_error,
        ErrorKind::Incomplete => &x.syntax_error,
        ErrorKind::Recursion => return vm.recursion_error(&e.message),
        ErrorKind::Memory => return vm.memory_error(&e.message),
        ErrorKind::Overflow => return vm.overflow_error(&e.message),
    };
    if e.line.is_none() && e.message.contains("null bytes") {
        return vm.error(class, &e.message);
    }
    let column = |n: Option<i32>| n.map_or(Value::None, |n| vm.new_int(i64::from(n)));
    let number = |n: Option<u32>| n.map_or(Value::None, |n| vm.new_int(i64::from(n)));
    let text = e.text.clone().or_else(|| e.line.and_then(|line| line_of(&e.filename, line)));
    let place = vec![
        vm.str_value(&e.filename),
        number(e.line),
        column(e.column),
        text.map_or(Value::None, |t| vm.str_value(&t)),
        number(e.end_line),
        column(e.end_column),
    ];
    let args = [vm.str_value(&e.message), vm.new_tuple(place).into()];
    match vm.call(class.value(), &args) {
        Ok(e) => Raised(e),
        Err(e) => e,
    }
}

/// A line of a source file, for errors found after parsing.
fn line_of(filename: &str, line: u32) -> Option<String> {
    let bytes = match kaa_vm::builtins::import::embedded_file(filename) {
        Some(b) => b.to_vec(),
        None => std::fs::read(filename).ok()?,
    };
    let text = String::from_utf8_lossy(&bytes);
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    text.split_inclusive('\n').nth(index).map(str::to_owned)
}

/// Issues a SyntaxWarning.
fn warn(vm: &Vm, w: &Warning, filename: &str) -> Fallible<()> {
    match vm.warn_at(&vm.exceptions.syntax_warning, &w.message, filename, i64::from(w.line)) {
        Ok(()) => Ok(()),
        Err(e) if vm.matches(&e, &vm.exceptions.syntax_warning) => {
            // The filters turned it into an error: then it is a syntax error at that place.
            let error = SyntaxError {
                kind: ErrorKind::Syntax,
                message: w.message.clone(),
                filename: filename.to_owned(),
                line: Some(w.line),
                column: Some(w.column as i32),
                end_line: Some(w.end_line),
                end_column: Some(w.end_column as i32),
                text: None,
            };
            Err(raise(vm, &error, 0))
        }
        Err(e) => Err(e),
    }
}
