"""What people decide about commitments: checked, kept for ever, and never the quote's editor.

A review is about words in a document as they were shown. The words are cut here, from the
stored text, so that nothing else can be put in their place. Rows are only added: a decision
that is taken back is followed by a withdrawal, and both stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.errors import ArchiveError, NotFoundError, UsageError
from corpus.identity import commitment_id
from corpus.model import Document
from corpus.register import (
    BINDING,
    Commitment,
    Corrections,
    Kind,
    Place,
    Review,
    ReviewAction,
)
from corpus.review_checks import (
    LONGEST_BY,
    LONGEST_QUOTE,
    LONGEST_REASON,
    LONGEST_WORDS,
    check_corrections,
    place_of,
    places_of,
    plain_words,
    said,
)

__all__ = [
    "LONGEST_BY",
    "LONGEST_QUOTE",
    "LONGEST_REASON",
    "LONGEST_WORDS",
    "add",
    "decide",
    "places_of",
    "plain_words",
    "standing",
    "withdraw",
]

_NOTHING = Corrections()


def decide(
    writer: ArchiveWriter,
    commitment: Commitment,
    action: ReviewAction,
    *,
    by: str,
    reason: str,
    corrections: Corrections = _NOTHING,
    into: Commitment | None = None,
    at: datetime | None = None,
) -> Review:
    """Keep a person's decision about a commitment.

    Parameters
    ----------
    writer
        The archive, whose lock is held.
    commitment
        As it was shown.
    action
        CONFIRM, CORRECT, MERGE or REJECT.
    by, reason
        Who, and why; neither may be empty.
    corrections
        What is said instead, for CORRECT.
    into
        The commitment that it is merged into, for MERGE.
    at
        When (UTC); now, if not given.

    Returns
    -------
    Review
        With its number.

    Raises
    ------
    UsageError
        When something is missing, too long, unknown or impossible.
    NotFoundError
        When the archive holds no such document.
    ArchiveError
        When the stored text was altered: nothing is decided about altered words.
    """
    if action not in _DECISIONS:
        raise UsageError(
            f"A review that would {action.value} is made otherwise.",
            f"Decide with one of: {', '.join(a.value for a in _DECISIONS)}.",
        )
    if action is ReviewAction.CORRECT and corrections == _NOTHING:
        raise UsageError(
            "A correction has to say what is right instead.",
            "Give a kind, an owner, a due date, topics or a status; the quote cannot be changed.",
        )
    if action is not ReviewAction.CORRECT and corrections != _NOTHING:
        raise UsageError(
            f"To {action.value} a commitment changes nothing of it.", "Correct it instead."
        )
    if (into is not None) != (action is ReviewAction.MERGE):
        raise UsageError(
            "A merge needs the commitment to merge into, and only a merge does.",
            "Name the other commitment's id.",
        )
    review = _review(writer, commitment, action, by, reason, at)
    check_corrections(corrections, commitment)
    review = replace(review, corrections=corrections)
    if into is not None:
        _check_merge(writer, commitment, into)
        review = replace(
            review,
            into=into.id,
            into_place=Place(into.document_id, into.start, into.end),
        )
    return writer.keep_review(review)


_DECISIONS = (
    ReviewAction.CONFIRM,
    ReviewAction.CORRECT,
    ReviewAction.MERGE,
    ReviewAction.REJECT,
)


def add(
    writer: ArchiveWriter,
    document_id: str,
    quote: str,
    *,
    kind: Kind,
    by: str,
    reason: str,
    start: int | None = None,
    corrections: Corrections = _NOTHING,
    at: datetime | None = None,
) -> Review:
    """Keep a commitment that a person found and the program did not.

    Parameters
    ----------
    writer
        The archive, whose lock is held.
    document_id, quote
        The words, as they stand in the canonical text but for white space.
    kind
        What the words do.
    start
        Where they begin (code points), when they stand there several times.
    corrections
        Owner, due, topics, binding and status, where they are known.

    Raises
    ------
    UsageError
        When the words do not stand there, stand there several times, or a field is wrong.
    NotFoundError, ArchiveError
        As :func:`decide` does.
    """
    document, text = _intact(writer, document_id)
    begin, end = place_of(text, quote, start)
    given = replace(corrections, kind=kind)
    if given.binding is None:
        given = replace(given, binding=kind in BINDING)
    check_corrections(given, None)
    review = _made(document, text, (begin, end), ReviewAction.ADD, by, reason, at)
    return writer.keep_review(replace(review, corrections=given))


def withdraw(
    writer: ArchiveWriter,
    review_id: int,
    *,
    by: str,
    reason: str,
    at: datetime | None = None,
) -> Review:
    """Take a review back; it and the withdrawal are kept.

    Raises
    ------
    NotFoundError
        When there is no such review.
    UsageError
        When it is a withdrawal, or was withdrawn already.
    """
    reviews = writer.reviews()
    found = next((r for r in reviews if r.id == review_id), None)
    if found is None:
        raise NotFoundError(f"The archive holds no review {review_id}.")
    if found.action is ReviewAction.WITHDRAW:
        raise UsageError(
            f"Review {review_id} is itself a withdrawal.", "Make the decision anew instead."
        )
    if any(r.withdraws == review_id for r in reviews):
        raise UsageError(f"Review {review_id} was withdrawn already.")
    who, why = _person(by, reason)
    return writer.keep_review(
        replace(
            found,
            action=ReviewAction.WITHDRAW,
            corrections=_NOTHING,
            into=None,
            into_place=None,
            by=who,
            reason=why,
            at=_when(at),
            withdraws=review_id,
        )
    )


def standing(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return the reviews that were not withdrawn, and no withdrawals, in the same order."""
    every = tuple(reviews)
    gone = {r.withdraws for r in every}
    return tuple(r for r in every if r.action is not ReviewAction.WITHDRAW and r.id not in gone)


