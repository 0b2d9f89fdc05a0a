"""Does a link lead to minutes? Judged by its words and its address, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.sites.addresses import path_of, suffix_of
from corpus.sites.judging import FILE_SUFFIXES
from corpus.sites.links import Link
from corpus.structure.dates import find_dates

_RECORD = re.compile(
    r"\bminutes?\b|\bmins\b|\bcofnodion\b|\bmeeting notes?\b|\bnotes? of (?:the |a )?meeting"
    r"|\brecord of (?:the |a )?meeting|\baction (?:log|notes?|sheet)\b",
    re.IGNORECASE,
)
# "Read in 5 minutes", "a 10-minute survey", "every few minutes".
_OF_TIME = re.compile(
    r"\b(?:(?:in|for|under|within|about|around|last|every|than|to|only|just|takes?|a|few|couple of)"
    r"\s+)?\d{1,2}\s*-?\s*min(?:ute)?s?\s+(?:read|ago|walk|drive|long|survey|video|film|guide|form)\b"
    r"|\b(?:in|for|under|within|about|last|every|than|takes?|only|just)\s+"
    r"(?:a\s+few|few|\d{1,2}|five|ten)\s*-?\s*min(?:ute)?s?\b"
    r"|\b(?:a|few)\s+(?:few\s+)?min(?:ute)?s?\b|\bminutes?['’]?s?\s+silence\b"
    r"|\btaking minutes\b|\bminute[- ]tak",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
    r"|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
)
_WHEN = re.compile(
    rf"\b(?:{_MONTH})\W{{0,3}}(?:19|20)?\d\d\b|(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{{6}}(?:\d\d)?(?!\d)",
    re.IGNORECASE,
)
_LITTLE = frozenset(
    re.findall(
        r"\w+",
        "a about an at click details doc document docx download file for full here html in kb link "
        "mb more new of on open opens page pdf read see tab text the this to version view web "
        "window word your",
    )
)
"""Words of links that say nothing of what is behind them."""
_SAYS_FILE = re.compile(r"\b(?:pdf|docx?|odt|word)\b", re.IGNORECASE)
_PAGE_SUFFIXES = frozenset(
    {"", ".html", ".htm", ".xhtml", ".aspx", ".asp", ".php", ".cfm", ".jsp", ".shtml"}
)
_TEXT_SUFFIXES = frozenset({".txt", ".md"})


class Likeness(StrEnum):
    """What a link is taken for."""

    MINUTES = "minutes"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a link is taken for and, when it is not taken, why not."""

    likeness: Likeness
    is_file: bool
    reason: str = ""


def speaks_of_minutes(text: str) -> bool:
    """Tell whether a name speaks of the minutes of a meeting.

    >>> speaks_of_minutes("Minutes 4 June 2024"), speaks_of_minutes("Report it in 5 minutes")
    (True, False)
    """
    return bool(_RECORD.search(_OF_TIME.sub(" ", _words(text))))


def judge(link: Link, also: tuple[str, ...] = ()) -> Verdict:
    """Tell whether a link leads to minutes.

    A file counts when its name speaks of minutes. A page must speak of a day,
    month or year too: a page called "Minutes" alone is a list of them.

    Parameters
    ----------
    link
        The link; the words around it count where it has none that say anything.
    also
        Words of the caller's that stand for minutes as well.
    """
    said = link.text
    if all(word.lower() in _LITTLE or word.isdigit() for word in re.findall(r"\w+", said)):
        said = f"{said} {link.around}"
    last = path_of(link.url).rstrip("/").rpartition("/")[2]
    name = f"{said} {_words(last)}"
    suffix = suffix_of(link.url)
    is_file = suffix in FILE_SUFFIXES
    speaks = speaks_of_minutes(said) or speaks_of_minutes(last)
    speaks = speaks or any(word.lower() in f"{name} {link.url}".lower() for word in also)
    if not speaks:
        return Verdict(Likeness.OTHER, is_file, "neither its words nor its name speak of minutes")
    if _is_other_file(suffix):
        return Verdict(Likeness.OTHER, is_file, f"a {suffix} file, which is not read")
    if is_file or suffix in _TEXT_SUFFIXES or _SAYS_FILE.search(said):
        return Verdict(Likeness.MINUTES, is_file)
    if _says_when(name):
        return Verdict(Likeness.MINUTES, is_file)
    return Verdict(
        Likeness.LIST,
        is_file,
        "speaks of minutes but of no date: if it is a list of minutes, give its address too",
    )


def _is_other_file(suffix: str) -> bool:
    """Tell the ending of a file that holds no minutes; ``.2024`` is no ending."""
    if suffix in _PAGE_SUFFIXES | FILE_SUFFIXES | _TEXT_SUFFIXES or suffix[1:].isdigit():
        return False
    return bool(re.fullmatch(r"\.[a-z0-9]{2,5}", suffix))


def says_when(text: str) -> bool:
    """Tell whether a name speaks of a day, a month with its year, or a year."""
    return _says_when(_words(text))


def _says_when(text: str) -> bool:
    return any(found.date for found in find_dates(text)) or bool(_WHEN.search(text))


def _words(name: str) -> str:
    """Return a file name as words: ``pab-minutes_8-february`` reads like a sentence."""
    return re.sub(r"[-_+.]+", " ", name) if " " not in name.strip() else name
