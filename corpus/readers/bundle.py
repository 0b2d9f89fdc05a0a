"""Zip bundles: every member handed on, one at a time and never written to disk.

Sizes are counted as the bytes come out, whatever the zip says of them, over all the
bundles that lie in one another.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from corpus.errors import ReadError
from corpus.readers.container import Budget, Member, distinct, fit_name, leads_out, too_much
from corpus.readers.limits import Limits

NAME = "zip"
VERSION = 1  # raise whenever the same bytes would hand on other members

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db"})
_PIECE = 1 << 20


def members_of_zip(data: bytes, limits: Limits, budget: Budget) -> Iterator[Member]:
    """Yield what a zip holds, in its order, sidecars first.

    Raises
    ------
    ReadError
        When it cannot be opened at all, or has more members than the limits allow.
    """
    archive = _open(data)
    with archive:
        entries = list(archive.infolist())
        if len(entries) > budget.members_left:
            raise ReadError(
                f"The zip has {len(entries):,} members; bundles of up to {limits.max_members:,} "
                "files are read.",
                "Unpack it and add the folder.",
            )
        budget.members_left -= len(entries)
        # Sidecars first: what they say must be known when the documents come.
        entries.sort(key=_is_no_sidecar)
        yield from distinct(_member(archive, entry, limits, budget) for entry in entries)


def names_in_zip(data: bytes) -> set[str]:
    """Return the names of a zip's members, as they are handed on.

    Raises
    ------
    ReadError
        When it cannot be opened.
    """
    with _open(data) as archive:
        plain = (Member(fit_name(entry.filename), None) for entry in archive.infolist())
        return {member.name for member in distinct(plain)}


def _is_no_sidecar(entry: zipfile.ZipInfo) -> bool:
    return not entry.filename.lower().endswith(".json")


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # damaged zips fail in many ways: BadZipFile, struct, Unicode ...
        raise ReadError(
            "The zip is damaged and cannot be opened.",
            "Download it again, or unpack it and add the folder.",
        ) from error


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, budget: Budget
) -> Member:
    name = fit_name(entry.filename)
    if entry.is_dir():
        return Member(name, None, "a folder", passed_over=True)
    if _is_system_file(entry.filename):
        return Member(name, None, "left behind by a system", passed_over=True)
    if leads_out(entry.filename):
        return Member(
            name,
            None,
            "Its name leads out of the bundle, as in files that are built to do harm. "
            "Ask who sent it, and add the document by itself.",
        )
    if entry.flag_bits & 1:
        return Member(
            name,
            None,
            "It is locked with a password. Unpack the zip with the password and add the folder.",
        )
    try:
        return Member(name, _bytes(archive, entry, limits, budget))
    except ReadError as error:
        return Member(name, None, str(error), again=True)
    except Exception:  # noqa: BLE001  zlib, lzma, struct, NotImplementedError, RuntimeError, EOFError ...
        return Member(
            name, None, "It is damaged in the zip and cannot be taken out. Ask for it again."
        )


def _bytes(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, budget: Budget
) -> bytes:
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > min(limits.max_binary_bytes, budget.bytes_left):
                # What came out is paid for: a bundle of bombs is no cheaper than one bomb.
                budget.bytes_left = max(0, budget.bytes_left - size)
                raise too_much()
            pieces.append(piece)
    budget.spend(size)
    return b"".join(pieces)


def _is_system_file(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return (
        "__MACOSX" in path.parts
        or path.name.lower() in _SYSTEM_FILES
        or path.name.startswith((".", "~$"))
    )
