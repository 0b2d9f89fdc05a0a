"""The register of commitments: what was promised, by whom, by when, and what became of it.

What the program found stands in the generation; what people decided in the catalogue. Here
the two are joined, filtered, and quoted at the moment of asking.
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, date

from corpus.archive import Archive
from corpus.errors import NotFoundError, UsageError
from corpus.model import Attendee
from corpus.reference import topics
from corpus.register import Review, ReviewAction
from indexer.generation import Generation
from retrieval.held import Held
from retrieval.reading import Library
from retrieval.records import UnderstoodFilters
from retrieval.register_entries import Quoting, found_text
from retrieval.register_filtering import Wanted, order, wanted
from retrieval.register_records import (
    Counts,
    LostReview,
    RegisterEntry,
    RegisterFilters,
    RegisterPage,
    ReviewState,
    TimelineStep,
    TopicCount,
)
from retrieval.register_rows import Loaded, Row, load, tokens_of
from retrieval.register_status import spelled

MOST_ENTRIES = 1_000
"""Entries of one page; None asks for all of them."""


_DONE = {
    ReviewAction.CONFIRM: "Confirmed",
    ReviewAction.CORRECT: "Corrected",
    ReviewAction.MERGE: "Merged",
    ReviewAction.REJECT: "Rejected",
    ReviewAction.ADD: "Added",
    ReviewAction.WITHDRAW: "Taken back",
}


class Register:
    """The register of one generation of one archive; safe to share between threads.

    Reviews that somebody makes meanwhile are seen at the next question.

    Parameters
    ----------
    archive, generation, library
        Where the record stands, and what was found in it.
    """

    def __init__(self, archive: Archive, generation: Generation, library: Library) -> None:
        self._archive = archive
        self._generation = generation
        self._library = library
        self._quoting = Quoting(library, generation.passages)
        self._held = Held(archive)
        self._lock = threading.RLock()
        self._state: int | None = None
        self._loaded: Loaded | None = None
        self._words: dict[str, frozenset[str]] = {}

    @property
    def generation(self) -> str:
        """Name of the generation it belongs to."""
        return self._generation.name

    def __len__(self) -> int:
        return len(self._now().rows)

    # Looking up ----------------------------------------------------------

    def entries(
        self,
        asked: RegisterFilters | None = None,
        limit: int | None = 100,
        offset: int = 0,
    ) -> RegisterPage:
        """Return the entries that fit, in order.

        Parameters
        ----------
        asked
            What is wanted; everything that is not hidden, if not given.
        limit, offset
            Which part of them; a limit of None gives all.

        Raises
        ------
        UsageError
            When a filter or the part cannot be meant.
        """
        if limit is not None and not 1 <= limit <= MOST_ENTRIES:
            raise UsageError(f"The limit must be from 1 to {MOST_ENTRIES:,}; it is {limit}.")
        if offset < 0:
            raise UsageError(f"The offset must not be negative; it is {offset}.")
        asked = asked or RegisterFilters()
        with self._lock:
            fit, rows = self._select(asked)
            part = rows[offset:] if limit is None else rows[offset : offset + limit]
            cut = [self._quoting.entry(row, asked.as_of) for row in part]
            entries = tuple(entry for entry in cut if entry is not None)
            return RegisterPage(
                entries=entries,
                total=len(rows),
                limit=limit,
                offset=offset,
                asked=asked,
                filters=fit.filters,
                topics=fit.topics,
                unknown=fit.unknown,
                coverage=self._held.within(fit.filters),
                withheld=len(cut) - len(entries),
                lost=len(self._now().lost),
                generation=self.generation,
            )

    def entry(self, commitment_id: str, as_of: date | None = None) -> RegisterEntry:
        """Return one entry, also one that was merged or rejected.

        Raises
        ------
        NotFoundError
            When there is none of that id, or the text it stands in was altered.
        """
        with self._lock:
            row = self._row(commitment_id)
            entry = self._quoting.entry(row, as_of)
        if entry is None:
            raise NotFoundError(
                f"The stored text of commitment {commitment_id} is not what was indexed.",
                "Find out more: minuted doctor",
            )
        return entry

    def timeline(self, commitment_id: str) -> tuple[TimelineStep, ...]:
        """Return what happened to a commitment, by date: found, followed up, reviewed.

        Steps without a date come last; raises as :meth:`entry` does.
        """
        entry = self.entry(commitment_id)
        steps = [
            TimelineStep(entry.citation.meeting_date, "found", found_text(entry), entry.citation)
        ]
        for later in entry.follow_ups:
            when = later.citation.meeting_date
            day = f" on {spelled(when)}" if when else ""
            text = f"{later.outcome.value.capitalize()}{day}: {later.why}"
            steps.append(TimelineStep(when, later.outcome.value, text, later.citation))
        for review in entry.review.reviews:
            day_of = review.at.astimezone(UTC).date()
            text = f"{_DONE[review.action]} by {review.by}: {review.reason}"
            steps.append(TimelineStep(day_of, "reviewed", text, review=review))
        # A stable sort: what was said at one meeting stays in its order.
        return tuple(sorted(steps, key=lambda s: (s.when is None, s.when or date.max)))

    def history(self, commitment_id: str) -> tuple[Review, ...]:
        """Return every review of a commitment, withdrawals too, oldest first."""
        with self._lock:
            return self._row(commitment_id).review.reviews

    def lost_reviews(self) -> tuple[LostReview, ...]:
        """Return the reviews that stand, of words the register does not hold any more."""
        with self._lock:
            return self._now().lost

    # Overviews -----------------------------------------------------------

    def counts(self, asked: RegisterFilters | None = None) -> Counts:
        """Return how many entries fit, by what they are."""
        asked = asked or RegisterFilters()
        with self._lock:
            _, rows = self._select(asked)
            return Counts(
                total=len(rows),
                binding=sum(row.facts.binding for row in rows),
                reviewed=sum(row.review.state is not ReviewState.NONE for row in rows),
                by_status=dict(sorted(Counter(row.status(asked.as_of) for row in rows).items())),
                by_kind=dict(sorted(Counter(row.facts.kind for row in rows).items())),
            )

    def topics(self) -> tuple[TopicCount, ...]:
        """Return the topics that entries have, by name, each with their number."""
        names = {topic.id: topic.name for topic in topics()}
        with self._lock:
            rows = [row for row in self._now().rows.values() if not row.hidden]
        found = Counter(key for row in rows for key in row.facts.topics)
        made = [TopicCount(key, names.get(key, key), count) for key, count in found.items()]
        return tuple(sorted(made, key=lambda one: (one.name.casefold(), one.id)))

    def owners(self) -> tuple[tuple[str, int], ...]:
        """Return the owners as printed, the most frequent first, each with their number."""
        with self._lock:
            rows = [row for row in self._now().rows.values() if not row.hidden]
        found = Counter(
            " ".join(row.facts.owner.raw.split()) for row in rows if row.facts.owner.raw
        )
        return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0].casefold())))

    def rows(
        self, asked: RegisterFilters, understood: UnderstoodFilters | None = None
    ) -> list[Row]:
        """Return the rows that fit, unquoted, for those who choose among them.

        Parameters
        ----------
        asked, understood
            What is wanted; the scope as it was understood already, if it was.
        """
        with self._lock:
            return self._select(asked, understood)[1]

    def row_at(self, document_id: str, start: int, end: int) -> Row | None:
        """Return the row that stands in a stretch of a document, the one that fills most of it."""
        with self._lock:
            shared = [
                (min(end, row.commitment.end) - max(start, row.commitment.start), row)
                for row in self._now().of_document(document_id)
            ]
        found = [
            (size, row)
            for size, row in shared
            if 2 * size > min(end - start, row.commitment.end - row.commitment.start)
        ]
        return max(found, key=lambda pair: (pair[0], pair[1].commitment.id))[1] if found else None

    def attendees(self, row: Row) -> tuple[Attendee, ...]:
        """Return who is listed in the document of a row."""
        return self._archive.attendees(row.commitment.document_id)

    def quote_of(self, row: Row) -> str:
        """Return the words of a row, unchecked: to be looked at, not to be shown."""
        one = row.commitment
        return self._library.open(one.document_id).text[one.start : one.end]

    def quoted(self, row: Row, as_of: date | None = None) -> RegisterEntry | None:
        """Return a row with its quotes, or None where they have to be withheld."""
        with self._lock:
            return self._quoting.entry(row, as_of)

    def words_of(self, row: Row) -> frozenset[str]:
        """Return the words of a row, of what it stands under, its item and meeting, as tokens."""
        with self._lock:
            key = row.commitment.id
            if key not in self._words:
                one = row.commitment
                around = self._generation.passages.at(one.document_id, one.start)
                opened = self._library.open(one.document_id)
                header = around.header if around else ""
                above = opened.heading_above(opened.block_at(one.start)) if opened.blocks else None
                if above is not None:
                    block = opened.blocks[above]
                    header = f"{header}\n{opened.text[block.start : block.end]}"
                self._words[key] = tokens_of(row, opened.text, header)
            return self._words[key]

    # Inside --------------------------------------------------------------

    def _now(self) -> Loaded:
        state = self._archive.state()
        if self._loaded is None or self._state != state:
            self._loaded = load(self._archive, self._generation, self._library)
            self._state = state
            self._words.clear()
        return self._loaded

    def _row(self, commitment_id: str) -> Row:
        row = self._now().rows.get(commitment_id)
        if row is None:
            raise NotFoundError(
                f"The register holds no commitment {commitment_id!r}.",
                "List them with: minuted commitments",
            )
        return row

    def _select(
        self, asked: RegisterFilters, understood: UnderstoodFilters | None = None
    ) -> tuple[Wanted, list[Row]]:
        loaded = self._now()
        every = loaded.rows.values()
        fit = wanted(asked, every, self, self._generation.passages, understood)
        return fit, sorted((row for row in every if fit.fits(row)), key=order(asked.sort))
