"""Finding the files to read under the paths that were given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UsageError

DOCUMENT_SUFFIXES = frozenset({".pages", ".wpd", ".wps", ".dotx", ".sxw", ".p7m"})
"""Endings that promise minutes but have no reader: they are handed on all the
same, so that each is recorded as not read rather than passed over."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read.

    ``named`` tells whether it was given by name: such a file is always read,
    whatever its ending, while a folder yields only the endings that are known.
    """

    path: Path
    named: bool


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files to read; those that are no documents; folders and links that cannot be opened."""

    files: tuple[Found, ...]
    passed_over: tuple[Path, ...]
    unreadable: tuple[tuple[Path, str], ...] = ()


def discover(paths: Iterable[Path], suffixes: frozenset[str]) -> Discovery:
    """List the files under ``paths``, sorted, each once.

    Folders are walked to any depth. A link to a folder is followed only the
    first time its real place is met, so a folder that links to its parent ends.
    Hidden files, sidecars and files that office programs leave behind (``~$``)
    are left out; files of other kinds are listed, so that nothing is passed
    over silently.

    Raises
    ------
    UsageError
        When a path does not exist.
    """
    wanted = suffixes | DOCUMENT_SUFFIXES
    files: dict[str, Found] = {}
    others: dict[str, Path] = {}
    visited: set[str] = set()
    unreadable: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            for found in _walk(path, visited, unreadable):
                if found.suffix.lower() in wanted:
                    files.setdefault(os.path.realpath(found), Found(found, named=False))
                elif not _is_companion(found):
                    others.setdefault(os.path.realpath(found), found)
        elif path.exists():
            files[os.path.realpath(path)] = Found(path, named=True)
        else:
            raise UsageError(f"There is no file or folder {path}.", "Check the path.")
    return Discovery(
        tuple(sorted(files.values(), key=lambda f: str(f.path))),
        tuple(sorted(path for key, path in others.items() if key not in files)),
        tuple(sorted(unreadable)),
    )


def _walk(root: Path, visited: set[str], unreadable: list[tuple[Path, str]]) -> Iterator[Path]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        real = os.path.realpath(folder)
        if real in visited:
            continue
        visited.add(real)
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            unreadable.append((folder, f"The folder cannot be opened: {error.strerror}."))
            continue
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir():
                waiting.append(entry)
            elif entry.is_file():
                yield entry
            elif entry.is_symlink():
                unreadable.append((entry, "The link points to nothing."))


def _is_companion(path: Path) -> bool:
    """Tell whether a file is a sidecar or a metadata table rather than minutes."""
    return path.suffix.lower() in {".json", ".csv"}
