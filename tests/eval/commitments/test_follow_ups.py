"""Scores of follow-up links: what joins a labelled pair, and what is struck wrongly."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import readers
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.errors import UsageError
from corpus.ingest import ingest
from corpus.register import Outcome, Place
from eval.cases_file import Anchor
from eval.commitments.follow_up_labels import (
    FollowUpLabel,
    PlacedFollowUp,
    Sort,
    load_follow_ups,
    place_follow_ups,
)
from eval.commitments.follow_up_runs import best_records, links_given_labels
from eval.commitments.follow_up_scores import Link, PartLinks, score_links
from eval.commitments.follow_ups_json import links_json
from eval.sets.catalogue import CASES

GOOD: dict[str, object] = {
    "id": "f001",
    "earlier": [{"file": "a.md", "anchor": "DCC to count the cells"}],
    "later": [{"file": "b.md", "anchor": "Action 21/03, cells."}],
    "outcome": "closed",
    "number": "21/03",
    "split": "dev",
}


def written(tmp_path: Path, *values: dict[str, object]) -> Path:
    path = tmp_path / "followups.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in values), encoding="utf-8")
    return path


def place(sentence: int, document: str = "d-1") -> Place:
    return Place(document, 10 * sentence, 10 * sentence + 10)


def label(
    number: int,
    outcome: str = "closed",
    *,
    earlier: tuple[Place, ...] = (place(1),),
    later: tuple[Place, ...] = (place(1, "d-2"),),
    split: str = "dev",
    called: str | None = None,
) -> PlacedFollowUp:
    sort = Sort(outcome) if outcome in ("none", "no-later-record") else Sort.LINK
    made = FollowUpLabel(
        id=f"f{number:03}",
        earlier=(Anchor("a", "x"),),
        later=(),
        sort=sort,
        outcome=Outcome(outcome) if sort is Sort.LINK else None,
        number=called,
        split=split,
        trap="same form of words" if outcome == "none" else None,
        blanket=False,
    )
    return PlacedFollowUp(made, earlier, () if sort is Sort.NO_LATER_RECORD else later)


def link(earlier: Place, later: Place, outcome: Outcome = Outcome.CLOSED) -> Link:
    return Link((earlier,), later, outcome, "words", "why")


def part(labels: list[PlacedFollowUp], links: list[Link], name: str = "all") -> PartLinks:
    return next(one for one in score_links(labels, links, 1) if one.name == name)


def test_a_link_that_joins_a_labelled_pair_is_right() -> None:
    found = part([label(1)], [link(place(1), place(1, "d-2"))])
    assert (found.counts.precision, found.counts.recall, found.counts.outcomes) == (1, 1, 1)
    assert found.wrong == ()


def test_any_rendition_and_any_of_the_sentences_counts() -> None:
    one = label(1, earlier=(place(1), place(9, "d-9")), later=(place(1, "d-2"), place(2, "d-2")))
    found = part([one], [link(place(9, "d-9"), place(2, "d-2"))])
    assert found.counts.recall == 1


def test_half_of_the_shorter_must_be_shared() -> None:
    close = Link((place(1),), Place("d-2", 15, 40), Outcome.CLOSED, "words", "")
    apart = Link((place(1),), Place("d-2", 16, 40), Outcome.CLOSED, "words", "")
    assert part([label(1)], [close]).counts.right == 1
    assert part([label(1)], [apart]).counts.right == 0


def test_a_wrong_outcome_is_found_but_told_wrongly() -> None:
    found = part([label(1, "progress")], [link(place(1), place(1, "d-2"))])
    assert (found.counts.found, found.counts.outcome_right, found.false_closed) == (1, 0, 1)


def test_wrong_links_say_against_what() -> None:
    labels = [
        label(1),
        label(2, "none", earlier=(place(2),), later=(place(5, "d-2"),)),
        label(3, "no-later-record", earlier=(place(3),)),
    ]
    links = [
        link(place(1), place(7, "d-2")),
        link(place(2), place(5, "d-2")),
        link(place(3), place(6, "d-2")),
        link(place(8), place(6, "d-2")),
    ]
    found = part(labels, links)
    against = [one.against for one in found.wrong]
    assert against == ["another", "trap", "no-later-record", "unlabelled"]
    assert (found.traps, found.no_later) == ((1, 1), (1, 1))
    assert found.counts.precision == 0
    assert found.counts.recall == 0


def test_splits_are_told_by_the_later_document() -> None:
    labels = [label(1), label(2, split="test", later=(place(1, "d-3"),), called="4")]
    links = [link(place(1), place(1, "d-2")), link(place(1), place(9, "d-3"))]
    assert part(labels, links, "dev").counts.precision == 1
    assert part(labels, links, "test").counts.precision == 0
    assert part(labels, links).groups == {"no number": (1, 1), "number": (0, 1)}


def test_a_share_of_nothing_is_none() -> None:
    found = part([label(1, "no-later-record")], [])
    assert found.counts.precision is None
    assert found.counts.recall is None
    assert found.precision is None


def test_intervals_are_over_later_documents() -> None:
    labels = [label(n, later=(place(1, f"d-{n}"),)) for n in range(2, 10)]
    links = [link(place(1), place(1 if n % 2 else 5, f"d-{n}")) for n in range(2, 10)]
    found = part(labels, links)
    assert found.precision is not None
    assert found.precision.low < 0.5 < found.precision.high
    again = part(labels, links)
    assert (again.precision, again.recall) == (found.precision, found.recall)


def test_labels_are_read(tmp_path: Path) -> None:
    trap = GOOD | {"id": "f002", "outcome": "none", "trap": "standing item", "number": None}
    none = GOOD | {"id": "f003", "outcome": "no-later-record", "later": []}
    first, second, third = load_follow_ups(written(tmp_path, GOOD, trap, none))
    assert (first.sort, first.outcome, first.number) == (Sort.LINK, Outcome.CLOSED, "21/03")
    assert (second.sort, second.outcome, second.trap) == (Sort.TRAP, None, "standing item")
    assert third.sort is Sort.NO_LATER_RECORD


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"outcome": "done"}, "unknown outcome 'done'"),
        ({"split": "both"}, "unknown split 'both'"),
        ({"later": []}, "does not go with"),
        ({"earlier": []}, "'earlier' is empty"),
        ({"earlier": [{"file": "a"}]}, "not an anchor"),
        ({"trap": "standing item"}, "a trap goes with"),
        ({"colour": "red"}, "unknown field 'colour'"),
        ({"number": 3}, "'number' must be words"),
        ({"later": [{"file": "b", "anchor": "a " * 20}]}, "an anchor of 20 words"),
    ],
)
def test_faulty_labels_are_told(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    with pytest.raises(UsageError, match="line 1") as caught:
        load_follow_ups(written(tmp_path, GOOD | change))
    assert fault in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_follow_ups(tmp_path / "none.jsonl")


def test_the_files_that_come_with_minuted_can_be_read() -> None:
    for name in ("sample", "real"):
        labels = load_follow_ups(CASES / name / "followups.jsonl")
        assert sum(one.sort is Sort.LINK for one in labels) >= 60


def archive(tmp_path: Path) -> Archive:
    files = tmp_path / "files"
    files.mkdir()
    body = "# Harrowdale Police and Crime Panel"
    for name, day, lines in (
        ("a.md", "4 March 2021", "## 1. Cells\n\nAction 21/03: DCC to count the cells.\n"),
        ("b.md", "6 May 2021", "## 1. Matters arising\n\nAction 21/03, cells. Complete.\n"),
    ):
        text = f"{body}\n\nMinutes of the meeting held on {day}\n\n{lines}"
        (files / name).write_text(text, encoding="utf-8")
    with ArchiveWriter(tmp_path / "archive") as made:
        ingest(made, discover([files], readers.SUFFIXES), None, progress=lambda _a, _b, _c: None)
    return Archive(tmp_path / "archive")


def test_links_given_the_labels_are_found_and_scored(tmp_path: Path) -> None:
    with archive(tmp_path) as held:
        placed = place_follow_ups(load_follow_ups(written(tmp_path, GOOD)), held)
        parts = score_links(placed, links_given_labels(placed, (), best_records(held)), 1)
        values = links_json({"given": parts}, 1, held)
    assert parts[0].counts.recall == 1
    assert parts[0].groups == {"number": (1, 1)}
    assert values["runs"]["given"]["all"]["links"]["precision"] == 1
    assert json.loads(json.dumps(values)) == values


def test_anchors_that_are_missing_are_told(tmp_path: Path) -> None:
    lost = GOOD | {"later": [{"file": "b.md", "anchor": "horses and hounds"}]}
    with archive(tmp_path) as held, pytest.raises(UsageError, match="horses and hounds"):
        place_follow_ups(load_follow_ups(written(tmp_path, lost)), held)


def test_a_quote_is_in_the_json_only_when_asked_for(tmp_path: Path) -> None:
    with archive(tmp_path) as held:
        placed = place_follow_ups(load_follow_ups(written(tmp_path, GOOD)), held)
        far = replace(placed[0].earlier[0], start=0, end=5)
        parts = score_links(placed, [link(far, placed[0].later[0])], 1)
        with_quotes = links_json({"x": parts}, 1, held)["runs"]["x"]["all"]["wrong"][0]
        without = links_json({"x": parts}, 1)["runs"]["x"]["all"]["wrong"][0]
    assert with_quotes["later"]["quote"].startswith("Action 21/03")
    assert "quote" not in without["later"]
