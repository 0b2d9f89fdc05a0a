"""Whether two owners, or two due phrases, are the same: in the record's words, not resolved.

"The Commissioner" and "commissioner" are one owner; "DCC" is nobody but "DCC",
since who that is depends on the document.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

_HONORIFICS = """
mr mrs ms miss mx dr cllr cllrs councillor councillors sir dame lord lady prof professor rev revd
reverend hon
"""
_LEADS = frozenset(_HONORIFICS.split()) | {"the"}
_JOINT = re.compile(r"\s*(?:[/,;&+\n]|\.(?=\w)|\band\b)\s*")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_NOT_WORD = re.compile(r"[\W_]+")


class Likeness(StrEnum):
    """How alike two phrases are."""

    SAME = "same"
    PARTIAL = "partial"
    DIFFERENT = "different"


def owner_likeness(one: str, other: str) -> Likeness:
    """Compare two owners as the record has them.

    Case, punctuation, a leading "the" and honorifics do not count, nor does the
    order of joint owners ("RT/PH", "PH and RT"). Partial is when the words, or
    the joint owners, of one are all in the other ("DCC" and "DCC Hanrick").

    Examples
    --------
    >>> owner_likeness("The Commissioner", "commissioner").value
    'same'
    >>> owner_likeness("SV.PH.RT", "PH, RT").value
    'partial'
    >>> owner_likeness("DCC", "Deputy Chief Constable").value
    'different'
    """
    parts = [frozenset(_owners(phrase)) for phrase in (one, other)]
    words = [tuple(w for part in _owners(phrase) for w in part) for phrase in (one, other)]
    if parts[0] == parts[1] or words[0] == words[1]:
        return Likeness.SAME
    if all(parts) and (parts[0] < parts[1] or parts[1] < parts[0]):
        return Likeness.PARTIAL
    return _contained(*words)


def due_likeness(one: str, other: str) -> Likeness:
    """Compare two due phrases as the record has them.

    Case, punctuation and the ending of an ordinal do not count ("by 5th
    November." and "by 5 November"); prepositions do, since "by March" is not
    "from March". Partial is when one holds the other.

    Examples
    --------
    >>> due_likeness("By the end of March,", "by the end of March").value
    'same'
    >>> due_likeness("by the end of March", "end of March").value
    'partial'
    """
    words = [tuple(_ORDINAL.sub(r"\1", _plain(phrase)).split()) for phrase in (one, other)]
    return Likeness.SAME if words[0] == words[1] else _contained(*words)


def _owners(phrase: str) -> list[tuple[str, ...]]:
    """Return the words of each joint owner, without what stands before a name."""
    found = []
    for part in _JOINT.split(unicodedata.normalize("NFKC", phrase).casefold()):
        words = _plain(part).split()
        # "MS" is somebody's initials unless a name follows it.
        while len(words) > 1 and words[0] in _LEADS:
            words = words[1:]
        if words:
            found.append(tuple(words))
    return found


def _plain(phrase: str) -> str:
    folded = unicodedata.normalize("NFKC", phrase).casefold()
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", folded)).strip()


def _contained(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    shorter, longer = sorted((one, other), key=len)
    last = len(longer) - len(shorter)
    if shorter and any(longer[n : n + len(shorter)] == shorter for n in range(last + 1)):
        return Likeness.PARTIAL
    return Likeness.DIFFERENT
