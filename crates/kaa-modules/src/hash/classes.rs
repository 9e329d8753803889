//! The classes of hash objects.

use super::blake2::{Blake2b, Blake2s, Parameters};
use super::state::State;
use crate::helpers::{class_for, given, int32};
use kaa_vm::flow::done;
use kaa_vm::native::{GetSet, Method, Slot, arg, getter, method, static_method};
use kaa_vm::types::sequence::as_type;
use kaa_vm::types::type_object::{TypeSpec, flags};
use kaa_vm::types::{Str, Type};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use std::cell::RefCell;

/// Payload of all of them.
pub(super) struct Hash(RefCell<State>);
kaa_heap::payload!(Hash);

const COPY: Method = method("copy", "($self, /)", copy, "A copy of the hash.");
const UPDATE: Method = method("update", "($self, obj, /)", update, "Takes more bytes.");
const DIGEST: Method = method(
    "digest",
    "($self, /)",
    |vm, a| done(vm.new_bytes_owned(this(vm, a)?.0.borrow().digest(0))),
    "The digest.",
);
const HEXDIGEST: Method = method("hexdigest", "($self, /)", hexdigest, "The digest in hexadecimal digits.");
static METHODS: &[Method] = &[COPY, UPDATE, DIGEST, HEXDIGEST];
static ATTRIBUTES: &[GetSet] = &[
    getter("name", |vm, v| done(vm.str_value(of(vm, v)?.0.borrow().name())), ""),
    getter("block_size", |vm, v| done(vm.new_usize(of(vm, v)?.0.borrow().block_size())), ""),
    getter("digest_size", |vm, v| done(vm.new_usize(of(vm, v)?.0.borrow().digest_size())), ""),
];
static SHA3_ATTRIBUTES: &[GetSet] = &[
    getter("name", |vm, v| done(vm.str_value(of(vm, v)?.0.borrow().name())), ""),
    getter("block_size", |vm, v| done(vm.new_usize(of(vm, v)?.0.borrow().block_size())), ""),
    getter("digest_size", |vm, v| done(vm.new_usize(of(vm, v)?.0.borrow().digest_size())), ""),
    getter("_capacity_bits", |vm, v| done(vm.new_usize(1600 - 8 * of(vm, v)?.0.borrow().block_size())), ""),
    getter("_rate_bits", |vm, v| done(vm.new_usize(8 * of(vm, v)?.0.borrow().block_size())), ""),
    getter(
        "_suffix",
        |vm, v| {
            let stretched = of(vm, v)?.0.borrow().digest_size() == 0;
            done(vm.new_bytes(if stretched { &[0x1f] } else { &[0x06] }))
        },
        "",
    ),
];

const fn fixed(name: &'static str) -> TypeSpec {
    TypeSpec { name, methods: METHODS, getset: ATTRIBUTES, flags: flags::NO_INSTANTIATION, ..TypeSpec::EMPTY }
}

pub(super) static MD5: TypeSpec = fixed("_md5.md5");
pub(super) static SHA1: TypeSpec = fixed("_sha1.sha1");
pub(super) static SHA224: TypeSpec = fixed("_sha2.SHA224Type");
pub(super) static SHA256: TypeSpec = fixed("_sha2.SHA256Type");
pub(super) static SHA384: TypeSpec = fixed("_sha2.SHA384Type");
pub(super) static SHA512: TypeSpec = fixed("_sha2.SHA512Type");

macro_rules! sha3 {
    ($($name:literal $full:literal [$($method:expr),*];)*) => {
        [$(TypeSpec {
            name: $full,
            methods: &[
                static_method(
                    "__new__",
                    "($type, /, data=b'', *, usedforsecurity=True, string=None)",
                    |vm, args| {
                        let class = class_for::<Hash>(vm, args)?.clone();
                        new(vm, args, $name, Some(class))
                    },
                    "Create and return a new object.",
                ),
                COPY,
                UPDATE,
                $($method),*
            ],
            getset: SHA3_ATTRIBUTES,
            ..TypeSpec::EMPTY
        }),*]
    };
}
const LONG_DIGEST: Method =
    method("digest", "($self, /, length)", stretched, "The digest, as long as one likes.");
