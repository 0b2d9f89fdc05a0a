"""How much a word tells: rare words of the archive weigh, common ones do not.

Inverse document frequency over units (Sparck Jones, "A statistical interpretation of term
specificity", 1972): a word that stands in every second sentence joins nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from indexer.analysis import query_terms

_OF_THE_FORM = """
action panel board committee meeting minute agenda item member chair chairman update report
provide commissioner councillor secretariat agree note ask request would will next last previous
january february march april may june july august september october november december month year
week day monday tuesday wednesday thursday friday today tomorrow hour early late later soon
further paper information detail follow include work progress discuss complete close say said
date time new give bring come need take set make made put get got look think thought want wish
know known tell told see seen hold held become became continue expect able regard view attend
present start started begin began end go gone went received receive send sent circulate share
taken place done do not no every out before after under over through up down again could should
might must can been being had has have more most than any all some both other same such still yet
already now then when where there here way reason part case number matter issue point question
reply respond response people person great good very much many full own one first second third
chief constable deputy assistant officer executive office mr mrs ms dr cllr police force also
commitment promise undertaking recommend recommendation resolved decision approve accept support
proposal propose consider ensure review raise lead to be yes per cent percent total figure
explain confirm introduce introduction
"""
_SILENT: Final = frozenset(term for word in _OF_THE_FORM.split() for term in query_terms(word))
"""Words of the form of minutes, not of what they are about."""


class Weights:
    """The weight of every word of an archive.

    Parameters
    ----------
    texts
        The legible texts of all units.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        number = 0
        for text in texts:
            counts.update(terms_of(text))
            number += 1
        self._masses: dict[frozenset[str], float] = {}
        self._most = math.log(1 + max(number, 1))
        self._weights: Mapping[str, float] = {
            term: math.log(1 + number / count) for term, count in counts.items()
        }

    def of(self, term: str) -> float:
        """Return the weight of a term in [0, 1]: 1 for one that stands nowhere else."""
        return self._weights.get(term, self._most) / self._most

    def total(self, terms: Iterable[str]) -> float:
        """Return what several terms weigh together: the sum of their squares, as in a cosine."""
        return sum(self.of(term) ** 2 for term in sorted(terms))

    def mass(self, terms: frozenset[str]) -> float:
        """Return the same for words that are asked for again and again."""
        found = self._masses.get(terms)
        if found is None:
            found = self._masses[terms] = self.total(terms)
        return found


@lru_cache(maxsize=16_384)
def terms_of(text: str) -> frozenset[str]:
    """Return the terms of a text that say what it is about."""
    return frozenset(t for t in query_terms(text) if len(t) > 1 or t.isdigit()) - _SILENT
