"""The initials of a document's people: where they are explained, and whose they are.

They hold for one document only. Two people may share them, and then both keep
them: who is meant by them is not settled here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from corpus.model import Attendee
from corpus.structure.names import HONORIFIC, looks_like_name
from corpus.structure.vocabulary import ROLE_CODES

_INITIALS: Final = re.compile(r"[A-Z](?:[A-Z]|[a-z](?=[A-Z])|c[A-Z]?){1,3}")
_KEY: Final = re.compile(
    r"(?:^|[,;]\s*|^(?i:key):?\s+)(?P<initials>[A-Z](?:[A-Za-z]{1,3}))\s?[:=–-]\s?(?P<name>[^,;:=]{3,60})"
)
INITIALS_FIRST: Final = re.compile(r"(?P<initials>[A-Z][A-Za-z]{1,3})\s?[:=–—-]\s(?P<rest>[A-Z].+)")


def key_entries(text: str) -> tuple[tuple[str, str], ...]:
    """Read a line that explains initials: "Key MN: Mary North, ME: Martin East"."""
    found = tuple(
        (m["initials"], m["name"].strip())
        for m in _KEY.finditer(text[:2000])
        if looks_like_name(m["name"].strip(" .")) and fits(m["initials"], m["name"])
    )
    return found if len(found) > 1 or (found and text.casefold().startswith("key")) else ()


def fits(initials: str, name: str) -> bool:
    """Tell whether initials can be those of a name (first letters agree)."""
    words = [w for w in re.split(r"[\s-]+", HONORIFIC.sub("", name)) if w]
    return bool(words) and initials[:1].casefold() == words[0][:1].casefold()


def is_initials(inside: str) -> bool:
    """Tell whether what stands in brackets are somebody's initials, and no role's short form."""
    return _INITIALS.fullmatch(inside) is not None and inside.upper() not in ROLE_CODES


def with_key(people: Sequence[Attendee], key: Mapping[str, str]) -> tuple[Attendee, ...]:
    """Give people the initials that a key line explains, and add whom only the key names.

    Parameters
    ----------
    people
        Who the lists name, in order.
    key
        Initials by name, as the key lines print them.
    """
    known = tuple(replace(p, initials=p.initials or key.get(p.name)) for p in people)
    named = {p.name for p in known}
    return known + tuple(Attendee(n, None, i) for n, i in key.items() if n not in named)


def shared_initials(people: Sequence[Attendee]) -> tuple[str, ...]:
    """Say which initials several people of one document share: nobody can be told by them."""
    owners: dict[str, dict[str, None]] = {}
    for one in people:
        if one.initials:
            owners.setdefault(one.initials, {}).setdefault(one.name)
    return tuple(
        f'The initials "{initials}" are shared by {" and ".join(names)}; '
        "they do not tell who is meant."
        for initials, names in owners.items()
        if len(names) > 1
    )
