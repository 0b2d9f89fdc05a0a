"""Labelled units: what the classifier of commitments learns from, and is judged by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.archive import Archive
from eval.commitments.labels import NONE, PlacedLabel, load_labels, place_labels
from indexer.commitments.deciding import Look, look_at
from indexer.commitments.unit_building import record_of
from indexer.commitments.units import Unit

TRAINING_FILE = "commitments-train.jsonl"
"""More labels, beside a set's own; never those that a report is about."""

LEARNT_FROM = ("train", "dev")


@dataclass(frozen=True, slots=True)
class Example:
    """One unit of a labelled document, or a label that no unit covers.

    Attributes
    ----------
    look
        The unit as the rules and the classifier see it; None where nothing was found at
        the labelled place, which counts as missed.
    kind, binding
        As labelled; ``none`` and not binding where nobody labelled it, since documents are
        labelled throughout.
    source, group
        The set it is from, and its meeting: what one fold holds whole.
    """

    look: Look | None
    kind: str
    binding: bool
    source: str
    group: str


def labels_to_learn_from(path: Path) -> list[Path]:
    """Return a set's file of labels and the one for training beside it, if there is one."""
    more = path.with_name(TRAINING_FILE)
    return [path, more] if more.is_file() else [path]


def examples_of(archive: Archive, paths: Iterable[Path], source: str) -> list[Example]:
    """Return the units of all documents that are labelled for training or development.

    Labels of the test split are passed over before anything is looked up.

    Raises
    ------
    UsageError
        When a file of labels is faulty, or an anchor cannot be found.
    """
    chosen = [label for path in paths for label in load_labels(path) if label.split in LEARNT_FROM]
    by_document: dict[str, list[PlacedLabel]] = {}
    for placed in place_labels(chosen, archive):
        by_document.setdefault(placed.document_id, []).append(placed)
    found: list[Example] = []
    for key in sorted(by_document):
        document = archive.document(key)
        record = record_of(archive, document)
        held, lost = _assign(record.units, by_document[key])
        for index, look in enumerate(look_at(record)):
            found.append(_example(look, held.get(index), source, document.meeting_id))
        found += [_example(None, label, source, document.meeting_id) for label in lost]
    return found


def _example(look: Look | None, placed: PlacedLabel | None, source: str, group: str) -> Example:
    label = placed.label if placed is not None else None
    return Example(
        look,
        label.kind.value if label is not None and label.kind is not None else NONE,
        label is not None and label.binding,
        source,
        f"{source}:{group}",
    )


def _assign(
    units: tuple[Unit, ...], labels: list[PlacedLabel]
) -> tuple[dict[int, PlacedLabel], list[PlacedLabel]]:
    """Give each label the unit it overlaps most; of two labels in one unit, one that binds."""
    held: dict[int, PlacedLabel] = {}
    lost: list[PlacedLabel] = []
    for label in sorted(labels, key=lambda p: (not p.label.binding, p.start, p.end)):
        best = max(
            (
                (min(unit.end, label.end) - max(unit.start, label.start), -index)
                for index, unit in enumerate(units)
                if unit.start < label.end and label.start < unit.end
            ),
            default=None,
        )
        if best is None:
            lost.append(label)
        else:
            held.setdefault(-best[1], label)
    return held, lost
