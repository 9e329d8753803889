//! A stable merge sort that finds runs, with a comparison that may fail.
//!
//! It sorts the numbers of the items and moves the items once, at the end: so it needs no unsafe code, a failing
//! comparison leaves the items as they were, and keys and values can share one permutation.
//!
//! Must not know: what is compared. Runs are merged in the order of powersort, which keeps merges balanced.

/// Runs shorter than this are made longer by insertion.
const MIN_RUN: usize = 32;

/// Sorts items by "less than".
pub fn sort<T, E>(items: &mut [T], mut less: impl FnMut(&T, &T) -> Result<bool, E>) -> Result<(), E> {
    let order = permutation(items.len(), |a, b| less(&items[a], &items[b]))?;
    apply(items, order);
    Ok(())
}

/// The order that sorts: its first number is the place of the least item. `less` gets places.
pub fn permutation<E>(
    len: usize,
    less: impl FnMut(usize, usize) -> Result<bool, E>,
) -> Result<Vec<usize>, E> {
    let mut sorter = Sorter { order: (0..len).collect(), buffer: Vec::new(), less };
    sorter.run()?;
    Ok(sorter.order)
}

/// Moves the items into an order made by [`permutation`].
pub fn apply<T>(items: &mut [T], mut order: Vec<usize>) {
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at);
            if from == start || from == at {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

struct Sorter<L> {
    order: Vec<usize>,
    buffer: Vec<usize>,
    less: L,
}

/// A sorted stretch waiting to be merged, with the power of its boundary to the next one.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    power: u32,
}

impl<E, L: FnMut(usize, usize) -> Result<bool, E>> Sorter<L> {
    fn run(&mut self) -> Result<(), E> {
        let len = self.order.len();
        let mut stack: Vec<Run> = Vec::new();
        let mut start = 0;
        while start < len {
            let end = self.next_run(start)?;
            if let Some(last) = stack.last().copied() {
                let power = boundary_power(last, end, len);
                while let [.., below, top] = stack[..]
                    && below.power > power
                {
                    self.merge(below.start, below.end, top.end)?;
                    stack.pop();
                    stack.pop();
                    stack.push(Run { start: below.start, end: top.end, power });
                }
                if let Some(last) = stack.last_mut() {
                    last.power = power;
                }
            }
            stack.push(Run { start, end, power: 0 });
            start = end;
        }
        while let [.., below, top] = stack[..] {
            self.merge(below.start, below.end, top.end)?;
            stack.pop();
            stack.pop();
            stack.push(Run { start: below.start, end: top.end, power: 0 });
        }
        Ok(())
    }

    fn is_less(&mut self, a: usize, b: usize) -> Result<bool, E> {
        (self.less)(self.order[a], self.order[b])
    }

    /// Finds the run that starts here, turns it if it descends, and makes it long enough.
    fn next_run(&mut self, start: usize) -> Result<usize, E> {
        let len = self.order.len();
        let mut end = start + 1;
        if end < len {
            let descending = self.is_less(end, start)?;
            end += 1;
            while end < len && self.is_less(end, end - 1)? == descending {
                end += 1;
            }
            if descending {
                self.order[start..end].reverse();
            }
        }
        let wanted = len.min(start + MIN_RUN);
        while end < wanted {
            self.insert(start, end)?;
            end += 1;
        }
        Ok(end)
    }

    /// Puts the item behind a sorted stretch into its place there.
    fn insert(&mut self, start: usize, at: usize) -> Result<(), E> {
        let place = self.upper_bound(start, at, self.order[at])?;
        self.order[place..=at].rotate_right(1);
        Ok(())
    }

    /// The first place in a sorted stretch whose item is greater than this one.
    fn upper_bound(&mut self, mut from: usize, mut to: usize, item: usize) -> Result<usize, E> {
        while from < to {
            let middle = from + (to - from) / 2;
            if (self.less)(item, self.order[middle])? {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        Ok(from)
    }

    /// The first place in a sorted stretch whose item is not less than this one.
    fn lower_bound(&mut self, mut from: usize, mut to: usize, item: usize) -> Result<usize, E> {
        while from < to {
            let middle = from + (to - from) / 2;
            if (self.less)(self.order[middle], item)? {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        Ok(from)
    }

    /// Merges two neighbouring stretches; what is in place already at either end is left out.
    fn merge(&mut self, start: usize, middle: usize, end: usize) -> Result<(), E> {
        if !self.is_less(middle, middle - 1)? {
            return Ok(());
        }
        let start = self.upper_bound(start, middle, self.order[middle])?;
        let end = self.lower_bound(middle, end, self.order[middle - 1])?;
        self.buffer.clear();
        self.buffer.extend_from_slice(&self.order[start..middle]);
        let (mut left, mut right, mut out) = (0, middle, start);
        while left < self.buffer.len() && right < end {
            if (self.less)(self.order[right], self.buffer[left])? {
                self.order[out] = self.order[right];
                right += 1;
            } else {
                self.order[out] = self.buffer[left];
                left += 1;
            }
            out += 1;
        }
        let rest = self.buffer.len() - left;
        self.order[out..out + rest].copy_from_slice(&self.buffer[left..]);
        Ok(())
    }
}

/// How deep the boundary between two runs lies in a perfectly balanced tree of merges.
fn boundary_power(left: Run, end: usize, len: usize) -> u32 {
    // Midpoints of both runs as fractions of twice the length; the first bit in which they differ.
    let scale = |midpoint_twice: usize| ((midpoint_twice as u128) << 62) / (2 * len as u128);
    let a = scale(left.start + left.end);
    let b = scale(left.end + end);
    (a ^ b).leading_zeros()
}
