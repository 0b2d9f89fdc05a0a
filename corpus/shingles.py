"""How alike two texts are: the share of their five-word runs that both hold.

Each run of five words (a shingle) is hashed, and of the hashes one in four is kept: the
same ones in every document, so that the share of kept hashes that two documents have in
common estimates that of all (Broder, "On the resemblance and containment of documents",
1997, section 4). An inverted index over the kept hashes finds the pairs; a hash that
stands in many documents is boilerplate and leads to none, so the work stays in
proportion to the text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.content import content_indices
from corpus.model import Block

VERSION = 1
"""Raised whenever the same text would give another signature."""

WIDTH = 5
KEPT = 4
"""One hash in so many is kept: about 550 of the minutes of a two-hour meeting."""

FEWEST = 60
"""Shingles; a shorter text (a landing page, "Apologies: none") says nothing of its meeting."""

MOST_DOCUMENTS = 40
"""A kept hash in more documents than this is a standing text, not a meeting's own."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What likeness is measured on.

    Attributes
    ----------
    shingles
        How many different five-word runs the text holds.
    sample
        Some of their hashes: uint32, ascending, each once.
    """

    shingles: int
    sample: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are; both figures in [0, 1].

    Attributes
    ----------
    resemblance
        Shingles in both, over those in either.
    containment
        Shingles in both, over those of the shorter text.
    """

    resemblance: float
    containment: float


def words_of(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    return _WORD.findall(text.casefold())


def signature(text: str, blocks: Sequence[Block]) -> Signature:
    """Return the signature of a document's text without page furniture."""
    words: list[str] = []
    for index in content_indices(blocks):
        words += words_of(text[blocks[index].start : blocks[index].end])
    runs = {" ".join(words[i : i + WIDTH]) for i in range(len(words) - WIDTH + 1)}
    hashes = {
        int.from_bytes(hashlib.blake2b(run.encode("utf-8"), digest_size=4).digest(), "little")
        for run in runs
    }
    kept = sorted(value for value in hashes if value % KEPT == 0)
    return Signature(len(runs), np.array(kept, dtype=np.uint32))


def likeness(one: Signature, other: Signature) -> Likeness:
    """Measure how alike two texts are; texts too short to compare are not alike."""
    least = min(len(one.sample), len(other.sample))
    if min(one.shingles, other.shingles) < FEWEST or not least:
        return Likeness(0.0, 0.0)
    shared = len(np.intersect1d(one.sample, other.sample, assume_unique=True))
    return Likeness(shared / (len(one.sample) + len(other.sample) - shared), shared / least)


def alike(signatures: Mapping[str, Signature]) -> list[tuple[str, str]]:
    """Return the pairs of documents that have a tenth of the shorter text in common, or more.

    Parameters
    ----------
    signatures
        By document id.

    Returns
    -------
    list of tuple
        Each pair once, the lesser id first, in order.
    """
    ids = sorted(key for key, made in signatures.items() if made.shingles >= FEWEST)
    if len(ids) < 2:
        return []
    hashes = np.concatenate([signatures[key].sample for key in ids])
    owners = np.repeat(np.arange(len(ids)), [len(signatures[key].sample) for key in ids])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    ends = np.append(np.flatnonzero(np.diff(hashes)) + 1, len(hashes))
    shared: dict[tuple[int, int], int] = {}
    start = 0
    for end in ends.tolist():
        run = owners[start:end].tolist()
        start = end
        if not 1 < len(run) <= MOST_DOCUMENTS:
            continue
        for number, first in enumerate(run):
            for second in run[number + 1 :]:
                shared[first, second] = shared.get((first, second), 0) + 1
    sizes = [len(signatures[key].sample) for key in ids]
    return sorted(
        (ids[a], ids[b])
        for (a, b), count in shared.items()
        if count >= 0.1 * min(sizes[a], sizes[b])
    )
