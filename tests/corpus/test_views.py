"""The view: legible words, each of whose characters knows where it came from."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.views import WIDE_SPACE, view_of, whole_words


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("A C T I O N S arising", "ACTIONS arising"),
        ("1. A C T I O N S   D U E: none", "1. ACTIONS DUE: none"),
        (f"A C T I O N S{WIDE_SPACE}D U E", "ACTIONS DUE"),
        ("A c t i o n s", "Actions"),
        ("Panel A B C met", "Panel A B C met"),
        ("the con\ufb01dence of the o\ufb03ce", "the confidence of the office"),
        ("accom\u00admodation", "accommodation"),
        ("accom\u00ad\nmodation", "accommodation"),
        ("\uf0b7 Land\ue001data", "  Land data"),
        ("zero\u200bwidth", "zerowidth"),
        ("anti-social and re-offending", "anti-social and re-offending"),
        ("plain words, 39/20.", "plain words, 39/20."),
        ("", ""),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert view_of(text).text == seen


def test_only_a_word_that_stands_whole_elsewhere_is_closed_up() -> None:
    words = whole_words("All of the accommodation was let. Re-offending fell.")
    for broken in ("accom-modation", "accom- modation", "accom-\nmodation", "accom\u2010modation"):
        assert view_of(f"the {broken} plan", words).text == "the accommodation plan"
    assert view_of("re-offending, pre- and post-charge", words).text == (
        "re-offending, pre- and post-charge"
    )


def test_a_span_is_mapped_back() -> None:
    text = "the A C T I O N S of the o\ufb03ce"
    view = view_of(text)
    start = view.text.index("ACTIONS")
    assert text[slice(*view.to_canonical(start, start + 7))] == "A C T I O N S"
    start = view.text.index("office")
    assert text[slice(*view.to_canonical(start, start + 6))] == "o\ufb03ce"
    assert text[slice(*view.to_canonical(start + 1, start + 2))] == "\ufb03"
    for start, end in ((3, 3), (-1, 2), (0, len(view.text) + 1), (5, 4)):
        with pytest.raises(ValueError, match="no span"):
            view.to_canonical(start, end)


PIECES = st.sampled_from(
    ["a", "B", " ", "  ", "-", "\u00ad", "\n", "\ufb01", "\uf0b7", "word", "accom", "9", "\u2003"]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sets(st.sampled_from(["wordaccom", "aword"])))
def test_every_character_comes_from_where_it_says(text: str, words: set[str]) -> None:
    view = view_of(text, words)
    assert len(view.offsets) == len(view.text)
    assert list(view.offsets) == sorted(view.offsets)
    for character, offset in zip(view.text, view.offsets, strict=True):
        source = text[offset]
        assert character == source or character in {"\ufb01": "fi"}.get(source, " ")
    kept = [text[offset] for offset in dict.fromkeys(view.offsets)]
    lost = "".join(c for c in text if c not in " -\u00ad\n\uf0b7\u2003")
    assert "".join(c for c in kept if c not in " -\u00ad\n\uf0b7\u2003") == lost


@pytest.mark.parametrize("text", ["a", "a ", "ab-", "- ", "\u00ad", "A  ", "-\n", "\uf0b7"])
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    started = time.perf_counter()
    view_of(text * 100_000)
    assert time.perf_counter() - started < 3
