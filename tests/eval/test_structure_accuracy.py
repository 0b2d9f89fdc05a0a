"""The scoring of recognised structure, and its labels."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from corpus.model import Attendee, Item, Structure
from eval.structure_accuracy import (
    LABEL_WORDS,
    Label,
    LabelledItem,
    LabelledPerson,
    Tally,
    load_labels,
    main,
    measure,
    name_key,
    same_title,
    score,
    table,
    total,
)
from tests.conftest import REAL, needs_real_minutes


def label(**given: object) -> Label:
    values: dict[str, object] = {
        "file": "a.txt", "meeting": "m", "split": "dev", "format": "txt", "body": "Ash & Oak Board",
        "force": None, "date": "2019-05-04", "status": None,
        "items": (LabelledItem("1", "Welcome"), LabelledItem(None, "Road safety")),
        "attendees": (
            LabelledPerson("Dana Stone", "Chair", True),
            LabelledPerson("Una Wick", None, None),
            LabelledPerson("Ed Roe", None, False),
        ),
    }  # fmt: skip
    return Label(**(values | given))  # type: ignore[arg-type]


RIGHT = Structure(
    body="Ash and Oak Board",
    date=date(2019, 5, 4),
    items=(Item(None, None, 0, 1), Item("1", "Welcome", 1, 2), Item(None, "Road  Safety", 2, 3)),
    attendees=(
        Attendee("Dr Dana Stone", "chair"),
        Attendee("Una Wick"),
        Attendee("Ed Roe", present=False),
    ),
)


def scored(structure: Structure, **given: object) -> Tally:
    tally = Tally()
    score(label(**given), structure, tally)
    return tally


def test_all_that_is_right_scores_in_full() -> None:
    tally = scored(RIGHT)
    assert tally.faults == []
    assert (tally.f1("items"), tally.f1("attendees")) == (1.0, 1.0)
    assert (tally.recall("presence"), tally.recall("roles")) == (1.0, 1.0)
    assert tally.share("date", "right") == 1.0


def test_unknown_is_told_from_wrong() -> None:
    assert scored(Structure()).fields["date", "unknown"] == 1
    assert scored(Structure(date=date(2019, 5, 5))).fields["date", "wrong"] == 1


def test_a_value_that_the_document_does_not_print_is_wrong() -> None:
    assert scored(RIGHT, date=None).fields["date", "wrong"] == 1
    assert scored(RIGHT, body=None).fields["body", "wrong"] == 1


def test_precision_recall_and_f1_of_items() -> None:
    items = (Item("1", "Welcome", 0, 1), Item(None, "In summary", 1, 2))
    tally = scored(Structure(items=items))
    assert (tally.precision("items"), tally.recall("items"), tally.f1("items")) == (0.5, 0.5, 0.5)
    assert any("item missing: Road safety" in fault for fault in tally.faults)


def test_one_found_item_answers_one_label() -> None:
    twice = (LabelledItem(None, "Estates"), LabelledItem(None, "Estates"))
    tally = scored(Structure(items=(Item(None, "Estates", 0, 1),)), items=twice)
    assert tally.hit["items"] == 1


def test_presence_is_counted_only_where_the_page_tells() -> None:
    absent = tuple(Attendee(a.name, a.role, present=False) for a in RIGHT.attendees)
    tally = scored(Structure(attendees=absent))
    assert tally.given["presence"] == 2
    assert tally.hit["presence"] == 1


def test_nothing_to_find_and_nothing_found_has_no_measure() -> None:
    tally = scored(Structure(), items=(), attendees=())
    assert (tally.precision("items"), tally.recall("items"), tally.f1("items")) == (None,) * 3


def test_titles_are_compared_as_far_as_the_label_goes() -> None:
    assert same_title("Crime & disorder", "CRIME AND DISORDER")
    assert not same_title("Crime", "Crime and disorder")
    eight = "Update from the Department for Communities and Local"
    assert len(eight.split()) == LABEL_WORDS
    assert same_title(eight, eight + " Government")
    assert not same_title(eight, "Update from the Department")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sir Tim O’Dell", "Tim O'Dell"), ("Prof. Una Wick", "Una Wick"), ("Lord Ash", "lord ash")],
)
def test_names_are_compared_without_titles_and_marks(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_totals_and_the_table_hold_every_format() -> None:
    tallies = {("dev", "pdf"): scored(RIGHT), ("dev", "txt"): scored(Structure())}
    whole = total(tallies.values())
    assert whole.documents == 2
    assert whole.fields["date", "right"] == 1
    printed = table(tallies)
    assert [row.split(" | ")[1] for row in printed.splitlines()[2:]] == ["pdf", "txt", "all"]


def test_a_folder_that_is_not_there_is_wrong_usage() -> None:
    assert main(["--real", "/nowhere/at/all"]) == 2


def test_the_labels_hold_few_words_and_split_by_meeting() -> None:
    labels = load_labels()
    assert len(labels) >= 30
    assert len({one.file for one in labels}) == len(labels)
    assert all(len(i.title.split()) <= LABEL_WORDS for one in labels for i in one.items)
    splits = defaultdict(set)
    for one in labels:
        splits[one.meeting].add(one.split)
        assert one.date is None or date.fromisoformat(one.date)
    assert all(len(s) == 1 for s in splits.values())
    formats = {(one.split, one.format) for one in labels}
    assert formats == {
        (s, f) for s in ("dev", "test") for f in ("doc", "html", "odt", "pdf", "txt")
    }


@needs_real_minutes
def test_no_labelled_date_is_got_wrong() -> None:
    tally = total(measure(REAL, load_labels()).values())
    assert tally.documents + len(tally.unread) == len(load_labels())
    assert tally.fields["date", "wrong"] == 0
    assert (tally.f1("items") or 0) > 0.85
    assert (tally.f1("attendees") or 0) > 0.9
