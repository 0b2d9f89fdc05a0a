"""Which earlier commitment a later passage is about: by number, by minute, by owner and words.

The surest key decides. Where two commitments fit equally well, neither is linked: a wrong
"closed" is worse than no later record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.register import Kind, MatchedBy, Outcome
from indexer.commitments.action_numbers import Mention, MentionKind, carries_its_year
from indexer.commitments.bars import DATED, Bar
from indexer.commitments.likeness import Fit, Side, fit, in_words
from indexer.commitments.numbering import Numbering, numbering_of
from indexer.commitments.passages import Passage
from indexer.commitments.subjects import Meeting, Subject
from indexer.commitments.word_weights import Weights

_RAREST = 10
"""Terms of a passage by which commitments are looked up; the rarest of the body."""

_MOST = 30
"""Commitments that are compared with one passage."""

_SAME = 0.75
"""Two commitments with this share of words in common are one, put again; the later is meant."""

_IN_SECTION = 0.2
"""What it adds that a passage stands where earlier actions are gone through."""

_ANSWER = 3
"""Units after a request in which the promise that answers it stands."""

_NEARLY = 0.5
"""Share of a request's likeness that the promise must reach to stand for it."""

_MARGIN = 0.06
_MINUTE_MARGIN = 0.03
_AGREES = 0.12
"""Likeness from which words agree with a number that may be another meeting's."""

_FEW_MEETINGS = 3
"""How many meetings later mere words may join, without a word that looks back."""


@dataclass(frozen=True, slots=True)
class Match:
    """A commitment that a passage is about, and why."""

    subject: Subject
    matched_by: MatchedBy
    why: str
    score: float


class Matcher:
    """Matches the passages of one body's records with its earlier commitments.

    Parameters
    ----------
    subjects
        All commitments of the body.
    weights
        Of the words of the whole archive.
    """

    def __init__(self, subjects: Sequence[Subject], weights: Weights) -> None:
        self._subjects = subjects
        self._weights = weights
        self._first = min((one.meeting.date for one in subjects), default=None)
        self._numbering = numbering_of(subjects)
        self._by_number: dict[str, list[Subject]] = defaultdict(list)
        self._by_item: dict[str, list[Subject]] = defaultdict(list)
        self._by_term: dict[str, list[int]] = defaultdict(list)
        for index, one in enumerate(subjects):
            if one.number is not None:
                self._by_number[one.number].append(one)
            if one.item is not None:
                self._by_item[one.item].append(one)
                whole = one.item.split(".")[0]
                if whole != one.item:
                    self._by_item[whole].append(one)
            for term in sorted(one.core | one.context):
                self._by_term[term].append(index)

    def has_earlier(self, meeting: Meeting) -> bool:
        """Tell whether any commitment is of an earlier meeting."""
        return self._first is not None and self._first < meeting.date

    def numbers_later(self, passage: Passage) -> bool:
        """Tell whether an entry of a log bears a number that its action did not bear yet.

        Some bodies number an action only when it enters the log: then words join it.
        """
        return passage.section and all(
            one.opens and one.kind is MentionKind.ACTION and number not in self._by_number
            for one in passage.mentions
            for number in one.numbers
        )

    def numbered(
        self, side: Side, mention: Mention, meeting: Meeting, last: int | None = None
    ) -> list[Match]:
        """Return the commitments that a passage calls by number; several for a list.

        Parameters
        ----------
        last
            Place of the meeting whose actions the record is known to go through, if any.
        """
        found: list[Match] = []
        for number in mention.numbers:
            if mention.kind is MentionKind.MINUTE:
                found += self._by_minute(side, number, meeting)
                continue
            earlier = [s for s in self._by_number.get(number, ()) if s.meeting.date < meeting.date]
            if carries_its_year(number):
                found += [_by_number(s, number, None) for s in earlier]
                if not earlier:
                    found += self._by_minute(side, number, meeting)
            else:
                found += self._plain(side, number, earlier, meeting, last)
        return found

    def worded(self, side: Side, meeting: Meeting, bars: Sequence[Bar]) -> Match | None:
        """Return the one commitment that a passage's words fit best, if well enough.

        Parameters
        ----------
        bars
            What they must reach: one of these, or :data:`DATED` where the passage says
            when that was asked or due.
        """
        fits = self._fits(side, self._candidates(side, meeting), meeting)
        if side.passage.mentions:
            fits = [one for one in fits if one.subject.number is None]
        if side.passage.telling.outcome is not Outcome.REOPENED:
            fits = [one for one in fits if one.subject.kind is not Kind.REFUSAL]
        last = meeting.order - _FEW_MEETINGS
        for bar in (*bars, DATED):
            among = [
                one
                for one in fits
                if (bar.far or one.subject.meeting.order >= last)
                and (bar is not DATED or one.said or one.due)
                and (not bar.promised or _is_promised(one.subject))
            ]
            best = _best(among, bar.score, bar.margin)
            if best is not None and best.weight >= bar.weight:
                best = _answered(best, fits)
                by = MatchedBy.OWNER_AND_WORDS if best.owner else MatchedBy.WORDS
                score = min(best.score + _IN_SECTION * side.passage.section, 1.0)
                return Match(best.subject, by, in_words(best, side), score)
        return None

    def _plain(
        self,
        side: Side,
        number: str,
        earlier: Sequence[Subject],
        meeting: Meeting,
        gone_through: int | None,
    ) -> list[Match]:
        """Return what a number without its year calls: it may be another meeting's too."""
        if not earlier:
            return []
        fits = self._fits(side, earlier, meeting)
        dated = [one for one in fits if one.said]
        if dated:
            orders = {one.subject.meeting.order for one in dated}
            if len(orders) == 1 and len(dated) == 1:
                return [_by_number(dated[0].subject, number, "of the meeting it names")]
            fits = dated
        if self._numbering is Numbering.ON and len(fits) == 1 and not dated:
            return [_by_number(fits[0].subject, number, None)]
        last = max((one.subject.meeting.order for one in fits), default=-1)
        of_last = [one for one in fits if one.subject.meeting.order == last]
        if side.passage.section and last == gone_through and len(of_last) == 1:
            return [_by_number(of_last[0].subject, number, "of the meeting it goes through")]
        agreeing = [one for one in of_last if (one.score >= _AGREES or (one.owner and one.shared))]
        best = _best(agreeing, 0.0)
        return [] if best is None else [_by_number(best.subject, number, in_words(best, side))]

    def _by_minute(self, side: Side, number: str, meeting: Meeting) -> list[Match]:
        earlier = [s for s in self._by_item.get(number, ()) if s.meeting.date < meeting.date]
        if not earlier:
            return []
        last = max(one.meeting.order for one in earlier)
        earlier = [one for one in earlier if one.meeting.order == last]
        fits = self._fits(side, earlier, meeting)
        best = _best([one for one in fits if one.weight > 0], _AGREES, _MINUTE_MARGIN)
        if best is None:
            return []
        best = _answered(best, fits)
        why = f"it refers to minute {number}; {in_words(best, side)}"
        return [Match(best.subject, MatchedBy.REFERENCE, why, min(0.6 + best.score / 2, 0.95))]

    def _candidates(self, side: Side, meeting: Meeting) -> list[Subject]:
        """Return the earlier commitments that share a rare word with a passage."""
        known = [term for term in side.core if term in self._by_term]
        known.sort(key=lambda term: (len(self._by_term[term]), term))
        counts: dict[int, float] = defaultdict(float)
        for term in known[:_RAREST]:
            rows = self._by_term[term]
            weight = self._weights.of(term)
            for index in rows[-20 * _MOST :]:
                counts[index] += weight
        ranked = sorted(counts, key=lambda index: (-counts[index], -index))
        earlier = (self._subjects[index] for index in ranked)
        kept: list[Subject] = []
        for one in earlier:
            if one.meeting.date < meeting.date:
                kept.append(one)
                if len(kept) == _MOST:
                    break
        return kept

    def _fits(self, side: Side, subjects: Sequence[Subject], meeting: Meeting) -> list[Fit]:
        made = (
            fit(side, one, meeting.order - one.meeting.order, self._weights) for one in subjects
        )
        return [one for one in made if one is not None]


