//! Hashes of all kinds behind one face.

use super::blake2::{Blake2b, Blake2s};
use md5::Md5;
use sha1::{Digest, Sha1};
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::digest::{ExtendableOutput, Update, XofReader};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};

macro_rules! states {
    ($($kind:ident $name:literal $size:literal $block:literal;)*) => {
        /// A hash that has taken some bytes.
        #[derive(Clone)]
        pub(super) enum State {
            $($kind(Box<$kind>),)*
            Shake128(Box<Shake128>),
            Shake256(Box<Shake256>),
            Blake2b(Box<Blake2b>),
            Blake2s(Box<Blake2s>),
        }

        impl State {
            /// A new one by name, but for BLAKE2.
            pub(super) fn named(name: &str) -> Option<State> {
                Some(match name {
                    $($name => State::$kind(Box::default()),)*
                    "shake_128" => State::Shake128(Box::default()),
                    "shake_256" => State::Shake256(Box::default()),
                    _ => return None,
                })
            }

            pub(super) fn name(&self) -> &'static str {
                match self {
                    $(State::$kind(_) => $name,)*
                    State::Shake128(_) => "shake_128",
                    State::Shake256(_) => "shake_256",
                    State::Blake2b(_) => "blake2b",
                    State::Blake2s(_) => "blake2s",
                }
            }

            pub(super) fn digest_size(&self) -> usize {
                match self {
                    $(State::$kind(_) => $size,)*
                    State::Shake128(_) | State::Shake256(_) => 0,
                    State::Blake2b(h) => h.digest_size,
                    State::Blake2s(h) => h.digest_size,
                }
            }

            pub(super) fn block_size(&self) -> usize {
                match self {
                    $(State::$kind(_) => $block,)*
                    State::Shake128(_) => 168,
                    State::Shake256(_) => 136,
                    State::Blake2b(_) => Blake2b::BLOCK,
                    State::Blake2s(_) => Blake2s::BLOCK,
                }
            }

            pub(super) fn update(&mut self, data: &[u8]) {
                match self {
                    $(State::$kind(h) => Digest::update(h.as_mut(), data),)*
                    State::Shake128(h) => h.update(data),
                    State::Shake256(h) => h.update(data),
                    State::Blake2b(h) => h.update(data),
                    State::Blake2s(h) => h.update(data),
                }
            }

            /// The digest; of so many bytes where the kind lets one choose.
            pub(super) fn digest(&self, length: usize) -> Vec<u8> {
                match self {
                    $(State::$kind(h) => h.as_ref().clone().finalize().to_vec(),)*
                    State::Shake128(h) => stretched(h.as_ref().clone(), length),
                    State::Shake256(h) => stretched(h.as_ref().clone(), length),
                    State::Blake2b(h) => h.digest(),
                    State::Blake2s(h) => h.digest(),
                }
            }
        }
    };
}

fn stretched(h: impl ExtendableOutput, length: usize) -> Vec<u8> {
    let mut out = vec![0; length];
    h.finalize_xof().read(&mut out);
    out
}

states! {
    Md5 "md5" 16 64;
    Sha1 "sha1" 20 64;
    Sha224 "sha224" 28 64;
    Sha256 "sha256" 32 64;
    Sha384 "sha384" 48 128;
    Sha512 "sha512" 64 128;
    Sha3_224 "sha3_224" 28 144;
    Sha3_256 "sha3_256" 32 136;
    Sha3_384 "sha3_384" 48 104;
    Sha3_512 "sha3_512" 64 72;
}
