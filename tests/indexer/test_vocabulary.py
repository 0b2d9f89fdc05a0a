"""The words of a generation, and which look alike."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import SENTINEL
from indexer.vocabulary import Vocabulary, edit_distance, write_vocabulary


def test_passages_are_counted_once_each(tmp_path: Path) -> None:
    write_vocabulary(tmp_path, [["burglari", "burglari", "plan"], ["plan", SENTINEL, "joined"]])
    words = Vocabulary(tmp_path)
    assert words.passages_with("burglari") == 1
    assert words.passages_with("plan") == 2
    assert words.passages_with("joined") == 1
    assert words.passages_with(SENTINEL) == 0
    assert words.passages_with("drone") == 0


def test_words_that_look_alike(tmp_path: Path) -> None:
    write_vocabulary(tmp_path, [["burglari", "burglar", "murglari", "custodi", "done", "b1rglari"]])
    words = Vocabulary(tmp_path)
    assert words.alike("burgleri") == ["burglari"]
    # A question about drones was once answered with what had been done.
    assert words.alike("drone") == []
    assert words.alike("custdoi") == ["custodi"]


WORDS = st.text(alphabet="abc", max_size=7)


def plain_distance(a: str, b: str) -> int:
    """The textbook recursion, for comparison."""
    if not a or not b:
        return len(a) + len(b)
    best = min(
        plain_distance(a[1:], b) + 1,
        plain_distance(a, b[1:]) + 1,
        plain_distance(a[1:], b[1:]) + (a[0] != b[0]),
    )
    if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
        best = min(best, plain_distance(a[2:], b[2:]) + 1)
    return best


@given(WORDS.filter(lambda w: len(w) < 6), WORDS.filter(lambda w: len(w) < 6))
def test_the_distance_is_the_textbook_one(one: str, other: str) -> None:
    true = plain_distance(one, other)
    assert edit_distance(one, other, 2) == (true if true <= 2 else None)
