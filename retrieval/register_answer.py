"""Questions about commitments, answered from the register.

The register answers where all that a question asks for is matched by it: topic, owner,
status, due date. Where it is not, the sentences of the record are judged as for any other
question (:mod:`retrieval.answer`), and what the register holds of them is told beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Citation
from corpus.register import Kind
from retrieval.judging import Judge, Prepared
from retrieval.records import (
    Filters,
    Promise,
    QuestionKind,
    Statement,
    Status,
    UnderstoodFilters,
)
from retrieval.register import Register
from retrieval.register_asked import Asked, Asking
from retrieval.register_question import NOT_CLOSED
from retrieval.register_records import RegisterEntry, RegisterFilters, ReviewState, Sort
from retrieval.register_rows import Row
from retrieval.register_status import acceptance_text

MOST_SHOWN = 20
"""Statements of one answer from the register; the rest is counted beside it."""

MOST_DESCRIBED = 3
"""Commitments shown where the question describes one."""

DESCRIBED = 0.9
"""Least share of a description's weight that a commitment has to meet."""


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """What the register has to say to a question.

    Attributes
    ----------
    complete
        It answers by itself; else the sentences of the record are looked at besides.
    register
        What it was asked, by name.
    """

    status: Status
    reason: str | None
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    withheld: int
    filters: UnderstoodFilters
    notes: tuple[str, ...]
    register: tuple[tuple[str, str], ...]
    complete: bool


class RegisterAnswerer:
    """Answers questions about commitments from the register of a generation.

    Parameters
    ----------
    judge
        What knows the index the question is put to.
    register
        Of the same generation.
    """

    def __init__(self, judge: Judge, register: Register) -> None:
        self._register = register
        self._asking = Asking(judge, register)

    def answer(self, prepared: Prepared, given: Filters) -> RegisterAnswer | None:
        """Answer a question, or return None where the register does not.

        Parameters
        ----------
        prepared
            The question as understood.
        given
            The filters given beside it.
        """
        if prepared.kind is not QuestionKind.COMMITMENTS or not len(self._register):
            return None
        parsed = prepared.parsed
        if parsed.phrases or parsed.excluded_phrases:
            return None  # exact words are looked for in the passages
        asked = self._asking.asked(prepared, given)
        if asked is None or asked.filters.unknown or asked.understanding.named_forces:
            return None
        if asked.wish.described:
            return self._described(asked)
        return self._listed(asked)

    def promise(self, document_id: str, start: int, end: int) -> Promise | None:
        """Return what the register holds of a stretch of a document, if it holds anything."""
        row = self._register.row_at(document_id, start, end)
        if row is None or row.hidden:
            return None
        entry = self._register.quoted(row)
        return promise_of(entry) if entry else None

    def denies(self, document_id: str, start: int, end: int) -> bool:
        """Tell whether the register holds a stretch of a document as no promise.

        What a reviewer rejected is none, and what was only asked for, hoped or noted by a
        reviewer's word or by a rule; what the classifier thinks does not outweigh a rule.
        """
        row = self._register.row_at(document_id, start, end)
        if row is None:
            return False
        if row.review.state is ReviewState.REJECTED:
            return True
        said = row.review.state is not ReviewState.NONE or row.commitment.score is None
        return said and not row.facts.binding

    # Answering -----------------------------------------------------------

    def _listed(self, asked: Asked) -> RegisterAnswer | None:
        wish = asked.wish
        if not asked.concepts and not wish.filters_only and asked.owner is None:
            return None
        wanted = RegisterFilters(
            kinds=wish.kinds,
            binding=None if wish.kinds else True,
            statuses=wish.statuses,
            later=wish.later,
            due_after=wish.due_after,
            due_before=wish.due_before,
            sort=Sort.DUE if wish.has_due else Sort.DATE,
        )
        rows = self._asking.firm(asked, wanted)
        notes: list[str] = []
        if not rows and wish.kinds and set(wish.kinds) <= _PROMISES:
            wanted = replace(wanted, kinds=(), binding=True)
            rows = self._asking.firm(asked, wanted)
            if rows:
                named = " or ".join(kind.value for kind in wish.kinds)
                notes.append(f"None of these is of the kind {named}; each says of which it is.")
        if not rows:
            return self._nothing(asked, wanted)
        if not wish.has_due:
            rows.sort(key=_newest_first)  # a due list begins with what was due first
        if len(rows) > MOST_SHOWN:
            notes.append(
                f"{MOST_SHOWN} of {len(rows):,} that fit are shown; list all with: "
                "minuted commitments"
            )
        elif wish.listed:
            notes.append(f"The register holds {len(rows)} that fit.")
        unsaid = sum(not row.later for row in rows)
        if wish.statuses == NOT_CLOSED and unsaid:
            notes.append(
                f"Of {unsaid} of them no later record was found: the archive does not say "
                "whether they are open."
            )
        if not wish.kinds:
            requests = self._asking.firm(
                asked, replace(wanted, kinds=(Kind.REQUEST,), binding=None)
            )
            if requests:
                count = f"{len(requests)} request{'s' if len(requests) > 1 else ''}"
                notes.append(f"Besides, the register holds {count} on this: no promises.")
        return self._made(rows[:MOST_SHOWN], asked, wanted, tuple(notes), wish.statuses != ())

    def _nothing(self, asked: Asked, wanted: RegisterFilters) -> RegisterAnswer | None:
        """Say that nothing fits a state that was asked for; other questions go on."""
        if not asked.wish.filters_only:
            return None
        loose = replace(wanted, statuses=(), later=None, due_after=None, due_before=None)
        others = self._asking.firm(asked, loose)
        if asked.concepts and not others:
            return None
        what = f"Of {len(others)} such in the register" if others else "In the register"
        reason = f"{what}, none fits: {_told(asked, wanted)}."
        shown = sorted(others, key=_newest_first)[:MOST_SHOWN]
        made = self._made(shown, asked, wanted, (), True)
        return replace(
            made, status=Status.WEAK if made.statements else Status.ABSTAINED, reason=reason
        )

    def _described(self, asked: Asked) -> RegisterAnswer | None:
        if not asked.concepts:
            return None
        rows = [
            (self._asking.coverage(row, asked), row)
            for row in self._asking.rows(asked, RegisterFilters())
            if row.facts.kind is not Kind.NOTED
        ]
        rows = [pair for pair in rows if pair[0] >= DESCRIBED]
        if not rows:
            return None
        rows.sort(
            key=lambda pair: (-round(pair[0], 6), not pair[1].later, not pair[1].facts.binding)
        )
        best = [row for _, row in rows[:MOST_DESCRIBED]]
        told = [row for row in best if row.later or row.review.corrections.status]
        made = self._made(told or best, asked, RegisterFilters(), (), True)
        if told:
            return made
        first = self._register.quoted(best[0])
        reason = f"{first.status_text}." if first else None
        return replace(made, status=Status.WEAK, reason=reason, complete=False)

    def _made(
        self,
        rows: Sequence[Row],
        asked: Asked,
        wanted: RegisterFilters,
        notes: tuple[str, ...],
        later: bool,
    ) -> RegisterAnswer:
        """Quote rows as statements; with ``later``, what later passages say of each too."""
        statements: list[Statement] = []
        citations: list[Citation] = []
        withheld = 0
        for row in rows:
            entry = self._register.quoted(row)
            if entry is None:
                withheld += 1
                continue
            withheld += entry.withheld
            cited = [entry.citation]
            if entry.owner_citation and entry.facts.binding:
                cited.append(entry.owner_citation)
            if later:
                cited += [one.citation for one in entry.follow_ups]
            first = len(citations)
            citations += cited
            statements.append(
                Statement(
                    " … ".join(one.quote for one in cited),
                    self._asking.context(row, entry.context, asked),
                    tuple(range(first, len(citations))),
                    promise_of(entry),
                )
            )
        return RegisterAnswer(
            status=Status.ANSWERED,
            reason=None,
            statements=tuple(statements),
            citations=tuple(citations),
            withheld=withheld,
            filters=asked.filters,
            notes=notes,
            register=_pairs(asked, wanted),
            complete=True,
        )


