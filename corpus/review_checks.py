"""What a review may say: who and why, words that stand in the record, fields that exist."""

from __future__ import annotations

import re
import unicodedata

from corpus.errors import UsageError
from corpus.reference import topics
from corpus.register import BINDING, Commitment, Corrections

LONGEST_BY = 200
LONGEST_REASON = 2_000
LONGEST_WORDS = 300
"""Code points of an owner or a due phrase."""
LONGEST_QUOTE = 5_000
MOST_TOPICS = 20

_PLACES_TOLD = 5


def plain_words(text: str) -> str:
    r"""Return a quote with its white space normalised: how the same words are told again.

    >>> plain_words("to  be\nshared ")
    'to be shared'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def places_of(text: str, quote: str) -> list[tuple[int, int]]:
    """Return where words stand in a text, white space aside: half-open offsets, in order."""
    words = quote.split()
    if not words:
        return []
    pattern = r"\s+".join(re.escape(word) for word in words)
    return [found.span() for found in re.finditer(pattern, text)]


def place_of(text: str, quote: str, start: int | None) -> tuple[int, int]:
    """Return where words stand in a text, once or from ``start`` on.

    Raises
    ------
    UsageError
        When they stand nowhere, or several times and it is not said which are meant.
    """
    if not quote.strip() or len(quote) > LONGEST_QUOTE:
        raise UsageError(
            f"A quote has from 1 to {LONGEST_QUOTE:,} characters.",
            "Copy the sentence from: minuted show DOCUMENT --text",
        )
    places = places_of(text, quote)
    if not places:
        raise UsageError(
            "These words do not stand in the document.",
            "Copy them, spelling mistakes included, from: minuted show DOCUMENT --text",
        )
    if start is None:
        if len(places) > 1:
            where = ", ".join(str(begin) for begin, _ in places[:_PLACES_TOLD])
            raise UsageError(
                f"These words stand in the document {len(places)} times.",
                f"Say which are meant by where they begin: {where}"
                f"{' ...' if len(places) > _PLACES_TOLD else ''}.",
            )
        return places[0]
    chosen = next((place for place in places if place[0] == start), None)
    if chosen is None:
        raise UsageError(
            f"These words do not begin at {start} in the document.",
            f"They begin at: {', '.join(str(begin) for begin, _ in places[:_PLACES_TOLD])}.",
        )
    return chosen


def said(given: str, what: str, longest: int) -> str:
    """Return what somebody typed, as one line.

    Raises
    ------
    UsageError
        When it is empty or too long.
    """
    text = " ".join("".join(c if c.isprintable() else " " for c in given).split())
    if not text:
        raise UsageError(f"{what[0].upper()}{what[1:]} is missing.", "Say it in a few words.")
    if len(text) > longest:
        raise UsageError(
            f"{what[0].upper()}{what[1:]} has {len(text):,} characters; up to {longest:,} are kept."
        )
    return text


def check_corrections(given: Corrections, commitment: Commitment | None) -> None:
    """Refuse corrections that cannot be meant.

    Raises
    ------
    UsageError
        When words are empty or too long, a topic is unknown, or what never binds would.
    """
    for words, what in ((given.owner, "the owner"), (given.due, "the due phrase")):
        if words is not None:
            said(words, what, LONGEST_WORDS)
    kind = given.kind or (commitment.kind if commitment else None)
    if given.binding and kind is not None and kind not in BINDING:
        raise UsageError(
            f"What is of the kind {kind.value!r} binds nobody.",
            f"Correct its kind too; these bind: {', '.join(sorted(k.value for k in BINDING))}.",
        )
    if given.topics is not None:
        known = {topic.id for topic in topics() if not topic.search_only}
        unknown = [name for name in given.topics if name not in known]
        if unknown or len(given.topics) > MOST_TOPICS:
            raise UsageError(
                f"There is no topic {unknown[0]!r}."
                if unknown
                else f"A commitment has up to {MOST_TOPICS} topics.",
                f"Known are: {', '.join(sorted(known))}.",
            )
