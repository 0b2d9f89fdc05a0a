"""BM25 with rank-bm25: the reference engine, every passage scored in Python.

Slow beyond some ten thousand passages (199 ms a question at 100,000), and easy to check by
hand. The tokens are kept as lines of JSON, so that opening an index runs no code from it.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from corpus.errors import IndexUnusableError
from indexer.lexical import (
    K1,
    B,
    LexicalIndex,
    LexicalQuery,
    Rows,
    ScoredRows,
    Scores,
    checked_allowed,
    checked_rows,
)

_TOKENS = "tokens.jsonl"


class _LuceneIdf(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi with the idf of Lucene and tantivy: ln(1 + (N - n + 0.5) / (n + 0.5)).

    Its own is negative for words in more than half of the passages and is then replaced by
    a floor that depends on every other word.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        size = self.corpus_size
        self.idf = {
            word: math.log(1 + (size - count + 0.5) / (count + 0.5)) for word, count in nd.items()
        }


def build(directory: Path, passages: Iterable[Sequence[str]]) -> int:
    """Write the tokens of each passage as a line of JSON; returns the number of rows."""
    size = 0
    with (directory / _TOKENS).open("w", encoding="utf-8") as lines:
        for tokens in passages:
            lines.write(json.dumps(list(tokens), ensure_ascii=False) + "\n")
            size += 1
    return size


def open_index(directory: Path, size: int) -> LexicalIndex:
    """Read the tokens back and count them.

    Raises
    ------
    corpus.errors.IndexUnusableError
        Where the file is missing or damaged, or does not hold ``size`` rows.
    """
    mend = "Build the index again: minuted index"
    passages: list[list[str]] = []
    try:
        with (directory / _TOKENS).open(encoding="utf-8") as lines:
            for line in lines:
                tokens = json.loads(line)
                if not isinstance(tokens, list) or not all(isinstance(t, str) for t in tokens):
                    raise ValueError("a line is not a list of tokens")
                passages.append(tokens)
    except (OSError, ValueError) as error:
        raise IndexUnusableError(
            f"The word index in {directory} cannot be read ({error}).", mend
        ) from error
    if len(passages) != size:
        raise IndexUnusableError(
            f"The word index in {directory} holds {len(passages)} passages, not {size}.", mend
        )
    return RankBm25Index(passages)


class RankBm25Index:
    """See :class:`indexer.lexical.LexicalIndex`."""

    def __init__(self, passages: list[list[str]]) -> None:
        self._passages = passages
        # BM25Okapi divides by the number of passages and by the mean length.
        self._bm25 = _LuceneIdf(passages, k1=K1, b=B) if any(passages) else None
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for row, passage in enumerate(passages):
            for token in dict.fromkeys(passage):
                self._postings[token].append(row)

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self._passages)

    def document_frequency(self, token: str) -> int:
        """Number of rows that hold a token."""
        return len(self._postings.get(token, ()))

    def matching(self, query: LexicalQuery) -> Rows | None:
        """Rows that satisfy the phrases and exclusions; None where there are none."""
        if not query.restricts:
            return None
        kept = set(range(self.size))
        for phrase in query.phrases:
            kept &= self._with_phrase(phrase)
        for token in query.excluded_terms:
            kept -= self._with_phrase((token,))
        for phrase in query.excluded_phrases:
            kept -= self._with_phrase(phrase)
        return np.array(sorted(kept), dtype=np.int64)

    def search(self, query: LexicalQuery, limit: int, allowed: Rows | None = None) -> ScoredRows:
        """Find the best rows; see the contract."""
        if limit < 1:
            raise ValueError("limit must be at least 1")
        allowed = checked_allowed(allowed, self.size)
        matching = self.matching(query)
        if allowed is None:
            allowed = np.arange(self.size, dtype=np.int64) if matching is None else matching
        elif matching is not None:
            allowed = np.intersect1d(allowed, matching, assume_unique=True)
        scores = self._scores(query)[allowed]
        found = scores > 0
        return ScoredRows.best(allowed[found], scores[found], limit)

    def score_rows(self, query: LexicalQuery, rows: Rows) -> Scores:
        """Score given rows by the query's terms; see the contract."""
        return self._scores(query)[checked_rows(rows, self.size)]

    def _scores(self, query: LexicalQuery) -> Scores:
        """Scores of all rows, summed in the order of the terms' names."""
        totals: NDArray[np.float64] = np.zeros(self.size, dtype=np.float64)
        if self._bm25 is not None:
            for token, weight in sorted(query.terms):
                if token in self._postings:
                    totals += weight * self._bm25.get_scores([token])
        return totals.astype(np.float32)

    def _with_phrase(self, phrase: Sequence[str]) -> set[int]:
        """Rows where the tokens stand one after another."""
        if any(token not in self._postings for token in phrase):
            return set()
        rarest = min(phrase, key=self.document_frequency)
        return {row for row in self._postings[rarest] if _holds(self._passages[row], phrase)}


def _holds(passage: Sequence[str], phrase: Sequence[str]) -> bool:
    """Tell whether a passage holds a phrase."""
    wanted = list(phrase)
    return any(
        passage[place : place + len(wanted)] == wanted
        for place, token in enumerate(passage)
        if token == wanted[0]
    )
