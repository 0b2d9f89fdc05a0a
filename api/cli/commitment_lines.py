"""The register as text: a listing by meeting, and one commitment with all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from api.cli.printing import count, day, label, put, quoted
from api.cli.render import coverage_line, item_label, print_place
from api.cli.terminal import one_line
from api.register.wording import (
    NOT_DONE,
    asked_in_words,
    decision_text,
    due_text,
    kind_text,
    kinds_counted,
    moment,
    owner_text,
    request_text,
    review_text,
    topic_names,
    why_text,
    yes_no,
)
from corpus.register import Kind, Review, Status
from retrieval.register_records import (
    Facts,
    LostReview,
    RegisterEntry,
    ReviewState,
    Sort,
    TimelineStep,
)

if TYPE_CHECKING:
    from rich.console import Console

    from api.register.listing import Listing

_INDENT = 3
_STYLES = {
    Status.OPEN: "yellow",
    Status.CLOSED: "green",
    Status.OVERDUE: "red",
    Status.NO_LATER_RECORD: "magenta",
}


def print_listing(console: Console, listing: Listing) -> None:
    """Print a listing: promises by meeting, then the requests, then what was looked through."""
    page = listing.page
    asked = asked_in_words(page, promises_only=listing.promises_only)
    if asked:
        put(
            console,
            "Understood as: " + "; ".join(f"{k.lower()}: {one_line(v)}" for k, v in asked) + ".",
        )
    put(console, _found_line(listing), style="bold")
    _print_entries(console, page.entries, page.offset, by_meeting=page.asked.sort is Sort.DATE)
    if listing.requests:
        put(console)
        total = listing.left_out.get(Kind.REQUEST, 0)
        more = total - len(listing.requests)
        put(
            console,
            f"Requests, which are not promises: {total:,}"
            + (f", of which the first {len(listing.requests):,}" if more > 0 else ""),
            style="bold",
        )
        _print_entries(
            console, listing.requests, 0, by_meeting=page.asked.sort is Sort.DATE, mark="r"
        )
    put(console)
    _print_end(console, listing)


def _found_line(listing: Listing) -> str:
    page = listing.page
    noun = ("promise", "promises") if listing.promises_only else ("entry", "entries")
    found = f"{count(page.total, *noun)} in the register"
    if not page.total and page.unknown:
        return f"Nothing is held of {', '.join(one_line(name) for name in page.unknown)}."
    if page.entries and len(page.entries) < page.total:
        last = page.offset + len(page.entries)
        found += f", of which {page.offset + 1:,} to {last:,} (more: --offset {last})"
    return found + "."


def _print_entries(
    console: Console,
    entries: Sequence[RegisterEntry],
    offset: int,
    *,
    by_meeting: bool,
    mark: str = "",
) -> None:
    number = offset
    for _, group in groupby(entries, key=lambda e: e.commitment.meeting_id):
        for place, entry in enumerate(group):
            number += 1
            if by_meeting and place == 0:
                put(console)
                put(console, _meeting(entry), style="bold cyan")
            if not by_meeting:
                put(console)
            _print_entry(console, f"{mark}{number}", entry, with_meeting=not by_meeting)


def _meeting(entry: RegisterEntry) -> str:
    cited = entry.citation
    return label(cited.body or "body not stated in the record", day(cited.meeting_date))


def _print_entry(
    console: Console, number: str, entry: RegisterEntry, *, with_meeting: bool
) -> None:
    cited = entry.citation
    put(console, f"{number}. {quoted(cited.quote)}")
    if with_meeting:
        put(console, _meeting(entry), indent=_INDENT, style="cyan")
    put(
        console,
        f"{kind_text(entry.facts)}. Owner: {one_line(owner_text(entry.facts.owner))}. "
        f"Due: {one_line(due_text(entry.facts.due))}.",
        indent=_INDENT,
    )
    asked = request_text(entry)
    if asked:
        put(console, f"{asked}.", indent=_INDENT)
    later = count(len(entry.follow_ups), "later record") if entry.follow_ups else None
    put(
        console,
        f"{entry.status_text}" + (f" ({later})" if later else "") + ".",
        indent=_INDENT,
        style=_STYLES[entry.status],
    )
    reviewed = review_text(entry.review)
    if reviewed:
        put(console, f"Review: {one_line(reviewed)}", indent=_INDENT, style="bold")
    if entry.withheld:
        put(console, _withheld(entry), indent=_INDENT, style="bold red")
    put(
        console,
        label(entry.id, item_label(cited.item), f"page {cited.page}" if cited.page else None),
        indent=_INDENT,
        style="dim",
    )


def _withheld(entry: RegisterEntry) -> str:
    return (
        f"{count(entry.withheld, 'quote')} of it withheld: the stored text is no longer what was "
        "indexed. Find out more: minuted doctor"
    )


def _print_end(console: Console, listing: Listing) -> None:
    page = listing.page
    left = {
        kind: number
        for kind, number in listing.left_out.items()
        if kind is not Kind.REQUEST or not listing.requests
    }
    if left:
        put(
            console,
            f"Left out, since they bind nobody: {kinds_counted(left)}. "
            "List them with --all or --kind.",
        )
    put(console, NOT_DONE)
    put(console, coverage_line(page.coverage))
    for note in page.coverage.notes:
        put(console, note)
    if page.withheld:
        put(
            console,
            f"{count(page.withheld, 'entry', 'entries')} withheld: the stored text is no longer "
            "what was indexed. Find out more: minuted doctor",
            style="bold red",
        )
    if page.lost:
        put(
            console,
            f"{count(page.lost, 'review')} of words that the register holds no more. "
            "See: minuted review list --lost",
            style="bold yellow",
        )
    put(console, f"Index {page.generation}. One of them in full: minuted show ID", style="dim")


def print_commitment(
    console: Console, entry: RegisterEntry, steps: Sequence[TimelineStep], generation: str
) -> None:
    """Print one commitment: quote, facts, why it is here, timeline, and who decided what."""
    put(console, quoted(entry.citation.quote), style="bold")
    print_place(console, entry.citation)
    if entry.context:
        put(console, f"In the record above it: {entry.context}", indent=_INDENT, style="dim")
    put(console)
    _print_facts(console, entry)
    put(console)
    put(console, "What became of it", style="bold")
    put(console, f"{entry.status_text}.", indent=_INDENT, style=_STYLES[entry.status])
    for step in steps:
        _print_step(console, step)
    for place in entry.again:
        merged = f", merged from {place.merged}" if place.merged else ""
        put(console)
        put(console, f"Said again in the record{merged}: {quoted(place.citation.quote)}")
        print_place(console, place.citation)
    put(console)
    print_reviews(console, entry)
    if entry.withheld:
        put(console, _withheld(entry), style="bold red")
    put(console)
    put(console, NOT_DONE)
    put(console, f"Index {generation}.", style="dim")


def _print_facts(console: Console, entry: RegisterEntry) -> None:
    by_person = entry.review.state not in (ReviewState.NONE, ReviewState.CONFIRMED)
    put(console, f"{entry.id}: {kind_text(entry.facts)}", style="bold")
    asked = request_text(entry)
    if asked:
        put(console, f"{asked}.", indent=_INDENT)
    _print_what_holds(console, entry.facts)
    if entry.commitment.number:
        put(console, f"Number in the record: {one_line(entry.commitment.number)}", indent=_INDENT)
    if entry.owner_citation:
        cell = quoted(one_line(entry.owner_citation.quote))
        put(console, f"The ACTION column says: {cell}", indent=_INDENT)
    put(console, f"Why it is here. {one_line(why_text(entry))}", indent=_INDENT)
    if entry.machine is None:
        put(console, "The program says nothing of it: a reviewer named it.", indent=_INDENT)
    elif by_person:
        put(console, "What the program found, apart from what people say:", indent=_INDENT)
        put(
            console,
            f"{kind_text(entry.machine)} (binding: {yes_no(entry.machine.binding)}).",
            indent=2 * _INDENT,
        )
        _print_what_holds(console, entry.machine, 2 * _INDENT)
        put(console, f"Status: {entry.machine.status.value}", indent=2 * _INDENT)


def _print_what_holds(console: Console, facts: Facts, indent: int = _INDENT) -> None:
    put(console, f"Owner: {one_line(owner_text(facts.owner))}", indent=indent)
    put(console, f"Due: {one_line(due_text(facts.due))}", indent=indent)
    put(console, f"Topics: {topic_names(facts.topics) or 'none'}", indent=indent)


def _print_step(console: Console, step: TimelineStep) -> None:
    put(console)
    put(console, f"{day(step.when)}: {one_line(step.text)}", indent=_INDENT)
    if step.citation and step.what != "found":
        put(console, quoted(step.citation.quote), indent=2 * _INDENT)
        print_place(console, step.citation)


def print_reviews(console: Console, entry: RegisterEntry) -> None:
    """Print what people decided about an entry, what was taken back included."""
    reviewed = review_text(entry.review)
    put(console, "What people decided", style="bold")
    put(console, f"{one_line(reviewed)}" if reviewed else "Nobody has reviewed it.", indent=_INDENT)
    if entry.review.anchored:
        put(console, f"Found again by: {one_line(entry.review.anchored)}.", indent=_INDENT)
    for review in entry.review.reviews:
        print_review(console, review, indent=_INDENT)


def print_review(console: Console, review: Review, *, indent: int = 0) -> None:
    """Print one review as it was made."""
    put(
        console,
        f"Review {review.id}: {one_line(decision_text(review))}. Reason: {one_line(review.reason)}",
        indent=indent,
    )


def print_lost(console: Console, lost: Sequence[LostReview]) -> None:
    """Print the reviews whose words the register does not hold any more, and why."""
    if not lost:
        put(console, "Every review that stands is of words that the register holds.")
    for one in lost:
        put(console)
        print_review(console, one.review)
        put(console, quoted(one.review.quote), indent=_INDENT)
        put(
            console,
            f"{one.review.commitment_id}, document {one.review.document_id}, "
            f"made {moment(one.review.at)}. {one_line(one.why)}",
            indent=_INDENT,
            style="dim",
        )
