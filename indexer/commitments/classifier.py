"""A linear model over named features: where the rules are silent, how likely a unit binds.

The weights are plain JSON beside this file, made by ``minuted eval train-commitments`` from
the labels in the repository. Nothing but dictionaries and additions is needed to use them,
and the same features always give the same score.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from corpus.errors import MinutedError
from corpus.register import BINDING, Kind

FORMAT: Final = 1
NONE: Final = "none"
"""What the model calls a unit that belongs in no register."""

SHIPPED: Final = Path(__file__).with_name("classifier.json")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Classifier:
    """Two heads over the same features: whether a unit binds, and what it does.

    Attributes
    ----------
    intercept, weights
        Of the head that tells whether it binds (log odds).
    kinds
        Of each kind and of "none": intercept and weights of a softmax.
    threshold
        The probability from which a unit counts as binding.
    margin
        A kind that does not bind is taken when it is at least this many times as likely
        as "none".
    trained
        How the weights were made: labels, counts, settings; for people.
    """

    intercept: float
    weights: Weights
    kinds: Mapping[str, tuple[float, Weights]]
    threshold: float
    margin: float
    trained: Mapping[str, Any]

    def probability(self, features: Iterable[str]) -> float:
        """Return how likely a unit with these features binds, in [0, 1]."""
        weights = self.weights
        # Sorted, since the order of a set is not the same in every process.
        odds = self.intercept + sum(weights.get(name, 0.0) for name in sorted(features))
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, odds))))

    def reasons(self, features: Iterable[str], count: int = 3) -> list[str]:
        """Return the features that speak most for it, the strongest first."""
        held = [(self.weights[name], name) for name in features if self.weights.get(name, 0.0) > 0]
        return [name for _, name in sorted(held, key=lambda one: (-one[0], one[1]))[:count]]

    def kind(self, features: frozenset[str], *, binding: bool) -> Kind | None:
        """Return the likeliest kind of a unit that binds or does not; None is no register.

        Parameters
        ----------
        features
            Of the unit.
        binding
            Whether it was decided that it binds: then one of the kinds that can.
        """
        ordered = sorted(features)
        odds = {
            name: intercept + sum(weights.get(one, 0.0) for one in ordered)
            for name, (intercept, weights) in self.kinds.items()
        }
        allowed = [k for k in Kind if k.value in odds and (k in BINDING) == binding]
        best = max(allowed, key=lambda k: (odds[k.value], k.value), default=None)
        if best is None or binding:
            return best or (Kind.UNDERTAKING if binding else None)
        return best if odds[best.value] >= odds.get(NONE, 0.0) + math.log(self.margin) else None

    def to_json(self) -> str:
        """Return the model as JSON, the same for the same model."""
        values = {
            "format": FORMAT,
            "trained": dict(self.trained),
            "threshold": self.threshold,
            "margin": self.margin,
            "binding": {"intercept": self.intercept, "weights": dict(sorted(self.weights.items()))},
            "kinds": {
                name: {"intercept": intercept, "weights": dict(sorted(weights.items()))}
                for name, (intercept, weights) in sorted(self.kinds.items())
            },
        }
        return json.dumps(values, ensure_ascii=False, indent=0) + "\n"


def read_classifier(path: Path) -> Classifier:
    """Read a model.

    Raises
    ------
    MinutedError
        When the file is missing, damaged or of another format.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise ValueError(f"its format is {values['format']!r}, not {FORMAT}")
        return Classifier(
            intercept=float(values["binding"]["intercept"]),
            weights=_weights(values["binding"]["weights"]),
            kinds={
                str(name): (float(one["intercept"]), _weights(one["weights"]))
                for name, one in values["kinds"].items()
            },
            threshold=float(values["threshold"]),
            margin=float(values["margin"]),
            trained=values["trained"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MinutedError(
            f"The model of commitments in {path} cannot be used: {error}.",
            "Install Minuted again, or make one with: minuted eval train-commitments",
        ) from error


def _weights(values: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): float(weight) for name, weight in values.items()}


@lru_cache(maxsize=1)
def shipped() -> Classifier:
    """Return the model that comes with Minuted; raises as :func:`read_classifier` does."""
    return read_classifier(SHIPPED)


def spoken(names: Sequence[str]) -> str:
    """Return features in words for an officer ("'circulate', by when").

    Examples
    --------
    >>> spoken(["w:circulate", "by when"])
    '“circulate”, by when'
    """
    return ", ".join(f"“{n[2:]}”" if n.startswith("w:") else n for n in names)
