"""Which of several documents of one meeting speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus.model import Document, MeetingStatus
from corpus.ocr import confidences

_SETTLED = {
    MeetingStatus.APPROVED: 0,
    None: 1,
    MeetingStatus.DRAFT: 2,
    MeetingStatus.AGENDA: 3,
}

STUB = 600
"""Code points; a shorter document beside one of five times its length is a page that
leads to the minutes, whatever it calls itself."""


def best_first(documents: Iterable[Document], items: Mapping[str, int]) -> list[Document]:
    """Return the documents of one meeting, the best first.

    Approved, then minutes that do not say how far they have come, then drafts, then
    agendas; of those a text before one recognised from pictures, one that states body and
    date before one that does not, one with more items before one with fewer, and then the
    order of their ids. A page of a few words comes last.

    Parameters
    ----------
    documents
        All of one meeting.
    items
        How many items each has, by id.
    """
    group = list(documents)
    longest = max((d.characters for d in group), default=0)

    def key(d: Document) -> tuple[bool, int, bool, int, int, str]:
        stub = d.characters < STUB and 5 * d.characters < longest
        unstated = (d.body is None) + (d.date is None)
        return (
            stub,
            _SETTLED[d.status],
            bool(confidences(d.notes) or d.pages_without_text),
            unstated,
            -items.get(d.id, 0),
            d.id,
        )

    return sorted(group, key=key)
