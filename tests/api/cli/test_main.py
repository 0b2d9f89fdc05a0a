import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import MinutedError
from tests.api.cli.conftest import Small
from tests.api.cli.invoking import minuted, process

HEAVY = ("torch", "sentence_transformers", "transformers")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "what was committed on burglary"),
        ("search", "burglary"),
        ("coverage",),
        ("doctor",),
        ("show", "DOCUMENT"),
        ("serve", "--port", "0"),
    ],
)
def test_torch_is_never_imported_to_answer(arguments: tuple[str, ...], small: Small) -> None:
    document = next(f["document_id"] for f in small.added.json["files"] if f["document_id"])
    given = [document if a == "DOCUMENT" else a for a in arguments]
    program = (
        "import sys\n"
        "from api.cli import serve\n"
        "from api.cli.main import run\n"
        "serve.serve_until_stopped = lambda *_: None\n"
        "code = run(sys.argv[1:])\n"
        f"print([n for n in {HEAVY} if n in sys.modules], file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *given, "--archive", str(small.root), "--json"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == b"[]"
    json.loads(done.stdout)


def test_the_command_line_itself_imports_no_engine() -> None:
    program = (
        "import sys, api.cli.main\n"
        "heavy = {'numpy', 'faiss', 'onnxruntime', 'tantivy', 'tokenizers', 'torch', 'pypdf',\n"
        "         'docx', 'fastapi', 'uvicorn', 'pydantic', 'sqlite3.dbapi3'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_an_answer_comes_within_seconds(small: Small) -> None:
    began = time.perf_counter()
    asked = process("ask", "what was committed on burglary", "--archive", small.root)
    asked.communicate(timeout=60)
    assert asked.returncode == 0
    # About 1.2 s on two idle cores; torch alone would take longer than this.
    assert time.perf_counter() - began < 6


def test_version_and_help() -> None:
    version = minuted("--version")
    assert (version.code, version.err) == (0, "")
    assert version.out.startswith("minuted 0.")
    usage = minuted("--help")
    assert usage.code == 0
    for command in (
        "add",
        "index",
        "search",
        "ask",
        "commitments",
        "show",
        "coverage",
        "serve",
        "doctor",
        "demo",
    ):
        assert f"\n  {command} " in usage.out
        help_text = minuted(command, "--help")
        assert help_text.code == 0
        assert "--json" in help_text.out
    assert "\n  review " in minuted("--help").out
    for command in ("confirm", "correct", "merge", "reject", "add", "withdraw", "list"):
        help_text = minuted("review", command, "--help")
        assert (help_text.code, "--json" in help_text.out) == (0, True)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_enough_is_no_error(unbuffered: str, tmp_path: Path) -> None:
    lines = "".join(f"{n}. The Panel noted matter number {n}.\n\n" for n in range(20_000))
    (tmp_path / "long.txt").write_text(lines, encoding="utf-8")
    from corpus import readers
    from corpus.archive_writer import ArchiveWriter
    from corpus.discovery import discover
    from corpus.ingest import ingest

    with ArchiveWriter(tmp_path / "archive") as archive:
        key = ingest(archive, discover([tmp_path / "long.txt"], readers.SUFFIXES)).files[0]
    assert key.document_id is not None
    for command in (
        ("show", key.document_id, "--text"),
        ("show", key.document_id, "--text", "--json"),
    ):
        shown = process(*command, cwd=tmp_path, environment={"PYTHONUNBUFFERED": unbuffered})
        assert shown.stdout is not None
        assert shown.stderr is not None
        assert len(shown.stdout.read(10)) == 10
        shown.stdout.close()
        err = shown.stderr.read()
        assert (shown.wait(timeout=60), err) == (141, b"")
        shown.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_stdout_is_told(unbuffered: str, small: Small) -> None:
    with Path("/dev/full").open("wb") as full:
        shown = process(
            "coverage",
            "--archive",
            small.root,
            stdout=full,
            environment={"PYTHONUNBUFFERED": unbuffered},
        )
        _, err = shown.communicate(timeout=60)
    assert shown.returncode == 1
    assert err.startswith(b"Error: The disk is full.\n")
    assert b"Traceback" not in err


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C"},
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_unicode_on_a_terminal_that_knows_only_ascii(
    environment: dict[str, str], as_json: bool, small: Small
) -> None:
    asked = process(
        "search",
        "café licences",
        *(["--json"] if as_json else []),
        "--archive",
        small.root,
        environment=environment,
    )
    out, err = asked.communicate(timeout=60)
    assert asked.returncode == 0, err
    if as_json:
        assert json.loads(out)["query"] == "café licences"
    else:
        assert b"caf" in out


def test_a_wrong_setting_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_ARCHVE", "x")
    outcome = minuted("coverage", "--json")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert "MINUTED_ARCHVE is not a setting" in outcome.err


def test_a_reference_file_is_taken_up(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_REFERENCE", "nowhere.json")
    outcome = minuted("coverage", "--archive", small.root)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert "nowhere.json" in outcome.err


def held_by(root: Path) -> int:
    """Documents of an archive that is being written to."""
    try:
        with Archive(root) as archive:
            return len(archive.documents())
    except MinutedError:
        return 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_while_reading_files_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3000):
        (folder / f"m{number}.txt").write_text(
            f"Minutes of meeting {number}\n\nIt was noted that {number} was noted.\n"
        )
    adding = process("add", folder, cwd=tmp_path)
    assert adding.stderr is not None
    adding.stderr.readline()  # reading has begun
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not held_by(tmp_path / "archive"):
        time.sleep(0.05)
    adding.send_signal(signal.SIGINT)
    out, err = adding.communicate(timeout=120)
    assert (adding.returncode, out) == (130, b"")
    assert b"Stopped; nothing is lost: run the command again to finish." in err
    assert b"Traceback" not in err
    held = minuted("coverage", "--archive", tmp_path / "archive", "--json").json["documents"]
    assert 0 < held < 3000
