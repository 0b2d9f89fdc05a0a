# ruff: noqa: E501  the patterns read better whole
"""Rules for sentences that promise in so many words: "undertook to", "agreed that she would".

Only wordings that were nearly always right on the labelled minutes; bare "will" and "would",
which are promises as often as forecasts, are left to the classifier.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from corpus.register import Kind
from indexer.commitments.structure_rules import Ruling
from indexer.commitments.units import Unit

_NOT_YET: Final = r"(?<!\bnot )(?<!\bnever )(?<!\bhad )(?<!\bhas )(?<!\bhave )(?<!\bbeen )(?<!\bas )(?<!\bwhen )(?<!\bonce )"
_VERB: Final = r"(?!the\b|this\b|that\b|these\b|an?\b|be\b(?! )|his\b|her\b|their\b|its\b|it\b|disagree|differ\b|him\b|them\b|(?-i:[A-Z0-9£]))[a-z]{2,}"
_AGREED_TO: Final = re.compile(
    rf"{_NOT_YET}\bagree[sd],? (?:in principle )?to (?:also |then |further |jointly )?{_VERB}", re.I
)
_THOUGHT: Final = re.compile(
    r"\bagree[sd] to (?:give|consider)\b.{0,60}\b(?:thought|consideration)\b", re.I
)
_UNDERTOOK: Final = re.compile(
    rf"{_NOT_YET}\b(?:undert(?:ook|akes)|promise[sd]|pledge[sd]|committed|volunteered|offered) (?:himself |herself |itself |instead |then )?to (?:also )?{_VERB}"
    rf"|{_NOT_YET}\b(?:promised|undertook) (?:an?|the|that|him|her|them|members)\b"
    r"|\bg(?:ave|ives) (?:the \w+ |members |an? |his |her |their |its )*(?:firm |clear |personal )?(?:assurance|undertaking|commitment|promise|word) (?:that|to)\b",
    re.I,
)
_AGREED_THAT: Final = re.compile(
    rf"{_NOT_YET}\b(?:agree[sd]|decided|agreement) (?:that |on |also that )(?!what\b|there\b)(?P<what>.{{2,140}}?)\b(?:will|would|should|shall|to be|is to|are to|was to|were to)\b(?P<deed>.{{0,60}})",
    re.I,
)
_JUDGES: Final = re.compile(
    r"\W*(?:also |then |still |not |\w+ly )?(?:be|prove|seem|appear|become|remain|have been)\b (?:a |an |the |of |very |much |more |most |extremely |particularly |quite |better |highly )*"
    r"(?:useful|helpful|welcome[d]?|desirable|beneficial|good|better|important|valuable|sensible|appropriate|interesting|essential|easier|efficient|possible|difficult|"
    r"necessary|best|worth\w*|needed|required|challenging|simple|clear|consistent|use\b|benefit|interest|underpinned|case\b|able\b|aim|priority|opportunity|key\b)"
    r"|\W*(?:also )?(?:allow|help|enable|need|mean|make (?:it )?(?:easier|sense|more)|benefit|require|provide (?:a )?(?:valuable|useful|good)|have been|like|welcome|apply|still)\b",
    re.I,
)
_HEDGED: Final = re.compile(
    r"\b(?:if|unless|subject to|whether|in principle|as a concept|could|might|may|why|rather than)\b|\?\W*$|\bwould (?:be )?(?:able|nice)\b",
    re.I,
)
_ACCEPTED: Final = re.compile(
    r"\b(?:asked|requested|request|suggested|proposed)\b.{0,260}\b(?:and|which|;|,) (?:this|that|it|which|the [\w ]{3,40}|he|she|\w+ \w+|\w+)? ?(?:was |were )?(?:accepted|agreed)(?: (?:this|that|it|to this|to this request|to do so|to that))?\W*$",
    re.I,
)
_REPORTED: Final = re.compile(
    r"\b(?:reminded|recalled|asked (?:why|whether|if|when|how|what)|as (?:had been )?(?:promised|agreed)|previously agreed|at the (?:last|previous) meeting)\b",
    re.I,
)


_WILL: Final = (
    r"(?:will|would|shall)(?: also| then| now| therefore| shortly)? (?!be\b|have\b|like\b|want\b|need\b|wish\b|prefer\b|welcome\b|expect\b|hope\b|remain\b|still\b|become\b|"
    r"help\b|allow\b|enable\b|benefit\b|appreciate\b|support\b|find it\b|struggle\b|lead to\b|mean\b|look into\b|look to\b|try\b|seek to\b|consider\b|not\b|never\b|always\b|"
    r"continue to be\b|agree\b|suggest\b|cost\b|take place\b|go live\b|fall\b|rise\b|soon\b|only\b|rather\b|otherwise\b|normally\b|usually\b|complement\b|ensure that there\b)[a-z]{3,}"
)
_PERSON_WILL: Final = re.compile(
    rf"(?:^\W*|; |[.–-] |, and |\band )(?P<who>(?:[A-Z][\w’'.-]*|[A-Z]{{2,4}})(?:(?: and |/|, | & | )(?:[A-Z][\w’'.-]*|[A-Z]{{2,4}})){{0,4}}(?: \([^()]{{2,40}}\))?) {_WILL}"
)
_BODY_WILL: Final = re.compile(
    r"(?:^\W*|; |, and )(?P<who>(?:The |the )?(?:[A-Z][\w’'&.-]* ){0,4}(?:Secretariat|Panel|Board|Committee|Team|Office|Force|Commissioner|Constable|Chair\w*|Clerk|Officers?|officers|Council|sub-group|group|"
    rf"[A-Z]{{3,5}})(?: members?| team| officers?)?) {_WILL}"
)
_SAID_WOULD: Final = re.compile(
    rf"\b(?:said|confirmed|replied|stated|responded|advised|answered|explained|added|assured (?:\w+ ){{1,3}}|noted|reported|indicated|informed (?:\w+ ){{1,3}})(?: that| and)? ?(?:he|she|they) {_WILL}"
)
_PROCEDURE: Final = re.compile(
    r"\bnext (?:\w+ )?meeting (?:of the \w+(?: \w+)? )?(?:will|would|is|was|were)(?: now| then)? (?:be )?(?:take place|held|scheduled|arranged|on\b|due\b|fixed|set\b)"
    r"|\b(?:date|time)s? of (?:the )?(?:next|future) meetings?\b|\b(?:meet|meetings?) every \w+ (?:weeks|months)\b|\bre-?order the agenda\b"
    r"|\b(?:closed|opened) the meeting\b|\bminutes (?:will|would|to) be (?:signed|approved|confirmed)\b|\bmeeting (?:will|would) (?:finish|end|start|begin|close)\b",
    re.I,
)
_PROPER: Final = re.compile(r"\w[\w’'-]*")
_TO_BY: Final = re.compile(
    r"^\W*To (?!be noted|receive|consider|note)[a-z]{2,}\b.{3,160}\b(?:by|before|at the next|in time for)\b"
)


def wording_of(unit: Unit, names: Collection[str] = ()) -> Ruling | None:
    """Return what the words of a unit promise outright, or None where they leave it open.

    Parameters
    ----------
    unit
        One that the structure says nothing of.
    names
        Words of the names, and the initials, of the people that the document lists.
    """
    text = unit.text
    if _PROCEDURE.search(text):
        return Ruling(None, False, "procedure")
    if _REPORTED.search(text):
        return None
    if _ACCEPTED.search(text):
        return Ruling(Kind.AGREED, True, "request-accepted")
    agreed = _AGREED_TO.search(text)
    if (
        agreed is not None
        and not _THOUGHT.search(text)
        and not _HEDGED.search(text[: agreed.end()])
    ):
        return Ruling(Kind.AGREED, True, "agreed-to")
    undertook = _UNDERTOOK.search(text)
    if undertook is not None and not _HEDGED.search(text[: undertook.end()]):
        return Ruling(Kind.UNDERTAKING, True, "undertook")
    that = _AGREED_THAT.search(text)
    if that is not None and not _HEDGED.search(that.group()) and not _JUDGES.match(that["deed"]):
        if re.search(r"\b(?:was|were|had|is|are|has) \w", that["what"]) or re.match(
            r"\W*with\b|\W*as\b", that["what"]
        ):
            return None
        return Ruling(Kind.AGREED, True, "agreed-that")
    if re.search(
        r"\b(?:if|unless|subject to|whether|hope[sd]?|could|might|suggest\w*|recommend\w*|propos\w+|asked|requested)\b|\?",
        text,
        re.I,
    ):
        return None
    person = _PERSON_WILL.search(text)
    if person is not None and any(w in names for w in _PROPER.findall(person["who"])):
        return Ruling(Kind.UNDERTAKING, True, "person-will")
    if _SAID_WOULD.search(text):
        return Ruling(Kind.UNDERTAKING, True, "said-would")
    if _BODY_WILL.search(text):
        return Ruling(Kind.UNDERTAKING, True, "body-will")
    if _TO_BY.match(text) and unit.lead is None:
        return Ruling(Kind.ACTION, True, "to-do-by")
    return None
