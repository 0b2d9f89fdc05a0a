"""When a later passage says that something was asked for, promised or due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.commitments.time_hints import When, hints_of, months_named

HELD = date(2022, 2, 3)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("which the Panel had asked for in September", When(None, 9)),
        ("asked in July 2021 for a report", When(2021, 7)),
        ("the action from the 25th July meeting", When(None, 7, 25)),
        ("he had said in 2021 that he would", When(2021, None)),
        ("as requested a year earlier", When(2021, None)),
    ],
)
def test_when_it_was_said(text: str, when: When) -> None:
    assert hints_of(text, HELD).said == (when,)


def test_when_it_was_due_is_not_when_it_was_said() -> None:
    found = hints_of("The option on cars, due in September, had not come.", HELD)
    assert (found.said, found.due) == ((), (When(None, 9),))
    found = hints_of("The letter promised for July was received on 2nd October.", HELD)
    assert (found.said, found.due) == ((), (When(None, 7),))


def test_a_time_fits_the_days_it_names() -> None:
    assert When(None, 9).fits(date(2021, 9, 16))
    assert not When(2020, 9).fits(date(2021, 9, 16))
    assert not When(None, 9, 3).fits(date(2021, 9, 16))
    assert months_named("by May or in June") == {5, 6}


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = hints_of(text, HELD)
    assert all(one.month is None or 1 <= one.month <= 12 for one in (*found.said, *found.due))
