//! Which codec has which name, and which error handler: `lookup`, `register`, `encode`, `decode`, `register_error`.
//!
//! Must not know: any codec. Search functions, found codecs and handlers lie in the runtime's module state.

use crate::helpers::given;
use kaa_data::codec::Handler;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Dict, Exception, List, Module, Str, Tuple};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

pub(super) const ROWS: &[Method] = &[
    function("register", "(search_function, /)", register, "Adds a function that finds codecs by name."),
    function("unregister", "(search_function, /)", unregister, "Takes a search function out again."),
    function("lookup", "(encoding, /)", lookup, "The codec of that name, a tuple of four functions."),
    function("encode", "(obj, encoding='utf-8', errors='strict')", encode, "Encodes an object."),
    function("decode", "(obj, encoding='utf-8', errors='strict')", decode, "Decodes an object."),
    function("register_error", "(errors, handler, /)", register_error, "Registers an error handler by name."),
    function("_unregister_error", "(errors, /)", unregister_error, "Takes an error handler out again."),
    function("lookup_error", "(name, /)", lookup_error, "The error handler of that name."),
];

const SEARCH: &str = "codec_search";
const FOUND: &str = "codecs_found";
const ERRORS: &str = "codec_errors";

/// A part of the registry, made when it is first asked for.
fn part(vm: &Vm, name: &'static str, make: impl FnOnce() -> Value) -> Value {
    if let Some(v) = vm.module_state.borrow().get(name) {
        return v.clone();
    }
    let made = make();
    vm.module_state.borrow_mut().insert(name, made.clone());
    made
}

fn search_functions(vm: &Vm) -> Value {
    part(vm, SEARCH, || vm.new_list(Vec::new()).into())
}

fn dict(vm: &Vm, name: &'static str) -> Fallible<Ref<Dict>> {
    let v = part(vm, name, || vm.new_dict().into());
    v.downcast::<Dict>().map_err(|_| vm.system_error("the codec registry is broken"))
}

fn register(vm: &Vm, args: &[Slot]) -> NativeResult {
    let f = arg(args, 0);
    if !vm.is_callable(f) {
        return Err(vm.type_error("argument must be callable"));
    }
    if let Some(all) = search_functions(vm).payload::<List>() {
        all.items.borrow_mut().push(f.clone());
    }
    done(Value::None)
}

fn unregister(vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(all) = search_functions(vm).payload::<List>() {
        all.items.borrow_mut().retain(|f| !f.is(arg(args, 0)));
    }
    // Who found what is not known.
    vm.module_state.borrow_mut().remove(FOUND);
    done(Value::None)
}

/// Lower case; runs of what is neither letter, digit nor point become `_`.
fn normalized(name: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            if gap && !out.is_empty() {
                out.push('_');
            }
            out.push(c.to_ascii_lowercase());
            gap = false;
        } else {
            gap = true;
        }
    }
    out
}

fn text(vm: &Vm, v: &Value, what: &str) -> Fallible<String> {
    let Some(s) = v.payload::<Str>() else {
        let got = if v.is_none() { "None".into() } else { vm.type_name(v) };
        return Err(vm.type_error(format!("{what} must be str, not {got}")));
    };
    if s.as_bytes().contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(s.to_string_lossy().into_owned())
}

fn find(vm: &Vm, encoding: &str) -> Fallible<Value> {
    let name = normalized(encoding);
    if let Some(known) = dict(vm, FOUND)?.get_text(vm, &name) {
        return Ok(known);
    }
    // The package registers the search function for the codecs of the library. Programs may have modules of these names.
    for module in ["codecs", "encodings"] {
        vm.import_from_library(module)?;
    }
    let functions = search_functions(vm).payload::<List>().map(|l| l.items.borrow().clone());
    for f in functions.unwrap_or_default() {
        let found = vm.call(&f, &[vm.str_value(&name)])?;
        if found.is_none() {
            continue;
        }
        if found.payload::<Tuple>().is_none_or(|t| t.len() != 4) {
            return Err(vm.type_error("codec search functions must return 4-tuples"));
        }
        dict(vm, FOUND)?.set_str(&vm.intern(&name), found.clone());
        return Ok(found);
    }
    Err(vm.error(&vm.exceptions.lookup_error, &format!("unknown encoding: {encoding}")))
}

