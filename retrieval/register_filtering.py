"""Which rows of the register fit what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from corpus.errors import UsageError
from corpus.model import Attendee
from corpus.register import Status
from indexer.passage_store import PassageStore
from retrieval.filters import LONGEST_FILTER, understand
from retrieval.held import lies_within
from retrieval.records import UnderstoodFilters
from retrieval.register_matching import OwnerTest, holds_words, speaks_of, topics_meant
from retrieval.register_records import RegisterFilters, ReviewState, Sort
from retrieval.register_rows import Row

Test = Callable[[Row], bool]


class Source(Protocol):
    """What the tests look up of a row."""

    def attendees(self, row: Row) -> tuple[Attendee, ...]:
        """Return who is listed in its document."""

    def quote_of(self, row: Row) -> str:
        """Return its words."""

    def words_of(self, row: Row) -> frozenset[str]:
        """Return its words and those around it, as tokens."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters as understood, and the tests a row has to pass."""

    filters: UnderstoodFilters
    topics: tuple[str, ...]
    unknown: tuple[str, ...]
    tests: tuple[Test, ...]

    def fits(self, row: Row) -> bool:
        """Tell whether a row passes them all."""
        return not self.unknown and all(test(row) for test in self.tests)


def wanted(
    asked: RegisterFilters,
    rows: Iterable[Row],
    source: Source,
    passages: PassageStore,
    understood: UnderstoodFilters | None = None,
) -> Wanted:
    """Match what is asked for with what is held.

    Parameters
    ----------
    asked, understood
        The filters; the scope as it was understood already, if it was.
    rows
        All there are.
    source, passages
        Where the rest is looked up.

    Raises
    ------
    UsageError
        When a filter cannot be meant.
    """
    _check(asked)
    filters = understood or understand(asked.scope, passages).filters
    unknown = list(filters.unknown)
    meant: tuple[str, ...] = ()
    if asked.topic is not None:
        held = {key for row in rows for key in row.facts.topics}
        meant = topics_meant(asked.topic, held)
        if not meant:
            unknown.append(asked.topic)
    tests = [
        *_scope_tests(asked, filters, source),
        *_content_tests(asked, filters, meant, source),
        *_state_tests(asked),
    ]
    return Wanted(filters, meant, tuple(unknown), tuple(tests))


def _scope_tests(asked: RegisterFilters, filters: UnderstoodFilters, source: Source) -> list[Test]:
    tests: list[Test] = []
    if filters.force or filters.body or filters.since or filters.until:
        tests.append(lambda row: lies_within(row.document, _without_document(filters)))
    if filters.document:
        tests.append(lambda row: filters.document in _documents(row))
    if filters.item:
        item = filters.item.casefold().strip()
        tests.append(lambda row: item in _item_names(row))
    if filters.speaker:
        speaker = filters.speaker
        test = OwnerTest(speaker, filters.force)
        tests.append(
            lambda row: (
                test.fits(row.facts.owner, source.attendees(row))
                or speaks_of(speaker, (source.quote_of(row),))
            )
        )
    if not asked.hidden:
        wanted = set(asked.review_states)
        tests.append(lambda row: not row.hidden or row.review.state in wanted)
    return tests


def _content_tests(
    asked: RegisterFilters,
    filters: UnderstoodFilters,
    meant: tuple[str, ...],
    source: Source,
) -> list[Test]:
    tests: list[Test] = []
    if meant:
        tests.append(lambda row: bool(set(meant) & set(row.facts.topics)))
    if asked.owner is not None:
        owner = OwnerTest(asked.owner, filters.force)
        tests.append(lambda row: owner.fits(row.facts.owner, source.attendees(row)))
    if asked.words is not None:
        words = asked.words
        tests.append(lambda row: holds_words(source.words_of(row), words))
    return tests


def _check(asked: RegisterFilters) -> None:
    for name in ("topic", "owner", "words"):
        value = getattr(asked, name)
        if value is not None and not value.strip():
            raise UsageError(f"--{name} is empty.", "Leave it out, or say what is meant.")
        if value is not None and len(value) > LONGEST_FILTER:
            raise UsageError(
                f"--{name} has {len(value):,} characters; up to {LONGEST_FILTER} are read."
            )
    if asked.due_after and asked.due_before and asked.due_after > asked.due_before:
        raise UsageError(
            f"--due-after {asked.due_after} is after --due-before {asked.due_before}.",
            "Swap the two dates.",
        )


def _state_tests(asked: RegisterFilters) -> list[Test]:
    """Return the tests on what a row is and where it stands."""
    tests: list[Test] = []
    if asked.kinds:
        tests.append(lambda row: row.facts.kind in asked.kinds)
    if asked.binding is not None:
        tests.append(lambda row: row.facts.binding is asked.binding)
    before, after = asked.due_before, asked.due_after
    if before is not None:
        tests.append(lambda row: row.facts.due.date is not None and row.facts.due.date <= before)
    if after is not None:
        tests.append(lambda row: row.facts.due.date is not None and row.facts.due.date >= after)
    if asked.later is not None:
        tests.append(lambda row: bool(row.later) is asked.later)
    if asked.reviewed is not None:
        tests.append(lambda row: (row.review.state is not ReviewState.NONE) is asked.reviewed)
    if asked.review_states:
        tests.append(lambda row: row.review.state in asked.review_states)
    if asked.statuses:
        tests.append(lambda row: _stands(row, asked.statuses, asked.as_of))
    return tests


def _stands(row: Row, statuses: tuple[Status, ...], as_of: date | None) -> bool:
    return row.status(as_of) in statuses


def order(sort: Sort) -> Callable[[Row], tuple[object, ...]]:
    """Return the key by which rows are sorted."""

    def by_date(row: Row) -> tuple[object, ...]:
        when = row.document.date
        one = row.commitment
        return when is None, when or date.max, row.document.id, one.start, one.end

    def by_due(row: Row) -> tuple[object, ...]:
        due = row.facts.due.date
        return due is None, due or date.max, *by_date(row)

    return by_due if sort is Sort.DUE else by_date


def _without_document(filters: UnderstoodFilters) -> UnderstoodFilters:
    return replace(filters, document=None)


def _documents(row: Row) -> set[str]:
    """Return the documents in which a row is said, other renditions too."""
    return {row.commitment.document_id, *(place.document_id for place in row.commitment.again)}


def _item_names(row: Row) -> set[str]:
    item = row.commitment.item
    return (
        {name.casefold().strip() for name in (item.number, item.title) if name} if item else set()
    )
