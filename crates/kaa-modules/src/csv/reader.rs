//! Reading rows: a machine that takes a line character by character.

use super::dialect::{self, Dialect, NON_NUMERIC, NONE, NOT_NULL, STRINGS};
use super::{LIMIT, error};
use crate::helpers::{class_named, given};
use kaa_bytecode::wtf8::push_code_point;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Slot, arg, member};
use kaa_vm::types::Str;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::str::code_points;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Next, Value, Vm};
use std::cell::{Cell, RefCell};

/// Payload.
pub(super) struct Reader {
    lines: Value,
    dialect: Value,
    count: Cell<i64>,
}
kaa_heap::payload!(Reader, trace);

impl Reader {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([&self.lines, &self.dialect]);
    }
}

static ATTRIBUTES: &[GetSet] = &[
    member("dialect", |vm, v| done(as_type::<Reader>(vm, v)?.dialect.clone()), ""),
    member("line_num", |vm, v| done(vm.new_int(as_type::<Reader>(vm, v)?.count.get())), ""),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_csv.reader",
    getset: ATTRIBUTES,
    iternext: Some(step),
    flags: ClassFlags::GC | flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

pub(super) fn make(vm: &Vm, args: &[Slot]) -> NativeResult {
    let lines = vm.iter(arg(args, 1))?;
    let dialect = dialect::of(vm, given(args, 2), given(args, 3))?;
    match class_named(vm, SPEC.name) {
        Some(class) => done(vm.new_object(&class, Reader { lines, dialect, count: Cell::new(0) })),
        None => Err(vm.system_error("the module _csv is not there")),
    }
}

/// Where in a row the machine stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    StartRow,
    StartField,
    Escaped,
    InField,
    Quoted,
    EscapedInQuotes,
    AfterQuote,
    EndOfLine,
    AfterEscapedEnd,
}

/// The row that is being read.
struct Row<'a> {
    vm: &'a Vm,
    dialect: &'a Dialect,
    state: State,
    field: Vec<u8>,
    length: i64,
    /// The field had no quotes.
    plain: bool,
    fields: RefCell<Vec<Value>>,
}

/// What stands for the end of a line that has no character for it.
const END: Option<u32> = None;

