//! Writing: an encoder with its settings.

use super::text::{Target, quote};
use crate::helpers::class_for;
use kaa_heap::{ClassFlags, Tracer};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, member, method, static_method};
use kaa_vm::types::sequence::{as_type, builtin};
use kaa_vm::types::type_object::TypeSpec;
use kaa_vm::types::{Dict, List, NativeFunction, Str, Tuple};
use kaa_vm::{Fallible, NativeResult, Raised, Value, Vm};
use std::collections::HashSet;

/// Payload.
pub(super) struct Encoder {
    markers: Value,
    default: Value,
    encoder: Value,
    indent: Value,
    key_separator: Value,
    item_separator: Value,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
    /// The encoder of strings, when it is one of this module's.
    fast: Option<Target>,
}
kaa_heap::payload!(Encoder, trace);

impl Encoder {
    fn trace(&self, t: &mut Tracer<'_>) {
        t.values([
            &self.markers,
            &self.default,
            &self.encoder,
            &self.indent,
            &self.key_separator,
            &self.item_separator,
        ]);
    }
}

static METHODS: &[Method] = &[
    static_method(
        "__new__",
        "($type, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
        new,
        "Create and return a new object.",
    ),
    method("__call__", "($self, obj, _current_indent_level)", call, "Call self as a function."),
];
static ATTRIBUTES: &[GetSet] = &[
    member("markers", |vm, v| done(as_type::<Encoder>(vm, v)?.markers.clone()), "markers"),
    member("default", |vm, v| done(as_type::<Encoder>(vm, v)?.default.clone()), "default"),
    member("encoder", |vm, v| done(as_type::<Encoder>(vm, v)?.encoder.clone()), "encoder"),
    member("indent", |vm, v| done(as_type::<Encoder>(vm, v)?.indent.clone()), "indent"),
    member("key_separator", |vm, v| done(as_type::<Encoder>(vm, v)?.key_separator.clone()), "key_separator"),
    member(
        "item_separator",
        |vm, v| done(as_type::<Encoder>(vm, v)?.item_separator.clone()),
        "item_separator",
    ),
    member("sort_keys", |vm, v| done(Value::bool(as_type::<Encoder>(vm, v)?.sort_keys)), "sort_keys"),
    member("skipkeys", |vm, v| done(Value::bool(as_type::<Encoder>(vm, v)?.skip_keys)), "skipkeys"),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_json.Encoder",
    doc: "Writes JSON.",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: ClassFlags::GC,
    ..TypeSpec::EMPTY
};

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let class = class_for::<Encoder>(vm, args)?;
    let v = |i: usize| arg(args, i).clone();
    if !v(1).is_none() && v(1).payload::<Dict>().is_none() {
        let got = vm.type_name(arg(args, 1));
        return Err(vm.type_error(format!("make_encoder() argument 1 must be dict or None, not {got}")));
    }
    for i in [5, 6] {
        if v(i).payload::<Str>().is_none() {
            let got = vm.type_name(arg(args, i));
            return Err(vm.type_error(format!("make_encoder() argument {i} must be str, not {got}")));
        }
    }
    let fast = match v(3).payload::<NativeFunction>().map(|f| f.row.name) {
        Some("encode_basestring") => Some(Target::Unicode),
        Some("encode_basestring_ascii") => Some(Target::Ascii),
        _ => None,
    };
    let made = Encoder {
        markers: v(1),
        default: v(2),
        encoder: v(3),
        indent: v(4),
        key_separator: v(5),
        item_separator: v(6),
        sort_keys: vm.is_true(arg(args, 7))?,
        skip_keys: vm.is_true(arg(args, 8))?,
        allow_nan: vm.is_true(arg(args, 9))?,
        fast,
    };
    done(vm.new_object(class, made))
}

fn call(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<Encoder>(vm, arg(args, 0))?;
    let level = vm.index_i64(arg(args, 2))?;
    let mut w = Writer { vm, me, out: Vec::new(), inside: HashSet::new() };
    w.value(arg(args, 1), usize::try_from(level).unwrap_or(0))?;
    let text = vm.new_str_owned(w.out).into();
    done(vm.new_tuple(vec![text]))
}

