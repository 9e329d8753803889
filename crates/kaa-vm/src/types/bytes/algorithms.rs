//! Plain functions on bytes with the meaning of the methods of `bytes`.
//!
//! Must not know: Python objects. Next: `search.rs`, `split.rs`, `case.rs`.

use memchr::memmem;

/// White space of `bytes`: ASCII only, with vertical tab and form feed.
pub(crate) fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}

/// The part that search bounds name and where it starts; none when the start lies behind it.
pub(crate) fn window(data: &[u8], start: i64, end: i64) -> Option<(&[u8], usize)> {
    let (start, end) = kaa_data::wtf8::clamp_range(start, end, data.len());
    (start <= end).then(|| (&data[start..end], start))
}

/// Where the needle first occurs.
pub(crate) fn find(data: &[u8], needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (part, base) = window(data, start, end)?;
    memmem::find(part, needle).map(|i| base + i)
}

/// Where the needle last occurs.
pub(crate) fn rfind(data: &[u8], needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (part, base) = window(data, start, end)?;
    memmem::rfind(part, needle).map(|i| base + i)
}

/// How often the needle occurs without overlap.
pub(crate) fn count(data: &[u8], needle: &[u8], start: i64, end: i64) -> usize {
    match window(data, start, end) {
        None => 0,
        Some((part, _)) if needle.is_empty() => part.len() + 1,
        Some((part, _)) => memmem::find_iter(part, needle).count(),
    }
}

fn limit(max: i64) -> usize {
    usize::try_from(max).unwrap_or(usize::MAX)
}

/// At most `max` occurrences replaced (all when negative).
pub(crate) fn replace(data: &[u8], old: &[u8], new: &[u8], max: i64) -> Option<Vec<u8>> {
    let limit = limit(max);
    let hits: Vec<usize> = if old.is_empty() {
        (0..=data.len()).take(limit).collect()
    } else {
        memmem::find_iter(data, old).take(limit).collect()
    };
    let size = hits.len().checked_mul(new.len())?.checked_add(data.len())?;
    let mut out = Vec::new();
    out.try_reserve(size).ok()?;
    let mut done = 0;
    for hit in hits {
        out.extend_from_slice(&data[done..hit]);
        out.extend_from_slice(new);
        done = hit + old.len();
    }
    out.extend_from_slice(&data[done..]);
    Some(out)
}

/// `split(sep, max)`.
pub(crate) fn split<'a>(data: &'a [u8], sep: &[u8], max: i64) -> Vec<&'a [u8]> {
    let (mut parts, mut done) = (Vec::new(), 0);
    for hit in memmem::find_iter(data, sep).take(limit(max)) {
        parts.push(&data[done..hit]);
        done = hit + sep.len();
    }
    parts.push(&data[done..]);
    parts
}

/// `rsplit(sep, max)`.
pub(crate) fn rsplit<'a>(data: &'a [u8], sep: &[u8], max: i64) -> Vec<&'a [u8]> {
    let (mut parts, mut end) = (Vec::new(), data.len());
    for hit in memmem::rfind_iter(data, sep).take(limit(max)) {
        parts.push(&data[hit + sep.len()..end]);
        end = hit;
    }
    parts.push(&data[..end]);
    parts.reverse();
    parts
}

/// `split(None, max)`.
pub(crate) fn split_space(data: &[u8], max: i64) -> Vec<&[u8]> {
    let (mut parts, mut left) = (Vec::new(), limit(max));
    let mut rest = trim_start(data, is_space);
    while !rest.is_empty() {
        if left == 0 {
            parts.push(rest);
            break;
        }
        left -= 1;
        let end = rest.iter().position(|&b| is_space(b)).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = trim_start(&rest[end..], is_space);
    }
    parts
}

/// `rsplit(None, max)`.
pub(crate) fn rsplit_space(data: &[u8], max: i64) -> Vec<&[u8]> {
    let (mut parts, mut left) = (Vec::new(), limit(max));
    let mut rest = trim_end(data, is_space);
    while !rest.is_empty() {
        if left == 0 {
            parts.push(rest);
            break;
        }
        left -= 1;
        let start = rest.iter().rposition(|&b| is_space(b)).map_or(0, |i| i + 1);
        parts.push(&rest[start..]);
        rest = trim_end(&rest[..start], is_space);
    }
    parts.reverse();
    parts
}

/// The lines, with their ends when `keep`.
pub(crate) fn lines(data: &[u8], keep: bool) -> Vec<&[u8]> {
    let (mut parts, mut rest) = (Vec::new(), data);
    while !rest.is_empty() {
        let end = rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        let after = match &rest[end..] {
            [b'\r', b'\n', ..] => end + 2,
            [] => end,
            _ => end + 1,
        };
        parts.push(&rest[..if keep { after } else { end }]);
        rest = &rest[after..];
    }
    parts
}

/// Without what the test accepts at the start.
pub(crate) fn trim_start(data: &[u8], test: impl Fn(u8) -> bool) -> &[u8] {
    &data[data.iter().position(|&b| !test(b)).unwrap_or(data.len())..]
}

/// Without what the test accepts at the end.
pub(crate) fn trim_end(data: &[u8], test: impl Fn(u8) -> bool) -> &[u8] {
    &data[..data.iter().rposition(|&b| !test(b)).map_or(0, |i| i + 1)]
}

/// Tabs as blanks; none when the result is too large.
pub(crate) fn expand_tabs(data: &[u8], tab: usize) -> Option<Vec<u8>> {
    let tabs = data.iter().filter(|&&b| b == b'\t').count();
    let mut out = Vec::new();
    out.try_reserve(tabs.checked_mul(tab)?.checked_add(data.len())?).ok()?;
    let mut column = 0usize;
    for &b in data {
        match b {
            b'\t' if tab == 0 => {}
            b'\t' => {
                let blanks = tab - column % tab;
                out.resize(out.len() + blanks, b' ');
                column += blanks;
            }
            _ => {
                out.push(b);
                column = if matches!(b, b'\n' | b'\r') { 0 } else { column + 1 };
            }
        }
    }
    Some(out)
}

/// Each first letter after a non-letter upper, the others lower.
pub(crate) fn title(data: &[u8]) -> Vec<u8> {
    let mut after_letter = false;
    let turn = |&b: &u8| {
        let c = if after_letter { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() };
        after_letter = b.is_ascii_alphabetic();
        c
    };
    data.iter().map(turn).collect()
}

/// Is it as [`title`] would make it, with a letter at least?
pub(crate) fn is_title(data: &[u8]) -> bool {
    data.iter().any(u8::is_ascii_alphabetic) && title(data) == data
}
