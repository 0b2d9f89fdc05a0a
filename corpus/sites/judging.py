"""Judging what came: is it what was promised, what is it called, what is said of it."""

from __future__ import annotations

import re

from corpus import readers
from corpus.errors import ReadError
from corpus.metadata import FIELDS
from corpus.model import Metadata
from corpus.sites.addresses import file_name, shown, suffix_of
from corpus.sites.faults import FetchError
from corpus.sites.fetcher import Fetched
from corpus.sites.wanted import Wanted
from corpus.structure import find_dates

_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml", ".txt", ".md"})
FILE_SUFFIXES = readers.SUFFIXES - _PAGE_SUFFIXES
"""Endings of files that hold minutes; a web page in their place is an error page."""

_ERROR_WORDS = 150
"""Words of an error page, menus and footers left out, at most."""

_OPENING = 150
"""Code points in which an error page says what it is."""

_LEFT_WORDS, _LEFT_SHARE = 100, 0.2
"""A page of fewer words, and of less than this share of what it held, lost its record."""

_SPEAKS_OF_ERROR = re.compile(
    r"\b(?:not|cannot be|could not be|can[’']t be) (?:found|displayed)\b"
    r"|\b(?:404|403|500|503)\b.{0,20}\b(?:error|forbidden)\b|\berror (?:404|403|500|503)\b"
    r"|\bpage (?:is )?no longer (?:available|exists?)\b|\baccess denied\b"
    r"|\b(?:service|site|page) (?:is )?(?:temporarily |currently )?unavailable\b"
    r"|\b(?:log|sign) ?in (?:to|required|with)\b|\bsomething (?:has )?(?:gone|went) wrong\b"
    r"|\b(?:under|down for) maintenance\b|\bpage has been (?:moved|removed|deleted)\b",
    re.IGNORECASE,
)

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


def refuse_error_page(
    url: str,
    body: bytes,
    name: str,
    held: bytes | None,
    held_name: str,
    limits: readers.Limits,
) -> None:
    """See to it that a page is no error page that was sent with status 200.

    What it would replace is held on to; the page is asked for again next time.

    Parameters
    ----------
    url, body, name
        The page, and the name by which a reader knows it.
    held, held_name
        What is held of the address now, if anything.
    limits
        For reading both. A page that cannot be read is not judged: its reader says why when
        it is stored.

    Raises
    ------
    FetchError
        When it is a short page whose title or first lines speak of an error or a log-in, or
        a few words without a date in the place of a record.
    """
    if not is_page(body, name):
        return
    page = _page_text(body, name, limits)
    if page is None:
        return
    title, text = page
    words = text.split()
    kept = "; what is held of it is kept" if held else ""
    opening = f"{title}\n{text[:_OPENING]}"
    if len(words) < _ERROR_WORDS and _SPEAKS_OF_ERROR.search(opening):
        raise FetchError(
            f"{shown(url)} now shows what looks like an error page or a log-in{kept}.",
            "Open it in your browser. It is asked for again by the next run.",
        )
    before = _page_text(held, held_name, limits) if held else None
    if before is None:
        return
    words_before = len(before[1].split())
    shrunk = len(words) < _LEFT_WORDS and len(words) < _LEFT_SHARE * words_before
    if shrunk and not any(found.date for found in find_dates(text)):
        raise FetchError(
            f"{shown(url)} now holds {len(words)} words and no date, where it held "
            f"{words_before:,}{kept}.",
            "Open it in your browser. It is asked for again by the next run.",
        )


def _page_text(body: bytes, name: str, limits: readers.Limits) -> tuple[str, str] | None:
    """Return a page's own title and its text, or None when it cannot be read."""
    try:
        reading = readers.read(body, name, limits)
    except Exception:  # noqa: BLE001  it is met again, and told, when the page is stored
        return None
    return reading.title or "", reading.text


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
