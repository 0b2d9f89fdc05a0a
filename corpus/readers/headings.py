"""Which lines are headings, where the format does not say so.

Conservative: a line that is wrongly called a heading is not quoted as evidence,
so only shapes that minutes really use count, and names in an attendance list,
sentences and action lines never do.
"""

from __future__ import annotations

import re

from corpus.readers.characters import NUMBER, starts_number

# Titles that agendas share; they may end in a full stop and still be headings.
_STANDARD = re.compile(
    r"(?:welcomes?(?: and introductions?)?|introductions?|apologies(?: for absence)?"
    r"|declarations? of (?:disclosable pecuniary )?interests?|disclosures? of interests?"
    r"|minutes(?: of (?:the )?(?:last|previous) meeting)?|previous minutes(?: and action log)?"
    r"|matters arising(?: from the (?:previous )?minutes)?|action log|review of actions"
    r"|public questions|questions from (?:the )?(?:public|members)|urgent business"
    r"|exclusion of (?:the )?(?:press and )?public|work programme|forward plan"
    r"|any other (?:urgent )?business|a\.?o\.?b\.?|a\.?o\.?c\.?b\.?"
    r"|date (?:and time )?of (?:the )?next meeting|next meeting|dates? of future meetings)",
    re.I,
)

_ATTENDANCE = re.compile(
    r"(?:members |also |officers |others? )*(?:present|in attendance|attendees?|attendance"
    r"|apologies|absent|membership|panel members?)\b.{0,40}",
    re.I,
)

# Words that make a line a sentence rather than a title.
_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|should|shall|must|can|could|may"
    r"|asked|noted|agreed|stated|said|confirmed|reported|explained|advised|responded|thanked"
    r"|welcomed|requested|undertook|raised|received|resolved|does|do|did|attended)\b",
    re.I,
)

# A label such as "Action 3" or "RESOLVED" followed by more is the outcome itself.
_OUTCOME = re.compile(
    r"(?:actions?|resolved|agreed|decisions?|recommend(?:ed|ations?)|decided|noted)\b", re.I
)

_DANGLING = re.compile(
    r"\b(?:a|an|the|of|from|to|for|with|in|on|at|by|and|or|that|their|his)$", re.I
)
_PERSON = re.compile(
    r"(?:(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Rev"
    r"|PC|Sgt|DS|DI|DCI|Insp|Supt|CC|ACC|DCC|PCC|DPCC|PFCC|DPFCC)\.?\s+[A-Z][\w’'-]+"
    r"|[A-Z]{0,2}/[A-Z][A-Za-z]{1,5}\s+[A-Z])"
)
_INITIALS = re.compile(r"\([A-Za-z/]{1,6}\)?\s*$")
_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\b.{0,3}\b(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b",
    re.I,
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.I)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_WORD = re.compile(r"[^\W\d_][\w’'&/-]*")
_SMALL = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "from",
        "to",
        "for",
        "with",
        "in",
        "on",
        "at",
        "by",
        "and",
        "or",
        "as",
        "&",
        "into",
        "per",
    }
)

_OWNER_TOKEN = r"(?:[A-Z]{2,4}|DPFCC|[A-Z]{1,2}/[A-Z][A-Za-z]{1,4}|All)"
_OWNER = re.compile(rf"{_OWNER_TOKEN}(?:(?:\s*[/,&+]\s*|\s+and\s+|\s+){_OWNER_TOKEN}){{0,5}}")
_NOT_OWNER = re.compile(r"(?:AOB|AOCB|ITEM|NOTE|NONE|END|DATE|TIME|PART|YES|NO|TBC|TBA|N/A)", re.I)

MAX_HEADING = 120
"""Characters; a longer line is prose, whatever it looks like."""


def is_owner(text: str) -> bool:
    """Tell whether a cell or line holds nothing but owner codes ("DCC", "CC / TS", "ALL")."""
    return len(text) <= 40 and bool(_OWNER.fullmatch(text)) and not _NOT_OWNER.fullmatch(text)


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return bool(_SENTENCE_END.search(text[-8:]))


def is_sentence(text: str) -> bool:
    """Tell whether a line reads as prose: five words or more and a full stop."""
    return ends_sentence(text) and len(_WORD.findall(text[:400])) >= 5


def opens_attendance(text: str) -> bool:
    """Tell whether a heading introduces a list of people."""
    return len(text) <= 80 and bool(_ATTENDANCE.match(_unnumbered(text)))


def is_person(text: str) -> bool:
    """Tell whether a short line is somebody's name, by rank, title or initials."""
    return bool(_PERSON.match(text) or _INITIALS.search(text))


