//! Statements and expressions of a random case. Each method writes one kind of thing; the weights say how often.
use super::program::{Function, Kind};
use crate::fuzz::rng::Rng;
use crate::fuzz::tree::{Clause, Node};

/// Where statements are written: in which function, and what it can see.
pub(super) struct Body<'a> {
    pub(super) rng: &'a mut Rng,
    /// `None` in the steps of the case itself.
    pub(super) kind: Option<Kind>,
    pub(super) name: String,
    /// The functions above this one.
    pub(super) functions: &'a [Function],
    pub(super) in_loop: bool,
}

const CATCHES: &[&str] = &[
    "BaseException",
    "Exception",
    "GeneratorExit",
    "(Boom, ValueError)",
    "StopIteration",
    "RuntimeError",
    "Boom",
    "StopAsyncIteration",
];

const METHODS: &[&str] = &["asend", "athrow", "aclose", "__anext__", "__await__", "__aiter__", "__iter__"];

impl Body<'_> {
    /// A step of the case: works on the pool, now and then inside a handler.
    pub(super) fn main_step(&mut self) -> Vec<Node> {
        if self.rng.percent(6) {
            let attempt = vec![Node::line(format!("raise {}", self.exception()))];
            let handler =
                Clause { head: "except BaseException:".to_owned(), body: vec![self.step(), self.step()] };
            return vec![Node::Block(vec![Clause { head: "try:".to_owned(), body: attempt }, handler])];
        }
        vec![self.step()]
    }

    /// Puts something new into the pool.
    pub(super) fn add(&mut self) -> Node {
        match self.a_function(|_| true) {
            Some(name) => {
                let (a, b) = self.arguments(&name);
                Node::line(format!("add({name}, {a}, {b})"))
            }
            None => Node::line(format!("P.append({})", self.iterator())),
        }
    }

    fn step(&mut self) -> Node {
        let k = self.rng.below(6) + if self.rng.percent(15) { 60 } else { 0 };
        let value = self.rng.below(100);
        let most = self.rng.below(4);
        match self.rng.weighted(&[10, 26, 14, 10, 8, 3, 5, 6, 12, 3, 8, 3, 2, 3, 2]) {
            0 => self.add(),
            1 => Node::line(format!("op({k}, 'send', None)")),
            2 => Node::line(format!("op({k}, 'next')")),
            3 => Node::line(format!("op({k}, 'throw', {})", self.exception())),
            4 => Node::line(format!("op({k}, 'send', {value})")),
            5 => Node::line(format!("loop({k}, {most})")),
            6 => Node::line(format!("drive({k}, {most})")),
            7 => Node::line(format!("op({k}, 'close')")),
            8 => Node::line(format!("state({k})")),
            9 => Node::line(format!("drop({k})")),
            10 => self.make(k),
            11 => Node::line("collect()"),
            12 => Node::line(format!("wipe({k})")),
            13 => Node::line("start()"),
            _ => match self.a_function(|kind| kind != Kind::AsyncGenerator) {
                Some(name) => Node::line(format!("cycle({name}, {}, {most})", self.argument())),
                None => Node::line(format!("state({k})")),
            },
        }
    }

    fn make(&mut self, k: usize) -> Node {
        let method = *self.rng.pick(METHODS);
        let argument = match method {
            "asend" => format!(", {}", *self.rng.pick(&["None", "None", "5"])),
            "athrow" => format!(", {}", self.exception()),
            _ => String::new(),
        };
        Node::line(format!("make({k}, '{method}'{argument})"))
    }

    /// A statement in the body of a function; `depth` is how many more blocks may open.
    pub(super) fn statement(&mut self, depth: usize) -> Vec<Node> {
        let Some(kind) = self.kind else { return self.main_step() };
        let blocks = if depth == 0 { 0 } else { 1 };
        let waits = if kind == Kind::AsyncGenerator { 14 } else { 22 };
        let yields = if kind.yields() { 20 } else { 0 };
        let weights = [yields, waits, 6, 4, 16 * blocks, 5 * blocks, 5 * blocks, 6 * blocks, 9, 2, 3, 2, 3];
        let name = self.name.clone();
        match self.rng.weighted(&weights) {
            0 => vec![self.yields()],
            1 => vec![self.waits(kind)],
            2 => vec![Node::line(format!("now('{name}')"))],
            3 => vec![Node::line(format!("stack('{name}')"))],
            4 => vec![self.attempt(depth - 1)],
            5 => vec![self.with(kind, depth - 1)],
            6 => vec![self.counted(depth - 1)],
            7 => vec![self.over(kind, depth - 1)],
            8 => vec![self.step()],
            9 => vec![self.returns(kind)],
            10 => vec![Node::line(format!("raise {}", self.raised()))],
            11 if self.in_loop => vec![Node::line(*self.rng.pick(&["break", "continue"]))],
            11 => vec![Node::line(format!("log('{name} on')"))],
            _ => vec![Node::line(format!("a = {}", self.argument()))],
        }
    }

    fn block(&mut self, depth: usize) -> Vec<Node> {
        let mut statements = Vec::new();
        for _ in 0..self.rng.between(1, 3) {
            statements.extend(self.statement(depth));
        }
        statements
    }

    fn yields(&mut self) -> Node {
        let value = *self.rng.pick(&["1", "2", "3", "None", "a", "sys.exception()", "'y'"]);
        Node::line(format!("log('{}', show((yield {value})))", self.name))
    }

    fn waits(&mut self, kind: Kind) -> Node {
        let name = self.name.clone();
        match kind.is_async() {
            true => Node::line(format!("log('{name} awaited', show(await {}))", self.awaitable())),
            false => Node::line(format!("log('{name} from', show((yield from {})))", self.iterable())),
        }
    }

    fn attempt(&mut self, depth: usize) -> Node {
        let mut clauses = vec![Clause { head: "try:".to_owned(), body: self.block(depth) }];
        let shape = self.rng.weighted(&[40, 30, 20, 10]);
        if shape != 1 {
            let caught = *self.rng.pick(CATCHES);
            let mut body = vec![Node::line(format!("log('{} caught', chain(error))", self.name))];
            body.extend(self.block(depth));
            if self.rng.percent(20) {
                body.push(Node::line(*self.rng.pick(&[
                    "raise",
                    "raise Boom('again')",
                    "raise Boom('from') from error",
                ])));
            }
            clauses.push(Clause { head: format!("except {caught} as error:"), body });
        }
        if shape == 3 {
            clauses.push(Clause { head: "else:".to_owned(), body: self.block(depth) });
        }
        if shape == 1 || shape == 2 {
            let mut body = vec![Node::line(format!("log('{} finally')", self.name))];
            body.extend(self.block(depth));
            clauses.push(Clause { head: "finally:".to_owned(), body });
        }
        Node::Block(clauses)
    }

    fn with(&mut self, kind: Kind, depth: usize) -> Node {
        let swallow = if self.rng.percent(30) { "True" } else { "False" };
        let number = self.rng.below(10);
        match kind.is_async() && self.rng.percent(60) {
            true => Node::block(format!("async with ACm('m{number}', {swallow}):"), self.block(depth)),
            false => Node::block(format!("with Cm('m{number}', {swallow}):"), self.block(depth)),
        }
    }

    fn counted(&mut self, depth: usize) -> Node {
        let times = self.rng.between(1, 3);
        let body = self.looped(depth);
        Node::block(format!("for i in range({times}):"), body)
    }

    fn over(&mut self, kind: Kind, depth: usize) -> Node {
        let (head, source) = match kind.is_async() && self.rng.percent(75) {
            true => ("async for", self.async_iterable()),
            false => ("for", self.iterable()),
        };
        let mut body = vec![Node::line(format!("log('{} item', show(v))", self.name))];
        body.extend(self.looped(depth));
        Node::block(format!("{head} v in {source}:"), body)
    }

    fn looped(&mut self, depth: usize) -> Vec<Node> {
        let outside = std::mem::replace(&mut self.in_loop, true);
        let body = self.block(depth);
        self.in_loop = outside;
        body
    }

    fn returns(&mut self, kind: Kind) -> Node {
        match kind == Kind::AsyncGenerator {
            true => Node::line("return"),
            false => Node::line(format!("return {}", *self.rng.pick(&["7", "a", "(8, 9)", "None", "X[0]"]))),
        }
    }

    /// What a pool object is given or what is thrown into it.
    fn exception(&mut self) -> String {
        let number = self.rng.below(5);
        let choices = [
            format!("Boom('e{number}')"),
            format!("Boom('e{number}')"),
            "ValueError".to_owned(),
            "GeneratorExit".to_owned(),
            "GeneratorExit('bye')".to_owned(),
            format!("StopIteration({number})"),
            format!("StopAsyncIteration({number})"),
            format!("X[{number}]"),
            format!("X[{number}]"),
            "because(Boom('b'), KeyError('k'))".to_owned(),
            "RuntimeError('r')".to_owned(),
        ];
        if self.kind.is_none() && self.rng.percent(3) {
            "'no exception'".to_owned()
        } else {
            self.rng.pick(&choices).clone()
        }
    }

    fn raised(&mut self) -> String {
        match self.rng.below(8) {
            0 => format!("{} from {}", self.exception(), *self.rng.pick(&["None", "X[0]", "Boom('cause')"])),
            _ => self.exception(),
        }
    }

    fn iterator(&mut self) -> String {
        let kind = *self.rng.pick(&["It", "SendIt", "FullIt", "FullIt", "BadIt"]);
        format!("{kind}({}, 'i{}')", self.rng.below(4), self.rng.below(10))
    }

    /// What a function would like to get: something to wait for, and something to loop over.
    fn arguments(&mut self, name: &str) -> (String, String) {
        let is_async =
            self.functions.iter().any(|function| function.name == name && function.kind.is_async());
        let (first, second) = if is_async { ("coro", "agen") } else { ("gen", "gen") };
        let wanted = |body: &mut Self, picker: &str| match body.rng.percent(70) {
            true => format!("{picker}({})", body.rng.below(6)),
            false => body.argument(),
        };
        (wanted(self, first), wanted(self, second))
    }

    fn argument(&mut self) -> String {
        match self.rng.weighted(&[40, 12, 12, 10, 8, 3]) {
            0 => format!("take({})", self.rng.below(6)),
            1 => self.call(|_| true),
            2 => self.iterator(),
            3 => (*self.rng.pick(&["[1, 2]", "range(2)", "(i for i in [4, 5])", "(i for i in take(1))"]))
                .to_owned(),
            4 => format!("susp({})", self.rng.below(10)),
            _ => self.rng.below(5).to_string(),
        }
    }

    /// A call of a function above this one, with what is at hand.
    fn call(&mut self, suits: impl Fn(Kind) -> bool) -> String {
        let Some(name) = self.a_function(suits) else { return self.iterator() };
        // The steps of the case itself have no arguments to pass on, and nesting ends here.
        if self.kind.is_some() && self.rng.percent(60) {
            let first = *self.rng.pick(&["a", "b"]);
            let second = *self.rng.pick(&["a", "b", "gen(1)", "coro(0)", "agen(0)"]);
            return format!("{name}({first}, {second})");
        }
        let number = self.rng.below(4);
        format!(
            "{name}({}, {})",
            *self.rng.pick(&["gen(0)", "coro(1)", "take(2)"]),
            format_args!("agen({number})")
        )
    }

    fn a_function(&mut self, suits: impl Fn(Kind) -> bool) -> Option<String> {
        let suitable: Vec<&Function> =
            self.functions.iter().filter(|function| suits(function.kind)).collect();
        if suitable.is_empty() { None } else { Some(self.rng.pick(&suitable).name.clone()) }
    }

    /// What stands after `yield from` and `for`; seldom something that does not belong there.
    fn iterable(&mut self) -> String {
        match self.rng.weighted(&[30, 20, 25, 12, 5, 3]) {
            0 => (*self.rng.pick(&["a", "b"])).to_owned(),
            1 => self.call(|kind| kind == Kind::Generator),
            2 => self.pool("gen"),
            3 => self.iterator(),
            4 => {
                (*self.rng.pick(&["[1, 2]", "range(2)", "(i for i in a)", "(i for i in [6, 7])"])).to_owned()
            }
            _ => self.call(|_| true),
        }
    }

    /// Something of the pool, mostly of the kind that belongs here.
    fn pool(&mut self, picker: &str) -> String {
        let picker = if self.rng.percent(80) { picker } else { "take" };
        format!("{picker}({})", self.rng.below(6))
    }

    fn awaitable(&mut self) -> String {
        match self.rng.weighted(&[25, 15, 20, 15, 8, 6, 20, 3]) {
            0 => format!("susp({})", self.rng.below(10)),
            1 => (*self.rng.pick(&["a", "a", "a", "b"])).to_owned(),
            2 => self.call(|kind| matches!(kind, Kind::Coroutine | Kind::Awaitable)),
            3 => self.pool("coro"),
            4 => format!("Aw({})", self.iterable()),
            5 => format!("over({})", self.iterable()),
            6 => self.async_call(),
            _ => self.call(|_| true),
        }
    }

    /// A method of an asynchronous generator, called right where it is awaited.
    fn async_call(&mut self) -> String {
        let source = self.async_iterable();
        match self.rng.weighted(&[30, 20, 25, 15, 10]) {
            0 => format!("anext({source})"),
            1 => format!("{source}.asend({})", *self.rng.pick(&["None", "None", "3"])),
            2 => format!("{source}.athrow({})", self.exception()),
            3 => format!("{source}.aclose()"),
            _ => format!("anext({source}, 'default')"),
        }
    }

    fn async_iterable(&mut self) -> String {
        match self.rng.weighted(&[30, 35, 25, 12]) {
            0 => (*self.rng.pick(&["a", "b", "b", "b"])).to_owned(),
            1 => self.call(|kind| kind == Kind::AsyncGenerator),
            2 => self.pool("agen"),
            _ => format!("AIt({}, 'n{}')", self.rng.below(4), self.rng.below(10)),
        }
    }
}
