"""What a person's name looks like, and what stands before it."""

from __future__ import annotations

import re
from typing import Final

from corpus.structure.vocabulary import NOT_NAMES

HONORIFIC: Final = re.compile(
    r"(?:(?:the\s)?(?:rt\.?\shon\.?|right\shonourable|hon\.?|dr|prof(?:essor)?|sir|dame|lord|lady|baroness"
    r"|mr|mrs|ms|miss|mx|rev(?:erend|d)?|viscount|earl)\b\.?\s)+",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(
    r"(?:[A-Z][’']?[A-Z]?[^\W\d_A-Z][^\W\d_]*(?:[-’'][^\W\d_]+)*|[A-Z]{1,2}\.?|Mc[A-Z]\w+|Mac[A-Z]\w+"
    r"|[A-Z]{2,}(?:-[A-Z]{2,})?)$"
)
_PARTICLES: Final = frozenset(
    {"de", "van", "von", "der", "den", "di", "da", "la", "le", "bin", "al", "ap", "of"}
)


def looks_like_name(text: str) -> bool:
    """Tell whether a short text is a person's name and nothing else."""
    if not 3 <= len(text) <= 50:
        return False
    honorific = HONORIFIC.match(text)
    rest = text[honorific.end() :] if honorific else text
    words = rest.split()
    if not (1 if honorific else 2) <= len(words) <= 5:
        return False
    if any(w.casefold().rstrip(".") in NOT_NAMES for w in words):
        return False
    named = [w for w in words if _NAME_WORD.match(w)]
    if len(named) + sum(w in _PARTICLES for w in words) < len(words):
        return False
    # A surname in full stands in every name; "JB PF" is two codes.
    surname = words[-1].rstrip(".")
    return len(surname) > 2 and (not words[0].isupper() or len(words[0]) < 4 or rest.isupper())


def has_honorific(name: str) -> bool:
    """Tell whether a name begins with "Dr", "Lord" and the like."""
    return HONORIFIC.match(name) is not None


def bare_name(name: str) -> str:
    """Give a name without "Dr", "Lord" and the like, for telling whether two are one."""
    return HONORIFIC.sub("", name, count=1) or name


def is_surname(text: str) -> bool:
    """Tell whether one word can be a surname after a rank ("Cllr North")."""
    return len(text) > 2 and _NAME_WORD.match(text) is not None and text.casefold() not in NOT_NAMES
