"""Queries: BEIR's JSON lines, our case files, and TSV topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from eval.formats.faults import Findings, shown
from eval.formats.fields import Fields
from eval.formats.filter_fields import read_filters
from eval.formats.ids import id_fault
from eval.formats.json_objects import JsonObject, json_objects
from eval.formats.lines import Lines, Numbered
from eval.records import Query

SHAPES = (
    'a BEIR query {"_id", "text", "metadata": {"filters"}}, '
    'a case {"id", "question", "filters"}, or id, tab, text'
)
TSV_COLUMNS = 2


def read_queries(path: Path) -> tuple[Query, ...]:
    """Read queries, plain or gz: what they are is told by the content.

    Three shapes are known:

    - BEIR's ``queries.jsonl``, ``{"_id", "text", "metadata"}``; filters stand in the
      metadata, as ``{"filters": {"force": ..., "since": ...}}``;
    - our case files, ``{"id", "question", "filters", ...}``, of which only these are read;
    - topics, ``id<TAB>text``.

    Raises
    ------
    UsageError
        Naming every faulty line: an id that is missing, unfit or given twice, an empty
        question, an unknown filter, a date that is none, an empty file.
    """
    findings = Findings()
    queries = tuple(parse_queries(Lines(path, findings), findings))
    findings.refuse("queries", path)
    return queries


def parse_queries(lines: Iterable[Numbered], findings: Findings) -> Iterator[Query]:
    """Parse queries of any shape, the shape told by the first line; faulty ones are left out."""
    rest = iter(lines)
    first = next(rest, None)
    if first is None:
        return
    together = chain([first], rest)
    if first[1].lstrip().startswith("{"):
        yield from _unique(_of_objects(json_objects(together, findings), findings), findings)
    else:
        yield from _unique(_of_topics(together, findings), findings)


def parse_beir_queries(lines: Iterable[Numbered], findings: Findings) -> Iterator[Query]:
    """Parse the lines of BEIR's ``queries.jsonl``; faulty ones are left out."""
    found = (
        (number, beir_query(Fields(values, findings, number)))
        for number, values in json_objects(lines, findings)
    )
    yield from _unique(found, findings)


def beir_query(fields: Fields) -> Query | None:
    """Check an object as BEIR has queries; None where it is none, which is told."""
    metadata = fields.part("metadata")
    filters = read_filters(metadata, "filters") if metadata is not None else {}
    return _query(fields, "_id", "text", filters)


def beir_query_object(query: Query) -> JsonObject:
    """Return a query as BEIR has it."""
    metadata = {"filters": dict(query.filters)} if query.filters else {}
    return {"_id": query.id, "text": query.text, "metadata": metadata}


def _query(
    fields: Fields, id_field: str, text_field: str, filters: Mapping[str, str]
) -> Query | None:
    identifier = fields.identifier(id_field)
    text = fields.text(text_field, filled=True)
    if identifier is None or text is None:
        return None
    return Query(identifier, text, filters)


def _of_objects(
    objects: Iterable[tuple[int, JsonObject]], findings: Findings
) -> Iterator[tuple[int, Query | None]]:
    for number, values in objects:
        fields = Fields(values, findings, number)
        if "_id" in values:
            yield number, beir_query(fields)
        elif "id" in values or "question" in values:
            yield number, _query(fields, "id", "question", read_filters(fields, "filters"))
        else:
            fields.fault(f"no query: neither of {SHAPES}")


def _of_topics(lines: Iterable[Numbered], findings: Findings) -> Iterator[tuple[int, Query | None]]:
    for number, text in lines:
        columns = text.split("\t")
        if len(columns) != TSV_COLUMNS:
            findings.fault(number, f"{len(columns)} columns, not two: id, tab, text")
            continue
        identifier, question = columns
        problem = id_fault(identifier)
        if problem is not None:
            findings.fault(number, f"the id {shown(identifier)} {problem}")
        if not question.strip():
            findings.fault(number, "the text is empty")
        elif problem is None:
            yield number, Query(identifier, question)


def _unique(queries: Iterable[tuple[int, Query | None]], findings: Findings) -> Iterator[Query]:
    first: dict[str, int] = {}
    for number, query in queries:
        if query is None:
            continue
        if first.setdefault(query.id, number) == number:
            yield query
        else:
            findings.fault(number, f"the id {shown(query.id)} is on line {first[query.id]} already")
