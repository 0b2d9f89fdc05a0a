"""Who has to act: from the action line, the owner cell, the sentence or the speaker.

Never guessed. The code stays as printed; it is resolved against the people of that
document alone (:mod:`indexer.commitments.people_of`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from corpus.model import Attendee
from corpus.register import Owner, OwnerBasis
from indexer.commitments.agents import Known
from indexer.commitments.clauses import Found
from indexer.commitments.owner_phrases import Sentence
from indexer.commitments.owner_verbs import MODALS
from indexer.commitments.people_of import people_of, with_printed_initials
from indexer.commitments.printed_labels import LabelKind, kind_of_label, label_of
from indexer.commitments.printed_words import LONGEST, as_printed, as_printed_before
from indexer.commitments.units import Record, Shape, Unit

_NOBODY: Final = frozenset({"none", "n/a", "tbc", "tba", "-", "–", "no", "yes", "nil"})
_LONGEST_CELL = 120
_ASKING: Final = re.compile(
    r"\b(?:asked|queried|questioned|requested|wondered|suggested|sought|thanked)\b"
)
_THE: Final = re.compile(r"^(?:the|an?)\s*\n\s*(?=\S)", re.IGNORECASE)
_PARTS: Final = re.compile(r"[\s/,&+;.]+(?:and\s+)?")
# What follows "The Board agreed to:" or "The Clerk will:"; "noted that" binds nobody.
_GOES_ON: Final = re.compile(
    r"\W*(?:to\s+)?(?!\w+ed\b|\w+ing\b|thought|felt|the\b|that\b|an?\b|it\b)[a-z]+\b|\W*agreed\s(?:to|that)\b"
)


def owner_of(unit: Unit, record: Record) -> Owner:
    """Return who has to do what a unit says, as far as the record says so.

    Parameters
    ----------
    unit
        A sentence, bullet, action line or row.
    record
        Its document.

    Returns
    -------
    Owner
        ``raw`` is a substring of the canonical text. An owner cell goes first, unless it
        names several and the sentence one of them. "He" and "she" are followed back one
        unit at most, and only where that names one person. Of a request or a
        recommendation, the owner is whoever is asked.
    """
    known = _known(_people(record.attendees, record.text))
    sentence = Sentence(unit.text, known)
    found = sentence.owner(action=_is_action(unit))
    cell = _cell(unit, record)
    if cell is not None:
        narrower = None
        if found is not None and not found.pronoun and not found.spoken:
            narrower = _within(unit, record, found, cell)
        return _owner(narrower or cell, OwnerBasis.COLUMN, record)
    if found is not None:
        if found.pronoun:
            return _followed_back(unit, record, sentence, found, known)
        raw = as_printed(record.text, unit.start, unit.end, unit.text, found.span)
        basis = OwnerBasis.SPEAKER if found.spoken else OwnerBasis.STATED
        return _owner(raw, basis, record)
    return _led_in(unit, record, known) or _still_speaking(unit, record, sentence, known) or Owner()


@lru_cache(maxsize=8)
def _known(people: tuple[Attendee, ...]) -> Known:
    return Known.of(people)


@lru_cache(maxsize=2)
def _people(people: tuple[Attendee, ...], text: str) -> tuple[Attendee, ...]:
    return with_printed_initials(people, text)


def _is_action(unit: Unit) -> bool:
    return (
        unit.shape is Shape.ACTION_LINE
        or kind_of_label(unit.label) is LabelKind.ACTION
        or bool(unit.label and unit.label.casefold().startswith(("action", "outstanding action")))
    )


def _owner(raw: str | None, basis: OwnerBasis, record: Record) -> Owner:
    if not raw:
        return Owner()
    # "The" at a line's end says nothing, and a break within an owner looks like two.
    raw = _THE.sub("", raw)
    who = people_of(raw, _people(record.attendees, record.text))
    return Owner(raw, who.person, who.role, basis, who.note)


def _cell(unit: Unit, record: Record) -> str | None:
    if unit.owner_cell is None:
        return None
    raw = record.text[slice(*unit.owner_cell)].strip()
    if not raw or len(raw) > _LONGEST_CELL or raw.casefold() in _NOBODY:
        return None
    return raw


def _within(unit: Unit, record: Record, found: Found, cell: str) -> str | None:
    """Return the sentence's own owner where the cell of several names it too."""
    raw = as_printed(record.text, unit.start, unit.end, unit.text, found.span)
    mine = {p for p in _PARTS.split((raw or "").casefold()) if p}
    all_of = {p for p in _PARTS.split(cell.casefold()) if p}
    return raw if mine and mine < all_of else None


