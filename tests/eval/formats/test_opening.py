"""Files are opened whatever they are packed as, and written whole or not at all."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from corpus.errors import UsageError
from eval.formats.opening import reading, writing


def write(path: Path, text: str) -> None:
    with writing(path) as file:
        file.write(text)


@pytest.mark.parametrize("name", ["plain.txt", "packed.txt.gz", "PACKED.GZ"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, "één\nline\n")
    with reading(tmp_path / name) as (stream, packed):
        assert stream.read() == "één\nline\n".encode()
        assert packed == name.lower().endswith(".gz")


def test_gz_is_told_by_its_bytes_whatever_the_file_is_called(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(gzip.compress(b"packed\n"))
    (tmp_path / "b.gz").write_bytes(b"plain\n")
    with reading(tmp_path / "a.txt") as (stream, packed):
        assert (stream.read(), packed) == (b"packed\n", True)
    with reading(tmp_path / "b.gz") as (stream, packed):
        assert (stream.read(), packed) == (b"plain\n", False)


def test_the_same_text_gives_the_same_bytes_under_any_name_at_any_time(tmp_path: Path) -> None:
    for name in ("a.gz", "another.gz"):
        write(tmp_path / name, "text\n" * 1000)
    first, second = ((tmp_path / name).read_bytes() for name in ("a.gz", "another.gz"))
    assert first == second
    assert first[3] == 0, "no file name, no comment"
    assert first[4:8] == bytes(4), "no time"
    assert gzip.decompress(first) == b"text\n" * 1000


@pytest.mark.parametrize("name", ["run", "run.gz"])
def test_an_error_leaves_what_was_there_before_and_nothing_beside(
    tmp_path: Path, name: str
) -> None:
    write(tmp_path / name, "old\n")
    before = (tmp_path / name).read_bytes()

    def fail_midway() -> None:
        with writing(tmp_path / name) as file:
            file.write("new\n" * 100_000)
            assert (tmp_path / name).read_bytes() == before
            raise KeyError

    with pytest.raises(KeyError):
        fail_midway()
    assert (tmp_path / name).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_written_file_is_there_at_once_with_ordinary_rights(tmp_path: Path) -> None:
    plain = tmp_path / "by-python"
    plain.write_text("x")
    write(tmp_path / "run", "x")
    assert (tmp_path / "run").stat().st_mode == plain.stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write(tmp_path / "link", "text\n")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "text\n"


def test_what_is_no_regular_file_is_written_directly_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe, "text\n")
        assert os.read(end, 100) == b"text\n"
    finally:
        os.close(end)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("path", "why"),
    [(".", "is a folder"), ("missing/run", "no folder"), ("file/run", "no folder")],
)
def test_a_path_that_cannot_be_written_is_told(tmp_path: Path, path: str, why: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match=why):
        write(tmp_path / path, "x")


def test_a_folder_of_others_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, whom nothing stops
    with pytest.raises(UsageError, match="may not be written"):
        write(tmp_path / "run", "x")


@pytest.mark.parametrize("name", ["run", "run.gz"])
def test_text_that_utf_8_does_not_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"UTF-8 has no '\\ud800'"):
        write(tmp_path / name, "half a pair: \ud800")
    assert not list(tmp_path.iterdir())
