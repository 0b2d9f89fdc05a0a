"""What ``minuted doctor`` looks at: the catalogue, the originals, the texts, the files.

The checks of the index are in `index_checks`. A check that cannot be made
because an earlier one failed is left out; the earlier one names the mend.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import MinutedError

if TYPE_CHECKING:
    from api.settings import Settings
    from corpus.archive import Archive
    from corpus.model import Document

Progress = Callable[[str, int, int], None]
_NAMED = 3
"""Examples named in a message; their number is always told."""


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    PROBLEM = "problem"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, what was found, and what mends it."""

    name: str
    state: State
    detail: str
    mend: str | None = None


def ok(name: str, detail: str) -> Check:
    """Return a check that found nothing to mend."""
    return Check(name, State.OK, detail)


def problem(name: str, detail: str, mend: str | None) -> Check:
    """Return a check that found something to mend."""
    return Check(name, State.PROBLEM, detail, mend)


def from_error(name: str, error: MinutedError) -> Check:
    """Return the problem an error tells of."""
    return problem(name, error.message, error.mend)


def some(names: Iterable[str]) -> str:
    """Return the first few of many names.

    >>> some(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    listed = list(names)
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return ", ".join(listed[:_NAMED]) + more


def examine(settings: Settings, progress: Progress) -> list[Check]:
    """Make every check that can be made, in a fixed order."""
    from api.cli.index_checks import check_index, check_model
    from api.cli.opening import open_archive

    try:
        archive = open_archive(settings)
    except MinutedError as error:
        return [from_error("archive", error)]
    with archive:
        checks = [ok("archive", f"{settings.archive} opens")]
        try:
            checks.append(_catalogue(archive.root))
            documents = archive.documents(replaced=True)
            checks.append(_originals(archive, documents, progress))
            checks.append(_texts(archive, documents, progress))
            checks += [_failures(archive), _pages(documents), _sources(archive)]
        except sqlite3.DatabaseError as error:
            checks.append(_damaged(archive.root, str(error)))
            return checks
        checks.append(check_model(settings))
        checks += check_index(archive, settings, progress)
    return checks


def _damaged(root: Path, what: str) -> Check:
    return problem(
        "catalogue",
        f"The catalogue is damaged: {what}.",
        f"Move {root} aside and run minuted add on your folders again; the originals are kept in "
        "its originals/ folder.",
    )


def _catalogue(root: Path) -> Check:
    from corpus import catalogue

    with closing(catalogue.connect(root / catalogue.FILE_NAME, write=False)) as db:
        found = [str(row[0]) for row in db.execute("PRAGMA integrity_check(10)")]
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    if found != ["ok"]:
        return _damaged(root, "; ".join(found))
    if broken:
        return _damaged(root, f"{len(broken)} rows belong to no document")
    return ok("catalogue", f"sound, version {catalogue.latest_version()}")


def _originals(archive: Archive, documents: list[Document], progress: Progress) -> Check:
    wanted = {d.sha256: d.source for d in documents}
    missing, altered = [], []
    for done, (sha256, source) in enumerate(sorted(wanted.items())):
        progress("Checking originals", done, len(wanted))
        try:
            with archive.originals.path(sha256).open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                    altered.append(source)
        except OSError:
            missing.append(source)
    if not missing and not altered:
        return ok("originals", f"{len(wanted):,} present, every sha256 right")
    said = []
    if missing:
        said.append(f"{len(missing)} cannot be opened ({some(missing)})")
    if altered:
        said.append(f"{len(altered)} are not what was received ({some(altered)})")
    return problem(
        "originals",
        "; ".join(said) + ".",
        f"Restore {archive.root / 'originals'} from a backup; quotes are checked against the "
        "stored text and stay right.",
    )


def _texts(archive: Archive, documents: list[Document], progress: Progress) -> Check:
    wrong = []
    for done, document in enumerate(documents):
        progress("Checking texts", done, len(documents))
        text = archive.text(document.id)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest != document.text_sha256 or len(text) != document.characters:
            wrong.append(f"{document.id} ({document.source})")
    if wrong:
        return problem(
            "texts",
            f"{len(wrong)} stored texts are not what was read: {some(wrong)}. Nothing is quoted "
            "from them.",
            f"Restore {archive.root} from a backup, or move it aside and add your folders again: "
            "minuted add FOLDER",
        )
    return ok("texts", f"{len(documents):,} stored texts have the right sha256")


def _failures(archive: Archive) -> Check:
    failures = archive.failures()
    if not failures:
        return ok("unread files", "none")
    return Check(
        "unread files",
        State.NOTICE,
        f"{len(failures)} could not be read: {some(f.source for f in failures)}.",
        "See the reasons with minuted coverage; save them in another format and add them.",
    )


def _pages(documents: list[Document]) -> Check:
    without = [d for d in documents if d.current and d.pages_without_text]
    if not without:
        return ok("pages without text", "none")
    pages = sum(len(d.pages_without_text) for d in without)
    return Check(
        "pages without text",
        State.NOTICE,
        f"{pages} cannot be searched, in {some(d.source for d in without)}.",
        "Run the files through text recognition (OCR) and add the result.",
    )


def _sources(archive: Archive) -> Check:
    """Look for sources whose file has gone; what was read from them is kept."""
    known = archive.known_sources()
    gone = [source for key, source in known if "://" not in key and not Path(key).exists()]
    if not gone:
        return ok("sources", f"{len(known):,}, all where they were")
    return Check(
        "sources",
        State.NOTICE,
        f"{len(gone)} files are no longer where they were added from: {some(gone)}. The archive "
        "keeps what it read.",
        None,
    )
