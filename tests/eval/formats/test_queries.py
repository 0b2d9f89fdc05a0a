"""Queries of every shape, with their filters; what is wrong is told line by line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UsageError
from eval.cases_file import load_cases
from eval.filters import NAMES
from eval.formats.queries import beir_query_object, read_queries
from eval.records import Query
from eval.sets.catalogue import CASES
from tests.eval.formats.test_trec import IDS


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def refused(path: Path) -> list[str]:
    with pytest.raises(UsageError) as caught:
        read_queries(path)
    return [line.strip() for line in caught.value.message.splitlines()[1:]]


def test_beirs_queries_keep_their_filters_in_the_metadata(tmp_path: Path) -> None:
    path = written(
        tmp_path / "q",
        '{"_id": "q1", "text": "What?", "metadata": {"filters": {"force": "Essex"}, "x": 1}}',
        '{"_id": 2, "text": "Who?", "metadata": {}}',
        '{"_id": "q3", "text": "When?"}',
    )
    assert read_queries(path) == (
        Query("q1", "What?", {"force": "Essex"}),
        Query("2", "Who?"),
        Query("q3", "When?"),
    )


def test_topics_are_an_id_a_tab_and_a_text(tmp_path: Path) -> None:
    path = tmp_path / "topics.tsv"
    path.write_bytes(gzip.compress(b"q1\tWhat was said?\r\n2\t{what} else\r\n"))
    assert read_queries(path) == (Query("q1", "What was said?"), Query("2", "{what} else"))


@pytest.mark.parametrize("name", ["sample", "real"])
def test_our_cases_are_queries(name: str) -> None:
    path = CASES / name / "questions.jsonl"
    assert read_queries(path) == tuple(
        Query(case.id, case.question, case.filters) for case in load_cases(path)
    )


@settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    queries=st.lists(
        st.builds(
            Query,
            IDS,
            st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip),
            st.dictionaries(
                st.sampled_from([n for n in NAMES if n not in ("since", "until")]),
                st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip),
            )
            | st.builds(lambda d: {"since": d.isoformat()}, st.dates()),
        ),
        min_size=1,
        unique_by=lambda query: query.id,
    )
)
def test_what_is_written_as_beirs_is_read(queries: list[Query], tmp_path: Path) -> None:
    path = written(tmp_path / "q", *(json.dumps(beir_query_object(q)) for q in queries))
    assert read_queries(path) == tuple(queries)


def test_every_fault_of_json_lines_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path / "q",
        '{"_id": "a", "text": "x"}',
        '{"_id": "a", "text": "y"}',
        '{"id": "a", "question": "z"}',
        '{"_id": null, "text": 4}',
        '{"id": true, "question": "x", "filters": []}',
        '{"id": "b", "question": "x", "filters": {"since": "2021", "until": 3, "from": "x"}}',
        '{"id": "c", "question": "x", "filters": {"since": "2022-01-01", "until": "2021-01-01"}}',
        '{"id": "d", "question": "x", "filters": {"force": ""}}',
        '{"topic": "x"}',
        "plain\ttext",
        '{"_id": "e", "text": "x", "text": "y"}',
        '{"_id": "f", "text": NaN}',
        '{"_id": "g", "text": "\\ud83d"}',
        '{"_id": "h", "text": "\\ud83d\\ude00"}',
        "[" * 100_000,
    )
    faults = refused(path)
    assert faults == [
        "line 2: the id 'a' is on line 1 already",
        "line 3: the id 'a' is on line 1 already",
        "line 4: _id is null",
        "line 4: text must be text, not 4",
        "line 5: filters must be an object, not []",
        "line 5: id must be an id (text), not True",
        "line 6: filters.until must be text, not 3",
        f"line 6: filters.from is no filter: {', '.join(NAMES)} are",
        "line 6: filters.since must be a date like 2021-03-31, not '2021'",
        "line 7: filters.since 2022-01-01 is after filters.until 2021-01-01",
        "line 8: filters.force is empty",
        'line 9: no query: neither of a BEIR query {"_id", "text", "metadata": {"filters"}}, '
        'a case {"id", "question", "filters"}, or id, tab, text',
        "line 10: not JSON: Expecting value at column 1",
        "line 11: not JSON: the key 'text' stands twice in one object",
        "line 12: not JSON: NaN is no number of JSON",
        "line 13: half a surrogate pair (\\ud800 to \\udfff), which is no text",
        "line 15: not JSON that can be read: nested too deeply",
    ]


def test_every_fault_of_topics_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path / "q", "a\tx", "a\ty", "no tab", "b\tx\ty", "c d\tx", "e\t ", "\tx", "f\tfine"
    )
    assert refused(path) == [
        "line 2: the id 'a' is on line 1 already",
        "line 3: 1 columns, not two: id, tab, text",
        "line 4: 3 columns, not two: id, tab, text",
        "line 5: the id 'c d' holds white space",
        "line 6: the text is empty",
        "line 7: the id '' is empty",
    ]


def test_an_empty_or_missing_file_is_told(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "empty")) == ["the file is empty"]
    assert refused(tmp_path / "nowhere") == ["there is no such file"]
