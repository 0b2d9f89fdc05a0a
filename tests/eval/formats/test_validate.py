"""Validation: what a file is, everything that is wrong with it, and never an error."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UsageError
from eval.commitments.labels import load_labels
from eval.formats.beir import read_beir
from eval.formats.faults import Fault
from eval.formats.lines import LONGEST_LINE
from eval.formats.qrels import read_qrels
from eval.formats.queries import read_queries
from eval.formats.rag import read_answers
from eval.formats.trec import read_run
from eval.formats.validate import KINDS, Validation, validate
from eval.sets.catalogue import CASES
from tests.eval.formats import test_beir, test_rag

READERS = {
    "run": read_run,
    "qrels": read_qrels,
    "queries": read_queries,
    "answers": read_answers,
    "commitments": load_labels,
}
LABEL = {
    "file": "a.txt",
    "anchor": "will write to the panel",
    "kind": "undertaking",
    "binding": True,
    "owner": "DCC",
    "due": None,
    "topics": ["burglary"],
    "split": "dev",
}
CONTENTS = {
    "run": b"q1 Q0 d1 1 2.5 t\nq2 Q0 d1 1 1 t\n",
    "qrels": b"q1 0 d1 1\nq1\t0\td2\t0\n",
    "beir": b"query-id\tcorpus-id\tscore\nq1\td1\t1\n",
    "queries": b"q1\twhat is this about\nq2\twho\n",
    "cases": json.dumps(
        {
            "id": "x",
            "kind": "fact",
            "question": "Who?",
            "answerable": True,
            "evidence": [{"file": "a.txt", "anchor": "one two"}],
            "split": "dev",
        }
    ).encode(),
    "answers": json.dumps(test_rag.YEAR_2024).encode(),
    "commitments": json.dumps(LABEL).encode(),
}
QUERIES = {"run": 2, "queries": 2, "commitments": 0}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def told(found: Validation) -> list[str]:
    return [str(fault) for fault in found.faults]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_files_kind_is_told_by_its_content(tmp_path: Path, kind: str, packed: bool) -> None:
    content = CONTENTS[kind]
    path = written(tmp_path / "any-name", gzip.compress(content) if packed else content)
    found = validate(path)
    assert (found.path, found.kind) == (path, kind)
    assert found.lines == len(content.splitlines())
    assert found.queries == QUERIES.get(kind, 1)
    assert found.warnings == ()
    plain_only = packed and kind == "commitments"
    assert bool(found.faults) == plain_only, found.faults


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"_id": "q", "text": "x", "metadata": {}}\n', "queries"),
        (b'{"_id": "d", "title": "", "text": "x"}\n', "beir"),
        (b'{"id": "q", "question": "x"}\n', "queries"),
        (json.dumps(test_rag.YEAR_2025).encode(), "answers"),
        (b"broken line\n" + CONTENTS["run"], "run"),
        (b"{broken\n" + CONTENTS["qrels"], "qrels"),
        (b"q1\td1\t1\nq1\td2\t0\n", "beir"),
        (b"q1 0 d1 1\n" + CONTENTS["run"], "run"),
        (b"\xef\xbb\xbf" + CONTENTS["qrels"].replace(b"\n", b"\r\n"), "qrels"),
    ],
)
def test_other_shapes_and_broken_heads_are_told_too(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    assert validate(written(tmp_path / "x", content)).kind == kind


def test_a_file_that_is_nothing_known_says_what_is_known(tmp_path: Path) -> None:
    found = validate(written(tmp_path / "x", b"A letter.\n\nDear Sir,\n"))
    assert (found.kind, found.lines, found.queries) == (None, 3, 0)
    (fault,) = found.faults
    assert all(kind in fault.message for kind in KINDS)


def test_a_kind_that_is_not_known_says_what_is_known(tmp_path: Path) -> None:
    found = validate(written(tmp_path / "x", CONTENTS["run"]), "runs")
    assert found.kind is None
    assert told(found) == [f"there is no kind 'runs'; kinds are {', '.join(KINDS)}"]


def test_the_kind_that_is_given_is_what_is_checked(tmp_path: Path) -> None:
    found = validate(written(tmp_path / "x", CONTENTS["run"]), "qrels")
    assert found.kind == "qrels"
    assert [fault.line for fault in found.faults] == [1, 2]


def test_readers_and_validation_tell_the_same_faults(tmp_path: Path) -> None:
    for kind, content in CONTENTS.items():
        if kind not in READERS:
            continue
        path = written(tmp_path / kind, content + b"\n1 2\t3\t{}\n" + content + b"\n")
        found = validate(path, kind)
        assert found.faults, kind
        with pytest.raises(UsageError) as caught:
            READERS[kind](path)
        for fault in found.faults:
            if "not JSON" not in fault.message:  # the loader of labels words these its own way
                assert str(fault) in str(caught.value), kind


def test_the_labels_that_are_here_have_no_fault() -> None:
    for name in ("sample", "real"):
        found = validate(CASES / name / "commitments.jsonl")
        assert (found.kind, found.faults, found.warnings) == ("commitments", (), ())
        assert found.lines > 100


def test_every_fault_of_labels_is_named_with_its_line(tmp_path: Path) -> None:
    def line(**values: object) -> str:
        return json.dumps(LABEL | values)

    content = "\n".join(
        [
            line(),
            line(),
            "",
            line(anchor="one two three four five six seven eight nine"),
            '{"file": NaN}',
            line(file="b.txt", kind="promise"),
            line(anchor="x", split="test"),
            line(file="c.txt", trap="soft"),
        ]
    )
    found = validate(written(tmp_path / "x", content.encode() + b"\n\xff\n"))
    lines = [fault.line for fault in found.faults]
    assert sorted(lines, key=lambda line: line or 0) == [2, 4, 5, 6, 7, 8, 9]
    by_line = {fault.line: fault.message for fault in found.faults}
    assert "are on line 1 already" in by_line[2]
    assert by_line[4] == "the anchor has 9 words; at most 8 may be quoted"
    assert by_line[5] == "not JSON: NaN is no number of JSON"
    assert "is not UTF-8" in by_line[9]


def test_a_beir_folder_is_checked_whole(tmp_path: Path) -> None:
    test_beir.write(tmp_path)
    found = validate(tmp_path)
    assert (found.kind, found.lines, found.queries) == ("beir", 2 + 2 + 3, 2)
    assert (found.faults, found.warnings) == ((), ())
    test_beir.replace(tmp_path, "qrels/test.tsv", "q1\td1\t1", "q1\td9\t1", "q1\td9\t1")
    found = validate(tmp_path, "beir")
    assert [(fault.line, fault.message[:31]) for fault in found.faults] == [
        (1, "qrels/test.tsv: this is not the"),
        (3, "qrels/test.tsv: passage 'd9' of"),
    ]
    (warning,) = found.warnings
    assert warning.line == 2
    assert "a passage that is not in corpus.jsonl" in warning.message
    with pytest.raises(UsageError) as caught:
        read_beir(tmp_path, "test")
    assert all(str(fault) in str(caught.value) for fault in found.faults)


def test_a_folder_without_beirs_files_and_a_folder_for_a_file_are_told(tmp_path: Path) -> None:
    assert told(validate(tmp_path)) == [
        "this folder is not BEIR's: it holds no corpus.jsonl, queries.jsonl or qrels/*.tsv"
    ]
    assert told(validate(tmp_path, "run")) == ["this is a folder; run is a file"]
    (tmp_path / "corpus.jsonl").write_bytes(b"")
    assert told(validate(tmp_path)) == [
        "there are no judgements: no qrels/*.tsv",
        "corpus.jsonl: the file is empty",
        "queries.jsonl is not there",
    ]
    test_beir.write(tmp_path)
    (tmp_path / "corpus.jsonl").unlink()
    found = validate(tmp_path)
    assert (told(found), found.warnings) == (["corpus.jsonl is not there"], ())


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_what_is_no_text_is_one_fault_of_any_kind(tmp_path: Path, kind: str | None) -> None:
    binary = written(tmp_path / "binary", bytes(range(256)) * 100)
    empty = written(tmp_path / "empty", b"")
    assert told(validate(tmp_path / "nowhere", kind)) == ["there is no such file"]
    assert told(validate(binary, kind)) == ["this is a binary file, not lines of text"]
    assert told(validate(empty, kind)) == ["the file is empty"]
    assert told(validate(tmp_path / ("y" * 300), kind))[0].endswith("File name too long")


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [sys.executable, "-c", f"open({str(pipe)!r}, 'wb').write({CONTENTS['run']!r})"]
    ):
        found = validate(pipe)
    assert (found.kind, found.queries, found.faults) == ("run", 2, ())


def test_giant_lines_are_told_by_number_and_the_rest_is_checked(tmp_path: Path) -> None:
    giant = b"q1 Q0 " + b"d" * LONGEST_LINE + b" 2 1 t\n"
    found = validate(written(tmp_path / "x", giant + CONTENTS["run"] + giant + b"q1 Q0 d1 1 1 t"))
    assert (found.kind, found.lines, found.queries) == ("run", 5, 2)
    assert [fault.line for fault in found.faults] == [1, 4, 5]


def test_memory_grows_with_the_ids_not_with_the_texts(tmp_path: Path) -> None:
    """A corpus of 100 MB of text, packed small, in far less memory than that."""
    row = b'{"_id": "%d", "title": "t", "text": "' + b"minutes " * 65_536 + b'"}\n'
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wb", compresslevel=1) as file:
        for number in range(200):
            file.write(row % number)
    tracemalloc.start()
    try:
        found = validate(tmp_path / "corpus.jsonl.gz")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (found.kind, found.lines, found.faults) == ("beir", 200, ())
    assert peak < 32 << 20


PIECES = st.sampled_from(
    [
        *(line for content in CONTENTS.values() for line in content.splitlines(keepends=True)),
        *(b"\n", b"\r\n", b"\t", b" ", b"\0", b"\xff", b"{", b"}", b'"', b"[]", b"1", b"q1", b"#"),
        *(b"\xef\xbb\xbf", b"\x1f\x8b", b"NaN", b"1e999", b"-", "é\u2028\x85".encode()),
    ]
)
FILES = (
    st.binary(max_size=300)
    | st.lists(PIECES, max_size=25).map(b"".join)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=FILES, packed=st.booleans())
def test_nothing_in_a_file_is_ever_more_than_a_fault(
    content: bytes, packed: bool, tmp_path: Path
) -> None:
    path = written(tmp_path / "x", gzip.compress(content) if packed else content)
    for kind in (None, *KINDS):
        found = validate(path, kind)
        assert all(isinstance(one, Fault) for one in (*found.faults, *found.warnings))
        assert all("\n" not in one.message for one in found.faults)
        if kind in READERS and kind != "commitments":
            with suppress(UsageError):
                READERS[kind](path)
                assert not found.faults, kind


def test_a_valid_file_with_one_byte_changed_is_read_or_told(tmp_path: Path) -> None:
    rng = random.Random(11)
    for kind, content in CONTENTS.items():
        for _ in range(40):
            broken = bytearray(content)
            broken[rng.randrange(len(broken))] = rng.randrange(256)
            found = validate(written(tmp_path / "x", bytes(broken)), kind)
            if kind in READERS and not found.faults:
                READERS[kind](tmp_path / "x")
