"""Every fault of an evaluation file, whatever it is, at once."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from corpus.errors import UsageError
from eval.commitments.labels import load_labels
from eval.formats.beir import CORPUS, QRELS, QUERIES, parse_corpus, parse_folder, splits_of
from eval.formats.beir_qrels import HEADER, beir_columns, parse_beir_qrels
from eval.formats.cases import check_cases
from eval.formats.detection import LOOKED_AT, kind_of
from eval.formats.faults import Fault, Findings, shown
from eval.formats.json_objects import json_objects
from eval.formats.lines import Lines, Numbered
from eval.formats.qrels import parse_qrels
from eval.formats.queries import parse_queries
from eval.formats.rag import parse_answers
from eval.formats.trec import parse_run

_NUMBERED_FAULT = re.compile(r"^  line (\d+): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found in a file, or in a BEIR folder.

    Attributes
    ----------
    kind
        What it was taken for (:data:`KINDS`); None where that is not known.
    lines
        Lines read; of a folder, of all its files.
    queries
        Queries, topics or cases with an id; 0 where there are none (labels of
        commitments, a BEIR corpus).
    faults, warnings
        In the order of lines, but for those that only the end of the file tells; those
        of a folder begin with the name of the file.
    """

    path: Path
    kind: str | None
    lines: int
    queries: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def validate(path: Path, kind: str | None = None) -> Validation:
    """Report everything that is wrong with a file, or with a BEIR folder.

    Parameters
    ----------
    path
        A file, plain or gz, or a folder. It may be missing, or anything at all: that
        is a fault like others, never an error.
    kind
        One of :data:`KINDS`; found out by the content where it is None.

    Notes
    -----
    Memory grows with the ids in a file, not with its texts.
    """
    findings = Findings()
    if kind is not None and kind not in KINDS:
        findings.fault(None, f"there is no kind {shown(kind)}; {_KINDS}")
        return _validation(path, None, 0, 0, findings)
    try:
        if path.is_dir():
            return _folder(path, kind, findings)
    except OSError as error:
        findings.fault(None, f"it cannot be read: {error.strerror or error}")
        return _validation(path, kind, 0, 0, findings)
    lines = Lines(path, findings)
    numbered = iter(lines)
    head = list(islice(numbered, LOOKED_AT))
    found = kind or kind_of(head)
    queries = 0
    whole = chain(head, numbered)
    if found is not None:
        queries = KINDS[found](whole, findings)
        if found in _LOADED_PLAIN:
            _check_plain(lines, findings)
    else:
        for _ in whole:
            pass
        if head:
            findings.fault(None, f"this is nothing that is known; {_KINDS}; name one with --kind")
    return _validation(path, found, lines.count, queries, findings)


def _validation(
    path: Path, kind: str | None, lines: int, queries: int, findings: Findings
) -> Validation:
    return Validation(path, kind, lines, queries, findings.faults.all(), findings.warnings.all())


def _folder(path: Path, kind: str | None, findings: Findings) -> Validation:
    if kind not in (None, "beir"):
        findings.fault(None, f"this is a folder; {kind} is a file")
        return _validation(path, kind, 0, 0, findings)
    splits = splits_of(path)
    names = (CORPUS, QUERIES, f"{CORPUS}.gz", f"{QUERIES}.gz")
    if not splits and not any((path / name).exists() for name in names):
        findings.fault(
            None, f"this folder is not BEIR's: it holds no {CORPUS}, {QUERIES} or {QRELS}/*.tsv"
        )
        return _validation(path, kind, 0, 0, findings)
    if not splits:
        findings.fault(None, f"there are no judgements: no {QRELS}/*.tsv")
    parts = parse_folder(path, splits, findings, _drop, _drop)
    return _validation(path, "beir", parts.lines, len(parts.queries), findings)


def _drop(_record: object) -> None:
    """Keep nothing: the parser keeps the ids it needs."""


def _count(records: Iterable[object]) -> int:
    return sum(1 for _ in records)


def _beir_file(lines: Iterator[Numbered], findings: Findings) -> int:
    """Check one file of a BEIR folder by itself: judgements by their header row, or a corpus."""
    first = next(lines, None)
    if first is None:
        return 0
    whole = chain([first], lines)
    if first[1].lstrip().startswith("{") and beir_columns(first[1]) != list(HEADER):
        for _ in parse_corpus(whole, findings):
            pass
        return 0
    return len(parse_beir_qrels(whole, findings))


def _commitments(lines: Iterator[Numbered], findings: Findings) -> int:
    """Check labels of commitments by their own loader.

    It reads a file, so the lines that are JSON objects go to one of their own, each at
    its place, with empty lines for the others.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "commitments.jsonl"
        with copy.open("w", encoding="utf-8", newline="\n") as file:
            at = 1
            for number, values in json_objects(lines, findings):
                file.write("\n" * (number - at) + json.dumps(values))
                at = number
        try:
            load_labels(copy)
        except UsageError as error:
            told = _NUMBERED_FAULT.findall(error.message)
            for number, message in told:
                findings.fault(int(number), message)
            if not told:
                findings.fault(None, error.message)
    return 0


def _check_plain(lines: Lines, findings: Findings) -> None:
    if lines.packed:
        findings.fault(None, "packed, but such files are read plain; unpack it")
    if lines.marked:
        findings.fault(1, "a byte order mark, with which such files are not read; take it out")


KINDS: dict[str, Callable[[Iterator[Numbered], Findings], int]] = {
    "run": lambda lines, findings: len(parse_run(lines, findings)),
    "qrels": lambda lines, findings: len(parse_qrels(lines, findings)),
    "beir": _beir_file,
    "queries": lambda lines, findings: _count(parse_queries(lines, findings)),
    "cases": check_cases,
    "answers": lambda lines, findings: len(
        {answer.topic_id for answer in parse_answers(lines, findings)}
    ),
    "commitments": _commitments,
}
"""Kinds of files by name, each with its check, which returns how many queries there are."""

_KINDS = f"kinds are {', '.join(KINDS)}"
_LOADED_PLAIN = ("commitments",)
"""Their loader knows neither gz nor byte order marks."""
