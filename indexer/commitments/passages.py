# ruff: noqa: E501  the patterns read better whole
"""What a record says of earlier business, cut into passages: one for each action it speaks of.

In a review an entry names an action and tells, often in sentences of their own, what became
of it; elsewhere a sentence does both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.register import Outcome
from corpus.structure import PartKind
from indexer.commitments.action_numbers import Mention, MentionKind, mentions
from indexer.commitments.outcomes import Telling, outcome_of, outcome_of_all, outcomes_by_number
from indexer.commitments.printed_labels import LabelKind, is_status, kind_of_label, label_of
from indexer.commitments.review_passages import (
    LOG,
    in_minutes_item,
    in_review,
    is_name,
    printed,
)
from indexer.commitments.units import Record, Shape, Unit

_MOST_TELLING = 6
"""Sentences of one entry that are looked at for what became of it."""

_LONGEST_QUOTE = 500
_SHORTEST_REST, _LONGEST_REST = 4, 60

_BACK: Final = re.compile(
    r"\b(?:further to|following|in response to|with reference to|arising from|as to|regarding|in relation to|under)\s(?:the\s)?(?:actions?|minutes?|request|undertaking|ref)\b"
    r"|\bas (?:\w+ ){0,4}(?:requested|required|promised|agreed|undertaken)\b"
    r"|\b(?:had|has|have|was|were) (?:been )?(?:asked|requested|promised|agreed|undertaken|expected|intended|told|said)\b"
    r"|\b(?:promised|requested|required|asked|due|agreed|expected|set) (?:\w+ ){0,3}(?:for|in|by|at|since) (?:the )?(?:january|february|march|april|may|june|july|august|september|october|november|december|last|previous|20\d\d)"
    r"|\b(?:at|of|since|from) the (?:last|previous|\w+(?: 20\d\d)?) (?:meeting|panel|board)\b|\breminded\b|\b(?:a|one|two) years? (?:ago|earlier|before)\b"
    r"|\b(?:the|his|her|its|their) (?:promise|undertaking|commitment|assurance|action|request|target|prediction)\b|\bstill\b|\bsince\b",
    re.IGNORECASE,
)
_A_LOG: Final = re.compile(r"\baction[- ]log\b", re.IGNORECASE)
_NAME_AND_TELLING: Final = re.compile(
    r"(?P<name>[^:.;]{3,90}?)(?::| [–—-]) (?P<telling>\S.*)", re.DOTALL
)
# "Regular updates to the Board - on track": an entry of a log that is printed as a heading.
_NAME_AND_STATUS: Final = re.compile(r"(?P<name>.{8,600}) [–—-] (?:[A-Za-z]+ ?){1,4}\W?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a later record says of one earlier action, or of several by their numbers.

    Attributes
    ----------
    naming
        Index of the unit that names the action.
    units
        Indices of all its units in the record, in order.
    start, end
        Offsets (code points) of what is cited: the telling words, and the naming ones where
        both are short and stand together.
    names
        The words that name it, by themselves.
    text
        All its words.
    mentions
        The numbers it gives, none where it gives none.
    telling
        What became of it.
    section
        Whether it stands where the record reviews earlier actions.
    looks_back
        Whether its words refer to something asked or promised before.
    parts
        The sentences of an entry that each tell of something, as passages of their own.
    """

    naming: int
    units: tuple[int, ...]
    start: int
    end: int
    names: str
    text: str
    mentions: tuple[Mention, ...]
    telling: Telling
    section: bool
    looks_back: bool
    parts: tuple[Passage, ...] = ()


def passages(record: Record) -> tuple[Passage, ...]:
    """Return all passages of a record that may tell what became of earlier business."""
    found: list[Passage] = []
    entry: list[int] = []
    for index, unit in enumerate(record.units):
        if not in_review(unit) or unit.part is PartKind.AGENDA:
            found += _entry(record, entry)
            entry = []
            if unit.part is not PartKind.AGENDA:
                found += _sentence(record, index)
            continue
        if entry and (record.units[entry[-1]].item != unit.item or _starts(record, entry, index)):
            found += _entry(record, entry)
            entry = []
        entry.append(index)
    found += _entry(record, entry)
    return tuple(found)


def put_again(record: Record, index: int) -> Passage:
    """Return a unit as a passage that puts an earlier commitment again."""
    unit = record.units[index]
    telling = Telling(Outcome.REPEATED, False, "put again")
    return _of_unit(unit, index, (), telling, section=False)


def _of_unit(
    unit: Unit, index: int, named: tuple[Mention, ...], telling: Telling, *, section: bool
) -> Passage:
    back = bool(named) or bool(_BACK.search(unit.text[:400]))
    return Passage(
        index, (index,), unit.start, unit.end, unit.text, unit.text, named, telling, section, back
    )


