"""TREC runs: read as trec_eval reads them, written so that every tool ranks them alike."""

from __future__ import annotations

import random
from pathlib import Path

import ir_measures
import numpy as np
import pytest
import pytrec_eval
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UsageError
from eval.formats.faults import Findings
from eval.formats.lines import Lines
from eval.formats.opening import reading
from eval.formats.trec import parse_run, read_run, run_lines, write_run
from eval.records import Run

IDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1, max_size=6
).filter(lambda text: not text.startswith("#"))
SCORES = st.floats(-1e30, 1e30) | st.sampled_from([0.0, 0.5, 0.5 + 1e-13, 1.0])
RUNS = st.dictionaries(IDS, st.dictionaries(IDS, SCORES, min_size=1, max_size=12), min_size=1)


def found_in(path: Path, *lines: str) -> tuple[Run, Findings]:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    findings = Findings()
    return parse_run(Lines(path, findings), findings), findings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run"


def in_our_order(scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda passage: (-scores[passage], passage))


@settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(run=RUNS, packed=st.booleans())
def test_what_is_written_is_read_in_the_same_order_by_us_and_by_others(
    run: dict[str, dict[str, float]], packed: bool, tmp_path: Path
) -> None:
    path = tmp_path / ("run.gz" if packed else "run")
    write_run(path, run, "tag")
    back = read_run(path)
    assert list(back) == list(run)
    for query, scores in run.items():
        assert list(back[query]) == in_our_order(scores)
        single = np.array(list(back[query].values())).astype(np.float32)
        assert (single[1:] < single[:-1]).all()
    theirs: dict[str, dict[str, float]] = {}
    for one in ir_measures.read_trec_run(str(path)):  # type: ignore[no-untyped-call]
        theirs.setdefault(one.query_id, {})[one.doc_id] = one.score
    assert theirs == back
    with reading(path) as (stream, _):
        lines = stream.read().decode().splitlines()
    assert pytrec_eval.parse_run(lines) == back
    findings = Findings()
    parse_run(Lines(path, findings), findings)
    assert findings == Findings(), "nothing to warn of either"


def test_pytrec_eval_ranks_a_written_run_as_it_stands(path: Path) -> None:
    rng = random.Random(3)
    run = {
        f"q{n}": {f"d{rng.randrange(1000)}": rng.choice((0.5, 0.5 + 1e-12, 0.25)) for _ in range(9)}
        for n in range(30)
    }
    write_run(path, run, "tag")
    back = read_run(path)
    for query, scores in run.items():
        for place, passage in enumerate(in_our_order(scores), 1):
            evaluator = pytrec_eval.RelevanceEvaluator({query: {passage: 1}}, {"recip_rank"})
            found = evaluator.evaluate({query: dict(back[query])})[query]["recip_rank"]
            assert found == pytest.approx(1 / place)


def test_a_written_run_is_what_it_should_be_line_by_line() -> None:
    run = {"q2": {"b": 0.5, "a": 0.5, "c": 2.0}, "empty": {}, "q1": {"x": -1.0}}
    assert list(run_lines(run, "bm25")) == [
        "q2 Q0 c 1 2.0 bm25",
        "q2 Q0 a 2 0.5 bm25",
        "q2 Q0 b 3 0.4999999701976776 bm25",
        "q1 Q0 x 1 -1.0 bm25",
    ]


def test_scores_of_numpy_are_written_as_numbers(path: Path) -> None:
    write_run(path, {"q": {"a": np.float32(0.1), "b": np.float64(0.1)}}, "t")  # type: ignore[dict-item]
    assert path.read_text() == "q Q0 a 1 0.10000000149011612 t\nq Q0 b 2 0.09999999403953552 t\n"


def test_ranks_say_nothing_scores_order_and_ties_go_to_the_higher_id(path: Path) -> None:
    run, findings = found_in(
        path,
        "q 0 b 1 1.5 t",
        "q\tQ0\ta  9 1.5   t",
        "q whatever c x 1e1 t",
        "q Q0 d 3 1.50000000001 t",
    )
    assert list(run["q"].items()) == [("c", 10.0), ("d", 1.50000000001), ("b", 1.5), ("a", 1.5)]
    assert not findings.faults.count


def test_every_fault_is_named_with_its_line(path: Path) -> None:
    run, findings = found_in(
        path,
        "q Q0 a 1 0.5 t",
        "q Q0 b 2 0.4",
        "q Q0 c 3 0.3 t more",
        "q Q0 a 4 0.2 t",
        "q Q0 d 5 nan t",
        "q Q0 e 6 inf t",
        "q Q0 f 7 1_0 t",
        "q Q0 g 8 1e999 t",
        "q Q0 h 9 ١ t",
        "q Q0 i 10 0x1p3 t",
        "\x01 Q0 j\x7f 11 0.1 t",
        "r Q0 a 1 0.5 t",
        "q Q0 d 5 0.1 t",
    )
    faults = findings.faults.all()
    assert [(fault.line, fault.message) for fault in faults[:3]] == [
        (2, "5 columns, not six: query Q0 passage rank score tag"),
        (3, "7 columns, not six: query Q0 passage rank score tag"),
        (4, "passage 'a' of query 'q' is on line 1 already"),
    ]
    assert [fault.line for fault in faults[3:9]] == [5, 6, 7, 8, 9, 10]
    assert all("no finite number" in fault.message for fault in faults[3:9])
    assert [(fault.line, fault.message) for fault in faults[9:]] == [
        (11, "the query id '\\x01' holds a character that is no text"),
        (11, "the passage id 'j\\x7f' holds a character that is no text"),
        (13, "passage 'd' of query 'q' is on line 5 already"),
    ]
    assert run["r"] == {"a": 0.5}
    assert [str(warning) for warning in findings.warnings.all()] == [
        "line 13: the lines of query 'q' do not stand together"
    ], "what the faults leave out is no gap in the ranks"
    with pytest.raises(UsageError) as caught:
        read_run(path)
    for fault in faults:
        assert str(fault) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"])
