"""Labelled questions: what they are, and where in the record their answers stand.

A case points at its evidence by file name and a short anchor, which is resolved
to offsets when it is loaded; an anchor that is missing or not unique is an
error, since a label that silently points nowhere makes every score wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from corpus.archive import Archive
from corpus.errors import UsageError
from corpus.model import Document
from eval.formats.cases import check_cases
from eval.formats.faults import Findings
from eval.formats.lines import Lines


@dataclass(frozen=True, slots=True)
class Anchor:
    """A few words of the sentence that answers, and the file they stand in."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled question.

    Attributes
    ----------
    unanswerable_kind
        ``near-miss`` or ``off-topic`` where the record does not answer.
    split
        ``dev`` or ``test``: thresholds are fitted on the first, told of the second.
    """

    id: str
    kind: str
    question: str
    answerable: bool
    unanswerable_kind: str | None
    filters: dict[str, str]
    evidence: tuple[Anchor, ...]
    nuggets: tuple[str, ...]
    split: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor stands: offsets (code points) into a document's canonical text."""

    document_id: str
    start: int
    end: int


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of cases, one JSON object a line.

    Raises
    ------
    UsageError
        Naming every faulty line at once: what ``minuted eval validate`` tells.
    """
    findings = Findings()
    check_cases(Lines(path, findings), findings)
    findings.refuse("a file of cases", path)
    return tuple(_case(json.loads(text)) for _, text in Lines(path, Findings()) if text.strip())


def _case(values: dict[str, Any]) -> Case:
    return Case(
        id=str(values["id"]),
        kind=str(values["kind"]),
        question=str(values["question"]),
        answerable=bool(values["answerable"]),
        unanswerable_kind=values.get("unanswerable_kind"),
        filters={str(k): str(v) for k, v in (values.get("filters") or {}).items()},
        evidence=tuple(Anchor(e["file"], e["anchor"]) for e in values.get("evidence") or ()),
        nuggets=tuple(values.get("nuggets") or ()),
        split=str(values["split"]),
    )


class Anchors:
    """Finds anchors in the current documents of an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._by_name: dict[str, list[Document]] = {}
        for document in archive.documents():
            for name in {PurePath(source).name for source in archive.sources(document.id)}:
                self._by_name.setdefault(name, []).append(document)

    def resolve(self, anchor: Anchor) -> Place:
        """Return where an anchor stands; runs of white space count as one space.

        Raises
        ------
        UsageError
            When the file is not held, or the words do not stand there exactly once.
        """
        documents = self._by_name.get(anchor.file, [])
        if len(documents) != 1:
            raise UsageError(f"{anchor.file}: held {len(documents)} times, not once.")
        text = self._archive.text(documents[0].id)
        pattern = r"\s+".join(re.escape(word) for word in anchor.words.split())
        places = [match.span() for match in re.finditer(pattern, text)]
        if len(places) != 1:
            raise UsageError(
                f"{anchor.file}: the anchor {anchor.words!r} stands there {len(places)} times."
            )
        return Place(documents[0].id, *places[0])

    def resolve_all(self, cases: Iterable[Case]) -> dict[str, tuple[Place, ...]]:
        """Return the places of every case's evidence, or name every anchor that fails.

        Raises
        ------
        UsageError
            With all failures in one message.
        """
        places: dict[str, tuple[Place, ...]] = {}
        faults: list[str] = []
        for case in cases:
            found = []
            for anchor in case.evidence:
                try:
                    found.append(self.resolve(anchor))
                except UsageError as error:
                    faults.append(f"{case.id}: {error}")
            places[case.id] = tuple(found)
        if faults:
            raise UsageError("Evidence that cannot be found:\n  " + "\n  ".join(faults))
        return places
