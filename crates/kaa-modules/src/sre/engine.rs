//! The matcher: walks the code of a regular expression over a subject, with an explicit stack of choices to come back to.
//!
//! What must be restored when it comes back is immutable (links of repeats and groups lie in an arena) or on a trail (marks).
//! So depth costs memory, never native stack, and every state is plain numbers. Must not know: objects.
//! Next: `codes.rs` for the code's numbering and tests of one character.

use super::codes::{self, op};

/// No position.
pub(super) const NONE: usize = usize::MAX;
/// A count without limit.
const MANY: u32 = u32::MAX;

/// The characters of a subject.
pub(super) trait Subject {
    /// The character at a place; the place is inside.
    fn at(&self, i: usize) -> u32;
}
impl Subject for &[u8] {
    #[inline(always)]
    fn at(&self, i: usize) -> u32 {
        self.get(i).map_or(0, |b| u32::from(*b))
    }
}
impl Subject for &[u32] {
    #[inline(always)]
    fn at(&self, i: usize) -> u32 {
        self.get(i).copied().unwrap_or(0)
    }
}

/// What is asked.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) code: &'a [u32],
    pub(super) start: usize,
    pub(super) end: usize,
    /// The match must reach the end.
    pub(super) whole: bool,
    /// An empty match at the start does not count.
    pub(super) advance: bool,
}

/// Where a match is.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Start and end of each group, [`NONE`] when it did not match.
    pub(super) marks: Vec<usize>,
    /// The group that ended last; 0 is none.
    pub(super) last: usize,
}

/// Who waits for a SUCCESS, or for a repeat's end. `up` is the link further out.
#[derive(Clone, Copy)]
enum Link {
    /// A look-around or atomic group: where it goes on, the position then (`NONE`: the present one), the stack's height.
    Group { up: usize, next: usize, position: usize, height: usize, negative: bool },
    /// One turn of a possessive repeat.
    Possessive { up: usize, repeat: usize, count: u32, height: usize, from: usize },
    /// A repeat on its way: its place in the code, turns so far, position at the last turn's start.
    Repeat { up: usize, repeat: usize, count: u32, last: usize },
}

/// What both kinds of chains are at a moment.
#[derive(Clone, Copy)]
struct At {
    pc: usize,
    position: usize,
    group: usize,
    repeat: usize,
}

/// A choice to come back to.
struct Choice {
    at: At,
    kind: Kind,
    trail: usize,
    links: usize,
}

enum Kind {
    /// Go on there.
    Go,
    /// The next alternative of a branch.
    Branch,
    /// One character less of a greedy repeat; `at` is behind it.
    Less { count: usize, least: usize },
    /// One character more of a lazy repeat; `at.pc` is the repeat's.
    More { count: usize },
    /// One turn more of a lazy repeat: the link to take.
    Turn { link: usize },
}

struct Machine<'a, S> {
    code: &'a [u32],
    s: S,
    request: Request<'a>,
    marks: Vec<usize>,
    last: usize,
    /// Changed marks: index and old value; the index past all is `last`.
    trail: Vec<(usize, usize)>,
    links: Vec<Link>,
    stack: Vec<Choice>,
}

/// Matches at the start.
pub(super) fn match_at<S: Subject>(s: S, request: Request<'_>) -> Option<Found> {
    let mut m = Machine::new(s, request);
    m.run(request.start)
}

/// Looks for the first match.
pub(super) fn search<S: Subject>(s: S, request: Request<'_>) -> Option<Found> {
    let code = request.code;
    let get = |i: usize| code.get(i).copied().unwrap_or(0);
    let mut m = Machine::new(s, request);
    let (mut least, mut literal, mut set) = (0, None, None);
    if get(0) == op::INFO {
        let flags = get(2);
        least = get(3) as usize;
        if flags & 1 != 0 && get(5) > 0 {
            literal = Some(get(7));
        } else if flags & 4 != 0 {
            set = Some(5);
        }
    }
    let mut at = request.start;
    loop {
        if request.end.checked_sub(at).is_none_or(|left| left < least) {
            return None;
        }
        let candidate = match (literal, set) {
            (Some(c), _) => at < request.end && m.s.at(at) == c,
            (_, Some(place)) => at < request.end && codes::in_set(code, place, m.s.at(at)),
            _ => true,
        };
        if candidate {
            m.request.advance = request.advance && at == request.start;
            if let Some(found) = m.run(at) {
                return Some(found);
            }
        }
        at += 1;
    }
}

