from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import ItemRef
from corpus.register import Acceptance
from indexer.commitments.acceptance import acceptance_of
from tests.indexer.commitments.made_units import Made, action, record_of

ASKED = "Councillor Bell asked for a map of the thefts."


def first_acceptance(*made: Made | str) -> Acceptance | None:
    record = record_of(made)
    return acceptance_of(record.units[0], record, 0)


@pytest.mark.parametrize(
    ("answer", "acceptance"),
    [
        ("The Chief Constable agreed.", Acceptance.ACCEPTED),
        ("The Chief Constable said that it would be sent to members.", Acceptance.ACCEPTED),
        ("RC undertook to bring one.", Acceptance.ACCEPTED),
        ("RC was content to do so.", Acceptance.ACCEPTED),
        ("TS to provide (Action 4).", Acceptance.ACCEPTED),
        ("This was agreed.", Acceptance.ACCEPTED),
        ("The Chief Constable declined to do so.", Acceptance.REFUSED),
        ("RC could not agree to that.", Acceptance.REFUSED),
        ("RC said that the Force would not make one.", Acceptance.REFUSED),
        ("The proposal was not supported by the Commissioner.", Acceptance.REFUSED),
        ("The Chief Constable replied that there were nine.", Acceptance.ANSWERED),
        ("RC explained how they are counted.", Acceptance.ANSWERED),
        ("The Commissioner agreed that it was a pity, he would look into it.", Acceptance.ACCEPTED),
        ("The Commissioner would look into it.", Acceptance.ANSWERED),
        ("Thefts fell by nine in the month.", Acceptance.NOT_RECORDED),
        ("The request was noted.", Acceptance.NOT_RECORDED),
        ("RESOLVED that the report be noted.", Acceptance.NOT_RECORDED),
        ("101: 93% answered in ten seconds.", Acceptance.NOT_RECORDED),
    ],
)
def test_the_next_unit_answers(answer: str, acceptance: Acceptance) -> None:
    assert first_acceptance(ASKED, answer) is acceptance


def test_the_same_unit_answers() -> None:
    same = "Mrs Vale asked for a list of the vans, and the Commissioner accepted this."
    assert first_acceptance(same) is Acceptance.ACCEPTED
    same = "Mrs Vale asked for a list of the vans, but the Commissioner declined."
    assert first_acceptance(same) is Acceptance.REFUSED


def test_two_units_of_the_same_item_and_no_more() -> None:
    other = "Thefts fell by nine."
    assert first_acceptance(ASKED, other, "RC agreed to it.") is Acceptance.ACCEPTED
    assert first_acceptance(ASKED, other, other, "RC agreed to it.") is Acceptance.NOT_RECORDED
    elsewhere = Made("RC agreed to it.", item=ItemRef("5", "Fleet"))
    assert first_acceptance(ASKED, elsewhere) is Acceptance.NOT_RECORDED


def test_another_question_ends_the_search() -> None:
    other = "Councillor Hay asked why the yard had closed."
    assert first_acceptance(ASKED, other, "RC agreed to it.") is Acceptance.NOT_RECORDED


def test_an_action_that_follows_takes_it_up() -> None:
    assert first_acceptance(ASKED, action("SC to draw the map")) is Acceptance.ACCEPTED


def test_a_place_that_is_not_the_units_has_no_answer() -> None:
    record = record_of([ASKED, "RC agreed."])
    assert acceptance_of(record.units[0], record, 1) is None
    assert acceptance_of(record.units[0], record, 9) is None


@given(st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=4))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read(texts: list[str]) -> None:
    assert isinstance(first_acceptance(*texts), Acceptance)


@pytest.mark.parametrize("piece", ["and ", "asked and the ", "would not ", "gave a ", ", but "])
def test_long_hostile_text_is_quick(piece: str) -> None:
    started = time.perf_counter()
    first_acceptance("He asked " + piece * 20_000, piece * 20_000)
    assert time.perf_counter() - started < 2
