"""Labels and predictions for hand-worked cases: one sentence is ten code points long."""

from __future__ import annotations

from corpus.register import BINDING
from eval.commitments.labels import CommitmentLabel, PlacedLabel
from eval.commitments.predicted import Predicted
from indexer.commitments import Kind


def label(
    sentence: int,
    kind: str | None,
    *,
    document: str = "d-1",
    split: str = "dev",
    owner: str | None = None,
    due: str | None = None,
    trap: str | None = None,
    binding: bool | None = None,
    span: tuple[int, int] | None = None,
) -> PlacedLabel:
    """Label a sentence; a kind of None is a trap."""
    made = Kind(kind) if kind else None
    start, end = span or (10 * sentence, 10 * sentence + 10)
    return PlacedLabel(
        CommitmentLabel(
            file=f"{document}.txt",
            anchor=f"sentence {sentence}",
            kind=made,
            binding=made in BINDING if binding is None else binding,
            owner=owner,
            due=due,
            topics=(),
            split=split,
            trap=trap,
        ),
        document,
        start,
        end,
    )


def predict(
    sentence: int,
    kind: str,
    *,
    document: str = "d-1",
    owner: str | None = None,
    due: str | None = None,
    span: tuple[int, int] | None = None,
) -> Predicted:
    """Predict a sentence."""
    start, end = span or (10 * sentence, 10 * sentence + 10)
    made = Kind(kind)
    return Predicted(
        document_id=document,
        start=start,
        end=end,
        kind=made,
        binding=made in BINDING,
        owner=owner,
        due=due,
        due_date=None,
        source=f"made:{kind}",
    )
