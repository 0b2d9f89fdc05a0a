"""Settings: from ``MINUTED_*`` variables or a ``minuted.toml`` beside the archive.

The order, strongest first: command line, environment, ``minuted.toml``,
defaults. An unknown key is an error, never ignored: a misspelt setting that
silently does nothing is found out at the worst moment.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import UsageError
from corpus.processors import usable_processors
from indexer.manifest import IndexSettings

if TYPE_CHECKING:
    from corpus.readers import Limits

PREFIX = "MINUTED_"
FILE_NAME = "minuted.toml"


class Settings(BaseModel):
    """Everything that can be set.

    Attributes
    ----------
    archive
        The archive's folder.
    model
        ``all-MiniLM-L6-v2``, a folder of a sentence-transformers model, or a hub name.
    model_cache
        Where exported models are kept; the user's cache folder by default.
    lexical_engine
        ``tantivy`` or ``rank-bm25``.
    max_file_mb
        The largest file read, in megabytes; text files a tenth of it.
    max_pdf_pages, max_pdf_seconds
        The most pages of a PDF, and how long reading one may take, OCR included.
    processes
        How many processes read files, at most; 1 to read them in the command's own. The
        processors that Minuted may use by default, up to eight.
    contact
        How the keepers of fetched sites reach you: an e-mail address or a page.
    reference
        A JSON file that adds forces, bodies, acronyms and topics to the built-in ones.
    reviewer
        Who reviews commitments where ``--by`` is not given.
    debug
        Show where in the program an error arose, besides what to do about it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    archive: Path = Path("archive")
    model: str = Field(default="all-MiniLM-L6-v2", min_length=1, max_length=500)
    model_cache: Path | None = None
    lexical_engine: Literal["tantivy", "rank-bm25"] = "tantivy"
    max_file_mb: int = Field(default=200, ge=1, le=4_000)
    max_pdf_pages: int = Field(default=5_000, ge=1, le=100_000)
    max_pdf_seconds: int = Field(default=300, ge=1, le=86_400)
    processes: int = Field(default_factory=usable_processors, ge=1, le=64)
    contact: str | None = Field(default=None, min_length=1, max_length=200)
    reference: Path | None = None
    reviewer: str | None = Field(default=None, min_length=1, max_length=200)
    debug: bool = False

    def index(self) -> IndexSettings:
        """Return the settings an index depends on."""
        return IndexSettings(model=self.model, lexical_engine=self.lexical_engine)

    def limits(self) -> Limits:
        """Return the sizes above which files are refused."""
        # The readers bring in the PDF and Word libraries: a fifth of a second
        # that a question, which reads no file, does not have to wait.
        from corpus.readers import Limits

        return Limits(
            max_bytes=self.max_file_mb * 100_000,
            max_binary_bytes=self.max_file_mb * 1_000_000,
            max_pages=self.max_pdf_pages,
            pdf_seconds=self.max_pdf_seconds,
        )


def load_settings(archive: Path | None = None) -> Settings:
    """Read the settings in force.

    Parameters
    ----------
    archive
        What ``--archive`` says, if anything.

    Raises
    ------
    UsageError
        When a key is unknown or a value out of bounds; the message names both
        and says where it was read.
    """
    from_environment = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in os.environ.items()
        if name.startswith(PREFIX) and value
    }
    root = archive or Path(from_environment.get("archive", Settings().archive))
    values: dict[str, Any] = {"archive": root}
    path = root.resolve().parent / FILE_NAME
    if path.is_file():
        values |= _from_file(path, root)
    values |= from_environment | {"archive": root}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise UsageError(_explain(error, path, from_environment)) from None


def _from_file(path: Path, root: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The settings file {path} cannot be read: {error}.") from error
    if "archive" in values:
        raise UsageError(
            f"{path} sets 'archive', but lies beside the archive {root} already.",
            "Remove that line; name another archive with --archive or MINUTED_ARCHIVE.",
        )
    for key in ("model_cache", "reference"):
        if isinstance(values.get(key), str):
            values[key] = path.parent / values[key]
    return values


def _explain(error: ValidationError, path: Path, from_environment: dict[str, str]) -> str:
    lines = []
    for fault in error.errors():
        key = ".".join(str(part) for part in fault["loc"])
        where = f"{PREFIX}{key.upper()}" if key in from_environment else f"{path}: {key}"
        if fault["type"] == "extra_forbidden":
            known = ", ".join(name for name in Settings.model_fields if name != "archive")
            lines.append(f"{where} is not a setting (known: {known}).")
        else:
            lines.append(f"{where}: {fault['msg']} (it is {fault['input']!r}).")
    return " ".join(lines)
