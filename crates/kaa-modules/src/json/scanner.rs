//! Reading: a scanner with the decoder's settings.

use super::text::unquote;
use super::{characters, error};
use crate::helpers::class_for;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, member, method, static_method};
use kaa_vm::types::Str;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::collections::HashMap;

/// Payload.
pub(super) struct Scanner {
    strict: Value,
    object_hook: Value,
    object_pairs_hook: Value,
    parse_float: Value,
    parse_int: Value,
    parse_constant: Value,
}
kaa_heap::payload!(Scanner, trace);

impl Scanner {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([
            &self.strict,
            &self.object_hook,
            &self.object_pairs_hook,
            &self.parse_float,
            &self.parse_int,
            &self.parse_constant,
        ]);
    }
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, context)", new, "Create and return a new object."),
    method("__call__", "($self, string, idx)", call, "Call self as a function."),
];
static ATTRIBUTES: &[GetSet] = &[
    member("strict", |vm, v| done(as_type::<Scanner>(vm, v)?.strict.clone()), "strict"),
    member("object_hook", |vm, v| done(as_type::<Scanner>(vm, v)?.object_hook.clone()), "object_hook"),
    member("object_pairs_hook", |vm, v| done(as_type::<Scanner>(vm, v)?.object_pairs_hook.clone()), ""),
    member("parse_float", |vm, v| done(as_type::<Scanner>(vm, v)?.parse_float.clone()), "parse_float"),
    member("parse_int", |vm, v| done(as_type::<Scanner>(vm, v)?.parse_int.clone()), "parse_int"),
    member(
        "parse_constant",
        |vm, v| done(as_type::<Scanner>(vm, v)?.parse_constant.clone()),
        "parse_constant",
    ),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_json.Scanner",
    doc: "Reads JSON.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Scanner>(vm, args)?;
    let get = |name: &str| vm.get_attr(arg(args, 1), &vm.intern(name));
    let scanner = Scanner {
        strict: Value::bool(vm.is_true(&get("strict")?)?),
        object_hook: get("object_hook")?,
        object_pairs_hook: get("object_pairs_hook")?,
        parse_float: get("parse_float")?,
        parse_int: get("parse_int")?,
        parse_constant: get("parse_constant")?,
    };
    done(vm.new_object(class, scanner))
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<Scanner>(vm, arg(args, 0))?;
    let v = arg(args, 1);
    let Some(s) = v.payload::<Str>() else {
        let got = vm.type_name(v);
        return Err(vm.type_error(format!("first argument must be a string, not {got}")));
    };
    let start = vm.index_i64(arg(args, 2))?;
    let Ok(start) = usize::try_from(start) else { return Err(vm.value_error("idx cannot be negative")) };
    if start >= s.len() {
        return Err(vm.stop_iteration(vm.new_usize(start)));
    }
    let mut reader = Reader { vm, me, v, s, text: s.as_bytes(), keys: HashMap::new() };
    let (made, end) = reader.value(s.byte_offset(start))?;
    done(vm.new_tuple(vec![made, vm.new_usize(characters(s, end))]))
}

struct Reader<'a> {
    vm: &'a Vm,
    me: &'a Ref<Scanner>,
    v: &'a Value,
    s: &'a Str,
    text: &'a [u8],
    /// Keys of objects, each made once.
    keys: HashMap<Vec<u8>, Ref<Str>>,
}

type Read = Fallible<(Value, usize)>;