impl Row<'_> {
    fn save(&mut self) -> Fallible<()> {
        let text = std::mem::take(&mut self.field);
        self.length = 0;
        let quoting = self.dialect.quoting;
        let empty = text.is_empty();
        let v: Value = self.vm.new_str_owned(text).into();
        let v = match quoting {
            NOT_NULL | STRINGS if self.plain && empty => Value::None,
            NON_NUMERIC | STRINGS if self.plain && !empty => {
                self.vm.call(self.vm.types.float.value(), &[v])?
            }
            _ => v,
        };
        self.plain = true;
        self.fields.borrow_mut().push(v);
        Ok(())
    }

    fn add(&mut self, c: u32) -> Fallible<()> {
        let limit = LIMIT.get();
        if self.length >= limit {
            return Err(error(self.vm, format!("field larger than field limit ({limit})")));
        }
        self.length += 1;
        let _ = push_code_point(&mut self.field, c);
        Ok(())
    }

    /// A character outside quotes, at the start of a field or in it.
    fn plain_character(&mut self, c: Option<u32>, at_start: bool) -> Fallible<()> {
        let d = self.dialect;
        match c {
            END | Some(10 | 13) => {
                self.save()?;
                self.state = if c == END { State::StartRow } else { State::EndOfLine };
            }
            Some(_) if at_start && c == d.quote && d.quoting != NONE => {
                self.plain = false;
                self.state = State::Quoted;
            }
            Some(_) if c == d.escape => self.state = State::Escaped,
            Some(32) if at_start && d.skip_space => {}
            Some(c) if c == d.delimiter => {
                self.save()?;
                self.state = State::StartField;
            }
            Some(c) => {
                self.add(c)?;
                self.state = State::InField;
            }
        }
        Ok(())
    }

    fn take(&mut self, c: Option<u32>) -> Fallible<()> {
        let d = self.dialect;
        match self.state {
            State::StartRow => match c {
                END => {}
                Some(10 | 13) => self.state = State::EndOfLine,
                // A space that is skipped begins a field all the same.
                Some(32) if d.skip_space => self.state = State::StartField,
                _ => return self.plain_character(c, true),
            },
            State::StartField => return self.plain_character(c, true),
            State::InField => return self.plain_character(c, false),
            State::AfterEscapedEnd if c == END => {}
            State::AfterEscapedEnd => return self.plain_character(c, false),
            State::Escaped => {
                self.add(c.unwrap_or(10))?;
                let is_end = matches!(c, Some(10 | 13));
                self.state = if is_end { State::AfterEscapedEnd } else { State::InField };
            }
            State::Quoted => match c {
                END => {}
                Some(_) if c == d.escape => self.state = State::EscapedInQuotes,
                Some(_) if c == d.quote && d.quoting != NONE => {
                    self.state = if d.double_quote { State::AfterQuote } else { State::InField };
                }
                Some(c) => self.add(c)?,
            },
            State::EscapedInQuotes => {
                self.add(c.unwrap_or(10))?;
                self.state = State::Quoted;
            }
            State::AfterQuote => match c {
                Some(q) if d.quoting != NONE && c == d.quote => {
                    self.add(q)?;
                    self.state = State::Quoted;
                }
                Some(x) if x == d.delimiter => {
                    self.save()?;
                    self.state = State::StartField;
                }
                END | Some(10 | 13) => {
                    self.save()?;
                    self.state = if c == END { State::StartRow } else { State::EndOfLine };
                }
                Some(x) if !d.strict => {
                    self.add(x)?;
                    self.state = State::InField;
                }
                Some(_) => return Err(self.unexpected()),
            },
            State::EndOfLine => match c {
                Some(10 | 13) => {}
                END => self.state = State::StartRow,
                Some(_) => {
                    let text = "new-line character seen in unquoted field - do you need to open the file with newline=''?";
                    return Err(error(self.vm, text));
                }
            },
        }
        Ok(())
    }

    #[cold]
    fn unexpected(&self) -> kaa_vm::Raised {
        let mut text = b"'".to_vec();
        let _ = push_code_point(&mut text, self.dialect.delimiter);
        text.extend_from_slice(b"' expected after '");
        let _ = push_code_point(&mut text, self.dialect.quote.unwrap_or(34));
        text.push(b'\'');
        error(self.vm, String::from_utf8_lossy(&text))
    }
}

fn step(vm: &Vm, v: &Value) -> Fallible<Next> {
    let me = as_type::<Reader>(vm, v)?;
    let dialect = as_type::<Dialect>(vm, &me.dialect)?;
    let mut row = Row {
        vm,
        dialect,
        state: State::StartRow,
        field: Vec::new(),
        length: 0,
        plain: true,
        fields: RefCell::default(),
    };
    loop {
        let Some(line) = vm.next(&me.lines)? else {
            if row.length > 0 || row.state == State::Quoted {
                if dialect.strict {
                    return Err(error(vm, "unexpected end of data"));
                }
                row.save()?;
                break;
            }
            return Ok(Next::Done);
        };
        let Some(text) = line.payload::<Str>() else {
            let got = vm.type_name(&line);
            let text =
                format!("iterator should return strings, not {got} (the file should be opened in text mode)");
            return Err(error(vm, text));
        };
        me.count.set(me.count.get().saturating_add(1));
        for c in code_points(text.as_bytes()) {
            row.take(Some(c))?;
        }
        row.take(END)?;
        if row.state == State::StartRow {
            break;
        }
    }
    Ok(Next::Item(vm.new_list(row.fields.take()).into()))
}
