"""What the publisher left out or the extraction lost: said, and never taken for none."""

from __future__ import annotations

import pytest

from corpus.model import Structure
from corpus.structure import is_cut_short, recognise
from tests.corpus.structure.pages import page


def lost(structure: Structure) -> list[str]:
    return [n for n in structure.notes if n.startswith("list lost: ")]


def cut(structure: Structure) -> list[str]:
    return [n for n in structure.notes if is_cut_short(n)]


_ISSUE = """
# Issue - meetings
# Road safety
Meeting: 09/09/2021 - Eastmoor Police and Crime Panel (Item 18)
18 Road safety PDF 741 KB
"""


@pytest.mark.parametrize(
    "end",
    [
        "Groups of riders ought to reach out to them  ...  view the full minutes text for item 18",
        "Groups of riders ought to reach out to… view the full minutes text for item 18.",
        "Groups that worked with\\n... view the full decision text for item 18",
    ],
)
def test_a_text_that_stops_within_a_sentence_was_cut(end: str) -> None:
    (note,) = cut(recognise(page(f"{_ISSUE}\n* {end}")))
    assert "item 18" in note


@pytest.mark.parametrize(
    "end",
    [
        "The report was noted. view the full minutes text for item 18",
        "The report was “noted.” ... view the full minutes text for item 18",
        "RESOLVED – That the report be noted.\\nview the full minutes text for item 18",
    ],
)
def test_the_marker_after_a_whole_item_is_no_cut(end: str) -> None:
    assert cut(recognise(page(f"{_ISSUE}\n{end}"))) == []


def test_a_marker_with_nothing_before_it_is_no_cut() -> None:
    assert cut(recognise(page("view the full minutes text for item 18"))) == []


def test_a_last_sentence_without_its_end_is_told() -> None:
    words = "The Commissioner told the Panel that the force had begun to look again at the"
    assert len(cut(recognise(page(f"# Panel - 4 May 2019\n## Roads\n{words} whole of the")))) == 1
    assert cut(recognise(page(f"# Panel - 4 May 2019\n## Roads\n{words} roads."))) == []


@pytest.mark.parametrize(
    "label",
    [
        "Actions/requests for further information:",
        "Actions arising:",
        "The following points were made in discussion:",
        "Apologies were received from:",
    ],
)
def test_an_announced_list_that_holds_nothing_is_told(label: str) -> None:
    source = f"""
    # Eastmoor Panel - 4 May 2019
    ## Precept
    The Panel agreed the precept that had been put to it.
    {label}
    ## Work programme
    The programme was agreed as it had been set out.
    """
    (note,) = lost(recognise(page(source)))
    assert label in note


@pytest.mark.parametrize("after", ["* AB to write to the force.", "None.", "AB to write to them."])
def test_a_list_that_holds_something_is_no_loss(after: str) -> None:
    source = f"# Panel - 4 May 2019\n## Precept\nActions arising:\n{after}\n## Roads\nNoted by all."
    assert lost(recognise(page(source))) == []


def test_a_label_of_the_page_with_nothing_under_it_is_no_loss() -> None:
    source = (
        "# Agenda item\nRoads\nAdditional documents:\nDecision:\nMinutes:\nThe report was noted."
    )
    assert lost(recognise(page(source))) == []
