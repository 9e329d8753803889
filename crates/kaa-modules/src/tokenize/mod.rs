//! The module `_tokenize`: tokens of source text as the library's `tokenize` shows them. `scan.rs` finds them; the compiler has
//! its own, which keep no comments.

mod scan;

use crate::helpers::{add_class, class_for, given, some};
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{Slot, arg, static_method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::types::{Module, Str};
use kaa_vm::{Fallible, NativeResult, Next, Raised, Ref, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload: where lines come from, and the tokens once they were read.
struct Tokens {
    readline: Value,
    encoding: Option<String>,
    /// All tokens, comments and line ends included, operators without their own kinds.
    extra: bool,
    scanned: RefCell<Option<scan::Scanned>>,
    at: Cell<usize>,
}
kaa_heap::payload!(Tokens, trace);

impl Tokens {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.value(&self.readline);
    }
}

static SPEC: TypeSpec = TypeSpec {
    name: "_tokenize.TokenizerIter",
    methods: &[static_method(
        "__new__",
        "($type, /, readline, *, encoding=None, extra_tokens=False)",
        new,
        "Create and return a new object.",
    )],
    flags: ClassFlags::GC,
    iternext: Some(next),
    ..TypeSpec::EMPTY
};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_tokenize", None);
    add_class::<Tokens>(vm, &module, &SPEC);
    Ok(module)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Tokens>(vm, args)?;
    let encoding = some(args, 2).map(|e| crate::helpers::text(vm, e, "encoding")).transpose()?;
    let extra = given(args, 3).map_or(Ok(false), |e| vm.is_true(e))?;
    let t = Tokens {
        readline: arg(args, 1).clone(),
        encoding,
        extra,
        scanned: RefCell::new(None),
        at: Cell::new(0),
    };
    done(vm.new_object(class, t))
}

/// All lines.
fn read(vm: &Vm, t: &Tokens) -> Fallible<String> {
    let mut text = String::new();
    loop {
        let line = vm.call(&t.readline, &[]);
        let Some(line) = vm.catch(line, &vm.exceptions.stop_iteration)? else { break };
        let bytes = vm.bytes_like(&line)?.map(|b| b.to_vec());
        let line = match (&t.encoding, bytes) {
            (Some(encoding), Some(bytes)) => vm.decode_bytes(&bytes, encoding, "replace")?,
            (None, None) => line,
            (Some(_), None) => return Err(vm.type_error("readline() returned a non-bytes object")),
            (None, Some(_)) => return Err(vm.type_error("readline() returned a non-string object")),
        };
        let Some(s) = line.payload::<Str>() else {
            return Err(vm.type_error("readline() returned a non-string object"));
        };
        if s.is_empty() {
            break;
        }
        text.push_str(&s.to_string_lossy());
    }
    Ok(text)
}

fn next(vm: &Vm, v: &Value) -> Fallible<Next> {
    let t = as_type::<Tokens>(vm, v)?;
    if t.scanned.borrow().is_none() {
        let text = read(vm, t)?;
        *t.scanned.borrow_mut() = Some(scan::scan(&text));
    }
    let scanned = t.scanned.borrow();
    let Some(s) = scanned.as_ref() else { return Ok(Next::Done) };
    loop {
        let i = t.at.get();
        t.at.set(i + 1);
        let Some(token) = s.tokens.get(i) else {
            return match (&s.fault, i == s.tokens.len()) {
                (Some(fault), true) => Err(raise(vm, fault)),
                _ => Ok(Next::Done),
            };
        };
        if !t.extra && matches!(token.kind, scan::COMMENT | scan::NL) {
            continue;
        }
        let kind = if t.extra { token.kind } else { scan::exact_kind(token.kind, &token.text) };
        let place = |(line, column): (usize, usize)| {
            vm.new_tuple(vec![vm.new_usize(line), vm.new_usize(column)]).into()
        };
        let row = vec![
            vm.new_int(i64::from(kind)),
            vm.str_value(&token.text),
            place(token.start),
            place(token.end),
            vm.str_value(&s.lines(token.start.0, token.end.0)),
        ];
        return Ok(Next::Item(vm.new_tuple(row).into()));
    }
}

#[cold]
fn raise(vm: &Vm, fault: &scan::Fault) -> Raised {
    let class =
        if fault.indentation { &vm.exceptions.indentation_error } else { &vm.exceptions.syntax_error };
    let (line, column) = fault.place;
    let end = if fault.indentation {
        [Value::None, Value::None]
    } else {
        [vm.new_usize(line), vm.new_usize(column)]
    };
    let [end_line, end_column] = end;
    let place = vec![
        vm.str_value("<string>"),
        vm.new_usize(line),
        vm.new_usize(column),
        vm.str_value(&fault.line),
        end_line,
        end_column,
    ];
    match vm.call(class.value(), &[vm.str_value(&fault.message), vm.new_tuple(place).into()]) {
        Ok(e) => Raised(e),
        Err(e) => e,
    }
}
