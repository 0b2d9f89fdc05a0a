"""Folds grouped by meeting: questions tied to one meeting are never on both sides.

Two questions on one meeting share its words, its passages and its headings; a model
fitted on the one has seen something of the other, and its probability for it looks
better than it will be on minutes that nobody labelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from corpus.errors import UsageError


def connected(tied: Iterable[tuple[str, frozenset[str]]]) -> tuple[str, ...]:
    """Return the group of each question: those that share a meeting, through others too.

    Parameters
    ----------
    tied
        For each question a name of its own, and the meetings it is tied to.

    Returns
    -------
    tuple of str
        For each question the first (in code point order) of all meetings of its group,
        or its own name where it is tied to none. A name depends on the group's
        members only, not on their order.
    """
    questions = list(tied)
    parent: dict[str, str] = {}

    def root(meeting: str) -> str:
        while (above := parent.setdefault(meeting, meeting)) != meeting:
            parent[meeting] = parent[above]
            meeting = above
        return meeting

    for _, meetings in questions:
        roots = {root(meeting) for meeting in meetings}
        for one in roots:
            parent[one] = min(roots)
    return tuple(root(min(meetings)) if meetings else own for own, meetings in questions)


def assign_folds(
    answerable: NDArray[np.bool_], groups: Sequence[str], folds: int, seed: int
) -> NDArray[np.int64]:
    """Return the fold of each question: groups stay whole, classes are spread evenly.

    scikit-learn's ``StratifiedGroupKFold``, shuffled by the seed.

    Parameters
    ----------
    answerable
        bool, shape (questions,).
    groups
        The group of each question.
    folds, seed
        How many folds, and what shuffles the groups.

    Returns
    -------
    int64, shape (questions,), from 0

    Raises
    ------
    UsageError
        When there are too few groups or questions for so many folds, or a fold would
        leave only one class to learn from.
    """
    many = len(set(groups))
    yes = int(answerable.sum())
    fewest = min(yes, len(answerable) - yes)
    if many < folds or fewest < folds:
        raise UsageError(
            f"{len(answerable)} development questions on {many} separate meetings, {yes} of "
            f"them answerable, are too few for {folds} folds.",
            "Label more questions of either class on more meetings, or take fewer folds.",
        )
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    assigned = np.full(len(answerable), -1, dtype=np.int64)
    shape = np.zeros((len(answerable), 1))
    for number, (_, held_out) in enumerate(splitter.split(shape, answerable, list(groups))):
        assigned[held_out] = number
    for number in range(folds):
        left = answerable[assigned != number]
        if left.all() or not left.any():
            raise UsageError(
                "The answerable or the unanswerable questions are all tied to meetings of one "
                f"group, so that without fold {number + 1} nothing is left to tell them apart by.",
                "Label questions of both classes on more meetings.",
            )
    return assigned
