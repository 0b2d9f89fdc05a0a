"""What a heading looks like: its number, and words that are a title and no sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.structure.dates import find_dates
from corpus.structure.labels import is_label, is_labelled, is_page_number, without_papers
from corpus.structure.vocabulary import OPENINGS, SMALL_WORDS, VERBS

LONGEST_TITLE: Final = 160
LONGEST_PLAIN_TITLE: Final = 80

_NUMBER: Final = re.compile(
    r"(?i:(?:agenda\s)?item\s(?:no\.?\s?)?(?=\d)|(?:minute|ref)(?:erence)?\.?\s(?:no\.?\s)?(?=\d)"
    r"|ref/(?=\d{1,3}/\d\d/\d\d/\d{4}))?"
    r"(?P<number>"
    r"\d{1,3}/\d\d/\d\d/\d{4}"  # 03/17/08/2022: item, day, month, year
    r"|\d{1,4}/\d{2,4}"  # 39/20: minute, year
    r"|[A-Z]{2,4}\s?\d{1,4}/\d{2,4}"  # PCP 27/20
    r"|[A-Z]{1,3}\(\d{1,3}\)\s?\d{1,3}(?:\.[ivx]{1,4})?"  # TB(5)2
    r"|\d{1,4}\(\d{1,3}\)"  # 3(1)
    r"|\d{1,4}(?:\.\d{1,3}){1,4}"  # 4.1
    r"|\d{1,3}\((?:i{1,3}|iv|vi{0,3}|ix)\)"  # 4(i)
    r"|\d{1,3}(?:i{1,3}|iv|vi{0,3}|ix)(?=\)?:?(?:\s|$))"  # 7ii
    r"|\d{1,3}[a-z](?![a-z])"  # 5b
    r"|\d{1,4}"
    r")(?P<delimiter>\.\)|\):|[.):]|(?=\s[-–]\s))?(?=\s|$)"
)
_ROMAN: Final = re.compile(r"(\d{1,3})\(?([ivx]{1,4})\)?")
_ROMANS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d\s?(?:am|pm|hrs|hours)?\b", re.IGNORECASE)
_STRAY_NUMBER: Final = re.compile(r"(?P<stray>\d{1,2})\s(?=(?P<next>\d{1,2})[.)]\s)")
_TIME_AFTER: Final = re.compile(r"(?:am|pm|noon|hours|hrs|o'clock)\b|[-–]\s?\d", re.IGNORECASE)
_COUNTED_AFTER: Final = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
# Telephone numbers of the police: "101 Performance" is a topic, not item 101.
_TELEPHONES: Final = frozenset({"101", "999", "111", "105"})

_ENDS_SENTENCE: Final = re.compile(r"[.?!;,][\"'”’)]?$")
# An entry of a list within a sentence: "create a centre of excellence; and".
_LIST_ENTRY_END: Final = re.compile(r"[;,]\s(?:and|or)$|;$", re.IGNORECASE)
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
_ONLY_WHEN: Final = re.compile(
    r"(?:(?:early|mid|late|by|end\sof|from)[\s-])?(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)(?:\s\d{4})?",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’/&-]*")
_CAPITALS_RUN: Final = re.compile(r"[A-Z][A-Z0-9 &/,'’()–—-]*[A-Z)](?=\s+[A-Z]?[a-z]|\s+[A-Z]\s)")


@dataclass(frozen=True, slots=True)
class Number:
    """An item's number.

    Attributes
    ----------
    printed
        As printed, without the full stop or bracket after it.
    parts
        What orders it: ("4", "1") of 4.1, ("5", "b") of 5b, ("39",) of 39/20.
    marked
        Whether something besides a bare integer was printed ("4.", "4.1", "39/20").
    """

    printed: str
    parts: tuple[str, ...]
    marked: bool


def split_number(text: str) -> tuple[Number | None, str]:
    """Part a line into the number it begins with, if any, and the rest.

    >>> split_number("5b DELIVERY OF STRATEGIC INITIATIVES")[0].printed
    '5b'
    """
    stray = _STRAY_NUMBER.match(text)
    # A column of row numbers beside a printed number: "2 2. Domestic burglary".
    if stray is not None:
        text = text[stray.end() :]
    match = _NUMBER.match(text)
    if match is None:
        return None, text
    number, delimiter = match["number"], match["delimiter"]
    rest = text[match.end() :].lstrip(" \t-–—:").strip()
    bare = number.isdigit() and delimiter is None and match.start("number") == 0
    if any(f.start == 0 for f in find_dates(text[:40])) or (
        delimiter is None and (_TIME_AFTER.match(rest) or _COUNTED_AFTER.match(rest))
    ):
        return None, text
    if bare and (number in _TELEPHONES or len(number) > 3 or (rest and not rest[0].isupper())):
        return None, text
    if re.match(r"(?:19|20)\d\d(?:/|$)", number):
        # "2022/47" is the reference of an action, "2021 Budget" a year.
        return None, text
    return Number(number, _parts(number), not bare), rest


def _parts(number: str) -> tuple[str, ...]:
    if "/" in number:
        return (re.findall(r"\d+", number)[0],)
    if number[0].isalpha():
        return tuple(re.findall(r"\d+", number))
    roman = _ROMAN.fullmatch(number)
    if roman is not None:
        return roman[1], str(_ROMANS.index(roman[2]) + 1)
    return tuple(re.findall(r"\d+|[a-z]", number))


def words_of(text: str) -> list[str]:
    """Give the words of a line (letters first; figures are no words)."""
    return _WORD.findall(text)


def is_only_when(text: str) -> bool:
    """Tell whether a line is nothing but a month ("Late January"): a due date, no title."""
    return len(text) <= 30 and _ONLY_WHEN.fullmatch(text.strip(" .:")) is not None


def begins_with_date(text: str) -> bool:
    """Tell whether a line begins with a date or a time: when something was, no title."""
    return _CLOCK.match(text) is not None or any(f.start == 0 for f in find_dates(text[:60]))


def is_address(text: str) -> bool:
    """Tell whether a line holds a postcode: where the meeting was, not what it was about."""
    return _POSTCODE.search(text) is not None


def is_sentence(text: str) -> bool:
    """Tell whether a line reads as prose rather than as a title."""
    words = [w.casefold() for w in words_of(text)]
    if len(words) > 18 or len(text) > LONGEST_TITLE:
        return True
    # "Questions asked" is a title; "Satisfaction was 75%" is none.
    ends_in_word = bool(words) and text.rstrip(" .:").casefold().endswith(words[-1])
    if any(w in VERBS for w in (words[:-1] if ends_in_word else words)):
        return True
    if _LIST_ENTRY_END.search(text):
        return True
    return bool(_ENDS_SENTENCE.search(text)) and len(words) > 6


def capitals(text: str) -> bool:
    """Tell whether a title is set in capitals (an acronym alone is not)."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 5 and all(c.isupper() for c in letters)


