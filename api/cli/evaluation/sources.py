"""What an evaluation runs on: a labelled set, or an archive and a file of one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.terminal import notice, one_line
from corpus.errors import UsageError

if TYPE_CHECKING:
    from eval.sets import LabelledSet, Work


@contextmanager
def working(folder: Path | None, archive: Path | None = None) -> Iterator[Work]:
    """Give the settings in force and the working folder; progress goes to stderr."""
    from api.cli.opening import open_settings
    from api.cli.progress import Reporter
    from eval.sets import Work
    from eval.sets.archives import default_work

    settings = open_settings(archive)
    with Reporter(patient=True) as reporter, redirect_stdout(sys.stderr):
        yield Work(folder or default_work(), settings.index(), settings.model_cache, reporter.index)


def open_sets(texts: Sequence[str] | None, work: Work) -> list[LabelledSet]:
    """Open labelled sets as they are written on the command line.

    Raises
    ------
    UsageError
        Naming the first that cannot be opened; nothing is built before all are known.
    """
    from eval.sets import open_set, parse_set

    parsed = [parse_set(text) for text in dict.fromkeys(texts or ["sample"])]
    names = [name for name, _ in parsed]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"The set {name} is given twice, with two folders.", "Give it once.")
    opened = []
    for name, folder in parsed:
        found = open_set(name, folder, work)
        if found.unread:
            first = one_line(found.unread[0])
            notice(
                f"{name}: {len(found.unread)} files could not be read, and nothing in them "
                f"counts as evidence. The first: {first}"
            )
        opened.append(found)
    return opened


def own_archive(archive: Path | None) -> Path:
    """Return the archive in force, which must be there.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    from api.cli.opening import open_archive, open_settings

    settings = open_settings(archive)
    open_archive(settings).close()
    return settings.archive


def one_source(
    chosen: str | None, file: Path | None, what: str, archive: Path | None = None
) -> None:
    """Check that either a set or a file of one's own is given, and an archive only with the latter.

    Raises
    ------
    UsageError
        When both are, or neither.
    """
    if (chosen is None) == (file is None):
        raise UsageError(f"Give either --set or {what}.", "See: minuted eval --help")
    if chosen is not None and archive is not None:
        raise UsageError(
            "A set brings its own archive.",
            f"Leave out --archive, or give {what} instead of --set.",
        )
