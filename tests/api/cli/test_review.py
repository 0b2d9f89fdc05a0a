"""``minuted review``: decisions that are kept with who, when and why, and never alter a quote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.archive_writer import ArchiveWriter
from tests.api.cli.invoking import Outcome, minuted
from tests.api.register_archive import document_of
from tests.retrieval.register_made import DOGS, MARCH, TRAINING, VICTIMS

SIGNED = ("--by", "Ada Marsh", "--reason", "Read against the signed minutes.")


@pytest.fixture
def root(register_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("MINUTED_REVIEWER", raising=False)
    return register_copy


def listed(root: Path, *arguments: str) -> list[dict[str, Any]]:
    found = minuted("commitments", *arguments, "--archive", root, "--json").json["commitments"]
    assert isinstance(found, list)
    return found


def key_of(root: Path, quote: str) -> str:
    return next(
        str(one["id"]) for one in listed(root, "--all", "--hidden") if one["quote"] == quote
    )


def review(root: Path, *arguments: str | Path) -> Outcome:
    return minuted("review", *arguments, "--archive", root)


def test_a_correction_is_shown_beside_what_the_program_found(root: Path) -> None:
    key = key_of(root, DOGS)
    made = review(
        root, "correct", key, *SIGNED, "--owner", "Head of Dogs", "--due-date", "2024-06-01",
        "--topic", "burglary", "--status", "closed", "--json",
    )  # fmt: skip
    assert (made.code, made.err) == (0, "")
    assert made.json["by"] == "Ada Marsh"
    assert made.json["quote"] == DOGS == made.json["entry"]["quote"]
    assert made.json["entry"]["owner"]["raw"] == "Head of Dogs"
    assert made.json["entry"]["machine"]["owner"]["raw"] == "The Deputy Chief Constable"
    assert made.json["entry"]["status"] == "closed"
    shown = minuted("show", key, "--archive", root).out
    for part in (
        "Owner: Head of Dogs",
        "What the program found, apart from what people say:",
        "Owner: The Deputy Chief Constable",
        "Review 1: Corrected by Ada Marsh",
        "Reason: Read against the signed minutes.",
    ):
        assert part in shown, part
    assert [one["id"] for one in listed(root, "--reviewed")] == [key]


def test_confirming_rejecting_merging_and_taking_back(root: Path) -> None:
    dogs, victims, training = (key_of(root, quote) for quote in (DOGS, VICTIMS, TRAINING))
    assert review(root, "confirm", victims, *SIGNED).code == 0
    assert review(root, "reject", training, *SIGNED).code == 0
    merged = review(root, "merge", dogs, victims, *SIGNED)
    assert (merged.code, f"Merged into {victims} by Ada Marsh" in merged.out) == (0, True)
    shown = {one["id"]: one for one in listed(root)}
    assert not {dogs, training} & set(shown)
    assert shown[victims]["review"]["state"] == "confirmed"
    assert DOGS in [place["quote"] for place in shown[victims]["again"]]
    assert {dogs, training} <= {one["id"] for one in listed(root, "--hidden")}
    back = review(root, "withdraw", "3", *SIGNED)
    assert (back.code, "Taken back (review 3)" in back.out) == (0, True)
    assert dogs in {one["id"] for one in listed(root)}
    every = review(root, "list", "--json").json
    assert [one["action"] for one in every["reviews"]] == [
        *("confirm", "reject", "merge", "withdraw"),
    ]
    assert every["total"] == 4
    assert "4 reviews." in review(root, "list").out


def test_what_the_program_missed_is_added_by_its_words(root: Path) -> None:
    document = document_of(root, "The hall was thought to be cold.")
    words = "The heating to be looked at before winter comes."
    made = review(
        root, "add", document, words.replace(" be ", "  be\n"), "--kind", "action", *SIGNED,
        "--owner", "the Clerk", "--due", "before winter comes", "--json",
    )  # fmt: skip
    assert made.code == 0, made.err
    entry = made.json["entry"]
    assert (entry["quote"], entry["found_by"], entry["machine"]) == (words, "reviewer", None)
    assert "A reviewer named it" in minuted("show", entry["id"], "--archive", root).out
    assert review(root, "withdraw", str(made.json["id"]), *SIGNED).code == 0
    assert minuted("show", entry["id"], "--archive", root).code == 1


def test_the_reviewer_may_be_set_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_of(root, DOGS)
    unnamed = review(root, "confirm", key, "--reason", "x")
    assert (unnamed.code, unnamed.raw) == (2, b"")
    assert "MINUTED_REVIEWER" in unnamed.err
    monkeypatch.setenv("MINUTED_REVIEWER", "Una Oake")
    made = review(root, "confirm", key, "--reason", "x", "--json")
    assert made.json["by"] == "Una Oake"
    named = review(root, "confirm", key, "--reason", "x", "--by", "Ted", "--json")
    assert named.json["by"] == "Ted"


def test_lost_reviews_are_listed(root: Path) -> None:
    outcome = review(root, "list", "--lost")
    assert outcome.code == 0
    assert "Every review that stands" in outcome.out
    assert review(root, "list", "--lost", "--json").json == {"lost_reviews": []}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("confirm", "K", "--by", "A"), 2, "--reason"),
        (("confirm", "K", "--by", "A", "--reason", " "), 2, "--reason"),
        (("confirm", "d-0000000000000000", *SIGNED), 2, "is not a commitment's id"),
        (("confirm", "k-0000000000000000", *SIGNED), 1, "holds no commitment"),
        (("correct", "K", *SIGNED), 2, "what is right instead"),
        (("correct", "K", *SIGNED, "--kind", "promise"), 2, "--kind"),
        (("correct", "K", *SIGNED, "--due-date", "soon"), 2, "--due-date"),
        (("correct", "K", *SIGNED, "--topic", "dragons"), 2, "no topic"),
        (("correct", "K", *SIGNED, "--kind", "request", "--binding"), 2, "binds nobody"),
        (("merge", "K", "K", *SIGNED), 2, "into itself"),
        (("merge", "K", "k-0000000000000000", *SIGNED), 1, "holds no commitment"),
        (("withdraw", "7", *SIGNED), 1, "no review 7"),
        (("withdraw", "0", *SIGNED), 2, "REVIEW"),
        (("add", "d-0000000000000000", "x", "--kind", "action", *SIGNED), 1, "d-0000000000000000"),
        (("add", "D", "not there", "--kind", "action", *SIGNED), 2, "do not stand"),
        (("add", "D", "Ms Hale", "--kind", "action", *SIGNED), 2, "2 times"),
        (("add", "D", "Ms Hale", *SIGNED), 2, "--kind"),
    ],
)
def test_what_cannot_be_decided_says_why(
    register_root: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    known = {
        "K": key_of(register_root, DOGS),
        "D": document_of(register_root, MARCH.splitlines()[6]),
    }
    outcome = review(register_root, *(known.get(part, part) for part in arguments))
    assert (outcome.code, outcome.raw) == (code, b"")
    assert said in outcome.err
    assert review(register_root, "list", "--json").json["total"] == 0


def test_two_who_write_at_once_do_not_mix(root: Path) -> None:
    key = key_of(root, DOGS)
    with ArchiveWriter(root):
        outcome = review(root, "confirm", key, *SIGNED)
    assert (outcome.code, outcome.raw) == (1, b"")
    assert "writing" in outcome.err
