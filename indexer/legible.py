"""Tokens of canonical text as it is indexed: taken from its legible view.

The analyzer folds case, accents and hyphens; what PDFs do to words besides (letters set
apart, Private Use glyphs, words broken at line ends) is undone by `corpus.views` first.
"""

from __future__ import annotations

from corpus.views import view_of
from indexer.analysis import tokens


def legible_tokens(text: str) -> list[str]:
    """Return all tokens of a stretch of canonical text, in reading order.

    >>> legible_tokens("A C T I O N S: confidence")
    ['action', 'confid']
    """
    return tokens(view_of(text).text)
