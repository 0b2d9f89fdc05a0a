"""Names run together on one line: "Councillors A North, B South (Chair) and C East"."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import Attendee
from corpus.structure.names import looks_like_name
from corpus.structure.people import person


def several(text: str, *, present: bool) -> list[Attendee]:
    """Read names run together: "Councillors A North, B South (Chair) and C East"."""
    pieces = _pieces(text)
    alone = person(text, present=present)
    if len(pieces) == 1:
        return [alone] if alone else []
    if alone is not None and not any(_names_somebody(p) for p in pieces[1:]):
        return [alone]
    found: list[Attendee] = []
    shared = re.match(r"(councillors|cllrs)\b\.?:?\s", text, re.IGNORECASE)
    if shared is not None:
        pieces[0] = pieces[0][shared.end() :]
    for piece in pieces:
        attendee = person(piece, present=present)
        if attendee is None:
            if found and piece and len(piece) <= 60:
                last = found[-1]
                found[-1] = replace(last, role=f"{last.role}, {piece}" if last.role else piece)
            continue
        if shared is not None and attendee.role is None:
            attendee = replace(attendee, role="Councillor")
        found.append(attendee)
    return found


def _names_somebody(piece: str) -> bool:
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", piece).strip(" .")
    return looks_like_name(bare) or person(piece) is not None


def _person_follows(text: str, position: int) -> bool:
    chunk = re.split(r"[,;]|\sand\s", text[position : position + 120], maxsplit=1)[0].strip(" .")
    bare = chunk[5:] if chunk.casefold().startswith("from ") else chunk
    return person(bare) is not None


def _pieces(text: str) -> list[str]:
    """Split at commas, semicolons and "and" outside brackets."""
    pieces: list[str] = []
    depth, begin = 0, 0
    for match in re.finditer(r"[()]|[,;]\s|(?<=\))\.\s(?=[A-Z])|\s(?:and|&)\s", text[:4000]):
        mark = match[0]
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            if mark[0].isspace() and not _person_follows(text, match.end()):
                # "Police and Crime Commissioner" is one role.
                continue
            pieces.append(text[begin : match.start()].strip(" .;,"))
            begin = match.end()
    pieces.append(text[begin:].strip(" .;,"))
    bare = (p[5:] if p.casefold().startswith("from ") else p for p in pieces)
    return [p for p in bare if p]
