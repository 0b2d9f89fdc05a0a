"""One analyzer for both lexical engines and for questions: text to tokens.

Text is folded character by character (compatibility forms, case, accents of the
Latin script, curly apostrophes, the several hyphens), then cut into *chunks*:
runs of letters and digits held together by hyphens, slashes, apostrophes, full
stops, commas, colons or ampersands. A chunk becomes

* one stemmed token where it is a plain word ("Commissioner's" -> ``commission``);
* one unstemmed token where it holds a digit or is a code ("39/20", "SCP-D-202223-002",
  "A/CC"), since a minute number that loses its slash is another number;
* its parts where it is a compound of words ("anti-social" -> ``anti``, ``social``).

Compounds and codes have *other forms* besides: the joined word (``antisoci``), or the
words inside a code (``covid`` in "COVID-19"). Other forms have no position of their
own: in a document they stand behind a sentinel after all positional tokens, so that no
phrase reaches across.

Everything is linear in the length of the text: the fold looks at one character at a
time, and no pattern has two ways to match the same character.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import Stemmer

ANALYZER_VERSION: int = 1
"""Raised whenever the tokens of some text change: an index built with another is rebuilt."""

SENTINEL = "\u241e"
"""Stands before each other form in a document; no text analyses to it (it is a symbol)."""

MAX_TOKEN_CHARACTERS = 64
"""Longer tokens are cut, in documents and questions alike: tantivy drops terms over 65,530
bytes, and a run of a million letters is not a word anybody asks for."""

_FUNCTION_WORDS = """
a an the of in on at to for by with from into about as and or if than then
i me my we us our you your he him his she her it its they them their
this that these those there here any
what which who whom whose when where why how
is are was were be been being am do does did has have had having
will would shall should can could may might must
"""

FUNCTION_WORDS: frozenset[str] = frozenset(_FUNCTION_WORDS.split())
"""Left out of questions only, never out of documents. ``not`` and ``no`` are never here:
"was not agreed" and "was agreed" are different records."""

_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u00b4\u0060"), "'")
_OTHERS = {0x2044: "/", 0x2215: "/", 0x0131: "i"}


class _Fold(dict[int, str]):
    """Translation table filled on demand; ``uneven`` holds what does not fold one to one."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()
        self.update(_HYPHENS | _APOSTROPHES | _OTHERS)

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) == "Cf":
            # Soft hyphens and zero-width characters sit inside words and mean nothing.
            folded = ""
        else:
            decomposed = unicodedata.normalize("NFKD", character).lower()
            folded = "".join(
                self.get(ord(part), part)
                for part in unicodedata.normalize("NFKD", decomposed)
                if not 0x300 <= ord(part) <= 0x36F
            )
        if len(folded) != 1:
            # First, so that no other thread sees the entry without it.
            self.uneven.add(character)
        self[code] = folded
        return folded


_FOLD = _Fold()
_CONNECTORS = "'/.,:&-"
_CHUNK = re.compile(
    r"[^\W_]+(?:(?:['/.,:&-]|(?<=[^\W\d_])-[ \t]{0,3}\r?\n[ \t]{0,3}(?=[^\W\d_]))[^\W_]+)*"
)
_PIECE = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_YEAR_PAIR = re.compile(r"(\d{4})[-/](\d{4}|\d{2})")
_CLITICS = frozenset(("s", "re", "ve", "ll", "d", "m"))
_NEGATED = {"wo": "will", "ca": "can", "sha": "shall", "ai": "be"}
_local = threading.local()


class _Token(NamedTuple):
    """One token: ``positional`` is False for other forms; ``word`` is the unstemmed form."""

    token: str
    start: int
    end: int
    positional: bool
    word: str


class _Piece(NamedTuple):
    text: str
    start: int
    end: int


def _stem(word: str) -> str:
    # A Stemmer holds buffers and a cache that are not safe to share between threads.
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("english", maxCacheSize=50_000)
    if len(word) > MAX_TOKEN_CHARACTERS:
        return word[:MAX_TOKEN_CHARACTERS]
    stemmed: str = stemmer.stemWord(word)
    return stemmed


def _word(text: str, start: int, end: int, positional: bool = True) -> _Token:
    return _Token(_stem(text), start, end, positional, text)


