"""Units: where they begin and end, and what they stand under."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from corpus.structure import PartKind
from indexer.commitments.units import Record, Shape, Unit
from tests.indexer.commitments.made_records import record


def unit(made: Record, words: str) -> Unit:
    """Return the one unit that holds some words."""
    (found,) = [one for one in made.units if words in one.text]
    return found


def quote(made: Record, words: str) -> str:
    """Return what would be quoted of the unit that holds some words."""
    one = unit(made, words)
    return made.text[one.start : one.end]


TEXT = """## 1. Call handling

The Chair opened the item. AB asked about the wait; it had doubled.

- Waiting times rose. RD will bring a note.

Action 3: TM to publish the rota

Action YT/CW – publish the minutes of the scrutiny group

The Panel agreed to:

(a) visit the control room; and

(b) write to the supplier.

## 2. Actions arising

1. RD to send the list. It is wanted by May.
2. TM to ring the council

There were no other matters.

Actions: for Secretariat

- Consider a new page
- Make more use of the bulletin
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return record(tmp_path_factory.mktemp("units"), TEXT)


def test_units_are_in_order_and_do_not_overlap(made: Record) -> None:
    spans = [(one.start, one.end) for one in made.units]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for one in made.units:
        shown = made.text[one.start : one.end]
        assert shown == shown.strip()
        assert " ".join(shown.split()) == one.text


def test_sentences_of_prose_and_of_a_bullet_stand_alone(made: Record) -> None:
    assert unit(made, "AB asked").shape is Shape.SENTENCE
    assert quote(made, "RD will bring") == "RD will bring a note."
    assert unit(made, "RD will bring").shape is Shape.BULLET
    assert unit(made, "RD will bring").before[0] == "Waiting times rose."


def test_an_action_line_is_quoted_without_its_label_and_mark(made: Record) -> None:
    assert quote(made, "publish the rota") == "TM to publish the rota"
    assert unit(made, "publish the rota").label == "Action"
    assert unit(made, "publish the rota").number == "3"
    assert unit(made, "publish the rota").shape is Shape.ACTION_LINE
    # The owner stands in the label: it is part of the quote.
    assert quote(made, "scrutiny group").startswith("YT/CW – publish")


def test_entries_of_a_list_have_their_lead_and_no_mark(made: Record) -> None:
    one = unit(made, "control room")
    assert one.lead is not None
    assert made.text[slice(*one.lead)] == "The Panel agreed to:"
    assert quote(made, "write to the supplier") == "write to the supplier."


def test_an_entry_under_an_actions_heading_is_one_unit_until_prose_begins(made: Record) -> None:
    assert quote(made, "wanted by May") == "RD to send the list. It is wanted by May."
    assert unit(made, "wanted by May").label == "Actions arising"
    assert unit(made, "no other matters").label is None
    assert unit(made, "bulletin").label == "Actions"


def test_agenda_text_is_told_from_minutes(tmp_path: Path) -> None:
    made = record(
        tmp_path,
        "## 1. Custody\n\nTo receive the report of the Commissioner.\n\n### Minutes:\n\n"
        "A report would be brought to the June meeting.\n",
    )
    assert unit(made, "To receive").part is PartKind.AGENDA
    assert unit(made, "would be brought").part is PartKind.MINUTES


def test_due_lines_belong_to_the_action_above(tmp_path: Path) -> None:
    made = record(
        tmp_path,
        "## 1. Data\n\nAction: Officers to share the figures.\n\nDue: June\n\nNothing else.\n",
    )
    one = unit(made, "share the figures")
    assert one.due_cell is not None
    assert made.text[slice(*one.due_cell)] == "June"
    assert not [other for other in made.units if other.text.startswith("Due")]


def test_owner_cells_belong_to_the_row_before_them(tmp_path: Path) -> None:
    made = record(
        tmp_path,
        "1.1\tBurglary. The plan is late. A new date to be fixed by May.\tDCC\n"
        "1.2\tThe PCC has seen the reply of the council and thanked its leader.\tCC TS\n",
        name="made.txt",
        head="MONTHLY ASSURANCE MEETING\n\n1.\tHOLDING TO ACCOUNT\tACTION\n",
    )
    one = unit(made, "new date")
    assert one.owner_cell is not None
    assert made.text[slice(*one.owner_cell)] == "DCC"


def test_a_table_of_earlier_actions_is_labelled_so(tmp_path: Path) -> None:
    rows = "| Ref | Action | Owner | Update |\n|---|---|---|---|\n"
    rows += "| 7/21 | Publish a map of thefts by ward | TM | Awaiting a reply from the council. |\n"
    made = record(tmp_path, f"## 1. Action log\n\n{rows}\n## 2. Next\n\nTM will write to her.\n")
    assert unit(made, "Publish a map").label == "Action log"
    assert unit(made, "TM will write").label is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## 1. Only a title\n",
        "a" * 300_000,
        "(a) " * 40_000,
        "Action: " * 20_000,
        "- - -\n" * 9_000,
    ],
    ids=["empty", "title", "long-word", "marks", "labels", "dashes"],
)
@pytest.mark.timeout(20)
def test_hostile_text_is_cut_in_time(tmp_path: Path, text: str) -> None:
    made = record(tmp_path, f"## 1. Item\n\n{text}\n")
    assert all(len(one.text) <= 2_000 for one in made.units)
