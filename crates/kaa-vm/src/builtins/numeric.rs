//! Numbers and characters: `abs`, `bin`, `oct`, `hex`, `chr`, `ord`, `divmod`, `pow`, `round`.

use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::frame::{Action, Cont};
use crate::native::{Method, Slot, arg, function};
use crate::protocol::BinaryOp;
use crate::types::{ByteArray, Bytes, Str};
use crate::vm::Vm;
use kaa_heap::Value;
use num_bigint::Sign;

pub(super) static ROWS: &[Method] = &[
    function("abs", "(number, /)", abs, "The absolute value of the number."),
    function("bin", "(integer, /)", bin, "The integer's binary text, with 0b in front."),
    function("oct", "(integer, /)", oct, "The integer's octal text, with 0o in front."),
    function("hex", "(integer, /)", hex, "The integer's hexadecimal text, with 0x in front."),
    function("chr", "(i, /)", chr, "The string of the one character with that code point."),
    function("ord", "(c, /)", ord, "The code point of a string of one character."),
    function("divmod", "(x, y, /)", divmod, "The tuple (x//y, x%y)."),
    function("pow", "(base, exp, mod=None)", pow, "base**exp, or base**exp % mod computed faster."),
    function("round", "(number, ndigits=None)", round, "The number rounded to that many decimal digits."),
];

fn abs(vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(i) = arg(args, 0).as_small_int() {
        return done(vm.new_int(i.abs()));
    }
    vm.unary_flow(Dunder::Abs, "abs()", arg(args, 0), Action::Native(Cont::Pass))
}

fn radix_text(vm: &Vm, v: &Value, radix: u32, prefix: &str) -> NativeResult {
    let i = vm.index_bigint(v)?;
    let sign = if i.sign() == Sign::Minus { "-" } else { "" };
    done(vm.str_value(&format!("{sign}{prefix}{}", i.magnitude().to_str_radix(radix))))
}

fn bin(vm: &Vm, args: &[Slot]) -> NativeResult {
    radix_text(vm, arg(args, 0), 2, "0b")
}

fn oct(vm: &Vm, args: &[Slot]) -> NativeResult {
    radix_text(vm, arg(args, 0), 8, "0o")
}

fn hex(vm: &Vm, args: &[Slot]) -> NativeResult {
    radix_text(vm, arg(args, 0), 16, "0x")
}

fn chr(vm: &Vm, args: &[Slot]) -> NativeResult {
    if let Some(c) = arg(args, 0).as_small_int().and_then(|i| u8::try_from(i).ok()).filter(u8::is_ascii) {
        return done(vm.new_ascii(&[c]));
    }
    let point = vm.index_clamped(arg(args, 0))?;
    let point = u32::try_from(point).ok().filter(|p| *p < 0x11_0000);
    let mut bytes = Vec::with_capacity(4);
    match point.and_then(|p| kaa_bytecode::wtf8::push_code_point(&mut bytes, p)) {
        Some(()) => done(vm.new_str_wtf8(&bytes)),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(vm: &Vm, args: &[Slot]) -> NativeResult {
    let v = arg(args, 0);
    let length = if let Some(s) = v.payload::<Str>() {
        if s.len() == 1 {
            return done(vm.new_int(i64::from(first_code_point(s.as_bytes()))));
        }
        s.len()
    } else if let Some(b) = v.payload::<Bytes>() {
        if let [one] = &b.data[..] {
            return done(vm.new_int(i64::from(*one)));
        }
        b.data.len()
    } else if v.payload::<ByteArray>().is_some() {
        let n = vm.len(v)?;
        if n == 1 {
            return done(vm.get_item(v, &vm.new_int(0))?);
        }
        n
    } else {
        let name = vm.type_name(v);
        return Err(vm.type_error(format!("ord() expected string of length 1, but {name} found")));
    };
    Err(vm.type_error(format!("ord() expected a character, but string of length {length} found")))
}

/// The first code point of well-formed WTF-8.
fn first_code_point(bytes: &[u8]) -> u32 {
    let tail =
        |first: u32, n: usize| bytes.iter().skip(1).take(n).fold(first, |p, b| p << 6 | u32::from(b & 0x3f));
    match bytes.first().copied().unwrap_or(0) {
        b @ 0..0x80 => u32::from(b),
        b @ 0x80..0xe0 => tail(u32::from(b & 0x1f), 1),
        b @ 0xe0..0xf0 => tail(u32::from(b & 0x0f), 2),
        b => tail(u32::from(b & 7), 3),
    }
}

fn divmod(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (a, b) = (arg(args, 0), arg(args, 1));
    for (receiver, other, d) in [(a, b, Dunder::DivMod), (b, a, Dunder::RDivMod)] {
        if let Some(m) = vm.class_ref(receiver).special(vm, d) {
            let v = vm.call_special(&m, receiver, std::slice::from_ref(other))?;
            if !v.is_not_implemented() {
                return done(v);
            }
        }
    }
    let (ta, tb) = (vm.type_name(a), vm.type_name(b));
    Err(vm.type_error(format!("unsupported operand type(s) for divmod(): '{ta}' and '{tb}'")))
}

fn pow(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (base, exp) = (arg(args, 0), arg(args, 1));
    match args.get(2) {
        Some(Some(m)) if !m.is_none() => done(pow_mod(vm, base, exp, m)?),
        _ => done(vm.binary(BinaryOp::Power, base, exp)?),
    }
}

/// `pow(base, exp, mod)`: `__pow__` with three arguments, then `__rpow__`.
fn pow_mod(vm: &Vm, base: &Value, exp: &Value, modulus: &Value) -> Fallible<Value> {
    for (receiver, other, d) in [(base, exp, Dunder::Pow), (exp, base, Dunder::RPow)] {
        if let Some(m) = vm.class_ref(receiver).special(vm, d) {
            let v = vm.call_special(&m, receiver, &[other.clone(), modulus.clone()])?;
            if !v.is_not_implemented() {
                return Ok(v);
            }
        }
    }
    let [a, b, c] = [base, exp, modulus].map(|v| vm.type_name(v));
    Err(vm.type_error(format!("unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{c}'")))
}

fn round(vm: &Vm, args: &[Slot]) -> NativeResult {
    let number = arg(args, 0);
    let Some(method) = vm.class_ref(number).lookup(vm, &vm.names.__round__) else {
        return Err(vm.type_error(format!("type {} doesn't define __round__ method", vm.type_name(number))));
    };
    match args.get(1) {
        Some(Some(n)) if !n.is_none() => done(vm.call_special(&method, number, std::slice::from_ref(n))?),
        _ => done(vm.call_special(&method, number, &[])?),
    }
}
