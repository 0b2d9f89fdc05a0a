"""BEIR folders: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/<split>.tsv``, plain or gz.

Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information
Retrieval Models", NeurIPS 2021 (Datasets and Benchmarks); what its ``GenericDataLoader``
does with a folder is what counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus.errors import UsageError
from eval.formats.beir_qrels import beir_judgements, write_beir_qrels
from eval.formats.faults import Findings, Tally, shown
from eval.formats.fields import Fields
from eval.formats.json_objects import JsonObject, json_line, json_objects
from eval.formats.lines import Lines, Numbered
from eval.formats.opening import writing
from eval.formats.qrels import Judged, check_qrels, collect_qrels
from eval.formats.queries import beir_query, beir_query_object, parse_beir_queries
from eval.records import Qrels, Query

CORPUS = "corpus.jsonl"
QUERIES = "queries.jsonl"
QRELS = "qrels"

_SPLIT = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class CorpusEntry:
    """One passage of a corpus; ``title`` and ``metadata`` may be empty."""

    id: str
    title: str
    text: str
    metadata: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BeirSet:
    """A corpus, and the queries and judgements of one split."""

    corpus: tuple[CorpusEntry, ...]
    queries: tuple[Query, ...]
    qrels: Qrels


@dataclass(slots=True)
class FolderParts:
    """What was found in a folder: lines of its files, ids of queries, judgements of splits."""

    lines: int = 0
    queries: set[str] = field(default_factory=set)
    qrels: dict[str, Qrels] = field(default_factory=dict)


def read_beir(folder: Path, split: str = "test") -> BeirSet:
    """Read a BEIR folder.

    Returns
    -------
    BeirSet
        The whole corpus, and the queries that the split judges, as BEIR's own loader
        gives them; filters stand in a query's metadata under ``filters``.

    Raises
    ------
    UsageError
        Naming every fault of every file: one that is missing, ids that are unfit or
        given twice, judgements of queries that are not there, a missing header row.
    """
    findings = Findings()
    corpus: list[CorpusEntry] = []
    queries: list[Query] = []
    parts = parse_folder(folder, [split], findings, corpus.append, queries.append)
    findings.refuse(f"a BEIR folder with the split {shown(split)}", folder)
    qrels = parts.qrels[split]
    return BeirSet(tuple(corpus), tuple(q for q in queries if q.id in qrels), qrels)


def splits_of(folder: Path) -> list[str]:
    """Return the splits that a folder has judgements of, by name."""
    names = (path.name.removesuffix(".gz") for path in (folder / QRELS).glob("*.tsv*"))
    return sorted({name.removesuffix(".tsv") for name in names if name.endswith(".tsv")})


def parse_folder(
    folder: Path,
    splits: Sequence[str],
    findings: Findings,
    keep_entry: Callable[[CorpusEntry], object],
    keep_query: Callable[[Query], object],
) -> FolderParts:
    """Parse a folder's files; of the texts, only what the callers keep stays in memory."""
    parts = FolderParts()
    passages: set[str] = set()

    def corpus(lines: Lines, found: Findings) -> None:
        for entry in parse_corpus(lines, found):
            passages.add(entry.id)
            keep_entry(entry)

    def queries(lines: Lines, found: Findings) -> None:
        for query in parse_beir_queries(lines, found):
            parts.queries.add(query.id)
            keep_query(query)

    def judgements(split: str, lines: Lines, found: Findings) -> None:
        judged = _known(beir_judgements(lines, found), parts.queries, passages, found)
        parts.qrels[split] = collect_qrels(judged, found)

    _parse_file(folder, CORPUS, findings, parts, corpus)
    _parse_file(folder, QUERIES, findings, parts, queries)
    for split in splits:
        name = f"{QRELS}/{split}.tsv"
        _parse_file(folder, name, findings, parts, partial(judgements, split))
    return parts


def _parse_file(
    folder: Path,
    name: str,
    findings: Findings,
    parts: FolderParts,
    parse: Callable[[Lines, Findings], None],
) -> None:
    here = [path for path in (folder / name, folder / f"{name}.gz") if path.exists()]
    if len(here) != 1:
        problem = f"there are both {name} and {name}.gz; take one out" if here else "is not there"
        findings.fault(None, problem if here else f"{name} {problem}")
        return
    found = Findings()
    lines = Lines(here[0], found)
    parse(lines, found)
    parts.lines += lines.count
    findings.adopt(found, name)


