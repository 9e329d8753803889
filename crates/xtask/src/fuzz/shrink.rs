//! Makes a program smaller for as long as it shows the same misbehaviour. Knows nothing of how that is judged.
use super::tree::{Node, smaller};

/// So many candidates are judged at once, which is much faster than one by one when judging starts a process.
const AT_ONCE: usize = 30;

/// Shrinks `program`. `first_bad` gets candidates and tells which one still misbehaves; `patience` is how many times it
/// may be asked.
pub fn shrink(
    mut program: Vec<Node>,
    mut patience: usize,
    mut first_bad: impl FnMut(&[Vec<Node>]) -> Option<usize>,
) -> Vec<Node> {
    'smaller: loop {
        for candidates in smaller(&program).chunks(AT_ONCE) {
            if patience == 0 {
                return program;
            }
            patience -= 1;
            if let Some(index) = first_bad(candidates) {
                program = candidates[index].clone();
                continue 'smaller;
            }
        }
        return program;
    }
}

#[cfg(test)]
mod tests {
    use super::shrink;
    use crate::fuzz::tree::{Node, render};

    #[test]
    fn only_what_misbehaves_is_left() {
        let inner = vec![Node::line("b"), Node::block("with x:", vec![Node::line("bad"), Node::line("c")])];
        let program = vec![Node::line("a"), Node::block("while y:", inner), Node::line("d")];
        let small = shrink(program, 100, |candidates| {
            candidates.iter().position(|candidate| render(candidate).contains("bad"))
        });
        assert_eq!(render(&small), "bad\n");
    }
}
