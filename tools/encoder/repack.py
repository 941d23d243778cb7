"""From what training leaves to what the matcher carries: the head that the matcher does not use is cut off, the check
file keeps the numbers that the matcher compares.

    pip install numpy safetensors
    python tools/encoder/repack.py FOLDER crates/intent-matcher

FOLDER holds encoder.safetensors, pieces.tsv and check.jsonl as the training scripts write them (README.md)."""

import base64
import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

# `heads` gives the teacher MiniLM's 384 numbers first, then e5's 384. Only the latter are used.
UNUSED = 384
# The first pieces stand for no text.
SPECIAL = 6


def main(source: Path, crate: Path) -> None:
    weights = load_file(source / "encoder.safetensors")
    for name in ("heads", "heads.scale", "heads.bias"):
        weights[name] = np.ascontiguousarray(weights[name][..., UNUSED:])
    folder = crate / "src" / "encoder"
    save_file(weights, folder / "weights.safetensors")

    rows = (source / "pieces.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    pieces = []
    for place, row in enumerate(rows):
        piece, score, number = row.split("\t")
        assert int(number) == place, row
        if place >= SPECIAL:
            pieces.append(f"{score}\t{piece}\n")
    (folder / "pieces.tsv").write_bytes("".join(pieces).encode())

    checks = []
    for line in (source / "check.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        kept = {key: case[key] for key in ("text", "normal", "tokens", "grams")}
        vector = np.frombuffer(base64.b64decode(case["reduced"]), "<f2").astype(np.float32)
        vector = np.round(vector / np.abs(vector).max() * 32767).astype(int)  # the direction alone is compared
        checks.append(json.dumps({**kept, "vector": vector.tolist()}, ensure_ascii=False, separators=(",", ":")) + "\n")
    (crate / "tests" / "encoder.jsonl").write_bytes("".join(checks).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
