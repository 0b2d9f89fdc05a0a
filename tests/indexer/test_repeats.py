"""Passages that only say again what a better document of the same meeting says."""

from __future__ import annotations

import pytest

from corpus.identity import passage_id
from corpus.model import Passage
from indexer.repeats import repeats

SAID = (
    "The Chief Constable undertook to write to every victim of burglary within a week, and to "
    "report on the letters in the autumn of 2023."
)
OTHER = "Members asked whether the station at Lower Wex would stay open through the winter months."


def passage(document: str, start: int, text: str) -> Passage:
    end = start + len(text)
    return Passage(passage_id(document, start, end), document, start, end, text, "", None, None)


MEETING = {"m": ("best", "second", "third")}


def test_each_is_said_once_and_by_the_best() -> None:
    rows = [
        passage("third", 0, SAID),
        passage("best", 0, SAID),
        passage("second", 9, f"7. {SAID}"),
        passage("second", 400, OTHER),
        passage("third", 300, OTHER.upper()),
        passage("elsewhere", 0, SAID),
    ]
    assert repeats(rows, MEETING) == {0: 1, 2: 1, 4: 3}
    assert repeats(rows, {"m": ("best",), "n": ("second",)}) == {}


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (SAID.replace("write", "re\u00adport").replace("re\u00adport", "write"), True),
        (SAID.replace("burglary within", "burg\u00adlary within"), True),
        (SAID.replace(" a week", " a\nweek"), True),
        ("• " + SAID, True),
        ("(a) " + SAID, True),
        # What drafts differ in.
        (SAID.replace("2023", "2024"), False),
        (SAID.replace("undertook to", "undertook not to"), False),
        (SAID + " It was added that each would be signed by the Deputy herself.", False),
        (OTHER, False),
    ],
)
def test_what_is_new_is_kept(text: str, *, again: bool) -> None:
    rows = [passage("best", 0, SAID), passage("second", 0, text)]
    assert bool(repeats(rows, MEETING)) is again


@pytest.mark.parametrize(
    "changed",
    [
        # One short sentence more in a long passage is far under a tenth of its words.
        (f"{{}} The Deputy undertook to write to Members about drones. {OTHER}"),
        "{} Drones next. " + OTHER,
        "{} " + OTHER.replace("Members asked", "Members and Ms Oyelaran asked"),
        "{} " + OTHER.replace("winter months", "months to Easter"),
        "{} " + OTHER.replace("would stay", "will stay"),
        "{} " + OTHER.replace("through the winter", "through the winter of dissent and of drones"),
    ],
)
def test_one_new_thing_in_a_long_passage_is_not_lost(changed: str) -> None:
    long = " ".join([SAID, OTHER, SAID.replace("burglary", "theft")] * 3)
    rows = [
        passage("best", 0, long),
        passage("best", 5000, OTHER),
        passage("second", 0, changed.format(long)),
        passage("third", 0, f"{long} {OTHER}".replace("winter months", "winter  months")),
    ]
    assert repeats(rows, MEETING) == {3: 0}


def test_a_repeat_may_be_spread_over_two_passages_of_the_better_document() -> None:
    rows = [
        passage("best", 0, SAID),
        passage("best", 500, OTHER),
        passage("second", 0, f"{SAID}\n{OTHER}"),
    ]
    assert repeats(rows, MEETING) == {2: 0}


def test_a_document_does_not_repeat_itself_and_short_ones_are_compared_whole() -> None:
    rows = [
        passage("best", 0, "AOB"),
        passage("best", 9, "That the report be noted."),
        passage("best", 50, "That the report be noted."),
        passage("second", 0, "AOB."),
        passage("second", 9, "None"),
        passage("second", 20, "***"),
    ]
    assert repeats(rows, MEETING) == {3: 0}
