"""Opening the rooms for a command: settings first, then only what the command needs.

Everything heavy is imported inside the functions, so that a command pays for
what it uses and for nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.errors import show_tracebacks
from api.settings import Settings, load_settings

if TYPE_CHECKING:
    from corpus.archive import Archive
    from corpus.archive_writer import ArchiveWriter
    from retrieval.engine import Engine


def version() -> str:
    """Return Minuted's version."""
    from importlib.metadata import version as installed

    return installed("minuted")


def open_settings(archive: Path | None) -> Settings:
    """Read the settings in force and take up those that hold for the whole process.

    Raises
    ------
    UsageError
        When a setting is unknown or out of bounds, or the reference file cannot be used.
    """
    settings = load_settings(archive)
    show_tracebacks(settings.debug)
    if settings.reference is not None:
        from corpus.reference import load_extension

        load_extension(settings.reference)
    return settings


def open_archive(settings: Settings) -> Archive:
    """Open the archive for reading.

    Raises
    ------
    NotFoundError, ArchiveError
        When there is none, or it cannot be opened.
    """
    from corpus.archive import Archive

    return Archive(settings.archive)


def open_writer(settings: Settings, *, create: bool) -> ArchiveWriter:
    """Open the archive for writing; only ``minuted add`` may make a new one.

    Raises
    ------
    NotFoundError
        When there is none and ``create`` is false.
    ArchiveError
        When it cannot be written, or another command is writing to it.
    """
    from corpus.archive import Archive
    from corpus.archive_writer import ArchiveWriter
    from corpus.catalogue import FILE_NAME

    if not create and not (settings.archive / FILE_NAME).is_file():
        Archive(settings.archive)  # says that there is none, and how to make one
    return ArchiveWriter(settings.archive)


def open_engine(settings: Settings) -> Engine:
    """Open the engine that searches and answers; it never imports torch.

    Raises
    ------
    NotFoundError, ArchiveError
        When there is no archive, or it cannot be opened.
    """
    from retrieval.engine import Engine

    return Engine(settings.archive, settings.index(), settings.model_cache)
