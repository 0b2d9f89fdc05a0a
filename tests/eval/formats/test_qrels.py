"""Judgements: read with tabs or spaces, written as every tool reads them."""

from __future__ import annotations

from pathlib import Path

import ir_measures
import pytest
import pytrec_eval
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UsageError
from eval.formats.faults import Findings
from eval.formats.lines import Lines
from eval.formats.opening import reading
from eval.formats.qrels import parse_qrels, read_qrels, write_qrels
from eval.records import Qrels
from tests.eval.formats.test_trec import IDS

QRELS = st.dictionaries(
    IDS, st.dictionaries(IDS, st.integers(-2, 4), min_size=1, max_size=12), min_size=1
)


def found_in(path: Path, *lines: str) -> tuple[Qrels, Findings]:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    findings = Findings()
    return parse_qrels(Lines(path, findings), findings), findings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "qrels"


@settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(qrels=QRELS, packed=st.booleans())
def test_what_is_written_is_read_by_us_and_by_others(
    qrels: dict[str, dict[str, int]], packed: bool, tmp_path: Path
) -> None:
    path = tmp_path / ("qrels.gz" if packed else "qrels")
    write_qrels(path, qrels)
    assert read_qrels(path) == qrels
    theirs: dict[str, dict[str, int]] = {}
    for one in ir_measures.read_trec_qrels(str(path)):  # type: ignore[no-untyped-call]
        theirs.setdefault(one.query_id, {})[one.doc_id] = one.relevance
        assert one.iteration == "0"
    assert theirs == qrels
    with reading(path) as (stream, _):
        assert pytrec_eval.parse_qrel(stream.read().decode().splitlines()) == qrels


def test_columns_end_at_tabs_or_spaces(path: Path) -> None:
    qrels, findings = found_in(path, "q\t0\ta\t1", "q 0  b   -1", "  r 0 a +2 ")
    assert qrels == {"q": {"a": 1, "b": -1}, "r": {"a": 2}}
    assert findings == Findings()


def test_every_fault_is_named_with_its_line(path: Path) -> None:
    qrels, findings = found_in(
        path,
        "q 0 a 1",
        "q 0 a",
        "q 0 b 1 more",
        "q 0 a 2",
        "q 0 c 1.0",
        "q 0 d one",
        "q 0 e 1_0",
        "q 0 f 1234567890",
        "q 0 g\x1b 1",
        "q 0 h 0",
    )
    assert qrels == {"q": {"a": 1, "h": 0}}
    assert [(fault.line, fault.message) for fault in findings.faults.all()] == [
        (2, "3 columns, not four: query 0 passage grade"),
        (3, "5 columns, not four: query 0 passage grade"),
        (4, "passage 'a' of query 'q' is on line 1 already"),
        (5, "the grade '1.0' is no whole number of up to nine digits"),
        (6, "the grade 'one' is no whole number of up to nine digits"),
        (7, "the grade '1_0' is no whole number of up to nine digits"),
        (8, "the grade '1234567890' is no whole number of up to nine digits"),
        (9, "the passage id 'g\\x1b' holds a character that is no text"),
    ]
    with pytest.raises(UsageError, match="line 9"):
        read_qrels(path)


def test_oddities_are_warned_of(path: Path) -> None:
    _, findings = found_in(path, "q 0 a 1", "q Q0 b 1", "q 1 c 1", "#q 0 d 128", "q 0 e -300")
    assert not findings.faults.count
    assert [(w.line, w.message) for w in findings.warnings.all()] == [
        (2, "a second column that is not 0; tools ignore it (2 lines, from here on)"),
        (
            4,
            "a query that begins with #, which newer trec_eval takes for a comment (1 line)",
        ),
        (4, "a grade beyond 127, more than trec_eval allows for (2 lines, from here on)"),
    ]


@pytest.mark.parametrize(
    ("qrels", "message"),
    [
        ({}, "there is no judgement of any query"),
        ({"q": {}}, "there is no judgement of any query"),
        ({"q\t": {"a": 1}}, r"the query id 'q\t' holds white space"),
        ({"q": {"a b": 1}}, "query 'q': the passage id 'a b' holds white space"),
        ({"#1": {"a": 1}}, "the query id '#1' begins with #"),
        ({"q": {"a": 1.5}}, "query 'q', passage 'a': the grade 1.5 is no whole number"),
        ({"q": {"a": 10**9}}, "the grade 1000000000 is no whole number of up to nine digits"),
    ],
)
def test_what_cannot_be_written_is_named(path: Path, qrels: Qrels, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        write_qrels(path, qrels)
    assert message in str(caught.value)
    assert not path.exists()
