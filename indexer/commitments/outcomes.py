# ruff: noqa: E501  the patterns read better whole
"""What the wording of a later passage says became of an action: closed, missed, under way.

A wrong "closed" is the worst error, so whatever takes a completion back ("not complete",
"to be completed", "asked whether it was closed") is looked for before completion itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from corpus.register import Outcome
from indexer.commitments.action_numbers import Mention, MentionKind, mentions, plain_number

_LONGEST = 800


@dataclass(frozen=True, slots=True)
class Telling:
    """What a wording says.

    Attributes
    ----------
    outcome
        What became of it.
    firm
        Whether the words can only be about an action or a request set earlier ("closed",
        "carried forward", "still not received"); else they tell of anything in the past.
    words
        The words that say so, as printed.
    """

    outcome: Outcome
    firm: bool
    words: str


_PP: Final = (
    r"(?:done|completed|received|provided|supplied|circulated|shared|sent|issued|published|delivered|implemented|"
    r"established|set up|held|given|brought|included|added|updated|amended|carried out|actioned|addressed|"
    r"resolved|presented|submitted|distributed|recruited|appointed|introduced|installed|signed off|"
    r"finished|finalised|launched|started|begun|written|replied|responded|opened|met|taken|put in place|"
    r"tabled|contacted|invited|arranged|re-?trained|merged|extended|concluded|cleared|fed back|"
    r"drafted|prepared|produced|moved|advertised|served|reviewed|investigated|answered|granted|fixed|repaired|restored)"
)
_ADVERB: Final = r"(?:now |since |already |also |all |both |recently |subsequently |formally |duly |been |successfully |fully ){0,3}"

# In order: the first that matches a sentence speaks. Firm ones are marked.
_RULES: Final = tuple(
    (outcome, firm, re.compile(pattern, re.IGNORECASE))
    for outcome, firm, pattern in (
        # Not told at all: a question, a condition, a plan.
        (
            None,
            False,
            r"\b(?:asked|queried|enquired|wondered|questioned) (?:if|whether)\b|^\W*(?:if|once|when|until|unless)\b|\b(?:before|until|unless|when|once|if) (?:\w+ ){0,5}(?:is|are|was|were|be|been) (?:\w+ )?(?:closed|complete|completed|done)\b",
        ),
        (
            Outcome.REOPENED,
            True,
            r"\bre-?opened\b|\bchanged (?:his|her|its|their) minds?\b|\bput back on(?:to)? the (?:action )?log\b|\b(?:re-?instated?) (?:as an? )?actions?\b",
        ),
        (
            Outcome.PROGRESS,
            True,
            r"\b(?:partially|partly|part|nearly|almost|largely|half) (?:complete|completed|done|closed|met|implemented)\b|\b(?:cannot|could not|can ?not|not yet) be (?:closed|discharged)\b",
        ),
        (
            Outcome.MISSED,
            True,
            r"\b(?:not|never|yet to be|n[’']t|nor) (?:yet |having |have |been |fully |actually |all |even )*(?:complete|completed|done|received|supplied|provided|circulated|sent|actioned|delivered|implemented|published|closed|met|reached|achieved|taken place|happened|come|begun|started|responded|replied|given a date|produced|shared|brought|progressed|held|addressed|kept|appeared|carried out|finished|resolved|answered)\b",
        ),
        (
            Outcome.MISSED,
            True,
            r"\b(?:no|without) (?:reply|response|answer|progress)\b(?! needed| required)|\boverdue\b|\boverlooked\b|\bincomplete\b|\bnot (?:be|been) (?:met|reached)\b",
        ),
        (
            Outcome.MISSED,
            True,
            r"\basked (?:again )?(?:why|when)\b.{0,80}\b(?:delay|reply|response|asked|promised|due|would (?:come|be)|had not|was not)\b|\b(?:reasons? for|explanation (?:be requested )?(?:of|for)|apologised for|unhappy (?:about|with|at)|frustrated (?:by|at|with)|concern(?:ed)? (?:at|about|over)) (?:the|why|this|that)\b.{0,40}\b(?:delays?|not\b|has ?n[’']t|failure)",
        ),
        (
            Outcome.MISSED,
            True,
            r"\bfrustrated that\b|\bhas ?n[’']t (?:yet )?happened\b|\bstill (?:awaiting|awaited|waiting|not\b|no\b|to be (?:received|done|provided))|\b(?:would|will) be missed\b|\btarget\b.{0,60}\b(?:missed|not (?:been )?(?:reached|met|achieved))|\bfor an? (?:second|third|fourth|fifth|sixth) time\b|\bextensions? ha(?:s|d|ve) (?:already )?been (?:requested|sought)|\bprediction had been wrong\b|\breminded\b.{0,60}\b(?:promised|told|undertaken|agreed|asked)\b.{0,60}\b(?:but|yet|not|nothing)\b",
        ),
        (
            Outcome.MISSED,
            False,
            r"\b(?:in spite of|despite) (?:the|an|its|his|her) (?:promise|undertaking|assurance|commitment)|\bwithout (?:a|the|any) .{3,40}\bhaving been\b|\bagainst\b.{0,40}\b(?:had been|was|were) (?:intended|promised|planned|expected)\b|\basked why the (?:target|promise|figure)\b|\bwithout (?:a|any) (?:\w+ ){0,2}(?:meeting|consultation|reply|explanation)\b|\b(?:was|were|is|are) not in (?:this|the|today)\b|\b(?:had|was) (?:been )?(?:expected|intended|meant|supposed) to (?:be|have)\b",
        ),
        (
            Outcome.REPEATED,
            True,
            r"\boutstanding (?:actions?|matters?|items?)\b|\b(?:is|are|was|were|remains?|remained|still) outstanding\b|(?:^|[:–—-] ?)\W{0,3}outstanding\W*$|\b(?:actions?|it|this) (?:[\w/]+ )?(?:remains?|remained|to remain) open\b|^\W*(?:still |remains? )?open\W*$|\breiterated (?:the|its|his|her|their) (?:request|promise|commitment|undertaking)\b|\bhonour (?:the|his|her|its) (?:undertaking|promise|commitment)\b|\brepeated (?:the|its|his|her) (?:request|promise|commitment|undertaking|assurance)\b",
        ),
        # Put off or under way, and completion that is only planned.
        (
            Outcome.PROGRESS,
            True,
            r"(?<!considered )(?<!deemed )(?<!confirmed )(?<!reported )(?<!agreed )(?<!believed )\b(?:to|will|would|should|shall|must|may|might|could|can|expected to|due to|aims? to|estimated(?: to be)?) (?:now |then |soon |all |also |be |have |been |fully )*(?:complete|completed|closed|finalised|finished|discharged|concluded)\b(?<!can be closed)(?<!could be closed)(?<!to be closed)(?<!can now be closed)(?<!could now be closed)(?<!to be discharged)(?<!can be discharged)(?<!can be completed)|\bestimated complete\b|\b(?:aim|target|expected|estimated|anticipated)\b.{0,30}\bcompletion\b",
        ),
        (
            Outcome.PROGRESS,
            True,
            r"\bcarried (?:over|forward)\b|\bcarry (?:over|forward)\b|\b(?:in|making|good|some) progress\b|\bin hand\b|\bon[- ]?going\b|\bunder ?way\b|\bon track\b|\bplan in place\b|\b(?:on hold|paused)\b|\bin draft\b|\bon schedule\b|\bwork (?:continues|is continuing|was continuing)\b|\bto be (?:progressed|followed up|pursued|picked up)\b|\bfurther (?:update|report)s? (?:to come|to follow|will|would|at|in|due)\b|\bawait(?:s|ing|ed)\b|\b(?:deferred|postponed|rescheduled|put back|held over|pushed back)\b|\bto follow\b|\bwill push this forward\b",
        ),
        (Outcome.PROGRESS, False, r"\b(?:has|have) (?:started|begun) (?:to|work)\b"),
        # Over.
        (
            Outcome.CLOSED,
            True,
            r"\b(?:can|could|may|should|to|agreed to|now|is|are|was|were|be|as|and|been|all) (?:be |now be |now |treated as |considered (?:to be |as )?|regarded as |marked (?:as )?|confirmed (?:as )?|agreed as |formally )*(?:closed|complete|completed|discharged|concluded|cleared)\b|(?<!be )\b(?:closed|complete|completed|discharged|done|actioned|cleared|concluded)\b\W*$|^\W*(?:all |now |action |this is |this has been |has been )?(?:closed|complete|completed|discharged|done|actioned|cleared|concluded|received|delivered|superseded)\b",
        ),
        (
            Outcome.CLOSED,
            True,
            r"\b(?:taken|removed|deleted|come) (?:from|off) the (?:action )?(?:log|list|tracker)\b|\bno further action\b|\bsince been (?:done|completed|provided|received|circulated|actioned|resolved)\b|[:–—-] ?received\b|\bas (?:the (?:panel|board|committee|commissioner) )?(?:had )?(?:requested|required|asked|promised|agreed)\b|\b(?:promised|requested|asked for)\b.{0,60}\bwas (?:received|given|provided|sent|supplied)\b",
        ),
        (
            Outcome.CLOSED,
            False,
            rf"\b(?:has|have|had|was|were) {_ADVERB}{_PP}\b|\b(?:is|are) now {_ADVERB}(?:in place|in (?:force|post|use)|available|included|shared|{_PP})\b|\bin force from\b|\bcame in\b|\bwas signed off\b|\bhas met\b|^\W*(?:[A-Z][\w’]+ ){{0,4}}(?:received|circulated|supplied|replied|brought to)\b|\bthanked\b.{{0,60}}\bfor (?:the|his|her|their|its)\b|\b(?:presented|introduced|tabled) (?:the|his|her|its|their|an?) (?:\w+ ){{0,5}}(?:report|paper|results?|findings|draft|plan|analysis|figures|review|presentation)\b|\b(?:has|have|had) been in (?:post|place|operation|force|use|effect) since\b|\bput (?:the|that|this) request to\b|\b(?:was|were|is) (?:now )?before the (?:panel|board|committee)\b|\bhaving [a-z]+ed\b|\bfurther to\b.{{0,120}}\b(?:reported|advised|confirmed|stated)\b|\bresponses? to (?:its|the|that) request\b|\b(?:reported the results|reported back)\b|^\W*Accepted by\b",
        ),
        (
            Outcome.PROGRESS,
            False,
            r"\bgave (?:an? )?(?:\w+ )?(?:presentation|overview|update|feedback)\b|\bprovided (?:an? )?(?:\w+ )?(?:update|overview|feedback|presentation)\b|\breminded\b.{0,60}\b(?:promised|undertaken|agreed|asked)\b|\b(?:had |have )?(?:asked|requested) in (?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
        ),
        (
            Outcome.PROGRESS,
            False,
            r"\b(?:is|are) (?:being|working|developing|preparing|looking|in the process)\b|\bhave (?:started|begun) to\b|\bhas asked\b|\bto be fixed\b|\bwas noted\W*$",
        ),
    )
)
_NUMBER_FIRST: Final = re.compile(r"(?P<number>\d[\d/]{0,8})(?=\s)")
_CLAUSES: Final = re.compile(
    r"(?<=[.;])\s+|[,;]?\s+(?:but|while|whilst|whereas)\s+|[,;]?\s+and\s+(?=(?:actions?|nos?\.?|minutes?|ref\w*)\s\S{0,3}\d)"
    r"|,\s+(?=(?:actions?\s|nos?\.?\s)?\d[\d/]*\s+(?:is|was|are|were|has|had|to|remains?|complete|closed|ongoing|in|carried|not|discharged|done|outstanding))",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def outcome_of(text: str) -> Telling | None:
    """Return what a sentence says became of something, or None where it does not say.

    >>> outcome_of("Update: not done.").outcome
    <Outcome.MISSED: 'missed'>
    >>> outcome_of("It was asked whether the action was closed.") is None
    True
    """
    text = " ".join(text[:_LONGEST].split())
    for outcome, firm, pattern in _RULES:
        found = pattern.search(text)
        if found is not None:
            return Telling(outcome, firm, " ".join(found[0].split())) if outcome else None
    return None


_STRENGTH: Final = {
    Outcome.REOPENED: 5,
    Outcome.MISSED: 4,
    Outcome.CLOSED: 3,
    Outcome.REPEATED: 2,
    Outcome.PROGRESS: 1,
}


def outcome_of_all(texts: Iterable[str]) -> Telling | None:
    """Return what several sentences about one action say together.

    A firm word goes before a mere report of something past; among firm ones the last status
    that is printed by itself ("Closed.") decides, else what was missed goes before what was
    closed, and that before what goes on.
    """
    told = [(text, telling) for text in texts if (telling := outcome_of(text)) is not None]
    firm = [pair for pair in told if pair[1].firm] or told
    if not firm:
        return None
    last_text, last = firm[-1]
    alone = last.firm and len(last_text.split()) <= 4
    if alone and (last.outcome is Outcome.CLOSED or len(firm) == 1):
        return last
    return max((telling for _, telling in firm), key=lambda one: _STRENGTH[one.outcome])


def outcomes_by_number(text: str) -> tuple[tuple[Mention, Telling], ...]:
    """Return the numbers that a text names, each list of them with the outcome of its clause.

    A number in brackets at the end of a text that closes another one is the new action's own
    ("..., with a separate action (Action 16 - RC)") and is left out.

    >>> [(m.numbers, t.outcome.value) for m, t in outcomes_by_number(
    ...     "Actions 4 and 5 complete; action 6 carried forward.")]
    [(('4', '5'), 'closed'), (('6',), 'progress')]
    """
    named = list(mentions(text))
    whole = outcome_of(text)
    told: list[tuple[Mention, Telling]] = []
    bounds = [0, *(match.end() for match in _CLAUSES.finditer(text[:_LONGEST])), len(text) + 1]
    for bound in bounds[1:-1]:
        # "Action 4 complete, 5 ongoing": the word stands before the first only.
        more = _NUMBER_FIRST.match(text, bound) if named and bound > named[0].end else None
        if more is not None:
            numbers = (plain_number(more["number"]),)
            named.append(
                replace(named[0], numbers=numbers, start=bound, end=more.end(), bracketed=False)
            )
    for mention in named:
        rest = text[mention.end : mention.end + 40]
        own = (
            mention.bracketed
            and not mention.opens
            and not re.match(r"\W{0,2}(?:remains|refers|closed|complete)", rest, re.I)
        )
        if own and mention.kind is not MentionKind.MINUTE and len(named) > 1:
            continue
        start = max(bound for bound in bounds if bound <= mention.start)
        end = min(bound for bound in bounds if bound > mention.start)
        telling = outcome_of(text[start:end])
        if telling is None and len(named) == 1:
            telling = whole
        if telling is not None:
            told.append((mention, telling))
    return tuple(told)
