"""Choosing the sentences that are shown, by what kind of answer is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from indexer.commitments import Kind
from retrieval.evidence import Evidence
from retrieval.filters import MentionedDate
from retrieval.records import QuestionKind

COVERAGE_WEIGHT, OWN_WEIGHT, COSINE_WEIGHT = 0.25, 0.25, 0.5
"""Of a sentence's score. On the development questions of the sample archive anything near
this does as well (an answering sentence among the best three for .76 to .82 of 55 questions),
and a regression over fourteen signals does no better."""

RANK_BONUS = 0.1
"""For a sentence of the best passage; half of it for one of the second, and so on."""

DECIDED_BONUS = 0.1
"""More, for a decision where a decision is asked for: a panel's resolution is one short line,
and its report on the same item many long ones."""

CUE_BONUS = 0.1
"""For a sentence that does what is asked for (decides, says who said it, gives a figure);
taken off one that itself only asks, unless who asked is the question."""

_NEAR_BEST = {
    QuestionKind.COMMITMENTS: 0.35,
    QuestionKind.FACT: 0.8,
    QuestionKind.WHO_SAID: 0.8,
    QuestionKind.DECISION: 0.8,
    QuestionKind.TIMELINE: 0.7,
    QuestionKind.COMPARISON: 0.7,
}
"""Least share of the best score. Looking up commitments, comparing and following over time
want all there is; a fact wants the one sentence and its like."""

_MOST = {
    QuestionKind.COMMITMENTS: 8,
    QuestionKind.FACT: 4,
    QuestionKind.WHO_SAID: 4,
    QuestionKind.DECISION: 4,
    QuestionKind.TIMELINE: 8,
    QuestionKind.COMPARISON: 8,
}
_SHARED_OUT = 8
"""From so many statements on, one meeting may give half of them at most."""

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence and its score."""

    evidence: Evidence
    score: float


def score(evidence: Evidence, kind: QuestionKind) -> float:
    """Return how well a sentence answers, about in [0, 1.2]."""
    made = (
        COVERAGE_WEIGHT * evidence.coverage
        + OWN_WEIGHT * evidence.own
        + COSINE_WEIGHT * max(0.0, evidence.similarity)
        + RANK_BONUS / evidence.passage_rank
    )
    if _does_what_is_asked(evidence, kind):
        made += CUE_BONUS
        if kind is QuestionKind.DECISION:
            made += DECIDED_BONUS
    asks = evidence.cue is not None and evidence.cue.kind is Kind.REQUEST
    if asks and kind is not QuestionKind.WHO_SAID:
        made -= CUE_BONUS
    return made


def _does_what_is_asked(evidence: Evidence, kind: QuestionKind) -> bool:
    cue = evidence.cue.kind if evidence.cue else None
    if kind is QuestionKind.DECISION:
        return cue in (Kind.RESOLVED, Kind.AGREED, Kind.NOTED, Kind.REFUSAL, Kind.DEFERRAL)
    if kind is QuestionKind.WHO_SAID:
        return evidence.speaker is not None
    if kind in (QuestionKind.TIMELINE, QuestionKind.COMPARISON):
        return _DIGIT.search(evidence.text) is not None
    return False


ON_TOPIC, OF_BEST = 0.45, 0.6
"""Least coverage of a commitment: its topic stands in it, in its heading, or just before it.
Of a long question no sentence covers much: there, a share of the best that any does."""

_ASKS_OUTCOME = re.compile(
    r"\b(?:closed?|complete[d]?|finished|done yet|carried out|happened to|became of|still open|"
    r"open|outstanding|overdue|progress|fulfilled|delivered|kept|discharged|"
    r"follow(?:ed)?[- ]up|yet)\b",
    re.IGNORECASE,
)


_FRONT_MATTER = re.compile(
    r"^\W*(?:present|attendees|attendance|in attendance|apologies|panel|members|officials|venue|"
    r"contact|chair|meeting|date|time|minutes|location|due|item)\b[^.]{0,30}:|^\W*apologies\b",
    re.IGNORECASE,
)
_ASKS_WHO_WAS_THERE = re.compile(
    r"\b(?:apolog\w+|attend\w*|present|chair\w*|absent|there|venue|where|when|held)\b",
    re.IGNORECASE,
)


