"""Generations: complete, immutable builds of the index, and which one is in use.

``index/CURRENT`` holds the name of the generation in use and is replaced by an
atomic rename, so that whatever is killed, the last complete one still opens.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from corpus.errors import IndexUnusableError, MinutedError
from indexer import manifest as manifests
from indexer.commitments.store import CommitmentStore
from indexer.dense import DenseIndex
from indexer.lexical import LexicalIndex, open_lexical
from indexer.manifest import MEND, IndexSettings, Manifest
from indexer.passage_store import PassageStore
from indexer.vocabulary import Vocabulary

KEPT = 2
"""Generations kept on disk: the one in use, and the one a running server may still read."""

_CHECK_ALL_UP_TO = 64_000_000
"""Bytes. Hashing that much takes under 0.2 s; ``minuted doctor`` checks larger ones whole."""

_NAME = re.compile(r"gen-(\d{6,})")


class Generation:
    """One build of the index, opened for searching.

    Parameters
    ----------
    directory
        The generation's folder.
    settings
        The settings in force; they must be the ones it was built with.

    Raises
    ------
    IndexUnusableError
        When files are missing or altered, or settings differ.
    """

    def __init__(self, directory: Path, settings: IndexSettings | None = None) -> None:
        self.directory = directory
        self.manifest = manifests.read_manifest(directory)
        if settings is not None:
            _check_settings(self.manifest, settings)
        _check_files(directory, self.manifest)
        try:
            self.passages = PassageStore(directory)
            self.vocabulary = Vocabulary(directory)
            self.commitments = CommitmentStore(directory)
            commitments = len(self.commitments)
            self.dense = DenseIndex.open(directory / "dense")
            self.lexical: LexicalIndex = open_lexical(
                self.manifest.settings.lexical_engine, directory / "lexical"
            )
            sizes = {len(self.passages), self.dense.size, self.lexical.size}
        except MinutedError:
            raise
        except Exception as error:  # the engines raise whatever they like on damaged files
            raise IndexUnusableError(
                f"The index {directory.name} cannot be opened: {error}.", MEND
            ) from error
        if sizes != {self.manifest.passages}:
            raise IndexUnusableError(
                f"The parts of index {directory.name} do not hold the same passages.", MEND
            )
        if commitments != self.manifest.commitments:
            raise IndexUnusableError(
                f"The register of index {directory.name} is not the one that was built.", MEND
            )

    @property
    def name(self) -> str:
        """The generation's name."""
        return self.manifest.generation

    def close(self) -> None:
        """Let go of its files."""
        self.passages.close()
        self.vocabulary.close()
        self.commitments.close()


def _check_settings(manifest: Manifest, settings: IndexSettings) -> None:
    if manifest.settings.headers != settings.headers:
        built = "with" if manifest.settings.headers else "without"
        raise IndexUnusableError(f"The index was built {built} headers.", MEND)
    for name in ("model", "lexical_engine"):
        built, now = getattr(manifest.settings, name), getattr(settings, name)
        if built != now:
            raise IndexUnusableError(
                f"The index was built with {name} = {built!r}; the settings now say {now!r}.",
                f"Set MINUTED_{name.upper()}={built} again, or build the index anew: minuted index",
            )


def _check_files(directory: Path, manifest: Manifest) -> None:
    paths = [directory / name for name in manifest.files]
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise IndexUnusableError(
            f"The index {directory.name} lacks the file {missing[0].name}.", MEND
        )
    if sum(path.stat().st_size for path in paths) <= _CHECK_ALL_UP_TO:
        damaged = manifests.damaged_files(directory, manifest)
        if damaged:
            raise IndexUnusableError(
                f"The index {directory.name} is damaged: {damaged[0]} is not what was built.", MEND
            )


def index_root(archive_root: Path) -> Path:
    """Return the folder of an archive's generations."""
    return archive_root / "index"


def current_name(root: Path) -> str | None:
    """Return the name of the generation in use, or None when there is none yet.

    Raises
    ------
    IndexUnusableError
        When ``CURRENT`` does not name a generation.
    """
    try:
        name = (root / "CURRENT").read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    if not _NAME.fullmatch(name):
        raise IndexUnusableError("The file index/CURRENT does not name a generation.", MEND)
    return name


def open_current(archive_root: Path, settings: IndexSettings | None = None) -> Generation:
    """Open the generation in use.

    Raises
    ------
    IndexUnusableError
        When there is none, or it cannot be used; the message names the mend.
    """
    root = index_root(archive_root)
    name = current_name(root)
    if name is None:
        raise IndexUnusableError(f"The archive {archive_root} has no index yet.", MEND)
    if not (root / name).is_dir():
        raise IndexUnusableError(f"The index {name}, said to be in use, is not there.", MEND)
    return Generation(root / name, settings)


def next_name(root: Path) -> str:
    """Return a name that no generation has had, so far as the folder tells."""
    taken = [int(m.group(1)) for p in root.glob("gen-*") if (m := _NAME.fullmatch(p.name))]
    return f"gen-{max(taken, default=0) + 1:06d}"


def publish(root: Path, directory: Path, name: str) -> None:
    """Make a finished folder the generation in use; either wholly or not at all."""
    for path in sorted(directory.rglob("*")):
        _sync(path)
    target = root / name
    directory.rename(target)
    _sync(root)
    temporary = root / ".CURRENT.tmp"
    temporary.write_text(name + "\n", encoding="utf-8")
    _sync(temporary)
    temporary.replace(root / "CURRENT")
    _sync(root)


def _sync(path: Path) -> None:
    """Force a file or folder to the disk, where the system lets a folder be opened."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(root: Path) -> None:
    """Remove what killed builds left behind, and generations older than those kept."""
    for path in root.glob(".building-*"):
        shutil.rmtree(path, ignore_errors=True)
    current = current_name(root)
    if current is None:
        return
    complete = sorted(p.name for p in root.glob("gen-*") if _NAME.fullmatch(p.name))
    older = [name for name in complete if name < current]
    # A generation newer than CURRENT was finished but never taken into use.
    for name in [*older[: max(0, len(older) - (KEPT - 1))], *(n for n in complete if n > current)]:
        shutil.rmtree(root / name, ignore_errors=True)
