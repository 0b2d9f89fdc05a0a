"""How right follow-up links are: precision and recall of links, outcomes, and wrong links on traps.

A link counts as right when it joins the labelled earlier sentence (any of them, in any
rendition) to the labelled later one (any of them). Every other link is wrong, also one that
no label speaks of: the labels of a body's meetings list all sequels that were noticed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.register import Commitment, FollowUp, Outcome, Place
from eval.commitments.follow_up_labels import PlacedFollowUp, Sort
from eval.commitments.intervals import bootstrap
from eval.commitments.records import Interval, share

RESAMPLES = 2_000
PARTS = ("all", "dev", "test")


@dataclass(frozen=True, slots=True)
class Link:
    """One follow-up as it is scored: all places of its commitment, and its own."""

    earlier: tuple[Place, ...]
    later: Place
    outcome: Outcome
    matched_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A link that is not right, and what the labels say of its commitment.

    ``against`` is "trap", "no-later-record", "another" (it has labelled sequels, not this
    one) or "unlabelled".
    """

    link: Link
    against: str
    label: PlacedFollowUp | None


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """Links of one part; shares of nothing are None."""

    right: int
    predicted: int
    found: int
    labelled: int
    outcome_right: int

    @property
    def precision(self) -> float | None:
        """``right / predicted``."""
        return share(self.right, self.predicted)

    @property
    def recall(self) -> float | None:
        """``found / labelled``."""
        return share(self.found, self.labelled)

    @property
    def outcomes(self) -> float | None:
        """Share of the found links whose outcome is the labelled one."""
        return share(self.outcome_right, self.found)


@dataclass(frozen=True, slots=True)
class PartLinks:
    """The figures of one part: all labels, or those of one split.

    Attributes
    ----------
    by_outcome
        Labelled and found links of each outcome, and closed ones that were wrongly told so.
    groups
        Recall of links with a number, without one, and closed by a sentence on all the rest.
    matched_by
        Right and predicted links of each key.
    traps, no_later
        Labels, and those on which a wrong link was made.
    false_closed
        Wrong links that say "closed", and right ones that say it of what is not.
    """

    name: str
    counts: LinkCounts
    precision: Interval | None
    recall: Interval | None
    by_outcome: dict[str, tuple[int, int]]
    groups: dict[str, tuple[int, int]]
    matched_by: dict[str, tuple[int, int]]
    traps: tuple[int, int]
    no_later: tuple[int, int]
    false_closed: int
    wrong: tuple[Wrong, ...]
    missed: tuple[PlacedFollowUp, ...]


def links_of(commitments: Iterable[Commitment], found: Iterable[FollowUp]) -> tuple[Link, ...]:
    """Return the follow-ups of a register as they are scored."""
    places = {
        one.id: (Place(one.document_id, one.start, one.end), *one.again) for one in commitments
    }
    return tuple(
        Link(
            places[one.commitment_id],
            Place(one.document_id, one.start, one.end),
            one.outcome,
            one.matched_by,
            one.why,
        )
        for one in found
        if one.commitment_id in places
    )


def score_links(
    labels: Sequence[PlacedFollowUp], links: Sequence[Link], seed: int
) -> tuple[PartLinks, ...]:
    """Score links against labels, in all and for each split.

    Parameters
    ----------
    labels
        Placed.
    links
        Of the archive the labels were placed in. A link is of the split of the labels whose
        later sentence stands in its document; of none where no label's does.
    seed
        Of the bootstrap over later documents.
    """
    splits = _splits(labels)
    return tuple(
        _part(
            name,
            [one for one in labels if name in ("all", one.label.split)],
            [one for one in links if name == "all" or splits.get(one.later.document_id) == name],
            labels,
            seed,
        )
        for name in PARTS
        if name == "all" or any(one.label.split == name for one in labels)
    )


def _splits(labels: Iterable[PlacedFollowUp]) -> dict[str, str]:
    """Return the split of each later document that labels speak of."""
    found: dict[str, str] = {}
    for one in labels:
        for place in one.later:
            found.setdefault(place.document_id, one.label.split)
    return found


