"""TREC runs: six columns a line, ``query Q0 passage rank score tag``; qrels are beside them.

What trec_eval does is what counts: the second and fourth columns say nothing, the
scores alone order a query's passages, ties go to the higher id, and a passage given
twice for a query is refused. Columns end at white space of any kind.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corpus.errors import UsageError
from eval.formats.faults import Findings, Tally, shown
from eval.formats.ids import id_fault
from eval.formats.lines import Lines, Numbered
from eval.formats.opening import writing
from eval.formats.qrels import parse_qrels, read_qrels, write_qrels
from eval.formats.run_ranks import RunEntry, rank_warnings
from eval.formats.single_precision import LARGEST, strictly_decreasing
from eval.measures.measure import TieRule
from eval.measures.ranking import ranking
from eval.records import Run

__all__ = [
    "parse_qrels",
    "parse_run",
    "read_qrels",
    "read_run",
    "run_lines",
    "write_qrels",
    "write_run",
]

COLUMNS = 6
COMMENT = "#"
"""Newer versions of trec_eval take a line that begins so for a comment; other tools do not."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
"""What C's atof and Python's float both read whole, and alike."""
_RANK = re.compile(r"[+-]?[0-9]{1,15}")


def read_run(path: Path) -> Run:
    """Read a run, plain or gz.

    Returns
    -------
    Run
        Queries in the file's order, each one's passages as trec_eval orders them.

    Raises
    ------
    UsageError
        Naming every faulty line: a number of columns that is not six, a score that is
        no finite number, a passage given twice for a query, an empty file.
    """
    findings = Findings()
    run = parse_run(Lines(path, findings), findings)
    findings.refuse("a run", path)
    return run


def parse_run(lines: Iterable[Numbered], findings: Findings) -> Run:
    """Parse the lines of a run; faulty ones are left out.

    Warned of: ranks that disagree with the scores or do not count up from 0 or 1,
    queries whose lines are scattered, several tags, scores beyond 32 bits, queries
    that some versions of trec_eval take for comments.
    """
    entries: dict[str, dict[str, RunEntry]] = {}
    tag: str | None = None
    current: str | None = None
    scattered: set[str] = set()
    broken: set[str] = set()
    tags = Tally("another tag than on the first line")
    beyond = Tally("a score beyond 32 bits, which is infinite to some tools")
    unranked = Tally("a rank that is no whole number")
    comments = Tally("a query that begins with #, which newer trec_eval takes for a comment")
    for number, text in lines:
        columns = text.split()
        if len(columns) != COLUMNS:
            findings.fault(
                number,
                f"{len(columns)} columns, not six: query Q0 passage rank score tag",
            )
            broken.update(columns[:1])
            continue
        query, _, passage, rank, written, its_tag = columns
        score = _score(written)
        if score is None:
            findings.fault(number, f"the score {shown(written)} is no finite number")
            broken.add(query)
        if not _ids_fit(number, query, passage, findings):
            broken.add(query)
            continue
        if query != current:
            if query in entries and query not in scattered:
                scattered.add(query)
                findings.warn(number, f"the lines of query {shown(query)} do not stand together")
            current = query
        of_query = entries.setdefault(query, {})
        if passage in of_query:
            findings.fault(
                number,
                f"passage {shown(passage)} of query {shown(query)} "
                f"is on line {of_query[passage].line} already",
            )
            broken.add(query)
            continue
        place = int(rank) if _RANK.fullmatch(rank) else None
        if place is None:
            unranked.add(number)
        if score is not None and abs(score) > LARGEST:
            beyond.add(number)
        of_query[passage] = RunEntry(score or 0.0, place, number)
        if query.startswith(COMMENT):
            comments.add(number)
        if tag is None:
            tag = its_tag
        elif its_tag != tag:
            tags.add(number)
    for tally in (tags, beyond, unranked, comments):
        tally.warn(findings)
    # A line that is left out leaves a gap in the ranks, which is not to be told again.
    _warn_of_ranks({q: entries[q] for q in entries if q not in broken}, findings)
    return {query: _ordered(of_query) for query, of_query in entries.items()}


