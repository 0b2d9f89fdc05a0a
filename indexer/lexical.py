"""The lexical channel's contract: BM25 over the analyzer's tokens, whatever the engine.

Both engines score with the same formula and agree but for tantivy's field lengths, which
it keeps in one byte each (exact to 39 tokens, then rounded down by at most an eighth):

    score(q, d) = sum over terms t of  w_t * idf(t) * tf * (k1 + 1) / (tf + k1 * length(d))
    length(d)   = 1 - b + b * |d| / avgdl
    idf(t)      = ln(1 + (N - n_t + 0.5) / (n_t + 0.5))

with k1 = 1.2, b = 0.75 [Robertson & Zaragoza 2009; the idf is Lucene's, never negative].

Rows are numbered 0 .. n-1 in the order the passages were given. Required phrases and
exclusions say which rows may be found and add nothing to a score; a filter is a set of
rows known before ranking.
"""

from __future__ import annotations

import importlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexUnusableError, UsageError
from indexer.analysis import ANALYZER_VERSION

K1 = 1.2
B = 0.75
"""tantivy's parameters, which cannot be set from Python; EVIDENCE: BM25 parameters had no
effect on committee transcripts."""

DEFAULT_ENGINE = "tantivy"
ENGINES: dict[str, str] = {
    "tantivy": "indexer.lexical_tantivy",
    "rank-bm25": "indexer.lexical_rank_bm25",
}
"""Engine names and the modules that hold them, imported only when asked for."""

