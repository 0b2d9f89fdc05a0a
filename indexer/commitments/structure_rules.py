# ruff: noqa: E501  the patterns read better whole
"""Rules for what the structure of minutes says outright: labels, lists, decisions, owners.

They look at where a unit stands and at what follows it, and speak only where the shape is
explicit; what they leave open is left to the classifier.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from corpus.register import Kind
from corpus.structure import PartKind
from indexer.commitments.printed_labels import (
    LabelKind,
    ends_with_status,
    is_status,
    kind_of_label,
    reviews_actions,
)
from indexer.commitments.units import Shape, Unit


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule says of a unit; ``kind`` None is "in no register"."""

    kind: Kind | None
    binding: bool
    rule: str


_NOTHING: Final = re.compile(
    r"\W*(?:none\b|nil\b|no (?:further )?actions?\b|n/?a\b|not applicable)", re.I
)
_OVER: Final = re.compile(r"\W*(?:closed|completed?|discharged|done)\b", re.I)
_HAPPENED: Final = re.compile(
    r"\b(?:left|joined|closed|thanked|welcomed|was|were|has|have|had) (?:the meeting|been|their|received|noted|\w+ed)\b",
    re.I,
)
_TASK: Final = re.compile(
    r"\b(?:to|will|shall|should|would|must) (?:\w+ly |also |then |now )?[a-z]{2,}|^\W*(?-i:[A-Z])[a-z]+(?: [a-z]+){2}|\bby (?:the )?(?:next|end)\b",
    re.I,
)
_PROCEDURE: Final = re.compile(
    r"\b(?:correct|accurate|true) record\b|\bminutes\b.{0,120}\b(?:confirmed|approved|agreed|accepted|signed|received)\b"
    r"|\b(?:press and (?:the )?)?public (?:be|were|was) excluded\b|\bexclu(?:de|sion of) the (?:press|public)\b"
    r"|\bstanding orders? be suspended\b|\bapologies\b.{0,60}\b(?:noted|accepted|received)\b",
    re.I,
)
_SECOND: Final = re.compile(
    r"\band (?:that|to|also|further|asks?|requests?|requires?|calls? (?:on|for))\b(?P<rest>.+)$",
    re.I | re.S,
)
_ELECTS: Final = re.compile(
    r"\b(?:elected|appointed|re-elected|re-appointed)\b.{0,60}\b(?:chair\w*|vice|deputy)\b|\b(?:chair|vice-chair)\w*\b.{0,40}\b(?:elected|appointed)\b",
    re.I,
)
_NOTES: Final = re.compile(r"\b(?:noted?|notes|received?|receives)\b", re.I)
_BACKS: Final = re.compile(
    r"\b(?:supports?|supported|endorsed?|endorses|approved?|approves|welcomed?|welcomes|adopted|agreed?|accepted|thanked|congratulated|recorded)\b",
    re.I,
)
_DEFERS: Final = re.compile(r"\b(?:be )?(?:deferred|adjourned|postponed|held over)\b", re.I)
_RECOMMENDS: Final = re.compile(r"\b(?:recommends?|recommended)\b (?:to|that)\b", re.I)
_REQUIRES: Final = re.compile(
    r"\bbe (?:\w+ly )?(?:brought|provided|sent|added|invited|requested|required|asked|considered|made|prepared|submitted|circulated|"
    r"produced|presented|written|established|set up|arranged|convened|included|forwarded|shared|undertaken|carried out|reviewed|updated|"
    r"scheduled|held|monitored|reported|given|amended|published|referred|placed|tabled|delegated|authorised|commissioned|"
    r"instructed|informed|notified|kept|adopted and|recommended to)\b|\b(?:provides?|brings?|reports?|writes?|submits?|reviews?|prepares?|"
    r"responds?|updates?|considers?|invites?|asks?|requests?|requires?|instructs?|circulates?|sends?|arranges?|establish(?:es)?|monitors?|"
    r"undertakes?|delegates?|authorises?|convenes?) (?!of\b|on\b|be\b|by\b|was\b|is\b)[a-z]|\bthere (?:be|shall be|will be)\b|\bbe recommended to\b",
    re.I,
)
_RESOLVED: Final = re.compile(
    r"\W*(?:\(?\d{1,3}(?:\.\d+)?[.)]?\s*)?(?:it was |the (?:panel|committee|board) )?(?:(?-i:RESOLVED|Resolved)|resolved (?:that|to|unanimously)\b|decision\s?:)",
    re.I,
)
_AGREED_LEAD: Final = re.compile(r"\b(?:agreed|agrees)(?:\s\w+){0,3}\W*$", re.I)
_RESOLVED_LEAD: Final = re.compile(r"\b(?:resolved|resolves|decided)(?:\s\w+){0,3}\W*$", re.I)
_ACTION_LEAD: Final = re.compile(r"\W{0,3}actions?\b[^:]{0,40}:.{6}", re.I)
_DANGLES: Final = re.compile(r"\b(?:to|will|should|shall)\W*$", re.I)
_TAGGED: Final = re.compile(
    r"\((?:new |see )?action(?: no\.?| point)? \d[\d/.]*[^()]{0,20}\)", re.I
)
_TAG_OVER: Final = re.compile(r"\b(?:closed?|completed?|discharged|remains|superseded)\b", re.I)
_CLOSES_AND_OPENS: Final = re.compile(
    r"\bclosed\b.{0,40}\b(?:with|and) (?:an?|the) (?:separate|new|further) action\b", re.I
)
_CODES_TO: Final = re.compile(
    r"(?:^\W*|[.:;,–-]\s)(?P<who>(?:[A-Z]{1,3}/)?(?:[A-Z]{2,5}|CEx|All|ALL)(?:(?:\s?[/,&+.]\s?|\sand\s)(?:[A-Z]{2,5}|CEx|all|All)){0,6}) to (?!the\b|a\b|an\b|his\b|her\b|their\b|note\b|[A-Z0-9£])[a-z]{2,}"
)
_NAME_TO: Final = re.compile(
    r"^\W*(?P<who>(?:The )?[A-Z][\w’'.-]+(?:(?:,? and |/| & |, | of | for | the | )[A-Z][\w’'.-]+| officers?| team| members?| force){0,8}) (?:also |then )?to (?!note\b|the\b|a\b|an\b|his\b|her\b|their\b|[A-Z0-9£])[a-z]{2,}"
)
_OFFICE: Final = re.compile(
    r"(?:The )?(?:Town |Chief |Deputy |Vice[- ]|Panel |Board |Police |Cabinet |Home |Task |Working |Sub-?|Democratic |Scrutiny |Monitoring |Lead )?"
    r"(?:Secretariat|Officers?|Officials|Force|Panel|Board|Committee|Clerk|Council|Team|Office|OP?F?CC|Chair\w*|Commissioner|Constable|Members?|Group|Services|Executive|Cabinet|[Gg]roup)\b"
)
_INLINE: Final = re.compile(
    r"\w.{0,120}?\bactions?(?: points?)? (?:arising|agreed|required)\s?:\s(?=\S)", re.I
)
_NOT_TASKS: Final = frozenset(
    """
    date due according response thanks regard relation addition subject prior further up access
    order welcome
    """.split()  # noqa: SIM905
)
_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|had|have|will|would|should|could|can|may|might|said|asked|noted|agreed|told|expected|wished|wanted|continues?|continued|began|came|went|led|seemed|appeared|hopes?|wants?|wishes|plans?|planned|decided|undertook|failed|tended|responded|spoke|referred|drew|listened|intends?|intended|needs?|needed|used|ought)\b"
)


