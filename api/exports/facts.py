"""What every file says besides its entries: what was asked, where, when, and how sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from api.register.listing import Listing
from api.register.wording import (
    NOT_DONE,
    NOT_PROMISE,
    STATUSES,
    asked_in_words,
    kinds_counted,
    moment,
)
from corpus.archive import Archive
from corpus.coverage import coverage
from corpus.model import Coverage, Gap
from corpus.register import BINDING, Kind
from corpus.rhythm import every
from retrieval.register_records import RegisterEntry
from retrieval.register_status import spelled

_BODIES_NAMED = 40
_GAPS_NAMED = 40


@dataclass(frozen=True, slots=True)
class Export:
    """A listing on its way into a file.

    Attributes
    ----------
    listing
        What is written.
    held
        What the whole archive holds.
    notice
        The archive's own notice ("everything here is invented"), if it has one.
    base
        The server's address, for absolute links; None leaves links relative.
    at
        When the quotes were cut and checked (UTC).
    """

    listing: Listing
    held: Coverage
    notice: str | None
    base: str | None
    at: datetime

    @property
    def entries(self) -> tuple[RegisterEntry, ...]:
        """Everything that is written, in order."""
        return self.listing.entries

    @property
    def generation(self) -> str:
        """The index generation."""
        return self.listing.page.generation


def export_of(
    listing: Listing, archive: Archive, base: str | None, at: datetime | None = None
) -> Export:
    """Put together what goes into a file; ``at`` is now, if not given."""
    when = (at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    return Export(listing, coverage(archive), archive.notice(), base, when)


def verified_text(export: Export) -> str:
    """Return the sentence that vouches for the quotes."""
    return (
        f"Every quotation was cut from the stored text and verified against it on "
        f"{moment(export.at)}, index generation {export.generation}."
    )


def asked_lines(export: Export) -> list[tuple[str, str]]:
    """Return what was asked, as pairs; one pair that says so where nothing was."""
    listing = export.listing
    found = asked_in_words(listing.page, promises_only=listing.promises_only)
    return found or [("Asked for", "everything the register holds")]


def count_lines(export: Export) -> list[tuple[str, str]]:
    """Return how many entries the file holds, and what was left out of it."""
    page, listing = export.listing.page, export.listing
    binding = sum(entry.facts.binding for entry in export.entries)
    requests = sum(entry.facts.kind is Kind.REQUEST for entry in export.entries)
    others = len(export.entries) - binding - requests
    found = [("Promises", f"{binding:,}"), ("Requests, told apart", f"{requests:,}")]
    if others:
        found.append(("Others, which bind nobody", f"{others:,}"))
    by_status = dict.fromkeys(STATUSES, 0)
    for entry in export.entries:
        by_status[entry.status] += entry.facts.binding
    stands = ", ".join(
        f"{STATUSES[status].lower()}: {number:,}" for status, number in by_status.items() if number
    )
    if stands:
        found.append(("Where the promises stand", stands))
    more = page.total - page.offset - len(page.entries) - page.withheld
    if more > 0 or page.offset:
        found.append(("Part of a longer list", f"{page.total:,} entries fit in all"))
    left = {k: n for k, n in listing.left_out.items() if k is not Kind.REQUEST or not requests}
    if left:
        found.append(("Left out, since they bind nobody", kinds_counted(left)))
    return found


def coverage_lines(export: Export) -> list[tuple[str, str]]:
    """Return what was looked through, what could not be read, and which gaps there are."""
    page = export.listing.page
    held = page.coverage
    if held.first and held.last:
        dates = f"{spelled(held.first)} to {spelled(held.last)}"
    else:
        dates = "no meeting has a stated date"
    more = len(held.bodies) - _BODIES_NAMED
    bodies = "; ".join(held.bodies[:_BODIES_NAMED]) + (f"; and {more:,} more" if more > 0 else "")
    found = [
        ("Bodies", bodies or "none is stated in the record"),
        ("Meetings held", f"{held.meetings:,}"),
        ("Dates held", dates),
    ]
    if held.undated:
        found.append(("Documents without a date", f"{held.undated:,}"))
    found.append(("Could not be read", _unread(export)))
    gaps = gap_lines(export)
    found += [("Gap", line) for line in gaps] or [("Gaps", "none noticed")]
    found += [("Note", note) for note in held.notes]
    if page.withheld:
        found.append(
            ("Withheld", f"{page.withheld:,} entries, since the text they stand in was altered")
        )
    if page.lost:
        found.append(
            ("Reviews of words no longer found", f"{page.lost:,} (minuted review list --lost)")
        )
    return found


def _unread(export: Export) -> str:
    number = export.listing.page.coverage.unreadable
    if not number:
        return "nothing"
    return f"{number:,} {'file or page' if number == 1 else 'files or pages'} of the whole archive"


def gap_lines(export: Export) -> list[str]:
    """Return the times without minutes that are long for a body that was looked through."""
    wanted = set(export.listing.page.coverage.bodies)
    found = [
        _gap(body.body, gap, body.interval)
        for body in export.held.bodies
        if body.body and body.body in wanted
        for gap in body.gaps
    ]
    more = len(found) - _GAPS_NAMED
    return found[:_GAPS_NAMED] + ([f"and {more:,} more gaps"] if more > 0 else [])


def _gap(body: str, gap: Gap, usual: int | None) -> str:
    about = f" (it usually meets about {every(usual)})" if usual else ""
    return f"{body}: no minutes held between {spelled(gap.after)} and {spelled(gap.before)}{about}"


def reading_lines(export: Export) -> list[str]:
    """Return how the file is to be read."""
    notice = [f"About this archive: {export.notice}"] if export.notice else []
    return [*notice, verified_text(export), NOT_DONE, NOT_PROMISE]


def sections(export: Export) -> list[tuple[str, list[RegisterEntry]]]:
    """Return the entries as promises, requests, and what else binds nobody."""
    parts: dict[str, list[RegisterEntry]] = {
        "Commitments": [],
        "Requests, which are not promises": [],
        "What binds nobody": [],
    }
    for entry in export.entries:
        if entry.facts.binding and entry.facts.kind in BINDING:
            parts["Commitments"].append(entry)
        elif entry.facts.kind is Kind.REQUEST:
            parts["Requests, which are not promises"].append(entry)
        else:
            parts["What binds nobody"].append(entry)
    return [(name, found) for name, found in parts.items() if found]
