"""Reading in several processes: the same archive, and what a file breaks is that file alone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from corpus import (
    readers,
    reading_process,
    reading_processes,
    reading_worker,
    reference,
)
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.discovery import discover
from corpus.ingest import IngestReport, Outcome, ingest
from corpus.metadata import read_table
from corpus.readers import Limits
from corpus.reading import Read, ReadingHere
from eval.benchmarks.made_files import mail, seeds, zipped
from tests.corpus.reading_tasks import HARMFUL, MINUTES, PIDS, gone, write

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="there are no such signals")


def add(
    root: Path,
    folder: Path,
    processes: int = 3,
    table: Path | None = None,
    limits: Limits | None = None,
) -> IngestReport:
    with ArchiveWriter(root) as archive:
        found = discover([folder], readers.SUFFIXES)
        said = read_table(table) if table else None
        return ingest(archive, found, said, limits, processes=processes)


def held(root: Path) -> list[str]:
    """Return everything that a catalogue holds."""
    with closing(sqlite3.connect(root / "catalogue.sqlite")) as catalogue:
        return list(catalogue.iterdump())


def outcomes(report: IngestReport) -> dict[str, str]:
    return {Path(f.source).name: f.outcome.value for f in report.files}


def reasons(report: IngestReport) -> dict[str, str]:
    return {Path(f.source).name: f.reason or "" for f in report.of(Outcome.FAILED)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    return folder


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small files be worth a process."""
    monkeypatch.setattr(reading_processes, "FEWEST_BYTES", 1)


