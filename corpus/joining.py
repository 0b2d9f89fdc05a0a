"""Letting documents join meetings, so that no meeting comes to hold what does not agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.identity import meeting_id
from corpus.model import Document


@dataclass(frozen=True, slots=True)
class Known:
    """What a document says of its meeting."""

    document: Document
    body: str | None
    stem: str

    @property
    def date(self) -> date | None:
        """The date it states."""
        return self.document.date

    @property
    def whole(self) -> bool:
        """Whether it states both body and date, which are a meeting."""
        return self.body is not None and self.date is not None

    def speaks_against(self, other: Known) -> list[str]:
        """Return what the two say differently: "force", "body", "date"."""
        pairs = (
            ("force", self.document.force, other.document.force),
            ("body", self.body, other.body),
            ("date", self.date, other.date),
        )
        return [name for name, a, b in pairs if a is not None and b is not None and a != b]


def joined(
    joining: Sequence[tuple[float, str, str]],
    known: Mapping[str, Known],
    meetings: dict[str, str],
) -> list[tuple[str, str]]:
    """Let documents join meetings, the most alike first; return the pairs that could not.

    ``meetings`` is altered. A document that is as like one dated meeting as another joins
    neither, and no meeting comes to have two dates or two bodies.
    """
    refused: list[tuple[str, str]] = []
    torn = _torn(joining, known, meetings)
    members: dict[str, set[str]] = {}
    for key, meeting in meetings.items():
        members.setdefault(meeting, set()).add(key)
    for _, first, second in sorted(joining, key=lambda one: (-one[0], one[1], one[2])):
        mine, theirs = meetings[first], meetings[second]
        if mine == theirs:
            continue
        clash = any(
            known[a].speaks_against(known[b]) for a in members[mine] for b in members[theirs]
        )
        if clash or first in torn or second in torn:
            refused.append((first, second))
            continue
        both = members.pop(mine) | members.pop(theirs)
        name = _name(both, known)
        # What they state together may be a meeting that is there already.
        both |= members.pop(name, set())
        members[name] = both
        meetings.update(dict.fromkeys(both, name))
    return refused


def _torn(
    joining: Sequence[tuple[float, str, str]],
    known: Mapping[str, Known],
    meetings: Mapping[str, str],
) -> set[str]:
    """Return the documents that are as like one whole meeting as another."""
    best: dict[str, dict[str, float]] = {}
    for share, first, second in joining:
        for mine, theirs in ((first, second), (second, first)):
            if not known[mine].whole and known[theirs].whole:
                of = best.setdefault(mine, {})
                of[meetings[theirs]] = max(share, of.get(meetings[theirs], 0.0))
    torn = set()
    for key, of in best.items():
        shares = sorted(of.values(), reverse=True)
        if len(shares) > 1 and shares[0] - shares[1] < 0.1:
            torn.add(key)
    return torn


def _name(members: set[str], known: Mapping[str, Known]) -> str:
    """Return the id of a meeting of several documents: by what any of them states, if it can."""
    ordered = [known[key].document for key in sorted(members)]
    body = next((d.body for d in ordered if d.body), None)
    force = next((d.force for d in ordered if d.force), None)
    held_on = next((d.date for d in ordered if d.date), None)
    return meeting_id(force, body, held_on, ordered[0].id)
