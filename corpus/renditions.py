"""Which documents record one meeting: agenda, draft and final, or one text in four formats.

A body and a date are a meeting; what states both needs nothing more. What leaves one of
them unsaid joins a meeting only by its text, and only where nothing it does say speaks
against it. Standing items repeat from meeting to meeting, so a likeness short of nearly
the same text is told as a doubt, and a likeness across two dates as a conflict: neither
is settled here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import PurePosixPath

from corpus.archive_writer import ArchiveWriter
from corpus.identity import meeting_id
from corpus.joining import Known, joined
from corpus.model import Document, MeetingStatus, Resemblance, Verdict
from corpus.reference import same_body
from corpus.shingles import VERSION, Likeness, Signature, alike, likeness, signature

NEARLY_THE_SAME = 0.8
"""Resemblance. Of the real minutes at hand, two formats of one meeting have .88 at least in
common, two meetings of one body .06 at most."""

SAME_NAME = 0.5
"""Enough where the files' names are the same but for their ending."""

DOUBTFUL, HELD_IN = 0.4, 0.7
"""Resemblance, or share of the shorter text, from which a pair is told as a doubt."""

DIFFERENT = 0.1
"""Of one body and date: texts less alike than this may be of two meetings on one day."""

LONG = 400
"""Shingles of a text that tells of a whole meeting; less is an item, a page, a note."""

_STAGES = re.compile(
    r"(?<![a-z])(?:draft|final|approved|unapproved|confirmed|signed|copy|for publishing|v\d+)"
    r"(?![a-z])"
)
_DISTINCT = 8
"""Letters and figures; a shorter stem ("minutes") names no meeting."""


def settle(archive: ArchiveWriter) -> tuple[Resemblance, ...]:
    """Work out which meeting each current document records, and keep it.

    Parameters
    ----------
    archive
        Open for writing; one transaction.

    Returns
    -------
    tuple of Resemblance
        Every pair of which something is to be said, by ids.
    """
    documents = archive.documents()
    signatures = _signatures(archive, documents)
    meetings, found = grouped(documents, signatures)
    with archive.transaction():
        archive.put_meetings(meetings, found)
    return found


def _signatures(archive: ArchiveWriter, documents: Sequence[Document]) -> dict[str, Signature]:
    held = archive.signatures(VERSION)
    made = {d.id: held[d.id] for d in documents if d.id in held}
    missing = [d for d in documents if d.id not in made]
    if missing:
        with archive.transaction():
            for document in missing:
                made[document.id] = signature(
                    archive.text(document.id), archive.blocks(document.id)
                )
                archive.keep_signature(document, VERSION, made[document.id])
    return made


def grouped(
    documents: Sequence[Document], signatures: Mapping[str, Signature]
) -> tuple[dict[str, str], tuple[Resemblance, ...]]:
    """Return the meeting of each document, by id, and what was found of pairs.

    Parameters
    ----------
    documents
        All current documents.
    signatures
        Of each of them, by id.
    """
    known = {
        d.id: Known(d, same_body(d.body, d.force) if d.body else None, stem_of(d.source))
        for d in documents
    }
    meetings = {d.id: meeting_id(d.force, d.body, d.date, d.id) for d in documents}
    found: dict[tuple[str, str], Resemblance] = {}
    joining: list[tuple[float, str, str]] = []
    for first, second in _pairs(known, meetings, signatures):
        how = likeness(signatures[first], signatures[second])
        told = _judge(known[first], known[second], how, signatures)
        if told is None:
            continue
        found[first, second] = told
        if told.verdict is Verdict.SAME and meetings[first] != meetings[second]:
            joining.append((told.likeness or 0.0, first, second))
    for first, second in joined(joining, known, meetings):
        found[first, second] = Resemblance(
            first,
            second,
            Verdict.UNSURE,
            found[first, second].likeness,
            "It is as like one meeting's record as another's",
        )
    return meetings, tuple(found[key] for key in sorted(found))


def _share(of: float) -> str:
    return "nearly all" if of >= 0.995 else f"about {of:.0%}"


