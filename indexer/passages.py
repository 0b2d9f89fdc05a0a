"""Passages: consecutive blocks of one item, within the model's window.

Truncation is fatal to dense retrieval (a document cut to a model's window lost
four fifths of its nDCG on published QMSum figures), so passages are measured
with the model's own tokenizer, and the build fails on one that is too long.

Every passage carries a header (body, date, item number and title) that goes
into the indexed text of both channels: in minutes the topic stands in the
heading more often than in the sentence. The header is never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.identity import passage_id
from corpus.model import Block, BlockKind, Document, Item, ItemRef, Passage
from corpus.views import view_of, whole_words
from indexer.sentences import sentence_spans

PASSAGES_VERSION = 2
"""Raised whenever the same document would be cut otherwise or get another header."""

SPECIAL_TOKENS = 2
"""[CLS] and [SEP], which :func:`count` includes for every text it is given."""

HEADER_SHARE = 0.25
"""The most of the window that a header may take; a longer one is shortened."""

Count = Callable[[Sequence[str]], list[int]]
"""Tokens of each text, special tokens included, as the model's own tokenizer counts them."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that is never cut: a block, or a part of one that is too long.

    ``gap`` is what stands between the piece before and this one, in tokens:
    list markers, mostly. ``apart`` tells that a page's furniture stands there, or
    words that are in no block; no passage may reach across them.
    """

    start: int
    end: int
    tokens: int
    page: int | None
    heading: bool
    gap: int = 0
    apart: bool = False


def indexed_text(
    passage: Passage, words: Collection[str] = frozenset(), headers: bool = True
) -> str:
    """Return what both channels index: the header, then the text, in their legible view.

    Parameters
    ----------
    passage
        A passage; its text stays as it was printed.
    words
        The whole words of its document (:func:`corpus.views.whole_words`).
    headers
        Whether the header is indexed (``IndexSettings.headers``).
    """
    shown = passage.text
    if headers and passage.header:
        shown = f"{passage.header}\n{passage.text}"
    return view_of(shown, words).text


def cut_passages(
    document: Document,
    text: str,
    blocks: Sequence[Block],
    items: Sequence[Item],
    window: int,
    count: Count,
) -> list[Passage]:
    """Cut one document into passages.

    Parameters
    ----------
    document, text, blocks, items
        The document, its canonical text, and its structure.
    window
        The model's window in tokens, special tokens included.
    count
        The model's tokenizer.

    Returns
    -------
    list of Passage
        In reading order; together they hold every block exactly once, but for page
        furniture, which they leave out.
    """
    count = _of_views(count, whole_words(text))
    made: list[Passage] = []
    sizes = count([text[b.start : b.end] for b in blocks])
    for index, item in enumerate(items):
        header = _header(document, items, index, int(window * HEADER_SHARE), count)
        budget = window - SPECIAL_TOKENS - (count([header])[0] - SPECIAL_TOKENS if header else 0)
        pieces: list[_Piece] = []
        apart = False
        for number in range(item.first_block, item.end_block):
            if blocks[number].kind is BlockKind.FURNITURE:
                apart = True
                continue
            size = sizes[number] - SPECIAL_TOKENS
            cut = _pieces(text, blocks[number], size, budget, count)
            pieces += [replace(cut[0], apart=apart), *cut[1:]]
            apart = False
        reference = ItemRef(item.number, item.title) if item.number or item.title else None
        for group in _groups(_with_gaps(pieces, text, count), budget):
            start, end = group[0].start, group[-1].end
            made.append(
                Passage(
                    id=passage_id(document.id, start, end),
                    document_id=document.id,
                    start=start,
                    end=end,
                    text=text[start:end],
                    header=header,
                    page=group[0].page,
                    item=reference,
                )
            )
    return made


def _of_views(count: Count, words: Collection[str]) -> Count:
    """Return a count of what the model reads: the view may have more tokens than the text."""
    return lambda texts: count([view_of(text, words).text for text in texts])


def _header(document: Document, items: Sequence[Item], index: int, most: int, count: Count) -> str:
    item = items[index]
    when = f"{document.date.day} {document.date:%B %Y}" if document.date else None
    number_and_title = " ".join(part for part in (item.number, item.title) if part)
    above = _titles_above(items, index)
    # A document without a known body is at least known by its own title.
    body = document.body or document.title
    fullest = [body, when, *above, number_and_title]
    plainest = [body, when, number_and_title]
    for parts in (fullest, plainest):
        header = " | ".join(part for part in parts if part)
        if not header or count([header])[0] - SPECIAL_TOKENS <= most:
            return header
    words = header.split()
    sizes = count(words)
    kept: list[str] = []
    left = most
    for word, size in zip(words, sizes, strict=True):
        left -= size - SPECIAL_TOKENS
        if left < 0:
            break
        kept.append(word)
    return " ".join(kept)


def _titles_above(items: Sequence[Item], index: int) -> list[str]:
    titles: list[str] = []
    level = items[index].level
    for item in reversed(items[:index]):
        if item.level < level:
            level = item.level
            if item.title:
                titles.append(item.title)
    return titles[::-1]


def _pieces(text: str, block: Block, size: int, budget: int, count: Count) -> list[_Piece]:
    heading = block.kind is BlockKind.HEADING
    if size <= budget:
        return [_Piece(block.start, block.end, size, block.page, heading)]
    spans: list[tuple[int, int]] = []
    sentences = sentence_spans(text, block.start, block.end)
    sizes = count([text[a:b] for a, b in sentences])
    for (start, end), with_specials in zip(sentences, sizes, strict=True):
        if with_specials - SPECIAL_TOKENS <= budget:
            spans.append((start, end))
        else:
            spans += _by_words(text, start, end, budget, count)
    sizes = count([text[a:b] for a, b in spans])
    return [
        _Piece(a, b, n - SPECIAL_TOKENS, block.page, heading)
        for (a, b), n in zip(spans, sizes, strict=True)
    ]


def _by_words(text: str, start: int, end: int, budget: int, count: Count) -> list[tuple[int, int]]:
    """Cut a sentence that is longer than the window, between words where it can."""
    # 20 characters are at most 20 tokens, so a piece always fits whatever it holds.
    words = [match.span() for match in re.compile(r"\S{1,20}").finditer(text, start, end)]
    sizes = count([text[a:b] for a, b in words])
    spans: list[tuple[int, int]] = []
    begin, last, used = words[0][0], words[0][0], 0
    for (a, b), with_specials in zip(words, sizes, strict=True):
        size = with_specials - SPECIAL_TOKENS
        if used and used + size > budget:
            spans.append((begin, last))
            begin, used = a, 0
        used += size
        last = b
    spans.append((begin, last))
    return spans


def _with_gaps(pieces: Sequence[_Piece], text: str, count: Count) -> list[_Piece]:
    """Return the pieces with what stands before each measured."""
    between = [text[a.end : b.start] for a, b in pairwise(pieces)]
    sizes = count(between)
    measured = [
        replace(
            piece,
            gap=size - SPECIAL_TOKENS,
            apart=piece.apart or any(c.isalnum() for c in gap),
        )
        for piece, gap, size in zip(pieces[1:], between, sizes, strict=True)
    ]
    return [*pieces[:1], *measured]


def _size(pieces: Sequence[_Piece]) -> int:
    """Return the tokens of consecutive pieces as one passage."""
    return sum(piece.tokens + piece.gap for piece in pieces) - (pieces[0].gap if pieces else 0)


def _groups(pieces: Sequence[_Piece], budget: int) -> list[list[_Piece]]:
    """Share the pieces of an item among as few passages as can be, evenly."""
    if not pieces:
        return []
    total = _size(pieces)
    target = total / -(-total // budget) if total else 0
    groups: list[list[_Piece]] = [[]]
    for unit in _units(pieces, budget):
        group = groups[-1]
        full = group and (_size(group) >= target or _size([*group, *unit]) > budget)
        if full or (group and unit[0].apart):
            groups.append([])
        groups[-1] += unit
    return groups


def _units(pieces: Sequence[_Piece], budget: int) -> list[list[_Piece]]:
    """Tie headings to what stands under them, as far as both fit into one passage."""
    units: list[list[_Piece]] = []
    for piece in pieces:
        last = units[-1] if units else None
        tied = last and last[-1].heading and not piece.apart
        if last and tied and _size([*last, piece]) <= budget:
            last.append(piece)
        else:
            units.append([piece])
    return units