fn lookup(vm: &Vm, args: &[Slot]) -> NativeResult {
    let encoding = text(vm, arg(args, 0), "lookup() argument")?;
    done(find(vm, &encoding)?)
}

fn encode(vm: &Vm, args: &[Slot]) -> NativeResult {
    through(vm, args, 0, "encode", "encoder")
}

fn decode(vm: &Vm, args: &[Slot]) -> NativeResult {
    through(vm, args, 1, "decode", "decoder")
}

fn through(vm: &Vm, args: &[Slot], which: usize, what: &str, coder: &str) -> NativeResult {
    let encoding = match given(args, 1) {
        Some(v) => text(vm, v, &format!("{what}() argument 'encoding'"))?,
        None => "utf-8".to_string(),
    };
    let mut call = vec![arg(args, 0).clone()];
    if let Some(v) = given(args, 2) {
        text(vm, v, &format!("{what}() argument 'errors'"))?;
        call.push(v.clone());
    }
    let found = find(vm, &encoding)?;
    let function = found.payload::<Tuple>().and_then(|t| t.get(which).cloned()).unwrap_or(Value::None);
    let answer = match vm.call(&function, &call) {
        Ok(v) => v,
        Err(e) => {
            let verb = if which == 0 { "encoding" } else { "decoding" };
            note(vm, &e.0, &format!("{verb} with '{encoding}' codec failed"))?;
            return Err(e);
        }
    };
    match answer.payload::<Tuple>().map(|t| &t[..]) {
        Some([first, _]) => done(first.clone()),
        _ => Err(vm.type_error(format!("{coder} must return a tuple (object, integer)"))),
    }
}

fn note(vm: &Vm, e: &Value, text: &str) -> Fallible<()> {
    if e.payload::<Exception>().is_some() {
        vm.call_method(e, "add_note", &[vm.str_value(text)])?;
    }
    Ok(())
}

fn register_error(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = text(vm, arg(args, 0), "register_error() argument 1")?;
    let handler = arg(args, 1);
    if !vm.is_callable(handler) {
        return Err(vm.type_error("handler must be callable"));
    }
    dict(vm, ERRORS)?.set_str(&vm.intern(&name), handler.clone());
    done(Value::None)
}

fn unregister_error(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = text(vm, arg(args, 0), "_unregister_error() argument")?;
    if Handler::from_name(&name).is_some() {
        return Err(vm.value_error(format!("cannot un-register built-in error handler '{name}'")));
    }
    done(Value::bool(dict(vm, ERRORS)?.remove_str(&vm.intern(&name)).is_some()))
}

fn lookup_error(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = text(vm, arg(args, 0), "lookup_error() argument")?;
    if let Some(f) = dict(vm, ERRORS)?.get_text(vm, &name) {
        return done(f);
    }
    match BUILT_IN.iter().find(|row| row.name.strip_suffix("_errors").map(handler_name) == Some(&*name)) {
        Some(row) => {
            let module = vm.import_module("_codecs")?;
            let Some(module) = module.as_ref::<Module>() else {
                return Err(vm.system_error("the codec registry is broken"));
            };
            let function = vm.function_from_row(module, Some(vm.str_value("_codecs")), row);
            dict(vm, ERRORS)?.set_str(&vm.intern(&name), function.clone());
            done(function)
        }
        None => Err(vm.error(&vm.exceptions.lookup_error, &format!("unknown error handler name '{name}'"))),
    }
}

/// The name of a handler from that of its function.
fn handler_name(function: &str) -> &str {
    match function {
        "surrogatepass" | "surrogateescape" | "strict" | "ignore" | "replace" | "xmlcharrefreplace"
        | "backslashreplace" | "namereplace" => function,
        _ => "",
    }
}

macro_rules! built_in {
    ($($name:literal)*) => { &[$(function(
        concat!($name, "_errors"),
        "(exception, /)",
        |vm, args| handle(vm, arg(args, 0), $name),
        concat!("Implements the '", $name, "' error handling."),
    )),*] };
}

