"""From ranked passages to sentences that answer, each with what it needs to be understood.

A sentence is judged together with what it stands under: in minutes the topic
is named in the heading or two bullets above, and the sentence that commits
says "this". What is around a sentence counts less than what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.model import BlockKind
from corpus.structure.speakers import speaker_of
from corpus.views import view_of
from indexer.commitments import Cue, classify
from indexer.embedder import Embedder
from indexer.legible import legible_tokens
from indexer.passage_store import StoredPassage
from retrieval.concepts import Concept, coverage
from retrieval.reading import Library, OpenDocument, Sentence

IN_HEADING = 0.9
BEFORE = (0.8, 0.65, 0.5)
IN_HEADER = 0.6
"""What a word of the question counts when it stands not in the sentence (1) but in its
heading or item title, in one of the three blocks before it, or in body, date and title.
Chosen so that the order sentence, heading, neighbour holds; the calibration is fitted on
the resulting scores, so their scale does not matter."""

_CONTEXT_LIMIT = 400
"""Code points of context shown; an officer reads it aloud before the quote."""

_SHORTEST_WORDS = 3
"""Words; less is a label or an owner code, not a sentence."""

_SPEAKS_FOR_ITSELF = 0.34
"""Share of the question met by the sentence alone from which no topic is looked for above it."""

_NUMBERED = re.compile(r"\d+(?:[./]\d+)*[.)]?\s+[A-Z]")
_LONGEST_TITLE_WORDS = 9

_POINTS_BACK = frozenset(
    "it this that these those he she they such the same his her their its".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that may answer.

    Attributes
    ----------
    passage
        The passage it was found in.
    start, end
        Offsets (code points) into the document's canonical text.
    owner
        Offsets of the owner cell that belongs to it, if there is one.
    coverage
        Share of the question's weight met by the sentence and what it stands under.
    own
        The same of the sentence alone.
    similarity
        Cosine of question and sentence in its context; 0 until it is measured.
    fused, passage_rank
        The passage's fused score, and its rank from 1.
    cue
        What the sentence does (promises, asks ...), if a rule says so.
    before
        The sentence before it in the same item, if any.
    context
        Offsets of what it needs to be understood, in order.
    """

    passage: StoredPassage
    start: int
    end: int
    text: str
    owner: tuple[int, int] | None
    coverage: float
    own: float
    similarity: float
    fused: float
    passage_rank: int
    cue: Cue | None
    speaker: str | None
    before: str | None
    context: tuple[tuple[int, int], ...]
    embedded: str


def candidates(
    passages: Iterable[tuple[StoredPassage, float]],
    library: Library,
    concepts: Sequence[Concept],
) -> list[Evidence]:
    """Return every sentence of some passages, judged by words and context.

    Passages whose stored text is not the text that was indexed yield nothing;
    the caller counts them.
    """
    found: list[Evidence] = []
    seen: set[tuple[str, int]] = set()
    for rank, (passage, fused) in enumerate(passages, 1):
        if not library.holds(passage):
            continue
        opened = library.open(passage.document_id)
        header = frozenset(legible_tokens(passage.header))
        for sentence in opened.sentences(passage.start, passage.end):
            key = (passage.document_id, sentence.start)
            if key in seen:
                continue
            seen.add(key)
            made = _judge(opened, passage, sentence, header, concepts, fused, rank)
            if made is not None:
                found.append(made)
    return found


