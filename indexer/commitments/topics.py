"""What a commitment is about: the sentence first, then what it stands under and points back to.

A promise rarely names its subject: "the figures would be sent by June" stands under
"Residential burglary", or two bullets below one that names it. Trust falls with distance:

1. the sentence, and with it the heading it stands under, unless that is a container for
   many subjects ("Performance against the plan");
2. where the sentence names none and points back ("it", "this", "such", or too short to say
   what is meant): the nearest of the three units before it that names one, under the same
   heading of the same item; a new heading cuts;
3. the heading, the title of the item;
4. a container's own subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from corpus.reference import Topic, topics
from indexer.analysis import phrase_tokens
from indexer.commitments.printed_words import LONGEST
from indexer.commitments.units import Record, Unit

_Named = Callable[[str | None], frozenset[str]]

_BACK = 3
_SHORT = 9
_CONTAINERS: Final = frozenset(
    {"performance", "police-and-crime-plan", "panel-business", "governance"}
)
"""Topics that, as a heading, say only which part of the meeting it is."""

_SHORT_FORM: Final = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,5}[a-z]?")
_OFFICE: Final = re.compile(
    r"\bPolice,?\sFire(?:,|\s(?:and|&))\s(?:Crime|Rescue)\s(?:Commissioner|Panel)", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W_]+")
_EXPLETIVE: Final = re.compile(
    r"\bit\s(?:was|is|has\sbeen|would\sbe|will\sbe)\s(?:agreed|noted|resolved|decided|proposed|suggested"
    r"|recommended|reported|hoped|felt|helpful|useful|important|stated|argued|recognised|accepted)\b"
    r"|\bthe\ssame\stime\b|\b(?:by|before|until)\sthat\b|\b(?:this|that)\s(?:week|month|year|meeting|evening)\b",
    re.IGNORECASE,
)
_POINTS_BACK: Final = re.compile(
    r"\b(?:it|its|this|these|those|such|them|they|both|so|the\ssame|one\sof\s(?:them|these))\b"
    r"|(?:^|[.;:,]\s)that\b(?!\sthe\b)|\bthat(?=\W*$|\s(?:is|was|would|will|has|had)\b|[.,;:])"
    r"|\b(?:as|the)\s(?:above|former|latter|item|matter|issue|request|point)\b",
    re.IGNORECASE,
)


class _Terms:
    """All terms of all topics, to be looked for in one pass over a text's tokens."""

    def __init__(self, known: Sequence[Topic]) -> None:
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.words: dict[str, set[str]] = {}
        self.short: dict[str, set[str]] = {}
        kept = [topic for topic in known if not topic.search_only]
        names = {tuple(phrase_tokens(topic.name)): topic.id for topic in kept}
        for topic in kept:
            for term in dict.fromkeys((topic.name, *topic.terms, *topic.also)):
                if _SHORT_FORM.fullmatch(term):
                    self.short.setdefault(term, set()).add(topic.id)
                    continue
                way = tuple(phrase_tokens(term))
                if len(way) == 1 and way[0].isalpha():
                    # Whole words: by their stems "confident" would be "confidence", and every
                    # inspector an inspection.
                    if names.get(way, topic.id) == topic.id or topic.name == term:
                        for form in _forms(term):
                            self.words.setdefault(form, set()).add(topic.id)
                    continue
                # What is a topic by itself is a term of no other.
                if way and names.get(way, topic.id) == topic.id:
                    self.phrases.setdefault(way[0], []).append((way, topic.id))

    def within(self, text: str) -> frozenset[tuple[str | None, str]]:
        """Return the topics that a text names, each with the short form that did, or None."""
        line = phrase_tokens(text)
        spans: list[tuple[int, int, str]] = []
        for start, token in enumerate(line):
            for way, topic in self.phrases.get(token, ()):
                if tuple(line[start : start + len(way)]) == way:
                    spans.append((start, start + len(way), topic))
        # "Hate crime" is no crime besides; of two phrases the longer counts.
        found: set[tuple[str | None, str]] = {
            (None, topic)
            for start, end, topic in spans
            if not any(a <= start and end <= b and b - a > end - start for a, b, _ in spans)
        }
        for match in _WORD.finditer(text):
            for topic in self.short.get(match[0], ()):
                found.add((match[0], topic))
            for topic in self.words.get(match[0].casefold(), ()):
                found.add((None, topic))
        return frozenset(found)


def _forms(word: str) -> tuple[str, ...]:
    """Return a word in lower case and its plural."""
    low = word.casefold()
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return low, low[:-1] + "ies"
    return low, low + ("es" if low.endswith(("s", "x", "ch", "sh")) else "s")


@lru_cache(maxsize=2)
def _terms(known: tuple[Topic, ...]) -> _Terms:
    return _Terms(known)


@lru_cache(maxsize=2048)
def _within(text: str, terms: _Terms) -> frozenset[tuple[str | None, str]]:
    return terms.within(text[:LONGEST])


def topics_of(unit: Unit, record: Record) -> tuple[str, ...]:
    """Return the ids of the topics that a unit is about, sorted; empty where none is known.

    Parameters
    ----------
    unit
        A sentence, bullet, action line or row.
    record
        Its document. Short forms that are the initials of somebody it lists are no topics.
    """
    terms = _terms(topics())
    people = frozenset(p.initials for p in record.attendees if p.initials)

    # A body's own name is no subject of what it does.
    body = re.compile(re.escape(name), re.IGNORECASE) if (name := record.document.body) else None

    def named(text: str | None) -> frozenset[str]:
        if not text:
            return frozenset()
        text = _OFFICE.sub(" ", text if body is None else body.sub(" ", text))
        return frozenset(topic for form, topic in _within(text, terms) if form not in people)

    own = named(unit.text)
    heading = named(unit.heading)
    title = named(unit.item.title if unit.item is not None else None)
    # "Minutes:" and "Decision:" are no subject; the title of the item is.
    under = (heading - _CONTAINERS) or (title - _CONTAINERS)
    if own - _CONTAINERS:
        return tuple(sorted(own | under))
    pointed = frozenset[str]()
    if _points_back(unit.text) or not under:
        pointed = _pointed_at(unit, record, named)
    for found in (own | pointed | under, heading, title):
        if found:
            return tuple(sorted(found))
    return ()


def _points_back(text: str) -> bool:
    rest = _EXPLETIVE.sub(" ", text[:LONGEST])
    return bool(_POINTS_BACK.search(rest)) or len(_WORD.findall(rest)) <= _SHORT


def _pointed_at(unit: Unit, record: Record, named: _Named) -> frozenset[str]:
    """Return the topics of the nearest unit before that names any, under the same heading."""
    at = bisect_left(record.units, unit.start, key=lambda one: one.start)
    for other in reversed(record.units[max(0, at - _BACK) : at]):
        if other.item != unit.item or other.heading != unit.heading:
            break
        found = named(other.text) - _CONTAINERS
        if found:
            return found
    return frozenset()
