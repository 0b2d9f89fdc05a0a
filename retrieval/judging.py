"""Understanding a question, ranking the passages, and judging their sentences.

What becomes of the evidence, whether it is shown and how, is the next step
(:mod:`retrieval.answer`); the evaluation measures this one by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.archive import Archive
from corpus.shingles import words_of
from indexer.analysis import phrase_tokens
from indexer.embedder import Embedder
from indexer.generation import Generation
from indexer.legible import legible_tokens
from indexer.lexical import LexicalQuery
from indexer.passage_store import StoredPassage
from indexer.vocabulary import Vocabulary
from retrieval import held
from retrieval.channels import Channels
from retrieval.concepts import Concept, concepts_of, idf, weighted_terms
from retrieval.evidence import Evidence, candidates, with_similarity
from retrieval.filters import Understanding, names_of, understand, without_scope
from retrieval.kinds import kind_of, topic_of
from retrieval.reading import Library
from retrieval.records import Expansion, Filters, QuestionKind
from retrieval.search import DEFAULT_FUSION, DEPTH, Ranking, intersect, rank
from retrieval.selection import eligible, fits_demands
from retrieval.speaker_filter import rows_with_speaker, speaks
from retrieval.subject import Subject, is_theirs, subject_of
from retrieval.support import Signals, measure
from retrieval.syntax import ParsedQuery, check_question, parse_query

PASSAGES_READ = 16
"""Passages whose sentences are looked at; on committee transcripts two thirds of what can be
found at all stands in the first hundred, and most of that in the first dozen."""

SENTENCES_MEASURED = 32
"""Sentences whose cosine is measured: about a fifth of a second on two cores."""

_TELLING = 8
"""Words from which a sentence tells by itself what it is about."""


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
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A prepared question, its evidence, and how well it is supported.

    Attributes
    ----------
    evidence
        Every sentence whose cosine was measured.
    shown
        Those that can be statements of this kind of answer; the signals are theirs.
    others_words
        The question asks for somebody's own words or promises, and what there
        is to show are others'.
    """

    prepared: Prepared
    evidence: tuple[Evidence, ...]
    shown: tuple[Evidence, ...]
    signals: Signals
    others_words: bool


