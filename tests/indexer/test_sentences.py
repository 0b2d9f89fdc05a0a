"""Sentences by offsets: the traps of minutes, and nothing ever lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sentences import sentence_spans


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Cllr. Day asked about 101.", "Insp. O. Carr would reply."],
        ["Satisfaction rose by 11.8% to 64.2%.", "That was welcomed."],
        ["See para. 4.1 of the report.", "It was noted."],
        ["The levels were high..", "He was concerned."],
        ["Was it done?", "It was not."],
        ['She said "it will be done."', "The Chair agreed."],
        ["Update: the paper had come.", "1 officer was absent."],
        ["Work by J. P. Hale, e.g. on cars, went on.", "More to come."],
        ["Offences fell (see App. B.) and rose again."],
        ["4. The Panel noted the report."],
        ["It begins ... and goes on in lower case."],
        ["The meeting closed at 4 p.m. It had begun at two."],
    ],
)
def test_sentences_of_minutes(sentences: list[str]) -> None:
    text = " ".join(sentences)
    expected = sentences
    if sentences[0].startswith("The meeting closed"):
        expected = ["The meeting closed at 4 p.m.", "It had begun at two."]
    assert cut(text) == expected


def test_only_the_block_asked_for_is_cut() -> None:
    text = "First here. Second here. Third here."
    start, end = text.index("Second"), text.index(" Third")
    assert [text[a:b] for a, b in sentence_spans(text, start, end)] == ["Second here."]


@given(st.text(alphabet=st.sampled_from(" .!?…\"'”)\n\tAbcZ19£•-“"), max_size=200))
def test_nothing_is_lost_and_nothing_overlaps(text: str) -> None:
    spans = sentence_spans(text)
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
