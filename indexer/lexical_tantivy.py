"""BM25 with tantivy: postings on disk, a million passages in milliseconds.

tantivy adds the terms of a query in single precision, in an order that depends on the
filter and on which postings run out first, so the last bits of a sum can differ between
two ways of asking the same thing. tantivy therefore only finds the candidates here; what
is reported is summed in double precision, in the order of the terms' names, from the
scores of single terms, which do not depend on the way of asking. The search goes on until
no row that was left out could still belong to the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from corpus.errors import IndexUnusableError
from indexer.lexical import (
    LexicalIndex,
    LexicalQuery,
    Rows,
    ScoredRows,
    Scores,
    checked_allowed,
    checked_rows,
)

_WRITER_BYTES = 512_000_000
"""Room for one segment before tantivy flushes it; several segments are merged afterwards."""

_SUM_SLACK = 1e-5
"""More than single precision can err, relative, in adding up a few hundred terms: 2^-24 each."""

_EXTRA = 32
"""Candidates beyond the limit in the first search, so that one search is usually enough."""

_FILTER_IN_ENGINE = 20_000
"""Up to so many allowed rows are given to tantivy as a set (11 ms at 20,000 of 100,000, 1.4 ms
at 100); more are masked from an unfiltered ranking, which costs 0.2 ms per 100 rows found."""

_MEND = "Build the index again: minuted index"


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", indexed=True, fast=True)
    # Tokens come from indexer.analysis; "whitespace" cuts at spaces and alters nothing.
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    return builder.build()


def build(directory: Path, passages: Iterable[Sequence[str]]) -> int:
    """Write an index; returns the number of rows.

    One thread writes all rows in order, so that documents stand in row order and the same
    passages make the same scores.

    Raises
    ------
    corpus.errors.IndexUnusableError
        Where the result does not hold every row in one segment.
    """
    index = tantivy.Index(_schema(), path=str(directory))
    writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
    size = 0
    for tokens in passages:
        document = tantivy.Document()
        # The typed calls: a value of the wrong type through a generic one kills the writer.
        document.add_unsigned("row", size)
        document.add_text("text", " ".join(tokens))
        writer.add_document(document)
        size += 1
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    found = int(index.searcher().num_docs)
    if found != size:
        raise IndexUnusableError(f"tantivy wrote {found} of {size} passages.", _MEND)
    return size


def open_index(directory: Path, size: int) -> LexicalIndex:
    """Open a built index.

    Raises
    ------
    corpus.errors.IndexUnusableError
        Where tantivy cannot read it, or it does not hold ``size`` rows.
    """
    try:
        index = tantivy.Index.open(str(directory))
        searcher = index.searcher()
    except ValueError as error:
        raise IndexUnusableError(
            f"The word index in {directory} cannot be read ({error}).", _MEND
        ) from error
    if int(searcher.num_docs) != size:
        raise IndexUnusableError(
            f"The word index in {directory} holds {searcher.num_docs} passages, not {size}.", _MEND
        )
    return TantivyIndex(index, searcher, size)


class TantivyIndex:
    """See :class:`indexer.lexical.LexicalIndex`."""

    def __init__(self, index: Any, searcher: Any, size: int) -> None:
        self._index = index
        self._schema = index.schema
        self._searcher = searcher
        self._size = size

    @property
    def size(self) -> int:
        """Number of rows."""
        return self._size

    def document_frequency(self, token: str) -> int:
        """Number of rows that hold a token."""
        return int(self._searcher.doc_freq("text", token)) if self._size else 0

    def matching(self, query: LexicalQuery) -> Rows | None:
        """Rows that satisfy the phrases and exclusions; None where there are none."""
        if not query.restricts:
            return None
        kept: Rows | None = None
        for phrase in query.phrases:
            rows = self._all_rows(self._phrase(phrase))
            kept = rows if kept is None else np.intersect1d(kept, rows, assume_unique=True)
        excluded = [self._term(token) for token in query.excluded_terms]
        excluded += [self._phrase(phrase) for phrase in query.excluded_phrases]
        if kept is None:
            kept = np.arange(self._size, dtype=np.int64)
        for part in excluded:
            kept = np.setdiff1d(kept, self._all_rows(part), assume_unique=True)
        return kept

    def search(self, query: LexicalQuery, limit: int, allowed: Rows | None = None) -> ScoredRows:
        """Find the best rows; see the contract."""
        if limit < 1:
            raise ValueError("limit must be at least 1")
        allowed = checked_allowed(allowed, self._size)
        matching = self.matching(query)
        if matching is not None:
            allowed = (
                matching
                if allowed is None
                else np.intersect1d(allowed, matching, assume_unique=True)
            )
        terms = [(t, w) for t, w in sorted(query.terms) if self.document_frequency(t)]
        if not terms or (allowed is not None and not len(allowed)):
            return ScoredRows.empty()
        parts = [tantivy.Query.boost_query(self._term(t), w) for t, w in terms]
        ranked = self._any(parts)
        if allowed is not None and len(allowed) <= _FILTER_IN_ENGINE:
            ranked = self._within(allowed, ranked)
            allowed = None
        wanted = limit + _EXTRA
        if allowed is not None:
            wanted = int(wanted * self._size / len(allowed) * 1.5) + _EXTRA
        while True:
            wanted = min(wanted, self._size)
            rows, sums = self._hits(ranked, wanted)
            exhausted = len(rows) < wanted or wanted == self._size
            lowest = float(sums[-1]) if len(sums) else 0.0
            if allowed is not None:
                rows = rows[np.isin(rows, allowed, assume_unique=True)]
            if exhausted or len(rows) >= limit:
                found = ScoredRows.best(rows, self._scores(terms, rows), limit)
                if exhausted or float(found.scores[-1]) > lowest * (1 + _SUM_SLACK):
                    return found
            wanted *= 4

    def score_rows(self, query: LexicalQuery, rows: Rows) -> Scores:
        """Score given rows by the query's terms; see the contract."""
        rows = checked_rows(rows, self._size)
        terms = [(t, w) for t, w in sorted(query.terms) if self.document_frequency(t)]
        unique, inverse = np.unique(rows, return_inverse=True)
        return self._scores(terms, unique)[inverse]

    def _scores(self, terms: list[tuple[str, float]], rows: Rows) -> Scores:
        """Sum of the scores of single terms for distinct rows, in the rows' order."""
        totals = np.zeros(len(rows), dtype=np.float64)
        if not len(rows) or not terms:
            return totals.astype(np.float32)
        order = np.argsort(rows)
        ascending = rows[order]
        chosen = len(ascending) <= _FILTER_IN_ENGINE
        for token, weight in terms:
            query = self._term(token)
            limit = min(len(rows), self.document_frequency(token))
            if chosen:
                query = self._within(ascending, query)
            else:
                limit = self.document_frequency(token)
            found, scores = self._hits(query, limit)
            places = np.searchsorted(ascending, found)
            places[places == len(ascending)] = 0
            held = ascending[places] == found
            totals[order[places[held]]] += weight * scores[held].astype(np.float64)
        return totals.astype(np.float32)

    def _hits(self, query: Any, limit: int) -> tuple[Rows, Scores]:
        """Rows and single-precision scores as tantivy ranks them."""
        hits = self._run(query, max(limit, 1), count=False).hits
        scores = np.fromiter((score for score, _ in hits), np.float32, len(hits))
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return np.asarray(rows, dtype=np.int64).reshape(-1), scores

    def _all_rows(self, query: Any) -> Rows:
        """Every row a query matches, ascending."""
        if not self._size:
            return np.empty(0, np.int64)
        count = int(self._run(query, 1, count=True).count)
        rows, _ = self._hits(tantivy.Query.const_score_query(query, 1.0), count)
        return np.sort(rows[:count])

    def _run(self, query: Any, limit: int, *, count: bool) -> Any:
        try:
            return self._searcher.search(query, limit=limit, count=count)
        except ValueError as error:
            # Files that only phrases read, such as positions, are not looked at on opening.
            raise IndexUnusableError(f"The word index is damaged ({error}).", _MEND) from error

    def _term(self, token: str) -> Any:
        return tantivy.Query.term_query(self._schema, "text", token)

    def _phrase(self, phrase: Sequence[str]) -> Any:
        if len(phrase) == 1:
            # tantivy panics at a phrase of one word.
            return self._term(phrase[0])
        return tantivy.Query.phrase_query(self._schema, "text", list(phrase))

    @staticmethod
    def _any(parts: list[Any]) -> Any:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])

    def _within(self, rows: NDArray[np.int64], query: Any) -> Any:
        """Restrict a query to rows, without adding to its score."""
        chosen = tantivy.Query.term_set_query(self._schema, "row", rows.tolist())
        silent = tantivy.Query.const_score_query(chosen, 0.0)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, silent), (tantivy.Occur.Must, query)]
        )