def _followed_back(
    unit: Unit, record: Record, sentence: Sentence, found: Found, known: Known
) -> Owner:
    """Say whom "he" or "she" is: who speaks in the sentence, or the one person before it."""
    for agent in sentence.people():
        subject = sentence.subject()
        if (
            subject is not None
            and agent == subject
            and sentence.tokens[agent.first].start < (found.span[0])
        ):
            span = (sentence.tokens[agent.first].start, sentence.tokens[agent.end - 1].end)
            raw = as_printed(record.text, unit.start, unit.end, unit.text, span)
            return _owner(raw, OwnerBasis.SPEAKER, record)
    if unit.text[found.span[0] : found.span[1]].casefold() not in ("he", "she"):
        return Owner()
    return _before(unit, record, known) or Owner()


def _before(unit: Unit, record: Record, known: Known, *, speaking: bool = False) -> Owner | None:
    """Return the one person whom the unit before names."""
    if not unit.before:
        return None
    earlier = Sentence(unit.before[0], known)
    people = earlier.people()
    # Whoever has just asked is not the one who answers.
    if len(people) != 1 or earlier.asks():
        return None
    if speaking:
        said = earlier.speaker()
        if said is None or said.pronoun or _ASKING.search(unit.before[0]):
            return None
    raw = as_printed_before(record.text, unit.start, earlier.words(people[0]))
    return _owner(raw, OwnerBasis.SPEAKER, record) if raw else None


def _led_in(unit: Unit, record: Record, known: Known) -> Owner | None:
    """Return the owner whom the line above a list names: "The Board agreed to:"."""
    if unit.lead is None or not _GOES_ON.match(unit.text):
        return None
    start, end = unit.lead
    shown = " ".join(record.text[start : min(end, start + LONGEST)].split())
    label = label_of(shown)
    if label is not None and label.owner is not None:
        at = shown.find(label.owner)
        words = label.owner.removeprefix("for ")
        begin = at + len(label.owner) - len(words)
        raw = as_printed(record.text, start, end, shown, (begin, begin + len(words)))
        return _owner(raw, OwnerBasis.STATED, record)
    sentence = Sentence(shown, known)
    found = sentence.owner(action=False)
    if (
        found is None
        and sentence.agents
        and shown.rstrip(" :-–").endswith(sentence.words(sentence.agents[-1]))
    ):
        agent = sentence.agents[-1]
        found = Found((sentence.tokens[agent.first].start, sentence.tokens[agent.end - 1].end))
    if found is None or found.pronoun:
        return None
    raw = as_printed(record.text, start, end, shown, found.span)
    return _owner(raw, OwnerBasis.STATED, record)


def _still_speaking(unit: Unit, record: Record, sentence: Sentence, known: Known) -> Owner | None:
    """Return who goes on speaking, as in "ACC Day replied so. A review would be done in May".

    Only where the sentence reports ("would") a thing to be done, names nobody and is no
    decision, and the unit before says that one named person speaks, and asks nothing.
    """
    low = [t.low for t in sentence.tokens]
    if sentence.subject() is not None or kind_of_label(unit.label) is LabelKind.RESOLVED:
        return None
    if low[:2] in (["it", "was"], ["it", "is"]) or low[:1] == ["resolved"]:
        return None
    at = next((n for n, word in enumerate(low) if word in MODALS), None)
    if at is None or any(word.endswith("ed") for word in low[:at]):
        return None
    return _before(unit, record, known, speaking=True)
