"""An answer to one case as any system may give it: what is scored, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

STATUSES = ("answered", "weak", "abstained")
"""What a system says of its own answer, from the surest to none."""


@dataclass(frozen=True, slots=True)
class GivenCitation:
    """A quote and where it is said to stand.

    Attributes
    ----------
    document_id
        Of the archive that was asked.
    sha256
        Of the document's bytes, as the system had it; None where it did not say.
    start, end
        Half-open offsets (code points) into the document's canonical text.
    page
        From 1, as the system had it; None where it gave none.
    quote
        What it showed as the document's words.
    meeting_date, body, source
        As the system had them; the score takes them from the archive instead.
    passage_id
        The passage the quote was cut from, if the system works with passages.
    """

    document_id: str
    sha256: str | None
    start: int
    end: int
    page: int | None
    quote: str
    meeting_date: date | None = None
    body: str | None = None
    source: str | None = None
    passage_id: str | None = None


@dataclass(frozen=True, slots=True)
class GivenStatement:
    """One thing that was said; ``citations`` are places in the answer's list, from 0."""

    text: str
    citations: tuple[int, ...]
    context: str | None = None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a system answered to one case.

    Attributes
    ----------
    status
        ``answered``, ``weak`` or ``abstained``.
    support
        How sure the system is; higher is surer, on any scale that is one for all
        its answers. None where it does not say.
    reason
        Why it abstained, or why not more.
    took_ms
        Milliseconds; not compared, as no two runs take the same.
    withheld
        Quotes the system held back since the stored text was altered.

    Raises
    ------
    ValueError
        When the status is none of the three, an abstention shows statements or
        citations, a statement's citation is not in the list, or support is no number.
    """

    case_id: str
    status: str
    support: float | None
    statements: tuple[GivenStatement, ...] = ()
    citations: tuple[GivenCitation, ...] = ()
    reason: str | None = None
    took_ms: float | None = field(default=None, compare=False)
    withheld: int = 0

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"{self.case_id}: {self.status!r} is not one of {STATUSES}")
        if self.status == "abstained" and (self.statements or self.citations):
            raise ValueError(f"{self.case_id}: it abstained, and yet says something")
        if self.support is not None and self.support != self.support:
            raise ValueError(f"{self.case_id}: its support is not a number")
        for statement in self.statements:
            for number in statement.citations:
                if not 0 <= number < len(self.citations):
                    raise ValueError(f"{self.case_id}: there is no citation {number}")

    @property
    def abstained(self) -> bool:
        """Whether it says that the archive does not answer."""
        return self.status == "abstained"
