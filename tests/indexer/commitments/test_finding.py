"""Finding: what is said twice stands once, and suggestions bind nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import readers
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.identity import commitment_id
from corpus.ingest import ingest
from corpus.register import Kind, Outcome
from corpus.renditions import settle
from indexer.commitments.finding import find, find_all
from indexer.commitments.follow_ups import follow_ups
from tests.conftest import REAL, needs_real_minutes
from tests.indexer.commitments.made_records import HEAD, record

DISCUSSED = (
    "## 1. Call handling\n\nThe wait had doubled. TM agreed to circulate the staffing plan for the "
    "control room to members.\n\nAction 4: TM to circulate the control room staffing plan\n\n"
    "AB asked that the survey be repeated.\n"
)


def test_prose_and_numbered_action_are_one(tmp_path: Path) -> None:
    made = record(tmp_path, DISCUSSED)
    binding = [one for one in find(made) if one.binding]
    assert len(binding) == 1
    (one,) = binding
    assert made.text[one.start : one.end] == "TM to circulate the control room staffing plan"
    assert (one.kind, one.number, one.why) == (Kind.ACTION, "4", "labelled as an action")
    (place,) = one.again
    assert made.text[place.start : place.end].startswith("TM agreed to circulate")
    assert one.id == commitment_id(made.document.id, one.start, one.end)


def test_two_different_actions_of_one_owner_stay_two(tmp_path: Path) -> None:
    made = record(
        tmp_path,
        "## 1. Calls\n\nTM agreed to visit the control room.\n\n"
        "Action: TM to circulate the staffing plan\n",
    )
    assert [one.again for one in find(made) if one.binding] == [(), ()]


def test_requests_are_listed_and_do_not_bind(tmp_path: Path) -> None:
    found = find(record(tmp_path, DISCUSSED))
    (asked,) = [one for one in found if one.kind is Kind.REQUEST]
    assert not asked.binding
    assert all(one.acceptance is None for one in found if one.kind is not Kind.REQUEST)


def test_a_pronoun_brings_the_sentence_before_it(tmp_path: Path) -> None:
    made = record(
        tmp_path,
        "## 1. Calls\n\nThe letter to the rail operator is late. It would be sent by Friday.\n",
    )
    (one,) = [one for one in find(made) if one.binding]
    assert [made.text[a:b] for a, b in one.context] == ["The letter to the rail operator is late."]
    assert one.score is not None
    assert "score" in one.why


TOLD_AGAIN = (
    "## 1. Matters brought forward\n\n1.1 Rural watch (May) Action arising: The draft leaflet to "
    "be sent to the parishes.\n\nUpdate: The parishes had received the draft leaflet.\n\n"
    "## 2. Custody\n\nThe cells were full. Action arising: A plan for the overflow to be written.\n"
)


def test_an_action_told_again_with_its_update_is_listed_binds_nobody_and_is_closed(
    tmp_path: Path,
) -> None:
    made = record(tmp_path, TOLD_AGAIN)
    actions = {made.text[one.start : one.end]: one for one in find(made) if one.kind is Kind.ACTION}
    (again,) = [one for quote, one in actions.items() if "leaflet" in quote]
    (new,) = [one for quote, one in actions.items() if "overflow" in quote]
    assert (again.binding, again.why) == (
        False,
        "an action of an earlier meeting, told again here with an update",
    )
    assert (new.binding, new.why) == (True, "labelled as an action")
    (link,) = follow_ups([again, new], [made])
    assert (link.commitment_id, link.outcome) == (again.id, Outcome.CLOSED)
    assert made.text[link.start : link.end].startswith("Update:")


def test_a_page_number_under_actions_is_no_action(tmp_path: Path) -> None:
    made = record(tmp_path, "## 1. Calls\n\nActions arising:\n\n- TM to write to the clerk\n- 12\n")
    assert [made.text[one.start : one.end] for one in find(made)] == ["TM to write to the clerk"]


def archive_of(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with ArchiveWriter(tmp_path / "archive") as archive:
        ingest(archive, discover([tmp_path / name for name in files], readers.SUFFIXES))
        settle(archive)
    return tmp_path / "archive"


def test_a_meeting_is_quoted_once_whatever_its_renditions(tmp_path: Path) -> None:
    more = DISCUSSED + "\n## 2. Estates\n\nAction: RD to write to the landlord of the old station\n"
    filler = "\n\n".join(f"The figure for ward {n} was {n * 7} and was noted." for n in range(40))
    root = archive_of(
        tmp_path,
        {"final.md": HEAD + DISCUSSED + filler, "draft.txt": HEAD + more + filler},
    )
    told: list[tuple[int, int]] = []
    with Archive(root) as archive:
        documents = archive.documents()
        assert len({d.meeting_id for d in documents}) == 1
        found = find_all(archive, documents, lambda done, total: told.append((done, total)))
        texts = {d.id: archive.text(d.id) for d in documents}
        best = archive.meeting(documents[0].meeting_id).document_ids[0]
    assert told == [(1, 2), (2, 2)]
    plans = [c for c in found if c.binding and "staffing" in texts[c.document_id][c.start : c.end]]
    assert [c.document_id for c in plans] == [best]
    assert {p.document_id for p in plans[0].again} == set(texts)
    landlord = [c for c in found if "landlord" in texts[c.document_id][c.start : c.end]]
    assert len(landlord) == 1
    assert len({c.id for c in found}) == len(found)


def test_the_same_documents_give_the_same_register(tmp_path: Path) -> None:
    root = archive_of(tmp_path, {"final.md": HEAD + DISCUSSED})
    with Archive(root) as archive:
        assert find_all(archive, archive.documents()) == find_all(archive, archive.documents())


@needs_real_minutes
@pytest.mark.parametrize(
    ("prefix", "kinds"), [("004_", set()), ("002_", {Kind.NOTED})], ids=["S4", "S2"]
)
def test_suggestions_bind_nobody(tmp_path: Path, prefix: str, kinds: set[Kind]) -> None:
    (path,) = (REAL / "seeds").glob(f"{prefix}*.txt")
    with ArchiveWriter(tmp_path / "archive") as archive:
        ingest(archive, discover([path], readers.SUFFIXES))
        (document,) = archive.documents()
        text = archive.text(document.id)
        found = find_all(archive, [document])
    assert found
    assert not [text[c.start : c.end] for c in found if c.binding]
    decided = {c.kind for c in found if text[c.start : c.end].startswith("RESOLVED")}
    assert decided == kinds
