"""``minuted coverage``: bodies, meetings, date ranges, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.options import ArchiveOption, JsonOption
from api.cli.printing import count, label, put, span
from api.cli.terminal import one_line, print_json, result_console

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.model import BodyCoverage, Coverage


def command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say what the archive holds, and what it could not read."""
    from api.cli.opening import open_archive, open_settings
    from corpus.coverage import coverage

    with open_archive(open_settings(archive)) as opened:
        held = coverage(opened)
    if as_json:
        from retrieval.serial import coverage_json

        print_json(coverage_json(held))
    else:
        _print(result_console(), held)


def _print(console: Console, held: Coverage) -> None:
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
    put(console)
    if held.undated:
        put(console, f"{count(held.undated, 'document')} without a date in the record.")
    if held.unreadable_pages:
        put(console, f"{count(held.unreadable_pages, 'page')} without a text layer: not searched.")
    if held.failures:
        put(console, f"{count(len(held.failures), 'file')} could not be read:", style="bold")
    for failure in held.failures:
        put(console, f"{one_line(failure.source)}: {one_line(failure.reason)}", indent=3)
    if held.notes:
        put(console, "Noticed while reading:", style="bold")
    for source, note in held.notes:
        put(console, f"{one_line(source)}: {one_line(note)}", indent=3)
    if not (held.undated or held.unreadable or held.notes):
        put(console, "Every file that was given could be read.")


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
