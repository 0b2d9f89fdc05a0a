import errno
import sqlite3

import pytest

from api.cli import errors
from corpus.errors import ArchiveError, MinutedError, NotFoundError, UsageError
from tests.api.cli.invoking import minuted


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (NotFoundError("No such thing.", "Look again."), 1, "Error: No such thing.\nLook again.\n"),
        (ArchiveError("Broken."), 1, "Error: Broken.\n"),
        (UsageError("Not like that.", "Like this."), 2, "Error: Not like that.\nLike this.\n"),
    ],
)
def test_our_errors_say_what_happened_and_the_mend(
    error: MinutedError, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert errors.report(error) == code
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "memory is used up"),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (sqlite3.OperationalError("database or disk is full"), "The disk is full"),
        (sqlite3.OperationalError("database is locked"), "Another minuted command"),
        (sqlite3.DatabaseError("file is not a database"), "minuted doctor"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), "/x/y: Permission denied"),
        (ZeroDivisionError("by \x1b[0m zero"), "defect of Minuted: ZeroDivisionError (by \\x1b[0m"),
    ],
)
def test_other_errors_are_told_plainly(
    error: Exception, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert errors.report(error) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert "\x1b" not in err


def _raise(error: BaseException) -> object:
    def command(*_args: object, **_kwargs: object) -> None:
        raise error

    return command


def test_an_interrupt_ends_with_130_and_says_that_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("api.cli.opening.open_settings", _raise(KeyboardInterrupt()))
    outcome = minuted("coverage")
    assert (outcome.code, outcome.raw) == (130, b"")
    assert outcome.err == "Stopped; nothing is lost: run the command again to finish.\n"


def test_a_closed_pipe_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.cli.opening.open_settings", _raise(BrokenPipeError(errno.EPIPE, "x")))
    outcome = minuted("coverage")
    assert (outcome.code, outcome.err) == (141, "")


@pytest.mark.parametrize("debug", [False, True])
def test_a_traceback_is_shown_only_when_asked_for(
    debug: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.cli.opening.open_settings", _raise(RuntimeError("oh")))
    if debug:
        monkeypatch.setenv("MINUTED_DEBUG", "1")
    outcome = minuted("coverage", "--json")
    assert outcome.code == 1
    assert outcome.raw == b""
    assert ("Traceback" in outcome.err) is debug
    assert "defect of Minuted: RuntimeError (oh)" in outcome.err


def test_debug_is_a_setting_like_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_DEBUG", "1")
    try:
        outcome = minuted("coverage")
    finally:
        errors.show_tracebacks(False)
    assert outcome.code == 1
    assert "Traceback" in outcome.err
    assert "There is no archive at archive." in outcome.err


def test_a_library_that_exits_gets_our_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.cli.opening.open_settings", _raise(SystemExit(3)))
    assert minuted("index").code == 1
