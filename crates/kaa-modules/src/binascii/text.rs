//! uuencode and quoted-printable.

use super::{ascii, error};
use crate::helpers::given;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::{Fallible, NativeResult, Vm};

pub(super) const ROWS: &[Method] = &[
    function("b2a_uu", "($module, data, /, *, backtick=False)", to_uu, "A uuencoded line."),
    function("a2b_uu", "($module, data, /)", from_uu, "Bytes of a uuencoded line."),
    function(
        "b2a_qp",
        "($module, /, data, quotetabs=False, istext=True, header=False)",
        to_qp,
        "Quoted-printable text of bytes.",
    ),
    function("a2b_qp", "($module, /, data, header=False)", from_qp, "Bytes of quoted-printable text."),
];

fn flag(vm: &Vm, args: &[Slot], i: usize, default: bool) -> Fallible<bool> {
    given(args, i).map_or(Ok(default), |f| vm.is_true(f))
}

fn to_uu(vm: &Vm, args: &[Slot]) -> NativeResult {
    let bytes = vm.require_bytes(arg(args, 1))?.to_vec();
    let zero = if flag(vm, args, 2, false)? { b'`' } else { b' ' };
    if bytes.len() > 45 {
        return Err(error(vm, "At most 45 bytes at once"));
    }
    let letter = |n: u32| if n == 0 { zero } else { b' ' + n as u8 };
    let mut out = vec![letter(bytes.len() as u32)];
    for part in bytes.chunks(3) {
        let word = part.iter().fold(0u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - part.len()));
        out.extend((0..4).map(|i| letter(word >> (18 - 6 * i) & 63)));
    }
    out.push(b'\n');
    done(vm.new_bytes_owned(out))
}

fn from_uu(vm: &Vm, args: &[Slot]) -> NativeResult {
    let line = ascii(vm, arg(args, 1))?;
    let Some((&first, rest)) = line.split_first() else { return done(vm.new_bytes(&[0; 32])) };
    let count = usize::from(first.wrapping_sub(b' ') & 63);
    let mut out = Vec::with_capacity(count);
    let (mut bits, mut held) = (0u32, 0);
    let mut rest = rest.iter().copied();
    while out.len() < count {
        let c = rest.next().unwrap_or(b' ');
        let n = match c {
            b'\n' | b'\r' => 0,
            b' '..=b'`' => u32::from(c - b' ') & 63,
            _ => return Err(error(vm, "Illegal char")),
        };
        bits = bits << 6 | n;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    if rest.any(|c| !matches!(c, b' ' | b'`' | b'\n' | b'\r')) {
        return Err(error(vm, "Trailing garbage"));
    }
    done(vm.new_bytes_owned(out))
}

fn from_qp(vm: &Vm, args: &[Slot]) -> NativeResult {
    let text = ascii(vm, arg(args, 1))?;
    let header = flag(vm, args, 2, false)?;
    let digit = |i: usize| text.get(i).and_then(|b| char::from(*b).to_digit(16));
    let (mut out, mut i) = (Vec::with_capacity(text.len()), 0);
    while let Some(&c) = text.get(i) {
        i += 1;
        match c {
            b'=' => match text.get(i) {
                None => break,
                Some(b'\n' | b'\r') => {
                    while text.get(i).is_some_and(|c| *c != b'\n') {
                        i += 1;
                    }
                    i += 1;
                }
                Some(b'=') => {
                    out.push(b'=');
                    i += 1;
                }
                Some(_) => match (digit(i), digit(i + 1)) {
                    (Some(high), Some(low)) => {
                        out.push((high * 16 + low) as u8);
                        i += 2;
                    }
                    _ => out.push(b'='),
                },
            },
            b'_' if header => out.push(b' '),
            _ => out.push(c),
        }
    }
    done(vm.new_bytes_owned(out))
}

fn to_qp(vm: &Vm, args: &[Slot]) -> NativeResult {
    const LONGEST: usize = 76;
    let data = vm.require_bytes(arg(args, 1))?.to_vec();
    let tabs = flag(vm, args, 2, false)?;
    let is_text = flag(vm, args, 3, true)?;
    let header = flag(vm, args, 4, false)?;
    let first_end = data.iter().position(|b| *b == b'\n');
    let crlf = first_end.is_some_and(|i| i > 0 && data[i - 1] == b'\r');
    let line_end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let (mut out, mut length, mut i) = (Vec::with_capacity(data.len()), 0, 0);
    let ends = |i: usize| {
        data.get(i) == Some(&b'\n') || (data.get(i) == Some(&b'\r') && data.get(i + 1) == Some(&b'\n'))
    };
    while let Some(&c) = data.get(i) {
        let next = data.get(i + 1).copied();
        let lone_dot =
            c == b'.' && length == 0 && (next.is_none() || matches!(next, Some(b'\n' | b'\r' | 0)));
        let quoted = c > 126
            || c == b'='
            || (header && c == b'_')
            || lone_dot
            || (!is_text && matches!(c, b'\r' | b'\n'))
            || (matches!(c, b'\t' | b' ') && i + 1 == data.len())
            || (c < 33 && !matches!(c, b'\r' | b'\n' | b'\t' | b' '))
            || (c < 33 && !matches!(c, b'\r' | b'\n') && (tabs && !(header && c == b' ')));
        if quoted {
            if length + 3 >= LONGEST {
                out.push(b'=');
                out.extend_from_slice(line_end);
                length = 0;
            }
            out.extend(format!("={c:02X}").bytes());
            length += 3;
            i += 1;
        } else if is_text && ends(i) {
            // Blanks at a line's end would get lost.
            if let Some(last @ (b' ' | b'\t')) = out.last().copied() {
                out.pop();
                out.extend(format!("={last:02X}").bytes());
            }
            out.extend_from_slice(line_end);
            i += if c == b'\r' { 2 } else { 1 };
            length = 0;
        } else {
            if !ends(i + 1) && i + 1 < data.len() && length + 1 >= LONGEST {
                out.push(b'=');
                out.extend_from_slice(line_end);
                length = 0;
            }
            out.push(if header && c == b' ' { b'_' } else { c });
            length += 1;
            i += 1;
        }
    }
    done(vm.new_bytes_owned(out))
}
