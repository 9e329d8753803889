//! Streams that decompress.

use super::compress::MEMORY;
use super::error;
use crate::helpers::{bytes_of, class_named, given, int32};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{Fallible, NativeResult, Value, Vm};
use std::cell::RefCell;
use zlib_rs::{Inflate, InflateError, InflateFlush, Status};

/// A stream for a format; none when there is no such format.
pub(super) fn stream(bits: i32) -> Option<Inflate> {
    match bits {
        -15..=-8 => Some(Inflate::new(false, bits.unsigned_abs() as u8)),
        0 | 8..=15 | 24..=31 | 40..=47 => Some(Inflate::new(true, bits as u8)),
        _ => None,
    }
}

/// What came of putting bytes in.
pub(super) struct Got {
    pub(super) out: Vec<u8>,
    /// How many bytes went in.
    pub(super) taken: usize,
    pub(super) ended: bool,
}

/// Puts bytes in and takes what comes out, at most so many bytes.
pub(super) fn pump(
    vm: &Vm,
    stream: &mut Inflate,
    data: &[u8],
    most: Option<usize>,
    dictionary: &[u8],
) -> Fallible<Got> {
    let mut got = Got { out: Vec::new(), taken: 0, ended: false };
    let mut room = vec![0; data.len().saturating_mul(2).clamp(1 << 10, 1 << 18)];
    loop {
        let left = most.map_or(room.len(), |m| room.len().min(m - got.out.len()));
        if left == 0 {
            return Ok(got);
        }
        let (before_in, before_out) = (stream.total_in(), stream.total_out());
        let rest = data.get(got.taken..).unwrap_or_default();
        let status = stream.decompress(rest, &mut room[..left], InflateFlush::SyncFlush);
        let taken = (stream.total_in() - before_in) as usize;
        let made = (stream.total_out() - before_out) as usize;
        got.taken += taken;
        got.out.extend_from_slice(room.get(..made).unwrap_or_default());
        match status {
            Ok(Status::StreamEnd) => {
                got.ended = true;
                return Ok(got);
            }
            Ok(_) if made < left && got.taken >= data.len() => return Ok(got),
            Ok(_) if made == 0 && taken == 0 => return Ok(got),
            Ok(_) => {}
            Err(InflateError::NeedDict { .. }) if !dictionary.is_empty() => {
                if stream.set_dictionary(dictionary).is_err() {
                    return Err(error(vm, "Error -3 while setting zdict: invalid input data"));
                }
            }
            Err(e) => return Err(failure(vm, stream, e)),
        }
    }
}

#[cold]
fn failure(vm: &Vm, stream: &Inflate, e: InflateError) -> kaa_vm::Raised {
    let (number, text) = match e {
        InflateError::NeedDict { .. } => (2, None),
        InflateError::StreamError => (-2, Some("inconsistent stream state")),
        InflateError::DataError => (-3, Some(stream.error_message().unwrap_or("invalid input data"))),
        InflateError::MemError => (-4, None),
    };
    let reason = text.map(|t| format!(": {t}")).unwrap_or_default();
    error(vm, &format!("Error {number} while decompressing data{reason}"))
}

/// Payload.
pub(super) struct Decompress(RefCell<Inner>);
kaa_heap::payload!(Decompress);

struct Inner {
    stream: Inflate,
    bits: i32,
    dictionary: Vec<u8>,
    ended: bool,
    unused: Vec<u8>,
    /// What did not fit into the wished length.
    tail: Vec<u8>,
    /// All that went in, which makes a copy, as long as it is not too much.
    history: Option<Vec<u8>>,
}

static METHODS: &[Method] = &[
    method(
        "decompress",
        "($self, data, /, max_length=0)",
        decompress,
        "Puts bytes in; gives what comes out.",
    ),
    method("flush", "($self, length=zlib.DEF_BUF_SIZE, /)", flush, "Gives what is still inside."),
    method("copy", "($self, /)", copy, "A copy of the stream."),
    method("__copy__", "($self, /)", copy, "A copy of the stream."),
    method("__deepcopy__", "($self, memo, /)", copy, "A copy of the stream."),
];
static ATTRIBUTES: &[GetSet] = &[
    getter("eof", |vm, v| done(Value::bool(as_type::<Decompress>(vm, v)?.0.borrow().ended)), ""),
    getter("unused_data", |vm, v| done(vm.new_bytes(&as_type::<Decompress>(vm, v)?.0.borrow().unused)), ""),
    getter("unconsumed_tail", |vm, v| done(vm.new_bytes(&as_type::<Decompress>(vm, v)?.0.borrow().tail)), ""),
];
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "zlib.Decompress",
    methods: METHODS,
    getset: ATTRIBUTES,
    flags: flags::NO_INSTANTIATION,
    ..TypeSpec::EMPTY
};