def _code(text: str, start: int, end: int) -> _Token:
    pair = _YEAR_PAIR.fullmatch(text)
    if pair is not None and (int(pair[1]) + 1) % 100 == int(pair[2]) % 100:
        # The financial year is written 2021/22, 2021-22 and 2021/2022.
        text = f"{pair[1]}/{pair[2][-2:]}"
    return _Token(text[:MAX_TOKEN_CHARACTERS], start, end, True, text)


def _binds(connector: str, left: str, right: str) -> bool:
    """Tell whether a connector holds its neighbours together, or is mere punctuation."""
    if connector in "-/'":
        return True
    if connector == "," and len(right) == 3:
        return left.isdigit() and right.isdigit() and len(left) <= 3
    if connector in ".:" and left[-1].isdigit() and right[0].isdigit():
        return True
    return connector in ".&" and len(left) == len(right) == 1 and (left + right).isalpha()


def _plain(pieces: list[_Piece]) -> Iterator[_Token]:
    """Yield the tokens of one word that may hold apostrophes: don't, O'Brien, panel's."""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        if first.text == "cannot":
            yield _word("can", first.start, first.start + 3)
            yield _word("not", first.start + 3, first.end)
        else:
            yield _word(first.text, first.start, first.end)
        return
    if last.text == "t" and pieces[-2].text.endswith("n"):
        base = "".join(piece.text for piece in pieces[:-1])[:-1]
        if base:
            yield _word(_NEGATED.get(base, base), first.start, max(first.end - 1, first.start + 1))
        yield _word("not", max(first.end - 1, first.start), last.end)
        return
    if last.text in _CLITICS:
        pieces = pieces[:-1]
    yield _word("".join(piece.text for piece in pieces), first.start, pieces[-1].end)


def _letters(pieces: list[_Piece], connectors: list[str]) -> Iterator[_Token]:
    """Yield the tokens of a chunk without digits."""
    start, end = pieces[0].start, pieces[-1].end
    if connectors and connectors[0] in ".&" and all(len(piece.text) == 1 for piece in pieces):
        # U.K. and A&E; the full stops go (UK), the ampersand stays (A and E are not words).
        joiner = "" if connectors[0] == "." else "&"
        yield _word(joiner.join(piece.text for piece in pieces), start, end)
        return
    if len(connectors) == 1 and connectors[0] == "/" and len(pieces[0].text) == 1:
        # A/CC, T/DCC, n/a: the rank is also found without its "acting".
        yield _code(f"{pieces[0].text}/{pieces[1].text}", start, end)
        if len(pieces[1].text) > 1:
            yield _word(pieces[1].text, start, end, positional=False)
        return
    word: list[_Piece] = [pieces[0]]
    compound: list[_Token] = []
    for connector, piece in zip([*connectors, "/"], [*pieces[1:], None], strict=True):
        if connector == "'" and piece is not None:
            word.append(piece)
            continue
        compound.extend(_plain(word))
        if connector != "-" or piece is None:
            yield from compound
            if len(compound) > 1 and not (len(word) > 1 or compound[-1].word == "not"):
                joined = "".join(token.word for token in compound)
                span = compound[0].start, compound[-1].end
                yield _word(joined, *span, positional=False)
            compound = []
        if piece is not None:
            word = [piece]


def _counts_something(pieces: list[_Piece], connectors: list[str]) -> bool:
    """Tell "24-hour" and "12-month-old", which are also written apart, from a code."""
    return (
        1 < len(pieces) <= 3
        and set(connectors) == {"-"}
        and pieces[0].text.isdigit()
        and all(len(piece.text) >= 3 and piece.text.isalpha() for piece in pieces[1:])
    )


def _digits(pieces: list[_Piece], connectors: list[str]) -> Iterator[_Token]:
    """Yield the tokens of a chunk that holds a digit: whole, and the words inside it."""
    if len(pieces) > 1 and connectors[-1] == "'" and pieces[-1].text in _CLITICS:
        pieces, connectors = pieces[:-1], connectors[:-1]
    start, end = pieces[0].start, pieces[-1].end
    if _counts_something(pieces, connectors):
        yield _code(pieces[0].text, pieces[0].start, pieces[0].end)
        for piece in pieces[1:]:
            yield _word(*piece)
        whole = "-".join(piece.text for piece in pieces)
        yield _code(whole, start, end)._replace(positional=False)
        return
    text = pieces[0].text
    if connectors:
        kept = ("" if connector in ",'" else connector for connector in connectors)
        text += "".join(c + p.text for c, p in zip(kept, pieces[1:], strict=True))
    yield _code(text, start, end)
    for piece in pieces if connectors else ():
        if len(piece.text) > 1 and piece.text.isalpha():
            yield _word(piece.text, start, end, positional=False)


