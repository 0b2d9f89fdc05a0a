"""BEIR's judgements: a header row, then three columns a line, ended by tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from eval.formats.faults import Findings
from eval.formats.lines import Numbered
from eval.formats.opening import writing
from eval.formats.qrels import Judged, collect_qrels, judged_row
from eval.records import Qrels

HEADER = ("query-id", "corpus-id", "score")

_WANTED = f"{' '.join(HEADER)} (with tabs)"


def parse_beir_qrels(lines: Iterable[Numbered], findings: Findings) -> Qrels:
    """Parse one file of BEIR's judgements by itself; faulty lines are left out."""
    return collect_qrels(beir_judgements(lines, findings), findings)


def beir_judgements(lines: Iterable[Numbered], findings: Findings) -> Iterator[Judged]:
    """Parse the judgements of a file one by one; a header row that is missing is a fault."""
    rest = iter(lines)
    first = next(rest, None)
    if first is None:
        return
    if beir_columns(first[1]) != list(HEADER):
        findings.fault(
            first[0],
            f"this is not the header row {_WANTED}; BEIR's loader drops the first line "
            "unread, so that a judgement there would be lost",
        )
        rest = chain([first], rest)
    rows = 0
    for number, text in rest:
        rows += 1
        columns = beir_columns(text)
        if columns is None:
            findings.fault(number, "quotation marks that do not pair, as BEIR's loader reads them")
        elif len(columns) != len(HEADER):
            findings.fault(number, f"{len(columns)} columns, not three: {_WANTED}")
        else:
            judged = judged_row(number, columns[0], columns[1], columns[2], findings)
            if judged is not None:
                yield judged
    if not rows:
        findings.fault(None, "no judgement stands under the header row")


def beir_columns(text: str) -> list[str] | None:
    """Return a row's columns as Python's csv, which BEIR reads with, takes them apart.

    None where it cannot: quotation marks that do not pair, or a huge column.
    """
    try:
        return next(csv.reader([text], delimiter="\t", strict=True))
    except csv.Error:
        return None


def write_beir_qrels(path: Path, qrels: Qrels) -> None:
    """Write judgements that have been checked, with the header row."""
    with writing(path) as file:
        file.write(_row(HEADER))
        for query, grades in qrels.items():
            file.writelines(_row((query, passage, grade)) for passage, grade in grades.items())


def _row(columns: Sequence[object]) -> str:
    row = io.StringIO()
    csv.writer(row, delimiter="\t", lineterminator="\n").writerow(columns)
    return row.getvalue()