class Judge:
    """Finds and judges evidence in one generation of one archive.

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
        self.archive = archive
        self.generation = generation
        self.channels = channels
        self.library = library
        self.embedder = embedder
        self.held = held.Held(archive)

    @property
    def model_key(self) -> str:
        """Identity of the model and its runtime."""
        return self.embedder.identity.key

    def prepare(
        self,
        question: str,
        filters: Filters,
        *,
        whole: bool,
        fusion: str = DEFAULT_FUSION,
        depth: int = DEPTH,
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
        depth
            Candidates from each channel.
        """
        asked = check_question(question)
        parsed = parse_query(asked)
        kind = kind_of(parsed.words)
        understanding = understand(
            filters, self.generation.passages, None if whole else parsed.words
        )
        topic = (
            parsed.words
            if whole
            else topic_of(without_scope(parsed.words, understanding.filters), kind)
        )
        concepts, expansions = concepts_of(
            topic,
            self.generation.vocabulary,
            self.channels.size,
            understanding.filters.force,
        )
        query = LexicalQuery(
            weighted_terms(concepts),
            parsed.phrases,
            excluded_phrases=parsed.excluded_phrases,
        )
        allowed = self.channels.select(understanding.passages)
        if understanding.filters.speaker:
            allowed = intersect(
                allowed,
                rows_with_speaker(
                    understanding.filters.speaker, self.channels, self.archive, self.generation
                ),
            )
        if understanding.filters.unknown:
            allowed = held.NO_ROWS
        vector = self.embedder.embed_question(parsed.words)
        # Whoever asks for one document wants what it says, repeated elsewhere or not.
        repeats = None if filters.document else self.generation.passages.repeats()
        ranking = rank(self.channels, vector, query, allowed, fusion, depth, repeats)
        best = self.generation.passages.rows(ranking.rows[:PASSAGES_READ])
        return Prepared(
            question=asked,
            parsed=parsed,
            kind=kind,
            understanding=understanding,
            concepts=concepts,
            expansions=expansions,
            query=query,
            ranking=ranking,
            passages=tuple(best),
            subject=subject_of(parsed.words, names_of(understanding.filters.force)),
        )

    def judge(self, prepared: Prepared) -> Judged:
        """Find the sentences that may answer, and measure how well they do."""
        scored = list(zip(prepared.passages, prepared.ranking.fused.tolist(), strict=False))
        found = candidates(scored, self.library, prepared.concepts)
        fitting = [e for e in self._said_once(found) if self._fits(e, prepared.understanding)]
        wanted = eligible(prepared.kind, prepared.question, fitting)
        theirs = {id(e) for e in fitting if self._is_theirs(e, prepared.subject)}
        # Sentences that can become statements are measured first.
        fitting.sort(
            key=lambda e: (
                not wanted(e),
                id(e) not in theirs,
                -e.coverage,
                -e.fused,
                e.passage.id,
                e.start,
            )
        )
        vector = self.embedder.embed_question(prepared.parsed.words)
        mine = [id(e) in theirs for e in fitting[:SENTENCES_MEASURED]]
        evidence = with_similarity(fitting[:SENTENCES_MEASURED], vector, self.embedder)
        shown = [e for e in evidence if wanted(e)]
        own = [e for e, is_own in zip(evidence, mine, strict=True) if is_own and wanted(e)]
        size, vocabulary = self.channels.size, self.generation.vocabulary
        weights = {
            token: weight * idf(size, vocabulary.passages_with(token))
            for token, weight in prepared.query.terms
        }
        signals = measure(
            prepared.concepts,
            own or shown,
            prepared.ranking,
            weights,
            _share_nowhere(prepared.concepts, vocabulary),
        )
        return Judged(
            prepared,
            tuple(evidence),
            tuple(own or shown),
            signals,
            others_words=prepared.subject is not None and not own,
        )

    def _said_once(self, found: Sequence[Evidence]) -> list[Evidence]:
        """Leave out a sentence that a better document of its meeting holds too."""
        best: dict[tuple[str, str], Evidence] = {}
        for one in found:
            held = best.setdefault(_said(one), one)
            if self._rank(one) < self._rank(held):
                best[_said(one)] = one
        return [
            one
            for one in found
            if (other := best[_said(one)]).passage.document_id == one.passage.document_id
            # "That the report be noted." is said of many things.
            or (len(words_of(one.text)) < _TELLING and other.before != one.before)
        ]

    def _rank(self, one: Evidence) -> int:
        return self.library.open(one.passage.document_id).rank

    def _is_theirs(self, evidence: Evidence, subject: Subject | None) -> bool:
        if subject is None:
            return False
        opened = self.library.open(evidence.passage.document_id)
        owner = opened.text[slice(*evidence.owner)] if evidence.owner else None
        forms = subject.forms_in(self.archive.attendees(evidence.passage.document_id))
        return is_theirs(forms, evidence.text, owner, evidence.before)

    def _fits(self, evidence: Evidence, understanding: Understanding) -> bool:
        speaker = understanding.filters.speaker
        if speaker and not speaks(speaker, evidence, self.archive):
            return False
        if not understanding.mentioned and not understanding.named_forces:
            return True
        opened = self.library.open(evidence.passage.document_id)
        around = opened.text[evidence.passage.start : evidence.passage.end]
        words = frozenset(legible_tokens(f"{evidence.passage.header}\n{around}"))
        forces = [[phrase_tokens(w) for w in ways] for ways in understanding.named_forces]
        return fits_demands(evidence, understanding.mentioned, forces, words)


def _said(one: Evidence) -> tuple[str, str]:
    return one.passage.meeting_id, " ".join(words_of(one.text))


def _share_nowhere(concepts: Sequence[Concept], vocabulary: Vocabulary) -> float:
    """Return the share of a question's weight on what the archive holds nowhere, in [0, 1]."""
    total = sum(concept.weight for concept in concepts)
    nowhere = sum(
        concept.weight
        for concept in concepts
        if all(
            any(vocabulary.passages_with(token) == 0 for token in option)
            for option in concept.alternatives
        )
    )
    return nowhere / total if total else 0.0
