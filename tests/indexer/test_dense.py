"""The dense channel: exact, tie-safe, and loud about vectors that cannot be compared."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import IndexUnusableError, ModelError
from indexer.dense import FILE, DenseIndex


def _unit(rows: int, dimension: int = 24, seed: int = 5) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((rows, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    vectors = _unit(2_000)
    # A tie far larger than the limit: many passages say the same thing word for word.
    vectors[500:1_400:3] = vectors[3]
    return vectors


@pytest.fixture(scope="module")
def index(vectors: NDArray[np.float32]) -> DenseIndex:
    return DenseIndex.build(vectors)


@pytest.mark.parametrize("limit", [1, 10, 200, 2_000, 5_000])
@pytest.mark.parametrize("step", [None, 1, 2, 9, 700])
def test_search_is_exact_and_ties_go_to_the_lower_row(
    index: DenseIndex, vectors: NDArray[np.float32], limit: int, step: int | None
) -> None:
    allowed = None if step is None else np.arange(0, 2_000, step, dtype=np.int64)
    rows = np.arange(2_000, dtype=np.int64) if allowed is None else allowed
    for question in (vectors[3], *_unit(3, seed=9)):
        found = index.search(question, limit, allowed)
        scores = index.score_rows(question, rows)
        order = np.lexsort((rows, -scores))[:limit]
        assert found.rows.tolist() == rows[order].tolist()
        assert found.scores.tobytes() == scores[order].tobytes()
        assert found.rows.dtype == np.int64
        assert found.scores.dtype == np.float32


def test_a_score_does_not_depend_on_what_is_scored_with_it(
    index: DenseIndex, vectors: NDArray[np.float32]
) -> None:
    question = _unit(1, seed=2)[0]
    together = index.score_rows(question, np.arange(2_000, dtype=np.int64))
    alone = [index.score_rows(question, np.array([row]))[0] for row in range(0, 2_000, 97)]
    assert together[::97].tolist() == alone


def test_an_empty_filter_or_index_finds_nothing(index: DenseIndex) -> None:
    assert len(index.search(_unit(1)[0], 5, np.empty(0, np.int64))) == 0
    empty = DenseIndex.build(np.empty((0, 24), np.float32))
    assert empty.size == 0
    assert len(empty.search(_unit(1)[0], 5)) == 0


def test_vectors_come_back_in_the_order_asked(
    index: DenseIndex, vectors: NDArray[np.float32]
) -> None:
    rows = np.array([7, 3, 7], dtype=np.int64)
    found = index.vectors(rows)
    assert np.array_equal(found, vectors[rows])
    found[:] = 0
    assert np.array_equal(index.vectors(rows), vectors[rows])


def test_saved_and_opened(index: DenseIndex, vectors: NDArray[np.float32], tmp_path: Path) -> None:
    index.save(tmp_path)
    opened = DenseIndex.open(tmp_path, dimension=24)
    first, second = index.search(vectors[3], 20), opened.search(vectors[3], 20)
    assert first.rows.tobytes() == second.rows.tobytes()
    assert first.scores.tobytes() == second.scores.tobytes()
    with pytest.raises(IndexUnusableError, match="24 dimensions; the model makes 384"):
        DenseIndex.open(tmp_path, dimension=384)


def test_missing_or_damaged_files_say_so(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError, match="missing"):
        DenseIndex.open(tmp_path)
    (tmp_path / FILE).write_bytes(b"IxFI and nothing more")
    with pytest.raises(IndexUnusableError, match="cannot be read"):
        DenseIndex.open(tmp_path)
    faiss.write_index(faiss.IndexFlatL2(4), str(tmp_path / FILE))
    with pytest.raises(IndexUnusableError, match="not vectors"):
        DenseIndex.open(tmp_path)


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf, 0.5])
def test_vectors_that_cannot_be_compared_are_refused(value: float) -> None:
    vectors = _unit(10)
    vectors[4] = value
    with pytest.raises(ModelError, match="row 4"):
        DenseIndex.build(vectors)


def test_wrong_questions_and_filters_are_refused(index: DenseIndex) -> None:
    with pytest.raises(IndexUnusableError, match="24 dimensions"):
        index.search(np.ones(3, np.float32), 5)
    with pytest.raises(ModelError, match="not a number"):
        index.search(np.full(24, np.nan, np.float32), 5)
    with pytest.raises(ValueError, match="limit"):
        index.search(_unit(1)[0], 0)
    for wrong in ([3, 2], [2_000], [-1]):
        with pytest.raises(ValueError, match="row"):
            index.search(_unit(1)[0], 5, np.array(wrong, dtype=np.int64))
