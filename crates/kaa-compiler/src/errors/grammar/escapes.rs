//! Escapes that cannot be decoded, in the words of the codecs.

/// The message about the first bad escape in the text of a string between its quotes.
pub(super) fn problem(body: &str, bytes: bool) -> Option<String> {
    let source = body.as_bytes();
    let (mut at, mut position) = (0, 0);
    while let Some(byte) = source.get(at).copied() {
        if byte != b'\\' {
            let char = body.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0');
            at += char.len_utf8();
            // Other characters go through the codec as escapes of ten.
            position += if char.is_ascii() { 1 } else { 10 };
            continue;
        }
        if source.get(at + 1) == Some(&b'N') && !bytes {
            let (len, problem) = named(body.get(at + 2..).unwrap_or_default());
            if let Some(reason) = problem {
                return Some(unicode_error(position, position + 1 + len, reason));
            }
            at += 2 + len;
            position += 2 + len;
            continue;
        }
        let digits = |most: usize| {
            source.iter().skip(at + 2).take(most).take_while(|byte| byte.is_ascii_hexdigit()).count()
        };
        let need = match source.get(at + 1) {
            Some(b'x') => 2,
            Some(b'u') if !bytes => 4,
            Some(b'U') if !bytes => 8,
            _ => 0,
        };
        let have = digits(need);
        if have < need && bytes {
            return Some(format!("(value error) invalid \\x escape at position {position}"));
        }
        if have < need {
            let shape = ["\\xXX", "\\uXXXX", "\\UXXXXXXXX"][need / 4];
            return Some(unicode_error(position, position + 1 + have, &format!("truncated {shape} escape")));
        }
        let value = source.get(at + 2..at + 2 + have).and_then(|digits| std::str::from_utf8(digits).ok());
        let value = value.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if value.is_some_and(|value| value > 0x10_ffff) {
            return Some(unicode_error(position, position + 9, "illegal Unicode character"));
        }
        at += 1;
        position += 1;
        // What is escaped may be any character; the next round counts those that are not ASCII.
        if source.get(at).is_some_and(u8::is_ascii) {
            at += 1;
            position += 1;
        }
    }
    None
}

/// How long the name in braces after `\\N` is, and what is wrong with it.
fn named(rest: &str) -> (usize, Option<&'static str>) {
    const MALFORMED: &str = "malformed \\N character escape";
    let Some(name) = rest.strip_prefix('{') else { return (0, Some(MALFORMED)) };
    match name.find('}') {
        None => (rest.len(), Some(MALFORMED)),
        Some(0) => (1, Some(MALFORMED)),
        Some(end) if kaa_data::unicode::lookup(&name[..end]).is_none() => {
            (end + 2, Some("unknown Unicode character name"))
        }
        Some(end) => (end + 2, None),
    }
}

fn unicode_error(start: usize, end: usize, reason: &str) -> String {
    format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{end}: {reason}")
}
