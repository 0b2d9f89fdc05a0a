"""Nugget recall (lexical): words and figures, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.answers.given import GivenAnswer, GivenStatement
from eval.answers.nuggets import (
    NuggetRecall,
    day_shown,
    figures,
    is_recalled,
    nugget_recall,
    share_shown,
    shown,
    texts_of,
    wanted,
)
from tests.eval.answers.making import Record, make_answer

WORDS = st.lists(st.sampled_from("panel officer twelve 12 burglary figures 8".split()))  # noqa: SIM905


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Twelve of 1,412 (0.8%)", {"12", "1412", "0.8"}),
        ("£12.00 in 2021/22", {"12.00", "2021", "22"}),
        ("39/20, twenty", {"39", "20"}),
        ("someone, often", set()),
        ("12,5", {"12", "5"}),
    ],
)
def test_figures(text: str, found: set[str]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    ("nugget", "text", "share"),
    [
        ("the panel agreed", "It was AGREED by panels", 1.0),
        ("panel agreed new officers", "The panel met officers", 0.5),
        ("twelve new officers", "12 officers", 2 / 3),
        ("12 new officers", "Twelve officers", 2 / 3),
        ("12 new officers", "new officers", 0.0),
        ("1,412 offences", "1412 offences", 1.0),
        ("anti-social behaviour", "antisocial behaviour", 0.5),
    ],
)
def test_share_of_words_by_hand(nugget: str, text: str, share: float) -> None:
    assert share_shown(wanted(nugget), shown([text])) == pytest.approx(share)


def test_half_of_the_words_is_enough() -> None:
    seen = shown(["the panel met officers"])
    assert is_recalled(wanted("panel agreed new officers"), seen)
    assert not is_recalled(wanted("panel agreed more new officers"), seen)
    assert is_recalled(wanted("panel agreed more new officers"), seen, 0.4)


def test_nuggets_that_say_nothing_are_left_out() -> None:
    found = nugget_recall(["it was", "panel", "burglary"], ["the panel"])
    assert (found, found.share) == (NuggetRecall(1, 2), 0.5)
    assert nugget_recall(["it was"], ["the panel"]).share is None


def test_what_is_shown_is_quotes_contexts_and_dates_but_no_prose(record: Record) -> None:
    quote = record.cite("other.txt", "Burglary fell by 8%.")
    unheld = replace(quote, document_id="d-none", quote="invented")
    statements = (
        GivenStatement("Prose of its own", (0,), "Performance"),
        GivenStatement("More prose", (), "a context that cites nothing"),
    )
    answer = GivenAnswer("c", "answered", None, statements, (quote, unheld))
    assert texts_of(record.documents, answer) == [
        "Performance",
        "Burglary fell by 8%.",
        "9 April 2024",
    ]
    assert nugget_recall(["fell by 8% in 2024"], texts_of(record.documents, answer)).recalled == 1
    assert texts_of(record.documents, make_answer("c", status="abstained")) == []


def test_days_are_shown_in_words() -> None:
    assert day_shown(date(2021, 12, 1)) == "1 December 2021"
    assert day_shown(None) == ""


@given(nugget=WORDS, text=WORDS, more=WORDS)
def test_showing_more_never_forgets_a_nugget(
    nugget: list[str], text: list[str], more: list[str]
) -> None:
    content = wanted(" ".join(nugget))
    less = share_shown(content, shown([" ".join(text)]))
    assert less <= share_shown(content, shown([" ".join(text), " ".join(more)]))
    assert share_shown(content, shown([" ".join(nugget)])) == 1.0
