"""``minuted coverage``: bodies, meetings, date ranges, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from api.cli.options import ArchiveOption, JsonOption
from api.cli.printing import count, day, label, put, span
from api.cli.terminal import one_line, print_json, result_console

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.model import BodyCoverage, Coverage

_EXPECTED_NAMED = 4


def command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say what the archive holds, and what it could not read."""
    from api.cli.opening import open_archive, open_settings
    from corpus.coverage import coverage

    with open_archive(open_settings(archive)) as opened:
        held = coverage(opened)
        sources = {d.id: d.source for d in opened.documents()}
    if as_json:
        from retrieval.serial import coverage_json

        print_json(coverage_json(held))
    else:
        _print(result_console(), held, sources)


def _print(console: Console, held: Coverage, sources: Mapping[str, str]) -> None:
    put(
        console,
        f"{count(held.meetings, 'meeting')}, {count(held.documents, 'document')}, "
        f"{span(held.first, held.last)}.",
        style="bold",
    )
    for body in held.bodies:
        put(console)
        put(console, label(body.body or "Body not stated in the record", body.force), style="bold")
        put(console, ", ".join(_of_body(body)) + ".", indent=3)
        if body.other_names:
            put(
                console, f"Also printed as: {'; '.join(map(one_line, body.other_names))}.", indent=3
            )
        for line in _gaps(body):
            put(console, line, indent=3)
    put(console)
    _print_meetings(console, held, sources)
    if held.undated:
        put(console, f"{count(held.undated, 'document')} without a date in the record.")
    if held.unreadable_pages:
        put(console, f"{count(held.unreadable_pages, 'page')} without a text layer: not searched.")
    if held.failures:
        put(console, f"{count(len(held.failures), 'file')} could not be read:", style="bold")
    for failure in held.failures:
        put(console, f"{one_line(failure.source)}: {one_line(failure.reason)}", indent=3)
    notes = [one for one in held.notes if one not in held.conflicts]
    if notes:
        put(console, "Noticed while reading:", style="bold")
    for source, note in notes:
        put(console, f"{one_line(source)}: {one_line(note)}", indent=3)
    if not (held.undated or held.unreadable or held.notes or held.conflicts):
        put(console, "Every file that was given could be read.")


def _print_meetings(console: Console, held: Coverage, sources: Mapping[str, str]) -> None:
    if held.groupings:
        put(console, "Meetings that several documents record:", style="bold")
    for group in held.groupings:
        meeting = group.meeting
        put(
            console,
            f"{label(meeting.body or meeting.title or meeting.id, day(meeting.date))}: "
            f"{_names(meeting.document_ids, sources)}. {'; '.join(group.why)}.",
            indent=3,
        )
    if held.drafts:
        put(console, "Drafts that no final minutes have followed:", style="bold")
    for meeting in held.drafts:
        put(
            console, label(meeting.body or meeting.title or meeting.id, day(meeting.date)), indent=3
        )
    if held.doubts:
        put(console, "May be the same meeting, or may not:", style="bold")
    for one in held.doubts:
        put(console, f"{_names((one.first, one.second), sources)}: {one.why}.", indent=3)
    if held.conflicts:
        put(console, "Dates and bodies that do not agree:", style="bold")
    for source, note in held.conflicts:
        put(console, f"{one_line(source)}: {one_line(note)}", indent=3)


def _names(documents: Sequence[str], sources: Mapping[str, str]) -> str:
    return "; ".join(f"{one_line(sources.get(key, ''))} ({key})".strip() for key in documents)


def _gaps(body: BodyCoverage) -> list[str]:
    from corpus.rhythm import every

    lines = []
    for gap in body.gaps:
        about = ", ".join(f"{when:%B %Y}" for when in gap.expected[:_EXPECTED_NAMED])
        more = " and later" if len(gap.expected) > _EXPECTED_NAMED else ""
        lines.append(
            f"No minutes held between {day(gap.after)} and {day(gap.before)}; it usually meets "
            f"{every(body.interval or 0)}, so some may be missing of about {about}{more}."
        )
    return lines


def _of_body(body: BodyCoverage) -> list[str]:
    parts = [
        count(body.meetings, "meeting"),
        count(body.documents, "document"),
        span(body.first, body.last),
    ]
    if body.drafts:
        parts.append(f"{count(body.drafts, 'meeting')} in draft only")
    if body.undated:
        parts.append(f"{count(body.undated, 'document')} without a date")
    if body.unreadable_pages:
        parts.append(f"{count(body.unreadable_pages, 'page')} without text")
    return parts
