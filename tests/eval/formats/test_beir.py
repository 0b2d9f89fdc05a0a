"""BEIR folders: what is written is read, and every file's faults are told together."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UsageError
from eval.formats.beir import BeirSet, CorpusEntry, read_beir, splits_of, write_beir
from eval.formats.beir_qrels import parse_beir_qrels
from eval.formats.faults import Findings
from eval.records import Query
from tests.eval.formats.test_trec import IDS

CORPUS = (
    CorpusEntry("d1", "Panel, 2021", "One.\nTwo\u2028three \x85 four", {"meeting": "m1"}),
    CorpusEntry("d2", "", "Only text"),
)
QUERIES = (
    Query("q1", "What was promised?", {"force": "Essex", "since": "2021-01-01"}),
    Query("q2", "Who said so?"),
)
QRELS = {"q1": {"d1": 1, "d2": 0}}


def write(folder: Path) -> None:
    write_beir(folder, CORPUS, QUERIES, QRELS, "dev")


def replace(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def refused(folder: Path, split: str = "dev") -> str:
    with pytest.raises(UsageError) as caught:
        read_beir(folder, split)
    return caught.value.message


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write(tmp_path / "set")
    found = read_beir(tmp_path / "set", "dev")
    assert found == BeirSet(CORPUS, QUERIES[:1], QRELS)


def test_a_split_is_added_to_a_folder_and_packed_files_are_read(tmp_path: Path) -> None:
    write(tmp_path)
    write_beir(tmp_path, iter(CORPUS), iter(QUERIES), {"q2": {"d1": 2}}, "test")
    for name in ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv"):
        plain = tmp_path / name
        plain.with_name(f"{plain.name}.gz").write_bytes(gzip.compress(plain.read_bytes()))
        plain.unlink()
    assert splits_of(tmp_path) == ["dev", "test"]
    assert read_beir(tmp_path) == BeirSet(CORPUS, QUERIES[1:], {"q2": {"d1": 2}})
    assert read_beir(tmp_path, "dev").qrels == QRELS


def test_its_files_are_as_beirs_own_loader_takes_them(tmp_path: Path) -> None:
    """Read the way its GenericDataLoader does: lines of a text file, csv, the first row dropped."""
    write(tmp_path)
    with (tmp_path / "corpus.jsonl").open(encoding="utf8") as file:
        corpus = {row["_id"]: (row["title"], row["text"]) for row in map(json.loads, file)}
    assert corpus == {entry.id: (entry.title, entry.text) for entry in CORPUS}
    with (tmp_path / "queries.jsonl").open(encoding="utf8") as file:
        rows = [json.loads(line) for line in file]
    assert rows[0] == {
        "_id": "q1",
        "text": "What was promised?",
        "metadata": {"filters": {"force": "Essex", "since": "2021-01-01"}},
    }
    with (tmp_path / "qrels" / "dev.tsv").open(encoding="utf-8") as file:
        table = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
        assert next(table) == ["query-id", "corpus-id", "score"]
        assert [(row[0], row[1], int(row[2])) for row in table] == [
            ("q1", "d1", 1),
            ("q1", "d2", 0),
        ]
    text = (tmp_path / "corpus.jsonl").read_text(encoding="utf-8")
    assert len(text.splitlines()) == 2, "nothing that some readers take for a line end"


@settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    corpus=st.dictionaries(IDS, st.text(st.characters(codec="utf-8")), min_size=1, max_size=5),
    queries=st.dictionaries(IDS, st.text(st.characters(codec="utf-8")), min_size=1, max_size=5),
    grade=st.integers(-1, 3),
)
def test_any_texts_and_ids_come_back(
    corpus: dict[str, str], queries: dict[str, str], grade: int, tmp_path: Path
) -> None:
    entries = tuple(CorpusEntry(key, text[:3], text) for key, text in corpus.items())
    asked = tuple(Query(key, f"?{text}") for key, text in queries.items())
    qrels = {query: dict.fromkeys(corpus, grade) for query in queries}
    write_beir(tmp_path, entries, asked, qrels, "x")
    assert read_beir(tmp_path, "x") == BeirSet(entries, asked, qrels)


def test_every_fault_of_every_file_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path)
    replace(
        tmp_path,
        "corpus.jsonl",
        '{"_id": "d1", "text": "x"}',
        '{"_id": "d1", "text": "again"}',
        '{"_id": "d 2", "text": "x", "title": 3}',
        '{"_id": "d3", "title": "no text"}',
        "[1]",
    )
    replace(
        tmp_path,
        "queries.jsonl",
        '{"_id": "q1", "text": " "}',
        '{"_id": "q2", "text": "x", "metadata": {"filters": {"place": "Essex"}}}',
        '{"id": "q3", "question": "x"}',
        '{"_id": "q4", "text": "x"}',
    )
    replace(
        tmp_path,
        "qrels/dev.tsv",
        "query-id\tcorpus-id\tscore",
        "q4\td1\t1",
        "q4\td1\t1",
        "q4 d1 1",
        "q9\td1\t1",
        "q4\td9\tone",
        'q4\t"d9\t1',
    )
    told = refused(tmp_path).splitlines()[1:]
    assert [line.strip() for line in told] == [
        "line 2: corpus.jsonl: the id 'd1' is on line 1 already",
        "line 3: corpus.jsonl: _id 'd 2' holds white space",
        "line 3: corpus.jsonl: title must be text, not 3",
        "line 4: corpus.jsonl: text is missing",
        "line 5: corpus.jsonl: not a JSON object: [1]",
        "line 1: queries.jsonl: text is empty",
        "line 2: queries.jsonl: metadata.filters.place is no filter: "
        "force, body, since, until, item, speaker, document are",
        "line 3: queries.jsonl: _id is missing",
        "line 3: queries.jsonl: text is missing",
        "line 3: qrels/dev.tsv: passage 'd1' of query 'q4' is on line 2 already",
        "line 4: qrels/dev.tsv: 1 columns, not three: query-id corpus-id score (with tabs)",
        "line 5: qrels/dev.tsv: query 'q9' is not in queries.jsonl",
        "line 6: qrels/dev.tsv: the grade 'one' is no whole number of up to nine digits",
        "line 7: qrels/dev.tsv: quotation marks that do not pair, as BEIR's loader reads them",
    ]


def test_a_missing_header_row_is_a_fault_that_says_what_would_be_lost(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, "qrels/dev.tsv", "q1\td1\t1", "q1\td2\tx")
    told = refused(tmp_path)
    assert "line 1: qrels/dev.tsv: this is not the header row query-id corpus-id score" in told
    assert "drops the first line unread" in told
    assert "line 2: qrels/dev.tsv: the grade 'x'" in told
    replace(tmp_path, "qrels/dev.tsv", "q1\td1\ty")
    assert "line 1: qrels/dev.tsv: the grade 'y'" in refused(tmp_path)


def test_a_header_row_alone_judges_nothing() -> None:
    findings = Findings()
    assert parse_beir_qrels([(1, "query-id\tcorpus-id\tscore")], findings) == {}
    assert findings.told() == "no judgement stands under the header row"


def test_files_that_are_missing_or_there_twice_are_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere").count("is not there") == 3
    write(tmp_path)
    (tmp_path / "corpus.jsonl.gz").write_bytes(b"")
    (tmp_path / "queries.jsonl").unlink()
    told = refused(tmp_path, "test")
    assert "there are both corpus.jsonl and corpus.jsonl.gz" in told
    assert "queries.jsonl is not there" in told
    assert "qrels/test.tsv is not there" in told
    with pytest.raises(UsageError, match=r"corpus\.jsonl\.gz is there already"):
        write(tmp_path)


@pytest.mark.parametrize(
    ("corpus", "queries", "qrels", "message"),
    [
        ((), QUERIES, QRELS, "the corpus holds no passage"),
        (CORPUS[:1], QUERIES, QRELS, "passage 'd2' is judged, but not in the corpus"),
        ((*CORPUS, CORPUS[0]), QUERIES, QRELS, "passage 'd1': given twice"),
        ((CorpusEntry("", "", "x"),), QUERIES, QRELS, "passage '': _id '' is empty"),
        (
            (CorpusEntry("d", "", "x", {"a": float("nan")}),),
            QUERIES,
            QRELS,
            "The passage 'd' cannot be written as JSON",
        ),
        ((CorpusEntry("d", "", "\ud800"),), QUERIES, QRELS, "The passage 'd' cannot be written"),
        (CORPUS, QUERIES[1:], QRELS, "query 'q1' is judged, but not among the queries"),
        (CORPUS, (*QUERIES, QUERIES[0]), QRELS, "query 'q1': given twice"),
        (CORPUS, (Query("q1", ""),), QRELS, "query 'q1': text is empty"),
        (
            CORPUS,
            (Query("q1", "x", {"since": "May"}),),
            QRELS,
            "query 'q1': metadata.filters.since must be a date like 2021-03-31, not 'May'",
        ),
        (CORPUS, QUERIES, {}, "there is no judgement of any query"),
        (CORPUS, QUERIES, {"q1": {"d 1": 1}}, "the passage id 'd 1' holds white space"),
    ],
)
def test_what_could_not_be_read_is_not_written(
    tmp_path: Path,
    corpus: tuple[CorpusEntry, ...],
    queries: tuple[Query, ...],
    qrels: dict[str, dict[str, int]],
    message: str,
) -> None:
    with pytest.raises(UsageError) as caught:
        write_beir(tmp_path, corpus, queries, qrels, "dev")
    assert message in str(caught.value)
    assert not list(tmp_path.glob("**/*.*"))


@pytest.mark.parametrize("split", ["../dev", "", ".", "a b"])
def test_a_split_is_a_plain_name(tmp_path: Path, split: str) -> None:
    with pytest.raises(UsageError, match="no name for a split"):
        write_beir(tmp_path, CORPUS, QUERIES, QRELS, split)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot be made"):
        write(tmp_path / "file")