def ruling_of(
    unit: Unit, after: Unit | None, lead: str | None, names: Collection[str]
) -> Ruling | None:
    """Return what the structure says of a unit, or None where it is silent.

    Parameters
    ----------
    unit, after
        The unit, and the one after it in the same item.
    lead
        The words that lead in the list it stands in.
    names
        Names, initials and words of the people that the document lists.
    """
    if unit.part in (PartKind.AGENDA, PartKind.PAPERS):
        return Ruling(None, False, "agenda-text")
    label = kind_of_label(unit.label)
    if label is LabelKind.REVIEW and unit.label is not None and reviews_actions(unit.label):
        return Ruling(None, False, "earlier-action")
    if label is LabelKind.ACTION:
        return _action(unit, after, lead)
    if label is None and _INLINE.match(unit.text):
        return _told_again(after) or Ruling(Kind.ACTION, True, "action-label")
    if lead is not None and label is None and _ACTION_LEAD.match(lead):
        first = re.match(r"\W*([\w’'-]+)", unit.text)
        named = first is not None and first[1] in names
        if named or _DANGLES.search(lead):
            return Ruling(Kind.ACTION, True, "action-list")
    resolved = _resolved(unit, label, lead)
    if resolved is not None:
        return resolved
    tagged = _tagged(unit)
    foreign = lead is not None and _ACTION_LEAD.match(lead) is None
    if tagged is not None or foreign or ends_with_status(unit.text):
        return tagged
    return _owner_to_do(unit, names)