@pytest.fixture
def harmful(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes do what files say."""
    monkeypatch.setattr(reading_worker, "READ", HARMFUL)


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no process be begun."""

    def begun(_: object) -> None:
        raise AssertionError("a process was begun")

    monkeypatch.setattr(reading_processes, "ReadingProcess", begun)


def fill(folder: Path) -> Path:
    """Write files of all kinds, sound and not, some of them the same; return a table."""
    made = {name: data for name, data in seeds().values() if not name.endswith(".doc")}
    day = [MINUTES.format(day=day).encode() for day in range(1, 12)]
    made |= {f"day{number}.txt": data for number, data in enumerate(day)}
    made |= {"copy.txt": day[3], "empty.txt": b"", "cut.pdf": made["a.pdf"][:900]}
    made["many.zip"] = zipped(
        {
            **{f"{n}.txt": data + b"In the bundle.\n" for n, data in enumerate(day)},
            "bad.pdf": b"%PDF-1.4 junk",
            "day1.txt": day[1],
            "in.zip": zipped({"other.txt": day[5] + b"Deep.\n", "day2.txt": day[2]}),
            "last.eml": mail({"note.txt": day[7] + b"Attached.\n"}, text="See attached."),
            "3.json": b'{"title": "Told by a sidecar"}',
        }
    )
    for name, data in made.items():
        (folder / name).write_bytes(data)
    (folder / "stock").mkdir()
    for name in ("may", "june"):
        (folder / "stock" / f"{name}.txt").write_bytes(b"No minutes were taken.\n")
    table = folder.parent / "table.csv"
    table.write_text("file,date\nmay.txt,2024-05-07\njune.txt,2024-06-04\nnone.txt,2024-06-05\n")
    return table


@pytest.mark.usefixtures("small")
def test_the_archive_is_the_same_however_many_processes_read(tmp_path: Path, folder: Path) -> None:
    table = fill(folder)
    first = add(tmp_path / "one", folder, 1, table)
    for processes in (2, 3):
        root = tmp_path / str(processes)
        assert add(root, folder, processes, table) == first
        assert held(root) == held(tmp_path / "one")
    assert first.count(Outcome.FAILED) >= 3
    assert {o.value for o in (f.outcome for f in first.files)} == {"read", "failed"}


@pytest.mark.usefixtures("small")
def test_limits_that_are_shared_are_spent_in_the_same_order(tmp_path: Path, folder: Path) -> None:
    fill(folder)
    short = Limits(max_members=12, max_decompressed_bytes=20_000)
    first = add(tmp_path / "one", folder, 1, limits=short)
    assert any("unpacks to more" in reason for reason in reasons(first).values()) or any(
        "12" in reason for reason in reasons(first).values()
    )
    assert add(tmp_path / "three", folder, 3, limits=short) == first


@pytest.mark.usefixtures("small")
def test_what_is_held_is_not_read_again(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(folder)
    root = tmp_path / "archive"
    add(root, folder)
    before = held(root)
    monkeypatch.setattr(reading_processes, "ReadingProcess", None)  # to begin one would fail
    assert set(outcomes(add(root, folder)).values()) == {"unchanged", "failed"}
    assert held(root) == before


@pytest.mark.usefixtures("small")
def test_the_users_own_reference_file_holds_in_every_process(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text(
        '{"forces": [{"force": "Eastmoor"}], "bodies": '
        '[{"body": "Harrowdale Police and Crime Panel", "force": "Eastmoor"}]}'
    )
    write(folder, a="", b="", c="", d="")
    before = tuple(reference._extensions)
    try:
        reference.load_extension(path)
        add(tmp_path / "one", folder, 1)
        add(tmp_path / "three", folder, 3)
    finally:
        reference.clear_extensions()
    assert before == ()
    assert held(tmp_path / "one") == held(tmp_path / "three")
    add(tmp_path / "without", folder, 1)
    assert held(tmp_path / "without") != held(tmp_path / "three")


@posix
@pytest.mark.usefixtures("harmful")
def test_a_file_that_ends_its_process_costs_itself_alone(tmp_path: Path, folder: Path) -> None:
    write(folder, a="EXIT", b="Sound.", c="CRASH", d="KILLED", e="GREEDY", f="ODD", g="Sound.")
    (folder / "h.zip").write_bytes(zipped({"x.txt": b"EXIT", "y.txt": b"This is sound."}))
    root = tmp_path / "archive"
    report = add(root, folder, 2)
    assert [Path(f.source).name for f in report.files if f.outcome is Outcome.READ] == [
        "b.txt",
        "g.txt",
        "h.zip",
        "h.zip#y.txt",
    ]
    said = reasons(report)
    assert "exit code 7" in said["a.txt"]
    assert "another format" in said["a.txt"]
    assert "SIGSEGV" in said["c.txt"]
    assert "want of memory" in said["d.txt"]
    assert said["e.txt"] == "There was not enough memory to read this file."
    assert "(ZeroDivisionError: columns)" in said["f.txt"]
    assert "exit code 7" in said["h.zip#x.txt"]
    with Archive(root) as archive:
        assert len(archive.failures()) == len(said) == 6
    # What was for want of memory is tried again; what broke its process is not.
    tried = {Path(f.source).name for f in add(root, folder, 2).of(Outcome.FAILED) if f.tried}
    assert tried == {"d.txt", "e.txt"}


@posix
@pytest.mark.usefixtures("harmful")
def test_no_file_is_blamed_for_a_process_that_is_spent(tmp_path: Path, folder: Path) -> None:
    write(folder, a="Sound.", b="TIRED", c="TIRED", d="NOISY", e="Sound.")
    report = add(tmp_path / "archive", folder, 2)
    assert set(outcomes(report).values()) == {"read"}


@posix
@pytest.mark.usefixtures("harmful")
def test_a_file_that_hangs_costs_itself_alone(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_processes, "seconds_for", lambda _: 0.7)
    monkeypatch.setattr(reading_process, "_END_SECONDS", 0.3)
    pids = tmp_path / "pids"
    pids.mkdir()
    monkeypatch.setenv(PIDS, str(pids))
    write(folder, a="Sound.", b="HANG", c="STUBBORN", d="Sound.", e="Sound.")
    report = add(tmp_path / "archive", folder, 2)
    said = reasons(report)
    assert sorted(said) == ["b.txt", "c.txt"]
    assert "longer than 1 seconds" in said["b.txt"]
    assert "MINUTED_MAX_PDF_SECONDS" in said["b.txt"]
    assert report.count(Outcome.READ) == 3
    assert gone(pids)


def test_the_time_for_a_file_is_more_than_its_reader_may_take() -> None:
    limits = Limits(pdf_seconds=1000, converter_seconds=100)
    assert reading_processes.seconds_for(limits) == 1260
    assert reading_processes.memory_for(Limits()) == 2 << 30
    assert reading_processes.memory_for(Limits(max_binary_bytes=10**9)) == 10**10


@pytest.mark.usefixtures("never")
def test_few_or_small_files_are_read_without_processes(tmp_path: Path, folder: Path) -> None:
    write(folder, a="Long. " * 300_000)
    assert outcomes(add(tmp_path / "one", folder)) == {"a.txt": "read"}
    write(folder, a="Short.", b="", c="", d="", e="")
    assert set(outcomes(add(tmp_path / "small", folder)).values()) == {"read"}


def test_one_zip_may_hold_many_files(folder: Path) -> None:
    data = os.urandom(1_200_000)
    for name, wanted in (("all.zip", reading_processes.ReadingProcesses), ("all.txt", ReadingHere)):
        (folder / name).write_bytes(data)
        with reading_processes.readings(2, [folder / name], Limits()) as place:
            assert isinstance(place, wanted)


@pytest.mark.usefixtures("never")
def test_one_process_is_this_one(tmp_path: Path, folder: Path) -> None:
    write(folder, a="Long. " * 300_000, b="", c="", d="")
    assert set(outcomes(add(tmp_path / "one", folder, 1)).values()) == {"read"}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
def test_where_no_process_can_be_begun_files_are_read_here(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    write(folder, a="", b="", c="", d="")
    assert set(outcomes(add(tmp_path / "archive", folder)).values()) == {"read"}


def test_what_a_process_reads_is_what_is_read_here() -> None:
    name, data = seeds()["pdf"]
    terms = reading_worker.Terms(reading_worker.READ, Limits(), 2 << 30, 60.0)
    process = reading_process.ReadingProcess(terms)
    try:
        answer, lost = process.ask(name, data)
        assert isinstance(answer, Read)
        assert answer == ReadingHere(Limits()).read("", name, data)
        assert not lost
    finally:
        process.end()


def test_a_process_loads_nothing_of_the_index() -> None:
    asked = "import sys, corpus.reading_worker; print(*{m.partition('.')[0] for m in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert not {"torch", "onnxruntime", "faiss", "numpy", "sqlite3", "api"} & set(
        ran.stdout.split()
    )
