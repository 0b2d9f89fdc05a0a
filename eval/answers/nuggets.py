"""Nugget recall (lexical): which of the labeller's statements stand in what was shown.

Nuggets are short statements in the labeller's own words. To tell whether an
answer holds one takes a reader; offline there is none, so words stand in for
sense: a **proxy**, written ``nugget recall (lexical)`` wherever it is shown. A
nugget counts as recalled when at least :data:`THRESHOLD` of its content words
(stemmed, by the index's own analyzer) and every figure in it stand in the
quotes, their context, and the dates of their meetings. It misses paraphrase,
and takes words for sense: a sentence that denies a thing has its words too.

How far it can be trusted (:mod:`eval.answers.nugget_validation`, sample and real cases
together; each nugget against its own question's labelled sentences, which should hold
it, and against those of five other questions of its set, which should not):

===========  =======  ================  ===================  =================  ========
split        nuggets  own: recalled     other: recalled      balanced accuracy  beside
===========  =======  ================  ===================  =================  ========
development  235      87.7 %            2.4 % of 1175        92.6 %             27.7 %
test         185      88.6 %            2.9 % of 925         92.9 %             31.4 %
===========  =======  ================  ===================  =================  ========

So it agrees with the labels on about 93 in 100 of such pairs, weighted evenly. But other
questions are easy to tell apart. "Beside" is harder: the sentences up to three before
and after the evidence are credited with three nuggets in ten. Some do hold them, how
many nobody has counted. Read it as a comparison between systems, not as the share of
what an answer says; one nugget in eight is missed though all its evidence is quoted.

The threshold was chosen on the development cases: the highest on a grid of 0.05 whose
balanced accuracy is within one point of the best (0.35 and 0.40, 92.9 %). Weighting
words by idf gained less than half a point there, and would make the figure depend on
the rest of the archive, so words are not weighted. The test cases were measured only
afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from eval.answers.documents import Documents
from eval.answers.given import GivenAnswer
from indexer.analysis import query_terms, tokens

THRESHOLD = 0.5
"""Share of a nugget's content words; see the text of the module for how it was chosen."""

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_DIGITS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS.split(), 1)}
_STEM_DIGITS = {tokens(word)[0]: digits for word, digits in _DIGITS.items()}
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a text holds for matching: stemmed words and figures.

    ``words`` are distinct, number words as digits; ``figures`` are every number in
    digits, thousands without commas, and the numbers one to twenty in words.
    """

    words: frozenset[str]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class NuggetRecall:
    """Nuggets of one question: how many are recalled, of how many that hold any word."""

    recalled: int
    nuggets: int

    @property
    def share(self) -> float | None:
        """Recalled over all; None where the question has no nugget."""
        return self.recalled / self.nuggets if self.nuggets else None


def wanted(nugget: str) -> Content:
    """Return what must be found of a nugget; function words are left out.

    >>> sorted(wanted("three of the 1,412 PCSOs").words)
    ['1412', '3', 'pcsos']
    """
    return Content(_as_digits(query_terms(nugget)), figures(nugget))


def shown(texts: Iterable[str]) -> Content:
    """Return what stands in the texts that a reader was shown, taken together."""
    words: set[str] = set()
    numbers: set[str] = set()
    for text in texts:
        words |= _as_digits(tokens(text))
        numbers |= figures(text)
    return Content(frozenset(words), frozenset(numbers))


def share_shown(nugget: Content, seen: Content) -> float:
    """Return the share of a nugget's words that stand in what was seen; 1 of none.

    It is 0 where a figure of the nugget does not stand there.
    """
    if not nugget.figures <= seen.figures:
        return 0.0
    return len(nugget.words & seen.words) / len(nugget.words) if nugget.words else 1.0


def is_recalled(nugget: Content, seen: Content, threshold: float = THRESHOLD) -> bool:
    """Tell whether a nugget counts as recalled."""
    return share_shown(nugget, seen) >= threshold - 1e-9


def figures(text: str) -> frozenset[str]:
    """Return the numbers of a text.

    >>> sorted(figures("Twelve of 1,412 (0.8%)"))
    ['0.8', '12', '1412']
    """
    found = {match[0].replace(",", "") for match in _FIGURE.finditer(text)}
    spelt = {word.lower() for word in _WORD.findall(text)} & _DIGITS.keys()
    return frozenset(found | {_DIGITS[word] for word in spelt})


def day_shown(day: date | None) -> str:
    """Return a meeting's date as it stands beside a quote; empty where it is unknown."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def texts_of(documents: Documents, answer: GivenAnswer) -> list[str]:
    """Return what an answer shows: quotes, contexts, and its meetings' dates.

    Of prose that a system writes itself nothing is taken, since it is not evidence;
    dates are the archive's. A quote of a document that is not held shows nothing.
    """
    texts = [s.context for s in answer.statements if s.context and s.citations]
    for citation in answer.citations:
        read = documents.get(citation.document_id)
        if read is not None:
            texts += [citation.quote, day_shown(read.document.date)]
    return texts


def nugget_recall(nuggets: Iterable[str], texts: Iterable[str]) -> NuggetRecall:
    """Count the nuggets of one question that stand in what was shown.

    A nugget without a content word or figure says nothing that could be looked
    for, and is left out.
    """
    seen = shown(texts)
    contents = [content for content in map(wanted, nuggets) if content.words or content.figures]
    return NuggetRecall(sum(is_recalled(content, seen) for content in contents), len(contents))


def _as_digits(found: Iterable[str]) -> frozenset[str]:
    return frozenset(_STEM_DIGITS.get(token, token) for token in found)