struct Writer<'a> {
    vm: &'a Vm,
    me: &'a Encoder,
    out: Vec<u8>,
    /// The containers that are being written, by address.
    inside: HashSet<usize>,
}

fn address(v: &Value) -> usize {
    v.header().map_or(0, |h| std::ptr::from_ref(h) as usize)
}

impl Writer<'_> {
    fn value(&mut self, v: &Value, level: usize) -> Fallible<()> {
        let vm = self.vm;
        if v.is_none() {
            self.out.extend_from_slice(b"null");
        } else if v.is(&Value::True) {
            self.out.extend_from_slice(b"true");
        } else if v.is(&Value::False) {
            self.out.extend_from_slice(b"false");
        } else if v.payload::<Str>().is_some() {
            self.string(v)?;
        } else if let Some(text) = self.number(v)? {
            self.out.extend_from_slice(&text);
        } else if v.payload::<List>().is_some() || v.payload::<Tuple>().is_some() {
            vm.check_native_stack()?;
            self.enter(v)?;
            self.list(v, level)?;
            self.inside.remove(&address(v));
        } else if v.payload::<Dict>().is_some() {
            vm.check_native_stack()?;
            self.enter(v)?;
            self.dict(v, level)?;
            self.inside.remove(&address(v));
        } else {
            vm.check_native_stack()?;
            self.enter(v)?;
            let made = vm.call(&self.me.default, std::slice::from_ref(v))?;
            self.value(&made, level).map_err(|e| self.noted(e, v, None))?;
            self.inside.remove(&address(v));
        }
        Ok(())
    }

    fn enter(&mut self, v: &Value) -> Fallible<()> {
        if !self.me.markers.is_none() && !self.inside.insert(address(v)) {
            return Err(self.vm.value_error("Circular reference detected"));
        }
        Ok(())
    }

    /// Says in the error what was being written.
    #[cold]
    fn noted(&self, e: Raised, container: &Value, item: Option<&Value>) -> Raised {
        let vm = self.vm;
        let name = vm.type_name(container);
        let text = match item.map(|i| vm.repr(i)) {
            None => format!("when serializing {name} object"),
            Some(Ok(i)) => format!("when serializing {name} item {}", i.to_string_lossy()),
            Some(Err(e)) => return e,
        };
        match vm.call_method(&e.0, "add_note", &[vm.str_value(&text)]) {
            Ok(_) => e,
            Err(e) => e,
        }
    }

    fn string(&mut self, v: &Value) -> Fallible<()> {
        let vm = self.vm;
        if let (Some(target), Some(s)) = (self.me.fast, v.payload::<Str>()) {
            quote(s.as_bytes(), target, &mut self.out);
            return Ok(());
        }
        let made = vm.call(&self.me.encoder, std::slice::from_ref(v))?;
        match made.payload::<Str>() {
            Some(s) => {
                self.out.extend_from_slice(s.as_bytes());
                Ok(())
            }
            None => {
                let got = vm.type_name(&made);
                Err(vm.type_error(format!("encoder() must return a string, not {got}")))
            }
        }
    }

    /// The text of a number; none for other kinds.
    fn number(&self, v: &Value) -> Fallible<Option<Vec<u8>>> {
        let vm = self.vm;
        if let Some(i) = kaa_vm::types::int::as_bigint(v) {
            return Ok(Some(vm.repr(&vm.new_bigint(i.into_owned()))?.as_bytes().to_vec()));
        }
        if v.payload::<Str>().is_some() || !vm.is_instance_of(v, &vm.types.float) {
            return Ok(None);
        }
        let x = kaa_vm::types::float::as_f64(v).unwrap_or(f64::NAN);
        let shown = vm.repr(&vm.new_float(x))?;
        if x.is_finite() {
            return Ok(Some(shown.as_bytes().to_vec()));
        }
        if !self.me.allow_nan {
            let text =
                format!("Out of range float values are not JSON compliant: {}", shown.to_string_lossy());
            return Err(vm.value_error(text));
        }
        let text: &[u8] = if x.is_nan() {
            b"NaN"
        } else if x > 0.0 {
            b"Infinity"
        } else {
            b"-Infinity"
        };
        Ok(Some(text.to_vec()))
    }

    fn new_line(&mut self, level: usize) {
        if let Some(s) = self.me.indent.payload::<Str>() {
            self.out.push(b'\n');
            for _ in 0..level {
                self.out.extend_from_slice(s.as_bytes());
            }
        }
    }

    fn add(&mut self, text: &Value) {
        if let Some(s) = text.payload::<Str>() {
            self.out.extend_from_slice(s.as_bytes());
        }
    }

    fn list(&mut self, v: &Value, level: usize) -> Fallible<()> {
        let items = self.vm.collect(v)?;
        if items.is_empty() {
            self.out.extend_from_slice(b"[]");
            return Ok(());
        }
        self.out.push(b'[');
        self.new_line(level + 1);
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.add(&self.me.item_separator);
                self.new_line(level + 1);
            }
            if let Err(e) = self.value(item, level + 1) {
                return Err(self.noted(e, v, Some(&self.vm.new_usize(i))));
            }
        }
        self.new_line(level);
        self.out.push(b']');
        Ok(())
    }

    /// Keys and values in the order in which they are written.
    fn pairs(&self, v: &Value) -> Fallible<Vec<(Value, Value)>> {
        let vm = self.vm;
        if vm.is_exact(v, &vm.types.dict) && !self.me.sort_keys {
            let entries = v.payload::<Dict>().map(Dict::entries).unwrap_or_default();
            return Ok(entries.into_iter().map(|e| (e.key, e.value)).collect());
        }
        let mut items = vm.call_method(v, "items", &[])?;
        if self.me.sort_keys {
            items = vm.call(&builtin(vm, "sorted")?, &[items])?;
        }
        let mut pairs = Vec::new();
        for item in vm.collect(&items)? {
            match item.payload::<Tuple>().map(|t| &t[..]) {
                Some([k, v]) => pairs.push((k.clone(), v.clone())),
                _ => return Err(vm.value_error("items must return 2-tuples")),
            }
        }
        Ok(pairs)
    }

    /// Writes a key; false when it is left out.
    fn key(&mut self, key: &Value) -> Fallible<Option<Value>> {
        let vm = self.vm;
        if key.payload::<Str>().is_some() {
            return Ok(Some(key.clone()));
        }
        let text = if key.is_none() {
            b"null".to_vec()
        } else if key.is(&Value::True) {
            b"true".to_vec()
        } else if key.is(&Value::False) {
            b"false".to_vec()
        } else if let Some(text) = self.number(key)? {
            text
        } else if self.me.skip_keys {
            return Ok(None);
        } else {
            let got = vm.type_name(key);
            return Err(vm.type_error(format!("keys must be str, int, float, bool or None, not {got}")));
        };
        Ok(Some(vm.new_str_owned(text).into()))
    }

    fn dict(&mut self, v: &Value, level: usize) -> Fallible<()> {
        let pairs = self.pairs(v)?;
        if pairs.is_empty() {
            self.out.extend_from_slice(b"{}");
            return Ok(());
        }
        self.out.push(b'{');
        let mut first = true;
        for (key, value) in &pairs {
            let Some(text) = self.key(key)? else { continue };
            if std::mem::take(&mut first) {
                self.new_line(level + 1);
            } else {
                self.add(&self.me.item_separator);
                self.new_line(level + 1);
            }
            self.string(&text)?;
            self.add(&self.me.key_separator);
            if let Err(e) = self.value(value, level + 1) {
                return Err(self.noted(e, v, Some(key)));
            }
        }
        if !first {
            self.new_line(level);
        }
        self.out.push(b'}');
        Ok(())
    }
}