def _best(fits: Sequence[Fit], bar: float, margin: float = _MARGIN) -> Fit | None:
    """Return the best fit if it is good enough and no other commitment comes near it."""
    ranked = sorted(
        fits, key=lambda one: (-one.score, -one.subject.meeting.order, one.subject.commitment.id)
    )
    if not ranked or ranked[0].score < bar:
        return None
    best = ranked[0]
    for other in ranked[1:]:
        if best.score - other.score >= margin:
            break
        if _answers(other.subject, best.subject) or _answers(best.subject, other.subject):
            continue
        if not _put_again(best.subject, other.subject):
            return None
        if other.subject.meeting.order > best.subject.meeting.order:
            best = other
    return best


def _answered(found: Fit, fits: Sequence[Fit]) -> Fit:
    """Return the promise that answers a request, where it follows and fits too; else the same."""
    for one in fits:
        near = one.score >= found.score * _NEARLY and one.subject.commitment.binding
        if near and _answers(one.subject, found.subject):
            return one
    return found


def _is_promised(subject: Subject) -> bool:
    return subject.commitment.binding or subject.kind is Kind.TARGET


def _answers(one: Subject, asked: Subject) -> bool:
    """Tell whether a commitment stands where the answer to a request stands."""
    if asked.kind is not Kind.REQUEST or one.meeting is not asked.meeting:
        return False
    same = one.commitment.item == asked.commitment.item
    return same and 0 < one.unit - asked.unit <= _ANSWER


def _put_again(one: Subject, other: Subject) -> bool:
    """Tell whether two commitments say the same."""
    either = len(one.core | other.core)
    return not either or len(one.core & other.core) >= _SAME * either


def _by_number(subject: Subject, number: str, why: str | None) -> Match:
    words = f"it gives the number {subject.commitment.number or number}" + (
        f"; {why}" if why else ""
    )
    return Match(subject, MatchedBy.NUMBER, words, 0.95 if why is None else 0.9)
