# ruff: noqa: E501  the patterns read better whole
"""What the classifier sees of a unit: its words, and where it stands. No names, no figures.

Every feature has a name that says what it is, so that a score can be explained by the
features that made it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Final

from corpus.structure import PartKind
from indexer.commitments.cues import Cue, classify
from indexer.commitments.house_style import HouseStyle
from indexer.commitments.printed_labels import kind_of_label, reviews_actions
from indexer.commitments.units import Shape, Unit

_FUTURE: Final = r"(?:will|would|shall)(?: also| then| now| again| continue to| not| be able to)?"
_DELIVER: Final = (
    r"(?:provid|circulat|shar|bring|brought|report|writ|sen[dt]|updat|respon|repl[iy]|publish|invit|arrang|"
    r"present|feed|fed|forward|supply|supplie|attach|meet|attend|contact|chas|draft|prepar|produc|develop|"
    r"rais|tabl|advertis|collat|consult|ask|find out|look at|put|lay|laid|add|monitor|review|let)\w*"
)
_PATTERNS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("will", r"\bwill\b"),
        ("would", r"\bwould\b"),
        ("shall or must", r"\b(?:shall|must)\b"),
        ("should", r"\b(?:should|ought)\b"),
        ("could or might", r"\b(?:could|may|might|can)\b"),
        ("will not", r"\b(?:will|would|could|can|do|does|did)(?: not\b|n[’']t\b)|\bcannot\b"),
        ("future deed", rf"\b{_FUTURE} {_DELIVER}\b"),
        (
            "future passive",
            r"\b(?:will|would|shall|to|is to|are to) be(?: \w+ly)? (?:\w+ed|put|sent|held|brought|made|given|taken|written|done|laid|found|shown|kept|built|set)\b",
        ),
        (
            "future state",
            r"\b(?:will|would) (?:be (?!\w+ed\b)|have|need|allow|help|mean|enable|provide an opportunity|lead to|become|remain|like|want|prefer|expect|hope)\b",
        ),
        ("he or she would", r"\b(?:he|she|they|we|i) (?:will|would|shall)\b"),
        (
            "name will",
            r"(?:^|, |; |\. )(?:the )?(?-i:[A-Z][\w’'/&.-]*)(?: (?-i:[A-Z][\w’'/&.-]*)| of| and| the| for| officers?| team){0,6} (?:will|would|shall)\b",
        ),
        (
            "said would",
            r"\b(?:said|stated|confirmed|advised|replied|responded|answered|explained|added|assured|informed|reported|indicated|noted)\b.{0,160}\b(?:will|would)\b",
        ),
        (
            "said was",
            r"\b(?:said|stated|confirmed|advised|replied|explained|added|reported|noted)\b.{0,60}\b(?:was|were|had|has|is|are)\b",
        ),
        ("it would", r"\b(?:it|this|that|these|there|which) (?:will|would)\b"),
        (
            "undertook",
            r"\b(?:undert(?:ook|akes|aken?|aking)|promis(?:ed|es)|pledged|commit(?:s|ted)?(?: (?:itself|himself|herself))? to|gave .{0,30}\bassurance|given? (?:an )?assurance that)\b",
        ),
        (
            "offered",
            r"\b(?:offer(?:s|ed) to|volunteered to|(?:was|were|is|are) (?:willing|content|prepared|happy|minded) to|content for)\b",
        ),
        ("agreed to", r"\bagree[sd]? to (?!the\b|this\b|that\b)"),
        ("agreed that", r"\bagree[sd]?,? (?:that|on)\b"),
        (
            "agreed alone",
            r"\b(?:agreed|accepted (?:this|that|it))(?: to (?:this|it|do so))?(?=[.,;]|$| and)|\bthis was agreed\b",
        ),
        ("agreed with", r"\bagree[sd]? with\b|\bagreed as\b|\bnot agree"),
        (
            "asked",
            r"\b(?:ask(?:s|ed)?|request(?:s|ed)?|quer(?:y|ied)|questioned|sought|seeking|requires?|urged|called (?:for|on)|invited)\b",
        ),
        ("question", r"\?\W*$"),
        (
            "suggested",
            r"\b(?:suggest\w*|recommend\w*|propos\w+|advocated|argued|felt that|considered that|helpful if|useful (?:to|if))\b",
        ),
        (
            "hope",
            r"\b(?:hop(?:e|ed|es|ing)|expect\w*|aspir\w*|ambition|confident|anticipat\w*|aims? to|intend\w*|intention|plan(?:s|ned)? to|keen|looking to|wish\w*)\b",
        ),
        (
            "soft",
            r"\b(?:look into|consider|explore|give .{0,20}thought|good point|happy to|welcome|try to|seek to|work with|work on|continue to|explor\w+)\b",
        ),
        (
            "if",
            r"\b(?:if|unless|provided (?:that)?|subject to|in the event|should the|whether|depend\w*)\b",
        ),
        ("opens with if", r"^\W*(?:if|should|were|unless|where|subject to)\b"),
        ("need", r"\b(?:need(?:s|ed)?|important|essential|necessary|crucial|require[sd]|vital)\b"),
        (
            "past perfect",
            r"\b(?:had|has|have)(?: also| now| already| not| since)? (?:been )?\w+(?:ed|en|wn|ne|de|ht|nt)\b",
        ),
        (
            "past deed",
            r"\b(?:was|were) (?:\w+ly )?(?:\w+ed|held|given|made|sent|found|put|told|shown|set)\b",
        ),
        ("is doing", r"\b(?:is|are|was|were) (?:\w+ly |now |also |currently )?\w+ing\b"),
        ("present fact", r"\b(?:is|are|has|have|does) (?!to\b)"),
        (
            "by when",
            r"\b(?:by (?:the )?(?:end|next|start|beginning|middle|close|\d|jan|feb|mar|apr|may\b|june?|july?|aug|sep|oct|nov|dec|christmas|easter|spring|summer|autumn|winter|friday|monday|noon)|before (?:the|its|his|her|it|they|he|she|any|christmas|easter|\d)|within \w+ (?:days?|weeks?|months?|years?)|in due course|as soon as|shortly|later (?:in|this)|until)\b",
        ),
        (
            "in which month",
            r"\b(?:in|from|for|to|on|at|during) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december|new year|spring|summer|autumn|winter)\b",
        ),
        (
            "meeting ahead",
            r"\b(?:next|future|subsequent|following|\w+(?:uary|ch|ril|une|uly|ust|ber)) (?:\w+ ){0,2}(?:meetings?|boards?|panels?|committee)\b|\bback to the (?:panel|board|committee|meeting)\b",
        ),
        (
            "to whom",
            r"\b(?:to|with) (?:the )?(?:panel|members|committee|board|commissioner|pcc|pfcc|secretariat|him|her|them)\b",
        ),
        ("group", r"\b(?:panel|committee|board|members|cabinet|meeting|group)\b"),
        ("it was agreed", r"\bit was (?:also |further |then )?(?:agreed|decided|resolved)\b"),
        ("noted", r"\b(?:noted?|notes|noting|received|welcomed|thanked)\b"),
        ("no", r"\b(?:no|not|never|none|nothing|neither|nor|unable|declined|refused)\b"),
        (
            "deferred",
            r"\b(?:defer\w*|postpon\w*|adjourn\w*|on hold|put back|carried (?:over|forward))\b",
        ),
        ("figures", r"\d+(?:\.\d+)?%|£\d|\b\d{2,}\b"),
        ("target", r"\b(?:target|goal|top of|on a par|benchmark)\b"),
        ("every time", r"\b(?:always|every|each|any|whenever|regularly|routinely|usually)\b"),
        (
            "to do",
            r"\bto be (?:\w+ly )?(?:\w+ed|put|sent|held|brought|made|given|taken|written|done|found|set)\b",
        ),
        ("opens with to", r"^\W*to [a-z]+"),
        (
            "opens with a deed",
            r"^\W*(?-i:(?:Provide|Circulate|Invite|Write|Send|Draft|Confirm|Review|Consider|Develop|Update|Share|Prepare|Work|Set|Explore|Ensure|Continue|Make|Publish|Report))\b",
        ),
        ("opens with a pronoun", r"^\W*(?:he|she|they|it|this|that|these|there)\b"),
        (
            "that is",
            r"\bagreed that (?:this|it|that|there|these|those|the(?: [\w’'-]+){1,4}) (?:was|were|is|are|had|has)\b",
        ),
        ("was going to", r"\b(?:going|due|about|set|scheduled|likely) to\b"),
        (
            "of the office",
            r"\b(?:commissioner|pcc|pfcc|constable|chief|officer|clerk|chair|secretariat|force|opcc|dcc|acc|cc|minister|superintendent|inspector)\b",
        ),
    )
)
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*|\d+")
_LONGEST_LOOK: Final = 600
_KEPT_WORDS: Final = 60
"""Words of a unit that count; a commitment has said what it is by then."""


def features_of(
    unit: Unit,
    after: Unit | None,
    lead: str | None,
    house: HouseStyle,
    cue: Cue | None,
    names: Collection[str] = (),
) -> frozenset[str]:
    """Return the features that a unit has.

    Parameters
    ----------
    unit, after
        The unit, and the one after it.
    lead
        The words that lead in the list it stands in.
    house
        What its document does elsewhere.
    cue
        What the cue rules say of the sentence alone.
    names
        Words of the names, and the initials, of the people that the document lists.
    """
    text = unit.text
    found = {name for name, pattern in _PATTERNS if pattern.search(text)}
    found.add(f"cue {cue.rule}" if cue is not None else "no cue")
    if unit.before:
        previous = classify(unit.before[0])
        found.add(f"after {previous.kind.value}" if previous is not None else "after nothing")
        if _PATTERNS[0][1].search(unit.before[0]) or _PATTERNS[1][1].search(unit.before[0]):
            found.add("after a future")
    else:
        found.add("opens its item")
    found |= _subjects(text, names)
    found |= _setting(unit, after, lead, house)
    words = [w.lower() for w in _WORD.findall(text)][:_KEPT_WORDS]
    words = ["0" if w.isdigit() else w for w in words]
    found |= {f"w:{w}" for w in words}
    found |= {f"w:{a} {b}" for a, b in pairwise(words)}
    return frozenset(found)


_MODAL: Final = re.compile(
    r"(?P<who>[^.;:!?]{1,120}?)\b(?P<modal>will|would|shall|is to|are to|was to|were to|to)(?: also| then| now| be| continue to)* (?P<deed>[a-z]+)"
)
_CUT: Final = re.compile(
    r",| that | and (?=he |she |they |it )|\b(?:said|stated|confirmed|replied|agreed|explained|added|reported|noted|advised)\b"
)
_OFFICES: Final = re.compile(
    r"\b(?:Commissioner|PF?CC|OPF?CC|Constable|DCC|ACC|CC|CEx|Chief|Officers?|Officials|Clerk|Chair\w*|Secretariat|Force|Police|Panel|Board|"
    r"Committee|Members|Council|Cabinet|Minister|Department|Office|Team|Group|Superintendent|Inspector|Executive|Director|Manager|[A-Z]{3,5})\b|"
    r"\b(?:sub-group|group|team|officers|officials|secretariat|members|panel|board|committee|force)\b"
)


def _subjects(text: str, names: Collection[str]) -> set[str]:
    """Tell who "will" or "would": a listed person, an office, a pronoun, or a mere thing."""
    found: set[str] = set()
    for part in list(_MODAL.finditer(text[:_LONGEST_LOOK]))[:3]:
        modal = part["modal"]
        if modal == "to":
            continue
        who = _CUT.split(part["who"])[-1].strip()
        words = who.split()
        first = words[0].lower() if words else ""
        if first in ("he", "she", "we", "they", "i") and len(words) <= 2:
            kind = "he or she"
        elif (
            first in ("it", "this", "that", "these", "there", "which", "those", "who")
            and len(words) <= 2
        ):
            kind = "it"
        elif any(word.strip("(),’'s") in names for word in words):
            kind = "a listed person"
        elif _OFFICES.search(who):
            kind = "an office"
        elif not words:
            kind = "nobody named"
        else:
            kind = "a thing"
        modal = "will" if modal in ("will", "shall") else "would" if modal == "would" else "is to"
        found.add(f"{kind} {modal}")
        found.add(f"{kind} {modal}: {part['deed']}")
    return found


def _setting(unit: Unit, after: Unit | None, lead: str | None, house: HouseStyle) -> set[str]:
    found = {f"shape {unit.shape.value}", f"part {unit.part.value}"}
    label = kind_of_label(unit.label)
    if label is not None:
        found.add(f"label {label.value}")
    if unit.number is not None:
        found.add("numbered")
    if unit.owner_cell is not None:
        found.add("owner beside it")
        if after is None or after.block != unit.block:
            found.add("owner beside it, last of its row")
    if unit.due_cell is not None:
        found.add("date beside it")
    if unit.speaker is not None:
        found.add("speaker named")
    if lead is not None:
        cue = classify(lead)
        found.add(f"led in by {cue.kind.value}" if cue is not None else "led in")
    if reviews_actions(unit.heading) or reviews_actions(lead):
        found.add("under a review of actions")
    if unit.part is not PartKind.MINUTES:
        found.add("not in the minutes part")
    for name, holds in (
        ("house labels actions", house.labels_actions),
        ("house has an owner column", house.has_owner_column),
        ("house numbers actions", house.numbers_actions),
        ("house resolves", house.resolves),
        ("house writes prose only", house.prose_only),
    ):
        if holds:
            found.add(name)
    if len(unit.text) < 60:
        found.add("short")
    elif len(unit.text) > 240:
        found.add("long")
    if after is None or after.block != unit.block:
        found.add("last of its block")
    if unit.shape is Shape.BULLET and unit.text[:1].islower():
        found.add("opens in lower case")
    return found