def _warn_of_ranks(entries: Mapping[str, Mapping[str, RunEntry]], findings: Findings) -> None:
    told = [w for query, of_query in entries.items() for w in rank_warnings(query, of_query)]
    for warning in sorted(told, key=lambda one: one.line or 0):
        findings.warn(warning.line, warning.message)


def _score(text: str) -> float | None:
    score = float(text) if _NUMBER.fullmatch(text) else math.nan
    return score if math.isfinite(score) else None


def _ids_fit(line: int, query: str, passage: str, findings: Findings) -> bool:
    fit = True
    for what, value in (("query", query), ("passage", passage)):
        problem = id_fault(value)
        if problem is not None:
            findings.fault(line, f"the {what} id {shown(value)} {problem}")
            fit = False
    return fit


def _ordered(entries: dict[str, RunEntry]) -> dict[str, float]:
    scores = {passage: entry.score for passage, entry in entries.items()}
    return {passage: scores[passage] for passage in ranking(scores, TieRule.TREC_EVAL)}


def run_lines(run: Run, tag: str) -> Iterator[str]:
    """Return the lines of a run, without line ends.

    A query's passages are in the order of their scores, equal ones in that of their
    ids (the order of our search); ranks count from 1. Scores are written so that
    they decrease strictly even in 32 bits (:func:`strictly_decreasing`), so that
    every tool ranks the passages as they stand. Queries keep the run's order; one
    without passages has no line, as the format knows no other way.

    Raises
    ------
    UsageError
        Before the first line is given: when an id or the tag is empty or holds white
        space, a query's id begins with ``#``, or a score is not finite in 32 bits.
    """
    findings = Findings()
    problem = id_fault(tag)
    if problem is not None:
        findings.fault(None, f"the tag {shown(tag)} {problem}")
    for query, scores in run.items():
        _check_query(query, scores, findings)
    findings.refuse_to_write()
    return _lines(run, tag)


def _check_query(query: str, scores: Mapping[str, float], findings: Findings) -> None:
    if (problem := id_fault(query)) is not None:
        findings.fault(None, f"the query id {shown(query)} {problem}")
    elif query.startswith(COMMENT):
        findings.fault(
            None, f"the query id {shown(query)} begins with #, as trec_eval's comments do"
        )
    for passage, score in scores.items():
        if (problem := id_fault(passage)) is not None:
            findings.fault(None, f"query {shown(query)}: the passage id {shown(passage)} {problem}")
        if not abs(score) <= LARGEST:  # not the other way round, which NaN would pass
            findings.fault(
                None,
                f"query {shown(query)}, passage {shown(passage)}: the score {score} "
                "is not finite in 32 bits",
            )


def _lines(run: Run, tag: str) -> Iterator[str]:
    for query, scores in run.items():
        ordered = sorted(scores, key=lambda passage: (-scores[passage], passage))
        try:
            written = strictly_decreasing([float(scores[passage]) for passage in ordered])
        except ValueError as error:
            raise UsageError(f"Query {shown(query)} cannot be written: {error}.") from error
        for rank, (passage, score) in enumerate(zip(ordered, written, strict=True), 1):
            yield f"{query} Q0 {passage} {rank} {score!r} {tag}"


def write_run(path: Path, run: Run, tag: str) -> None:
    """Write a run as :func:`run_lines` gives it, gz where the path ends so.

    Raises
    ------
    UsageError
        As :func:`run_lines` does, when the run holds no passage at all (a file without
        a line is no run), or when the path cannot be written.
    """
    lines = run_lines(run, tag)
    if not any(run.values()):
        findings = Findings()
        findings.fault(None, "the run holds no passage for any query")
        findings.refuse_to_write(path)
    with writing(path) as file:
        file.writelines(f"{line}\n" for line in lines)