pub(super) fn make(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bits = given(args, 1).map_or(Ok(15), |v| int32(vm, v))?;
    let dictionary = match given(args, 2) {
        None => Vec::new(),
        Some(v) => match vm.bytes_like(v)? {
            Some(b) => b.to_vec(),
            None => return Err(vm.type_error("zdict argument must support the buffer protocol")),
        },
    };
    let inner = fresh(vm, bits, dictionary)?;
    new(vm, inner)
}

fn fresh(vm: &Vm, bits: i32, dictionary: Vec<u8>) -> Fallible<Inner> {
    let Some(mut stream) = stream(bits) else { return Err(vm.value_error("Invalid initialization option")) };
    if bits < 0 && !dictionary.is_empty() && stream.set_dictionary(&dictionary).is_err() {
        return Err(error(vm, "Error -3 while setting zdict: invalid input data"));
    }
    let (unused, tail) = (Vec::new(), Vec::new());
    Ok(Inner { stream, bits, dictionary, ended: false, unused, tail, history: Some(Vec::new()) })
}

fn new(vm: &Vm, inner: Inner) -> NativeResult {
    match class_named(vm, SPEC.name) {
        Some(class) => done(vm.new_object(&class, Decompress(RefCell::new(inner)))),
        None => Err(vm.system_error("the module zlib is not there")),
    }
}

impl Inner {
    fn put(&mut self, vm: &Vm, data: &[u8], most: Option<usize>) -> Fallible<Vec<u8>> {
        if self.ended {
            self.unused.extend_from_slice(data);
            return Ok(Vec::new());
        }
        let dictionary = std::mem::take(&mut self.dictionary);
        let got = pump(vm, &mut self.stream, data, most, &dictionary);
        self.dictionary = dictionary;
        let got = got?;
        let (taken, rest) = data.split_at(got.taken.min(data.len()));
        if let Some(h) = self.history.as_mut() {
            h.extend_from_slice(taken);
            if h.len() > MEMORY {
                self.history = None;
            }
        }
        self.tail.clear();
        if got.ended {
            self.ended = true;
            self.unused.extend_from_slice(rest);
        } else {
            self.tail.extend_from_slice(rest);
        }
        Ok(got.out)
    }
}

fn decompress(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = bytes_of(vm, arg(args, 1))?;
    let most = given(args, 2).map_or(Ok(0), |v| vm.index_i64(v))?;
    let Ok(most) = usize::try_from(most) else {
        return Err(vm.value_error("max_length must be non-negative"));
    };
    let mut me = as_type::<Decompress>(vm, arg(args, 0))?.0.borrow_mut();
    let out = me.put(vm, &data, (most > 0).then_some(most))?;
    done(vm.new_bytes_owned(out))
}

fn flush(vm: &Vm, args: &[Slot]) -> NativeResult {
    if given(args, 1).map_or(Ok(1), |v| vm.index_i64(v))? <= 0 {
        return Err(vm.value_error("length must be greater than zero"));
    }
    let mut me = as_type::<Decompress>(vm, arg(args, 0))?.0.borrow_mut();
    if me.ended {
        me.history = None;
        return done(vm.new_bytes(b""));
    }
    let tail = std::mem::take(&mut me.tail);
    let out = me.put(vm, &tail, None)?;
    if me.ended {
        // Nothing is left that could be copied.
        me.history = None;
    }
    done(vm.new_bytes_owned(out))
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<Decompress>(vm, arg(args, 0))?.0.borrow();
    let Some(history) = me.history.clone() else { return Err(vm.value_error("Inconsistent stream state")) };
    let mut inner = fresh(vm, me.bits, me.dictionary.clone())?;
    // The same bytes go in and the same number come out, so that the streams stand at the same place.
    let most = usize::try_from(me.stream.total_out()).unwrap_or(usize::MAX);
    if !history.is_empty() {
        inner.put(vm, &history, Some(most.max(1)))?;
    }
    inner.ended = me.ended;
    inner.unused = me.unused.clone();
    inner.tail = me.tail.clone();
    inner.history = Some(history);
    drop(me);
    new(vm, inner)
}