def stem_of(source: str) -> str:
    """Return what a file's name says once its ending and its stage are left out.

    >>> stem_of("a/Panel 4 July 2012_Minutes_0.odt") == stem_of("a/Panel 4 July 2012_Minutes.doc")
    True
    """
    place = PurePosixPath(source.replace("\\", "/"))
    name = re.sub(r"\.\w{1,5}$", "", place.name).casefold()
    name = re.sub(r"(?:_\d{1,2}|\s?\(\d{1,2}\))+$", "", name)
    name = _STAGES.sub(" ", name.replace("_", " "))
    return f"{place.parent}/{' '.join(re.findall(r'[a-z0-9]+', name))}"


def _pairs(
    known: Mapping[str, Known], meetings: Mapping[str, str], signatures: Mapping[str, Signature]
) -> list[tuple[str, str]]:
    """Return the pairs worth a look: alike, of one meeting, or of one file name."""
    pairs = set(alike(signatures))
    groups: dict[str, list[str]] = {}
    for key, one in known.items():
        groups.setdefault(meetings[key], []).append(key)
        name = one.stem.rpartition("/")[2]
        if sum(c.isalnum() for c in name) >= _DISTINCT and any(c.isdigit() for c in name):
            groups.setdefault(one.stem, []).append(key)
    for group in groups.values():
        # A meeting may have a page for each item; of so many pairs nothing is to be said.
        if len(group) <= 12:
            pairs.update(combinations(sorted(group), 2))
    return sorted(pairs)


def _judge(
    one: Known, other: Known, how: Likeness, signatures: Mapping[str, Signature]
) -> Resemblance | None:
    """Return what is to be said of a pair, or None."""
    first, second = one.document, other.document
    made = [signatures[first.id], signatures[second.id]]
    comparable = min(m.shingles for m in made) >= LONG // 4
    share = how.resemblance if comparable else None

    def told(verdict: Verdict, why: str) -> Resemblance:
        return Resemblance(first.id, second.id, verdict, share, why[:1].upper() + why[1:])

    against = one.speaks_against(other)
    if one.whole and other.whole and not against:
        whole = all(m.shingles >= LONG for m in made)
        agenda = MeetingStatus.AGENDA in (first.status, second.status)
        if whole and not agenda and max(how.resemblance, how.containment / 2) < DIFFERENT:
            return told(
                Verdict.DIFFERS,
                "They are of one body and date, and taken as one meeting, but share hardly any "
                "text: there may have been two meetings on that day",
            )
        also = f", and {_share(share)} of the text" if share and share >= DIFFERENT else ""
        return told(Verdict.SAME, f"The same body and date{also}")
    if against:
        return _against(one, other, how, against)
    same_name = one.stem == other.stem
    if how.resemblance >= NEARLY_THE_SAME or (same_name and how.resemblance >= SAME_NAME):
        named = ", under one file name" if same_name else ""
        return told(Verdict.SAME, f"{_share(how.resemblance)} of the text is the same{named}")
    if how.resemblance >= DOUBTFUL:
        return told(Verdict.UNSURE, f"{_share(how.resemblance)} of the text is the same")
    if how.containment >= HELD_IN:
        return told(
            Verdict.UNSURE,
            f"{_share(how.containment)} of the shorter text stands in the longer one, which may be "
            "its meeting's record, or a later pack that holds it",
        )
    if same_name:
        why = "Their files have one name but for the ending"
        return told(Verdict.UNSURE, f"{why}; the texts are not alike" if comparable else why)
    return None


def _against(one: Known, other: Known, how: Likeness, against: list[str]) -> Resemblance | None:
    first, second = one.document, other.document
    if how.resemblance < NEARLY_THE_SAME or "force" in against:
        return None
    if against == ["body"] and not (one.date and other.date):
        return None  # a circular, read by several bodies
    if against == ["date"]:
        why = (
            f"{_share(how.resemblance)} of the text is the same, but one is dated "
            f"{first.date} and the other {second.date}: a date may be wrong"
        )
    elif against == ["body"]:
        why = (
            f"{_share(how.resemblance)} of the text and the date are the same, but one is of "
            f"{first.body} and the other of {second.body}"
        )
    else:
        return None
    why = why[:1].upper() + why[1:]
    return Resemblance(first.id, second.id, Verdict.CONFLICT, how.resemblance, why)