def numbered_title(rest: str, *, heading: bool = False) -> str | None:
    """Give the title after an item's number, or None when prose stands there.

    ``heading`` says that the format itself makes the block a heading: a verb or
    a full stop then takes nothing from it.
    """
    title = without_papers(rest)
    if title.rstrip(".") in _TELEPHONES:
        return title
    if not title or not words_of(title):
        return None
    if heading and len(title) <= LONGEST_TITLE and not is_labelled(title):
        return None if is_label(title) and title.endswith(":") else title.rstrip(":").rstrip()
    run = _CAPITALS_RUN.match(title)
    if run is not None and len(words_of(run[0])) >= 2 and len(run[0]) >= 10:
        # "4. UPDATE FROM THE BOARD Executive team:": the title is what stands in capitals.
        return run[0].strip(" -–—") if is_sentence(title) or ":" in title[run.end() :] else title
    doubled = _doubled(title)
    if doubled is not None and is_sentence(title):
        return doubled
    if not (title[0].isupper() or title[0].isdigit() or title[0] in "'\"“‘"):
        return None
    if is_sentence(title) or (is_label(title) and title.endswith(":")):
        return None
    return title.rstrip(":").rstrip()


def _doubled(title: str) -> str | None:
    """Part "Hate crime Hate Crime, and ...": a heading run into its paragraph."""
    words = title.split(" ")
    folded = [w.casefold().strip(",.:;") for w in words]
    for length in range(min(6, len(words) // 2), 1, -1):
        if folded[:length] == folded[length : 2 * length]:
            return " ".join(words[:length])
    return None


def plain_title(text: str, *, above_prose: bool = False) -> str | None:
    """Give the title when an unnumbered paragraph looks like a heading, or None.

    ``above_prose`` says that a long sentence stands right below: a title may then be
    longer, and hold a colon after its first words.
    """
    title = without_papers(text)
    words = words_of(title)
    if not words or len(title) > LONGEST_PLAIN_TITLE or len(words) > (12 if above_prose else 10):
        return None
    if is_label(title) or is_labelled(title) or is_page_number(title) or is_only_when(title):
        return None
    if is_address(title):
        return None
    bare = title.lstrip("'\"“‘")
    if not bare[:1].isupper() and not (title[0].isdigit() and title.split(" ")[0] in _TELEPHONES):
        return None
    colon = title.find(": ")
    if above_prose and colon > 0 and len(words_of(title[:colon])) > 2:
        colon = -1
    if colon >= 0 or re.search(
        r"@|https?:|www\.|£|\d{3}", title.replace("101", "").replace("999", "")
    ):
        return None
    if title.endswith((":", ":-")):
        title = title.rstrip(":- ")
        if len(words) > 5:
            return None
    elif _ENDS_SENTENCE.search(title):
        # "Welcome and introductions." is how one heading is printed; a long one is a sentence.
        if not title.endswith(".") or title.endswith("..") or not 1 < len(words) <= 4:
            return None
        title = title[:-1]
    if is_sentence(title) or words[0].casefold() in OPENINGS:
        return None
    significant = [w for w in words if w.casefold() not in SMALL_WORDS]
    capital = sum(w[0].isupper() for w in significant)
    if words[0].casefold() in {"the", "a", "an"} and capital < len(significant):
        return None
    if len(words) == 1 and (len(words[0]) < 3 or _is_code(words[0])):
        return None
    if capital < len(significant) and len(words) > (12 if above_prose else 7):
        return None
    return title


def _is_code(word: str) -> bool:
    """Tell whether a lone word is somebody's code in an ACTION column ("DCC", "ALL")."""
    return word.isupper() and len(word) < 5 and word not in {"AOB", "AOCB"}