def parse_corpus(lines: Iterable[Numbered], findings: Findings) -> Iterator[CorpusEntry]:
    """Parse the lines of a corpus; faulty ones are left out."""
    first: dict[str, int] = {}
    for number, values in json_objects(lines, findings):
        entry = _entry(Fields(values, findings, number))
        if entry is None:
            continue
        if first.setdefault(entry.id, number) != number:
            findings.fault(number, f"the id {shown(entry.id)} is on line {first[entry.id]} already")
            continue
        yield entry


def _entry(fields: Fields) -> CorpusEntry | None:
    identifier = fields.identifier("_id")
    text = fields.text("text")
    title = fields.text("title", required=False)
    metadata = fields.part("metadata")
    if identifier is None or text is None:
        return None
    return CorpusEntry(identifier, title or "", text, metadata.values if metadata else {})


def _known(
    judged: Iterable[Judged], queries: set[str], passages: set[str], findings: Findings
) -> Iterator[Judged]:
    unknown = Tally(f"a passage that is not in {CORPUS}, which nothing can find")
    for one in judged:
        # A file that is missing is told once, not again for everything it should hold.
        if queries and one.query not in queries:
            findings.fault(one.line, f"query {shown(one.query)} is not in {QUERIES}")
        if passages and one.passage not in passages:
            unknown.add(one.line)
        yield one
    unknown.warn(findings)


def write_beir(
    folder: Path,
    corpus: Iterable[CorpusEntry],
    queries: Iterable[Query],
    qrels: Qrels,
    split: str,
) -> None:
    """Write a BEIR folder's corpus, queries, and the judgements of one split.

    Queries of other splits may be among them; judgements of other splits stay as
    they are.

    Parameters
    ----------
    folder
        Made where it is not there.
    corpus
        Gone through once, one entry in memory at a time.
    queries
        Their filters go to the metadata, under ``filters``.
    qrels
        Of queries and passages among those given.
    split
        ``dev``, ``test`` and alike.

    Raises
    ------
    UsageError
        Naming everything that :func:`read_beir` would not read; when a packed file of
        the same name is there; or when the folder cannot be written.
    """
    if not _SPLIT.fullmatch(split):
        raise UsageError(f"{shown(split)} is no name for a split.", "Call it dev or test.")
    names = (CORPUS, QUERIES, f"{QRELS}/{split}.tsv")
    findings = Findings()
    for name in names:
        if (folder / f"{name}.gz").exists():
            findings.fault(None, f"{name}.gz is there already, and both cannot be")
    check_qrels(qrels, findings)
    asked = list(queries)
    _check_queries(asked, qrels, findings)
    findings.refuse_to_write(folder)
    try:
        (folder / QRELS).mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise UsageError(
            f"The folder {folder / QRELS} cannot be made: {error.strerror}."
        ) from error
    _write_corpus(folder, corpus, qrels)
    with writing(folder / QUERIES) as file:
        for query in asked:
            file.write(json_line(beir_query_object(query), f"Query {shown(query.id)}"))
    write_beir_qrels(folder / names[2], qrels)


def _check_queries(queries: Sequence[Query], qrels: Qrels, findings: Findings) -> None:
    seen: set[str] = set()
    for query in queries:
        name = f"query {shown(query.id)}: "
        beir_query(Fields(beir_query_object(query), findings, None, name))
        if query.id in seen:
            findings.fault(None, f"{name}given twice")
        seen.add(query.id)
    for judged in qrels:
        if judged not in seen:
            findings.fault(None, f"query {shown(judged)} is judged, but not among the queries")


def _write_corpus(folder: Path, corpus: Iterable[CorpusEntry], qrels: Qrels) -> None:
    findings = Findings()
    missing = dict.fromkeys(passage for grades in qrels.values() for passage in grades)
    seen: set[str] = set()
    with writing(folder / CORPUS) as file:
        for entry in corpus:
            name = f"passage {shown(entry.id)}"
            values: JsonObject = {
                "_id": entry.id,
                "title": entry.title,
                "text": entry.text,
                "metadata": dict(entry.metadata),
            }
            _entry(Fields(values, findings, None, f"{name}: "))
            if entry.id in seen:
                findings.fault(None, f"{name}: given twice")
            seen.add(entry.id)
            missing.pop(entry.id, None)
            file.write(json_line(values, f"The {name}"))
        if not seen:
            findings.fault(None, "the corpus holds no passage")
        for passage in missing:
            findings.fault(None, f"passage {shown(passage)} is judged, but not in the corpus")
        findings.refuse_to_write(folder)
