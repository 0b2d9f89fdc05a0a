"""A date in the head that the rest of the record, its footer or its name contradicts."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Reading
from corpus.structure import is_conflict, recognise
from corpus.structure.sequence import day_of_name
from tests.corpus.structure.pages import page

_HEAD = "# Eastmoor Assurance Board\n## 6 June 2019"
_BODY = """
## Welcome
The Chair welcomed everybody to the meeting.
"""
_OWN_MINUTES = """
## Minutes of the last meeting
The minutes of the meeting held on 6 June 2019 were agreed as a correct record.
"""


def conflicts(reading: Reading, name: str | None = None) -> tuple[date | None, list[str]]:
    structure = recognise(reading, name)
    return structure.date, [n for n in structure.notes if is_conflict(n)]


def test_a_record_cannot_approve_the_minutes_of_its_own_day() -> None:
    day, noted = conflicts(page(_HEAD + _BODY + _OWN_MINUTES))
    assert day is None
    assert len(noted) == 1
    assert noted[0].startswith("conflict: the head prints 2019-06-06, but this record approves")


def test_the_footers_later_day_is_taken_over_a_refuted_head_and_says_so() -> None:
    footer = "\n^ Assurance Board 4 July 2019 Page 1"
    day, noted = conflicts(page(_HEAD + _BODY + _OWN_MINUTES + footer + "\nAgreed by all."))
    assert day == date(2019, 7, 4)
    assert "2019-06-06" in noted[0]
    assert "the footer" in noted[0]


def test_a_refuted_head_is_not_replaced_by_the_name_of_the_file() -> None:
    day, noted = conflicts(page(_HEAD + _BODY + _OWN_MINUTES), "minutes 2019-07-04.docx")
    assert day is None
    assert noted


def test_a_footer_of_another_day_leaves_the_date_unknown() -> None:
    day, noted = conflicts(page(_HEAD + "\n^ Assurance Board 4 July 2019 Page 1" + _BODY))
    assert day is None
    assert noted == [
        "conflict: the head prints the date 2019-06-06, the footer 2019-07-04; "
        "the date is left unknown."
    ]


def test_a_footer_that_says_when_it_was_printed_is_no_conflict() -> None:
    assert conflicts(page(_HEAD + "\n^ Printed 4 July 2019" + _BODY)) == (date(2019, 6, 6), [])


def test_a_name_of_another_meeting_leaves_the_date_unknown() -> None:
    day, noted = conflicts(page(_HEAD + _BODY), "Assurance Board 12 December 2019.docx")
    assert day is None
    assert "the file's name 2019-12-12" in noted[0]


def test_a_date_printed_with_its_weekday_stands_against_the_name() -> None:
    head = "# Eastmoor Assurance Board\n## Thursday 6 June 2019"
    day, noted = conflicts(page(head + _BODY), "Assurance Board 12 December 2019.docx")
    assert day == date(2019, 6, 6)
    assert "2019-06-06 is kept, since it is printed with its weekday" in noted[0]


def test_a_date_printed_twice_stands_against_the_name() -> None:
    head = "# Assurance Board 6 June 2019\nMinutes of the meeting held on 6 June 2019"
    day, noted = conflicts(page(head + _BODY), "board-12-december-2019.html")
    assert day == date(2019, 6, 6)
    assert len(noted) == 1


def test_a_page_named_after_the_day_it_was_put_up_keeps_its_date_and_is_noted() -> None:
    day, noted = conflicts(page(_HEAD + _BODY), "assurance-board-9-june-2019.html")
    assert day == date(2019, 6, 6)
    assert len(noted) == 1


def test_a_name_that_agrees_or_gives_no_day_is_no_conflict() -> None:
    for name in ("board_06_june_2019.pdf", "20190606 Board.doc", "minutes final v1.pdf", None):
        assert conflicts(page(_HEAD + _BODY), name) == (date(2019, 6, 6), [])


def test_no_date_is_ever_taken_from_the_name() -> None:
    assert conflicts(page("# Assurance Board" + _BODY), "board 6 June 2019.doc") == (None, [])


def test_a_next_meeting_before_this_one_is_told_and_the_date_kept() -> None:
    head = "# Eastmoor Assurance Board\nDate: Tuesday 19 December 2017"
    source = head + _BODY + "## Date of next meeting\n10:30 on Monday 30 January 2017"
    day, noted = conflicts(page(source))
    assert day == date(2017, 12, 19)
    assert "the next meeting is given as 2017-01-30" in noted[0]


def test_the_next_meeting_after_this_one_is_nothing_to_tell() -> None:
    source = _HEAD + _BODY + "## Date of next meeting\n4 July 2019"
    assert conflicts(page(source)) == (date(2019, 6, 6), [])


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("minutes 21112013 for publishing.doc", date(2013, 11, 21)),
        ("20130909 Board.DOC", date(2013, 9, 9)),
        ("board-minutes-19th-november-2010.html", date(2010, 11, 19)),
        ("Board_Meeting 5 February 2013_Minutes_0.odt", date(2013, 2, 5)),
        ("101025_Panel.doc", None),
        ("Board 4 May 2019 and 5 May 2019.doc", None),
        ("99999999.doc", None),
        ("minutes.doc", None),
    ],
)
def test_the_day_of_a_name(name: str, day: date | None) -> None:
    assert day_of_name(name) == day