impl<'a, S: Subject> Machine<'a, S> {
    fn new(s: S, request: Request<'a>) -> Machine<'a, S> {
        Machine {
            code: request.code,
            s,
            request,
            marks: Vec::new(),
            last: 0,
            trail: Vec::new(),
            links: Vec::new(),
            stack: Vec::new(),
        }
    }

    #[inline(always)]
    fn get(&self, i: usize) -> u32 {
        self.code.get(i).copied().unwrap_or(0)
    }

    /// The place that a skip, written at `i`, leads to.
    #[inline(always)]
    fn skip(&self, i: usize) -> usize {
        i.saturating_add(self.get(i) as usize)
    }

    fn run(&mut self, start: usize) -> Option<Found> {
        self.marks.clear();
        self.last = 0;
        self.trail.clear();
        self.links.clear();
        self.stack.clear();
        let mut at = At { pc: 0, position: start, group: NONE, repeat: NONE };
        loop {
            match self.step(start, &mut at) {
                Some(true) => {
                    let marks = std::mem::take(&mut self.marks);
                    return Some(Found { start, end: at.position, marks, last: self.last });
                }
                Some(false) => {}
                None => at = self.back()?,
            }
        }
    }

    fn choose(&mut self, at: At, kind: Kind) {
        let choice = Choice { at, kind, trail: self.trail.len(), links: self.links.len() };
        self.stack.push(choice);
    }

    /// Back to the last choice.
    fn back(&mut self) -> Option<At> {
        loop {
            let choice = self.stack.pop()?;
            while self.trail.len() > choice.trail {
                match self.trail.pop() {
                    Some((i, old)) if i == NONE => self.last = old,
                    Some((i, old)) => self.marks[i] = old,
                    None => break,
                }
            }
            self.links.truncate(choice.links);
            let mut at = choice.at;
            match choice.kind {
                Kind::Go => return Some(at),
                Kind::Branch => {
                    if self.branch(&mut at) {
                        return Some(at);
                    }
                }
                Kind::Less { count, least } => {
                    if let Some(at) = self.less(at, count, least) {
                        return Some(at);
                    }
                }
                Kind::More { count } => {
                    let most = self.get(at.pc + 3);
                    if (most == MANY || count < most as usize)
                        && at.position < self.request.end
                        && self.one(at.pc + 4, self.s.at(at.position))
                    {
                        at.position += 1;
                        self.choose(at, Kind::More { count: count + 1 });
                        at.pc = self.skip(at.pc + 1);
                        return Some(at);
                    }
                }
                Kind::Turn { link } => {
                    if let Some(at) = self.turn(at, link) {
                        return Some(at);
                    }
                }
            }
        }
    }

    fn mark(&mut self, i: usize, position: usize) {
        if i >= self.marks.len() {
            self.marks.resize(i + 1, NONE);
        }
        self.trail.push((i, self.marks[i]));
        self.marks[i] = position;
        if i & 1 == 1 {
            self.trail.push((NONE, self.last));
            self.last = i / 2 + 1;
        }
    }

    fn link(&mut self, link: Link) -> usize {
        self.links.push(link);
        self.links.len() - 1
    }

    /// Is the one-character code at a place true of a character?
    #[inline]
    fn one(&self, pc: usize, c: u32) -> bool {
        let operand = self.get(pc + 1);
        match self.get(pc) {
            op::LITERAL => c == operand,
            op::NOT_LITERAL => c != operand,
            op::ANY => c != 10,
            op::ANY_ALL => true,
            op::IN => codes::in_set(self.code, pc + 2, c),
            op::CATEGORY => codes::in_category(operand, c),
            op::IN_IGNORE | op::IN_LOC_IGNORE => codes::in_set(self.code, pc + 2, codes::ascii_lower(c)),
            op::IN_UNI_IGNORE => codes::in_set(self.code, pc + 2, codes::unicode_lower(c)),
            op::LITERAL_IGNORE | op::LITERAL_LOC_IGNORE => {
                codes::ascii_lower(c) == codes::ascii_lower(operand)
            }
            op::NOT_LITERAL_IGNORE | op::NOT_LITERAL_LOC_IGNORE => {
                codes::ascii_lower(c) != codes::ascii_lower(operand)
            }
            op::LITERAL_UNI_IGNORE => codes::unicode_lower(c) == operand,
            op::NOT_LITERAL_UNI_IGNORE => codes::unicode_lower(c) != operand,
            _ => false,
        }
    }

    /// How many words a one-character code has.
    fn width(&self, pc: usize) -> usize {
        match self.get(pc) {
            op::ANY | op::ANY_ALL => 1,
            op::IN | op::IN_IGNORE | op::IN_UNI_IGNORE | op::IN_LOC_IGNORE => 1 + self.get(pc + 1) as usize,
            _ => 2,
        }
    }

    /// How many characters from a position on, at most so many, are of the one-character code.
    fn run_length(&self, pc: usize, position: usize, most: u32) -> usize {
        let room = self.request.end.saturating_sub(position);
        let most = if most == MANY { room } else { room.min(most as usize) };
        if self.get(pc) == op::ANY_ALL {
            return most;
        }
        (0..most).take_while(|i| self.one(pc, self.s.at(position + i))).count()
    }

    /// One instruction. True: matched; none: failed here.
    fn step(&mut self, start: usize, at: &mut At) -> Option<bool> {
        let (pc, position) = (at.pc, at.position);
        match self.get(pc) {
            op::SUCCESS => return self.success(start, at),
            op::MARK => {
                self.mark(self.get(pc + 1) as usize, position);
                at.pc += 2;
            }
            op::JUMP => at.pc = self.skip(pc + 1),
            op::INFO => at.pc = self.skip(pc + 1),
            op::AT => {
                if !self.place(self.get(pc + 1), position) {
                    return None;
                }
                at.pc += 2;
            }
            op::BRANCH => {
                at.pc += 1;
                return self.branch(at).then_some(false);
            }
            op::REPEAT_ONE | op::POSSESSIVE_REPEAT_ONE | op::MIN_REPEAT_ONE => return self.repeat_one(at),
            op::REPEAT => {
                let link = Link::Repeat { up: at.repeat, repeat: pc, count: 0, last: NONE };
                at.repeat = self.link(link);
                at.pc = self.skip(pc + 1);
                // The first visit of the end counts the turns before it: none.
                return self.until(at, true);
            }
            op::MAX_UNTIL | op::MIN_UNTIL => return self.until(at, false),
            op::POSSESSIVE_REPEAT => return self.possessive(at, 0, self.stack.len(), NONE),
            op::ASSERT | op::ASSERT_NOT => return self.look(at),
            op::ATOMIC_GROUP => {
                let next = self.skip(pc + 1);
                let height = self.stack.len();
                let group = Link::Group { up: at.group, next, position: NONE, height, negative: false };
                at.group = self.link(group);
                at.pc += 2;
            }
            op::GROUPREF | op::GROUPREF_IGNORE | op::GROUPREF_LOC_IGNORE | op::GROUPREF_UNI_IGNORE => {
                return self.same_as_group(at);
            }
            op::GROUPREF_EXISTS => {
                let i = self.get(pc + 1) as usize * 2;
                let matched = self.marks.get(i + 1).is_some_and(|e| *e != NONE);
                at.pc = if matched { pc + 3 } else { (pc + 1).saturating_add(self.get(pc + 2) as usize) };
            }
            _ => {
                if position >= self.request.end || !self.one(pc, self.s.at(position)) {
                    return None;
                }
                at.position += 1;
                at.pc += self.width(pc);
            }
        }
        Some(false)
    }

    /// Is the place what an assertion of position says?
    fn place(&self, kind: u32, position: usize) -> bool {
        let end = self.request.end;
        let before = || position.checked_sub(1).map(|i| self.s.at(i));
        let after = || (position < end).then(|| self.s.at(position));
        match kind {
            0 | 2 => position == 0,
            1 => before().is_none_or(|c| c == 10),
            3 | 8 => codes::is_boundary(false, before(), after()),
            4 | 9 => !codes::is_boundary(false, before(), after()),
            5 => position == end || (position + 1 == end && after() == Some(10)),
            6 => after().is_none_or(|c| c == 10),
            7 => position == end,
            10 => codes::is_boundary(true, before(), after()),
            11 => !codes::is_boundary(true, before(), after()),
            _ => false,
        }
    }

    /// `at.pc` is at an alternative's skip: takes the first alternative that can start here.
    fn branch(&mut self, at: &mut At) -> bool {
        loop {
            let skip = self.get(at.pc);
            if skip == 0 {
                return false;
            }
            let body = at.pc + 1;
            let next = self.skip(at.pc);
            let inside = at.position < self.request.end;
            let possible = match self.get(body) {
                op::LITERAL | op::IN => inside && self.one(body, self.s.at(at.position)),
                _ => true,
            };
            if possible {
                if self.get(next) != 0 {
                    self.choose(At { pc: next, ..*at }, Kind::Branch);
                }
                at.pc = body;
                return true;
            }
            at.pc = next;
        }
    }

    fn repeat_one(&mut self, at: &mut At) -> Option<bool> {
        let pc = at.pc;
        let (least, most) = (self.get(pc + 2), self.get(pc + 3));
        let lazy = self.get(pc) == op::MIN_REPEAT_ONE;
        let count = self.run_length(pc + 4, at.position, if lazy { least } else { most });
        if count < least as usize {
            return None;
        }
        let tail = self.skip(pc + 1);
        match self.get(pc) {
            op::MIN_REPEAT_ONE => {
                at.position += count;
                if most != least {
                    self.choose(*at, Kind::More { count });
                }
                at.pc = tail;
                Some(false)
            }
            op::POSSESSIVE_REPEAT_ONE => {
                at.position += count;
                at.pc = tail;
                Some(false)
            }
            _ => {
                let from = At { pc: tail, position: at.position + count, ..*at };
                *at = self.less(from, count, least as usize)?;
                Some(false)
            }
        }
    }

    /// Goes on behind a greedy repeat of so many characters, or of fewer when what follows cannot start there.
    fn less(&mut self, mut at: At, mut count: usize, least: usize) -> Option<At> {
        let literal = (self.get(at.pc) == op::LITERAL).then(|| self.get(at.pc + 1));
        loop {
            let starts =
                literal.is_none_or(|c| at.position < self.request.end && self.s.at(at.position) == c);
            if starts {
                break;
            }
            if count <= least {
                return None;
            }
            count -= 1;
            at.position -= 1;
        }
        if count > least {
            let fewer = At { position: at.position - 1, ..at };
            self.choose(fewer, Kind::Less { count: count - 1, least });
        }
        Some(at)
    }

    /// The end of a turn of a repeat (or, `first`, its beginning): another turn, or on behind it.
    fn until(&mut self, at: &mut At, first: bool) -> Option<bool> {
        let Some(Link::Repeat { up, repeat, count, last }) = self.links.get(at.repeat).copied() else {
            return None;
        };
        let count = if first { 0 } else { count.saturating_add(1) };
        let (least, most) = (self.get(repeat + 2), self.get(repeat + 3));
        let body = repeat + 4;
        let lazy = self.get(at.pc) == op::MIN_UNTIL;
        if count < least {
            at.repeat = self.link(Link::Repeat { up, repeat, count, last });
            at.pc = body;
            return Some(false);
        }
        let tail = At { pc: at.pc + 1, repeat: up, ..*at };
        let again = (most == MANY || count < most) && at.position != last;
        if lazy {
            if again {
                let link = self.link(Link::Repeat { up, repeat, count, last: at.position });
                self.choose(At { pc: body, ..*at }, Kind::Turn { link });
            }
            *at = tail;
            return Some(false);
        }
        if again {
            self.choose(tail, Kind::Go);
            at.repeat = self.link(Link::Repeat { up, repeat, count, last: at.position });
            at.pc = body;
        } else {
            *at = tail;
        }
        Some(false)
    }

    /// One turn more of a lazy repeat.
    fn turn(&mut self, mut at: At, link: usize) -> Option<At> {
        self.links.get(link)?;
        at.repeat = link;
        Some(at)
    }

    /// Starts a turn of a possessive repeat after `count` turns; `from` is where the last one started.
    fn possessive(&mut self, at: &mut At, count: u32, height: usize, from: usize) -> Option<bool> {
        let repeat = at.pc;
        let (least, most) = (self.get(repeat + 2), self.get(repeat + 3));
        // The skip leads to the SUCCESS at the body's end.
        let tail = self.skip(repeat + 1).saturating_add(1);
        if count >= least {
            let again = (most == MANY || count < most) && at.position != from;
            if !again {
                at.pc = tail;
                return Some(false);
            }
            self.choose(At { pc: tail, ..*at }, Kind::Go);
        }
        let link = Link::Possessive { up: at.group, repeat, count, height, from: at.position };
        at.group = self.link(link);
        at.pc = repeat + 4;
        Some(false)
    }

    fn look(&mut self, at: &mut At) -> Option<bool> {
        let pc = at.pc;
        let negative = self.get(pc) == op::ASSERT_NOT;
        let next = self.skip(pc + 1);
        let back = self.get(pc + 2) as usize;
        let Some(from) = at.position.checked_sub(back) else {
            at.pc = next;
            return negative.then_some(false);
        };
        let height = self.stack.len();
        if negative {
            self.choose(At { pc: next, ..*at }, Kind::Go);
        }
        let link = Link::Group { up: at.group, next, position: at.position, height, negative };
        at.group = self.link(link);
        at.position = from;
        at.pc = pc + 3;
        Some(false)
    }

    /// The end of the pattern, or of a part that somebody waits for.
    fn success(&mut self, start: usize, at: &mut At) -> Option<bool> {
        match self.links.get(at.group).copied().filter(|_| at.group != NONE) {
            Some(Link::Group { up, next, position, height, negative }) => {
                // What was tried inside is not tried again.
                self.stack.truncate(height);
                if negative {
                    return None;
                }
                at.group = up;
                at.pc = next;
                if position != NONE {
                    at.position = position;
                }
                Some(false)
            }
            Some(Link::Possessive { up, repeat, count, height, from }) => {
                self.stack.truncate(height);
                at.group = up;
                at.pc = repeat;
                self.possessive(at, count.saturating_add(1), height, from)
            }
            _ => {
                let whole = !self.request.whole || at.position == self.request.end;
                let advanced = !self.request.advance || at.position != start;
                (whole && advanced).then_some(true)
            }
        }
    }

    fn same_as_group(&mut self, at: &mut At) -> Option<bool> {
        let i = self.get(at.pc + 1) as usize * 2;
        let (from, to) = (*self.marks.get(i)?, *self.marks.get(i + 1)?);
        if from == NONE || to == NONE || to < from {
            return None;
        }
        let fold: fn(u32) -> u32 = match self.get(at.pc) {
            op::GROUPREF => |c| c,
            op::GROUPREF_UNI_IGNORE => codes::unicode_lower,
            _ => codes::ascii_lower,
        };
        let n = to - from;
        let fits = at.position + n <= self.request.end
            && (0..n).all(|k| fold(self.s.at(from + k)) == fold(self.s.at(at.position + k)));
        if !fits {
            return None;
        }
        at.position += n;
        at.pc += 2;
        Some(false)
    }
}
