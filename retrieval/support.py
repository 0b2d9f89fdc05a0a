"""Whether the evidence supports an answer: a probability, from magnitudes, never from ranks.

A logistic regression over a few signals, fitted on labelled questions by
``python -m eval.calibration`` and kept, with what it was fitted on, in
``calibration.json`` beside this file. Two thresholds cut it into answered, weak
and abstained. It holds for one model; with another the weights are still used,
and every answer says that they were not measured for it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from retrieval.concepts import Concept
from retrieval.evidence import Evidence
from retrieval.search import Ranking

FILE_NAME = "calibration.json"
_K1_PLUS_1 = 2.2
"""BM25's ceiling for one term is its idf times k1 + 1, with k1 = 1.2."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of how well a question is met; each roughly in [0, 1].

    Attributes
    ----------
    coverage
        Best idf-weighted share of the question met by one sentence with what
        it stands under.
    own
        The same of the best sentence alone.
    sentence_cosine, passage_cosine
        Best cosine of a sentence in its context, and of a passage.
    lexical
        Best BM25 score over the highest that the question's terms allow.
    missing
        Share of the question's weight on words that the archive holds nowhere.
    """

    coverage: float
    own: float
    sentence_cosine: float
    passage_cosine: float
    lexical: float
    missing: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights and thresholds, and what they were measured on."""

    model_key: str
    bias: float
    weights: Mapping[str, float]
    answered: float
    weak: float
    fitted_on: str
    command: str

    def probability(self, signals: Signals) -> float:
        """Return the probability that the record answers, in [0, 1]."""
        total = self.bias + sum(
            self.weights[field.name] * getattr(signals, field.name) for field in fields(Signals)
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def calibration() -> Calibration:
    """Return the weights and thresholds that come with Minuted."""
    text = resources.files("retrieval").joinpath(FILE_NAME).read_text(encoding="utf-8")
    return Calibration(**json.loads(text))


def measure(
    concepts: Sequence[Concept],
    evidence: Sequence[Evidence],
    ranking: Ranking,
    lexical_weights: Mapping[str, float],
    missing: float,
) -> Signals:
    """Measure the signals of one question.

    Parameters
    ----------
    concepts
        What is asked about.
    evidence
        Sentences with their similarity measured.
    ranking
        Passages, best first.
    lexical_weights
        For each query token its weight times its idf.
    missing
        See :class:`Signals`.
    """
    ceiling = _K1_PLUS_1 * sum(lexical_weights.values())
    highest = float(ranking.lexical.max(initial=0.0))
    return Signals(
        coverage=max((e.coverage for e in evidence), default=0.0),
        own=max((e.own for e in evidence), default=0.0),
        sentence_cosine=max((e.similarity for e in evidence), default=0.0),
        passage_cosine=float(ranking.dense.max(initial=0.0)),
        lexical=min(1.0, highest / ceiling) if ceiling > 0 and concepts else 0.0,
        missing=missing,
    )
