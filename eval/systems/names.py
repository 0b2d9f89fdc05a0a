"""Names of systems: a way of ranking, and whether passages are indexed with their headers."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.errors import UsageError

BASES = {
    "bm25": "BM25 by the engine of the index, over the words of the query",
    "rank-bm25": "rank-bm25 as it comes: its defaults, over lower-cased words",
    "dense": "cosine of the model's vectors",
    "rrf": "bm25 and dense by reciprocal ranks, k = 60",
    "convex": "bm25 and dense by a convex sum of scores, .6 on dense",
    "hybrid": "what minuted search does: convex, with acronyms, spellings and phrases",
    "hybrid-rrf": "the same by reciprocal ranks",
    "ask": "what minuted ask reads first: hybrid on the topic of the question",
}
"""Ways of ranking, and what each is."""

NO_HEADERS = "-no-headers"
"""What is appended to a name when body, date and item are not indexed with a passage."""


def every_system() -> tuple[str, ...]:
    """Return the names of all systems."""
    return tuple(base + ending for base in BASES for ending in ("", NO_HEADERS))


def has_headers(name: str) -> bool:
    """Tell whether a system's passages are indexed with their headers."""
    return not name.endswith(NO_HEADERS)


def base_of(name: str) -> str:
    """Return a system's way of ranking."""
    return name.removesuffix(NO_HEADERS)


def check_systems(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, each once.

    Raises
    ------
    UsageError
        Naming all that are unknown.
    """
    given = tuple(dict.fromkeys(names))
    unknown = [name for name in given if base_of(name) not in BASES]
    if unknown:
        raise UsageError(
            f"There is no system called {', '.join(unknown)}.",
            f"The systems are {', '.join(BASES)}, each also with {NO_HEADERS} at its end.",
        )
    return given
