"""Judgements: TREC's qrels, four columns a line, and what every form of them shares."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from eval.formats.faults import Findings, Tally, shown
from eval.formats.ids import id_fault
from eval.formats.lines import Lines, Numbered
from eval.formats.opening import writing
from eval.records import Qrels

COLUMNS = 4
HIGHEST_GRADE = 127
"""What trec_eval's get_qrels documents: grades are from -127 to 127."""

_GRADE = re.compile(r"[+-]?[0-9]{1,9}")


class Judged(NamedTuple):
    """One judgement and the line it stands on."""

    line: int
    query: str
    passage: str
    grade: int


def read_qrels(path: Path) -> Qrels:
    """Read TREC's qrels, plain or gz: ``query 0 passage grade``, with tabs or spaces.

    Returns
    -------
    Qrels
        In the file's order.

    Raises
    ------
    UsageError
        Naming every faulty line: a number of columns that is not four, a grade that is
        no whole number, a passage judged twice for a query, an empty file.
    """
    findings = Findings()
    qrels = parse_qrels(Lines(path, findings), findings)
    findings.refuse("judgements (qrels)", path)
    return qrels


def parse_qrels(lines: Iterable[Numbered], findings: Findings) -> Qrels:
    """Parse the lines of TREC's qrels; faulty ones are left out.

    Warned of: a second column that is not 0, grades beyond what trec_eval
    documents, queries that it takes for comments.
    """
    return collect_qrels(_judged(lines, findings), findings)


def _judged(lines: Iterable[Numbered], findings: Findings) -> Iterator[Judged]:
    iterations = Tally("a second column that is not 0; tools ignore it")
    comments = Tally("a query that begins with #, which newer trec_eval takes for a comment")
    for number, text in lines:
        columns = text.split()
        if len(columns) != COLUMNS:
            findings.fault(number, f"{len(columns)} columns, not four: query 0 passage grade")
            continue
        query, iteration, passage, grade = columns
        if iteration != "0":
            iterations.add(number)
        if query.startswith("#"):
            comments.add(number)
        judged = judged_row(number, query, passage, grade, findings)
        if judged is not None:
            yield judged
    iterations.warn(findings)
    comments.warn(findings)


def judged_row(
    line: int, query: str, passage: str, grade: str, findings: Findings
) -> Judged | None:
    """Check the columns of a judgement; None where one is wrong, which the findings are told."""
    fit = True
    for what, value in (("query", query), ("passage", passage)):
        problem = id_fault(value)
        if problem is not None:
            findings.fault(line, f"the {what} id {shown(value)} {problem}")
            fit = False
    if not _GRADE.fullmatch(grade):
        findings.fault(line, f"the grade {shown(grade)} is no whole number of up to nine digits")
        fit = False
    return Judged(line, query, passage, int(grade)) if fit else None


def collect_qrels(judged: Iterable[Judged], findings: Findings) -> Qrels:
    """Gather judgements by query; one given twice is a fault, whatever its grade."""
    qrels: dict[str, dict[str, int]] = {}
    lines: dict[str, dict[str, int]] = {}
    extreme = Tally(f"a grade beyond {HIGHEST_GRADE}, more than trec_eval allows for")
    for one in judged:
        grades = qrels.setdefault(one.query, {})
        first = lines.setdefault(one.query, {}).setdefault(one.passage, one.line)
        if one.passage in grades:
            findings.fault(
                one.line,
                f"passage {shown(one.passage)} of query {shown(one.query)} "
                f"is on line {first} already",
            )
            continue
        grades[one.passage] = one.grade
        if abs(one.grade) > HIGHEST_GRADE:
            extreme.add(one.line)
    extreme.warn(findings)
    return qrels


def check_qrels(qrels: Qrels, findings: Findings) -> None:
    """Tell of judgements that no form of qrels could hold: ids and grades that do not fit."""
    for query, grades in qrels.items():
        if (problem := id_fault(query)) is not None:
            findings.fault(None, f"the query id {shown(query)} {problem}")
        for passage, grade in grades.items():
            where = f"query {shown(query)}"
            if (problem := id_fault(passage)) is not None:
                findings.fault(None, f"{where}: the passage id {shown(passage)} {problem}")
            try:
                fits = _GRADE.fullmatch(str(operator.index(grade))) is not None
            except TypeError:
                fits = False
            if not fits:
                findings.fault(
                    None,
                    f"{where}, passage {shown(passage)}: the grade {shown(grade)} "
                    "is no whole number of up to nine digits",
                )
    if not any(qrels.values()):
        findings.fault(None, "there is no judgement of any query")


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write TREC's qrels, in the order given, gz where the path ends so.

    Raises
    ------
    UsageError
        Naming every id that is empty or holds white space, every query that begins
        with ``#`` and every grade that is no whole number; when there is no judgement;
        or when the path cannot be written.
    """
    findings = Findings()
    check_qrels(qrels, findings)
    for query in qrels:
        if query.startswith("#"):
            findings.fault(
                None, f"the query id {shown(query)} begins with #, as trec_eval's comments do"
            )
    findings.refuse_to_write(path)
    with writing(path) as file:
        for query, grades in qrels.items():
            file.writelines(
                f"{query} 0 {passage} {operator.index(grade)}\n"
                for passage, grade in grades.items()
            )
