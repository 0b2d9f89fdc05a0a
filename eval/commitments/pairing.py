"""Which prediction is which label, document by document.

Binding predictions are paired with binding labels first, so that a request
found on the same words cannot take a promise's place; what is left, traps
included, is paired with what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.commitments.labels import PlacedLabel
from eval.commitments.matching import match_spans
from eval.commitments.predicted import Predicted


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the prediction that found its sentence, as whatever kind."""

    label: PlacedLabel
    predicted: Predicted

    @property
    def binding(self) -> bool:
        """Whether both say that somebody is bound."""
        return self.label.label.binding and self.predicted.binding

    @property
    def jaccard(self) -> float:
        """Code points that both spans hold, of those that either holds; in (0, 1]."""
        one, other = self.label, self.predicted
        shared = min(one.end, other.end) - max(one.start, other.start)
        return shared / (one.end - one.start + other.end - other.start - shared)


@dataclass(frozen=True, slots=True)
class PairedDocument:
    """One labelled document: what was found, what was not, and what is nowhere labelled.

    Attributes
    ----------
    labels, predictions
        All of the document, in the order of their spans.
    pairs
        In the order of the labels.
    missed
        Labels without a prediction, traps included.
    unlabelled
        Predictions without a label.
    """

    document_id: str
    file: str
    split: str
    labels: tuple[PlacedLabel, ...]
    predictions: tuple[Predicted, ...]
    pairs: tuple[Pair, ...]
    missed: tuple[PlacedLabel, ...]
    unlabelled: tuple[Predicted, ...]


def pair_documents(
    labels: Iterable[PlacedLabel], predictions: Iterable[Predicted]
) -> tuple[PairedDocument, ...]:
    """Pair the predictions of every labelled document with its labels.

    Predictions in documents without a label are left out: nobody has said
    whether they are right.

    Returns
    -------
    tuple of PairedDocument
        By file name, then by document id.
    """
    labelled: dict[str, list[PlacedLabel]] = {}
    for label in labels:
        labelled.setdefault(label.document_id, []).append(label)
    predicted: dict[str, list[Predicted]] = {}
    for one in predictions:
        predicted.setdefault(one.document_id, []).append(one)
    made = [_pair(group, predicted.get(key, ())) for key, group in labelled.items()]
    return tuple(sorted(made, key=lambda d: (d.file, d.document_id)))


def _pair(labels: Sequence[PlacedLabel], predictions: Sequence[Predicted]) -> PairedDocument:
    # Sorted by all that tells them apart, so that the order they came in decides nothing.
    labels = sorted(
        labels,
        key=lambda p: (p.start, p.end, p.label.trap or "", p.label.kind or "", p.label.anchor),
    )
    predictions = sorted(
        predictions,
        key=lambda p: (p.start, p.end, p.kind, p.binding, p.owner or "", p.due or "", p.source),
    )
    binding = _match(
        [n for n, one in enumerate(predictions) if one.binding],
        [n for n, one in enumerate(labels) if one.label.binding],
        predictions,
        labels,
    )
    rest = _match(
        [n for n in range(len(predictions)) if n not in {p for p, _ in binding}],
        [n for n in range(len(labels)) if n not in {m for _, m in binding}],
        predictions,
        labels,
    )
    pairs = sorted([*binding, *rest], key=lambda pair: pair[1])
    found = {p for p, _ in pairs}
    held = {m for _, m in pairs}
    return PairedDocument(
        document_id=labels[0].document_id,
        file=labels[0].label.file,
        split=labels[0].label.split,
        labels=tuple(labels),
        predictions=tuple(predictions),
        pairs=tuple(Pair(labels[m], predictions[p]) for p, m in pairs),
        missed=tuple(one for n, one in enumerate(labels) if n not in held),
        unlabelled=tuple(one for n, one in enumerate(predictions) if n not in found),
    )


def _match(
    chosen: Sequence[int],
    wanted: Sequence[int],
    predictions: Sequence[Predicted],
    labels: Sequence[PlacedLabel],
) -> list[tuple[int, int]]:
    """Match some predictions with some labels; of equal overlaps, those of one kind."""
    agreement = np.array(
        [[_agreement(predictions[p], labels[m]) for m in wanted] for p in chosen],
        dtype=np.int64,
    ).reshape(len(chosen), len(wanted))
    matched = match_spans(
        _spans([predictions[p] for p in chosen]), _spans([labels[m] for m in wanted]), agreement
    )
    return [(chosen[p], wanted[m]) for p, m in matched.tolist()]


def _agreement(predicted: Predicted, placed: PlacedLabel) -> int:
    """Rank a pair: the same kind, then any commitment, then a trap in the same sentence."""
    if predicted.kind == placed.label.kind:
        return 2
    return int(placed.label.trap is None)


def _spans(found: Sequence[PlacedLabel] | Sequence[Predicted]) -> NDArray[np.int64]:
    return np.array([(one.start, one.end) for one in found], dtype=np.int64).reshape(-1, 2)
