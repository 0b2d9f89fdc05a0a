"""Rows that a reviewer merged, put under those they were merged into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.identity import commitment_id
from corpus.reviews import standing
from retrieval.register_anchors import Anchors
from retrieval.register_records import LostReview, ReviewState

if TYPE_CHECKING:
    from retrieval.register_rows import Row


def merge(rows: Mapping[str, Row], anchors: Anchors) -> list[LostReview]:
    """Put merged rows under those they were merged into; tell of those that cannot be."""
    targets: dict[str, str] = {}
    lost: list[LostReview] = []
    for key, row in rows.items():
        if row.review.state is not ReviewState.MERGED:
            continue
        target = _target(row, rows, anchors)
        if target is None or target == key:
            # Shown by itself rather than not at all.
            row.review = replace(row.review, state=ReviewState.NONE, into=None)
            last = standing(row.review.reviews)[-1]
            why = "The commitment it was merged into is not found any more"
            lost.append(LostReview(last, row.review.reviews, why))
            continue
        targets[key] = target
    for key, target in targets.items():
        seen = {key}
        while target in targets and target not in seen:
            seen.add(target)
            target = targets[target]
        row = rows[key]
        if target in seen:
            row.review = replace(row.review, state=ReviewState.NONE, into=None)
            continue
        row.review = replace(row.review, into=target)
        rows[target].merged.append(row)
    for row in rows.values():
        row.merged.sort(key=lambda one: (one.document.id, one.commitment.start))
    return lost


def _target(row: Row, rows: Mapping[str, Row], anchors: Anchors) -> str | None:
    merge = standing(row.review.reviews)[-1]
    if merge.into in rows:
        return merge.into
    words = anchors.words_at(merge.into_place) if merge.into_place else None
    if words is None:
        return None
    found = anchors.commitment(words)
    if found is not None:
        return found[0].id
    place = anchors.place(words)
    key = commitment_id(place[0].document_id, place[0].start, place[0].end) if place else None
    return key if key in rows else None