_PROMISES = frozenset({Kind.ACTION, Kind.AGREED, Kind.UNDERTAKING, Kind.RESOLVED})


def _newest_first(row: Row) -> tuple[int, str, int]:
    """Return the order of meetings, the newest first, each in reading order, undated last."""
    held_on = row.document.date
    return -held_on.toordinal() if held_on else 0, row.document.id, row.commitment.start


def promise_of(entry: RegisterEntry) -> Promise:
    """Return what the register says of an entry, for the statement that quotes it."""
    facts, one = entry.facts, entry.commitment
    return Promise(
        id=one.id,
        kind=facts.kind.value,
        binding=facts.binding,
        acceptance=one.acceptance.value if one.acceptance else None,
        acceptance_text=acceptance_text(facts.kind, one.acceptance),
        owner=facts.owner.raw,
        due=facts.due.raw,
        due_date=facts.due.date.isoformat() if facts.due.date else None,
        status=entry.status.value,
        status_text=entry.status_text,
        review=entry.review.state.value,
    )


def _pairs(asked: Asked, wanted: RegisterFilters) -> tuple[tuple[str, str], ...]:
    """Return what the register was asked, by name; what asks nothing is left out."""
    found = {
        "kind": ", ".join(kind.value for kind in wanted.kinds),
        "binding": "yes" if wanted.binding else "",
        "owner": asked.owner or "",
        "status": ", ".join(status.value for status in wanted.statuses),
        "later record": "" if wanted.later is None else ("yes" if wanted.later else "none"),
        "due from": wanted.due_after.isoformat() if wanted.due_after else "",
        "due by": wanted.due_before.isoformat() if wanted.due_before else "",
        "topic": ", ".join(sorted({key for _, keys in asked.topics for key in keys})),
        "about": " ".join(" ".join(concept.surface) for concept in asked.concepts),
    }
    return tuple((name, value) for name, value in found.items() if value)


def _told(asked: Asked, wanted: RegisterFilters) -> str:
    return ", ".join(f"{name} {value}" for name, value in _pairs(asked, wanted))
