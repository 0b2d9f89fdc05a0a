"""What is tantivy's own: its single-precision ranking only proposes candidates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import IndexUnusableError
from indexer.lexical import LexicalQuery, Rows, Scores, build_lexical, open_lexical
from indexer.lexical_tantivy import TantivyIndex


@pytest.mark.parametrize("limit", [1, 10, 60])
def test_rows_that_tantivy_misorders_in_the_last_bits_are_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    index = build_lexical("tantivy", tmp_path / "index", [["plan", "panel"]] * 400)
    assert isinstance(index, TantivyIndex)
    exact_hits, exact_scores = index._hits, index._scores
    noise = (1 + np.random.default_rng(2).uniform(-1e-6, 1e-6, 400)).astype(np.float32)

    def misordered(query: Any, wanted: int) -> tuple[Rows, Scores]:
        rows, sums = exact_hits(query, 400)
        order = np.argsort(-sums * noise[rows])[:wanted]
        return rows[order], (sums * noise[rows])[order]

    def scores(terms: list[tuple[str, float]], rows: Rows) -> Scores:
        with monkeypatch.context() as undisturbed:
            undisturbed.setattr(index, "_hits", exact_hits)
            return exact_scores(terms, rows)

    monkeypatch.setattr(index, "_hits", misordered)
    monkeypatch.setattr(index, "_scores", scores)
    found = index.search(LexicalQuery.of(["plan", "panel"]), limit)
    assert found.rows.tolist() == list(range(limit))
    assert len(set(found.scores.tolist())) == 1


def test_a_build_is_one_segment(tmp_path: Path) -> None:
    index = build_lexical("tantivy", tmp_path / "index", (["plan"] * 50 for _ in range(5_000)))
    assert isinstance(index, TantivyIndex)
    assert index._searcher.num_segments == 1


@pytest.mark.parametrize("kind", ["idx", "term", "pos", "fast", "fieldnorm", "store"])
def test_a_missing_file_is_reported_at_the_latest_when_it_is_read(
    tmp_path: Path, kind: str
) -> None:
    build_lexical("tantivy", tmp_path / "index", [["plan", "panel"]] * 50)
    for path in (tmp_path / "index").glob(f"*.{kind}"):
        path.unlink()
    with pytest.raises(IndexUnusableError, match="minuted index"):
        open_lexical("tantivy", tmp_path / "index").search(
            LexicalQuery.of(["plan"], [("plan", "panel")]), 5
        )