impl Reader<'_> {
    fn skip(&self, mut at: usize) -> usize {
        while matches!(self.text.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            at += 1;
        }
        at
    }

    fn error<T>(&self, message: &str, at: usize) -> Fallible<T> {
        Err(error(self.vm, message, self.v, at))
    }

    /// There is no value at this place.
    fn nothing<T>(&self, at: usize) -> Fallible<T> {
        Err(self.vm.stop_iteration(self.vm.new_usize(characters(self.s, at))))
    }

    fn value(&mut self, at: usize) -> Read {
        let vm = self.vm;
        let rest = self.text.get(at..).unwrap_or_default();
        let strict = self.me.strict.is(&Value::True);
        match rest.first() {
            Some(b'"') => {
                let (out, end) = unquote(vm, self.v, self.text, at + 1, strict)?;
                Ok((vm.new_str_owned(out).into(), end))
            }
            Some(b'{') => {
                vm.check_native_stack()?;
                self.object(at + 1)
            }
            Some(b'[') => {
                vm.check_native_stack()?;
                self.array(at + 1)
            }
            Some(b'n') if rest.starts_with(b"null") => Ok((Value::None, at + 4)),
            Some(b't') if rest.starts_with(b"true") => Ok((Value::True, at + 4)),
            Some(b'f') if rest.starts_with(b"false") => Ok((Value::False, at + 5)),
            _ => {
                for name in ["NaN", "Infinity", "-Infinity"] {
                    if rest.starts_with(name.as_bytes()) {
                        let made = vm.call(&self.me.parse_constant, &[vm.str_value(name)])?;
                        return Ok((made, at + name.len()));
                    }
                }
                self.number(at)
            }
        }
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.text.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    }

    fn number(&self, start: usize) -> Read {
        let vm = self.vm;
        let first = start + usize::from(self.text.get(start) == Some(&b'-'));
        let mut end = match self.text.get(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => self.digits(first),
            _ => return self.nothing(start),
        };
        let mut float = false;
        if self.text.get(end) == Some(&b'.') && self.digits(end + 1) > end + 1 {
            float = true;
            end = self.digits(end + 1);
        }
        if matches!(self.text.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.text.get(end + 1), Some(b'+' | b'-')));
            let last = self.digits(end + 1 + sign);
            if last > end + 1 + sign {
                float = true;
                end = last;
            }
        }
        let text = std::str::from_utf8(&self.text[start..end]).unwrap_or("0");
        let (parse, plain) = match float {
            true => (&self.me.parse_float, &vm.types.float),
            false => (&self.me.parse_int, &vm.types.int),
        };
        if parse.is(plain.value()) {
            if float && let Ok(x) = text.parse::<f64>() {
                return Ok((vm.new_float(x), end));
            }
            if !float && let Ok(n) = text.parse::<i64>() {
                return Ok((vm.new_int(n), end));
            }
        }
        Ok((vm.call(parse, &[vm.str_value(text)])?, end))
    }

    fn array(&mut self, at: usize) -> Read {
        let vm = self.vm;
        let mut items = Vec::new();
        let mut at = self.skip(at);
        if self.text.get(at) == Some(&b']') {
            return Ok((vm.new_list(items).into(), at + 1));
        }
        loop {
            let (item, end) = self.value(at)?;
            items.push(item);
            at = self.skip(end);
            match self.text.get(at) {
                Some(b']') => return Ok((vm.new_list(items).into(), at + 1)),
                Some(b',') => {}
                _ => return self.error("Expecting ',' delimiter", at),
            }
            let comma = at;
            at = self.skip(at + 1);
            if self.text.get(at) == Some(&b']') {
                return self.error("Illegal trailing comma before end of array", comma);
            }
        }
    }

    fn object(&mut self, at: usize) -> Read {
        const NAME: &str = "Expecting property name enclosed in double quotes";
        let vm = self.vm;
        let strict = self.me.strict.is(&Value::True);
        let mut pairs: Vec<(Ref<Str>, Value)> = Vec::new();
        let mut at = self.skip(at);
        if self.text.get(at) == Some(&b'}') {
            return Ok((self.finished(pairs)?, at + 1));
        }
        if self.text.get(at) != Some(&b'"') {
            return self.error(NAME, at);
        }
        loop {
            let (key, end) = unquote(vm, self.v, self.text, at + 1, strict)?;
            let key = match self.keys.get(&key) {
                Some(known) => known.clone(),
                None => {
                    let made = vm.new_str_wtf8(&key);
                    self.keys.insert(key, made.clone());
                    made
                }
            };
            at = self.skip(end);
            if self.text.get(at) != Some(&b':') {
                return self.error("Expecting ':' delimiter", at);
            }
            at = self.skip(at + 1);
            let (value, end) = self.value(at)?;
            pairs.push((key, value));
            at = self.skip(end);
            match self.text.get(at) {
                Some(b'}') => return Ok((self.finished(pairs)?, at + 1)),
                Some(b',') => {}
                _ => return self.error("Expecting ',' delimiter", at),
            }
            let comma = at;
            at = self.skip(at + 1);
            match self.text.get(at) {
                Some(b'"') => {}
                Some(b'}') => return self.error("Illegal trailing comma before end of object", comma),
                _ => return self.error(NAME, at),
            }
        }
    }

    /// What becomes of an object's pairs.
    fn finished(&self, pairs: Vec<(Ref<Str>, Value)>) -> Fallible<Value> {
        let vm = self.vm;
        if !self.me.object_pairs_hook.is_none() {
            let pairs = pairs.into_iter().map(|(k, v)| vm.new_tuple(vec![k.into(), v]).into());
            return vm.call(&self.me.object_pairs_hook, &[vm.new_list(pairs.collect()).into()]);
        }
        let dict = vm.new_dict();
        for (key, value) in pairs {
            dict.set_str(&key, value);
        }
        if self.me.object_hook.is_none() {
            return Ok(dict.into());
        }
        vm.call(&self.me.object_hook, &[dict.into()])
    }
}
