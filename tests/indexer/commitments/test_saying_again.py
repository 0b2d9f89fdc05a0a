"""What says the same: by its words, within an item, an action below its prose."""

from __future__ import annotations

import pytest

from indexer.commitments.saying_again import content_of, is_same_text, says_the_same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("TM agreed to circulate the staffing plan", "TM to circulate the staffing plan", True),
        ("TM agreed to visit the control room", "TM to circulate the staffing plan", False),
        ("He would write to her", "RD to write", False),
        (
            "It was agreed that officers would provide a breakdown of complaints by ward",
            "Officers to provide a breakdown by ward of complaints received",
            True,
        ),
    ],
)
def test_prose_and_action(one: str, other: str, same: bool) -> None:
    assert says_the_same(content_of(one), content_of(other)) is same


def test_two_renditions_of_a_sentence() -> None:
    one = content_of("Action: Officers to share the site’s figures with the Board.")
    other = content_of("Action:\xa0 Officers to share the site's figures with the Board")
    assert is_same_text(one, other)
    assert not is_same_text(one, content_of("Officers to share the budget with the Panel"))
    assert not is_same_text(frozenset(), frozenset())
