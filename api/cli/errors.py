"""The last stop of every error: a message that can be acted on, and the exit code."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import traceback

import typer

from api.cli.terminal import notice, one_line
from corpus.errors import MinutedError, UsageError

DONE, FAILED, WRONG_USAGE, STOPPED, NOBODY_READS = 0, 1, 2, 130, 141
"""Exit codes. The last two are what a shell reports for SIGINT and SIGPIPE."""

# Every complaint of the option parser derives from this one; its module has
# moved between typer's versions, so it is reached through the public name.
ParserError: type[Exception] = typer.BadParameter.__mro__[2]

_show_tracebacks = False


def show_tracebacks(on: bool) -> None:
    """Follow the setting ``debug`` once the settings have been read."""
    global _show_tracebacks  # noqa: PLW0603  one process, one command
    _show_tracebacks = on


def _debugging() -> bool:
    """Tell whether tracebacks are wanted, even when the settings could not be read."""
    return _show_tracebacks or os.environ.get("MINUTED_DEBUG", "").lower() in {"1", "true", "yes"}


def report(error: BaseException) -> int:
    """Say on stderr what went wrong and return the exit code."""
    if isinstance(error, BrokenPipeError):
        return NOBODY_READS
    if _debugging():
        notice("".join(traceback.format_exception(error)).rstrip())
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        notice("Stopped; nothing is lost: run the command again to finish.")
        return STOPPED
    if isinstance(error, MinutedError):
        _complain(error.message, error.mend)
        return WRONG_USAGE if isinstance(error, UsageError) else FAILED
    if isinstance(error, ParserError):
        return _parser_error(error)
    if isinstance(error, MemoryError):
        _complain(
            "This machine's memory is used up.",
            "Close other programs, or add fewer files at a time. Nothing is lost.",
        )
    elif _disk_full(error):
        _complain(
            "The disk is full.", "Make room and run the command again. What was stored is whole."
        )
    elif isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        _complain(
            "Another minuted command is writing to this archive.",
            "Wait for it to end, then run the command again.",
        )
    elif isinstance(error, sqlite3.DatabaseError):
        _complain(
            f"A file of the archive cannot be read: {one_line(str(error))}.",
            "Find out which, and the mend: minuted doctor",
        )
    elif isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        _complain(
            f"The system refused access to{where or ' a file'}: {error.strerror or error}.",
            "Check that the file or folder is there and is yours to read and write.",
        )
    else:
        detail = one_line(str(error))[:300]
        _complain(
            f"This is a defect of Minuted: {type(error).__name__}"
            + (f" ({detail})." if detail else "."),
            "Please report it on the project's issue tracker, with what "
            "MINUTED_DEBUG=1 in front of the same command prints.",
        )
    return FAILED


def _parser_error(error: Exception) -> int:
    context = getattr(error, "ctx", None)
    message = getattr(error, "format_message", lambda: str(error))()
    if context is None:
        _complain(message, "See: minuted --help")
    elif type(error).__name__ == "NoArgsIsHelpError":
        notice(message)
    else:
        _complain(message, f"See: {context.command_path} --help")
    return int(getattr(error, "exit_code", WRONG_USAGE))


def _complain(message: str, mend: str | None) -> None:
    notice(f"Error: {message}")
    if mend:
        notice(mend)


def _disk_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return isinstance(error, sqlite3.Error) and "disk is full" in str(error)


def silence_stdout() -> None:
    """Keep the interpreter from complaining at exit that nobody reads its output."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, ValueError):  # stdout is no real file: there is nothing to silence
        return