/// The built-in handlers as functions.
static BUILT_IN: &[Method] = built_in!("strict" "ignore" "replace" "xmlcharrefreplace" "backslashreplace" "namereplace"
    "surrogatepass" "surrogateescape");

/// A built-in handler applied to an exception: the replacement and where to go on.
fn handle(vm: &Vm, e: &Value, name: &str) -> NativeResult {
    let x = &vm.exceptions;
    let encoding = vm.is_instance_of(e, &x.unicode_encode_error);
    let decoding = vm.is_instance_of(e, &x.unicode_decode_error);
    let translating = vm.is_instance_of(e, &x.unicode_translate_error);
    let raise = || match e.payload::<Exception>() {
        Some(_) => Err(kaa_vm::Raised(e.clone())),
        None => Err(vm.type_error("codec must pass exception instance")),
    };
    let known = match name {
        "xmlcharrefreplace" | "namereplace" => encoding,
        "surrogateescape" | "surrogatepass" => encoding || decoding,
        _ => encoding || decoding || translating,
    };
    if name == "strict" || !known {
        if name != "strict" {
            let got = vm.type_name(e);
            return Err(vm.type_error(format!("don't know how to handle {got} in error callback")));
        }
        return raise();
    }
    let attribute = |n: &str| vm.get_attr(e, &vm.intern(n));
    let index = |v: Value| vm.index_clamped(&v).map(|i| usize::try_from(i).unwrap_or(0));
    let (start, end) = (index(attribute("start")?)?, index(attribute("end")?)?);
    let (object, end_value) = (attribute("object")?, vm.new_usize(end));
    let pair = |text: Value| done(vm.new_tuple(vec![text, end_value.clone()]));
    if name == "ignore" {
        return pair(vm.str_value(""));
    }
    if translating && name == "replace" {
        return pair(vm.str_value(&"\u{fffd}".repeat(end.saturating_sub(start))));
    }
    let Some(handler) = Handler::from_name(name) else { return raise() };
    let encoding_name = match attribute("encoding").ok().and_then(|v| v.payload::<Str>().map(known_name)) {
        Some(name) => name,
        None => "",
    };
    let fault = kaa_data::codec::CodecError { encoding: encoding_name, start, end, reason: "" };
    if decoding {
        let data = crate::helpers::bytes_of(vm, &object)?;
        if end > data.len() || start >= end {
            return raise();
        }
        return match handler.decode(&fault, &data) {
            Ok((text, at)) => done(vm.new_tuple(vec![vm.wtf8_value(text), vm.new_usize(at)])),
            Err(_) => raise(),
        };
    }
    let Some(text) = object.as_ref::<Str>().filter(|t| end <= t.len() && start < end) else { return raise() };
    match handler.encode(&fault, text.wtf8()) {
        Ok((kaa_data::codec::Replacement::Text(t), at)) => {
            done(vm.new_tuple(vec![vm.wtf8_value(t), vm.new_usize(at)]))
        }
        Ok((kaa_data::codec::Replacement::Bytes(b), at)) => {
            done(vm.new_tuple(vec![vm.new_bytes(&b), vm.new_usize(at)]))
        }
        Err(_) => raise(),
    }
}

/// The names of codecs in which `surrogatepass` knows its way.
fn known_name(s: &Str) -> &'static str {
    let name = s.to_string_lossy().to_ascii_lowercase().replace('_', "-");
    match name.as_str() {
        "utf-8" | "utf8" | "cp65001" => "utf-8",
        "utf-16" | "utf16" => "utf-16",
        "utf-16-le" | "utf-16le" | "utf16-le" => "utf-16-le",
        "utf-16-be" | "utf-16be" | "utf16-be" => "utf-16-be",
        "utf-32" | "utf32" => "utf-32",
        "utf-32-le" | "utf-32le" | "utf32-le" => "utf-32-le",
        "utf-32-be" | "utf-32be" | "utf32-be" => "utf-32-be",
        _ => "",
    }
}
