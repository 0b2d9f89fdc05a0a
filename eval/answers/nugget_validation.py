"""How well the lexical proxy tells evidence that holds a nugget from evidence that does not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.archive import Archive
from eval.answers.documents import Documents
from eval.answers.gold import Gold, gold_of_all
from eval.answers.nuggets import THRESHOLD, Content, day_shown, share_shown, shown, wanted
from eval.cases_file import Anchors, Case

GRID = tuple(round(0.05 * step, 2) for step in range(1, 20))
"""Thresholds that are tried."""

OTHERS = 5
"""Negatives for each nugget: the evidence of so many other questions of the set."""

NEAR_BEST = 0.01
"""How far below the best balanced accuracy a stricter threshold may fall and be preferred."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Shares of nuggets' words found (0 where a figure is missing).

    Attributes
    ----------
    own
        In the evidence of the nugget's own question: should be recalled.
    others
        In the evidence of other questions of the set: should not be.
    beside
        In the sentences up to three before and after its own evidence, which are
        on its topic but were not labelled. A few do hold the nugget, so this is an
        upper bound of what wrong sentences of the right place are credited with.
    """

    own: tuple[float, ...]
    others: tuple[float, ...]
    beside: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a threshold does: shares of the three kinds of pairs that count as recalled."""

    threshold: float
    own: float
    others: float
    beside: float

    @property
    def balanced_accuracy(self) -> float:
        """Mean of the share of own evidence accepted and of other evidence refused."""
        return (self.own + 1 - self.others) / 2


def measure(sets: Sequence[tuple[Archive, Sequence[Case]]], split: str) -> list[Pairs]:
    """Measure the cases of one split of several sets, each with its archive.

    ``choose_threshold(measure(sets, "dev"))`` chose the threshold that is in use, and
    ``agreement(measure(sets, "test"))`` is what is told of it.
    """
    measured = []
    for archive, cases in sets:
        of_split = [case for case in cases if case.split == split]
        documents = Documents(archive)
        gold = gold_of_all(documents, of_split, Anchors(archive).resolve_all(of_split))
        measured.append(pairs_of(documents, of_split, gold))
    return measured


def pairs_of(documents: Documents, cases: Sequence[Case], gold: Mapping[str, Gold]) -> Pairs:
    """Measure every nugget of some cases of one set against evidence of three kinds.

    Other questions are those that share no piece of evidence with the nugget's, the
    first :data:`OTHERS` by a hash of the two ids: a sample that is always the same.
    """
    answerable = [case for case in cases if case.id in gold]
    own_texts = {case.id: shown(_texts(documents, gold[case.id])) for case in answerable}
    own: list[float] = []
    others: list[float] = []
    beside: list[float] = []
    for case in answerable:
        negatives = _sample(case, answerable, gold)
        near = shown(_beside(documents, gold[case.id]))
        for nugget in map(wanted, case.nuggets):
            if nugget == Content(frozenset(), frozenset()):
                continue
            own.append(share_shown(nugget, own_texts[case.id]))
            others += [share_shown(nugget, own_texts[other]) for other in negatives]
            beside.append(share_shown(nugget, near))
    return Pairs(tuple(own), tuple(others), tuple(beside))


def agreement(pairs: Sequence[Pairs], threshold: float = THRESHOLD) -> Agreement:
    """Return what a threshold does to the pairs of one or several sets.

    Raises
    ------
    ValueError
        When there is no pair of a kind.
    """
    shares = []
    for kind in ("own", "others", "beside"):
        values = np.array([value for one in pairs for value in getattr(one, kind)])
        if not len(values):
            raise ValueError(f"there is no pair of the kind {kind!r}")
        shares.append(float((values >= threshold - 1e-9).mean()))
    return Agreement(threshold, *shares)


def choose_threshold(pairs: Sequence[Pairs]) -> Agreement:
    """Return the highest threshold whose balanced accuracy is within one point of the best.

    The strictest of what is about as good, since wrong sentences that a system
    cites are nearer to the question than the negatives here. To be called with
    development cases only.
    """
    tried = [agreement(pairs, threshold) for threshold in GRID]
    best = max(one.balanced_accuracy for one in tried)
    return [one for one in tried if one.balanced_accuracy >= best - NEAR_BEST][-1]


def _sample(case: Case, cases: Sequence[Case], gold: Mapping[str, Gold]) -> list[str]:
    mine = frozenset().union(*gold[case.id].sentences)
    apart = [
        other.id
        for other in cases
        if other.id != case.id and all(mine.isdisjoint(p) for p in gold[other.id].sentences)
    ]
    return sorted(
        apart, key=lambda other: hashlib.sha256(f"{case.id} {other}".encode()).hexdigest()
    )[:OTHERS]


def _texts(documents: Documents, gold: Gold) -> list[str]:
    """Return one rendition of each piece, and the meeting's date."""
    texts = []
    for piece in gold.sentences:
        sentence = min(piece)
        read = documents.get(sentence.document_id)
        if read is not None:
            texts += [read.text[sentence.start : sentence.end], day_shown(read.document.date)]
    return texts


def _beside(documents: Documents, gold: Gold, reach: int = 3) -> list[str]:
    evidence = frozenset().union(*gold.sentences)
    texts = []
    for sentence in (min(piece) for piece in gold.sentences):
        read = documents.get(sentence.document_id)
        if read is not None:
            at = read.sentences.index(sentence)
            near = read.sentences[max(0, at - reach) : at + reach + 1]
            texts += [read.text[s.start : s.end] for s in near if s not in evidence]
            texts.append(day_shown(read.document.date))
    return texts
