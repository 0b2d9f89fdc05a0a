from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.register import Due, DueKind
from indexer.commitments.due_phrases import Shape as PhraseShape
from indexer.commitments.due_phrases import phrases_in
from indexer.commitments.dues import due_of
from indexer.commitments.units import Shape
from tests.indexer.commitments.made_units import HELD, Made, action, record_of

# 10 March 2021 was a Wednesday.
MEETINGS = (date(2020, 12, 9), HELD, date(2021, 6, 9), date(2021, 9, 8), date(2022, 2, 2))
WILL = "The Commissioner would send the list "


def due(made: Made | str, *, held: date | None = HELD) -> Due:
    record = record_of([made], held=held)
    found = due_of(record.units[0], record, MEETINGS)
    assert found.raw is None or found.raw in record.text
    return found


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        # Absolute.
        ("by 27/05/2022", date(2022, 5, 27)),
        ("by 1 March 2023", date(2023, 3, 1)),
        ("on 30th September 2021", date(2021, 9, 30)),
        ("before 12 May 2021", date(2021, 5, 11)),
        ("by 5th November", date(2021, 11, 5)),
        ("from 1 February", date(2022, 2, 1)),
        ("by noon on 21st October", date(2021, 10, 21)),
        ("by w/c 12 April 2021", date(2021, 4, 18)),
        # Relative to the meeting.
        ("by the end of March", date(2021, 3, 31)),
        ("by the end of January", date(2022, 1, 31)),
        ("before the end of February 2022", date(2022, 2, 28)),
        ("by March", date(2021, 3, 31)),
        ("before April", date(2021, 3, 31)),
        ("in May 2021", date(2021, 5, 31)),
        ("later in the month", date(2021, 3, 31)),
        ("by the end of the month", date(2021, 3, 31)),
        ("next month", date(2021, 4, 30)),
        ("by the end of the week", date(2021, 3, 14)),
        ("next week", date(2021, 3, 21)),
        ("by Friday", date(2021, 3, 12)),
        ("by Wednesday", date(2021, 3, 17)),
        ("before Christmas", date(2021, 12, 24)),
        ("by Christmas", date(2021, 12, 25)),
        ("before the New Year", date(2021, 12, 31)),
        ("within 12 months", date(2022, 3, 10)),
        ("within two months", date(2021, 5, 10)),
        ("in six months", date(2021, 9, 10)),
        ("in two weeks’ time", date(2021, 3, 24)),
        ("in a year’s time", date(2022, 3, 10)),
        ("by the end of the year", date(2021, 12, 31)),
        ("next year", date(2022, 12, 31)),
        ("by 2026", date(2026, 12, 31)),
        ("by the end of the financial year", date(2021, 3, 31)),
        ("during the coming financial year", date(2022, 3, 31)),
        ("by the end of 2021/22", date(2022, 3, 31)),
        ("by the end of Q3 2021/22", date(2021, 12, 31)),
        ("by the end of the quarter", date(2021, 3, 31)),
        ("by the end of next quarter", date(2021, 6, 30)),
        ("that evening", HELD),
        ("by tomorrow", date(2021, 3, 11)),
    ],
)
def test_days_that_the_calendar_settles(phrase: str, day: date) -> None:
    assert due(f"{WILL}{phrase}.") == Due(phrase, day, DueKind.DATE)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("at the next meeting", date(2021, 6, 9)),
        ("to the next Panel", date(2021, 6, 9)),
        ("in time for the June meeting", date(2021, 6, 9)),
        ("at its September meeting", date(2021, 9, 8)),
        ("to the February meeting", date(2022, 2, 2)),
        ("to the December Panel", None),
        ("at a future meeting", None),
        ("to the next Fire Accountability Board", None),
        ("to the autumn meeting", None),
    ],
)
def test_meetings_only_where_they_are_held(phrase: str, day: date | None) -> None:
    assert due(f"{WILL}{phrase}.") == Due(phrase, day, DueKind.MEETING)


def test_a_month_in_brackets_and_another_bodys_meeting() -> None:
    bracketed = due("RESOLVED that a report on the yard be brought back (June 2021).")
    assert bracketed == Due("June 2021", date(2021, 6, 9), DueKind.MEETING)
    theirs = due("TS will go to the youth board’s June meeting.")
    assert (theirs.kind, theirs.date) == (DueKind.MEETING, None)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("on a six monthly basis", DueKind.RECURRING),
        ("weekly", DueKind.RECURRING),
        ("every Monday until the average is lower", DueKind.RECURRING),
        ("as a standing item", DueKind.RECURRING),
        ("at each meeting", DueKind.RECURRING),
        ("the first meeting in each financial year", DueKind.RECURRING),
        ("shortly", DueKind.VAGUE),
        ("in due course", DueKind.VAGUE),
        ("asap", DueKind.VAGUE),
        ("once available", DueKind.VAGUE),
        ("when progress has been made", DueKind.VAGUE),
        ("before it was published", DueKind.VAGUE),
        ("as soon as the desk had been moved", DueKind.VAGUE),
        ("until the survey closes", DueKind.VAGUE),
        # Spans that no calendar ends.
        ("in the summer", DueKind.VAGUE),
        ("early in the New Year", DueKind.VAGUE),
        ("by mid-March", DueKind.VAGUE),
        ("after six months", DueKind.VAGUE),
        ("within ten working days", DueKind.VAGUE),
        ("by the end of Q3", DueKind.VAGUE),
    ],
)
def test_what_has_no_day(phrase: str, kind: DueKind) -> None:
    assert due(f"{WILL}{phrase}.") == Due(phrase, None, kind)