def _part(
    name: str,
    labels: Sequence[PlacedFollowUp],
    links: Sequence[Link],
    every: Sequence[PlacedFollowUp],
    seed: int,
) -> PartLinks:
    sequels = [one for one in labels if one.label.sort is Sort.LINK]
    known = [one for one in every if one.label.sort is Sort.LINK]
    hit: dict[str, Link] = {}
    wrong: list[Wrong] = []
    right: list[Link] = []
    false_closed = 0
    for link in links:
        joined = [one for one in known if _joins(link, one)]
        for one in joined:
            held = hit.get(one.label.id)
            if held is None or held.outcome is not one.label.outcome:
                hit[one.label.id] = link
        if joined:
            right.append(link)
            truly = any(one.label.outcome is Outcome.CLOSED for one in joined)
            false_closed += link.outcome is Outcome.CLOSED and not truly
        else:
            wrong.append(_wrong(link, every))
            false_closed += link.outcome is Outcome.CLOSED
    found = [one for one in sequels if one.label.id in hit]
    counts = LinkCounts(
        len(right),
        len(links),
        len(found),
        len(sequels),
        sum(hit[one.label.id].outcome is one.label.outcome for one in found),
    )
    precision, recall = _intervals(links, right, sequels, found, seed)
    return PartLinks(
        name,
        counts,
        precision,
        recall,
        _shares(sequels, found, lambda one: str(one.label.outcome)),
        _shares(sequels, found, _group),
        _shares(links, right, lambda one: one.matched_by),
        _on(wrong, labels, Sort.TRAP),
        _on(wrong, labels, Sort.NO_LATER_RECORD),
        false_closed,
        tuple(wrong),
        tuple(one for one in sequels if one.label.id not in hit),
    )


def _group(one: PlacedFollowUp) -> str:
    if one.label.blanket:
        return "all the rest"
    return "number" if one.label.number is not None else "no number"


def _shares(
    of: Sequence[Any], some: Sequence[Any], key: Callable[[Any], str]
) -> dict[str, tuple[int, int]]:
    totals, parts = Counter(map(key, of)), Counter(map(key, some))
    return {name: (parts[name], totals[name]) for name in sorted(totals)}


def _on(wrong: Sequence[Wrong], labels: Sequence[PlacedFollowUp], sort: Sort) -> tuple[int, int]:
    of = [one for one in labels if one.label.sort is sort]
    struck = {one.label.label.id for one in wrong if one.label is not None}
    return sum(one.label.id in struck for one in of), len(of)


def _wrong(link: Link, labels: Sequence[PlacedFollowUp]) -> Wrong:
    mine = [one for one in labels if _meet_any(link.earlier, one.earlier)]
    for one in mine:
        if one.label.sort is Sort.TRAP and _meet_any((link.later,), one.later):
            return Wrong(link, "trap", one)
    for one in mine:
        if one.label.sort is Sort.NO_LATER_RECORD:
            return Wrong(link, "no-later-record", one)
    linked = [one for one in mine if one.label.sort is Sort.LINK]
    return Wrong(link, "another", linked[0]) if linked else Wrong(link, "unlabelled", None)


def _joins(link: Link, label: PlacedFollowUp) -> bool:
    return _meet_any(link.earlier, label.earlier) and _meet_any((link.later,), label.later)


def _meet_any(some: Iterable[Place], others: Sequence[Place]) -> bool:
    return any(_meet(one, other) for one in some for other in others)


def _meet(one: Place, other: Place) -> bool:
    """Tell whether two places share at least half of the shorter."""
    if one.document_id != other.document_id:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)


def _intervals(
    links: Sequence[Link],
    right: Sequence[Link],
    sequels: Sequence[PlacedFollowUp],
    found: Sequence[PlacedFollowUp],
    seed: int,
) -> tuple[Interval | None, Interval | None]:
    """Return intervals of precision and recall by a bootstrap over later documents."""
    made = Counter(one.later.document_id for one in links)
    good = Counter(one.later.document_id for one in right)
    asked = Counter(one.later[0].document_id for one in sequels)
    given = Counter(one.later[0].document_id for one in found)
    documents = sorted({*made, *asked})
    counts = np.array(
        [(good[d], made[d], 0, given[d], asked[d], 0) for d in documents], dtype=np.int64
    ).reshape(-1, 6)
    precision = bootstrap(counts[:, :3], RESAMPLES, seed).precision
    return precision, bootstrap(counts[:, 3:], RESAMPLES, seed).precision
