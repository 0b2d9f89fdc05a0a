"""Which units review earlier business, and which of them promise something new."""

from __future__ import annotations

from pathlib import Path

from corpus.register import Outcome
from indexer.commitments.passages import passages
from indexer.commitments.review_passages import covers_all, in_review, is_review, reviewed_action
from indexer.commitments.units import Record
from tests.indexer.commitments.made_minutes import minutes, records_of


def record(tmp_path: Path, *lines: str) -> Record:
    (made,) = records_of(tmp_path, minutes("6 May 2021", *lines))
    return made


def reviewing(made: Record) -> list[str]:
    return [unit.text for unit in made.units if is_review(unit, made)]


def test_names_and_statuses_of_old_actions_are_reviews_and_new_promises_are_not(
    tmp_path: Path,
) -> None:
    made = record(
        tmp_path,
        "## 1. Outstanding matters",
        "Action 21/09, hangar roof.",
        "Update: not done.",
        "The Clerk will write to the builder before June.",
        "Agreement for action 21/03 to be closed.",
        "Agreement for action 21/04 to be closed with a separate action on gates "
        "(Action 21/30 - DCC).",
        "## 2. Cells",
        "Cells had been painted.",
        "Action: DCC to count the cells.",
        "Actions 21/17, 21/18 completed and can be closed.",
    )
    assert reviewing(made) == [
        "Action 21/09, hangar roof.",
        "Update: not done.",
        "Agreement for action 21/03 to be closed.",
        "Actions 21/17, 21/18 completed and can be closed.",
    ]


def test_an_action_line_in_a_review_is_no_name(tmp_path: Path) -> None:
    made = record(tmp_path, "## 1. Matters arising", "ACC to meet the residents.")
    assert reviewing(made) == []


def test_the_numbers_that_a_unit_closes(tmp_path: Path) -> None:
    made = record(
        tmp_path,
        "## 1. Matters arising",
        "Actions 3 to 5 complete.",
        "## 2. Cells",
        "RC to chase it (Action 9 remains).",
        "A paper is to come (Action 10).",
    )
    numbers = [reviewed_action(unit) for unit in made.units if unit.item is not None]
    assert numbers == [("3", "4", "5"), ("9",), ()]


def test_headings_that_open_a_review(tmp_path: Path) -> None:
    titles = (
        "Matters arising",
        "Minutes and Action Log",
        "Actions from previous meeting",
        "Outstanding references",
        "Review of actions",
        "Update on actions",
        "Previous minutes and action log",
        "Recommendations tracker",
        "Summary list of actions",
        "Minutes of the last meeting",
    )
    lines = [
        line for n, title in enumerate(titles, 1) for line in (f"## {n}. {title}", "It is so.")
    ]
    made = record(tmp_path, *lines, "## 11. Call handling", "It is not so.")
    assert [in_review(unit) for unit in made.units if unit.item is not None] == [
        *[True] * len(titles),
        False,
    ]


def test_a_table_with_a_status_column_is_a_passage_for_each_row(tmp_path: Path) -> None:
    made = record(
        tmp_path,
        "## 1. Action log",
        "| No | Action | Owner | Status |\n|---|---|---|---|\n"
        "| 2021/14 | Dates for the new cells | DCC | Brought in June. Closed. |\n"
        "| 2021/22 | Watch thirty recordings of searches | CC | In progress |",
        "## 2. Horses",
        "The Panel heard about horses.",
    )
    told = {
        number: passage.telling.outcome
        for passage in passages(made)
        for mention in passage.mentions
        for number in mention.numbers
    }
    assert told == {"2021/14": Outcome.CLOSED, "2021/22": Outcome.PROGRESS}


def test_an_answer_too_short_to_be_a_unit_is_read(tmp_path: Path) -> None:
    made = record(
        tmp_path, "## 1. Matters arising", "Exit routes of the hospital. No reply.", "Thanks."
    )
    assert [one.telling.outcome for one in passages(made)] == [Outcome.MISSED]


def test_sentences_that_close_all_the_rest() -> None:
    assert covers_all("All other actions were considered to be completed.")
    assert covers_all("All actions from the last meeting had been discharged.")
    assert not covers_all("Not all actions were complete.")
    assert not covers_all("All members were present.")
    assert not covers_all("All actions were complete except for the third.")
