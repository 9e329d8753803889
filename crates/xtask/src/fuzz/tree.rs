//! A Python program as a tree of statements: just enough structure to print it and to make it smaller. Knows no Python
//! beyond indentation.

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// One line.
    Line(String),
    /// A compound statement: `try` with its handlers, a loop, a function.
    Block(Vec<Clause>),
}

/// A head that ends in a colon, and what is indented below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The line with the colon; lines above it (decorators) belong to it.
    pub head: String,
    /// The indented statements; none is printed as `pass`.
    pub body: Vec<Node>,
}

impl Node {
    /// One line.
    pub fn line(text: impl Into<String>) -> Node {
        Node::Line(text.into())
    }

    /// A block with one clause.
    pub fn block(head: impl Into<String>, body: Vec<Node>) -> Node {
        Node::Block(vec![Clause { head: head.into(), body }])
    }
}

/// The program as text.
pub fn render(nodes: &[Node]) -> String {
    let mut text = String::new();
    write(&mut text, nodes, 0);
    text
}

/// The depth is that of a program which our own generator made, a handful.
fn write(text: &mut String, nodes: &[Node], depth: usize) {
    let put = |text: &mut String, line: &str| {
        text.push_str(&" ".repeat(depth));
        text.push_str(line);
        text.push('\n');
    };
    if nodes.is_empty() {
        put(text, "pass");
    }
    for node in nodes {
        match node {
            Node::Line(line) => put(text, line),
            Node::Block(clauses) => {
                for clause in clauses {
                    clause.head.lines().for_each(|line| put(text, line));
                    write(text, &clause.body, depth + 1);
                }
            }
        }
    }
}

/// How many statements and clauses there are.
pub fn size(nodes: &[Node]) -> usize {
    let of_node = |node: &Node| match node {
        Node::Line(_) => 1,
        Node::Block(clauses) => clauses.iter().map(|clause| 1 + size(&clause.body)).sum(),
    };
    nodes.iter().map(of_node).sum()
}

/// Programs that are smaller than this one by one change, the greatest changes first.
pub fn smaller(nodes: &[Node]) -> Vec<Vec<Node>> {
    let mut found = Vec::new();
    let mut chunk = nodes.len();
    while chunk > 0 {
        for start in (0..nodes.len()).step_by(chunk) {
            let end = (start + chunk).min(nodes.len());
            if end - start < nodes.len() || nodes.len() == 1 {
                found.push([&nodes[..start], &nodes[end..]].concat());
            }
        }
        chunk /= 2;
    }
    for (index, node) in nodes.iter().enumerate() {
        let Node::Block(clauses) = node else { continue };
        let with = |replacement: Vec<Node>| [&nodes[..index], &replacement, &nodes[index + 1..]].concat();
        for (which, clause) in clauses.iter().enumerate() {
            if !clause.head.contains("def ") {
                found.push(with(clause.body.clone()));
            }
            let mut fewer = clauses.clone();
            fewer.remove(which);
            if which > 0 {
                found.push(with(vec![Node::Block(fewer)]));
            }
            for body in smaller(&clause.body) {
                let mut clauses = clauses.clone();
                clauses[which].body = body;
                found.push(with(vec![Node::Block(clauses)]));
            }
        }
    }
    found.sort_by_key(|candidate| size(candidate));
    found
}

#[cfg(test)]
mod tests {
    use super::{Clause, Node, render, size, smaller};

    fn sample() -> Vec<Node> {
        let handler = Clause { head: "except E:".to_owned(), body: vec![] };
        let attempt = Clause { head: "try:".to_owned(), body: vec![Node::line("b")] };
        vec![Node::line("a"), Node::block("def f():", vec![Node::Block(vec![attempt, handler])])]
    }

    #[test]
    fn trees_are_printed_with_indentation() {
        assert_eq!(render(&sample()), "a\ndef f():\n try:\n  b\n except E:\n  pass\n");
    }

    #[test]
    fn every_candidate_is_smaller() {
        let sample = sample();
        let candidates = smaller(&sample);
        assert!(candidates.iter().all(|candidate| size(candidate) < size(&sample)));
        let texts: Vec<String> = candidates.iter().map(|candidate| render(candidate)).collect();
        for wanted in ["a\n", "a\ndef f():\n b\n", "a\ndef f():\n try:\n  b\n", "a\ndef f():\n pass\n"] {
            assert!(texts.iter().any(|text| text == wanted), "{wanted:?} in {texts:?}");
        }
    }
}
