"""House styles, each learnt from a document of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.commitments.house_style import HouseStyle, house_style
from tests.indexer.commitments.made_records import record

PROSE = "The Chair said that the wait had doubled. It would be looked at again.\n\n"


def style(tmp_path: Path, text: str, **more: str) -> HouseStyle:
    return house_style(record(tmp_path, text, **more).units)


def test_prose_only(tmp_path: Path) -> None:
    made = style(tmp_path, f"## 1. Calls\n\n{PROSE}{PROSE}")
    assert made.prose_only
    assert made.units > 0
    assert made.labelled == made.listed == made.owned == made.numbered == 0


def test_labels(tmp_path: Path) -> None:
    lines = "Action: TM to write\n\nAction: RD to ring the council\n\n"
    made = style(tmp_path, f"## 1. Calls\n\n{PROSE}{lines}")
    assert (made.labelled, made.listed) == (2, 0)
    assert made.labels_actions
    assert not made.numbers_actions
    assert not made.prose_only


def test_numbered_labels(tmp_path: Path) -> None:
    lines = "Action 1: TM to write\n\nAction 2: RD to ring the council\n\n"
    assert style(tmp_path, f"## 1. Calls\n\n{lines}").numbers_actions


@pytest.mark.parametrize("heading", ["### Actions arising:", "### ACTIONS", "### Agreed actions"])
def test_a_list_under_a_heading(tmp_path: Path, heading: str) -> None:
    entries = "- TM to write to the council\n- RD to ring the hospital\n"
    made = style(tmp_path, f"## 1. Calls\n\n{PROSE}{heading}\n\n{entries}")
    assert made.labels_actions


def test_a_column_of_owners(tmp_path: Path) -> None:
    rows = (
        "1.1\tThe figures are late and are to be sent to the PCC at once.\tDCC\n"
        "1.2\tThe survey is to be put again to all victims in the spring.\tCC\n"
    )
    head = "MONTHLY ASSURANCE MEETING\n\n1.\tHOLDING TO ACCOUNT\tACTION\n"
    made = style(tmp_path, rows, name="made.txt", head=head)
    assert made.has_owner_column


def test_resolutions(tmp_path: Path) -> None:
    made = style(tmp_path, "## 1. Calls\n\nRESOLVED that the report be noted.\n")
    assert made.resolves
    assert not made.labels_actions
