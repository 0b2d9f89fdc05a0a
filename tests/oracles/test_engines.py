"""Our engines against formulas and libraries written by others."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.dense import DenseIndex
from indexer.lexical import K1, B, LexicalQuery, build_lexical


def _passages(longest: int) -> list[list[str]]:
    rng = np.random.default_rng(3)
    return [
        [f"w{word % 80}" for word in rng.zipf(1.3, int(rng.integers(0, longest)))]
        for _ in range(800)
    ]


def _questions() -> list[LexicalQuery]:
    rng = np.random.default_rng(4)
    return [
        LexicalQuery.of(f"w{word}" for word in rng.integers(0, 90, int(rng.integers(1, 9))))
        for _ in range(60)
    ]


def _formula(passages: list[list[str]], query: LexicalQuery) -> NDArray[np.float64]:
    """BM25 term by term, as Robertson and Zaragoza write it, with Lucene's idf."""
    mean = sum(map(len, passages)) / len(passages)
    scores = np.zeros(len(passages))
    for token, weight in query.terms:
        holders = sum(token in passage for passage in passages)
        idf = math.log(1 + (len(passages) - holders + 0.5) / (holders + 0.5))
        for row, passage in enumerate(passages):
            tf = passage.count(token)
            length = 1 - B + B * len(passage) / mean
            scores[row] += weight * idf * tf * (K1 + 1) / (tf + K1 * length)
    return scores


@pytest.mark.parametrize(
    ("engine", "longest", "tolerance"),
    # tantivy keeps lengths to 39 tokens exactly and rounds longer ones down.
    [("rank-bm25", 150, 1e-6), ("tantivy", 39, 1e-5), ("tantivy", 150, 0.1)],
)
def test_bm25_is_the_formula(engine: str, longest: int, tolerance: float, tmp_path: Path) -> None:
    passages = _passages(longest)
    index = build_lexical(engine, tmp_path / "index", passages)
    rows = np.arange(len(passages), dtype=np.int64)
    for query in _questions():
        expected = _formula(passages, query)
        np.testing.assert_allclose(index.score_rows(query, rows), expected, rtol=tolerance)


def test_both_engines_rank_short_passages_alike(tmp_path: Path) -> None:
    passages = _passages(39)
    one = build_lexical("tantivy", tmp_path / "a", passages)
    other = build_lexical("rank-bm25", tmp_path / "b", passages)
    for query in _questions():
        first, second = one.search(query, 25), other.search(query, 25)
        np.testing.assert_allclose(first.scores, second.scores, rtol=1e-5)
        # Where they disagree on a row its scores differ by no more than single precision.
        differing = first.rows != second.rows
        np.testing.assert_allclose(
            first.scores[differing],
            other.score_rows(query, first.rows[differing]),
            rtol=1e-5,
        )


def test_both_engines_agree_on_long_passages_but_for_rounded_lengths(tmp_path: Path) -> None:
    passages = _passages(150)
    one = build_lexical("tantivy", tmp_path / "a", passages)
    other = build_lexical("rank-bm25", tmp_path / "b", passages)
    shared = [
        len(np.intersect1d(one.search(query, 10).rows, other.search(query, 10).rows)) / 10
        for query in _questions()
        if len(other.search(query, 10)) == 10
    ]
    assert float(np.mean(shared)) > 0.85


def test_dense_scores_are_numpys(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).standard_normal((3_000, 384))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = DenseIndex.build(vectors.astype(np.float32))
    for row in range(0, 3_000, 250):
        expected = vectors @ vectors[row]
        found = index.search(vectors[row].astype(np.float32), 50)
        assert found.rows.tolist() == np.argsort(-expected, kind="stable")[:50].tolist()
        np.testing.assert_allclose(found.scores, expected[found.rows], atol=1e-6)
