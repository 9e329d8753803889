//! Streams that compress.

use super::error;
use crate::helpers::{bytes_of, class_named, given, int32};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::{NativeResult, Vm};
use std::cell::RefCell;
use zlib_rs::{Deflate, DeflateConfig, DeflateFlush, Status, Strategy};

/// What a stream is made with.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) level: i32,
    pub(super) bits: i32,
    pub(super) memory: i32,
    pub(super) strategy: i32,
    pub(super) dictionary: Option<Vec<u8>>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { level: -1, bits: 15, memory: 8, strategy: 0, dictionary: None }
    }
}

impl Settings {
    /// A stream; none when something is out of range.
    pub(super) fn stream(&self) -> Option<Deflate> {
        let strategy = match self.strategy {
            0 => Strategy::Default,
            1 => Strategy::Filtered,
            2 => Strategy::HuffmanOnly,
            3 => Strategy::Rle,
            4 => Strategy::Fixed,
            _ => return None,
        };
        let fits = matches!(self.bits, -15..=-9 | 8..=15 | 25..=31);
        if !fits || !(-1..=9).contains(&self.level) || !(1..=9).contains(&self.memory) {
            return None;
        }
        let mut stream = Deflate::new_with_config(DeflateConfig {
            level: self.level,
            window_bits: if self.bits == 8 { 9 } else { self.bits },
            mem_level: self.memory,
            strategy,
            ..DeflateConfig::default()
        });
        if let Some(d) = &self.dictionary {
            stream.set_dictionary(d).ok()?;
        }
        Some(stream)
    }
}

/// Puts bytes in and takes what comes out; none when the stream has ended.
pub(super) fn pump(stream: &mut Deflate, mut data: &[u8], flush: DeflateFlush) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut room = vec![0; (data.len() / 2).clamp(1 << 10, 1 << 18)];
    loop {
        let (before_in, before_out) = (stream.total_in(), stream.total_out());
        let status = stream.compress(data, &mut room, flush).ok()?;
        let taken = (stream.total_in() - before_in) as usize;
        let made = (stream.total_out() - before_out) as usize;
        data = data.get(taken..)?;
        out.extend_from_slice(room.get(..made)?);
        let finished = match flush {
            DeflateFlush::Finish => status == Status::StreamEnd || (made == 0 && taken == 0),
            _ => made < room.len() && data.is_empty() || (made == 0 && taken == 0),
        };
        if finished {
            return Some(out);
        }
    }
}

/// Bytes that are remembered so that a stream can be copied, at most.
pub(super) const MEMORY: usize = 1 << 24;

/// Payload: the stream until it ends; its settings and all that was put in, which make a copy.
pub(super) struct Compress {
    stream: RefCell<Option<Deflate>>,
    settings: Settings,
    history: RefCell<Option<Vec<(Vec<u8>, DeflateFlush)>>>,
}
kaa_heap::payload!(Compress);

static METHODS: &[Method] = &[
    method("compress", "($self, data, /)", compress, "Puts bytes in; gives what comes out."),
    method("flush", "($self, mode=zlib.Z_FINISH, /)", flush, "Gives what is still inside."),
    method("copy", "($self, /)", copy, "A copy of the stream."),
    method("__copy__", "($self, /)", copy, "A copy of the stream."),
    method("__deepcopy__", "($self, memo, /)", copy, "A copy of the stream."),
];
pub(super) static SPEC: TypeSpec =
    TypeSpec { name: "zlib.Compress", methods: METHODS, flags: flags::NO_INSTANTIATION, ..TypeSpec::EMPTY };

pub(super) fn make(vm: &Vm, args: &[Slot]) -> NativeResult {
    let number = |i: usize, default: i32| given(args, i).map_or(Ok(default), |v| int32(vm, v));
    let settings = Settings {
        level: number(1, -1)?,
        bits: number(3, 15)?,
        memory: number(4, 8)?,
        strategy: number(5, 0)?,
        dictionary: given(args, 6).map(|v| bytes_of(vm, v)).transpose()?,
    };
    let stream = if number(2, 8)? == 8 { settings.stream() } else { None };
    let Some(stream) = stream else { return Err(vm.value_error("Invalid initialization option")) };
    new(
        vm,
        Compress { stream: RefCell::new(Some(stream)), settings, history: RefCell::new(Some(Vec::new())) },
    )
}

fn new(vm: &Vm, c: Compress) -> NativeResult {
    match class_named(vm, SPEC.name) {
        Some(class) => done(vm.new_object(&class, c)),
        None => Err(vm.system_error("the module zlib is not there")),
    }
}

impl Compress {
    fn remember(&self, data: &[u8], flush: DeflateFlush) {
        let mut history = self.history.borrow_mut();
        if let Some(h) = history.as_mut() {
            h.push((data.to_vec(), flush));
            if h.iter().map(|(d, _)| d.len()).sum::<usize>() > MEMORY {
                *history = None;
            }
        }
    }

    fn put(&self, data: &[u8], flush: DeflateFlush) -> Option<Vec<u8>> {
        let out = pump(self.stream.borrow_mut().as_mut()?, data, flush)?;
        self.remember(data, flush);
        Some(out)
    }
}

fn compress(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = bytes_of(vm, arg(args, 1))?;
    match as_type::<Compress>(vm, arg(args, 0))?.put(&data, DeflateFlush::NoFlush) {
        Some(out) => done(vm.new_bytes_owned(out)),
        None => Err(error(vm, "Error -2 while compressing data: inconsistent stream state")),
    }
}

fn flush(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<Compress>(vm, arg(args, 0))?;
    let how = match given(args, 1).map_or(Ok(4), |v| int32(vm, v))? {
        0 => return done(vm.new_bytes(b"")),
        1 => DeflateFlush::PartialFlush,
        2 => DeflateFlush::SyncFlush,
        3 => DeflateFlush::FullFlush,
        4 => DeflateFlush::Finish,
        5 => DeflateFlush::Block,
        _ => return Err(error(vm, "Error -2 while flushing: inconsistent stream state")),
    };
    let Some(out) = me.put(&[], how) else {
        return Err(error(vm, "Error -2 while flushing: inconsistent stream state"));
    };
    if how == DeflateFlush::Finish {
        drop(me.stream.take());
        drop(me.history.take());
    }
    done(vm.new_bytes_owned(out))
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<Compress>(vm, arg(args, 0))?;
    let history = me.history.borrow().clone();
    let stream = if me.stream.borrow().is_some() { me.settings.stream() } else { None };
    let (Some(mut stream), Some(history)) = (stream, history) else {
        return Err(vm.value_error("Inconsistent stream state"));
    };
    for (data, flush) in &history {
        pump(&mut stream, data, *flush);
    }
    new(
        vm,
        Compress {
            stream: RefCell::new(Some(stream)),
            settings: me.settings.clone(),
            history: RefCell::new(Some(history)),
        },
    )
}