def _judge(
    opened: OpenDocument,
    passage: StoredPassage,
    sentence: Sentence,
    header: frozenset[str],
    concepts: Sequence[Concept],
    fused: float,
    rank: int,
) -> Evidence | None:
    text = opened.text[sentence.start : sentence.end]
    if len(text.split()) < _SHORTEST_WORDS or _is_run_in_heading(opened, sentence, text):
        return None
    if _is_title(opened, text):
        return None
    owner = _owner_cell(opened, sentence)
    # The owner in the next column belongs to what is said: "actions for the DCC".
    with_owner = f"{text} {opened.text[slice(*owner)]}" if owner else text
    own_tokens = frozenset(legible_tokens(with_owner))
    heading = opened.heading_above(sentence.block)
    item = opened.item_at(sentence.block)
    above = _span(opened, heading) if heading is not None else None
    titles = " ".join(
        (
            item.title if item and item.title else "",
            opened.text[slice(*above)] if above else "",
        )
    )
    before = _before(opened, sentence)
    around = [
        (own_tokens, 1.0),
        (frozenset(legible_tokens(titles)), IN_HEADING),
        *(
            (frozenset(legible_tokens(opened.text[a:b])), share)
            for (a, b), share in zip(before, BEFORE, strict=False)
        ),
        (header, IN_HEADER),
    ]
    plain = view_of(text).text
    heading_text = opened.text[slice(*above)] if above else (item.title if item else None)
    context = _context(opened, above, before, own_tokens, concepts, text)
    return Evidence(
        passage=passage,
        start=sentence.start,
        end=sentence.end,
        text=text,
        owner=owner,
        coverage=coverage(concepts, *around),
        own=coverage(concepts, (own_tokens, 1.0)),
        similarity=0.0,
        fused=fused,
        passage_rank=rank,
        cue=classify(plain, view_of(heading_text).text if heading_text else None),
        speaker=speaker_of(plain),
        before=_text(opened, _last_sentence(opened, before[0])) if before else None,
        context=context,
        embedded=view_of(
            " ".join([*(opened.text[a:b] for a, b in context), text])
            if context
            else f"{titles}\n{text}"
        ).text,
    )


def _is_run_in_heading(opened: OpenDocument, sentence: Sentence, text: str) -> bool:
    """Tell whether a "sentence" is the title at the head of a paragraph ("3.3 Custody. ...").

    It is shown above what follows, as context, but says nothing by itself.
    """
    block = opened.blocks[sentence.block]
    first = sentence.start == block.start and sentence.end < block.end
    return first and len(text.split()) <= _LONGEST_TITLE_WORDS and bool(_NUMBERED.match(text))


def _is_title(opened: OpenDocument, text: str) -> bool:
    """Tell whether a line only repeats the document's, its body's or its item's title."""
    plain = "".join(c for c in text.casefold() if c.isalnum())
    known = [opened.document.title, opened.document.body, *(item.title for item in opened.items)]
    return any(
        title is not None and plain == "".join(c for c in title.casefold() if c.isalnum())
        for title in known
    )


def _text(opened: OpenDocument, span: tuple[int, int]) -> str:
    return opened.text[span[0] : span[1]]


def _span(opened: OpenDocument, block: int) -> tuple[int, int]:
    return opened.blocks[block].start, opened.blocks[block].end


def _before(opened: OpenDocument, sentence: Sentence) -> list[tuple[int, int]]:
    """Return what precedes a sentence within its item, nearest first.

    First what stands before it in its own block, then up to two blocks, passing
    over owner cells; a heading ends it (what is above belongs to something else).
    """
    found: list[tuple[int, int]] = []
    own_start = opened.blocks[sentence.block].start
    if sentence.start > own_start:
        found.append((own_start, sentence.start))
    for index in range(sentence.block - 1, opened.item_start(sentence.block) - 1, -1):
        block = opened.blocks[index]
        if block.kind is BlockKind.HEADING or len(found) == len(BEFORE):
            break
        if block.kind is BlockKind.CELL and block.end - block.start <= 20:
            continue
        found.append((block.start, block.end))
    return found


