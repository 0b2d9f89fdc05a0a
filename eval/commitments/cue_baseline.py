"""The system to beat: cue rules on single sentences, with the heading they stand under."""

from __future__ import annotations

from corpus.archive import Archive
from eval.commitments.predicted import Predicted
from indexer.commitments import classify
from retrieval.reading import Library, OpenDocument

FEWEST_WORDS = 3
"""Less is a label or an owner's code, not a sentence; evidence leaves it out as well."""


def cues(archive: Archive) -> tuple[Predicted, ...]:
    """Apply the cue rules to every sentence of every current document.

    A sentence is judged as :mod:`retrieval.evidence` judges it: with the text
    of the nearest heading above it within its item, or the item's title where
    there is none. Kind and binding are the rule's; owner and due are never stated.

    Returns
    -------
    tuple of Predicted
        By document id, then in reading order; ``source`` is ``cue:`` and the rule's name.
    """
    library = Library(archive)
    found: list[Predicted] = []
    for document in archive.documents():
        opened = library.open(document.id)
        for sentence in opened.sentences(0, len(opened.text)):
            text = opened.text[sentence.start : sentence.end]
            if len(text.split()) < FEWEST_WORDS:
                continue
            cue = classify(text, _heading(opened, sentence.block))
            if cue is not None:
                found.append(
                    Predicted(
                        document_id=document.id,
                        start=sentence.start,
                        end=sentence.end,
                        kind=cue.kind,
                        binding=cue.binding,
                        owner=None,
                        due=None,
                        due_date=None,
                        source=f"cue:{cue.rule}",
                    )
                )
    return tuple(found)


def _heading(opened: OpenDocument, block: int) -> str | None:
    above = opened.heading_above(block)
    if above is not None:
        return opened.text[opened.blocks[above].start : opened.blocks[above].end]
    item = opened.item_at(block)
    return item.title if item else None
