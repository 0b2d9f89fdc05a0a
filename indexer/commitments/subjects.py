"""The earlier side of a follow-up: a commitment with all that a later passage may call it by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.reference import force_of_body, same_body
from corpus.register import Commitment, Kind
from indexer.commitments.action_numbers import (
    MentionKind,
    carries_its_year,
    mentions,
    plain_number,
)
from indexer.commitments.printed_labels import LabelKind, kind_of_label
from indexer.commitments.review_passages import in_review, printed
from indexer.commitments.units import Record, Shape, Unit
from indexer.commitments.word_weights import terms_of

_NEAR = 2
"""Units before a commitment that help to understand it ("He would bring it in May")."""


_REACH = 4
"""Units before a commitment, in its block, in which the action it belongs to may be named."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A record whose body and date are known, and its place among those of its body."""

    record: Record
    body: str
    date: date
    order: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A commitment, and what later passages may call it by.

    Attributes
    ----------
    unit
        Index of the unit it stands in.
    core, context
        The words of the quote; those of its heading, item and the units before it.
    number
        Its own number as :func:`action_numbers.plain_number` writes it, or None.
    item
        The number of the item or minute it stands in, or None.
    owners
        Codes and names of who owes it, in lower case.
    months
        The months its words name.
    people
        Words of the names in its record, and of who owes it: they join little.
    """

    commitment: Commitment
    meeting: Meeting
    unit: int
    core: frozenset[str]
    context: frozenset[str]
    number: str | None
    item: str | None
    owners: frozenset[str]
    months: frozenset[int]
    people: frozenset[str]

    @property
    def kind(self) -> Kind:
        """The commitment's kind."""
        return self.commitment.kind


def body_of(record: Record) -> str | None:
    """Return one name for a record's body under whatever name it met; None where unknown."""
    document = record.document
    if document.body is None:
        return None
    return same_body(document.body, document.force or force_of_body(document.body))


def meetings_of(records: Iterable[Record]) -> dict[str, list[Meeting]]:
    """Return the records of each body by date; one without a body or a date is in none.

    Records of one day are one meeting: they have the same order.
    """
    by_body: dict[str, list[tuple[date, str, Record]]] = {}
    for record in records:
        body, day = body_of(record), record.document.date
        if body is not None and day is not None:
            by_body.setdefault(body, []).append((day, record.document.id, record))
    found: dict[str, list[Meeting]] = {}
    for body, rows in sorted(by_body.items()):
        rows.sort(key=lambda row: row[:2])
        days = sorted({row[0] for row in rows})
        found[body] = [Meeting(record, body, day, days.index(day)) for day, _, record in rows]
    return found


def people_of(record: Record) -> frozenset[str]:
    """Return the words of the names of those whom a record lists or lets speak."""
    names = {f"{one.name} {one.initials or ''}" for one in record.attendees}
    names.update(unit.speaker for unit in record.units if unit.speaker)
    return terms_of(" ; ".join(sorted(names)))


def subjects_of(
    meeting: Meeting,
    commitments: Sequence[Commitment],
    months: Mapping[str, frozenset[int]],
) -> list[Subject]:
    """Return the commitments of one record, ready to be matched, in reading order.

    Parameters
    ----------
    meeting
        The record.
    commitments
        Those found in it.
    months
        Months that each commitment's words name, by its id.
    """
    units = meeting.record.units
    starts = [unit.start for unit in units]
    people = people_of(meeting.record)
    found = []
    for one in sorted(commitments, key=lambda c: (c.start, c.end, c.id)):
        at = max(bisect_right(starts, one.start) - 1, 0)
        if not units:
            continue
        last = max(bisect_right(starts, max(one.end - 1, one.start)) - 1, at)
        text = " ".join(unit.text for unit in units[at : last + 1])
        number = _number(one, meeting.record, at)
        unit = units[at]
        titles = [unit.heading or "", unit.item.title or "" if unit.item is not None else ""]
        core, owners = terms_of(text), _owners(one)
        near = [
            other.text
            for other in units[max(0, at - _NEAR) : at]
            if other.item == unit.item and not _is_action(other)
        ]
        found.append(
            Subject(
                one,
                meeting,
                at,
                core,
                terms_of(" ".join([*titles, *near])) - core,
                number,
                plain_number(unit.item.number) if unit.item and unit.item.number else None,
                owners,
                months[one.id],
                people | terms_of(" ".join(owners)),
            )
        )
    return found


def _is_action(unit: Unit) -> bool:
    """Tell whether a unit is an action of its own, which explains none of its neighbours."""
    listed = unit.shape in (Shape.ACTION_LINE, Shape.ROW)
    return listed or kind_of_label(unit.label) is LabelKind.ACTION


def _number(one: Commitment, record: Record, at: int) -> str | None:
    """Return a commitment's number: its own, or that of the entry it stands in.

    An entry is what follows a number in a log ("Action 22/03, dip sampling."), or a
    sentence or two after one that names an action by number.
    """
    if one.number:
        return plain_number(one.number) or None
    unit = record.units[at]
    review = in_review(unit)
    for index in range(at, -1 if review else max(at - _REACH, 0) - 1, -1):
        other = record.units[index]
        if other.item != unit.item:
            return None
        for mention in mentions(printed(record, index)):
            if mention.kind is MentionKind.MINUTE:
                continue
            if review and index < at and not mention.opens:
                continue
            own = index == at and (mention.opens or mention.bracketed)
            dated = carries_its_year(mention.numbers[0]) and not mention.bracketed
            if own or dated or (review and mention.opens):
                return mention.numbers[0] if len(mention.numbers) == 1 else None
        if not review and index < at and other.block != unit.block:
            return None
    return None


def _owners(one: Commitment) -> frozenset[str]:
    names = [one.owner.raw or "", one.owner.person or ""]
    found = set()
    for name in names:
        for part in name.replace("/", ";").replace(",", ";").replace(" and ", ";").split(";"):
            flat = " ".join(part.split()).casefold().removeprefix("the ")
            if len(flat) > 1:
                found.add(flat)
    return frozenset(found)
