"""Judging what came: is it what was promised, what is it called, what is said of it."""

from __future__ import annotations

from corpus import readers
from corpus.errors import ReadError
from corpus.metadata import FIELDS
from corpus.model import Metadata
from corpus.sites.addresses import file_name, shown, suffix_of
from corpus.sites.faults import FetchError
from corpus.sites.fetcher import Fetched
from corpus.sites.wanted import Wanted

_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml", ".txt", ".md"})
FILE_SUFFIXES = readers.SUFFIXES - _PAGE_SUFFIXES
"""Endings of files that hold minutes; a web page in their place is an error page."""

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def check(wanted: Wanted, fetched: Fetched, body: bytes, name: str) -> None:
    """See to it that what came can be what was promised.

    Raises
    ------
    FetchError
        When it is empty, cut short, or a web page in place of a file.
    """
    if not body.strip():
        raise FetchError(f"{shown(wanted.url)} is empty.")
    if fetched.changed and not fetched.whole and _cut_short(body):
        raise FetchError(f"The answer from {shown(wanted.url)} was cut short.", again=True)
    promised = wanted.is_file or suffix_of(wanted.url) in FILE_SUFFIXES
    if promised and is_page(body, name):
        raise FetchError(
            f"{shown(wanted.url)} should be a file, but the site sent a web page.",
            "Open it in your browser: the site may want a log-in, or show an error.",
        )


def reader_name(url: str, content_type: str) -> str:
    """Return the file name by which a reader knows what came from an address.

    The type that the server states only helps where the content does not tell.
    """
    name = file_name(url)[-100:] or "page"
    suffix = suffix_of(url)
    if content_type in _PAGE_TYPES and suffix not in (".html", ".htm"):
        return f"{name}.html"
    if content_type == "text/plain" and suffix not in (".txt", ".md"):
        return f"{name}.txt"
    return name


def settle(held: Metadata | None, said: Metadata, given: Metadata) -> Metadata:
    """Return what holds of a document: what a person has said of it, else the site's word.

    What was said once stays said until something else is said.

    Parameters
    ----------
    held
        What is held now, from the site or from a person.
    said
        What the site said last time: a field that differs from it is a person's.
    given
        What the site says now.
    """
    if held is None:
        return given
    settled = {}
    for field in FIELDS:
        now, new = getattr(held, field), getattr(given, field)
        is_persons = now is not None and now != getattr(said, field)
        settled[field] = now if is_persons or new is None else new
    return Metadata(**settled)


def is_page(body: bytes, name: str) -> bool:
    """Tell whether the content is a web page."""
    try:
        return readers.identify(body, name).name == "html"
    except ReadError:
        return False


def _cut_short(body: bytes) -> bool:
    """Tell a PDF whose end is missing; only asked where no length was stated."""
    return body.lstrip()[:5] == b"%PDF-" and b"%%EOF" not in body[-2048:]
