"""QMSum: turns, spans and faults; each question finds the passages its turns stand in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import Archive
from corpus.errors import UsageError
from eval.sets import Work, open_set
from eval.sets.labelled import judgements
from eval.sets.qmsum import read_qmsum
from indexer.generation import open_current


def meeting(**changes: Any) -> dict[str, Any]:
    turns = [
        {"speaker": "The Chair", "content": "Welcome to  the committee.\nWe begin."},
        {"speaker": "Ms Penn", "content": "The bridge will be repaired in spring. " * 40},
        {"speaker": "Mr Rook", "content": "Who pays for the bridge?"},
        {"speaker": "", "content": ""},
        {"speaker": "Ms Penn", "content": "The county pays for it. " * 60},
    ]
    whole: dict[str, Any] = {
        "topic_list": [],
        "general_query_list": [{"query": "Summarise.", "answer": "..."}],
        "specific_query_list": [
            {"query": "Who pays?", "answer": "...", "relevant_text_span": [["2", "2"], ["4", "4"]]},
            {"query": "When?", "answer": "...", "relevant_text_span": [["1", "1"]]},
            {"query": "No span", "answer": "...", "relevant_text_span": []},
        ],
        "meeting_transcripts": turns,
    }
    return whole | changes


def write(folder: Path, name: str, split: str | None = "train", **changes: Any) -> None:
    target = folder / split if split else folder
    target.mkdir(parents=True, exist_ok=True)
    (target / f"{name}.json").write_text(json.dumps(meeting(**changes)), encoding="utf-8")


def test_turns_stand_where_the_spans_say(tmp_path: Path) -> None:
    write(tmp_path, "bridge_1")
    write(tmp_path, "bridge_2", "val")
    one, two = read_qmsum(tmp_path)
    assert (one.split, two.split) == ("dev", "test")
    text, spans = one.minutes()
    assert text[slice(*spans[0])] == "The Chair: Welcome to the committee. We begin."
    assert text[slice(*spans[3])] == ""
    assert [q.id for q in one.questions] == ["bridge_1-q01", "bridge_1-q02"]
    assert one.questions[0].turns == ((2, 2), (4, 4))


def test_files_in_the_folder_itself_are_reported_on_only(tmp_path: Path) -> None:
    write(tmp_path, "bridge_1", None)
    assert [m.split for m in read_qmsum(tmp_path)] == ["test"]


def test_every_faulty_file_is_named(tmp_path: Path) -> None:
    write(tmp_path, "good")
    write(tmp_path, "far", specific_query_list=[{"query": "q", "relevant_text_span": [["1", "9"]]}])
    write(tmp_path, "none", specific_query_list=None)
    (tmp_path / "train" / "torn.json").write_text('{"meeting_transcripts": [')
    write(tmp_path, "good", "val")
    with pytest.raises(UsageError) as caught:
        read_qmsum(tmp_path)
    for words in ("no turns 1 to 9", "none.json", "torn.json", "good.json is there twice"):
        assert words in str(caught.value)


@pytest.mark.parametrize("make", [False, True])
def test_a_folder_without_meetings_is_told(tmp_path: Path, make: bool) -> None:
    if make:
        (tmp_path / "no").mkdir()
    with pytest.raises(UsageError, match="holds train/ and val/"):
        read_qmsum(tmp_path / "no")


def test_questions_within_their_meeting_and_over_all(tmp_path: Path) -> None:
    write(tmp_path / "q", "bridge_1")
    write(tmp_path / "q", "bridge_2", "val")
    work = Work(folder=tmp_path / "work")
    within = open_set("qmsum", tmp_path / "q", work)
    whole = open_set("qmsum-whole", tmp_path / "q", work)
    assert within.root == whole.root
    assert not whole.queries[0].query.filters
    with Archive(within.root) as archive:
        documents = {d.id for d in archive.documents()}
        filters = [q.query.filters["document"] for q in within.queries]
        assert set(filters) == documents
        for asked in within.queries:
            for place in asked.places:
                assert archive.text(place.document_id)[place.start : place.end].strip()
    generation = open_current(within.root)
    qrels = judgements(within.queries, generation)
    for asked in within.queries:
        for passage_id in qrels[asked.query.id]:
            passage = generation.passages.by_id(passage_id)
            assert passage is not None
            assert passage.document_id == asked.query.filters["document"]
    text, spans = read_qmsum(tmp_path / "q")[0].minutes()
    relevant = [generation.passages.by_id(p) for p in qrels["bridge_1-q02"]]
    assert all(p and p.start < spans[1][1] and p.end > spans[1][0] for p in relevant)
    assert len(text) > max(p.end for p in relevant if p)
    generation.close()
