"""How fast passages are embedded, and how soon a first question is.

Run ``python -m eval.benchmarks.embedding [--texts 256] [--rounds 4]``. Every variant embeds
the same texts in each round, in an order that changes from round to round; what is printed is
the median of the per-round ratios to sentence-transformers, so that a busy machine slows all
variants alike. Ratios above 1 are faster.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer import embedder as embedder_module
from indexer.embedder import OnnxEmbedder
from indexer.exported_model import default_cache
from indexer.model_export import ensure_exported
from indexer.model_identity import DEFAULT_MODEL, resolve

Encode = Callable[[list[str]], Any]

_SOME_WORDS = """
the panel asked about the commissioner and was told that officers would report burglary rates
to the next meeting on precept budget reassurance neighbourhood policing which members noted
"""

_FIRST_QUESTION = """
import time; started = time.perf_counter()
import sys, pathlib
from indexer.embedder import open_embedder
imported = time.perf_counter()
embedder = open_embedder(sys.argv[1], pathlib.Path(sys.argv[2]))
opened = time.perf_counter()
embedder.embed_question("What was promised on burglary?")
print(imported - started, opened - imported, time.perf_counter() - opened)
"""


def mixed_texts(count: int, seed: int = 1) -> list[str]:
    """Made-up texts of log-normal length: mean about 100 tokens, at most 220."""
    rng = random.Random(seed)
    words = _SOME_WORDS.split()
    return [
        " ".join(rng.choices(words, k=max(4, min(150, int(rng.lognormvariate(4.4, 0.6))))))
        for _ in range(count)
    ]


def _with_budget(model: OnnxEmbedder, budget: int) -> Encode:
    def encode(texts: list[str]) -> NDArray[np.float32]:
        embedder_module.TOKEN_BUDGET = budget
        return model.embed_passages(texts)

    return encode


def _variants(folder: Path) -> dict[str, Encode]:
    from sentence_transformers import SentenceTransformer

    original = SentenceTransformer(str(resolve(DEFAULT_MODEL).folder), device="cpu")
    two, one = OnnxEmbedder(folder), OnnxEmbedder(folder, threads=1)
    return {
        "sentence-transformers, batches of 32": original.encode,
        "equal length, 1,000 tokens (ours)": _with_budget(two, 1_000),
        "equal length, 500 tokens": _with_budget(two, 500),
        "equal length, 2,000 tokens": _with_budget(two, 2_000),
        "equal length, 4,000 tokens": _with_budget(two, 4_000),
        "equal length, 1,000 tokens, 1 thread": _with_budget(one, 1_000),
        "one text at a time": lambda texts: [two.embed_question(text) for text in texts],
    }


def speed(folder: Path, count: int, rounds: int) -> dict[str, list[float]]:
    """Texts a second of each variant, one figure a round."""
    texts = mixed_texts(count)
    variants = _variants(folder)
    for encode in variants.values():
        encode(texts[:8])
    found: dict[str, list[float]] = {name: [] for name in variants}
    names = list(variants)
    for round_number in range(rounds):
        random.Random(round_number).shuffle(names)
        for name in names:
            started = time.perf_counter()
            variants[name](texts)
            found[name].append(count / (time.perf_counter() - started))
    return found


def first_question(cache: Path, runs: int = 3) -> list[tuple[float, ...]]:
    """Seconds of fresh processes: imports, opening, first question, and the whole process."""
    found: list[tuple[float, ...]] = []
    for _ in range(runs):
        started = time.perf_counter()
        ran = subprocess.run(
            [sys.executable, "-c", _FIRST_QUESTION, DEFAULT_MODEL, str(cache)],
            capture_output=True,
            text=True,
            check=True,
        )
        whole = time.perf_counter() - started
        found.append((*(float(part) for part in ran.stdout.split()), whole))
    return found


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=4)
    chosen = parser.parse_args()
    cache = default_cache()
    folder = ensure_exported(DEFAULT_MODEL, cache)
    print("Fresh process to its first question (seconds, median)")
    parts = zip(*first_question(cache), strict=True)
    for name, values in zip(("imports", "open", "question", "process"), parts, strict=True):
        print(f"  {name:<10}{statistics.median(values):8.3f}")
    found = speed(folder, chosen.texts, chosen.rounds)
    reference = next(iter(found.values()))
    print(f"Embedding {chosen.texts} mixed texts, {chosen.rounds} rounds")
    print(f"  {'variant':<40}{'texts/s':>9}{'ratio':>8}{'lowest':>8}{'highest':>8}")
    for name, rates in found.items():
        ratios = [rate / base for rate, base in zip(rates, reference, strict=True)]
        print(
            f"  {name:<40}{statistics.median(rates):>9.1f}{statistics.median(ratios):>8.2f}"
            f"{min(ratios):>8.2f}{max(ratios):>8.2f}"
        )


if __name__ == "__main__":
    main()
