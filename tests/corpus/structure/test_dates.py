from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.dates import find_dates, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16th November, 2017", date(2017, 11, 16)),
        ("Tuesday 19 December 2017 @ 10:00", date(2017, 12, 19)),
        ("10th March 2025", date(2025, 3, 10)),
        ("09/09/2021", date(2021, 9, 9)),
        ("04/03/2021", date(2021, 3, 4)),
        ("12 May 2020", date(2020, 5, 12)),
        ("19 Dec 2017", date(2017, 12, 19)),
        ("6th Sept 2011", date(2011, 9, 6)),
        ("2017-11-16", date(2017, 11, 16)),
        ("DF=22%2F06%2F2018", date(2018, 6, 22)),
        ("Ref 03/17/08/2022", date(2022, 8, 17)),
        ("Thursday, 16th November, 2017 10.30 am", date(2017, 11, 16)),
        ("1 Jun 2017 - 14:30 to 17:00", date(2017, 6, 1)),
        ("10:00-11:30, 14 February 2014", date(2014, 2, 14)),
        ("19.07.11", date(2011, 7, 19)),
        ("22/05/12", date(2012, 5, 22)),
        ("03/04/98", date(1998, 4, 3)),
        ("5 th March 2012", date(2012, 3, 5)),
        ("13 December 2011at the Hall", date(2011, 12, 13)),
        ("the 24\nJune 2010", date(2010, 6, 24)),
        ("November 16th, 2017", date(2017, 11, 16)),
        ("16 Tachwedd 2017", date(2017, 11, 16)),
        ("3\u00a0April\u00a02019", date(2019, 4, 3)),
    ],
)
def test_forms_that_minutes_print(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "5th November, 20204",
        "31 June 2020",
        "31/06/2020",
        "29 February 2019",
        "13/25/2012",
        "12 May 1066",
        "12 May",
        "May 2018",
        "12 May 10.30am",
        "On 12 May 14 people came",
        "1.2.12",
        "16-18 April 2012",
        "16 to 18 April 2012",
        "12 May 2020 and 13 May 2020",
        "item 4",
        "",
    ],
)
def test_what_names_no_single_day_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_impossible_dates_are_found_and_their_problem_is_named() -> None:
    (found,) = find_dates("to be done by 31 June 2020 at the latest")
    assert found.date is None
    assert found.raw == "31 June 2020"
    assert found.problem == "there is no such day in the calendar"
    (found,) = find_dates("5th November, 20204")
    assert found.problem is not None
    assert "20204" in found.problem


def test_a_weekday_that_the_day_was_not_is_noted_and_the_date_kept() -> None:
    (found,) = find_dates("Monday 19 December 2017")
    assert found.date == date(2017, 12, 19)
    assert found.problem == "that day was a Tuesday"
    (found,) = find_dates("Tuesday 19 December 2017")
    assert found.problem is None


def test_offsets_cut_the_date_out_of_the_text() -> None:
    text = "Between 1 March 2020 and 04/05/2021 nothing."
    found = find_dates(text)
    assert [text[f.start : f.end] for f in found] == ["1 March 2020", "04/05/2021"]
    assert [f.raw for f in found] == ["1 March 2020", "04/05/2021"]


_RENDERINGS = (
    "{d} {B} {y}",
    "{d}{o} {B} {y}",
    "{d}{o} {B}, {y}",
    "{A} {d} {B} {y}",
    "{A}, {d}{o} {B}, {y} 10.30 am",
    "{a} {d} {b} {y}",
    "{d} {b} {y}",
    "{d:02}/{m:02}/{y}",
    "{d}/{m}/{y}",
    "{d:02}.{m:02}.{y}",
    "{d:02}-{m:02}-{y}",
    "{y}-{m:02}-{d:02}",
    "DF={d:02}%2F{m:02}%2F{y}",
    "{B} {d}, {y}",
    "{d} {BU} {y}",
)


def _ordinal(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(_RENDERINGS))
def test_every_rendering_reads_back(day: date, form: str) -> None:
    printed = form.format(
        d=day.day,
        o=_ordinal(day.day),
        m=day.month,
        y=day.year,
        B=day.strftime("%B"),
        BU=day.strftime("%B").upper(),
        b=day.strftime("%b"),
        A=day.strftime("%A"),
        a=day.strftime("%a"),
    )
    assert parse_date(printed) == day
    (found,) = find_dates(f"Held on {printed} in the hall")
    assert found.date == day
    assert found.problem is None


@given(st.text(alphabet=st.sampled_from("0123456789/.-% FMayJunethst,\n'"), max_size=60))
def test_any_text_is_searched_without_error(text: str) -> None:
    for found in find_dates(text):
        assert text[found.start : found.end] == found.raw