def test_a_file_without_a_run_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(UsageError, match="cannot be used as a run"):
        read_run(path)


@pytest.mark.parametrize(
    ("lines", "warning"),
    [
        (["q Q0 a 1 2 t", "q Q0 b 2 2 t"], (2, "score of rank 2 ties in 32 bits with that")),
        (["q Q0 a 1 0.1 t", "q Q0 b 2 0.0999999999999 t"], (2, "rank 2 ties in 32 bits")),
        (["q Q0 a 1 2 t", "q Q0 b 2 3 t"], (2, "score of rank 2 is higher than that of rank 1")),
        (["q Q0 b 2 3 t", "q Q0 a 1 2 t"], (1, "score of rank 2 is higher than that of rank 1")),
        (["q Q0 a 2 3 t", "q Q0 b 3 2 t"], (1, "the ranks begin at 2, not at 0 or 1")),
        (["q Q0 a 1 3 t", "q Q0 b 3 2 t"], (2, "rank 3 where 2 is expected")),
        (["q Q0 a 1 3 t", "q Q0 b 1 2 t"], (2, "rank 1 where 2 is expected")),
        (["q Q0 a first 3 t"], (1, "a rank that is no whole number (1 line)")),
        (["q Q0 a 1 3 t", "q Q0 b 2 2 u"], (2, "another tag than on the first line (1 line)")),
        (["q Q0 a 1 1e39 t"], (1, "a score beyond 32 bits")),
        (["#q Q0 a 1 1 t"], (1, "a query that begins with #")),
        (
            ["q Q0 a 1 3 t", "r Q0 a 1 3 t", "q Q0 b 2 2 t", "r Q0 b 2 2 t"],
            (3, "the lines of query 'q' do not stand together"),
        ),
    ],
)
def test_oddities_are_warned_of_with_their_line(
    path: Path, lines: list[str], warning: tuple[int, str]
) -> None:
    _, findings = found_in(path, *lines)
    assert not findings.faults.count
    told = findings.warnings.all()
    assert told[0].line == warning[0]
    assert warning[1] in told[0].message
    assert len(told) == 1 + ("r Q0" in lines[-1])


@pytest.mark.parametrize("first", [0, 1])
def test_lines_that_are_shuffled_within_a_query_are_nothing_odd(path: Path, first: int) -> None:
    lines = [f"q Q0 d{n} {n + first} {10 - n} t" for n in range(8)]
    random.Random(1).shuffle(lines)
    _, findings = found_in(path, *lines)
    assert findings == Findings()


@pytest.mark.parametrize(
    ("run", "tag", "message"),
    [
        ({"q 1": {"a": 1.0}}, "t", "the query id 'q 1' holds white space"),
        ({"q": {"a\u00a0b": 1.0}}, "t", r"query 'q': the passage id 'a\xa0b' holds white space"),
        ({"": {"a": 1.0}}, "t", "the query id '' is empty"),
        ({"q": {"": 1.0}}, "t", "query 'q': the passage id '' is empty"),
        ({"q": {"\ud800": 1.0}}, "t", r"passage id '\ud800' holds a character that is no text"),
        ({"#q": {"a": 1.0}}, "t", "the query id '#q' begins with #"),
        ({"q": {"a": 1.0}}, "my tag", "the tag 'my tag' holds white space"),
        ({"q": {"a": 1.0}}, "", "the tag '' is empty"),
        ({"q": {"a": float("nan")}}, "t", "query 'q', passage 'a': the score nan is not finite"),
        ({"q": {"a": float("-inf")}}, "t", "the score -inf is not finite in 32 bits"),
        ({"q": {"a": 1e39}}, "t", "the score 1e+39 is not finite in 32 bits"),
        ({"q": {}}, "t", "the run holds no passage for any query"),
        (
            {"q": {"a": -3.4e38, "b": -3.4028234663852886e38, "c": -3.4028234663852886e38}},
            "t",
            "low",
        ),
    ],
)
def test_what_cannot_be_written_is_named_and_nothing_is_written(
    path: Path, run: Run, tag: str, message: str
) -> None:
    path.write_text("before")
    with pytest.raises(UsageError) as caught:
        write_run(path, run, tag)
    assert message in str(caught.value)
    assert path.read_text() == "before"
    assert len(list(path.parent.iterdir())) == 1


def test_all_that_is_wrong_is_named_before_a_line_is_given() -> None:
    with pytest.raises(UsageError) as caught:
        run_lines({"a b": {"c d": 1.0, "e": float("inf")}}, "t t")
    assert len(str(caught.value).splitlines()) == 5
