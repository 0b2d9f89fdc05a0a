"""How right the recognised structure of real minutes is, against labels made by hand.

Body, date and status are right, unknown or wrong; items and attendees are scored by
precision, recall and F1, each format and each split apart. Wrong is kept apart from
unknown everywhere, since what the program does not know it must not guess.

    python -m eval.structure_accuracy --real ../shared/archive
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from corpus import reference
from corpus.errors import ReadError
from corpus.model import Structure
from corpus.readers import read
from corpus.structure import recognise

LABELS: Final = Path(__file__).parent / "cases" / "real" / "structure.jsonl"
LABEL_WORDS: Final = 8
"""A label holds at most so many words of a title; the rest is not compared."""

_HONORIFICS: Final = frozenset(
    """
    the dr prof professor sir dame lord lady baroness earl viscount mr mrs ms miss mx rt hon
    rev cllr councillor
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """An item as a reader of the document sees it; ``title`` has at most eight words."""

    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class LabelledPerson:
    """Somebody the document lists; ``present`` is None where the page does not tell."""

    name: str
    role: str | None
    present: bool | None


@dataclass(frozen=True, slots=True)
class Label:
    """What one document says of its meeting, read by a person."""

    file: str
    meeting: str
    split: str
    format: str
    body: str | None
    force: str | None
    date: str | None
    status: str | None
    items: tuple[LabelledItem, ...]
    attendees: tuple[LabelledPerson, ...]


@dataclass(slots=True)
class Tally:
    """Counts over documents; every measure is made from them.

    ``fields`` counts (field, outcome) with the outcomes right, unknown and wrong;
    ``found``, ``given`` and ``hit`` count items and attendees.
    """

    documents: int = 0
    unread: list[str] = field(default_factory=list)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def precision(self, what: str) -> float | None:
        """Return hits of all that the program found; None when it found nothing."""
        return self.hit[what] / self.found[what] if self.found[what] else None

    def recall(self, what: str) -> float | None:
        """Return hits of all that is labelled; None when nothing is."""
        return self.hit[what] / self.given[what] if self.given[what] else None

    def f1(self, what: str) -> float | None:
        """Return the harmonic mean of both; None when there is nothing to find or found."""
        both = self.found[what] + self.given[what]
        return 2 * self.hit[what] / both if both else None

    def share(self, name: str, outcome: str) -> float:
        """Return the share of documents whose field ended so."""
        return self.fields[name, outcome] / self.documents if self.documents else 0.0


def load_labels(path: Path = LABELS) -> tuple[Label, ...]:
    """Read the labels, one JSON object a line."""
    labels = []
    for line in path.read_text("utf-8").splitlines():
        raw = json.loads(line)
        raw["items"] = tuple(LabelledItem(**i) for i in raw["items"])
        raw["attendees"] = tuple(LabelledPerson(**a) for a in raw["attendees"])
        labels.append(Label(**raw))
    return tuple(labels)


def words(text: str) -> tuple[str, ...]:
    """Fold a title or a name for comparison: case, accents, "&" and punctuation are nothing."""
    text = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    text = re.sub(r"['’`´]", "", text)
    return tuple(re.findall(r"[^\W_]+", text))


def name_key(name: str) -> tuple[str, ...]:
    """Fold a name and take the titles before it off."""
    folded = words(name)
    begin = 0
    while begin < len(folded) - 1 and folded[begin] in _HONORIFICS:
        begin += 1
    return folded[begin:]


def same_title(label: str, title: str) -> bool:
    """Tell whether a title begins with the words that the label holds, and is no longer."""
    wanted, found = words(label), words(title)
    if len(label.split()) >= LABEL_WORDS:
        found = found[: len(wanted)]
    return wanted == found


def score(label: Label, structure: Structure, tally: Tally) -> None:
    """Add what was recognised of one document to a tally."""
    tally.documents += 1
    printed = structure.date.isoformat() if structure.date else None
    given: dict[str, tuple[str | None, str | None]] = {
        # A label has the name as printed; the program gives the one spelling of the tables.
        "body": (reference.fold_body(label.body) if label.body else None, structure.body),
        "force": (label.force, structure.force),
        "date": (label.date, printed),
        "status": (label.status, structure.status.value if structure.status else None),
    }
    for name, (wanted, found) in given.items():
        outcome = _outcome(wanted, found)
        tally.fields[name, outcome] += 1
        if outcome != "right":
            tally.faults.append(f"{label.file}: {name} {found!r}, labelled {wanted!r}")
    _score_items(label, structure, tally)
    _score_people(label, structure, tally)


def _outcome(wanted: str | None, found: str | None) -> str:
    if (wanted is None) == (found is None) and words(wanted or "") == words(found or ""):
        return "right"
    return "unknown" if found is None else "wrong"


