"""Looking ahead in the files to come, so that several are read while one is being stored.

Looking ahead decides nothing: it guesses, by what is held now, which files will have to be
read, and has them begun. Each file is taken in when its turn comes, as if nothing had been
begun; so the archive is the same, in the same order, however many processes read. A wrong
guess costs time only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from corpus import readers
from corpus.archive_writer import ArchiveWriter
from corpus.intake import Incoming, Tried, is_held, reader_of
from corpus.model import Failure
from corpus.reading import Readings

T = TypeVar("T")

MOST_BYTES = 64_000_000
"""Bytes of files that wait for their turn; the last may take them over it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was done about a file that is to come.

    Attributes
    ----------
    size
        Bytes that wait with it.
    key
        The sha256 and the name of what was begun, if anything was.
    is_bundle
        Whether it holds files.
    """

    size: int = 0
    key: tuple[str, str] | None = None
    is_bundle: bool = False


def begin(archive: ArchiveWriter, readings: Readings, incoming: Incoming) -> Begun:
    """Have a file begun that will have to be read, as far as can be told now."""
    size = len(incoming.data)
    try:
        reader = reader_of(archive, incoming, Tried())
        if isinstance(reader, Failure):
            return Begun(size)
        if readers.is_container(reader):
            return Begun(size, is_bundle=True)
        if is_held(archive, incoming, reader):
            return Begun(size)
    except Exception:  # noqa: BLE001  it is met again, and told, when its turn comes
        return Begun(size)
    readings.begin(incoming.sha256, incoming.name, incoming.data)
    return Begun(size, (incoming.sha256, incoming.name))


def looking_ahead(
    things: Iterable[T],
    begin: Callable[[T], Begun],
    readings: Readings,
    *,
    beyond_bundles: bool = True,
) -> Iterator[T]:
    """Yield the same things in the same order, with some of those to come begun.

    Parameters
    ----------
    things
        Files, or members of a bundle; drawn early, as far as there is room.
    begin
        Begins to read one.
    readings
        Where they are read.
    beyond_bundles
        Whether to go on past a bundle before its turn: not where what is drawn early and
        what the bundle holds come out of one budget.
    """
    waiting: deque[tuple[T, Begun]] = deque()
    drawn = iter(things)
    trouble: Exception | None = None
    ended, held, blocked = False, 0, False
    try:
        while True:
            while not (ended or blocked) and len(waiting) < readings.ahead and held < MOST_BYTES:
                try:
                    thing = next(drawn)
                except StopIteration:
                    ended = True
                except Exception as error:  # noqa: BLE001  told after those that came before
                    trouble, ended = error, True
                else:
                    begun = begin(thing) if readings.ahead > 1 else Begun()
                    waiting.append((thing, begun))
                    held += begun.size
                    blocked = begun.is_bundle and not beyond_bundles
                    del thing
            if not waiting:
                break
            thing, begun = waiting.popleft()
            try:
                yield thing
            finally:
                _forget(readings, begun)
            held -= begun.size
            blocked = blocked and bool(waiting)
            del thing
        if trouble is not None:
            raise trouble
    finally:
        for _, begun in waiting:
            _forget(readings, begun)


def _forget(readings: Readings, begun: Begun) -> None:
    if begun.key:
        readings.forget(*begun.key)
