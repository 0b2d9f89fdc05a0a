"""By when something is to be done: the phrase as printed, and the day where one is settled.

The cell of the row goes first, then the words of the sentence. A date that tells when
something happened, which meeting is spoken of or which period is reported on is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from corpus.register import Due, DueKind
from indexer.commitments.due_days import day_of, length_end, meeting_meant, span_end
from indexer.commitments.due_phrases import Phrase, Shape, phrases_in
from indexer.commitments.printed_labels import LabelKind, kind_of_label
from indexer.commitments.printed_words import LONGEST, as_printed
from indexer.commitments.units import Record, Unit
from indexer.commitments.units import Shape as UnitShape

_LONGEST_CELL = 120
_NO_DUE: Final = frozenset({"n/a", "none", "-", "–", "tbc", "tba", "nil", "complete", "closed"})
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|should|agree[ds]?|undert(?:ook|akes)|promise[ds]?|offer(?:ed|s)|ask(?:ed|s)|request(?:ed|s)?"
    r"|require[ds]?|resolved|hope[ds]?|hopes|expect(?:ed|s)?|intend(?:ed|s)?|plans?|planned|aims?|aspir\w+|meant|to\s(?!the\b|a\b|an\b|his\b|her\b|its\b|their\b|\d)[a-z]{2,}"
    r"|be\s[a-z]{2,}|deferred|put\sback|proposed|recommend\w*|assurance|due|target|ambition|confident|must|needs?)\b",
    re.IGNORECASE,
)
# What a date after these words is of, when it is of something else.
_OF_THE_PAST: Final = re.compile(
    r"(?:\b(?:held|dated|issued|published|received|took\splace|recorded|reported|occurred|ended|ending|since|last|previous|between|compared\s(?:to|with)"
    r"|minutes|figures?|data|performance|statistics|results?|outturn|crimes?|offences|incidents|year|months?|quarter|period|adopted|agreed|met|arrived|fell|rose)"
    r"|(?:meetings?|minutes|letter|report)\s(?:held\s)?(?:of|on))\s?$",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"\b(?:had|was|were|did|(?:has|have)\s(?:been|\w+ed))\b(?!\s(?:to\b|content|willing|agreed\sto|asked\sto|prepared))",
    re.IGNORECASE,
)
_MODAL: Final = re.compile(
    r"\b(?:will|would|shall|should|to\s[a-z]+|be\s[a-z]+|asked|agreed|deferred|put\sback)\b",
    re.IGNORECASE,
)
_MONTH_AND_YEAR: Final = re.compile(r"[a-z]{3,9}\.?,?\s\d{4}$")
# "In future it would be in the report": the phrase opens its clause.
_THEN_MODAL: Final = re.compile(
    r",?\s(?:it|he|she|they|this|these|the\s\w{2,20}|one\s\w{2,20})\s(?:will|would|shall)\b",
    re.IGNORECASE,
)
_BE_DONE: Final = re.compile(r"\bbe\s\w+\s?$", re.IGNORECASE)
# These cannot tell when something was: "the figures next month".
_FORWARD: Final = re.compile(
    r"^(?:later|that|from)\b|\b(?:next|coming|following)\b|\b20\d\d$", re.IGNORECASE
)
_LATER_FIRST: Final = re.compile(r"(?:from|for|over|during|throughout)\b", re.IGNORECASE)
_FINISHES: Final = re.compile(r"\b(?:finish|complete|conclude|end)\w*\s$", re.IGNORECASE)
_LAID_BEFORE: Final = re.compile(
    r"\b(?:laid|put|brought|come|came|comes|was|were|is|be|placed|went|go|set|taken|appear\w*|presented)\s?$",
    re.IGNORECASE,
)
_A_BODY: Final = re.compile(
    r"\bbefore\s(?:the|its|this)\s(?:[\w’'&,-]+\s){0,6}(?:panel|board|committee|council|cabinet|court|meeting|group)s?\b",
    re.IGNORECASE,
)
_CLAUSE_OF_TIME: Final = frozenset({Shape.DAY, Shape.SPAN, Shape.LENGTH, Shape.MEETING})
_GENERIC: Final = frozenset(
    """
    the a an at to for in on of by its their our this that his her next following subsequent
    future forthcoming coming later time before until from into within meeting meetings board
    panel committee forum session full public formal quarterly monthly regular ordinary very
    and s new first january february march april may june july august september sept october
    november december spring summer autumn winter
    """.split()  # noqa: SIM905
)


def due_of(unit: Unit, record: Record, meetings: Sequence[date] = ()) -> Due:
    """Return by when a unit says that something is to be done.

    Parameters
    ----------
    unit
        A sentence, bullet, action line or row.
    record
        Its document, whose date alone tells what "the end of March" is.
    meetings
        Days of the meetings of that body that the archive holds, ascending.

    Returns
    -------
    Due
        ``raw`` is a substring of the canonical text. ``date`` is None where the meeting's
        date is unknown, the meeting meant is not held, or no calendar settles the phrase.
    """
    cell = _cell(unit, record, meetings)
    if cell is not None:
        return cell
    text = unit.text[:LONGEST]
    chosen = _chosen(text, _is_action(unit), record.document.date)
    if chosen is None:
        return Due()
    raw = as_printed(record.text, unit.start, unit.end, unit.text, (chosen.start, chosen.end))
    return _due(raw, text, chosen, record, meetings) if raw else Due()


def _is_action(unit: Unit) -> bool:
    labelled = kind_of_label(unit.label) is LabelKind.ACTION
    return labelled or unit.shape is UnitShape.ACTION_LINE


def _cell(unit: Unit, record: Record, meetings: Sequence[date]) -> Due | None:
    if unit.due_cell is None:
        return None
    raw = record.text[slice(*unit.due_cell)].strip().rstrip(".;,")
    words = " ".join(raw.split())
    if not words or len(words) > _LONGEST_CELL or words.casefold() in _NO_DUE:
        return None
    for text in (words, f"by {words}", f"at the {words}"):
        found = phrases_in(text)
        if found:
            return _due(raw, text, max(found, key=lambda p: p.end - p.start), record, meetings)
    return Due(raw, None, DueKind.VAGUE)


def _due(raw: str, text: str, phrase: Phrase, record: Record, meetings: Sequence[date]) -> Due:
    words, held = text[phrase.start : phrase.end], record.document.date
    match phrase.shape:
        case Shape.RECURRING:
            return Due(raw, None, DueKind.RECURRING)
        case Shape.MEETING:
            own = _of_this_body(text, phrase, record)
            return Due(raw, meeting_meant(words, held, meetings) if own else None, DueKind.MEETING)
        case Shape.VAGUE | Shape.EVENT:
            return Due(raw, None, DueKind.VAGUE)
        case _:
            pass
    day = _day(words, phrase.shape, held)
    settled = day is not None or _settled_by_calendar(words, phrase.shape, held)
    return Due(raw, day, DueKind.DATE if settled else DueKind.VAGUE)


def _day(words: str, shape: Shape, held: date | None) -> date | None:
    try:
        if shape is Shape.DAY:
            return day_of(words, held)
        return span_end(words, held) if shape is Shape.SPAN else length_end(words, held)
    except (ValueError, OverflowError):
        return None


def _settled_by_calendar(words: str, shape: Shape, held: date | None) -> bool:
    """Tell a day that only the meeting's date is missing for from a phrase without one."""
    if shape is Shape.DAY:
        return True
    return held is None and _day(words, shape, date(2001, 6, 15)) is not None


