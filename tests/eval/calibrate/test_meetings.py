"""Meetings: renditions are one, and a question that names a document is tied to its meeting."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from eval.calibrate.meetings import Meetings
from eval.cases_file import Place
from eval.filters import filters_of
from retrieval.engine import Engine
from retrieval.records import Filters


@pytest.fixture(scope="module")
def meetings(sample: Engine) -> Meetings:
    """The meetings of the sample archive."""
    return Meetings(sample.archive, sample.judge().generation)


def test_two_renditions_are_one_meeting(sample: Engine, meetings: Meetings) -> None:
    (meeting,) = [m for m in sample.archive.meetings() if len(m.document_ids) > 1]
    places = [Place(document, 0, 1) for document in meeting.document_ids]
    assert meetings.of_places(places) == {meeting.id}
    assert meetings.of_places([]) == frozenset()


def test_words_and_filters_that_leave_one_meeting_name_it(
    sample: Engine, meetings: Meetings
) -> None:
    judge = sample.judge()
    document = sample.archive.documents()[0]
    name = PurePath(sample.archive.sources(document.id)[0]).name

    def named(question: str, **filters: str) -> frozenset[str]:
        return meetings.named(judge.prepare(question, filters_of(filters), whole=False))

    asked = "What was said about sewage?"
    only = {document.meeting_id}
    assert named(f"What does {name.upper()} say about sewage?") == only
    assert named(f"What does {document.id} say about sewage?") == only
    assert named(asked, document=document.id) == only
    assert named(asked) == frozenset()
    assert named(asked, force="Brackenshire") == frozenset()
    assert named(asked, force="Nowhere at all") == frozenset()


def test_a_month_in_which_one_meeting_was_held_names_it(sample: Engine, meetings: Meetings) -> None:
    judge = sample.judge()
    dated = [d for d in sample.archive.documents() if d.date and d.force == "Brackenshire"]
    by_month: dict[tuple[int, int], set[str]] = {}
    for one in dated:
        assert one.date is not None
        by_month.setdefault((one.date.year, one.date.month), set()).add(one.meeting_id)
    month = next(day for day, held in sorted(by_month.items()) if len(held) == 1)
    name = next(d.date for d in dated if d.date and (d.date.year, d.date.month) == month)
    question = f"What was said about sewage in Brackenshire in {name:%B %Y}?"
    found = meetings.named(judge.prepare(question, Filters(), whole=False))
    assert found == by_month[month]
