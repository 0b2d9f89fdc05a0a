"""Evidence precision, recall and F1, by sentence and by page, and whether the meeting is right."""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass

from eval.answers.documents import Documents, Page, Sentence
from eval.answers.given import GivenAnswer, GivenCitation
from eval.answers.gold import Gold


@dataclass(frozen=True, slots=True)
class Overlap:
    """What one answer cites, against what answers the question; in sentences or in pages.

    Attributes
    ----------
    right, cited
        Distinct units cited that are evidence, and all that are cited.
    found, gold
        Pieces of evidence that are cited in any rendition, and all pieces.
    """

    right: int
    cited: int
    found: int
    gold: int

    @property
    def precision(self) -> float | None:
        """``right / cited``; None where nothing is cited."""
        return self.right / self.cited if self.cited else None

    @property
    def recall(self) -> float:
        """``found / gold``; 0 where nothing is cited."""
        return self.found / self.gold

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where either is 0 or nothing is cited."""
        return harmonic(self.precision or 0.0, self.recall)


@dataclass(frozen=True, slots=True)
class EvidenceMeans:
    """Overlaps of all answerable questions, put together in two ways.

    Attributes
    ----------
    questions, uncited
        Answerable questions, and those for which nothing was cited.
    precision
        Macro: mean over the questions with a citation (the ``uncited`` have no precision).
    recall, f1
        Macro: mean over all answerable questions; the uncited count 0.
    hit
        Share of answerable questions with any piece of evidence cited.
    micro_precision
        All right units over all cited units of all answerable questions.
    micro_recall
        All pieces found over all pieces.
    micro_f1
        Harmonic mean of the two.

    Means over no question are None.
    """

    questions: int
    uncited: int
    precision: float | None
    recall: float | None
    f1: float | None
    hit: float | None
    micro_precision: float | None
    micro_recall: float | None
    micro_f1: float | None


@dataclass(frozen=True, slots=True)
class MeetingHit:
    """Which of one answer's citations, in their order, are of a meeting that holds evidence."""

    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class MeetingMeans:
    """Citation of the right meeting, over answerable questions.

    Attributes
    ----------
    first, any
        Share of questions whose first citation, or any, is of a meeting that holds
        evidence; a question without citations counts as a miss.
    citations, share
        All citations of these questions, and which share of them is of such a
        meeting (micro); None where nothing is cited.
    """

    questions: int
    first: float | None
    any: float | None
    citations: int
    share: float | None


def harmonic(precision: float, recall: float) -> float:
    """Return the harmonic mean of two shares; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def overlap(cited: Set[Hashable], gold: Sequence[Set[Hashable]], nowhere: int = 0) -> Overlap:
    """Compare cited units with pieces of evidence, each a set of equally good units.

    Parameters
    ----------
    cited
        Distinct units that are cited.
    gold
        At least one piece; none is empty.
    nowhere
        Citations that stand at no unit at all: each counts as one wrong one.
    """
    good = frozenset[Hashable]().union(*gold)
    return Overlap(
        right=len(cited & good),
        cited=len(cited) + nowhere,
        found=sum(not piece.isdisjoint(cited) for piece in gold),
        gold=len(gold),
    )


def cited_sentences(documents: Documents, citation: GivenCitation) -> frozenset[Sentence]:
    """Return the sentences a citation covers by half of the sentence or half of its own span.

    So a whole sentence quoted is that sentence, a clause of one is too, and a whole
    passage is every sentence in it. None where the archive holds no such stretch.
    """
    read = documents.get(citation.document_id)
    if read is None or not 0 <= citation.start < citation.end <= len(read.text):
        return frozenset()
    return frozenset(read.overlapped(citation.start, citation.end))


def cited_pages(documents: Documents, citation: GivenCitation) -> frozenset[Page]:
    """Return the pages a citation stands on.

    The page that the citation itself names is taken first, for that is what a
    reader opens; where it names none, those of its sentences. A document whose
    format has no pages is one page, whatever a citation names.
    """
    read = documents.get(citation.document_id)
    if read is None:
        return frozenset()
    if read.document.pages is None:
        return frozenset({(citation.document_id, 0)})
    if citation.page is not None:
        return frozenset({(citation.document_id, citation.page)})
    return frozenset(s.on for s in cited_sentences(documents, citation))


def sentence_overlap(documents: Documents, answer: GivenAnswer, gold: Gold) -> Overlap:
    """Compare one answer's citations with the evidence by sentence."""
    cited = [cited_sentences(documents, citation) for citation in answer.citations]
    return overlap(frozenset().union(*cited), gold.sentences, sum(not found for found in cited))


def page_overlap(documents: Documents, answer: GivenAnswer, gold: Gold) -> Overlap:
    """Compare one answer's citations with the evidence by page."""
    cited = [cited_pages(documents, citation) for citation in answer.citations]
    return overlap(frozenset().union(*cited), gold.pages, sum(not found for found in cited))


def meeting_hit(documents: Documents, answer: GivenAnswer, gold: Gold) -> MeetingHit:
    """Tell for each citation whether it is of a meeting that holds evidence.

    Meetings are the archive's, not what the citation says of itself.
    """
    read = [documents.get(citation.document_id) for citation in answer.citations]
    return MeetingHit(tuple(r is not None and r.document.meeting_id in gold.meetings for r in read))


def evidence_means(overlaps: Sequence[Overlap]) -> EvidenceMeans:
    """Put the overlaps of all answerable questions together."""
    precisions = [o.precision for o in overlaps if o.precision is not None]
    micro_precision = ratio(sum(o.right for o in overlaps), sum(o.cited for o in overlaps))
    micro_recall = ratio(sum(o.found for o in overlaps), sum(o.gold for o in overlaps))
    micro_f1 = None if micro_recall is None else harmonic(micro_precision or 0.0, micro_recall)
    return EvidenceMeans(
        questions=len(overlaps),
        uncited=len(overlaps) - len(precisions),
        precision=mean(precisions),
        recall=mean([o.recall for o in overlaps]),
        f1=mean([o.f1 for o in overlaps]),
        hit=mean([float(o.found > 0) for o in overlaps]),
        micro_precision=micro_precision,
        micro_recall=micro_recall,
        micro_f1=micro_f1,
    )


def meeting_means(hits: Sequence[MeetingHit]) -> MeetingMeans:
    """Put the meetings cited for all answerable questions together."""
    citations = [right for hit in hits for right in hit.right]
    return MeetingMeans(
        questions=len(hits),
        first=mean([float(hit.right[:1] == (True,)) for hit in hits]),
        any=mean([float(any(hit.right)) for hit in hits]),
        citations=len(citations),
        share=ratio(sum(citations), len(citations)),
    )


def mean(values: Sequence[float]) -> float | None:
    """Return the mean; None of nothing."""
    return sum(values) / len(values) if values else None


def ratio(part: int, whole: int) -> float | None:
    """Return ``part / whole``; None where there is no whole."""
    return part / whole if whole else None
