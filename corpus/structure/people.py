"""One line of an attendance list -> a person: name, role, initials."""

from __future__ import annotations

import re
from typing import Final

from corpus.model import Attendee
from corpus.structure.initials import INITIALS_FIRST, fits, is_initials
from corpus.structure.names import HONORIFIC, is_surname, looks_like_name
from corpus.structure.vocabulary import NOT_NAMES, ROLE_CODES

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
_TRAILING: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,120})(?:[)\]]|$)\s*[*.;,:]*$")
_CLOSED_THEN_NAME: Final = re.compile(r"\)(?=\s[A-Z])")
_GAP: Final = re.compile(r"\t+|\s{3,}|\s[–—-]\s|\s?,\s|:\s")
_AFTER_NAME: Final = re.compile(
    r",?\s((?:(?:MP|MEP|MSP|MS|AM|OBE|MBE|CBE|KBE|QPM|QC|KC|JP|DL|PhD)(?:,?\s|$))+)$"
)
_SENT_APOLOGIES: Final = re.compile(
    r"(?:^|[\s,–—-])\s?(?:(?:sent|gave)\s)?apologies(?:\s(?:sent|given|received))?$", re.IGNORECASE
)
_MARKS: Final = re.compile(r"^[\s•·▪◦*–—\-►>o]{1,3}\s+(?=[A-Z(])|^[•·▪◦*]\s*")


def is_role(text: str) -> bool:
    """Tell whether a text begins as a role or a place of work does."""
    return _ROLE_STARTS.match(text) is not None


def person(text: str, *, present: bool = True, employed: bool = False) -> Attendee | None:
    """Read one entry of an attendance list; None when it names nobody.

    ``employed`` also parts "Dana Stone Open Data Institute" (a name and a place of
    work without a mark between them): only right where nothing but people stands.

    Understood: "PFCC Dana Stone (DS)", "Dana Stone, Commissioner", "Dana Stone
    (Chair)", "DS - Dana Stone", "Dana Stone<tab>Commissioner (PCC)", "Dana Stone
    Deputy Chief Constable (DCC)", "Cllr D Stone".
    """
    text = _MARKS.sub("", text).strip(" ;,.\t*")
    if not 3 <= len(text) <= 200:
        return None
    role: list[str] = []
    initials: str | None = None
    first = INITIALS_FIRST.fullmatch(text)
    if first is not None and fits(first["initials"], first["rest"]):
        initials, text = first["initials"], first["rest"]
    trailing = _TRAILING.search(text)
    while trailing is not None:
        inside = trailing[1].strip()
        text = text[: trailing.start()].rstrip(" ,;-–")
        if initials is None and is_initials(inside):
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
            if initials is None and is_initials(inside):
                initials = inside
            else:
                after = f"{inside}, {after}" if after else inside
            before = before[: inner.start()].strip()
            inner = _TRAILING.search(before)
        text = before
        if after:
            role.insert(0, " ".join(after.split()))
    text = " ".join(text.split())
    honours = _AFTER_NAME.search(text)
    if honours is not None:
        text = text[: honours.start()]
        role.insert(0, honours[1])
    rank = _RANK.match(text)
    ranks: list[str] = []
    while rank is not None:
        ranks.append(rank[0].strip(" ,"))
        text = text[rank.end() :]
        rank = _RANK.match(text)
    if not looks_like_name(text) and not (ranks and is_surname(text)):
        split = _name_then_role(text) or (_name_then_employer(text) if employed else None)
        if split is None:
            return None
        text, after = split
        role.insert(0, after)
    if any(_SENT_APOLOGIES.search(part) for part in role):
        # "Dana Stone, Minister - Apologies" in a list of members: she was not there.
        present = False
        bare = (_SENT_APOLOGIES.sub("", part).strip(" ,-–—") for part in role)
        role = [part for part in bare if part]
    parts = [*ranks, *role]
    joined = ", ".join(parts).replace(", (", " (") or None
    return Attendee(name=text, role=joined, initials=initials, present=present)


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


def _name_then_employer(text: str) -> tuple[str, str] | None:
    """Part "Dana Stone Open Data Institute" after the second name."""
    honorific = HONORIFIC.match(text)
    begin = honorific.end() if honorific else 0
    words = text[begin:].split(" ")
    name, rest = text[:begin] + " ".join(words[:2]), words[2:]
    if not rest or not looks_like_name(name) or not rest[0][0].isupper():
        return None
    working = any(w.casefold().strip(",") in NOT_NAMES for w in rest)
    return (name, " ".join(rest)) if working or (len(rest) == 1 and rest[0].isupper()) else None


def side_by_side(text: str) -> tuple[Attendee, Attendee] | None:
    """Part two people whose columns were run into one line, or None.

    "Dana Stone (Chair) Piers Nettle (Home Office)" and "Dana Stone Piers Nettle";
    a plain row of names is parted after the second name, or the third with a title.
    """
    closed = _CLOSED_THEN_NAME.search(text)
    if closed is not None:
        left, right = person(text[: closed.end()]), person(text[closed.end() :])
        return (left, right) if left is not None and right is not None else None
    honorific = HONORIFIC.match(text)
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
