"""How records are put into words on pages: dates, statuses, counts, places."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from corpus.model import MeetingStatus
from retrieval.records import QuestionKind, Status, UnderstoodFilters

NO_DATE = "date not stated in the record"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

KINDS = {
    QuestionKind.COMMITMENTS: "What was committed: actions, agreements, undertakings, resolutions",
    QuestionKind.FACT: "What the record says of something",
    QuestionKind.WHO_SAID: "Who said something",
    QuestionKind.DECISION: "What was decided",
    QuestionKind.TIMELINE: "What happened over time",
    QuestionKind.COMPARISON: "A comparison",
}
STATUSES = {
    Status.ANSWERED: "Answered",
    Status.WEAK: "Weak answer",
    Status.ABSTAINED: "Not in this archive",
}
MEANINGS = {
    Status.ANSWERED: "The record answers this. Every quotation below is word for word.",
    Status.WEAK: (
        "The record says something near this, but it may not answer the question. "
        "Read it in its place before you rely on it."
    ),
    Status.ABSTAINED: "The archive that is held here does not answer this question.",
}
MEETING_STATUSES = {
    MeetingStatus.AGENDA: "Agenda",
    MeetingStatus.DRAFT: "Draft minutes",
    MeetingStatus.APPROVED: "Approved minutes",
}


def day(when: date | None) -> str:
    """Return a date as it is read aloud, or the plain word that there is none.

    >>> day(date(2022, 7, 4)), day(None)
    ('4 July 2022', 'date not stated in the record')
    """
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}" if when else NO_DATE


def month(when: date) -> str:
    """Return a month, where the day would say more than is known.

    >>> month(date(2022, 7, 4))
    'July 2022'
    """
    return f"{_MONTHS[when.month - 1]} {when.year}"


def span(first: date | None, last: date | None) -> str:
    """Return the time from one date to another, as the end of a sentence.

    >>> span(date(2021, 3, 1), date(2022, 7, 4)), span(None, None)
    ('from 1 March 2021 to 4 July 2022', 'with no date stated')
    """
    if first is None or last is None:
        return "with no date stated"
    return f"on {day(first)}" if first == last else f"from {day(first)} to {day(last)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number and its noun.

    >>> count(1, "body", "bodies"), count(1200, "page")
    ('1 body', '1,200 pages')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def meeting_status(status: MeetingStatus | None) -> str:
    """Return how far a record has come, in words."""
    return MEETING_STATUSES[status] if status else "Not stated in the record"


def item_name(number: str | None, title: str | None) -> str:
    """Return an agenda item's number and title as far as they are printed."""
    return " ".join(part for part in (number, title) if part) or "Before the first heading"


def paragraphs(text: str) -> list[str]:
    """Cut a text at its blank lines."""
    return [part for part in (piece.strip() for piece in text.split("\n\n")) if part]


def web_address(source: str | None) -> str | None:
    """Return an address only when a browser may follow it: http or https, with a host."""
    if source is None:
        return None
    try:
        parts = urlsplit(source.strip())
    except ValueError:
        return None
    return source.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def filters_in_words(filters: UnderstoodFilters) -> list[tuple[str, str]]:
    """Return the filters as pairs of a name and what it asks for."""
    said: list[tuple[str, str]] = []

    def add(key: str, name: str, value: str | None) -> None:
        if value:
            read = " (read from your question)" if key in filters.from_question else ""
            said.append((name, value + read))

    add("force", "Force", " or ".join(filters.force))
    add("body", "Body", " or ".join(filters.body))
    add("since", "On or after", day(filters.since) if filters.since else None)
    add("until", "On or before", day(filters.until) if filters.until else None)
    add("item", "Agenda item", filters.item)
    add("speaker", "Speaker", filters.speaker)
    add("document", "Document", filters.document)
    add("unknown", "Nothing is held for", ", ".join(filters.unknown))
    return said
