//! The merge sort as a machine that asks: [`Sorter::step`] names two keys, gets whether the first is less, and names the next
//! two. So the comparison may be anything, also Python code that runs on the frame stack. It knows neither the VM nor how keys
//! compare. Runs are found as CPython finds them, since programs can count comparisons. Next: `sort.rs`.

use kaa_heap::Value;

/// Keys, the items that go with them, and where the sort stands. At any moment they are a permutation of what they were.
pub(super) struct Sorter {
    pub(super) keys: Vec<Value>,
    /// `None`: the keys are the items.
    pub(super) items: Option<Vec<Value>>,
    stage: Stage,
    /// Ends of the runs of this level, and of the merged ones.
    ends: Vec<usize>,
    merged: Vec<usize>,
    /// Which of `ends` is merged next, and where that run starts.
    next: usize,
    start: usize,
    /// A merge's result so far: indexes.
    out: Vec<usize>,
    shortest: usize,
}

/// What the last question was about. A run starts at `at` and has `n` keys.
#[derive(Clone, Copy)]
enum Stage {
    NextRun { at: usize },
    Ascending { at: usize, n: usize },
    AllEqual { at: usize, n: usize },
    Descending { at: usize, n: usize, equal: usize },
    NotLarger { at: usize, n: usize, equal: usize },
    Extending { at: usize, n: usize },
    Inserting { at: usize, n: usize, low: usize, high: usize },
    NextMerge,
    InOrder { middle: usize, end: usize },
    Merging { a: usize, b: usize, middle: usize, end: usize },
    Done,
}

/// The next question, or the next stage at once.
enum Move {
    Ask(usize, usize, Stage),
    Go(Stage),
}
use Move::{Ask, Go};

impl Sorter {
    pub(super) fn new(keys: Vec<Value>, items: Option<Vec<Value>>) -> Sorter {
        let shortest = shortest_run(keys.len());
        Sorter {
            keys,
            items,
            stage: Stage::NextRun { at: 0 },
            ends: Vec::new(),
            merged: Vec::new(),
            next: 0,
            start: 0,
            out: Vec::new(),
            shortest,
        }
    }

    /// Goes on with the last question's answer (anything, at first): the next one, whether key `.0` is less than key `.1`.
    /// `None`: sorted.
    pub(super) fn step(&mut self, less: bool) -> Option<(usize, usize)> {
        match self.answered(less) {
            Ask(i, j, stage) => {
                self.stage = stage;
                return Some((i, j));
            }
            Go(Stage::Done) => return None,
            Go(stage) => self.stage = stage,
        }
        self.again()
    }

    /// Goes on with a merge as far as `less` knows the answers at once.
    pub(super) fn merge_on(&mut self, mut less: impl FnMut(&Value, &Value) -> Option<bool>) {
        let Stage::Merging { mut a, mut b, middle, end } = self.stage else { return };
        while a < middle && b < end {
            match less(&self.keys[b], &self.keys[a]) {
                Some(true) => {
                    self.out.push(b);
                    b += 1;
                }
                Some(false) => {
                    self.out.push(a);
                    a += 1;
                }
                None => break,
            }
        }
        self.stage = Stage::Merging { a, b, middle, end };
    }

