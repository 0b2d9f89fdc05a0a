"""One line of an attendance list -> a person: name, role, initials."""

from __future__ import annotations

import re
from typing import Final

from corpus.model import Attendee
from corpus.structure.vocabulary import NOT_NAMES, ROLE_CODES

_HONORIFIC: Final = re.compile(
    r"(?:(?:the\s)?(?:rt\.?\shon\.?|right\shonourable|hon\.?|dr|prof(?:essor)?|sir|dame|lord|lady|baroness"
    r"|mr|mrs|ms|miss|mx|rev(?:erend|d)?|viscount|earl)\b\.?\s)+",
    re.IGNORECASE,
)
# Ranks and offices printed before a name; they are the role.
_RANK: Final = re.compile(
    r"(?:(?:a/|t/|acting\s|temporary\s|temp\.?\s)?"
    r"(?:dpfcc|pfcc|dpcc|pcc|pcvc|dcc|acc|cc|aco|ace|am|gm|acfo|dcfo|cfo|cex|c/supt|ch\.?\s?supt|chief\ssuperintendent"
    r"|d/supt|det(?:ective)?\.?\s(?:chief\s)?supt|superintendent|supt|c/insp(?:ector)?|ch\.?\s?insp"
    r"|d/insp|chief\sinspector|inspector|insp|dci|di|sgt|sergeant|ps|pc|pcso"
    r"|deputy\schief\sconstable|assistant\schief\sconstable|chief\sconstable"
    r"|assistant\schief\sofficer|chief\sfire\sofficer|chief\sexecutive"
    r"|(?:deputy\s)?police,?(?:\sfire)?\s(?:and|&)\scrime\scommissioner|(?:deputy\s)?commissioner"
    r"|(?:county\s|borough\s|town\s|district\s|city\s)?councillors?|cllrs?|ald(?:erman)?|(?:vice[\s-])?chair(?:man)?"
    r"|independent\smember|co-opted\smember|minister)"
    r"\b\.?,?\s(?=[A-Z]))",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(
    r"(?:[A-Z][’']?[A-Z]?[^\W\d_A-Z][^\W\d_]*(?:[-’'][^\W\d_]+)*|[A-Z]{1,2}\.?|Mc[A-Z]\w+|Mac[A-Z]\w+"
    r"|[A-Z]{2,}(?:-[A-Z]{2,})?)$"
)
_PARTICLES: Final = frozenset(
    {"de", "van", "von", "der", "den", "di", "da", "la", "le", "bin", "al", "ap", "of"}
)
# Words that a role, a place of work or a topic holds, but no person's name.
_ROLE_STARTS: Final = re.compile(
    r"(?:deputy|assistant|acting|temporary|interim|chief|police|head|director|commissioner|superintendent"
    r"|inspector|sergeant|councillor|officer|manager|senior|policy|executive|independent|lead|clerk"
    r"|chair(?:man)?|vice|monitoring|finance|office|secretary|minister|professor|member|solicitor"
    r"|democratic|scrutiny|governance|performance|treasurer|strategic|head\sof|personal|business|cabinet"
    r"|ministry|home|department|university|representative|staff|constable|service|panel|area|legal"
    r"|committee|support|communications|press|engagement|analyst|auditor|data|fire|group)\b",
    re.IGNORECASE,
)
_INITIALS: Final = re.compile(r"[A-Z](?:[A-Z]|[a-z](?=[A-Z])|c[A-Z]?){1,3}")
_TRAILING: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,120})(?:[)\]]|$)\s*[*.;,:]*$")
_CLOSED_THEN_NAME: Final = re.compile(r"\)(?=\s[A-Z])")
_KEY: Final = re.compile(
    r"(?:^|[,;]\s*|^(?i:key):?\s+)(?P<initials>[A-Z](?:[A-Za-z]{1,3}))\s?[:=–-]\s?(?P<name>[^,;:=]{3,60})"
)
_GAP: Final = re.compile(r"\t+|\s{3,}|\s[–—-]\s|\s?,\s|:\s")
_INITIALS_FIRST: Final = re.compile(
    r"(?P<initials>[A-Z][A-Za-z]{1,3})\s?[:=–—-]\s(?P<rest>[A-Z].+)"
)
_MARKS: Final = re.compile(r"^[\s•·▪◦*–—\-►>o]{1,3}\s+(?=[A-Z(])|^[•·▪◦*]\s*")


def looks_like_name(text: str) -> bool:
    """Tell whether a short text is a person's name and nothing else."""
    if not 3 <= len(text) <= 50:
        return False
    honorific = _HONORIFIC.match(text)
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
    return _HONORIFIC.match(name) is not None