def _owner_cell(opened: OpenDocument, sentence: Sentence) -> tuple[int, int] | None:
    """Return the short cell after the block of a sentence: the owner of what it says.

    Only the last sentence of a block may have one, and only where the cell
    looks like a code or a name ("DCC", "ALL", "J Hale"), not like a figure.
    """
    block = opened.blocks[sentence.block]
    following = sentence.block + 1
    if following >= len(opened.blocks) or sentence.end < block.end:
        return None
    cell = opened.blocks[following]
    if cell.kind is not BlockKind.CELL or cell.end - cell.start > 30:
        return None
    text = opened.text[cell.start : cell.end]
    return (cell.start, cell.end) if text[0].isupper() and not any(map(str.isdigit, text)) else None


def _context(
    opened: OpenDocument,
    above: tuple[int, int] | None,
    before: list[tuple[int, int]],
    own: frozenset[str],
    concepts: Sequence[Concept],
    text: str,
) -> tuple[tuple[int, int], ...]:
    """Return what a sentence needs to be understood: heading, topic, what it points back to."""
    wanted: set[tuple[int, int]] = set()
    if above:
        wanted.add(above)
    missing = [c for c in concepts if not c.met_by(own)]
    # What names most of the topic itself is understood without more; the bullet
    # above it is likely to be about something else.
    if coverage(concepts, (own, 1.0)) >= _SPEAKS_FOR_ITSELF:
        missing = []
    nearest = before[0] if before else None
    if nearest and _points_back(text):
        wanted.add(_last_sentence(opened, nearest))
    if missing:
        for start, end in before:
            bearer = _bearing(opened, start, end, missing)
            if bearer:
                wanted.add(bearer)
                # What lies between is what ties the topic to the sentence.
                if nearest and nearest != (start, end):
                    wanted.add(_last_sentence(opened, nearest))
                break
    spans = sorted(wanted)
    while sum(b - a for a, b in spans) > _CONTEXT_LIMIT and len(spans) > 1:
        spans.pop(0 if spans[0] != above else 1)
    return tuple((a, min(b, a + _CONTEXT_LIMIT)) for a, b in spans)


def _points_back(text: str) -> bool:
    words = [word.strip(".,;:()'’\"").lower() for word in text.split()[:8]]
    return any(word in _POINTS_BACK for word in words) or text[:1].islower()


def _last_sentence(opened: OpenDocument, span: tuple[int, int]) -> tuple[int, int]:
    sentences = opened.sentences(*span)
    return (sentences[-1].start, sentences[-1].end) if sentences else span


def _bearing(
    opened: OpenDocument, start: int, end: int, missing: Sequence[Concept]
) -> tuple[int, int] | None:
    """Return the sentence of a stretch that meets most of what is missing, the last of equals."""
    best: tuple[float, int, int] | None = None
    for sentence in opened.sentences(start, end):
        words = frozenset(legible_tokens(opened.text[sentence.start : sentence.end]))
        met = coverage(missing, (words, 1.0))
        if met > 0 and (best is None or met >= best[0]):
            best = (met, sentence.start, sentence.end)
    return (best[1], best[2]) if best else None


def _fitting(text: str, embedder: Embedder) -> str:
    """Return as much of a text as fits into the model's window, halved until it does."""
    while embedder.count_tokens([text])[0] > embedder.max_tokens and len(text) > 1:
        text = text[: len(text) // 2]
    return text


def with_similarity(
    evidence: Sequence[Evidence], question: NDArray[np.float32], embedder: Embedder
) -> list[Evidence]:
    """Return the evidence with its cosine to the question measured.

    Parameters
    ----------
    evidence
        Sentences.
    question
        The question's vector, float32, shape (d,).
    embedder
        The model of the index. A sentence whose context does not fit into its
        window with it is measured without, and cut if it still does not fit:
        this is for ranking only, what is quoted stays whole.
    """
    if not evidence:
        return []
    texts = [one.embedded for one in evidence]
    for number, size in enumerate(embedder.count_tokens(texts)):
        if size > embedder.max_tokens:
            texts[number] = _fitting(evidence[number].text, embedder)
    cosines = embedder.embed_passages(texts) @ question
    return [
        replace(one, similarity=float(cosine))
        for one, cosine in zip(evidence, cosines, strict=True)
    ]
