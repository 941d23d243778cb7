//! Vectors of texts that are asked for again and again: a desk's examples, which each load of its intents has anew. A
//! load then encodes only what changed. Holds hashes and vectors, no text.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::{BATCH, Encoder, Vector, WIDTH};
use crate::hashing::{Spread, hash};
use crate::numeric::mix;
use crate::workers::in_parallel;

/// From so many vectors on those that the latest load did not ask for are forgotten: 16 MB.
const MOST: usize = 16 * 1024;

/// The vectors, by the hash of their text.
static KEPT: LazyLock<Mutex<HashMap<u64, Vector, Spread>>> = LazyLock::new(Mutex::default);

/// The vectors of `texts`, those not known yet encoded by as many threads as there are.
pub(crate) fn encode_all(texts: &[&str]) -> Vec<Vector> {
    let key = |text: &str| mix(hash(text.as_bytes()));
    let mut missing: Vec<&str> = {
        let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        texts.iter().copied().filter(|text| !kept.contains_key(&key(text))).collect()
    };
    // Texts of like length in one batch: the longest decides how long it takes.
    missing.sort_unstable_by_key(|text| (text.len(), *text));
    missing.dedup();
    let chunks: Vec<&[&str]> = missing.chunks(BATCH).collect();
    let encoded = in_parallel(chunks.len().div_ceil(BATCHES), |job| {
        let mut encoder = Encoder::default();
        let mut found = Vec::new();
        for chunk in chunks.iter().skip(job * BATCHES).take(BATCHES) {
            let mut vectors = [[0.0; WIDTH]; BATCH];
            encoder.encode_all(chunk, &mut vectors);
            found.extend(chunk.iter().zip(vectors).map(|(text, vector)| (key(text), vector)));
        }
        found
    });
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.extend(encoded.into_iter().flatten());
    let mut encoder = Encoder::default();
    // What another thread made room for meanwhile is encoded here.
    let vectors: Vec<Vector> =
        texts.iter().map(|text| *kept.entry(key(text)).or_insert_with(|| encoder.encode(text))).collect();
    if kept.len() > MOST {
        let mut wanted: Vec<u64> = texts.iter().map(|text| key(text)).collect();
        wanted.sort_unstable();
        kept.retain(|key, _| wanted.binary_search(key).is_ok());
    }
    vectors
}

/// So many batches are one job of a thread.
const BATCHES: usize = 8;
