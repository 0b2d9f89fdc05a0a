"""Labelled follow-ups: which later sentence tells of which earlier one, and which only seems to.

A file of labels holds one JSON object a line (``eval/cases/*/followups.jsonl``); its fields
are told beside the files. Anchors are a few words, resolved when the archive is at hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.archive import Archive
from corpus.errors import UsageError
from corpus.register import Outcome, Place
from eval.cases_file import Anchor, Anchors
from eval.commitments.labels import LONGEST_ANCHOR, SPLITS
from indexer.sentences import sentence_spans


class Sort(StrEnum):
    """What a label is: a link, what only looks like one, or a commitment without any."""

    LINK = "link"
    TRAP = "none"
    NO_LATER_RECORD = "no-later-record"


_FIELDS = ("id", "earlier", "later", "outcome", "number", "split")
_MORE = ("trap", "same_meeting", "blanket")


@dataclass(frozen=True, slots=True)
class FollowUpLabel:
    """One labelled pair.

    Attributes
    ----------
    earlier, later
        Where the commitment stands and where it is told of; any one of them counts.
    sort
        What the label is.
    outcome
        Of a link; None for the rest.
    number
        The number by which both meetings call the action, if so.
    split
        ``dev`` or ``test``: that of the later meeting.
    trap
        What makes a trap look like a follow-up.
    blanket
        Whether the later sentence closes all actions that it does not name.
    """

    id: str
    earlier: tuple[Anchor, ...]
    later: tuple[Anchor, ...]
    sort: Sort
    outcome: Outcome | None
    number: str | None
    split: str
    trap: str | None
    blanket: bool


@dataclass(frozen=True, slots=True)
class PlacedFollowUp:
    """A label and the sentences of its anchors."""

    label: FollowUpLabel
    earlier: tuple[Place, ...]
    later: tuple[Place, ...]


def load_follow_ups(path: Path) -> tuple[FollowUpLabel, ...]:
    """Read a file of labelled follow-ups, one JSON object a line.

    Raises
    ------
    UsageError
        When the file cannot be read, or naming every fault of every line at once.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The labels in {path} cannot be read: {error}.", "Name a UTF-8 file of JSON lines."
        ) from error
    labels: list[FollowUpLabel] = []
    faults: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        made = _read(line)
        if isinstance(made, list):
            faults += [f"line {number}: {fault}" for fault in made]
            continue
        if made.id in seen:
            faults.append(f"line {number}: there is a {made.id!r} already")
        seen.add(made.id)
        labels.append(made)
    if faults:
        raise UsageError(
            f"The labels in {path} cannot be used:\n  " + "\n  ".join(faults),
            "\nMend these lines.",
        )
    return tuple(labels)


def place_follow_ups(
    labels: Iterable[FollowUpLabel], archive: Archive
) -> tuple[PlacedFollowUp, ...]:
    """Find the sentences of all labels.

    Raises
    ------
    UsageError
        Naming all anchors that are missing or not unique.
    """
    anchors = Anchors(archive)
    placed: list[PlacedFollowUp] = []
    faults: list[str] = []

    def resolve(label: FollowUpLabel, given: Iterable[Anchor]) -> tuple[Place, ...]:
        found: list[Place] = []
        for anchor in given:
            try:
                place = anchors.resolve(anchor)
            except UsageError as error:
                faults.append(f"{label.id}: {error}")
                continue
            found.append(_sentence(Place(place.document_id, place.start, place.end), archive))
        return tuple(dict.fromkeys(found))

    for label in labels:
        placed.append(
            PlacedFollowUp(label, resolve(label, label.earlier), resolve(label, label.later))
        )
    if faults:
        raise UsageError(
            "Labelled follow-ups that cannot be found:\n  " + "\n  ".join(faults),
            "\nAdd the files to the archive, or mend the anchors.",
        )
    return tuple(placed)


def _sentence(place: Place, archive: Archive) -> Place:
    """Widen a place to the sentences that it touches."""
    text = archive.text(place.document_id)
    touched = [
        span
        for block in archive.blocks(place.document_id)
        if block.start < place.end and place.start < block.end
        for span in sentence_spans(text, block.start, block.end)
        if span[0] < place.end and place.start < span[1]
    ]
    return Place(place.document_id, touched[0][0], touched[-1][1]) if touched else place


def _read(line: str) -> FollowUpLabel | list[str]:
    """Return the label of a line, or all that is wrong with it."""
    try:
        values = json.loads(line)
    except ValueError as error:
        return [f"not JSON: {error}"]
    if not isinstance(values, dict):
        return ["not a JSON object"]
    faults = [f"{name!r} is missing" for name in _FIELDS if name not in values]
    faults += [f"unknown field {n!r}" for n in sorted(set(values) - {*_FIELDS, *_MORE})]
    faults += faults or _wrong(values)
    if faults:
        return list(dict.fromkeys(faults))
    outcome = values["outcome"]
    sort = Sort(outcome) if outcome in (Sort.TRAP, Sort.NO_LATER_RECORD) else Sort.LINK
    return FollowUpLabel(
        id=values["id"],
        earlier=tuple(Anchor(one["file"], one["anchor"]) for one in values["earlier"]),
        later=tuple(Anchor(one["file"], one["anchor"]) for one in values["later"]),
        sort=sort,
        outcome=Outcome(outcome) if sort is Sort.LINK else None,
        number=values["number"],
        split=values["split"],
        trap=values.get("trap"),
        blanket=bool(values.get("blanket", False)),
    )


def _wrong(values: dict[str, Any]) -> list[str]:
    faults: list[str] = []
    if not isinstance(values["id"], str) or not values["id"]:
        faults.append(f"'id' must be words, not {values['id']!r}")
    known = [*Outcome, Sort.TRAP, Sort.NO_LATER_RECORD]
    if values["outcome"] not in known:
        faults.append(f"unknown outcome {values['outcome']!r}; known are {', '.join(known)}")
    if values["split"] not in SPLITS:
        faults.append(f"unknown split {values['split']!r}; known are {', '.join(SPLITS)}")
    if values["number"] is not None and not isinstance(values["number"], str):
        faults.append(f"'number' must be words or null, not {values['number']!r}")
    for side in ("earlier", "later"):
        faults += [f"{side}: {fault}" for fault in _wrong_anchors(values[side])]
    if not values["earlier"]:
        faults.append("'earlier' is empty")
    if bool(values["later"]) == (values["outcome"] == Sort.NO_LATER_RECORD):
        faults.append(f"'later' does not go with the outcome {values['outcome']!r}")
    if (values.get("trap") is not None) != (values["outcome"] == Sort.TRAP):
        faults.append("a trap goes with the outcome 'none' and no other")
    return faults


def _wrong_anchors(given: object) -> list[str]:
    if not isinstance(given, list):
        return ["not a list of anchors"]
    faults = []
    for one in given:
        words = one.get("anchor") if isinstance(one, dict) else None
        if not isinstance(words, str) or not isinstance(one.get("file"), str):
            faults.append(f"not an anchor: {one!r}")
        elif len(words.split()) > LONGEST_ANCHOR + 1:
            faults.append(f"an anchor of {len(words.split())} words; at most {LONGEST_ANCHOR}")
    return faults
