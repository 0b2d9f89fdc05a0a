# ruff: noqa: E501  the patterns read better whole
"""What a sentence does: promise, request, hope, refuse, note, or none of these.

Rules for the explicit shapes only, each named, so that "why is this here?" has
an answer. Single-sentence cues are known not to be enough (F1 .38 to .66 on
hand-labelled minutes), so the heading a sentence stands under is part of the
rules, and the rules prefer silence to a false promise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.register import BINDING, Kind


@dataclass(frozen=True, slots=True)
class Cue:
    """What a sentence does, and the name of the rule that says so."""

    kind: Kind
    rule: str

    @property
    def binding(self) -> bool:
        """Whether somebody is bound."""
        return self.kind in BINDING


_VERBS = (
    "provide|circulate|share|bring|report|write|update|respond|arrange|ensure|send|monitor|"
    "review|include|add|raise|consider|investigate|look|check|contact|meet|discuss|prepare|"
    "produce|develop|present|publish|explore|follow|feed|take|clarify|confirm|invite|examine|"
    "liaise|speak|obtain|supply|forward|set|schedule|amend|carry|work|continue|pick|return|come|"
    "give|make|put|draft|collate|identify|establish|progress|undertake|commission|table|chase|"
    "attend|visit|go|train|recruit|run|open|start|begin|issue|install|appoint|keep|ask|tell|lay|"
    "hold|launch|publish|report|extend|introduce|increase|move|replace|trial|test|pilot|audit|fund|"
    "pay|complete|finish|deliver|implement|attach|sit|call|build|expand|widen|restore|reinstate"
)
_DONE = (
    "provided|circulated|shared|brought|reported|sent|monitored|reviewed|included|added|raised|"
    "dealt with|mandated|put in place|presented|published|picked up|followed up|taken|tracked|"
    "given|made|arranged|scheduled|amended|updated|prepared|produced|developed|discussed|"
    "submitted|supplied|forwarded|considered|rolled out|established|issued|completed|recruited|"
    "extended|introduced|appointed|invited|investigated|tabled|revisited|examined|passed|laid|"
    "attached|trained|visited|asked|held|installed|replaced|funded|tested|finalised|signed off|"
    "restored|lodged|measured|audited|distributed|costed|drafted|carried out|finished|delivered"
)

# Order matters: the first that matches speaks. What takes a promise back
# (procedure, refusals, notings, past acts) comes before what makes one.
_RULES: tuple[tuple[str, Kind | None, re.Pattern[str]], ...] = tuple(
    (name, kind, re.compile(pattern, re.IGNORECASE))
    for name, kind, pattern in (
        (
            "procedure",
            None,
            r"\b(?:correct|accurate|true) record\b|\bminutes (?:of the .{0,60})?(?:were|be|are|was) "
            r"(?:agreed|approved|confirmed|accepted|signed)|\b(?:date|time) of (?:the )?next meeting"
            r"|\bnext meeting (?:will|would) be held|\b(?:be|was|were) (?:re-?)?(?:elected|appointed) "
            r"(?:as )?(?:vice[- ]?)?chair|\bpress and public\b|\b(?:agreed|approved) as a concept\b",
        ),
        (
            "action-without-content",
            None,
            r"^\W*(?:agreed )?actions?(?: points?)?(?: arising| agreed)?[\s\d/.]*[:–—-]\W*(?:none\b|nil\b|"
            r"no actions?\b|n/a\b|closed\W*$|completed?\W*$|discharged\W*$)",
        ),
        (
            "action-label",
            Kind.ACTION,
            r"^\W*(?:post[- ]meeting |agreed )?actions?(?: points?)?(?: arising| agreed)?(?:\s*(?:no\.?\s*)?[\d/.]+)?\s*"
            r"(?:\([^)]{1,30}\)\s*)?[:–—-]\s*\S|^\W*action(?: point)? (?-i:[A-Z]{2,4}(?:[/.,& ]+[A-Z]{2,4})*) ",
        ),
        (
            "noted",
            Kind.NOTED,
            r"\bresolved\b.{0,80}\bnote[sd]?\b(?!.*\b(?:and|further)\b.*\b(?:provide|bring|report|"
            r"write|request|require|review)\w*)|^\W*(?:that )?the .{1,80}\bbe (?:noted|received)\W*$"
            r"|^(?:the (?:panel|committee|board) )?noted? (?:the|that)\b",
        ),
        (
            "refusal",
            Kind.REFUSAL,
            r"\b(?:declined|refused) to\b|\bwas not (?:supported|agreed|accepted|prepared)\b|\bnot "
            r"(?:be )?(?:able|possible|appropriate|in a position) to\b|\bunable to\b|\bcould not "
            r"commit\b|\bno commitment\b|\bwould not (?:be (?:\w+ )?)?(?:"
            + _DONE
            + "|"
            + _VERBS
            + r")\b|\boperational matter\b|\bgave no (?:undertaking|commitment|assurance)\b"
            r"|\bmade no (?:promise|commitment|undertaking)\b|\bno (?:decision|undertaking|promise) "
            r"(?:had|has|was)\b",
        ),
        (
            "asked-about-a-promise",
            Kind.REQUEST,
            r"\basked (?:why|whether|if|when|how|what)\b.{0,80}\b(?:promised|undertaken|undertook|agreed|committed)\b",
        ),
        (
            "denied",
            None,
            r"\b(?:not|never|nobody|no[ -]one|neither|denied|nothing|nor)\b(?: [\w’'-]+){0,4} (?:agreed?|undert\w+|"
            r"promised?|committed|commit|pledged?|provide|be agreed)\b|\bagreed (?:nothing|not to)\b",
        ),
        (
            "deferral",
            Kind.DEFERRAL,
            r"\b(?:be|was|were|been) (?:deferred|adjourned|postponed)\b|\bdeferred (?:to|until)\b"
            r"|\bcarried (?:forward|over) to\b",
        ),
        (
            "recommendation",
            Kind.RECOMMENDATION,
            r"\bsuggest(?:s|ed|ion)\b|\bshould consider\b|\brecommend(?:s|ed|ation)?\b|\bwould be "
            r"(?:helpful|useful|beneficial|good|welcome)\b|\bcould consider\b|\bone possible\b",
        ),
        (
            "request-accepted",
            Kind.AGREED,
            r"\bagree[sd]? (?:with|to) (?:the|this|that|his|her|their) .{0,60}\brequest\b",
        ),
        (
            "request-accepted-there",
            Kind.AGREED,
            r"\b(?:asked|requested|request)\b.{0,240}\b(?:and|which|;) .{0,60}\b(?:accepted|agreed)"
            r"(?: this| to this| to do so| it)?\W*$",
        ),
        (
            "soft-reply",
            Kind.ASPIRATION,
            r"\bagreed to (?:give|consider) .{0,40}\b(?:thought|consideration)\b|\bwould look into\b"
            r"|\bbeing looked into\b|\bwould (?:give|consider) .{0,30}\bthought\b",
        ),
        (
            "agreed-opinion",
            None,
            r"\bagreed that (?:this|it|that|there|these|those|the(?: [\w’'-]+){1,3}) (?:was|were|is|are|had)\b"
            r"(?! to\b)(?!.{0,80}\b(?:will|would|shall)\b)",
        ),
        (
            "agreed",
            Kind.AGREED,
            r"\b(?:board|panel|committee|members|forum|group|meeting|cabinet) (?:all |then |also |unanimously )?agreed "
            r"(?!with\b|as\b|in principle\b)\w+|\b(?:was|were|been) agreed\W*$|"
            r"\b(?:it was|was|were|and|also|both|all|then|has|had|have) agreed (?:that|to)\b"
            r"|\bagreed (?:that|to|on) (?:the |a |an |he |she |they |it )?\w+|\bagreement (?:that|to|"
            r"for) \w+|^\W*agreed\W+(?:that|to)\b",
        ),
        (
            "resolved",
            Kind.RESOLVED,
            r"(?:^\W*(?:\d+[.)]?\s*)?resolved\b|(?-i:\bRESOLVED\b)|\bresolved (?:that|to|unanimously)\b)"
            r".{0,300}\b(?:be|to|that|provide|bring)s?\b.{0,120}\b(?:"
            + _VERBS
            + "|"
            + _DONE
            + r"|requested|required)\w*\b",
        ),
        (
            "undertook",
            Kind.UNDERTAKING,
            r"\b(?:undertook|undertakes|undertaken|undertaking|promised|promises|pledged|committed) "
            r"(?:to|that|an?|the|his|her|their)\b|\boffered to (?:"
            + _VERBS
            + r")\b|\bg(?:a|i)ven? (?:a |an |the |her |his |their )?(?:firm |clear )?(?:commitment|undertaking|"
            r"assurance|promise|word)s? (?:that|to|concerning)\b|\bassured (?:\w+ ){1,4}that\b.{0,120}\b(?:"
            r"would|will)\b|\bwas willing to (?:" + _VERBS + r")\b",
        ),
        (
            "request",
            Kind.REQUEST,
            r"\brequest(?:s|ed|ing)?\b|\brequires? (?:a|an|the|further)\b|\basked (?:that|for|if|"
            r"whether|how|what|why|when|the|him|her|them)\b|\bwould (?:like|want|wish) to (?:see|know|"
            r"have|receive)\b|\bsought\b|\bseeking\b|\bqueried\b|\bquestioned\b|\burged\b|\bcalled "
            r"(?:on|for)\b|\?\s*$",
        ),
        (
            "aspiration",
            Kind.ASPIRATION,
            r"\baspir\w+\b|\bhope[sd]?\b|\bhoping\b|\bconfident (?:that|of)\b|\bexpect(?:s|ed) (?:to|that|the|a|an|it|there)\b(?! levels)"
            r"|\banticipat\w+\b|\bambition\b|\bkeen (?:to|that)\b|\bintention\b|\bintend(?:s|ed)\b"
            r"|\blooking to\b|\bwould want\b|\bmight\b",
        ),
        (
            "conditional",
            None,
            r"^\W*(?:if|should|were|unless|subject to|where)\b.{0,200}\b(?:will|would)\b|\b(?:will|"
            r"would|could) (?:\w+ )?if\b|\bin the event\b|\bsubject to\b",
        ),
        (
            "need",
            None,
            r"\bthere (?:is|was) a need\b|\bneed(?:s|ed)? to be\b|\bwill need\b|\bwould need\b",
        ),
        (
            "undertaking-passive",
            Kind.UNDERTAKING,
            r"\b(?:will|would|is to|are to|was to|were to)(?: also| then| now| continue to| again)? "
            r"be(?: \w+ly)? (?:" + _DONE + r")\b",
        ),
        (
            "undertaking-speaker",
            Kind.UNDERTAKING,
            r"\b(?:confirm(?:s|ed)|stated|said|advised|assured|explained|added|replied|responded|"
            r"informed|indicated)\b.{0,120}\b(?:he|she|they|it|the \w+(?: \w+)?|his \w+|her \w+) "
            r"(?:will|would) (?:also |then |now )?(?:" + _VERBS + r")\b",
        ),
        (
            "undertaking-will",
            Kind.UNDERTAKING,
            r"^\W*(?:the )?(?:(?-i:[A-Z][\w’'/&.-]*)|pcc|pfcc|commissioner|chief constable|force|officers|"
            r"chair|clerk)(?: (?-i:[A-Z][\w’'/&.-]*)| constable| force| officers?| team){0,4} (?:will|is to"
            r"|are to|would|to)(?: also| then)? (?:" + _VERBS + r")\b",
        ),
        (
            "undertaking-would",
            Kind.UNDERTAKING,
            r"(?:^|, |; |\bthat |\band )(?:an?|the|each|every|all|his|her|their|he|she|they)(?: [\w’'-]+){0,4} "
            r"(?:would|will)(?: also| then| now| again)? (?:be (?:"
            + _DONE
            + "|asked)|"
            + _VERBS
            + r"|have "
            r".{2,60}\b(?:in place|ready|done|" + _DONE + r"))\b",
        ),
        (
            "owner-to-do",
            Kind.ACTION,
            r"^\W*(?-i:(?:[A-Z]/)?[A-Z][A-Za-z]?[A-Z]{1,4}(?:[/,&. ]+[A-Z]{2,5})*) to \w+|^\W*(?-i:To) (?:"
            + _VERBS
            + r")\b.{0,160}\bby\b|^\W*(?-i:To) (?:go|be) ",
        ),
        (
            "to-be-done",
            Kind.ACTION,
            r"^\W*(?:\d+[.)]?\s*)?(?-i:[A-Z])(?:(?!\b(?:is|was|were|are|be|been|had|has|have|need\w*|"
            r"appear\w*|seem\w*|said|continue\w*|likely|expect\w*|asked?|want\w*|ought|due|proved?)\b)."
            r"){3,160} to be (?:"
            + _DONE
            + r"|simplified)\b|\bis to be (?:"
            + _DONE
            + r"|simplified)\b",
        ),
        (
            "target",
            Kind.TARGET,
            r"\btarget\b|\b(?:reduce|increase|cut) .{0,60}\bby \d",
        ),
    )
)

_ACTION_HEADING = re.compile(
    r"^\W*(?:agreed )?actions?(?: points?)?(?: arising| agreed| required| from .{1,40})?\W*$"
    r"|^\W*action(?:s)?/requests for further information\W*$",
    re.IGNORECASE,
)
_RESOLVED_HEADING = re.compile(r"^\W*(?:it was )?resolved\b.{0,30}$", re.IGNORECASE)
_NOTED_ONLY = re.compile(r"\b(?:note[sd]?|received|approved|correct record)\b", re.IGNORECASE)
_NOTHING = re.compile(r"^\W*(?:none|nil|no actions?|n/?a)\b.{0,30}$", re.IGNORECASE)
_LONGEST = 2_000
"""Code points looked at; more is a table that lost its rows, not a sentence."""


def classify(sentence: str, heading: str | None = None) -> Cue | None:
    """Tell what a sentence does.

    Parameters
    ----------
    sentence
        One sentence of the canonical text.
    heading
        The nearest heading above it within its item, if any.

    Returns
    -------
    Cue or None
        None when no rule speaks: most sentences of minutes just report.

    Examples
    --------
    >>> classify("It was agreed that Ms Hale will monitor this.").kind
    <Kind.AGREED: 'agreed'>
    >>> classify("The Chair asked that a note be provided.").binding
    False
    """
    text = " ".join(sentence[:_LONGEST].split())
    if heading and _ACTION_HEADING.match(heading) and not _NOTHING.match(text):
        return Cue(Kind.ACTION, "under an actions heading")
    if heading and _RESOLVED_HEADING.match(heading) and not _NOTED_ONLY.search(text):
        return Cue(Kind.RESOLVED, "under a resolution heading")
    for name, kind, pattern in _RULES:
        if pattern.search(text):
            return Cue(kind, name) if kind else None
    return None
