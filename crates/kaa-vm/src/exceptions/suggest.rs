//! "Did you mean": the name nearest to a misspelt one, by edit distance with cheap changes of case.
//!
//! Knows names only; which names are candidates is the caller's question (`traceback/hint.rs`, argument binding).

/// An inserted, deleted or changed letter.
const MOVE: usize = 2;
/// A letter whose case alone is wrong.
const CASE: usize = 1;
/// Longer names are not compared.
const LONGEST: usize = 40;
/// More candidates than this are not looked at.
const MOST_CANDIDATES: usize = 750;

/// The candidate nearest to a wrong name, if one is near enough.
pub fn closest_name(wrong: &str, candidates: &[String]) -> Option<String> {
    let wrong: Vec<char> = wrong.chars().collect();
    if candidates.len() > MOST_CANDIDATES || wrong.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &String)> = None;
    for c in candidates {
        let name: Vec<char> = c.chars().collect();
        if name == wrong {
            continue;
        }
        // Up to a third of the letters may be changed.
        let mut limit = (name.len() + wrong.len() + 3) * MOVE / 6;
        if let Some((d, _)) = best {
            limit = limit.min(d - 1);
        }
        let d = distance(&wrong, &name, limit);
        if d <= limit && best.is_none_or(|(b, _)| d < b) {
            best = Some((d, c));
            if d == 0 {
                break;
            }
        }
    }
    best.map(|(_, c)| c.clone())
}

/// What it costs to change one letter into another.
fn substitution(a: char, b: char) -> usize {
    if a == b {
        0
    } else if a.to_lowercase().eq(b.to_lowercase()) {
        CASE
    } else {
        MOVE
    }
}

/// Edit distance; more than `limit` (by any amount) when it is greater.
fn distance(a: &[char], b: &[char], limit: usize) -> usize {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        return MOVE * (a.len() + b.len());
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if a.len() > LONGEST || b.len() > LONGEST || (b.len() - a.len()) * MOVE > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * MOVE).collect();
    let mut result = 0;
    for (i, &bc) in b.iter().enumerate() {
        let mut diagonal = i * MOVE;
        result = diagonal;
        let mut least = usize::MAX;
        for (j, &ac) in a.iter().enumerate() {
            let substitute = diagonal + substitution(bc, ac);
            diagonal = row[j];
            result = substitute.min(result.min(diagonal) + MOVE);
            row[j] = result;
            least = least.min(result);
        }
        if least > limit {
            return limit + 1;
        }
    }
    result
}