def test_regular_updates_recur() -> None:
    assert due("Regular updates would be given to the Panel.").kind is DueKind.RECURRING


def test_a_date_that_cannot_be_is_kept_without_a_day() -> None:
    found = due("SC to bring the bid by 5th November, 20204.")
    assert (found.raw, found.date, found.kind) == ("by 5th November, 20204", None, DueKind.DATE)
    assert due(f"{WILL}by 31 June 2021.").date is None


def test_nothing_is_resolved_without_the_meetings_date() -> None:
    assert due(f"{WILL}by the end of March.", held=None) == Due(
        "by the end of March", None, DueKind.DATE
    )
    assert due(f"{WILL}at the next meeting.", held=None).date is None
    assert due(f"{WILL}by 1 March 2023.", held=None).date == date(2023, 3, 1)
    assert due(f"{WILL}by the end of March 2022.", held=None).date == date(2022, 3, 31)


@pytest.mark.parametrize(
    "sentence",
    [
        "The minutes of the meeting of 3 March 2021 would be signed.",
        "He agreed that the meeting held on 3 March 2021 had gone well.",
        "Thefts had been higher in January.",
        "The yard had closed in March 2019 and would not be missed.",
        "The Commissioner will write about the 14 thefts recorded in December 2020.",
        "The list would be laid before the Committee.",
        "It was reported that 12 officers left in 2020.",
        "The Chair would write to all of them.",
        "The quarterly return will be looked at.",
        "The Panel supports the rise for 2021/22.",
    ],
)
def test_other_dates_are_not_taken(sentence: str) -> None:
    assert due(sentence) == Due()


def test_the_firm_phrase_goes_before_a_date_spoken_of() -> None:
    found = due("The Force would send the data on offences in April by the end of May.")
    assert found.raw == "by the end of May"
    found = due("From 3 June one sergeant would look at them.")
    assert (found.raw, found.date) == ("From 3 June", date(2021, 6, 3))


def test_the_cell_goes_first() -> None:
    made = Made("TS to share it by Friday.", shape=Shape.ROW, due_cell="June.")
    assert due(made) == Due("June", date(2021, 6, 30), DueKind.DATE)
    made = Made("TS to share it.", shape=Shape.ROW, due_cell="End of March")
    assert due(made).date == date(2021, 3, 31)
    made = Made("TS to share it.", shape=Shape.ROW, due_cell="next meeting")
    assert due(made).date == date(2021, 6, 9)
    made = Made("TS to share it.", shape=Shape.ROW, due_cell="ongoing")
    assert due(made).kind is DueKind.RECURRING
    made = Made("TS to share it by Friday.", shape=Shape.ROW, due_cell="n/a")
    assert due(made).raw == "by Friday"


def test_a_phrase_is_kept_across_lines() -> None:
    found = due("SC to bring it by the\nend of April 2021")
    assert (found.raw, found.date) == ("by the\nend of April 2021", date(2021, 4, 30))


def test_phrases_do_not_overlap_and_are_where_they_say() -> None:
    text = "by the end of March 2022 or at the next meeting, weekly, before it closes"
    found = phrases_in(text)
    assert [text[p.start : p.end] for p in found] == [
        "by the end of March 2022",
        "at the next meeting",
        "weekly",
        "before it closes",
    ]
    assert found[0].shape is PhraseShape.SPAN


LINE = """
by before in at the end of next March May 2021 2021/22 31 30th June Q3 meeting
Panel week month year financial six months’ time will would be sent to from
until once when Friday Christmas New Year ( ) , . w/c 12/05/2021 99/99/9999
every regular shortly had
"""
WORDS = st.sampled_from([*LINE.split()])


@given(st.lists(WORDS, max_size=40), st.dates(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_anything_is_read(words: list[str], held: date, labelled: bool) -> None:
    line = " ".join(words) or "x"
    record = record_of([action(line) if labelled else line], held=held)
    found = due_of(record.units[0], record, MEETINGS)
    assert found.raw is None or found.raw in record.text
    assert found.raw is not None or found == Due()
    if found.date is not None and not any(c.isdigit() for c in found.raw or ""):
        assert found.date >= held


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    due(action(text or "x"))
    due(Made("x", due_cell=text or "y"))


@pytest.mark.parametrize(
    "piece",
    [
        "by ",
        "by the end of ",
        "March ",
        "every ",
        "once a ",
        "12 ",
        "next meeting ",
        "in the ",
        "(",
    ],
)
def test_long_hostile_text_is_quick(piece: str) -> None:
    started = time.perf_counter()
    due(action("will " + piece * 20_000))
    assert time.perf_counter() - started < 2