def _chosen(text: str, action: bool, held: date | None) -> Phrase | None:
    """Return the phrase that says by when: after what is to be done, the firmest, the first."""
    found = [p for p in phrases_in(text) if not _is_of_something_else(text, p)]
    ahead = 0 if action else _first(text)
    if ahead is None:
        return None
    after = [p for p in found if p.start >= ahead and _looks_ahead(text, p, held, action)]
    if after:
        return min(after, key=lambda p: (_rank(text, p), p.start))
    opening = [p for p in found if p.start <= 2 or (p.firm and p.shape is not Shape.EVENT)]
    shapes = _CLAUSE_OF_TIME | {Shape.RECURRING}
    opening = [p for p in opening if _not_past(text, p, held) and p.shape in shapes]
    return opening[0] if opening else None


def _first(text: str) -> int | None:
    match = _AHEAD.search(text)
    return match.start() if match else None


def _rank(text: str, phrase: Phrase) -> int:
    if phrase.shape in _CLAUSE_OF_TIME:
        if phrase.firm or _FINISHES.search(text[max(0, phrase.start - 12) : phrase.start]):
            return 0
        return 2 if _LATER_FIRST.match(text, phrase.start) else 1
    return {Shape.EVENT: 3, Shape.RECURRING: 1, Shape.VAGUE: 4}[phrase.shape]


