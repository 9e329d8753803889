//! Marshalled values: what CPython writes is read, and what is written is read again.

use std::sync::Arc;

use kaa_bytecode::{Const, marshal};
use num_bigint::BigInt;

fn again(value: &Const) -> Const {
    marshal::load(&marshal::dump(value)).expect("what was written can be read")
}

#[test]
fn values_survive() {
    let big = BigInt::from(7).pow(300);
    let values = vec![
        Const::None,
        Const::True,
        Const::Ellipsis,
        Const::Int(-1),
        Const::Int(1 << 31),
        Const::Int(i64::MIN),
        Const::int(big.clone()),
        Const::int(-big),
        Const::Float(-0.0),
        Const::Complex(0.5, f64::INFINITY),
        Const::str("abc"),
        Const::str("abc"),
        Const::str(&"é".repeat(300)),
        Const::Bytes((*b"\0\xff").into()),
        Const::FrozenSet(vec![Const::Int(1), Const::str("x")].into()),
        Const::Slice(Arc::new([Const::None, Const::Int(2), Const::None])),
    ];
    let all = Const::tuple(values);
    assert_eq!(again(&all), all);
    assert_eq!(again(&Const::tuple(vec![all.clone(); 300])), Const::tuple(vec![all; 300]));
}

#[test]
fn what_cpython_writes_is_read() {
    // marshal.dumps((1, "ab", "ab", 1.5, b"x", 2**70, None))
    let bytes = b")\x07\xe9\x01\x00\x00\x00\xda\x02abr\x01\x00\x00\x00g\x00\x00\x00\x00\x00\x00\xf8?s\x01\x00\x00\x00xl\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04N";
    let text = Const::str("ab");
    let expected = Const::tuple(vec![
        Const::Int(1),
        text.clone(),
        text,
        Const::Float(1.5),
        Const::Bytes((*b"x").into()),
        Const::int(BigInt::from(1) << 70),
        Const::None,
    ]);
    assert_eq!(marshal::load(bytes), Ok(expected));
}

#[test]
fn nesting_has_a_limit_and_nonsense_is_an_error() {
    let mut bytes = b")\x01".repeat(100_000);
    assert!(marshal::load(&bytes).is_err());
    bytes.truncate(4_000);
    bytes.push(b'N');
    assert!(marshal::load(&bytes).is_ok());
    for bytes in
        [&b""[..], b"(\xff\xff\xff\xff", b"r\x00\x00\x00\x00", b"c", b"\xa9\x01r\x00\x00\x00\x00", b"?"]
    {
        assert!(marshal::load(bytes).is_err(), "{bytes:?}");
    }
}
