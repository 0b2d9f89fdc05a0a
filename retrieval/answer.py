"""From a question to an answer in the record's own words, or to the word that there is none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.archive import Archive
from corpus.model import Citation
from indexer.analysis import phrase_tokens, tokens
from indexer.embedder import Embedder
from indexer.generation import Generation
from indexer.lexical import LexicalQuery
from indexer.passage_store import StoredPassage
from retrieval import held
from retrieval.channels import Channels
from retrieval.concepts import Concept, concepts_of, idf, weighted_terms
from retrieval.evidence import Evidence, candidates, with_similarity
from retrieval.filters import Understanding, understand, without_scope
from retrieval.kinds import kind_of, topic_of
from retrieval.reading import Library
from retrieval.records import (
    Answer,
    Expansion,
    Filters,
    Hit,
    QuestionKind,
    SearchResult,
    Statement,
    Status,
)
from retrieval.search import Ranking, intersect, rank
from retrieval.selection import choose, eligible, fits_demands
from retrieval.speaker_filter import rows_with_speaker, speaks
from retrieval.support import Signals, calibration, measure
from retrieval.syntax import ParsedQuery, check_question, parse_query

PASSAGES_READ = 16
"""Passages whose sentences are looked at; on committee transcripts two thirds of what can be
found at all stands in the first hundred, and most of that in the first dozen."""

SENTENCES_MEASURED = 32
"""Sentences whose cosine is measured: about a fifth of a second on two cores."""

NEAREST = 4
"""Passages offered when there is no firm answer."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question, understood, and the passages it ranks highest."""

    question: str
    parsed: ParsedQuery
    kind: QuestionKind
    understanding: Understanding
    concepts: tuple[Concept, ...]
    expansions: tuple[Expansion, ...]
    query: LexicalQuery
    ranking: Ranking
    passages: tuple[StoredPassage, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A prepared question, its evidence, and how well it is supported."""

    prepared: Prepared
    evidence: tuple[Evidence, ...]
    signals: Signals


class Answerer:
    """Answers questions from one generation of one archive.

    Parameters
    ----------
    archive, generation, channels, library, embedder
        Where the record stands, and the means to find things in it.
    """

    def __init__(
        self,
        archive: Archive,
        generation: Generation,
        channels: Channels,
        library: Library,
        embedder: Embedder,
    ) -> None:
        self._archive = archive
        self._generation = generation
        self._channels = channels
        self._library = library
        self._embedder = embedder

    @property
    def model_key(self) -> str:
        """Identity of the model and its runtime."""
        return self._embedder.identity.key

    # The way of a question ---------------------------------------------------

    def prepare(
        self, question: str, filters: Filters, *, whole: bool, fusion: str = "convex"
    ) -> Prepared:
        """Understand a question and rank the passages.

        Parameters
        ----------
        question, filters
            As asked.
        whole
            Rank by all its words (a search), and not only by its topic (a question).
        fusion
            How the channels are fused.
        """
        asked = check_question(question)
        parsed = parse_query(asked)
        kind = kind_of(parsed.words)
        understanding = understand(
            filters, self._generation.passages, None if whole else parsed.words
        )
        topic = (
            parsed.words
            if whole
            else topic_of(without_scope(parsed.words, understanding.filters), kind)
        )
        concepts, expansions = concepts_of(topic, self._generation.vocabulary, self._channels.size)
        query = LexicalQuery(
            weighted_terms(concepts),
            parsed.phrases,
            excluded_phrases=parsed.excluded_phrases,
        )
        allowed = self._channels.select(understanding.passages)
        if understanding.filters.speaker:
            allowed = intersect(
                allowed,
                rows_with_speaker(
                    understanding.filters.speaker, self._channels, self._archive, self._generation
                ),
            )
        if understanding.filters.unknown:
            allowed = held.NO_ROWS
        vector = self._embedder.embed_question(parsed.words)
        ranking = rank(self._channels, vector, query, allowed, fusion)
        best = self._generation.passages.rows(ranking.rows[:PASSAGES_READ])
        return Prepared(
            asked, parsed, kind, understanding, concepts, expansions, query, ranking, tuple(best)
        )

    def judge(self, prepared: Prepared) -> Judged:
        """Find the sentences that may answer, and measure how well they do."""
        scored = list(zip(prepared.passages, prepared.ranking.fused.tolist(), strict=False))
        found = candidates(scored, self._library, prepared.concepts)
        fitting = [e for e in found if self._fits(e, prepared.understanding)]
        wanted = eligible(prepared.kind, prepared.question, fitting)
        # Sentences that can become statements are measured first.
        fitting.sort(key=lambda e: (not wanted(e), -e.coverage, -e.fused, e.passage.id, e.start))
        vector = self._embedder.embed_question(prepared.parsed.words)
        evidence = with_similarity(fitting[:SENTENCES_MEASURED], vector, self._embedder)
        size = self._channels.size
        vocabulary = self._generation.vocabulary
        weights = {
            token: weight * idf(size, vocabulary.passages_with(token))
            for token, weight in prepared.query.terms
        }
        total = sum(c.weight for c in prepared.concepts)
        nowhere = sum(
            c.weight
            for c in prepared.concepts
            if all(
                any(vocabulary.passages_with(token) == 0 for token in option)
                for option in c.alternatives
            )
        )
        signals = measure(
            prepared.concepts,
            evidence,
            prepared.ranking,
            weights,
            nowhere / total if total else 1.0,
        )
        return Judged(prepared, tuple(evidence), signals)

    def _fits(self, evidence: Evidence, understanding: Understanding) -> bool:
        speaker = understanding.filters.speaker
        if speaker and not speaks(speaker, evidence, self._archive):
            return False
        if not understanding.mentioned and not understanding.named_forces:
            return True
        opened = self._library.open(evidence.passage.document_id)
        around = opened.text[evidence.passage.start : evidence.passage.end]
        words = frozenset(tokens(f"{evidence.passage.header}\n{around}"))
        forces = [[phrase_tokens(w) for w in ways] for ways in understanding.named_forces]
        return fits_demands(evidence, understanding.mentioned, forces, words)

    # Answers -------------------------------------------------------------------

    def search(self, query: str, filters: Filters, k: int) -> SearchResult:
        """Return the ``k`` best passages for a query, each cut from the stored text."""
        began = time.perf_counter()
        prepared = self.prepare(query, filters, whole=True)
        ranking = prepared.ranking
        hits: list[Hit] = []
        withheld = 0
        rows = self._generation.passages.rows(ranking.rows[:k])
        for number, passage in enumerate(rows):
            citation = self._library.cite(passage, passage.start, passage.end)
            if citation is None:
                withheld += 1
                continue
            hits.append(
                Hit(
                    len(hits) + 1,
                    float(ranking.fused[number]),
                    float(ranking.dense[number]),
                    float(ranking.lexical[number]),
                    citation,
                )
            )
        return SearchResult(
            query=prepared.question,
            filters=prepared.understanding.filters,
            expansions=prepared.expansions,
            hits=tuple(hits),
            withheld=withheld,
            generation=self._generation.name,
            model=self._embedder.identity.name,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def ask(self, question: str, filters: Filters) -> Answer:
        """Answer a question."""
        began = time.perf_counter()
        judged = self.judge(self.prepare(question, filters, whole=False))
        prepared = judged.prepared
        holding = held.held_coverage(self._archive, prepared.understanding.filters)
        probability = calibration().probability(judged.signals)
        status, reason = self._decide(judged, probability)
        statements, citations, withheld = self._statements(judged, status)
        if status is not Status.ABSTAINED and not statements:
            status = Status.ABSTAINED
            reason = self._why_nothing(prepared.kind, judged, withheld)
        nearest: tuple[Citation, ...] = ()
        if status is not Status.ANSWERED:
            nearest, lost = self._nearest(prepared, citations)
            withheld += lost
        return Answer(
            question=prepared.question,
            kind=prepared.kind,
            status=status,
            reason=reason,
            filters=prepared.understanding.filters,
            expansions=prepared.expansions,
            statements=tuple(statements),
            citations=tuple(citations),
            nearest=nearest,
            coverage=holding,
            withheld=withheld,
            support=probability,
            generation=self._generation.name,
            model=self._embedder.identity.name,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _decide(self, judged: Judged, probability: float) -> tuple[Status, str | None]:
        prepared = judged.prepared
        filters = prepared.understanding.filters
        if filters.unknown:
            names = " or ".join(repr(name) for name in filters.unknown)
            return Status.ABSTAINED, f"The archive holds nothing of {names}."
        if not len(prepared.ranking):
            if prepared.parsed.phrases:
                return (
                    Status.ABSTAINED,
                    "No passage holds the exact words in quotation marks.",
                )
            return Status.ABSTAINED, "The archive holds no passage within these filters."
        if prepared.understanding.named_forces and not judged.evidence:
            names = ", ".join(ways[0] for ways in prepared.understanding.named_forces)
            return Status.ABSTAINED, f"The archive holds nothing that names {names}."
        if prepared.understanding.mentioned and not judged.evidence:
            years = " or ".join(str(m.year) for m in prepared.understanding.mentioned)
            return Status.ABSTAINED, f"Nothing near the question is of {years}."
        levels = calibration()
        if judged.signals.missing >= 0.999 and judged.signals.coverage == 0:
            return (
                Status.ABSTAINED,
                "None of the words asked about stands in this archive.",
            )
        if probability >= levels.answered:
            return Status.ANSWERED, None
        if probability >= levels.weak:
            return (
                Status.WEAK,
                "The record touches on this, but may not answer it: read the passages.",
            )
        return Status.ABSTAINED, "Nothing in this archive answers the question."

    @staticmethod
    def _why_nothing(kind: QuestionKind, judged: Judged, withheld: int) -> str:
        if withheld:
            return (
                "The stored text no longer matches what was indexed, so nothing is quoted; "
                "run minuted doctor."
            )
        if kind is QuestionKind.COMMITMENTS:
            others = {e.cue.kind.value for e in judged.evidence if e.cue and e.coverage > 0.5}
            if others:
                return (
                    "The record holds no commitment on this, only "
                    f"{' and '.join(sorted(others))}: see the nearest passages."
                )
            return "The record speaks of this, but holds no commitment on it."
        return "Nothing in this archive answers the question."

    def _statements(
        self, judged: Judged, status: Status
    ) -> tuple[list[Statement], list[Citation], int]:
        if status is Status.ABSTAINED:
            lost = sum(not self._library.holds(p) for p in judged.prepared.passages)
            return [], [], lost
        wanted = eligible(judged.prepared.kind, judged.prepared.question, judged.evidence)
        withheld = sum(not self._library.holds(p) for p in judged.prepared.passages)
        statements: list[Statement] = []
        citations: list[Citation] = []
        for scored in choose([e for e in judged.evidence if wanted(e)], judged.prepared.kind):
            evidence = scored.evidence
            spans = [(evidence.start, evidence.end)]
            if evidence.owner and evidence.cue and evidence.cue.binding:
                spans.append(evidence.owner)
            cut = [
                self._library.cite(evidence.passage, start, end, evidence.speaker)
                for start, end in spans
            ]
            whole = [citation for citation in cut if citation is not None]
            if len(whole) < len(cut):
                withheld += 1
                continue
            first = len(citations)
            citations += whole
            opened = self._library.open(evidence.passage.document_id)
            context = " … ".join(opened.text[a:b] for a, b in evidence.context) or None
            statements.append(
                Statement(
                    " … ".join(citation.quote for citation in whole),
                    context,
                    tuple(range(first, len(citations))),
                )
            )
        return statements, citations, withheld

    def _nearest(
        self, prepared: Prepared, cited: Sequence[Citation]
    ) -> tuple[tuple[Citation, ...], int]:
        shown = {citation.passage_id for citation in cited}
        found: list[Citation] = []
        lost = 0
        for passage in prepared.passages:
            if passage.id in shown:
                continue
            citation = self._library.cite(passage, passage.start, passage.end)
            if citation is None:
                lost += 1
                continue
            found.append(citation)
            if len(found) == NEAREST:
                break
        return tuple(found), lost
