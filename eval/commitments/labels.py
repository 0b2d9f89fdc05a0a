"""Labelled commitments: what a document promises, asks, notes, and what only looks like it.

A file of labels holds one JSON object a line (``eval/cases/*/commitments.jsonl``).
A label points at its sentence by file name and an anchor of a few words, so
that no sentence of a record is copied; the anchor is resolved to offsets when
the archive is at hand, and widened to the sentence it stands in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.archive import Archive
from corpus.errors import UsageError
from corpus.register import BINDING
from eval.cases_file import Anchor, Anchors, Place
from indexer.commitments import Kind
from indexer.sentences import sentence_spans

NONE = "none"
"""The kind of a trap: what might be mistaken for a commitment, and belongs in no register."""

TRAPS = frozenset(
    {
        "procedural",
        "soft",
        "practice",
        "prediction",
        "past",
        "need",
        "conditional",
        "superseded",
    }
)
SPLITS = ("train", "dev", "test")
LONGEST_ANCHOR = 8
"""Words; with more, a label would copy the record."""

_REQUIRED = ("file", "anchor", "kind", "binding", "owner", "due", "topics", "split")
_KINDS = ", ".join([*Kind, NONE])


@dataclass(frozen=True, slots=True)
class CommitmentLabel:
    """One labelled sentence.

    Attributes
    ----------
    file, anchor
        The file's name, and at most eight words that stand in it exactly once.
    kind
        One of the register's kinds; None for a trap.
    binding
        Whether somebody is bound to do something.
    owner, due
        As the record has them, not resolved; None where it does not say.
    topics
        The labeller's words.
    split
        ``train``, ``dev`` or ``test``; all labels of a file are in one.
    trap
        What a sentence that is no commitment is instead (:data:`TRAPS`); None for the rest.
    """

    file: str
    anchor: str
    kind: Kind | None
    binding: bool
    owner: str | None
    due: str | None
    topics: tuple[str, ...]
    split: str
    trap: str | None


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label and its sentence: half-open offsets (code points) into the canonical text."""

    label: CommitmentLabel
    document_id: str
    start: int
    end: int


