"""Rules and features on text that was made to be slow."""

from __future__ import annotations

import time

import pytest

from corpus.structure import PartKind
from indexer.commitments.cues import classify
from indexer.commitments.features import features_of
from indexer.commitments.house_style import HouseStyle
from indexer.commitments.printed_labels import label_alone, label_of, leads_in, reviews_actions
from indexer.commitments.structure_rules import ruling_of
from indexer.commitments.units import Shape, Unit
from indexer.commitments.wording_rules import wording_of

HOUSE = HouseStyle(1, 0, 0, 0, 0, 0, 0)


def unit(text: str) -> Unit:
    return Unit(
        0, len(text), 0, None, text, Shape.SENTENCE, PartKind.MINUTES,
        None, None, None, None, None, (text, text), None, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "a", "A ", "the Panel and ", "agreed that ", "agreed to ", "asked , ", "Mr Marsh and ",
        "AB/CD ", "will ", "would be ", "said he ", "RESOLVED and that ", "Action 1 (", "(Action 1",
        "note the of meeting ", "( ", "1/2 ", "had been ", "minutes ", ". - ", "the word ",
        "Aa Bb Cc and ", "action for ", "resolved by the ", "promised ", "next the ",
    ],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_long_text_is_judged_in_time(words: str) -> None:
    text = (words * 2_000)[:2_000]
    began = time.perf_counter()
    ruling_of(unit(text), unit(text), text, {"Marsh"})
    wording_of(unit(text), {"Marsh"})
    features_of(unit(text), None, text, HOUSE, classify(text, text), {"Marsh"})
    for judge in (label_of, label_alone, leads_in, reviews_actions):
        judge(text)
    assert time.perf_counter() - began < 5
