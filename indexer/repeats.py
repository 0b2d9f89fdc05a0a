"""Passages that only say again what a better document of the same meeting says.

A meeting in .doc, .odt and .pdf would be found three times. A passage of a lesser
document counts as a repeat when nearly all of its words stand in the same runs in better
ones. Two words together that do not stand there keep it, however long it is: they may be the
one sentence that only this document holds. So does one word that can turn a sentence: a
figure, a name, a month, a "not", a "will". Repeats stay in the index and are searched when
their document is asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from corpus.model import Passage
from corpus.views import view_of

NEW_WORDS = 0.1
"""The most of a repeat's words that may stand in no run of the better documents: what
converters do to numbering, hyphens and the seams between cells."""

NEW_TOGETHER = 1
"""The most of them that may stand together: less than any sentence has."""

_RUN = 3
_WORD = re.compile(r"[^\W_]+")
_NEGATION = frozenset({"not", "no", "never", "nor", "cannot", "without", "nothing", "none"})
_TURNING = _NEGATION | frozenset(
    """
    will would shall must should agreed undertook promised declined refused deferred
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday easter christmas
    """.split()  # noqa: SIM905
)
_SENTENCE_END = re.compile(r"[.:;?!•·–—-]\W*$|^\W*$")
_LABEL = re.compile(r"\s*(?:item\s)?\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.):]?\s", re.I)

Run = tuple[str, ...]


def repeats(passages: Sequence[Passage], meetings: Mapping[str, Sequence[str]]) -> dict[int, int]:
    """Return which passages repeat which.

    Parameters
    ----------
    passages
        Of all documents, in the order of their rows.
    meetings
        The documents of each meeting, the best first.

    Returns
    -------
    dict
        Row of a repeat to the row of the passage that says it in the better document;
        that one is never a repeat itself.
    """
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        rows.setdefault(passage.document_id, []).append(row)
    found: dict[int, int] = {}
    for documents in meetings.values():
        if len(documents) < 2:
            continue
        said: dict[Run, int] = {}
        for document in documents:
            own = sorted(rows.get(document, ()), key=lambda row: passages[row].start)
            kept: list[tuple[int, list[str]]] = []
            for row in own:
                words = _words(passages[row].text)
                better = _repeated(words, said)
                if better is None:
                    kept.append((row, [word.text for word in words]))
                else:
                    found[row] = better
            # A document does not repeat itself: its passages are added when it is done.
            for row, plain in kept:
                for run in _runs(plain):
                    said.setdefault(run, row)
    return found


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a passage: folded, whether it numbers its line, whether it can turn a sentence."""

    text: str
    label: bool
    turns: bool


def _words(text: str) -> list[_Word]:
    made: list[_Word] = []
    for line in view_of(text).text.split("\n"):
        label = _LABEL.match(f"{line} ")
        end = label.end() if label else 0
        for found in _WORD.finditer(line):
            word = found[0].casefold()
            numbers = found.start() < end
            # A capital in the middle of a sentence is a name, an office or a code.
            name = found[0][0].isupper() and not _SENTENCE_END.search(line[: found.start()])
            figure = any(map(str.isdigit, word)) and not numbers
            made.append(_Word(word, numbers, name or figure or word in _TURNING))
    return made


def _runs(words: Sequence[str]) -> list[Run]:
    if len(words) < _RUN:
        return [tuple(words)] if words else []
    return [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]


def _repeated(words: Sequence[_Word], said: Mapping[Run, int]) -> int | None:
    """Return the row that says most of some words, when nothing of weight is new in them."""
    if not words or not said:
        return None
    covered = [False] * len(words)
    where: Counter[int] = Counter()
    width = min(_RUN, len(words))
    for start, run in enumerate(_runs([word.text for word in words])):
        row = said.get(run)
        if row is not None:
            where[row] += 1
            covered[start : start + width] = [True] * width
    new = [word for word, held in zip(words, covered, strict=True) if not held]
    together = max(
        (
            sum(not word.label for word, _ in group)
            for held, group in groupby(zip(words, covered, strict=True), key=itemgetter(1))
            if not held
        ),
        default=0,
    )
    if not where or together > NEW_TOGETHER or any(word.turns for word in new):
        return None
    if len(new) > NEW_WORDS * len(words):
        return None
    return min(where, key=lambda row: (-where[row], row))
