"""Archives made for measuring: built once for given files, and found again.

Each stands in a folder of its own, named after what it was made from, under a
working folder that can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus import readers
from corpus.archive import Archive
from corpus.archive_writer import ArchiveWriter
from corpus.catalogue import FILE_NAME
from corpus.discovery import discover
from corpus.errors import UsageError
from corpus.ingest import ingest
from corpus.metadata import read_table
from indexer.build import build_index, fingerprint
from indexer.embedder import open_embedder
from indexer.exported_model import default_cache
from indexer.manifest import IndexSettings
from indexer.model_export import ensure_exported

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, done, in all)."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def default_work() -> Path:
    """Return the folder for archives made for measuring: beside the exported models."""
    return default_cache().parent / "eval"


@dataclass(frozen=True, slots=True)
class Work:
    """Where archives are made for measuring, with which settings, and who is told.

    Attributes
    ----------
    folder
        The working folder.
    settings
        Model and engine of the index; ``headers`` is set by whoever asks.
    model_cache
        Where exported models are kept; the user's cache folder by default.
    progress
        Told how far the work has come.
    """

    folder: Path = field(default_factory=default_work)
    settings: IndexSettings = field(default_factory=IndexSettings)
    model_cache: Path | None = None
    progress: Progress = silent

    def with_headers(self, headers: bool) -> IndexSettings:
        """Return the settings of an index with or without headers."""
        return replace(self.settings, headers=headers)


def files_key(folders: Iterable[Path], *more: Path | None) -> str:
    """Return a short sha256 of names and bytes of all files under some folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape"))
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for extra in more:
        if extra is not None:
            digest.update(extra.read_bytes())
    return digest.hexdigest()[:16]


def fill(
    work: Work,
    name: str,
    folders: Sequence[Path],
    table: Path | None = None,
    endings: Collection[str] = readers.SUFFIXES,
) -> tuple[Path, tuple[str, ...]]:
    """Read folders of minutes into an archive; one that is complete already is left as it is.

    Files whose ending is not among ``endings`` are passed over.

    Returns
    -------
    root : Path
        The archive's folder.
    unread : tuple of str
        Files that could not be read, with the reason: they are nobody's evidence.

    Raises
    ------
    UsageError
        When a folder is not there.
    """
    for path in [*folders, *([table] if table else [])]:
        if not path.exists():
            raise UsageError(f"{path} is not there.", "Give the folder that holds the set.")
    root = work.folder / f"{name}-{files_key(folders, table)}" / "archive"
    with ArchiveWriter(root) as archive:
        ingest(
            archive,
            discover(folders, frozenset(endings)),
            read_table(table) if table else None,
            progress=lambda done, total, _file: work.progress(f"reading {name}", done, total),
        )
        unread = tuple(f"{Path(f.source).name}: {f.reason}" for f in archive.failures())
    return root, unread


def fill_made(
    work: Work, name: str, make: Callable[[Path], object]
) -> tuple[Path, tuple[str, ...]]:
    """Do the same with files that ``make`` writes into the folder it is given.

    They are kept beside the archive, since a document is known by its place.
    """
    work.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work.folder, prefix=".making-") as temporary:
        made = Path(temporary) / "files"
        made.mkdir()
        make(made)
        files = work.folder / f"{name}-{files_key([made])}" / "files"
        if not files.is_dir():
            files.parent.mkdir(parents=True, exist_ok=True)
            with suppress(OSError):  # another process was first
                made.rename(files)
    return fill(work, name, [files])


def index(work: Work, root: Path) -> IndexSettings:
    """Bring an archive's index up to date; return the settings to open it with."""
    return _build(work, root, work.with_headers(True))


def without_headers(work: Work, root: Path) -> Path:
    """Return a copy of an archive that is indexed without headers.

    An archive has one index, so another one needs another archive: its
    catalogue is copied (the originals are not read to build an index), and so
    documents and passages have the same ids.
    """
    with Archive(root) as archive:
        mark = fingerprint(archive.documents())[:16]
    target = work.folder / f"without-headers-{mark}" / "archive"
    if not (target / FILE_NAME).is_file():
        target.mkdir(parents=True, exist_ok=True)
        part = target / f".{FILE_NAME}.part"
        part.unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(root / FILE_NAME)) as source,
            closing(sqlite3.connect(part)) as copy,
        ):
            source.backup(copy)
        part.replace(target / FILE_NAME)
    _build(work, target, work.with_headers(False))
    return target


def _build(work: Work, root: Path, settings: IndexSettings) -> IndexSettings:
    ensure_exported(settings.model, work.model_cache)
    embedder = open_embedder(settings.model, work.model_cache)
    with ArchiveWriter(root) as archive:
        build_index(archive, settings, embedder, "evaluation", progress=work.progress)
    return settings
