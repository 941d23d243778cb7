//! Vectors of texts that are asked for again and again: a desk's examples, which each load of its intents has anew, and what
//! is nobody's, which all desks share. A load then encodes only what changed. Holds hashes and vectors, no text.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use super::packed::Packed;
use super::{BATCH, Encoder, Vector, WIDTH, kept_file, long};
use crate::hashing::{Spread, hash};
use crate::numeric::mix;
use crate::workers::in_parallel;

/// From so many vectors on those that the latest load did not ask for are forgotten: 4 MB.
const MOST: usize = 16 * 1024;
/// So many batches are one job of a thread.
const BATCHES: usize = 8;

/// The vectors of what is nobody's, as `cargo run --release --example vectors` wrote them. A desk of few examples has more of
/// these texts than of its own.
static COMMON: &[u8] = include_bytes!("common.vectors");

/// Vectors by the hash of their text.
pub(super) type Kept = HashMap<u64, Packed, Spread>;

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(|| Mutex::new(kept_file::read(COMMON)));

fn kept() -> MutexGuard<'static, Kept> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

fn key(text: &str) -> u64 {
    mix(hash(text.as_bytes()))
}

/// The vectors of `texts`, those not known yet encoded by as many threads as there are.
pub(crate) fn encode_all(texts: &[&str]) -> Vec<Vector> {
    let mut missing: Vec<&str> = {
        let kept = kept();
        texts.iter().copied().filter(|text| !kept.contains_key(&key(text))).collect()
    };
    // Texts of like length in one batch: the longest decides how long it takes.
    missing.sort_unstable_by_key(|text| (text.len(), *text));
    missing.dedup();
    let encoded = encode_missing(&missing);
    let mut kept = kept();
    kept.extend(encoded);
    let mut encoder = Encoder::default();
    // What another thread made room for meanwhile is encoded here.
    let mut vector =
        |text: &str| kept.entry(key(text)).or_insert_with(|| Packed::pack(&encoder.meaning(text))).unpack();
    let vectors: Vec<Vector> = texts.iter().map(|text| vector(text)).collect();
    if kept.len() > MOST {
        let mut wanted: Vec<u64> = texts.iter().map(|text| key(text)).collect();
        wanted.sort_unstable();
        kept.retain(|key, _| wanted.binary_search(key).is_ok());
    }
    vectors
}

fn encode_missing(missing: &[&str]) -> Vec<(u64, Packed)> {
    let chunks: Vec<&[&str]> = missing.chunks(BATCH).collect();
    let encoded = in_parallel(chunks.len().div_ceil(BATCHES), |job| {
        let mut encoder = Encoder::default();
        let mut found = Vec::new();
        for chunk in chunks.iter().skip(job * BATCHES).take(BATCHES) {
            if chunk.iter().any(|text| long::parts(text).len() > 1) {
                found.extend(chunk.iter().map(|text| (key(text), Packed::pack(&encoder.meaning(text)))));
                continue;
            }
            let mut vectors = [[0.0; WIDTH]; BATCH];
            encoder.encode_all(chunk, &mut vectors);
            found.extend(chunk.iter().zip(&vectors).map(|(text, vector)| (key(text), Packed::pack(vector))));
        }
        found
    });
    encoded.into_iter().flatten().collect()
}

/// All that is kept, to be given to [`recall`] by another process, and the number of vectors.
///
/// Hashes and vectors of examples and counter-examples and of the texts that come with the library, no text.
pub fn kept_vectors() -> (Vec<u8>, usize) {
    let kept = kept();
    (kept_file::write(&kept), kept.len())
}

/// Takes in what [`kept_vectors`] gave; how many vectors. What is damaged, or was made by other weights, is passed over: it is
/// only encoded again.
pub fn recall(file: &[u8]) -> usize {
    let read = kept_file::read(file);
    let count = read.len();
    kept().extend(read);
    count
}

/// The file of the vectors of these texts alone.
pub(crate) fn file_of(texts: &[&str]) -> Vec<u8> {
    encode_all(texts);
    let kept = kept();
    kept_file::write(&texts.iter().filter_map(|text| Some((key(text), *kept.get(&key(text))?))).collect())
}

/// How many of these texts the library comes with the vectors of.
#[cfg(test)]
pub(crate) fn common(texts: &[&str]) -> usize {
    let common = kept_file::read(COMMON);
    texts.iter().filter(|text| common.contains_key(&key(text))).count()
}
