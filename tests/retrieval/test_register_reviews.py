"""What people decide: shown beside what the program found, and there after every rebuild."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus import reviews
from corpus.archive_writer import ArchiveWriter
from corpus.readers import plain
from corpus.readers.identify import ReaderInfo
from corpus.register import Corrections, Kind, OwnerBasis, Review, ReviewAction, Status
from indexer.build import build_index
from indexer.commitments import building
from indexer.embedder import OnnxEmbedder
from indexer.manifest import IndexSettings
from retrieval.engine import Engine
from retrieval.register import Register
from retrieval.register_anchors import NEW_READING, NO_WORDS, NOT_FOUND, OTHER_DOCUMENT
from retrieval.register_records import RegisterEntry, RegisterFilters, ReviewState
from retrieval.register_serial import entry_json, lost_json, timeline_json
from tests.conftest import add
from tests.retrieval.register_made import (
    DOGS,
    HOPE,
    MARCH,
    ROAD,
    SAID,
    SPEED,
    STRATEGY,
    TRAINING,
    VICTIMS,
    finder,
    write_minutes,
)

SETTINGS = IndexSettings()
WHO: dict[str, Any] = {"by": "Jo Day", "reason": "I was there"}
HEATING = "The heating to be looked at before winter comes."
ALL = RegisterFilters(hidden=True)


@pytest.fixture
def root(tmp_path: Path, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(building, "find", finder())
    add(tmp_path / "archive", write_minutes(tmp_path / "minutes"), embedder=embedder)
    return tmp_path / "archive"


@pytest.fixture
def engine(root: Path) -> Iterator[Engine]:
    opened = Engine(root, SETTINGS)
    yield opened
    opened.close()


def entry_of(register: Register, quote: str) -> RegisterEntry:
    found = [
        e for e in register.entries(ALL, limit=None).entries
        if e.citation.quote.split() == quote.split()
    ]  # fmt: skip
    assert len(found) == 1, quote
    return found[0]


def decide(root: Path, register: Register, quote: str, action: str, **given: Any) -> Review:
    one = entry_of(register, quote).commitment
    if "into" in given:
        given["into"] = entry_of(register, given["into"]).commitment
    with ArchiveWriter(root) as writer:
        return reviews.decide(writer, one, ReviewAction(action), **{**WHO, **given})


def rebuild(root: Path, embedder: OnnxEmbedder) -> None:
    with ArchiveWriter(root) as writer:
        build_index(writer, SETTINGS, embedder, "test", force=True)


def test_a_correction_goes_before_the_program_and_both_are_shown(
    root: Path, engine: Engine
) -> None:
    register = engine.register()
    before = entry_json(entry_of(register, VICTIMS))
    decide(
        root, register, VICTIMS, "correct",
        corrections=Corrections(
            kind=Kind.AGREED, owner="Anna Hale", due="by June", due_date=date(2024, 6, 30),
            topics=("knife-crime",),
        ),
    )  # fmt: skip
    entry = entry_of(register, VICTIMS)
    assert entry.review.state is ReviewState.CORRECTED
    assert (entry.facts.kind, entry.facts.owner.raw) == (Kind.AGREED, "Anna Hale")
    assert entry.facts.owner.basis is OwnerBasis.NONE
    assert entry.facts.topics == ("knife-crime",)
    # Due after the minutes are held to: by a person's word it is not overdue, by the program's...
    assert entry.status is Status.OPEN
    found = entry_json(entry)
    assert found["quote"] == before["quote"]
    assert found["citation"] == before["citation"]
    for name in ("kind", "owner", "due", "topics"):
        assert found["machine"][name] == before[name] != found[name]
    assert found["human"] == {
        "kind": "agreed", "owner": "Anna Hale", "due": "by June", "due_date": "2024-06-30",
        "topics": ["knife-crime"],
    }  # fmt: skip
    assert found["review"]["by"] == "Jo Day"
    assert found["review"]["reason"] == "I was there"
    assert [r["action"] for r in found["review"]["history"]] == ["correct"]
    # The filters go by what holds.
    assert not register.entries(RegisterFilters(topic="burglary", owner="CC")).entries
    assert register.entries(RegisterFilters(owner="hale", reviewed=True)).total == 1


def test_later_reviews_go_before_earlier_ones_field_by_field(root: Path, engine: Engine) -> None:
    register = engine.register()
    decide(
        root, register, DOGS, "correct",
        corrections=Corrections(owner="Ann", due="by May", due_date=date(2024, 5, 1)),
    )  # fmt: skip
    second = decide(root, register, DOGS, "correct", corrections=Corrections(owner="Bea"))
    decide(root, register, DOGS, "correct", corrections=Corrections(status=Status.CLOSED))
    entry = entry_of(register, DOGS)
    assert (entry.facts.owner.raw, entry.facts.due.raw) == ("Bea", "by May")
    assert entry.status is Status.CLOSED
    assert entry.status_text == "Closed, as Jo Day has it"
    assert entry.machine is not None
    assert entry.machine.status is Status.OVERDUE
    with ArchiveWriter(root) as writer:
        reviews.withdraw(writer, second.id, **WHO)
    assert entry_of(register, DOGS).facts.owner.raw == "Ann"
    assert [r.action.value for r in register.history(entry.id)] == [
        "correct", "correct", "correct", "withdraw"
    ]  # fmt: skip
    # A phrase without a day takes the day of an earlier correction away.
    decide(root, register, DOGS, "correct", corrections=Corrections(due="in due course"))
    assert entry_of(register, DOGS).facts.due.date is None
    steps = timeline_json(register.timeline(entry.id))["timeline"]
    assert [s["what"] for s in steps] == ["found", "missed", *["reviewed"] * 5]
    assert steps[-1]["text"] == "Corrected by Jo Day: I was there"


def test_confirmed_and_rejected(root: Path, engine: Engine) -> None:
    register = engine.register()
    decide(root, register, VICTIMS, "confirm")
    rejected = decide(root, register, HOPE, "reject")
    page = register.entries()
    assert page.total == len(SAID) - 1
    assert HOPE not in [e.citation.quote for e in page.entries]
    assert register.entries(RegisterFilters(review_states=(ReviewState.REJECTED,))).total == 1
    assert entry_of(register, VICTIMS).review.state is ReviewState.CONFIRMED
    assert register.entry(rejected.commitment_id).review.state is ReviewState.REJECTED
    with ArchiveWriter(root) as writer:
        reviews.withdraw(writer, rejected.id, **WHO)
    assert register.entries().total == len(SAID)


def test_what_was_merged_is_shown_under_the_other(root: Path, engine: Engine) -> None:
    register = engine.register()
    merge = decide(root, register, VICTIMS, "merge", into=DOGS)
    assert register.entries().total == len(SAID) - 1
    other = entry_of(register, DOGS)
    assert [(p.citation.quote, p.merged) for p in other.again] == [(VICTIMS, merge.commitment_id)]
    assert {f.outcome.value for f in other.follow_ups} == {"missed", "progress"}
    assert {f.of for f in other.follow_ups} == {merge.commitment_id, other.id}
    assert entry_of(register, VICTIMS).review.into == other.id
    # A chain ends at its end.
    decide(root, register, DOGS, "merge", into=STRATEGY)
    last = entry_of(register, STRATEGY)
    assert {p.citation.quote for p in last.again} == {VICTIMS, DOGS}
    assert register.entries().total == len(SAID) - 2


def test_words_that_a_reviewer_adds_are_an_entry(
    root: Path, engine: Engine, embedder: OnnxEmbedder
) -> None:
    register = engine.register()
    document = entry_of(register, TRAINING).commitment.document_id
    with ArchiveWriter(root) as writer:
        made = reviews.add(
            writer, document, HEATING, kind=Kind.ACTION,
            corrections=Corrections(owner="the Clerk", topics=("burglary",)), **WHO,
        )  # fmt: skip
    for _ in range(2):
        entry = entry_of(engine.register(), HEATING)
        assert entry.found_by == "reviewer"
        assert entry.machine is None
        assert entry.review.state is ReviewState.ADDED
        assert (entry.facts.kind, entry.facts.owner.raw) == (Kind.ACTION, "the Clerk")
        assert entry.citation.quote == HEATING
        assert entry.citation.page == entry.commitment.page
        assert entry_json(entry)["machine"] is None
        assert engine.register().entries(RegisterFilters(owner="clerk")).total == 2
        rebuild(root, embedder)
    with ArchiveWriter(root) as writer:
        reviews.withdraw(writer, made.id, **WHO)
    assert engine.register().entries().total == len(SAID)
    assert engine.register().lost_reviews() == ()


def reviewed(root: Path, register: Register) -> None:
    """Make one review of every sort."""
    decide(root, register, VICTIMS, "confirm")
    decide(root, register, DOGS, "correct", corrections=Corrections(owner="Bea"))
    decide(root, register, HOPE, "reject")
    decide(root, register, SPEED, "merge", into=ROAD)
    document = entry_of(register, TRAINING).commitment.document_id
    with ArchiveWriter(root) as writer:
        reviews.add(writer, document, HEATING, kind=Kind.ACTION, **WHO)


def check_reviewed(register: Register) -> None:
    states = {
        quote: entry_of(register, quote).review.state
        for quote in (VICTIMS, DOGS, HOPE, SPEED, HEATING, STRATEGY)
    }
    assert states == {
        VICTIMS: ReviewState.CONFIRMED,
        DOGS: ReviewState.CORRECTED,
        HOPE: ReviewState.REJECTED,
        SPEED: ReviewState.MERGED,
        HEATING: ReviewState.ADDED,
        STRATEGY: ReviewState.NONE,
    }
    assert entry_of(register, DOGS).facts.owner.raw == "Bea"
    assert [p.citation.quote.split() for p in entry_of(register, ROAD).again] == [SPEED.split()]
    assert register.lost_reviews() == ()


def test_reviews_outlive_the_index(
    root: Path, engine: Engine, embedder: OnnxEmbedder, tmp_path: Path
) -> None:
    reviewed(root, engine.register())
    # Nothing but the originals and the catalogue is left.
    bare = tmp_path / "bare"
    bare.mkdir()
    engine.close()
    with ArchiveWriter(root):
        shutil.copy(root / "catalogue.sqlite", bare)
        for rest in root.glob("catalogue.sqlite-*"):
            shutil.copy(rest, bare)
        shutil.copytree(root / "originals", bare / "originals")
    rebuild(bare, embedder)
    again = Engine(bare, SETTINGS)
    check_reviewed(again.register())
    again.close()


def test_reviews_outlive_a_reader_that_makes_another_text(
    root: Path, engine: Engine, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = engine.register()
    reviewed(root, register)
    before = {e.id for e in register.entries(ALL, limit=None).entries}
    kept = plain.canonical

    def other(data: bytes) -> tuple[str, tuple[str, ...]]:
        text, notes = kept(data)
        return "Front page\n\n" + text.replace(" to ", "\nto  "), notes

    monkeypatch.setattr(plain, "canonical", other)
    identify = importlib.import_module("corpus.readers.identify")
    monkeypatch.setattr(identify, "_TEXT", ReaderInfo(plain.NAME, 99))
    add(root, root.parent / "minutes", embedder=embedder)
    register = engine.register()
    after = {e.id for e in register.entries(ALL, limit=None).entries}
    assert before.isdisjoint(after)
    check_reviewed(register)
    entry = entry_of(register, DOGS)
    assert entry.review.anchored == NEW_READING
    text = engine.archive.text(entry.citation.document.id)
    assert text[entry.citation.start : entry.citation.end] == entry.citation.quote
    # What was decided keeps the words as they were shown.
    assert entry.review.reviews[0].quote == DOGS


def test_reviews_follow_the_words_into_a_better_document_of_the_meeting(
    root: Path, engine: Engine, embedder: OnnxEmbedder
) -> None:
    register = engine.register()
    decide(root, register, DOGS, "correct", corrections=Corrections(owner="Bea"))
    # The file is published again, with a line more: other bytes, the same meeting.
    march = root.parent / "minutes" / "march.txt"
    march.write_text(MARCH.replace("3. Roads", "Members thanked the Clerk.\n\n3. Roads"))
    add(root, march, embedder=embedder)
    entry = entry_of(engine.register(), DOGS)
    assert entry.facts.owner.raw == "Bea"
    assert entry.review.anchored == OTHER_DOCUMENT
    assert engine.register().lost_reviews() == ()


def test_a_review_whose_words_are_gone_is_listed_and_kept(
    root: Path, engine: Engine, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = engine.register()
    decide(root, register, DOGS, "confirm")
    decide(root, register, TRAINING, "confirm")
    monkeypatch.setattr(building, "find", finder([s for s in SAID if s.quote != DOGS]))
    june = root.parent / "minutes" / "june.txt"
    june.write_text(june.read_text().replace(TRAINING, "There was a talk."))
    add(root, june, embedder=embedder)
    rebuild(root, embedder)
    register = engine.register()
    lost = register.lost_reviews()
    assert {(one.review.quote, one.why) for one in lost} == {
        (DOGS, NOT_FOUND), (TRAINING, NO_WORDS)
    }  # fmt: skip
    assert register.entries().lost == 2
    assert lost_json(lost)["lost_reviews"][0]["review"]["by"] == "Jo Day"
    # The program finds it again: so is the review.
    monkeypatch.setattr(building, "find", finder())
    rebuild(root, embedder)
    assert entry_of(engine.register(), DOGS).review.state is ReviewState.CONFIRMED


def test_a_merge_into_what_is_gone_hides_nothing(
    root: Path, engine: Engine, embedder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(root, engine.register(), SPEED, "merge", into=ROAD)
    monkeypatch.setattr(building, "find", finder([s for s in SAID if s.quote != ROAD]))
    rebuild(root, embedder)
    register = engine.register()
    assert SPEED in [e.citation.quote for e in register.entries().entries]
    assert [one.why for one in register.lost_reviews()] == [
        "The commitment it was merged into is not found any more"
    ]
