"""How well the words of a later passage fit an earlier commitment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import sqrt
from typing import Final

from corpus.register import Kind
from indexer.analysis import token_spans
from indexer.commitments.passages import Passage
from indexer.commitments.subjects import Subject
from indexer.commitments.time_hints import Hints, hints_of
from indexer.commitments.units import Record
from indexer.commitments.word_weights import Weights, terms_of

_HALF = 0.5
"""A word that stands in the heading or the sentence before counts half."""

_PERSON = 0.25
"""The name of somebody who was there joins little: they speak of many things."""

_LEAST = 1.3
"""Weight that stands for a very short text, which would else be alike to everything."""

_OWNER, _DUE, _SAID, _FAR = 0.08, 0.1, 0.15, 0.03
"""What agreement on the owner and on the time adds, and each meeting between takes away."""

_FARTHEST = 4

_HOPED = 0.15
"""What is only hoped for is rarely what a log goes back to."""


@dataclass(frozen=True, slots=True)
class Side:
    """A passage, ready to be matched.

    Attributes
    ----------
    core, names, context
        The words of the passage, those that name the action, and those of heading and
        sentence before.
    text
        In lower case, for owners.
    people
        Words of the names in its record.
    """

    passage: Passage
    core: frozenset[str]
    names: frozenset[str]
    context: frozenset[str]
    text: str
    hints: Hints
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a passage fits a commitment.

    Attributes
    ----------
    score
        In [0, 1].
    shared
        The words both hold, the rarest first.
    weight
        What the shared words weigh.
    owner
        Whether the passage names who owes it.
    said, due
        Whether the passage says when it was asked or promised, or due, and that agrees.
    """

    subject: Subject
    score: float
    shared: tuple[str, ...]
    weight: float
    owner: bool
    said: bool
    due: bool


def side_of(
    passage: Passage,
    record: Record,
    held_on: date,
    people: frozenset[str] = frozenset(),
    under: str = "",
) -> Side:
    """Return a passage ready to be matched.

    Parameters
    ----------
    record, held_on
        The record it is of, and the day of its meeting.
    people
        Words of the names in the record (:func:`subjects.people_of`).
    under
        The words that name the entry it stands in, if any.
    """
    unit = record.units[passage.naming]
    titles = [unit.heading or "", unit.item.title or "" if unit.item is not None else ""]
    before = unit.before[0] if unit.before else ""
    numbers = {number.casefold() for one in passage.mentions for number in one.numbers}
    core, names = terms_of(passage.text) - numbers, terms_of(passage.names) - numbers
    return Side(
        passage,
        core | names,
        names,
        terms_of(" ".join([*titles, before, under])) - core,
        passage.text.casefold(),
        hints_of(passage.text, held_on),
        people,
    )


def cosine(one: frozenset[str], other: frozenset[str], weights: Weights) -> float:
    """Return how alike two sets of words are, in [0, 1]."""
    shared = weights.total(one & other)
    if not shared:
        return 0.0
    return shared / sqrt(max(weights.mass(one), _LEAST) * max(weights.mass(other), _LEAST))


def fit(side: Side, subject: Subject, between: int, weights: Weights) -> Fit | None:
    """Measure how well a passage fits a commitment; None where what it says of time forbids it.

    Parameters
    ----------
    between
        Meetings of the body from the commitment's to the passage's; 1 for the next one.
    """
    said = False
    if side.hints.said:
        said = any(hint.fits(subject.meeting.date) for hint in side.hints.said)
        if not said:
            return None
    core = side.core & subject.core
    half = side.core & subject.context
    if side.passage.section:
        half |= side.context & subject.core
    people = subject.people | side.people
    weight = weights.total(core - people) + _HALF * weights.total(half - people)
    weight += _PERSON * weights.total((core | half) & people)
    mine = max(weights.mass(side.names), _LEAST)
    theirs = max(weights.mass(subject.core), _LEAST)
    score = min(weight / sqrt(mine * theirs), 1.0)
    owner = any(_named(name, side.text) for name in sorted(subject.owners))
    due = subject.commitment.due.date
    agrees = any(
        (hint.month in subject.months) or (due is not None and hint.fits(due))
        for hint in side.hints.due
    )
    score += _OWNER * owner + _DUE * agrees + _SAID * said
    score -= _HOPED * (subject.kind is Kind.ASPIRATION)
    score -= _FAR * min(max(between - 1, 0), _FARTHEST)
    shared = sorted(core | half, key=lambda term: (-weights.of(term), term))
    return Fit(subject, max(0.0, min(score, 1.0)), tuple(shared), weight, owner, said, agrees)


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def _named(name: str, text: str) -> bool:
    return name in text and bool(_pattern(name).search(text))


_MOST_SHOWN: Final = 4


def in_words(found: Fit, side: Side) -> str:
    """Return what joins the two, in words an officer understands."""
    parts = []
    printed: dict[str, str] = {}
    for term, start, end in token_spans(side.passage.text):
        printed.setdefault(term, side.passage.text[start:end])
    words = [printed[term] for term in found.shared if term in printed]
    if words:
        shown = ", ".join(f"“{word}”" for word in dict.fromkeys(words[:_MOST_SHOWN]))
        parts.append(f"both speak of {shown}")
    if found.owner:
        parts.append("it names the owner")
    if found.said:
        parts.append("it says when that was asked or promised")
    return "; ".join(parts) or "it stands with it"
