"""Which documents are taken as one meeting, which as a doubt, and which are left apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.archive_writer import ArchiveWriter
from corpus.model import MeetingStatus, Resemblance, Verdict
from corpus.renditions import grouped, settle, stem_of
from corpus.shingles import Signature, alike, likeness, signature
from tests.corpus.made import prose, put

PANEL = "Wexcombe Police and Crime Panel"
DAY = date(2022, 7, 14)
DRAFT, APPROVED, AGENDA = MeetingStatus.DRAFT, MeetingStatus.APPROVED, MeetingStatus.AGENDA


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[ArchiveWriter]:
    with ArchiveWriter(tmp_path / "archive") as made:
        yield made


def verdicts(found: tuple[Resemblance, ...]) -> list[Verdict]:
    return [one.verdict for one in found]


def meetings(archive: ArchiveWriter) -> set[frozenset[str]]:
    return {frozenset(meeting.document_ids) for meeting in archive.meetings()}


def test_four_formats_stages_and_a_pack_are_one_meeting(archive: ArchiveWriter) -> None:
    text = prose(1)
    known: dict[str, Any] = {"body": PANEL, "force": "Wexcombe", "held_on": DAY}
    draft = put(archive, "m-draft.pdf", text[:-1], status=DRAFT, **known, items=4)
    agenda = put(archive, "agenda.html", prose(2, 3), status=AGENDA, **known)
    final = put(archive, "m.doc", text, status=APPROVED, **known, items=4)
    flat = put(archive, "m.odt", [*text, "Printed."], status=APPROVED, **known, items=1)
    pack = put(archive, "pack.pdf", [*prose(3, 30), *prose(4)], status=AGENDA, **known, items=9)
    found = settle(archive)
    (meeting,) = archive.meetings()
    assert meeting.document_ids[:3] == (final, flat, draft)
    assert set(meeting.document_ids[3:]) == {agenda, pack}
    assert meeting.status is APPROVED
    assert set(verdicts(found)) == {Verdict.SAME}
    assert any("of the text" in one.why for one in found)


def test_a_text_without_date_joins_the_meeting_whose_text_it_is(archive: ArchiveWriter) -> None:
    text = prose(1)
    dated = put(archive, "a/minutes.html", text, body=PANEL, force="Wexcombe", held_on=DAY)
    undated = put(archive, "b/x.doc", [*text, "End."], body=PANEL, force="Wexcombe")
    bare = put(archive, "c/y.pdf", ["Page 1", *text])
    other = put(archive, "d/z.pdf", prose(9))
    found = settle(archive)
    assert meetings(archive) == {frozenset({dated, undated, bare}), frozenset({other})}
    assert archive.meeting(archive.document(bare).meeting_id).document_ids[0] == dated
    assert archive.document(bare).date is None
    assert verdicts(found) == [Verdict.SAME] * 3
    assert archive.resemblances() == found


def test_standing_items_do_not_make_two_meetings_one(archive: ArchiveWriter) -> None:
    standing = prose(5, 5)
    first = put(
        archive, "june.html", [*prose(1), *standing], body=PANEL, force="Wexcombe", held_on=DAY
    )
    second = put(
        archive,
        "sept.html",
        [*prose(2), *standing],
        body=PANEL,
        force="Wexcombe",
        held_on=date(2022, 9, 1),
    )
    undated = put(archive, "item.html", [*prose(3, 10), *standing], body=PANEL, force="Wexcombe")
    assert settle(archive) == ()
    assert meetings(archive) == {frozenset({first}), frozenset({second}), frozenset({undated})}


def test_the_same_text_under_two_dates_is_a_conflict(archive: ArchiveWriter) -> None:
    text = prose(1)
    put(archive, "a.html", text, body=PANEL, force="Wexcombe", held_on=DAY)
    put(archive, "b.html", text, body=PANEL, force="Wexcombe", held_on=date(2022, 9, 1))
    (one,) = settle(archive)
    assert one.verdict is Verdict.CONFLICT
    assert "2022-07-14" in one.why
    assert "2022-09-01" in one.why
    assert len(archive.meetings()) == 2


def test_the_same_text_of_two_bodies_on_one_day_is_a_conflict(archive: ArchiveWriter) -> None:
    text = prose(1)
    put(archive, "a.html", text, body="Wex Town Forum", held_on=DAY)
    put(archive, "b.html", text, body="Wex Joint Board", held_on=DAY)
    (one,) = settle(archive)
    assert one.verdict is Verdict.CONFLICT
    assert "Wex Town Forum" in one.why
    assert len(archive.meetings()) == 2


def test_a_paper_that_two_forces_read_is_no_conflict(archive: ArchiveWriter) -> None:
    text = prose(1)
    put(archive, "a.html", text, body="A Board", force="Wexcombe", held_on=DAY)
    put(archive, "b.html", text, body="A Board", force="Tarrowshire", held_on=DAY)
    assert settle(archive) == ()
    assert len(archive.meetings()) == 2


def test_undated_minutes_in_a_later_pack_are_a_doubt(archive: ArchiveWriter) -> None:
    text = prose(1)
    put(archive, "old.doc", text, body=PANEL, force="Wexcombe")
    put(archive, "pack.pdf", [*prose(2, 40), *text], body=PANEL, force="Wexcombe", held_on=DAY)
    (one,) = settle(archive)
    assert one.verdict is Verdict.UNSURE
    assert "later pack" in one.why
    assert len(archive.meetings()) == 2


def test_what_is_as_like_one_meeting_as_another_joins_neither(archive: ArchiveWriter) -> None:
    text = prose(1)
    put(archive, "a.html", text, body=PANEL, force="Wexcombe", held_on=DAY)
    put(archive, "b.html", [*text, "x."], body=PANEL, force="Wexcombe", held_on=date(2022, 9, 1))
    put(archive, "c.html", [*text, "y."], body=PANEL, force="Wexcombe")
    found = settle(archive)
    assert sorted(verdicts(found)) == [Verdict.CONFLICT, Verdict.UNSURE, Verdict.UNSURE]
    assert len(archive.meetings()) == 3


def test_two_halves_of_what_is_known_join_the_meeting_they_make(archive: ArchiveWriter) -> None:
    text, other = prose(1), prose(2)
    whole = put(archive, "w.html", other, body=PANEL, force="Wexcombe", held_on=DAY)
    body = put(archive, "b.html", text, body=PANEL, force="Wexcombe")
    day = put(archive, "d.html", [*text, "End."], held_on=DAY)
    settle(archive)
    assert meetings(archive) == {frozenset({whole, body, day})}


def test_two_meetings_on_one_day_are_told(archive: ArchiveWriter) -> None:
    known: dict[str, Any] = {"body": PANEL, "force": "Wexcombe", "held_on": DAY}
    put(archive, "morning.html", prose(1, 20), **known)
    put(archive, "afternoon.html", prose(2, 20), **known)
    (one,) = settle(archive)
    assert one.verdict is Verdict.DIFFERS
    assert len(archive.meetings()) == 1


def test_short_texts_tell_nothing(archive: ArchiveWriter) -> None:
    put(archive, "a.html", ["Apologies were received from none."], body=PANEL)
    put(archive, "b.html", ["Apologies were received from none."])
    assert settle(archive) == ()
    assert len(archive.meetings()) == 2


def test_one_file_name_and_no_text_is_a_doubt(archive: ArchiveWriter) -> None:
    text = prose(1)
    put(archive, "in/Panel 14 July 2022 minutes.doc", text, body=PANEL, force="Wexcombe")
    put(archive, "in/Panel 14 July 2022 minutes_0.pdf", ["Scan."])
    put(archive, "elsewhere/Panel 14 July 2022 minutes.pdf", ["Scan."])
    (one,) = settle(archive)
    assert one.verdict is Verdict.UNSURE
    assert one.likeness is None


def test_a_body_is_one_under_both_its_names(archive: ArchiveWriter) -> None:
    known: dict[str, Any] = {"force": "Northamptonshire", "held_on": DAY}
    a = put(archive, "a.html", prose(1), body="Northamptonshire Police and Crime Panel", **known)
    b = put(
        archive, "b.pdf", prose(1), body="Northamptonshire Police, Fire and Crime Panel", **known
    )
    settle(archive)
    assert meetings(archive) == {frozenset({a, b})}


def test_settling_again_changes_nothing_and_follows_what_changes(archive: ArchiveWriter) -> None:
    text = prose(1)
    put(archive, "a.html", text, body=PANEL, force="Wexcombe", held_on=DAY)
    undated = put(archive, "b.html", [*text, "End."], body=PANEL, force="Wexcombe")
    first = settle(archive)
    state = [d.meeting_id for d in archive.documents()]
    assert settle(archive) == first
    assert [d.meeting_id for d in archive.documents()] == state
    # The dated one is replaced by another text: nothing holds the two together any more.
    put(archive, "a.html", prose(7), body=PANEL, force="Wexcombe", held_on=DAY)
    assert settle(archive) == ()
    assert len(archive.meetings()) == 2
    assert archive.document(undated).meeting_id == "m-" + undated.removeprefix("d-")


def test_the_order_of_the_documents_does_not_matter(archive: ArchiveWriter) -> None:
    text = prose(1)
    for number in range(6):
        put(
            archive,
            f"{number}.html",
            [*text, f"Copy {number}."],
            body=PANEL if number % 2 else None,
        )
    documents = archive.documents()
    made = {d.id: signature(archive.text(d.id), archive.blocks(d.id)) for d in documents}
    assert grouped(documents, made) == grouped(documents[::-1], made)
    assert len(set(grouped(documents, made)[0].values())) == 1


def test_many_documents_of_one_template_stay_apart_and_cost_little(archive: ArchiveWriter) -> None:
    template = prose(5, 3)
    for number in range(60):
        put(
            archive,
            f"{number}.html",
            [*template, *prose(100 + number, 6)],
            body=PANEL,
            force="Wexcombe",
            held_on=date(2015 + number // 12, 1 + number % 12, 3),
        )
    assert settle(archive) == ()
    assert len(archive.meetings()) == 60


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x/Panel 4 July 2012_Minutes.doc", "x/Panel 4 July 2012_Minutes_0_0.odt", True),
        ("x/Panel 4 July draft.pdf", "x/panel-4-July FINAL (1).docx", True),
        ("x/Panel 4 July.pdf", "y/Panel 4 July.pdf", False),
        ("x/Panel 4 July.pdf", "x/Panel 5 July.pdf", False),
        ("x/Finalists 2012.pdf", "x/ists 2012.pdf", False),
    ],
)
def test_stems(one: str, other: str, *, same: bool) -> None:
    assert (stem_of(one) == stem_of(other)) is same


def made_signature(words: list[str]) -> Signature:
    from corpus.model import Block, BlockKind

    text = " ".join(words)
    return signature(text, [Block(0, len(text), BlockKind.PARAGRAPH)])


def test_likeness_is_near_what_counting_every_run_gives() -> None:
    one = [f"w{n}" for n in range(2000)]
    other = [*one[:1500], *(f"v{n}" for n in range(500))]
    how = likeness(made_signature(one), made_signature(other))
    assert how.resemblance == pytest.approx(1496 / 2496, abs=0.08)
    assert how.containment == pytest.approx(0.75, abs=0.08)
    assert likeness(made_signature(one), made_signature(one)).resemblance == 1.0
    assert likeness(made_signature(one[:20]), made_signature(one[:20])).resemblance == 0.0
    assert made_signature([]).shingles == 0


def test_furniture_is_no_part_of_a_signature() -> None:
    from corpus.model import Block, BlockKind

    text = "Page one of the minutes. " + " ".join(f"w{n}" for n in range(100))
    whole = [Block(25, len(text), BlockKind.PARAGRAPH)]
    with_header = [Block(0, 24, BlockKind.FURNITURE), *whole]
    assert signature(text, with_header).sample.tolist() == signature(text, whole).sample.tolist()


def test_what_stands_everywhere_leads_to_no_pair() -> None:
    same = made_signature([f"w{n}" for n in range(300)])
    assert alike({f"d{n:03}": same for n in range(60)}) == []
    assert alike({"a": same, "b": same}) == [("a", "b")]
    assert alike({"a": same}) == []
