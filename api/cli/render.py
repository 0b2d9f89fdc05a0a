"""Answers and search results as text: quotes in quotation marks, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from api.cli.printing import count, day, label, put, quoted, span
from api.cli.terminal import one_line
from corpus.register import Kind
from retrieval.records import (
    Answer,
    HeldCoverage,
    Promise,
    SearchResult,
    Status,
    UnderstoodFilters,
)

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.model import Citation, ItemRef
    from retrieval.records import Expansion

_VERDICT = {
    Status.ANSWERED: ("Answered", "bold green"),
    Status.WEAK: ("Weak", "bold yellow"),
    Status.ABSTAINED: ("Not in this archive", "bold red"),
}
_INDENT = 3
_RENDITIONS_NAMED = 3
_BODIES_NAMED = 4
"""More would bury the answer above them; ``minuted coverage`` names all."""


def print_answer(console: Console, answer: Answer) -> None:
    """Print a cited answer, or the plain word that the archive does not answer."""
    put(console, answer.question, style="bold")
    word, style = _VERDICT[answer.status]
    put(console, f"{word}: {answer.reason}" if answer.reason else f"{word}.", style=style)
    _print_understood(console, answer.filters, answer.expansions, answer.kind.value)
    if answer.register:
        asked = "; ".join(f"{name}: {one_line(value)}" for name, value in answer.register)
        put(console, f"Asked of the register of commitments: {asked}.")
    for number, statement in enumerate(answer.statements, start=1):
        put(console)
        if statement.context:
            put(
                console, f"In the record above it: {statement.context}", indent=_INDENT, style="dim"
            )
        put(console, f"{number}. {quoted(statement.text)}")
        if statement.promise:
            _print_promise(console, statement.promise)
        for index in statement.citations:
            # Several quotes make one statement: each place then names its own.
            if len(statement.citations) > 1:
                put(console, quoted(answer.citations[index].quote), indent=_INDENT, style="dim")
            print_place(console, answer.citations[index])
    if answer.nearest:
        put(console)
        put(console, "Nearest passages:", style="bold")
        for citation in answer.nearest:
            put(console)
            put(console, quoted(citation.quote), indent=_INDENT)
            print_place(console, citation)
    put(console)
    put(console, coverage_line(answer.coverage))
    for note in answer.coverage.notes:
        put(console, note)
    _print_withheld(console, answer.withheld)
    _print_made_by(console, answer.generation, answer.model, answer.took_ms)


def print_search(console: Console, result: SearchResult) -> None:
    """Print ranked passages."""
    put(console, result.query, style="bold")
    _print_understood(console, result.filters, result.expansions, None)
    if not result.hits:
        put(console, "No passage was found.")
    for hit in result.hits:
        put(console)
        put(
            console,
            f"{hit.rank}. score {hit.score:.3f} (meaning {hit.dense:.3f}, words {hit.lexical:.2f})",
            style="bold",
        )
        put(console, quoted(hit.citation.quote), indent=_INDENT)
        print_place(console, hit.citation)
    put(console)
    _print_withheld(console, result.withheld)
    _print_made_by(console, result.generation, result.model, result.took_ms)


def _print_promise(console: Console, promise: Promise) -> None:
    """Print what the register says of a quote: what it is, who owes it, where it stands."""
    from api.register.wording import kind_words

    what = kind_words(Kind(promise.kind), promise.binding)
    due = promise.due or "not stated"
    if promise.due_date:
        due += f" ({day(date.fromisoformat(promise.due_date))})"
    asked = f" {promise.acceptance_text}." if promise.acceptance_text else ""
    reviewed = f" A person has reviewed it: {promise.review}." if promise.review != "none" else ""
    put(
        console,
        f"{what}. Owner: {one_line(promise.owner or 'not stated')}. Due: {one_line(due)}.{asked} "
        f"{promise.status_text}.{reviewed} ({promise.id})",
        indent=_INDENT,
        style="bold",
    )


def print_place(console: Console, citation: Citation) -> None:
    """Print where a quote stands: body, date, item and page; then source and offsets."""
    put(
        console,
        label(
            citation.body or "body not stated in the record",
            day(citation.meeting_date),
            item_label(citation.item),
            f"page {citation.page}" if citation.page is not None else None,
            f"said by {citation.speaker}" if citation.speaker else None,
            f"text recognised from a picture, confidence {citation.ocr} %"
            if citation.ocr is not None
            else None,
        ),
        indent=_INDENT,
        style="cyan",
    )
    rendition = rendition_line(citation)
    if rendition:
        put(console, rendition, indent=_INDENT, style="dim")
    put(
        console,
        f"{one_line(citation.document.source)}, characters {citation.start} to {citation.end} "
        f"of {citation.document.id} (passage {citation.passage_id})",
        indent=_INDENT,
        style="dim",
    )


def rendition_line(citation: Citation) -> str | None:
    """Return what is to be said of the document quoted: its stage, and that there are others."""
    parts = []
    if citation.status is not None and citation.status.value != "approved":
        parts.append({"draft": "From draft minutes.", "agenda": "From an agenda."}[citation.status])
    if citation.renditions:
        ids = ", ".join(other.id for other in citation.renditions[:_RENDITIONS_NAMED])
        more = len(citation.renditions) - _RENDITIONS_NAMED
        also = f" and {more} more" if more > 0 else ""
        parts.append(
            f"{count(len(citation.renditions), 'other document')} of this meeting: {ids}{also}."
        )
    return " ".join(parts) or None


def item_label(item: ItemRef | None) -> str | None:
    """Return an item's number and title as one phrase, or None when there is neither."""
    if item is None or not (item.number or item.title):
        return None
    return "item " + " ".join(part for part in (item.number, item.title) if part)


