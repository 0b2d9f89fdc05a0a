"""What became of an action, by the wording; what takes a completion back comes first."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.register import Outcome
from indexer.commitments.outcomes import outcome_of, outcome_of_all, outcomes_by_number

CLOSED, PROGRESS, MISSED = Outcome.CLOSED, Outcome.PROGRESS, Outcome.MISSED
REPEATED, REOPENED = Outcome.REPEATED, Outcome.REOPENED


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Actions 4, 5 and 6 completed and can be closed.", CLOSED),
        ("Agreement for action 11 to be closed", CLOSED),
        ("The two following actions were now completed", CLOSED),
        ("Action discharged.", CLOSED),
        ("The list of cells: received on 2 June.", CLOSED),
        ("The dog van is now included in the fleet report.", CLOSED),
        ("The Commissioner had received the draft.", CLOSED),
        ("The leaflet has been circulated to members.", CLOSED),
        ("Taken off the log.", CLOSED),
        ("Confirmed as complete.", CLOSED),
        ("In progress.", PROGRESS),
        ("Carried over to be explored.", PROGRESS),
        ("Further update to come at June.", PROGRESS),
        ("The work is ongoing.", PROGRESS),
        ("Paused until the lease is signed.", PROGRESS),
        ("Partially complete.", PROGRESS),
        ("To be completed by May.", PROGRESS),
        ("It was estimated to be completed by the end of May", PROGRESS),
        ("The action cannot be closed yet.", PROGRESS),
        ("Not complete.", MISSED),
        ("The reply had still not been received.", MISSED),
        ("He asked why there had been a delay in responding in writing.", MISSED),
        ("The Chief Constable is frustrated that this hasn’t happened.", MISSED),
        ("Two extensions had already been requested.", MISSED),
        ("The visit has not taken place.", MISSED),
        ("Action 7: outstanding", REPEATED),
        ("Outstanding action from the May meeting", REPEATED),
        ("The action was reopened.", REOPENED),
    ],
)
def test_wordings(text: str, outcome: Outcome) -> None:
    found = outcome_of(text)
    assert found is not None
    assert found.outcome is outcome


@pytest.mark.parametrize(
    "text",
    [
        "It was asked whether the action was closed.",
        "Once the review is complete the Panel will see it.",
        "If complete, the action falls.",
        "Every file would be looked at before it was closed.",
        "Nothing more can be done.",
        "The Panel discussed parking.",
        "",
    ],
)
def test_nothing_is_told(text: str) -> None:
    found = outcome_of(text)
    assert found is None or found.outcome is not CLOSED


def test_the_word_that_tells_is_kept_as_printed() -> None:
    found = outcome_of("The log: Action 3 WAS  closed today")
    assert found is not None
    assert found.words == "WAS closed"
    assert found.firm


def test_the_last_status_decides_an_entry() -> None:
    told = outcome_of_all(["Second draft, hangars.", "Update: not done in May.", "Closed."])
    assert told is not None
    assert told.outcome is CLOSED
    missed = outcome_of_all(["Hangars.", "Update: not done.", "The chair apologised."])
    assert missed is not None
    assert missed.outcome is MISSED
    assert outcome_of_all(["Hangars.", "Cars."]) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Actions 4 and 5 complete; action 6 carried forward.",
            [(("4", "5"), CLOSED), (("6",), PROGRESS)],
        ),
        (
            "Action 4 complete, 5 ongoing, 6 closed",
            [(("4",), CLOSED), (("5",), PROGRESS), (("6",), CLOSED)],
        ),
        (
            "Actions 1 and 2 were closed and action 3 was not complete",
            [(("1", "2"), CLOSED), (("3",), MISSED)],
        ),
        (
            "Agreement for action 11 to be closed with separate action by 27/05 (Action 16 - RC)",
            [(("11",), CLOSED)],
        ),
        ("Actions 3 to 5 and 9 discharged", [(("3", "4", "5", "9"), CLOSED)]),
        ("Action 12 was mentioned.", []),
    ],
)
def test_each_number_has_the_outcome_of_its_clause(
    text: str, told: list[tuple[tuple[str, ...], Outcome]]
) -> None:
    found = outcomes_by_number(text)
    assert [(mention.numbers, telling.outcome) for mention, telling in found] == told


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    found = outcome_of(text)
    assert found is None or found.words
    for mention, _ in outcomes_by_number(text):
        assert mention.numbers


@pytest.mark.parametrize(
    "text",
    [
        "not yet " * 20_000,
        "will be " * 20_000,
        "was now also " * 20_000,
        "asked when " + "a " * 50_000,
        "target " * 30_000,
        "is now all both " * 20_000,
        " " * 200_000,
    ],
)
def test_long_texts_are_read_quickly(text: str) -> None:
    began = time.perf_counter()
    outcome_of(text)
    outcomes_by_number(text)
    assert time.perf_counter() - began < 1
