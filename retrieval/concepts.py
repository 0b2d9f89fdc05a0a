"""What a question is about: its words, each with the other ways the record may put it.

A concept is met by any of its alternatives, each a set of tokens that must all
be there: "ASB" by itself or by "anti", "social" and "behaviour"; "burglery" by
"burglary". Its weight is its rarity in the archive, so that being met on
"Telford" counts for more than being met on "police".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from functools import cache

from corpus.reference import acronyms
from indexer.analysis import phrase_tokens, query_terms, token_spans
from indexer.vocabulary import Vocabulary
from retrieval.records import Expansion

EXPANSION_WEIGHT = 0.5
"""In BM25, beside 1 for a word that was typed: a synonym is a guess."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question names.

    Attributes
    ----------
    surface
        The tokens as typed.
    alternatives
        Ways to meet it; the first is what was typed.
    weight
        Its idf over the passages of the archive.
    """

    surface: tuple[str, ...]
    alternatives: tuple[tuple[str, ...], ...]
    weight: float

    def met_by(self, tokens: Set[str]) -> bool:
        """Tell whether a text with these tokens meets it."""
        return any(all(token in tokens for token in option) for option in self.alternatives)


def idf(passages: int, frequency: int) -> float:
    """Return the inverse passage frequency, ln(1 + (N - n + 1/2) / (n + 1/2)), never negative."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


@cache
def _glossary(
    forces: tuple[str, ...] = (),
) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Return (short form, its token, its words' tokens) for every plain reading."""
    rows = []
    for acronym in acronyms():
        short = tuple(phrase_tokens(acronym.short))
        if len(short) != 1 or len(acronym.short) < 2:
            continue
        for expansion in acronym.readings(forces):
            words = tuple(phrase_tokens(expansion))
            if len(words) > 1:
                rows.append((f"{acronym.short} = {expansion}", short, words))
    return tuple(rows)


def concepts_of(
    topic: str, vocabulary: Vocabulary, passages: int, forces: Collection[str] = ()
) -> tuple[tuple[Concept, ...], tuple[Expansion, ...]]:
    """Take a topic apart into concepts.

    Parameters
    ----------
    topic
        The question without its scaffolding.
    vocabulary, passages
        The words of the index, and its number of passages.
    forces
        The force areas asked about: a short form that stands for one thing in one force
        and for another in the next is read as theirs.

    Returns
    -------
    concepts, expansions
        The expansions say what was looked for besides the words typed.
    """
    kept = set(query_terms(topic))
    line = phrase_tokens(topic)
    made: list[Concept] = []
    expansions: list[Expansion] = []
    used: set[str] = set()
    glossary = _glossary(tuple(sorted(forces)))
    for label, short, words in glossary:
        if _contains(line, words) and not used & set(words):
            used |= set(words)
            expansions.append(Expansion(" ".join(words), short[0], label))
            made.append(_concept(words, (words, short), vocabulary, passages))
    seen: set[tuple[str, ...]] = set()
    for ways in _chunks(topic):
        surface = tuple(token for token in ways[0] if token in kept)
        if not surface or surface in seen or set(surface) <= used:
            continue
        seen.add(surface)
        alternatives: list[tuple[str, ...]] = [surface, *ways[1:]]
        for label, short, words in glossary:
            if short == surface:
                alternatives.append(words)
                expansions.append(Expansion(surface[0], " ".join(words), label))
        if len(alternatives) == 1 and vocabulary.passages_with(surface[0]) == 0:
            for other in vocabulary.alike(surface[0]):
                alternatives.append((other,))
                why = f"words like “{other}”, since “{surface[0]}” is nowhere in the archive"
                expansions.append(Expansion(surface[0], other, why))
        made.append(_concept(surface, tuple(alternatives), vocabulary, passages))
    return tuple(made), tuple(expansions)


def _chunks(text: str) -> list[list[tuple[str, ...]]]:
    """Return the words of a text, each with the ways the analyzer writes it.

    "anti-social" is (anti, social) or (antisoci); "COVID-19" is (covid-19) or
    (covid): what stands at one place of the text is one thing.
    """
    chunks: list[list[tuple[str, ...]]] = []
    spans = token_spans(text)
    while spans:
        start, end = spans[0][1], spans[0][2]
        while any(a < end and b > end for _, a, b in spans):
            end = max(b for _, a, b in spans if a < end)
        here = [one for one in spans if one[1] < end]
        spans = spans[len(here) :]
        pieces = [one for one in here if (one[1], one[2]) != (start, end)]
        wholes: list[tuple[str, ...]] = [(token,) for token, a, b in here if (a, b) == (start, end)]
        if pieces:
            wholes.insert(0, tuple(token for token, _, _ in pieces))
        chunks.append(wholes)
    return chunks


def _concept(
    surface: tuple[str, ...],
    alternatives: tuple[tuple[str, ...], ...],
    vocabulary: Vocabulary,
    passages: int,
) -> Concept:
    frequency = sum(
        min(vocabulary.passages_with(token) for token in option) for option in alternatives
    )
    return Concept(surface, alternatives, idf(passages, min(frequency, passages)))


def _contains(line: list[str], words: tuple[str, ...]) -> bool:
    width = len(words)
    return any(tuple(line[i : i + width]) == words for i in range(len(line) - width + 1))


def weighted_terms(concepts: Iterable[Concept]) -> tuple[tuple[str, float], ...]:
    """Return the tokens to rank by, each once: those typed weigh 1, alternatives less."""
    weights: dict[str, float] = {}
    for concept in concepts:
        for number, option in enumerate(concept.alternatives):
            for token in option:
                weight = 1.0 if number == 0 else EXPANSION_WEIGHT
                weights[token] = max(weights.get(token, 0.0), weight)
    return tuple(weights.items())


def coverage(concepts: Iterable[Concept], *texts: tuple[Set[str], float]) -> float:
    """Return the share of a question's weight that some texts meet, in [0, 1].

    Parameters
    ----------
    concepts
        What is asked about.
    texts
        Tokens of a text, and what being met there counts (1 in the sentence
        itself, less in what stands around it). The best place counts.
    """
    total = met = 0.0
    for concept in concepts:
        total += concept.weight
        met += concept.weight * max(
            (share for tokens, share in texts if concept.met_by(tokens)), default=0.0
        )
    return met / total if total else 0.0
