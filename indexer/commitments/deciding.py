"""What a unit does and whether it binds: a rule where one speaks, else the classifier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Attendee
from corpus.register import Kind
from indexer.commitments.classifier import Classifier, shipped, spoken
from indexer.commitments.cues import Cue, classify
from indexer.commitments.features import features_of
from indexer.commitments.house_style import HouseStyle, house_style
from indexer.commitments.structure_rules import Ruling, ruling_of
from indexer.commitments.units import Record, Unit
from indexer.commitments.wording_rules import wording_of

WHY: Final = {
    "action-label": "labelled as an action",
    "action-list": "listed under actions",
    "earlier-action-updated": "an action of an earlier meeting, told again here with an update",
    "action-number": "bears the number of an action",
    "owner-to-do": "says who is to do what",
    "to-do-by": "says what is to be done, and by when",
    "resolved": "resolved that something be done",
    "agreed-to": "agreed to do it",
    "agreed-that": "agreed that somebody will do it",
    "request-accepted": "a request that was accepted there and then",
    "undertook": "undertook, promised or offered to do it",
    "person-will": "a person listed as present will do it",
    "body-will": "an office or group will do it",
    "said-would": "said that they would do it",
    "noted": "a decision that only takes note",
    "supported": "a decision that supports and requires nothing",
    "elected": "an election",
    "deferred": "put off by decision",
    "recommended": "a decision that only recommends",
}
"""What each rule that keeps a unit says, in words that an officer understands."""

_EXPLICIT: Final = frozenset({Kind.REFUSAL, Kind.DEFERRAL})
"""Kinds that a cue tells well and the classifier has seen too seldom to tell."""

_A: Final = {
    Kind.ACTION: "an action",
    Kind.AGREED: "an agreement",
    Kind.UNDERTAKING: "an undertaking",
    Kind.RESOLVED: "a resolution",
    Kind.REQUEST: "a request",
    Kind.RECOMMENDATION: "a recommendation",
    Kind.TARGET: "a target",
    Kind.ASPIRATION: "a hope or plan",
    Kind.REFUSAL: "a refusal",
    Kind.DEFERRAL: "a thing put off",
    Kind.NOTED: "a thing noted",
}
_NAME: Final = re.compile(r"[A-Z][\w’'-]+")
_TITLES: Final = frozenset(
    """
    Cllr Councillor Mr Mrs Ms Miss Dr Sir Dame Lord Lady Baroness Professor Prof Rev The Of And
    Chief Deputy Assistant Police Chair
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a unit does.

    Attributes
    ----------
    kind
        None where it belongs in no register.
    why
        The rule in words, or what the classifier saw.
    score
        The classifier's probability that it binds; None where a rule decided.
    """

    kind: Kind | None
    binding: bool
    why: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Look:
    """A unit with all that the classifier and the rules look at.

    Attributes
    ----------
    ruling
        What a rule says, or None where all are silent.
    features
        Empty where a rule speaks.
    cue
        What the cue rules say of the sentence alone, where no rule speaks.
    """

    unit: Unit
    ruling: Ruling | None
    features: frozenset[str]
    cue: Cue | None = None


def look_at(record: Record) -> list[Look]:
    """Return every unit of a record with what the rules say, or what the classifier needs."""
    house = house_style(record.units)
    names = names_of(record.attendees)
    looks: list[Look] = []
    for index, unit in enumerate(record.units):
        after = record.units[index + 1] if index + 1 < len(record.units) else None
        if after is not None and after.item != unit.item:
            after = None
        lead = record.text[slice(*unit.lead)] if unit.lead is not None else None
        looks.append(_look(unit, after, lead, house, names))
    return looks


def _look(
    unit: Unit, after: Unit | None, lead: str | None, house: HouseStyle, names: frozenset[str]
) -> Look:
    ruling = ruling_of(unit, after, lead, names) or wording_of(unit, names)
    if ruling is not None:
        return Look(unit, ruling, frozenset())
    cue = classify(unit.text, unit.heading)
    return Look(unit, None, features_of(unit, after, lead, house, cue, names), cue)


def decide(look: Look, classifier: Classifier | None = None) -> Decision:
    """Decide what a unit does.

    Parameters
    ----------
    look
        The unit as :func:`look_at` gives it.
    classifier
        The one that comes with Minuted by default.
    """
    if look.ruling is not None:
        why = WHY.get(look.ruling.rule, look.ruling.rule)
        return Decision(look.ruling.kind, look.ruling.binding, why, None)
    model = classifier or shipped()
    score = model.probability(look.features)
    binding = score >= model.threshold
    kind = model.kind(look.features, binding=binding)
    cue = look.cue
    if not binding and cue is not None and cue.kind in _EXPLICIT:
        return Decision(cue.kind, False, f"worded as {_A[cue.kind]}", round(score, 4))
    if not binding:
        why = f"reads like {_A[kind]}, and binds with a score of {score:.2f}" if kind else "silent"
        return Decision(kind, False, why, round(score, 4))
    held = spoken(model.reasons(look.features))
    why = f"reads like a commitment with a score of {score:.2f}" + (f": {held}" if held else "")
    return Decision(kind, True, why, round(score, 4))


def names_of(attendees: Sequence[Attendee]) -> frozenset[str]:
    """Return the words of the names, and the initials, of the people a document lists."""
    found: set[str] = set()
    for attendee in attendees:
        if len(attendee.name) <= 80:
            found.update(w for w in _NAME.findall(attendee.name) if w not in _TITLES)
        if attendee.initials:
            found.add(attendee.initials)
    return frozenset(found)
