//! The module `_random`: the Mersenne Twister (MT19937), with 53-bit floats.

use crate::helpers::{add_class, class_for};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, method, static_method};
use kaa_vm::types::iterators::varargs;
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Module, Tuple};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use num_bigint::{BigInt, BigUint};
use std::cell::RefCell;

const N: usize = 624;
const M: usize = 397;

/// Payload: the generator's words and its place among them.
struct Random(RefCell<State>);
kaa_heap::payload!(Random);

struct State {
    words: [u32; N],
    at: usize,
}

impl State {
    fn new(seed: u32) -> State {
        let mut words = [0; N];
        words[0] = seed;
        for i in 1..N {
            let last = words[i - 1];
            words[i] = 1_812_433_253u32.wrapping_mul(last ^ (last >> 30)).wrapping_add(i as u32);
        }
        State { words, at: N }
    }

    /// From a key of any length.
    fn from_key(key: &[u32]) -> State {
        let mut s = State::new(19_650_218);
        let w = &mut s.words;
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let last = w[i - 1];
            w[i] = (w[i] ^ (last ^ (last >> 30)).wrapping_mul(1_664_525))
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            i += 1;
            j = (j + 1) % key.len();
            if i >= N {
                w[0] = w[N - 1];
                i = 1;
            }
        }
        for _ in 0..N - 1 {
            let last = w[i - 1];
            w[i] = (w[i] ^ (last ^ (last >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                w[0] = w[N - 1];
                i = 1;
            }
        }
        w[0] = 0x8000_0000;
        s
    }

    fn next(&mut self) -> u32 {
        if self.at >= N {
            for i in 0..N {
                let y = (self.words[i] & 0x8000_0000) | (self.words[(i + 1) % N] & 0x7fff_ffff);
                let odd = if y & 1 == 1 { 0x9908_b0df } else { 0 };
                self.words[i] = self.words[(i + M) % N] ^ (y >> 1) ^ odd;
            }
            self.at = 0;
        }
        let mut y = self.words[self.at];
        self.at += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }
}

static METHODS: &[Method] = &[
    static_method("__new__", "($type, *args, **kwargs)", new, "Create and return a new object."),
    method(
        "__init__",
        "($self, /, *args)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("random", "($self, /)", random, "A float from 0 to below 1."),
    method(
        "seed",
        "($self, n=None, /)",
        |vm, a| seed(vm, arg(a, 0), a.get(1).and_then(|s| s.as_ref())),
        "Starts anew.",
    ),
    method("getstate", "($self, /)", getstate, "The generator's state."),
    method("setstate", "($self, state, /)", setstate, "Puts a state in place."),
    method("getrandbits", "($self, k, /)", getrandbits, "An int of so many random bits."),
];
static SPEC: TypeSpec = TypeSpec {
    name: "_random.Random",
    doc: "A generator of random numbers with its own state.",
    methods: METHODS,
    flags: flags::BASETYPE,
    ..TypeSpec::EMPTY
};

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_random", Some("The Mersenne Twister."));
    add_class::<Random>(vm, &module, &SPEC);
    Ok(module)
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_object(class_for::<Random>(vm, args)?, Random(RefCell::new(State::new(5489)))))
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    match varargs(&args[1]) {
        [] => seed(vm, arg(args, 0), None),
        [n] => seed(vm, arg(args, 0), Some(n)),
        more => Err(vm.type_error(format!("Random expected at most 1 argument, got {}", more.len()))),
    }
}

fn seed(vm: &Vm, me: &Value, n: Option<&Value>) -> NativeResult {
    let key = match n.filter(|n| !n.is_none()) {
        None => {
            let mut bytes = [0; N];
            if crate::host::posix::random(&mut bytes, 0).is_err() {
                bytes[..8].copy_from_slice(&std::process::id().to_le_bytes().repeat(2));
            }
            bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
        }
        Some(n) => {
            let number = match kaa_vm::types::int::as_bigint(n) {
                Some(i) => i.magnitude().clone(),
                None => BigUint::from(vm.hash(n)? as u64),
            };
            let digits = number.to_u32_digits();
            if digits.is_empty() { vec![0] } else { digits }
        }
    };
    *as_type::<Random>(vm, me)?.0.borrow_mut() = State::from_key(&key);
    done(Value::None)
}

fn random(vm: &Vm, args: &[Slot]) -> NativeResult {
    let mut s = as_type::<Random>(vm, arg(args, 0))?.0.borrow_mut();
    let (a, b) = (s.next() >> 5, s.next() >> 6);
    done(vm.new_float((f64::from(a) * 67_108_864.0 + f64::from(b)) * (1.0 / 9_007_199_254_740_992.0)))
}

fn getrandbits(vm: &Vm, args: &[Slot]) -> NativeResult {
    let k = vm.index_i64(arg(args, 1))?;
    let Ok(k) = u32::try_from(k) else {
        return Err(if k < 0 {
            vm.value_error("Cannot convert negative int")
        } else {
            vm.overflow_error("number of bits too large")
        });
    };
    let mut s = as_type::<Random>(vm, arg(args, 0))?.0.borrow_mut();
    let mut words = Vec::with_capacity(k.div_ceil(32) as usize);
    let mut left = k;
    while left > 0 {
        let word = s.next();
        words.push(if left < 32 { word >> (32 - left) } else { word });
        left = left.saturating_sub(32);
    }
    done(vm.new_bigint(BigInt::from(BigUint::new(words))))
}

fn getstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = as_type::<Random>(vm, arg(args, 0))?.0.borrow();
    let words = s.words.iter().map(|w| vm.new_int(i64::from(*w)));
    done(vm.new_tuple(words.chain([vm.new_usize(s.at)]).collect()))
}

fn setstate(vm: &Vm, args: &[Slot]) -> NativeResult {
    let me = as_type::<Random>(vm, arg(args, 0))?;
    let Some(t) = arg(args, 1).payload::<Tuple>() else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    if t.len() != N + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0; N];
    for (w, v) in words.iter_mut().zip(t.iter()) {
        let n = vm.index_bigint(v)?;
        *w = u32::try_from(&n).map_err(|_| vm.overflow_error("can't convert to 32-bit word"))?;
    }
    let at = usize::try_from(vm.index_i64(&t[N])?).ok().filter(|at| *at <= N);
    let Some(at) = at else { return Err(vm.value_error("invalid state")) };
    *me.0.borrow_mut() = State { words, at };
    done(Value::None)
}
