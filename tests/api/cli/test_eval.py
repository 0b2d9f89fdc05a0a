"""``minuted eval``: from queries to a run, its figures and its comparison, as a stranger would."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.cli.invoking import minuted

FEW = [
    ("s001", "burglary visits to victims", {}),
    ("s002", "sheds and garages", {"force": "Brackenshire"}),
    ("s003", "?!", {}),
]


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("queries") / "queries.jsonl"
    rows = [{"id": i, "question": text, "filters": filters} for i, text, filters in FEW]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, queries: Path, sample_root: Path
) -> tuple[Path, Path, Path]:
    """Judgements that favour bm25, and the runs of two systems."""
    folder = tmp_path_factory.mktemp("runs")
    runs = []
    for system in ("bm25", "dense"):
        out = folder / f"{system}.run"
        done = minuted(
            "eval", "retrieve", "--system", system, "--queries", queries, "--archive", sample_root,
            "--out", out, "-k", "20",
        )  # fmt: skip
        assert done.code == 0, done.err
        runs.append(out)
    judged = folder / "qrels"
    first = [line.split() for line in runs[0].read_text().splitlines()]
    best = [row for row in first if row[3] == "1"]
    judged.write_text("".join(f"{row[0]} 0 {row[2]} 1\n" for row in best))
    return judged, runs[0], runs[1]


def test_a_run_goes_to_stdout_and_all_else_to_stderr(queries: Path, sample_root: Path) -> None:
    done = minuted("eval", "retrieve", "--queries", queries, "--archive", sample_root, "-k", "3")
    assert done.code == 0
    rows = [line.split() for line in done.out.splitlines()]
    assert [row[0] for row in rows] == ["s001"] * 3 + ["s002"] * 3
    assert [row[3] for row in rows] == ["1", "2", "3"] * 2
    assert {row[5] for row in rows} == {"hybrid"}
    assert "s003 cannot be asked" in done.err


def test_retrieve_as_json(queries: Path, sample_root: Path) -> None:
    done = minuted(
        "eval", "retrieve", "--queries", queries, "--archive", sample_root, "-k", "3", "--json"
    )
    found = done.json
    assert found["system"] == "hybrid"
    assert found["without_results"] == ["s003"]
    assert [len(found["run"][i]) for i, _, _ in FEW] == [3, 3, 0]
    assert len(found["index"]) == 64


def test_ir_measures_on_the_command_line_gives_the_same_figures(
    files: tuple[Path, Path, Path],
) -> None:
    names = ["nDCG@10", "R@100", "RR@10", "AP@100", "P@5", "Success@5"]
    judged, *runs = files
    for run in runs:
        options = [part for name in names for part in ("-m", name)]
        ours = minuted("eval", "score", judged, run, *options, "--json").json
        theirs = subprocess.run(
            [Path(sys.executable).with_name("ir_measures"), "-p", "10", judged, run, *names],
            capture_output=True,
            text=True,
            check=True,
        )
        for line in theirs.stdout.splitlines():
            name, figure = line.split()
            assert ours["runs"][str(run)]["means"][name] == pytest.approx(float(figure), abs=1e-9)


def test_score_as_a_table_with_every_query(files: tuple[Path, Path, Path]) -> None:
    done = minuted("eval", "score", files[0], files[1], files[2], "-m", "RR@10", "-q")
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert rows[0] == ["run", "RR@10", "queries"]
    assert rows[1] == [str(files[1]), "1.0000", "2"]
    assert ["query", "run", "RR@10"] in rows
    assert ["s001", str(files[1]), "1.0000"] in rows


def test_compare(files: tuple[Path, Path, Path]) -> None:
    judged, one, other = files
    found = minuted("eval", "compare", judged, one, other, "-m", "RR@10", "-q", "--json").json
    (measure,) = found["measures"]
    (pair,) = measure["differences"]
    assert found["baseline"] == str(one)
    assert found["queries"] == 2
    assert pair["wins"] == 0
    assert pair["difference"] <= 0
    assert pair["corrected_p"] >= pair["p"]
    assert {row["query"] for row in found["per_query"]} == {"s001", "s002"}
    table = minuted("eval", "compare", judged, one, other, "-m", "RR@10").out
    assert "p (holm)" in table
    assert "baseline" in table


def test_a_missing_query_counts_nothing_and_is_told(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    judged, one, _ = files
    short = tmp_path / "short.run"
    short.write_text("".join(x for x in one.read_text().splitlines(True) if x.startswith("s001")))
    done = minuted("eval", "score", judged, short, "-m", "RR@10", "--json")
    assert done.json["runs"][str(short)]["means"]["RR@10"] == 0.5
    assert "1 judged queries are not in it" in done.err


def test_validate_tells_every_fault_and_exits_1(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.run.gz"
    lines = "q Q0 p1 1 0.5 x\nq Q0 p1 2 0.4 x\nq Q0 p2 3 high x\nq Q0 p3\n"
    broken.write_bytes(gzip.compress(lines.encode()))
    done = minuted("eval", "validate", files[0], files[1], broken, "--json")
    assert done.code == 1
    good, run, bad = done.json["files"]
    assert (good["kind"], run["kind"]) == ("qrels", "run")
    assert not good["faults"]
    assert not run["faults"]
    assert {fault["line"] for fault in bad["faults"]} == {2, 3, 4}
    told = minuted("eval", "validate", broken)
    assert told.code == 1
    assert "line 3" in told.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["retrieve"], "either --set or --queries"),
        (["retrieve", "--set", "sample", "--queries", "x"], "either --set or --queries"),
        (["retrieve", "--set", "nothing"], "no set called"),
        (["retrieve", "--set", "real=/nowhere/at/all"], "is not there"),
        (["retrieve", "--set", "sample", "--system", "magic"], "no system called magic"),
        (["retrieve", "--set", "sample", "--split", "train"], "no split called"),
        (["score", "/nowhere/qrels", "/nowhere/run"], "/nowhere/qrels"),
        (["compare", "/nowhere/qrels", "/nowhere/run"], "only one run"),
        (["report"], "--out FILE.html"),
        (["answer"], "either --set or --cases"),
        (["commitments"], "either --set or --labels"),
        (["commitments", "--set", "sample", "--system", "magic"], "no system called 'magic'"),
        (["train-commitments", "--set", "nothing"], "no set called"),
        (["gate", "--file", "/nowhere/expected.json"], "cannot be used"),
        (["calibrate", "--folds", "1"], "At least 2 folds"),
        (["compare", "a", "b", "c", "-m", "magic", "-m", "nDCG@x"], "nDCG@x"),
    ],
)
def test_wrong_usage_is_told_before_work_begins(arguments: list[str], words: str) -> None:
    done = minuted("eval", *arguments)
    assert done.code == 2
    assert words in done.err
    assert not done.out


def test_own_cases_are_asked_written_and_scored_again(sample_root: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    shipped = Path(__file__).parents[3] / "eval" / "cases" / "sample" / "questions.jsonl"
    lines = shipped.read_text(encoding="utf-8").splitlines(True)
    chosen = [lines[i] for i in (0, 1, 110, 130)]
    cases.write_text("".join(chosen), encoding="utf-8")
    out = tmp_path / "answers.jsonl"
    given: list[str | Path] = ["eval", "answer", "--cases", cases, "--archive", sample_root]
    asked = minuted(*given, "--out", out, "--json")
    assert asked.code == 0, asked.err
    assert asked.json["quote_fidelity"]["share"] == 1.0
    again = minuted(*given, "--answers", out, "--json")
    one, other = asked.json, again.json
    one.pop("timing")
    other.pop("timing")
    assert one == other
    assert minuted("eval", "validate", out).code == 0
    table = minuted(*given, "--answers", out, "-q")
    assert "quotes exact\t1.0000" in table.out
    # A quote that is altered by one letter shuts the gate.
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    quote = next(r for r in records if r["minuted"]["citations"])["minuted"]["citations"][0]
    quote["quote"] = "X" + quote["quote"][1:]
    out.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    shut = minuted(*given, "--answers", out)
    assert shut.code == 1
    assert "not the record's own words" in shut.err


def test_commitments_of_an_archive(sample_root: Path) -> None:
    labels = Path(__file__).parents[3] / "eval" / "cases" / "sample" / "commitments.jsonl"
    given: list[str | Path] = ["eval", "commitments", "--labels", labels, "--archive", sample_root]
    found = minuted(*given, "--json").json
    assert found["parts"]["all"]["labels"] == 449
    baseline = minuted(*given, "--system", "cues", "--json").json
    f1 = [made["parts"]["dev"]["binding"]["f1"] for made in (found, baseline)]
    assert f1[0] > f1[1]
    assert "Traps" in minuted(*given).out


def test_commitments_are_learnt_from_labels_and_nothing_is_written_unasked(tmp_path: Path) -> None:
    work: list[str | Path] = ["--work", tmp_path / "work"]
    done = minuted("eval", "train-commitments", *work, "--dry-run", "--folds", "3", "--json")
    assert done.code == 0, done.err
    assert done.json["written"] is None
    ways = {row["way"]: row for row in done.json["cross_validated"]}
    assert ways["rules and classifier"]["f1"] > ways["cue rules"]["f1"]


def test_export_is_read_by_others(tmp_path: Path) -> None:
    target = tmp_path / "beir"
    work: list[str | Path] = ["--work", tmp_path / "work"]
    done = minuted("eval", "export", "--set", "sample", "--out", target, *work, "--json")
    assert done.code == 0, done.err
    assert done.json["passages"] > 300
    assert minuted("eval", "validate", target).code == 0
    rows = (target / "qrels" / "dev.tsv").read_text().splitlines()
    assert rows[0].split("\t") == ["query-id", "corpus-id", "score"]
    corpus = [json.loads(x) for x in (target / "corpus.jsonl").read_text().splitlines()]
    ids = {entry["_id"] for entry in corpus}
    assert {row.split("\t")[1] for row in rows[1:]} <= ids
