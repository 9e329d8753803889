//! BLAKE2b and BLAKE2s with all parameters of RFC 7693's parameter block, for tree hashing too.

/// What a hash is made with.
#[derive(Clone, Default)]
pub(super) struct Parameters {
    pub(super) digest_size: usize,
    pub(super) key: Vec<u8>,
    pub(super) salt: Vec<u8>,
    pub(super) person: Vec<u8>,
    pub(super) fanout: u8,
    pub(super) depth: u8,
    pub(super) leaf_size: u32,
    pub(super) node_offset: u64,
    pub(super) node_depth: u8,
    pub(super) inner_size: u8,
    pub(super) last_node: bool,
}

const SIGMA: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

macro_rules! blake2 {
    ($name:ident, $word:ty, $double:ty, $rounds:expr, $rotations:expr, $iv:expr, $offset_bytes:expr) => {
        #[derive(Clone)]
        pub(super) struct $name {
            state: [$word; 8],
            count: $double,
            block: Vec<u8>,
            pub(super) digest_size: usize,
            last_node: bool,
        }

        impl $name {
            const WORD: usize = size_of::<$word>();
            pub(super) const BLOCK: usize = 16 * Self::WORD;
            pub(super) const MOST: usize = 8 * Self::WORD;
            pub(super) const SALT: usize = 2 * Self::WORD;

            pub(super) fn new(p: &Parameters) -> Self {
                let mut block = vec![p.digest_size as u8, p.key.len() as u8, p.fanout, p.depth];
                block.extend(p.leaf_size.to_le_bytes());
                block.extend(&p.node_offset.to_le_bytes()[..$offset_bytes]);
                block.extend([p.node_depth, p.inner_size]);
                block.resize(Self::MOST - 2 * Self::SALT, 0);
                for part in [&p.salt, &p.person] {
                    block.extend(part);
                    block.resize(block.len() + Self::SALT - part.len().min(Self::SALT), 0);
                }
                let mut state: [$word; 8] = $iv;
                for (s, chunk) in state.iter_mut().zip(block.chunks_exact(Self::WORD)) {
                    *s ^= <$word>::from_le_bytes(chunk.try_into().unwrap_or_default());
                }
                let mut me = Self {
                    state,
                    count: 0,
                    block: Vec::with_capacity(Self::BLOCK),
                    digest_size: p.digest_size,
                    last_node: p.last_node,
                };
                if !p.key.is_empty() {
                    me.block.extend(&p.key);
                    me.block.resize(Self::BLOCK, 0);
                }
                me
            }

            pub(super) fn update(&mut self, mut data: &[u8]) {
                while !data.is_empty() {
                    // The last block is kept until it is known to be the last.
                    if self.block.len() == Self::BLOCK {
                        self.compress(Self::BLOCK, false);
                    }
                    let (now, later) = data.split_at(data.len().min(Self::BLOCK - self.block.len()));
                    self.block.extend_from_slice(now);
                    data = later;
                }
            }

            fn compress(&mut self, length: usize, last: bool) {
                self.count = self.count.wrapping_add(length as $double);
                self.block.resize(Self::BLOCK, 0);
                let mut m: [$word; 16] = [0; 16];
                for (w, chunk) in m.iter_mut().zip(self.block.chunks_exact(Self::WORD)) {
                    *w = <$word>::from_le_bytes(chunk.try_into().unwrap_or_default());
                }
                let iv: [$word; 8] = $iv;
                let mut v: [$word; 16] = [0; 16];
                v[..8].copy_from_slice(&self.state);
                v[8..].copy_from_slice(&iv);
                v[12] ^= self.count as $word;
                v[13] ^= (self.count >> (8 * Self::WORD)) as $word;
                if last {
                    v[14] = !v[14];
                    if self.last_node {
                        v[15] = !v[15];
                    }
                }
                let [r1, r2, r3, r4]: [u32; 4] = $rotations;
                for round in 0..$rounds {
                    let s = &SIGMA[round % 10];
                    let mut mix = |a: usize, b: usize, c: usize, d: usize, i: usize| {
                        v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[s[i]]);
                        v[d] = (v[d] ^ v[a]).rotate_right(r1);
                        v[c] = v[c].wrapping_add(v[d]);
                        v[b] = (v[b] ^ v[c]).rotate_right(r2);
                        v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[s[i + 1]]);
                        v[d] = (v[d] ^ v[a]).rotate_right(r3);
                        v[c] = v[c].wrapping_add(v[d]);
                        v[b] = (v[b] ^ v[c]).rotate_right(r4);
                    };
                    mix(0, 4, 8, 12, 0);
                    mix(1, 5, 9, 13, 2);
                    mix(2, 6, 10, 14, 4);
                    mix(3, 7, 11, 15, 6);
                    mix(0, 5, 10, 15, 8);
                    mix(1, 6, 11, 12, 10);
                    mix(2, 7, 8, 13, 12);
                    mix(3, 4, 9, 14, 14);
                }
                for i in 0..8 {
                    self.state[i] ^= v[i] ^ v[i + 8];
                }
                self.block.clear();
            }

            pub(super) fn digest(&self) -> Vec<u8> {
                let mut end = self.clone();
                let length = end.block.len();
                end.compress(length, true);
                let mut out: Vec<u8> = end.state.iter().flat_map(|w| w.to_le_bytes()).collect();
                out.truncate(self.digest_size);
                out
            }
        }
    };
}

blake2!(
    Blake2b,
    u64,
    u128,
    12,
    [32, 24, 16, 63],
    [
        0x6a09_e667_f3bc_c908,
        0xbb67_ae85_84ca_a73b,
        0x3c6e_f372_fe94_f82b,
        0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1,
        0x9b05_688c_2b3e_6c1f,
        0x1f83_d9ab_fb41_bd6b,
        0x5be0_cd19_137e_2179,
    ],
    8
);
blake2!(
    Blake2s,
    u32,
    u64,
    10,
    [16, 12, 8, 7],
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,],
    6
);