def _score_items(label: Label, structure: Structure, tally: Tally) -> None:
    found = [item for item in structure.items if item.title]
    tally.found["items"] += len(found)
    tally.given["items"] += len(label.items)
    for wanted in label.items:
        match = next((f for f in found if same_title(wanted.title, f.title or "")), None)
        if match is None:
            tally.faults.append(f"{label.file}: item missing: {wanted.title}")
            continue
        found.remove(match)
        tally.hit["items"] += 1
        tally.given["item numbers"] += wanted.number is not None
        tally.found["item numbers"] += match.number is not None
        tally.hit["item numbers"] += wanted.number is not None and wanted.number == match.number
    tally.faults += [f"{label.file}: no such item: {f.title!r:.60}" for f in found]


def _score_people(label: Label, structure: Structure, tally: Tally) -> None:
    found = list(structure.attendees)
    tally.found["attendees"] += len(found)
    tally.given["attendees"] += len(label.attendees)
    for wanted in label.attendees:
        key = name_key(wanted.name)
        match = next((f for f in found if name_key(f.name) == key), None)
        if match is None:
            tally.faults.append(f"{label.file}: attendee missing: {wanted.name}")
            continue
        found.remove(match)
        tally.hit["attendees"] += 1
        if wanted.present is not None:
            tally.given["presence"] += 1
            tally.found["presence"] += 1
            tally.hit["presence"] += wanted.present == match.present
            if wanted.present != match.present:
                tally.faults.append(f"{label.file}: presence wrong: {wanted.name}")
        if wanted.role is not None:
            tally.given["roles"] += 1
            tally.found["roles"] += match.role is not None
            tally.hit["roles"] += words(wanted.role) == words(match.role or "")
    tally.faults += [f"{label.file}: no such attendee: {f.name!r:.60}" for f in found]


def measure(real: Path, labels: Iterable[Label]) -> dict[tuple[str, str], Tally]:
    """Read and score the labelled files under ``real``: a tally per split and format.

    A file that no reader reads is counted apart (``unread``), never as a wrong answer.
    """
    tallies: dict[tuple[str, str], Tally] = {}
    for label in labels:
        tally = tallies.setdefault((label.split, label.format), Tally())
        path = real / label.file
        try:
            structure = recognise(read(path.read_bytes(), path.name))
        except (OSError, ReadError):
            tally.unread.append(label.file)
            continue
        score(label, structure, tally)
    return tallies


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    whole = Tally()
    for tally in tallies:
        whole.documents += tally.documents
        whole.unread += tally.unread
        whole.fields += tally.fields
        whole.found += tally.found
        whole.given += tally.given
        whole.hit += tally.hit
        whole.faults += tally.faults
    return whole


def table(tallies: dict[tuple[str, str], Tally]) -> str:
    """Lay the measures out as a Markdown table, a row per split and format."""
    head = (
        "split", "format", "documents", "not read", "body right/unknown/wrong",
        "date right/unknown/wrong", "status right/unknown/wrong", "items P/R/F1",
        "attendees P/R/F1", "presence right", "roles right",
    )  # fmt: skip
    rows = [head, tuple("---" for _ in head)]
    for split in sorted({s for s, _ in tallies}):
        of_split = {f: t for (s, f), t in sorted(tallies.items()) if s == split}
        for name, tally in [*of_split.items(), ("all", total(of_split.values()))]:
            rows.append((split, name, str(tally.documents), str(len(tally.unread)), *_cells(tally)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cells(tally: Tally) -> Iterable[str]:
    for name in ("body", "date", "status"):
        yield " / ".join(str(tally.fields[name, o]) for o in ("right", "unknown", "wrong"))
    for what in ("items", "attendees"):
        parts = (tally.precision(what), tally.recall(what), tally.f1(what))
        yield " / ".join("-" if p is None else f"{p:.2f}" for p in parts)
    for what in ("presence", "roles"):
        right = tally.recall(what)
        yield "-" if right is None else f"{right:.2f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; with ``--faults``, every difference of the dev split below it."""
    parser = argparse.ArgumentParser(description=__doc__, prog="eval.structure_accuracy")
    parser.add_argument("--real", type=Path, required=True, help="the folder of real minutes")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--faults", action="store_true", help="list the differences (dev only)")
    given = parser.parse_args(arguments)
    labels = [x for x in load_labels(given.labels) if given.split in {None, x.split}]
    if not given.real.is_dir():
        print(f"There is no folder {given.real}.", file=sys.stderr)
        return 2
    tallies = measure(given.real, labels)
    print(table(tallies))
    if given.faults:
        print()
        for (split, _), tally in sorted(tallies.items()):
            if split == "dev":
                print("\n".join(tally.faults))
    return 0


if __name__ == "__main__":
    sys.exit(main())
