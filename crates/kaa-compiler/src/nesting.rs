//! How deep a text is nested, before it is parsed: the parser goes down by recursion, so this must be known first.
//!
//! Looks at words and operators only and may find more than there is (in strings and comments), never less by more than
//! a small factor: brackets, prefix operators, `lambda`, `else` and `**`, each of which opens a level that only the end
//! of a part closes.

/// Levels open within one pair of brackets.
#[derive(Clone, Copy, Default)]
struct Open {
    levels: usize,
    lambdas: usize,
}

/// An upper bound for the nesting of expressions in a text.
pub(crate) fn estimate(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut outer, mut here) = (Vec::<Open>::new(), Open::default());
    let (mut sum, mut deepest) = (0, 0);
    // Does an operand stand before this place?
    let mut operand = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b' ' | b'\t' | b'\x0c' | b'\\' => continue,
            b'\n' if outer.is_empty() => (here, operand) = (Open::default(), false),
            b'\n' => continue,
            b'(' | b'[' | b'{' => {
                sum += here.levels + 1;
                outer.push(std::mem::take(&mut here));
                operand = false;
            }
            b')' | b']' | b'}' => {
                here = outer.pop().unwrap_or_default();
                sum = sum.saturating_sub(here.levels + 1);
                operand = true;
            }
            b',' | b';' => {
                here.levels = here.lambdas;
                operand = false;
            }
            b':' => {
                here.lambdas = here.lambdas.saturating_sub(1);
                operand = false;
            }
            b'-' | b'+' | b'~' => {
                here.levels += usize::from(!operand);
                operand = false;
            }
            b'*' => {
                here.levels += usize::from(bytes.get(at) == Some(&b'*'));
                at += usize::from(bytes.get(at) == Some(&b'*'));
                operand = false;
            }
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => {
                let word = bytes[at..]
                    .iter()
                    .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_' || **b >= 0x80);
                at += word.count();
                let opens =
                    matches!(&bytes[start..at], b"lambda" | b"not" | b"await" | b"else" | b"yield" | b"from");
                here.levels += usize::from(opens);
                here.lambdas += usize::from(&bytes[start..at] == b"lambda");
                operand = !opens;
            }
            b'\'' | b'"' => operand = true,
            _ => operand = false,
        }
        deepest = deepest.max(sum + here.levels);
    }
    deepest
}
