"""Reviews: checked, kept, taken back without being lost, and never about other words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus import reviews
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.errors import ArchiveError, NotFoundError, UsageError
from corpus.identity import commitment_id
from corpus.register import (
    Commitment,
    Corrections,
    Due,
    Kind,
    Owner,
    ReviewAction,
    Status,
)
from tests.corpus.made import put

TEXT = (
    "Wexcombe Police and Crime Panel\n\nDate: 7 March 2024\n\n"
    "Ms Hale will bring  the\nfigures back. Noted. The Clerk will book a hall. Noted.\n"
)
FIGURES = "Ms Hale will bring  the\nfigures back."
HALL = "The Clerk will book a hall."
WHO: dict[str, Any] = {"by": "Jo Day", "reason": "it was said so"}


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[ArchiveWriter]:
    with ArchiveWriter(tmp_path / "archive") as archive:
        put(archive, "march.txt", [TEXT.strip()])
        yield archive


def found(archive: Archive, quote: str, kind: Kind = Kind.UNDERTAKING) -> Commitment:
    document = archive.documents()[0]
    start = archive.text(document.id).index(quote)
    end = start + len(quote)
    return Commitment(
        id=commitment_id(document.id, start, end),
        document_id=document.id,
        meeting_id=document.meeting_id,
        start=start,
        end=end,
        page=None,
        kind=kind,
        binding=True,
        owner=Owner(),
        due=Due(),
        topics=(),
        acceptance=None,
        number=None,
        item=None,
        context=(),
        owner_cell=None,
        again=(),
        why="",
        score=None,
    )


def test_a_decision_is_kept_with_who_when_and_why(writer: ArchiveWriter) -> None:
    one = found(writer, FIGURES)
    when = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
    said = Corrections(
        kind=Kind.AGREED, owner="Anna Hale", due="by May", due_date=date(2024, 5, 31)
    )
    made = reviews.decide(
        writer, one, ReviewAction.CORRECT, by=" Jo  Day ", reason="wrong\nowner",
        corrections=said, at=when,
    )  # fmt: skip
    with Archive(writer.root) as reader:
        assert reader.reviews() == (made,)
    assert (made.id, made.by, made.at, made.reason) == (1, "Jo Day", when, "wrong owner")
    assert made.quote == FIGURES
    assert made.corrections == said
    assert made.sha256 == writer.documents()[0].sha256


def test_a_withdrawal_undoes_one_review_and_both_stay(writer: ArchiveWriter) -> None:
    one = found(writer, FIGURES)
    first = reviews.decide(writer, one, ReviewAction.CONFIRM, **WHO)
    second = reviews.decide(writer, one, ReviewAction.REJECT, **WHO)
    undone = reviews.withdraw(writer, second.id, by="Al Ray", reason="a slip")
    assert undone.withdraws == second.id
    assert undone.quote == second.quote
    kept = writer.reviews()
    assert kept == (first, second, undone)
    assert reviews.standing(kept) == (first,)
    with pytest.raises(UsageError, match="withdrawn already"):
        reviews.withdraw(writer, second.id, **WHO)
    with pytest.raises(UsageError, match="itself a withdrawal"):
        reviews.withdraw(writer, undone.id, **WHO)
    with pytest.raises(NotFoundError, match="no review 99"):
        reviews.withdraw(writer, 99, **WHO)


def test_nobody_can_delete_or_alter_a_review(writer: ArchiveWriter) -> None:
    reviews.decide(writer, found(writer, HALL), ReviewAction.CONFIRM, **WHO)
    with sqlite3.connect(writer.root / "catalogue.sqlite") as db:
        for sql in ("DELETE FROM reviews", "UPDATE reviews SET reason = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                db.execute(sql)
    assert len(writer.reviews()) == 1


@pytest.mark.parametrize(
    ("by", "reason", "message"),
    [
        ("", "why", "Who reviews .* is missing"),
        (" \n\t", "why", "is missing"),
        ("Jo", "", "The reason .* is missing"),
        ("Jo", "x" * 2_001, "2,001 characters"),
        ("J" * 201, "why", "201 characters"),
    ],
)
def test_who_and_why_are_needed(writer: ArchiveWriter, by: str, reason: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        reviews.decide(writer, found(writer, HALL), ReviewAction.CONFIRM, by=by, reason=reason)
    assert writer.reviews() == ()


def test_what_cannot_be_meant_is_refused(writer: ArchiveWriter) -> None:
    one, other = found(writer, FIGURES), found(writer, HALL)
    tried: list[tuple[ReviewAction, Corrections, Commitment | None, str]] = [
        (ReviewAction.CORRECT, Corrections(), None, "what is right instead"),
        (ReviewAction.CONFIRM, Corrections(owner="x"), None, "changes nothing"),
        (ReviewAction.MERGE, Corrections(), None, "needs the commitment"),
        (ReviewAction.REJECT, Corrections(), other, "needs the commitment"),
        (ReviewAction.MERGE, Corrections(), one, "into itself"),
        (ReviewAction.CORRECT, Corrections(topics=("no such",)), None, "no topic 'no such'"),
        (ReviewAction.CORRECT, Corrections(owner=" "), None, "missing"),
        (ReviewAction.CORRECT, Corrections(owner="x" * 301), None, "301 characters"),
        (ReviewAction.CORRECT, Corrections(kind=Kind.REQUEST, binding=True), None, "binds nobody"),
        (ReviewAction.WITHDRAW, Corrections(), None, "made otherwise"),
        (ReviewAction.ADD, Corrections(), None, "made otherwise"),
    ]
    for action, said, into, message in tried:
        with pytest.raises(UsageError, match=message):
            reviews.decide(writer, one, action, corrections=said, into=into, **WHO)
    with pytest.raises(UsageError, match="time zone"):
        reviews.decide(writer, one, ReviewAction.CONFIRM, at=datetime(2024, 1, 1), **WHO)
    with pytest.raises(NotFoundError, match="d-none"):
        reviews.decide(writer, replace(one, document_id="d-none"), ReviewAction.CONFIRM, **WHO)
    assert writer.reviews() == ()


def test_merges_do_not_go_round_in_a_ring(writer: ArchiveWriter) -> None:
    one, other = found(writer, FIGURES), found(writer, HALL)
    merged = reviews.decide(writer, one, ReviewAction.MERGE, into=other, **WHO)
    assert merged.into == other.id
    assert merged.into_place is not None
    assert merged.into_place.start == other.start
    with pytest.raises(UsageError, match="was itself merged"):
        reviews.decide(writer, other, ReviewAction.MERGE, into=one, **WHO)
    reviews.withdraw(writer, merged.id, **WHO)
    assert reviews.decide(writer, other, ReviewAction.MERGE, into=one, **WHO).into == one.id


def test_words_are_added_as_they_stand_in_the_record(writer: ArchiveWriter) -> None:
    document = writer.documents()[0].id
    made = reviews.add(
        writer, document, "Ms Hale will bring the figures back.", kind=Kind.UNDERTAKING,
        corrections=Corrections(status=Status.OPEN), **WHO,
    )  # fmt: skip
    assert made.quote == FIGURES
    assert writer.text(document)[made.start : made.end] == made.quote
    assert made.corrections.kind is Kind.UNDERTAKING
    assert made.corrections.binding is True
    assert made.commitment_id == commitment_id(document, made.start, made.end)
    wish = reviews.add(writer, document, HALL, kind=Kind.ASPIRATION, **WHO)
    assert wish.corrections.binding is False


def test_words_to_add_must_stand_there_and_be_told_apart(writer: ArchiveWriter) -> None:
    document = writer.documents()[0].id
    text = writer.text(document)
    for quote, message in (
        ("Ms Hale will bring the figure back", "do not stand"),
        ("", "from 1 to 5,000"),
        ("x" * 5_001, "from 1 to 5,000"),
    ):
        with pytest.raises(UsageError, match=message):
            reviews.add(writer, document, quote, kind=Kind.ACTION, **WHO)
    first, last = text.index("Noted."), text.rindex("Noted.")
    with pytest.raises(UsageError, match=rf"2 times.*{first}, {last}"):
        reviews.add(writer, document, "Noted.", kind=Kind.NOTED, **WHO)
    with pytest.raises(UsageError, match="do not begin at 3"):
        reviews.add(writer, document, "Noted.", kind=Kind.NOTED, start=3, **WHO)
    assert reviews.add(writer, document, "Noted.", kind=Kind.NOTED, start=last, **WHO).start == last


def test_nothing_is_decided_about_altered_words(writer: ArchiveWriter) -> None:
    one = found(writer, FIGURES)
    with sqlite3.connect(writer.root / "catalogue.sqlite") as db:
        db.execute("UPDATE documents SET text = replace(text, 'figures', 'numbers')")
    with pytest.raises(ArchiveError, match="minuted doctor"):
        reviews.decide(writer, one, ReviewAction.CONFIRM, **WHO)
    with pytest.raises(ArchiveError, match="minuted doctor"):
        reviews.add(writer, one.document_id, HALL, kind=Kind.ACTION, **WHO)