def load_labels(path: Path) -> tuple[CommitmentLabel, ...]:
    """Read a file of labelled commitments, one JSON object a line.

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
    labels: list[CommitmentLabel] = []
    faults: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    splits: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        made = _read(line)
        if isinstance(made, list):
            faults += [f"line {number}: {fault}" for fault in made]
            continue
        key = (made.file, " ".join(made.anchor.split()))
        if key in seen:
            faults.append(
                f"line {number}: {made.file} and {made.anchor!r} are on line {seen[key]} already"
            )
        seen.setdefault(key, number)
        split, first = splits.setdefault(made.file, (made.split, number))
        if split != made.split:
            faults.append(
                f"line {number}: {made.file} is in {made.split!r} here, "
                f"but in {split!r} on line {first}"
            )
        labels.append(made)
    if faults:
        raise UsageError(
            f"The labels in {path} cannot be used:\n  " + "\n  ".join(faults),
            "\nMend these lines.",
        )
    return tuple(labels)


def _read(line: str) -> CommitmentLabel | list[str]:
    """Return the label of a line, or all that is wrong with it."""
    try:
        values = json.loads(line)
    except ValueError as error:
        return [f"not JSON: {error}"]
    if not isinstance(values, dict):
        return ["not a JSON object"]
    faults = [f"{name!r} is missing" for name in _REQUIRED if name not in values]
    faults += [f"unknown field {n!r}" for n in sorted(set(values) - {*_REQUIRED, "trap"})]
    faults += _wrong_types(values)
    if faults:
        return faults
    faults += _contradictions(values)
    if faults:
        return faults
    return CommitmentLabel(
        file=values["file"],
        anchor=values["anchor"],
        kind=None if values["kind"] == NONE else Kind(values["kind"]),
        binding=values["binding"],
        owner=values["owner"],
        due=values["due"],
        topics=tuple(values["topics"]),
        split=values["split"],
        trap=values.get("trap"),
    )


def _wrong_types(values: dict[str, Any]) -> list[str]:
    faults = [
        f"{name!r} must be words, not {values[name]!r}"
        for name in ("file", "anchor", "kind", "split")
        if name in values and not _words(values[name])
    ]
    faults += [
        f"{name!r} must be words or null, not {values[name]!r}"
        for name in ("owner", "due", "trap")
        if values.get(name) is not None and not _words(values[name])
    ]
    if "binding" in values and not isinstance(values["binding"], bool):
        faults.append(f"'binding' must be true or false, not {values['binding']!r}")
    topics = values.get("topics", [])
    if not isinstance(topics, list) or not all(_words(topic) for topic in topics):
        faults.append(f"'topics' must be a list of words, not {topics!r}")
    return faults


def _words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _contradictions(values: dict[str, Any]) -> list[str]:
    faults = []
    kind, trap = values["kind"], values.get("trap")
    if kind != NONE and kind not in set(Kind):
        faults.append(f"unknown kind {kind!r}; known are {_KINDS}")
    elif values["binding"] and kind not in BINDING:
        faults.append(f"binding, but a sentence of kind {kind!r} never binds")
    if kind == NONE and trap is None:
        faults.append("of kind 'none' without a trap")
    if kind != NONE and trap is not None:
        faults.append(f"the trap {trap!r} on a sentence of kind {kind!r}; only 'none' has one")
    if trap is not None and trap not in TRAPS:
        faults.append(f"unknown trap {trap!r}; known are {', '.join(sorted(TRAPS))}")
    if kind == NONE:
        faults += [f"of kind 'none' with {_an(name)}" for name in ("owner", "due") if values[name]]
    words = len(values["anchor"].split())
    if words > LONGEST_ANCHOR:
        faults.append(f"the anchor has {words} words; at most {LONGEST_ANCHOR} may be quoted")
    if values["split"] not in SPLITS:
        faults.append(f"unknown split {values['split']!r}; known are {', '.join(SPLITS)}")
    return faults


def _an(name: str) -> str:
    return "an owner" if name == "owner" else "a due date"


def place_labels(labels: Iterable[CommitmentLabel], archive: Archive) -> tuple[PlacedLabel, ...]:
    """Find the sentence of every label.

    Returns
    -------
    tuple of PlacedLabel
        In the order of the labels. Two labels may stand in one sentence (a
        promise after "but"); both have its span then. A sentence that was torn
        apart into two blocks (by a page's end) is spanned from its first to its
        last part, as far as the anchor reaches.

    Raises
    ------
    UsageError
        Naming all anchors that are missing, not unique, or in files that are
        not held, and all files that are one document (the same bytes), as their
        labels would be asked for twice.
    """
    anchors = Anchors(archive)
    placed: list[PlacedLabel] = []
    faults: list[str] = []
    files: dict[str, str] = {}
    for label in labels:
        try:
            place = anchors.resolve(Anchor(label.file, label.anchor))
        except UsageError as error:
            faults.append(str(error))
            continue
        first = files.setdefault(place.document_id, label.file)
        if first != label.file:
            faults.append(f"{label.file}: the same document as {first}; label one of them.")
            continue
        span = _sentence(place, archive)
        if span is None:
            faults.append(f"{label.file}: the anchor {label.anchor!r} stands in no sentence.")
            continue
        placed.append(PlacedLabel(label, place.document_id, *span))
    if faults:
        raise UsageError(
            "Labelled commitments that cannot be found:\n  " + "\n  ".join(dict.fromkeys(faults)),
            "\nAdd the files to the archive, or mend the anchors.",
        )
    return tuple(placed)


def _sentence(place: Place, archive: Archive) -> tuple[int, int] | None:
    text = archive.text(place.document_id)
    touched = [
        (start, end)
        for block in archive.blocks(place.document_id)
        if block.start < place.end and place.start < block.end
        for start, end in sentence_spans(text, block.start, block.end)
        if start < place.end and place.start < end
    ]
    return (touched[0][0], touched[-1][1]) if touched else None