def _looks_ahead(text: str, phrase: Phrase, held: date | None, action: bool) -> bool:
    if not _not_past(text, phrase, held):
        return False
    if phrase.firm and phrase.shape is not Shape.EVENT:
        return True
    before = text[max(0, phrase.start - 200) : phrase.start]
    if _THEN_MODAL.match(text, phrase.end):
        return True
    told = [match.end() for match in _TOLD.finditer(before)]
    if told and not _MODAL.search(before[told[-1] :]):
        return False
    words = text[phrase.start : phrase.end].casefold()
    of_a_period = phrase.shape is Shape.SPAN and words.startswith("for ")
    if of_a_period and not _MONTH_AND_YEAR.search(words):
        # "Figures for January" are no date to do something by.
        return False
    return action or bool(_MODAL.search(before)) or bool(_AHEAD.search(before))


def _not_past(text: str, phrase: Phrase, held: date | None) -> bool:
    """Tell whether a phrase's day, where it has one, is not before the meeting."""
    if held is None or phrase.shape not in (Shape.DAY, Shape.SPAN):
        return True
    day = _day(text[phrase.start : phrase.end], phrase.shape, held)
    return day is None or day >= held or (phrase.firm and phrase.shape is Shape.DAY)


def _is_of_something_else(text: str, phrase: Phrase) -> bool:
    """Tell a meeting that was, a period reported on, and "laid before the Panel"."""
    words = text[phrase.start : phrase.end]
    before = text[max(0, phrase.start - 40) : phrase.start]
    bare = words[:1].isdigit()
    if (
        phrase.shape is Shape.DAY
        and bare
        and before.strip()
        and before.rstrip()[-1] not in "(-–—:,"
    ):
        return True
    apart = phrase.firm or _FORWARD.search(words) or _BE_DONE.search(before)
    if phrase.shape in (Shape.DAY, Shape.SPAN) and not apart and _OF_THE_PAST.search(before):
        return True
    if phrase.shape is Shape.EVENT and _A_BODY.fullmatch(words):
        return True
    if words.casefold().startswith("before ") and _LAID_BEFORE.search(before):
        return phrase.shape is Shape.EVENT or bool(_A_BODY.fullmatch(words))
    return bool(re.search(r"\b(?:last|previous|past)\b", words, re.IGNORECASE))


def _of_this_body(text: str, phrase: Phrase, record: Record) -> bool:
    """Tell whether the meeting of a phrase can be one of this body."""
    before = text[max(0, phrase.start - 30) : phrase.start].rstrip()
    if before.endswith(("’s", "'s", "s’", "s'")):
        return False
    words = set(re.findall(r"[a-z]+", text[phrase.start : phrase.end].casefold()))
    named = words - _GENERIC
    own = set(re.findall(r"[a-z]+", (record.document.body or "").casefold()))
    return named <= own