MANIFEST = "lexical.json"

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class ScoredRows:
    """Rows with scores: highest score first, and lowest row first among equal scores.

    Attributes
    ----------
    rows
        int64, shape (m,).
    scores
        float32, shape (m,).
    """

    rows: Rows
    scores: Scores

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def empty(cls) -> ScoredRows:
        """No rows at all."""
        return cls(np.empty(0, np.int64), np.empty(0, np.float32))

    @classmethod
    def best(cls, rows: Rows, scores: Scores, limit: int) -> ScoredRows:
        """Order rows by score, ties by row, and keep the first ``limit``."""
        if 0 < limit < len(rows):
            # Everything that ties with the last place stays in until ties are broken by row.
            threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
            kept = scores >= threshold
            rows, scores = rows[kept], scores[kept]
        order = np.lexsort((rows, -scores))[: max(limit, 0)]
        return cls(np.ascontiguousarray(rows[order]), np.ascontiguousarray(scores[order]))


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """What to look for, in the analyzer's tokens.

    Attributes
    ----------
    terms
        (token, weight) pairs, each token once, weights positive: any of them may match,
        and they alone are scored.
    phrases
        Token sequences that must all stand in a row. One of one token is a required word.
        An empty one is refused: it would silently require nothing.
    excluded_terms, excluded_phrases
        A row with any of them is never found.

    Raises
    ------
    corpus.errors.UsageError
        On an empty phrase, a repeated term, or a weight that is not positive and finite.
    """

    terms: tuple[tuple[str, float], ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded_terms: tuple[str, ...] = ()
    excluded_phrases: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if any(not phrase for phrase in (*self.phrases, *self.excluded_phrases)):
            raise UsageError("A phrase in quotation marks holds no word.", "Put words in it.")
        if any(not (math.isfinite(weight) and weight > 0) for _, weight in self.terms):
            raise UsageError("The weight of a search term must be a positive number.")
        if len({token for token, _ in self.terms}) != len(self.terms):
            raise UsageError("A search term is given twice.", "Give it once, with their weight.")

    @classmethod
    def of(
        cls,
        terms: Iterable[str],
        phrases: Iterable[Sequence[str]] = (),
        excluded_terms: Iterable[str] = (),
        excluded_phrases: Iterable[Sequence[str]] = (),
    ) -> LexicalQuery:
        """Make a query of plain tokens; a repeated token weighs as often as it is given.

        >>> LexicalQuery.of(["burglari", "plan", "plan"]).terms
        (('burglari', 1.0), ('plan', 2.0))
        """
        counts = Counter(terms)
        return cls(
            tuple((token, float(count)) for token, count in counts.items()),
            tuple(tuple(phrase) for phrase in phrases),
            tuple(excluded_terms),
            tuple(tuple(phrase) for phrase in excluded_phrases),
        )

    @property
    def restricts(self) -> bool:
        """Tell whether the query says which rows may be found at all."""
        return bool(self.phrases or self.excluded_terms or self.excluded_phrases)


class LexicalIndex(Protocol):
    """A built BM25 index, opened for reading; safe to share between threads."""

    @property
    def size(self) -> int:
        """Number of rows."""
        ...

    def document_frequency(self, token: str) -> int:
        """Number of rows that hold a token."""
        ...

    def matching(self, query: LexicalQuery) -> Rows | None:
        """Rows that satisfy the phrases and exclusions, ascending; None where there are none.

        The dense channel is filtered by the same set.
        """
        ...

    def search(self, query: LexicalQuery, limit: int, allowed: Rows | None = None) -> ScoredRows:
        """Find the best rows; phrases and exclusions apply, rows that score zero are dropped.

        Parameters
        ----------
        query
            Terms to score, and what restricts them.
        limit
            At most so many rows; at least 1.
        allowed
            Ascending int64 rows without repeats, or None for all. Only these are ranked;
            scores are those of the whole index, whatever the filter.
        """
        ...

    def score_rows(self, query: LexicalQuery, rows: Rows) -> Scores:
        """Score given rows by the query's terms: float32 in the order given, 0 for no match.

        Equal to the score ``search`` reports, bit for bit. Phrases and exclusions do not
        apply: this asks for evidence, not for candidates.
        """
        ...


class _Engine(Protocol):
    """What the module of an engine offers."""

    def build(self, directory: Path, passages: Iterable[Sequence[str]]) -> int: ...

    def open_index(self, directory: Path, size: int) -> LexicalIndex: ...


def checked_allowed(allowed: Rows | None, size: int) -> Rows | None:
    """Return a filter as it must be, or raise: a wrong one would hide rows silently.

    Raises
    ------
    ValueError
        Where the rows are not ascending, repeat, or lie outside the index.
    """
    if allowed is None:
        return None
    rows = np.asarray(allowed, dtype=np.int64)
    if rows.ndim != 1 or (len(rows) > 1 and bool(np.any(np.diff(rows) <= 0))):
        raise ValueError("allowed rows must be one ascending list without repeats")
    return checked_rows(rows, size)


def checked_rows(rows: Rows, size: int) -> Rows:
    """Return rows as int64, or raise ValueError where one lies outside the index."""
    rows = np.asarray(rows, dtype=np.int64)
    if len(rows) and (int(rows.min()) < 0 or int(rows.max()) >= size):
        raise ValueError(f"row numbers must lie in 0 .. {size - 1}")
    return rows


def _engine(name: str) -> _Engine:
    if name not in ENGINES:
        raise UsageError(
            f"There is no lexical engine called {name!r}.", f"Choose one of: {', '.join(ENGINES)}."
        )
    return cast("_Engine", importlib.import_module(ENGINES[name]))


def build_lexical(engine: str, directory: Path, passages: Iterable[Sequence[str]]) -> LexicalIndex:
    """Build an index in a new or empty directory and open it.

    Parameters
    ----------
    engine
        "tantivy" or "rank-bm25".
    directory
        Where its files go; made if missing.
    passages
        The tokens of each passage (``analysis.document_tokens``), in row order. Read once.

    Raises
    ------
    corpus.errors.UsageError
        Where there is no such engine.
    corpus.errors.IndexUnusableError
        Where the directory holds something already.
    """
    module = _engine(engine)
    directory.mkdir(parents=True, exist_ok=True)
    if any(directory.iterdir()):
        raise IndexUnusableError(
            f"The folder for the word index is not empty: {directory}", "Build into a new folder."
        )
    size = module.build(directory, passages)
    manifest = {"engine": engine, "analyzer_version": ANALYZER_VERSION, "size": size}
    (directory / MANIFEST).write_text(json.dumps(manifest) + "\n", encoding="utf-8")
    return module.open_index(directory, size)


def open_lexical(engine: str, directory: Path) -> LexicalIndex:
    """Open a built index.

    Raises
    ------
    corpus.errors.UsageError
        Where there is no such engine.
    corpus.errors.IndexUnusableError
        Where the index is missing, damaged, or was built by another engine or analyzer.
    """
    module = _engine(engine)
    mend = "Build the index again: minuted index"
    try:
        manifest = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
        built_by, version, size = (
            manifest["engine"],
            manifest["analyzer_version"],
            int(manifest["size"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusableError(
            f"The word index in {directory} cannot be read ({error}).", mend
        ) from error
    if built_by != engine:
        raise IndexUnusableError(
            f"The word index was built by {built_by}, but the settings ask for {engine}.", mend
        )
    if version != ANALYZER_VERSION:
        raise IndexUnusableError(
            "The word index was built by another version of Minuted's text analysis.", mend
        )
    return module.open_index(directory, size)