const LONG_HEXDIGEST: Method = method(
    "hexdigest",
    "($self, /, length)",
    |vm, a| {
        let n = length(vm, arg(a, 1))?;
        done(vm.str_value(&hex(&this(vm, a)?.0.borrow().digest(n))))
    },
    "The digest in hexadecimal digits, as long as one likes.",
);
pub(super) static SHA3: [TypeSpec; 6] = sha3! {
    "sha3_224" "_sha3.sha3_224" [DIGEST, HEXDIGEST];
    "sha3_256" "_sha3.sha3_256" [DIGEST, HEXDIGEST];
    "sha3_384" "_sha3.sha3_384" [DIGEST, HEXDIGEST];
    "sha3_512" "_sha3.sha3_512" [DIGEST, HEXDIGEST];
    "shake_128" "_sha3.shake_128" [LONG_DIGEST, LONG_HEXDIGEST];
    "shake_256" "_sha3.shake_256" [LONG_DIGEST, LONG_HEXDIGEST];
};

macro_rules! blake2 {
    ($full:literal, $f:expr) => {
        TypeSpec {
            name: $full,
            methods: &[
                static_method(
                    "__new__",
                    "($type, data=b'', /, *, digest_size=None, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)",
                    $f,
                    "Create and return a new object.",
                ),
                COPY,
                UPDATE,
                DIGEST,
                HEXDIGEST,
            ],
            getset: ATTRIBUTES,
            flags: flags::BASETYPE,
            ..TypeSpec::EMPTY
        }
    };
}
pub(super) static BLAKE2B: TypeSpec = blake2!("_blake2.blake2b", |vm, args| {
    let p = parameters(vm, args, "Blake2b", Blake2b::MOST, Blake2b::SALT)?;
    new_blake2(vm, args, State::Blake2b(Box::new(Blake2b::new(&p))))
});
pub(super) static BLAKE2S: TypeSpec = blake2!("_blake2.blake2s", |vm, args| {
    let p = parameters(vm, args, "Blake2s", Blake2s::MOST, Blake2s::SALT)?;
    new_blake2(vm, args, State::Blake2s(Box::new(Blake2s::new(&p))))
});

fn of<'a>(vm: &Vm, v: &'a Value) -> Fallible<&'a Ref<Hash>> {
    as_type::<Hash>(vm, v)
}

fn this<'a>(vm: &Vm, args: &'a [Slot]) -> Fallible<&'a Ref<Hash>> {
    of(vm, arg(args, 0))
}

/// Bytes to hash.
fn bytes(vm: &Vm, v: &Value) -> Fallible<Vec<u8>> {
    if v.payload::<Str>().is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    match vm.bytes_like(v)? {
        Some(b) => Ok(b.to_vec()),
        None => Err(vm.type_error("object supporting the buffer API required")),
    }
}

/// The bytes to begin with: `data`, or `string`, its old name.
fn first(vm: &Vm, data: Option<&Value>, string: Option<&Value>) -> Fallible<Vec<u8>> {
    match (data, string.filter(|v| !v.is_none())) {
        (Some(_), Some(_)) => Err(vm.type_error(
            "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
        )),
        (Some(v), None) | (None, Some(v)) => bytes(vm, v),
        (None, None) => Ok(Vec::new()),
    }
}

/// A new hash of a kind without parameters.
pub(super) fn new(vm: &Vm, args: &[Slot], name: &str, class: Option<Ref<Type>>) -> NativeResult {
    let (Some(mut state), Some(class)) = (State::named(name), class) else {
        return Err(vm.value_error(format!("unsupported hash type {name}")));
    };
    state.update(&first(vm, given(args, 1), given(args, 3))?);
    done(vm.new_object(&class, Hash(RefCell::new(state))))
}

fn new_blake2(vm: &Vm, args: &[Slot], mut state: State) -> NativeResult {
    let class = class_for::<Hash>(vm, args)?;
    state.update(&first(vm, given(args, 1), given(args, 14))?);
    done(vm.new_object(class, Hash(RefCell::new(state))))
}

