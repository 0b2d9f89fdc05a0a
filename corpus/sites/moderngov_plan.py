"""What ``minuted sync moderngov`` is to bring up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.errors import UsageError
from corpus.sites.moderngov_records import is_number

EVERY = "all"
"""Given as a committee, it stands for all of them."""


@dataclass(frozen=True, slots=True)
class ModernGovPlan:
    """What to bring up to date.

    Attributes
    ----------
    base
        The site's address, or that of any of its pages.
    committees
        Numbers of committees, or ``all``; none for those whose names speak of
        police, crime, fire or community safety.
    since, until
        The meetings' dates; until today when not given.
    force
        The police force area, which no page names.
    items
        Whether pages of single items are wanted beside the whole minutes.
    papers
        Whether the papers of items are wanted that are no minutes.
    """

    base: str
    committees: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    force: str | None = None
    items: bool = True
    papers: bool = False

    def __post_init__(self) -> None:
        """See to it that committees are named by their numbers.

        Raises
        ------
        UsageError
            When one is not.
        """
        for committee in self.committees:
            if not is_number(committee) and self.committees != (EVERY,):
                raise UsageError(
                    f"A committee is named by its number on the site, not {committee!r}.",
                    "It stands in the address of the committee's pages, as CId=123 or ID=123.",
                )