def bare_name(name: str) -> str:
    """Give a name without "Dr", "Lord" and the like, for telling whether two are one."""
    return _HONORIFIC.sub("", name, count=1) or name


def is_role(text: str) -> bool:
    """Tell whether a text begins as a role or a place of work does."""
    return _ROLE_STARTS.match(text) is not None


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
    words = [w for w in re.split(r"[\s-]+", _HONORIFIC.sub("", name)) if w]
    return bool(words) and initials[:1].casefold() == words[0][:1].casefold()


def person(text: str, *, present: bool = True) -> Attendee | None:
    """Read one entry of an attendance list; None when it names nobody.

    Understood: "PFCC Dana Stone (DS)", "Dana Stone, Commissioner", "Dana Stone
    (Chair)", "DS - Dana Stone", "Dana Stone<tab>Commissioner (PCC)", "Dana Stone
    Deputy Chief Constable (DCC)", "Cllr D Stone".
    """
    text = _MARKS.sub("", text).strip(" ;,.\t*")
    if not 3 <= len(text) <= 200:
        return None
    role: list[str] = []
    initials: str | None = None
    first = _INITIALS_FIRST.fullmatch(text)
    if first is not None and fits(first["initials"], first["rest"]):
        initials, text = first["initials"], first["rest"]
    trailing = _TRAILING.search(text)
    while trailing is not None:
        inside = trailing[1].strip()
        text = text[: trailing.start()].rstrip(" ,;-–")
        if initials is None and _is_initials(inside):
            initials = inside
        else:
            role.insert(0, f"({inside})" if _is_code_of(inside, text) else inside)
        trailing = _TRAILING.search(text)
    gap = _GAP.search(text)
    if gap is not None:
        before, after = text[: gap.start()].strip(), text[gap.end() :].strip(" –—-,\t")
        inner = _TRAILING.search(before)
        while inner is not None:
            inside = inner[1].strip()
            if initials is None and _is_initials(inside):
                initials = inside
            else:
                after = f"{inside}, {after}" if after else inside
            before = before[: inner.start()].strip()
            inner = _TRAILING.search(before)
        text = before
        if after:
            role.insert(0, " ".join(after.split()))
    text = " ".join(text.split())
    rank = _RANK.match(text)
    ranks: list[str] = []
    while rank is not None:
        ranks.append(rank[0].strip(" ,"))
        text = text[rank.end() :]
        rank = _RANK.match(text)
    if not looks_like_name(text) and not (ranks and _surname(text)):
        split = _name_then_role(text)
        if split is None:
            return None
        text, after = split
        role.insert(0, after)
    parts = [*ranks, *role]
    joined = ", ".join(parts).replace(", (", " (") or None
    return Attendee(name=text, role=joined, initials=initials, present=present)


def _surname(text: str) -> bool:
    """Tell whether one word can be a surname after a rank ("Cllr North")."""
    return len(text) > 2 and _NAME_WORD.match(text) is not None and text.casefold() not in NOT_NAMES


def _is_initials(inside: str) -> bool:
    return _INITIALS.fullmatch(inside) is not None and inside.upper() not in ROLE_CODES


def _is_code_of(inside: str, before: str) -> bool:
    """Tell whether brackets hold the short form of a role just printed in full."""
    return inside.upper() in ROLE_CODES and len(before.split()) > 3


def _name_then_role(text: str) -> tuple[str, str] | None:
    """Part "Dana Stone Deputy Chief Constable", whose column gap was lost."""
    words = text.split(" ")
    for count in (2, 3, 4):
        name, rest = " ".join(words[:count]), " ".join(words[count:])
        if rest and is_role(rest) and looks_like_name(name):
            return name, rest
    return None


def side_by_side(text: str) -> tuple[Attendee, Attendee] | None:
    """Part two people whose columns were run into one line, or None.

    "Dana Stone (Chair) Piers Nettle (Home Office)" and "Dana Stone Piers Nettle";
    a plain row of names is parted after the second name, or the third with a title.
    """
    closed = _CLOSED_THEN_NAME.search(text)
    if closed is not None:
        left, right = person(text[: closed.end()]), person(text[closed.end() :])
        return (left, right) if left is not None and right is not None else None
    honorific = _HONORIFIC.match(text)
    begin = honorific.end() if honorific else 0
    words = text[begin:].split(" ")
    for count in (2, 3):
        left_text = text[:begin] + " ".join(words[:count])
        right_text = " ".join(words[count:])
        bare = _TRAILING.sub("", right_text).strip(" ,")
        if looks_like_name(left_text) and looks_like_name(bare):
            left, right = person(left_text), person(right_text)
            if left is not None and right is not None:
                return left, right
    return None