def _review(
    writer: ArchiveWriter,
    commitment: Commitment,
    action: ReviewAction,
    by: str,
    reason: str,
    at: datetime | None,
) -> Review:
    document, text = _intact(writer, commitment.document_id)
    if not 0 <= commitment.start < commitment.end <= len(text):
        raise UsageError(f"The commitment {commitment.id} does not stand in its document.")
    span = commitment.start, commitment.end
    return _made(document, text, span, action, by, reason, at, commitment.id)


def _made(
    document: Document,
    text: str,
    span: tuple[int, int],
    action: ReviewAction,
    by: str,
    reason: str,
    at: datetime | None,
    key: str | None = None,
) -> Review:
    who, why = _person(by, reason)
    return Review(
        id=0,
        commitment_id=key or commitment_id(document.id, *span),
        action=action,
        document_id=document.id,
        sha256=document.sha256,
        meeting_id=document.meeting_id,
        start=span[0],
        end=span[1],
        quote=text[span[0] : span[1]],
        corrections=_NOTHING,
        into=None,
        by=who,
        at=_when(at),
        reason=why,
    )


def _intact(archive: Archive, document_id: str) -> tuple[Document, str]:
    document, text = archive.document(document_id), archive.text(document_id)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if digest != document.text_sha256:
        raise ArchiveError(
            f"The stored text of document {document_id} is not what was read.",
            "Find out more: minuted doctor",
        )
    return document, text


def _person(by: str, reason: str) -> tuple[str, str]:
    return (
        said(by, "who reviews (--by)", LONGEST_BY),
        said(reason, "the reason (--reason)", LONGEST_REASON),
    )


def _when(at: datetime | None) -> datetime:
    if at is not None and at.tzinfo is None:
        raise UsageError("The time of a review needs its time zone.")
    return (at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)


def _check_merge(archive: Archive, commitment: Commitment, into: Commitment) -> None:
    if commitment.id == into.id:
        raise UsageError("A commitment cannot be merged into itself.")
    _intact(archive, into.document_id)
    merged: dict[str, str | None] = {}
    for review in standing(archive.reviews()):
        merged[review.commitment_id] = review.into if review.action is ReviewAction.MERGE else None
    seen, target = {commitment.id}, into.id
    while target:
        if target in seen:
            raise UsageError(
                f"{into.id} was itself merged into {commitment.id}.",
                "Withdraw that review first.",
            )
        seen.add(target)
        target = merged.get(target) or ""
