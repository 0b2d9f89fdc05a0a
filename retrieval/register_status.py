"""Where a commitment stands, by the minutes held; see docs/register.md for the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.register import Acceptance, Due, Kind, Outcome, Status

_REOPENS = frozenset({Outcome.REOPENED, Outcome.MISSED, Outcome.REPEATED})
"""What takes a closing back when a later meeting says it; to hear more of it does not."""


@dataclass(frozen=True, slots=True)
class Later:
    """A later passage in its place: the meeting's date, the document, the offset."""

    when: date | None
    document_id: str
    start: int
    outcome: Outcome


def in_order(later: Sequence[Later]) -> list[Later]:
    """Return later passages by date, undated last, then by document and place."""
    return sorted(
        later, key=lambda one: (one.when is None, one.when or date.max, one.document_id, one.start)
    )


def status_of(
    later: Sequence[Later], due: Due, binding: bool, day: date | None
) -> tuple[Status, Outcome | None]:
    """Return where a commitment stands, and the outcome that says so.

    Parameters
    ----------
    later
        What later passages say.
    due, binding
        Of the commitment.
    day
        The day on which overdue is judged; None where no minutes of its body are dated.
    """
    ordered = in_order(later)
    closed: Later | None = None
    for one in ordered:
        if one.outcome is Outcome.CLOSED:
            closed = one
        elif closed is not None and one.outcome in _REOPENS:
            closed = None
    if closed is not None:
        return Status.CLOSED, Outcome.CLOSED
    last = ordered[-1].outcome if ordered else None
    if binding and due.date is not None and day is not None and due.date < day:
        return Status.OVERDUE, last
    return (Status.OPEN, last) if ordered else (Status.NO_LATER_RECORD, None)


_OUTCOME_TEXT = {
    Outcome.CLOSED: "Closed by the record of {when}",
    Outcome.PROGRESS: "Progress is recorded on {when}",
    Outcome.REPEATED: "Said again on {when}",
    Outcome.MISSED: "Recorded as not done on {when}",
    Outcome.REOPENED: "Opened again on {when}",
}


def status_text(
    status: Status,
    due: Due,
    later: Sequence[Later],
    held_to: date | None,
    day: date | None,
) -> str:
    """Return a status in words that claim no more than the minutes held say.

    >>> status_text(Status.NO_LATER_RECORD, Due(), [], date(2017, 12, 19), None)
    'No later record found in the archive (held to 19 December 2017)'
    """
    held = f"held to {spelled(held_to)}" if held_to else "which holds no dated minutes of this body"
    none = f"No later record found in the archive ({held})"
    ordered = in_order(later)
    decisive = ordered[-1] if ordered else None
    if status is Status.CLOSED:
        decisive = next((o for o in reversed(ordered) if o.outcome is Outcome.CLOSED), None)
    said = (
        _OUTCOME_TEXT[decisive.outcome].format(
            when=spelled(decisive.when) if decisive.when else "a day that is not stated"
        )
        if decisive
        else none
    )
    if status is Status.OVERDUE and due.date:
        as_of = f", as of {spelled(day)}" if day and day != held_to else ""
        return f"Was due by {spelled(due.date)}{as_of}. {said}"
    if status is Status.NO_LATER_RECORD:
        return none
    return said if decisive else f"{_BARE[status]}. {none}"


_BARE = {
    Status.CLOSED: "Closed, as a reviewer has it",
    Status.OPEN: "Open, as a reviewer has it",
    Status.OVERDUE: "Overdue, as a reviewer has it",
    Status.NO_LATER_RECORD: "No later record, as a reviewer has it",
}

_ACCEPTANCE_TEXT = {
    Acceptance.ACCEPTED: "A request that was accepted",
    Acceptance.ANSWERED: "A request that was answered there and then",
    Acceptance.REFUSED: "A request that was refused",
    Acceptance.NOT_RECORDED: "A request; whether it was accepted is not recorded",
}


def acceptance_text(kind: Kind, acceptance: Acceptance | None) -> str | None:
    """Return in words what a request is: never a promise."""
    if kind is not Kind.REQUEST:
        return None
    return _ACCEPTANCE_TEXT[acceptance or Acceptance.NOT_RECORDED]


def spelled(when: date) -> str:
    """Return a day as it is read: "19 December 2017"."""
    return f"{when.day} {when:%B %Y}"