def _told_again(after: Unit | None) -> Ruling | None:
    """Return the ruling on an action under which an update is printed: made at another meeting."""
    if after is None or kind_of_label(after.label) is not LabelKind.REVIEW:
        return None
    return Ruling(Kind.ACTION, False, "earlier-action-updated")


def _action(unit: Unit, after: Unit | None, lead: str | None) -> Ruling | None:
    text = unit.text
    if _NOTHING.match(text) or _OVER.match(text) or not any(map(str.isalpha, text)):
        return Ruling(None, False, "action-without-content")
    outstanding = unit.label is not None and unit.label.casefold().startswith("outstanding")
    followed = (
        after is not None
        and kind_of_label(after.label) is not LabelKind.ACTION
        and (is_status(after.text) or kind_of_label(after.label) is LabelKind.REVIEW)
    )
    if ends_with_status(text):
        return Ruling(None, False, "earlier-action")
    if followed and not outstanding:
        return _told_again(after) or Ruling(None, False, "earlier-action")
    if reviews_actions(lead) and unit.number is not None and not outstanding:
        return Ruling(None, False, "earlier-action")
    own = lead is None and unit.shape is Shape.ACTION_LINE
    if own and unit.label is not None and unit.label.casefold() == "action arising" and followed:
        return _told_again(after) or Ruling(None, False, "earlier-action")
    if not own and _HAPPENED.search(text[:80]) and not _TASK.search(text):
        return None
    listed = unit.shape is Shape.BULLET or lead is not None
    return Ruling(Kind.ACTION, True, "action-list" if listed else "action-label")


def _resolved(unit: Unit, label: LabelKind | None, lead: str | None) -> Ruling | None:
    text = unit.text
    led = lead is not None and _RESOLVED_LEAD.search(lead[-60:]) is not None
    agreed = lead is not None and _AGREED_LEAD.search(lead[-60:]) is not None
    said = _RESOLVED.match(text) is not None
    if not (
        said
        or led
        or agreed
        or label in (LabelKind.RESOLVED, LabelKind.AGREED)
        or (label is LabelKind.DECISION and unit.part is PartKind.DECISION)
    ):
        return None
    kind = Kind.AGREED if (agreed or label is LabelKind.AGREED) and not said else Kind.RESOLVED
    second = _SECOND.search(text)
    rest = second["rest"] if second is not None else ""
    asks = (
        bool(_REQUIRES.search(rest))
        or bool(re.match(r".{0,4}and (?:asks?|requests?|requires?)", text[second.start() :], re.I))
        if second is not None
        else False
    )
    if _PROCEDURE.search(text):
        return Ruling(Kind.RESOLVED, True, "resolved") if asks else Ruling(None, False, "procedure")
    if _ELECTS.search(text):
        return Ruling(kind, False, "elected")
    if asks:
        return Ruling(kind, True, "resolved")
    if _DEFERS.search(text):
        return Ruling(Kind.DEFERRAL, False, "deferred")
    if _RECOMMENDS.search(text) and not re.search(r"\bbe recommended to\b", text):
        return Ruling(Kind.RECOMMENDATION, False, "recommended")
    if _REQUIRES.search(text):
        return Ruling(kind, True, "resolved")
    if _NOTES.search(text):
        return Ruling(Kind.NOTED, False, "noted")
    if _BACKS.search(text):
        return Ruling(kind, False, "supported")
    return None


def _tagged(unit: Unit) -> Ruling | None:
    tag = _TAGGED.search(unit.text)
    if tag is None:
        return None
    if _CLOSES_AND_OPENS.search(unit.text):
        return Ruling(Kind.ACTION, True, "action-number")
    if _TAG_OVER.search(tag.group()) or _TAG_OVER.search(unit.text[-24:]):
        return None
    return Ruling(Kind.ACTION, True, "action-number")


def _owner_to_do(unit: Unit, names: Collection[str]) -> Ruling | None:
    text = unit.text
    found = _CODES_TO.search(text)
    if found is None:
        found = _NAME_TO.match(text)
        if found is None:
            return None
        first = next(w for w in re.findall(r"\w[\w’'-]*", found["who"]) if w != "The")
        listed = first in names or first.isupper() or unit.owner_cell is not None
        if not listed and _OFFICE.match(found["who"]) is None:
            return None
    if found["who"].split()[-1].casefold() in _NOT_TASKS:
        return None
    before = text[: found.start("who")]
    if _FINITE.search(text[found.start() : found.start("who")]) or (
        _FINITE.search(before) and before.rstrip()[-1:] not in ".;:–-,"
    ):
        return None
    return Ruling(Kind.ACTION, True, "owner-to-do")
