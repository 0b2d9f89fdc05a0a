"""Numbers of actions and minutes: lists, ranges, and what only looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.commitments.action_numbers import (
    MentionKind,
    carries_its_year,
    mentions,
    plain_number,
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Actions 3 to 7 and 9 were closed.", ("3", "4", "5", "6", "7", "9")),
        ("Actions 17, 18 and 27 completed", ("17", "18", "27")),
        ("References 17, 18, 27 can be closed", ("17", "18", "27")),
        ("Action points 2 & 3", ("2", "3")),
        ("Actions 21/03-21/05 complete", ("21/3", "21/4", "21/5")),
        ("R7/21, the list of tests: received", ("R7/21",)),
        ("2023/14 Dates for the new cells", ("2023/14",)),
        ("Update on action 9/2022/P: a joint report", ("9/2022/P",)),
        ("Minute No. 50, the Commissioner had written", ("50",)),
        ("Minute 39/20 refers", ("39/20",)),
        ("Two actions were now complete: no. 43 from 3 February", ("43",)),
        ("Item 9 of the Panel’s action log", ("9",)),
    ],
)
def test_numbers_are_read(text: str, numbers: tuple[str, ...]) -> None:
    assert [one.numbers for one in mentions(text)] == [numbers]


@pytest.mark.parametrize(
    "text",
    [
        "Action 3 months later",
        "no action 5 May",
        "reactions 4 and 5",
        "The average was 7 minutes 3 seconds.",
        "27/06/2023 was the day",
        "Ref 03/17/08/2022",
        "The minutes of 14 July were agreed.",
        "actions 20% down",
        "No. 5 of the houses",
        "",
    ],
)
def test_quantities_and_dates_are_no_numbers(text: str) -> None:
    assert mentions(text) == ()


def test_a_range_that_is_none_is_not_spelled_out() -> None:
    assert mentions("Actions 3 to 900 closed")[0].numbers == ("3",)
    assert mentions("Actions 9 to 3 closed")[0].numbers == ("9",)


def test_where_a_number_stands_is_told() -> None:
    (minute,) = mentions("Vetting (minute 216).")
    assert (minute.kind, minute.bracketed, minute.opens) == (MentionKind.MINUTE, True, False)
    closing, own = mentions("Action 11 to be closed with a separate action (Action 16 - RC)")
    assert (closing.opens, closing.bracketed) == (True, False)
    assert (own.numbers, own.bracketed) == (("16",), True)


def test_one_spelling() -> None:
    assert plain_number("No. 021/09") == plain_number("Action 21/9.") == "21/9"
    assert plain_number("(7)") == "7"
    assert carries_its_year("21/9")
    assert carries_its_year("R7/21")
    assert not carries_its_year("16")


@given(st.text(alphabet="actions 0123456789/,-–and.minuteRef()[]\n", max_size=300))
def test_any_text_is_read(text: str) -> None:
    for one in mentions(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.numbers


def test_long_texts_are_read_quickly() -> None:
    began = time.perf_counter()
    for text in ("action 1, " * 20_000, "1/" * 50_000, "actions " * 30_000, "9 to " * 40_000):
        mentions(text)
    assert time.perf_counter() - began < 1
