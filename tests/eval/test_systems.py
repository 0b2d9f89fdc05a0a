"""Systems: the same passages under the same filters, each ranked in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import UsageError
from eval.cases_file import Place
from eval.records import Query
from eval.sets import LabelledSet, SetQuery, Work, open_set, parse_set
from eval.sets.labelled import judgements
from eval.systems import Systems, check_systems, every_system, retrieve
from retrieval.engine import Engine
from retrieval.records import Filters


@pytest.fixture(scope="module")
def systems(labelled: LabelledSet, work: Work) -> Iterator[Systems]:
    with Systems(labelled.root, labelled.settings, work) as opened:
        yield opened


BURGLARY = Query("q", "visiting victims of burglary")


@pytest.mark.parametrize("name", every_system())
def test_every_system_ranks(systems: Systems, name: str) -> None:
    found = systems.open(name).rank(BURGLARY, 20)
    assert 0 < len(found) <= 20
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert len({passage for passage, _ in found}) == len(found)
    assert found == systems.open(name).rank(BURGLARY, 20)


@pytest.mark.parametrize("name", every_system())
def test_filters_hold_for_every_system(systems: Systems, name: str) -> None:
    system = systems.open(name)
    judge = systems.engine().judge()
    asked = Query("q", "burglary", {"force": "Ostermere", "since": "2022-01-01"})
    found = [judge.generation.passages.by_id(p) for p, _ in system.rank(asked, 30)]
    assert found
    assert all(p and p.force and "Ostermere" in p.force for p in found)
    assert all(p and p.date and p.date >= "2022-01-01" for p in found)
    assert system.rank(Query("q", "burglary", {"force": "Nowhereshire"}), 30) in ((), [])
    spoken = Query("q", "burglary", {"speaker": "Nobody Atall"})
    assert not system.rank(spoken, 30)


def test_hybrid_is_what_search_ranks(systems: Systems) -> None:
    engine: Engine = systems.engine()
    hits = engine.search(BURGLARY.text, Filters(), 10).hits
    found = systems.open("hybrid").rank(BURGLARY, 10)
    assert [(hit.citation.passage_id, hit.score) for hit in hits] == list(found)


def test_without_headers_has_the_same_passages_and_other_ranks(systems: Systems) -> None:
    with_headers = systems.engine().judge().generation.passages
    without = systems.engine(headers=False).judge().generation.passages
    assert [p.id for p in with_headers.rows(range(len(with_headers)))] == [
        p.id for p in without.rows(range(len(without)))
    ]
    # The force stands in the heading only.
    asked = Query("q", "Ostermere fire board")
    one = systems.open("bm25").rank(asked, 5)
    other = systems.open("bm25-no-headers").rank(asked, 5)
    assert one != other


def test_what_has_an_answer_can_be_found(labelled: LabelledSet, systems: Systems) -> None:
    qrels = judgements(labelled.queries, systems.engine().judge().generation)
    assert len(qrels) == sum(case.answerable for case in labelled.cases)
    assert all(qrels.values())
    queries = [q.query for q in labelled.of_split("dev")]
    run = retrieve(systems.open("bm25"), queries, 100).run
    found = sum(bool(qrels[i].keys() & run[i].keys()) for i in run)
    assert found >= 0.9 * len(run)


def test_a_query_that_cannot_be_asked_is_kept_and_told(systems: Systems) -> None:
    asked = [Query("a", "?!"), BURGLARY]
    found = retrieve(systems.open("hybrid"), asked, 5)
    assert found.run["a"] == {}
    assert [i for i, _ in found.refused] == ["a"]
    assert len(found.took_ms) == 2


@pytest.mark.parametrize("k", [0, -1, 10_001])
def test_k_has_bounds(systems: Systems, k: int) -> None:
    with pytest.raises(UsageError, match="k must be"):
        retrieve(systems.open("bm25"), [BURGLARY], k)


def test_unknown_systems_are_named_together() -> None:
    with pytest.raises(UsageError, match="magic, bm26"):
        check_systems(["bm25", "magic", "bm26"])
    assert check_systems(["bm25", "bm25", "dense-no-headers"]) == ("bm25", "dense-no-headers")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nothing", "no set called"),
        ("real", "real=FOLDER"),
        ("sample=x", "takes no folder"),
        ("qmsum=", "qmsum=FOLDER"),
    ],
)
def test_sets_that_cannot_be_meant(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_set(text)
    assert words in str(caught.value) + str(caught.value.mend)


def test_a_set_whose_folder_is_not_there(work: Work, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        open_set("real", tmp_path / "nowhere", work)


def test_a_place_no_passage_holds_is_our_error(labelled: LabelledSet, systems: Systems) -> None:
    with pytest.raises(ValueError, match="no passage"):
        judgements([SetQuery(BURGLARY, "dev", ())], systems.engine().judge().generation)


@pytest.mark.parametrize("name", [*every_system()])
def test_no_system_ranks_a_passage_that_a_better_rendition_says(
    systems: Systems, name: str
) -> None:
    repeats = systems.engine().judge().generation.passages.repeats()
    assert repeats  # the sample holds one meeting as a draft and as minutes
    store = systems.engine().judge().generation.passages
    again = {passage.id for passage in store.rows(sorted(repeats))}
    ranked = systems.open(name).rank(Query("q", "call handling of the Commissioner"), 100)
    assert len(ranked) > 50
    assert again.isdisjoint(passage for passage, _ in ranked)


def test_a_place_in_a_lesser_rendition_is_judged_by_the_better(
    labelled: LabelledSet, systems: Systems
) -> None:
    store = systems.engine().judge().generation.passages
    row, better = next(iter(sorted(store.repeats().items())))
    (lesser,) = store.rows([row])
    place = Place(lesser.document_id, lesser.start, lesser.end)
    qrels = judgements([SetQuery(BURGLARY, "dev", (place,))], systems.engine().judge().generation)
    assert qrels == {"q": {store.rows([better])[0].id: 1}}
