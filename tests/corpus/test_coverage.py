"""Gaps, drafts, conflicts and doubts in what is said of the archive."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.archive_writer import ArchiveWriter
from corpus.coverage import coverage
from corpus.model import MeetingStatus
from corpus.preference import best_first
from corpus.renditions import settle
from corpus.rhythm import gaps_in, interval_of
from tests.corpus.made import prose, put

PANEL = "Wexcombe Police and Crime Panel"
MONTHS = [date(2021, n, 10) for n in range(1, 13)]


def test_a_gap_is_told_against_the_usual_rhythm() -> None:
    held = [day for day in MONTHS if day.month not in (5, 6)]
    assert interval_of(held) == 31
    (gap,) = gaps_in(held)
    assert (gap.after, gap.before) == (date(2021, 4, 10), date(2021, 7, 10))
    assert [day.month for day in gap.expected] == [5, 6]
    assert gaps_in(reversed([*held, *held])) == (gap,)


@pytest.mark.parametrize(
    "days",
    [
        [],
        MONTHS[:3],
        MONTHS,
        # Every second month, with a longer summer.
        [date(2021, 1, 1) + timedelta(days=n) for n in (0, 60, 120, 215, 275)],
        [date(2021, 1, 1)] * 9,
    ],
)
def test_no_gap_where_none_can_be_told(days: list[date]) -> None:
    assert gaps_in(days) == ()


def test_everything_is_told(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive") as archive:
        for number, day in enumerate(MONTHS):
            if day.month in (5, 6):
                continue
            put(
                archive,
                f"{number}.html",
                prose(number),
                body=PANEL,
                force="Wexcombe",
                held_on=day,
                status=MeetingStatus.DRAFT if day.month in (2, 12) else None,
            )
        # An agenda is no minutes: the gap stays. A final one follows the draft of February.
        put(archive, "agenda.html", prose(50, 3), body=PANEL, force="Wexcombe",
            held_on=date(2021, 5, 10), status=MeetingStatus.AGENDA)  # fmt: skip
        put(archive, "feb.html", prose(1), body=PANEL, force="Wexcombe",
            held_on=date(2021, 2, 10), status=MeetingStatus.APPROVED)  # fmt: skip
        put(archive, "Forum 3 March 2020.html", prose(60), body="Wex Forum", force="Kent",
            held_on=date(2020, 4, 3), notes=("conflict: the document has 2 dates (a, b), "
            "and does not say which is the meeting's; the date is left unknown.",))  # fmt: skip
        put(archive, "Forum_5 May 2020.html", prose(61), body="Wex Forum", force="Kent")
        put(archive, "old.html", prose(62), body="Kent and Medway Police and Crime Panel",
            force="Kent", held_on=date(2001, 1, 1))  # fmt: skip
        settle(archive)
        held = coverage(archive)
    panel = next(b for b in held.bodies if b.body == PANEL)
    assert [(g.after.month, g.before.month) for g in panel.gaps] == [(4, 7)]
    assert panel.interval == 31
    assert panel.drafts == 1
    assert [m.date for m in held.drafts] == [date(2021, 12, 10)]
    assert [m.meeting.date for m in held.groupings] == [date(2021, 2, 10)]
    said = [note for _, note in held.conflicts]
    assert any("does not say which" in note for note in said)
    assert any("2020-03-03, its text" in n or "2020-03-03; its text 2020-04-03" in n for n in said)
    assert any("2020-05-05; its text states none" in note for note in said)
    assert any("2011-09-15" in note for note in said)
    assert len(said) == 4
    assert held.doubts == ()


def test_one_body_is_one_line_under_its_latest_name(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive") as archive:
        put(archive, "a.html", prose(1), body="Northamptonshire Police and Crime Panel",
            force="Northamptonshire", held_on=date(2017, 2, 2))  # fmt: skip
        put(archive, "b.html", prose(2), body="Northamptonshire Police, Fire and Crime Panel",
            force="Northamptonshire", held_on=date(2021, 2, 2))  # fmt: skip
        put(archive, "c.html", prose(3), body="Monthly Assurance Meeting", force="Kent")
        put(archive, "d.html", prose(4), body="Monthly Assurance Meeting", force="West Mercia")
        held = coverage(archive)
    assert [(b.body, b.force) for b in held.bodies] == [
        ("Monthly Assurance Meeting", "Kent"),
        ("Monthly Assurance Meeting", "West Mercia"),
        ("Northamptonshire Police, Fire and Crime Panel", "Northamptonshire"),
    ]
    assert held.bodies[2].other_names == ("Northamptonshire Police and Crime Panel",)
    assert (held.bodies[2].first, held.bodies[2].last) == (date(2017, 2, 2), date(2021, 2, 2))


def test_the_best_document_speaks_for_the_meeting(tmp_path: Path) -> None:
    text = prose(1)
    known: dict[str, Any] = {"body": PANEL, "force": "Wexcombe", "held_on": date(2021, 1, 1)}
    with ArchiveWriter(tmp_path / "archive") as archive:
        page = put(archive, "page.html", ["Approved minutes of the panel, as a file."],
                   status=MeetingStatus.APPROVED, **known)  # fmt: skip
        scan = put(archive, "scan.pdf", [*text, "a."], **known, items=5,
                   notes=("Page 1 was read by OCR, confidence 80 %.",))  # fmt: skip
        plain = put(archive, "plain.txt", [*text, "b."], **known, items=1)
        rich = put(archive, "rich.docx", [*text, "c."], **known, items=4)
        draft = put(archive, "draft.docx", text, status=MeetingStatus.DRAFT, **known, items=9)
        agenda = put(archive, "agenda.pdf", prose(9), status=MeetingStatus.AGENDA, **known)
        final = put(archive, "final.pdf", text, status=MeetingStatus.APPROVED, **known)
        documents = archive.documents()
        ranked = [d.id for d in best_first(documents, archive.item_counts())]
        assert ranked == [final, rich, plain, scan, draft, agenda, page]
        (meeting,) = archive.meetings()
        assert list(meeting.document_ids) == ranked
        assert archive.meeting(meeting.id) == meeting
    assert best_first([], {}) == []
