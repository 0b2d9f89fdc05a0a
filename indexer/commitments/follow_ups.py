"""What became of commitments: later passages of the same body that tell of them.

Later is strictly later by the date of the meeting, so a record without a date or a body joins
nothing, save within itself: an update that is printed under an action told again, and a note
added after the meeting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from corpus.register import Acceptance, Commitment, FollowUp, Kind, MatchedBy, Outcome
from indexer.commitments.action_numbers import MentionKind
from indexer.commitments.bars import AGAIN, bars_of
from indexer.commitments.likeness import cosine, side_of
from indexer.commitments.matching import Match, Matcher
from indexer.commitments.numbering import goes_through
from indexer.commitments.passages import Passage, passages, put_again
from indexer.commitments.printed_labels import LabelKind, kind_of_label
from indexer.commitments.review_passages import covers_all
from indexer.commitments.subjects import Meeting, Subject, meetings_of, people_of, subjects_of
from indexer.commitments.time_hints import months_named
from indexer.commitments.units import Record
from indexer.commitments.within import within
from indexer.commitments.word_weights import Weights, terms_of

VERSION = 1
"""Raised whenever the same records would be followed up otherwise."""

_COMES_BACK = 0.25
"""Likeness from which another unit may be about the same action."""

_ORDER: Final = tuple(MatchedBy)


def follow_ups(commitments: Sequence[Commitment], records: Iterable[Record]) -> list[FollowUp]:
    """Find what later records say of the commitments of an archive.

    Parameters
    ----------
    commitments
        All that were found, of whatever document; one whose document is not among the
        records has no follow-ups.
    records
        The best rendition of every meeting.

    Returns
    -------
    list of FollowUp
        By commitment and date; at most one of each later record for a commitment.
    """
    held = list(records)
    weights = Weights(unit.text for record in held for unit in record.units)
    by_document: dict[str, list[Commitment]] = defaultdict(list)
    for one in commitments:
        if one.kind is not Kind.NOTED and one.acceptance is not Acceptance.ANSWERED:
            by_document[one.document_id].append(one)
    found: dict[tuple[str, str], FollowUp] = {}
    for record in held:
        for made in within(record, by_document.get(record.document.id, ())):
            found[made.commitment_id, made.document_id] = made
    for meetings in meetings_of(held).values():
        for made in _of_body(meetings, by_document, weights):
            key = made.commitment_id, made.document_id
            if key not in found or _rank(made) < _rank(found[key]):
                found[key] = made
    dates = {record.document.id: str(record.document.date) for record in held}
    places = {
        one.id: (dates.get(one.document_id, ""), one.document_id, one.start) for one in commitments
    }
    return sorted(
        found.values(),
        key=lambda one: (
            places[one.commitment_id],
            one.commitment_id,
            dates[one.document_id],
            one.document_id,
        ),
    )


def _rank(one: FollowUp) -> tuple[int, float, int]:
    return _ORDER.index(one.matched_by), -one.score, one.start


def _of_body(
    meetings: Sequence[Meeting], by_document: Mapping[str, Sequence[Commitment]], weights: Weights
) -> Iterator[FollowUp]:
    own: dict[str, list[Subject]] = {}
    by_order: dict[int, list[Subject]] = defaultdict(list)
    for meeting in meetings:
        mine = by_document.get(meeting.record.document.id, ())
        months = {one.id: _months(one, meeting.record) for one in mine}
        own[meeting.record.document.id] = subjects_of(meeting, mine, months)
        by_order[meeting.order] += own[meeting.record.document.id]
    matcher = Matcher([one for made in own.values() for one in made], weights)
    before: date | None = None
    for number, meeting in enumerate(meetings):
        if number and meetings[number - 1].date < meeting.date:
            before = meetings[number - 1].date
        last = meeting.order - 1 if before and goes_through(meeting.record, before) else None
        made = list(_of_record(meeting, matcher, own[meeting.record.document.id], last))
        yield from made
        if last is not None:
            done = {one.commitment_id for one in made}
            left = [one for one in by_order[last] if one.commitment.id not in done]
            yield from _all_others(meeting, left, weights)


def _months(one: Commitment, record: Record) -> frozenset[int]:
    raw = f" {one.due.raw}" if one.due.raw else ""
    return months_named(record.text[one.start : one.end] + raw)


def _of_record(
    meeting: Meeting, matcher: Matcher, own: Sequence[Subject], last: int | None
) -> Iterator[FollowUp]:
    """Yield what one record says of earlier commitments."""
    if not matcher.has_earlier(meeting):
        return
    record = meeting.record
    told: set[int] = set()
    people = people_of(record)
    for passage in passages(record):
        for telling, match in _matches(passage, meeting, matcher, people, last):
            yield _follow_up(match, telling, record)
            told.update(passage.units)
    for index in _new(record, own, told):
        passage = put_again(record, index)
        side = side_of(passage, record, meeting.date, people)
        again = matcher.worded(side, meeting, (AGAIN,))
        if again is not None and not _other_figures(side.core, again.subject.core):
            yield _follow_up(again, passage, record)


def _matches(
    passage: Passage,
    meeting: Meeting,
    matcher: Matcher,
    people: frozenset[str],
    last: int | None,
) -> list[tuple[Passage, Match]]:
    """Return the commitments that a passage tells of, each with the words that tell of it."""
    if covers_all(passage.text):
        return []
    side = side_of(passage, meeting.record, meeting.date, people)
    found: list[tuple[Passage, Match]] = []
    for mention in passage.mentions:
        if mention.kind is MentionKind.MINUTE and passage.parts:
            # Several things of one minute are told of in sentences of their own.
            for part in passage.parts:
                mine = side_of(part, meeting.record, meeting.date, people, passage.names)
                found += [(part, one) for one in matcher.numbered(mine, mention, meeting, last)]
        else:
            found += [(passage, one) for one in matcher.numbered(side, mention, meeting, last)]
    if found or (passage.mentions and not matcher.numbers_later(passage)):
        return found
    worded = matcher.worded(side, meeting, bars_of(passage))
    return [] if worded is None else [(passage, worded)]


def _follow_up(match: Match, passage: Passage, record: Record) -> FollowUp:
    return FollowUp(
        match.subject.commitment.id,
        record.document.id,
        passage.start,
        passage.end,
        passage.telling.outcome,
        match.matched_by,
        f"“{passage.telling.words}”: {match.why}",
        round(match.score, 4),
    )


def _new(record: Record, own: Sequence[Subject], told: Collection[int]) -> list[int]:
    """Return the units that commit somebody anew: they may put an earlier commitment again."""
    found = {one.unit for one in own}
    for index, unit in enumerate(record.units):
        if kind_of_label(unit.label) is LabelKind.ACTION:
            found.add(index)
    return sorted(found.difference(told))


def _other_figures(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two texts give figures and none is the same: next year's of the same form."""
    mine, theirs = (
        {term for term in terms if any(map(str.isdigit, term))} for terms in (one, other)
    )
    return bool(mine and theirs) and not mine & theirs


def _all_others(meeting: Meeting, left: Sequence[Subject], weights: Weights) -> Iterator[FollowUp]:
    """Yield what "all other actions were completed" closes.

    That is the labelled actions of the meeting before which nothing else in the record is
    about: what it comes back to may be open for all that.
    """
    record = meeting.record
    closing = next((unit for unit in record.units if covers_all(unit.text)), None)
    actions = [one for one in left if one.kind is Kind.ACTION]
    if closing is None or not actions:
        return
    texts = [terms_of(f"{unit.heading or ''} {unit.text}") for unit in record.units]
    for one in actions:
        if all(cosine(one.core, terms, weights) < _COMES_BACK for terms in texts):
            yield FollowUp(
                one.commitment.id,
                record.document.id,
                closing.start,
                closing.end,
                Outcome.CLOSED,
                MatchedBy.REFERENCE,
                "it says that all other actions of the last meeting are complete",
                0.6,
            )