_WANTS_FIGURE = re.compile(
    r"\bhow (?:many|much|long|often)\b|\bwhat (?:share|percentage|proportion|number|rate)\b",
    re.IGNORECASE,
)


def wants_figure(question: str) -> bool:
    """Tell whether a question asks for a figure."""
    return _WANTS_FIGURE.search(question) is not None


def asks_outcome(question: str) -> bool:
    """Tell whether a question asks what became of something that was promised."""
    return _ASKS_OUTCOME.search(question) is not None


def eligible(
    kind: QuestionKind, question: str, evidence: Sequence[Evidence]
) -> Callable[[Evidence], bool]:
    """Return the test a sentence must pass to be a statement of this kind of answer.

    Commitments are told from requests, hopes and things noted, and have to be
    on the topic; where it is asked what became of them, plain reports tell it. A
    sentence of the record that asks answers nothing.
    """
    if kind is QuestionKind.COMMITMENTS:
        outcome = asks_outcome(question)
        best = max((one.coverage for one in evidence), default=0.0)
        least = min(ON_TOPIC, OF_BEST * best)
        return lambda one: (
            one.coverage >= least and (one.cue.binding if one.cue is not None else outcome)
        )
    lists_wanted = _ASKS_WHO_WAS_THERE.search(question) is not None
    return lambda one: (
        not one.text.rstrip().endswith("?") and (lists_wanted or not _FRONT_MATTER.match(one.text))
    )


def fits_demands(
    evidence: Evidence,
    mentioned: Sequence[MentionedDate],
    forces: Sequence[Sequence[Sequence[str]]],
    words: frozenset[str],
) -> bool:
    """Tell whether a sentence is about a year and the forces a question names.

    Parameters
    ----------
    evidence
        The sentence.
    mentioned
        Years or months named by the question: one of them is enough, since of two
        ("2021 compared with 2024") each sentence speaks of one.
    forces
        For each force area named but not held as such, the tokens of each way to write it.
    words
        Tokens of the sentence, its context, its passage and its header.
    """
    held_on = _date(evidence.passage.date)
    in_time = not mentioned or any(
        one.fits(held_on) or str(one.year) in words or _year_in(words, one.year)
        for one in mentioned
    )
    return in_time and all(any(set(way) <= words for way in ways) for ways in forces)


def _year_in(words: frozenset[str], year: int) -> bool:
    """Tell whether a financial year of the text holds a year ("2023/24" holds both)."""
    return any(
        word.startswith(f"{year}/")
        or word.startswith(f"{year}-")
        or (word.startswith(f"{year - 1}/") and word.endswith(str(year)[2:]))
        for word in words
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def choose(evidence: Sequence[Evidence], kind: QuestionKind) -> list[Scored]:
    """Return the sentences to show, best first (by date where time is asked for).

    Ties are in the order of passage ids and offsets. The same words are shown
    once; of one meeting no more than half of what may be shown.
    """
    ranked = sorted(
        (Scored(e, score(e, kind)) for e in evidence),
        key=lambda s: (-round(s.score, 9), s.evidence.passage.id, s.evidence.start),
    )
    if not ranked:
        return []
    least = ranked[0].score * _NEAR_BEST[kind]
    most = _MOST[kind]
    chosen: list[Scored] = []
    texts: set[str] = set()
    for one in ranked:
        text = " ".join(one.evidence.text.split()).casefold()
        meeting = one.evidence.passage.meeting_id
        share = sum(c.evidence.passage.meeting_id == meeting for c in chosen)
        if one.score < least or text in texts or (most >= _SHARED_OUT and share >= most // 2):
            continue
        texts.add(text)
        chosen.append(one)
        if len(chosen) == most:
            break
    if kind is QuestionKind.TIMELINE:
        chosen.sort(key=lambda s: (s.evidence.passage.date or "9999", s.evidence.start))
    return chosen
