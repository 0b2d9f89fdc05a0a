"""What scoring commitments yields: counts first, and the shares that follow from them."""

from __future__ import annotations

from dataclasses import dataclass

from eval.commitments.labels import PlacedLabel
from eval.commitments.predicted import Predicted
from indexer.commitments import Kind


@dataclass(frozen=True, slots=True)
class Detection:
    """How many were predicted, how many labelled, and how many are both.

    A share of nothing is None, never 0 or 1: there is nothing to say of it.
    """

    right: int
    predicted: int
    labelled: int

    @property
    def precision(self) -> float | None:
        """``right / predicted``."""
        return share(self.right, self.predicted)

    @property
    def recall(self) -> float | None:
        """``right / labelled``."""
        return share(self.right, self.labelled)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two: ``2 right / (predicted + labelled)``."""
        return share(2 * self.right, self.predicted + self.labelled)


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap percentile interval (95 %)."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Intervals:
    """Intervals of a detection's shares; None where too few documents have one."""

    precision: Interval | None
    recall: Interval | None
    f1: Interval | None


@dataclass(frozen=True, slots=True)
class KindScore:
    """How one kind is found.

    Attributes
    ----------
    end_to_end
        A prediction is right when its span is matched and its kind is this one.
    found
        Labels of this kind whose span is matched by a prediction of any kind.
    """

    kind: Kind
    end_to_end: Detection
    found: int

    @property
    def given_found(self) -> float | None:
        """Share of this kind's found labels that were given this kind."""
        return share(self.end_to_end.right, self.found)


@dataclass(frozen=True, slots=True)
class KindScores:
    """How kinds are found.

    Attributes
    ----------
    kinds
        Those labelled or predicted, in the order of :class:`Kind`.
    found, right
        Labels of any kind (traps are none) whose span is matched, and those of
        them that were given their own kind.
    """

    kinds: tuple[KindScore, ...]
    found: int
    right: int

    @property
    def given_found(self) -> float | None:
        """Share of the found labels that were given their own kind."""
        return share(self.right, self.found)

    @property
    def macro(self) -> tuple[float, float, float] | None:
        """Mean precision, recall and F1, end to end, over the kinds that are labelled.

        Over these only, so that all systems are averaged over the same kinds;
        the precision of a kind that was never predicted counts as 0.
        """
        shown = [one.end_to_end for one in self.kinds if one.end_to_end.labelled]
        if not shown:
            return None
        return (
            sum(one.precision or 0.0 for one in shown) / len(shown),
            sum(one.recall or 0.0 for one in shown) / len(shown),
            sum(one.f1 or 0.0 for one in shown) / len(shown),
        )


@dataclass(frozen=True, slots=True)
class PhraseScores:
    """Owners, or due phrases, of the binding commitments that were found.

    Attributes
    ----------
    labelled
        Found commitments whose label has one.
    right, partial, wrong
        Those where the prediction has the same, one that holds the other or is
        held by it, and a different one.
    missed
        Those where the prediction has none.
    invented
        Found commitments where the prediction has one and the label has none.
    """

    labelled: int
    right: int
    partial: int
    wrong: int
    missed: int
    invented: int

    @property
    def accuracy(self) -> float | None:
        """Share right of those labelled; a partial one is not right."""
        return share(self.right, self.labelled)

    @property
    def with_partial(self) -> float | None:
        """Share right or partial of those labelled."""
        return share(self.right + self.partial, self.labelled)

    @property
    def stated(self) -> int:
        """How many found commitments the prediction states one for."""
        return self.right + self.partial + self.wrong + self.invented

    @property
    def precision(self) -> float | None:
        """Share right of those stated; an invented one is wrong."""
        return share(self.right, self.stated)


@dataclass(frozen=True, slots=True)
class TrapScore:
    """What became of one sort of trap: labelled, listed as any kind, listed as binding."""

    trap: str
    labelled: int
    listed: int
    binding: int


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """One document: its binding commitments, and how many traps were taken for one."""

    document_id: str
    file: str
    split: str
    labels: int
    predictions: int
    binding: Detection
    traps_binding: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A binding commitment that was not found, and what its sentence was taken for, if listed."""

    label: PlacedLabel
    taken_for: Predicted | None


@dataclass(frozen=True, slots=True)
class FalsePositive:
    """A binding prediction that is none.

    Attributes
    ----------
    file, split
        Of the document.
    label
        The label its sentence has instead (a trap, a request ...); None where
        the sentence is not labelled at all.
    """

    predicted: Predicted
    file: str
    split: str
    label: PlacedLabel | None

    @property
    def against(self) -> str:
        """``unlabelled``, ``trap:<trap>`` or ``kind:<kind>`` (a kind that does not bind here)."""
        if self.label is None:
            return "unlabelled"
        label = self.label.label
        return f"kind:{label.kind.value}" if label.kind else f"trap:{label.trap}"


@dataclass(frozen=True, slots=True)
class PartScores:
    """All figures of one part: a split, or everything.

    Attributes
    ----------
    binding, intervals
        Binding commitments; intervals by resampling documents.
    against
        What the false positives are instead, with how many: most frequent first.
    jaccard
        Mean agreement of the matched spans, in (0, 1]; low where a system's
        spans are much longer or shorter than the sentence. None without a match.
    """

    name: str
    labels: int
    predictions: int
    binding: Detection
    intervals: Intervals
    kinds: KindScores
    owners: PhraseScores
    dues: PhraseScores
    traps: tuple[TrapScore, ...]
    against: tuple[tuple[str, int], ...]
    jaccard: float | None
    documents: tuple[DocumentScore, ...]


@dataclass(frozen=True, slots=True)
class CommitmentScores:
    """How well a system finds commitments.

    Attributes
    ----------
    parts
        ``all``, then each split that is labelled.
    misses, false_positives
        Of all parts, by file and offset.
    ignored, ignored_documents
        Predictions in documents without a label, which count nowhere.
    resamples, seed
        Of the intervals.
    """

    system: str
    parts: tuple[PartScores, ...]
    misses: tuple[Miss, ...]
    false_positives: tuple[FalsePositive, ...]
    ignored: int
    ignored_documents: int
    resamples: int
    seed: int

    def part(self, name: str) -> PartScores:
        """Return one part.

        Raises
        ------
        KeyError
            When no label is in it.
        """
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(name)


def share(some: int, of: int) -> float | None:
    """Return a share in [0, 1]; None of nothing."""
    return some / of if of else None
