"""What became of a request there and then: taken up, answered, refused, or not recorded.

Looked for in the words after the request in its own unit, then in the next two units of the
same item. An answer that is also a promise is an acceptance; a new question ends the search.
"""

from __future__ import annotations

import re
from typing import Final

from corpus.register import Acceptance
from indexer.commitments.printed_labels import LabelKind, kind_of_label
from indexer.commitments.printed_words import LONGEST
from indexer.commitments.units import Record, Shape, Unit

_AFTER = 2

_ASKS: Final = re.compile(
    r"\b(?:asked|requested|requests?|requires?|required|asks|sought|would\slike|wanted|urged|queried|questioned|suggested)\b",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(
    r"\b(?:declin(?:ed|es)|refus(?:ed|es|al)|rejected|(?:could|would|will|can|did|does|do)\s?(?:not|n[’']t)\s(?:be\s(?:able|prepared|willing|possible)|agree|accept|support"
    r"|commit|provide|comment|do\s(?:so|it|this|that)|wish|intend|propose|think|run|set|make)|cannot|(?:was|were|is|are)\s(?:not\s(?:able|prepared|willing|possible|supported|agreed"
    r"|appropriate|accepted)|unable|unwilling)|no\sprospect|not\ssupport(?:ed)?|turned\sdown|not\swithout|unable\sto|would\sprefer|would\srather\snot|an\soperational\smatter)\b",
    re.IGNORECASE,
)
_ACCEPTED: Final = re.compile(
    r"\b(?:agreed(?!\swith\s(?:the\s)?(?:view|point|concern))|agrees|accepted\s(?:this|that|it|the\srequest|the\srecommendation)|accepts|undertook|undertakes|promised|was\sagreed|is\sagreed|was\sdone"
    r"|(?:was|is|were|are)\s(?:content|happy|willing|prepared|pleased)\sto|(?:they|he|she|it|we)\swould,|gave\s(?:\w+\s){0,4}(?:assurance|undertaking)|offered\sto|actioned|duly\ssupplied)\b",
    re.IGNORECASE,
)
_WILL: Final = re.compile(
    r"\b(?:will|would)\s(?:(?:also|then|now|gladly|certainly|ensure\sthat\sit\sis)\s)?(?:be\s(?:provided|sent|circulated|shared|brought|supplied|included|added|arranged|done|put|made|shown|published|back"
    r"|reported|attached|given|considered|tabled|presented|prepared)|provide|send|circulate|share|bring|supply|include|add|arrange|do|put|make|show|publish|report|attach|give|see|ensure|look|ask"
    r"|write|raise|take|come|let|consider|present|prepare|find|check|follow|speak|chase)\b",
    re.IGNORECASE,
)
_SOFT: Final = re.compile(
    r"\b(?:would\s(?:look\sinto|see\sif|consider|think\sabout)|give\s(?:it|this|that|the\srequest)\ssome\sthought|good\spoint)\b",
    re.IGNORECASE,
)
_ANSWERED: Final = re.compile(
    r"\b(?:replied|responded|answered(?!\s(?:in|within)\b)|explained|clarified|confirmed|advised|stated|said|reported|informed|assured|pointed\sout|was\s(?:told|advised|informed)|read\sout|tabled|presented\s(?:the|a|his|her|its)\s(?:report|paper|update|figures))\b"
    r"|\bin\s(?:reply|response|answer)\b",
    re.IGNORECASE,
)
_NOT_RECORDED: Final = re.compile(
    r"\brequest\swas\snoted\b|\bno\s(?:reply|answer|response)\b|\bnot\sanswered\b", re.IGNORECASE
)
_RESTATED: Final = re.compile(r"\W*(?:resolved|action)\b", re.IGNORECASE)
# What may still belong to the request itself, before its answer in the same sentence.
_THEN: Final = re.compile(
    r"[,;]\s(?:and|but|which|to\swhich)\s|\s(?:and|but)\s(?=(?:the|this|it|[A-Z]{2,4}\b|he|she)\b)"
)


def acceptance_of(unit: Unit, record: Record, index: int) -> Acceptance | None:
    """Return what became of a request.

    Parameters
    ----------
    unit
        The request.
    record
        Its document.
    index
        Its place in ``record.units``.

    Returns
    -------
    Acceptance or None
        None where ``index`` is not the unit's place. A soft reply ("would look into it") is
        an answer, no acceptance.
    """
    if not 0 <= index < len(record.units) or record.units[index].start != unit.start:
        return None
    own = _in_the_same(unit.text[:LONGEST])
    if own is not None:
        return own
    asker = _first_words(unit.text)
    for other in record.units[index + 1 : index + 1 + _AFTER]:
        if other.item != unit.item or other.heading != unit.heading:
            break
        text = other.text[:LONGEST]
        if _is_action(other):
            return Acceptance.ACCEPTED
        if _RESTATED.match(text) or _NOT_RECORDED.search(text):
            break
        read = _read(text)
        # A request that follows is no answer, unless it also says what was answered.
        if _ASKS.search(text) and read is not Acceptance.ACCEPTED:
            break
        if read is not None and not (asker and _first_words(text) == asker):
            return read
    return Acceptance.NOT_RECORDED


def _in_the_same(text: str) -> Acceptance | None:
    """Return what the words after the request itself say."""
    asked = _ASKS.search(text)
    if asked is None:
        return None
    for then in _THEN.finditer(text, asked.end()):
        rest = text[then.end() :]
        if _REFUSED.search(rest):
            return Acceptance.REFUSED
        if _ACCEPTED.search(rest):
            return Acceptance.ACCEPTED
        if re.search(r"\b(?:replied|responded|answered|explained)\b", rest):
            return Acceptance.ANSWERED
        break
    return None


def _read(text: str) -> Acceptance | None:
    """Return how a sentence after a request answers it; None where it does not."""
    refused, accepted = _REFUSED.search(text), _ACCEPTED.search(text)
    if accepted is not None and (refused is None or accepted.start() < refused.start()):
        return Acceptance.ACCEPTED
    if refused is not None:
        return Acceptance.REFUSED
    if _SOFT.search(text):
        return Acceptance.ANSWERED
    if _WILL.search(text):
        return Acceptance.ACCEPTED
    return Acceptance.ANSWERED if _ANSWERED.search(text) else None


def _is_action(unit: Unit) -> bool:
    labelled = kind_of_label(unit.label) is LabelKind.ACTION or unit.shape is Shape.ACTION_LINE
    to_do = re.match(
        r"(?:[A-Z][A-Za-z]{1,4})(?:\s?/\s?[A-Za-z]{2,5}){0,4}\sto\s[a-z]+\b", unit.text
    )
    return labelled or to_do is not None


def _first_words(text: str) -> str | None:
    """Return who begins a sentence, two words or three, to tell the asker from the answerer."""
    match = re.match(
        r"(?:The\s)?(?:Councillor|Cllr|Mrs?|Ms|Dr|[A-Z][\w’'-]*)\s?(?:[A-Z][\w’'-]*)?", text
    )
    return match[0].casefold().strip() if match is not None else None
