"""Owners and due phrases are compared as an officer would: not by case, never by guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.commitments.phrases import Likeness, due_likeness, owner_likeness


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("DCC", "DCC", "same"),
        ("DCC", "dcc.", "same"),
        ("The Commissioner", "the commissioner", "same"),
        ("The Commissioner", "Commissioner", "same"),
        ("Cllr Stead", "Stead", "same"),
        ("Mrs. Noone", "Noone", "same"),
        ("Ms Carys Tobin", "Carys Tobin", "same"),
        ("RT/PH", "PH and RT", "same"),
        ("SV.PH.RT", "RT, SV & PH", "same"),
        ("the Commissioner’s Chief Executive", "Commissioner's chief executive", "same"),
        ("J.Hale", "J. Hale", "same"),
        # Initials that look like an honorific are somebody.
        ("MS", "ms", "same"),
        ("MS", "GP", "different"),
        ("MS/GP", "GP", "partial"),
        ("MS", "Ms Hale", "different"),
        ("DCC", "DCC Hanrick", "partial"),
        ("RT", "RT/PH", "partial"),
        ("SV.PH.RT", "RT/SV", "partial"),
        ("Superintendent Greta Fallowes", "Greta Fallowes", "partial"),
        ("PH (Hanrick)", "PH", "partial"),
        # No code is resolved, and no letters within a word count.
        ("DCC", "Deputy Chief Constable", "different"),
        ("CC", "DCC", "different"),
        ("Ann", "Annette", "different"),
        ("—", "DCC", "different"),
    ],
)
def test_owners(one: str, other: str, expected: str) -> None:
    assert owner_likeness(one, other) == expected
    assert owner_likeness(other, one) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("by the end of March", "By the  end of March,", "same"),
        ("by 5th November", "by 5 November", "same"),
        ("27/05/2022", "27.05.2022", "same"),
        ("by the end of March", "end of March", "partial"),
        ("June", "by June", "partial"),
        ("by March", "from March", "different"),
        ("by March", "by Marchmont", "different"),
        ("at the next meeting", "next year", "different"),
    ],
)
def test_due_phrases(one: str, other: str, expected: str) -> None:
    assert due_likeness(one, other) == expected
    assert due_likeness(other, one) == expected


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_does_not_depend_on_the_order(one: str, other: str) -> None:
    for compare in (owner_likeness, due_likeness):
        assert compare(one, other) == compare(other, one)
        assert compare(one, one) is Likeness.SAME