def coverage_line(held: HeldCoverage) -> str:
    """Return what was looked through, in one line."""
    parts = [count(held.meetings, "meeting"), span(held.first, held.last)]
    if held.undated:
        parts.append(f"{count(held.undated, 'document')} without a date")
    line = "Looked through: " + ", ".join(parts)
    if held.bodies:
        named = [one_line(body) for body in held.bodies[:_BODIES_NAMED]]
        if len(held.bodies) > len(named):
            named.append(f"and {count(len(held.bodies) - len(named), 'more body', 'more bodies')}")
        line += " (" + "; ".join(named) + ")"
    line += "."
    if held.unreadable:
        unread = count(held.unreadable, "file or page", "files or pages")
        line += f" In the whole archive {unread} could not be read: see minuted coverage."
    return line


def understood(filters: UnderstoodFilters) -> list[str]:
    """Return the filters as applied, each as a phrase that tells where it comes from."""
    said: list[tuple[str, str]] = [
        (name, " or ".join(values))
        for name, values in (("force", filters.force), ("body", filters.body))
        if values
    ]
    for name in ("since", "until"):
        when = getattr(filters, name)
        if when:
            said.append((name, day(when)))
    for name in ("item", "speaker", "document"):
        value = getattr(filters, name)
        if value:
            said.append((name, value))
    phrases = [
        f"{name} {one_line(value)}"
        + (" (from the question)" if name in filters.from_question else "")
        for name, value in said
    ]
    return phrases + [f"nothing held of {one_line(name)}" for name in filters.unknown]


def _print_understood(
    console: Console, filters: UnderstoodFilters, expansions: Sequence[Expansion], kind: str | None
) -> None:
    parts = [f"a question for {_KIND.get(kind, kind)}"] if kind else []
    parts += understood(filters)
    if parts:
        put(console, "Understood as: " + "; ".join(parts) + ".")
    if expansions:
        also = "; ".join(one_line(e.why) for e in expansions)
        put(console, f"Looked for besides: {also}.")


_KIND = {
    "commitments": "commitments",
    "fact": "a fact",
    "who-said": "who said something",
    "decision": "a decision",
    "timeline": "what happened over time",
    "comparison": "a comparison",
}


def _print_withheld(console: Console, withheld: int) -> None:
    if withheld:
        put(
            console,
            f"{count(withheld, 'passage')} withheld: the stored text is no longer what was "
            "indexed. Find out more: minuted doctor",
            style="bold red",
        )


def _print_made_by(console: Console, generation: str, model: str, took_ms: float) -> None:
    put(console, f"Index {generation}, model {one_line(model)}, {took_ms:,.0f} ms.", style="dim")
