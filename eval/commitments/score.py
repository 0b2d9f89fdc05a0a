"""Scoring commitments against labels: of all labelled documents, and of each split.

Documents are labelled one by one, and so they are scored. Where a meeting is
held in two renditions (a draft and the final) and both are labelled, a
commitment of that meeting counts once in each; a system that lists it for one
of them only misses it in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from corpus.errors import UsageError
from eval.commitments.intervals import bootstrap
from eval.commitments.labels import SPLITS, PlacedLabel
from eval.commitments.pairing import Pair, PairedDocument, pair_documents
from eval.commitments.phrases import Likeness, due_likeness, owner_likeness
from eval.commitments.predicted import Predicted
from eval.commitments.records import (
    CommitmentScores,
    Detection,
    DocumentScore,
    FalsePositive,
    KindScore,
    KindScores,
    Miss,
    PartScores,
    PhraseScores,
    TrapScore,
)
from indexer.commitments import Kind

ALL = "all"
RESAMPLES = 2_000
SEED = 20261122


def score_commitments(
    labels: Iterable[PlacedLabel],
    predictions: Iterable[Predicted],
    *,
    system: str,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> CommitmentScores:
    """Score a system's commitments against labels.

    Parameters
    ----------
    labels
        Labels with their spans (:func:`eval.commitments.labels.place_labels`);
        every document among them counts as labelled throughout, so a binding
        prediction that meets no label is a false one.
    predictions
        The system's commitments, in any order; those in documents without a
        label are counted and passed over.
    system
        Its name, for the report.
    resamples, seed
        Of the bootstrap intervals (over documents).

    Raises
    ------
    UsageError
        When there is no label.
    """
    predictions = tuple(predictions)
    paired = pair_documents(labels, predictions)
    if not paired:
        raise UsageError("There is no labelled commitment to score against.")
    labelled = {document.document_id for document in paired}
    ignored = [one for one in predictions if one.document_id not in labelled]
    parts = [_part(ALL, paired, resamples, seed)]
    for split in SPLITS:
        chosen = [document for document in paired if document.split == split]
        if chosen:
            parts.append(_part(split, chosen, resamples, seed))
    return CommitmentScores(
        system=system,
        parts=tuple(parts),
        misses=tuple(miss for document in paired for miss in _misses(document)),
        false_positives=tuple(one for document in paired for one in _false(document)),
        ignored=len(ignored),
        ignored_documents=len({one.document_id for one in ignored}),
        resamples=resamples,
        seed=seed,
    )


def _part(name: str, documents: Sequence[PairedDocument], resamples: int, seed: int) -> PartScores:
    rows = tuple(_row(document) for document in documents)
    counts = [(r.binding.right, r.binding.predicted, r.binding.labelled) for r in rows]
    pairs = [pair for document in documents for pair in document.pairs]
    binding = [pair for pair in pairs if pair.binding]
    against = Counter(one.against for document in documents for one in _false(document))
    return PartScores(
        name=name,
        labels=sum(row.labels for row in rows),
        predictions=sum(row.predictions for row in rows),
        binding=Detection(*(sum(column) for column in zip(*counts, strict=True))),
        intervals=bootstrap(np.array(counts, dtype=np.int64), resamples, seed),
        kinds=_kinds(documents, pairs),
        owners=_phrases(
            [(pair.label.label.owner, pair.predicted.owner) for pair in binding], owner_likeness
        ),
        dues=_phrases(
            [(pair.label.label.due, pair.predicted.due) for pair in binding], due_likeness
        ),
        traps=_traps(documents, pairs),
        against=tuple(sorted(against.items(), key=lambda one: (-one[1], one[0]))),
        jaccard=sum(pair.jaccard for pair in pairs) / len(pairs) if pairs else None,
        documents=rows,
    )


def _row(document: PairedDocument) -> DocumentScore:
    return DocumentScore(
        document_id=document.document_id,
        file=document.file,
        split=document.split,
        labels=len(document.labels),
        predictions=len(document.predictions),
        binding=Detection(
            sum(pair.binding for pair in document.pairs),
            sum(one.binding for one in document.predictions),
            sum(one.label.binding for one in document.labels),
        ),
        traps_binding=sum(
            pair.label.label.trap is not None and pair.predicted.binding for pair in document.pairs
        ),
    )


def _kinds(documents: Sequence[PairedDocument], pairs: Sequence[Pair]) -> KindScores:
    labelled = Counter(one.label.kind for document in documents for one in document.labels)
    predicted = Counter(one.kind for document in documents for one in document.predictions)
    found = Counter(pair.label.label.kind for pair in pairs)
    right = Counter(p.predicted.kind for p in pairs if p.predicted.kind == p.label.label.kind)
    return KindScores(
        kinds=tuple(
            KindScore(kind, Detection(right[kind], predicted[kind], labelled[kind]), found[kind])
            for kind in Kind
            if labelled[kind] or predicted[kind]
        ),
        found=sum(found[kind] for kind in Kind),
        right=sum(right.values()),
    )


def _phrases(
    found: Sequence[tuple[str | None, str | None]], compare: Callable[[str, str], Likeness]
) -> PhraseScores:
    """Count phrases (as labelled, as predicted) of the commitments that were found."""
    both = Counter(compare(a, b) for a, b in found if a is not None and b is not None)
    return PhraseScores(
        labelled=sum(label is not None for label, _ in found),
        right=both[Likeness.SAME],
        partial=both[Likeness.PARTIAL],
        wrong=both[Likeness.DIFFERENT],
        missed=sum(label is not None and given is None for label, given in found),
        invented=sum(label is None and given is not None for label, given in found),
    )


def _traps(documents: Sequence[PairedDocument], pairs: Sequence[Pair]) -> tuple[TrapScore, ...]:
    labelled = Counter(
        one.label.trap for document in documents for one in document.labels if one.label.trap
    )
    listed = Counter(pair.label.label.trap for pair in pairs)
    binding = Counter(pair.label.label.trap for pair in pairs if pair.predicted.binding)
    return tuple(
        TrapScore(trap, labelled[trap], listed[trap], binding[trap]) for trap in sorted(labelled)
    )


def _misses(document: PairedDocument) -> list[Miss]:
    """Return the binding labels that no binding prediction has, by offset."""
    taken = {pair.label: pair.predicted for pair in document.pairs}
    found = {pair.label for pair in document.pairs if pair.binding}
    return [
        Miss(one, taken.get(one))
        for one in document.labels
        if one.label.binding and one not in found
    ]


def _false(document: PairedDocument) -> list[FalsePositive]:
    """Return the binding predictions that are no binding label's, by offset."""
    made = [
        (pair.predicted, pair.label)
        for pair in document.pairs
        if pair.predicted.binding and not pair.binding
    ]
    alone: list[tuple[Predicted, PlacedLabel | None]] = [
        (one, None) for one in document.unlabelled if one.binding
    ]
    return [
        FalsePositive(predicted, document.file, document.split, label)
        for predicted, label in sorted(
            [*made, *alone], key=lambda one: (one[0].start, one[0].end, one[0].kind, one[0].source)
        )
    ]
