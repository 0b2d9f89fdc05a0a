"""The lexical contract, for both engines."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexUnusableError, UsageError
from indexer.analysis import document_tokens, phrase_tokens, query_terms
from indexer.lexical import (
    ENGINES,
    MANIFEST,
    LexicalIndex,
    LexicalQuery,
    ScoredRows,
    build_lexical,
    open_lexical,
)

PASSAGES = (
    "The panel agreed the burglary plan for 2021/22.",
    "The Commissioner undertook to bring a report on anti-social behaviour.",
    "Antisocial behaviour was not discussed. Burglary was.",
    "The plan for the burglary panel agreed nothing.",
    "Minute 39/20 was noted.",
    "",
    "Anti tank; social club; behaviour.",
    "burglary burglary burglary",
)

Build = Callable[[Sequence[Sequence[str]]], LexicalIndex]


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def build(engine: str, tmp_path: Path) -> Build:
    def make(passages: Sequence[Sequence[str]]) -> LexicalIndex:
        return build_lexical(engine, tmp_path / f"index-{len(list(tmp_path.iterdir()))}", passages)

    return make


@pytest.fixture
def index(build: Build) -> LexicalIndex:
    return build([document_tokens(passage) for passage in PASSAGES])


def _rows(*rows: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(rows, dtype=np.int64)


def _found(result: ScoredRows) -> list[int]:
    assert result.rows.dtype == np.int64
    assert result.scores.dtype == np.float32
    order = np.lexsort((result.rows, -result.scores))
    assert order.tolist() == list(range(len(result)))
    assert (result.scores > 0).all()
    rows: list[int] = result.rows.tolist()
    return rows


def _query(text: str, *phrases: str) -> LexicalQuery:
    return LexicalQuery.of(query_terms(text), [phrase_tokens(phrase) for phrase in phrases])


def test_finds_every_row_with_a_term_and_no_other(index: LexicalIndex) -> None:
    assert sorted(_found(index.search(_query("burglaries"), 10))) == [0, 2, 3, 7]
    assert _found(index.search(_query("burglaries"), 10))[0] == 7
    assert _found(index.search(_query("39/20"), 10)) == [4]
    assert _found(index.search(_query("zebra"), 10)) == []
    assert _found(index.search(LexicalQuery.of([]), 10)) == []


def test_a_compound_is_found_as_one_word_and_as_two(index: LexicalIndex) -> None:
    assert {1, 2} <= set(_found(index.search(_query("antisocial"), 10)))
    assert set(_found(index.search(_query("anti-social"), 10))) == {1, 2, 6}


def test_a_phrase_stands_in_a_row(index: LexicalIndex) -> None:
    matching = index.matching(_query("", "anti social behaviour"))
    assert matching is not None
    assert matching.tolist() == [1]
    assert _found(index.search(_query("behaviour", "anti-social behaviour"), 10)) == [1]


def test_no_phrase_reaches_across_the_sentinel(build: Build) -> None:
    index = build([document_tokens("the well-being plan"), document_tokens("plan wellbeing")])
    matching = index.matching(_query("", "plan wellbeing"))
    assert matching is not None
    assert matching.tolist() == [1]


def test_all_phrases_are_required_and_one_word_is_a_phrase(index: LexicalIndex) -> None:
    matching = index.matching(_query("", "burglary plan", "agreed"))
    assert matching is not None
    assert matching.tolist() == [0]
    missing = index.matching(_query("", "burglary", "zebra"))
    assert missing is not None
    assert missing.tolist() == []


def test_exclusions(index: LexicalIndex) -> None:
    query = LexicalQuery.of(["burglari"], excluded_terms=["not"])
    assert sorted(_found(index.search(query, 10))) == [0, 3, 7]
    query = LexicalQuery.of(["burglari"], excluded_phrases=[("burglari", "plan"), ("zebra",)])
    assert sorted(_found(index.search(query, 10))) == [2, 3, 7]
    matching = index.matching(query)
    assert matching is not None
    assert matching.tolist() == [1, 2, 3, 4, 5, 6, 7]


def test_nothing_required_is_no_restriction(index: LexicalIndex) -> None:
    assert index.matching(_query("burglary")) is None


def test_phrases_and_exclusions_add_nothing_to_a_score(index: LexicalIndex) -> None:
    plain = index.search(_query("burglary"), 10)
    scores = dict(zip(plain.rows.tolist(), plain.scores.tolist(), strict=True))
    query = LexicalQuery.of(["burglari"], [("panel",)], excluded_terms=["zebra"])
    found = index.search(query, 10)
    assert found.scores.tolist() == [scores[row] for row in _found(found)]
    assert sorted(found.rows.tolist()) == [0, 3]


def test_a_filter_changes_who_is_ranked_but_no_score(index: LexicalIndex) -> None:
    everything = index.search(_query("burglary plan"), 10)
    scores = dict(zip(everything.rows.tolist(), everything.scores.tolist(), strict=True))
    some = index.search(_query("burglary plan"), 10, _rows(2, 3, 5))
    assert _found(some) == [3, 2]
    assert some.scores.tolist() == [scores[3], scores[2]]
    assert _found(index.search(_query("burglary"), 10, _rows())) == []


@pytest.mark.parametrize("wrong", [(3, 2), (2, 2), (-1, 2), (2, 99)])
def test_a_wrong_filter_is_refused(index: LexicalIndex, wrong: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="row"):
        index.search(_query("burglary"), 10, _rows(*wrong))


def test_a_limit_below_one_is_refused(index: LexicalIndex) -> None:
    with pytest.raises(ValueError, match="limit"):
        index.search(_query("burglary"), 0)


@pytest.mark.parametrize("limit", [1, 7, 50, 333])
def test_ties_go_to_the_lower_row_also_at_the_limit(build: Build, limit: int) -> None:
    # Two kinds of passage in turn; the better kind ties within itself.
    index = build([["plan", "panel"] if row % 2 else ["plan", "other"] for row in range(700)])
    found = index.search(LexicalQuery.of(["plan", "panel"]), limit)
    assert _found(found) == [2 * place + 1 for place in range(limit)]
    allowed = np.arange(100, 700, dtype=np.int64)
    found = index.search(LexicalQuery.of(["plan", "panel"]), 10, allowed)
    assert _found(found) == list(range(101, 121, 2))


def test_search_and_score_rows_agree_to_the_bit(build: Build) -> None:
    rng = np.random.default_rng(11)
    words = [f"w{number}" for number in range(40)]
    passages: list[list[str]] = [
        [words[k] for k in rng.zipf(1.4, rng.integers(0, 90)) % 40] for _ in range(1_500)
    ]
    index = build(passages)
    for _ in range(25):
        query = LexicalQuery.of([words[k] for k in rng.integers(0, 40, rng.integers(1, 8))])
        best = index.search(query, 20)
        everything = index.search(query, len(passages))
        assert everything.rows[:20].tolist() == _found(best)
        assert everything.scores[:20].tolist() == best.scores.tolist()
        all_rows = np.arange(len(passages), dtype=np.int64)
        scores = index.score_rows(query, all_rows)
        assert scores.dtype == np.float32
        assert scores[everything.rows].tolist() == everything.scores.tolist()
        assert int((scores > 0).sum()) == len(everything)
        allowed = np.sort(rng.choice(len(passages), 400, replace=False)).astype(np.int64)
        assert index.score_rows(query, allowed).tolist() == scores[allowed].tolist()
        some = index.search(query, 10, allowed)
        inside = everything.rows[np.isin(everything.rows, allowed)][:10]
        assert _found(some) == inside.tolist()
        assert some.scores.tolist() == scores[inside].tolist()


def test_a_filter_too_large_for_the_engine_is_as_exact(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = build([["plan"] * (row % 5) + ["panel"] * (row % 3) for row in range(900)])
    query = LexicalQuery.of(["plan", "panel"])
    allowed = np.arange(0, 900, 7, dtype=np.int64)
    small = index.search(query, 15, allowed)
    monkeypatch.setattr("indexer.lexical_tantivy._FILTER_IN_ENGINE", 5)
    large = index.search(query, 15, allowed)
    assert _found(large) == _found(small)
    assert large.scores.tolist() == small.scores.tolist()


def test_score_rows_keeps_the_order_given(index: LexicalIndex) -> None:
    query = _query("burglary plan")
    there = index.score_rows(query, _rows(7, 5, 0, 0))
    back = index.score_rows(query, _rows(0, 0, 5, 7))
    assert there.tolist() == back.tolist()[::-1]
    assert there[1] == 0
    assert len(index.score_rows(query, _rows())) == 0


def test_a_weight_multiplies_a_score(index: LexicalIndex) -> None:
    one = index.score_rows(LexicalQuery((("plan", 1.0),)), _rows(0))
    half = index.score_rows(LexicalQuery((("plan", 0.5),)), _rows(0))
    assert one[0] > 0
    assert half[0] == pytest.approx(one[0] / 2, rel=1e-6)
    query = LexicalQuery((("plan", 0.001), ("noted", 5.0), ("note", 5.0)))
    assert _found(index.search(query, 1)) == [4]


def test_document_frequency_and_size(index: LexicalIndex) -> None:
    assert index.size == len(PASSAGES)
    assert index.document_frequency("burglari") == 4
    assert index.document_frequency("antisoci") == 2
    assert index.document_frequency("zebra") == 0


def test_an_empty_index_answers_nothing(build: Build) -> None:
    several: list[list[list[str]]] = [[], [[], []]]
    for passages in several:
        index = build(passages)
        query = LexicalQuery.of(["plan"], [("a", "b")])
        assert index.size == len(passages)
        assert _found(index.search(LexicalQuery.of(["plan"]), 5)) == []
        assert _found(index.search(query, 5)) == []
        assert index.document_frequency("plan") == 0


def test_an_index_opens_again(engine: str, tmp_path: Path) -> None:
    tokens = [document_tokens(passage) for passage in PASSAGES]
    built = build_lexical(engine, tmp_path / "a", iter(tokens))
    opened = open_lexical(engine, tmp_path / "a")
    again = build_lexical(engine, tmp_path / "b", tokens)
    for text in ("burglary plan", "anti-social behaviour", "39/20"):
        first = built.search(_query(text), 5)
        for other in (opened, again):
            found = other.search(_query(text), 5)
            assert found.rows.tobytes() == first.rows.tobytes()
            assert found.scores.tobytes() == first.scores.tobytes()


def test_one_engine_does_not_open_the_other_ones_index(engine: str, tmp_path: Path) -> None:
    build_lexical(engine, tmp_path / "a", [["plan"]])
    (other,) = set(ENGINES) - {engine}
    with pytest.raises(IndexUnusableError, match=f"built by {engine}"):
        open_lexical(other, tmp_path / "a")


def test_a_damaged_index_says_so(engine: str, tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError, match="cannot be read"):
        open_lexical(engine, tmp_path)
    build_lexical(engine, tmp_path / "a", [["plan"], ["panel"]])
    for name in ("tokens.jsonl", "meta.json"):
        if (tmp_path / "a" / name).exists():
            (tmp_path / "a" / name).write_text("{", encoding="utf-8")
    with pytest.raises(IndexUnusableError, match="minuted index"):
        open_lexical(engine, tmp_path / "a")


@pytest.mark.parametrize(
    ("change", "message"),
    [({"analyzer_version": -1}, "text analysis"), ({"size": 9}, "not 9"), ({"size": "x"}, "read")],
)
def test_an_index_of_another_kind_says_so(
    engine: str, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    build_lexical(engine, tmp_path / "a", [["plan"]])
    path = tmp_path / "a" / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), encoding="utf-8")
    with pytest.raises(IndexUnusableError, match=message):
        open_lexical(engine, tmp_path / "a")


def test_building_over_something_is_refused(engine: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(IndexUnusableError, match="not empty"):
        build_lexical(engine, tmp_path, [["plan"]])


def test_an_unknown_engine_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'lucene'.*tantivy"):
        build_lexical("lucene", tmp_path, [])


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_a_weight_must_be_a_positive_number(weight: float) -> None:
    with pytest.raises(UsageError, match="weight"):
        LexicalQuery((("plan", weight),))


def test_a_query_that_could_not_be_meant_is_refused() -> None:
    with pytest.raises(UsageError, match="phrase"):
        LexicalQuery.of(["plan"], [()])
    with pytest.raises(UsageError, match="twice"):
        LexicalQuery((("plan", 1.0), ("plan", 2.0)))
