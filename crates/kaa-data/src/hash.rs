//! Hashes of text, bytes, tuples and frozen sets, equal to Python's for the same seed.
//!
//! Must not know: where the seed comes from, nor objects: containers are hashed from the hashes of their elements.
//! Next: `number::hash` for numbers, which do not depend on the seed.

/// The key of the hash of text and bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashKey {
    k0: u64,
    k1: u64,
}

impl HashKey {
    /// The key for a value of `PYTHONHASHSEED`; 0 gives the fixed key.
    pub fn from_seed(seed: u32) -> Self {
        if seed == 0 {
            return Self { k0: 0, k1: 0 };
        }
        let mut state = seed;
        let bytes: [u8; 16] = std::array::from_fn(|_| {
            state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
            (state >> 16) as u8
        });
        Self::from_bytes(bytes)
    }

    /// The key from 16 random bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        let word = u128::from_le_bytes(bytes);
        Self { k0: word as u64, k1: (word >> 64) as u64 }
    }

    /// The hash of the bytes of a `bytes` object.
    pub fn bytes(self, bytes: &[u8]) -> i64 {
        if bytes.is_empty() {
            return 0;
        }
        not_minus_one(siphash13(self, bytes) as i64)
    }

    /// The hash of a `str`, which Python takes over its code points in 1, 2 or 4 bytes each, as the largest one needs.
    pub fn text(self, text: crate::wtf8::Wtf8<'_>) -> i64 {
        if text.is_ascii() {
            return self.bytes(text.as_bytes());
        }
        let largest = text.code_points().max().unwrap_or(0);
        let size = match largest {
            0..0x100 => 1,
            0x100..0x10000 => 2,
            _ => 4,
        };
        let mut wide = Vec::with_capacity(text.len() * size);
        text.code_points().for_each(|c| wide.extend_from_slice(&c.to_le_bytes()[..size]));
        self.bytes(&wide)
    }
}

/// -1 means an error inside Python and is never a hash.
pub fn not_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// SipHash with one round for each block and three at the end.
fn siphash13(key: HashKey, data: &[u8]) -> u64 {
    let mut v = [
        key.k0 ^ 0x736f_6d65_7073_6575,
        key.k1 ^ 0x646f_7261_6e64_6f6d,
        key.k0 ^ 0x6c79_6765_6e65_7261,
        key.k1 ^ 0x7465_6462_7974_6573,
    ];
    let (blocks, tail) = data.as_chunks::<8>();
    for block in blocks {
        absorb(&mut v, u64::from_le_bytes(*block));
    }
    let mut last = [0; 8];
    last[..tail.len()].copy_from_slice(tail);
    last[7] = data.len() as u8;
    absorb(&mut v, u64::from_le_bytes(last));
    v[2] ^= 0xFF;
    (0..3).for_each(|_| sip_round(&mut v));
    v[0] ^ v[1] ^ v[2] ^ v[3]
}

fn absorb(v: &mut [u64; 4], word: u64) {
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
}

fn sip_round(v: &mut [u64; 4]) {
    let [mut a, mut b, mut c, mut d] = *v;
    a = a.wrapping_add(b);
    b = b.rotate_left(13) ^ a;
    a = a.rotate_left(32);
    c = c.wrapping_add(d);
    d = d.rotate_left(16) ^ c;
    a = a.wrapping_add(d);
    d = d.rotate_left(21) ^ a;
    c = c.wrapping_add(b);
    b = b.rotate_left(17) ^ c;
    c = c.rotate_left(32);
    *v = [a, b, c, d];
}

const XX_PRIME_1: u64 = 11_400_714_785_074_694_791;
const XX_PRIME_2: u64 = 14_029_467_366_897_019_727;
const XX_PRIME_5: u64 = 2_870_177_450_012_600_261;

/// Combines the hashes of the items of a tuple, one after the other.
#[derive(Debug, Clone, Copy)]
pub struct TupleHasher {
    lanes: u64,
    count: u64,
}

impl Default for TupleHasher {
    fn default() -> Self {
        Self { lanes: XX_PRIME_5, count: 0 }
    }
}

impl TupleHasher {
    /// Adds the hash of the next item.
    pub fn add(&mut self, hash: i64) {
        let mixed = self.lanes.wrapping_add((hash as u64).wrapping_mul(XX_PRIME_2));
        self.lanes = mixed.rotate_left(31).wrapping_mul(XX_PRIME_1);
        self.count += 1;
    }

    /// The hash of the tuple.
    pub fn finish(self) -> i64 {
        let hash = self.lanes.wrapping_add(self.count ^ (XX_PRIME_5 ^ 3_527_539));
        if hash == u64::MAX { 1_546_275_796 } else { hash as i64 }
    }
}

/// The hash of a tuple whose items have these hashes.
pub fn tuple(hashes: impl IntoIterator<Item = i64>) -> i64 {
    let mut hasher = TupleHasher::default();
    hashes.into_iter().for_each(|h| hasher.add(h));
    hasher.finish()
}

/// The hash of a frozen set whose items have these hashes, in any order.
pub fn frozenset(hashes: impl IntoIterator<Item = i64>) -> i64 {
    let (mut mixed, mut count) = (0_u64, 0_u64);
    for hash in hashes {
        let h = hash as u64;
        mixed ^= ((h ^ 89_869_747) ^ (h << 16)).wrapping_mul(3_644_798_167);
        count += 1;
    }
    mixed ^= count.wrapping_add(1).wrapping_mul(1_927_868_237);
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    mixed = mixed.wrapping_mul(69_069).wrapping_add(907_133_923);
    if mixed == u64::MAX { 590_923_713 } else { mixed as i64 }
}

/// The hash of a pointer-like identity: the low bits, always zero, rotated away.
pub fn identity(address: u64) -> i64 {
    not_minus_one(address.rotate_right(4) as i64)
}
