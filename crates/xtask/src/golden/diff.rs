//! The first difference of two texts, shown with a few lines around it. Knows bytes only.

const BEFORE: usize = 3;
const AFTER: usize = 5;

/// Where `actual` first differs from `expected`, or nothing when they are equal.
pub(super) fn first(what: &str, expected: &[u8], actual: &[u8]) -> Option<String> {
    if expected == actual {
        return None;
    }
    let expected: Vec<&[u8]> = expected.split_inclusive(|byte| *byte == b'\n').collect();
    let actual: Vec<&[u8]> = actual.split_inclusive(|byte| *byte == b'\n').collect();
    let same = expected.iter().zip(&actual).take_while(|(left, right)| left == right).count();
    let mut text = format!("{what} differs at line {}\n", same + 1);
    show(&mut text, ' ', &expected[same.saturating_sub(BEFORE)..same]);
    let (gone, come) = trim_common_end(&expected[same..], &actual[same..]);
    show(&mut text, '-', &gone[..gone.len().min(AFTER)]);
    show(&mut text, '+', &come[..come.len().min(AFTER)]);
    Some(text)
}

/// Leaves out the equal lines at the end, but never so much that nothing is left to show.
fn trim_common_end<'a, 'b>(left: &'a [&'b [u8]], right: &'a [&'b [u8]]) -> (&'a [&'b [u8]], &'a [&'b [u8]]) {
    let same = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    (&left[..left.len() - same], &right[..right.len() - same])
}

fn show(text: &mut String, mark: char, lines: &[&[u8]]) {
    for line in lines {
        let whole = String::from_utf8_lossy(line);
        let ended = whole.ends_with('\n');
        text.push_str(&format!("  {mark}{}\n", whole.trim_end_matches('\n')));
        if !ended {
            text.push_str("   (no line end)\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(first("stdout", b"a\nb\n", b"a\nb\n"), None);
    }

    #[test]
    fn the_first_difference_is_shown_with_its_surroundings() {
        let shown = first("stdout", b"a\nb\nc\nd\n", b"a\nb\nX\nd\n").unwrap_or_default();
        assert_eq!(shown, "stdout differs at line 3\n   a\n   b\n  -c\n  +X\n");
    }

    #[test]
    fn a_missing_end_is_shown() {
        let shown = first("stdout", b"a\nb\n", b"a\n").unwrap_or_default();
        assert_eq!(shown, "stdout differs at line 2\n   a\n  -b\n");
    }
}