def _bound(pieces: list[_Piece], connectors: list[str]) -> Iterator[_Token]:
    """Yield the tokens of pieces that hold together."""
    if any(_DIGIT.search(piece.text) for piece in pieces):
        yield from _digits(pieces, connectors)
    else:
        yield from _letters(pieces, connectors)


def _chunk(chunk: str, offset: int) -> Iterator[_Token]:
    """Yield the tokens of one chunk; a connector that does not bind cuts it in two."""
    pieces: list[_Piece] = []
    connectors: list[str] = []
    for match in _PIECE.finditer(chunk):
        piece = _Piece(match[0], offset + match.start(), offset + match.end())
        if pieces:
            connector = chunk[pieces[-1].end - offset]
            if _binds(connector, pieces[-1].text, piece.text):
                connectors.append(connector)
            else:
                yield from _bound(pieces, connectors)
                pieces, connectors = [], []
        pieces.append(piece)
    yield from _bound(pieces, connectors)


def _fold(text: str) -> tuple[str, list[int] | None]:
    """Fold a text; also the origin of each folded character, or None where it is the same."""
    if text.isascii():
        return text.lower(), None
    folded = text.translate(_FOLD)
    if _FOLD.uneven.isdisjoint(text):
        return folded, None
    origins: list[int] = []
    for index, character in enumerate(text):
        origins.extend([index] * len(_FOLD[ord(character)]))
    return folded, origins


def _analyse(text: str) -> Iterator[_Token]:
    """Yield every token, other forms right after the compound they come from."""
    folded, origins = _fold(text)
    for match in _CHUNK.finditer(folded):
        chunk = match[0]
        start = match.start()
        produced: Iterator[_Token]
        if chunk.isalpha() and chunk != "cannot":
            produced = iter((_word(chunk, start, match.end()),))
        else:
            produced = _chunk(chunk, start)
        if origins is None:
            yield from produced
        else:
            for token in produced:
                first, last = origins[token.start], origins[token.end - 1]
                yield token._replace(start=first, end=last + 1)


def token_spans(text: str) -> list[tuple[str, int, int]]:
    """Tokens with the place each was read from, to highlight and to measure coverage.

    Parameters
    ----------
    text
        Any text; offsets are code points of this text, not of its folded form.

    Returns
    -------
    list of (token, start, end)
        In reading order; other forms ("antisoci") follow their compound and carry its
        whole span. Spans are half-open and never empty.
    """
    return [(token.token, token.start, token.end) for token in _analyse(text)]


def tokens(text: str) -> list[str]:
    """All tokens of a text in reading order, other forms among them.

    >>> tokens("The Commissioner's anti-social behaviour plan, minute 39/20")
    ['the', 'commission', 'anti', 'social', 'antisoci', 'behaviour', 'plan', 'minut', '39/20']
    """
    return [token.token for token in _analyse(text)]


def phrase_tokens(text: str) -> list[str]:
    """Positional tokens only: what a phrase in quotation marks is matched by.

    >>> phrase_tokens("anti-social behaviour")
    ['anti', 'social', 'behaviour']
    """
    return [token.token for token in _analyse(text) if token.positional]


def document_tokens(text: str) -> list[str]:
    """Tokens to index: the positional ones, then each other form behind a sentinel.

    >>> document_tokens("anti-social behaviour") == ["anti", "social", "behaviour", SENTINEL,
    ...                                              "antisoci"]
    True
    """
    positional: list[str] = []
    others: list[str] = []
    for token in _analyse(text):
        if token.positional:
            positional.append(token.token)
        else:
            others += (SENTINEL, token.token)
    return positional + others


def query_terms(text: str) -> list[str]:
    """Tokens of a question without its function words; may be empty ("What is it?").

    A function word in capitals is kept where the question is not all in capitals: "IT"
    is a department.

    >>> query_terms("What was not agreed about IT?")
    ['not', 'agre', 'it']
    """
    shouted = text.isupper()
    return [
        token.token
        for token in _analyse(text)
        if token.word not in FUNCTION_WORDS
        or (not shouted and token.end - token.start > 1 and text[token.start : token.end].isupper())
    ]