    /// The question of the stage, once more after `merge_on`.
    pub(super) fn again(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.enter() {
                Ask(i, j, stage) => {
                    self.stage = stage;
                    return Some((i, j));
                }
                Go(Stage::Done) => return None,
                Go(stage) => self.stage = stage,
            }
        }
    }

    fn len(&self) -> usize {
        self.keys.len()
    }

    /// A stage begins.
    fn enter(&mut self) -> Move {
        let len = self.len();
        match self.stage {
            Stage::NextRun { at } if at >= len => Go(Stage::NextMerge),
            Stage::NextRun { at } => Go(Stage::Ascending { at, n: 1 }),
            Stage::Ascending { at, n } if at + n == len => self.run_found(at, n),
            Stage::Ascending { at, n } => Ask(at + n, at + n - 1, self.stage),
            Stage::AllEqual { at, n } => Ask(at, at + n - 1, self.stage),
            Stage::Descending { at, n, equal } if at + n == len => self.descended(at, n, equal),
            Stage::Descending { at, n, .. } => Ask(at + n, at + n - 1, self.stage),
            Stage::NotLarger { at, n, .. } => Ask(at + n - 1, at + n, self.stage),
            Stage::Extending { at, n } if at + n == len => self.run_found(at, n),
            Stage::Extending { at, n } => Ask(at + n, at + n - 1, self.stage),
            Stage::Inserting { at, n, low, high } => self.insert(at, n, low, high),
            Stage::NextMerge => self.next_merge(),
            Stage::InOrder { middle, .. } => Ask(middle, middle - 1, self.stage),
            Stage::Merging { a, b, middle, end } if a < middle && b < end => Ask(b, a, self.stage),
            Stage::Merging { a, middle, end, .. } => self.merged_two(a, middle, end),
            Stage::Done => Go(Stage::Done),
        }
    }

    /// The question of this stage is answered.
    fn answered(&mut self, less: bool) -> Move {
        match self.stage {
            Stage::NextRun { .. } | Stage::NextMerge | Stage::Done => self.enter(),
            Stage::Ascending { at, n } if !less => Go(Stage::Ascending { at, n: n + 1 }),
            Stage::Ascending { at, n: 1 } => Go(Stage::Descending { at, n: 2, equal: 0 }),
            Stage::Ascending { at, n } => Go(Stage::AllEqual { at, n }),
            Stage::AllEqual { at, n } if less => self.run_found(at, n),
            Stage::AllEqual { at, n } => {
                self.reverse(at, at + n);
                Go(Stage::Descending { at, n: n + 1, equal: 0 })
            }
            Stage::Descending { at, n, equal } if less => {
                self.reverse_equal(at + n, equal);
                Go(Stage::Descending { at, n: n + 1, equal: 0 })
            }
            Stage::Descending { at, n, equal } => Go(Stage::NotLarger { at, n, equal }),
            Stage::NotLarger { at, n, equal } if less => self.descended(at, n, equal),
            Stage::NotLarger { at, n, equal } => Go(Stage::Descending { at, n: n + 1, equal: equal + 1 }),
            Stage::Extending { at, n } if less => self.run_found(at, n),
            Stage::Extending { at, n } => Go(Stage::Extending { at, n: n + 1 }),
            Stage::Inserting { at, n, low, high } => {
                let middle = low.midpoint(high);
                let (low, high) = if less { (low, middle) } else { (middle + 1, high) };
                Go(Stage::Inserting { at, n, low, high })
            }
            Stage::InOrder { middle, end } if less => {
                self.out.clear();
                Go(Stage::Merging { a: self.start, b: middle, middle, end })
            }
            Stage::InOrder { end, .. } => self.pair_done(end),
            Stage::Merging { a, b, middle, end } => {
                self.out.push(if less { b } else { a });
                let (a, b) = if less { (a, b + 1) } else { (a + 1, b) };
                Go(Stage::Merging { a, b, middle, end })
            }
        }
    }

    /// A falling run is turned round; what rises from its end belongs to it.
    fn descended(&mut self, at: usize, n: usize, equal: usize) -> Move {
        self.reverse_equal(at + n, equal);
        self.reverse(at, at + n);
        Go(Stage::Extending { at, n })
    }

    /// Equal keys in a falling run stand in reverse, so that turning the run keeps their order.
    fn reverse_equal(&mut self, end: usize, equal: usize) {
        if equal > 0 {
            self.reverse(end - equal - 1, end);
        }
    }

    fn reverse(&mut self, start: usize, end: usize) {
        self.keys[start..end].reverse();
        if let Some(items) = &mut self.items {
            items[start..end].reverse();
        }
    }

    /// Runs that are too short grow by insertion.
    fn run_found(&mut self, at: usize, n: usize) -> Move {
        if n < self.shortest.min(self.len() - at) {
            return Go(Stage::Inserting { at, n, low: 0, high: n });
        }
        self.ends.push(at + n);
        Go(Stage::NextRun { at: at + n })
    }

    fn insert(&mut self, at: usize, n: usize, low: usize, high: usize) -> Move {
        if low < high {
            return Ask(at + n, at + low.midpoint(high), self.stage);
        }
        self.keys[at + low..=at + n].rotate_right(1);
        if let Some(items) = &mut self.items {
            items[at + low..=at + n].rotate_right(1);
        }
        self.run_found(at, n + 1)
    }

    fn next_merge(&mut self) -> Move {
        if self.ends.len() <= 1 {
            return Go(Stage::Done);
        }
        match self.ends.get(self.next..) {
            Some([middle, end, ..]) => Go(Stage::InOrder { middle: *middle, end: *end }),
            rest => {
                let odd = rest.and_then(|r| r.first()).copied();
                self.merged.extend(odd);
                self.ends = std::mem::take(&mut self.merged);
                (self.next, self.start) = (0, 0);
                Go(Stage::NextMerge)
            }
        }
    }

    fn pair_done(&mut self, end: usize) -> Move {
        self.merged.push(end);
        self.next += 2;
        self.start = end;
        Go(Stage::NextMerge)
    }

    /// Puts a merge's result in place. What is left of the second run stands where it belongs already.
    fn merged_two(&mut self, a: usize, middle: usize, end: usize) -> Move {
        self.out.extend(a..middle);
        place(&mut self.keys, self.start, &self.out);
        if let Some(items) = &mut self.items {
            place(items, self.start, &self.out);
        }
        self.pair_done(end)
    }
}

/// Moves the values with these indexes to `start` and on.
fn place(values: &mut [Value], start: usize, from: &[usize]) {
    let moved: Vec<Value> = from.iter().map(|&i| std::mem::replace(&mut values[i], Value::None)).collect();
    for (slot, v) in values[start..].iter_mut().zip(moved) {
        *slot = v;
    }
}

/// The length below which runs grow: between 32 and 64, such that merges come out even.
fn shortest_run(mut n: usize) -> usize {
    let mut odd = 0;
    while n >= 64 {
        odd |= n & 1;
        n >>= 1;
    }
    n + odd
}