def _starts(record: Record, entry: Sequence[int], index: int) -> bool:
    """Tell whether a unit opens another entry of a review."""
    first, last, unit = (record.units[i] for i in (entry[0], entry[-1], index))
    if any(mention.opens for mention in mentions(printed(record, index))):
        return True
    if last.label == LOG and unit.label == LOG and _in_row(record, entry[0]):
        return unit.owner_cell is not None and unit.block != last.block
    if kind_of_label(unit.label) is LabelKind.REVIEW and unit.label != LOG:
        return False
    if is_status(unit.text) or label_of(unit.text) is not None:
        return False
    if is_name(unit):
        return True
    if is_name(last) and len(entry) == 1:
        return False
    if last.label == LOG and unit.label == LOG:
        return False
    if unit.block != last.block:
        return True
    named = bool(mentions(printed(record, entry[0]))) or is_name(first)
    return unit.shape is not Shape.ROW and not named


def _in_row(record: Record, index: int) -> bool:
    """Tell whether a unit is the first of a row with a number or an owner."""
    owned = record.units[index].owner_cell is not None
    return owned or bool(mentions(printed(record, index)))


def _entry(record: Record, entry: Sequence[int]) -> Iterator[Passage]:
    """Yield the passages of one entry of a review: one, or one for each list of numbers."""
    if not entry:
        return
    told = [pair for index in entry for pair in _told(record, index, section=True)]
    yield from told
    if len(entry) == 1 and told:
        return
    looked = entry[:_MOST_TELLING]
    units = [record.units[index] for index in looked]
    texts, ends = [printed(record, index) for index in looked], [unit.end for unit in units]
    for position, index in enumerate(looked):
        rest = _rest(record, index)
        if rest:
            texts[position] = f"{texts[position]} {rest}"
            ends[position] = record.text.index(rest, ends[position]) + len(rest)
    told_each = [outcome_of(text) for text in texts]
    telling = outcome_of_all(texts)
    first = units[0]
    if telling is None and len(texts) > 1 and mentions(texts[0]):
        telling = Telling(Outcome.PROGRESS, False, "an update")
    if telling is None:
        return
    at = next((i for i, one in enumerate(told_each) if one == telling), 0)
    start = first.start if ends[at] - first.start <= _LONGEST_QUOTE else units[at].start
    head = None if first.label else _NAME_AND_TELLING.fullmatch(first.text)
    whole = " ".join(texts)
    parts = [
        _of_unit(units[i], looked[i], (), one, section=True)
        for i, one in enumerate(told_each)
        if one is not None and len(looked) > 1
    ]
    yield Passage(
        looked[0],
        tuple(entry),
        start,
        ends[at],
        head["name"] if head is not None else first.text,
        whole,
        mentions(texts[0]),
        telling,
        True,
        bool(_BACK.search(whole)),
        tuple(parts),
    )


def _rest(record: Record, index: int) -> str:
    """Return a status that stands between a unit and the next: too short to be a unit."""
    end = record.units[index].end
    later = index + 1 < len(record.units)
    stop = record.units[index + 1].start if later else len(record.text)
    for line in record.text[end : min(stop, end + _LONGEST_REST)].split("\n"):
        # A line that leads to what follows is not about what precedes it.
        if len(line.strip()) >= _SHORTEST_REST and not line.rstrip().endswith(":"):
            telling = outcome_of(line.strip())
            if telling is not None and telling.firm:
                return line.strip()
    return ""


def _told(record: Record, index: int, *, section: bool) -> Iterator[Passage]:
    """Yield a passage for each list of numbers that a unit itself closes or reports on."""
    unit = record.units[index]
    if kind_of_label(unit.label) is LabelKind.ACTION and not section:
        return
    text = printed(record, index) if section else unit.text
    for mention, telling in outcomes_by_number(text):
        spoken_of = not (mention.opens or mention.bracketed) or bool(_A_LOG.search(text))
        if telling.firm or section or spoken_of or mention.kind is MentionKind.MINUTE:
            yield _of_unit(unit, index, (mention,), telling, section=section)


def _sentence(record: Record, index: int) -> Iterator[Passage]:
    """Yield what one sentence outside a review tells of earlier business."""
    unit = record.units[index]
    told = list(_told(record, index, section=False))
    yield from told
    telling = outcome_of(unit.text)
    if told or telling is None or kind_of_label(unit.label) is LabelKind.ACTION:
        return
    dashed = _NAME_AND_STATUS.fullmatch(unit.text)
    if dashed is not None and telling.firm:
        yield Passage(
            index,
            (index,),
            unit.start,
            unit.end,
            dashed["name"],
            unit.text,
            (),
            telling,
            True,
            True,
        )
        return
    yield _of_unit(unit, index, (), telling, section=in_minutes_item(unit))
