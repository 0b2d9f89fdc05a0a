"""The little query language: "quoted phrases", -excluded words, and plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.errors import QuestionError
from indexer.analysis import phrase_tokens

LONGEST_QUESTION = 2_000
"""Code points: several times the longest question on record, far less than a pasted document."""

_QUOTED = re.compile(r"(?P<not>(?<!\S)-)?[\"“”](?P<inside>[^\"“”]*)[\"“”]")
_EXCLUDED = re.compile(r"(?<!\S)-(?P<word>[^\W_][^\s\"“”]*)")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query taken apart.

    Attributes
    ----------
    words
        What is left to be ranked by, as typed; the words of required phrases
        are among them.
    phrases, excluded_phrases
        Token sequences that must, and must not, stand in a passage.
    """

    words: str
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded_phrases: tuple[tuple[str, ...], ...] = ()


def check_question(text: str) -> str:
    """Return the question with white space and control characters tidied.

    Raises
    ------
    QuestionError
        When nothing is asked, or far too much.
    """
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(text):,} characters; up to {LONGEST_QUESTION:,} are read.",
            "Ask in a sentence or two.",
        )
    # Lone surrogates (undecodable bytes of a command line) cannot be encoded again.
    cleaned = "".join(
        " " if (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000) else c
        for c in text
    )
    cleaned = " ".join(cleaned.split())
    if not any(c.isalnum() for c in cleaned):
        raise QuestionError("There is no question: it holds no word.", "Type a question.")
    return cleaned


def parse_query(text: str) -> ParsedQuery:
    """Take phrases and exclusions out of a query.

    Typographic and straight quotation marks are one; a mark that is never
    closed is just a character; a hyphen inside a word excludes nothing.

    Examples
    --------
    >>> parse_query('"stop and search" youth -football').excluded_phrases
    (('footbal',),)
    """
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []

    def take(match: re.Match[str]) -> str:
        found = tuple(phrase_tokens(match["inside"]))
        if not found:
            return " "
        if match["not"]:
            excluded.append(found)
            return " "
        phrases.append(found)
        return f" {match['inside']} "

    def leave_out(match: re.Match[str]) -> str:
        found = tuple(phrase_tokens(match["word"]))
        if found:
            excluded.append(found)
        return " "

    words = _EXCLUDED.sub(leave_out, _QUOTED.sub(take, text))
    words = " ".join(words.split())
    if not any(c.isalnum() for c in words):
        raise QuestionError(
            "The query only says what to leave out.", "Say what to look for as well."
        )
    return ParsedQuery(words, tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(excluded)))
