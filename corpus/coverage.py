"""What the archive holds, and what it could not read: told, never hidden."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from corpus.archive import Archive
from corpus.model import (
    BodyCoverage,
    Coverage,
    Document,
    Grouping,
    Meeting,
    MeetingStatus,
    Resemblance,
    Verdict,
)
from corpus.reference import out_of_its_time, same_body
from corpus.rhythm import gaps_in, interval_of
from corpus.structure import find_dates, is_conflict


def coverage(archive: Archive) -> Coverage:
    """Count meetings, documents, dates, drafts, gaps, unread pages and failures.

    Bodies are in alphabetical order, each once whatever it was called at the time;
    documents whose body is unknown come last, under a body of None.
    """
    documents = archive.documents()
    meetings = archive.meetings()
    resemblances = archive.resemblances()
    by_id = {d.id: d for d in documents}
    groups: dict[tuple[str, str] | None, list[Document]] = defaultdict(list)
    for document in documents:
        groups[_key(document)].append(document)
    bodies = [_of_body(group) for group in groups.values()]
    dates = [d.date for d in documents if d.date]
    return Coverage(
        bodies=tuple(
            sorted(bodies, key=lambda b: (b.body is None, (b.body or "").casefold(), b.force or ""))
        ),
        meetings=len(meetings),
        documents=len(documents),
        first=min(dates, default=None),
        last=max(dates, default=None),
        undated=sum(d.date is None for d in documents),
        unreadable_pages=sum(len(d.pages_without_text) for d in documents),
        failures=archive.failures(),
        notes=tuple((d.source, note) for d in documents for note in d.notes),
        drafts=tuple(m for m in meetings if _is_draft(m, by_id)),
        groupings=_groupings(meetings, resemblances),
        doubts=tuple(r for r in resemblances if r.verdict in (Verdict.UNSURE, Verdict.DIFFERS)),
        conflicts=_conflicts(documents, resemblances),
    )


def _key(document: Document) -> tuple[str, str] | None:
    if document.body is None:
        return None
    return same_body(document.body, document.force).casefold(), document.force or ""


def _of_body(documents: Sequence[Document]) -> BodyCoverage:
    dates: list[date] = [d.date for d in documents if d.date]
    settled = {d.meeting_id for d in documents if d.status is not MeetingStatus.DRAFT}
    # Minutes, not agendas, are what can be missing.
    held_on = [d.date for d in documents if d.date and d.status is not MeetingStatus.AGENDA]
    # The name it has gone by last is the one it is known by.
    names = Counter(d.body for d in documents if d.body)
    latest = max(
        (d for d in documents if d.body),
        key=lambda d: (d.date or date.min, names[d.body or ""], d.body or ""),
        default=None,
    )
    forces = {d.force for d in documents}
    body = latest.body if latest else None
    return BodyCoverage(
        body=body,
        force=next(iter(forces)) if len(forces) == 1 else None,
        meetings=len({d.meeting_id for d in documents}),
        documents=len(documents),
        first=min(dates, default=None),
        last=max(dates, default=None),
        undated=sum(d.date is None for d in documents),
        drafts=len({d.meeting_id for d in documents} - settled),
        unreadable_pages=sum(len(d.pages_without_text) for d in documents),
        other_names=tuple(sorted(name for name in names if name and name != body)),
        interval=interval_of(held_on) if body else None,
        gaps=gaps_in(held_on) if body else (),
    )


def _is_draft(meeting: Meeting, documents: Mapping[str, Document]) -> bool:
    held = {documents[key].status for key in meeting.document_ids if key in documents}
    return MeetingStatus.DRAFT in held and held <= {MeetingStatus.DRAFT, MeetingStatus.AGENDA}


def _groupings(
    meetings: Sequence[Meeting], resemblances: Sequence[Resemblance]
) -> tuple[Grouping, ...]:
    of = {key: meeting.id for meeting in meetings for key in meeting.document_ids}
    why: dict[str, dict[str, None]] = defaultdict(dict)
    for one in resemblances:
        if one.verdict is Verdict.SAME and of.get(one.first) == of.get(one.second):
            why[of.get(one.first, "")].setdefault(one.why)
    return tuple(
        Grouping(meeting, tuple(why[meeting.id]) or ("The same body and date",))
        for meeting in meetings
        if len(meeting.document_ids) > 1
    )


def _named_day(source: str) -> date | None:
    """Return the one day that a file's name states in full, or None."""
    name = re.sub(r"\.\w{1,5}$", "", source.replace("\\", "/").rpartition("/")[2])
    if "?" in name or "=" in name:
        return None  # an address: its figures are a site's own numbers
    days = {found.date for found in find_dates(re.sub(r"[_-]+", " ", name)) if found.date}
    days |= {found.date for found in find_dates(name) if found.date}
    return next(iter(days)) if len(days) == 1 else None


def _conflicts(
    documents: Sequence[Document], resemblances: Sequence[Resemblance]
) -> tuple[tuple[str, str], ...]:
    sources = {d.id: d.source for d in documents}
    found = [(d.source, note) for d in documents for note in d.notes if is_conflict(note)]
    for document in documents:
        named = _named_day(document.source)
        told = any(is_conflict(note) and f"{named}" in note for note in document.notes)
        if named is not None and named != document.date and not told:
            text = f"its text {document.date}" if document.date else "its text states none"
            found.append((document.source, f"The file's name says {named}; {text}."))
        if document.body and document.date:
            why = out_of_its_time(document.body, document.force, document.date)
            if why is not None:
                found.append(
                    (
                        document.source,
                        f"It is of {document.body} and dated {document.date}, but {why}; its date "
                        "or its body may be wrong.",
                    )
                )
    found += [
        (
            sources[one.first],
            f"{one.why}. The other is {sources[one.second]}.",
        )
        for one in resemblances
        if one.verdict is Verdict.CONFLICT and one.first in sources and one.second in sources
    ]
    return tuple(found)
