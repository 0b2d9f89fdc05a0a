# ruff: noqa: E501  the patterns read better whole
"""What a question asks for, told from its words."""

from __future__ import annotations

import re

from indexer.analysis import query_terms
from retrieval.records import QuestionKind

# The first that matches speaks: "how did the promises change over time" is about time.
_RULES: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            QuestionKind.COMPARISON,
            r"\bcompar\w+\b|\bversus\b|\bvs\b|\bwhich (?:forces|panels|areas)\b|\bother (?:panels|"
            r"forces)\b|\bdifferen(?:ce|t) between\b|\bwho else\b|\bboth (?:forces|panels)\b",
        ),
        (
            QuestionKind.TIMELINE,
            r"\bover time\b|\b(?:at|in) each (?:meeting|year|quarter)\b|\bhow (?:has|have|did|does) "
            r"[\w/ -]{1,60}\b(?:chang|mov|develop|evolv|progress)\w*\b|\btrend\b|\byear (?:on|by) "
            r"year\b|\beach year\b|\bhistory of\b",
        ),
        (
            QuestionKind.COMMITMENTS,
            r"\bcommit(?:s|ted|ment|ments|ting)?\b|\bpromis\w+\b|\bundert(?:ak|ook)\w*\b|\bpledg\w+"
            r"\b|\bactions?\b|\boverdue\b|^\W*(?:which|what) requests\b|\bagreed? to\b|\bagreed? (?:on|about|over)\b|\bagreed\s*\??$|\b(?:would|"
            r"will|going to) (?:do|be done)\b|\bassurances?\b|\bowe[sd]?\b|\bdue (?:by|before|after|during|in|at|on|to)\b|\bdown to do\b|\btake away\b|\b(?:was|were) agreed\b|\b(?:has|have|had|was|were) [\w’' -]{1,80}\b(?:"
            r"delivered|carried out|kept|fulfilled|completed?|closed|done|published|shared|produced|provided)"
            r"\b|\bwhat (?:happened|became)\b",
        ),
        (
            QuestionKind.WHO_SAID,
            r"^\W*who (?!(?:was|were|is|are|will|owns?|chairs?|attended|met|has|have|did|else)\b)\w+"
            r"|\bwhat (?:did|has|have) [\w’' "
            r".-]{1,60}\b(?:say|said|ask|asked|tell|told|think|reply|replied|report|claim|argue)\b",
        ),
        (
            QuestionKind.DECISION,
            r"\bresol(?:ve|ved|ution|utions)\b|\bdecid\w+\b|\bdecisions?\b|\bvot(?:e|ed|es|ing)\b|"
            r"\bveto\w*\b|\b(?:was|were) [\w ]{1,60}\b(?:supported|approved|noted|elected|appointed|"
            r"endorsed|accepted|rejected)\b|^\W*who (?:was|were) (?:elected|appointed)\b",
        ),
    )
)

# "What was the detection rate after the promise to attend?" asks for a rate.
_OF_SOMETHING_ELSE = re.compile(
    r"^\W*(?:why|how (?:many|much|often|long|far|did|do|does)|(?:are|is|who) |what (?:was|is|were|are) "
    r"the (?!.{0,30}\b(?:commit|action|promis|undertak|agree|assur))(?!.{0,60}['’]s? (?:\w+ ){0,2}(?:actions|"
    r"undertakings|commitments|promises)\b)|what (?:share|percentage|proportion|"
    r"number|rate|figure))(?!.{0,200}\b(?:closed|complete|outstanding|open)\b)",
    re.IGNORECASE,
)

_SCAFFOLDING: dict[QuestionKind, re.Pattern[str]] = {
    QuestionKind.COMMITMENTS: re.compile(
        r"\b(?:commit(?:s|ted|ment|ments|ting)?|promis\w+|undert(?:ak|ook)\w*|pledg\w+|actions?|"
        r"agree[ds]?|assurances?|owed|been|made|given|done|do|anyone|anybody|someone|said|say|still|open|"
        r"closed|outstanding|overdue|yet|completed?|due)\b",
        re.IGNORECASE,
    ),
    QuestionKind.COMPARISON: re.compile(
        r"\b(?:compar\w+|versus|vs|which|forces?|panels?|differen\w+|between|both|other)\b",
        re.IGNORECASE,
    ),
    QuestionKind.TIMELINE: re.compile(
        r"\b(?:over time|each (?:meeting|year|quarter)|chang\w*|trends?|history of|year (?:on|by) "
        r"year|meetings?)\b",
        re.IGNORECASE,
    ),
    QuestionKind.WHO_SAID: re.compile(
        r"\b(?:who|said|say|says|ask|asked|asks|tell|told|raised|claim\w*|complain\w*|mention\w*|"
        r"stated|think|thought|repl(?:y|ied)|report(?:ed)?)\b",
        re.IGNORECASE,
    ),
    QuestionKind.DECISION: re.compile(
        r"\b(?:resol(?:ve|ved|ution|utions)|decid\w+|decisions?)\b", re.IGNORECASE
    ),
}
_ALWAYS = re.compile(
    r"\b(?:what|which|when|where|why|how|does|did|is there|are there|anything|something|please|tell "
    r"me|minutes?|meetings?|about|regarding|concerning|happened|record(?:ed)?|many|much)\b",
    re.IGNORECASE,
)


def kind_of(question: str) -> QuestionKind:
    """Return what a question asks for; a plain fact when no rule says otherwise.

    Examples
    --------
    >>> kind_of("what was committed on burglary").value
    'commitments'
    """
    for kind, pattern in _RULES:
        if kind is QuestionKind.COMMITMENTS and _OF_SOMETHING_ELSE.search(question):
            continue
        if pattern.search(question):
            return kind
    return QuestionKind.FACT


def topic_of(question: str, kind: QuestionKind) -> str:
    """Return the question without the words that only say what is asked for.

    "What was committed on burglary" is about burglary; "committed" would lead
    to every other commitment. Where nothing would be left, all is kept.
    """
    stripped = _ALWAYS.sub(" ", question)
    for candidate in (bare_topic(question, kind), stripped, question):
        if query_terms(candidate):
            return " ".join(candidate.split())
    return question


def bare_topic(question: str, kind: QuestionKind) -> str:
    """Return the same, or nothing where a question only says what is asked for.

    >>> bare_topic("which actions are still open", QuestionKind.COMMITMENTS)
    'are'
    """
    stripped = _ALWAYS.sub(" ", question)
    pattern = _SCAFFOLDING.get(kind)
    return " ".join((pattern.sub(" ", stripped) if pattern else stripped).split())
