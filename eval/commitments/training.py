"""Training the classifier of commitments from labels, judged by folds grouped by meeting.

scikit-learn is needed here only: what is written is a linear model as plain JSON. The rules
decide first, in training as in use, so the model learns from what they leave open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from corpus.errors import UsageError
from corpus.register import BINDING, Kind
from eval.calibrate.folds import assign_folds
from eval.commitments.examples import Example
from indexer.commitments.classifier import Classifier
from indexer.commitments.cues import classify

THRESHOLDS = tuple(round(0.16 + 0.02 * n, 2) for n in range(23))
MARGINS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How to train.

    Attributes
    ----------
    strength
        scikit-learn's ``C`` of the logistic regressions, above 0.
    least
        Examples that a feature must stand in to count.
    smallest
        Weights nearer to 0 are left out of the file.
    folds, seed
        Of the cross-validation.
    """

    strength: float = 0.3
    least: int = 4
    smallest: float = 0.05
    folds: int = 10
    seed: int = 20261122


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, predicted and labelled binding units of one way of deciding, on one set."""

    way: str
    source: str
    right: int
    predicted: int
    labelled: int

    @property
    def precision(self) -> float | None:
        """Right ones of those predicted."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Right ones of those labelled."""
        return self.right / self.labelled if self.labelled else None

    @property
    def f1(self) -> float | None:
        """Their harmonic mean."""
        total = self.predicted + self.labelled
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What was trained, and what grouped cross-validation says of it.

    Attributes
    ----------
    counts
        Of the cue rules, of the rules alone, and of rules and classifier (each unit judged
        by a model that did not see its meeting).
    average_precision
        Of the classifier on the units that the rules leave open.
    """

    classifier: Classifier
    counts: tuple[Counts, ...]
    average_precision: float
    examples: int
    binding: int
    open_examples: int
    open_binding: int
    meetings: int


def train(
    examples: Sequence[Example], settings: TrainSettings | None = None, *, command: str = ""
) -> TrainingReport:
    """Train the classifier, and cross-validate it by meeting.

    Parameters
    ----------
    examples
        Units of documents that are labelled throughout.
    settings
        The defaults are those of the file that comes with Minuted.
    command
        What makes the same file again; kept in it.

    Raises
    ------
    UsageError
        When there is too little to learn from.
    """
    settings = settings or TrainSettings()
    left = [one for one in examples if one.look is not None and one.look.ruling is None]
    binding = np.array([one.binding for one in left], dtype=np.bool_)
    groups = [one.group for one in left]
    if binding.sum() < _FEWEST or len(set(groups)) < settings.folds:
        raise UsageError(
            f"There are {int(binding.sum())} binding units of {len(set(groups))} meetings to "
            "learn from where the rules are silent: too few.",
            "Give more sets, or fewer folds.",
        )
    folds = assign_folds(binding, groups, settings.folds, settings.seed)
    models: dict[int, Classifier] = {}
    chances = np.zeros(len(left))
    for fold in sorted(set(folds.tolist())):
        seen = [one for one, own in zip(left, folds, strict=True) if own != fold]
        models[fold] = _fit(seen, settings)
        for index in np.flatnonzero(folds == fold).tolist():
            chances[index] = models[fold].probability(_features(left[index]))
    threshold = _threshold(examples, left, chances)
    margin = _margin(left, folds, models, chances < threshold)
    trained = {
        "command": command,
        "examples": len(examples),
        "binding": sum(one.binding for one in examples),
        "open": len(left),
        "open_binding": int(binding.sum()),
        "meetings": len({one.group for one in examples}),
        "strength": settings.strength,
        "least": settings.least,
        "folds": settings.folds,
        "seed": settings.seed,
    }
    return TrainingReport(
        classifier=_fit(left, settings, threshold, margin, trained),
        counts=_counts(examples, left, chances, threshold),
        average_precision=float(average_precision_score(binding, chances)),
        examples=len(examples),
        binding=sum(one.binding for one in examples),
        open_examples=len(left),
        open_binding=int(binding.sum()),
        meetings=len({one.group for one in examples}),
    )


def _features(one: Example) -> frozenset[str]:
    return one.look.features if one.look is not None else frozenset()


def _fit(
    examples: Sequence[Example],
    settings: TrainSettings,
    threshold: float = 0.5,
    margin: float = 1.0,
    trained: dict[str, Any] | None = None,
) -> Classifier:
    counted = Counter(name for one in examples for name in _features(one))
    names = sorted(name for name, number in counted.items() if number >= settings.least)
    place = {name: number for number, name in enumerate(names)}
    rows = [sorted(place[n] for n in _features(one) if n in place) for one in examples]
    matrix = csr_matrix(
        (
            np.ones(sum(map(len, rows))),
            np.array([column for row in rows for column in row], dtype=np.int64),
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(len(examples), len(names)),
    )
    model = LogisticRegression(C=settings.strength, max_iter=2_000)
    model.fit(matrix, np.array([one.binding for one in examples]))
    # Kinds are told by what is no pair of words: there are too few labels for more.
    simple = [n for n, name in enumerate(names) if not (name.startswith("w:") and " " in name)]
    kinds = LogisticRegression(C=settings.strength, max_iter=300, tol=1e-3)
    kinds.fit(matrix[:, simple], np.array([one.kind for one in examples]))
    return Classifier(
        intercept=round(float(model.intercept_[0]), 3),
        weights=_kept(names, model.coef_[0], settings.smallest),
        kinds={
            str(kind): (
                round(float(intercept), 3),
                _kept([names[n] for n in simple], row, 3 * settings.smallest),
            )
            for kind, intercept, row in zip(
                kinds.classes_, kinds.intercept_, kinds.coef_, strict=True
            )
        },
        threshold=threshold,
        margin=margin,
        trained=trained or {},
    )


def _kept(names: Sequence[str], weights: NDArray[np.float64], smallest: float) -> dict[str, float]:
    pairs = zip(names, weights.tolist(), strict=True)
    return {name: round(weight, 3) for name, weight in pairs if abs(weight) >= smallest}


def _threshold(
    examples: Sequence[Example], left: Sequence[Example], chances: NDArray[np.float64]
) -> float:
    """Return the threshold at which the lesser of precision and recall is greatest.

    Of rules and classifier together; each set counts the same, however many labels it has.
    What is asked for is both above a mark, and neither is to be bought with the other.
    """
    chance = {id(one): value for one, value in zip(left, chances.tolist(), strict=True)}
    sources = sorted({one.source for one in examples})

    def lesser(threshold: float, source: str) -> float:
        mine = [one for one in examples if one.source == source]
        says = [_ruled(one) or bool(chance.get(id(one), 0.0) >= threshold) for one in mine]
        right = sum(said and one.binding for said, one in zip(says, mine, strict=True))
        return float(right / max(1, sum(says), sum(one.binding for one in mine)))

    return max(
        THRESHOLDS, key=lambda t: (round(sum(lesser(t, s) for s in sources) / len(sources), 4), t)
    )


def _ruled(one: Example) -> bool:
    return one.look is not None and one.look.ruling is not None and one.look.ruling.binding


def _margin(
    left: Sequence[Example],
    folds: NDArray[np.int64],
    models: dict[int, Classifier],
    open_to: NDArray[np.bool_],
) -> float:
    """Return the margin of the best F1 over the kinds that do not bind, taken together."""
    names = {k.value for k in Kind if k not in BINDING}
    best: list[tuple[float, float]] = []
    for margin in MARGINS:
        right = predicted = 0
        for index in np.flatnonzero(open_to).tolist():
            model = models[int(folds[index])]
            tried = Classifier(
                model.intercept, model.weights, model.kinds, model.threshold, margin, {}
            )
            kind = tried.kind(_features(left[index]), binding=False)
            predicted += kind is not None
            right += kind is not None and kind.value == left[index].kind
        labelled = sum(one.kind in names for one in left)
        best.append((round(2 * right / max(1, predicted + labelled), 4), margin))
    return max(best)[1]


CUES, RULES, BOTH = "cue rules", "rules alone", "rules and classifier"


def _counts(
    examples: Sequence[Example],
    left: Sequence[Example],
    chances: NDArray[np.float64],
    threshold: float,
) -> tuple[Counts, ...]:
    chance = {id(one): value for one, value in zip(left, chances.tolist(), strict=True)}
    sums: dict[tuple[str, str], list[int]] = {}
    for one in examples:
        look = one.look
        ruled = _ruled(one)
        cue = classify(look.unit.text, look.unit.heading) if look is not None else None
        for way, says in (
            (CUES, cue is not None and cue.binding),
            (RULES, ruled),
            (BOTH, ruled or chance.get(id(one), 0.0) >= threshold),
        ):
            held = sums.setdefault((way, one.source), [0, 0, 0])
            held[0] += says and one.binding
            held[1] += says
            held[2] += one.binding
    return tuple(Counts(way, source, *held) for (way, source), held in sorted(sums.items()))
