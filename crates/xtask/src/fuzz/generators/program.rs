//! Writes random cases: some generators, coroutines and asynchronous generators, then steps that drive them.
//!
//! A function only calls functions above it, every loop is short and the prelude limits how much a case may log, so all
//! cases end. What a case can call is in `prelude.py`; statements are chosen in `body.rs`.
use super::body::Body;
use crate::fuzz::rng::Rng;
use crate::fuzz::tree::Node;

/// What a function is when it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `def` with `yield`.
    Generator,
    /// The same, decorated with `types.coroutine`.
    Awaitable,
    /// `async def`.
    Coroutine,
    /// `async def` with `yield`.
    AsyncGenerator,
}

impl Kind {
    pub(super) fn is_async(self) -> bool {
        matches!(self, Kind::Coroutine | Kind::AsyncGenerator)
    }

    pub(super) fn yields(self) -> bool {
        self != Kind::Coroutine
    }

    fn letter(self) -> char {
        match self {
            Kind::Generator => 'g',
            Kind::Awaitable => 't',
            Kind::Coroutine => 'c',
            Kind::AsyncGenerator => 'h',
        }
    }
}

/// A function of the case.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// One case, the same for the same random numbers.
pub(super) fn case(rng: &mut Rng) -> Vec<Node> {
    let kinds = *rng.pick(&[[50, 10, 20, 20], [100, 0, 0, 0], [0, 20, 80, 0], [0, 15, 35, 50]]);
    let mut program = Vec::new();
    if rng.percent(15) {
        let keep = if rng.percent(50) { "True" } else { "False" };
        program.push(Node::line(format!("hooks({keep})")));
    }
    if rng.percent(75) {
        program.push(Node::line("lively()"));
    }
    let mut functions: Vec<Function> = Vec::new();
    for index in 0..rng.between(2, 5) {
        let kind = match rng.weighted(&kinds) {
            0 => Kind::Generator,
            1 => Kind::Awaitable,
            2 => Kind::Coroutine,
            _ => Kind::AsyncGenerator,
        };
        let name = format!("{}{index}", kind.letter());
        program.push(definition(rng, &name, kind, &functions));
        functions.push(Function { name, kind });
    }
    let mut main = Body { rng, kind: None, name: "main".to_owned(), functions: &functions, in_loop: false };
    for _ in 0..main.rng.between(2, 4) {
        let step = main.add();
        program.push(step);
        if main.rng.percent(70) {
            program.push(Node::line("start()"));
        }
    }
    for _ in 0..main.rng.between(6, 24) {
        program.extend(main.main_step());
    }
    program
}

fn definition(rng: &mut Rng, name: &str, kind: Kind, above: &[Function]) -> Node {
    let mut statements = vec![Node::line(format!("log('{name} starts')"))];
    let mut body = Body { rng, kind: Some(kind), name: name.to_owned(), functions: above, in_loop: false };
    for _ in 0..body.rng.between(2, 5) {
        statements.extend(body.statement(3));
    }
    if kind.yields() {
        // Whatever the shrinker leaves of the body, the function stays of its kind.
        statements.push(Node::line("if 0: yield"));
    }
    let mut definition = String::new();
    if kind == Kind::Awaitable {
        definition.push_str("@types.coroutine\n");
    }
    if kind.is_async() {
        definition.push_str("async ");
    }
    definition.push_str(&format!("def {name}(a, b):"));
    Node::block(definition, statements)
}

#[cfg(test)]
mod tests {
    use super::case;
    use crate::fuzz::rng::Rng;
    use crate::fuzz::tree::render;

    #[test]
    fn the_same_seed_writes_the_same_case() {
        let write = |seed| render(&case(&mut Rng::new(seed, 7)));
        assert_eq!(write(1), write(1));
        assert_ne!(write(1), write(2));
    }

    #[test]
    fn cases_hold_no_quotes_that_would_end_their_text() {
        for stream in 0..200 {
            assert!(!render(&case(&mut Rng::new(3, stream))).contains("'''"));
        }
    }
}
