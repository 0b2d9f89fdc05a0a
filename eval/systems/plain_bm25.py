"""The library rank-bm25 as it comes, over the same passages: the baseline anyone has."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from rank_bm25 import BM25Okapi

from eval.records import Query
from eval.systems.ranked import Ranked, allowed_rows
from retrieval.judging import Judge

_WORD = re.compile(r"\w+")


class PlainBm25:
    """BM25Okapi with its own defaults (k1 1.5, b .75) over lower-cased words.

    No stemming, no codes kept whole, no stop words: what ten lines of Python
    give. Passages that score 0 or less are not returned.

    Parameters
    ----------
    judge
        Whose passages.
    headers
        Whether a passage is indexed with its header.
    """

    def __init__(self, judge: Judge, *, headers: bool) -> None:
        self._judge = judge
        store = judge.generation.passages
        self._passages = store.rows(range(len(store)))
        texts = {d.id: judge.archive.text(d.id) for d in judge.archive.documents()}
        lines = [
            (f"{p.header}\n" if headers else "") + texts[p.document_id][p.start : p.end]
            for p in self._passages
        ]
        self._index: Any = BM25Okapi([words_of(line) for line in lines])

    def rank(self, query: Query, k: int) -> Ranked:
        """Score every passage, and keep the best that the filters allow."""
        allowed = allowed_rows(self._judge, query)
        scores = np.asarray(self._index.get_scores(words_of(query.text)), dtype=np.float64)
        rows = np.arange(len(scores)) if allowed is None else allowed
        rows = rows[scores[rows] > 0]
        best = rows[np.lexsort((rows, -scores[rows]))][:k]
        return [(self._passages[row].id, float(scores[row])) for row in best.tolist()]


def words_of(text: str) -> list[str]:
    """Return the lower-cased words of a text."""
    return _WORD.findall(text.lower())
