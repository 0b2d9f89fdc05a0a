"""A question in the register's terms, and the rows that meet it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.analysis import phrase_tokens, query_terms
from indexer.legible import legible_tokens
from retrieval.concepts import Concept, concepts_of
from retrieval.filters import Understanding, understand, without_scope
from retrieval.judging import Judge, Prepared
from retrieval.records import Filters, UnderstoodFilters
from retrieval.register import Register
from retrieval.register_matching import OwnerTest, owner_forms, topics_in
from retrieval.register_question import Wish, about, wish_of
from retrieval.register_records import RegisterFilters
from retrieval.register_rows import Row
from retrieval.subject import Subject, is_theirs

LOOKED_BACK = 8
"""Sentences before a commitment among which the one is looked for that names its topic."""

_ALL = 0.999

_MONTHS = (
    "",
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the register's terms.

    Attributes
    ----------
    wish, understanding
        What it asks for, and of which part of the archive.
    owner, subject
        Words that name an owner, and whose promises are asked for.
    concepts
        What is left: what the commitments are about.
    topics
        Tokens of the question that name topics, each with the topics' ids.
    """

    wish: Wish
    understanding: Understanding
    owner: str | None
    subject: Subject | None
    concepts: tuple[Concept, ...]
    topics: tuple[tuple[frozenset[str], frozenset[str]], ...]

    @property
    def filters(self) -> UnderstoodFilters:
        """The filters as understood."""
        return self.understanding.filters


class Asking:
    """Puts questions in the register's terms, and looks for rows.

    Parameters
    ----------
    judge, register
        The index and the register of one generation.
    """

    def __init__(self, judge: Judge, register: Register) -> None:
        self._judge = judge
        self._register = register

    def asked(self, prepared: Prepared, given: Filters) -> Asked | None:
        """Return a question in the register's terms, or None where it has none."""
        words = prepared.parsed.words
        wish = wish_of(words)
        if wish.listed and wish.unread_due:
            return None  # "due at the March board" is not a day
        understanding = prepared.understanding
        if wish.has_due or wish.scope != " ".join(words.split()):
            understanding = understand(given, self._judge.generation.passages, wish.scope)
        filters = understanding.filters
        owner = self._owner(wish, prepared, filters)
        rest = without_scope(wish.rest, filters) if wish.rest else ""
        if owner is not None:
            rest = about(re.sub(rf"{re.escape(owner)}(?:['’]s?)?", " ", rest))
        concepts: tuple[Concept, ...] = ()
        if query_terms(rest):
            concepts, _ = concepts_of(
                rest,
                self._judge.generation.vocabulary,
                self._judge.channels.size,
                filters.force,
            )
        topics = tuple((frozenset(way), frozenset(keys)) for way, keys in topics_in(rest))
        return Asked(wish, understanding, owner, prepared.subject, concepts, topics)

    def _owner(self, wish: Wish, prepared: Prepared, filters: UnderstoodFilters) -> str | None:
        """Return the words that name an owner: an office, or one the register knows."""
        names = [*wish.owners, *([prepared.subject.name] if prepared.subject else [])]
        for name in names:
            if len(owner_forms(name)) > 1:
                return name
            test = OwnerTest(name, filters.force)
            rows = self._register.rows(RegisterFilters(), filters)
            if any(test.fits(r.facts.owner, self._register.attendees(r)) for r in rows):
                return name
        return None

    def rows(self, asked: Asked, wanted: RegisterFilters) -> list[Row]:
        """Return the rows that meet everything but the words the question is about."""
        rows = self._register.rows(wanted, asked.filters)
        months = asked.understanding.mentioned
        if months:
            rows = [r for r in rows if any(m.fits(r.document.date) for m in months)]
        if asked.owner is not None or asked.subject is not None:
            rows = [r for r in rows if self._is_theirs(r, asked)]
        return rows

    def _is_theirs(self, row: Row, asked: Asked) -> bool:
        attendees = self._register.attendees(row)
        if asked.owner is not None and OwnerTest(asked.owner, asked.filters.force).fits(
            row.facts.owner, attendees
        ):
            return True
        if asked.subject is None:
            return False
        forms = asked.subject.forms_in(attendees)
        return is_theirs(forms, self._register.quote_of(row), row.facts.owner.raw, None)

    def coverage(self, row: Row, asked: Asked) -> float:
        """Return how much of what the question is about a row meets, in [0, 1]."""
        tokens = self._register.words_of(row)
        own = frozenset(row.facts.topics)
        total = met = 0.0
        for concept in asked.concepts:
            named = set(concept.surface)
            if self._is_date(concept, asked):
                continue
            total += concept.weight
            if concept.met_by(tokens) or any(
                named <= way and keys & own for way, keys in asked.topics
            ):
                met += concept.weight
        return met / total if total else 1.0

    def context(self, row: Row, known: str | None, asked: Asked) -> str | None:
        """Return what a row stands under, with the words before it that name what is asked for.

        "It was agreed that she will monitor this" is shown with the bullet that says what.
        """
        wanted = [c for c in asked.concepts if not self._is_date(c, asked)]
        quote = self._register.quote_of(row)
        here = frozenset(legible_tokens(f"{known or ''}\n{quote}"))
        if not wanted or any(concept.met_by(here) for concept in wanted):
            return known
        one = row.commitment
        opened = self._judge.library.open(one.document_id)
        if not opened.blocks:
            return known
        first = opened.blocks[opened.item_start(opened.block_at(one.start))].start
        before = [s for s in opened.sentences(first, one.start) if s.end <= one.start]
        for sentence in reversed(before[-LOOKED_BACK:]):
            words = opened.text[sentence.start : sentence.end]
            if any(concept.met_by(frozenset(legible_tokens(words))) for concept in wanted):
                return f"{words} … {known}" if known else words
        return known

    @staticmethod
    def _is_date(concept: Concept, asked: Asked) -> bool:
        """Tell whether a concept only names a year or month that was seen to already."""
        told = {
            token
            for one in asked.understanding.mentioned
            for token in (str(one.year), *phrase_tokens(_MONTHS[one.month] if one.month else ""))
        }
        return set(concept.surface) <= told

    def firm(self, asked: Asked, wanted: RegisterFilters) -> list[Row]:
        """Return the rows that meet everything."""
        return [row for row in self.rows(asked, wanted) if self.coverage(row, asked) >= _ALL]
