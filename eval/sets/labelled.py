"""What a labelled set is: an archive, its queries, and where their answers stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eval.cases_file import Case, Place
from eval.records import Qrels, Query
from indexer.generation import Generation
from indexer.manifest import IndexSettings
from indexer.passage_store import StoredPassage


@dataclass(frozen=True, slots=True)
class SetQuery:
    """A query of a set.

    Attributes
    ----------
    query
        What is asked, under which filters.
    split
        ``dev`` or ``test``.
    places
        Where its answers stand; empty where the record does not answer.
    """

    query: Query
    split: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """An archive and questions on it whose answers are known.

    Attributes
    ----------
    name
        ``sample``, ``real``, ``qmsum`` or ``qmsum-whole``.
    root
        The archive's folder; its index is up to date.
    settings
        The settings that index was built with.
    queries
        Those that have an answer in the record, in their own order.
    cases
        The labelled questions, unanswerable ones too; none for QMSum.
    commitments
        The file of labelled commitments, if the set has one.
    unread
        Files that could not be read, with the reason.
    """

    name: str
    root: Path
    settings: IndexSettings
    queries: tuple[SetQuery, ...]
    cases: tuple[Case, ...]
    commitments: Path | None
    unread: tuple[str, ...]

    def of_split(self, split: str | None) -> tuple[SetQuery, ...]:
        """Return the queries of one split, or all of them."""
        return tuple(q for q in self.queries if split in (None, q.split))


def judgements(queries: Iterable[SetQuery], generation: Generation) -> Qrels:
    """Return which passages of a generation hold the answers: grade 1 for each.

    Every passage that :func:`holds` a place is relevant. One that only says again what
    a better rendition of its meeting says stands for that one, since systems rank no
    passage twice; so a place that is labelled in two renditions is one to find. A place no
    passage holds would make a query that nothing can find: an error of ours, not of the
    system's.

    Raises
    ------
    ValueError
        When a query's places stand in no passage.
    """
    passages: dict[str, list[StoredPassage]] = {}
    qrels: dict[str, dict[str, int]] = {}
    for asked in queries:
        grades: dict[str, int] = {}
        for place in asked.places:
            if place.document_id not in passages:
                passages[place.document_id] = generation.passages.of_document(place.document_id)
            holding = [p for p in passages[place.document_id] if holds(p, place)]
            said = [p.row if p.repeat_of is None else p.repeat_of for p in holding]
            grades |= {p.id: 1 for p in generation.passages.rows(said)}
        if not grades:
            raise ValueError(f"no passage holds the evidence of {asked.query.id}")
        qrels[asked.query.id] = grades
    return qrels


def holds(passage: StoredPassage, place: Place) -> bool:
    """Tell whether a passage holds a place: at least half of the shorter of the two.

    An anchor of a few words that is cut in two by a passage's end counts where
    most of it stands; a labelled stretch of several turns makes every passage
    relevant that lies mostly within it.
    """
    shared = min(passage.end, place.end) - max(passage.start, place.start)
    return 2 * shared >= min(passage.end - passage.start, place.end - place.start)