fn parameters(vm: &Vm, args: &[Slot], kind: &str, most: usize, salt_size: usize) -> Fallible<Parameters> {
    let small = |i: usize, default: i32| given(args, i).map_or(Ok(default), |v| int32(vm, v));
    let part = |i: usize, what: &str, most: usize| match given(args, i) {
        None => Ok(Vec::new()),
        Some(v) => {
            let b = crate::helpers::bytes_of(vm, v)?;
            if b.len() > most {
                return Err(vm.value_error(format!("maximum {what} length is {most} bytes")));
            }
            Ok(b)
        }
    };
    let range = |n: i32, least: i32, text: &str| match u8::try_from(n) {
        Ok(b) if n >= least => Ok(b),
        _ => Err(vm.value_error(text)),
    };
    let size = match given(args, 2) {
        Some(v) => int32(vm, v)?,
        None => most as i32,
    };
    let digest_size = usize::try_from(size).ok().filter(|n| (1..=most).contains(n)).ok_or_else(|| {
        vm.value_error(format!(
            "digest_size for {kind} must be between 1 and {most} bytes, here it is {size}"
        ))
    })?;
    let salt = part(4, "salt", salt_size)?;
    let person = part(5, "person", salt_size)?;
    let fanout = range(small(6, 1)?, 0, "fanout must be between 0 and 255")?;
    let depth = range(small(7, 1)?, 1, "depth must be between 1 and 255")?;
    let whole = |i: usize| match given(args, i) {
        None => Ok(0),
        Some(v) => {
            let n = vm.index_bigint(v)?;
            if n.sign() == num_bigint::Sign::Minus {
                return Err(vm.value_error("Cannot convert negative int"));
            }
            u64::try_from(&n).map_err(|_| vm.overflow_error("Python int too large for C unsigned long long"))
        }
    };
    let leaf_size = u32::try_from(whole(8)?).map_err(|_| vm.overflow_error("leaf_size is too large"))?;
    let node_offset = whole(9)?;
    if most == Blake2s::MOST && node_offset >> 48 != 0 {
        return Err(vm.overflow_error("node_offset is too large"));
    }
    let node_depth = range(small(10, 0)?, 0, "node_depth must be between 0 and 255")?;
    let inner_text = format!("inner_size must be between 0 and is {most}");
    let inner_size = range(small(11, 0)?, 0, &inner_text)?;
    if usize::from(inner_size) > most {
        return Err(vm.value_error(inner_text));
    }
    let last_node = given(args, 12).map_or(Ok(false), |v| vm.is_true(v))?;
    let key = part(3, "key", most)?;
    Ok(Parameters {
        digest_size,
        key,
        salt,
        person,
        fanout,
        depth,
        leaf_size,
        node_offset,
        node_depth,
        inner_size,
        last_node,
    })
}

fn copy(vm: &Vm, args: &[Slot]) -> NativeResult {
    let state = this(vm, args)?.0.borrow().clone();
    done(vm.new_object(&vm.class_ref(arg(args, 0)), Hash(RefCell::new(state))))
}

fn update(vm: &Vm, args: &[Slot]) -> NativeResult {
    let data = bytes(vm, arg(args, 1))?;
    this(vm, args)?.0.borrow_mut().update(&data);
    done(Value::None)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn hexdigest(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.str_value(&hex(&this(vm, args)?.0.borrow().digest(0))))
}

fn length(vm: &Vm, v: &Value) -> Fallible<usize> {
    let n = vm.index_bigint(v)?;
    if n.sign() == num_bigint::Sign::Minus {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    match usize::try_from(&n) {
        Ok(n) if n < 1 << 29 => Ok(n),
        _ => Err(vm.value_error("length is too large")),
    }
}

fn stretched(vm: &Vm, args: &[Slot]) -> NativeResult {
    let n = length(vm, arg(args, 1))?;
    done(vm.new_bytes_owned(this(vm, args)?.0.borrow().digest(n)))
}
