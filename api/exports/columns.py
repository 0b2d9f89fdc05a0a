"""The columns of the register as a table: the same, in the same order, in CSV and XLSX.

Scripts read the names: a column may be added at the end, never renamed or moved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from api.exports.cells import absolute
from api.register.wording import corrections_text, topic_names, yes_no
from corpus.register import Owner
from retrieval.register_records import Facts, RegisterEntry, ReviewState

Cell = str | int | float | date | None
Value = Callable[[RegisterEntry, str | None], Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for scripts, its heading for people, its width in characters."""

    name: str
    heading: str
    width: int
    value: Value
    link: bool = False


def _flat(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _owner(owner: Owner) -> str | None:
    return _flat(owner.raw)


def _item(entry: RegisterEntry, _: str | None) -> Cell:
    item = entry.citation.item
    return _flat(" ".join(p for p in (item.number, item.title) if p)) if item else None


def _machine(field: Callable[[Facts], Cell]) -> Value:
    """Return what the program says, empty where a reviewer named the entry."""
    return lambda entry, _: field(entry.machine) if entry.machine else None


def _last(field: Callable[[RegisterEntry, str | None], Cell]) -> Value:
    return lambda entry, base: field(entry, base) if entry.follow_ups else None


COLUMNS: tuple[Column, ...] = (
    Column("id", "Id", 20, lambda e, _: e.id),
    Column("meeting_date", "Meeting", 12, lambda e, _: e.citation.meeting_date),
    Column("body", "Body", 32, lambda e, _: _flat(e.citation.body)),
    Column("kind", "Kind", 14, lambda e, _: e.facts.kind.value),
    Column("binding", "A promise", 10, lambda e, _: yes_no(e.facts.binding)),
    Column("quote", "In the record's words", 70, lambda e, _: e.citation.quote),
    Column("owner", "Owner as printed", 22, lambda e, _: _owner(e.facts.owner)),
    Column("owner_person", "Owner's name", 22, lambda e, _: _flat(e.facts.owner.person)),
    Column("owner_role", "Owner's role", 24, lambda e, _: _flat(e.facts.owner.role)),
    Column("due", "Due as printed", 24, lambda e, _: _flat(e.facts.due.raw)),
    Column("due_date", "Due date", 12, lambda e, _: e.facts.due.date),
    Column("status", "Status", 16, lambda e, _: e.status.value),
    Column("status_text", "Status in words", 44, lambda e, _: e.status_text),
    Column("topics", "Topics", 24, lambda e, _: topic_names(e.facts.topics)),
    Column(
        "acceptance",
        "Request accepted",
        16,
        lambda e, _: e.commitment.acceptance.value if e.commitment.acceptance else None,
    ),
    Column("follow_ups", "Later records", 10, lambda e, _: len(e.follow_ups)),
    Column(
        "last_follow_up_date",
        "Last later record",
        12,
        _last(lambda e, _: e.follow_ups[-1].citation.meeting_date),
    ),
    Column(
        "last_follow_up_outcome",
        "What it says",
        14,
        _last(lambda e, _: e.follow_ups[-1].outcome.value),
    ),
    Column(
        "last_follow_up_quote",
        "In its words",
        60,
        _last(lambda e, _: e.follow_ups[-1].citation.quote),
    ),
    Column(
        "last_follow_up_link",
        "Where it stands",
        24,
        _last(lambda e, base: absolute(e.follow_ups[-1].citation.link, base)),
        link=True,
    ),
    Column("link", "Where the promise stands", 24, lambda e, b: absolute(e.citation.link, b), True),
    Column("entry_link", "Entry", 24, lambda e, b: absolute(f"/commitments/{e.id}", b), True),
    Column("context", "What it stands under", 40, lambda e, _: e.context),
    Column("number", "Number in the record", 14, lambda e, _: _flat(e.commitment.number)),
    Column("item", "Agenda item", 32, _item),
    Column("page", "Page", 8, lambda e, _: e.citation.page),
    Column("force", "Force", 20, lambda e, _: _flat(e.citation.force)),
    Column("review_state", "Review", 14, lambda e, _: e.review.state.value),
    Column(
        "reviewed_by",
        "Reviewed by",
        20,
        lambda e, _: e.review.by if e.review.state is not ReviewState.NONE else None,
    ),
    Column(
        "reviewed_at",
        "Reviewed on",
        20,
        lambda e, _: e.review.at.isoformat(timespec="seconds") if e.review.at else None,
    ),
    Column("review_reason", "Why", 40, lambda e, _: e.review.reason),
    Column(
        "reviewer_says",
        "Changed by reviewers",
        32,
        lambda e, _: corrections_text(e.review.corrections),
    ),
    Column("machine_kind", "Program: kind", 14, _machine(lambda f: f.kind.value)),
    Column("machine_binding", "Program: a promise", 10, _machine(lambda f: yes_no(f.binding))),
    Column("machine_owner", "Program: owner", 22, _machine(lambda f: _owner(f.owner))),
    Column("machine_due", "Program: due", 24, _machine(lambda f: _flat(f.due.raw))),
    Column("machine_due_date", "Program: due date", 12, _machine(lambda f: f.due.date)),
    Column("machine_topics", "Program: topics", 24, _machine(lambda f: topic_names(f.topics))),
    Column("machine_status", "Program: status", 16, _machine(lambda f: f.status.value)),
    Column("found_by", "Found by", 12, lambda e, _: e.found_by),
    Column("why", "Why it is here", 50, lambda e, _: e.commitment.why),
    Column("score", "Score", 8, lambda e, _: e.commitment.score),
    Column("held_to", "Minutes held to", 12, lambda e, _: e.held_to),
    Column("document", "Document", 20, lambda e, _: e.citation.document.id),
    Column("document_sha256", "Document's sha256", 24, lambda e, _: e.citation.document.sha256),
    Column("start", "From character", 10, lambda e, _: e.citation.start),
    Column("end", "To character", 10, lambda e, _: e.citation.end),
    Column("source", "Source", 40, lambda e, _: e.citation.document.source),
)
"""Offsets count code points of the canonical text; dates are those of the record."""