def is_standard(text: str) -> bool:
    """Tell whether a line is one of the titles that agendas share."""
    return len(text) <= MAX_HEADING and bool(
        _STANDARD.fullmatch(_unnumbered(text).rstrip(" .:-\u2013\u00a0"))
    )


def is_label(text: str) -> bool:
    """Tell a bare label of at most four words before a colon ("Actions arising:")."""
    if not text.endswith((":", ":-", ":–")) or len(text) > 60:
        return False
    bare = text.rstrip(":-– \u00a0")
    words = bare.split()
    if not 1 <= len(words) <= 4 or re.search(r"[:;.,?!]", bare) or not bare[0].isupper():
        return False
    return not (_VERBS.search(bare) and not _OUTCOME.match(bare))


def is_capitals(text: str) -> bool:
    """Tell a line in capitals that is long enough to be a title, not a code."""
    bare = _unnumbered(text)
    if len(text) > MAX_HEADING or not bare.isupper() or is_owner(text):
        return False
    words = _WORD.findall(bare)
    return any(len(word) >= 5 for word in words) or len(words) >= 3


def is_title(text: str) -> bool:
    """Tell a short line shaped like a title; what follows it must still bear that out."""
    bare = _unnumbered(text)
    if not bare or len(text) > MAX_HEADING or not (bare[0].isupper() or bare[0] in "“‘'\""):
        return False
    if bare[-1] in ".,;?!:" or ":" in bare or "\t" in bare or is_owner(text):
        return False
    words = _WORD.findall(bare)
    if not words or len(words) > 12 or _VERBS.search(bare) or _DANGLING.search(bare):
        return False
    if _outcome_with_more(bare) or is_person(text) or _is_when(bare):
        return False
    weighty = [word for word in words if word.lower() not in _SMALL]
    capitals = sum(word[0].isupper() for word in weighty)
    return len(words) <= 6 or capitals >= 0.6 * len(weighty)


def is_numbered_title(text: str) -> bool:
    """Tell a numbered line that is a title ("2. Domestic Burglary", "4a PERFORMANCE")."""
    if not starts_number(text):
        return False
    bare = _unnumbered(text)
    if is_standard(text) or is_capitals(text):
        return True
    if bare.endswith(":") and len(bare.split()) <= 12 and not _outcome_with_more(bare):
        return bare[:1].isupper() and not _VERBS.search(bare)
    return is_title(text) and not re.search(r"\bto\b\s+[a-z]+", bare)


def is_bold_title(text: str) -> bool:
    """Tell whether a paragraph that is bold throughout is a heading."""
    if len(text) > 150 or is_owner(text):
        return False
    bare = _unnumbered(text)
    if not bare or _outcome_with_more(bare) or (is_person(text) and not starts_number(text)):
        return False
    if is_standard(text) or is_label(text):
        return True
    if bare.endswith((",", ";")) or len(bare.split()) > 20:
        return False
    # Numbered titles are sometimes given a full stop; a sentence has a verb as well.
    return not ends_sentence(bare) or (bare != text and not _VERBS.search(bare))


def level_of(text: str) -> int:
    """Return the depth of a heading known by its shape: number, capitals, title, label."""
    numbered = starts_number(text)
    if numbered:
        number = numbered.group().strip("().")
        deeper = number.count(".") + bool(re.search(r"\d[a-z]$|\(", number))
        return min(1 + deeper, 6)
    if is_capitals(text):
        return 1
    return 3 if text.endswith((":", ":-", ":–")) else 2


def _unnumbered(text: str) -> str:
    """Drop up to two leading numbers (a column's and the title's own: ``2 2. Burglary``)."""
    for _ in range(2):
        found = starts_number(text)
        if not found:
            break
        text = text[found.end() :].lstrip()
    return "" if NUMBER.fullmatch(text) else text


def _outcome_with_more(text: str) -> bool:
    found = _OUTCOME.match(text)
    if not found:
        return False
    rest = text[found.end() :].strip(" :.-–\u00a0")
    return bool(rest) and not re.fullmatch(
        r"(?:arising|log|points?|summary|list|update|update[sd]? (?:from|on).{0,60}|tracker|made"
        r"|from .{0,60}|taken|required|agreed|outstanding)",
        rest,
        re.I,
    )


def _is_when(text: str) -> bool:
    """Tell a line that is only a date or time."""
    if _WEEKDAY.match(text):
        return True
    found = _DATE.match(text)
    return bool(found) and len(text) - (found.end() if found else 0) < 20
