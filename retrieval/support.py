"""Whether the evidence supports an answer: a probability, from magnitudes, never from ranks.

A logistic regression over a few signals, fitted on labelled questions by
``minuted eval calibrate`` and kept, with what it was fitted on, in
``calibration.json`` beside this file. Two thresholds cut it into answered, weak
and abstained. It holds for one model and one way to index; with others the weights
are still used, and every answer says that they were not measured for them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from indexer.manifest import Manifest
from retrieval.concepts import Concept
from retrieval.evidence import Evidence
from retrieval.search import Ranking

FILE_NAME = "calibration.json"

IndexIdentity = Mapping[str, int | str | bool]
"""What of an index the signals depend on, by name: see :func:`index_identity`."""

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
    """Weights and thresholds, and what they were measured on.

    Attributes
    ----------
    model_key, index
        The model and runtime, and the way to index, that they hold for.
    bias, weights
        Of the logistic regression, in log odds; a weight for each of :class:`Signals`.
    answered, weak
        The probabilities from which an answer is called so.
    fitted_on, command
        The questions, and what measures again.
    """

    model_key: str
    index: IndexIdentity
    bias: float
    weights: Mapping[str, float]
    answered: float
    weak: float
    fitted_on: str
    command: str

    def holds_for(self, model_key: str, index: IndexIdentity) -> bool:
        """Tell whether they were measured with this model and this way to index."""
        return model_key == self.model_key and dict(index) == dict(self.index)

    def probability(self, signals: Signals) -> float:
        """Return the probability that the record answers, in [0, 1]."""
        total = self.bias + sum(
            self.weights[field.name] * getattr(signals, field.name) for field in fields(Signals)
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def index_identity(manifest: Manifest) -> IndexIdentity:
    """Return what of an index the signals depend on, its documents and its model apart.

    The versions of the analyzer and of passages, the lexical engine, and whether
    headers are indexed; how commitments are found is no part of it.
    """
    return {
        "analyzer": manifest.versions["analyzer"],
        "passages": manifest.versions["passages"],
        "lexical_engine": manifest.settings.lexical_engine,
        "headers": manifest.settings.headers,
    }


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
