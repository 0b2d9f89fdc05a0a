"""Whether what was read is still where it was read from: files, and members of bundles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus import readers
from corpus.errors import ReadError

_SEPARATOR = "#"


def missing_sources(known: Iterable[tuple[str, str]]) -> list[str]:
    """Return the sources that are gone; what was read from them is kept.

    Of a bundle inside a bundle only the outer one is opened; addresses of sites are not
    looked up.

    Parameters
    ----------
    known
        Key and source of each, as the archive's ``known_sources`` gives them.
    """
    held: dict[Path, frozenset[str]] = {}
    gone = []
    for key, source in known:
        if "://" in key or Path(key).exists():
            continue
        bundle = _bundle_of(key)
        if bundle is None:
            gone.append(source)
            continue
        path, member = bundle
        if path not in held:
            held[path] = _names(path)
        if member not in held[path]:
            gone.append(source)
    return gone


def _bundle_of(key: str) -> tuple[Path, str] | None:
    """Return the file that a member's key names, and the member's name in it."""
    position = key.find(_SEPARATOR)
    while position >= 0:
        path = Path(key[:position])
        if path.is_file():
            return path, key[position + 1 :].partition(_SEPARATOR)[0]
        position = key.find(_SEPARATOR, position + 1)
    return None


def _names(path: Path) -> frozenset[str]:
    try:
        data = path.read_bytes()
        reader = readers.identify(data, path.name)
        if readers.is_container(reader):
            return readers.member_names(data, reader, readers.Limits())
    except (OSError, ReadError):
        pass
    return frozenset()
